"""The list of actions and questions: what is due when, as it is typed, and what a view has in which order."""

from __future__ import annotations

import datetime as dt

import pytest

from kgw_tui.capture.dates import Calendar, read_date
from kgw_tui.records.entries import Action, Question
from kgw_tui.records.people import Who
from kgw_tui.rules.to_do import VIEWS, Due, View, in_view, is_to_do, read_due
from kgw_tui.rules.today import Said

TODAY = dt.date(2026, 11, 25)
"""A Wednesday."""
ME, OTHER = Who(person="me"), Who(person="other")


def action(day: int | None = None, *owners: Who, key: str = "a", priority: bool = False, closed: int = 0) -> Action:
    """One that is due on a day of November; open, or done on another."""
    due = dt.date(2026, 11, day) if day else None
    ended = dt.date(2026, 11, closed) if closed else None
    made = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    fields = {"owners": owners, "due": due, "priority": priority, "closed_on": ended}
    return Action(id=key, created_at=made, text=key, status="done" if closed else "open", **fields)


def due_of(sought: str) -> tuple[str, Due | None]:
    def day(words: str) -> dt.date | None:
        reading = read_date(words, Calendar(TODAY))
        return reading.day if reading else None

    rest, due = read_due(sought, day)
    return " ".join(rest.split()), due


@pytest.mark.parametrize(
    ("sought", "rest", "due"),
    [
        (">te laat", "", Due("late")),
        (">l", "", Due("late")),
        (">overdue", "", Due("late")),
        (">vandaag", "", Due("today")),
        (">Deze week", "", Due("week")),
        (">next week @jan", "@jan", Due("next-week")),
        ("bellen >geen dag #rooster", "bellen #rooster", Due("none")),
        (">no day", "", Due("none")),
        (">1 dec", "", Due("until", dt.date(2026, 12, 1))),
        (">vr", "", Due("until", dt.date(2026, 11, 27))),
        (">t", "", None),  # te laat or today
        (">", "", None),
        (">ooit", "", None),
        ("a>b", "a>b", None),
        ("bellen", "bellen", None),
    ],
)
def test_when_it_is_due_is_read_from_what_is_typed(sought: str, rest: str, due: Due | None) -> None:
    assert due_of(sought) == (rest, due)


@pytest.mark.parametrize(
    ("due", "days"),
    [
        (Due("late"), {22, 23, 24}),
        (Due("today"), {25}),
        (Due("week"), {23, 24, 25, 28, 29}),
        (Due("next-week"), {30}),
        (Due("until", dt.date(2026, 11, 25)), {22, 23, 24, 25}),
        (Due("none"), {None}),
    ],
)
def test_a_term_has_the_days_that_it_says(due: Due, days: set[int | None]) -> None:
    every = (22, 23, 24, 25, 28, 29, 30, None)
    assert {day for day in every if due.fits(action(day), TODAY)} == days


def test_each_view_has_what_it_says_what_is_due_first_at_the_top() -> None:
    every = [
        action(None, ME, key="1"),
        action(28, OTHER, key="2"),
        action(20, ME, OTHER, key="3"),
        action(28, key="4", priority=True),
        action(24, ME, key="5", closed=24),
        action(24, ME, key="6", closed=23),
    ]
    said = [Said(each) for each in every]
    found: dict[View, str] = {
        view: "".join(each.entry.id for each in in_view(said, view, "me", TODAY)) for view in VIEWS
    }
    assert found == {"open": "3421", "mine": "31", "others": "2", "late": "3", "missing": "41", "closed": "56"}


def test_what_is_confidential_comes_only_when_it_is_asked_for() -> None:
    said = [Said(action(28, ME), confidential=True)]
    assert not in_view(said, "open", "me", TODAY)
    assert in_view(said, "open", "me", TODAY, confidential=True) == said


def test_what_was_closed_long_ago_is_in_no_list() -> None:
    made = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    old = Question(id="q", created_at=made, text="?", status="answered", closed_on=dt.date(2026, 9, 1))
    assert not is_to_do(old, TODAY)
    assert is_to_do(action(20), TODAY)
