"""What catches the eye when minutes are read through: what was typed in haste, and what is missing."""

from __future__ import annotations

import datetime as dt

import pytest

from kgw_tui.capture.dates import Calendar
from kgw_tui.capture.line import parse_line
from kgw_tui.capture.parsed import LineContext
from kgw_tui.records.entries import AnyEntry, Movement
from kgw_tui.records.people import Person, Who
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.doubts import doubts
from kgw_tui.rules.entries import Placement, make_entry

NOW = dt.datetime(2026, 11, 24, 13, 4, tzinfo=dt.UTC)
DIRECTORY = Directory(
    (Person(id="p1", created_at=NOW, name="Sanne de Wit"), Person(id="p2", created_at=NOW, name="Jan Pol"))
)


def said(line: str) -> AnyEntry:
    return make_entry(parse_line(line, LineContext(DIRECTORY, Calendar(NOW.date()))), Placement("m"))


@pytest.mark.parametrize(
    "line",
    [
        "Drie mentoren melden klachten",
        "iedereen is het eens.",
        "! Ouders bellen @sanne >vr",
        "! Bellen @jan >vr",
        "> Herkansingen",
        "+ panel: 14 van de 20",
        "? Wie zoekt dit uit? @jan",
        "= We gaan ermee door",
        "Waar gaat het over",
        "Jan vroeg waar het om gaat (zie de bijlage)",
        "Mail naar info@school.nl kan ook",
        "De uitslag was >50% van de klas",
    ],
)
def test_a_finished_line_catches_no_eye(line: str) -> None:
    assert doubts(said(line), DIRECTORY) == ()


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("mee eens", ("half",)),
        ("= doen", ("half",)),
        ("hij zei dat we het met de", ("half",)),
        ("ja maar dan moeten we ook...", ("half",)),
        ("dus dat betekent dat,", ("half",)),
        ("we asked them because", ("half",)),
        ("@pietje vindt het niets", ("new-name",)),
        ("! Ouders bellen @pietje >vr", ("new-name",)),
        ("! Ouders bellen", ("no-owner", "no-day")),
        ("! Ouders bellen @jan", ("no-day",)),
        ("! Ouders bellen >vr", ("no-owner",)),
        ("! Ouders bellen @jan >na de kerstvakantie", ("mark", "no-day")),
        ("? Leerlingen leren alleen voor het cijfer", ("untested",)),
        ("? te druk", ("half", "untested")),
    ],
)
def test_what_was_typed_in_haste_or_misses_something_is_found(line: str, found: tuple[str, ...]) -> None:
    assert doubts(said(line), DIRECTORY) == found


def test_what_is_kept_out_and_who_came_in_need_no_look() -> None:
    from msgspec.structs import replace

    assert doubts(replace(said("mee eens"), held_back=True), DIRECTORY) == ()
    assert doubts(Movement(id="x", created_at=NOW, text="", who=Who(name="Piet")), DIRECTORY) == ()
