"""The walk at the beginning of a meeting: what earlier ones left open is done, stays or lapses, in seconds."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kgw_tui.records.entries import ENTRIES, Action, Question
from kgw_tui.screens.walk import WalkScreen
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.starting import start_meeting

from ..usecases.meetings import hold_meeting
from ..workspaces import workspace_at
from .chairing import Chair, on_workspace

F2, F3, DEL, TAB = "\x1bOQ", "\x1bOR", "\x1b[3~", "\t"
BEFORE = (
    "# Toetsdruk",
    "! Ouders bellen @karim >vr",
    "! Kalender uitdraaien @fatima",
    "! Sleutels brengen @jan",
    "? Wie belt de inspectie?",
    "# Personeel",
    "/vertrouwelijk",
    "! Gesprek voeren @karim",
)


@asynccontextmanager
async def walk(home: Path, *before: str, code: str = "nl", size: tuple[int, int] = (80, 24)) -> AsyncGenerator[Chair]:
    """The second meeting of a series, of whose first `before` was said, with the walk open."""
    with workspace_at(home, code) as workspace:
        hold_meeting(workspace, title="Zorgteam", lines=("! Iets van een andere reeks",))
        first = hold_meeting(workspace, title="MT-overleg", lines=before)
        LiveMeeting(workspace, first.id).close()
        second = start_meeting(workspace, title="MT-overleg")
        async with on_workspace(workspace, second.id, size=size) as chair:
            await chair.until(lambda: chair.place == "LiveScreen")
            await chair.app.push_screen(WalkScreen(LiveMeeting(workspace, second.id)))
            await chair.until(lambda: chair.place == "WalkScreen" and bool(chair.keys))
            yield chair


def todo(chair: Chair, text: str) -> Action | Question:
    found = [entry for entry in chair.workspace.shared.all(ENTRIES) if entry.text == text]
    assert len(found) == 1
    assert isinstance(found[0], Action | Question)
    return found[0]


def row(chair: Chair, text: str) -> str:
    found = [each for each in chair.rows[:-3] if text in each]
    assert len(found) == 1, (text, chair.rows)
    return found[0]


async def test_it_shows_what_the_series_left_open_and_nothing_else(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        assert "Karim Bouzid · vr 27 nov" in row(chair, "Ouders bellen")
        assert "nog niemand" in row(chair, "Wie belt de inspectie?")
        assert not chair.shows("andere reeks")
        assert not chair.shows("Gesprek voeren"), "a confidential item's list is read by more people"
        assert "0 van 4" in chair.rows[0]


async def test_three_keys_deal_with_three_actions_at_the_speed_of_a_burst(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.send(f"lijst ligt er\r{F2}{DEL}niet meer nodig\r")
        await chair.sees("3 van 4")
        assert (todo(chair, "Ouders bellen").status, todo(chair, "Ouders bellen").outcome) == ("done", "lijst ligt er")
        kept = todo(chair, "Kalender uitdraaien")
        assert (kept.status, kept.kept_in) == ("open", chair.meeting_id)
        dropped = todo(chair, "Sleutels brengen")
        assert (dropped.status, dropped.outcome) == ("dropped", "niet meer nodig")
        assert {todo(chair, text).closed_in for text in ("Ouders bellen", "Sleutels brengen")} == {chair.meeting_id}
        assert "lijst ligt er" in row(chair, "Ouders bellen")
        assert "blijft" in row(chair, "Kalender uitdraaien")


async def test_an_action_is_done_without_a_word_about_what_came_of_it(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.send("\r\r")
        await chair.sees("2 van 4")
        assert [todo(chair, text).status for text in ("Ouders bellen", "Kalender uitdraaien")] == ["done", "done"]


@pytest.mark.parametrize(
    "sentence",
    ["done, list is there", "still waiting for IT", "x is bekend", "dat staat", "60% is klaar", "(zie mail)", "- drie"],
)
async def test_whatever_a_sentence_begins_with_is_what_came_of_it(tmp_path: Path, sentence: str) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.send(f"{sentence}\r")
        await chair.sees("1 van 4")
        assert (todo(chair, "Ouders bellen").status, todo(chair, "Ouders bellen").outcome) == ("done", sentence)
        others = [todo(chair, text) for text in ("Kalender uitdraaien", "Sleutels brengen", "Wie belt de inspectie?")]
        assert {(one.status, one.kept_in) for one in others} == {("open", "")}


async def test_two_sentences_and_the_keys_between_in_one_burst_go_where_they_belong(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.send(f"done, list is there\r{F2}still waiting for IT\r")
        await chair.sees("3 van 4")
        assert todo(chair, "Ouders bellen").outcome == "done, list is there"
        assert todo(chair, "Kalender uitdraaien").kept_in == chair.meeting_id
        assert todo(chair, "Sleutels brengen").outcome == "still waiting for IT"


async def test_the_words_that_it_lapses_let_it_lapse(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.send("vervalt: school is dicht")
        await chair.says("vervallen · school is dicht")
        await chair.send("\rvervallen\r")
        await chair.says("waarom")
        assert (todo(chair, "Ouders bellen").status, todo(chair, "Ouders bellen").outcome) == (
            "dropped",
            "school is dicht",
        )
        assert todo(chair, "Kalender uitdraaien").status == "open"


async def test_a_line_of_the_meeting_is_no_answer_and_stays(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.send("! Nieuwe actie @jan\r")
        await chair.says("in de vergadering")
        assert chair.line == "! Nieuwe actie @jan"
        assert todo(chair, "Ouders bellen").status == "open"


async def test_what_is_typed_at_what_has_ended_is_kept_in_the_line(tmp_path: Path) -> None:
    async with walk(tmp_path, "! Enige actie @jan") as chair:
        await chair.send("\rnog iets\r")
        await chair.says("al afgehandeld")
        assert chair.line == "nog iets"
        await chair.press("f2")
        await chair.says("eerst Enter")
        await chair.press("escape", "f2")
        await chair.until(lambda: todo(chair, "Enige actie").status == "open")


async def test_a_paste_is_typed(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.paste("de lijst ligt er")
        await chair.until(lambda: chair.line == "de lijst ligt er")
        await chair.press("enter")
        await chair.sees("1 van 4")
        assert todo(chair, "Ouders bellen").outcome == "de lijst ligt er"


async def test_a_new_day_and_another_owner_keep_it_on_the_list(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.send(">4 dec")
        await chair.says("vr 4 dec")
        await chair.send("\r@sanne >3 dec\r")
        await chair.sees("2 van 4")
        moved, given = todo(chair, "Ouders bellen"), todo(chair, "Kalender uitdraaien")
        assert isinstance(moved, Action)
        assert moved.due is not None
        assert (moved.due.day, moved.kept_in) == (4, chair.meeting_id)
        assert "Sanne de Wit · do 3 dec" in row(chair, "Kalender uitdraaien")
        assert given.kept_in == chair.meeting_id


async def test_nothing_lapses_without_a_reason_and_the_line_stays(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.press("delete", "enter")
        await chair.says("waarom")
        assert todo(chair, "Ouders bellen").status == "open"
        await chair.send("school is dicht\r")
        await chair.sees("1 van 4")
        assert todo(chair, "Ouders bellen").outcome == "school is dicht"


async def test_a_question_wants_an_answer(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.press("end", "enter")
        await chair.says("antwoord")
        assert todo(chair, "Wie belt de inspectie?").status == "open"
        await chair.send("de rector\r")
        await chair.sees("1 van 4")
        assert todo(chair, "Wie belt de inspectie?").outcome == "de rector"


async def test_each_step_is_undone_and_said(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.send(f"{F2}\r")
        await chair.sees("2 van 4")
        await chair.press("ctrl+z")
        await chair.says("ongedaan: een uitkomst")
        await chair.sees("1 van 4")
        assert row(chair, "Kalender uitdraaien").startswith("›")
        assert todo(chair, "Kalender uitdraaien").status == "open"
        await chair.press("ctrl+z")
        await chair.sees("0 van 4")
        assert todo(chair, "Ouders bellen").kept_in == ""
        await chair.press("ctrl+y")
        await chair.sees("1 van 4")


async def test_undo_takes_back_typing_before_it_takes_back_what_was_done(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.send(f"{F2}bijna")
        await chair.until(lambda: chair.line == "bijna")
        await chair.press("ctrl+z")
        await chair.until(lambda: chair.line == "")
        assert "F2 blijft" in chair.keys, "the line is empty: the keys hold again"
        assert todo(chair, "Ouders bellen").kept_in == chair.meeting_id


async def test_what_is_done_by_mistake_stays_after_all(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.press("enter")
        await chair.sees("1 van 4")
        await chair.press("home", "f2")
        await chair.until(lambda: todo(chair, "Ouders bellen").status == "open")
        assert "blijft" in row(chair, "Ouders bellen")


async def test_ten_are_walked_in_ten_keys_and_one_goes_back_to_the_line(tmp_path: Path) -> None:
    lines = tuple(f"! Actie nummer {number} @karim" for number in range(10))
    async with walk(tmp_path, *lines) as chair:
        await chair.send(F2 * 5 + "\r" * 5)
        await chair.sees("10 van 10")
        assert chair.shows("alles is langsgekomen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        await chair.enter("we beginnen")
        assert chair.texts == ["we beginnen"]


async def test_esc_lets_go_of_an_answer_and_then_of_the_walk(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.send("half")
        await chair.until(lambda: chair.line == "half")
        await chair.press("escape")
        await chair.until(lambda: chair.line == "")
        assert chair.place == "WalkScreen"
        assert todo(chair, "Ouders bellen").status == "open"
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")


async def test_the_keys_that_are_shown_are_those_that_do_something(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        for key in ("Enter ", "F2 ", "F3 ", "@ > ", "Del ", "Esc "):
            assert key in chair.keys
        await chair.press("enter")
        await chair.sees("1 van 4")
        await chair.press("home")
        await chair.until(lambda: "gedaan" not in chair.keys)
        assert "F2 blijft" in chair.keys
        await chair.press("delete")
        await chair.says("doet hier niets")
        await chair.press("enter")
        assert row(chair, "Kalender uitdraaien").startswith("›"), "Enter goes on from what has been dealt with"


async def test_one_key_puts_off_until_the_next_meeting_and_a_line_until_any_day_with_the_reason(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.send(f"{F3}>ma 7 dec: wacht op drukker\r{F3}")
        await chair.sees("3 van 4")
        late, day = todo(chair, "Ouders bellen"), todo(chair, "Kalender uitdraaien")
        assert isinstance(late, Action)
        assert (late.status, late.kept_in, late.due) == ("open", chair.meeting_id, dt.date(2026, 12, 8))
        assert [(each.due, each.why) for each in late.postponed] == [(dt.date(2026, 11, 27), "")]
        assert (day.due, getattr(day, "postponed", None)) == (dt.date(2026, 12, 7), ()), "a first day is no putting off"
        assert "di 8 dec" in row(chair, "Sleutels brengen")
        await chair.press("home")
        await chair.send(">11 dec: staking\r")
        await chair.until(lambda: todo(chair, "Ouders bellen").due == dt.date(2026, 12, 11))
        await chair.press("home")
        await chair.says("2 keer uitgesteld · staking")
        await chair.send(">")
        await chair.says("moet dit blijven bestaan?")
        await chair.send("14 dec: nog een keer")
        await chair.says("ma 14 dec")
        await chair.says("nog een keer")
        await chair.send("\r")
        await chair.until(lambda: todo(chair, "Ouders bellen").due == dt.date(2026, 12, 14))
        await chair.press("ctrl+z", "ctrl+z")
        await chair.until(lambda: todo(chair, "Ouders bellen").due == dt.date(2026, 12, 8))


async def test_somebody_else_and_another_day_in_one_line(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.send("@fatima >ma 7 dec: Karim is ziek\r")
        await chair.sees("1 van 4")
        given = todo(chair, "Ouders bellen")
        assert isinstance(given, Action)
        assert "Fatima El Idrissi · ma 7 dec" in row(chair, "Ouders bellen")
        assert [each.why for each in given.postponed] == ["Karim is ziek"]


async def test_tab_goes_to_the_next_of_which_nothing_was_said(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.press("down", "f2", "home", "tab")
        await chair.sees("1 van 4")
        assert row(chair, "Sleutels brengen").startswith("›")
        await chair.press("shift+tab")
        await chair.until(lambda: row(chair, "Ouders bellen").startswith("›"))


async def test_a_walk_that_was_left_goes_on_where_nothing_was_said_yet(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.press("f2")
        await chair.sees("1 van 4")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        await chair.press("ctrl+o")
        await chair.until(lambda: chair.place == "WalkScreen" and bool(chair.keys))
        assert row(chair, "Kalender uitdraaien").startswith("›")


async def test_without_anything_from_before_it_says_so(tmp_path: Path) -> None:
    async with walk(tmp_path, "alleen een notitie", code="en") as chair:
        assert chair.shows("nothing from earlier meetings is open")
        await chair.press("f2", "delete", "tab", "enter", "down")
        assert chair.place == "WalkScreen"
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")


@pytest.mark.parametrize("size", [(40, 12), (30, 10)])
async def test_it_can_be_walked_on_a_small_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    async with walk(tmp_path, *BEFORE, size=size) as chair:
        await chair.send(f"{F2}\r{DEL}1\rja\r")
        await chair.until(lambda: todo(chair, "Wie belt de inspectie?").status == "answered")
        assert all(len(each) <= size[0] for each in chair.rows)


async def test_an_answer_that_is_half_typed_is_there_the_next_time(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.send(f"{F2}bijna")
        await chair.until(lambda: chair.line == "bijna")
        chair.app.leave()
        await chair.until(lambda: not chair.app.is_running)
        async with on_workspace(chair.workspace, chair.meeting_id) as again:
            await again.until(lambda: again.place == "LiveScreen")
            await again.app.push_screen(WalkScreen(LiveMeeting(again.workspace, again.meeting_id)))
            await again.until(lambda: again.line == "bijna")
            await again.send(" klaar\r")
            await again.sees("2 van 4")
            assert todo(again, "Kalender uitdraaien").outcome == "bijna klaar"


async def test_what_stands_at_the_right_breaks_no_sentence(tmp_path: Path) -> None:
    long = "! Datum van de ouderavond van leerjaar twee aan alle mentoren doorgeven @fatima"
    async with walk(tmp_path, long) as chair:
        first = row(chair, "Datum van de ouderavond")
        assert first.endswith("aan alle mentoren doorgeven")
        assert "Fatima El Idrissi · nog geen dag" in chair.rows[chair.rows.index(first) + 1]


async def test_a_key_that_means_nothing_says_so_with_and_without_something_in_the_line(tmp_path: Path) -> None:
    async with walk(tmp_path, *BEFORE) as chair:
        await chair.press("f10")
        await chair.says("doet hier niets")
        await chair.type("half")
        await chair.press("f10")
        await chair.says("eerst Enter")
        assert (chair.place, chair.line) == ("WalkScreen", "half")
