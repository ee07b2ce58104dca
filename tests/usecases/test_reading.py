"""Finding a meeting by what somebody calls it, and what was held before what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import pytest

from kgw_tui.errors import NotFound, Refused
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.usecases.importing import import_text
from kgw_tui.usecases.reading import find_meeting, meetings_newest_first, said_earlier
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace
from tests.workspaces import workspace_at


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        yield opened


def hold(workspace: Workspace, day: str, time: str, title: str = "MT-overleg", line: str = "iets") -> str:
    text = f"vergadering: {title}\ndatum: {day}\ntijd: {time}\n\n{line}\n"
    report = import_text(workspace, text, language="nl")
    assert report.meeting
    return report.meeting.handle


def three_on_one_day(workspace: Workspace) -> None:
    for time in ("08:00", "15:00", "09:00"):
        hold(workspace, "2026-11-23", f"{time}-{time[:2]}:30", title=f"Overleg {time}", line=f"! Actie van {time}")


def test_last_is_the_latest_of_a_day_in_whatever_order_they_came(workspace: Workspace) -> None:
    three_on_one_day(workspace)
    assert find_meeting(workspace.shared, "last").start == dt.time(15)
    starts = [meeting.start for meeting in meetings_newest_first(workspace.shared)]
    assert starts == [dt.time(15), dt.time(9), dt.time(8)]


def test_last_has_begun(workspace: Workspace) -> None:
    three_on_one_day(workspace)
    start_meeting(workspace, title="Straks")
    assert find_meeting(workspace.shared, "laatste").title == "Overleg 15:00"


@pytest.mark.parametrize("name", ["2026-11-23", "mt-overleg"])
def test_what_fits_several_meetings_is_refused_with_their_numbers(workspace: Workspace, name: str) -> None:
    hold(workspace, "2026-11-23", "09:00-10:00")
    hold(workspace, "2026-11-23", "15:00-16:00")
    with pytest.raises(Refused) as refused:
        find_meeting(workspace.shared, name)
    assert not isinstance(refused.value, NotFound)
    assert "M-1 (MT-overleg 2026-11-23 09:00)" in str(refused.value)
    assert "M-2 (MT-overleg 2026-11-23 15:00)" in str(refused.value)
    assert find_meeting(workspace.shared, name, for_series=True).handle == "M-2"


def test_a_day_with_meetings_of_two_series_names_no_series(workspace: Workspace) -> None:
    three_on_one_day(workspace)
    with pytest.raises(Refused):
        find_meeting(workspace.shared, "2026-11-23", for_series=True)


def test_a_handle_a_date_a_title_and_an_id_find_the_one_they_fit(workspace: Workspace) -> None:
    hold(workspace, "2026-11-23", "09:00-10:00")
    hold(workspace, "2026-11-24", "09:00-10:00", title="Sectie Engels")
    meeting = find_meeting(workspace.shared, "m-2")
    for name in ("2026-11-24", "sectie engels", meeting.id, meeting.id[:-1]):
        assert find_meeting(workspace.shared, name) == meeting
    with pytest.raises(NotFound):
        find_meeting(workspace.shared, "zomaar")


def test_open_actions_are_those_of_meetings_held_before_on_the_same_day_too(workspace: Workspace) -> None:
    hold(workspace, "2026-11-23", "15:00-16:00", line="! Van de middag")
    morning = hold(workspace, "2026-11-23", "09:00-10:00", line="! Van de ochtend")
    afternoon = next(meeting for meeting in workspace.shared.all(MEETINGS) if meeting.start == dt.time(15))
    assert [each.entry.text for each in said_earlier(workspace.shared, afternoon)] == ["Van de ochtend"]
    assert said_earlier(workspace.shared, find_meeting(workspace.shared, morning)) == []
