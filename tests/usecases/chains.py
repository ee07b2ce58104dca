"""From what was heard in the corridor to a meeting that was held about it, for tests of what is told afterwards."""

from __future__ import annotations

import datetime as dt

from kgw_tui import clock
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, AnyEntry
from kgw_tui.records.meetings import ITEMS, AgendaItem
from kgw_tui.records.people import SERIES
from kgw_tui.usecases import ending
from kgw_tui.usecases.bringing_up import bring_up
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.noting import log_notes
from kgw_tui.workspace import Workspace

from ..workspaces import TUESDAY
from .meetings import hold_meeting

HEARD = "@karim vraagt of de toetsweek eerder kan #toetsing\n! Karim laten weten wat ervan komt >vr"


def hear(workspace: Workspace, words: str = HEARD) -> CorridorNote:
    """A note, as it stands in the store."""
    return fresh(workspace, log_notes(workspace, [words])[0].note.id)


def fresh(workspace: Workspace, note_id: str) -> CorridorNote:
    """The note as it is now."""
    note = workspace.private.get(CORRIDOR_NOTES, note_id)
    assert note is not None
    return note


def promise_in(workspace: Workspace, note: CorridorNote) -> AnyEntry:
    """The first thing that was promised in a note."""
    return workspace.private.query(ENTRIES, parent=note.id)[0]


def put_on_agenda(workspace: Workspace, *notes: CorridorNote, title: str = "Kan de toetsweek eerder?") -> AgendaItem:
    """The item that notes became in the next meeting of a series, the last of which was held today."""
    if not workspace.shared.all(SERIES):
        LiveMeeting(workspace, hold_meeting(workspace, lines=("# Rooster", "Gezegd")).id).close()
    series = workspace.shared.all(SERIES)[0]
    return bring_up(workspace, [note.id for note in notes], series.id, title, ["twee keer gehoord"])


def hold_about(workspace: Workspace, item: AgendaItem, *lines: str, close: bool = True) -> LiveMeeting:
    """The meeting of an item, held on its day: what was said at the item, and it is over unless told otherwise.

    The clock stays on that day.
    """
    live = LiveMeeting(workspace, item.meeting)
    day = dt.datetime.combine(live.meeting.date, TUESDAY.time()).astimezone()
    clock.set_clock(lambda: day)
    live.capture(live.read("Welkom"))
    while live.meeting.current_item != item.id:
        live.go_to(1)
    for line in lines:
        if line == "/vertrouwelijk":
            live.toggle_confidential()
        else:
            live.capture(live.read(line))
    if close:
        ending.close(live)
    return live


def item_now(workspace: Workspace, item: AgendaItem) -> AgendaItem:
    """The item as it is now."""
    found = workspace.shared.get(ITEMS, item.id)
    assert found is not None
    return found
