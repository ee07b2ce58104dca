"""The first screen: meetings to pick from, however many there are, and starting a new one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from kgw_tui.records.meetings import MEETINGS, Meeting
from kgw_tui.records.people import SERIES
from kgw_tui.records.record import stamp
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace

from ..usecases.meetings import hold_meeting
from ..workspaces import workspace_at
from .chairing import Chair, first_screen, meeting, on_workspace


def fill(workspace: Workspace, count: int) -> None:
    """So many meetings, one a day back from yesterday, closed; and one that runs."""
    with workspace.shared.transaction("meetings") as tx:
        for number in range(count):
            fields = {
                **stamp(),
                "handle": f"M-{number + 1}",
                "title": f"Overleg {number}",
                "date": dt.date(2026, 11, 23) - dt.timedelta(days=number),
                "state": "closed",
            }
            tx.put(MEETINGS, msgspec.convert(fields, Meeting))
    live = LiveMeeting(workspace, start_meeting(workspace, title="Loopt nu").id)
    live.capture(live.read("begonnen"))


async def test_a_thousand_meetings_scroll_to_the_last(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        fill(workspace, 1000)
        async with on_workspace(workspace) as chair:
            assert chair.rows[1:4:2] == ["Loopt", "Eerder"]
            assert "Loopt nu" in chair.rows[2]
            assert chair.rows[2].startswith("› ")
            assert chair.rows[2].endswith("loopt")
            assert "Overleg 0" in chair.rows[4]
            await chair.press("end")
            await chair.sees("Overleg 999")
            await chair.press("up", "enter")
            await chair.until(lambda: chair.place == "ReadScreen")
            assert chair.shows("Overleg 998")
            await chair.press("escape")
            await chair.until(lambda: chair.place == "MeetingsScreen")
            assert any(row.startswith("› ") and "Overleg 998" in row for row in chair.rows)
            await chair.press("home")
            await chair.until(lambda: any(row.startswith("› ") and "Loopt nu" in row for row in chair.rows))
            await chair.press("pagedown", "pagedown", "pageup")
            assert sum(row.startswith("› ") for row in chair.rows) == 1


@pytest.mark.parametrize(("code", "words"), [("nl", "druk op n"), ("en", "press n")])
async def test_without_meetings_it_says_how_to_begin(tmp_path: Path, code: str, words: str) -> None:
    async with first_screen(tmp_path, code=code) as chair:
        await chair.sees(words)
        await chair.press("enter", "up", "down", "end", "w")
        assert chair.place == "MeetingsScreen"


async def test_n_then_enter_is_a_meeting_with_its_line_ready(tmp_path: Path) -> None:
    async with first_screen(tmp_path) as chair:
        await chair.press("n")
        await chair.until(lambda: chair.place == "NewMeetingScreen")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
        await chair.type("meteen")
        await chair.press("enter")
        await chair.sees("13:04   meteen")


async def test_m_and_what_is_typed_right_behind_it_are_a_meeting_with_its_first_line(tmp_path: Path) -> None:
    async with first_screen(tmp_path) as chair:
        await chair.send("mmeteen gezegd\r! en nog @karim >vr\r")
        await chair.sees("13:04   meteen gezegd")
        await chair.sees("! en nog")
        assert len(chair.workspace.shared.all(MEETINGS)) == 1


async def test_esc_from_the_kinds_of_meeting_starts_none(tmp_path: Path) -> None:
    async with first_screen(tmp_path) as chair:
        await chair.press("n")
        await chair.until(lambda: chair.place == "NewMeetingScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        assert chair.workspace.shared.all(MEETINGS) == []


async def test_a_kind_of_meeting_brings_its_agenda(tmp_path: Path) -> None:
    async with first_screen(tmp_path) as chair:
        await chair.press("n")
        await chair.until(lambda: chair.place == "NewMeetingScreen")
        await chair.press("down", "enter")
        await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
        await chair.sees("1 Opening en acties")
        await chair.enter("eerste zin")
        await chair.sees("━━ 1 Opening en acties")


async def test_a_series_is_offered_again(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        LiveMeeting(workspace, hold_meeting(workspace, title="Sectie Engels", lines=("gezegd",)).id).close()
        async with on_workspace(workspace) as chair:
            await chair.press("n")
            await chair.until(lambda: chair.place == "NewMeetingScreen")
            await chair.sees("Sectie Engels")
            await chair.press("down", "enter")
            await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
            assert chair.rows[0].startswith(" Sectie Engels")
        assert [meeting.title for meeting in workspace.shared.all(MEETINGS)] == ["Sectie Engels"] * 2


async def test_q_leaves_from_the_list_but_never_from_a_line(tmp_path: Path) -> None:
    async with first_screen(tmp_path) as chair:
        await chair.press("n")
        await chair.until(lambda: chair.place == "NewMeetingScreen")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
        await chair.type("q")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        await chair.press("q")
        await chair.until(lambda: not chair.app.is_running)


def plan(workspace: Workspace, title: str, days: int, start: dt.time | None = None) -> Meeting:
    """A meeting that is planned so many days from the Tuesday."""
    fields = {"title": title, "date": dt.date(2026, 11, 24) + dt.timedelta(days=days), "start": start}
    planned = msgspec.convert({**stamp(), **fields}, Meeting)
    with workspace.shared.transaction("meetings") as tx:
        tx.put(MEETINGS, planned)
    return planned


def listed(chair: Chair) -> list[str]:
    """The rows of the list, without the marks of the chosen one."""
    return [row.lstrip("› ") for row in chair.rows[1:-1] if row]


def chosen(chair: Chair) -> str:
    return next((row for row in chair.rows if row.startswith("› ")), "")


async def test_running_to_come_soonest_first_and_past_newest_first(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        plan(workspace, "Over een week", 7)
        plan(workspace, "Vandaag", 0, dt.time(15, 30))
        plan(workspace, "Nooit begonnen", -3)
        fill(workspace, 2)
        async with on_workspace(workspace) as chair:
            assert [row.split()[-1] for row in listed(chair)] == [
                *("Loopt", "loopt"),
                *("nog", "gepland", "gepland"),
                *("Eerder", "concept", "concept", "begonnen"),
            ]
            titles = ("Loopt nu", "Vandaag", "Over een week", "Overleg 0", "Overleg 1", "Nooit begonnen")
            order = [next(at for at, row in enumerate(chair.rows) if title in row) for title in titles]
            assert order == sorted(order)
            assert chair.rows[order[1]].startswith("  di 24 nov  15:30  Vandaag")


async def test_a_meeting_that_runs_today_is_on_top_and_chosen_and_enter_goes_on(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        fill(workspace, 30)
        plan(workspace, "Straks", 0, dt.time(9))
        async with on_workspace(workspace) as chair:
            await chair.send("\ren verder\r")
            await chair.sees("en verder")
            assert chair.rows[0].startswith(" Loopt nu")


@pytest.mark.parametrize(
    "sought",
    [
        "engels",
        "15 december 2026",
        "2026-12-15",
        "15-12",
        "dinsdag 15",
        "Wednesday 16",
        "karim",
        "toetsdr",
        "cijfér ENG",
    ],
)
async def test_search_finds_title_day_people_items_and_words_that_were_said(tmp_path: Path, sought: str) -> None:
    wanted = "Team 3" if sought.startswith("Wed") else "Sectie Engels"
    with workspace_at(tmp_path) as workspace:
        held = hold_meeting(workspace, title="Sectie Engels", lines=("# Toetsdruk", "leren voor het cijfer"))
        LiveMeeting(workspace, held.id).change_meeting("meeting.date", date=dt.date(2026, 12, 15))
        live = LiveMeeting(workspace, held.id)
        live.capture(live.read("Karim zei iets"))
        plan(workspace, "Team 3", 22)
        fill(workspace, 40)
        async with on_workspace(workspace) as chair:
            await chair.send(f"/{sought}")
            await chair.sees(f"'{sought}': 1 vergadering")
            assert wanted in chosen(chair)
            await chair.press("escape")
            await chair.sees("Overleg 3")
            assert not chair.shows(f"'{sought}'")


async def test_search_looks_through_nothing_private(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        hold_meeting(workspace, lines=("# Iets", "gezegd", "; let op Jan"))
        async with on_workspace(workspace) as chair:
            await chair.send("/let op")
            await chair.sees("Niets gevonden")
            await chair.press("enter", "down", "w", "escape")
            await chair.sees("MT-overleg")


async def test_search_enter_and_a_sentence_in_one_burst_come_where_they_are_meant_for(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        fill(workspace, 10)
        async with on_workspace(workspace) as chair:
            await chair.send("/loopt m q 1\x7f\x7f\x7f\x7f\x7f\x7f\rmeteen gezegd\r")
            await chair.sees("meteen gezegd")
            assert chair.rows[0].startswith(" Loopt nu")
            await chair.press("escape", "escape")
            await chair.until(lambda: chair.place == "MeetingsScreen")
            await chair.sees("'loopt': 1 vergadering")
            await chair.press("escape")
            await chair.sees("Overleg 5")


async def test_letters_are_typed_in_the_line_and_keys_again_in_the_list(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        fill(workspace, 12)
        async with on_workspace(workspace) as chair:
            await chair.send("/overleg")
            await chair.sees("'overleg': 12 vergaderingen")
            await chair.send("\x1b[B\x1b[B")
            await chair.until(lambda: "Overleg 2" in chosen(chair))
            await chair.send("w")
            await chair.sees("Overleg 2")
            await chair.send("/ 1")
            await chair.sees("'overleg 1'")
            await chair.press("escape", "q")
            await chair.until(lambda: not chair.app.is_running)


async def test_by_series_each_stands_with_its_last_and_next_meeting(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        for title in ("Sectie Engels", "MT"):
            held = hold_meeting(workspace, title=title, lines=("# Iets", "gezegd"))
            live = LiveMeeting(workspace, held.id)
            live.change_meeting("meeting.date", date=dt.date(2026, 11, 17))
            live.close()
        fill(workspace, 1)
        coming = plan(workspace, "MT", 7)
        series = next(one for one in workspace.shared.all(SERIES) if one.title == "MT")
        LiveMeeting(workspace, coming.id).change_meeting("meeting.plan", series=series.id)
        async with on_workspace(workspace) as chair:
            await chair.press("s")
            await chair.sees("Vergaderingen per reeks")
            row = next(row for row in chair.rows if "MT  2 vergaderingen" in row)
            assert row.endswith("laatst di 17 nov · volgende di 1 dec")
            assert chair.rows[4].startswith("  Vergaderingen buiten een reeks  1 vergadering")
            while "MT" not in chosen(chair):
                await chair.press("down")
            await chair.press("enter")
            await chair.until(lambda: chair.rows[0].startswith(" MT"))
            assert [row for row in listed(chair) if "Sectie" in row or "Loopt nu" in row] == []
            assert len([row for row in listed(chair) if "  MT" in row]) == 2
            await chair.press("escape")
            await chair.sees("Vergaderingen per reeks")
            assert "MT" in chosen(chair)
            await chair.press("s")
            await chair.until(lambda: chair.rows[0] == " Vergaderingen")
            assert chair.shows("Loopt nu")


async def test_a_meeting_of_a_later_day_is_prepared_and_one_of_today_begun(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        plan(workspace, "Volgende week", 7)
        plan(workspace, "Straks", 0)
        async with on_workspace(workspace) as chair:
            await chair.press("down", "enter")
            await chair.until(lambda: chair.place == "PrepareScreen")
            await chair.press("escape")
            await chair.until(lambda: chair.place == "MeetingsScreen")
            await chair.press("up", "p")
            await chair.until(lambda: chair.place == "PrepareScreen")
            await chair.press("escape")
            await chair.until(lambda: chair.place == "MeetingsScreen")
            await chair.press("enter")
            await chair.until(lambda: chair.place == "LiveScreen" and chair.rows[0].startswith(" Straks"))


async def test_what_is_closed_is_not_prepared(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk", "gezegd") as chair:
        chair.live.close()
        chair.app.store_changed()
        await chair.press("escape")
        await chair.until(lambda: chair.place == "MeetingsScreen")
        await chair.press("p")
        await chair.sees("deze vergadering is gesloten")
        assert chair.place == "MeetingsScreen"


async def test_an_empty_meeting_is_deleted_and_one_in_which_something_was_said_stays(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        fill(workspace, 0)
        plan(workspace, "Leeg", 0)
        async with on_workspace(workspace) as chair:
            await chair.press("delete")
            await chair.sees("blijft")
            await chair.press("down", "delete")
            await chair.until(lambda: not chair.shows("Leeg"))
            await chair.sees("^z")
            await chair.press("ctrl+z")
            await chair.sees("Leeg")
            await chair.send("/leeg\x1b[3~")
            await chair.sees("'leeg': 1 vergadering")
            assert chair.shows("Leeg")


@pytest.mark.parametrize("code", ["nl", "en"])
async def test_at_forty_by_twelve_title_and_state_can_be_read(tmp_path: Path, code: str) -> None:
    with workspace_at(tmp_path, code) as workspace:
        fill(workspace, 20)
        async with on_workspace(workspace, size=(40, 12)) as chair:
            await chair.until(lambda: "Loopt nu" in chosen(chair) and chosen(chair).endswith(("loopt", "running")))
            await chair.send("/overleg 7")
            await chair.until(lambda: "Overleg 7" in chosen(chair))
            assert chair.keys.startswith(" Esc")
            await chair.pilot.resize_terminal(80, 24)
            await chair.press("escape")
            await chair.until(lambda: any("13:04  Loopt nu" in row for row in chair.rows))


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_two_meetings_of_one_name_and_day_are_told_apart(tmp_path: Path, size: tuple[int, int]) -> None:
    with workspace_at(tmp_path) as workspace:
        for hour in (15, 16):
            plan(workspace, "MT", 1, dt.time(hour))
        async with on_workspace(workspace, size=size) as chair:
            assert [any(time in row and "MT" in row for row in chair.rows) for time in ("15:00", "16:00")] == [True] * 2


async def test_what_should_have_begun_today_is_not_called_planned(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        plan(workspace, "Vanmorgen", 0, dt.time(9))
        plan(workspace, "Vanmiddag", 0, dt.time(16))
        async with on_workspace(workspace) as chair:
            states = {row.split()[4].strip(): row.split()[-1] for row in chair.rows if "Vanm" in row}
    assert list(states.values()) == ["begonnen", "gepland"]


async def test_back_from_a_new_meeting_that_one_is_chosen_and_delete_takes_it_out(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        hold_meeting(workspace, title="Loopt", lines=("gezegd",))
        async with on_workspace(workspace) as chair:
            await chair.press("n")
            await chair.until(lambda: chair.place == "NewMeetingScreen")
            await chair.press("enter")
            await chair.until(lambda: chair.place == "LiveScreen" and bool(chair.seen_line))
            await chair.press("escape")
            await chair.until(lambda: chair.place == "MeetingsScreen")
            assert "Vergadering" in chosen(chair)
            await chair.press("delete")
            await chair.until(lambda: len(workspace.shared.all(MEETINGS)) == 1)
            await chair.press("ctrl+z")
            await chair.sees("ongedaan: het weghalen van een vergadering")


async def test_who_has_been_set_up_is_not_told_to_do_that(tmp_path: Path) -> None:
    async with first_screen(tmp_path) as chair:
        await chair.sees("druk op n")
        assert not chair.shows("kgw setup")


async def test_enter_on_what_was_found_goes_to_the_line_that_has_it(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        held = hold_meeting(workspace, lines=("# Een", "gezegd", "nog iets", "over de kantine", "tot slot"))
        LiveMeeting(workspace, held.id).close()
        async with on_workspace(workspace) as chair:
            await chair.send("/kantine\r")
            await chair.until(lambda: chair.place == "ReadScreen")
            await chair.until(lambda: "kantine" in chair.chosen)
