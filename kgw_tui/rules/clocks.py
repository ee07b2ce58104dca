"""What the time says: when each item may be expected to begin, and what running over costs the ones that follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from kgw_tui.records.meetings import AgendaItem, Meeting
from kgw_tui.rules.agenda import in_order, seconds_spent

LEFT_OPEN = dt.timedelta(hours=12)
"""So long after its planned end a meeting that is still open was left open."""
MORE = 5
"""The minutes that one key gives an item more."""


@dataclass(frozen=True)
class Expected:
    """When an item that is still to come may be expected to begin (UTC), and how many minutes that is later than
    planned (less than 0: earlier).
    """

    item: AgendaItem
    begins: dt.datetime
    later: int


@dataclass(frozen=True)
class Forecast:
    """What is to be expected of the rest of a meeting: its items to come in order, and its end (UTC, with the minutes
    that it is past the end that was planned; None where none was).
    """

    to_come: tuple[Expected, ...]
    ends: dt.datetime
    past_end: int | None


def forecast(meeting: Meeting, items: Sequence[AgendaItem], now: dt.datetime) -> Forecast:
    """What is to be expected at `now` (UTC), with the budgets as they are; an item without one counts as no time.

    Once the day of the meeting is over nothing is expected any more: it was left open, and ends now. Planned is
    counted from the calendar's start, or without one from the first line (PRODUCT.md, "Live meeting": the
    clock starts with the first line).
    """
    ordered = in_order(items)
    place = next((index for index, item in enumerate(ordered) if item.id == meeting.current_item), -1)
    planned = planned_start(meeting, now)
    moment = now
    to_come: list[Expected] = []
    forgotten = now > max(planned_end(meeting) or planned, planned) + LEFT_OPEN
    for index, item in enumerate(() if forgotten else ordered):
        budget = dt.timedelta(minutes=item.minutes or 0)
        if index > place and item.state == "open":
            later = round((moment - planned).total_seconds() / 60)
            to_come.append(Expected(item, moment, later))
            moment += max(budget - dt.timedelta(seconds=item.spent), dt.timedelta())
        elif index == place:
            moment += max(budget - dt.timedelta(seconds=seconds_spent(item, now)), dt.timedelta())
        planned += dt.timedelta(minutes=max((item.minutes or 0) - item.extra, 0))
    end = None if forgotten else planned_end(meeting)
    return Forecast(tuple(to_come), moment, round((moment - end).total_seconds() / 60) if end else None)


def planned_start(meeting: Meeting, now: dt.datetime) -> dt.datetime:
    """When the meeting was to begin (UTC): by the calendar, else with its first line, else now."""
    if meeting.start is not None:
        return _on_the_wall(meeting.date, meeting.start)
    return meeting.started_at or now


def planned_end(meeting: Meeting) -> dt.datetime | None:
    """When the meeting is to end (UTC), or None."""
    if meeting.end is None:
        return None
    past_midnight = meeting.start is not None and meeting.end < meeting.start
    return _on_the_wall(meeting.date + dt.timedelta(days=past_midnight), meeting.end)


def over(item: AgendaItem, now: dt.datetime) -> bool:
    """Whether the item has used up its budget; one of no minutes has none."""
    budget = (item.minutes or 0) * 60
    return 0 < budget <= seconds_spent(item, now)


def given_more(item: AgendaItem, now: dt.datetime) -> AgendaItem:
    """The item with five minutes more, counted from its budget or, once it is over, from the time it has taken."""
    spent = -(-seconds_spent(item, now) // 60)
    minutes = max(item.minutes or 0, spent) + MORE
    return msgspec.structs.replace(item, minutes=minutes, extra=item.extra + minutes - (item.minutes or 0))


def _on_the_wall(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time).astimezone(dt.UTC)
