"""Another name for somebody, or none: everywhere that it stands in a record, in fields and in texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Final, TypeVar, cast

import msgspec

from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Entry, Postponement, PrivateNote
from kgw_tui.records.meetings import AgendaItem, Meeting
from kgw_tui.records.people import Group, Person, Series, Who
from kgw_tui.records.record import Record
from kgw_tui.records.visits import Observation, Visit
from kgw_tui.rules.directory import PARTICLES, fold

S = TypeVar("S", bound=msgspec.Struct)
R = TypeVar("R", bound=Record)

_TEXTS: Final[dict[type[msgspec.Struct], frozenset[str]]] = {
    Entry: frozenset({"text", "outcome", "conditions", "measure"}),
    Postponement: frozenset({"why"}),
    PrivateNote: frozenset({"text"}),
    CorridorNote: frozenset({"text", "nameless", "known", "reason", "told", "untold"}),
    AgendaItem: frozenset({"title", "hint", "facts", "papers"}),
    Meeting: frozenset({"title", "place"}),
    Series: frozenset({"title"}),
    Group: frozenset({"name"}),
    Visit: frozenset({"class_name", "subject", "strength", "question"}),
    Observation: frozenset({"text"}),
}
"""Which fields hold words that somebody typed; all others hold ids, codes and dates."""
_ALSO_WORDS: Final = frozenset(
    {"wil", "roos", "mei", "bas", "storm", "rein", "fleur", "sterre", "mark", "will", "may", "rose", "grace", "hope"}
    | {"joy", "april", "june", "art", "bill", "frank", "faith", "summer", "ray", "rob", "pat", "sue", "tij", "fin"}
)
"""First names that are words too: they are somebody's name only where the record says that it is about them."""


class Renaming:
    """The name of one person replaced, wherever it stands, by another or (erased) by the word for a role.

    In texts the whole name is replaced, and the marks and the first name of theirs wherever nobody else can be meant:
    where the record mentions them, or where nobody else is called so.
    """

    def __init__(self, person: Person, people: Sequence[Person], name: str, instead: Who | None = None) -> None:
        """`name` is what stands in texts from now on; with `instead` the person is that, in every field."""
        self._person = person
        self._people = people
        self._name = name
        self._instead = instead

    def applied(self, record: R) -> R:
        """The record with the name replaced; the same record where it doesn't stand in it."""
        if isinstance(record, Group) and self._instead is not None:
            record = self._out_of(record)
        about = self._is_about(record)
        return self._walk(record, lambda text: self._in_text(text, about=about))

    def in_text(self, text: str) -> str:
        """A text that stands in no record, such as what is half typed."""
        return self._in_text(text, about=False)

    def _walk(self, record: S, text: Callable[[str], str]) -> S:
        """A Struct with `text` done to each of its fields that hold words, and to those of what it holds."""
        texts = _texts_of(type(record))
        changed: dict[str, object] = {}
        for field in record.__struct_fields__:
            before: object = getattr(record, field)
            after = self._field(before, text if field in texts else None, text)
            if after != before:
                changed[field] = after
        return msgspec.structs.replace(record, **changed) if changed else record

    def _field(self, value: object, own: Callable[[str], str] | None, text: Callable[[str], str]) -> object:
        match value:
            case str():
                return own(value) if own is not None else value
            case tuple():
                return tuple(self._field(each, own, text) for each in cast("tuple[object, ...]", value))
            case Who():
                return self._who(value)
            case msgspec.Struct():
                return self._walk(value, text)
            case _:
                return value

    def _who(self, who: Who) -> Who:
        theirs = who.person == self._person.id or bool(who.name and fold(who.name) == fold(self._person.name))
        if not theirs:
            return who
        return self._instead if self._instead is not None else Who(person=self._person.id)

    def _out_of(self, group: R) -> R:
        if not isinstance(group, Group):
            return group
        me = self._person.id
        members = tuple(member for member in group.members if member != me)
        chair = "" if group.chair == me else group.chair
        taker = "" if group.minute_taker == me else group.minute_taker
        return msgspec.structs.replace(group, members=members, chair=chair, minute_taker=taker)

    def _is_about(self, record: object) -> bool:
        """Whether a record names them in one of its fields."""
        if isinstance(record, Who):
            return record.person == self._person.id
        if isinstance(record, tuple):
            return any(self._is_about(each) for each in cast("tuple[object, ...]", record))
        if isinstance(record, msgspec.Struct):
            return any(self._is_about(getattr(record, field)) for field in record.__struct_fields__)
        return False

    def _in_text(self, text: str, *, about: bool) -> str:
        if not text:
            return text
        text = self._whole.sub(lambda found: self._name + found[1], text)
        pattern = self._short_about if about else self._short
        return pattern.sub(lambda found: self._short_name + found[1], text) if pattern is not None else text

    @property
    def _short_name(self) -> str:
        """What stands in the place of a first name or a mark."""
        return self._name if self._instead is not None else self._name.partition(" ")[0]

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        names = {self._person.name, " ".join(self._person.name.split())}
        return _words(sorted(names, key=len, reverse=True), marked=True, ignore_case=True)

    @cached_property
    def _short(self) -> re.Pattern[str] | None:
        """Short names by which nobody else is called, and that are no words: as they are written."""
        taken = {fold(part) for other in self._people if other.id != self._person.id for part in _parts(other)}
        names = [name for name in self._short_names if fold(name) not in taken | _ALSO_WORDS]
        return _words(names, marked=True) if names else None

    @cached_property
    def _short_about(self) -> re.Pattern[str] | None:
        return _words(self._short_names, marked=True) if self._short_names else None

    @cached_property
    def _short_names(self) -> list[str]:
        """The first name, the surname (only when somebody is erased) and the marks of theirs, the longest first."""
        first, _space, rest = self._person.name.partition(" ")
        names = {first, *self._person.aliases} | ({rest, *_surnames(rest)} if self._instead is not None else set[str]())
        capitals = {name[:1].upper() + name[1:] for name in self._person.aliases}
        return sorted((name for name in names | capitals if len(name) > 1), key=len, reverse=True)


def _texts_of(kind: type[msgspec.Struct]) -> frozenset[str]:
    return next((fields for known, fields in _TEXTS.items() if issubclass(kind, known)), frozenset[str]())


def _surnames(rest: str) -> set[str]:
    return {word for word in rest.split() if fold(word) not in PARTICLES}


def _parts(person: Person) -> set[str]:
    return {*person.name.split(), *person.aliases}


def _words(names: Sequence[str], *, marked: bool = False, ignore_case: bool = False) -> re.Pattern[str]:
    """These names as whole words, with or without the mark before them; group 1: the s of "Daans fiets", or nothing."""
    mark = "@?" if marked else ""
    some = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in names)
    return re.compile(rf"(?<![\w@]){mark}(?:{some})('s|s|)(?!\w)", re.IGNORECASE if ignore_case else 0)
