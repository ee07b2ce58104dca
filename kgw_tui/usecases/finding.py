"""The meetings as one looks for them: by where they stand, by their series, by anything that was said in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from kgw_tui.i18n import LANGUAGES
from kgw_tui.records.entries import ENTRIES, AnyEntry, Movement
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import GROUPS, SERIES, Who
from kgw_tui.rules.directory import Directory, fold
from kgw_tui.rules.dossier import with_what_belongs
from kgw_tui.store import Reader
from kgw_tui.usecases.reading import directory_of, held
from kgw_tui.workspace import Workspace

_BEFORE: Final = 16
"""Characters before a word that was found that are shown with it, to the beginning of a word."""


@dataclass(frozen=True)
class Parted:
    """Meetings by where they stand on a day.

    `running` with those of that day first; `upcoming` soonest first, those of the day itself among them; `past`
    newest first: what was closed, and what was planned for an earlier day and never begun.
    """

    running: tuple[Meeting, ...] = ()
    upcoming: tuple[Meeting, ...] = ()
    past: tuple[Meeting, ...] = ()


def part(meetings: Iterable[Meeting], today: dt.date) -> Parted:
    """The meetings as they stand on `today`."""
    running: list[Meeting] = []
    upcoming: list[Meeting] = []
    past: list[Meeting] = []
    for meeting in meetings:
        if meeting.state == "running":
            running.append(meeting)
        elif meeting.state == "planned" and meeting.date >= today:
            upcoming.append(meeting)
        else:
            past.append(meeting)
    return Parted(
        tuple(sorted(running, key=lambda meeting: (meeting.date == today, held(meeting)), reverse=True)),
        tuple(sorted(upcoming, key=held)),
        tuple(sorted(past, key=held, reverse=True)),
    )


class MeetingSearch:
    """The words of all meetings of the shared store, gathered at the first search and kept until something changes.

    A meeting is found by its title, day (`24 november`, `dinsdag`, `2026-11-24`), place, series and group, the
    people who were there, the titles of its items and the words of its entries: each word that is looked for must
    be in it somewhere, one that begins with a digit at the beginning of a word (`7` isn't in `17`). Accents and case
    don't matter. What was said in a confidential item, or is kept out of the minutes, isn't looked through: that a
    meeting is found by it would tell that it was said. Nor is what lies in the private store.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is read yet."""
        self._workspace = workspace
        self._at = -1
        self._words: dict[str, str] = {}

    def matching(self, sought: str) -> Callable[[Meeting], bool]:
        """Whether a meeting has all words of `sought`; nothing to look for finds every meeting."""
        words = [f" {word}" if word[0].isdigit() else word for word in fold(sought).split()]
        if not words:
            return lambda _meeting: True
        known = self._gathered()
        return lambda meeting: all(word in known.get(meeting.id, "") for word in words)

    def found_in(self, meeting: Meeting, sought: str) -> str:
        """What was said in a meeting that has a word of `sought`, from shortly before the word on; "" for nothing.

        Not what the list shows anyway (the title, the day).
        """
        items = self._workspace.shared.query(ITEMS, meeting=meeting.id)
        titles = [item.title for item in items if not item.confidential]
        for text in (*titles, *(entry.text for entry in self._entries(meeting))):
            at = _place(text, meeting, sought)
            if at >= 0:
                start = text.rfind(" ", 0, max(at - _BEFORE, 0) + 1) + 1
                return f"…{text[start:]}" if start else text
        return ""

    def entry_with(self, meeting: Meeting, sought: str) -> str:
        """The id of the first entry of a meeting that has a word of `sought` which isn't in its title; "" for none."""
        found = (entry.id for entry in self._entries(meeting) if _place(entry.text, meeting, sought) >= 0)
        return next(found, "")

    def _entries(self, meeting: Meeting) -> list[AnyEntry]:
        """The entries of a meeting that may be told, in order."""
        reader = self._workspace.shared
        entries = sorted(reader.query(ENTRIES, meeting=meeting.id), key=lambda entry: (entry.order, entry.id))
        return _told(reader.query(ITEMS, meeting=meeting.id), entries)

    def _gathered(self) -> dict[str, str]:
        reader = self._workspace.shared
        if self._at != reader.cursor:
            self._at = reader.cursor
            self._words = _gather(reader, directory_of(self._workspace))
        return self._words


@dataclass(frozen=True)
class SeriesOverview:
    """A series ("" and no title: the meetings without one) with its last and its next meeting, and how many it has."""

    id: str
    title: str
    count: int
    last: Meeting | None = None
    next: Meeting | None = None


def series_overview(reader: Reader, today: dt.date) -> list[SeriesOverview]:
    """The series that have meetings: those with a next meeting first, the soonest one at the top; then the latest.

    A meeting that runs is the next one. The meetings without a series stand last.
    """
    by_series: dict[str, list[Meeting]] = {}
    known = {series.id: series.title for series in reader.all(SERIES)}
    for meeting in reader.all(MEETINGS):
        by_series.setdefault(meeting.series if meeting.series in known else "", []).append(meeting)
    found: list[SeriesOverview] = []
    for series, meetings in by_series.items():
        parted = part(meetings, today)
        coming = (*parted.running, *parted.upcoming)
        title = known.get(series, "")
        found.append(
            SeriesOverview(series, title, len(meetings), next(iter(parted.past), None), next(iter(coming), None))
        )
    latest = dt.date.min
    found.sort(key=lambda each: each.last.date if each.last else latest, reverse=True)
    return sorted(found, key=lambda each: (not each.id, each.next.date if each.next else dt.date.max))


def _gather(reader: Reader, directory: Directory) -> dict[str, str]:
    parts: dict[str, list[str]] = {}
    series = {each.id: each.title for each in reader.all(SERIES)}
    groups = {each.id: each.name for each in reader.all(GROUPS)}
    for meeting in reader.all(MEETINGS):
        there = [each.who for each in meeting.attendees if each.present is not False]
        names = _names(directory, (meeting.chair, meeting.minute_taker, *there))
        about = (meeting.title, meeting.place, series.get(meeting.series, ""), groups.get(meeting.group, ""))
        parts[meeting.id] = [*about, *names, *_day_words(meeting.date), meeting.handle]
    items = reader.all(ITEMS)
    for item in items:
        if item.meeting in parts and not item.confidential:
            parts[item.meeting].append(item.title)
    for entry in _told(items, reader.all(ENTRIES)):
        if entry.meeting in parts:
            text = directory.name(entry.who) if isinstance(entry, Movement) else entry.text
            parts[entry.meeting].append(text)
            parts[entry.meeting].extend(f"#{theme}" for theme in entry.themes)
    return {meeting: f" {fold(' '.join(words))}" for meeting, words in parts.items()}


def _place(text: str, meeting: Meeting, sought: str) -> int:
    """Where a word of `sought` that isn't in the title of the meeting begins in a text; -1 for nowhere."""
    folded = fold(text)
    words = [word for word in fold(sought).split() if word not in fold(meeting.title)]
    return min((folded.find(word) for word in words if word in folded), default=-1)


def _told(items: Iterable[AgendaItem], entries: Sequence[AnyEntry]) -> list[AnyEntry]:
    """The entries of which anybody may know that they were said."""
    confidential = {item.id for item in items if item.confidential}
    kept_out = with_what_belongs(entries, [entry.id for entry in entries if entry.held_back])
    return [entry for entry in entries if entry.item not in confidential and entry.id not in kept_out]


def _names(directory: Directory, whos: Iterable[Who | None]) -> list[str]:
    return [directory.name(who) for who in whos if who is not None]


@cache
def _day_words(day: dt.date) -> tuple[str, ...]:
    """A day as people may look for it, in both languages: also as a whole (`24 nov`)."""
    said = [f"{_name(day, 'EEEE', code)} {day.day} {_name(day, 'MMMM', code)} {day.year}" for code in LANGUAGES]
    return (*said, day.isoformat(), f"{day.day}-{day.month}-{day.year}")


def _name(day: dt.date, pattern: str, code: str) -> str:
    return _name_of(day.weekday() if pattern == "EEEE" else day.month, pattern, code)


@cache
def _name_of(number: int, pattern: str, code: str) -> str:
    """The name of a weekday (0: Monday) or a month (1: January) in a language."""
    from babel.dates import format_date  # some 13 ms, wanted at the first search only

    example = dt.date(2026, 6, 1 + number) if pattern == "EEEE" else dt.date(2026, number, 1)
    return format_date(example, pattern, locale=code)
