"""Finding anything that was said, while it is typed: agenda items, entries and meetings, the newest first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

from kgw_tui.capture.date_readings import Calendar
from kgw_tui.capture.sought import FoundKind, Sought, read_sought
from kgw_tui.records.entries import AnyEntry, kind_of
from kgw_tui.records.meetings import AgendaItem, Meeting
from kgw_tui.rules.directory import fold
from kgw_tui.rules.sought import handle_in, narrows, words_of
from kgw_tui.store import Reader
from kgw_tui.usecases.gathering import Gathered, Gathering
from kgw_tui.usecases.reading import calendar_of
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
    """What was found, in order. `more`: there is more than is given."""

    hits: tuple[Hit, ...] = ()
    more: bool = False


class Search:
    """Search in everything that was said in meetings and may be told (see Gathering).

    A record is found when each word stands in it, and a meeting when each is about it. Accents and case don't matter,
    and a word that begins with a digit is looked for at the beginning of words. What is called by exactly what is
    sought (`A-12`, `2026-014`) comes first, then the newest: by meeting, and in a meeting the items before what was
    said last.

    Behind these come, the newest first, records that have some of the words, when the others are about their meeting:
    `mt excursie` finds what was said of the excursion in the meetings of the MT. A number must be a whole word there:
    every day has some digit. A line may also name a kind, and from when on (`capture/sought.py`).
    """

    def __init__(self, workspace: Workspace, gathering: Gathering | None = None) -> None:
        """On words that are gathered already, or from now on."""
        self.gathering = gathering or Gathering(workspace)
        self._workspace = workspace
        self._reader: Reader = workspace.shared
        self._narrowed: tuple[int, tuple[str, ...], list[Meeting]] = (-1, (), [])

    def find(self, sought: str, most: int = MOST) -> Found:
        """What has all words of `sought`, at once and in everything; nothing is found by no words."""
        self.gathering.update()
        return result_of(self.finding(sought, most))

    def finding(self, sought: str, most: int = MOST) -> Generator[None, None, Found]:
        """The same in steps of at most a millisecond or so, in what is gathered by now; may be left at any step.

        Between two steps the store may change: then what is gone isn't given.
        """
        wanted = read_sought(sought, self._calendar())
        words = words_of(wanted.words)
        if not words:
            return Found()
        hits: dict[str, Hit] = {}
        helped: list[Hit] = []
        handle = handle_in(wanted.words)
        if handle:
            yield from self._called(handle, hits)
        version, looked_in, having = self.gathering.version, self._candidates(words), list[Meeting]()
        for number, meeting in enumerate(looked_in):
            if number % _AT_ONCE == _AT_ONCE - 1:
                yield
            gathered = self.gathering.of(meeting.id)
            if gathered is None or not gathered.has(words):
                continue
            having.append(meeting)
            if wanted.since is not None and meeting.date < wanted.since:
                continue
            for hit in self._in_meeting(meeting, gathered, words):
                if not _fits(wanted, hit):
                    continue
                if len(hits) == most and hit.id not in hits:
                    return Found(tuple(hits.values()), more=True)
                hits.setdefault(hit.id, hit)
            if len(helped) <= most and len(words) > 1:
                helped += [hit for hit in self._helped_by(meeting, gathered, words) if _fits(wanted, hit)]
        if version == self.gathering.version:
            self._narrowed = (version, words, having)
        hits = {**hits, **{hit.id: hit for hit in helped if hit.id not in hits}}
        return Found(tuple(hits.values())[:most], more=len(hits) > most)

    def _calendar(self) -> Calendar:
        return calendar_of(self._workspace, looking_back=True)

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

    def _in_meeting(self, meeting: Meeting, gathered: Gathered, words: Sequence[str]) -> Iterator[Hit]:
        """The meeting when all words are about it, and what has all of them itself."""
        if all(word in gathered.about for word in words):
            yield Hit(meeting)
        if all(word in gathered.said for word in words):
            anchor = max(words, key=len)
            others = [word for word in words if word != anchor]
            yield from self._records(meeting, gathered, gathered.lines_with(anchor, others))

    def _helped_by(self, meeting: Meeting, gathered: Gathered, words: Sequence[str]) -> Iterator[Hit]:
        """What has some of the words, when the others are about the meeting; that may have all of them itself."""
        here = [word for word in words if not gathered.is_about(word)]
        if len(here) == len(words):
            return
        anchors = [max(here, key=len)] if here else words
        others = [word for word in here if word not in anchors]
        lines = {line for anchor in anchors for line in gathered.lines_with(anchor, others)}
        yield from self._records(meeting, gathered, lines)

    def _records(self, meeting: Meeting, gathered: Gathered, lines: Iterable[int]) -> Iterator[Hit]:
        """What stands in these lines, as far as it is still there: the items in order, then what was said last."""
        numbers = sorted(lines)
        first = bisect_left(numbers, gathered.items)
        for line in (*numbers[:first], *reversed(numbers[first:])):
            record = gathered.record(self._reader, line)
            if record is not None:
                yield Hit(meeting, record)


def _fits(wanted: Sought, hit: Hit) -> bool:
    """Whether a hit is of a kind that is looked for; of whole meetings when no kind is."""
    record = hit.record
    kind: FoundKind = "meeting"
    if record is not None:
        known = "item" if isinstance(record, AgendaItem) else kind_of(record)
        kind = "note" if known == "movement" else known
    return wanted.fits(kind, hit.meeting.date)


def result_of(steps: Generator[None, None, T]) -> T:
    """Take all steps at once; gives what comes of them."""
    while True:
        try:
            next(steps)
        except StopIteration as stop:
            result: T = stop.value
            return result
