"""The phrases that are dates: a table of what people write, and the search for the longest of them.

A phrase is a row of kinds of words (`date_words`): `|` between alternatives, `+` within one that is several words,
`?` behind what may be left out. The table becomes a tree of words, walked once from the first word on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Final

from kgw_tui.capture import date_rules as rules
from kgw_tui.capture.date_readings import Calendar, DateReading, Doubt
from kgw_tui.capture.date_rules import Numbers, Reader
from kgw_tui.capture.date_words import Sense


@dataclass(frozen=True)
class Phrase:
    """How a phrase is read, and the languages in which it is a date only when nothing follows it."""

    read: Reader
    alone_in: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Match:
    """A phrase found at the beginning of some words: how many of them it takes, and the numbers they brought."""

    length: int
    phrase: Phrase
    numbers: Numbers

    @property
    def is_fraction(self) -> bool:
        """Whether the date may as well be a part of something: 1/2, 3-4."""
        return "FIRST" in self.numbers and "YEAR" not in self.numbers

    def reading(self, calendar: Calendar) -> DateReading | None:
        """The day that the phrase names, or None when there is no such day or it is absurdly far away."""
        try:
            reading = self.phrase.read(self.numbers, calendar)
        except (ValueError, OverflowError):  # 31-02, week 54, the year 10000
            return None
        if reading is None or not rules.within_reach(reading.day, calendar.today):
            return None
        return reading


def longest_match(words: Sequence[Sequence[Sense]]) -> Match | None:
    """The longest run of leading words that is one of the phrases. `words` holds the senses of each word."""
    best: Match | None = None
    frontier: list[tuple[_Node, dict[str, int]]] = [(_tree(), {})]
    for length, word in enumerate(words, 1):
        frontier = [
            (node.then[kind], {**numbers, **brings})
            for node, numbers in frontier
            for kind, brings in word
            if kind in node.then
        ]
        ends = (Match(length, node.phrase, numbers) for node, numbers in frontier if node.phrase)
        best = next(ends, best)
    return best


# --- the table

_BOTH: Final = ("nl", "en")
_BEGIN, _HALF, _END = 1, 15, 31
_PART: Final = "daypart|forenoon"
_NUMBERED: Final = "week+NUMBER|WEEKNO"
_OF_YEAR: Final = "of+YEAR|in+YEAR|YEAR?"

# A phrase, how it is read, and the languages in which it is no date when other words follow.
_PHRASES: Final[tuple[tuple[str, Reader, tuple[str, ...]], ...]] = (
    (f"DAYWORD {_PART}? nog?", rules.day_at_distance, ()),
    ("this daypart", rules.days_from_today(0), ()),
    ("the? day after tomorrow", rules.days_from_today(2), ()),
    ("DAYWORD over|within COUNT EENHEID", rules.after_a_while, ()),
    # weekdays
    (f"WEEKDAY {_PART}?", rules.next_weekday, ()),
    (f"this WEEKDAY {_PART}?", rules.next_weekday, ()),
    (f"this? coming WEEKDAY {_PART}?", rules.coming_weekday, ()),
    (f"WEEKDAY {_PART}? coming", rules.coming_weekday, ()),
    ("WEEKDAY as", rules.coming_weekday, _BOTH),
    ("as WEEKDAY", rules.coming_weekday, _BOTH),
    (f"the? next WEEKDAY {_PART}?", rules.weekday_of_week(1, Doubt.NEXT_WEEKDAY), ()),
    (f"next week on? WEEKDAY {_PART}?", rules.weekday_of_next_week, ()),
    (f"WEEKDAY {_PART}? of|in? next week", rules.weekday_of_next_week, ()),
    (f"this? coming week on? WEEKDAY {_PART}?", rules.weekday_of_week(1, Doubt.NEXT_WEEK), ()),
    (f"WEEKDAY {_PART}? of|in? this? coming week", rules.weekday_of_week(1, Doubt.NEXT_WEEK), ()),
    (f"this week nog? on? WEEKDAY {_PART}?", rules.weekday_of_week(0), ()),
    (f"WEEKDAY {_PART}? of|in? this week", rules.weekday_of_week(0), ()),
    ("WEEKDAY over COUNT EENHEID", rules.weekday_and_weeks, ()),
    ("WEEKDAY in COUNT UNIT", rules.weekday_and_weeks, ()),
    ("COUNT UNIT from|on|after WEEKDAY", rules.weekday_and_weeks, ()),
    ("ENGLISH week", rules.weekday_week, ()),
    # so much later
    ("over|in|within COUNT EENHEID", rules.after_a_while, ()),
    ("in|within COUNT UNIT time?", rules.after_a_while, ()),
    ("COUNT UNIT from DAYWORD|now", rules.after_a_while, ()),
    ("over|in|within COUNT half year", rules.half_years, ()),
    ("in|within half COUNT year", rules.half_years, ()),
    ("SHIFT", rules.after_a_while, ()),
    ("PLUS EENHEID|UNIT", rules.after_a_while, ()),
    # weeks
    ("in? the? next week", rules.day_of_next_week(0, Doubt.NEXT_WEEK), ()),
    ("in? the? this? coming week", rules.day_of_next_week(0, Doubt.NEXT_WEEK), ()),
    ("in? this week nog?", rules.this_week, ()),
    ("the? begin of? the? next|coming week", rules.day_of_next_week(0), ()),
    ("the? end of? the? next|coming week", rules.day_of_next_week(rules.FRIDAY), ()),
    ("the? end of? the|this? week", rules.end_of_week, ()),
    (f"in? {_NUMBERED} {_OF_YEAR}", rules.week_number(0, Doubt.WEEK_NUMBER), ()),
    (f"WEEKDAY {_PART}? in|of? {_NUMBERED} {_OF_YEAR}", rules.week_number(None), ()),
    (f"in? {_NUMBERED} on? WEEKDAY {_PART}?", rules.week_number(None), ()),
    (f"the? begin of? {_NUMBERED} {_OF_YEAR}", rules.week_number(0), ()),
    (f"the? end of? {_NUMBERED} {_OF_YEAR}", rules.week_number(rules.FRIDAY), ()),
    # days of a month
    ("WEEKDAY? the? DAY of? MONTH YEAR?", rules.day_and_month, ()),
    ("WEEKDAY? the? DAY of? MONTH SHORTYEAR", rules.day_and_month, _BOTH),  # "3 dec 12 leerlingen" has no year
    ("WEEKDAY? MONTH the? DAY", rules.day_and_month, ("nl",)),  # "maart 3 leerlingen" has no day
    ("WEEKDAY? MONTH the? DAY YEAR", rules.day_and_month, ()),
    ("WEEKDAY? FULL", rules.day_and_month, ()),
    ("WEEKDAY? NUMERIC", rules.numeric_date, ()),
    # parts of a month
    ("in? the? begin of? MONTH YEAR?", rules.part_of_month(_BEGIN, Doubt.BEGIN_MONTH), ()),
    ("in? the? half of? MONTH YEAR?", rules.part_of_month(_HALF, Doubt.HALF_MONTH), ()),
    ("in? MIDMONTH YEAR?", rules.part_of_month(_HALF, Doubt.HALF_MONTH), ()),
    ("the? end of? MONTH YEAR?", rules.part_of_month(_END), ()),
    ("the? begin of? the? next|coming month", rules.part_of_month_from_now(1, _BEGIN, Doubt.BEGIN_MONTH), ()),
    ("the? half of? the? next|coming month", rules.part_of_month_from_now(1, _HALF, Doubt.HALF_MONTH), ()),
    ("the? end of? the? next|coming month", rules.part_of_month_from_now(1, _END), ()),
    ("in? the? next|coming month", rules.part_of_month_from_now(1, _BEGIN, Doubt.WHOLE_MONTH), ()),
    ("the? half of? the|this? month", rules.part_of_month_from_now(0, _HALF, Doubt.HALF_MONTH), ()),
    ("the? end of? the|this? month", rules.part_of_month_from_now(0, _END), ()),
    ("in? this month nog?", rules.part_of_month_from_now(0, _END, Doubt.WHOLE_MONTH), ()),
    ("the? end of? the|this? year", rules.end_of_year, ()),
    # by name
    ("the? next|coming meeting", rules.next_meeting, ()),
    ("before the? HOLIDAY", rules.before_holiday, ()),
    # looking back
    (f"PASTWORD {_PART}?", rules.looking_back(rules.day_at_distance), ()),
    ("this forenoon", rules.looking_back(rules.days_from_today(0)), ()),
    (f"last {_PART}", rules.looking_back(rules.days_from_today(-1)), ()),
    ("the? day before yesterday", rules.looking_back(rules.days_from_today(-2)), ()),
    (f"past WEEKDAY {_PART}?", rules.looking_back(rules.last_weekday()), ()),
    ("WEEKDAY past", rules.looking_back(rules.last_weekday()), ()),
    (f"the? last WEEKDAY {_PART}?", rules.looking_back(rules.last_weekday(Doubt.LAST_WEEKDAY)), ()),
    (f"last week on? WEEKDAY {_PART}?", rules.looking_back(rules.weekday_of_week(-1)), ()),
    (f"WEEKDAY {_PART}? of? last week", rules.looking_back(rules.weekday_of_week(-1)), ()),
    ("COUNT EENHEID|UNIT ago", rules.looking_back(rules.while_ago), ()),
)
_LEAD_INS: Final = ("lead", "no later than")  # what may stand before each of them


@dataclass
class _Node:
    then: dict[str, _Node] = field(default_factory=dict[str, "_Node"])
    phrase: Phrase | None = None


@cache
def _tree() -> _Node:
    """The phrases as a tree of kinds of words; its root comes back to itself over a lead-in such as "uiterlijk"."""
    root = _Node()
    for pattern, reader, alone_in in _PHRASES:
        phrase = Phrase(reader, frozenset(alone_in))
        for kinds in _spelled_out(pattern):
            node = root
            for kind in kinds:
                node = node.then.setdefault(kind, _Node())
            node.phrase = node.phrase or phrase
    for lead_in in _LEAD_INS:
        *first, last = lead_in.split()
        node = root
        for kind in first:
            node = node.then.setdefault(kind, _Node())
        node.then[last] = root
    return root


def _spelled_out(pattern: str) -> Iterator[tuple[str, ...]]:
    """Each row of kinds that `pattern` stands for."""
    elements: list[list[tuple[str, ...]]] = []
    for element in pattern.split():
        ways = [tuple(way.split("+")) for way in element.removesuffix("?").split("|")]
        elements.append([(), *ways] if element.endswith("?") else ways)
    for chosen in product(*elements):
        yield tuple(kind for way in chosen for kind in way)
