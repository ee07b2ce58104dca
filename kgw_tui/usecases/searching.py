"""Finding anything that was said, while it is typed: agenda items, entries and meetings, the newest first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

from kgw_tui.capture.date_readings import Calendar
from kgw_tui.capture.sought import Sought, read_sought
from kgw_tui.records.entries import AnyEntry
from kgw_tui.records.meetings import AgendaItem, Meeting
from kgw_tui.rules.directory import fold
from kgw_tui.rules.sought import handle_in, is_person, looked_for, narrows
from kgw_tui.store import Reader
from kgw_tui.usecases.gathering import KIND_MARKS, Gathered, Gathering
from kgw_tui.usecases.reading import calendar_of, directory_of
from kgw_tui.workspace import Workspace

T = TypeVar("T")
MOST: Final = 200
"""So many are given at most: who finds more types another word."""
_AT_ONCE: Final = 32
"""Meetings that are looked through in one step."""

Record: TypeAlias = AnyEntry | AgendaItem
"""What is found in a meeting."""


@dataclass(frozen=True)
class Hit:
    """What was found: something in a meeting, or (without a record) the meeting itself."""

    meeting: Meeting
    record: Record | None = None

    @property
    def id(self) -> str:
        """The id of the record, else of the meeting."""
        return self.record.id if self.record is not None else self.meeting.id

    @property
    def handle(self) -> str:
        """What it is called by; "" for what has no handle."""
        return getattr(self.record or self.meeting, "handle", "")


@dataclass(frozen=True)
class Found:
    """What was found, in order: the first `called` are called so, the first `direct` have all words themselves. `more`:
    there is more than is given.
    """

    hits: tuple[Hit, ...] = ()
    more: bool = False
    called: int = 0
    direct: int = 0


class Search:
    """Search in everything that was said in meetings and may be told (see Gathering).

    A record is found when each word stands in it, and a meeting when each is about it. Accents and case don't matter,
    and a word that begins with a digit is looked for at the beginning of words. What is called by exactly what is
    sought (`A-12`, `2026-014`) comes first, then the newest: by meeting, and in a meeting the items before what was
    said last.

    Behind these come, the newest first, records that have some of the words, when the others are about their meeting:
    `mt excursie` finds what was said of the excursion in the meetings of the MT. A number must be a whole word there:
    every day has some digit. Of a person (`@karim`) only what names them is found, and behind it the meetings that they
    were in. A line may also name a kind and days (`capture/sought.py`): all that is of them when there are no words.
    """

    def __init__(self, workspace: Workspace, gathering: Gathering | None = None) -> None:
        """On words that are gathered already, or from now on."""
        self.gathering = gathering or Gathering(workspace)
        self._workspace = workspace
        self._reader: Reader = workspace.shared
        self._narrowed: tuple[int, tuple[str, ...], list[Meeting]] = (-1, (), [])

    def find(self, sought: str | Sought, most: int = MOST) -> Found:
        """What has all words of `sought`, at once and in everything; nothing is found by no words."""
        self.gathering.update()
        return result_of(self.finding(sought, most))

    def finding(
        self, sought: str | Sought, most: int = MOST, words: tuple[str, ...] | None = None
    ) -> Generator[None, None, Found]:
        """The same in steps of at most a millisecond or so, in what is gathered by now; may be left at any step.
        `words` are those of `sought` (`looked_for`), where these are known already.

        Between two steps the store may change: then what is gone isn't given.
        """
        wanted = read_sought(sought, sought_calendar(self._workspace)) if isinstance(sought, str) else sought
        if not wanted.asks or not (wanted.wants("meeting") or wanted.wants_any(KIND_MARKS)):
            return Found()
        if words is None:
            words = looked_for(wanted.words, directory_of(self._workspace))
        hits: dict[str, Hit] = {}
        helped: list[Hit] = []
        handle = handle_in(" ".join(wanted.words))
        if handle:
            yield from self._called(handle, hits)
        called = len(hits)
        version, looked_in, having = self.gathering.version, self._candidates(words), list[Meeting]()
        within = _Within(wanted, words)
        for number, meeting in enumerate(looked_in):
            if number % _AT_ONCE == _AT_ONCE - 1:
                yield
            if wanted.since is not None and meeting.date < wanted.since:
                break
            gathered = self.gathering.of(meeting.id) if wanted.is_of(meeting.date) else None
            if gathered is None or not gathered.has(words):
                continue
            having.append(meeting)
            for hit in self._in_meeting(meeting, gathered, within):
                if len(hits) == most and hit.id not in hits:
                    return Found(tuple(hits.values()), True, called, len(hits))
                hits.setdefault(hit.id, hit)
            if len(helped) <= most and within.may_be_helped:
                helped += self._helped_by(meeting, gathered, within)
        if version == self.gathering.version and not wanted.dated:
            self._narrowed = (version, words, having)
        direct = len(hits)
        hits = {**hits, **{hit.id: hit for hit in helped if hit.id not in hits}}
        return Found(tuple(hits.values())[:most], len(hits) > most, called, direct)

    def _candidates(self, words: tuple[str, ...]) -> list[Meeting]:
        """The meetings that may have these words: of what was typed on, those that had what was typed before."""
        version, before, having = self._narrowed
        if version == self.gathering.version and before and narrows(words, before):
            return having
        return self.gathering.newest_first

    def _called(self, handle: str, hits: dict[str, Hit]) -> Iterator[None]:
        """Add what is called by exactly this handle."""
        word = f" {handle} "
        for number, meeting in enumerate(self.gathering.newest_first):
            if number % _AT_ONCE == _AT_ONCE - 1:
                yield
            gathered = self.gathering.of(meeting.id)
            if gathered is None or not gathered.has((word,)):
                continue
            found = [Hit(meeting), *self._records(meeting, gathered, gathered.lines_with(word))]
            hits.update({hit.id: hit for hit in found if fold(hit.handle) == handle})

    def _in_meeting(self, meeting: Meeting, gathered: Gathered, within: _Within) -> Iterator[Hit]:
        """The meeting when all words are about it, and what has all of them itself."""
        if within.meetings and not within.people and all(word in gathered.about for word in within.words):
            yield Hit(meeting)
        if within.records and all(word in gathered.said for word in within.words):
            yield from self._records(meeting, gathered, gathered.lines(within.words, within.kinds))

    def _helped_by(self, meeting: Meeting, gathered: Gathered, within: _Within) -> Iterator[Hit]:
        """What has some of the words, when the others are about the meeting; that may have all of them itself."""
        words = within.words
        if within.people and within.meetings and all(word in gathered.about for word in words):
            yield Hit(meeting)
        here = [word for word in words if is_person(word) or not gathered.is_about(word)]
        if not within.records or len(here) == len(words):
            return
        if here or within.kinds:
            lines = set(gathered.lines(here, within.kinds))
        else:
            lines = {line for word in words for line in gathered.lines_with(word)}
        yield from self._records(meeting, gathered, lines)

    def _records(self, meeting: Meeting, gathered: Gathered, lines: Iterable[int]) -> Iterator[Hit]:
        """What stands in these lines, as far as it is still there: the items in order, then what was said last."""
        numbers = sorted(lines)
        first = bisect_left(numbers, gathered.items)
        for line in (*numbers[:first], *reversed(numbers[first:])):
            record = gathered.record(self._reader, line)
            if record is not None:
                yield Hit(meeting, record)


class _Within:
    """What is looked for in each meeting: these words, meetings or not, records of these kinds ("": any) or none."""

    def __init__(self, wanted: Sought, words: tuple[str, ...]) -> None:
        self.words = words
        self.people = any(map(is_person, words))
        self.meetings = wanted.wants("meeting")
        self.kinds = "".join(mark for kind, mark in KIND_MARKS.items() if kind in wanted.kinds)
        self.records = wanted.wants_any(KIND_MARKS)
        self.may_be_helped = len(words) > 1 or (bool(words) and (self.people or bool(self.kinds)))


def sought_calendar(workspace: Workspace) -> Calendar:
    """What days are read against in what is looked for: they lie behind."""
    return calendar_of(workspace, looking_back=True)


def result_of(steps: Generator[None, None, T]) -> T:
    """Take all steps at once; gives what comes of them."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            result: T = stop.value
            return result
