"""What is typed to find something: words, marks, kinds and days, without misfiring."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgw_tui.capture.dates import Calendar
from kgw_tui.capture.sought import KIND_WORDS, FoundKind, Sought, completed, read_sought

TUESDAY = Calendar(dt.date(2026, 11, 24), looking_back=True)
ACTIONS: frozenset[FoundKind] = frozenset({"action", "promise"})


def of(*kinds: FoundKind) -> frozenset[FoundKind]:
    return frozenset(kinds)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("toets mt", Sought(("toets", "mt"))),
        ("@karim #toetsing", Sought(("@karim", "#toetsing"))),
        ("! bellen", Sought(("bellen",), ACTIONS)),
        ("!bellen", Sought(("bellen",), ACTIONS)),
        ("!! bellen", Sought(("bellen",), ACTIONS)),
        ("? cijfer", Sought(("cijfer",), of("assumption", "question"))),
        ("=", Sought((), of("decision"))),
        ("# rooster", Sought(("rooster",), of("item"))),
        ("#rooster", Sought(("#rooster",))),
        ("@ docent", Sought(("docent",), of("person"))),
        ("; karim", Sought(("karim",), of("mine"))),
        ("besluit: toets", Sought(("toets",), of("decision"))),
        ("toets besluiten:", Sought(("toets",), of("decision"))),
        ("decision:toets", Sought(("toets",), of("decision"))),
        ("Actie: vraag: x", Sought(("x",), ACTIONS | of("question"))),
        ("toezegging: @karim", Sought(("@karim",), of("promise"))),
        ("2026-014", Sought(("2026-014",))),
    ],
)
def test_a_line_names_words_and_kinds(text: str, sought: Sought) -> None:
    assert read_sought(text, TUESDAY) == sought


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("toets sinds oktober", "2026-10-01", ""),
        ("sinds oktober toets", "2026-10-01", ""),
        ("toets since October", "2026-10-01", ""),
        ("toets sinds december", "2025-12-01", ""),
        ("toets since 2026-11-03", "2026-11-03", ""),
        ("toets sinds 3 nov", "2026-11-03", ""),
        ("toets vanaf nov 2025", "2025-11-01", ""),
        ("toets sinds 2025", "2025-01-01", ""),
        ("toets sinds vorige week", "2026-11-16", ""),
        ("toets sinds gisteren", "2026-11-23", ""),
        ("toets sinds week 40", "2026-09-28", ""),
        ("toets tot oktober", "", "2026-09-30"),
        ("toets t/m oktober", "", "2026-10-31"),
        ("toets until October", "", "2026-10-31"),
        ("toets tot 3 nov", "", "2026-11-02"),
        ("toets sinds september tot oktober", "2026-09-01", "2026-09-30"),
        ("toets vorige week", "2026-11-16", "2026-11-22"),
        ("last week toets", "2026-11-16", "2026-11-22"),
        ("toets deze week", "2026-11-23", "2026-11-29"),
        ("toets vorige maand", "2026-10-01", "2026-10-31"),
        ("toets this month", "2026-11-01", "2026-11-30"),
        ("toets vandaag", "2026-11-24", "2026-11-24"),
        ("toets gisteren", "2026-11-23", "2026-11-23"),
        ("toets dit schooljaar", "2026-08-01", "2027-07-31"),
        ("toets last school year", "2025-08-01", "2026-07-31"),
    ],
)
def test_a_day_or_a_period_says_from_when_and_until_when(text: str, since: str, until: str) -> None:
    found = read_sought(text, TUESDAY)
    assert found == Sought(("toets",), since=day(since) if since else None, until=day(until) if until else None)


@pytest.mark.parametrize(
    "text",
    [
        "sinds kort is het zo",
        "tot ziens",
        "hoger dan vorig jaar",
        "jan belt in mei",
        "dinsdag 24 nov",
        "waarom ? niet",
        "4 > 3",
        "besluit over de actie",
        "https://punt.nl",
        "10:30 uur",
        "a = b",
        "vanaf",
        "=12 euro",
        ">50% van de klas",
        "?! wat",
    ],
)
def test_what_names_no_day_and_no_kind_stays_words(text: str) -> None:
    assert read_sought(text, TUESDAY) == Sought(tuple(text.split()))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"vorige week"', ("vorige week",)),
        ('toets "sinds oktober', ("toets", "sinds oktober")),
        ("“besluit: x” y", ("besluit: x", "y")),
        ('sinds "oktober"', ("sinds", "oktober")),
        ('"" x', ("x",)),
    ],
)
def test_between_quotes_words_are_words(text: str, words: tuple[str, ...]) -> None:
    assert read_sought(text, TUESDAY) == Sought(words)


@given(st.text('ab !?=+>;#@:"“ sindtovrgewk123-/é', max_size=30))
def test_any_line_can_be_read(text: str) -> None:
    found = read_sought(text, TUESDAY)
    assert found.asks or not text.strip('"“ ')
    assert all(word.strip() for word in found.words)


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        ("besl", "uit:"),
        ("toets bes", "luit:"),
        ("sin", "ds"),
        ("vorige", " week"),
        ("be", ""),
        ("besluit:", ""),
        ("toets ", ""),
        ("", ""),
        ("zzz", ""),
    ],
)
def test_the_rest_of_a_word_that_narrows_is_offered_from_its_third_letter_on(before: str, rest: str) -> None:
    assert completed(before) == rest


def test_a_word_names_one_thing_in_both_languages() -> None:
    assert {"besluit", "decision", "actie", "action", "wandelgang", "corridor"} <= set(KIND_WORDS)
