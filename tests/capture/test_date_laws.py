"""What holds for every date, whatever the text and the reference."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from kgw_tui.capture.dates import Calendar, DateReading, Doubt, read_date, read_date_prefix, say_date

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
CALENDARS = st.builds(
    Calendar,
    today=st.dates(),
    language=st.sampled_from(["nl", "en"]),
    month_first=st.booleans(),
    next_meeting=st.none() | st.dates(),
    holidays=st.dictionaries(st.text(max_size=20), st.tuples(st.dates(), st.dates()), max_size=3),
    looking_back=st.booleans(),
)
VOCABULARY = (
    "ma vrijdag fri 3 30 31 0 99 2026 9999 '26 dec februari 3-12 29/02 12/13/26 2026-12-03 over in een twee weken days "
    "jaar maand week wk50 volgende next this last komende a.s. as begin half eind end of van de the day after before "
    "tomorrow morgen gisteren geleden ago +3d +9999m mid-dec no later than uiterlijk voor kerstvakantie of en"
)
TEXTS = st.text() | st.lists(st.sampled_from(VOCABULARY.split()) | st.text(max_size=4), max_size=12).map(" ".join)


@given(TEXTS, CALENDARS)
def test_no_text_and_no_calendar_makes_it_raise(text: str, calendar: Calendar) -> None:
    whole = read_date(text, calendar)
    first = read_date_prefix(text, calendar)
    if whole:
        assert first == (whole, "")
        assert abs(whole.day.year - calendar.today.year) <= 50
        assert calendar.looking_back or (whole.day < calendar.today) == (Doubt.PAST in whole.doubts)
    if first:
        reading, rest = first
        assert text.endswith(rest)
        assert read_date(text.removesuffix(rest), calendar) == reading


@given(DAYS, st.integers(0, 366), st.sampled_from(["nl", "en"]), st.booleans())
def test_what_is_said_is_read_back_as_the_same_day(today: date, ahead: int, language: str, month_first: bool) -> None:
    day = today + timedelta(days=ahead)
    calendar = Calendar(today, language, month_first=month_first)
    reading = read_date(say_date(day, today, language), calendar)
    assert reading is not None
    assert reading.day == day
    assert reading.doubts <= {Doubt.FAR_AHEAD}


@given(DAYS, DAYS, st.sampled_from(["nl", "en"]))
def test_a_day_of_this_year_gone_by_is_read_back_too(today: date, other: date, language: str) -> None:
    assume((other.month, other.day) != (2, 29))
    day = other.replace(year=today.year)
    reading = read_date(say_date(day, today, language), Calendar(today, language))
    assert reading is not None
    assert reading.day == day


@given(DAYS, st.integers(0, 3650))
def test_plus_n_days_is_n_days_later(today: date, days: int) -> None:
    expected = DateReading(today + timedelta(days=days))
    assert read_date(f"+{days}d", Calendar(today)) == expected
    assert read_date(f"over {days} dagen", Calendar(today)) == expected
    assert read_date(f"in {days} days", Calendar(today)) == expected


WEEKDAYS = "ma di wo do vr za zo mon tue wed thu fri sat sun maandag Friday zondagavond"


@given(
    DAYS,
    st.sampled_from(WEEKDAYS.split()),
    st.sampled_from(["", "op ", "deze ", "komende ", "a.s. ", "by "]),
)
def test_a_weekday_is_always_one_to_seven_days_ahead(today: date, weekday: str, before: str) -> None:
    reading = read_date(before + weekday, Calendar(today))
    assert reading is not None
    assert 1 <= (reading.day - today).days <= 7
    assert (Doubt.SAME_WEEKDAY in reading.doubts) <= (reading.day.weekday() == today.weekday())


@given(DAYS, st.integers(1, 53), st.integers(2000, 2060))
def test_a_week_number_is_a_monday_of_that_week(today: date, week: int, year: int) -> None:
    reading = read_date(f"week {week}", Calendar(today))
    has_week_53 = date(today.year, 12, 28).isocalendar().week == 53
    if reading is None:
        assert week == 53
        assert not has_week_53
        return
    assert reading.day.isocalendar()[1:] == (week, 1)
    assert reading.day + timedelta(days=6) >= today


@given(DAYS, st.integers(0, 118))
def test_plus_months_keeps_the_day_or_takes_the_last(today: date, count: int) -> None:
    reading = read_date(f"+{count}m", Calendar(today))
    assert reading is not None
    months = (reading.day.year - today.year) * 12 + reading.day.month - today.month
    assert months == count
    assert reading.day.day == today.day or (reading.day + timedelta(days=1)).day == 1
