"""Rows that come and go leave the layout as if it had been made afresh, at the cost of what is new."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgw_tui.screens.widgets import laid_out
from kgw_tui.screens.widgets.laid_out import LaidOut
from kgw_tui.screens.widgets.list_window import ListWindow
from kgw_tui.screens.widgets.row_layout import Fold, fold
from kgw_tui.screens.widgets.rows import EntryRow, HeadingRow, LotRow, Row

from .trial import many


def row(number: int) -> Row:
    if number % 7 == 0:
        return HeadingRow(f"i{number}", number, f"Punt {number}", current=number == 14)
    return LotRow(number) if number == 99 else EntryRow(f"e{number}", "woord " * (number % 30))


ROWS = st.lists(st.integers(0, 99), max_size=200, unique=True).map(lambda numbers: [row(number) for number in numbers])


def layout(laid: LaidOut) -> object:
    lines = [laid.at(line) for line in range(laid.height + 1)]
    spans = [laid.span(index) for index in range(len(laid.rows))]
    return laid.rows, laid.height, laid.current_end, lines, spans, [laid.line(*at) for at in lines if at]


@given(ROWS, ROWS, st.integers(20, 90))
def test_other_rows_are_laid_out_as_if_they_were_the_first(before: list[Row], after: list[Row], width: int) -> None:
    changed, fresh = LaidOut(), LaidOut()
    changed.widen(width)
    changed.take(before)
    changed.take(after)
    fresh.take(after)
    fresh.widen(width)
    assert layout(changed) == layout(fresh)


@given(st.lists(st.integers(0, 98), min_size=1, max_size=120, unique=True), st.data())
def test_what_is_said_to_stand_elsewhere_stands_there(numbers: list[int], data: st.DataObject) -> None:
    left_out = data.draw(st.sets(st.sampled_from(numbers)))
    place = data.draw(st.integers(0, len(numbers)))
    new = [*numbers[:place], 200, *numbers[place:]]
    laid = LaidOut()
    laid.take([row(number) for number in numbers])
    change = laid.take([row(number) for number in new if number not in left_out])
    for index, number in enumerate(numbers):
        now = change.place_of(index)
        now = laid.same_as(row(number), change) if now is None else now
        assert (now is None) == (number in left_out)
        assert now is None or laid.rows[now] == row(number)


@pytest.mark.parametrize("place", [0, 25, 1040, 2080])
def test_one_row_more_among_two_thousand_wraps_one_row(place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    wrapped: list[Row] = []

    def counted(each: Row, width: int) -> Fold:
        wrapped.append(each)
        return fold(each, width)

    monkeypatch.setattr(laid_out, "fold", counted)
    rows, added = many(2000), EntryRow("new", "net gezegd")
    window = ListWindow()
    window.laid.widen(80)
    window.take(rows)
    wrapped.clear()
    window.take([*rows[:place], added, *rows[place:]])
    assert wrapped == [added]
    window.take(many(2000))
    assert wrapped == [added], "nothing is wrapped when a row goes"
