"""What may follow the cursor in a line: the rest of a name, a theme or a command. It is only ever an offer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from kgw_tui.capture.marks import AT_WORD, NameMark, read_marks
from kgw_tui.capture.parsed import LineContext, ParsedLine
from kgw_tui.records.people import ROLES, Who
from kgw_tui.rules.directory import Directory, fold

_NAME: Final = re.compile(rf"{AT_WORD}@([^\s@#>{{}}]+(?: [^@#>{{}}]*)?|\{{[^{{}}|]+)$")
_THEME: Final = re.compile(r"(?<!\S)#(\w[\w-]*)$")
_LONGEST: Final = 80


@dataclass(frozen=True)
class Completion:
    """`ghost` is shown behind the cursor and put in there when it is taken; `name` says what it makes of the word."""

    ghost: str
    name: str


def complete(
    line: str, cursor: int, context: LineContext, words: Sequence[str] = (), themes: Callable[[], Sequence[str]] = tuple
) -> Completion | None:
    """What could be put in at `cursor` (a place in `line`), or None.

    Behind an `@` the rest of a name or a role; behind a `#` that of one of `themes` (asked for only then); in the first
    word of a `/` line the rest of one of `words` (the commands, without slash). Of these the likeliest stand first.
    """
    before, behind = line[max(0, cursor - _LONGEST) : cursor], line[cursor : cursor + 1]
    if behind and not behind.isspace():
        return None
    if line.startswith("/") and cursor <= _LONGEST and " " not in before:
        return _first_longer(before[1:], words) if len(before) > 1 else None
    theme = _THEME.search(before)
    if theme is not None:
        return _first_longer(theme[1], themes())
    found = None if line.startswith(";") else _NAME.search(before)
    if found is None:
        return None
    typed = found[1]
    if typed.startswith("{"):
        rest = _first_longer(typed[1:], (person.name for person in context.directory.people if person.active))
        return Completion(rest.ghost + "}", rest.name) if rest else None
    if " " in typed:
        return _whole_name(typed, context.directory)
    return _name(typed, context.directory)


def take_proposed(line: str, parsed: ParsedLine) -> str:
    """`line`, which proposes an owner (`parsed.proposed_owner`), with the name it begins with as that owner's mark."""
    words = parsed.text.split(maxsplit=1)
    found = re.search(rf"(?<!\S){re.escape(words[0])}", line) if parsed.proposed_owner and words else None
    return f"{line[: found.start()]}@{line[found.start() :]}" if found else line


def _name(typed: str, directory: Directory) -> Completion | None:
    person = next(iter(directory.candidates(typed, limit=1)), None)
    if person is None:
        roles = chain(chain.from_iterable(ROLES.values()), directory.extra_roles)
        return None if directory.find(typed) else _first_longer(typed, roles)
    who = Who(person=person.id)
    # Of a first name that several have the rest doesn't say who is meant: then that of the whole name is offered.
    words = (*person.name.split(), *person.aliases, person.name)
    if directory.find(typed) == who and fold(typed) in map(fold, words):
        return None
    rests = _longer(_fold_start(typed), len(typed), words)
    rest = next((rest for rest in rests if _means(typed + rest.ghost, who, directory)), None)
    return Completion(rest.ghost, person.name) if rest else None


def _means(mark: str, who: Who, directory: Directory) -> bool:
    pieces = list(read_marks(f"@{mark}", directory, None))
    return len(pieces) == 1 and isinstance(pieces[0], NameMark) and pieces[0].who == who


def _whole_name(typed: str, directory: Directory) -> Completion | None:
    """The rest of a whole name, where its first word alone doesn't say who is meant."""
    first = typed.partition(" ")[0]
    if directory.find(first) is not None:
        return None
    names = (person.name for person in directory.by_first_word.get(fold(first), ()) if person.active)
    return _first_longer(typed, sorted(names, key=str.casefold))


def _first_longer(typed: str, words: Iterable[str]) -> Completion | None:
    """The rest of the first of `words` that begins with what was typed, accents and case aside."""
    return next(_longer(_fold_start(typed), len(typed), words), None)


def _longer(folded: str, length: int, words: Iterable[str]) -> Iterator[Completion]:
    for word in words:
        if len(word) > length and _fold_start(word[:length]) == folded:
            yield Completion(word[length:], word)


def _fold_start(typed: str) -> str:
    """`typed` for comparing, with the space at its end."""
    return fold(typed) + " " * (len(typed) - len(typed.rstrip()))
