"""The words of all meetings, gathered one at a time and kept in step with the store: what every search looks in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from kgw_tui.i18n import LANGUAGES
from kgw_tui.records.entries import (
    ENTRIES,
    Action,
    AnyEntry,
    Assumption,
    Decision,
    Movement,
    Question,
    kind_of,
)
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import GROUPS, PEOPLE, SERIES, Who
from kgw_tui.rules.attendance import walled_off
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.dossier import put_together
from kgw_tui.rules.sequence import held
from kgw_tui.rules.sought import line_of, marks_of
from kgw_tui.store import AN_IMPORT, Change, Reader
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace

_FEW: Final = 20


KIND_MARKS: Final[Mapping[str, str]] = {
    "item": "#",
    "note": "n",
    "movement": "n",
    "action": "!",
    "question": "q",
    "assumption": "?",
    "decision": "=",
    "evidence": "+",
    "parked": ">",
}
"""A character for each kind of what stands in a meeting."""


class Gathered(NamedTuple):
    """One meeting: what it is itself found by, and a line (as `line_of` makes it) for each record in it, in order.

    `ids` are those of the records, a line each; the first `items` of them are agenda items, the others entries. `kinds`
    is a character for each of these (KIND_MARKS), and `themes` are those that were named, each as often as it was.
    """

    about: str
    said: str
    ids: tuple[str, ...]
    items: int
    kinds: str = ""
    themes: tuple[str, ...] = ()

    def has(self, words: Iterable[str]) -> bool:
        """Whether each of `words` is in it somewhere."""
        return all(word in self.said or word in self.about for word in words)

    def is_about(self, word: str) -> bool:
        """Whether a word is about the meeting; a number only as a whole."""
        return (f"{word} " if word[0] == " " else word) in self.about

    def record(self, reader: Reader, line: int) -> AnyEntry | AgendaItem | None:
        """What stands in a line, as it is now; None for what is gone."""
        record_id = self.ids[line]
        return reader.get(ITEMS, record_id) if line < self.items else reader.get(ENTRIES, record_id)

    def lines(self, words: Sequence[str], kinds: str = "") -> Iterator[int]:
        """The numbers of the lines that have all words (without any: every line), of one of these `kinds` ("": any)."""
        anchor = max(words, key=len, default="")
        others = [word for word in words if word != anchor]
        numbers = self.lines_with(anchor, others) if anchor else range(len(self.ids))
        return (number for number in numbers if not kinds or self.kinds[number] in kinds)

    def lines_with(self, anchor: str, others: Sequence[str] = ()) -> Iterator[int]:
        """The numbers of the lines that have `anchor` and all the others, in order."""
        said = self.said
        number, counted, at = 0, 0, said.find(anchor)
        while at >= 0:
            start, end = said.rfind("\n", 0, at) + 1, said.find("\n", at)
            end = end if end >= 0 else len(said)
            if all(said.find(other, start, end) >= 0 for other in others):
                number += said.count("\n", counted, start)
                counted = start
                yield number
            at = said.find(anchor, end)


class _Said(NamedTuple):
    """What is kept of an entry until its meeting is put together; in the order in which it was said."""

    order: float
    id: str
    item: str
    parent: str
    held_back: bool
    line: str
    kind: str
    themes: tuple[str, ...]


class Gathering:
    """The words of the shared store, folded. Nothing is read before the first look.

    A meeting is found by its title, day (`24 november`, `dinsdag`, `2026-11-24`), place, series and group and by the
    people who were there; in it the titles of its items and its entries, with their themes, owners and numbers and what
    came of them. What was said in a confidential item, or is kept out of the minutes, isn't gathered, nor who was there
    for that alone: that something is found would tell that it was said. Nor is what lies in the private store.

    Gathering is done in steps of about a millisecond (`steps`), the newest meetings first, so that whoever draws the
    screen can do something else in between: the thread that reads keys isn't held up, and no lock is needed. What
    others write costs the meetings that it is in.
    """

    def __init__(self, workspace: Workspace, *, few: int = _FEW) -> None:
        """Nothing is read yet. Up to `few` meetings are looked up one by one; for more all records are gone through."""
        self.version = 0
        self._few = few
        self._workspace = workspace
        self._cursor = -1
        self._directory = Directory()
        self._found: dict[str, Gathered] = {}
        self.themes: Counter[str] = Counter()
        """How often each theme was named in what is gathered."""
        self._meeting_of: dict[str, str] = {}
        self._waiting: list[str] = []
        self._queued: set[str] = set()
        self._order: list[Meeting] | None = None
        self._reading_all: Iterator[None] | None = None

    def behind(self) -> int:
        """How many meetings are to be gathered now."""
        self._notice()
        return len(self._waiting)

    @property
    def newest_first(self) -> list[Meeting]:
        """All meetings, the one that is held last first; not to be changed."""
        if self._order is None:
            self._order = sorted(self._workspace.shared.all(MEETINGS), key=held, reverse=True)
        return self._order

    def of(self, meeting_id: str) -> Gathered | None:
        """The words of a meeting; None where they aren't gathered yet, or it is gone."""
        return self._found.get(meeting_id)

    def update(self) -> None:
        """Gather whatever isn't gathered, now."""
        for _step in self.steps():
            pass

    def steps(self) -> Iterator[None]:
        """Gather whatever isn't gathered, in small steps. May be left at any of them; the next time goes on there."""
        self._notice()
        while self._waiting or self._reading_all is not None:
            if self._reading_all is None and len(self._waiting) > self._few:
                self._reading_all = self._gather_all()
            if self._reading_all is not None:
                yield from self._go_on(self._reading_all)
            else:
                self._gather(self._next())
                yield
            self._notice()

    def _go_on(self, steps: Iterator[None]) -> Iterator[None]:
        """Take the steps that are left, also those that another round took some of."""
        while next(steps, self) is None:
            yield
        self._reading_all = None

    def _next(self) -> str:
        meeting_id = self._waiting.pop()
        self._queued.discard(meeting_id)
        return meeting_id

    # What has changed

    def _notice(self) -> None:
        """Queue the meetings that are touched by what was written since the last look."""
        reader = self._workspace.shared
        if self._cursor == reader.cursor or self._reading_all is not None:
            return  # what is written while all is read is looked at when that is done
        if self._cursor < 0:
            self._cursor = reader.cursor
            self._begin()
            return
        new = reader.changes_since(self._cursor)
        self._cursor = new.cursor
        if new.whole or len(new.changes) >= AN_IMPORT:
            self._begin()
            return
        for change in new.changes:
            self._touch(change)

    def _begin(self) -> None:
        self._directory = directory_of(self._workspace)
        self._order = None
        there = {meeting.id for meeting in self.newest_first}
        for gone in self._found.keys() - there:
            self._leave(gone)
        self._waiting = [meeting.id for meeting in reversed(self.newest_first)]
        self._queued = set(self._waiting)
        self._meeting_of = {}
        self.version += 1

    def _touch(self, change: Change) -> None:
        reader = self._workspace.shared
        if change.table == ENTRIES.name:
            entry = reader.get(ENTRIES, change.id)
            self._moved(change.id, entry.meeting if entry else "")
        elif change.table == ITEMS.name:
            item = reader.get(ITEMS, change.id)
            self._moved(change.id, item.meeting if item else "")
        elif change.table == MEETINGS.name:
            self._order = None
            self._queue(change.id)
        elif change.table in {SERIES.name, GROUPS.name}:
            for meeting in self.newest_first:
                if change.id in {meeting.series, meeting.group}:
                    self._queue(meeting.id)
        elif change.table == PEOPLE.name:
            before, self._directory = self._directory, directory_of(self._workspace)
            known, now = (directory.by_id.get(change.id) for directory in (before, self._directory))
            if (known.name if known else "") != (now.name if now else ""):
                self._begin()  # whoever comes back by an undo is in meetings already

    def _moved(self, record_id: str, meeting_id: str) -> None:
        """A record of this meeting ("" for one that is gone) came, changed or went."""
        before = self._meeting_of.get(record_id, "")
        for touched in {before, meeting_id} - {""}:
            self._queue(touched)

    def _queue(self, meeting_id: str) -> None:
        if meeting_id not in self._queued:
            self._queued.add(meeting_id)
            self._waiting.append(meeting_id)

    # Meetings

    def _gather_all(self) -> Iterator[None]:
        """Gather all meetings, reading each record once and keeping none: only their lines, until all are there."""
        reader = self._workspace.shared
        items: dict[str, list[AgendaItem]] = {}
        for item in reader.all(ITEMS):
            items.setdefault(item.meeting, []).append(item)
        yield
        guarded = {meeting for meeting, those in items.items() if any(item.confidential for item in those)}
        said: dict[str, list[_Said]] = {}
        whole: dict[str, list[AnyEntry]] = {}
        for piece in reader.pieces(ENTRIES):
            for entry in piece:
                said.setdefault(entry.meeting, []).append(_said(entry, self._directory))
                if entry.meeting in guarded:
                    whole.setdefault(entry.meeting, []).append(entry)
            yield
        while self._waiting:
            meeting = self._meeting_or_none(self._next())
            if meeting is not None:
                those = items.get(meeting.id, [])
                absent = self._absent(meeting, those, whole.get(meeting.id, []))
                self._put(meeting, those, said.pop(meeting.id, []), absent)
                yield

    def _gather(self, meeting_id: str) -> None:
        """Gather one meeting."""
        reader, meeting = self._workspace.shared, self._meeting_or_none(meeting_id)
        if meeting is None:
            return
        items = reader.query(ITEMS, meeting=meeting_id)
        entries = reader.query(ENTRIES, meeting=meeting_id)
        said = [_said(entry, self._directory) for entry in entries]
        self._put(meeting, items, said, self._absent(meeting, items, entries))

    def _meeting_or_none(self, meeting_id: str) -> Meeting | None:
        """The meeting as it is now; when it is gone, its words go too."""
        meeting = self._workspace.shared.get(MEETINGS, meeting_id)
        if meeting is None:
            self._leave(meeting_id)
            self.version += 1
        return meeting

    def _leave(self, meeting_id: str) -> None:
        gone = self._found.pop(meeting_id, None)
        if gone is not None and gone.themes:
            self.themes.subtract(gone.themes)

    def _put(self, meeting: Meeting, items: list[AgendaItem], said: list[_Said], absent: frozenset[Who]) -> None:
        """Keep what may be told of a meeting."""
        self.version += 1
        for record in (*items, *said):
            self._meeting_of[record.id] = meeting.id
        walled = {item.id for item in items if item.confidential}
        told_items = [item for item in sorted(items, key=lambda item: (item.order, item.id)) if not item.confidential]
        out = _kept_out(said)
        told = [each for each in sorted(said) if each.item not in walled and each.id not in out]
        lines = [*(line_of((item.title,)) for item in told_items), *(each.line for each in told)]
        ids = (*(item.id for item in told_items), *(each.id for each in told))
        kinds = KIND_MARKS["item"] * len(told_items) + "".join(each.kind for each in told)
        themes = tuple(theme for each in told for theme in each.themes)
        about = line_of(self._about(meeting, absent))
        self._leave(meeting.id)
        self.themes.update(themes)
        self._found[meeting.id] = Gathered(about, "\n".join(lines), ids, len(told_items), kinds, themes)

    def _absent(self, meeting: Meeting, items: list[AgendaItem], entries: list[AnyEntry]) -> frozenset[Who]:
        """Who was there for confidential items alone."""
        if not any(item.confidential for item in items):
            return frozenset()
        return walled_off(put_together(meeting, items, entries, self._directory))

    def _about(self, meeting: Meeting, absent: frozenset[Who]) -> Iterator[str]:
        """What a meeting is itself found by."""
        reader = self._workspace.shared
        series = reader.get(SERIES, meeting.series) if meeting.series else None
        group = reader.get(GROUPS, meeting.group) if meeting.group else None
        yield from (meeting.handle, meeting.title, meeting.place)
        yield from (series.title if series else "", group.name if group else "")
        there = [each.who for each in meeting.attendees if each.present is not False and each.who not in absent]
        yield marks_of(filter(None, (meeting.chair, meeting.minute_taker, *there)), self._directory)
        yield from day_words(meeting.date)


def _said(entry: AnyEntry, directory: Directory) -> _Said:
    line = line_of(_words_of(entry, directory))
    kind = KIND_MARKS[kind_of(entry)]
    return _Said(entry.order, entry.id, entry.item, entry.parent, entry.held_back, line, kind, entry.themes)


def _kept_out(said: Iterable[_Said]) -> set[str]:
    """The ids of what is held back, with what belongs to it."""
    out = {each.id for each in said if each.held_back}
    more = out
    while more:
        more = {each.id for each in said if each.parent in more} - out
        out |= more
    return out


def _words_of(entry: AnyEntry, directory: Directory) -> Iterator[str]:
    """What an entry is found by: its number, its words, what came of it, who owns it and is named in it, its themes."""
    if isinstance(entry, Movement):
        yield marks_of((entry.who,), directory)
        return
    if isinstance(entry, Action | Question | Assumption | Decision):
        yield entry.handle
        yield entry.text
        yield entry.outcome
        if isinstance(entry, Action | Question):
            yield marks_of(entry.owners, directory)
        elif isinstance(entry, Decision):
            yield from (entry.conditions, entry.measure)
    else:
        yield entry.text
    yield marks_of(entry.mentions, directory)
    for theme in entry.themes:
        yield f"#{theme}"


@cache
def day_words(day: dt.date) -> tuple[str, ...]:
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
