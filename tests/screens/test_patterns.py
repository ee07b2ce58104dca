"""Patterns on the screen: seen, looked into, put on an agenda with facts and no names, and found back from there."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kgw_tui import clock
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.meetings import ITEMS, AgendaItem, Meeting
from kgw_tui.screens.heard import HeardScreen
from kgw_tui.screens.widgets.pick_list import PickList
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.next_meeting import next_meeting_of
from kgw_tui.usecases.noting import log_notes
from kgw_tui.usecases.patterns import bring_up_pattern, pattern_on
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace

from ..workspaces import TUESDAY, workspace_at
from .chairing import Chair, on_workspace

HEARD = (
    "2026-10-15 09:00 @karim vraagt of de toetsweek eerder kan #toetsing",
    "2026-11-12 15:00 @leerling zegt dat alles in één week komt #toetsing",
    "2026-11-19 11:00 @ouder telt vier toetsen in drie dagen #toetsing",
    "2026-11-20 11:00 Karim Bouzid vindt het rooster vol #rooster",
)
ITEM = "Toetsing: wat is er aan de hand, en hoe weten we dat?"


def hold(workspace: Workspace, title: str, days_ago: int) -> Meeting:
    """A closed meeting of so many days ago."""
    clock.set_clock(lambda: TUESDAY - dt.timedelta(days=days_ago))
    live = LiveMeeting(workspace, start_meeting(workspace, title=title).id)
    live.capture(live.read("Gezegd"))
    live.close()
    clock.set_clock(lambda: TUESDAY)
    return live.meeting


@asynccontextmanager
async def heard(home: Path, *titles: str, code: str = "nl", size: tuple[int, int] = (80, 24)) -> AsyncGenerator[Chair]:
    """The list of patterns, where meetings of these titles were held, the last one two days ago."""
    with workspace_at(home, code) as workspace:
        for ago, title in enumerate(reversed(titles or ("MT-overleg",)), 1):
            hold(workspace, title, 2 * ago)
        log_notes(workspace, list(HEARD))
        async with on_workspace(workspace, size=size) as chair:
            await chair.press("3", "p")
            await chair.until(lambda: chair.place == "PatternsScreen" and bool(chair.keys))
            yield chair


def chosen(chair: Chair) -> str:
    """The id of the chosen row."""
    return chair.app.screen.query_one(PickList).chosen_id


def notes(chair: Chair) -> list[CorridorNote]:
    return [each for each in chair.workspace.private.all(CORRIDOR_NOTES) if "toetsing" in each.themes]


def items(chair: Chair) -> list[AgendaItem]:
    return [item for item in chair.workspace.shared.all(ITEMS) if item.title.startswith("Toetsing")]


async def open_pattern(chair: Chair) -> None:
    await chair.press("enter")
    await chair.until(lambda: chair.place == "PatternScreen" and chair.shows("[x]"))


@pytest.mark.parametrize(("code", "count", "roles"), [("nl", "3 notities", "leerling"), ("en", "3 notes", "student")])
async def test_a_theme_heard_three_times_is_listed_with_a_plot_figures_and_roles(
    tmp_path: Path, code: str, count: str, roles: str
) -> None:
    async with heard(tmp_path, code=code) as chair:
        row = next(row for row in chair.rows if "#toetsing" in row)
        assert "1 0 0 0 1 1" in row
        assert "▃···▃▃" in row
        assert count in row
        assert roles in row
        assert "Karim" not in row
        assert not chair.shows("#rooster")


async def test_plus_and_minus_change_how_far_back_one_looks_for_good(tmp_path: Path) -> None:
    async with heard(tmp_path) as chair:
        await chair.press("minus")
        await chair.until(lambda: chair.workspace.settings.pattern_weeks == 5)
        await chair.until(lambda: not chair.shows("#toetsing"))
        await chair.sees("in 5 weken")
        await chair.press("plus", "plus")
        await chair.until(lambda: chair.workspace.settings.pattern_weeks == 7)
        await chair.sees("#toetsing")
    with workspace_at(tmp_path) as workspace:
        assert workspace.settings.pattern_weeks == 7


async def test_the_page_shows_the_plot_in_figures_and_days_and_no_name(tmp_path: Path) -> None:
    async with heard(tmp_path) as chair:
        await open_pattern(chair)
        assert any(row.split() == ["1", "·", "·", "·", "1", "1"] for row in chair.rows)
        assert any(row.split()[:2] == ["14", "okt"] for row in chair.rows)
        await chair.sees("collega, ouder, leerling")
        await chair.sees("Een collega vraagt of de toetsweek eerder kan")
        assert not any("Karim" in row for row in chair.rows)


async def test_four_keys_put_it_on_the_agenda_and_every_note_says_so(tmp_path: Path) -> None:
    async with heard(tmp_path) as chair:
        await open_pattern(chair)
        await chair.press("a")
        await chair.until(lambda: chair.line == ITEM)
        await chair.press("enter")
        await chair.sees("✓ op de agenda van MT-overleg")
        (item,) = items(chair)
        assert len(item.facts) == 4
        assert not any("Karim" in fact for fact in item.facts)
        assert {note.became for note in notes(chair)} == {(item.id,)}
        assert {note.outcome for note in notes(chair)} == {"to-agenda"}
        await chair.press("escape")
        await chair.sees("Er is iets mee gedaan")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "CorridorScreen" and not chair.shows("toets"))


async def test_one_undo_takes_all_of_it_back(tmp_path: Path) -> None:
    async with heard(tmp_path) as chair:
        before = notes(chair)
        await open_pattern(chair)
        await chair.press("a", "enter")
        await chair.until(lambda: bool(items(chair)))
        await chair.press("ctrl+z")
        await chair.until(lambda: not items(chair))
        assert notes(chair) == before
        await chair.until(lambda: not chair.shows("op de agenda van di"))


async def test_the_series_that_meets_soonest_stands_first_and_another_can_be_chosen(tmp_path: Path) -> None:
    async with heard(tmp_path, "Sectie Engels", "MT-overleg") as chair:
        await open_pattern(chair)
        await chair.press("a")
        await chair.sees("In welk overleg?")
        offered = [row for row in chair.rows if "nog te plannen" in row]
        assert ["Sectie Engels" in row for row in offered] == [True, False]
        await chair.press("2")
        await chair.until(lambda: chair.line == ITEM)
        await chair.press("enter")
        await chair.sees("✓ op de agenda van MT-overleg")


async def test_esc_at_the_series_or_the_title_leaves_all_as_it_was(tmp_path: Path) -> None:
    async with heard(tmp_path, "Sectie Engels", "MT-overleg") as chair:
        await open_pattern(chair)
        await chair.press("a", "escape")
        await chair.until(lambda: chair.place == "PatternScreen")
        await chair.press("a", "1")
        await chair.until(lambda: chair.line == ITEM)
        await chair.press("escape")
        await chair.until(lambda: not chair.line)
        assert (chair.place, items(chair)) == ("PatternScreen", [])


async def test_without_any_series_one_is_told_what_to_do(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        log_notes(workspace, list(HEARD))
        async with on_workspace(workspace) as chair:
            await chair.press("3", "p")
            await chair.until(lambda: chair.place == "PatternsScreen")
            await open_pattern(chair)
            await chair.press("a")
            await chair.sees("plan")
            assert items(chair) == []


async def test_a_fact_is_left_out_and_another_gets_other_words(tmp_path: Path) -> None:
    async with heard(tmp_path) as chair:
        await open_pattern(chair)
        await chair.press("down", "x")
        await chair.sees("[ ] Een collega")
        await chair.press("down", "e")
        await chair.until(lambda: chair.line.startswith("Leerling zegt"))
        await chair.press("ctrl+u")
        await chair.type("Alles komt in één week")
        await chair.press("enter")
        await chair.sees("[x] Alles komt in één week")
        assert any(note.nameless == "Alles komt in één week" for note in notes(chair))
        await chair.press("a")
        await chair.until(lambda: chair.line == ITEM)
        await chair.press("enter")
        await chair.until(lambda: bool(items(chair)))
        (item,) = items(chair)
        assert item.facts[1:] == ("Alles komt in één week", "Ouder telt vier toetsen in drie dagen")
        assert len({note.became for note in notes(chair)}) == 1, "the note that is left out became it too"


async def test_the_first_fact_is_counted_so_it_is_left_out_and_not_edited(tmp_path: Path) -> None:
    async with heard(tmp_path) as chair:
        await open_pattern(chair)
        await chair.press("e")
        await chair.sees("x laat het weg")
        assert not chair.line
        await chair.press("x")
        await chair.sees("[ ] 3 keer gehoord")


@pytest.mark.parametrize("asked", ["fact", "title"])
async def test_what_was_half_typed_stands_there_when_one_comes_back(tmp_path: Path, asked: str) -> None:
    async with heard(tmp_path) as chair:
        await open_pattern(chair)
        await chair.press(*(("down", "e") if asked == "fact" else ("a",)))
        await chair.until(lambda: bool(chair.line))
        before = chair.line
        await chair.type(" en meer")
        await chair.press("f1")
        await chair.until(lambda: chair.place == "HelpScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "PatternScreen" and chair.line == f"{before} en meer")


@pytest.mark.parametrize("keys", [("down", "e"), ("a",)])
async def test_what_was_left_half_typed_is_listed_and_enter_goes_on_with_it(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with heard(tmp_path) as chair:
        await open_pattern(chair)
        await chair.press(*keys)
        await chair.until(lambda: bool(chair.line))
        await chair.type(" en meer")
        typed = chair.line
        chair.app.screen.put_away()
        chair.app.pop_screen()
        await chair.press("u")
        await chair.sees("een notitie uit de wandelgang")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "PatternScreen" and chair.line == typed)


async def test_a_half_typed_fact_of_an_item_is_gone_on_with_too(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        item = brought_up(workspace, dt.date(2026, 12, 8))
        async with on_workspace(workspace) as chair:
            await chair.app.push_screen(HeardScreen(item.id))
            await chair.press("down", "e")
            await chair.until(lambda: chair.line.startswith("Een collega"))
            await chair.type(" en meer")
            typed = chair.line
            chair.app.screen.put_away()
            chair.app.pop_screen()
            await chair.press("u")
            await chair.sees("MT-overleg · di 8 dec")
            await chair.press("enter")
            await chair.until(lambda: chair.place == "HeardScreen" and chair.line == typed)


async def test_enter_shows_the_note_behind_a_fact_and_esc_comes_back_to_it(tmp_path: Path) -> None:
    async with heard(tmp_path) as chair:
        await open_pattern(chair)
        await chair.press("down", "down")
        there = chosen(chair)
        await chair.press("enter")
        await chair.until(lambda: chair.place == "NoteScreen" and chair.shows("in één week"))
        await chair.press("escape")
        await chair.until(lambda: chair.place == "PatternScreen" and chosen(chair) == there)


async def test_o_goes_to_the_item_and_w_there_shows_facts_and_notes(tmp_path: Path) -> None:
    async with heard(tmp_path) as chair:
        await open_pattern(chair)
        await chair.press("a", "enter")
        await chair.sees("✓ op de agenda")
        await chair.press("o")
        await chair.until(lambda: any(row.startswith("›") and "Toetsing" in row for row in chair.rows))
        assert chair.place == "PrepareScreen"
        await chair.sees("gehoord (4)")
        await chair.press("w")
        await chair.until(lambda: chair.place == "HeardScreen")
        await chair.sees("N-2 leerling zegt dat alles in één week komt")
        await chair.press("end", "enter")
        await chair.until(lambda: chair.place == "NoteScreen" and chair.shows("→ agendapunt: Toetsing: wat"))


async def test_from_a_pattern_one_goes_to_any_place(tmp_path: Path) -> None:
    async with heard(tmp_path) as chair:
        await open_pattern(chair)
        await chair.press("5")
        await chair.until(lambda: chair.place == "ActionsScreen")
        await chair.press("3", "p", "enter", "3")
        await chair.until(lambda: chair.place == "CorridorScreen")


def brought_up(workspace: Workspace, day: dt.date) -> AgendaItem:
    mt = hold(workspace, "MT-overleg", 14)
    next_meeting_of(workspace, mt.id, day)
    log_notes(workspace, list(HEARD))
    pattern = pattern_on(workspace, "toetsing")
    assert pattern is not None
    return bring_up_pattern(workspace, pattern, mt.series)


async def test_in_the_meeting_the_chair_sees_what_was_heard_and_no_note_unless_asked(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        item = brought_up(workspace, dt.date(2026, 11, 24))
        live = LiveMeeting(workspace, item.meeting)
        live.capture(live.read("We beginnen"))
        live.go_to([each.id for each in live.items].index(item.id))
        async with on_workspace(workspace, item.meeting) as chair:
            await chair.until(lambda: bool(chair.seen_line))
            await chair.press("ctrl+g")
            await chair.sees("Vooraf gehoord")
            await chair.sees("Ouder telt vier toetsen in drie dagen")
            await chair.press("ctrl+g")
            await chair.until(lambda: not chair.shows("Vooraf gehoord"))
            await chair.enter("/vooraf")
            await chair.until(lambda: chair.place == "HeardScreen")
            assert not any("N-1" in row for row in chair.rows)
            await chair.press("w")
            await chair.sees("N-1 Karim vraagt of de toetsweek eerder kan")
            await chair.press("escape")
            await chair.until(lambda: chair.place == "LiveScreen")


async def test_while_preparing_what_was_heard_is_changed_added_taken_out_and_brought_back(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        item = brought_up(workspace, dt.date(2026, 12, 8))

        def facts() -> tuple[str, ...]:
            found = workspace.shared.get(ITEMS, item.id)
            assert found is not None
            return found.facts

        async with on_workspace(workspace) as chair:
            await chair.app.prepare_meeting(item.meeting)
            await chair.press("up")
            for _step in range(10):
                if any(row.startswith("›") and "Toetsing" in row for row in chair.rows):
                    break
                await chair.press("up")
            await chair.sees("w toont alles")
            await chair.press("w")
            await chair.until(lambda: chair.place == "HeardScreen")
            await chair.press("down", "e")
            await chair.until(lambda: chair.line.startswith("Een collega"))
            await chair.press("ctrl+u")
            await chair.type("Het kan eerder")
            await chair.press("enter")
            await chair.until(lambda: facts()[1] == "Het kan eerder")
            await chair.press("n")
            await chair.until(lambda: chair.keys.startswith(" Enter"))
            await chair.type("De telling is af")
            await chair.press("enter")
            await chair.until(lambda: facts()[-1] == "De telling is af")
            await chair.press("home", "d")
            await chair.until(lambda: len(facts()) == 4)
            await chair.press("ctrl+z")
            await chair.until(lambda: len(facts()) == 5)


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_at_every_size_the_facts_are_in_sight_and_the_chosen_one_is_read(
    tmp_path: Path, size: tuple[int, int], code: str
) -> None:
    async with heard(tmp_path, code=code, size=size) as chair:
        await open_pattern(chair)
        assert sum("[x]" in row for row in chair.rows) >= 3
        await chair.press("down", "down")
        await chair.until(lambda: "één week" in " ".join(row.strip() for row in chair.rows[-6:]))
