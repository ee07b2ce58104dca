"""Reading a date from what people type, and saying one in words (CAPTURE.md, "Dates")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kgw_tui import i18n
from kgw_tui.capture.date_phrases import Match, longest_match
from kgw_tui.capture.date_readings import Calendar, DateReading, Doubt
from kgw_tui.capture.date_words import HOLIDAY_ENDINGS, Sense, fold, has_digit, senses
from kgw_tui.capture.day_words import say_date, say_day
from kgw_tui.i18n import N_, _

__all__ = ["Calendar", "DateReading", "Doubt", "read_date", "read_date_prefix", "say_date", "say_doubt"]

_MOST_WORDS: Final = 10  # "no later than Friday the 3rd of December 2026" has nine
_MOST_CHARACTERS: Final = 200
_LOOKED_AT_BEHIND: Final = 4  # words after a date that may show that it goes on: "vrijdag na de lange vakantie"
_WORD: Final = re.compile(r"\S+")
# Kinds of words that go on about time: behind a date they mean that not all of it was understood.
_TIME: Final = frozenset({"WEEKDAY", "MONTH", "MIDMONTH", "EENHEID", "UNIT", "DAYWORD", "PASTWORD", "HOLIDAY", "ago"})
_POINTING: Final = frozenset({"this", "next", "coming", "last", "begin", "half", "end"})  # "volgende maand"
_PASSED_OVER: Final = frozenset({"joining", "article", "met"})  # "tot en met de"
# How a reading is told: whether it lies in the past, and whether it is asked (the echo) or stated (import).
_TELLINGS: Final = {
    (False, False): N_("'{words}' read as {date}"),
    (False, True): N_("'{words}' read as {date}, is that meant?"),
    (True, False): N_("'{words}' read as {date}, which is past"),
    (True, True): N_("'{words}' read as {date}, which is past; is that meant?"),
}


def read_date(words: str, calendar: Calendar) -> DateReading | None:
    """The day that `words` as a whole name, or None. Never raises; a long text is refused without being read."""
    if len(words) > _MOST_CHARACTERS:
        return None
    tokens = _tokens(words, calendar, _MOST_WORDS + 1)
    match = longest_match([token.senses for token in tokens])
    if match is None or match.length != len(tokens):
        return None
    return match.reading(calendar)


def read_date_prefix(words: str, calendar: Calendar) -> tuple[DateReading, str] | None:
    """The longest run of leading words that is a date, and the rest exactly as it stands at the end of `words`.

    None where a shorter date would be a guess: the longest run that has the shape of a date names no day
    ("ma 31 nov"), or what follows goes on about time or begins with a number ("vr 3 leerlingen", "di en do").
    """
    tokens = _tokens(words, calendar, _MOST_WORDS + _LOOKED_AT_BEHIND)
    match = longest_match([token.senses for token in tokens[:_MOST_WORDS]])
    if match is None or (match.length < len(tokens) and _goes_on(match, tokens, calendar)):
        return None
    reading = match.reading(calendar)
    return (reading, words[tokens[match.length - 1].end :].lstrip()) if reading else None


def say_doubt(words: str, reading: DateReading, language: str | None = None, *, ask: bool = True) -> str:
    """How `words` were read, for a reading that must be told: "'volgende vrijdag' gelezen als vr 4 dec 2026, bedoeld?".

    `language`: nl or en, else the one in force. `ask`: with the question behind it (the echo) or without (import).
    """
    with i18n.language(language or i18n.current_language()):
        text = _(_TELLINGS[Doubt.PAST in reading.doubts, ask])
        said = say_day(reading.day, i18n.current_language(), with_year=True)
    return text.format(words=" ".join(words.split()), date=said)


@dataclass(frozen=True)
class _Token:
    """A word, or the words of a holiday's name: folded, what it may stand for, and where it ends in the text."""

    word: str
    senses: tuple[Sense, ...]
    end: int

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset(kind for kind, _brings in self.senses)

    @property
    def is_count(self) -> bool:
        return "COUNT" in self.kinds and "article" not in self.kinds

    @property
    def is_time(self) -> bool:
        return bool(self.kinds & _TIME)

    @property
    def is_occasion(self) -> bool:
        """A time, or a holiday by its looks, known or not."""
        return self.is_time or self.word.removesuffix(".").endswith(HOLIDAY_ENDINGS)


def _tokens(text: str, calendar: Calendar, most: int) -> list[_Token]:
    """The first words of `text`, at most `most`."""
    found = [(fold(word[0]), word.end()) for word in islice(_WORD.finditer(text), most)]
    tokens = [_Token(word, senses(word), end) for word, end in found]
    return list(_with_holidays(tokens, calendar)) if calendar.holidays else tokens


def _with_holidays(tokens: Sequence[_Token], calendar: Calendar) -> Iterator[_Token]:
    """The tokens, with each holiday's name made one; of two names that fit the longer."""
    names = [([fold(word) for word in name.split()], number) for number, name in enumerate(calendar.holidays)]
    names.sort(key=lambda named: -len(named[0]))
    at = 0
    while at < len(tokens):
        here = [token.word for token in tokens[at:]]
        for name, number in names:
            if name and here[: len(name)] == name:
                at += len(name)
                yield _Token(" ".join(name), (("HOLIDAY", {"HOLIDAY": number}),), tokens[at - 1].end)
                break
        else:
            yield tokens[at]
            at += 1


def _goes_on(match: Match, tokens: Sequence[_Token], calendar: Calendar) -> bool:
    """Whether the words behind a date belong to it or to a number, so that the date alone would be misread."""
    ordinary = {"ordinary", f"ordinary-{calendar.language}"}
    if calendar.language in match.phrase.alone_in or (match.length == 1 and tokens[0].kinds & ordinary):
        return True
    first, *others = tokens[match.length : match.length + _LOOKED_AT_BEHIND]
    if has_digit(first.word) or (match.is_fraction and "share" in first.kinds):
        return True
    if "joining" in first.kinds:
        joined = next((token for token in others if not token.kinds & _PASSED_OVER), None)
        return joined is not None and (has_digit(joined.word) or joined.is_time or joined.is_count)
    if first.kinds & _POINTING:
        return any(token.is_time for token in others)
    if "placing" in first.kinds:
        counted = "over" in first.kinds and any(has_digit(token.word) or token.is_count for token in others[:1])
        return counted or any(token.is_occasion and not token.kinds & ordinary for token in others)
    return (first.is_time or first.is_count) and not first.kinds & ordinary
