"""`kgw show @sanne`: somebody, and what is open between the two of you; no history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from kgw_tui.cli_json import entry_object, note_object, person_object, present, promise_object, report_object, say_json
from kgw_tui.cli_output import say, say_fields, say_rows, tell
from kgw_tui.cli_words import day_text, entry_state, promise_state
from kgw_tui.i18n import N_, _
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import ENTRIES, Action, AnyEntry, Question
from kgw_tui.records.people import Person
from kgw_tui.rules.wording import kind_word
from kgw_tui.usecases.listing import Placed, due_of, handle_of, placed_in, stays_in
from kgw_tui.usecases.people import between
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.reporting import Promise, Report
from kgw_tui.workspace import Workspace


def show_person(workspace: Workspace, person: Person, *, as_json: bool) -> None:
    """Put out who somebody is, and what is open: what was promised to them, what they do and find out, what they may
    be told.
    """
    directory = directory_of(workspace)
    open_between = between(workspace, person.id)
    promises, reports, notes = open_between.promises, open_between.reports, open_between.notes
    tasks = [*_leaving(workspace, open_between.actions), *_leaving(workspace, open_between.questions)]
    if as_json:
        groups = [group.name for group in open_between.groups]
        found = {
            "groups": groups,
            "promises": [promise_object(workspace, directory, each) for each in promises],
            "reports": [report_object(directory, each) for each in reports],
            "actions": [entry_object(workspace, directory, each) for each in tasks if isinstance(each.entry, Action)],
            "questions": [
                entry_object(workspace, directory, each) for each in tasks if isinstance(each.entry, Question)
            ],
            "notes": [note_object(directory, note) for note in notes],
        }
        say_json(person_object(person) | present(found))
        return
    marks = " ".join(f"@{alias}" for alias in person.aliases)
    say(" · ".join(part for part in (person.name, marks, "" if person.active else _("has left")) if part))
    groups = ", ".join(group.name for group in open_between.groups)
    say_fields([(_("function"), person.function), (_("groups"), groups)])
    rows = [*(_promised(each) for each in promises), *(_to_tell(each) for each in reports)]
    rows += [*(_theirs(each) for each in tasks), *(_heard(note) for note in notes)]
    say_rows([_(heading) for heading in _HEADINGS], rows)
    if not rows:
        tell(_("nothing is open between you"))


def _promised(promise: Promise) -> list[str]:
    action = promise.action
    return [_("promised"), action.handle, day_text(action.due), promise_state(action), action.text]


def _to_tell(report: Report) -> list[str]:
    return [_("to report back"), report.note.handle, day_text(report.since), "", report.words or report.note.text]


def _theirs(placed: Placed) -> list[str]:
    entry = placed.entry
    return [kind_word(entry), handle_of(entry), day_text(due_of(entry)), entry_state(entry), entry.text]


def _heard(note: CorridorNote) -> list[str]:
    return [_("heard"), note.handle, f"{note.heard_at.astimezone():%Y-%m-%d}", "", note.text]


def _leaving(workspace: Workspace, entries: Iterable[AnyEntry]) -> list[Placed]:
    """Entries of either store with where they were said, the soonest due first; not those that are held back."""
    found: list[Placed] = []
    for entry in entries:
        private = workspace.private.get(ENTRIES, entry.id) is not None
        found += placed_in(workspace.private if private else workspace.shared, [entry], private=private)
    shown = [each for each in found if not stays_in(workspace, each)]
    return sorted(shown, key=lambda each: (due_of(each.entry) or dt.date.max, each.entry.id))


_HEADINGS: Final = (N_("what for"), N_("number"), N_("when"), N_("state"), N_("what"))
