"""The rules by which the numbers in a phrase become a day: the one documented reading, and its doubts.

A reader takes what the words brought (WEEKDAY 0-6 from Monday, DAY, MONTH, YEAR, COUNT, ...) and the calendar. It
returns None, or raises ValueError or OverflowError, where the words name no day.
"""

from __future__ import annotations

import calendar as months
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final

from kgw_tui.capture.date_readings import Calendar, DateReading, Doubt

Numbers = Mapping[str, int]
Reader = Callable[[Numbers, Calendar], DateReading | None]

YEARS_AHEAD: Final = 10
YEARS_BACK: Final = 50  # an old meeting may be dated; 1026 is a slip
FRIDAY: Final = 4
_SUNDAY: Final = 6
_FAR_AHEAD: Final = 300  # days: a day without a year that comes later than this has gone by some two months ago


def within_reach(day: date, today: date) -> bool:
    """Whether a date can be meant at all: at most YEARS_AHEAD from today, and not before YEARS_BACK."""
    ahead = (day.year - YEARS_AHEAD, day.month, day.day) <= (today.year, today.month, today.day)
    return ahead and day.year >= today.year - YEARS_BACK


# --- days and weekdays


def days_from_today(days: int) -> Reader:
    """A day at a fixed distance."""
    return lambda _numbers, calendar: _told(calendar.today + timedelta(days=days), calendar)


def day_at_distance(numbers: Numbers, calendar: Calendar) -> DateReading:
    """A day whose word brings its distance: vandaag, overmorgen."""
    return _told(calendar.today + timedelta(days=numbers["DISTANCE"]), calendar)


def next_weekday(numbers: Numbers, calendar: Calendar) -> DateReading:
    """The next one after today; on the day itself that is a week later, and told."""
    same = (Doubt.SAME_WEEKDAY,) if numbers["WEEKDAY"] == calendar.today.weekday() else ()
    return _told(_next_weekday(numbers, calendar), calendar, *same)


def coming_weekday(numbers: Numbers, calendar: Calendar) -> DateReading:
    """With "komende" or "a.s.": the next one after today, which can't be today."""
    return _told(_next_weekday(numbers, calendar), calendar)


def last_weekday(*doubts: Doubt) -> Reader:
    """The last one before today."""

    def read(numbers: Numbers, calendar: Calendar) -> DateReading:
        back = (calendar.today.weekday() - numbers["WEEKDAY"] - 1) % 7 + 1
        return _told(calendar.today - timedelta(days=back), calendar, *doubts)

    return read


def weekday_of_week(weeks: int, *doubts: Doubt) -> Reader:
    """The weekday in the week (Monday to Sunday) so many weeks from today's."""
    return lambda numbers, calendar: _told(_day_of_week(calendar, weeks, numbers["WEEKDAY"]), calendar, *doubts)


def weekday_of_next_week(numbers: Numbers, calendar: Calendar) -> DateReading:
    """As in "dinsdag volgende week"; told on a Sunday only, when many call the week that begins tomorrow this week."""
    doubts = (Doubt.NEXT_WEEK,) if calendar.today.weekday() == _SUNDAY else ()
    return _told(_day_of_week(calendar, 1, numbers["WEEKDAY"]), calendar, *doubts)


def weekday_and_weeks(numbers: Numbers, calendar: Calendar) -> DateReading | None:
    """So many weeks after the first such weekday from today on; where that is today, it is told."""
    days = numbers["COUNT"] * numbers.get("DAYS", 0)
    if days == 0 or days % 7:
        return None  # "vrijdag over 3 dagen", "vrijdag over een maand": no such Friday
    ahead = (numbers["WEEKDAY"] - calendar.today.weekday()) % 7
    same = (Doubt.SAME_WEEKDAY,) if ahead == 0 else ()
    return _told(calendar.today + timedelta(days=ahead + days), calendar, *same)


def weekday_week(numbers: Numbers, calendar: Calendar) -> DateReading | None:
    """As in "Friday week": a week after Friday; not everybody who reads English knows that, so it is told."""
    reading = weekday_and_weeks({**numbers, "COUNT": 1, "DAYS": 7}, calendar)
    return reading and _told(reading.day, calendar, Doubt.NEXT_WEEKDAY, *reading.doubts)


# --- so much later


def after_a_while(numbers: Numbers, calendar: Calendar) -> DateReading:
    """So many days or months from today or, with DISTANCE, from that day."""
    start = calendar.today + timedelta(days=numbers.get("DISTANCE", 0))
    return _told(_moved(start, numbers, 1), calendar)


def half_years(numbers: Numbers, calendar: Calendar) -> DateReading:
    """So many times six months from today."""
    return after_a_while({"COUNT": numbers["COUNT"], "MONTHS": 6}, calendar)


def while_ago(numbers: Numbers, calendar: Calendar) -> DateReading:
    """So many days or months before today."""
    return _told(_moved(calendar.today, numbers, -1), calendar)


# --- weeks


def day_of_next_week(day: int, *doubts: Doubt) -> Reader:
    """A day of next week, counted from Monday 0."""
    return lambda _numbers, calendar: _told(_day_of_week(calendar, 1, day), calendar, *doubts)


def end_of_week(_numbers: Numbers, calendar: Calendar) -> DateReading:
    """Friday; said on a Friday that is today, and in the weekend the next one: both are told."""
    weekday = calendar.today.weekday()
    late = (Doubt.END_OF_WEEK,) if weekday >= FRIDAY else ()
    return _told(_day_of_week(calendar, int(weekday > FRIDAY), FRIDAY), calendar, *late)


def this_week(numbers: Numbers, calendar: Calendar) -> DateReading:
    """By the end of this week; told."""
    return _told(end_of_week(numbers, calendar).day, calendar, Doubt.END_OF_WEEK)


def week_number(day: int | None, *doubts: Doubt) -> Reader:
    """A day of an ISO week: `day` from Monday 0, or WEEKDAY of the words. A week gone by is next year's."""

    def read(numbers: Numbers, calendar: Calendar) -> DateReading:
        this_year, this_week_number, _day = calendar.today.isocalendar()
        week = numbers["NUMBER"]
        gone_by = week < this_week_number and not calendar.looking_back
        weekday = numbers["WEEKDAY"] if day is None else day
        found = date.fromisocalendar(numbers.get("YEAR", this_year + gone_by), week, weekday + 1)
        american = (Doubt.WEEK_NUMBER,) if calendar.month_first else ()
        return _told(found, calendar, *doubts, *american)

    return read


# --- days and parts of months


def day_and_month(numbers: Numbers, calendar: Calendar) -> DateReading | None:
    """A day and month, perhaps with its year and its weekday; a weekday that contradicts it makes it no date.

    Without a year: this year's, or next year's once its month is over. A day gone by in the month that still runs
    is taken as it stands, and told as past: most likely a slip, and an overdue action shows where one due next year
    hides. A weekday may say otherwise: "wo 3 nov" on Tuesday 24 November 2026 can only be 2027.
    """
    month, day = numbers["MONTH"], numbers["DAY"]
    if "YEAR" in numbers:
        years = (numbers["YEAR"],)
    elif "WEEKDAY" in numbers:
        years = _years(month, day, calendar)
    else:
        years = _years(month, day, calendar)[:1]
    for found in _existing(years, month, day):
        if numbers.get("WEEKDAY", found.weekday()) == found.weekday():
            return _told(found, calendar, *_far_ahead(found, numbers, calendar))
    return None


def numeric_date(numbers: Numbers, calendar: Calendar) -> DateReading | None:
    """Day, month and perhaps a year in digits; the order is a matter of locale, never of what fits."""
    english = calendar.language == "en"
    first, second = numbers["FIRST"], numbers["SECOND"]
    day, month = (second, first) if english and calendar.month_first else (first, second)
    reading = day_and_month({**numbers, "DAY": day, "MONTH": month}, calendar)
    if reading and english and day <= 12 and day != month:
        return _told(reading.day, calendar, Doubt.DAY_MONTH_ORDER, *reading.doubts)
    return reading


def part_of_month(day: int, *doubts: Doubt) -> Reader:
    """The day that stands for a part of the MONTH, 31 for its last; the year as for a day and month."""

    def read(numbers: Numbers, calendar: Calendar) -> DateReading:
        month = numbers["MONTH"]
        year = numbers["YEAR"] if "YEAR" in numbers else _years(month, day, calendar)[0]
        found = _day_of_month(year, month, day)
        return _told(found, calendar, *doubts, *_far_ahead(found, numbers, calendar))

    return read


def part_of_month_from_now(count: int, day: int, *doubts: Doubt) -> Reader:
    """The same in the month `count` months from this one."""

    def read(_numbers: Numbers, calendar: Calendar) -> DateReading:
        month = _plus_months(calendar.today, count)
        return _told(_day_of_month(month.year, month.month, day), calendar, *doubts)

    return read


def end_of_year(_numbers: Numbers, calendar: Calendar) -> DateReading:
    """31 December."""
    return _told(date(calendar.today.year, 12, 31), calendar)


# --- days that have a name


def next_meeting(_numbers: Numbers, calendar: Calendar) -> DateReading | None:
    """The series' next meeting, when it has a date."""
    return _told(calendar.next_meeting, calendar) if calendar.next_meeting else None


def before_holiday(numbers: Numbers, calendar: Calendar) -> DateReading | None:
    """The last weekday before the holiday; once it has begun the words mean another one, of which no date is known."""
    first, _last = list(calendar.holidays.values())[numbers["HOLIDAY"]]
    day = first - timedelta(days=1)
    day -= timedelta(days=max(0, day.weekday() - FRIDAY))
    return _told(day, calendar) if day >= calendar.today else None


def looking_back(reader: Reader) -> Reader:
    """Words of the past: understood only when looking back, and then no surprise for lying in the past."""

    def read(numbers: Numbers, calendar: Calendar) -> DateReading | None:
        reading = reader(numbers, calendar) if calendar.looking_back else None
        return reading and DateReading(reading.day, reading.doubts - {Doubt.PAST})

    return read


# --- what they share


def _told(day: date, calendar: Calendar, *doubts: Doubt) -> DateReading:
    past = (Doubt.PAST,) if day < calendar.today else ()
    return DateReading(day, frozenset((*doubts, *past)))


def _next_weekday(numbers: Numbers, calendar: Calendar) -> date:
    """1 to 7 days after today."""
    return calendar.today + timedelta(days=(numbers["WEEKDAY"] - calendar.today.weekday() - 1) % 7 + 1)


def _day_of_week(calendar: Calendar, weeks: int, day: int) -> date:
    return calendar.today + timedelta(days=7 * weeks + day - calendar.today.weekday())


def _moved(start: date, numbers: Numbers, direction: int) -> date:
    count = direction * numbers["COUNT"]
    return _plus_months(start, count * numbers.get("MONTHS", 0)) + timedelta(days=count * numbers.get("DAYS", 0))


def _plus_months(start: date, count: int) -> date:
    """The same day `count` months on, or the last one where that month is shorter: 31 January and 1 is 28 February."""
    year, month = divmod(start.year * 12 + start.month - 1 + count, 12)
    return _day_of_month(year, month + 1, start.day)


def _day_of_month(year: int, month: int, day: int) -> date:
    if not date.min.year <= year <= date.max.year:
        raise ValueError(year)
    return date(year, month, min(day, months.monthrange(year, month)[1]))


def _years(month: int, day: int, calendar: Calendar) -> tuple[int, ...]:
    """The years that a day and month without one may mean, the likeliest first. See `day_and_month`."""
    today = calendar.today
    passed = (month, day) < (today.month, today.day)
    coming = today.year + passed
    if passed and month == today.month:
        return (coming - 1, coming)
    if calendar.looking_back and _is_far(_day_of_month(coming, month, day), calendar):
        return (coming - 1, coming)
    return (coming, coming - 1) if passed else (coming,)


def _far_ahead(day: date, numbers: Numbers, calendar: Calendar) -> tuple[Doubt, ...]:
    return (Doubt.FAR_AHEAD,) if "YEAR" not in numbers and _is_far(day, calendar) else ()


def _is_far(day: date, calendar: Calendar) -> bool:
    return (day - calendar.today).days > _FAR_AHEAD


def _existing(years: tuple[int, ...], month: int, day: int) -> list[date]:
    return [
        date(year, month, day)
        for year in years
        if date.min.year <= year <= date.max.year and 1 <= month <= 12 and 1 <= day <= months.monthrange(year, month)[1]
    ]
