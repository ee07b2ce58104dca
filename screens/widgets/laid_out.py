"""Rows laid out below each other at one width: which row stands at a line, and where a row begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from .row_layout import Fold, Line, draw, fold
from .rows import EntryRow, HeadingRow, Row

Anchor = tuple[str, int]
"""A row (whatever its index becomes) and one of its lines."""


class LaidOut:
    """Wraps each row once a width: an append wraps one row, however many there are."""

    def __init__(self) -> None:
        """No rows, no width."""
        self.rows: list[Row] = []
        self.width = 0
        self._folds: dict[Row, Fold] = {}
        self._tops: list[int] = [0]

    @property
    def height(self) -> int:
        """How many lines there are."""
        return self._tops[-1]

    @property
    def current_end(self) -> int:
        """The line behind the current item, where the next entry comes; the end when no item is current."""
        current = next((i for i, row in enumerate(self.rows) if isinstance(row, HeadingRow) and row.current), None)
        if current is None:
            return self.height
        following = range(current + 1, len(self.rows))
        after = next((i for i in following if not isinstance(self.rows[i], EntryRow)), None)
        return self.height if after is None else self._tops[after]

    def lay_out(self, rows: Sequence[Row], width: int) -> None:
        """Take these rows at this width instead."""
        if width != self.width:
            self._folds.clear()
        elif len(self._folds) > 2 * len(rows) + 100:
            kept = set(rows)
            self._folds = {row: folded for row, folded in self._folds.items() if row in kept}
        self.rows = list(rows)
        self.width = width
        self._tops = [0, *accumulate(self._fold(row).height for row in self.rows)]

    def at(self, line: int) -> tuple[int, int] | None:
        """The index of the row that stands at a line, and which of its lines that is; None past the end."""
        if not 0 <= line < self.height:
            return None
        index = bisect_right(self._tops, line) - 1
        return index, line - self._tops[index]

    def line(self, index: int, number: int) -> Line:
        """One line of a row."""
        row = self.rows[index]
        return draw(row, self._fold(row), number, self.width)

    def span(self, index: int) -> tuple[int, int]:
        """The line at which a row begins, and the one behind its last."""
        return self._tops[index], self._tops[index + 1]

    def entry_id(self, index: int | None) -> str:
        """The id of the entry at `index`, or ""."""
        row = self.rows[index] if index is not None and 0 <= index < len(self.rows) else None
        return row.entry_id if isinstance(row, EntryRow) else ""

    def index_of(self, entry_id: str) -> int | None:
        """Where an entry stands."""
        found = (i for i, row in enumerate(self.rows) if isinstance(row, EntryRow) and row.entry_id == entry_id)
        return next(found, None)

    def next_entry(self, index: int, step: int) -> int | None:
        """The index of the first entry after `index` (`step` 1) or before it (-1)."""
        position = index + step
        while 0 <= position < len(self.rows):
            if isinstance(self.rows[position], EntryRow):
                return position
            position += step
        return None

    def anchor(self, line: int) -> Anchor | None:
        """What stands at a line, to find it again in other rows or at another width."""
        found = self.at(line)
        return (_key(self.rows[found[0]]), found[1]) if found else None

    def line_of(self, anchor: Anchor) -> int | None:
        """The line where an anchor's row stands now, or None when it is gone."""
        key, number = anchor
        for index, row in enumerate(self.rows):
            if _key(row) == key:
                first, end = self.span(index)
                return min(first + number, end - 1)
        return None

    def _fold(self, row: Row) -> Fold:
        folded = self._folds.get(row)
        if folded is None:
            folded = self._folds[row] = fold(row, self.width)
        return folded


def _key(row: Row) -> str:
    match row:
        case EntryRow():
            return row.entry_id
        case HeadingRow():
            return f"# {row.item_id}"
        case _:
            return "lot"
