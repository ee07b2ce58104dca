"""When a meeting is: the day and the times in what somebody types, and how they are said."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from kgw_tui import clock
from kgw_tui.capture.date_readings import Calendar
from kgw_tui.capture.dates import read_date_prefix, say_date
from kgw_tui.capture.header_words import read_times, write_times
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.meetings import Meeting

_CLOCK_BEGINS: Final = re.compile(
    r"(?:^|\s)(?:om\s+|at\s+|van\s+|from\s+)?(?=-?[0-9]{1,2}[:.][0-9]{2}|[0-9]{1,2}\s*uur)"
)


def read_when(words: str, calendar: Calendar) -> tuple[dt.date, dt.time | None, dt.time | None] | None:
    """The day, the beginning and the end in `di 8 dec 13:00-14:30`; None where no day stands, or more than these."""
    found = _CLOCK_BEGINS.search(words)
    said, clocks = (words[: found.start()], words[found.end() :]) if found else (words, "")
    read = read_date_prefix(said.strip(), calendar)
    times = read_times(clocks) if clocks else (None, None)
    if read is None or read[1].strip(" ,") or times is None:
        return None
    return read[0].day, times[0], times[1]


def times_of(meeting: Meeting, start: dt.time | None, end: dt.time | None) -> dict[str, dt.time | None]:
    """The fields `start` and `end` of `meeting` with these times: what isn't said stays, and so does how long it is.

    Raises Refused for an end that doesn't come after the beginning.
    """
    begins = start or meeting.start
    ends = end or end_from(meeting, start)
    if begins and ends and ends <= begins:
        raise Refused(_("the end comes before the beginning"))
    return {"start": begins, "end": ends}


def end_from(meeting: Meeting, start: dt.time | None) -> dt.time | None:
    """The end that leaves `meeting` as long as it was when it begins at `start` (None: where it begins now).

    Where its length isn't known the end stays that comes after `start`; None where there is none, or it would end
    past midnight.
    """
    if start is None or meeting.end is None or start == meeting.start:
        return meeting.end
    if meeting.start is None or meeting.end <= meeting.start:
        return meeting.end if meeting.end > start else None
    day = meeting.date
    lasts = dt.datetime.combine(day, meeting.end) - dt.datetime.combine(day, meeting.start)
    end = dt.datetime.combine(day, start) + lasts
    return end.time() if end.date() == day else None


def when_text(date: dt.date, start: dt.time | None, end: dt.time | None) -> str:
    """A day and times as they are told: di 8 dec · 13:00-14:30."""
    day = say_date(date, clock.today(), current_language())
    return f"{day} · {write_times(start, end)}" if start or end else day
