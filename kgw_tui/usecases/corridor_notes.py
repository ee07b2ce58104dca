"""A note from the corridor that is to change: as it is at that moment, also for another terminal."""

from __future__ import annotations

from collections.abc import Callable

from kgw_tui.errors import NotFound
from kgw_tui.i18n import _
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.store import Reader, Transaction
from kgw_tui.workspace import Workspace


def demand_note(reader: Reader, note_id: str) -> CorridorNote:
    """The note with this id, in the private store or in a transaction of it. Raises NotFound when it is gone."""
    note = reader.get(CORRIDOR_NOTES, note_id)
    if note is None:
        raise NotFound(_("that note is gone"))
    return note


def alter_note(
    workspace: Workspace, note_id: str, label: str, change: Callable[[Transaction, CorridorNote], CorridorNote]
) -> CorridorNote:
    """Put what `change` makes of a note in its place, as one change that is undone at once; gives it as it is now.

    Raises NotFound when it is gone, and what `change` raises; then nothing has changed.
    """
    with workspace.writing(workspace.private, label) as tx:
        changed = change(tx, demand_note(tx, note_id))
        tx.put(CORRIDOR_NOTES, changed)
    return changed
