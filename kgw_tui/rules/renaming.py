"""Another name for somebody, or none: everywhere that it stands in a record, in fields and in texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final, TypeVar, cast

import msgspec

from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Entry, Postponement, PrivateNote
from kgw_tui.records.meetings import AgendaItem, Attendee, Meeting
from kgw_tui.records.people import Group, Person, Series, Who
from kgw_tui.records.record import Record
from kgw_tui.records.visits import Observation, Visit
from kgw_tui.rules.directory import fold
from kgw_tui.rules.names_in_text import NamesInText, called_by

S = TypeVar("S", bound=msgspec.Struct)
R = TypeVar("R", bound=Record)

WORDS: Final[dict[type[msgspec.Struct], frozenset[str]]] = {
    Entry: frozenset({"text", "outcome", "conditions", "measure"}),
    Postponement: frozenset({"why"}),
    PrivateNote: frozenset({"text"}),
    CorridorNote: frozenset({"text", "nameless", "known", "reason", "told", "untold"}),
    AgendaItem: frozenset({"title", "hint", "facts", "papers"}),
    Meeting: frozenset({"title", "place"}),
    Series: frozenset({"title"}),
    Group: frozenset({"name"}),
    Person: frozenset({"function"}),
    Visit: frozenset({"class_name", "subject", "strength", "question"}),
    Observation: frozenset({"text"}),
}
"""Which fields hold words that somebody typed; all others hold ids, codes and dates (or themes)."""


class Renaming:
    """The name of one person replaced, wherever it stands: by another one, by that of somebody who is the same person,
    or (erased) by the word for a role.

    What goes in texts, and what stays: rules/names_in_text.py.
    """

    def __init__(
        self,
        person: Person,
        people: Sequence[Person],
        name: str,
        instead: Who | None = None,
        *,
        erases: bool = False,
        strangers: Iterable[str] = (),
    ) -> None:
        """`name` is what stands in texts from now on, which is the word for a role when it `erases`; with `instead` the
        person is somebody else, in every field. `strangers` are names that were typed of people who aren't in the list:
        those are left alone. In fields somebody who is erased stays who they are; only the list knows no name any more.
        """
        self._person = person
        self._instead = instead
        self._erases = erases
        self._called = {each.id: called_by(each) for each in people if each.id != person.id}
        self._texts = NamesInText(person, people, name, erases=self._erases, strangers=strangers)

    def applied(self, record: R) -> R:
        """The record with the name replaced; the same record where it doesn't stand in it."""
        if isinstance(record, Group) and self._erases:
            record = cast("R", self._out_of(record))
        elif isinstance(record, Person) and record.id == self._person.id:
            return record
        about, also = self.is_about(record), self._also_in(record)
        return self._walk(record, lambda text: self._texts.replaced(text, about=about, also=also))

    def leaves_doubt(self, record: Record) -> bool:
        """Whether words are left in a record that may be their name, or somebody else's, or no name at all."""
        about, also, left = self.is_about(record), self._also_in(record), list[str]()

        def look(text: str) -> str:
            if self._texts.leaves_doubt(text, about=about, also=also):
                left.append(text)
            return text

        if not isinstance(record, Person):
            self._walk(record, look)
        return bool(left)

    def in_text(self, text: str) -> str:
        """A text that stands in no record, such as what is half typed."""
        return self._texts.replaced(text, about=False)

    def _walk(self, record: S, text: Callable[[str], str]) -> S:
        """A Struct with `text` done to each of its fields that hold words, and to those of what it holds."""
        words = _words_of(type(record))
        changed: dict[str, object] = {}
        for field in record.__struct_fields__:
            before: object = getattr(record, field)
            if before is None or before in ("", ()):
                continue
            if field == "themes" and self._erases:
                after: object = tuple(
                    theme for theme in cast("tuple[str, ...]", before) if not self._texts.is_it(theme)
                )
            else:
                after = self._field(before, text if field in words else None, text)
            if after is not before and after != before:
                changed[field] = after
        return msgspec.structs.replace(record, **changed) if changed else record

    def _field(self, value: object, own: Callable[[str], str] | None, text: Callable[[str], str]) -> object:
        match value:
            case str():
                return own(value) if own is not None else self._id(value)
            case tuple():
                each = tuple(self._field(one, own, text) for one in cast("tuple[object, ...]", value))
                return each if own is not None or each == value else _once(each)
            case Who():
                return self._who(value)
            case msgspec.Struct():
                return self._walk(value, text)
            case _:
                return value

    def _id(self, value: str) -> str:
        """An id, which is another one when two turn out to be the same person."""
        return self._instead.person if self._instead is not None and value == self._person.id else value

    def _who(self, who: Who) -> Who:
        if not self._is_them(who):
            return who
        return self._instead if self._instead is not None else Who(person=self._person.id)

    def _is_them(self, who: Who) -> bool:
        if who.person:
            return who.person == self._person.id
        return bool(who.name) and fold(who.name) == fold(self._person.name)

    def _out_of(self, group: Group) -> Group:
        me = self._person.id
        members = tuple(member for member in group.members if member != me)
        chair = "" if group.chair == me else group.chair
        taker = "" if group.minute_taker == me else group.minute_taker
        return msgspec.structs.replace(group, members=members, chair=chair, minute_taker=taker)

    def is_about(self, record: Record) -> bool:
        """Whether a record names them in one of its fields."""
        return any(self._is_them(who) for who in whos_in(record))

    def _also_in(self, record: Record) -> frozenset[str]:
        """What the others are called by whom a record names."""
        named = {who.person for who in whos_in(record) if who.person in self._called}
        return frozenset(word for each in named for word in self._called[each])

    @cached_property
    def erases(self) -> bool:
        """Whether a role comes in the place of the name."""
        return self._erases


class Recognising(Renaming):
    """Somebody who was typed by a name that nobody had, now known: they are that person in every field, and the words
    that were typed stay as they are.
    """

    def __init__(self, name: str, person: Person) -> None:
        """`name` as it was typed is `person`."""
        super().__init__(msgspec.structs.replace(person, name=name, id=""), (), name, Who(person=person.id))

    def applied(self, record: R) -> R:
        """The record in which the name is that person."""
        return self._walk(record, lambda text: text)

    def is_about(self, record: Record) -> bool:
        """What was typed shows as it did; only what changes counts."""
        del record
        return False

    def leaves_doubt(self, record: Record) -> bool:
        """Nothing is done to words."""
        del record
        return False

    def in_text(self, text: str) -> str:
        """Nothing is done to words."""
        return text


def whos_in(value: object) -> Iterator[Who]:
    """Everybody who is named in a field of a record, as often as they are."""
    if isinstance(value, Who):
        yield value
    elif isinstance(value, tuple):
        for each in cast("tuple[object, ...]", value):
            yield from whos_in(each)
    elif isinstance(value, msgspec.Struct):
        for field in value.__struct_fields__:
            held: object = getattr(value, field)
            if isinstance(held, Who | msgspec.Struct):
                yield from whos_in(held)
            elif isinstance(held, tuple):
                yield from whos_in(cast("tuple[object, ...]", held))


def _words_of(kind: type[msgspec.Struct]) -> frozenset[str]:
    return next((fields for known, fields in WORDS.items() if issubclass(kind, known)), frozenset[str]())


def _once(values: tuple[object, ...]) -> tuple[object, ...]:
    """Each once, where they are people or ids; and each person at the table once, the first that is said of them."""
    if all(isinstance(value, Who | str) for value in values):
        return tuple(dict.fromkeys(values))
    kept: dict[object, object] = {}
    for place, value in enumerate(values):
        known = isinstance(value, Attendee) and (value.who.person or value.who.name)
        kept.setdefault(value.who if known and isinstance(value, Attendee) else place, value)
    return tuple(kept.values())
