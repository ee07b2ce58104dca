"""Rows laid out below each other at one width: which row stands at a line, and where a row begins."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from .row_layout import Fold, Line, draw, fold
from .rows import EntryRow, HeadingRow, Row

_RUN: Final = 64
"""Rows that are compared at once, without a step of Python for each."""


class Change(NamedTuple):
    """How rows differ from those before: `head` of them stand where they stood, and `tail` at the end."""

    head: int
    tail: int
    before: int
    after: int

    def place_of(self, index: int) -> int | None:
        """Where the row that stood at `index` stands now; None for one of those between, which may be gone."""
        if index < self.head:
            return index
        return index + self.after - self.before if index >= self.before - self.tail else None


class LaidOut:
    """Wraps each row once a width. Other rows cost what is new in them, and one comparison of the others."""

    def __init__(self) -> None:
        """No rows, no width."""
        self.rows: list[Row] = []
        self.width = 0
        self._folds: list[Fold] = []
        self._tops: list[int] = [0]
        self._rules: list[int] = []

    @property
    def height(self) -> int:
        """How many lines there are."""
        return self._tops[-1]

    @property
    def current_end(self) -> int:
        """The line behind the current item, where the next entry comes; the end when no item is current."""
        for place, index in enumerate(self._rules):
            if _is_current(self.rows[index]):
                return self._tops[self._rules[place + 1]] if place + 1 < len(self._rules) else self.height
        return self.height

    def take(self, rows: Sequence[Row]) -> Change:
        """Take these rows instead. Those that begin or end the rows as before aren't looked at again."""
        head = _alike(self.rows, rows)
        tail = _alike(self.rows[head:][::-1], rows[head:][::-1])
        change = Change(head, tail, len(self.rows), len(rows))
        new, after = rows[head : len(rows) - tail], len(self.rows) - tail
        self._rules = [
            *self._rules[: bisect_left(self._rules, head)],
            *(head + index for index, row in enumerate(new) if not isinstance(row, EntryRow)),
            *(index + len(rows) - len(self.rows) for index in self._rules[bisect_left(self._rules, after) :]),
        ]
        folds = [fold(row, self.width) if self.width else Fold() for row in new]
        self.rows[head:after] = new
        self._folds[head:after] = folds
        tops = [*accumulate((folded.height for folded in folds), initial=self._tops[head])]
        moved = tops[-1] - self._tops[after]
        below = self._tops[after + 1 :]
        self._tops[head:] = [*tops, *(below if not moved else [top + moved for top in below])]
        return change

    def widen(self, width: int) -> None:
        """Lay the rows out at another width."""
        self.width = width
        self._folds = [fold(row, width) for row in self.rows]
        self._tops = [*accumulate((folded.height for folded in self._folds), initial=0)]

    def at(self, line: int) -> tuple[int, int] | None:
        """The index of the row that stands at a line, and which of its lines that is; None past the end."""
        if not 0 <= line < self.height:
            return None
        index = bisect_right(self._tops, line) - 1
        return index, line - self._tops[index]

    def line(self, index: int, number: int) -> Line:
        """One line of a row."""
        return draw(self.rows[index], self._folds[index], number, self.width)

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
            if self.entry_id(position):
                return position
            position += step
        return None

    def newest(self) -> int | None:
        """The index of the last entry up to the end of the current item: what was typed just now; else of the last."""
        headings = [index for index in self._rules if isinstance(self.rows[index], HeadingRow)]
        here = next((place for place, index in enumerate(headings) if _is_current(self.rows[index])), len(headings))
        behind = headings[here + 1] if here + 1 < len(headings) else len(self.rows)
        found = self.next_entry(behind, -1)
        return self.next_entry(len(self.rows), -1) if found is None else found

    def same_as(self, row: Row, change: Change) -> int | None:
        """Where what `row` is about stands among the rows that `change` brought, or None when it is gone."""
        key = _key(row)
        places = range(change.head, change.after - change.tail)
        return next((index for index in places if _key(self.rows[index]) == key), None)


def _is_current(row: Row) -> bool:
    return isinstance(row, HeadingRow) and row.current


def _alike(before: Sequence[Row], after: Sequence[Row]) -> int:
    """How many of the first rows of both are the same."""
    most = min(len(before), len(after))
    same = 0
    while same < most and before[same : same + _RUN] == after[same : same + _RUN]:
        same = min(same + _RUN, most)
    while same < most and before[same] == after[same]:
        same += 1
    return same


def _key(row: Row) -> str:
    match row:
        case EntryRow():
            return row.entry_id
        case HeadingRow():
            return f"# {row.item_id}"
        case _:
            return "lot"
