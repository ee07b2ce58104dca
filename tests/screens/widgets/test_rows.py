"""A meeting as rows: headings, entries with their outcome at the right, evidence under its claim."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator

import pytest

from kgw_tui.i18n import language
from kgw_tui.records.entries import (
    Action,
    AnyEntry,
    Assumption,
    AssumptionStatus,
    Decision,
    Evidence,
    Movement,
    Note,
    Parked,
    Question,
)
from kgw_tui.records.meetings import AgendaItem, Meeting
from kgw_tui.records.people import Person, Who
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.dossier import put_together
from kgw_tui.screens.widgets.rows import EntryRow, HeadingRow, LotRow, row_of, rows_of

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 24)
FATIMA = Person(id="p1", created_at=NOW, name="Fatima El Idrissi")
JAN = Person(id="p2", created_at=NOW, name="Jan Pol")
PEOPLE = Directory((FATIMA, JAN))
MEETING = Meeting(id="m", created_at=NOW, date=TODAY, current_item="i2")


@pytest.fixture(autouse=True)
def english() -> Generator[None]:
    with language("en"):
        yield


def right_of(entry: AnyEntry) -> str:
    return row_of(entry, PEOPLE, today=TODAY).right


def test_a_meeting_stands_in_order_with_evidence_under_its_claim() -> None:
    items = [
        AgendaItem(id="i1", created_at=NOW, meeting="m", title="Opening", order=1, state="done"),
        AgendaItem(id="i2", created_at=NOW, meeting="m", title="Toetsdruk", order=2, minutes=20),
        AgendaItem(id="i3", created_at=NOW, meeting="m", title="Personeel", order=3, confidential=True, state="parked"),
    ]
    entries: list[AnyEntry] = [
        Note(id="e1", created_at=NOW, item="i2", order=1, text="klachten", time=dt.time(13, 4)),
        Assumption(id="e2", created_at=NOW, item="i2", order=2, text="het komt door de toetsweek"),
        Parked(id="e3", created_at=NOW, item="i2", order=3, text="herkansingen"),
        Evidence(id="e4", created_at=NOW, item="i2", order=4, parent="e2", text="kalender", time=dt.time(13, 9)),
    ]
    rows = rows_of(put_together(MEETING, items, entries, PEOPLE), today=TODAY)
    assert rows == [
        HeadingRow("i1", 1, "Opening", done=True),
        HeadingRow("i2", 2, "Toetsdruk", 20, current=True),
        EntryRow("e1", "klachten", "13:04"),
        EntryRow("e2", "het komt door de toetsweek", "", "?", "to check", tone="assumption", untested=True),
        EntryRow("e4", "kalender", "", "+", depth=1, tone="evidence"),
        EntryRow("e3", "herkansingen", "", ">", tone="parked"),
        HeadingRow("i3", 3, "Personeel", confidential=True, left="parked"),
        LotRow(2),
    ]


def test_a_meeting_without_anything_has_no_rows() -> None:
    assert rows_of(put_together(MEETING, [], [], PEOPLE), today=TODAY) == []


def test_an_action_says_who_and_when() -> None:
    action = Action(
        id="a", created_at=NOW, text="uitdraaien", owners=(Who(person="p1"), Who(name="Wim")), due=dt.date(2026, 11, 27)
    )
    assert right_of(action) == "Fatima, Wim · Fri 27 Nov"


def test_an_action_that_is_done_or_dropped_says_so_instead_of_its_date() -> None:
    done = Action(
        id="a", created_at=NOW, text="x", owners=(Who(person="p2"),), due=TODAY, status="done", closed_on=TODAY
    )
    assert right_of(done) == "Jan · done"
    assert row_of(done, PEOPLE, today=TODAY).tone == "closed"
    assert right_of(Action(id="a", created_at=NOW, text="x", status="dropped")) == "dropped"


def test_an_urgent_action_says_so_in_words() -> None:
    assert right_of(Action(id="a", created_at=NOW, text="x", priority=True)) == "urgent · who?"


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("untested", "nog nagaan"),
        ("holds", "klopt"),
        ("partly", "klopt deels"),
        ("refuted", "klopt niet"),
        ("unknown", "weten we niet"),
        ("accepted-risk", "risico genomen"),
        ("parked", "geparkeerd"),
    ],
)
def test_what_became_of_a_claim_is_said_in_the_words_of_the_school(status: AssumptionStatus, word: str) -> None:
    with language("nl"):
        claim = Assumption(id="a", created_at=NOW, text="x", status=status)
        assert right_of(claim) == word


def test_a_question_says_who_finds_out_or_that_it_is_open() -> None:
    assert right_of(Question(id="q", created_at=NOW, text="wie?")) == "open question"
    assert right_of(Question(id="q", created_at=NOW, text="wie?", owners=(Who(person="p2"),))) == "Jan"
    assert right_of(Question(id="q", created_at=NOW, text="wie?", status="answered")) == "answered"


def test_a_decision_shows_its_number_and_what_it_isnt_yet() -> None:
    assert right_of(Decision(id="d", created_at=NOW, text="x", handle="2026-014")) == "2026-014"
    assert right_of(Decision(id="d", created_at=NOW, text="x", handle="2026-014", state="for-consent")) == (
        "2026-014 · for consent"
    )
    replaced = Decision(id="d", created_at=NOW, text="x", handle="2026-014", state="replaced", replaced_by="2026-020")
    assert right_of(replaced) == "2026-014 · replaced by 2026-020"


def test_who_comes_and_goes_is_a_sentence() -> None:
    comes = Movement(id="m1", created_at=NOW, text="", who=Who(person="p2"), time=dt.time(13, 25))
    assert row_of(comes, PEOPLE, today=TODAY) == EntryRow("m1", "Jan Pol comes in", "13:25", tone="movement")
    leaves = Movement(id="m2", created_at=NOW, text="", who=Who(name="Wim"), arrives=False)
    assert row_of(leaves, PEOPLE, today=TODAY).text == "Wim leaves"
