"""A list of people, read: `@mark Name, function`, a line each; also as a spreadsheet or an address book copies it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

import msgspec

from kgw_tui.capture.pages import physical_lines
from kgw_tui.capture.parsed import Notice, Telling
from kgw_tui.i18n import _
from kgw_tui.i18n import language as in_language
from kgw_tui.records.people import Person, Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import PARTICLES, WRITER, Directory, fold
from kgw_tui.rules.nameless import ONLY_WORDS

_MARK: Final = re.compile(r"(?:^|(?<=[\s,]))@([^\s,;]+)")
_ADDRESS: Final = re.compile(r"<?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>?")
_BULLET: Final = re.compile(r"\s*(?:[-*•–]|\d+[.)])\s+")
_COLUMN: Final = re.compile(r"(?<=\S)[ ]*(?:\t+|;)[ \t]*")
_HEADINGS: Final = frozenset({"naam", "name"})

LineState = Literal["new", "more", "known", "refused"]
"""Somebody new, somebody known of whom it tells more, or nothing more; or a line in which nobody is named."""


@dataclass(frozen=True)
class PersonLine:
    """A line of the list: what it is, and whom it is about (as they are after it); `like` is somebody known who may be
    the same person. `told` says what isn't taken as it was meant, "" when all is.
    """

    number: int
    text: str
    state: LineState
    person: Person | None = None
    like: Person | None = None
    told: str = ""


@dataclass(frozen=True)
class ReadPeople:
    """Those who are new, and those who were known and of whom the file tells more; and each line that isn't empty."""

    new: tuple[Person, ...] = ()
    changed: tuple[Person, ...] = ()
    notices: tuple[tuple[int, Notice], ...] = ()
    lines: tuple[PersonLine, ...] = ()


def read_people(text: str, known: Directory, language: str) -> ReadPeople:
    """Read a list of people; never raises. Who is known already gets the marks, and the function where they had none.

    Marks may stand anywhere in a line; a comma, a tab or a semicolon ends the name. Addresses, bullets and the heading
    of a column (`Naam`) are passed over.
    """
    people = {fold(person.name): person for person in known.people}
    before = {person.id: person for person in known.people}
    lines: list[PersonLine] = []
    with in_language(language):
        for line in physical_lines(_COLUMN.sub(", ", text)):
            if line.text.strip():
                read = _read(line.number, line.text.strip(), people, known)
                if read is not None:
                    lines.append(read)
    return ReadPeople(
        new=tuple(person for person in people.values() if person.id not in before),
        changed=tuple(person for person in people.values() if before.get(person.id, person) != person),
        notices=tuple((each.number, Notice(Telling.NOT_AS_MEANT, each.told)) for each in lines if each.told),
        lines=tuple(lines),
    )


def taken_by(mark: str, known: Directory, person_id: str) -> str:
    """Whose name a mark is already, of another than this person (id): somebody's mark or first name, that of a role, or
    of whoever is at the keyboard; "" for nobody.
    """
    bearer = next((each for each in known.people if each.id != person_id and _bears(each, mark)), None)
    if bearer is not None:
        return bearer.name
    if fold(mark) in known.role_marks:
        return known.name(Who(role=known.role_marks[fold(mark)]))
    if fold(mark) in WRITER:
        return _("whoever is at the keyboard")
    named = known.named_first(mark)
    return known.name(named) if named is not None and named.person and named.person != person_id else ""


def _read(number: int, text: str, people: dict[str, Person], known: Directory) -> PersonLine | None:
    """One line, by which `people` are brought up to date; None for one that isn't about anybody."""
    plain = _ADDRESS.sub(" ", _BULLET.sub("", text, count=1))
    marks = _MARK.findall(plain)
    parts = [" ".join(part.split()).strip('"') for part in _MARK.sub(" ", plain).split(",")]
    name, function = parts[0], ", ".join(part for part in parts[1:] if part)
    if fold(name) in _HEADINGS:
        return None
    if not any(letter.isalpha() for letter in name) or fold(name) in ONLY_WORDS:
        return PersonLine(number, text, "refused", told=_("nobody's name stands here; the line isn't taken"))
    key = fold(name)
    person = people.get(key)
    told, free = "", list[str]()
    for mark in marks:
        own = people[key].id if key in people else ""
        if any(_bears(other, mark) for folded, other in people.items() if folded != key) or taken_by(mark, known, own):
            told = _("@{mark} is somebody else already; {name} goes without it").format(mark=mark, name=name)
        else:
            free.append(mark)
    like = _like(name, people) if person is None else None
    before = person
    person = person or msgspec.convert({**stamp(known.writer), "name": name}, Person)
    people[key] = after = _with(person, free, function)
    state: LineState = "new" if before is None else "more" if after != before else "known"
    return PersonLine(number, text, state, after, like, told)


def _like(name: str, people: dict[str, Person]) -> Person | None:
    """Somebody whose name is as good as the same: `J. Vos` or `Jo de Vos` for `Jo Vos`."""
    first, last = _bare(name)
    for other in people.values():
        other_first, other_last = _bare(other.name)
        short = min(len(first), len(other_first))
        if last and last == other_last and short and first[:short] == other_first[:short]:
            return other
    return None


def _bare(name: str) -> tuple[str, str]:
    """The first name, without a full stop, and the surname without what stands before it."""
    first, *rest = fold(name).split()
    return first.rstrip("."), " ".join(word for word in rest if word not in PARTICLES)


def _bears(person: Person, mark: str) -> bool:
    return fold(mark) in {fold(known) for known in person.aliases}


def _with(person: Person, marks: list[str], function: str) -> Person:
    aliases = person.aliases
    for mark in marks:
        if fold(mark) not in {fold(known) for known in aliases}:
            aliases = (*aliases, mark)
    return msgspec.structs.replace(person, aliases=aliases, function=person.function or function)
