"""An entry as the line that says it: the inverse of reading, for editing in place and for the txt export.

Of several ways to write an entry the most natural one is taken that reads back as exactly the same: kind, text,
owners, mentions, themes, day and priority, typed live as well as in a file. What a natural line can't say is said with
the long forms of marks.py.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kgw_tui.capture.dates import Calendar
from kgw_tui.capture.line import asks, begins_plainly, parse_line, title_place
from kgw_tui.capture.marks import AT_WORD, NameMark, literal_places, long_name, read_marks, resolve, theme_mark
from kgw_tui.capture.parsed import LineContext, ParsedLine
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Movement, Note, Question, kind_of
from kgw_tui.records.people import ROLES, Who
from kgw_tui.rules.directory import Directory, role_name

_MARKS: Final = {"decision": "=", "evidence": "+", "parked": ">"}
_WRITER: Final = ("ik", "me", "mij")
_SIGNS: Final = frozenset('=:"')


def line_of(entry: AnyEntry, directory: Directory) -> str:
    """The line that reads back as `entry`, without its time, its indentation and its statuses.

    A line break in the text stays in the line. Somebody who comes or goes is the command that says so.
    """
    if isinstance(entry, Movement):
        return f"/{'komt' if entry.arrives else 'weg'} {mark_of(entry.who, directory)}"
    meant = _Meant.of(entry)
    line = ""
    for line in _ways(entry, meant, directory):
        if all(_Meant.read(parse_line(line, context)) == meant for context in _contexts(entry, directory)):
            break
    return line


def item_line(title: str, minutes: int | None = None, *, confidential: bool = False, word: str = "") -> str:
    """The heading of an agenda item. `word` is the mark of a confidential one (else `vertrouwelijk`)."""
    places = {*literal_places(title, days=False), *(() if minutes is not None else title_place(title))}
    parts = ["##", _with_inserts(title, dict.fromkeys(places, "\\"))]
    if minutes is not None:
        parts.append(f"({minutes})")
    if confidential:
        parts.append(f"{{{word or 'vertrouwelijk'}}}")
    return " ".join(part for part in parts if part)


@dataclass(frozen=True)
class _Meant:
    """What must come back."""

    kind: str
    text: str
    owners: tuple[Who, ...]
    mentions: tuple[Who, ...]
    themes: tuple[str, ...]
    day: dt.date | None
    priority: bool

    @classmethod
    def of(cls, entry: AnyEntry) -> _Meant:
        owners = entry.owners if isinstance(entry, Action | Question) else ()
        day = entry.review if isinstance(entry, Decision) else None
        day = entry.due if isinstance(entry, Action | Question) else day
        priority = isinstance(entry, Action) and entry.priority
        return cls(kind_of(entry), entry.text, owners, entry.mentions, entry.themes, day, priority)

    @classmethod
    def read(cls, parsed: ParsedLine) -> _Meant | None:
        if parsed.statuses or parsed.time or parsed.indented:
            return None
        return cls(
            parsed.kind.value,
            parsed.text,
            parsed.owners,
            parsed.mentions,
            parsed.themes,
            parsed.day,
            parsed.priority,
        )


def _contexts(entry: AnyEntry, directory: Directory) -> tuple[LineContext, LineContext]:
    calendar = Calendar(entry.created_at.date())
    return LineContext(directory, calendar, live=False), LineContext(directory, calendar, live=True)


def _ways(entry: AnyEntry, meant: _Meant, directory: Directory) -> Iterator[str]:
    """Lines that may say `entry`, the most natural first; the last ones leave nothing to chance."""
    natural = _text(entry, meant, directory, _natural)
    if meant.owners:
        read = _Meant.read(parse_line(natural, _contexts(entry, directory)[1]))
        inside = read.owners if read else ()
        if inside and meant.owners[: len(inside)] == inside:
            yield _with_tail(natural, meant, directory, owners=meant.owners[len(inside) :])
    yield _with_tail(natural, meant, directory)
    yield _with_tail(natural, meant, directory, parted=True)
    exact = _text(entry, meant, directory, _exact)
    yield _with_tail(exact, meant, directory)
    yield _with_tail(exact, meant, directory, parted=True)
    yield _with_tail(_text(entry, meant, directory, None), meant, directory, parted=True)


def _with_tail(
    text: str, meant: _Meant, directory: Directory, *, owners: tuple[Who, ...] | None = None, parted: bool = False
) -> str:
    """`text` with the marks behind it that are no part of the sentence; `parted` says so."""
    tail = [mark_of(who, directory) for who in (meant.owners if owners is None else owners)]
    tail += [theme_mark(theme) for theme in meant.themes]
    if meant.day:
        tail.append(f">{meant.day.isoformat()}")
    return " ".join([text, *(["\\"] if tail and parted else []), *tail])


_MakeMark = Callable[[str, Who, Directory], str]


def _text(entry: AnyEntry, meant: _Meant, directory: Directory, make_mark: _MakeMark | None) -> str:
    """The mark of the kind and the text, with a mark at each word that means somebody; without any where that is None.

    Whoever has no word in the text is named before the next who has, or at the end.
    """
    text, inserts, spans = meant.text, dict[int, str](), list[range]()
    place, hidden = 0, ""
    for who in meant.mentions:
        found = _pattern(who, directory).search(text, place) if make_mark else None
        if found is None or make_mark is None:
            hidden += long_name("", _reference(who, directory))
            continue
        inserts[found.start()] = hidden + make_mark(found[0], who, directory)
        spans.append(range(*found.span()))
        place, hidden = found.end(), ""
    taken = {at for span in spans for at in span}
    days = isinstance(entry, Action | Question | Assumption | Decision)
    places = {at for at in literal_places(text, days=days) if at not in taken}
    if isinstance(entry, Note) and 0 not in taken and not begins_plainly(text):
        places.add(0)
    if isinstance(entry, Assumption) and asks(text, ever=True):
        places.add(len(text) - 1)
    line = _with_inserts(text, dict.fromkeys(places, "\\") | inserts, {span.start: span.stop for span in spans})
    body = f"{line} {hidden}" if hidden else line
    mark = _kind_mark(entry, meant)
    return f"{mark} {body}" if mark else body


def _kind_mark(entry: AnyEntry, meant: _Meant) -> str:
    if isinstance(entry, Action):
        return "!!" if entry.priority else "!"
    if isinstance(entry, Question):
        return "?" if asks(entry.text) else "??"
    return "?" if isinstance(entry, Assumption) else _MARKS.get(meant.kind, "")


def _with_inserts(text: str, inserts: dict[int, str], instead_of: dict[int, int] | None = None) -> str:
    """`text` with something put in at each place, in the stead of what stands up to `instead_of[place]`."""
    parts: list[str] = []
    at = 0
    for place in sorted(inserts):
        parts += (text[at:place], inserts[place])
        at = (instead_of or {}).get(place, place)
    return "".join([*parts, text[at:]])


def _natural(word: str, who: Who, directory: Directory) -> str:
    # A name with spaces is in braces, so that it is read as one by those who don't know it too.
    for mark in (*([] if " " in word else [f"@{word}"]), long_name(None, word)):
        if _reads_as(mark, who, directory) == word:
            return mark
    return _exact(word, who, directory)


def _exact(word: str, who: Who, directory: Directory) -> str:
    return long_name(word, _reference(who, directory))


def mark_of(who: Who, directory: Directory) -> str:
    """The mark that names `who`, as it is typed."""
    short = directory.short_name(who)
    words = [short, *ROLES.get(who.role, ()), who.role] if who.role else [short]
    marks = [f"@{word if who.name else word.lower()}" for word in words if " " not in word]
    long = long_name(None, _reference(who, directory))
    return next((mark for mark in marks if _reads_as(mark, who, directory) is not None), long)


def _reads_as(mark: str, who: Who, directory: Directory) -> str | None:
    """The word that `mark` gives in a text, when all of it means `who`; else None."""
    pieces = list(read_marks(mark, directory, None))
    piece = pieces[0] if len(pieces) == 1 else None
    return piece.text if isinstance(piece, NameMark) and piece.who == who else None


def _reference(who: Who, directory: Directory) -> str:
    """How `who` is named within braces."""
    if who.role:
        marks = (*ROLES.get(who.role, ()), who.role)
        plain = next((mark for mark in marks if _refers(mark, who, directory)), "")
        return plain or f":{who.role}"
    name = directory.name(who)
    if _refers(name, who, directory):
        return name
    return f'"{who.name}"' if who.name else f"={who.person}"


def _refers(name: str, who: Who, directory: Directory) -> bool:
    return name[:1] not in _SIGNS and name == name.strip() and resolve(name, directory)[0] == who


def _pattern(who: Who, directory: Directory) -> re.Pattern[str]:
    """What finds the words of a text that can stand for `who`."""
    if who.role:
        return _compiled(frozenset((*ROLES.get(who.role, ()), who.role, role_name(who.role))))
    name = directory.name(who)
    words = {name, directory.short_name(who), name.partition(" ")[0]}
    person = directory.by_id.get(who.person)
    return _compiled(
        (*words, *(person.aliases if person else ()), *(_WRITER if who.person == directory.writer else ()))
    )


@lru_cache(1024)
def _compiled(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted({word for word in words if word.strip()}, key=lambda word: (-len(word), word))
    any_of = "|".join(map(re.escape, longest_first)) or r"(?!)"
    return re.compile(rf"{AT_WORD}(?:{any_of})(?!\w)", re.IGNORECASE)
