"""The page of today reads both stores, and what is done there is done to the record and can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from kgw_tui.errors import NotFound, Refused
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.records.people import Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.today import Need
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.reviewing import mark_adopted
from kgw_tui.usecases.today import Today, let_lapse, note_done, set_day
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .meetings import hold_meeting

FRIDAY = dt.date(2026, 11, 27)


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path) as opened:
        yield opened


def promise(workspace: Workspace) -> None:
    """A promise of the writer, in the private store."""
    owner = Who(person=workspace.settings.writer)
    fields = {"kind": "action", "text": "Terugbellen", "handle": "A-90", "owners": (owner,), "due": FRIDAY}
    with workspace.private.transaction("promise") as tx:
        tx.put(ENTRIES, msgspec.convert({**stamp(), **fields}, Action))


def said(workspace: Workspace, text: str) -> Need:
    found = Today(workspace).needs().found
    return next(each for each in found if each.said is not None and each.said.entry.text == text)


def action_of(need: Need) -> Action:
    assert need.said is not None
    assert isinstance(need.said.entry, Action)
    return need.said.entry


def test_a_promise_of_the_corridor_stays_until_it_is_kept_and_is_private(workspace: Workspace) -> None:
    promise(workspace)
    kept = said(workspace, "Terugbellen")
    assert kept.said is not None
    assert kept.said.guarded
    set_day(workspace, kept, "morgen")
    assert action_of(said(workspace, "Terugbellen")).due == dt.date(2026, 11, 25)
    note_done(workspace, kept, "gedaan")
    assert Today(workspace).needs().found == ()
    assert workspace.shared.all(ENTRIES) == []
    workspace.undo()
    workspace.undo()
    assert action_of(said(workspace, "Terugbellen")) == action_of(kept)


def test_another_day_is_said_and_leaves_adopted_minutes_as_they_are(workspace: Workspace) -> None:
    live = LiveMeeting(workspace, hold_meeting(workspace, lines=("! Bellen @sanne >vr",)).id)
    live.close()
    mark_adopted(live)
    bell = said(workspace, "Bellen")
    assert set_day(workspace, bell, "1 maart") == "✓ ma 1 mrt 2027"
    assert set_day(workspace, bell, "") == "✓ zonder dag"
    assert live.meeting.minutes_state == "adopted"


def test_while_a_meeting_runs_it_is_counted_only(workspace: Workspace) -> None:
    promise(workspace)
    hold_meeting(workspace, lines=("gezegd",))
    found = Today(workspace).needs()
    assert ([need.kind for need in found.found], found.guarded) == (["meeting"], 1)


def test_what_somebody_else_took_out_meanwhile_is_told(workspace: Workspace) -> None:
    hold_meeting(workspace, lines=("! Bellen @sanne >vr",))
    action = said(workspace, "Bellen")
    with workspace.shared.transaction("gone") as tx:
        tx.delete(ENTRIES, action.id)
    for deed in (note_done, let_lapse, set_day):
        with pytest.raises(NotFound):
            deed(workspace, action, "morgen")


def test_what_was_done_meanwhile_is_not_done_again(workspace: Workspace) -> None:
    hold_meeting(workspace, lines=("! Bellen @sanne >vr",))
    action = said(workspace, "Bellen")
    note_done(workspace, action, "")
    with pytest.raises(Refused):
        note_done(workspace, action, "nog eens")


def test_what_is_done_outside_a_meeting_was_heard_in_none(workspace: Workspace) -> None:
    held = hold_meeting(workspace, lines=("! Bellen @sanne >vr",))
    LiveMeeting(workspace, held.id).close()
    action = said(workspace, "Bellen")
    let_lapse(workspace, action, " niet meer nodig ")
    dropped = workspace.shared.get(ENTRIES, action.id)
    assert isinstance(dropped, Action)
    assert (dropped.status, dropped.closed_in, dropped.outcome) == ("dropped", "", "niet meer nodig")
