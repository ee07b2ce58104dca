"""People, the roles that need no name, and the groups (gremia) they meet in."""

from __future__ import annotations

from typing import Final

import msgspec

from kgw_tui.records.record import Record, Table


class Who(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody in a text or a field: exactly one of the three is filled.

    `person` is the id of a Person; `role` the code of a role (see ROLES), which is nobody's name; `name` is a name
    as it was typed, of somebody whom the directory doesn't know (kept, never turned into a Person by itself).
    """

    person: str = ""
    role: str = ""
    name: str = ""


class Person(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody known by name. `aliases` are further marks that find them (`mirjam`, `dwi`), without the `@`.

    Of somebody who was `erased` the name is the word for a role: two of them aren't taken for one, nor is either found.
    """

    name: str
    aliases: tuple[str, ...] = ()
    function: str = ""
    active: bool = True
    erased: bool = False


class Group(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A gremium that meets: its name, its members and who usually chairs and takes the minutes (ids of people)."""

    name: str
    members: tuple[str, ...] = ()
    chair: str = ""
    minute_taker: str = ""


class Series(Record, frozen=True, kw_only=True, omit_defaults=True):
    """Meetings that follow each other; `agenda` is the id of the content's kind of meeting (`mt`, `plc`, …)."""

    title: str
    group: str = ""
    agenda: str = ""


ROLES: Final[dict[str, tuple[str, ...]]] = {
    "all": ("allen", "iedereen", "all", "everyone", "everybody"),
    "student": ("leerling", "leerlingen", "student", "students", "pupil", "pupils"),
    "parent": ("ouder", "ouders", "parent", "parents"),
    "team": ("team",),
    "council": ("mr", "council"),
    "board": ("bestuur", "board"),
    "management": ("mt",),
    "tutor": ("mentor", "mentoren", "tutor", "tutors"),
    "teacher": ("docent", "docenten", "teacher", "teachers"),
    "section": ("sectie", "secties", "section", "sections"),
    "support": ("oop", "support"),
    "colleague": ("collega", "collega's", "colleague", "colleagues"),
    "caretaker": ("conciërge", "conciërges", "caretaker", "caretakers"),
}
"""Role code -> the marks that name it, in both languages. `@ik`/`@me` is no role: it is the writer."""

PEOPLE: Final[Table[Person]] = Table("people", Person)
GROUPS: Final[Table[Group]] = Table("groups", Group, ("members",))
SERIES: Final[Table[Series]] = Table("series", Series, ("group",))
