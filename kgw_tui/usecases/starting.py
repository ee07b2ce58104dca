"""Starting a meeting: from a kind of meeting with its agenda, or from nothing at all."""

from __future__ import annotations

import msgspec

from kgw_tui import clock
from kgw_tui.content import AgendaTemplate, Content
from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES
from kgw_tui.records.meetings import ITEMS, MEETINGS, Attendee, Meeting
from kgw_tui.records.people import GROUPS, SERIES, Group, Series, Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.agenda import items_from
from kgw_tui.rules.directory import fold
from kgw_tui.store import Transaction
from kgw_tui.usecases.reading import held
from kgw_tui.workspace import Workspace


def start_meeting(workspace: Workspace, *, title: str = "", template: AgendaTemplate | None = None) -> Meeting:
    """A meeting today, planned until its first line: its clock starts with the line, not here.

    Called `title`, else what the kind of meeting is called. The series of that title, or called as the kind is for
    short (`MT`), goes on, or begins. A group of that name, or with whose name the title begins, is expected, with its
    chair and minute-taker (the writer chairs where nobody else is known).
    """
    name = title or (template.title if template else _("Meeting"))
    by = workspace.settings.writer
    with workspace.writing(workspace.shared, "meeting.start") as tx:
        series = _series(tx, name, template.id if template else "", by)
        group = _group(tx, series, name)
        meeting = msgspec.convert(
            {
                **stamp(by),
                "handle": f"M-{tx.next_number('meeting')}",
                "title": name,
                "series": series.id,
                "group": group.id if group else "",
                "agenda": template.id if template else "",
                "date": clock.today(),
                "start": clock.local_time(),
                "chair": _who(group.chair if group else "") or _who(by),
                "minute_taker": _who(group.minute_taker if group else ""),
                "attendees": tuple(
                    Attendee(Who(person=member), present=None) for member in (group.members if group else ())
                ),
            },
            Meeting,
        )
        tx.put(MEETINGS, meeting)
        for item in items_from(template, meeting.id, by) if template else ():
            tx.put(ITEMS, item)
    return meeting


def agenda_of_series(workspace: Workspace, series: Series, content: Content) -> AgendaTemplate | None:
    """The agenda that the next meeting of `series` starts with, or None.

    The one the series has, else that of its last meeting that had one, else the kind of meeting that is called as
    the series is (by title or by id: `MT`).
    """
    meetings = workspace.shared.query(MEETINGS, series=series.id)
    had = [meeting.agenda for meeting in sorted(meetings, key=held, reverse=True) if meeting.agenda]
    for agenda in (series.agenda, *had):
        template = content.agenda(agenda) if agenda else None
        if template is not None:
            return template
    title = fold(series.title)
    return next((template for template in content.agendas if title in {fold(template.title), template.id}), None)


def drop_meeting(workspace: Workspace, meeting_id: str) -> None:
    """Take out a meeting in which nothing has been said, with its agenda. Raises Refused when something has."""
    with workspace.writing(workspace.shared, "meeting.drop") as tx:
        if tx.query(ENTRIES, meeting=meeting_id) or workspace.private.query(PRIVATE_NOTES, meeting=meeting_id):
            raise Refused(_("something was said in this meeting; it stays"))
        for item in tx.query(ITEMS, meeting=meeting_id):
            tx.delete(ITEMS, item.id)
        tx.delete(MEETINGS, meeting_id)


def _who(person: str) -> Who | None:
    return Who(person=person) if person else None


def _series(tx: Transaction, title: str, agenda: str, by: str) -> Series:
    for series in tx.all(SERIES):
        if fold(series.title) in {fold(title), agenda or fold(title)}:
            return series
    series = msgspec.convert({**stamp(by), "title": title, "agenda": agenda}, Series)
    tx.put(SERIES, series)
    return series


def _group(tx: Transaction, series: Series, title: str) -> Group | None:
    if series.group:
        return tx.get(GROUPS, series.group)
    return next((group for group in tx.all(GROUPS) if _begins_with(fold(title), fold(group.name))), None)


def _begins_with(title: str, name: str) -> bool:
    """Whether `name` is the title, or its first words: `MT` of `MT-overleg`."""
    return bool(name) and title.startswith(name) and not title[len(name) : len(name) + 1].isalnum()
