"""Everybody who can be meant by a mark: the people known, found by any part of their name, and the roles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kgw_tui.i18n import _
from kgw_tui.records.people import ROLES, Person, Who

_PARTICLES = frozenset(
    {"van", "de", "den", "der", "het", "ter", "ten", "te", "el", "al", "von", "la", "le", "'t", "op"}
)


def fold(text: str) -> str:
    """`text` for comparing: lower case, no accents, dotless i as i, no outer space."""
    flat = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ø", "o").replace("Ø", "O").replace("ß", "ss"))
    return "".join(ch for ch in flat if not unicodedata.combining(ch)).casefold().strip()


@dataclass(frozen=True)
class Directory:
    """The people and roles that a mark such as `@sa` may mean.

    `people` is in order of preference: of equally good candidates none is chosen, but `preferred` (ids, such as of
    those who are present) go before the others. `writer` is the id of the Person at the keyboard, for `@ik`/`@me`.
    `extra_roles` are marks from the settings that are roles too.
    """

    people: tuple[Person, ...] = ()
    preferred: frozenset[str] = frozenset()
    writer: str = ""
    extra_roles: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Person]:
        """The people by their id."""
        return {person.id: person for person in self.people}

    @cached_property
    def _role_marks(self) -> dict[str, str]:
        marks = {fold(mark): code for code, names in ROLES.items() for mark in names}
        return {fold(role): role for role in self.extra_roles} | marks

    @cached_property
    def _keys(self) -> list[tuple[Person, _Keys]]:
        return [(person, _Keys(person)) for person in self.people]

    def find(self, mark: str) -> Who | None:
        """Who `mark` (without the `@`) means, or None when nobody or more than one fits equally well.

        An exact role goes first, then the best of: whole name or alias, first name, initials or abbreviation, surname,
        and the beginnings of these; accents and case don't matter (CAPTURE.md, "Inside any line").
        """
        folded = fold(mark)
        if not folded:
            return None
        if folded in {"ik", "me", "mij"}:
            return Who(person=self.writer) if self.writer else None
        role = self._role_marks.get(folded)
        exact = [person for person, keys in self._keys if keys.rank(folded) == 0]
        if role and not exact:
            return Who(role=role)
        best = self._best(folded)
        return Who(person=best[0].id) if len(best) == 1 else None

    def candidates(self, mark: str, limit: int = 5) -> list[Person]:
        """The people whom `mark` may become, best first; for completion while typing."""
        folded = fold(mark)
        found = [
            (keys.rank(folded) if folded else 9, person.id not in self.preferred, person.name, person)
            for person, keys in self._keys
            if person.active
        ]
        ranked = sorted((entry for entry in found if entry[0] is not None), key=lambda entry: entry[:3])
        return [entry[3] for entry in ranked[:limit]]

    def _best(self, folded: str) -> list[Person]:
        ranked = [(keys.rank(folded), person) for person, keys in self._keys if person.active]
        known = [(rank, person.id not in self.preferred, person) for rank, person in ranked if rank is not None]
        if not known:
            return []
        top = min(entry[:2] for entry in known)
        return [person for rank, far, person in known if (rank, far) == top]

    def name(self, who: Who) -> str:
        """The full name of `who`, for people: a known one's name, a role in the language in force, or what was typed."""
        if who.person:
            person = self.by_id.get(who.person)
            return person.name if person else _("somebody unknown")
        return role_name(who.role) if who.role else who.name

    def short_name(self, who: Who) -> str:
        """The name as it is said in a sentence: the first name where only one here has it, else the full name."""
        person = self.by_id.get(who.person) if who.person else None
        if person is None:
            return self.name(who)
        first = person.name.split()[0]
        return first if self.find(first) == Who(person=person.id) else person.name

    def names(self, whos: Iterable[Who]) -> str:
        """The full names of several, joined by commas."""
        return ", ".join(self.name(who) for who in whos)


@dataclass(frozen=True)
class _Keys:
    person: Person

    @cached_property
    def words(self) -> list[str]:
        return [word for word in re.split(r"[\s\-]+", fold(self.person.name)) if word]

    @cached_property
    def ranked(self) -> tuple[tuple[str, ...], ...]:
        """Keys by how good an exact match on them is: whole name and aliases, first name, abbreviations, surname."""
        words = self.words
        significant = [word for word in words[1:] if word not in _PARTICLES]
        whole = " ".join(fold(self.person.name).split())
        initials = "".join(word[0] for word in words)
        lean = "".join(word[0] for word in words if word not in _PARTICLES)
        abbreviation = (words[0][0] + significant[-1][:2]) if words and significant else ""
        surname = whole.partition(" ")[2]
        return (
            (whole, whole.replace(" ", ""), *(fold(alias) for alias in self.person.aliases)),
            (words[0],) if words else (),
            tuple(key for key in (initials, lean, abbreviation) if len(key) > 1),
            tuple(key for key in (surname, *significant) if key),
        )

    def rank(self, folded: str) -> int | None:
        """0 for a whole name or alias … 3 for a surname, 4 to 7 for the beginning of these; None when nothing fits."""
        for rank, keys in enumerate(self.ranked):
            if folded in keys:
                return rank
        for rank, keys in enumerate(self.ranked):
            if rank != 2 and any(key.startswith(folded) for key in keys):
                return 4 + rank
        return None


def role_name(code: str) -> str:
    """The word for a role in the language in force; a role from the settings is its own word."""
    words = {
        "all": _("everybody"),
        "student": _("student"),
        "parent": _("parent"),
        "team": _("team"),
        "council": _("participation council"),
        "board": _("board"),
        "management": _("management team"),
        "tutor": _("tutor"),
        "teacher": _("teacher"),
        "section": _("subject section"),
        "support": _("support staff"),
        "caretaker": _("caretaker"),
    }
    return words.get(code, code)
