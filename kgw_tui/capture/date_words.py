"""The words dates are made of, Dutch and English together: each word with what it may stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

from kgw_tui.capture.day_words import WEEKDAYS

# What a word may stand for: its kind, as the phrases in `date_phrases` name it, and the numbers it brings.
Sense = tuple[str, Mapping[str, int]]

_LONGEST_WORD: Final = 40  # characters; a longer one is no word of a date

HOLIDAY_ENDINGS: Final = ("vakantie", "holiday", "holidays", "break", "vacation", "kerst", "pasen")

_DUTCH_WEEKDAYS: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_ENGLISH_WEEKDAYS: Final = (
    "monday mon",
    "tuesday tue tues",
    "wednesday wed weds",
    "thursday thu thur thurs",
    "friday fri",
    "saturday sat",
    "sunday sun",
)
_MONTH_WORDS: Final = (
    "jan januari january",
    "feb febr februari february",
    "mrt maart mar march",
    "apr april",
    "mei may",
    "jun juni june",
    "jul juli july",
    "aug augustus august",
    "sep sept september",
    "okt oktober oct october",
    "nov november",
    "dec december",
)
_DUTCH_DAYPARTS: Final = ("ochtend", "morgen", "voormiddag", "middag", "namiddag", "avond", "nacht")
_COUNTS: Final = {
    "een a an one": 1,
    "twee two": 2,
    "drie three": 3,
    "vier four": 4,
    "vijf five": 5,
    "zes six": 6,
    "zeven seven": 7,
    "acht eight": 8,
    "negen nine": 9,
    "tien ten": 10,
    "elf eleven": 11,
    "twaalf twelve": 12,
    "veertien fourteen": 14,
}
# A unit is so many days or so many months. Dutch and English apart: "over 3 days" isn't "in 3 days".
_UNITS: Final = {
    "EENHEID": {
        "dag dagen": {"DAYS": 1},
        "week weken": {"DAYS": 7},
        "maand maanden": {"MONTHS": 1},
        "halfjaar": {"MONTHS": 6},
        "jaar jaren": {"MONTHS": 12},
    },
    "UNIT": {
        "day days day's days'": {"DAYS": 1},
        "week weeks week's weeks'": {"DAYS": 7},
        "fortnight fortnights fortnight's": {"DAYS": 14},
        "month months month's months'": {"MONTHS": 1},
        "year years year's years'": {"MONTHS": 12},
    },
}
_SHIFT_UNITS: Final[Mapping[str, Mapping[str, int]]] = {"d": {"DAYS": 1}, "w": {"DAYS": 7}, "m": {"MONTHS": 1}}
# Words that name a day by its distance from today. Those of the past are read only when looking back.
_DAY_WORDS: Final = {
    "vandaag vanmiddag vanavond today tonight": 0,
    "morgen tomorrow": 1,
    "overmorgen": 2,
}
_PAST_WORDS: Final = {
    "vanmorgen vanochtend vannacht": 0,
    "gisteren gister yesterday": -1,
    "eergisteren": -2,
}
# The other words: what the phrases call them, and how people write them.
_OTHERS: Final = {
    "lead": "uiterlijk liefst nog op om per tegen aan by on at due",
    "no": "no not",
    "later": "later",
    "than": "than",
    "coming": "komende komend aankomende aankomend aanstaande a.s. a.s as. e.k. e.k eerstvolgende eerstkomende "
    "coming upcoming",
    "as": "as",  # English has it too: only where nothing follows
    "this": "deze dit this",
    "next": "volgende volgend next",
    "last": "vorige vorig last",
    "past": "afgelopen past jl jongstleden",
    "ago": "geleden ago",
    "the": "de het the",
    "of": "van of",
    "on": "op on",
    "in": "in",
    "over": "over",
    "within": "binnen within",
    "from": "from",
    "now": "now",
    "time": "time",
    "week": "week wk weeknr weeknummer",
    "month": "maand month",
    "year": "jaar year",
    "day": "day",
    "after": "after",
    "before": "voor before",
    "tomorrow": "tomorrow",
    "yesterday": "yesterday",
    "today": "vandaag today",
    "nog": "nog",
    "begin": "begin beginning start early",
    "half": "half halverwege midden medio mid middle",
    "end": "eind einde end",
    "forenoon": "ochtend morgen voormiddag morning",
    "daypart": "middag namiddag avond nacht afternoon evening night",
    "meeting": "vergadering overleg mt mt-overleg mt-vergadering bijeenkomst keer meeting",
    # no part of a date: what a word behind one, or a date of one word, may be instead
    "ordinary": "zo jan sun sat wed may march mar",  # "zo snel mogelijk"; Jan is a colleague too
    "ordinary-en": "do",  # "do the rounds"
    "article": "de het the een a an",
    "joining": "of or en and en/of and/or & + / - – — tot to t/m tm until till through",  # "di en do"
    "met": "met",  # "tot en met"
    "placing": "na voor after before from vanaf van of in tijdens during op on om at rond around sinds since over",
    "share": "van of uit deel",  # "1/2 van de klas"
}
_SEPARATED: Final = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_YEAR_FIRST: Final = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})")
_NAMED_MONTH: Final = re.compile(r"([0-9]{1,2})-?([a-z]{3,9})(?:-([0-9]{4}|[0-9]{2}))?")
_SHIFT: Final = re.compile(r"\+([0-9]{1,4})([dwm]?)")
_WEEK: Final = re.compile(r"(?:week|wk|w)([0-9]{1,2})")
_ORDINAL: Final = re.compile(r"([0-9]{1,2})(?:e|de|ste|st|nd|rd|th)")
_SHORT_YEAR: Final = re.compile(r"'([0-9]{2})")


def fold(word: str) -> str:
    """`word` without capitals, accents, the curl of an apostrophe, and a comma behind it; empty when it is too long.

    Canonical decomposition only: the compatible one would turn ³ and full-width digits into ASCII digits.
    """
    if len(word) > _LONGEST_WORD:
        return ""
    word = word.rstrip(",;:")
    if word.isascii():
        return word.lower()
    bare = (char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    return "".join(bare).casefold().replace("’", "'")


def senses(word: str) -> tuple[Sense, ...]:
    """All that a folded word may stand for in a date; empty when it is no such word. A dot behind it is no part."""
    lexicon = _lexicon()
    bare = word.removesuffix(".")
    return lexicon.get(word) or lexicon.get(bare) or _number_senses(bare)


def has_digit(word: str) -> bool:
    """Whether there is a digit or another sign for a number in `word`, of whatever script."""
    return any(char.isnumeric() for char in word)


def _number_senses(word: str) -> tuple[Sense, ...]:
    """The senses of a word that has ASCII digits in it; two-digit years are 20xx."""
    if not word[-1:].isascii() or not any("0" <= char <= "9" for char in word):
        return ()
    if word.isascii() and word.isdigit():
        return _plain_number(word)
    if found := _SEPARATED.fullmatch(word):
        first, separator, second, year = found.groups()
        if year is None and separator == ".":
            return ()  # 13.30 is a time and 2.1 a chapter
        return (("NUMERIC", {"FIRST": int(first), "SECOND": int(second)} | _year(year)),)
    if found := _YEAR_FIRST.fullmatch(word):
        return (("FULL", {"YEAR": int(found[1]), "MONTH": int(found[3]), "DAY": int(found[4])}),)
    if (found := _NAMED_MONTH.fullmatch(word)) and found[2] in _month_numbers():
        return (("FULL", {"DAY": int(found[1]), "MONTH": _month_numbers()[found[2]]} | _year(found[3])),)
    if found := _SHIFT.fullmatch(word):
        kind = "SHIFT" if found[2] else "PLUS"
        return ((kind, {"COUNT": int(found[1]), **_SHIFT_UNITS.get(found[2], {})}),)
    if found := _WEEK.fullmatch(word):
        return (("WEEKNO", {"NUMBER": int(found[1])}),)
    if found := _ORDINAL.fullmatch(word):
        return (("DAY", {"DAY": int(found[1])}),)
    if found := _SHORT_YEAR.fullmatch(word):
        return (("YEAR", {"YEAR": 2000 + int(found[1])}),)
    return ()


def _plain_number(digits: str) -> tuple[Sense, ...]:
    if len(digits) > 4:
        return ()
    number = int(digits)
    found: list[Sense] = [("COUNT", {"COUNT": number})]
    if len(digits) <= 2:
        found += [("DAY", {"DAY": number}), ("NUMBER", {"NUMBER": number})]
    if len(digits) == 2:
        found.append(("SHORTYEAR", {"YEAR": 2000 + number}))
    if len(digits) == 4:
        found.append(("YEAR", {"YEAR": number}))
    return tuple(found)


def _year(digits: str | None) -> dict[str, int]:
    if digits is None:
        return {}
    return {"YEAR": int(digits) + (2000 if len(digits) == 2 else 0)}


@cache
def _month_numbers() -> Mapping[str, int]:
    return {word: number for number, words in enumerate(_MONTH_WORDS, 1) for word in words.split()}


@cache
def _lexicon() -> Mapping[str, tuple[Sense, ...]]:
    """Every word of the tables above with its senses. Made at the first date that is read."""
    lexicon: dict[str, tuple[Sense, ...]] = {}

    def enter(words: str, kind: str, brings: Mapping[str, int]) -> None:
        for word in words.split():
            lexicon[word] = (*lexicon.get(word, ()), (kind, brings))

    for number, (short, full) in enumerate(zip(WEEKDAYS["nl"], _DUTCH_WEEKDAYS, strict=True)):
        parts = " ".join(full + part for part in _DUTCH_DAYPARTS)
        enter(f"{short} {full} {parts}", "WEEKDAY", {"WEEKDAY": number})
    for number, words in enumerate(_ENGLISH_WEEKDAYS):
        enter(words, "WEEKDAY", {"WEEKDAY": number})
        enter(words, "ENGLISH", {"WEEKDAY": number})
    for word, number in _month_numbers().items():
        enter(word, "MONTH", {"MONTH": number})
        enter(f"mid-{word}", "MIDMONTH", {"MONTH": number})
    for words, number in _COUNTS.items():
        enter(words, "COUNT", {"COUNT": number})
    for kind, units in _UNITS.items():
        for words, brings in units.items():
            enter(words, kind, brings)
    for words, distance in _DAY_WORDS.items():
        enter(words, "DAYWORD", {"DISTANCE": distance})
    for words, distance in _PAST_WORDS.items():
        enter(words, "PASTWORD", {"DISTANCE": distance})
    for part in _DUTCH_DAYPARTS:
        enter(f"morgen{part}", "DAYWORD", {"DISTANCE": 1})
        enter(f"overmorgen{part}", "DAYWORD", {"DISTANCE": 2})
        enter(f"gister{part} gisteren{part}", "PASTWORD", {"DISTANCE": -1})
        enter(f"eergister{part}", "PASTWORD", {"DISTANCE": -2})
    for kind, words in _OTHERS.items():
        enter(words, kind, {})
    return lexicon
