"""The line under the echo that asks once about something, while typing goes on over it."""

from __future__ import annotations

from typing import ClassVar

from textual.strip import Strip

from .cells import shorten, shown, width_of
from .painting import PaintedLine
from .parts import Part, strip_of

_MARK = " ▲ "


class NudgeRow(PaintedLine):
    """`▲ a sentence   F8`, or nothing at all: without a sentence it takes no line of the screen.

    It takes no focus. Coming and going lays the screen out; another sentence in its place, and any key, doesn't. When
    it is narrow the sentence is cut, the key that answers it stays.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"nudge--mark", "nudge--key"}
    DEFAULT_CSS = """
    NudgeRow {
        display: none;
        color: $text-warning;
        &.-open { display: block; }
        &>.nudge--mark { color: $text-warning; text-style: bold; }
        &>.nudge--key { color: $text-accent; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        """One that says nothing."""
        super().__init__()
        self._shown = ("", "")

    @property
    def is_open(self) -> bool:
        """Whether it says something."""
        return bool(self._shown[0])

    def show(self, sentence: str, key: str = "") -> None:
        """Say a sentence, with the key that answers it as it is written (`F8`); "" takes the row away."""
        new = (sentence, key)
        if new != self._shown:
            self._shown = new
            self.set_class(bool(sentence), "-open")
            self.repaint()

    def hide(self) -> None:
        """Say nothing any more."""
        self.show("")

    def draw(self, width: int) -> Strip:
        """Mark, sentence and key."""
        sentence, key = self._shown
        key = shown(key)
        room = width - width_of(_MARK) - (width_of(key) + 3 if key else 1)
        text = shorten(shown(sentence), max(room, 0))
        gap = max(width - 1 - width_of(_MARK) - width_of(text) - width_of(key), 0)
        parts: list[Part] = [(_MARK, "nudge--mark"), (text, ""), (" " * gap, ""), (key, "nudge--key")]
        return strip_of([part for part in parts if part[0]], width, self.role_style)
