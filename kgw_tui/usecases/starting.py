"""Starting a meeting: from a kind of meeting with its agenda, a series that goes on, or from nothing at all."""

from __future__ import annotations

import msgspec

from kgw_tui import clock
from kgw_tui.content import AgendaTemplate, Content
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES
from kgw_tui.records.meetings import ITEMS, MEETINGS, Attendee, Meeting
from kgw_tui.records.people import Series, Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.agenda import items_from
from kgw_tui.usecases.next_meeting import bring_along, next_meeting_of, suggested_date
from kgw_tui.usecases.reading import held
from kgw_tui.usecases.series import (
    agenda_in_series,
    expected_after,
    group_meeting,
    last_of,
    series_called,
    series_known_as,
)
from kgw_tui.workspace import Workspace


def start_meeting(
    workspace: Workspace,
    *,
    title: str = "",
    template: AgendaTemplate | None = None,
    series: Series | None = None,
    ahead: bool = False,
) -> Meeting:
    """A meeting today, planned until its first line: its clock starts with the line, not here.

    Called `title`, else what the kind of meeting is called. `series`, else that of this title, or called as the kind
    is for short (`MT`), goes on, or begins. Its group is expected, or one with whose name the title begins; without a
    group those of the last time; with the same chair, minute-taker and place (the writer chairs where nobody else is
    known). When the series goes on, the minutes of its last meeting stand first, and what was left for later comes
    back. A meeting without a name or a kind is of no series. One that is made `ahead`, to prepare, has no time yet.
    """
    name = title or (series.title if series else template.title if template else _("Meeting"))
    by = workspace.settings.writer
    with workspace.writing(workspace.shared, "meeting.plan" if ahead else "meeting.start") as tx:
        if series is None and (title or template):
            series = series_called(tx, name, template.id if template else "", by)
        group = group_meeting(tx, series, name) if series else None
        last = last_of(tx, series) if series else None
        chair = _who(group.chair if group else "") or (last.chair if last else None) or _who(by)
        minute_taker = _who(group.minute_taker if group else "") or (last.minute_taker if last else None)
        members = tuple(Attendee(Who(person=member), present=None) for member in (group.members if group else ()))
        meeting = msgspec.convert(
            {
                **stamp(by),
                "handle": f"M-{tx.next_number('meeting')}",
                "title": name,
                "series": series.id if series else "",
                "group": group.id if group else "",
                "agenda": template.id if template else "",
                "date": clock.today(),
                "start": None if ahead else clock.local_time(),
                "place": last.place if last else "",
                "chair": chair,
                "minute_taker": minute_taker,
                "attendees": members or (expected_after(tx, last) if last else ()),
            },
            Meeting,
        )
        tx.put(MEETINGS, meeting)
        for item in items_from(template, meeting.id, by) if template else ():
            tx.put(ITEMS, item)
        if series:
            meeting = bring_along(tx, meeting, by)
    return meeting


def start_again(workspace: Workspace, series: Series) -> Meeting:
    """The meeting of `series` to hold now: the one that is planned for today, else a new one."""
    today = clock.today()
    planned = next((meeting for meeting in planned_in(workspace, series) if meeting.date == today), None)
    if planned is not None:
        return planned
    template = agenda_of_series(workspace, series, workspace.content(current_language()))
    return start_meeting(workspace, template=template, series=series)


def prepare_again(workspace: Workspace, series: Series) -> Meeting:
    """The next meeting of `series` to prepare: the one that is planned, else the one that follows its last meeting."""
    planned = next(iter(planned_in(workspace, series)), None)
    if planned is not None:
        return planned
    last = last_of(workspace.shared, series)
    if last is None:
        template = agenda_of_series(workspace, series, workspace.content(current_language()))
        return start_meeting(workspace, template=template, series=series, ahead=True)
    return next_meeting_of(workspace, last.id, suggested_date(workspace, last))


def prepare_kind(workspace: Workspace, template: AgendaTemplate | None) -> Meeting:
    """A meeting of this kind, or of none, to prepare; of one that was held before, the next of its series."""
    series = series_known_as(workspace.shared, template.title, template.id) if template else None
    if series is not None and last_of(workspace.shared, series) is not None:
        return prepare_again(workspace, series)
    return start_meeting(workspace, template=template, ahead=True)


def planned_in(workspace: Workspace, series: Series) -> list[Meeting]:
    """The meetings of `series` that are planned for today or later, the first one first."""
    meetings = workspace.shared.query(MEETINGS, series=series.id)
    return sorted((each for each in meetings if each.state == "planned" and each.date >= clock.today()), key=held)


def agenda_of_series(workspace: Workspace, series: Series, content: Content) -> AgendaTemplate | None:
    """The agenda that the next meeting of `series` starts with, or None (`agenda_in_series` says which)."""
    return agenda_in_series(workspace.shared, series, content)


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
