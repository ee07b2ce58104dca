"""Finding what stands in no meeting's list: what was heard and promised in the corridor, visits, notes for oneself,
and people, themes and series.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from typing import Final, NamedTuple, TypeAlias

import msgspec

from kgw_tui.capture.sought import FoundKind, Sought
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES, Action, PrivateNote, Question
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.records.people import PEOPLE, SERIES
from kgw_tui.records.record import Record
from kgw_tui.records.visits import VISITS, Visit
from kgw_tui.rules.directory import Directory, fold
from kgw_tui.rules.promises import is_promise
from kgw_tui.rules.sought import handle_in, line_of, marks_of
from kgw_tui.store import AN_IMPORT, Change, Changes, Reader
from kgw_tui.usecases.gathering import Gathered, Gathering, day_words
from kgw_tui.usecases.reading import directory_of, is_watched
from kgw_tui.workspace import Workspace

_AT_ONCE: Final = 64
"""Records that are read in one step."""
_LOOKED_AT: Final = 512
"""Lines that are looked at in one step."""
FEW: Final = 4
"""So many people, themes and series are given at most, of each, where what was said is looked for too."""
_APART: Final = frozenset({CORRIDOR_NOTES.name, PRIVATE_NOTES.name, VISITS.name})
"""The tables of which every record can be found."""

Apart: TypeAlias = CorridorNote | Action | Question | PrivateNote | Visit
"""What the private store has to find."""


class Other(msgspec.Struct, frozen=True):
    """Something that was found outside the meetings: its kind, the name of its table ("" for a theme) and its id, what
    is shown of it.

    `private` for what is the writer's alone; `day` is when it was heard or noted (None: of no day). `count` is how
    often a theme was named, and of a series how many meetings it has.
    """

    kind: FoundKind
    table: str
    id: str
    text: str
    handle: str = ""
    day: dt.date | None = None
    private: bool = False
    count: int = 0


class FoundOthers(NamedTuple):
    """What was found there: what is called so by its number, people, themes and series that begin with the words, and
    the rest, newest first: what has all words itself, and what has some when the others name its day. `guarded`: a
    meeting runs, and what is the writer's alone wasn't looked in.
    """

    called: tuple[Other, ...] = ()
    things: tuple[Other, ...] = ()
    dated: tuple[Other, ...] = ()
    helped: tuple[Other, ...] = ()
    guarded: bool = False


class Others:
    """The search in what is the writer's own, and among people, themes and series.

    A corridor note is found by its words, whom it names, its themes, what is known of it, what was promised in
    that conversation and what became of it; a visit by all that was seen. It is the leader's own search: nothing of
    what it finds goes into a document or to anybody else, and what was seen for development comes into no appraisal's
    file by it (PRODUCT.md, "Visits").

    What is private isn't found while a meeting runs, but by its number (PRODUCT.md, principle 8): there may be eyes in
    the room. What is read once is kept, and costs what changes.
    """

    def __init__(self, workspace: Workspace, gathering: Gathering) -> None:
        """Nothing is read yet. `gathering` knows the themes of the meetings."""
        self._workspace = workspace
        self._gathering = gathering
        self._private = self._shared = -1
        self._kept: dict[str, _Kept] = {}
        self._waiting: dict[str, str] = {}
        """The ids of what is to be read (anew), with the name of the table."""
        self._order: _Ordered | None = None
        self._themes: Counter[str] = Counter()
        """How often each theme was named in what is kept."""

    def finding(self, sought: Sought, words: tuple[str, ...], most: int) -> Generator[None, None, FoundOthers]:
        """What has all `words` (`looked_for`) and is of a kind and day that is `sought`, in small steps."""
        if not sought.asks:
            return FoundOthers()
        guarded = is_watched(self._workspace)
        handle = handle_in(" ".join(sought.words))
        called: list[Other] = []
        dated: list[Other] = []
        helped: list[Other] = []
        if (handle or not guarded) and sought.wants_any(_PRIVATE):
            yield from self._catching_up()
            if handle:
                called = [kept.other for kept in self._kept.values() if fold(kept.other.handle) == handle]
            if not guarded:
                order = self._order = self._order or _Ordered.of(self._kept.values())
                dated = yield from _first(order, order.with_all(words), sought, most)
                helped = yield from _first(order, order.with_days(words, any_of_day=bool(sought.kinds)), sought, most)
        things = self._things(sought, words)
        return FoundOthers(tuple(called), tuple(things), tuple(dated), tuple(helped), guarded)

    def themes(self) -> Counter[str]:
        """How often each theme was named, in what is gathered and read by now."""
        counts = Counter({theme: count for theme, count in self._gathering.themes.items() if count > 0})
        if not is_watched(self._workspace):
            counts.update({theme: count for theme, count in self._themes.items() if count > 0})
        return counts

    # People, themes, series

    def _things(self, sought: Sought, words: tuple[str, ...]) -> Iterator[Other]:
        """What begins with the words; without any only where its kind is asked for."""
        if sought.dated or not (words or sought.kinds):
            return
        shared = self._workspace.shared
        if sought.wants("person"):
            found = [
                person
                for person in shared.all(PEOPLE)
                if not person.erased and _begin(words, _names_of(person.name, person.aliases, person.function))
            ]
            found.sort(key=lambda person: (not person.active, fold(person.name)))
            named = [Other("person", PEOPLE.name, person.id, person.name) for person in found]
            yield from named if sought.kinds else named[:FEW]
        if sought.wants("theme") and len(words) <= 1:
            begin = words[0].strip().removeprefix("#") if words else ""
            themes = [pair for pair in self.themes().most_common() if fold(pair[0]).startswith(begin)]
            themes = [pair for pair in themes if words != (f" #{fold(pair[0])}",)]  # all of that is found as it is
            named = [Other("theme", "", f"#{theme}", f"#{theme}", count=count) for theme, count in themes]
            yield from named if sought.kinds else named[:FEW]
        if sought.wants("series"):
            series = [each for each in shared.all(SERIES) if _begin(words, line_of((each.title,)))]
            series.sort(key=lambda each: fold(each.title))
            held = Counter(meeting.series for meeting in self._gathering.newest_first)
            counted = ((each, held[each.id]) for each in series if held[each.id])
            named = [Other("series", SERIES.name, each.id, each.title, count=count) for each, count in counted]
            yield from named if sought.kinds else named[:FEW]

    # In step

    def _catching_up(self) -> Iterator[None]:
        """Read what was written since the last look."""
        private, shared = self._workspace.private, self._workspace.shared
        if self._private < 0:
            self._begin()
        else:
            self._notice(private.changes_since(self._private), shared.changes_since(self._shared))
        self._private, self._shared = private.cursor, shared.cursor
        directory = directory_of(self._workspace)
        for number, (record_id, table) in enumerate(list(self._waiting.items())):
            if number % _AT_ONCE == _AT_ONCE - 1:
                yield
            self._read(record_id, table, directory)
            self._waiting.pop(record_id, None)
            self._order = None

    def _begin(self) -> None:
        private = self._workspace.private
        self._kept, self._order = {}, None
        self._themes.clear()
        self._waiting = {entry.id: ENTRIES.name for entry in private.all(ENTRIES)}
        self._waiting |= {note.id: CORRIDOR_NOTES.name for note in private.all(CORRIDOR_NOTES)}
        self._waiting |= {note.id: PRIVATE_NOTES.name for note in private.all(PRIVATE_NOTES)}
        self._waiting |= {visit.id: VISITS.name for visit in private.all(VISITS)}

    def _notice(self, private: Changes, shared: Changes) -> None:
        changes = (*private.changes, *shared.changes)
        names = {SERIES.name, PEOPLE.name}
        renamed = any(change.table in names for change in shared.changes)
        if private.whole or shared.whole or len(changes) >= AN_IMPORT or renamed:
            self._begin()
            return
        for change in private.changes:
            if change.table in _APART:
                self._waiting[change.id] = change.table
            elif change.table == ENTRIES.name:
                self._waiting[change.id] = change.table
                entry = self._workspace.private.get(ENTRIES, change.id)
                kept = self._kept.get(change.id)
                parents = {entry.parent if entry is not None else "", kept.parent if kept is not None else ""}
                self._waiting |= dict.fromkeys(parents - {""}, CORRIDOR_NOTES.name)
        for change in shared.changes:
            self._touched(change)

    def _touched(self, change: Change) -> None:
        """Read anew what tells of something in the shared store."""
        if change.table == ITEMS.name:
            notes = self._workspace.private.query(CORRIDOR_NOTES, became=change.id)
            self._waiting |= dict.fromkeys((note.id for note in notes), CORRIDOR_NOTES.name)
        elif change.table == MEETINGS.name:
            mine = self._workspace.private.query(PRIVATE_NOTES, meeting=change.id)
            self._waiting |= dict.fromkeys((note.id for note in mine), PRIVATE_NOTES.name)

    def _read(self, record_id: str, table: str, directory: Directory) -> None:
        record = _record(self._workspace.private, table, record_id)
        before = self._kept.pop(record_id, None)
        if before is not None:
            self._themes.subtract(before.themes)
        if isinstance(record, Apart):
            kept = self._kept[record_id] = _Telling(self._workspace, directory).told(record)
            self._themes.update(kept.themes)


def _record(private: Reader, table: str, record_id: str) -> Record | None:
    if table == CORRIDOR_NOTES.name:
        return private.get(CORRIDOR_NOTES, record_id)
    if table == PRIVATE_NOTES.name:
        return private.get(PRIVATE_NOTES, record_id)
    return private.get(VISITS, record_id) if table == VISITS.name else private.get(ENTRIES, record_id)


_PRIVATE: Final[frozenset[FoundKind]] = frozenset({"heard", "promise", "action", "question", "visit", "mine"})
"""The kinds of what is the writer's alone."""


class _Kept(NamedTuple):
    """What is kept of a record: what is shown of it, when it was, the line that it is found by, its themes, and what it
    belongs to.
    """

    other: Other
    at: float
    line: str
    themes: tuple[str, ...] = ()
    parent: str = ""


class _Ordered(NamedTuple):
    """All that is kept, newest first: their lines, also as one text, what each line is, and where each day begins and
    ends among them.
    """

    text: str
    lines: tuple[str, ...]
    others: tuple[Other, ...]
    days: tuple[tuple[dt.date, int, int], ...]

    @classmethod
    def of(cls, kept: Iterable[_Kept]) -> _Ordered:
        ordered = sorted(kept, key=lambda each: (_day_of(each), each.at, each.other.id), reverse=True)
        days: list[tuple[dt.date, int, int]] = []
        for day, those in groupby(enumerate(ordered), key=lambda pair: _day_of(pair[1])):
            numbers = [number for number, _kept in those]
            days.append((day, numbers[0], numbers[-1] + 1))
        lines = tuple(each.line for each in ordered)
        return cls("\n".join(lines), lines, tuple(each.other for each in ordered), tuple(days))

    def with_all(self, words: tuple[str, ...]) -> Iterable[int]:
        """The numbers of the lines that have all words, in order; without words all of them."""
        if not words:
            return range(len(self.others))
        anchor = max(words, key=len)
        lines = Gathered("", self.text, (), 0)
        return lines.lines_with(anchor, [word for word in words if word != anchor])

    def with_days(self, words: tuple[str, ...], *, any_of_day: bool) -> Iterator[int]:
        """The numbers of those that have some of the words, when the others name their day (`24 nov`, `november`); of
        words that all name it only where they say which (with a number), or where `any_of_day` is asked for.
        """
        if not words:
            return
        any_of_day = any_of_day or any(word[0] == " " and word[1:2].isdigit() for word in words)
        for day, start, end in self.days:
            told = _told_of(day)
            here = [word for word in words if (f"{word} " if word[0] == " " else f" {word}") not in told]
            if len(here) < len(words) and (here or any_of_day):
                yield from (n for n in range(start, end) if all(word in self.lines[n] for word in here))


def _first(order: _Ordered, numbers: Iterable[int], sought: Sought, most: int) -> Generator[None, None, list[Other]]:
    """The first of these, which come newest first, that are of a kind and a day that is sought: one more than `most`
    when there are more.
    """
    found: list[Other] = []
    for looked_at, number in enumerate(numbers):
        if looked_at % _LOOKED_AT == _LOOKED_AT - 1:
            yield
        other = order.others[number]
        if sought.since is not None and other.day is not None and other.day < sought.since:
            break
        if sought.wants(other.kind) and sought.is_of(other.day):
            found.append(other)
            if len(found) > most:
                break
    return found


def _day_of(kept: _Kept) -> dt.date:
    return kept.other.day or dt.date.max


@cache
def _told_of(day: dt.date) -> str:
    return line_of(day_words(day))


class _Telling:
    """What is shown of a record of the private store, and what it is found by."""

    def __init__(self, workspace: Workspace, directory: Directory) -> None:
        self._workspace = workspace
        self._directory = directory

    def told(self, record: Apart) -> _Kept:
        match record:
            case CorridorNote():
                return self._note(record)
            case Action() | Question():
                return self._task(record)
            case PrivateNote():
                return self._mine(record)
            case Visit():
                return self._visit(record)

    def _note(self, note: CorridorNote) -> _Kept:
        """A note is found by what was promised with it and by what it became, too."""
        day = note.heard_at.astimezone().date()
        words = [note.text, note.known, note.reason, note.told, note.untold]
        words += [entry.text for entry in self._workspace.private.query(ENTRIES, parent=note.id)]
        words += [item.title for each in note.became if (item := self._workspace.shared.get(ITEMS, each)) is not None]
        words += [marks_of(note.mentions, self._directory), *(f"#{theme}" for theme in note.themes)]
        other = Other("heard", CORRIDOR_NOTES.name, note.id, _one_line(note.text), note.handle, day, private=True)
        return _Kept(other, note.heard_at.timestamp(), _line(other, words), note.themes)

    def _task(self, task: Action | Question) -> _Kept:
        note = self._workspace.private.get(CORRIDOR_NOTES, task.parent) if task.parent else None
        kind: FoundKind = "action" if isinstance(task, Action) else "question"
        if isinstance(task, Action) and note is not None and is_promise(task, note):
            kind = "promise"
        at = note.heard_at if note is not None else task.created_at
        words = [task.text, task.outcome, marks_of((*task.owners, *task.mentions), self._directory)]
        words += [marks_of(note.mentions[:1], self._directory) if note is not None else ""]
        words += [f"#{theme}" for theme in task.themes]
        other = Other(
            kind, ENTRIES.name, task.id, _one_line(task.text), task.handle, at.astimezone().date(), private=True
        )
        return _Kept(other, at.timestamp(), _line(other, words), task.themes, task.parent)

    def _mine(self, note: PrivateNote) -> _Kept:
        meeting = self._workspace.shared.get(MEETINGS, note.meeting) if note.meeting else None
        day = meeting.date if meeting is not None else note.created_at.astimezone().date()
        other = Other("mine", PRIVATE_NOTES.name, note.id, _one_line(note.text), "", day, private=True)
        title = meeting.title if meeting is not None else ""
        return _Kept(other, note.created_at.timestamp(), _line(other, [note.text, title]))

    def _visit(self, visit: Visit) -> _Kept:
        shown = " · ".join(filter(None, (visit.subject, visit.class_name, visit.question)))
        words = [shown, visit.strength, *(each.text for each in visit.observations)]
        words += [marks_of((visit.teacher,), self._directory)] if visit.teacher else []
        other = Other("visit", VISITS.name, visit.id, _one_line(shown), visit.handle, visit.date, private=True)
        return _Kept(other, visit.created_at.timestamp(), _line(other, words))


def _line(other: Other, words: Iterable[str]) -> str:
    return line_of((other.handle, *words))


def _one_line(text: str) -> str:
    return " ".join(text.split())


@lru_cache(4096)
def _names_of(name: str, aliases: tuple[str, ...], function: str) -> str:
    marks = [f"@{word}" for word in name.split()] + [f"{alias} @{alias}" for alias in aliases]
    return line_of((name, *marks, function))


def _begin(words: Iterable[str], line: str) -> bool:
    """Whether each word stands at the beginning of a word of a line."""
    return all((word if word[0] == " " else f" {word}") in line for word in words)
