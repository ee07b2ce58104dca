"""What was heard, told without names: a role stands in the place of everybody who is known or was mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, TypeAlias

from kgw_tui.i18n import _
from kgw_tui.records.people import Person, Who
from kgw_tui.rules.corridor import raised_as
from kgw_tui.rules.directory import PARTICLES, Directory, fold

_TITLE: Final = (
    r"(?:(?i:mevrouw|mevr\.?|mw\.?|meneer|mijnheer|dhr\.?|de heer|juf|meester|mr\.?|mrs\.?|ms\.?|miss|sir)\s+)?"
)
"""What may stand before a name, and goes with it."""
_MARKED_THEME: Final = re.compile(r"(?<!\w)#(?=\w)")
_SENTENCE_BEGINS: Final = re.compile(r"(?:^|[.!?:]\s+)[\"'“‘(]*$")
_REMEMBERED: Final = 8

Found: TypeAlias = dict[str, Who]
"""Names, folded, and whose they are."""
_Pattern: TypeAlias = tuple[re.Pattern[str], Found]


def without_names(text: str, directory: Directory, mentions: Iterable[Who] = ()) -> str:
    """What was heard, on one line, without marks and with a role in the place of names: `Shanice zegt` -> `Een docent
    zegt`, `met Jan` -> `met iemand` where nobody knows who that is.

    People of the directory go by their whole name, first name, surname or a mark; those in `mentions` also where it is
    written in lower case. A name that stands in neither stays: whoever puts it on an agenda looks at it first.
    """
    said = _MARKED_THEME.sub("", " ".join(text.split()))
    whole, parts, marks = _patterns(directory.people)
    for pattern, names in (whole, _of_mentioned(mentions, directory), parts, marks):
        if names:
            said = _replaced(said, pattern, names, directory)
    return said[:1].upper() + said[1:]


def as_somebody(who: Who, directory: Directory) -> str:
    """What somebody is called where no name is wanted: `a teacher`, `somebody` for one of whom nothing is known."""
    if who.name:
        return _("somebody")
    words = {
        "student": _("a student"),
        "parent": _("a parent"),
        "tutor": _("a tutor"),
        "teacher": _("a teacher"),
        "caretaker": _("a caretaker"),
        "support": _("somebody of the support staff"),
        "section": _("somebody of the section"),
        "team": _("somebody of the team"),
        "management": _("somebody of the management team"),
        "council": _("somebody of the participation council"),
        "board": _("somebody of the board"),
    }
    return words.get(raised_as(who, directory), _("a colleague"))


def _replaced(said: str, pattern: re.Pattern[str], names: Found, directory: Directory) -> str:
    def role(match: re.Match[str]) -> str:
        who = names.get(_key(match["name"]))
        if who is None:
            return match[0]
        words = as_somebody(who, directory)
        if match["whose"]:
            words = _("{who}'s").format(who=words)
        begins = _SENTENCE_BEGINS.search(said[: match.start()]) is not None
        return words[:1].upper() + words[1:] if begins else words

    return pattern.sub(role, said)


@lru_cache(_REMEMBERED)
def _patterns(people: tuple[Person, ...]) -> tuple[_Pattern, _Pattern, _Pattern]:
    """Whole names however they are written, then the parts of them as names are written, then marks behind an `@`."""
    whole, parts, marks = dict[str, Who](), dict[str, Who](), dict[str, Who]()
    for person in people:
        who = Who(person=person.id)
        whole[person.name] = who
        for part in _parts(person):
            parts.setdefault(part, who)
        for mark in person.aliases:
            marks.setdefault(f"@{mark}", who)
            parts.setdefault(mark[:1].upper() + mark[1:], who)
    return (_some(whole, any_case=True), _some(parts), _some(marks, any_case=True))


def _of_mentioned(mentions: Iterable[Who], directory: Directory) -> _Pattern:
    """The names as which those are called whom a note mentions, however they are written; no surnames by themselves,
    of which many are words.
    """
    names: Found = {}
    for who in mentions:
        person = directory.by_id.get(who.person) if who.person else None
        said = (who.name,) if person is None else (person.name.partition(" ")[0], *person.aliases)
        names |= {name: who for name in said if len(name) > 1}
    return _some(names, any_case=True)


def _parts(person: Person) -> list[str]:
    """The first name, the surname with and without what stands before it, and with a capital: `De Wit`."""
    first, _space, rest = person.name.partition(" ")
    words = [word for word in rest.split() if fold(word) not in PARTICLES]
    surnames = [rest, rest[:1].upper() + rest[1:], *words] if rest else []
    return [part for part in (first, *surnames) if len(part) > 1 and fold(part) not in PARTICLES]


def _some(names: Found, *, any_case: bool = False) -> _Pattern:
    """A pattern for any of these names as a whole word, the longest first, with its possessive."""
    ordered = sorted(names, key=len, reverse=True)
    some = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered) or r"(?!)"
    pattern = rf"(?<![\w@]){_TITLE}@?(?P<name>{some})(?P<whose>['’]s|['’](?=\s)|s(?!\w))?(?!\w)"
    flags = re.IGNORECASE if any_case else 0
    return re.compile(pattern, flags), {_key(name): who for name, who in names.items()}


def _key(name: str) -> str:
    return " ".join(fold(name).split())
