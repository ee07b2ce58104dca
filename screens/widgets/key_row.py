"""The bottom line: which key does what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.strip import Strip

from .cells import shown
from .painting import PaintedLine
from .parts import Part, parts_width, strip_of


class KeyRow(PaintedLine):
    """Keys with what they do, the most important first; what doesn't fit is left out whole."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"keys--key", "keys--label"}
    DEFAULT_CSS = """
    KeyRow {
        background: $panel;
        color: $text-muted;
        &>.keys--key { color: $text-accent; text-style: bold; }
        &>.keys--label { color: $foreground; }
    }
    """

    def __init__(self) -> None:
        """An empty one."""
        super().__init__()
        self._keys: tuple[tuple[str, str], ...] = ()

    def show(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show these pairs of a key as it is written (`F2`, `^z`) and what it does."""
        new = tuple(keys)
        if new != self._keys:
            self._keys = new
            self.repaint()

    def draw(self, width: int) -> Strip:
        """As many pairs as fit."""
        parts: list[Part] = [(" ", "")]
        for key, label in self._keys:
            pair: list[Part] = [(shown(key), "keys--key"), (f" {shown(label)}", "keys--label")]
            gap = 2 if len(parts) > 1 else 0
            if parts_width(parts) + gap + parts_width(pair) > width:
                continue
            if gap:
                parts.append((" " * gap, ""))
            parts += pair
        return strip_of(parts, width, self.role_style)
