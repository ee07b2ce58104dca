"""What comes back by itself in the next meeting of a series, and that next meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

import msgspec

from kgw_tui import clock
from kgw_tui.capture.day_words import say_date
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.entries import ENTRIES, Decision, Movement, Parked
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import SERIES
from kgw_tui.records.record import stamp
from kgw_tui.rules.agenda import guests_follow, in_order, inserted, items_from, place_for_new
from kgw_tui.rules.handles import renumber
from kgw_tui.settings import Holiday
from kgw_tui.store import Reader, Transaction
from kgw_tui.text import clean_line
from kgw_tui.usecases.reading import held
from kgw_tui.usecases.series import agenda_in_series, expected_after, series_of
from kgw_tui.workspace import Workspace

Why = Literal["undiscussed", "deferred", "halfway", "parked"]
"""Nobody came to it, it was put off, it was parked halfway, or it was put on the parking lot (`>`)."""

_WHY: Final[dict[str, Why]] = {"deferred": "deferred", "parked": "halfway"}
_A_MINUTE: Final = 60
_TWO_WEEKS: Final = 14
_LONGEST_DISTANCE: Final = 200
"""Days between two meetings of a series from which on nothing is concluded for the next."""
_ADOPTING: Final = 5
"""Minutes for adopting the minutes of the last meeting."""
_MINUTES_ITEM: Final = "-minutes"
"""How the id of the item ends with which a kind of meeting adopts minutes by itself."""


@dataclass(frozen=True)
class CarriedOver:
    """An item or a parked entry of an earlier `meeting` that comes back, and as what.

    `confidential` when it was said in a confidential item, or was kept out of the minutes: what comes of it is so too.
    """

    source: AgendaItem | Parked
    meeting: Meeting
    why: Why
    confidential: bool = False

    @property
    def id(self) -> str:
        """The id of the item or entry, which the item that it becomes names as `carried_from`."""
        return self.source.id

    @property
    def title(self) -> str:
        """What the item is called that it becomes."""
        return self.source.title if isinstance(self.source, AgendaItem) else clean_line(self.source.text)

    @property
    def minutes(self) -> int | None:
        """The budget that it had, in minutes."""
        return self.source.minutes if isinstance(self.source, AgendaItem) else None


def what_comes_back(reader: Reader, meeting: Meeting, *, closing: str = "") -> list[CarriedOver]:
    """What of the earlier meetings of the series may stand on the agenda of `meeting`, oldest meeting first.

    Of each closed meeting (and of the one with the id `closing`, whose closing this is part of): the items that were
    put off, parked halfway, or not discussed, and the parked entries; as long as no meeting of the series has an item
    that came of it, and it wasn't dropped. Of a meeting that was written down afterwards (imported) an item without
    lines may well have been discussed: it doesn't come back.
    """
    if not meeting.series:
        return []
    series = sorted(reader.query(MEETINGS, series=meeting.series), key=held)
    items = {each.id: in_order(reader.query(ITEMS, meeting=each.id)) for each in series}
    come = {item.carried_from for listed in items.values() for item in listed if item.carried_from}
    found: list[CarriedOver] = []
    for other in series:
        if held(other) < held(meeting) and (other.state == "closed" or other.id == closing):
            found += [each for each in _left_by(reader, other, items[other.id]) if each.id not in come]
    return found


def suggested_date(workspace: Workspace, meeting: Meeting) -> dt.date:
    """The day of the meeting that follows `meeting`: of the one that is planned already, else as far on as the one
    before it lies back (two weeks where there is none), not on a weekend, in a holiday of the school or in the past.
    """
    planned = _planned_after(workspace.shared, meeting)
    if planned is not None:
        return planned.date
    series = workspace.shared.query(MEETINGS, series=meeting.series) if meeting.series else []
    before = max((other.date for other in series if other.date < meeting.date), default=None)
    days = (meeting.date - before).days if before else _TWO_WEEKS
    days = days if days <= _LONGEST_DISTANCE else _TWO_WEEKS
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
        return plan_next(workspace, tx, meeting_id, date, start)


def plan_next(
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
    begins = start or meeting.start
    if (date, begins or dt.time.min) <= (meeting.date, meeting.start or dt.time.min):
        raise Refused(_("the next meeting comes after this one"))
    found = _planned_after(tx, meeting, date)
    if found is None:
        following = _new_after(workspace, tx, meeting, date, start)
    else:
        following = _moved_to(found, date, start, by)
        _let_go_of_settled(tx, following, meeting)
    tx.put(MEETINGS, following)
    return bring_along(tx, following, by, closing=meeting.id)


def bring_along(tx: Transaction, meeting: Meeting, by: str, *, closing: str = "") -> Meeting:
    """Give a meeting that hasn't begun the minutes to adopt and what comes back, as far as it hasn't them yet.

    The minutes come first; what comes back stands before the round and the closing that the kind of meeting ends with.
    What the kind of meeting brings by itself isn't brought a second time. Gives the meeting as it then is.
    """
    items = in_order(tx.query(ITEMS, meeting=meeting.id))
    before = [item.id for item in items]
    last = _last_before(tx, meeting, closing)
    if last is not None and last.minutes_state != "adopted" and all(item.adopts != last.id for item in items):
        items = _with_minutes(tx, items, last, meeting, by)
    for carried in may_come(tx, meeting, items, closing=closing):
        items = put_in(tx, items, item_of(carried, meeting.id, by), place_for_new(items))
    attendees = guests_follow(meeting.attendees, before, [item.id for item in items])
    if attendees != meeting.attendees:
        meeting = msgspec.structs.replace(meeting, attendees=attendees)
        tx.put(MEETINGS, meeting)
    return meeting


def may_come(reader: Reader, meeting: Meeting, items: Iterable[AgendaItem], *, closing: str = "") -> list[CarriedOver]:
    """What comes back and may stand beside these items of `meeting`: not what its kind of meeting brings by itself,
    and not minutes that have been adopted since.
    """
    own = {(item.template, item.title) for item in items if item.template}
    return [
        carried
        for carried in what_comes_back(reader, meeting, closing=closing)
        if not (isinstance(carried.source, AgendaItem) and (carried.source.template, carried.title) in own)
        and not _adopted_since(reader, carried.source)
    ]


def put_in(tx: Transaction, items: list[AgendaItem], new: AgendaItem, index: int) -> list[AgendaItem]:
    """Write `new` at `index` of the agenda `items`; gives the agenda as it then stands."""
    written = {item.id: item for item in inserted(items, new, index)}
    for item in written.values():
        tx.put(ITEMS, item)
    return [written.get(item.id, item) for item in (*items[:index], new, *items[index:])]


def item_of(carried: CarriedOver, meeting_id: str, by: str) -> AgendaItem:
    """The agenda item of another meeting that something becomes: with the minutes, the phase and who leads it."""
    source = carried.source
    fields: dict[str, object] = {**stamp(by), "meeting": meeting_id, "title": carried.title}
    if isinstance(source, AgendaItem):
        kept = ("minutes", "phase", "lead", "led_by", "hint", "papers", "adopts")
        fields |= {name: getattr(source, name) for name in kept}
    fields |= {"confidential": carried.confidential, "carried_from": carried.id}
    return msgspec.convert(fields, AgendaItem)


def mark_what_came_of(tx: Transaction, item: AgendaItem) -> None:
    """Make confidential in later meetings of the series what came of `item`, or of what was parked in it.

    Called when `item` has become confidential afterwards; decisions that were taken there get a number of the other
    row. What a mark is taken off of again leaves those as they are: somebody has to say so for each.
    """
    meeting = tx.get(MEETINGS, item.meeting)
    if meeting is None or not meeting.series or not item.confidential:
        return
    later = [other for other in tx.query(MEETINGS, series=meeting.series) if held(other) > held(meeting)]
    parked = [entry for entry in tx.query(ENTRIES, meeting=meeting.id) if isinstance(entry, Parked)]
    hidden = {item.id, *(entry.id for entry in parked if entry.item == item.id)}
    for other in sorted(later, key=held):
        for came in tx.query(ITEMS, meeting=other.id):
            if came.carried_from in hidden and not came.confidential:
                marked = msgspec.structs.replace(came, confidential=True)
                tx.put(ITEMS, marked)
                renumber_decisions(tx, other, marked)
                mark_what_came_of(tx, marked)


def renumber_decisions(tx: Transaction, meeting: Meeting, item: AgendaItem) -> None:
    """Give the decisions of an item whose mark has changed numbers of the row that fits it (WORD.md)."""
    for entry in tx.query(ENTRIES, meeting=meeting.id):
        decision = tx.get(ENTRIES, entry.id) if entry.item == item.id else None  # as an earlier turn left it
        if isinstance(decision, Decision):
            tx.put(ENTRIES, renumber(tx, decision, meeting.date, item.confidential))


def _left_by(reader: Reader, meeting: Meeting, items: list[AgendaItem]) -> list[CarriedOver]:
    """What one meeting left for later: its items in order, then its parked entries."""
    entries = reader.query(ENTRIES, meeting=meeting.id)
    spoken = {entry.item for entry in entries if not isinstance(entry, Movement)}
    confidential = {item.id for item in items if item.confidential}
    ran_here = meeting.started_at is not None or meeting.closed_at is not None or meeting.state != "closed"
    left: list[CarriedOver] = []
    for item in items:
        passed_over = ran_here and item.state == "open" and item.id not in spoken and item.spent < _A_MINUTE
        why: Why | None = _WHY.get(item.state) or ("undiscussed" if passed_over else None)
        if why is not None and item.title:
            left.append(CarriedOver(item, meeting, why, item.confidential))
    for entry in sorted(entries, key=lambda entry: (entry.order, entry.id)):
        if isinstance(entry, Parked) and entry.text.strip():
            hidden = entry.item in confidential or entry.held_back
            left.append(CarriedOver(entry, meeting, "parked", hidden))
    return left


def _planned_after(reader: Reader, meeting: Meeting, date: dt.date | None = None) -> Meeting | None:
    """The planned meeting that follows `meeting` in its series: the one on `date`, else the first."""
    if not meeting.series:
        return None
    series = reader.query(MEETINGS, series=meeting.series)
    planned = [other for other in series if other.state == "planned" and held(other) > held(meeting)]
    planned.sort(key=lambda other: (other.date != date, held(other)))
    return planned[0] if planned else None


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
            "end": _end_after(begins, meeting),
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


def _moved_to(meeting: Meeting, date: dt.date, start: dt.time | None, by: str) -> Meeting:
    begins = start or meeting.start
    if (meeting.date, meeting.start) == (date, begins):
        return meeting
    mark = {"changed_at": clock.now(), "changed_by": by}
    return msgspec.structs.replace(meeting, date=date, start=begins, end=_end_after(begins, meeting), **mark)


def _end_after(start: dt.time | None, meeting: Meeting) -> dt.time | None:
    """The end that leaves a meeting from `start` as long as `meeting` is; None where that isn't said."""
    if start is None or meeting.start is None or meeting.end is None or meeting.end <= meeting.start:
        return meeting.end
    day = dt.date.min
    end = dt.datetime.combine(day, start) + (
        dt.datetime.combine(day, meeting.end) - dt.datetime.combine(day, meeting.start)
    )
    return end.time() if end.date() == day else None


def _let_go_of_settled(tx: Transaction, following: Meeting, meeting: Meeting) -> None:
    """Take out of a planned meeting what came of something in `meeting` that was dealt with after all, or is gone.

    What somebody has changed since stays.
    """
    for item in tx.query(ITEMS, meeting=following.id):
        if item.carried_from and not item.adopts and item.state == "open" and _is_settled(tx, item, meeting):
            tx.delete(ITEMS, item.id)


def _is_settled(reader: Reader, item: AgendaItem, meeting: Meeting) -> bool:
    """Whether what `item` came of doesn't come back from `meeting` any more, and `item` is as it came."""
    source = reader.get(ITEMS, item.carried_from)
    if source is not None:
        same = all(getattr(source, name) == getattr(item, name) for name in ("title", "minutes", "led_by", "papers"))
        return source.meeting == meeting.id and source.state in {"done", "dropped"} and same
    entry = reader.get(ENTRIES, item.carried_from)
    untouched = item.minutes is None and item.led_by is None and not item.papers
    if entry is None:
        return untouched
    was_here = entry.meeting == meeting.id and not isinstance(entry, Parked)
    return was_here and untouched and item.title == clean_line(entry.text)


def _last_before(reader: Reader, meeting: Meeting, closing: str) -> Meeting | None:
    """The last closed meeting of the series before this one."""
    series = reader.query(MEETINGS, series=meeting.series) if meeting.series else []
    closed = [other for other in series if other.state == "closed" or other.id == closing]
    return max((other for other in closed if held(other) < held(meeting)), key=held, default=None)


def _with_minutes(
    tx: Transaction, items: list[AgendaItem], last: Meeting, meeting: Meeting, by: str
) -> list[AgendaItem]:
    """The agenda with the minutes of `last` to adopt: in the item that the kind of meeting has for it, else first."""
    title = _("Minutes of {day}").format(day=say_date(last.date, meeting.date, current_language()))
    for index, item in enumerate(items):
        if item.template.endswith(_MINUTES_ITEM) and not item.adopts and item.state == "open":
            adopting = msgspec.structs.replace(item, title=title, adopts=last.id)
            tx.put(ITEMS, adopting)
            return [*items[:index], adopting, *items[index + 1 :]]
    fields = {"meeting": meeting.id, "title": title, "minutes": _ADOPTING, "adopts": last.id}
    return put_in(tx, items, msgspec.convert({**stamp(by), **fields, "lead": "chair"}, AgendaItem), 0)


def _adopted_since(reader: Reader, source: AgendaItem | Parked) -> bool:
    """Whether an item is about minutes that have been adopted in the meantime."""
    adopts = source.adopts if isinstance(source, AgendaItem) else ""
    minutes_of = reader.get(MEETINGS, adopts) if adopts else None
    return minutes_of is not None and minutes_of.minutes_state == "adopted"


def _school_day(date: dt.date, holidays: Iterable[Holiday]) -> dt.date:
    """`date`, or the first day like it (of a later week) that isn't in a holiday; a Monday for a day of the weekend."""
    if date.weekday() > 4:
        date += dt.timedelta(days=7 - date.weekday())
    breaks = [(holiday.first, holiday.last) for holiday in holidays]
    while any(first <= date <= last for first, last in breaks):
        date += dt.timedelta(days=7)
    return date
