"""Listing what stands in the corridor's private store: notes, what they became, and what was promised."""

from __future__ import annotations

from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, AnyEntry
from kgw_tui.records.meetings import ITEMS, AgendaItem
from kgw_tui.usecases.listing import Filters, is_due, is_meant, theme_of
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.reporting import Promise, promises
from kgw_tui.workspace import Workspace


def list_notes(workspace: Workspace, filters: Filters) -> list[CorridorNote]:
    """The corridor notes of the private store, the newest last; with `only_open` those that wait in the inbox.

    Raises Refused when a name may be that of several.
    """
    about = is_meant(directory_of(workspace), filters.person) if filters.person else None

    def wanted(note: CorridorNote) -> bool:
        return not (
            (filters.only_open and note.outcome)
            or (filters.outcome and note.outcome != filters.outcome)
            or (filters.kind and note.kind != filters.kind)
            or (filters.since is not None and note.heard_at.astimezone().date() < filters.since)
            or (about is not None and not any(map(about, note.mentions)))
        )

    return sorted(filter(wanted, _notes(workspace, filters)), key=lambda note: (note.heard_at, note.id))


def list_promises(workspace: Workspace, filters: Filters) -> list[Promise]:
    """What was promised in the corridor, the soonest due first; with `only_open` what isn't kept yet: what is done too,
    while nobody has told whoever it was promised to. Raises Refused when a name may be that of several.
    """
    about = is_meant(directory_of(workspace), filters.person) if filters.person else None

    def wanted(promise: Promise) -> bool:
        action, note, theme = promise.action, promise.note, theme_of(filters)
        return not (
            (theme and theme not in (*action.themes, *note.themes))
            or (filters.since is not None and note.heard_at.astimezone().date() < filters.since)
            or (about is not None and not any(map(about, (*note.mentions, *action.mentions))))
            or not is_due(action.due, filters)
        )

    return [each for each in promises(workspace, all_of_them=not filters.only_open) if wanted(each)]


def became_of(workspace: Workspace, note: CorridorNote) -> list[AgendaItem | AnyEntry]:
    """What a note became, as it now stands: agenda items, and actions and questions of the writer's own."""
    found = [workspace.private.get(ENTRIES, each) or workspace.shared.get(ITEMS, each) for each in note.became]
    return [each for each in found if each is not None]


def _notes(workspace: Workspace, filters: Filters) -> list[CorridorNote]:
    """The notes among which those are that the filters ask for, by whichever index finds the fewest."""
    reader = workspace.private
    if filters.theme:
        return reader.query(CORRIDOR_NOTES, themes=theme_of(filters))
    if filters.only_open or filters.outcome:
        return reader.query(CORRIDOR_NOTES, outcome="" if filters.only_open else filters.outcome)
    return reader.all(CORRIDOR_NOTES)
