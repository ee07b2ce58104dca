"""Patterns: three notes on one theme in so many weeks, counted by week and told without names."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec import convert

from kgw_tui.i18n import language
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.people import Person, Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.patterns import Pattern, bars, fact, is_on_agenda, patterns, summary

TODAY = dt.date(2026, 11, 24)
TEACHER = convert({**stamp(), "name": "Karim Bouzid", "function": "docent wiskunde"}, Person)
LEADER = convert({**stamp(), "name": "Sanne de Wit", "function": "rector"}, Person)
KNOWN = Directory((TEACHER, LEADER), writer=LEADER.id)


def heard(days: int, *themes: str, by: Who | None = None, **said: object) -> CorridorNote:
    """A note of so many days ago, at noon."""
    moment = dt.datetime.combine(TODAY - dt.timedelta(days=days), dt.time(12)).astimezone()
    fields = {**stamp(), "text": "Het is veel", "heard_at": moment, "themes": themes or ("toetsing",)}
    return convert({**fields, "mentions": (by,) if by else (), **said}, CorridorNote)


def found(*notes: CorridorNote, weeks: int = 6) -> list[Pattern]:
    return patterns(notes, KNOWN, TODAY, weeks)


def test_two_notes_are_no_pattern_and_three_are() -> None:
    assert found(heard(1), heard(2)) == []
    (pattern,) = found(heard(1), heard(2), heard(3))
    assert (pattern.theme, len(pattern.notes)) == ("toetsing", 3)


def test_the_window_is_as_many_days_as_its_weeks_have_today_included() -> None:
    assert found(heard(0), heard(20), heard(41)) != []
    assert found(heard(0), heard(20), heard(42)) == []
    assert found(heard(0), heard(20), heard(42), weeks=7) != []
    assert found(heard(-1), heard(0), heard(1)) == [], "what is dated tomorrow isn't heard yet"


def test_each_week_counts_its_notes_and_the_last_one_ends_today() -> None:
    (pattern,) = found(heard(0), heard(6), heard(7), heard(41))
    assert pattern.weeks == (1, 0, 0, 0, 1, 2)
    assert pattern.since == TODAY - dt.timedelta(days=41)


def test_who_said_it_is_counted_as_roles_and_the_writer_is_nobody() -> None:
    by = (Who(person=TEACHER.id), Who(role="student"), Who(role="student"), Who(person=LEADER.id), None)
    (pattern,) = found(*(heard(1, by=who, kind="signal") for who in by))
    assert pattern.roles == (("nobody", 2), ("student", 2), ("teacher", 1))
    assert pattern.kinds == (("signal", 5),)
    with language("nl"):
        assert summary(pattern) == "5 keer gehoord in 6 weken: niet gezegd (2), leerling (2), docent"


def test_a_note_on_two_themes_counts_for_both() -> None:
    both = [heard(day, "rooster", "toetsing") for day in (1, 2, 3)]
    assert {pattern.theme for pattern in found(*both)} == {"rooster", "toetsing"}


def test_what_waits_comes_first_then_what_was_heard_most() -> None:
    done = [heard(day, "gebouw", outcome="to-agenda") for day in (1, 2, 3, 4, 5)]
    few = [heard(day, "rooster") for day in (1, 2, 3)]
    many = [heard(day, "toetsing") for day in (1, 2, 3, 4)]
    assert [pattern.theme for pattern in found(*done, *few, *many)] == ["toetsing", "rooster", "gebouw"]


@pytest.mark.parametrize(
    ("outcomes", "waits"),
    [
        (("", "", ""), True),
        (("answered", "nothing", ""), True),
        (("answered", "nothing", "closed-with-reason"), False),
        (("to-agenda", "", ""), False),
        (("to-agenda", "", "", ""), True),
        (("to-agenda", "to-agenda", "to-agenda"), False),
        (("watch", "answered", "answered"), True),
    ],
)
def test_a_pattern_waits_as_long_as_enough_of_it_is_on_no_agenda(outcomes: tuple[str, ...], waits: bool) -> None:
    (pattern,) = found(*(heard(1, outcome=outcome) for outcome in outcomes))
    assert pattern.waits is waits


@pytest.mark.parametrize(
    ("outcome", "items", "there"),
    [
        ("to-agenda", (), True),
        ("", (), False),
        ("", ("item",), False),
        ("answered", (), False),
        ("answered", ("item",), True),
        ("to-action", (), False),
        ("to-action", ("item",), True),
    ],
)
def test_where_else_was_settled_what_it_became_tells_whether_it_is_on_an_agenda(
    outcome: str, items: tuple[str, ...], there: bool
) -> None:
    assert is_on_agenda(heard(1, outcome=outcome, became=("action", *items), items=items)) is there


def test_the_bars_tell_none_from_one_and_one_from_many() -> None:
    assert bars((0, 1, 4, 8)) == "·▁▄█"
    assert bars((0, 0)) == "··"
    assert bars(()) == ""


def test_a_fact_says_what_somebody_made_of_it_else_what_the_rule_makes() -> None:
    note = heard(1, text="Karim vindt het veel")
    with language("nl"):
        assert fact(note, KNOWN) == "Een docent vindt het veel"
    assert fact(heard(1, text="Karim vindt het veel", nameless="Het is veel"), KNOWN) == "Het is veel"
