"""What is seen of laid-out rows: it stays where it is when rows come and go, or follows where they are added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.geometry import Size

from .laid_out import Change, LaidOut
from .rows import HeadingRow, Row

_AFTER: Final = 4
"""The part of the height (a fourth) that may show what comes after the current item."""


class ListWindow:
    """A window of some lines over rows. It follows the end of the current item until it is scrolled elsewhere."""

    def __init__(self) -> None:
        """Over no rows, of no size."""
        self.laid = LaidOut()
        self.size = Size(0, 0)
        self.top = 0
        self.follows = True

    @property
    def seen(self) -> list[tuple[int, int] | None]:
        """For each line of the window the row that is seen there and which of its lines; None below the last."""
        return [self.laid.at(line) for line in range(self.top, self.top + self.size.height)]

    def resize(self, size: Size) -> None:
        """To another size: what stood at the top stays there, or the end."""
        at_top = self.laid.at(self.top)
        if size.width != self.size.width:
            self.laid.widen(size.width)
        self.size = size
        self._stay(at_top)

    def take(self, rows: Sequence[Row]) -> Change:
        """Over other rows: the row at the top stays there, or the end. Says how the rows differ."""
        at_top = self.laid.at(self.top)
        row = self.laid.rows[at_top[0]] if at_top else None
        change = self.laid.take(rows)
        if row is None or at_top is None:
            self._stay(None)
            return change
        place = change.place_of(at_top[0])
        place = self.laid.same_as(row, change) if place is None else place
        self._stay(None if place is None else (place, at_top[1]))
        return change

    def follow(self) -> None:
        """Go to the end of the current item, and stay there when rows are added."""
        self.follows = True
        self._go_to(self._followed_top)

    def scroll(self, lines: int) -> None:
        """Scroll by so many lines (up when negative); back where lines are added, they are followed again."""
        self._go_to(self.top + lines)
        self.follows = self.top == self._followed_top

    def reveal(self, index: int) -> None:
        """Scroll as little as is needed to see the whole row, and the heading above it."""
        first, end = self.laid.span(index)
        if index and isinstance(self.laid.rows[index - 1], HeadingRow):
            above = self.laid.span(index - 1)[0]
            first = above if end - above <= self.size.height else first
        if end > self.top + self.size.height:
            self._go_to(end - self.size.height)
        if first < self.top:
            self._go_to(first)

    def _stay(self, at_top: tuple[int, int] | None) -> None:
        """Keep a row and one of its lines at the top, or the end in view when that is followed."""
        if self.follows:
            self._go_to(self._followed_top)
        elif at_top is None:
            self._go_to(self.top)
        else:
            first, end = self.laid.span(at_top[0])
            self._go_to(min(first + at_top[1], end - 1))

    def _go_to(self, top: int) -> None:
        self.top = self._within(top)

    def _within(self, top: int) -> int:
        return max(min(top, self.laid.height - self.size.height), 0)

    @property
    def _followed_top(self) -> int:
        """The line at the top when the end of the current item is in view, with a little of what comes after it."""
        height = self.size.height
        return self._within(self.laid.current_end + height // _AFTER - height)
