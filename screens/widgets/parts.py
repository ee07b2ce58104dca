"""Words with a role, put together into one line of the screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from .cells import fit, most_characters, shown, width_of

_WORD: Final = re.compile(r"\S+\s*|\s+")

Part = tuple[str, str]
"""A text and its role: which of the widget's component classes it is shown in, "" for the widget's own style."""


def visible(parts: Iterable[Part], width: int) -> list[Part]:
    """The parts as they can be shown in `width` cells, without empty ones."""
    cleaned = [(shown(text[: most_characters(width)]), role) for text, role in parts]
    return [part for part in cleaned if part[0]]


def parts_width(parts: Iterable[Part]) -> int:
    """How many cells the parts take together."""
    return sum(width_of(text) for text, _role in parts)


def cut(parts: Sequence[Part], width: int) -> list[Part]:
    """The parts in at most `width` cells, with `…` at the end of what didn't fit."""
    if parts_width(parts) <= width:
        return list(parts)
    room = width - 1
    kept: list[Part] = []
    for text, role in parts:
        size = width_of(text)
        if size > room:
            if room >= 0:
                kept.append((fit(text, room) + "…", role))
            break
        kept.append((text, role))
        room -= size
    return kept


def folded(parts: Sequence[Part], width: int, lines: int) -> list[list[Part]]:
    """The parts over at most so many lines of `width` cells, broken between words; `…` ends what didn't fit."""
    if lines <= 1:
        return [cut(parts, width)]
    found: list[list[Part]] = [[]]
    words = [(word, role) for text, role in parts for word in _WORD.findall(text)]
    for number, (word, role) in enumerate(words):
        room = width - parts_width(found[-1])
        if width_of(word.rstrip()) > room and found[-1]:
            if len(found) == lines:
                found[-1] = cut([*found[-1], *words[number:]], width)
                return [_joined(line) for line in found]
            found.append([])
        found[-1].append((word, role))
    return [_joined(cut(line, width)) for line in found]


def _joined(parts: Sequence[Part]) -> list[Part]:
    """The parts with those of one role that follow each other in one, for fewer changes of style."""
    joined: list[Part] = []
    for text, role in parts:
        if joined and joined[-1][1] == role:
            joined[-1] = (joined[-1][0] + text, role)
        else:
            joined.append((text, role))
    return joined


def strip_of(parts: Sequence[Part], width: int, style_of: Callable[[str], Style]) -> Strip:
    """A strip of exactly `width` cells; what is left over is blank in the widget's own style."""
    kept = cut(parts, width)
    segments = [Segment(text, style_of(role)) for text, role in kept]
    left_over = width - parts_width(kept)
    if left_over > 0:
        segments.append(Segment(" " * left_over, style_of("")))
    return Strip(segments, width)
