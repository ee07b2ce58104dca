"""Finding anything: what was said in meetings and all that stands elsewhere, as one list in one order."""

from __future__ import annotations

import heapq
from collections.abc import Generator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeAlias

from kgw_tui.capture.sought import Sought, read_sought
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.sought import looked_for
from kgw_tui.settings import Settings
from kgw_tui.usecases.finding_others import Other, Others
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.searching import MOST, Hit, Search, result_of, sought_calendar
from kgw_tui.workspace import Workspace

Anything: TypeAlias = Hit | Other
"""What can be found: something of a meeting, or something else."""


@dataclass(frozen=True)
class FoundAnything:
    """What was found, in order, what was looked for and by which words. `more`: there is more than is given. `guarded`:
    a meeting runs, and what is the writer's alone wasn't looked in.
    """

    hits: tuple[Anything, ...] = ()
    more: bool = False
    sought: Sought = field(default_factory=Sought)
    words: tuple[str, ...] = ()
    guarded: bool = False


class Finder:
    """The one search of the screens, the palette and the command line.

    In this order: what is called by exactly what is sought (`N-3`, `2026-014`); people, themes and series whose name
    begins with it (a series behind its newest meeting, where that is found); then all that has every word itself, the
    newest first, whether it was said in a meeting, heard in the corridor, seen in a lesson or noted for oneself; and
    behind that what has some of the words, when the others are about its meeting or its day.
    """

    def __init__(self, workspace: Workspace, search: Search | None = None) -> None:
        """On what `search` has gathered, or from now on."""
        self.search = search or Search(workspace)
        self._workspace = workspace
        self._others = Others(workspace, self.search.gathering)
        self._known: tuple[int, Settings, Directory] | None = None

    @property
    def directory(self) -> Directory:
        """Everybody known, made anew only when something has been written."""
        cursor, settings = self._workspace.shared.cursor, self._workspace.settings
        if self._known is None or self._known[0] != cursor or self._known[1] is not settings:
            self._known = cursor, settings, directory_of(self._workspace)
        return self._known[2]

    def read(self, text: str) -> Sought:
        """What a line looks for."""
        return read_sought(text, sought_calendar(self._workspace))

    def themes(self) -> list[str]:
        """The themes that were named, the most used first; while a meeting runs only those of meetings."""
        return [theme for theme, _count in self._others.themes().most_common()]

    def find(self, sought: str | Sought, most: int = MOST) -> FoundAnything:
        """What is sought, at once and in everything; nothing is found by nothing."""
        self.search.gathering.update()
        return result_of(self.finding(sought, most))

    def finding(self, sought: str | Sought, most: int = MOST) -> Generator[None, None, FoundAnything]:
        """The same in small steps, in what is gathered by now of meetings; may be left at any step."""
        wanted = self.read(sought) if isinstance(sought, str) else sought
        words = looked_for(wanted.words, self.directory)
        others = yield from self._others.finding(wanted, words, most)
        said = yield from self.search.finding(wanted, most, words)
        direct = (said.hits[said.called : said.direct], others.dated)
        helped = (said.hits[said.direct :], others.helped)
        found: dict[str, Anything] = {each.id: each for each in (*said.hits[: said.called], *others.called)}
        ordered = _with_series(list(others.things), list(heapq.merge(*direct, key=_newest)))
        for each in (*ordered, *heapq.merge(*helped, key=_newest)):
            found.setdefault(each.id, each)
        more = said.more or len(found) > most
        return FoundAnything(tuple(islice(found.values(), most)), more, wanted, words, others.guarded)


def _with_series(things: list[Other], direct: list[Anything]) -> list[Anything]:
    """People, themes and series before what was found, but each series behind its newest meeting."""
    first: list[Anything] = []
    for thing in things:
        of_it = (n for n, each in enumerate(direct) if isinstance(each, Hit) and _is_meeting_of(each, thing))
        place = next(of_it, None) if thing.kind == "series" else None
        if place is None:
            first.append(thing)
        else:
            direct.insert(place + 1, thing)
    return [*first, *direct]


def _is_meeting_of(hit: Hit, series: Other) -> bool:
    return hit.record is None and hit.meeting.series == series.id


def _newest(found: Anything) -> int:
    day = found.day if isinstance(found, Other) else found.meeting.date
    return -day.toordinal() if day is not None else 0
