"""The demo school: its second meeting runs, everything of the story is there, and the day is that of the story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgw_tui import clock
from kgw_tui.data.content_files import demo_files
from kgw_tui.data.opening import open_workspace
from kgw_tui.i18n import language
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.meetings import MEETINGS, Meeting
from kgw_tui.records.people import PEOPLE
from kgw_tui.records.visits import VISITS
from kgw_tui.usecases.demo import demo_clock, prepare_demo
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.workspace import Workspace

Demo = tuple[Workspace, Meeting]


@pytest.fixture(params=["nl", "en"])
def demo(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Demo]:
    code = str(request.param)
    clock.set_clock(demo_clock())
    workspace = open_workspace(tmp_path / "home")
    with language(code):
        texts = [path.read_text("utf-8") for path in demo_files(code)]
        yield workspace, prepare_demo(workspace, texts, code, "Het Getij")
    workspace.close()
    clock.set_clock(None)


def test_the_second_meeting_runs_at_its_last_item_in_its_last_phase(demo: Demo) -> None:
    workspace, meeting = demo
    live = LiveMeeting(workspace, meeting.id)
    assert (live.meeting.state, live.meeting.date) == ("running", dt.date(2026, 11, 10))
    assert live.item is not None
    assert [item.state for item in live.items] == ["done", "done", "open"]
    assert (live.item.id, live.phase, live.item.minutes) == (live.items[-1].id, "how", 55)
    assert live.item.running_since is not None
    spent = (clock.now() - live.item.running_since).total_seconds() // 60
    assert spent == 28


def test_lines_have_times_in_order_within_the_meeting(demo: Demo) -> None:
    workspace, meeting = demo
    times = [entry.time for entry in LiveMeeting(workspace, meeting.id).dossier.entries()]
    known = [time for time in times if time is not None]
    assert len(known) == len(times)
    assert known == sorted(known)
    assert dt.time(15, 31) <= known[0] < known[-1] <= dt.time(16, 20)


def test_the_whole_story_is_there(demo: Demo) -> None:
    workspace, _meeting = demo
    assert len(workspace.shared.all(PEOPLE)) == 10
    assert len(workspace.shared.all(MEETINGS)) == 3
    assert len(workspace.private.all(CORRIDOR_NOTES)) == 12
    assert len(workspace.private.all(VISITS)) == 6
    writer = workspace.shared.get(PEOPLE, workspace.settings.writer)
    assert writer is not None
    assert writer.name == "Mirjam Achterberg"


def test_the_meeting_goes_on_with_the_next_line(demo: Demo) -> None:
    workspace, meeting = demo
    live = LiveMeeting(workspace, meeting.id)
    live.capture(live.read("! Panel herhalen @kwame >vr"))
    newest = live.dossier.actions[-1]
    assert newest.due == dt.date(2026, 11, 13)
    assert newest.item == live.meeting.current_item


def test_it_is_the_day_of_the_story_and_time_goes_on() -> None:
    now = demo_clock()
    first = now()
    assert f"{first.astimezone():%Y-%m-%d %H:%M}" == "2026-11-10 16:20"
    while now() == first:
        pass
    assert now() > first
