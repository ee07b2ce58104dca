"""The top line of a meeting: what it is and what time it is, how the item stands, and what running over costs."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.strip import Strip

from .cells import shorten, shown, width_of
from .painting import PaintedLine
from .parts import Part, strip_of

_GAP: Final = "   "
_DOT: Final = " · "
_LEAST: Final = 5
"""Cells that are kept of the first words, so that one still sees which meeting it is."""


class HeaderRow(PaintedLine):
    """A text at the left and one at the right; a clock in either sends only the digits that changed.

    Between them, before the right one, stands what running over costs, where it fits whole. Where it is narrow, the
    left one gives up what stands between its first and its last ` · ` (the day) and some of its first words, so that
    the clock stays; then the right one keeps its last words alone. `over` marks the right text (an item over its
    budget) and `late` the left one (a meeting past its end), with reverse video and not with a colour alone.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"header--over", "header--consequence"}
    DEFAULT_CSS = """
    HeaderRow {
        background: $panel;
        color: $foreground;
        text-style: bold;
        &>.header--over { color: $text-warning; text-style: bold reverse; }
        &>.header--consequence { color: $text-warning; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        """An empty one."""
        super().__init__()
        self._shown = ("", "", "", False, False)

    def show(
        self, left: str, right: str = "", *, over: bool = False, consequence: str = "", late: bool = False
    ) -> None:
        """Say something else; what is said already costs nothing."""
        new = (left, right, consequence, over, late)
        if new != self._shown:
            self._shown = new
            self.repaint()

    def draw(self, width: int) -> Strip:
        """Left text, gap, right text, with a blank cell at both edges."""
        left, right, consequence, over, late = self._shown
        inner = max(width - 2, 0)
        left, between, right = _fitted(shown(left), shown(consequence), shown(right), inner)
        free = inner - width_of(left) - width_of(right)
        parts: list[Part] = [
            (" ", ""),
            (left, "header--over" if late else ""),
            (" " * max(free - width_of(between), 0), ""),
            (between, "header--consequence"),
            (right, "header--over" if over else ""),
        ]
        return strip_of([part for part in parts if part[0]], width, self.role_style)


def _fitted(left: str, consequence: str, right: str, width: int) -> tuple[str, str, str]:
    """What stands at the left, before the right, and at the right of so many cells."""
    between = consequence + (_GAP if right else "") if consequence else ""
    gap = len(_GAP) - 1 if right else 0
    for told, least in ((between, len(_GAP)), ("", gap)) if between else (("", gap),):
        room = width - width_of(told) - width_of(right) - least
        if width_of(left) <= room:
            return left, told, right
        briefly = _briefly(left, room)
        if briefly:
            return briefly, told, right
    last = right.rsplit(_DOT, maxsplit=1)[-1]
    briefly = _briefly(left, width - width_of(last) - gap)
    if briefly and _DOT in left:
        return briefly, "", last
    right = shorten(right, width)
    return shorten(left, width - width_of(right) - gap), "", right


def _briefly(text: str, width: int) -> str:
    """The first and the last of the words that ` · ` joins, in at most `width` cells; "" where that says too little."""
    first, *others = text.split(_DOT)
    last = _DOT + others[-1] if others else ""
    room = width - width_of(last)
    return shorten(first, room) + last if room >= min(_LEAST, width_of(first)) else ""
