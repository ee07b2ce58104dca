"""Everybody who can be meant by a mark: the people known, found by any part of their name, and the roles."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from kgw_tui.i18n import _
from kgw_tui.records.people import ROLES, Person, Who

PARTICLES: Final = frozenset(
    {"van", "de", "den", "der", "het", "ter", "ten", "te", "el", "al", "von", "la", "le", "'t", "op"}
)
"""Words inside a name that are no name by themselves, folded."""
WRITER: Final = frozenset({"ik", "me", "mij"})
"""The marks that mean whoever is at the keyboard."""
_UNDECOMPOSED: Final = str.maketrans(
    {"ı": "i", "ø": "o", "Ø": "O", "ß": "ss", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae", "œ": "oe"}
    | {"Œ": "Oe", "’": "'"}
)
_WHOLE: Final = 0  # ranks: a whole name or an alias …
_FIRST: Final = 1
_SHORT: Final = 2  # initials and abbreviations count in full only
_BEGINNING: Final = 4  # … and from here on the beginnings of these
_REMEMBERED: Final = 4096


def fold(text: str) -> str:
    """`text` for comparing: lower case, no accents, dotless i as i, one kind of apostrophe, no outer space."""
    if text.isascii():
        return text.lower().strip()
    flat = unicodedata.normalize("NFKD", text.translate(_UNDECOMPOSED))
    return "".join(ch for ch in flat if not unicodedata.combining(ch)).casefold().strip()


@dataclass(frozen=True)
class Directory:
    """The people and roles that a mark such as `@sa` may mean.

    `people` is in order of preference: of equally good candidates none is chosen, but `preferred` (ids, such as of
    those who are present) go before the others. `writer` is the id of the Person at the keyboard, for `@ik`/`@me`.
    `extra_roles` are marks from the settings that are roles too. No mark means one of the `erased`: these have a name.
    """

    people: tuple[Person, ...] = ()
    preferred: frozenset[str] = frozenset()
    writer: str = ""
    extra_roles: tuple[str, ...] = ()
    erased: tuple[Person, ...] = field(default=(), kw_only=True)

    @cached_property
    def by_id(self) -> dict[str, Person]:
        """The people by their id, those who were erased too."""
        return {person.id: person for person in (*self.people, *self.erased)}

    @cached_property
    def by_first_word(self) -> dict[str, list[Person]]:
        """Those whose name has several words, by the first of them, folded; the longest name first."""
        found: dict[str, list[Person]] = {}
        for person in sorted(self.people, key=lambda person: (-len(person.name), not person.active)):
            first, _space, rest = person.name.partition(" ")
            if rest:
                found.setdefault(fold(first), []).append(person)
        return found

    @cached_property
    def role_marks(self) -> dict[str, str]:
        """Every mark that is a role, folded -> the role's code."""
        marks = {fold(mark): code for code, names in ROLES.items() for mark in names}
        return {fold(role): role for role in self.extra_roles} | marks

    def find(self, mark: str) -> Who | None:
        """Who `mark` (without the `@`) means, or None when nobody or more than one fits equally well.

        An exact role goes first, then the best of: whole name or alias, first name, initials or abbreviation, surname,
        and the beginnings of these; accents and case don't matter (CAPTURE.md, "Inside any line"). Somebody who isn't
        active any more is found by their whole name only.
        """
        found = self._found
        if mark not in found:
            if len(found) > _REMEMBERED:
                found.clear()
            found[mark] = self._find(fold(mark))
        return found[mark]

    def equals(self, mark: str) -> list[Person]:
        """All those whom `mark` means equally well: several where it isn't clear, none for a stranger."""
        return self._best(fold(mark))

    def named_first(self, word: str) -> Who | None:
        """Whose first name (or whole name) `word` is, when it is just one active person's; never by a beginning."""
        folded = fold(word)
        best = self._best(folded) if self._rank_of(folded) <= _FIRST else []
        return Who(person=best[0].id) if len(best) == 1 else None

    def candidates(self, mark: str, limit: int = 5) -> list[Person]:
        """The people whom `mark` may become, best first; for completion while typing."""
        folded = fold(mark)
        ranks = self._ranks(folded) if folded else dict.fromkeys(range(len(self.people)), 9)
        known = [(rank, self.people[place]) for place, rank in ranks.items() if self.people[place].active]
        known.sort(key=lambda one: (one[0], one[1].id not in self.preferred, one[1].name))
        return [person for _rank, person in known[:limit]]

    def name(self, who: Who) -> str:
        """The full name of `who`: a known person's, a role in the language in force, or what was typed."""
        if who.person:
            person = self.by_id.get(who.person)
            return person.name if person else _("somebody unknown")
        return role_name(who.role) if who.role else who.name

    def short_name(self, who: Who) -> str:
        """The name as it is said in a sentence: the first name where only one here has it, else the full name."""
        person = self.by_id.get(who.person) if who.person else None
        if person is None:
            return self.name(who)
        first = person.name.partition(" ")[0]
        fits = not first.endswith(".") and self.find(first) == Who(person=person.id)  # "J. Pol" isn't "J."
        return first if fits else person.name

    def names(self, whos: Iterable[Who]) -> str:
        """The full names of several, joined by commas."""
        return ", ".join(self.name(who) for who in whos)

    def _find(self, folded: str) -> Who | None:
        if not folded:
            return None
        if folded in WRITER:
            return Who(person=self.writer) if self.writer else None
        role = self.role_marks.get(folded)
        best = self._best(folded)
        if role and not (best and self._rank_of(folded) == _WHOLE):
            return Who(role=role)
        if not best:
            best = [self.people[place] for place, rank in self._ranks(folded).items() if rank == _WHOLE]
        return Who(person=best[0].id) if len(best) == 1 else None

    def _best(self, folded: str) -> list[Person]:
        ranked = [(rank, self.people[place]) for place, rank in self._ranks(folded).items()]
        known = [((rank, person.id not in self.preferred), person) for rank, person in ranked if person.active]
        top = min((order for order, _person in known), default=None)
        return [person for order, person in known if order == top]

    def _rank_of(self, folded: str) -> int:
        ranks = self._ranks(folded)
        return min((rank for place, rank in ranks.items() if self.people[place].active), default=9)

    def _ranks(self, folded: str) -> dict[int, int]:
        """Place among `people` -> how well they fit: 0 a whole name … 3 a surname, 4 to 7 the beginning of these."""
        ranks: dict[int, int] = {}
        keys = self._keys
        for at in range(bisect_left(keys, _Key(folded, -1, -1)) if folded else len(keys), len(keys)):
            key, rank, place = keys[at]
            if not key.startswith(folded):
                break
            if key != folded:
                if rank == _SHORT:
                    continue
                rank += _BEGINNING
            ranks[place] = min(rank, ranks.get(place, rank))
        return dict(sorted(ranks.items()))

    @cached_property
    def _keys(self) -> list[_Key]:
        return sorted(
            _Key(key, rank, place)
            for place, person in enumerate(self.people)
            for rank, keys in enumerate(_keys_of(person.name, person.aliases))
            for key in keys
        )

    @cached_property
    def _found(self) -> dict[str, Who | None]:
        return {}


class _Key(NamedTuple):
    """A text that finds the person at `place`, and how good an exact match on it is."""

    key: str
    rank: int
    place: int


@lru_cache(_REMEMBERED)
def _keys_of(name: str, aliases: tuple[str, ...]) -> tuple[set[str], ...]:
    """Keys by how good an exact match on them is: whole name and aliases, first name, abbreviations, surname."""
    whole = " ".join(fold(name).split())
    words = [word for part in re.split(r"[\s\-]+", whole) if (word := part.strip("\"'()[]“”‘’,."))]
    significant = [word for word in words[1:] if word not in PARTICLES]
    first, _space, surname = whole.partition(" ")
    initials = "".join(word[0] for word in words)
    lean = "".join(word[0] for word in words if word not in PARTICLES)
    last = significant[-1][:2] if significant else ""
    particles = "".join(word[0] for word in words[1:] if word in PARTICLES)
    short = {initials, lean, initials[1:], *words[:1]}
    short |= {words[0][0] + last} if last else set()
    short |= {particles + last} if particles else set()
    ranked = (
        {whole, whole.replace(" ", ""), *(fold(alias) for alias in aliases)},
        {first},
        {key for key in short if len(key) > 1},  # "sdw", "sw", "dw", "swi", "dwi"
        {surname, *significant},
    )
    return tuple(keys - {""} for keys in ranked)


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
        "colleague": _("colleague"),
        "caretaker": _("caretaker"),
    }
    return words.get(code, code)
