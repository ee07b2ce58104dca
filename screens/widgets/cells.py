"""Text as a terminal shows it: what has no place on a screen taken out, measured and broken in cells."""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len, set_cell_size, split_graphemes

_SPACES: Final = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_UNSEEN: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
_JOINING_NOTHING: Final = re.compile(
    r"(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|\u200d(?![\u2600-\u27bf\U0001f000-\U0001faff])"
)
_LONE_SURROGATES: Final = re.compile(r"[\ud800-\udfff]")
_WORDS: Final = re.compile(r"(\s*)(\S+)")
_ODD: Final = re.compile(
    r"[^ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u1e00-\u1fff\u2010-\u2027\u2030-\u205e"
    r"\u20a0-\u20bf\u2190-\u21ff\u2500-\u25fc\u2713\u2714]"
)


def shown(text: str) -> str:
    """`text` as one line that can't do anything to a screen.

    Control characters and the marks that turn the direction of a line are left out, breaks and tabs become a space.
    Joiners stay between emoji only: elsewhere Rich counts what follows one as no cells, and terminals don't.
    """
    if text.isprintable():
        return text
    text = _JOINING_NOTHING.sub("", _UNSEEN.sub("", _SPACES.sub(" ", text)))
    return _LONE_SURROGATES.sub("\ufffd", text)


def is_plain(text: str) -> bool:
    """Whether every character takes exactly one cell in every terminal, so that columns can be counted on."""
    return (text.isascii() and text.isprintable()) or not _ODD.search(text)


def width_of(text: str) -> int:
    """How many cells `text` takes."""
    return cell_len(text)


def glyphs(text: str) -> list[tuple[int, int, int]]:
    """Where each glyph of `text` begins and ends, and how many cells it takes when it is shown.

    What isn't shown belongs to the glyph before it: without it, what stands beside it may join to one glyph.
    """
    if is_plain(text):
        return [(index, index + 1, 1) for index in range(len(text))]
    seen = shown(text)
    if not seen:
        return [(0, len(text), 0)] if text else []
    origins = range(len(text)) if len(seen) == len(text) else _origins(text)
    found = split_graphemes(seen)[0]
    starts = [0, *(origins[start] for start, _end, _cells in found[1:])]
    sizes = [width_of(seen[start:end]) for start, end, _cells in found]
    return list(zip(starts, [*starts[1:], len(text)], sizes, strict=True))


def fit(text: str, width: int) -> str:
    """`text` cut or padded with spaces to exactly `width` cells; a wide glyph that would stick out becomes a space."""
    return set_cell_size(text, max(width, 0))


def most_characters(width: int) -> int:
    """How many characters of a text are looked at to fill `width` cells: a glyph may be several (accents, emoji)."""
    return 4 * max(width, 1) + 4


def shorten(text: str, width: int) -> str:
    """`text` in at most `width` cells, with `…` for what was cut off."""
    text = text[: most_characters(width)]
    if cell_len(text) <= width:
        return text
    return fit(text, width - 1).rstrip() + "…" if width > 0 else ""


def wrap(text: str, first: int, rest: int) -> list[str]:
    """Break `text` at spaces into lines of at most `first` (the first line) and `rest` (the others) cells.

    A word that is longer than a line is broken between glyphs. There is always at least one line.
    """
    measure = len if is_plain(text) else cell_len
    if measure(text) <= first:
        return [text]
    lines: list[str] = []
    line, used, room = "", 0, max(first, 1)
    for gap, word in _WORDS.findall(text):
        size = measure(word)
        longer = used + measure(gap) + size
        if line and longer <= room:
            line, used = line + gap + word, longer
            continue
        if line:
            lines.append(line)
            room = max(rest, 1)
        start = 0
        while size > room:
            end = start + room if measure is len else _fitting(word, start, room)
            lines.append(word[start:end])
            size -= measure(word[start:end])
            start, room = end, max(rest, 1)
        line, used = word[start:], size
    if line:
        lines.append(line)
    return lines or [""]


def _origins(text: str) -> list[int]:
    """The index in `text` of each character of what is shown of it."""
    gone = {match.start() for match in _UNSEEN.finditer(_SPACES.sub(" ", text))}
    kept = [index for index in range(len(text)) if index not in gone]
    joining = {match.start() for match in _JOINING_NOTHING.finditer("".join(text[index] for index in kept))}
    return [index for place, index in enumerate(kept) if place not in joining]


def _fitting(word: str, start: int, room: int) -> int:
    """Where the glyphs of `word` from `start` on that fit in `room` cells end; at least one of them."""
    used = 0
    for begin, _end, size in split_graphemes(word[start : start + most_characters(room)])[0]:
        if begin and used + size > room:
            return start + begin
        used += size
    return len(word) if start + most_characters(room) >= len(word) else start + most_characters(room)


def in_lines(text: str, width: int, most: int) -> list[str]:
    """`text` broken into at most so many lines of `width` cells; what doesn't fit ends in an ellipsis."""
    lines = wrap(text, width, width)
    if len(lines) <= most:
        return list(lines)
    return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), width)]
