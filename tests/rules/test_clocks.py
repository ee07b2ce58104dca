"""What the clock of an item costs the ones that follow."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from kgw_tui.records.meetings import AgendaItem, Meeting
from kgw_tui.rules.clocks import Forecast, forecast, given_more, over, planned_start

DAY = dt.date(2026, 11, 24)


def at(hours: int, minutes: int) -> dt.datetime:
    return dt.datetime.combine(DAY, dt.time(hours, minutes)).astimezone(dt.UTC)


def item(name: str, minutes: int | None, **fields: object) -> AgendaItem:
    start = AgendaItem(id=name, created_at=at(9, 0), meeting="m", title=name, order=float(ord(name)), minutes=minutes)
    return msgspec.structs.replace(start, **fields)


def meeting(**fields: object) -> Meeting:
    start = Meeting(id="m", created_at=at(9, 0), date=DAY, start=dt.time(13), end=dt.time(14), current_item="b")
    return msgspec.structs.replace(start, **fields)


def expected(found: Forecast) -> list[tuple[str, str, int]]:
    return [(each.item.title, f"{each.begins.astimezone():%H:%M}", each.later) for each in found.to_come]


AGENDA = [
    item("a", 10, state="done", spent=600),
    item("b", 20, running_since=at(13, 10)),
    item("c", 15),
    item("d", 15),
]


def test_an_item_within_its_budget_costs_nothing() -> None:
    found = forecast(meeting(), AGENDA, at(13, 20))
    assert expected(found) == [("c", "13:30", 0), ("d", "13:45", 0)]
    assert (f"{found.ends.astimezone():%H:%M}", found.past_end) == ("14:00", 0)


def test_what_runs_over_makes_the_following_begin_later() -> None:
    found = forecast(meeting(), AGENDA, at(13, 42))
    assert expected(found) == [("c", "13:42", 12), ("d", "13:57", 12)]
    assert found.past_end == 12
    assert over(AGENDA[1], at(13, 42))
    assert not over(AGENDA[1], at(13, 29))


def test_items_that_are_parked_or_dropped_cost_no_time() -> None:
    agenda = [*AGENDA[:2], msgspec.structs.replace(AGENDA[2], state="parked"), AGENDA[3]]
    assert expected(forecast(meeting(), agenda, at(13, 30))) == [("d", "13:30", -15)]


def test_without_a_start_in_the_calendar_the_first_line_starts_the_plan() -> None:
    late = meeting(start=None, started_at=at(13, 5), end=None)
    assert planned_start(late, at(13, 42)) == at(13, 5)
    found = forecast(late, AGENDA, at(13, 35))
    assert expected(found)[0] == ("c", "13:35", 0)
    assert found.past_end is None


def test_an_item_without_a_budget_counts_as_no_time() -> None:
    agenda = [item("b", None, running_since=at(13, 0)), item("c", None), item("d", 5)]
    assert expected(forecast(meeting(), agenda, at(13, 25))) == [("c", "13:25", 25), ("d", "13:25", 25)]
    assert not over(agenda[0], at(15, 0))


@pytest.mark.parametrize(("minutes", "now", "becomes"), [(20, (13, 15), 25), (20, (13, 38), 33), (None, (13, 13), 8)])
def test_five_minutes_more_count_from_the_budget_or_from_what_it_took(
    minutes: int | None, now: tuple[int, int], becomes: int
) -> None:
    assert given_more(item("b", minutes, running_since=at(13, 10)), at(*now)).minutes == becomes


def test_five_minutes_that_were_given_cost_the_items_that_follow() -> None:
    longer = given_more(AGENDA[1], at(13, 15))
    agenda = [AGENDA[0], longer, *AGENDA[2:]]
    assert expected(forecast(meeting(), agenda, at(13, 15))) == [("c", "13:35", 5), ("d", "13:50", 5)]


def test_a_meeting_past_midnight_ends_on_the_next_day() -> None:
    late = meeting(start=dt.time(22, 30), end=dt.time(0, 30), current_item="")
    assert forecast(late, [item("a", 30)], at(22, 30)).past_end == -90


def test_of_a_meeting_that_was_left_open_overnight_nothing_is_expected() -> None:
    found = forecast(meeting(), AGENDA, at(13, 15) + dt.timedelta(days=1))
    assert (found.to_come, found.past_end) == ((), None)
