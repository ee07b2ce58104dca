"""Whose line it is, who is editing it and who else is here: in few cells, and only where others are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Generator

import pytest

from kgw_tui.i18n import language
from kgw_tui.records.entries import Action, AnyEntry, Note
from kgw_tui.records.meetings import Meeting
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.dossier import put_together
from kgw_tui.screens.widgets.header_row import HeaderRow
from kgw_tui.screens.widgets.row_layout import draw, fold
from kgw_tui.screens.widgets.rows import EntryRow, Hands, RowsOf, rows_of

from .test_one_line_rows import shown_at

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
TODAY = dt.date(2026, 11, 24)
MEETING = Meeting(id="m", created_at=NOW, date=TODAY)
ENTRIES: list[AnyEntry] = [
    Note(id="e1", created_at=NOW, created_by="sanne", meeting="m", order=1, text="van mij"),
    Note(id="e2", created_at=NOW, created_by="karim", meeting="m", order=2, text="van Karim"),
    Note(id="e3", created_at=NOW, created_by="sanne", changed_by="karim", meeting="m", order=3, text="door Karim"),
    Action(id="e4", created_at=NOW, created_by="karim", changed_by="sanne", meeting="m", order=4, text="van Karim nog"),
    Note(id="e5", created_at=NOW, meeting="m", order=5, text="van niemand"),
]


@pytest.fixture(autouse=True)
def dutch() -> Generator[None]:
    with language("nl"):
        yield


def test_a_line_has_the_initials_of_the_colleague_who_wrote_it_whoever_changed_it() -> None:
    dossier = put_together(MEETING, [], ENTRIES, Directory())
    rows = RowsOf()(dossier, today=TODAY, hands=Hands({"karim": "KB"}, {"e1": "FI"}))
    told = {row.entry_id: (row.by, row.busy) for row in rows if isinstance(row, EntryRow)}
    assert told == {
        "e1": ("FI", True),
        "e2": ("KB", False),
        "e3": ("", False),
        "e4": ("KB", False),
        "e5": ("", False),
    }
    assert RowsOf()(dossier, today=TODAY) == rows_of(dossier, today=TODAY)


def test_what_an_earlier_meeting_left_open_has_no_initials() -> None:
    other = [Action(id="e1", created_at=NOW, created_by="karim", meeting="other", text="van toen")]
    rows = RowsOf()(put_together(MEETING, [], other, Directory()), today=TODAY, hands=Hands({"karim": "KB"}))
    assert [row.by for row in rows if isinstance(row, EntryRow)] == [""]


@pytest.mark.parametrize(
    ("width", "row", "wanted"),
    [
        (
            60,
            EntryRow("e", "Gezegd", "13:04", by="KB"),
            [" 13:04   Gezegd                                          KB "],
        ),
        (
            60,
            EntryRow("e", "Bellen", "13:04", "!", "Jan · vr 27 nov", by="KB"),
            [" 13:04 ! Bellen                          Jan · vr 27 nov KB "],
        ),
        (
            60,
            EntryRow("e", "Bellen", "13:04", "!", "Jan", by="KB", busy=True),
            [" 13:04 ! Bellen                              Jan KB wijzigt "],
        ),
        (40, EntryRow("e", "Gezegd", "13:04", by="KB", busy=True), ["   Gezegd                           KB… "]),
        (
            40,
            EntryRow("e", "Kalender per klas uitdraaien voor vrijdag", "", "!", "Fatima · vr 27 nov", by="KB"),
            [
                " ! Kalender per klas uitdraaien      KB ",
                "   voor vrijdag                         ",
                "                     Fatima · vr 27 nov ",
            ],
        ),
    ],
)
def test_they_stand_at_the_edge_of_its_first_line(width: int, row: EntryRow, wanted: list[str]) -> None:
    folded = fold(row, width)
    lines = ["".join(text for text, _role in draw(row, folded, number, width)) for number in range(folded.height)]
    assert lines == wanted


OTHERS = ("ook hier: KB typt, FI", "KB typt, FI", "KB FI")
COST = "3 Rooster begint 12 min later"
LEFT, RIGHT = "MT-overleg · di 24 nov · 13:46", "punt 2/5 · 12 van 20 min"


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (85, ["MT-overleg · di 24 nov · 13:46", "ook hier: KB typt, FI", "punt 2/5 · 12 van 20 min"]),
        (80, ["MT-overleg · di 24 nov · 13:46", "KB typt, FI", "punt 2/5 · 12 van 20 min"]),
        (68, ["MT-overleg · di 24 nov · 13:46", "KB FI", "punt 2/5 · 12 van 20 min"]),
        (60, ["MT-overleg · 13:46", "KB FI", "punt 2/5 · 12 van 20 min"]),
        (44, ["MT-overleg · 13:46", "KB FI", "12 van 20 min"]),
        (40, ["MT-ov… · 13:46", "KB FI", "12 van 20 min"]),
        (34, ["MT-overl… · 13:46", "12 van 20 min"]),
    ],
)
async def test_the_header_tells_who_else_is_here_in_as_many_words_as_fit(width: int, expected: list[str]) -> None:
    row = HeaderRow()
    row.show(LEFT, RIGHT, others=OTHERS)
    line = await shown_at(row, width)
    assert re.split(r" {2,}", line.strip()) == expected
    assert line.endswith(f"{expected[-1]} ")


async def test_what_running_over_costs_goes_before_the_words_for_who_is_here() -> None:
    for width, expected in (
        (104, [LEFT, "KB FI", COST, RIGHT]),
        (92, ["MT-overleg · 13:46", "KB FI", COST, RIGHT]),
        (70, [LEFT, "KB FI", RIGHT]),
    ):
        row = HeaderRow()
        row.show(LEFT, RIGHT, consequence=COST, others=OTHERS)
        assert re.split(r" {2,}", (await shown_at(row, width)).strip()) == expected
