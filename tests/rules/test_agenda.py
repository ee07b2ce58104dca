"""The agenda while a meeting runs: order, clocks and the road of phases."""

import datetime as dt

import pytest

from kgw_tui.records.meetings import AgendaItem, Phase
from kgw_tui.rules.agenda import neighbour, next_phase, seconds_spent, started, stopped

T0 = dt.datetime(2026, 11, 24, 13, 0, tzinfo=dt.UTC)


def item(name: str, order: float) -> AgendaItem:
    return AgendaItem(id=name, created_at=T0, meeting="m", title=name, order=order)


def test_the_clock_of_an_item_adds_up_over_several_turns() -> None:
    one = stopped(started(item("a", 1), T0), T0 + dt.timedelta(minutes=5), done=False)
    two = started(one, T0 + dt.timedelta(minutes=20))
    assert seconds_spent(two, T0 + dt.timedelta(minutes=22)) == 7 * 60
    assert stopped(two, T0 + dt.timedelta(minutes=22), done=True).state == "done"


def test_a_clock_that_was_set_back_counts_as_no_time() -> None:
    assert seconds_spent(started(item("a", 1), T0), T0 - dt.timedelta(hours=1)) == 0


def test_starting_twice_does_not_lose_the_first_start() -> None:
    again = started(started(item("a", 1), T0), T0 + dt.timedelta(minutes=3))
    assert seconds_spent(again, T0 + dt.timedelta(minutes=4)) == 240


def test_neighbours_end_at_the_edges() -> None:
    items = [item("b", 2), item("a", 1)]
    following = neighbour(items, "a", 1)
    assert following is not None
    assert following.id == "b"
    assert neighbour(items, "b", 1) is None
    assert neighbour(items, "a", -1) is None
    first = neighbour(items, "", 1)
    assert first is not None
    assert first.id == "a"


@pytest.mark.parametrize(("phase", "then"), [("", "why"), ("why", "what"), ("what", "how"), ("how", "how")])
def test_the_road_goes_from_why_to_what_to_how(phase: Phase, then: Phase) -> None:
    assert next_phase(phase) == then
