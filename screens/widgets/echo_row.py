"""The row under the capture line: what Enter will make of the line, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual.strip import Strip

from .painting import PaintedLine
from .parts import Part, strip_of, visible

EchoRole = Literal["", "kind", "name", "date", "doubt", "hint"]
"""How a part of the echo is meant: the kind of line, a person, a date, something to look at, something one can do."""


class EchoRow(PaintedLine):
    """One line of words with roles. The words say what is meant; the roles' colours only repeat it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"echo--kind", "echo--name", "echo--date", "echo--doubt", "echo--hint"}
    DEFAULT_CSS = """
    EchoRow {
        color: $text-muted;
        &>.echo--kind { color: $foreground; text-style: bold; }
        &>.echo--name { color: $foreground; }
        &>.echo--date { color: $foreground; }
        &>.echo--doubt { color: $text-warning; text-style: bold; }
        &>.echo--hint { color: $text-muted; text-style: italic; }
    }
    """
    INDENT = 3

    def __init__(self) -> None:
        """An empty one."""
        super().__init__()
        self._parts: tuple[tuple[str, EchoRole], ...] = ()

    def show(self, parts: Sequence[tuple[str, EchoRole]]) -> None:
        """Say something else; what is said already costs nothing."""
        new = tuple(parts)
        if new != self._parts:
            self._parts = new
            self.repaint()

    def draw(self, width: int) -> Strip:
        """The parts, indented so that they stand under the text of the line."""
        indent = self.INDENT if width > 20 else 0
        classed: list[Part] = [(text, f"echo--{role}" if role else "") for text, role in self._parts]
        return strip_of([(" " * indent, ""), *visible(classed, width)], width, self.role_style)
