"""The name of one person in what somebody typed: where it is theirs, and what stands there instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from kgw_tui.records.people import Person
from kgw_tui.rules.directory import PARTICLES, fold
from kgw_tui.rules.nameless import ALSO_WORDS, MONTHS, ONLY_WORDS, SENTENCE_BEGINS, TITLE

_WORDS: Final = ALSO_WORDS | ONLY_WORDS
"""Names that are words too: at the beginning of a sentence nobody can tell which of the two they are."""
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BEFORE: Final = r"(?<![\w@])(?<!\w['’\-])"
_BEHIND: Final = r"(?P<whose>['’]?s|(?<=[sxz])['’](?=\s))?(?![\w])(?!-[A-ZÀ-ÖØ-Þ])(?![\w.\-]*@\w)"
_CAPITAL: Final = r"(?P<word>[A-ZÀ-ÖØ-Þ][^\WA-ZÀ-ÖØ-Þ]\w*)"
_NAME_BEHIND: Final = re.compile(rf"\s+{_CAPITAL}")
_SURNAME_BEHIND: Final = re.compile(rf"\s+(?:(?:{'|'.join(sorted(PARTICLES))})\s+)*{_CAPITAL}")
_NAME_BEFORE: Final = re.compile(r"(?<!\w)(?P<word>[A-ZÀ-ÖØ-Þ]\w+)\s+$")
_FIGURE_BEFORE: Final = re.compile(r"\d\s*$")
_FIGURE_BEHIND: Final = re.compile(r"\s*\d")


class _Name(NamedTuple):
    """One of the ways in which somebody is called, and what is put there instead; None for another person.

    `follows` tells that what is put follows the capitals of what stood there.
    """

    said: str
    put: str | None
    any_case: bool = True
    follows: bool = True
    short: bool = True


class NamesInText:
    """One person's name in texts, replaced by another one or, when it is erased, by the word for a role.

    The whole name goes always, however it is written. First name, surname and marks go in a text that is `about` them
    (its record names them), and elsewhere where nobody else is called so. Whole names of others stay, and so does the
    inside of other words. Where that leaves doubt a name that is erased goes, and one that is changed stays: a first
    name with a surname behind it that nobody has ("Daan Kuipers").
    """

    def __init__(
        self, person: Person, people: Sequence[Person], name: str, *, erases: bool, strangers: Iterable[str] = ()
    ) -> None:
        """`name` comes in the place of theirs; `strangers` are names of people who aren't in the list."""
        self._person = person
        self._name = name
        self._erases = erases
        self._others = [other for other in people if other.id != person.id]
        own = fold(person.name)
        self._strangers = [each for each in strangers if " " in each.strip() and fold(each) != own]

    def replaced(self, text: str, *, about: bool, also: frozenset[str] = frozenset()) -> str:
        """The text with the name replaced. `also` is what others are called whom the same record names: that stays."""
        if not text or not self._anywhere.search(text):
            return text
        if self._erases:
            text = _MAIL.sub(self._mail, text)
        pattern, names = self._about if about else self._elsewhere
        return pattern.sub(lambda match: self._put(match, names, about=about, also=also), text)

    def leaves_doubt(self, text: str, *, about: bool, also: frozenset[str] = frozenset()) -> bool:
        """Whether something is left in this text that may be their name: one that others have too, or a word."""
        if (about and not also) or not text or not self._anywhere.search(text):
            return False
        return self.replaced(text, about=about, also=also) != self.replaced(text, about=True)

    def is_it(self, theme: str) -> bool:
        """Whether a theme is their name."""
        flat = fold(theme).replace("-", "").replace("_", "")
        whole = fold(self._person.name).replace(" ", "").replace("-", "")
        return flat == whole or any(fold(each.said) == fold(theme) for each in self._own_short(about=False))

    # How they are called

    @cached_property
    def _about(self) -> tuple[re.Pattern[str], dict[str, _Name]]:
        return self._compiled([*self._protected, *self._whole(about=True), *self._own_short(about=True)])

    @cached_property
    def _elsewhere(self) -> tuple[re.Pattern[str], dict[str, _Name]]:
        return self._compiled([*self._protected, *self._whole(about=False), *self._own_short(about=False)])

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        """Finds any part of the name, so that most texts are passed over quickly."""
        parts = {*self._person.name.split(), *self._person.aliases}
        return re.compile("|".join(_as_typed(part, any_case=True) for part in parts if len(part) > 1) or r"(?!)")

    @property
    def _protected(self) -> list[_Name]:
        """The whole names of others."""
        own = fold(self._person.name)
        names = [*(other.name for other in self._others if " " in other.name), *self._strangers]
        return [_Name(name, None) for name in names if fold(name) != own]

    def _whole(self, *, about: bool) -> list[_Name]:
        name = self._person.name
        if " " not in name:
            return []  # it is a first name
        namesake = any(fold(other.name) == fold(name) for other in self._others)
        return [_Name(name, self._name, follows=False, short=False)] if about or not namesake else []

    def _own_short(self, *, about: bool) -> list[_Name]:
        """First name, marks and surname, as far as nobody else can be meant."""
        found: list[_Name] = []
        for each in self._short:
            folded = fold(each.said)
            if len(each.said) < 2 or folded in PARTICLES or (not about and folded in self._taken):
                continue
            careful = folded in _WORDS | MONTHS
            found.append(each._replace(any_case=each.any_case and not careful))
        return found

    @cached_property
    def _short(self) -> list[_Name]:
        first, _space, rest = self._person.name.partition(" ")
        new_first, _space, new_rest = self._name.partition(" ")
        if self._erases:
            new_first = new_rest = self._name
        marks = [*self._person.aliases, *(each[:1].upper() + each[1:] for each in self._person.aliases)]
        found = [_Name(first, new_first), *(_Name(mark, new_first, follows=False) for mark in marks)]
        if rest and new_rest:
            initial = self._name if self._erases else f"{new_first[:1]}. {new_rest}"
            found += [_Name(f"{first[:1]}.{gap}{rest}", initial, follows=False) for gap in ("", " ")]
            found += [_Name(rest, new_rest, any_case=False, follows=False)]
            capital = new_rest if self._erases else new_rest[:1].upper() + new_rest[1:]
            found += [_Name(rest[:1].upper() + rest[1:], capital, any_case=False, follows=False)]
        if self._erases:
            words = [word for word in rest.split() if fold(word) not in PARTICLES]
            found += [_Name(word, self._name, any_case=False) for word in words]
        return found

    @cached_property
    def _taken(self) -> frozenset[str]:
        """What others are called by."""
        return frozenset(
            part
            for name, marks in [*((other.name, other.aliases) for other in self._others), *_bare(self._strangers)]
            for part in _parts(name, marks)
        )

    def _compiled(self, names: list[_Name]) -> tuple[re.Pattern[str], dict[str, _Name]]:
        ordered = sorted(names, key=lambda each: len(each.said), reverse=True)
        some = "|".join(_as_typed(each.said, any_case=each.any_case) for each in ordered) or r"(?!)"
        marked = "|".join(_as_typed(each.said, any_case=True) for each in ordered) or r"(?!)"
        title = TITLE if self._erases else ""
        pattern = re.compile(rf"{_BEFORE}(?P<title>{title})(?:@(?P<mark>{marked})|(?P<name>{some})){_BEHIND}")
        table: dict[str, _Name] = {}
        for each in names:
            table.setdefault(_key(each.said), each)
        return pattern, table

    # What stands there instead

    def _put(self, match: re.Match[str], names: dict[str, _Name], *, about: bool, also: frozenset[str]) -> str:
        said = match["mark"] or match["name"]
        name = names.get(_key(said))
        if name is None or name.put is None:
            return match[0]
        whose: str = match["whose"] or ""
        if name.short and (fold(said) in also or not self._is_theirs(match, said, whose, about=about)):
            return match[0]
        if self._erases:
            return self._as_written(match, said, name) + whose
        return ("@" if match["mark"] else "") + self._as_written(match, said, name) + _whose(name.put, whose)

    def _is_theirs(self, match: re.Match[str], said: str, whose: str, *, about: bool) -> bool:
        """Whether a short name, in its place, isn't a word, a month, or part of somebody else's name."""
        folded = fold(said)
        before, behind = match.string[: match.start()], match.string[match.end() :]
        if folded in MONTHS and (_FIGURE_BEFORE.search(before) or _FIGURE_BEHIND.match(behind)):
            return False
        if folded in _WORDS and not match["mark"]:
            begins = not about and SENTENCE_BEGINS.search(before)
            if begins or said.islower():
                return False
        if whose == "s" and folded + "s" in self._taken:
            return False
        surname = folded not in self._firsts and not match["title"] and not about
        if surname and (before_it := _NAME_BEFORE.search(before)) and fold(before_it["word"]) not in self._own:
            return False  # "Karel de Wit"
        if self._erases or match["mark"]:
            return True
        first = _NAME_BEFORE.search(before) if whose == "s" else None
        last = (_NAME_BEHIND if about else _SURNAME_BEHIND).match(behind) if folded in self._firsts else None
        another = first or (last if not whose else None)  # "Lisa Peters", "Daan Kuipers"
        return another is None or fold(another["word"]) in self._own

    @cached_property
    def _own(self) -> frozenset[str]:
        """The parts of their name, and with the s of a possessive."""
        return frozenset(fold(part) + ending for part in self._person.name.split() for ending in ("", "s"))

    @cached_property
    def _firsts(self) -> frozenset[str]:
        return frozenset({fold(self._person.name.partition(" ")[0]), *(fold(mark) for mark in self._person.aliases)})

    def _as_written(self, match: re.Match[str], said: str, name: _Name) -> str:
        put = name.put or ""
        if self._erases:
            begins = SENTENCE_BEGINS.search(match.string[: match.start()]) is not None
            written = match["title"] or said
            return put[:1].upper() + put[1:] if begins and written[:1].isupper() else put
        if len(said) > 1 and said.isupper() and not name.said.isupper():
            return put.upper()
        return put.lower() if name.follows and said.islower() and not name.said.islower() else put

    def _mail(self, match: re.Match[str]) -> str:
        """An address with their surname in it, or with a first name that only they have."""
        local = fold(match[0].partition("@")[0])
        parts = set(re.split(r"[._+-]+", local))
        surnames = {fold(word) for word in self._person.name.split()[1:]} - PARTICLES
        whole = "".join(fold(self._person.name).split())
        theirs = parts & (surnames | (self._firsts - self._taken)) or whole in re.sub(r"[._+-]", "", local)
        return self._name if theirs else match[0]


def _bare(names: Iterable[str]) -> list[tuple[str, tuple[str, ...]]]:
    return [(name, ()) for name in names]


def called_by(person: Person) -> frozenset[str]:
    """What somebody may be called by: first name, surname, initials with it, and marks; folded."""
    return frozenset(_parts(person.name, person.aliases))


def _parts(name: str, marks: tuple[str, ...]) -> set[str]:
    first, _space, rest = name.partition(" ")
    initials = {f"{first[:1]}. {rest}", f"{first[:1]}.{rest}"} if rest else set[str]()
    return {fold(part) for part in (*name.split(), rest, *initials, *marks)} - {""}


def _key(said: str) -> str:
    return " ".join(fold(said).split())


def _whose(put: str, whose: str) -> str:
    """The s of a possessive behind another name: `Daans`, `Mia's`, `Klaas'`. One with an apostrophe keeps it."""
    apostrophe = whose[:1] if whose[:1] in {"'", "’"} else "'"
    if not whose or put[-1:].lower() in "sxz":
        return apostrophe if whose else ""
    return f"{apostrophe}s" if whose != "s" or put[-1:].lower() in "aiouy" else "s"


def _as_typed(said: str, *, any_case: bool) -> str:
    """A pattern for words with or without their accents, with any space between them."""
    return r"\s+".join("".join(_letter(each, any_case=any_case) for each in word) for word in said.split())


@lru_cache(512)
def _letter(letter: str, *, any_case: bool) -> str:
    flat = fold(letter)
    if len(flat) == 1 and flat.isalpha() and flat in _alike():
        some = [each for each in _alike()[flat] if any_case or each.isupper() == letter.isupper()]
        return f"[{''.join(some)}]" if letter in some else f"[{re.escape(letter)}{''.join(some)}]"
    if letter in "'’":
        return "['’]"
    if len(flat) > 1 and letter.isalpha():
        return f"(?:{re.escape(letter)}|{'(?i:' if any_case else '(?:'}{re.escape(flat)}))"
    return f"(?i:{re.escape(letter)})" if any_case else re.escape(letter)


@lru_cache(1)
def _alike() -> dict[str, str]:
    """Latin letters by the one that they are without accents and capitals."""
    found: dict[str, str] = {}
    for each in map(chr, range(0x41, 0x250)):
        if each.isalpha() and len(fold(each)) == 1:
            found[fold(each)] = found.get(fold(each), "") + each
    return found
