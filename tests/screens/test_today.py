"""The page of today: what needs one now, each one key away, and gone when it is done."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from kgw_tui.records.entries import ENTRIES, Action, Decision, Question
from kgw_tui.records.meetings import MEETINGS, Meeting
from kgw_tui.records.record import stamp
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.workspace import Workspace

from ..usecases.meetings import hold_meeting
from ..workspaces import workspace_at
from .chairing import Chair, on_workspace

SAID = (
    "# Toetsdruk",
    "! Kalender uitdraaien @sanne >vr",
    "? Wie belt de inspectie? @sanne >morgen",
    "! Van een ander @karim >vr",
    "! Later @sanne >1 maart",
    "= Twee toetsen per week >vandaag",
    "# Personeel",
    "/vertrouwelijk",
    "! Gesprek voeren @sanne >vr",
)


def hold(workspace: Workspace, *lines: str, closed: bool = True) -> Meeting:
    """A meeting in which `lines` were said, closed unless said otherwise."""
    held = hold_meeting(workspace, lines=lines)
    if closed:
        LiveMeeting(workspace, held.id).close()
    return held


def plan(workspace: Workspace, title: str, days: int, start: dt.time | None = None) -> Meeting:
    """A meeting that is planned so many days from the Tuesday."""
    fields = {"title": title, "date": dt.date(2026, 11, 24) + dt.timedelta(days=days), "start": start}
    meeting = msgspec.convert({**stamp(), **fields}, Meeting)
    with workspace.shared.transaction("meetings") as tx:
        tx.put(MEETINGS, meeting)
    return meeting


@asynccontextmanager
async def today(
    home: Path, *lines: str, closed: bool = True, code: str = "nl", size: tuple[int, int] = (80, 24)
) -> AsyncGenerator[Chair]:
    """The page of today, after a meeting in which `lines` were said."""
    with workspace_at(home, code) as workspace:
        if lines:
            hold(workspace, *lines, closed=closed)
        async with on_workspace(workspace, size=size) as chair:
            await chair.press("1")
            await chair.until(lambda: chair.place == "TodayScreen" and bool(chair.keys))
            yield chair


def entry(chair: Chair, text: str) -> Action | Question | Decision:
    found = next(each for each in chair.workspace.shared.all(ENTRIES) if each.text == text)
    assert isinstance(found, Action | Question | Decision)
    return found


async def choose(chair: Chair, text: str) -> None:
    """Move down to the row that has `text`."""
    await chair.press("home")
    for _step in range(30):
        if any(row.startswith("› ") and text in row for row in chair.rows):
            return
        await chair.press("down")
    raise AssertionError("\n".join(chair.rows))


async def test_it_shows_what_needs_one_and_nothing_else_in_its_order(tmp_path: Path) -> None:
    async with today(tmp_path, *SAID) as chair:
        await chair.sees("Vandaag · di 24 nov")
        order = [
            "Notulen",
            "MT-overleg · di 24 nov",
            "Acties en vragen",
            "? Wie belt de inspectie?",
            "! Kalender uitdraaien",
            "! Gesprek voeren",
            "Besluiten om op terug te kijken",
            "= Twee toetsen per week",
        ]
        rows = [row.lstrip("› ") for row in chair.rows[1:9]]
        assert [row.startswith(wanted) for row, wanted in zip(rows, order, strict=True)] == [True] * len(order)
        assert rows[1].endswith("nalezen")
        assert rows[4].endswith("vr 27 nov")
        assert not chair.shows("Later")
        assert not chair.shows("Van een ander")


@pytest.mark.parametrize(("code", "words"), [("nl", "Niets dat nu moet"), ("en", "Nothing that has to be done now")])
async def test_when_nothing_needs_one_it_says_so(tmp_path: Path, code: str, words: str) -> None:
    async with today(tmp_path, code=code) as chair:
        await chair.sees(words)
        await chair.press("enter", "d", "x", "greater_than_sign", "o", "p", "down", "end")
        assert chair.place == "TodayScreen"


async def test_a_running_meeting_is_the_first_and_enter_goes_on_with_it(tmp_path: Path) -> None:
    async with today(tmp_path, "# Toetsdruk", closed=False) as chair:
        plan(chair.workspace, "Straks", 0, dt.time(15))
        chair.app.store_changed()
        await chair.sees("Straks")
        assert chair.rows[2].startswith("› ")
        assert chair.rows[2].endswith("loopt")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
        await chair.press("escape", "escape")
        await chair.until(lambda: chair.place == "TodayScreen")


async def test_enter_on_a_meeting_of_today_is_its_line(tmp_path: Path) -> None:
    async with today(tmp_path) as chair:
        plan(chair.workspace, "Straks", 0, dt.time(15))
        chair.app.store_changed()
        await chair.sees("Straks")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "LiveScreen" and chair.rows[0].startswith(" Straks"))


async def test_enter_enter_notes_that_an_action_is_done_and_it_goes(tmp_path: Path) -> None:
    async with today(tmp_path, *SAID) as chair:
        await choose(chair, "Kalender")
        await chair.press("enter")
        await chair.sees("wat is ervan gekomen?")
        await chair.press("enter")
        await chair.until(lambda: not chair.shows("Kalender"))
        done = entry(chair, "Kalender uitdraaien")
        assert isinstance(done, Action)
        assert (done.status, done.outcome, done.closed_on) == ("done", "", dt.date(2026, 11, 24))
        await chair.sees("✓ gedaan")
        await chair.press("ctrl+z")
        await chair.sees("Kalender")


async def test_what_came_of_it_is_typed_in_one_burst_and_the_next_key_is_the_lists(tmp_path: Path) -> None:
    async with today(tmp_path, *SAID) as chair:
        await choose(chair, "Kalender")
        await chair.send("dhangt er, 1 per klas\rxniet meer nodig\r2")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        done, dropped = entry(chair, "Kalender uitdraaien"), entry(chair, "Gesprek voeren")
        assert isinstance(done, Action)
        assert isinstance(dropped, Action)
        assert (done.status, done.outcome) == ("done", "hangt er, 1 per klas")
        assert (dropped.status, dropped.outcome) == ("dropped", "niet meer nodig")


async def test_a_question_wants_an_answer_and_lapsing_a_reason(tmp_path: Path) -> None:
    async with today(tmp_path, *SAID) as chair:
        await choose(chair, "inspectie")
        await chair.press("enter")
        await chair.sees("wat is het antwoord?")
        await chair.press("enter")
        await chair.sees("! ")
        await chair.send("Karim\r")
        await chair.until(lambda: not chair.shows("Wie belt"))
        answered = entry(chair, "Wie belt de inspectie?")
        assert isinstance(answered, Question)
        assert (answered.status, answered.outcome) == ("answered", "Karim")
        await choose(chair, "Kalender")
        await chair.press("x", "enter")
        await chair.sees("waarom vervalt het?")
        await chair.press("escape")
        await chair.until(lambda: chair.shows("Kalender") and chair.keys.startswith(" F1"))
        kept = entry(chair, "Kalender uitdraaien")
        assert isinstance(kept, Action)
        assert kept.status == "open"


async def test_a_decision_is_looked_back_on_again_on_another_day_or_never(tmp_path: Path) -> None:
    async with today(tmp_path, *SAID) as chair:
        await choose(chair, "Twee toetsen")
        await chair.send("\r31-02\r")
        await chair.sees("31-02")
        await chair.press("ctrl+u")
        await chair.send("1 maart\r")
        await chair.until(lambda: not chair.shows("Twee toetsen"))
        decided = entry(chair, "Twee toetsen per week")
        assert isinstance(decided, Decision)
        assert decided.review == dt.date(2027, 3, 1)
        await chair.press("ctrl+z")
        await chair.sees("Twee toetsen")
        await choose(chair, "Twee toetsen")
        await chair.send("\r\r")
        await chair.until(lambda: not chair.shows("Twee toetsen"))


async def test_a_day_that_has_been_is_refused(tmp_path: Path) -> None:
    async with today(tmp_path, *SAID) as chair:
        await choose(chair, "Kalender")
        await chair.send(">23 nov 2026\r")
        await chair.sees("die dag is voorbij")
        await chair.press("ctrl+u")
        await chair.send("over 3 weken\r")
        await chair.until(lambda: not chair.shows("Kalender"))


async def test_o_opens_the_meeting_where_it_was_said_and_enter_on_a_draft_its_read_through(tmp_path: Path) -> None:
    async with today(tmp_path, *SAID) as chair:
        for row, key in (("Kalender", "o"), ("Twee toetsen", "o"), ("MT-overleg", "enter")):
            await choose(chair, row)
            await chair.press(key)
            await chair.until(lambda key=key: chair.place == ("ReadScreen" if key == "o" else "ReviewScreen"))
            await chair.sees("MT-overleg · di 24 nov")
            await chair.press("escape")
            await chair.until(lambda: chair.place == "TodayScreen")
            assert any(line.startswith("› ") and row in line for line in chair.rows)


async def test_while_a_meeting_runs_nothing_confidential_is_shown(tmp_path: Path) -> None:
    async with today(tmp_path, *SAID, closed=False) as chair:
        await chair.sees("Kalender")
        await chair.sees("nog 1, niet getoond zolang er een vergadering loopt")
        assert not chair.shows("Gesprek voeren")


async def test_where_nobody_is_named_it_is_everybodys_and_says_so(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        hold(workspace, *SAID)
        workspace.save_settings(msgspec.structs.replace(workspace.settings, writer=""))
        async with on_workspace(workspace) as chair:
            await chair.press("1")
            await chair.sees("van iedereen")
            await chair.sees("Karim Bouzid · vr 27 nov")


async def test_what_another_process_writes_comes_in(tmp_path: Path) -> None:
    from kgw_tui.data.opening import open_workspace

    async with today(tmp_path) as chair:
        other = open_workspace(tmp_path)
        hold_meeting(other, lines=("# Toetsdruk", "! Bellen @sanne >vr"))
        await chair.sees("! Bellen")
        other.close()


@pytest.mark.parametrize("code", ["nl", "en"])
async def test_at_forty_by_twelve_it_can_be_used(tmp_path: Path, code: str) -> None:
    async with today(tmp_path, *SAID, code=code, size=(40, 12)) as chair:
        await choose(chair, "Kalender")
        assert any(
            "Kalender" in row and row.rstrip().endswith("27 nov" if code == "nl" else "27 Nov") for row in chair.rows
        )
        await chair.press("d")
        await chair.until(lambda: "Esc" in chair.keys)
        await chair.send("klaar\r")
        await chair.until(lambda: not chair.shows("Kalender"))


async def test_half_an_answer_is_there_again_after_kgw_was_cut_off(tmp_path: Path) -> None:
    async with today(tmp_path, *SAID) as chair:
        await choose(chair, "Kalender uitdraaien")
        await chair.press("d")
        await chair.until(lambda: bool(chair.seen_line))
        await chair.type("half gedaan")
        chair.app.leave()
        await chair.until(lambda: not chair.app.is_running)
    async with today(tmp_path) as again:
        await again.until(lambda: again.line == "half gedaan")
        await again.press("enter")
        await again.until(lambda: entry(again, "Kalender uitdraaien").status == "done")
        assert again.workspace.drafts.left() == []
