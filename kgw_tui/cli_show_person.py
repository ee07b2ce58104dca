"""`kgw show @sanne`: somebody, and what is open between the two of you; no history."""

from __future__ import annotations

from kgw_tui.cli_json import entry_object, person_object, present, promise_object, report_object, say_json
from kgw_tui.cli_output import say, say_fields
from kgw_tui.cli_words import day_text, entry_state, promise_state
from kgw_tui.i18n import _
from kgw_tui.records.entries import Kind
from kgw_tui.records.people import Person, Who
from kgw_tui.usecases.listing import Filters, Placed, due_of, handle_of, list_entries, owners_of, stays_in
from kgw_tui.usecases.listing_corridor import list_promises
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.reporting import reports_due
from kgw_tui.workspace import Workspace


def show_person(workspace: Workspace, person: Person, *, as_json: bool) -> None:
    """Put out who somebody is, and what is open: what was promised to them, what they do and find out, what they may
    be told.
    """
    directory = directory_of(workspace)
    me = Who(person=person.id)
    promises = [each for each in list_promises(workspace, Filters(only_open=True)) if each.whom == me]
    actions, questions = _theirs(workspace, "action", me), _theirs(workspace, "question", me)
    reports = [each for each in reports_due(workspace) if each.whom == me]
    if as_json:
        found = {
            "promises": [promise_object(workspace, directory, each) for each in promises],
            "actions": [entry_object(workspace, directory, each) for each in actions if not stays_in(workspace, each)],
            "questions": [
                entry_object(workspace, directory, each) for each in questions if not stays_in(workspace, each)
            ],
            "reports": [report_object(directory, each) for each in reports],
        }
        say_json(person_object(person) | present(found))
        return
    marks = " ".join(f"@{alias}" for alias in person.aliases)
    say(" · ".join(part for part in (person.name, marks, "" if person.active else _("has left")) if part))
    say_fields([(_("function"), person.function)])
    for promise in promises:
        action = promise.action
        say(f"  {_promised(action.handle, day_text(action.due), promise_state(action), action.text)}")
    for report in reports:
        line = " · ".join(part for part in (report.note.handle, report.words) if part)
        say(_("  to tell: {what}").format(what=line))
    for each in (*actions, *questions):
        entry = each.entry
        parts = (handle_of(entry), day_text(due_of(entry)), entry_state(entry), entry.text)
        say("  " + " · ".join(part for part in parts if part))
    if not (promises or reports or actions or questions):
        say(_("  nothing is open between you"))


def _promised(*parts: str) -> str:
    return _("promised: {what}").format(what=" · ".join(part for part in parts if part))


def _theirs(workspace: Workspace, kind: Kind, who: Who) -> list[Placed]:
    found = list_entries(workspace, kind, Filters(only_open=True)).found
    return [each for each in found if who in owners_of(each.entry)]
