"""The top line of a meeting: what it is and what time it is, and how the item stands against its budget."""

from __future__ import annotations

from typing import ClassVar

from textual.strip import Strip

from .cells import shorten, shown, width_of
from .painting import PaintedLine
from .parts import Part, strip_of


class HeaderRow(PaintedLine):
    """A text at the left and one at the right; a clock in either sends only the digits that changed.

    Where both don't fit, the left one is cut first; `over` marks the right text (an item over its budget), with
    reverse video and not with a colour alone.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"header--over"}
    DEFAULT_CSS = """
    HeaderRow {
        background: $panel;
        color: $foreground;
        text-style: bold;
        &>.header--over { color: $text-warning; text-style: bold reverse; }
    }
    """

    def __init__(self) -> None:
        """An empty one."""
        super().__init__()
        self._shown = ("", "", False)

    def show(self, left: str, right: str = "", *, over: bool = False) -> None:
        """Say something else; what is said already costs nothing."""
        new = (left, right, over)
        if new != self._shown:
            self._shown = new
            self.repaint()

    def draw(self, width: int) -> Strip:
        """Left text, gap, right text, with a blank cell at both edges."""
        left, right, over = self._shown
        inner = max(width - 2, 0)
        right = shorten(shown(right), inner)
        room = inner - width_of(right) - (2 if right else 0)
        left = shorten(shown(left), room)
        gap = max(inner - width_of(left) - width_of(right), 0)
        parts: list[Part] = [(f" {left}{' ' * gap}", ""), (right, "header--over" if over else "")]
        return strip_of(parts, width, self.role_style)
