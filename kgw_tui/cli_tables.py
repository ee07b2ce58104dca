"""All lists of the command line: their headings, what makes them, and the filters that they take."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from kgw_tui.cli_corridor import notes, patterns, promises, reports
from kgw_tui.cli_json import Object, entry_object, meeting_object, person_object, theme_object, visit_object
from kgw_tui.cli_output import tell
from kgw_tui.cli_rows import List, Row, Table
from kgw_tui.cli_words import PURPOSES, day_text, entry_state, time_text
from kgw_tui.i18n import N_, _, ngettext
from kgw_tui.records.entries import Decision, Kind
from kgw_tui.records.people import Person
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.wording import meeting_word
from kgw_tui.usecases import listing
from kgw_tui.usecases.listing import Filters, Placed
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace


def _entries(kind: Kind, row: Callable[[Directory, Placed], Row], workspace: Workspace, filters: Filters) -> List:
    listed = listing.list_entries(workspace, kind, filters)
    if listed.left_out:
        words = ngettext(
            "{count} more in confidential items; --confidential takes it along",
            "{count} more in confidential items; --confidential takes them along",
            listed.left_out,
        )
        tell(words.format(count=listed.left_out))
    directory = directory_of(workspace)

    def leaving() -> list[Placed]:
        found = [placed for placed in listed.found if not listing.stays_in(workspace, placed)]
        held = len(listed.found) - len(found)
        if held:
            words = ngettext(
                "{count} more is held back; on the screen it is in the list",
                "{count} more are held back; on the screen they are in the list",
                held,
            )
            tell(words.format(count=held))
        return found

    def objects() -> list[Object]:
        return [entry_object(workspace, directory, placed) for placed in leaving()]

    return List(lambda: [row(directory, placed) for placed in listed.found], objects, leaving)


def _task_row(directory: Directory, placed: Placed) -> Row:
    entry = placed.entry
    owners = directory.names(listing.owners_of(entry))
    text = f"{entry.text} ({_('private')})" if placed.private else entry.text
    return [listing.handle_of(entry), day_text(listing.due_of(entry)), owners, entry_state(entry), text]


def _claim_row(directory: Directory, placed: Placed) -> Row:
    del directory
    return [listing.handle_of(placed.entry), _date(placed), entry_state(placed.entry), placed.entry.text]


def _decision_row(directory: Directory, placed: Placed) -> Row:
    del directory
    entry = placed.entry
    review = entry.review if isinstance(entry, Decision) else None
    return [listing.handle_of(entry), _date(placed), entry_state(entry), day_text(review), entry.text]


def _date(placed: Placed) -> str:
    return day_text(placed.meeting.date if placed.meeting else None)


def _meetings(workspace: Workspace, filters: Filters) -> List:
    meetings = listing.list_meetings(workspace, filters)
    return List(
        lambda: [[m.handle, day_text(m.date), time_text(m.start), meeting_word(m), m.title, m.id] for m in meetings],
        lambda: [meeting_object(workspace, meeting) for meeting in meetings],
    )


def _visits(workspace: Workspace, filters: Filters) -> List:
    visits = listing.list_visits(workspace, filters)
    directory = directory_of(workspace)
    rows = [
        [
            visit.handle,
            day_text(visit.date),
            time_text(visit.time),
            _(PURPOSES.get(visit.purpose, visit.purpose)),
            directory.name(visit.teacher) if visit.teacher else "",
            visit.class_name,
            visit.question,
        ]
        for visit in visits
    ]
    return List(lambda: rows, lambda: [visit_object(directory, visit) for visit in visits])


def _people(workspace: Workspace, filters: Filters) -> List:
    del filters
    people = listing.list_people(workspace)

    def row(person: Person) -> Row:
        does = person.function if person.active else f"{person.function} ({_('has left')})".strip()
        return [person.name, " ".join(f"@{alias}" for alias in person.aliases), does]

    return List(lambda: [row(person) for person in people], lambda: [person_object(person) for person in people])


def _themes(workspace: Workspace, filters: Filters) -> List:
    themes = listing.list_themes(workspace, filters)
    rows = [[f"#{use.theme}", str(use.count), day_text(use.last)] for use in themes]
    return List(lambda: rows, lambda: [theme_object(use) for use in themes])


_TASKS: Final = (N_("number"), N_("when"), N_("who"), N_("state"), N_("what"))
_SAID: Final = frozenset({"theme", "series", "meeting", "since", "open", "confidential"})
_DUE: Final = frozenset({"late", "due", "no-date"})
_TO_DO: Final = _SAID | _DUE | {"owner", "mine"}
_LEAVES: Final = frozenset({"format", "to", "force", "private"})
_HEARD: Final = frozenset({"theme", "person", "since", "open"})

TABLES: Final[dict[str, Table]] = {
    "meetings": Table(
        (N_("number"), N_("date"), N_("time"), N_("state"), N_("meeting"), N_("id")),
        _meetings,
        frozenset({"series", "since", "open"}),
    ),
    "actions": Table(_TASKS, partial(_entries, "action", _task_row), _TO_DO | _LEAVES, open_first=True),
    "questions": Table(_TASKS, partial(_entries, "question", _task_row), _TO_DO, open_first=True),
    "decisions": Table(
        (N_("number"), N_("date"), N_("state"), N_("review"), N_("decision")),
        partial(_entries, "decision", _decision_row),
        _SAID | _LEAVES | {"review"},
    ),
    "assumptions": Table(
        (N_("number"), N_("date"), N_("state"), N_("assumption")), partial(_entries, "assumption", _claim_row), _SAID
    ),
    "notes": Table(
        (N_("number"), N_("heard"), N_("about"), N_("themes"), N_("note")), notes, _HEARD | {"kind", "outcome"}
    ),
    "promises": Table(
        (N_("number"), N_("when"), N_("to whom"), N_("state"), N_("note"), N_("promise")),
        promises,
        _HEARD | _DUE,
        open_first=True,
    ),
    "reports": Table((N_("note"), N_("since"), N_("whom"), N_("what to say")), reports, frozenset({"person"})),
    "patterns": Table(
        (N_("theme"), N_("notes"), N_("week by week"), N_("from whom"), N_("which")), patterns, frozenset({"open"})
    ),
    "visits": Table(
        (N_("number"), N_("date"), N_("time"), N_("purpose"), N_("teacher"), N_("class"), N_("question")),
        _visits,
        frozenset({"since"}),
    ),
    "people": Table((N_("name"), N_("marks"), N_("function")), _people),
    "themes": Table(
        (N_("theme"), N_("entries"), N_("last")), _themes, frozenset({"series", "meeting", "since", "confidential"})
    ),
}
"""What can be listed, in the order of the help."""
