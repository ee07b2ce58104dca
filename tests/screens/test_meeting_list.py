"""The first screen: meetings to pick from, however many there are, and starting a new one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from kgw_tui.records.meetings import MEETINGS, Meeting
from kgw_tui.records.record import stamp
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .chairing import first_screen, on_workspace


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
            assert chair.rows[1:4:2] == ["Loopt", "Geweest"]
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
        start_meeting(workspace, title="Sectie Engels")
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
