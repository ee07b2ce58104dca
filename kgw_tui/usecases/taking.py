"""Taking lines into a running meeting, one or a whole paste, within one transaction."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.capture.parsed import LineKind, ParsedLine
from kgw_tui.records.entries import ENTRIES, AnyEntry, Assumption, Decision
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.record import stamp
from kgw_tui.rules import agenda
from kgw_tui.rules.discussed import was_discussed
from kgw_tui.rules.entries import Placement, item_title, make_entry
from kgw_tui.rules.handles import give_handle
from kgw_tui.store import Transaction
from kgw_tui.usecases.agenda_line import AgendaLine


class Typed(msgspec.Struct, frozen=True):
    """How a line was entered, where that isn't here and now: the id that its record gets, the item that it was begun in
    (None: the one that is current when it is taken) and the time on the wall.
    """

    id: str = ""
    item: str | None = None
    time: dt.time | None = None


HERE_AND_NOW: Final = Typed()


class Taking:
    """Where the next line goes while lines are taken; reads the meeting once, so that many lines cost what they are."""

    def __init__(self, tx: Transaction, meeting: Meeting, by: str, last_order: float, newest_claim: str = "") -> None:
        """Begin at the end of `meeting`, in its current item. `newest_claim` is the id of that item's newest claim.

        `order` is the order of the last entry.
        """
        self._tx = tx
        self._by = by
        self._before = meeting
        self.order = last_order
        self._items = {item.id: item for item in tx.query(ITEMS, meeting=meeting.id)}
        self._numbers = [item.id for item in agenda.in_order(list(self._items.values()))]
        self._current = meeting.current_item
        self.newest_claim = newest_claim
        self.place = self._current, last_order
        """The item and the order of what was taken last: where a note of the writer's own would stand."""

    def take(self, parsed: ParsedLine, *, parent: str = "", typed: Typed = HERE_AND_NOW) -> str:
        """Put the entry or agenda item that a line is, and give its id. Evidence stands in the item of its `parent`.

        Where `typed` names an id, nothing is put when a record with that id stands there already. An item that is gone
        gives way to the current one.
        """
        if typed.id and self._stands(typed.id):
            return typed.id
        if parsed.kind is LineKind.ITEM:
            return self._take_item(parsed, typed.id)
        claim = self._tx.get(ENTRIES, parent) if parent else None
        begun_in = typed.item if typed.item is not None and typed.item in self._items else self._current
        item = self._items.get(claim.item if claim else begun_in)
        self.order += 1.0
        place = Placement(
            meeting=self._before.id,
            item=item.id if item else "",
            phase=item.phase if item else "",
            order=self.order,
            time=typed.time or clock.local_time(),
            parent=parent if claim else "",
        )
        entry = make_entry(parsed, place, self._by)
        entry = msgspec.structs.replace(entry, id=typed.id or entry.id)
        entry = give_handle(self._tx, entry, self._before.date, bool(item and item.confidential))
        self._tx.put(ENTRIES, entry)
        self._come_to(entry)
        return entry.id

    def say_of_item(self, item_id: str, said: AgendaLine) -> None:
        """Give the item that was just taken all that its line says of it."""
        item = self._items.get(item_id)
        if item is None or said.refused:
            return
        fields: dict[str, object] = {"title": said.title, "minutes": said.minutes, "confidential": said.confidential}
        fields |= {"phase": said.phase or item.phase, "led_by": said.led_by, "papers": said.papers or ()}
        self._put(msgspec.structs.replace(item, **fields))

    def finish(self) -> None:
        """Put the meeting where it has come to; guests, who are kept by the numbers of their items, come along."""
        if self._current != self._before.current_item:
            numbers = [item.id for item in agenda.in_order(list(self._items.values()))]
            guests = agenda.guests_follow(self._before.attendees, self._numbers, numbers)
            here = msgspec.structs.replace(self._before, current_item=self._current, attendees=guests)
            self._tx.put(MEETINGS, here)

    def _stands(self, record_id: str) -> bool:
        """Whether an earlier attempt has stored this; then what follows it goes on from there."""
        entry, item = self._tx.get(ENTRIES, record_id), self._items.get(record_id)
        if entry is not None:
            self._come_to(entry)
        elif item is not None:
            self.place, self.newest_claim = (item.id, self.order), ""
        return entry is not None or item is not None

    def _come_to(self, entry: AnyEntry) -> None:
        self.place = entry.item, entry.order
        if isinstance(entry, Assumption | Decision):
            self.newest_claim = entry.id

    def _take_item(self, parsed: ParsedLine, record_id: str) -> str:
        """A new item after the current one, which is done; the new one is on."""
        now = clock.now()
        fields = {
            **stamp(self._by),
            "meeting": self._before.id,
            "title": item_title(parsed),
            "minutes": parsed.minutes,
            "confidential": parsed.confidential,
            "running_since": now,
        }
        left = self._items.get(self._current)
        if left is not None:
            said = self._tx.query(ENTRIES, meeting=self._before.id)
            self._put(agenda.stopped(left, now, done=left.state == "open" and was_discussed(left, said, now)))
        if record_id:
            fields["id"] = record_id
        item = msgspec.convert(fields, AgendaItem)
        ordered = agenda.in_order(self._items.values())
        behind = next((place for place, each in enumerate(ordered, 1) if each.id == self._current), len(ordered))
        for written in agenda.inserted(ordered, item, behind):
            self._put(written)
        self._current, self.newest_claim = item.id, ""
        self.place = item.id, self.order
        return item.id

    def _put(self, item: AgendaItem) -> None:
        self._tx.put(ITEMS, item)
        self._items[item.id] = item
