"""Actions and decisions of all meetings, and the writer's own, as a table or a calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kgw_tui.i18n import _, language
from kgw_tui.records.entries import Action, Decision
from kgw_tui.rules.directory import Directory
from kgw_tui.usecases.listing import Placed

from .calendar_file import in_calendar, review, said_in, todo
from .csv_tables import action_cells, action_heads, as_csv, decision_cells, decision_heads
from .options import ExportOptions


def listed_csv(found: Sequence[Placed], directory: Directory, options: ExportOptions, *, decisions: bool) -> bytes:
    """The actions among `found` (or the `decisions`) as a table, in their order, with the columns that those of one
    meeting have.
    """
    with language(options.language):
        rows: list[list[str]] = []
        for each in found:
            entry = each.entry
            if decisions and isinstance(entry, Decision):
                rows.append([*decision_cells(entry, entry.text), *_where(each)])
            elif not decisions and isinstance(entry, Action):
                rows.append([*action_cells(directory, entry, entry.text), *_where(each)])
        return as_csv(decision_heads() if decisions else action_heads(), rows, options)


def listed_calendar(found: Sequence[Placed], directory: Directory, options: ExportOptions) -> bytes:
    """Actions as to-dos and the reviews of decisions as events, under the uids that they have in a meeting's own file.

    What is private says so. Raises NotFound when there is nothing: an empty calendar isn't one (RFC 5545, 3.6).
    """
    with language(options.language):
        return in_calendar([line for each in found for line in _component(each, directory)])


def _component(each: Placed, directory: Directory) -> Iterator[str]:
    entry, meeting = each.entry, each.meeting
    title = each.item.title if each.item else ""
    source = said_in(meeting.title or _("Meeting"), meeting.date, title) if meeting else ""
    if isinstance(entry, Action):
        yield from todo(directory, entry, entry.text, source, private=each.private)
    elif isinstance(entry, Decision):
        yield from review(entry, entry.text, source)


def _where(each: Placed) -> list[str]:
    meeting, item = each.meeting, each.item
    nowhere = _("private") if each.private else ""
    day = meeting.date.isoformat() if meeting else ""
    return [meeting.title if meeting else nowhere, day, item.title if item else ""]
