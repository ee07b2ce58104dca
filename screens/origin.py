"""From what came of something heard in the corridor back to the note: only when it is asked for, by whoever has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgw_tui.i18n import _
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.usecases.history_subject import Subject
from kgw_tui.usecases.links import notes_behind
from kgw_tui.workspace import Workspace

from .kgw_screen import KgwScreen
from .note_rows import heard_when
from .pick import PickScreen
from .widgets.pick_list import PickRow

if TYPE_CHECKING:
    from .app import KgwApp


def show_origin(app: KgwApp, subject: Subject | None = None) -> None:
    """Go to the note behind `subject` (else behind what is chosen on the screen); of several, to the one picked.

    Of a meeting it is the item where it stands, and of one that doesn't run any of its items.
    """
    screen = app.screen
    if not isinstance(screen, KgwScreen):
        return
    subject = subject or screen.history_subject()
    notes = _behind(app.workspace, subject) if subject is not None else []
    if not notes:
        screen.say(_("that doesn't come from a note of yours"))
    elif len(notes) == 1:
        _go(app, notes[0].id)
    else:
        rows = [PickRow(note.id, " ".join(note.text.split()), heard_when(note.heard_at)) for note in notes]
        app.push_screen(PickScreen(_("From which notes it comes"), rows), lambda picked: _go(app, picked))


def _behind(workspace: Workspace, subject: Subject) -> list[CorridorNote]:
    if subject.kind != "meeting":
        return notes_behind(workspace, subject.id)
    meeting = workspace.shared.get(MEETINGS, subject.id)
    if meeting is None:
        return []
    running = meeting.state == "running"
    items = (
        [meeting.current_item] if running else [each.id for each in workspace.shared.query(ITEMS, meeting=meeting.id)]
    )
    found = {note.id: note for item in items if item for note in notes_behind(workspace, item)}
    return sorted(found.values(), key=lambda note: (note.heard_at, note.id))


def _go(app: KgwApp, note_id: str | None) -> None:
    from .note import NoteScreen

    if note_id:
        app.push_screen(NoteScreen(note_id))
