"""What is typed to find something: words, `@name`, `#theme`, a kind by its mark or its name, and from when on."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final, Literal

import msgspec

from kgw_tui.capture.dates import Calendar, read_date, read_date_prefix
from kgw_tui.rules.directory import fold

FoundKind = Literal[
    "action", "question", "assumption", "decision", "evidence", "parked", "note", "item", "meeting",
    "heard", "visit", "mine", "person",
]  # fmt: skip
"""What can be looked for: the kinds of entry, items, meetings, what was heard in the corridor, visits, one's own notes,
people.
"""
_MARKS: Final[dict[str, tuple[FoundKind, ...]]] = {
    "!": ("action",),
    "?": ("assumption", "question"),
    "=": ("decision",),
    "+": ("evidence",),
    ">": ("parked",),
    ";": ("mine",),
}
KIND_WORDS: Final[dict[str, tuple[FoundKind, ...]]] = {
    "actie": ("action",),
    "action": ("action",),
    "vraag": ("question",),
    "question": ("question",),
    "aanname": ("assumption",),
    "assumption": ("assumption",),
    "besluit": ("decision",),
    "decision": ("decision",),
    "onderbouwing": ("evidence",),
    "bron": ("evidence",),
    "evidence": ("evidence",),
    "source": ("evidence",),
    "geparkeerd": ("parked",),
    "parked": ("parked",),
    "regel": ("note",),
    "note": ("note",),
    "punt": ("item",),
    "item": ("item",),
    "vergadering": ("meeting",),
    "meeting": ("meeting",),
    "wandelgang": ("heard",),
    "corridor": ("heard",),
    "lesbezoek": ("visit",),
    "visit": ("visit",),
    "persoon": ("person",),
    "person": ("person",),
}
"""The words, each with a colon behind it (`besluit: toetsen`), that name a kind, in both languages."""
_SINCE: Final = re.compile(r"(?:^|\s)(?:sinds|vanaf|since)\s+(?=\S)", re.IGNORECASE)


class Sought(msgspec.Struct, frozen=True):
    """What is looked for: `words` that all must be there, of one of these `kinds` (none: any), from `since` on."""

    words: str = ""
    kinds: frozenset[FoundKind] = frozenset()
    since: dt.date | None = None

    def fits(self, kind: FoundKind, day: dt.date | None) -> bool:
        """Whether something of a kind and a day may be meant."""
        late = self.since is None or (day is not None and day >= self.since)
        return late and (not self.kinds or kind in self.kinds)


def read_sought(text: str, calendar: Calendar) -> Sought:
    """What is looked for. `calendar` looks back (`sinds oktober` is the last one).

    A mark is a kind only at the beginning and by itself (`! toets`); a word only with its colon. An `@` is left out: a
    name is found by itself. What is no day stays a word.
    """
    words, since = _since(text, calendar)
    kinds: set[FoundKind] = set()
    left: list[str] = []
    for number, word in enumerate(words.split()):
        named = KIND_WORDS.get(fold(word[:-1])) if word.endswith(":") else _MARKS.get(word) if not number else None
        if named:
            kinds.update(named)
        else:
            left.append(word.removeprefix("@") if len(word) > 1 else word)
    return Sought(" ".join(left), frozenset(kinds), since)


def _since(text: str, calendar: Calendar) -> tuple[str, dt.date | None]:
    said = list(_SINCE.finditer(text))
    if not said:
        return text, None
    found = said[-1]
    behind = text[found.end() :]
    reading = read_date_prefix(behind, calendar)
    if reading is not None and reading[0].day <= calendar.today:
        return f"{text[: found.start()]} {reading[1]}", reading[0].day
    month, _space, rest = behind.partition(" ")
    first = read_date(f"1 {month}", calendar)
    if first is None:
        return text, None
    day = first.day if first.day <= calendar.today else _year_before(first.day)
    return f"{text[: found.start()]} {rest}", day


def _year_before(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1)
