"""Listing records: entries of a kind with where they were said, meetings, notes, visits, people, themes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from kgw_tui import clock
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import (
    ENTRIES,
    Action,
    AnyEntry,
    Assumption,
    Decision,
    Kind,
    Question,
    kind_of,
)
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import PEOPLE, SERIES, Person, Who
from kgw_tui.records.visits import VISITS, Visit
from kgw_tui.rules.directory import Directory, fold
from kgw_tui.rules.kept_out import keeper_of
from kgw_tui.store import Reader
from kgw_tui.usecases.reading import directory_of, find_meeting, meetings_newest_first
from kgw_tui.workspace import Workspace


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; a field that is empty narrows nothing.

    `owner`, `person` (who is named in it) and `theme` as they are typed (`@sanne`, `#toetsing`, with or without the
    mark), `series` a title, `meeting` whatever `find_meeting` takes, `since` the first day (of the meeting, the note or
    the visit). `only_open` leaves out what has ended, of notes what has been looked at. `due` is the last day on which
    something is due (a decision: is looked back on), `late` wants that to be past, `no_date` that there is none.
    `kind` and `outcome` are ids of corridor.toml. `confidential` takes along what was said in confidential items.
    """

    owner: str = ""
    person: str = ""
    theme: str = ""
    series: str = ""
    meeting: str = ""
    since: dt.date | None = None
    due: dt.date | None = None
    late: bool = False
    no_date: bool = False
    kind: str = ""
    outcome: str = ""
    only_open: bool = False
    confidential: bool = False


@dataclass(frozen=True)
class Placed:
    """An entry and where it was said: at an item of a meeting, or (`private`) in the private store."""

    entry: AnyEntry
    meeting: Meeting | None = None
    item: AgendaItem | None = None
    private: bool = False

    @property
    def confidential(self) -> bool:
        """Whether it was said in a confidential item."""
        return self.item is not None and self.item.confidential


@dataclass(frozen=True)
class Listed:
    """The entries that were asked for, and how many more there are in confidential items."""

    found: tuple[Placed, ...]
    left_out: int = 0


@dataclass(frozen=True)
class ThemeUse:
    """A theme, how many entries bear it, and the day of the last meeting that had one."""

    theme: str
    count: int
    last: dt.date | None


Record = Placed | Meeting | CorridorNote | Visit
"""What a handle can lead to."""

_ENDED: Final[dict[type[AnyEntry], Callable[[AnyEntry], bool]]] = {
    Action: lambda entry: isinstance(entry, Action) and entry.status != "open",
    Question: lambda entry: isinstance(entry, Question) and entry.status != "open",
    Assumption: lambda entry: isinstance(entry, Assumption) and entry.status != "untested",
    Decision: lambda entry: isinstance(entry, Decision) and entry.state in {"withdrawn", "replaced"},
}


def list_entries(workspace: Workspace, kind: Kind, filters: Filters) -> Listed:
    """The entries of `kind`: what is due first for actions and questions, else in order of time.

    Those of the shared store, and what the writer promised in the corridor, which is in the private one.
    Raises NotFound when an owner, series or meeting of the filters isn't there.
    """
    wanted = _matcher(workspace, filters)
    found: list[Placed] = []
    left_out = 0
    shared, promised = (_of_kind(workspace, kind, filters, private=private) for private in (False, True))
    for placed in (*shared, *promised):
        if not wanted(placed):
            continue
        if placed.confidential and not filters.confidential:
            left_out += 1
        else:
            found.append(placed)
    return Listed(tuple(sorted(found, key=_urgency)), left_out)


def list_meetings(workspace: Workspace, filters: Filters) -> list[Meeting]:
    """The meetings, a running one first, then the newest. Raises NotFound for a series that isn't there."""
    series = _series_ids(workspace.shared, filters.series)
    return [
        meeting
        for meeting in meetings_newest_first(workspace.shared)
        if (not filters.series or meeting.series in series)
        and (filters.since is None or meeting.date >= filters.since)
        and not (filters.only_open and meeting.state == "closed")
    ]


def list_visits(workspace: Workspace, filters: Filters) -> list[Visit]:
    """The visits of the private store, the newest last."""
    kept = [visit for visit in workspace.private.all(VISITS) if filters.since is None or visit.date >= filters.since]
    return sorted(kept, key=lambda visit: (visit.date, visit.time or dt.time.min, visit.id))


def list_people(workspace: Workspace) -> list[Person]:
    """Everybody known, by name."""
    people = [person for person in workspace.shared.all(PEOPLE) if not person.erased]
    return sorted(people, key=lambda person: fold(person.name))


def list_themes(workspace: Workspace, filters: Filters) -> list[ThemeUse]:
    """The themes of the meetings, the most used first."""
    wanted = _matcher(workspace, filters)
    counts: Counter[str] = Counter()
    last: dict[str, dt.date] = {}
    for placed in placed_in(workspace.shared, workspace.shared.all(ENTRIES)):
        hidden = placed.confidential and not filters.confidential
        if hidden or not placed.entry.themes or not wanted(placed):
            continue
        for theme in placed.entry.themes:
            counts[theme] += 1
            if placed.meeting is not None:
                last[theme] = max(last.get(theme, dt.date.min), placed.meeting.date)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [ThemeUse(theme, count, last.get(theme)) for theme, count in ranked]


def placed_in(reader: Reader, entries: Iterable[AnyEntry], *, private: bool = False) -> Iterator[Placed]:
    """The entries of a store (the `private` one), each with where it was said."""
    meetings: dict[str, Meeting | None] = {}
    items: dict[str, AgendaItem | None] = {}
    for entry in entries:
        if entry.meeting not in meetings:
            meetings[entry.meeting] = reader.get(MEETINGS, entry.meeting) if entry.meeting else None
        if entry.item not in items:
            items[entry.item] = reader.get(ITEMS, entry.item) if entry.item else None
        yield Placed(entry, meetings[entry.meeting], items[entry.item], private)


def find_record(workspace: Workspace, handle: str) -> Record:
    """What `handle` leads to: an entry (`A-12`, `2026-014`), a note or visit of mine, or a meeting by anything that
    `find_meeting` takes. The shared store is looked in first. Raises NotFound with a sentence.
    """
    wanted = fold(handle)
    for reader, private in ((workspace.shared, False), (workspace.private, True)):
        entries = reader.query(ENTRIES, handle=wanted.upper()) if wanted else []
        if entries:
            return next(placed_in(reader, entries, private=private))
    if wanted:
        private, called = workspace.private, wanted.upper()
        mine = (*private.query(CORRIDOR_NOTES, handle=called), *private.query(VISITS, handle=called))
        if mine:
            return mine[0]
    try:
        return find_meeting(workspace.shared, handle)
    except NotFound:
        if wanted in {"last", "laatste"}:
            raise
        raise NotFound(_("nothing answers to '{name}'; kgw list shows what there is").format(name=handle)) from None


def promises_of(workspace: Workspace, note: CorridorNote) -> list[Action]:
    """What the writer promised in a corridor conversation."""
    return [entry for entry in workspace.private.query(ENTRIES, parent=note.id) if isinstance(entry, Action)]


def below(workspace: Workspace, placed: Placed) -> list[AnyEntry]:
    """The entries that belong to an entry (its evidence), in order."""
    reader = workspace.private if placed.private else workspace.shared
    return sorted(reader.query(ENTRIES, parent=placed.entry.id), key=lambda entry: (entry.order, entry.id))


def grounds_of(workspace: Workspace, decision: Decision) -> list[Placed]:
    """The claims and sources that a decision stands on, and where each was said."""
    found = [ground for id_ in decision.stands_on if (ground := workspace.shared.get(ENTRIES, id_)) is not None]
    return list(placed_in(workspace.shared, found))


def stays_in(workspace: Workspace, placed: Placed) -> bool:
    """Whether an entry is held back, or belongs to one that is."""
    reader = workspace.private if placed.private else workspace.shared
    return keeper_of(placed.entry, partial(reader.get, ENTRIES)) is not None


def all_handles(workspace: Workspace) -> list[str]:
    """Every handle there is: what has ended too, since it can be reopened."""
    entries = [handle_of(entry) for reader in (workspace.shared, workspace.private) for entry in reader.all(ENTRIES)]
    others = [record.handle for record in (*workspace.private.all(CORRIDOR_NOTES), *workspace.private.all(VISITS))]
    meetings = [meeting.handle for meeting in workspace.shared.all(MEETINGS)]
    return sorted({handle for handle in (*entries, *others, *meetings) if handle})


def handle_of(entry: AnyEntry) -> str:
    """The handle by which people call an entry; "" for a kind that has none."""
    return entry.handle if isinstance(entry, Action | Question | Assumption | Decision) else ""


def owners_of(entry: AnyEntry) -> tuple[Who, ...]:
    """Who owns an entry: of actions and questions; the first owns it, the others share it."""
    return entry.owners if isinstance(entry, Action | Question) else ()


def due_of(entry: AnyEntry) -> dt.date | None:
    """The day of an entry: an action's or question's due date, a decision's review."""
    if isinstance(entry, Action | Question):
        return entry.due
    return entry.review if isinstance(entry, Decision) else None


def is_meant(directory: Directory, mark: str) -> Callable[[Who], bool]:
    """Whether somebody is who `mark` means; a name that the directory doesn't know is compared as it was typed.

    Raises Refused when it may mean several.
    """
    name = mark.removeprefix("@")
    who = directory.find(name)
    if who is None and len(directory.candidates(name, limit=2)) > 1:
        names = ", ".join(person.name for person in directory.candidates(name))
        raise Refused(_("'{name}' may be any of {names}; type more of the name").format(name=mark, names=names))
    return lambda other: other == who or (bool(other.name) and fold(other.name) == fold(name))


def is_due(day: dt.date | None, filters: Filters) -> bool:
    """Whether a day is one that the filters ask for."""
    if day is None:
        return not filters.late and filters.due is None
    late = day < clock.today()
    return not (filters.no_date or (filters.late and not late) or (filters.due is not None and day > filters.due))


def theme_of(filters: Filters) -> str:
    """The theme that is asked for, without its mark; "" for none."""
    return filters.theme.removeprefix("#").lower()


def _of_kind(workspace: Workspace, kind: Kind, filters: Filters, *, private: bool) -> Iterator[Placed]:
    reader = workspace.private if private else workspace.shared
    entries = reader.query(ENTRIES, themes=theme_of(filters)) if filters.theme else reader.all(ENTRIES)
    return placed_in(reader, (entry for entry in entries if kind_of(entry) == kind), private=private)


def _matcher(workspace: Workspace, filters: Filters) -> Callable[[Placed], bool]:
    """Whether an entry is among what the filters ask for (themes and confidential items are looked at elsewhere)."""
    series = _series_ids(workspace.shared, filters.series)
    meeting = find_meeting(workspace.shared, filters.meeting) if filters.meeting else None
    owned = is_meant(directory_of(workspace), filters.owner) if filters.owner else None

    def said_on(placed: Placed) -> dt.date:
        """The day of the meeting, or that of the note under which a promise stands."""
        if placed.meeting is not None:
            return placed.meeting.date
        note = workspace.private.get(CORRIDOR_NOTES, placed.entry.parent) if placed.private else None
        return (note.heard_at if note else placed.entry.created_at).astimezone().date()

    def wanted(placed: Placed) -> bool:
        entry, said_in = placed.entry, placed.meeting
        return not (
            (meeting is not None and entry.meeting != meeting.id)
            or (filters.series and (said_in is None or said_in.series not in series))
            or (filters.since is not None and said_on(placed) < filters.since)
            or (owned is not None and not any(map(owned, owners_of(entry))))
            or not is_due(due_of(entry), filters)
            or (filters.only_open and type(entry) in _ENDED and _ENDED[type(entry)](entry))
        )

    return wanted


def _series_ids(reader: Reader, title: str) -> set[str]:
    if not title:
        return set()
    found = {series.id for series in reader.all(SERIES) if fold(title) in {fold(series.title), series.id}}
    if not found:
        names = ", ".join(sorted(series.title for series in reader.all(SERIES))) or _("none yet")
        raise NotFound(_("there is no series '{name}'; there are: {names}").format(name=title, names=names))
    return found


def _urgency(placed: Placed) -> tuple[dt.date, dt.date, float, str]:
    entry, meeting = placed.entry, placed.meeting
    due = due_of(entry) if isinstance(entry, Action | Question) else None
    first = due or dt.date.max if isinstance(entry, Action | Question) else dt.date.min
    return (first, meeting.date if meeting else dt.date.max, entry.order, entry.id)
