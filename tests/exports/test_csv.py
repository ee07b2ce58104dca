"""Tables for spreadsheets: complete, readable by Excel, and no cell that runs."""

from __future__ import annotations

import codecs
import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgw_tui.exports.csv_tables import harmless
from kgw_tui.exports.options import ExportOptions
from kgw_tui.exports.reading import read
from kgw_tui.exports.registry import render
from kgw_tui.records.entries import Action, Decision
from kgw_tui.rules.dossier import Dossier

from . import dossiers
from .dossiers import Maker
from .strategies import dossiers as any_dossier

EN = ExportOptions(language="en")


def _rows(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    assert data.startswith(codecs.BOM_UTF8)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_dutch_tables_have_semicolons_and_english_ones_commas() -> None:
    assert render(dossiers.everything(), "actions", "csv").splitlines()[0].count(b";") == 11
    assert render(dossiers.everything(), "actions", "csv", EN).splitlines()[0].count(b",") == 11


def test_actions_come_with_those_of_earlier_meetings_first() -> None:
    rows = _rows(render(dossiers.everything(), "actions", "csv", EN))
    assert [row["No."] for row in rows] == ["A-3", "A-7", "A-12", "A-13", "A-14"]
    assert rows[2] == {
        "No.": "A-12",
        "What": "Toetskalender per klas uitdraaien",
        "Who": "Fatima El Idrissi, Karim Bouzid",
        "When": "2026-11-27",
        "Status": "open",
        "Closed on": "",
        "Outcome": "",
        "Priority": "urgent",
        "Themes": "",
        "Meeting": "MT-overleg",
        "Date": "2026-11-24",
        "Item": "Toetsdruk leerjaar 2",
    }


def test_decisions_keep_the_withdrawn_and_leave_out_the_confidential() -> None:
    rows = _rows(render(dossiers.everything(), "decisions", "csv", EN))
    assert [(row["No."], row["Status"]) for row in rows] == [
        ("2026-014", "definite"),
        ("2026-015", "for consent"),
        ("2026-016", "withdrawn"),
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(any_dossier())
def test_every_entry_has_a_row_and_no_cell_begins_a_formula(dossier: Dossier) -> None:
    reading = read(dossier, EN)
    tables = {
        "minutes": [line.text for _part, line in reading.lines()],
        "actions": [
            *(each.entry.text for each in dossier.open_before),
            *(line.text for _part, line, _entry in reading.of(Action)),
        ],
        "decisions": [line.text for _part, line, _entry in reading.of(Decision)],
    }
    columns = {"minutes": "Text", "actions": "What", "decisions": "Decision"}
    for genre, column in columns.items():
        rows = _rows(render(dossier, genre, "csv", EN))
        assert [row[column].removeprefix("'") for row in rows] == [text.removeprefix("'") for text in tables[genre]]
        for row in rows:
            assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row.values())


@pytest.mark.parametrize("cell", ["=1+1", "+31", "-2", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1", "=cmd|' /C calc'!A0"])
def test_what_could_run_is_made_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@given(st.text())
def test_nothing_else_is_touched(text: str) -> None:
    assert harmless(text) in (text, f"'{text}")


def test_names_are_made_harmless_too() -> None:
    maker = Maker(["=HYPERLINK(1)"])
    maker.item("-item")
    maker.add(Action, "x", owners=(maker.who("=HYPERLINK(1)"),))
    row = _rows(render(maker.dossier(dossiers.everything().meeting), "actions", "csv", EN))[0]
    assert (row["Who"], row["Item"]) == ("'=HYPERLINK(1)", "'-item")
