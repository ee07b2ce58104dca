"""Two people at one agenda, each in a program of their own: what one has noted isn't undone by the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.errors import NotFound
from kgw_tui.usecases.attending import attend
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace
from tests.workspaces import workspace_at


@pytest.fixture
def here(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def there(here: Workspace) -> Generator[Preparing]:
    """The agenda of a meeting with two items, read in another program before anything of the test is done."""
    live = LiveMeeting(here, start_meeting(here, title="Sectie Engels").id)
    live.add_agenda([live.read("# Een (10)"), live.read("# Twee")])
    with closing(open_workspace(here.home)) as other:
        agenda = Preparing(other, live.meeting_id)
        assert len(agenda.items) == 2
        yield agenda


def test_naming_a_guest_keeps_who_was_noted_as_present_meanwhile(here: Workspace, there: Preparing) -> None:
    attend(LiveMeeting(here, there.meeting_id), "Karim Bouzid, Fatima El Idrissi", present=True)
    there.set_guests(there.items[0].id, "Ans Vis")
    assert [each.present for each in there.meeting.attendees if not each.guest] == [True, True]
    assert [each.who.name for each in there.meeting.attendees if each.guest] == ["Ans Vis"]


def test_a_guest_comes_for_the_item_that_was_chosen_wherever_it_stands_by_now(
    here: Workspace, there: Preparing
) -> None:
    one, _two = there.items
    Preparing(here, there.meeting_id).move(one.id, 1)
    there.set_guests(one.id, "Ans Vis")
    assert there.meeting.attendees[-1].guest_items == (2,)


def test_a_new_time_is_as_long_as_the_meeting_is_by_now(here: Workspace, there: Preparing) -> None:
    Preparing(here, there.meeting_id).set_time("13:00-15:00")
    there.set_time("14:00")
    assert (there.meeting.start, there.meeting.end) == (dt.time(14), dt.time(16))


def test_time_and_phase_go_on_from_where_the_other_left_them(here: Workspace, there: Preparing) -> None:
    one = there.items[0]
    mine = Preparing(here, there.meeting_id)
    mine.add_minutes(one.id, 5)
    mine.turn_phase(one.id)
    assert there.add_minutes(one.id, 5).minutes == 20
    assert there.turn_phase(one.id).phase == "what"


def test_a_guest_for_an_item_that_is_gone_is_refused(here: Workspace, there: Preparing) -> None:
    _one, two = there.items
    Preparing(here, there.meeting_id).take_out(two.id)
    with pytest.raises(NotFound):
        there.set_guests(two.id, "Ans Vis")
    there.forget()
    assert there.meeting.attendees == ()
