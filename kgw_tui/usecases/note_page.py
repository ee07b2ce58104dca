"""All that is told of one corridor note: what was promised, what came of it, what else was heard on its themes."""

from __future__ import annotations

import datetime as dt

import msgspec

from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.rules.patterns import Pattern
from kgw_tui.rules.promises import is_promise
from kgw_tui.rules.reporting import Came
from kgw_tui.usecases.links import came_of
from kgw_tui.usecases.patterns import pattern_on
from kgw_tui.workspace import Workspace


class Alike(msgspec.Struct, frozen=True):
    """What else was heard on the themes of a note lately, the newest first, and the patterns on them."""

    notes: tuple[CorridorNote, ...] = ()
    patterns: tuple[Pattern, ...] = ()


class Told(msgspec.Struct, frozen=True):
    """A note and all that is told on its page."""

    note: CorridorNote
    promises: tuple[Action, ...] = ()
    came: tuple[Came, ...] = ()
    alike: Alike = Alike()


def told_of(workspace: Workspace, note: CorridorNote, alike: Alike) -> Told:
    """All that is told on the page of a note."""
    entries = workspace.private.query(ENTRIES, parent=note.id)
    promises = tuple(each for each in entries if isinstance(each, Action) and is_promise(each, note))
    return Told(note, promises, tuple(came_of(workspace, note)), alike)


def alike_to(workspace: Workspace, note: CorridorNote) -> Alike:
    """What else was heard on the themes of a note since so many weeks before it as patterns look back."""
    since = note.heard_at - dt.timedelta(weeks=workspace.settings.pattern_weeks)
    found = {
        other.id: other
        for theme in note.themes
        for other in workspace.private.query(CORRIDOR_NOTES, themes=theme)
        if other.id != note.id and since <= other.heard_at
    }
    notes = sorted(found.values(), key=lambda other: (other.heard_at, other.id), reverse=True)
    patterns = [pattern for theme in note.themes if (pattern := pattern_on(workspace, theme)) is not None]
    return Alike(tuple(notes), tuple(patterns))
