"""Which backups stay: the last days, weeks and months, whatever the clock does."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kgw_tui.data.backups.retention import A_DAY, DAYS, MONTHS, WEEKS, kept, superseded

days = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))
moments = st.builds(dt.datetime.combine, days, st.times().map(lambda each: each.replace(microsecond=0)))


@given(st.sets(moments, max_size=60), days)
def test_only_what_there_is_stays_and_a_second_time_all_of_it(made: set[dt.datetime], today: dt.date) -> None:
    staying = kept(made, today)
    assert staying <= made
    assert kept(staying, today) == staying


@given(st.sets(moments, min_size=1, max_size=60), days)
def test_the_newest_always_stays(made: set[dt.datetime], today: dt.date) -> None:
    assert max(made) in kept(made, today)


@given(st.sets(moments, max_size=60), days)
def test_what_is_dated_after_today_stays_and_takes_no_place(made: set[dt.datetime], today: dt.date) -> None:
    later = {each for each in made if each.date() > today}
    assert kept(made, today) == kept(made - later, today) | later


@given(st.sets(moments, max_size=60), days)
def test_everything_of_the_seven_newest_days_stays(made: set[dt.datetime], today: dt.date) -> None:
    newest = sorted({each.date() for each in made if each.date() <= today})[-DAYS:]
    wanted = [[each for each in sorted(made) if each.date() == day][-A_DAY:] for day in newest]
    assert {each for day in wanted for each in day} <= kept(made, today)


@given(st.sets(st.times(), min_size=A_DAY, max_size=40))
def test_who_asks_for_one_each_hour_keeps_the_newest_of_the_day(times: set[dt.time]) -> None:
    made = {dt.datetime.combine(dt.date(2026, 11, 25), each) for each in times}
    assert kept(made, dt.date(2026, 11, 25)) == set(sorted(made)[-A_DAY:])


@given(st.sets(days, max_size=200))
def test_of_one_a_day_no_more_stay_than_days_weeks_and_months(made_on: set[dt.date]) -> None:
    made = {dt.datetime.combine(day, dt.time()) for day in made_on}
    assert len(kept(made, dt.date(2028, 1, 1))) <= DAYS + WEEKS + MONTHS


@given(st.lists(st.integers(1, 40), min_size=1, max_size=120))
def test_day_after_day_the_last_of_each_week_and_month_is_there(steps: list[int]) -> None:
    """Pruning each time leaves what pruning once at the end would: nothing goes that would be wanted later."""
    today = dt.date(2024, 1, 1)
    everything: set[dt.datetime] = set()
    there: frozenset[dt.datetime] = frozenset()
    for step in steps:
        today += dt.timedelta(days=step)
        made = dt.datetime.combine(today, dt.time())
        everything.add(made)
        there = kept(there | {made}, today)
    assert there == kept(everything, today)
    weeks = {each.isocalendar()[:2]: each for each in sorted(everything)}
    months = {(each.year, each.month): each for each in sorted(everything)}
    assert set(list(weeks.values())[-WEEKS:]) <= there
    assert set(list(months.values())[-MONTHS:]) <= there


def test_a_clock_that_is_set_back_a_year_lets_none_of_the_good_ones_go() -> None:
    good = {_midnight("2026-11-25") - dt.timedelta(days=each) for each in range(7)}
    there = frozenset(good)
    for day in range(1, 200):
        back = dt.date(2025, 1, 1) + dt.timedelta(days=day)
        there = kept(there | {dt.datetime.combine(back, dt.time())}, back)
    assert good <= there


def test_after_a_long_holiday_the_ones_from_before_it_are_all_there() -> None:
    before = {_midnight("2026-07-10") - dt.timedelta(days=each) for each in range(6)}
    assert before <= kept(before | {_midnight("2026-09-01")}, dt.date(2026, 9, 1))


def _midnight(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(day)


def test_of_today_the_first_and_the_newest_stay_and_of_other_days_the_newest() -> None:
    firsts = [_midnight(f"2026-11-{day}") for day in (22, 23, 24, 25)]
    later = [first + dt.timedelta(hours=hour) for first in firsts[1:] for hour in (9, 11, 15)]
    going = superseded(firsts, later, dt.date(2026, 11, 24))
    staying = sorted({*firsts, *later} - going)
    day, hours = dt.timedelta(days=1), dt.timedelta(hours=15)
    assert staying[:4] == [firsts[0], firsts[1] + hours, firsts[2], firsts[2] + hours]
    assert staying[4:] == [each for each in sorted({*firsts, *later}) if each >= firsts[2] + day]


@given(st.sets(days, max_size=20), st.sets(moments, max_size=60), days)
def test_a_day_that_has_any_keeps_its_newest(first: set[dt.date], later: set[dt.datetime], today: dt.date) -> None:
    firsts = {dt.datetime.combine(day, dt.time()) for day in first}
    staying = (firsts | later) - superseded(firsts, later - firsts, today)
    newest = {each.date(): each for each in sorted(firsts | later)}
    assert set(newest.values()) <= staying
    assert superseded(firsts & staying, (later - firsts) & staying, today) == frozenset()
