"""What is typed to find something: words, `@name`, `#theme`, a kind by its mark or its name, a day or a period."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Final, Literal

import msgspec

from kgw_tui.capture.dates import Calendar, read_date, read_date_prefix
from kgw_tui.rules.directory import fold

FoundKind = Literal[
    "action", "question", "assumption", "decision", "evidence", "parked", "note", "item", "meeting",
    "heard", "promise", "visit", "mine", "person", "theme", "series",
]  # fmt: skip
"""What can be found: the kinds of entry, items, meetings, what was heard in the corridor and promised there, visits,
one's own notes, people, themes, series.
"""
_ACTIONS: Final[frozenset[FoundKind]] = frozenset({"action", "promise"})
_MARKS: Final[Mapping[str, frozenset[FoundKind]]] = {
    "!": _ACTIONS,
    "!!": _ACTIONS,
    "?": frozenset({"assumption", "question"}),
    "=": frozenset({"decision"}),
    "+": frozenset({"evidence"}),
    ">": frozenset({"parked"}),
    ";": frozenset({"mine"}),
    "#": frozenset({"item"}),
    "@": frozenset({"person"}),
}
KIND_WORDS: Final[Mapping[str, frozenset[FoundKind]]] = {
    word: kinds
    for kinds, words in (
        (_ACTIONS, "actie acties action actions"),
        (frozenset[FoundKind]({"question"}), "vraag vragen question questions"),
        (frozenset[FoundKind]({"assumption"}), "aanname aannames assumption assumptions"),
        (frozenset[FoundKind]({"decision"}), "besluit besluiten decision decisions"),
        (frozenset[FoundKind]({"evidence"}), "onderbouwing bron bronnen evidence source sources"),
        (frozenset[FoundKind]({"parked"}), "geparkeerd parkeerlijst parked"),
        (frozenset[FoundKind]({"note"}), "notitie notities note notes"),
        (frozenset[FoundKind]({"item"}), "agendapunt agendapunten punt item items"),
        (frozenset[FoundKind]({"meeting"}), "vergadering vergaderingen meeting meetings"),
        (frozenset[FoundKind]({"heard"}), "wandelgang corridor"),
        (frozenset[FoundKind]({"promise"}), "toezegging toezeggingen promise promises"),
        (frozenset[FoundKind]({"visit"}), "lesbezoek lesbezoeken bezoek visit visits"),
        (frozenset[FoundKind]({"mine"}), "mij me"),
        (frozenset[FoundKind]({"person"}), "persoon mensen person people"),
        (frozenset[FoundKind]({"theme"}), "thema theme"),
        (frozenset[FoundKind]({"series"}), "reeks series"),
    )
    for word in words.split()
}
"""The words, each with a colon behind it (`besluit: toetsen`), that name a kind, in both languages."""

SINCE_WORDS: Final = ("sinds", "vanaf", "since", "from")
UNTIL_WORDS: Final = ("tot", "t/m", "until", "till")
_WITH_ITS_END: Final = frozenset({"t/m", "until", "till"})
"""`t/m oktober` and `until October` have October in it, `tot oktober` hasn't."""

Days = tuple[dt.date, dt.date]
"""The first and the last day of a period."""

_TOKEN: Final = re.compile(r"[\"“„]([^\"”“„]*)[\"”“]?|\S+")
_ATTACHED: Final = re.compile(r"(!!?|[?=+;>])(?=[^\W\d])")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_SCHOOL_YEAR: Final = 8
"""The month in which a school year begins: 1 August (WVO 2020, "schooljaar")."""


class Sought(msgspec.Struct, frozen=True):
    """What is looked for: `words` that all must be there (a quoted phrase is one; `@name` and `#theme` have their
    mark), of one of these `kinds` (none: any), of the days from `since` up to and including `until`.
    """

    words: tuple[str, ...] = ()
    kinds: frozenset[FoundKind] = frozenset()
    since: dt.date | None = None
    until: dt.date | None = None

    @property
    def asks(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.words or self.kinds or self.since or self.until)

    @property
    def dated(self) -> bool:
        """Whether it must be of some days."""
        return self.since is not None or self.until is not None

    def wants(self, kind: FoundKind) -> bool:
        """Whether something of a kind may be meant."""
        return not self.kinds or kind in self.kinds

    def wants_any(self, kinds: Iterable[str]) -> bool:
        """Whether something of one of these kinds may be meant."""
        return not self.kinds or not self.kinds.isdisjoint(kinds)

    def is_of(self, day: dt.date | None) -> bool:
        """Whether a day may be meant; what is of no day (a person) isn't, where one is asked for."""
        if day is None:
            return not self.dated
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


class _Token(msgspec.Struct, frozen=True):
    text: str
    quoted: bool = False

    @property
    def folded(self) -> str:
        return "" if self.quoted else fold(self.text)


def read_sought(text: str, calendar: Calendar) -> Sought:
    """What is looked for. `calendar` looks back (`sinds oktober` is the last one).

    A mark is a kind at the beginning only (`! toets`, `?cijfer`), as in the capture line; a word only with its colon
    (`besluit: toets`, `toets besluit:`). `sinds` and `tot` are followed by a day or a period (CAPTURE.md, "Dates"; a
    month, a year), or they are words; `vorige week` and the like are periods by themselves. What stands between
    quotes is looked for as it stands. A day as such (`24 nov`, `nov 2026`) stays words: everything is found by those of
    its own day.
    """
    tokens = [
        _Token(found[0] if found[1] is None else found[1], found[1] is not None) for found in _TOKEN.finditer(text)
    ]
    tokens = [token for token in tokens if fold(token.text)]
    kinds: set[FoundKind] = set()
    since: dt.date | None = None
    until: dt.date | None = None
    words: list[str] = []
    at = 0
    if tokens and not tokens[0].quoted:
        kinds, rest = _marked(tokens[0].text)
        tokens[:1] = [_Token(rest)] if rest else []
    while at < len(tokens):
        token = tokens[at]
        days, read = _days(tokens[at:], calendar)
        if days is not None:
            first, last = days
            since, until = first or since, last or until
            at += read
            continue
        at += 1
        name, colon, rest = token.text.partition(":")
        named = KIND_WORDS.get(fold(name)) if colon and not token.quoted and not rest.startswith("/") else None
        if named:
            kinds |= named
            words += [rest] if rest else []
        else:
            words.append(token.text)
    return Sought(tuple(word for word in words if fold(word)), frozenset(kinds), since, until)


def completed(before: str) -> str:
    """The rest of the word that is being typed at the end of `before`, where that begins one that narrows; "" for none.

    Only from the third letter on, so that what is offered isn't in the way of what is meant.
    """
    last = fold(before.rpartition(" ")[2])
    if len(last) < 3 or before[-1:].isspace():
        return ""
    offered = chain((f"{word}:" for word in KIND_WORDS), SINCE_WORDS, _PERIOD_STARTS)
    return next((word[len(last) :] for word in offered if word.startswith(last) and word != last), "")


def _marked(first: str) -> tuple[set[FoundKind], str]:
    """The kinds of the mark that a line begins with, and the rest of its first word."""
    if first in _MARKS:
        return set(_MARKS[first]), ""
    attached = _ATTACHED.match(first)
    if attached is None:
        return set(), first
    return set(_MARKS[attached[1]]), first[attached.end() :]


# Days and periods


def _days(tokens: Sequence[_Token], calendar: Calendar) -> tuple[tuple[dt.date | None, dt.date | None] | None, int]:
    """From when and until when the words say that begin here, and how many of them do; None for other words."""
    first = tokens[0].folded
    if first in SINCE_WORDS or first in UNTIL_WORDS:
        days, read = _period(tokens[1:], calendar, bare=True)
        if days is None:
            return None, 0
        if first in SINCE_WORDS:
            return (days[0], None), read + 1
        last = days[1] if first in _WITH_ITS_END else days[0] - dt.timedelta(days=1)
        return (None, last), read + 1
    return _period(tokens, calendar, bare=False)


def _period(tokens: Sequence[_Token], calendar: Calendar, *, bare: bool) -> tuple[Days | None, int]:
    """The days that are meant, and by how many words. `bare`: a month, a year or a day may stand by itself."""
    folded = [token.folded for token in tokens[:3]]
    for length in (3, 2, 1):
        days = _PERIODS.get(" ".join(folded[:length])) if len(folded) >= length else None
        if days is not None:
            return days(calendar.today), length
    if not bare or not folded or not folded[0]:
        return None, 0
    if _YEAR.fullmatch(folded[0]):
        year = int(folded[0])
        return (dt.date(year, 1, 1), dt.date(year, 12, 31)), 1
    day = _day(tokens, calendar)
    return day if day[0] is not None else _month(folded, calendar)


def _day(tokens: Sequence[_Token], calendar: Calendar) -> tuple[Days | None, int]:
    """A day that isn't still to come, as dates are read anywhere."""
    plain: list[str] = []
    for token in tokens:
        if token.quoted:
            break
        plain.append(token.text)
    reading = read_date_prefix(" ".join(plain), calendar)
    if reading is None or reading[0].day > calendar.today:
        return None, 0
    read = len(plain) - len(reading[1].split())
    day = reading[0].day
    is_week = read == 2 and fold(plain[0]) == "week"
    return (day, day + dt.timedelta(days=6) if is_week else day), read


def _month(folded: Sequence[str], calendar: Calendar) -> tuple[Days | None, int]:
    """The last month of that name, or that of a year."""
    with_year = len(folded) > 1 and _YEAR.fullmatch(folded[1])
    first = read_date(f"1 {folded[0]}", calendar) if folded[0].isalpha() else None
    if first is None or first.day.day != 1:
        return None, 0
    day = first.day if first.day <= calendar.today else first.day.replace(year=first.day.year - 1)
    if with_year:
        day = day.replace(year=int(folded[1]))
    return _month_of(day), 2 if with_year else 1


def _month_of(day: dt.date) -> Days:
    first = day.replace(day=1)
    return first, (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


def _week_of(day: dt.date) -> Days:
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)


def _school_year_of(day: dt.date) -> Days:
    begins = day.year if day.month >= _SCHOOL_YEAR else day.year - 1
    return dt.date(begins, _SCHOOL_YEAR, 1), dt.date(begins + 1, _SCHOOL_YEAR, 1) - dt.timedelta(days=1)


def _day_before(days: int) -> Callable[[dt.date], Days]:
    def before(today: dt.date) -> Days:
        day = today - dt.timedelta(days=days)
        return day, day

    return before


_PERIODS: Final[Mapping[str, Callable[[dt.date], Days]]] = {
    "vandaag": _day_before(0),
    "today": _day_before(0),
    "gisteren": _day_before(1),
    "yesterday": _day_before(1),
    "eergisteren": _day_before(2),
    **dict.fromkeys(("deze week", "this week"), _week_of),
    **dict.fromkeys(
        ("vorige week", "afgelopen week", "last week"), lambda today: _week_of(today - dt.timedelta(days=7))
    ),
    **dict.fromkeys(("deze maand", "this month"), _month_of),
    **dict.fromkeys(
        ("vorige maand", "afgelopen maand", "last month"),
        lambda today: _month_of(today.replace(day=1) - dt.timedelta(days=1)),
    ),
    **dict.fromkeys(("dit schooljaar", "this school year"), _school_year_of),
    **dict.fromkeys(
        ("vorig schooljaar", "last school year"),
        lambda today: _school_year_of(today.replace(day=1) - dt.timedelta(days=365)),
    ),
}
"""What names days by itself. `vorig jaar` isn't among them: that is said too often ("hoger dan vorig jaar")."""
_PERIOD_STARTS: Final = ("vorige week", "vorige maand", "dit schooljaar", "vorig schooljaar", "last week", "last month")
