"""Rows keep their columns at every width, whatever is in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgw_tui.i18n import language
from kgw_tui.screens.widgets.cells import width_of
from kgw_tui.screens.widgets.row_layout import draw, fold
from kgw_tui.screens.widgets.rows import EntryRow, HeadingRow, LotRow, Row

TEXT = st.text(st.sampled_from("ab c é漢字👩\u200d👧\u0301עב\x1b\t🇳🇱[/]’…‘"), max_size=120)
ROWS = st.one_of(
    st.builds(
        EntryRow,
        st.just("e"),
        TEXT,
        time=st.sampled_from(["", "13:04"]),
        mark=st.sampled_from(["", "!", "?", "=", "+", ">"]),
        right=st.one_of(st.just(""), TEXT),
        depth=st.integers(0, 1),
        by=st.sampled_from(["", "KB", "KaBo", "李明", "KB JP"]),
        busy=st.booleans(),
    ),
    st.builds(
        HeadingRow,
        st.just("i"),
        st.integers(0, 20),
        TEXT,
        st.one_of(st.none(), st.integers(1, 90)),
        st.booleans(),
        st.booleans(),
        st.booleans(),
        st.sampled_from(("", "parked", "deferred", "dropped")),
        st.one_of(st.just(""), TEXT),
    ),
    st.builds(LotRow, st.integers(1, 99)),
)


def drawn(row: Row, width: int) -> list[str]:
    folded = fold(row, width)
    lines = [draw(row, folded, number, width) for number in range(folded.height)]
    return ["".join(text for text, _role in line) for line in lines]


@given(ROWS, st.integers(1, 120))
def test_every_line_is_as_wide_as_the_screen(row: Row, width: int) -> None:
    lines = drawn(row, width)
    assert lines
    # a wide glyph can't be shown in one column
    assert all(width_of(line) == width for line in lines)


def test_a_row_stands_as_in_the_picture() -> None:
    row = EntryRow("e", "Toetskalender per klas uitdraaien", "13:12", "!", "Fatima · vr 27 nov")
    assert drawn(row, 74) == [" 13:12 ! Toetskalender per klas uitdraaien             Fatima · vr 27 nov "]


def test_a_long_text_goes_on_under_itself_and_its_right_stays_above() -> None:
    row = EntryRow("e", "Twee toetsen per week is genoeg voor leerjaar 2 en 3", "13:13", "=", "2026-014")
    assert drawn(row, 60) == [
        " 13:13 = Twee toetsen per week is genoeg voor      2026-014 ",
        "         leerjaar 2 en 3                                    ",
    ]


def test_when_it_is_narrow_the_time_goes_and_the_right_comes_below() -> None:
    row = EntryRow("e", "Toetskalender per klas uitdraaien", "13:12", "!", "Fatima El Idrissi · vr 27 nov")
    assert drawn(row, 40) == [
        " ! Toetskalender per klas uitdraaien    ",
        "          Fatima El Idrissi · vr 27 nov ",
    ]


def test_evidence_stands_in_when_there_is_no_time_to_tell_it_by() -> None:
    row = EntryRow("e", "leerlingpanel", mark="+", depth=1)
    assert drawn(row, 40)[0].startswith("   + leerlingpanel")


@pytest.mark.parametrize(
    ("row", "start"),
    [
        (HeadingRow("i", 1, "Opening", 5, done=True), " ── 1 Opening ✓ ──"),
        (HeadingRow("i", 2, "Toetsdruk", 20, current=True), " ━━ 2 Toetsdruk ━━"),
        (HeadingRow("i", 3, "Rooster 2027", 15), " ── 3 Rooster 2027 (15) ──"),
    ],
)
def test_headings_say_without_colour_how_they_stand(row: HeadingRow, start: str) -> None:
    assert drawn(row, 60)[0].startswith(start)


def test_a_heading_without_a_number_is_a_title_within_an_item() -> None:
    assert drawn(HeadingRow("i", 0, "Waarom"), 40)[0].rstrip() == "   Waarom"


def test_a_confidential_item_says_so() -> None:
    with language("en"):
        lines = drawn(HeadingRow("i", 4, "Personele zaken", confidential=True), 60)
    assert "confidential" in lines[0]
