"""Which meeting is the next one of a series, and that nothing which was left gets lost or stands there twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import SERIES, Series
from kgw_tui.rules.agenda import in_order
from kgw_tui.usecases import ending
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.next_meeting import carry_over_in, next_meeting_of, suggested_date
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.reading import next_in_series, planned_after
from kgw_tui.usecases.starting import prepare_again, start_again, start_meeting
from kgw_tui.workspace import Workspace
from tests.workspaces import TUESDAY, fixed_clock, workspace_at

LATER = dt.date(2026, 12, 8)


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        yield opened


def begun(workspace: Workspace, *lines: str, meeting: Meeting | None = None) -> LiveMeeting:
    """A meeting of the series in which `lines` were typed."""
    live = LiveMeeting(workspace, (meeting or start_meeting(workspace, title="Sectie Engels")).id)
    for line in lines:
        live.capture(live.read(line))
    return live


def items(workspace: Workspace, meeting: Meeting) -> list[AgendaItem]:
    return in_order(workspace.shared.query(ITEMS, meeting=meeting.id))


def titles(workspace: Workspace, meeting: Meeting) -> list[str]:
    return [item.title for item in items(workspace, meeting)]


def series_of(workspace: Workspace, meeting: Meeting) -> Series:
    found = workspace.shared.get(SERIES, meeting.series)
    assert found is not None
    return found


def at(workspace: Workspace, meeting: Meeting, start: dt.time) -> Meeting:
    timed = msgspec.structs.replace(meeting, start=start)
    with workspace.shared.transaction("test") as tx:
        tx.put(MEETINGS, timed)
    return timed


def test_what_was_carried_into_a_meeting_that_is_never_held_comes_back_in_the_one_that_is(
    workspace: Workspace,
) -> None:
    first = begun(workspace, "# Een", "woord", "> Herkansingen")
    skipped = ending.plan_next(first, LATER)
    ending.close(first)
    assert titles(workspace, skipped) == ["Notulen van di 24 nov", "Herkansingen"]
    with fixed_clock(TUESDAY + dt.timedelta(days=21)):
        third = start_again(workspace, series_of(workspace, skipped))
        assert third.id != skipped.id
        assert titles(workspace, third) == ["Notulen van di 24 nov", "Herkansingen"]


@pytest.mark.parametrize("prepared", [False, True])
def test_a_group_that_meets_earlier_than_planned_takes_it_up_unless_it_was_prepared_for_that_day(
    workspace: Workspace, prepared: bool
) -> None:
    first = begun(workspace, "# Een", "woord", "> Herkansingen")
    planned = ending.plan_next(first, LATER)
    ending.close(first)
    if prepared:
        agenda = Preparing(workspace, planned.id)
        agenda.set_minutes(agenda.items[1].id, 20)
    with fixed_clock(TUESDAY + dt.timedelta(days=7)):
        earlier = start_again(workspace, series_of(workspace, planned))
        assert ("Herkansingen" in titles(workspace, earlier)) is not prepared
        live = begun(workspace, "akkoord", meeting=earlier)
        ending.close(live)
        left = titles(workspace, planned)
        offered = [each.title for each in Preparing(workspace, planned.id).offers()]
    assert left == ["Notulen van di 1 dec", "Herkansingen"]
    assert offered == []


def test_minutes_to_adopt_stand_once_on_an_agenda_however_many_meetings_left_them(workspace: Workspace) -> None:
    first = begun(workspace, "# Een", "woord")
    planned = ending.plan_next(first, LATER)
    ending.close(first)
    for _round in range(2):  # two more on the same day, neither of which came to the minutes
        live = begun(workspace, "# Extra", "woord")
        settled = next((item for item in live.items if item.adopts), None)
        if settled is not None:
            ending.settle_item(live, settled.id, "deferred")
        ending.close(live)
    adopting = [item.adopts for item in items(workspace, planned) if item.adopts]
    assert len(adopting) == len(set(adopting))


def test_minutes_that_one_meeting_dropped_come_back_from_no_other(workspace: Workspace) -> None:
    first = begun(workspace, "# Een", "woord")
    ending.close(first)
    for state in ("deferred", "dropped"):
        with fixed_clock(TUESDAY + dt.timedelta(hours=1 if state == "deferred" else 2)):
            live = begun(workspace, "# Extra", "woord")
            minutes = next((item for item in live.items if item.adopts == first.meeting_id), None)
            if minutes is None:  # the second takes over what the first put off
                continue
            ending.settle_item(live, minutes.id, state)
            ending.close(live)
    with fixed_clock(TUESDAY + dt.timedelta(days=1)):
        fourth = start_again(workspace, series_of(workspace, first.meeting))
        assert all(item.adopts != first.meeting_id for item in items(workspace, fourth))


def test_minutes_of_two_meetings_of_one_day_are_told_apart_by_their_time(workspace: Workspace) -> None:
    first = begun(workspace, "# Een", "woord")
    ending.close(first)
    with fixed_clock(TUESDAY + dt.timedelta(hours=3)):
        second = begun(workspace, "# Twee", "woord")
        ending.close(second)
        planned = next_meeting_of(workspace, second.meeting_id, LATER)
    assert "Notulen van di 24 nov 16:04" in titles(workspace, planned)


def test_the_next_meeting_of_the_same_day_is_the_next_one_for_everybody(workspace: Workspace) -> None:
    first = begun(workspace, "# Een", "woord", "> Later")
    second = at(workspace, start_meeting(workspace, title="Sectie Engels", ahead=True), dt.time(16, 0))
    assert next_in_series(workspace.shared, first.meeting) == second
    assert planned_after(workspace.shared, first.meeting) == second
    assert ending.planned_next(first) == second
    ending.close(first)
    assert "Later" in titles(workspace, second)


def test_a_meeting_of_the_past_that_was_never_held_is_not_prepared_again(workspace: Workspace) -> None:
    first = begun(workspace, "# Een", "woord")
    skipped = ending.plan_next(first, LATER)
    ending.close(first)
    with fixed_clock(TUESDAY + dt.timedelta(days=21)):
        assert next_in_series(workspace.shared, first.meeting) is None
        assert suggested_date(workspace, first.meeting) > dt.date(2026, 12, 15)
        again = prepare_again(workspace, series_of(workspace, skipped))
        assert again.id != skipped.id
        assert again.date >= dt.date(2026, 12, 15)


def test_closing_leaves_the_day_of_the_next_meeting_that_somebody_has_changed(workspace: Workspace) -> None:
    first = begun(workspace, "# Een", "woord", "> Later")
    planned = ending.plan_next(first, LATER)
    Preparing(workspace, planned.id).set_day("15 dec")
    with workspace.shared.transaction("test") as tx:
        carried = carry_over_in(workspace, tx, first.meeting_id)
    assert carried is not None
    assert (carried.id, carried.date) == (planned.id, dt.date(2026, 12, 15))
    assert "Later" in titles(workspace, planned)
