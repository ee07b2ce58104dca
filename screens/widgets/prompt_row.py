"""The line above the entries: the phase the item is in, the question that goes with it, and how to see more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.strip import Strip

from .cells import shorten, shown, width_of
from .painting import PaintedLine
from .parts import Part, parts_width, strip_of


class PromptRow(PaintedLine):
    """`WAAROM ▸ wat ▸ hoe   the question   ^g meer`: the current phase in capitals, so that it shows without colour."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"prompt--current", "prompt--other", "prompt--question", "prompt--key"}
    DEFAULT_CSS = """
    PromptRow {
        color: $text-muted;
        &>.prompt--current { color: $text-accent; text-style: bold; }
        &>.prompt--other { color: $text-muted; }
        &>.prompt--question { color: $foreground; text-style: italic; }
        &>.prompt--key { color: $text-muted; }
    }
    """

    def __init__(self) -> None:
        """An empty one."""
        super().__init__()
        self._phases: tuple[str, ...] = ()
        self._current = -1
        self._question = ""
        self._key = ""

    def show(self, phases: Sequence[str], current: int, question: str, key: str = "") -> None:
        """Show the phases, which of them is current (an index, -1 for none), the question and what the key does."""
        before = (self._phases, self._current, self._question, self._key)
        self._phases, self._current = tuple(phases), current
        self._question, self._key = question, key
        if before != (self._phases, current, question, key):
            self.repaint()

    def draw(self, width: int) -> Strip:
        """Phases, question and key; when it gets narrow the other phases go first, then the key."""
        parts = self._road(whole=True)
        question, key = shown(self._question), shown(self._key)
        key_room = width_of(key) + 3 if key else 0
        if parts_width(parts) + 3 + width_of(question) + key_room + 1 > width:
            parts = self._road(whole=False)
        if parts_width(parts) + 3 + min(width_of(question), 16) + key_room + 1 > width:
            key, key_room = "", 0
        gap = 3 if question and parts_width(parts) > 1 else 0
        room = max(width - parts_width(parts) - gap - key_room - 1, 0)
        parts += [(" " * gap, ""), (shorten(question, room), "prompt--question")]
        if key:
            left_over = max(width - 1 - parts_width(parts) - width_of(key), 0)
            parts += [(" " * left_over, ""), (key, "prompt--key")]
        return strip_of(parts, width, self.role_style)

    def _road(self, *, whole: bool) -> list[Part]:
        parts: list[Part] = [(" ", "")]
        for index, phase in enumerate(self._phases):
            if index == self._current:
                word: Part = (shown(phase).upper(), "prompt--current")
            elif whole:
                word = (shown(phase), "prompt--other")
            else:
                continue
            if len(parts) > 1:
                parts.append((" ▸ ", "prompt--other"))
            parts.append(word)
        return parts
