"""The lists of the corridor: notes, what was promised, and whom to tell what came of what they said."""

from __future__ import annotations

from kgw_tui.cli_json import Object, became_object, note_object, pattern_object, present, promise_object, report_object
from kgw_tui.cli_rows import List, Row
from kgw_tui.cli_words import day_text, promise_state
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.rules.patterns import role_words
from kgw_tui.usecases.listing import Filters, is_meant
from kgw_tui.usecases.listing_corridor import became_of, list_notes, list_promises
from kgw_tui.usecases.patterns import patterns_now
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.reporting import reports_due
from kgw_tui.workspace import Workspace


def notes(workspace: Workspace, filters: Filters) -> List:
    """The corridor notes, the newest last; those that wait in the inbox when only what is open is asked for."""
    found = list_notes(workspace, filters)
    directory = directory_of(workspace)

    def row(note: CorridorNote) -> Row:
        heard = f"{note.heard_at.astimezone():%Y-%m-%d %H:%M}"
        themes = " ".join(f"#{theme}" for theme in note.themes)
        return [note.handle, heard, directory.names(note.mentions), themes, note.text]

    def told(note: CorridorNote) -> Object:
        became = [became_object(workspace, record) for record in became_of(workspace, note)]
        return note_object(directory, note) | present({"became": became})

    return List(lambda: [row(note) for note in found], lambda: [told(note) for note in found])


def promises(workspace: Workspace, filters: Filters) -> List:
    """What was promised in the corridor and isn't kept yet, or all of it; what is due first comes first."""
    found = list_promises(workspace, filters)
    directory = directory_of(workspace)
    rows = [
        [
            each.action.handle,
            day_text(each.action.due),
            directory.name(each.whom) if each.whom else "",
            promise_state(each.action),
            each.note.handle,
            each.action.text,
        ]
        for each in found
    ]
    return List(lambda: rows, lambda: [promise_object(workspace, directory, each) for each in found])


def reports(workspace: Workspace, filters: Filters) -> List:
    """Whom to tell what came of what they said, those who wait longest first."""
    directory = directory_of(workspace)
    about = is_meant(directory, filters.person) if filters.person else None
    found = [each for each in reports_due(workspace) if about is None or about(each.whom)]
    rows = [[each.note.handle, day_text(each.since), directory.name(each.whom), each.words] for each in found]
    return List(lambda: rows, lambda: [report_object(directory, each) for each in found])


def patterns(workspace: Workspace, filters: Filters) -> List:
    """What was heard more often on one theme: how often in each week, and who said it, as roles; with `only_open` those
    that wait.
    """
    found = [each for each in patterns_now(workspace) if each.waits or not filters.only_open]
    rows = [
        [
            f"#{each.theme}",
            str(len(each.notes)),
            " ".join(map(str, each.weeks)),
            ", ".join(f"{role_words(code)} {count}" for code, count in each.roles),
            " ".join(note.handle for note in each.notes),
        ]
        for each in found
    ]
    return List(lambda: rows, lambda: [pattern_object(each) for each in found])
