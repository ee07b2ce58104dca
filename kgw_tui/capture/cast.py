"""Who is meant in one document: those whom its header names, and the directory its lines are read with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import msgspec

from kgw_tui.capture.marks import NameMark, read_marks
from kgw_tui.capture.names import ListedName
from kgw_tui.records.people import Group, Person, Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import Directory, fold


@dataclass(frozen=True)
class DocumentDirectory(Directory):
    """A directory in which the people of a document go before all others.

    `here` holds their ids. A mark that is a word of the name of one of them means that one, whoever else may be
    known by it; when it fits two of them it is nobody's. Whatever else is typed is looked up among everybody.
    """

    here: tuple[Person, ...] = ()

    def find(self, mark: str) -> Who | None:
        """As `Directory.find`, those of the document first."""
        if mark not in self._meant:
            self._meant[mark] = self._find_here(mark)
        return self._meant[mark]

    def equals(self, mark: str) -> list[Person]:
        """As `Directory.equals`, but remembered: a document that has a mark has it often."""
        if mark not in self._equal:
            self._equal[mark] = super().equals(mark)
        return self._equal[mark]

    def _find_here(self, mark: str) -> Who | None:
        inner = self._inner
        who = inner.find(mark)
        if who is None:
            return None if inner.equals(mark) else super().find(mark)
        if not who.person or who.person == self.writer or fold(mark) in _words_of(inner.by_id[who.person]):
            return who
        return super().find(mark)

    @cached_property
    def _meant(self) -> dict[str, Who | None]:
        return {}

    @cached_property
    def _equal(self) -> dict[str, list[Person]]:
        return {}

    @cached_property
    def _inner(self) -> Directory:
        return Directory(self.here, writer=self.writer, extra_roles=self.extra_roles)


@dataclass
class Cast:
    """The people of a document, gathered from its header.

    `people` are all of them in the order in which they are named, `new` those of them who weren't known. `aliases`
    are the marks that stand for somebody in this document only, by id.
    """

    known: Directory
    groups: Sequence[Group] = ()
    by: str = ""
    people: list[Person] = field(default_factory=list[Person])
    new: list[Person] = field(default_factory=list[Person])
    aliases: dict[str, str] = field(default_factory=dict[str, str])
    _settled: dict[ListedName, Who] = field(default_factory=dict[ListedName, Who])

    def settle(self, names: Iterable[ListedName]) -> None:
        """Find, or create, everybody in `names`. Whole names go first, so that `Sanne` finds `Sanne de Wit`."""
        listed = [name for name in names if not self.group(name)]
        for name in sorted(listed, key=lambda name: not (name.exact or name.alias or " " in name.name)):
            if _key(name) not in self._settled:
                self._settled[_key(name)] = self._settle(name)
        places = {who.person: place for place, name in reversed([*enumerate(listed)]) if (who := self.who(name))}
        self.people.sort(key=lambda person: places.get(person.id, len(places)))

    def who(self, name: ListedName) -> Who:
        """Who `name` is. It must have been settled."""
        return self._settled[_key(name)]

    def group(self, name: ListedName) -> Group | None:
        """The known group that stands in the place of a name (`team 2`), or None."""
        if name.exact or name.alias:
            return None
        folded = fold(name.name)
        return next((group for group in self.groups if fold(group.name) == folded), None)

    def directory(self) -> DocumentDirectory:
        """Everybody who can be meant by a mark in the document."""
        here = tuple(
            msgspec.structs.replace(
                person, aliases=(self.aliases[person.id],) if person.id in self.aliases else (), active=True
            )
            for person in self.people
        )
        ids = frozenset(person.id for person in here)
        others = tuple(person for person in self.known.people if person.id not in ids)
        known = self.known.by_id
        merged = tuple(
            msgspec.structs.replace(person, aliases=(*known[person.id].aliases, *person.aliases))
            if person.id in known
            else person
            for person in here
        )
        return DocumentDirectory((*merged, *others), ids, self.known.writer, self.known.extra_roles, here)

    def _settle(self, name: ListedName) -> Who:
        if (marked := self._marked(name)) is not None:
            return marked
        if name.alias:
            return Who(person=self._by_alias(name).id)
        if not name.exact and (role := self.known.role_marks.get(fold(name.name))):
            return Who(role=role)
        person = self._by_name(name.name) or (None if name.exact else self._by_part(name.name))
        return Who(person=self._add(person or self._create(name)).id)

    def _marked(self, name: ListedName) -> Who | None:
        """Somebody who stands in a list as a mark: a role (`@mr`), or a name that is to stay what it is."""
        if name.exact or not name.name.startswith("@"):
            return None
        pieces = list(read_marks(name.name, self.known, None))
        if len(pieces) != 1 or not isinstance(pieces[0], NameMark):
            return None
        who = pieces[0].who
        if who.person in self.known.by_id:
            self._add(self.known.by_id[who.person])
        return who

    def _by_alias(self, name: ListedName) -> Person:
        wanted, alias = fold(name.name), fold(name.alias)
        taken = {person.id for person in self.people}
        same = [person for person in self.known.people if fold(person.name) == wanted and person.id not in taken]
        same.sort(key=lambda person: person.name != name.name)
        bearing = [person for person in same if alias in {fold(known) for known in person.aliases}]
        person = self._add(next(iter([*bearing, *same]), None) or self._create(name))
        self.aliases[person.id] = name.alias
        return person

    def _by_name(self, name: str) -> Person | None:
        folded = fold(name)
        people = [*self.people, *sorted(self.known.people, key=lambda person: not person.active)]
        same = [person for person in people if fold(person.name) == folded]
        return next((person for person in same if person.name == name), same[0] if same else None)

    def _by_part(self, name: str) -> Person | None:
        """Somebody of whom only a part of the name stands there: the first name, the surname or an abbreviation."""
        folded = fold(name)
        if " " not in folded:
            here = [person for person in self.people if fold(person.name).split()[:1] == [folded]]
            if here:
                return here[0] if len(here) == 1 else None
        who = self.known.find(name)
        person = self.known.by_id.get(who.person) if who else None
        if person is None or any(word.startswith(folded) and word != folded for word in fold(person.name).split()):
            return None  # the beginning of a name will do in a line that is looked at, not in a header
        return person

    def _create(self, name: ListedName) -> Person:
        aliases = (name.alias,) if name.alias else ()
        person = msgspec.convert({**stamp(self.by), "name": name.name, "aliases": aliases}, Person)
        self.new.append(person)
        return person

    def _add(self, person: Person) -> Person:
        if all(person.id != other.id for other in self.people):
            self.people.append(person)
        return person


def _key(name: ListedName) -> ListedName:
    return ListedName(name.name, name.exact, name.alias)


def _words_of(person: Person) -> set[str]:
    whole = fold(person.name)
    return {whole, whole.replace(" ", ""), *whole.split(), *(fold(alias) for alias in person.aliases)}
