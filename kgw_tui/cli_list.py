"""`kgw list`: what there is, as rows or as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import click

from kgw_tui.cli_json import (
    Object,
    entry_object,
    meeting_object,
    note_object,
    person_object,
    say_json,
    theme_object,
    visit_object,
)
from kgw_tui.cli_output import on_a_terminal, say_rows, tell
from kgw_tui.cli_shape import command, opened, read_day
from kgw_tui.cli_words import PURPOSES, day_text, entry_state, time_text
from kgw_tui.i18n import N_, _, ngettext
from kgw_tui.records.entries import Decision, Kind
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.wording import meeting_word
from kgw_tui.usecases import listing
from kgw_tui.usecases.listing import Filters, Placed
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace

Row = list[str]


@dataclass(frozen=True)
class List:
    """What a list can give: its rows for people, or the same as objects for programs."""

    rows: Callable[[], list[Row]]
    objects: Callable[[], list[Object]]


@dataclass(frozen=True)
class Table:
    """One list: its headings, what makes it, the filters that narrow it, and whether it shows what is open unless
    everything is asked for.
    """

    headings: tuple[str, ...]
    make: Callable[[Workspace, Filters], List]
    filters: frozenset[str]
    open_first: bool = False


def list_command() -> click.Command:
    """`kgw list WHAT`."""
    return command(
        "list",
        _list,
        [
            click.Argument(["what"], type=click.Choice(list(TABLES)), metavar=_("WHAT")),
            click.Option(["--owner"], metavar="@…", help=_("Only what is of this person (@me: of yourself).")),
            click.Option(["--theme"], metavar="#…", help=_("Only what bears this theme.")),
            click.Option(["--series"], metavar=_("TITLE"), help=_("Only from the meetings of this series.")),
            click.Option(["--meeting"], metavar=_("MEETING"), help=_("Only from this meeting.")),
            click.Option(["--since"], metavar=_("DATE"), type=read_day, help=_("Only from this day on.")),
            click.Option(
                ["--open/--all", "only_open"],
                default=None,
                help=_("Only what is open, or everything; without either, actions and questions that are open."),
            ),
            click.Option(["--confidential"], is_flag=True, help=_("Take along what was said in confidential items.")),
            click.Option(["--json", "as_json"], is_flag=True, help=_("As JSON, for other programs.")),
        ],
        short=_("Show meetings, actions, decisions and more."),
        explains=_("Show what there is, a row each. WHAT is one of: {kinds}.").format(kinds=", ".join(TABLES)),
    )


def _list(
    *,
    what: str,
    owner: str | None,
    theme: str | None,
    series: str | None,
    meeting: str | None,
    since: dt.date | None,
    only_open: bool | None,
    confidential: bool,
    as_json: bool,
) -> None:
    table = TABLES[what]
    given = {
        "owner": owner,
        "theme": theme,
        "series": series,
        "meeting": meeting,
        "since": since,
        "open": only_open,
        "confidential": confidential,
    }
    for name, value in given.items():
        if value and name not in table.filters:
            raise click.UsageError(_("kgw list {what} takes no --{option}").format(what=what, option=name))
    filters = Filters(
        owner=owner or "",
        theme=theme or "",
        series=series or "",
        meeting=meeting or "",
        since=since,
        only_open=table.open_first if only_open is None else only_open,
        confidential=confidential,
    )
    with opened() as workspace:
        made = table.make(workspace, filters)
        if as_json:
            say_json(made.objects())
        else:
            rows = made.rows()
            say_rows([_(heading) for heading in table.headings], rows)
            if not rows and on_a_terminal():
                ended = filters.only_open and only_open is None
                tell(_("nothing that is open; --all shows what has ended too") if ended else _("nothing to show"))


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

    def objects() -> list[Object]:
        leaving = [placed for placed in listed.found if not listing.stays_in(workspace, placed)]
        held = len(listed.found) - len(leaving)
        if held:
            words = ngettext(
                "{count} more is held back; on the screen it is in the list",
                "{count} more are held back; on the screen they are in the list",
                held,
            )
            tell(words.format(count=held))
        return [entry_object(workspace, directory, placed) for placed in leaving]

    return List(lambda: [row(directory, placed) for placed in listed.found], objects)


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


def _notes(workspace: Workspace, filters: Filters) -> List:
    notes = listing.list_notes(workspace, filters)
    directory = directory_of(workspace)
    rows = [
        [
            note.handle,
            f"{note.heard_at.astimezone():%Y-%m-%d %H:%M}",
            directory.names(note.mentions),
            " ".join(f"#{theme}" for theme in note.themes),
            note.text,
        ]
        for note in notes
    ]
    return List(lambda: rows, lambda: [note_object(directory, note) for note in notes])


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
    rows = [[p.name, " ".join(f"@{alias}" for alias in p.aliases), p.function] for p in people]
    return List(lambda: rows, lambda: [person_object(person) for person in people])


def _themes(workspace: Workspace, filters: Filters) -> List:
    themes = listing.list_themes(workspace, filters)
    rows = [[f"#{use.theme}", str(use.count), day_text(use.last)] for use in themes]
    return List(lambda: rows, lambda: [theme_object(use) for use in themes])


_TASKS: Final = (N_("number"), N_("when"), N_("who"), N_("state"), N_("what"))
_SAID: Final = frozenset({"theme", "series", "meeting", "since", "open", "confidential"})

TABLES: Final[dict[str, Table]] = {
    "meetings": Table(
        (N_("number"), N_("date"), N_("time"), N_("state"), N_("meeting"), N_("id")),
        _meetings,
        frozenset({"series", "since", "open"}),
    ),
    "actions": Table(_TASKS, partial(_entries, "action", _task_row), _SAID | {"owner"}, open_first=True),
    "questions": Table(_TASKS, partial(_entries, "question", _task_row), _SAID | {"owner"}, open_first=True),
    "decisions": Table(
        (N_("number"), N_("date"), N_("state"), N_("review"), N_("decision")),
        partial(_entries, "decision", _decision_row),
        _SAID,
    ),
    "assumptions": Table(
        (N_("number"), N_("date"), N_("state"), N_("assumption")), partial(_entries, "assumption", _claim_row), _SAID
    ),
    "notes": Table(
        (N_("number"), N_("heard"), N_("about"), N_("themes"), N_("note")), _notes, frozenset({"theme", "since"})
    ),
    "visits": Table(
        (N_("number"), N_("date"), N_("time"), N_("purpose"), N_("teacher"), N_("class"), N_("question")),
        _visits,
        frozenset({"since"}),
    ),
    "people": Table((N_("name"), N_("marks"), N_("function")), _people, frozenset()),
    "themes": Table(
        (N_("theme"), N_("entries"), N_("last")), _themes, frozenset({"series", "meeting", "since", "confidential"})
    ),
}
"""What can be listed, in the order of the help."""
