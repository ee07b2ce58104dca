"""A line being typed: its text, where the cursor stands, what is selected, and the way back through what was typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Final

from kgw_tui.text import clean

from .cells import glyphs

_PAUSE: Final = 1.0
"""Seconds without typing after which undo takes what follows apart from what went before."""
_GLYPH: Final = 48
"""No glyph is looked for in more characters than this."""
_WORD_BEHIND: Final = re.compile(r"\W*\w*")


@dataclass
class _Step:
    """One thing that undo takes back: at `start`, `removed` made way for `added`."""

    start: int
    removed: str
    added: str
    at: float
    open: bool


class LineEdit:
    """The text of one line with cursor and selection. Whatever goes in is cleaned, and its line breaks become spaces.

    `cursor` and `anchor` are indexes in `text`; what lies between them is selected. `now` counts seconds.
    """

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        """An empty line."""
        self.text = ""
        self.cursor = 0
        self.anchor = 0
        self._now = now
        self._steps: list[_Step] = []

    @property
    def selection(self) -> tuple[int, int]:
        """Start and end of what is selected; equal when nothing is."""
        return min(self.cursor, self.anchor), max(self.cursor, self.anchor)

    @property
    def selected_text(self) -> str:
        """What is selected."""
        start, end = self.selection
        return self.text[start:end]

    def reset(self, text: str = "") -> None:
        """Begin anew with `text`, the cursor behind it; there is nothing to undo."""
        self.text = _one_line(text)
        self.cursor = self.anchor = len(self.text)
        self._steps.clear()

    def insert(self, text: str) -> None:
        """Put `text` in place of the selection, or at the cursor."""
        self._replace(*self.selection, _one_line(text))

    def delete_to(self, index: int) -> None:
        """Take out the selection, or else what lies between the cursor and `index`."""
        start, end = self.selection
        if start == end:
            start, end = min(self.cursor, index), max(self.cursor, index)
        if start != end:
            self._replace(start, end, "")

    def move_to(self, index: int, *, select: bool = False) -> None:
        """Put the cursor at `index`; with `select` the other end of the selection stays."""
        self.cursor = max(0, min(index, len(self.text)))
        if not select:
            self.anchor = self.cursor
        if self._steps:
            self._steps[-1].open = False

    def undo(self) -> bool:
        """Take back the newest step of typing. False when there is none."""
        if not self._steps:
            return False
        step = self._steps.pop()
        self.text = self.text[: step.start] + step.removed + self.text[step.start + len(step.added) :]
        self.cursor = self.anchor = step.start + len(step.removed)
        return True

    def left(self) -> int:
        """The index one glyph before the cursor."""
        window = self.text[max(self.cursor - _GLYPH, 0) : self.cursor]
        return self.cursor - len(window) + glyphs(window)[-1][0] if window else 0

    def right(self) -> int:
        """The index one glyph behind the cursor."""
        window = self.text[self.cursor : self.cursor + _GLYPH]
        return self.cursor + glyphs(window)[0][1] if window else self.cursor

    def word_left(self) -> int:
        """The index of the beginning of the word before the cursor."""
        index = self.cursor
        while index and not self.text[index - 1].isalnum():
            index -= 1
        while index and self.text[index - 1].isalnum():
            index -= 1
        return index

    def word_right(self) -> int:
        """The index of the end of the word behind the cursor."""
        match = _WORD_BEHIND.match(self.text, self.cursor)
        return match.end() if match else self.cursor

    def _replace(self, start: int, end: int, added: str) -> None:
        removed = self.text[start:end]
        self.text = self.text[:start] + added + self.text[end:]
        self.cursor = self.anchor = start + len(added)
        self._remember(_Step(start, removed, added, self._now(), open=_is_one_key(added) and _is_one_key(removed)))

    def _remember(self, step: _Step) -> None:
        """Typing goes into the step before it until a word begins, the cursor was moved or there was a pause."""
        last = self._steps[-1] if self._steps else None
        if last and last.open and step.open and step.at - last.at < _PAUSE:
            if step.added and not step.removed and last.added and step.start == last.start + len(last.added):
                if step.added.isspace() or not last.added[-1].isspace():
                    last.added += step.added
                    last.at = step.at
                    return
            elif step.removed and not step.added and not last.added and last.removed:
                if step.start + len(step.removed) == last.start:
                    last.start, last.removed, last.at = step.start, step.removed + last.removed, step.at
                    return
                if step.start == last.start:
                    last.removed, last.at = last.removed + step.removed, step.at
                    return
        self._steps.append(step)


def _is_one_key(text: str) -> bool:
    return len(text) <= 1 or (len(text) <= _GLYPH and len(glyphs(text)) == 1)


def _one_line(text: str) -> str:
    return clean(text).replace("\n", " ")
