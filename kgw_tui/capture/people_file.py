"""A file of people, read: `@mark Name, function`, a line each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import msgspec

from kgw_tui.capture.pages import physical_lines
from kgw_tui.capture.parsed import Notice, Telling
from kgw_tui.i18n import _
from kgw_tui.i18n import language as in_language
from kgw_tui.records.people import Person
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import Directory, fold

_LINE: Final = re.compile(r"(?:@(\S+)\s+)?([^,]+)(?:,\s*(.*))?", re.DOTALL)


@dataclass(frozen=True)
class ReadPeople:
    """Those who are new, and those who were known and of whom the file tells more."""

    new: tuple[Person, ...] = ()
    changed: tuple[Person, ...] = ()
    notices: tuple[tuple[int, Notice], ...] = ()


def read_people(text: str, known: Directory, language: str) -> ReadPeople:
    """Read a file of people; never raises. Who is known already gets the mark, and the function where they had none."""
    people = {fold(person.name): person for person in known.people}
    before = {person.id: person for person in known.people}
    notices: list[tuple[int, Notice]] = []
    with in_language(language):
        for line in physical_lines(text):
            match = _LINE.fullmatch(line.text.strip())
            if match is None or not match[2].strip():
                if line.text.strip():
                    _tell(notices, line.number, _("nobody's name stands here; the line isn't taken"))
                continue
            alias, name, function = match[1] or "", match[2].strip(), (match[3] or "").strip()
            person = people.get(fold(name)) or msgspec.convert({**stamp(known.writer), "name": name}, Person)
            if alias and any(_bears(other, alias) for key, other in people.items() if key != fold(name)):
                told = _("@{mark} is somebody else already; {name} goes without it").format(mark=alias, name=name)
                _tell(notices, line.number, told)
                alias = ""
            people[fold(name)] = _with(person, alias, function)
    return ReadPeople(
        new=tuple(person for person in people.values() if person.id not in before),
        changed=tuple(person for person in people.values() if before.get(person.id, person) != person),
        notices=tuple(notices),
    )


def _bears(person: Person, alias: str) -> bool:
    return fold(alias) in {fold(known) for known in person.aliases}


def _with(person: Person, alias: str, function: str) -> Person:
    aliases = person.aliases if not alias or _bears(person, alias) else (*person.aliases, alias)
    return msgspec.structs.replace(person, aliases=aliases, function=person.function or function)


def _tell(notices: list[tuple[int, Notice]], number: int, sentence: str) -> None:
    notices.append((number, Notice(Telling.NOT_AS_MEANT, sentence)))
