"""What a date is read against, what a reading is, and why one must be told."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import msgspec


class Doubt(enum.Enum):
    """Why a reading must be told: readers differ, and one reading was taken (CAPTURE.md, "Dates")."""

    SAME_WEEKDAY = "same-weekday"  # "dinsdag" on a Tuesday: a week later
    NEXT_WEEKDAY = "next-weekday"  # "volgende vrijdag": Friday of next week (Monday to Sunday)
    LAST_WEEKDAY = "last-weekday"  # "vorige vrijdag": the last Friday before today
    NEXT_WEEK = "next-week"  # "volgende week": its Monday; "komende week dinsdag"
    END_OF_WEEK = "end-of-week"  # "deze week"; "eind van de week" on a Friday (today), Saturday or Sunday (next)
    WEEK_NUMBER = "week-number"  # "week 50": its Monday; every week number where weeks begin on Sunday (en-US)
    BEGIN_MONTH = "begin-month"  # "begin januari": the 1st
    HALF_MONTH = "half-month"  # "half december": the 15th
    WHOLE_MONTH = "whole-month"  # "volgende maand": its 1st; "deze maand": its last day
    DAY_MONTH_ORDER = "day-month-order"  # "03/12/2026" in English
    FAR_AHEAD = "far-ahead"  # no year, and next comes so late that the one just gone by may be meant
    PAST = "past"  # the day lies before today


@dataclass(frozen=True)
class Calendar:
    """What a date is read against.

    `today` is the reference: the meeting's date (live: today). `language` (nl or en) decides what is doubtful; the
    words of both are always understood. `month_first` (en-US only) reads 03/12 as 12 March; Dutch never does.
    `next_meeting` is the day of the series' next meeting. `holidays`: name to first and last day. `looking_back`
    (`kgw log`, visits) adds the words of the past, such as gisteren and afgelopen vrijdag, to what is understood.
    """

    today: date
    language: str = "nl"
    month_first: bool = False
    next_meeting: date | None = None
    holidays: Mapping[str, tuple[date, date]] = field(default_factory=dict[str, tuple[date, date]], hash=False)
    looking_back: bool = False


class DateReading(msgspec.Struct, frozen=True):
    """A day, and why it must be told; no doubts means that nobody reads the words otherwise."""

    day: date
    doubts: frozenset[Doubt] = frozenset()

    @property
    def must_be_told(self) -> bool:
        """Whether the writer must see which day was taken, even where readings aren't shown."""
        return bool(self.doubts)
