"""The next meeting of a series: the day proposed for it, and how it begins with what the meetings before it left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.capture.day_words import say_date
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import SERIES
from kgw_tui.records.record import stamp
from kgw_tui.rules.agenda import guests_follow, in_order, items_from, place_for_new
from kgw_tui.rules.sequence import last_closed
from kgw_tui.settings import Holiday
from kgw_tui.store import Reader, Transaction
from kgw_tui.usecases.carrying import ADOPTING, item_of, let_go_of_settled, may_come, put_in
from kgw_tui.usecases.reading import planned_after
from kgw_tui.usecases.scheduling import end_from
from kgw_tui.usecases.series import agenda_in_series, expected_after, series_of
from kgw_tui.workspace import Workspace

_TWO_WEEKS: Final = 14
LONGEST_DISTANCE: Final = 200
"""Days between two meetings of a series from which on nothing is concluded for the next."""
_MINUTES_ITEM: Final = "-minutes"
"""How the id of the item ends with which a kind of meeting adopts minutes by itself."""


def suggested_date(workspace: Workspace, meeting: Meeting) -> dt.date:
    """The day of the meeting that follows `meeting`: of the one that is planned already, else as far on as the one
    before it lies back (two weeks where there is none), not on a weekend, in a holiday of the school or in the past.
    """
    planned = planned_after(workspace.shared, meeting)
    if planned is not None:
        return planned.date
    series = workspace.shared.query(MEETINGS, series=meeting.series) if meeting.series else []
    before = max((other.date for other in series if other.date < meeting.date), default=None)
    days = (meeting.date - before).days if before else _TWO_WEEKS
    days = days if days <= LONGEST_DISTANCE else _TWO_WEEKS
    date = meeting.date + dt.timedelta(days=days)
    while date < clock.today():
        date += dt.timedelta(days=days)
    return _school_day(date, workspace.settings.holidays)


def next_meeting_of(workspace: Workspace, meeting_id: str, date: dt.date, start: dt.time | None = None) -> Meeting:
    """The meeting after this one, on `date`, at `start` (None: at the same time): made, or found where one is planned.

    A planned one keeps its own agenda and gets what it hasn't yet; it is moved to `date`. A new one is of the same
    series, group, chair, minute-taker, place and people, who are expected; it begins with the series' kind of agenda.
    Either begins with adopting the minutes of this meeting, and has what comes back. May be repeated.
    Raises NotFound for a meeting that isn't there, and Refused for a date that isn't after it.
    """
    with workspace.writing(workspace.shared, "meeting.plan") as tx:
        return plan_next_in(workspace, tx, meeting_id, date, start)


def plan_next_in(
    workspace: Workspace, tx: Transaction, meeting_id: str, date: dt.date, start: dt.time | None = None
) -> Meeting:
    """The same within a transaction that does more; the meeting counts as closed, which it may become in it too."""
    meeting = tx.get(MEETINGS, meeting_id)
    if meeting is None:
        raise NotFound(_("that meeting is gone; somebody else took it out"))
    by = workspace.settings.writer
    if not meeting.series:
        series = series_of(tx, meeting, by)
        meeting = msgspec.structs.replace(meeting, series=series.id)
        tx.put(MEETINGS, meeting)
    found = planned_after(tx, meeting, date)
    begins = start or (found or meeting).start
    if (date, begins or dt.time.min) <= (meeting.date, meeting.start or dt.time.min):
        raise Refused(_("choose a day after this meeting"))
    following = _moved_to(found, date, start) if found else _new_after(workspace, tx, meeting, date, start)
    tx.put(MEETINGS, following)
    return bring_along(tx, following, by, closing=meeting)


def carry_over_in(workspace: Workspace, tx: Transaction, meeting_id: str) -> Meeting | None:
    """Let the meeting that is planned after this one, on the day that it then has, get what comes back, within a
    transaction that does more, such as closing this one; None where none is planned.
    """
    meeting = tx.get(MEETINGS, meeting_id)
    planned = planned_after(tx, meeting) if meeting is not None else None
    return bring_along(tx, planned, workspace.settings.writer, closing=meeting) if planned else None


def bring_along(tx: Transaction, meeting: Meeting, by: str, *, closing: Meeting | None = None) -> Meeting:
    """Give a meeting that hasn't begun the minutes to adopt and what comes back, as far as it hasn't them yet.

    The minutes come first; what comes back stands before the round and the closing that the kind of meeting ends with.
    What the kind of meeting brings by itself isn't brought a second time; what `closing`, which counts as closed, has
    settled goes. Gives the meeting as it then is.
    """
    before = [item.id for item in in_order(tx.query(ITEMS, meeting=meeting.id))]
    if closing is not None:
        let_go_of_settled(tx, meeting, closing)
    items = in_order(tx.query(ITEMS, meeting=meeting.id))
    closing_id = closing.id if closing else ""
    series = tx.query(MEETINGS, series=meeting.series) if meeting.series else []
    last = last_closed(series, meeting, closing=closing_id)
    if last is not None and last.minutes_state != "adopted" and all(item.adopts != last.id for item in items):
        items = _with_minutes(tx, items, last, meeting, by)
    for carried in may_come(tx, meeting, items, closing=closing_id):
        items = put_in(tx, items, item_of(carried, meeting.id, by), place_for_new(items))
    attendees = guests_follow(meeting.attendees, before, [item.id for item in items])
    if attendees != meeting.attendees:
        meeting = msgspec.structs.replace(meeting, attendees=attendees)
        tx.put(MEETINGS, meeting)
    return meeting


def _new_after(
    workspace: Workspace, tx: Transaction, meeting: Meeting, date: dt.date, start: dt.time | None
) -> Meeting:
    by = workspace.settings.writer
    series = tx.get(SERIES, meeting.series)
    template = agenda_in_series(tx, series, workspace.content(current_language())) if series else None
    begins = start or _as_planned(meeting.start)
    following = msgspec.convert(
        {
            **stamp(by),
            "handle": f"M-{tx.next_number('meeting')}",
            "title": meeting.title,
            "series": meeting.series,
            "group": meeting.group,
            "date": date,
            "start": begins,
            "end": end_from(meeting, begins),
            "place": meeting.place,
            "chair": meeting.chair,
            "minute_taker": meeting.minute_taker,
            "attendees": expected_after(tx, meeting),
            "copies_to": meeting.copies_to,
            "agenda": template.id if template else meeting.agenda,
        },
        Meeting,
    )
    for item in items_from(template, following.id, by) if template else ():
        tx.put(ITEMS, item)
    return following


def _as_planned(start: dt.time | None) -> dt.time | None:
    """The time that is planned where a meeting was begun at `start` without a plan: 13:04 is 13:00, 13:10 stays."""
    if start is None or start.minute % 5 == 0:
        return start
    quarters = round(start.minute / 15)
    return start.replace(minute=quarters * 15) if quarters < 4 else start.replace(minute=45)


def _moved_to(meeting: Meeting, date: dt.date, start: dt.time | None) -> Meeting:
    begins = start or meeting.start
    if (meeting.date, meeting.start) == (date, begins):
        return meeting
    return msgspec.structs.replace(meeting, date=date, start=begins, end=end_from(meeting, begins))


def _with_minutes(
    tx: Transaction, items: list[AgendaItem], last: Meeting, meeting: Meeting, by: str
) -> list[AgendaItem]:
    """The agenda with the minutes of `last` to adopt: in the item that the kind of meeting has for it, else first.

    The item of the kind of meeting may name the minutes of a meeting before that: `last` has had those on its agenda.
    """
    title = _minutes_title(tx, last, meeting)
    for index, item in enumerate(items):
        if item.template.endswith(_MINUTES_ITEM) and item.state == "open":
            adopting = msgspec.structs.replace(item, title=title, adopts=last.id)
            tx.put(ITEMS, adopting)
            return [*items[:index], adopting, *items[index + 1 :]]
    fields = {"meeting": meeting.id, "title": title, "minutes": ADOPTING, "adopts": last.id}
    return put_in(tx, items, msgspec.convert({**stamp(by), **fields, "lead": "chair"}, AgendaItem), 0)


def _minutes_title(reader: Reader, last: Meeting, meeting: Meeting) -> str:
    """What the item is called that adopts the minutes of `last`: by its day, and by the time where that day had
    another meeting of the series.
    """
    day = say_date(last.date, meeting.date, current_language())
    others = reader.query(MEETINGS, series=last.series) if last.series else []
    if last.start is not None and any(other.date == last.date and other.id != last.id for other in others):
        day = f"{day} {last.start:%H:%M}"
    return _("Minutes of {day}").format(day=day)


def _school_day(date: dt.date, holidays: Iterable[Holiday]) -> dt.date:
    """`date`, or the first day like it (of a later week) that isn't in a holiday; a Monday for a day of the weekend."""
    if date.weekday() > 4:
        date += dt.timedelta(days=7 - date.weekday())
    breaks = [(holiday.first, holiday.last) for holiday in holidays]
    while any(first <= date <= last for first, last in breaks):
        date += dt.timedelta(days=7)
    return date
