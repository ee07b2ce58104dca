"""The top line of a meeting: what it is and what time it is, how the item stands, what running over costs, and who else
is here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final, NamedTuple

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

    Between them, before the right one, stands who else is here, in the longest of `others` that fits, and what running
    over costs, where that fits whole. Where it is narrow, the left one gives up what stands between its first and its
    last ` · ` (the day) and some of its first words, so that the clock stays; then the right one keeps its last words
    alone. `over` marks the right text (an item over its
    budget) and `late` the left one (a meeting past its end), with reverse video and not with a colour alone.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"header--over", "header--consequence", "header--others"}
    DEFAULT_CSS = """
    HeaderRow {
        background: $panel;
        color: $foreground;
        text-style: bold;
        &>.header--over { color: $text-warning; text-style: bold reverse; }
        &>.header--consequence { color: $text-warning; text-style: bold; }
        &>.header--others { color: $foreground; text-style: none; }
    }
    """

    def __init__(self) -> None:
        """An empty one."""
        super().__init__()
        self._shown = _Shown()

    def show(
        self,
        left: str,
        right: str = "",
        *,
        over: bool = False,
        consequence: str = "",
        late: bool = False,
        others: Sequence[str] = (),
    ) -> None:
        """Say something else; what is said already costs nothing."""
        new = _Shown(left, right, consequence, tuple(others), over, late)
        if new != self._shown:
            self._shown = new
            self.repaint()

    def draw(self, width: int) -> Strip:
        """Left text, gap, right text, with a blank cell at both edges."""
        told = self._shown
        inner = max(width - 2, 0)
        left, others, consequence, right = _fitted(told, inner)
        between = _with_gaps(others, consequence, right)
        free = inner - width_of(left) - width_of(between) - width_of(right)
        parts: list[Part] = [
            (" ", ""),
            (left, "header--over" if told.late else ""),
            (" " * max(free, 0), ""),
            (others, "header--others"),
            (between[len(others) :], "header--consequence" if consequence else ""),
            (right, "header--over" if told.over else ""),
        ]
        return strip_of([part for part in parts if part[0]], width, self.role_style)


class _Shown(NamedTuple):
    left: str = ""
    right: str = ""
    consequence: str = ""
    others: tuple[str, ...] = ()
    over: bool = False
    late: bool = False


def _with_gaps(others: str, consequence: str, right: str) -> str:
    """What stands before the right one: who else is here, and what running over costs, each with its gap."""
    return (
        "".join(part + _GAP for part in (others, consequence) if part)
        if right
        else _GAP.join(part for part in (others, consequence) if part)
    )


def _fitted(told: _Shown, width: int) -> tuple[str, str, str, str]:
    """What stands at the left, who else is here, what it costs, and what stands at the right, in so many cells."""
    left, consequence, right = shown(told.left), shown(told.consequence), shown(told.right)
    others = [shown(each) for each in told.others]
    last = right.rsplit(_DOT, maxsplit=1)[-1] if _DOT in left else right
    costs = [(each, consequence, right) for each in (*others, "")] if consequence else []
    wordless = [(each, "", last) for each in others[-1:]]
    for each, cost, end in (
        *costs,
        *((each, "", right) for each in others),
        *wordless,
        ("", "", right),
        ("", "", last),
    ):
        between = _with_gaps(each, cost, end)
        room = width - width_of(between) - width_of(end) - (len(_GAP) if between else len(_GAP) - 1 if end else 0)
        if width_of(left) <= room and end == right:
            return left, each, cost, end
        briefly = _briefly(left, room) if each in {"", *others[-1:]} else ""
        if briefly and (end == right or _DOT in left):
            return briefly, each, cost, end
    right = shorten(right, width)
    gap = len(_GAP) - 1 if right else 0
    return shorten(left, width - width_of(right) - gap), "", "", right


def _briefly(text: str, width: int) -> str:
    """The first and the last of the words that ` · ` joins, in at most `width` cells; "" where that says too little."""
    first, *others = text.split(_DOT)
    last = _DOT + others[-1] if others else ""
    room = width - width_of(last)
    return shorten(first, room) + last if room >= min(_LEAST, width_of(first)) else ""
