"""The meetings of a series in time: in which order they are held, and which comes before and after another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kgw_tui.records.meetings import Meeting


def held(meeting: Meeting) -> tuple[dt.date, dt.time, str]:
    """What puts meetings in the order in which they are held: the day, the time (none: first of the day), the id."""
    return meeting.date, meeting.start or dt.time.min, meeting.id


def is_to_come(meeting: Meeting, today: dt.date) -> bool:
    """Whether it is planned and can still be held: not planned for a day that is past."""
    return meeting.state == "planned" and meeting.date >= today


def following(series: Iterable[Meeting], meeting: Meeting, today: dt.date) -> list[Meeting]:
    """The meetings of `series` (which may have others than its own) after `meeting`, the first one first.

    Not one that was planned for a day that is past and was never held.
    """
    later = [other for other in series if other.series == meeting.series and held(other) > held(meeting)]
    return sorted((other for other in later if other.state != "planned" or is_to_come(other, today)), key=held)


def last_closed(series: Iterable[Meeting], meeting: Meeting, *, closing: str = "") -> Meeting | None:
    """The last closed meeting of `series` before `meeting`; the one with the id `closing` counts as closed."""
    closed = [other for other in series if other.state == "closed" or other.id == closing]
    return max((other for other in closed if held(other) < held(meeting)), key=held, default=None)
