"""Words with a role, put together into one line of the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from .cells import fit, most_characters, shown, width_of

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


def strip_of(parts: Sequence[Part], width: int, style_of: Callable[[str], Style]) -> Strip:
    """A strip of exactly `width` cells; what is left over is blank in the widget's own style."""
    kept = cut(parts, width)
    segments = [Segment(text, style_of(role)) for text, role in kept]
    left_over = width - parts_width(kept)
    if left_over > 0:
        segments.append(Segment(" " * left_over, style_of("")))
    return Strip(segments, width)
