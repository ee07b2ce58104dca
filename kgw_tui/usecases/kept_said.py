"""What was said in a store and is looked at again and again, kept in step: a line that is written somewhere costs what
it touches, however much was said in all the years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kgw_tui.records.entries import ENTRIES, Action, AnyEntry, Decision, Question
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.rules.today import Said
from kgw_tui.store import AN_IMPORT, Change, Store

Wanted = Callable[[AnyEntry, str], bool]
"""Whether an entry is one of those that are looked at, by the writer with this id."""


class KeptSaid:
    """The actions, questions and decisions of a store that are `wanted`, with where each was said."""

    def __init__(self, reader: Store, wanted: Wanted, *, private: bool) -> None:
        """Nothing is read yet."""
        self._reader = reader
        self._wanted = wanted
        self._private = private
        self._writer = ""
        self._cursor = -1
        self._said: dict[str, Said] = {}
        self.version = 0
        """Another number each time that something has changed."""

    def said(self, writer: str) -> list[Said]:
        """They, as they are now."""
        for _step in self.reading(writer):
            pass
        return list(self._said.values())

    def reading(self, writer: str) -> Iterator[None]:
        """Bring them in step, in small steps between which anything may be done."""
        if self._cursor < 0 or writer != self._writer:
            yield from self._read(writer)
        if self._cursor == self._reader.cursor:
            return
        new = self._reader.changes_since(self._cursor)
        if new.whole or len(new.changes) >= AN_IMPORT:
            yield from self._read(writer)
        else:
            self._cursor = new.cursor
            self._take(new.changes)
        self.version += 1

    def _read(self, writer: str) -> Iterator[None]:
        reader = self._reader
        cursor = reader.cursor  # what is written from here on is taken along the next time
        found: list[AnyEntry] = []
        for piece in reader.pieces(ENTRIES):
            found += [entry for entry in piece if self._wanted(entry, writer)]
            yield
        reader.all(ITEMS)  # at once: one by one, as they are wanted, takes ten times as long
        self._writer, self._cursor = writer, cursor
        self._said = {entry.id: said for entry in found if (said := self._placed(entry)) is not None}
        self.version += 1

    def _take(self, changes: Iterable[Change]) -> None:
        touched = {change.id for change in changes}
        inside = {each.entry.id for each in self._said.values() if not touched.isdisjoint(_place_of(each.entry))}
        for entry_id in sorted(inside | {change.id for change in changes if change.table == ENTRIES.name}):
            entry = self._reader.get(ENTRIES, entry_id)
            said = self._placed(entry) if entry is not None and self._wanted(entry, self._writer) else None
            if said is not None:
                self._said[entry_id] = said
            else:
                self._said.pop(entry_id, None)

    def _placed(self, entry: AnyEntry) -> Said | None:
        if not isinstance(entry, Action | Question | Decision):
            return None
        reader = self._reader
        meeting = reader.get(MEETINGS, entry.meeting) if entry.meeting else None
        item = reader.get(ITEMS, entry.item) if entry.item else None
        return Said(entry, meeting, item is not None and item.confidential, self._private)


def _place_of(entry: AnyEntry) -> tuple[str, str]:
    return entry.meeting, entry.item
