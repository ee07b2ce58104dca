"""The meetings as one looks for them: by where they stand, by their series, by anything that was said in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kgw_tui.records.entries import AnyEntry
from kgw_tui.records.meetings import MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import SERIES
from kgw_tui.rules.sequence import held
from kgw_tui.rules.sought import Span, line_of, places_in, words_of
from kgw_tui.store import Reader
from kgw_tui.usecases.gathering import Gathering
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
    """Which meetings have all words that are looked for, in themselves or in what was said in them, and where.

    What they are found by, and what they aren't, is said in Gathering. A word that begins with a digit is looked for at
    the beginning of words (`7` isn't in `17`).
    """

    def __init__(self, workspace: Workspace, gathering: Gathering | None = None) -> None:
        """On words that are gathered already, or from now on."""
        self._workspace = workspace
        self._gathering = gathering or Gathering(workspace)

    def matching(self, sought: str, *, gathered: bool = False) -> Callable[[Meeting], bool]:
        """Whether a meeting has all words of `sought`; nothing to look for finds every meeting.

        Everything is gathered first, unless what is `gathered` by now will do.
        """
        words = words_of(sought)
        if words and not gathered:
            self._gathering.update()

        def matches(meeting: Meeting) -> bool:
            found = self._gathering.of(meeting.id)
            return not words or (found is not None and found.has(words))

        return matches

    def found_in(self, meeting: Meeting, sought: str) -> str:
        """What was said in a meeting that has a word of `sought`, from shortly before the word on; "" for nothing.

        Not what the list shows anyway (the title, the day).
        """
        for record, places in self._said_with(meeting, sought):
            text = record.title if isinstance(record, AgendaItem) else record.text
            at = places[0][0]
            start = text.rfind(" ", 0, max(at - _BEFORE, 0) + 1) + 1
            return f"…{text[start:]}" if start else text
        return ""

    def entry_with(self, meeting: Meeting, sought: str) -> str:
        """The id of the first entry of a meeting that has a word of `sought` which isn't in its title; "" for none."""
        found = (
            record.id for record, _places in self._said_with(meeting, sought) if not isinstance(record, AgendaItem)
        )
        return next(found, "")

    def _said_with(self, meeting: Meeting, sought: str) -> Iterator[tuple[AgendaItem | AnyEntry, list[Span]]]:
        """What has a word in its text that isn't in the title of the meeting, and where; in order, items first."""
        reader = self._workspace.shared
        words = [word for word in words_of(sought) if word not in line_of((meeting.title,))]
        if self._gathering.of(meeting.id) is None:
            self._gathering.update()
        gathered = self._gathering.of(meeting.id)
        if gathered is None or not words:
            return
        for line in sorted({line for word in words for line in gathered.lines_with(word)}):
            record = gathered.record(reader, line)
            if record is not None:
                places = places_in(record.title if isinstance(record, AgendaItem) else record.text, words)
                if places:
                    yield record, places


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
