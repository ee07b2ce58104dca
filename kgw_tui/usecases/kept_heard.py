"""What the corridor has for its writer, kept in step: a note that is written, or a line of a meeting, costs what it
touches, however much was heard in all the years.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kgw_tui import clock
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.records.meetings import ITEMS, AgendaItem
from kgw_tui.records.people import PEOPLE
from kgw_tui.rules.patterns import Pattern, patterns
from kgw_tui.rules.promises import is_kept, is_over
from kgw_tui.rules.reporting import TO_TELL_LATER, Report, is_due, may_be_told, waiting_longest
from kgw_tui.rules.today import Heard
from kgw_tui.settings import Settings
from kgw_tui.store import AN_IMPORT, Change
from kgw_tui.usecases.links import came_of
from kgw_tui.usecases.patterns import MOST_WEEKS
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.reporting import Promise, promise_in, report_of, soonest
from kgw_tui.workspace import Workspace

_AT_ONCE: Final = 20
"""Reports that are looked at between two moments at which anything may be done."""


@dataclass(frozen=True)
class _Standing:
    """How a note stands of which something may have to be told: what may be, whether all that it became is gone, and
    the ids of all that this was told from.
    """

    report: Report | None
    lost: bool
    rests_on: frozenset[str]


class KeptHeard:
    """The notes that wait for something, what was promised, and what may be told."""

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is read yet."""
        self._workspace = workspace
        self._private = self._shared = -1
        self._settings: Settings | None = None
        self._notes: dict[str, CorridorNote] = {}
        """Those that wait: in the inbox, to be looked at again, or to be told of."""
        self._themed: dict[str, CorridorNote] = {}
        """Those on a theme that a pattern may have."""
        self._promises: dict[str, Promise] = {}
        self._standing: dict[str, _Standing] = {}
        self._patterns: tuple[tuple[object, ...], tuple[Pattern, ...]] = ((), ())
        self._version = 0
        """Another number each time that a note has changed, or all has been read."""
        self._sorted: list[Promise] | None = None
        self._heard: tuple[dt.date, Heard] | None = None

    def heard(self) -> Heard:
        """What there is for the writer today."""
        self._catch_up()
        today = clock.today()
        if self._heard is None or self._heard[0] != today:
            self._heard = (today, self._heard_on(today))
        return self._heard[1]

    def promises(self) -> Sequence[Promise]:
        """What was promised and isn't kept yet, the soonest due first, no day last; the same until one changes."""
        self._catch_up()
        if self._sorted is None:
            self._sorted = sorted(self._promises.values(), key=soonest)
        return self._sorted

    def report_of(self, note_id: str) -> Report | None:
        """What may be told of a note; None while there is nothing."""
        self._catch_up()
        standing = self._standing.get(note_id)
        return standing.report if standing is not None else None

    def reading(self) -> Iterator[None]:
        """Bring it in step, in small steps between which anything may be done."""
        shared, private = self._workspace.shared, self._workspace.private
        if self._settings != self._workspace.settings or self._private < 0:
            yield from self._read()
        mine, theirs = private.changes_since(self._private), shared.changes_since(self._shared)
        if mine.whole or theirs.whole or len(mine.changes) + len(theirs.changes) >= AN_IMPORT:
            yield from self._read()
            return
        self._private, self._shared = mine.cursor, theirs.cursor
        stale = self._take(mine.changes) | self._touched_by(theirs.changes)
        if mine.changes or stale:
            self._heard = None
        for note_id in stale:
            self._stand(note_id)

    def _heard_on(self, today: dt.date) -> Heard:
        notes = sorted(self._notes.values(), key=lambda note: (note.heard_at, note.id))
        reports = [each.report for each in self._standing.values() if each.report and is_due(each.report, today)]
        return Heard(
            reports=tuple(sorted(reports, key=waiting_longest)),
            watched=tuple(note for note in notes if note.outcome == "watch"),
            lost=tuple(note for note in notes if note.id in self._standing and self._standing[note.id].lost),
            inbox=tuple(note for note in notes if not note.outcome),
            patterns=self._waiting_patterns(today),
            promises=tuple(self.promises()),
        )

    def _catch_up(self) -> None:
        stores = self._workspace.shared.cursor, self._workspace.private.cursor
        if stores != (self._shared, self._private) or self._settings != self._workspace.settings:
            for _step in self.reading():
                pass

    def _read(self) -> Iterator[None]:
        workspace = self._workspace
        private = workspace.private
        settings, cursors = workspace.settings, (workspace.shared.cursor, private.cursor)
        notes: dict[str, CorridorNote] = {}
        for piece in private.pieces(CORRIDOR_NOTES):
            notes |= {note.id: note for note in piece}
            yield
        promised: list[Action] = []
        for part in private.pieces(ENTRIES):
            promised += [entry for entry in part if isinstance(entry, Action) and not is_kept(entry)]
            yield
        self._version += 1
        version = self._version
        self._private = -1  # until the end: who asks meanwhile reads it all
        self._notes, self._themed, self._promises, self._standing = {}, {}, {}, {}
        for note in notes.values():
            self._sort(note)
        for action in promised:
            self._promise(action, notes.get(action.parent))
        for count, note_id in enumerate(list(self._notes)):
            if count % _AT_ONCE == 0:
                yield
            if version != self._version:  # somebody couldn't wait, and has read it all meanwhile
                return
            self._stand(note_id)
        self._settings, (self._shared, self._private) = settings, cursors
        self._heard = self._sorted = None

    def _take(self, changes: Iterable[Change]) -> set[str]:
        """Take in what changed in the private store; gives the notes of which may have to be told something else."""
        stale: set[str] = set()
        for change in changes:
            if change.table == CORRIDOR_NOTES.name:
                self._version += 1
                stale.add(change.id)
                note = self._workspace.private.get(CORRIDOR_NOTES, change.id)
                if note is None:
                    self._notes.pop(change.id, None)
                    self._themed.pop(change.id, None)
                else:
                    self._sort(note)
                about = {each.action.id for each in self._promises.values() if each.note.id == change.id}
                below = {entry.id for entry in self._workspace.private.query(ENTRIES, parent=change.id)}
                for entry_id in about | below:
                    self._promise_anew(entry_id)
            elif change.table == ENTRIES.name:
                self._promise_anew(change.id)
                stale |= self._resting_on({change.id})
        return stale

    def _touched_by(self, changes: Iterable[Change]) -> set[str]:
        """The notes of which may have to be told something else, since what they became has changed."""
        touched: set[str] = set()
        for change in changes:
            touched.add(change.id)
            if change.table == PEOPLE.name:  # who has which role
                self._patterns, self._heard = ((), ()), None
            if change.table == ITEMS.name:
                item = self._workspace.shared.get(ITEMS, change.id)
                touched.add(item.carried_from if item is not None else "")
            elif change.table == ENTRIES.name:
                entry = self._workspace.shared.get(ENTRIES, change.id)
                touched.add(entry.item if entry is not None else "")
        return self._resting_on(touched - {""})

    def _resting_on(self, ids: set[str]) -> set[str]:
        return {note_id for note_id, each in self._standing.items() if not each.rests_on.isdisjoint(ids)}

    def _sort(self, note: CorridorNote) -> None:
        """Put a note where it belongs."""
        if not note.outcome or note.outcome == "watch" or may_be_told(note):
            self._notes[note.id] = note
        else:
            self._notes.pop(note.id, None)
        if note.themes:
            self._themed[note.id] = note
        else:
            self._themed.pop(note.id, None)

    def _promise_anew(self, entry_id: str) -> None:
        private = self._workspace.private
        self._promises.pop(entry_id, None)
        self._sorted = None
        entry = private.get(ENTRIES, entry_id)
        if isinstance(entry, Action):
            self._promise(entry, private.get(CORRIDOR_NOTES, entry.parent) if entry.parent else None)

    def _promise(self, action: Action, note: CorridorNote | None) -> None:
        """Keep what was promised in a note, where it was and isn't over."""
        promise = promise_in(self._workspace, action, note) if note is not None else None
        if promise is not None and not is_over(promise):
            self._promises[action.id] = promise

    def _stand(self, note_id: str) -> None:
        """See anew what may be told of a note."""
        note = self._notes.get(note_id)
        if note is None or not may_be_told(note):
            self._standing.pop(note_id, None)
            return
        came = came_of(self._workspace, note)
        rests_on = {*note.became}
        for each in came:
            rests_on.add(each.record.id)
            if isinstance(each.record, AgendaItem) or each.meeting is not None:
                rests_on.add(each.record.meeting)
                rests_on.add("" if isinstance(each.record, AgendaItem) else each.record.item)
        lost = note.outcome in TO_TELL_LATER and not came
        report = report_of(self._workspace, note, came)
        self._standing[note_id] = _Standing(report, lost, frozenset(rests_on - {""}))

    def _waiting_patterns(self, today: dt.date) -> tuple[Pattern, ...]:
        settings = self._workspace.settings
        state = (self._version, today, settings)
        if self._patterns[0] != state:
            since = today - dt.timedelta(weeks=MOST_WEEKS + 1)
            near = [note for note in self._themed.values() if note.heard_at.date() >= since]
            found = patterns(near, directory_of(self._workspace), today, settings.pattern_weeks)
            self._patterns = (state, tuple(pattern for pattern in found if pattern.waits))
        return self._patterns[1]
