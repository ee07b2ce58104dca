"""Completion: the rest of a name or a command, offered behind the cursor."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgw_tui.capture.completion import complete, take_proposed
from kgw_tui.capture.line import parse_line
from kgw_tui.records.people import Who
from tests.capture.line_samples import LIVE, PEOPLE, awkward

WORDS = ("punt", "volgende", "vertrouwelijk", "fase")


@pytest.mark.parametrize(
    ("line", "ghost"),
    [
        ("! Panel herhalen @sa", "nne"),
        ("@SA", "nne"),
        ("@wi", "t"),
        ("@ker", None),
        ("@jos", "é"),
        ("@ke", "es Bakker"),
        ("@kees", " Bakker"),
        ("@kees v", "isser"),
        ("@{Sa", "nne de Wit}"),
        ("@leer", "ling"),
        ("@zorg", "team"),
        ("met (@ja", "n"),
        ("@jan", None),
        ("@jan b", None),
        ("@dwi", None),
        ("@", None),
        ("@ ", None),
        ("a@sa", None),
        ("; @sa", None),
        ("/", None),
        ("/pu", "nt"),
        ("/v", "olgende"),
        ("/punt ", None),
        ("/komt @sa", "nne"),
        ("/onbekend", None),
        ("", None),
    ],
)
def test_what_is_offered(line: str, ghost: str | None) -> None:
    found = complete(line, len(line), LIVE, WORDS)
    assert (found.ghost if found else None) == ghost


def test_offered_only_at_the_end_of_a_word() -> None:
    assert complete("! @sa belt", 5, LIVE, WORDS)
    assert not complete("! @sanne belt", 5, LIVE, WORDS)


@pytest.mark.parametrize("typed", [f"! @{one.name[:2]}" for one in PEOPLE if one.id[:4] not in {"same", "gone"}])
def test_taking_what_is_offered_means_the_person_it_named(typed: str) -> None:
    found = complete(typed, len(typed), LIVE)
    owners = parse_line(f"{typed}{found.ghost if found else ''} belt", LIVE).owners
    assert found is None or [LIVE.directory.name(who) for who in owners] == [found.name]


@settings(max_examples=500, deadline=None)
@given(awkward(), st.integers(0, 40))
def test_completion_never_fails(line: str, cursor: int) -> None:
    complete(line, min(cursor, len(line)), LIVE, WORDS)


@pytest.mark.parametrize("line", ["! Sanne belt de ouders", "!! #x Sanne: belt de ouders >vr"])
def test_proposed_owner_becomes_a_mark(line: str) -> None:
    taken = take_proposed(line, parse_line(line, LIVE))
    assert taken == line.replace("Sanne", "@Sanne")
    assert parse_line(taken, LIVE).owners == (Who(person="sanne"),)


def test_line_that_proposes_nobody_is_left_alone() -> None:
    assert take_proposed("! Ouders bellen", parse_line("! Ouders bellen", LIVE)) == "! Ouders bellen"
