"""What was heard, told without names: a role stands in the place of everybody who is known or was mentioned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from kgw_tui.i18n import _
from kgw_tui.records.people import Person, Who
from kgw_tui.rules.corridor import raised_as
from kgw_tui.rules.directory import PARTICLES, Directory, fold

TITLE: Final = (
    r"(?:(?i:mevrouw|mevr\.?|mw\.?|meneer|mijnheer|dhr\.?|de heer|juf|meester|mr\.?|mrs\.?|ms\.?|miss|sir)\s+)?"
)
"""What may stand before a name, and goes with it."""
SENTENCE_BEGINS: Final = re.compile(r"(?:^|[.!?:][\"'”’)]*\s+)[\"'“‘(]*$")
"""Found in what stands before a word that begins a sentence."""
ALSO_WORDS: Final = frozenset(
    {"wil", "roos", "mei", "bas", "storm", "rein", "fleur", "sterre", "mark", "will", "may", "rose", "grace", "hope"}
    | {"joy", "april", "june", "art", "bill", "frank", "faith", "summer", "ray", "rob", "pat", "sue", "merel", "linde"}
    | {"noor", "jet", "lot", "robin", "juli", "juni", "august", "augustus", "groot", "klein", "wit", "zwart", "jong"}
    | {"oud", "lang", "kort", "bruin", "groen", "rood", "bos", "berg", "dijk", "post", "kamp", "stil", "hard", "vis"}
    | {"brown", "white", "black", "green", "young", "long", "short", "small", "good", "king", "wood", "field", "hill"}
)
"""Names that are words too: at the beginning of a sentence, and in small letters, they are taken for the word."""
ONLY_WORDS: Final = PARTICLES | frozenset(
    {
        "een",
        "en",
        "er",
        "is",
        "in",
        "om",
        "of",
        "dat",
        "die",
        "dan",
        "wat",
        "wie",
        "hoe",
        "ik",
        "jij",
        "hij",
        "zij",
        "wij",
    }
    | {"we", "ze", "je", "aan", "uit", "bij", "met", "tot", "van", "voor", "naar", "over", "ook", "nog", "niet", "maar"}
    | {
        "als",
        "zo",
        "nu",
        "dit",
        "ja",
        "nee",
        "mt",
        "mr",
        "a",
        "an",
        "the",
        "and",
        "or",
        "it",
        "he",
        "she",
        "they",
        "you",
    }
    | {"to", "at", "on", "by", "for", "from", "with", "as", "so", "no", "yes", "not", "but"}
)
"""Words that are nobody's name, whatever stands in the list of people; only behind an `@`."""
_MARKED_THEME: Final = re.compile(r"(?<!\w)#(?=\w)")
_FIGURE: Final = re.compile(r"\d\s*$")
MONTHS: Final = frozenset({"jan", "mei", "juni", "juli", "may", "april", "june", "august", "augustus"})
"""Names that are a month beside a figure."""
_REMEMBERED: Final = 8

Sure: TypeAlias = Literal["always", "capital", "mark"]
"""How a name must be written to be one: in any way; with a capital; or, of a word, with a capital within a sentence."""


class _Name(NamedTuple):
    """Somebody's name, or a part of it."""

    who: Who
    sure: Sure


Names: TypeAlias = dict[str, _Name]
"""Names without capitals and accents, and whose they are."""


def without_names(text: str, directory: Directory, mentions: Iterable[Who] = ()) -> str:
    """What was heard, on one line, without marks and with a role in the place of names: `Shanice zegt` -> `Een docent
    zegt`, `met Jan` -> `met iemand` where nobody knows who that is.

    People of the directory go by their whole name, first name, a mark, and their surname with what stands before it,
    however these are written (capitals and accents don't matter); by a surname alone with a capital, or behind a title.
    A name that is a word too (ALSO_WORDS) is the word
    at the beginning of a sentence, unless it is that of somebody mentioned. What the list doesn't know stays: whoever
    puts it on an agenda looks at it first.
    """
    said = _MARKED_THEME.sub("", " ".join(text.split()))
    known = _known(directory.people)
    about = _mentioned(mentions, directory)
    pattern = _pattern(frozenset(known[1].keys() | about.keys())) if about.keys() - known[1].keys() else known[0]
    flat = _flat(said)
    pieces: list[str] = []
    done = 0
    for match in pattern.finditer(flat):
        name = about.get(_key(match["name"])) or known[1].get(_key(match["name"]))
        if name is None or not _is_name(said, match, name, mentioned=_key(match["name"]) in about):
            continue
        begins = SENTENCE_BEGINS.search(said[: match.start()]) is not None
        words = as_somebody(name.who, directory)
        words = _("{who}'s").format(who=words) if match["whose"] else words
        pieces += [said[done : match.start()], words[:1].upper() + words[1:] if begins else words]
        done = match.end()
    whole = "".join((*pieces, said[done:]))
    return whole[:1].upper() + whole[1:]


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


def _is_name(said: str, match: re.Match[str], name: _Name, *, mentioned: bool) -> bool:
    """Whether what was found is written as a name."""
    written = said[match.start("name") : match.end("name")]
    before = said[: match.start("name")]
    if match["mark"]:
        return True
    if _key(match["name"]) in MONTHS and _FIGURE.search(before):
        return False
    if match["title"] or name.sure == "always" or (written.isupper() and len(written) > 1):
        return True
    if not written[:1].isupper():
        return mentioned and name.sure == "capital"
    return name.sure == "capital" or mentioned or SENTENCE_BEGINS.search(before) is None


@lru_cache(_REMEMBERED)
def _known(people: tuple[Person, ...]) -> tuple[re.Pattern[str], Names]:
    """A pattern for the names of all these people, and whose each is: of two, of whom it is surest."""
    names: Names = {}
    for sure in ("always", "capital", "mark"):
        for person in people:
            for said, how in _called(person):
                if how == sure:
                    names.setdefault(_key(said), _Name(Who(person=person.id), how))
    return _pattern(frozenset(names)), names


def _mentioned(mentions: Iterable[Who], directory: Directory) -> Names:
    """The names as which those are called whom a note mentions."""
    names: Names = {}
    for who in mentions:
        person = directory.by_id.get(who.person) if who.person else None
        if person is not None:
            first = person.name.partition(" ")[0]
            names |= {_key(said): _Name(who, _sure(said)) for said in (first, *person.aliases) if _may_be(said)}
        elif who.name and _may_be(who.name):
            names[_key(who.name)] = _Name(who, _sure(who.name))
    return names


def _called(person: Person) -> Iterator[tuple[str, Sure]]:
    """How somebody may be called, and how that must be written."""
    first, _space, rest = person.name.partition(" ")
    if rest:
        yield person.name, "always"
    if " " in rest:
        yield rest, "always"
    for short in filter(_may_be, (first, *person.aliases)):
        yield short, "always" if _sure(short) == "capital" else "mark"
    for part in filter(_may_be, rest.split()):
        yield part, _sure(part)


def _sure(said: str) -> Sure:
    return "mark" if fold(said) in ALSO_WORDS | ONLY_WORDS else "capital"


def _may_be(said: str) -> bool:
    """Whether this may be somebody's name at all."""
    return len(said) > 1 and any(each.isalpha() for each in said) and fold(said) not in PARTICLES


def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    """A pattern for any of these (folded) names as a whole word, the longest first, with its possessive."""
    ordered = sorted(names, key=lambda name: (-len(name), name))
    some = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered) or r"(?!)"
    only = "|".join(re.escape(name) for name in sorted(ONLY_WORDS))
    return re.compile(
        rf"(?<![\w@])(?P<title>{TITLE})(?P<mark>@?)(?P<name>(?!(?<!@)(?:{only})(?!\w)){some})"
        r"(?P<whose>['’]s|['’](?=\s)|s(?!\w))?(?!\w)"
    )


def _flat(said: str) -> str:
    """The text without capitals and accents, each character in its place."""
    return "".join(flat if len(flat := fold(each)) == 1 else each.lower()[:1] for each in said)


def _key(name: str) -> str:
    return " ".join(_flat(name).split())
