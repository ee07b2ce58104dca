"""What is looked for: its words as they are compared, and where they stand in a text that is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from kgw_tui.records.people import ROLES, Who
from kgw_tui.rules.directory import PARTICLES, Directory, fold

Span = tuple[int, int]
"""Characters of a text: from the first up to, not including, the second."""

_HANDLE: Final = re.compile(r"[a-z]-\d{1,6}|\d{4}-\d{3,6}")


def words_of(sought: str) -> tuple[str, ...]:
    """The words of `sought`, folded, each once. One that begins with a digit, or is a mark (`@ka`, `#toets`), has a
    space before it: it is looked for at the beginning of a word only, as `7` isn't meant to be found in `17`.
    """
    return tuple(dict.fromkeys(map(_looked_for, fold(sought).split())))


def looked_for(words: Iterable[str], directory: Directory) -> tuple[str, ...]:
    """Words and phrases as `words_of` gives them. A mark that no name begins with (`@dwi`, `@me`) becomes the name of
    whom it means.
    """
    found: dict[str, None] = {}
    for word in words:
        folded = " ".join(fold(word).split())
        if is_person(folded := _looked_for(folded) if folded else ""):
            folded = _whose(folded, directory)
        if folded:
            found[folded] = None
    return tuple(found)


def as_shown(words: Iterable[str]) -> tuple[str, ...]:
    """Words by which a text shows why it was found: names and themes stand in it without their mark, too."""
    return tuple(form for word in words for form in ((word, f" {word[2:].rstrip()}") if _is_mark(word) else (word,)))


def is_person(word: str) -> bool:
    """Whether a word, as it is looked for, is the mark of a person or a role."""
    return word.startswith(" @")


def marks_of(whos: Iterable[Who], directory: Directory) -> str:
    """What people are found by in a line: by their whole name, and by each word of it behind an `@`; roles by all marks
    that name them.
    """
    return " ".join(_marks_of(who.role, directory.name(who)) for who in whos)


@lru_cache(4096)
def _marks_of(role: str, name: str) -> str:
    if role:
        return " ".join(f"@{mark}" for mark in (*ROLES.get(role, ()), role))
    words = [word for word in name.split()[1:] if fold(word) not in PARTICLES]
    return " ".join(f"@{part}" for part in (name, *words))


def _looked_for(folded: str) -> str:
    anchored = folded[:1].isdigit() or (len(folded) > 1 and folded[0] in "@#")
    return f" {folded}" if anchored else folded


def _is_mark(word: str) -> bool:
    return len(word) > 2 and word[0] == " " and word[1] in "@#"


def _whose(word: str, directory: Directory) -> str:
    mark = word[2:]
    begun = any(fold(part).startswith(mark) for person in directory.people for part in person.name.split())
    who = None if begun else directory.find(mark)
    return f" @{fold(directory.name(who))} " if who is not None and who.person else word


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
