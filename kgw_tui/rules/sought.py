"""What is looked for: its words as they are compared, and where they stand in a text that is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kgw_tui.rules.directory import fold

Span = tuple[int, int]
"""Characters of a text: from the first up to, not including, the second."""

_HANDLE: Final = re.compile(r"[a-z]-\d{1,6}|\d{4}-\d{3,6}")


def words_of(sought: str) -> tuple[str, ...]:
    """The words of `sought`, folded, each once. One that begins with a digit has a space before it: it is looked for
    at the beginning of a word only, as `7` isn't meant to be found in `17`.
    """
    return tuple(dict.fromkeys(f" {word}" if word[0].isdigit() else word for word in fold(sought).split()))


def handle_in(sought: str) -> str:
    """The handle (folded: `a-12`, `2026-014`) that `sought` is; "" when it is something else."""
    folded = fold(sought)
    return folded if _HANDLE.fullmatch(folded) else ""


def line_of(parts: Iterable[str]) -> str:
    """Texts as one line to look in: folded, with a space before and behind."""
    return f" {fold(' '.join(parts))} ".replace("\n", " ")


def narrows(words: Iterable[str], before: Iterable[str]) -> bool:
    """Whether all that has `words` has all words of `before`, too: because each of these stands in one of those."""
    words = tuple(words)
    return all(any(old in new for new in words) for old in before)


def places_in(text: str, words: Iterable[str]) -> list[Span]:
    """Where `words` (as `words_of` gives them) stand in `text`, in order; what overlaps is one place."""
    folded, starts, ends = _folded(text)
    found: list[Span] = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            end = at + len(word)
            found.append((starts[at + (word[0] == " ")], ends[end - 1]))
            at = folded.find(word, end)
    return list(_joined(sorted(found)))


def _folded(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """A text folded, with a space before it, and for each of its characters where what it comes from begins and ends in
    `text`; what is left out (an accent by itself) belongs to the character before it.
    """
    if text.isascii():
        return f" {text.lower()}", range(-1, len(text)), range(len(text) + 1)
    folded, starts, ends = [" "], [0], [0]
    for index, character in enumerate(text):
        flat = fold(character) or (" " if character.isspace() else "")
        folded.append(flat)
        starts += [index] * len(flat)
        ends += [index + 1] * len(flat)
        ends[-1] = index + 1
    return "".join(folded), starts, ends


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for start, end in spans:
        if last is None or start > last[1]:
            if last is not None:
                yield last
            last = start, end
        else:
            last = last[0], max(last[1], end)
    if last is not None:
        yield last
