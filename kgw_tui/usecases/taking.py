"""Taking lines into a running meeting, one or a whole paste, within one transaction."""

from __future__ import annotations

import msgspec

from kgw_tui import clock
from kgw_tui.capture.parsed import LineKind, ParsedLine
from kgw_tui.records.entries import ENTRIES, Assumption, Decision
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.record import stamp
from kgw_tui.rules import agenda
from kgw_tui.rules.entries import Placement, item_title, make_entry
from kgw_tui.rules.handles import give_handle
from kgw_tui.store import Transaction


class Taking:
    """Where the next line goes while lines are taken; reads the meeting once, so that many lines cost what they are."""

    def __init__(self, tx: Transaction, meeting: Meeting, by: str, last_order: float, newest_claim: str = "") -> None:
        """Begin at the end of `meeting`, in its current item. `newest_claim` is the id of that item's newest claim."""
        self._tx = tx
        self._by = by
        self._before = meeting
        self._order = last_order
        self._items = {item.id: item for item in tx.query(ITEMS, meeting=meeting.id)}
        self._current = meeting.current_item
        self.newest_claim = newest_claim

    def take(self, parsed: ParsedLine, *, parent: str = "") -> str:
        """Put the entry or agenda item that a line is, and give its id. Evidence stands in the item of its `parent`."""
        if parsed.kind is LineKind.ITEM:
            return self._take_item(parsed)
        claim = self._tx.get(ENTRIES, parent) if parent else None
        item = self._items.get(claim.item if claim else self._current)
        self._order += 1.0
        place = Placement(
            meeting=self._before.id,
            item=item.id if item else "",
            phase=item.phase if item else "",
            order=self._order,
            time=clock.local_time(),
            parent=parent,
        )
        entry = make_entry(parsed, place, self._by)
        entry = give_handle(self._tx, entry, self._before.date, bool(item and item.confidential))
        self._tx.put(ENTRIES, entry)
        if isinstance(entry, Assumption | Decision):
            self.newest_claim = entry.id
        return entry.id

    def finish(self) -> None:
        """Put the meeting where it has come to."""
        if self._current != self._before.current_item:
            mark = {"changed_at": clock.now(), "changed_by": self._by}
            self._tx.put(MEETINGS, msgspec.structs.replace(self._before, current_item=self._current, **mark))

    def _take_item(self, parsed: ParsedLine) -> str:
        """A new item after the current one, which is done; the new one is on."""
        now = clock.now()
        fields = {
            **stamp(self._by),
            "meeting": self._before.id,
            "title": item_title(parsed),
            "minutes": parsed.minutes,
            "confidential": parsed.confidential,
            "order": agenda.order_after(list(self._items.values()), self._current),
            "running_since": now,
        }
        left = self._items.get(self._current)
        if left is not None:
            self._put(agenda.stopped(left, now, done=True))
        item = msgspec.convert(fields, AgendaItem)
        self._put(item)
        self._current, self.newest_claim = item.id, ""
        return item.id

    def _put(self, item: AgendaItem) -> None:
        self._tx.put(ITEMS, item)
        self._items[item.id] = item
