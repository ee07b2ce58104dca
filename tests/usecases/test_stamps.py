"""Who changed a record and when stands on everything that is changed, whatever was done to it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.records.people import Who
from kgw_tui.usecases import attending, ending, handling
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace

from ..workspaces import TUESDAY, fixed_clock, workspace_at

LATER = TUESDAY + dt.timedelta(minutes=3)


def begun(workspace: Workspace, *lines: str) -> tuple[LiveMeeting, list[str]]:
    """A meeting of Karim's with these lines in it, and their ids; now Sanne is at the keyboard, minutes later."""
    live = LiveMeeting(workspace, start_meeting(workspace).id)
    ids: list[str] = []
    for line in lines:
        ids.append(live.capture(live.read(line), parent=ids[-1] if line.startswith("+") else "").id)
    return live, ids


def changed(workspace: Workspace) -> set[str]:
    """The ids of what says that it was changed by who is at the keyboard, at that later moment."""
    stamp = (LATER, workspace.settings.writer)
    records = [*workspace.shared.all(ENTRIES), *workspace.shared.all(ITEMS), *workspace.shared.all(MEETINGS)]
    return {each.id for each in records if (each.changed_at, each.changed_by) == stamp}


def test_what_comes_along_with_a_change_says_who_changed_it(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        live, (first, claim, evidence, second) = begun(workspace, "# een", "? klopt het", "+ ja", "# twee")
        with fixed_clock(LATER):
            handling.move(live, claim, first)
            assert changed(workspace) == {claim, evidence}
            handling.delete(live, claim)
            assert changed(workspace) == {evidence}
            live.go_to(-1)
            assert changed(workspace) == {evidence, first, second, live.meeting_id}


def test_who_was_there_and_an_agenda_that_changes_say_who_changed_them(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        live, (item,) = begun(workspace, "# een")
        with fixed_clock(LATER):
            Preparing(workspace, live.meeting_id).set_minutes(item, 20)
            assert changed(workspace) == {item}
            attending.attend(live, "Karim Bouzid", present=True)
            assert changed(workspace) == {item, live.meeting_id}
        with fixed_clock(TUESDAY):
            ending.note_presence(live, [Who(name="Gast")], present=True)
            assert changed(workspace) == {item}


def test_what_is_put_as_it_stands_is_not_written_and_cannot_be_undone(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        live, (action,) = begun(workspace, "! bellen @karim")
        before, undoable = workspace.shared.get(ENTRIES, action), workspace.shared.undoable
        with fixed_clock(LATER):
            assert handling.change_kind(live, action, "action") == before
            handling.rewrite(live, action, live.read("! bellen @karim"))
        assert (workspace.shared.get(ENTRIES, action), workspace.shared.undoable) == (before, undoable)


def test_what_was_made_in_one_step_was_not_changed(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        live, _ids = begun(workspace, "# een", "= dat doen we", "! bellen")
        entries = workspace.shared.query(ENTRIES, meeting=live.meeting_id)
        assert [each.changed_at for each in entries] == [None, None]
