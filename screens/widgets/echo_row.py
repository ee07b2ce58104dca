"""The row under the capture line: what Enter will make of the line, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final, Literal

from textual.geometry import Size
from textual.strip import Strip

from .painted_lines import PaintedLines
from .parts import Part, folded, strip_of, visible

EchoRole = Literal["", "kind", "name", "date", "doubt", "hint"]
"""How a part of the echo is meant: the kind of line, a person, a date, something to look at, something one can do."""

ROLES: Final[dict[str, EchoRole]] = {
    "kind": "kind",
    "owner": "name",
    "date": "date",
    "warning": "doubt",
    "new": "doubt",
    "hint": "hint",
}
"""How the parts of what a line comes to (`kgw_tui.capture.echo`) are shown; the others are plain."""


class EchoRow(PaintedLines):
    """Words with roles, in as many lines as there are; the words say what is meant, colours only repeat it."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"echo--kind", "echo--name", "echo--date", "echo--doubt", "echo--hint"}
    DEFAULT_CSS = """
    EchoRow {
        height: 1;
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
        self.says = False
        """Whether a sentence stands here, not what a line comes to: until the next key."""

    def say(self, sentence: str, *, warning: bool) -> None:
        """Say a sentence in the place of what a line comes to."""
        self.show([(f"! {sentence}" if warning else sentence, "doubt" if warning else "hint")])
        self.says = True

    def show(self, parts: Sequence[tuple[str, EchoRole]]) -> None:
        """Show what a line comes to; what stands here already costs nothing."""
        self.says = False
        new = tuple(parts)
        if new != self._parts:
            self._parts = new
            self.repaint()

    @property
    def room(self) -> int:
        """How many cells there are for words."""
        indent = self.INDENT if self.size.width > 20 else 0
        return max((self.size.width - indent) * max(self.size.height, 1), 1)

    def draw_lines(self, size: Size) -> list[Strip]:
        """The parts, indented so that they stand under the text of the line."""
        width = size.width
        indent = self.INDENT if width > 20 else 0
        classed: list[Part] = [(text, f"echo--{role}" if role else "") for text, role in self._parts]
        lines = folded(visible(classed, width * size.height), width - indent, size.height)
        return [strip_of([(" " * indent, ""), *line], width, self.role_style) for line in lines]
