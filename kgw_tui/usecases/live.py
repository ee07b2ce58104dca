"""A live meeting: what the chair types and does, made durable at once, on either side of the wall of privacy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import msgspec

from kgw_tui import clock
from kgw_tui.capture.line import parse_line
from kgw_tui.capture.parsed import LineContext, LineKind, ParsedLine
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _
from kgw_tui.records.entries import (
    ENTRIES,
    PRIVATE_NOTES,
    AnyEntry,
    Assumption,
    Decision,
    Movement,
    PrivateNote,
)
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting, Phase
from kgw_tui.records.people import Who
from kgw_tui.records.record import new_id, stamp
from kgw_tui.rules import agenda
from kgw_tui.rules.discussed import was_discussed
from kgw_tui.rules.dossier import Dossier
from kgw_tui.rules.entries import item_title, makes_entry
from kgw_tui.rules.minutes import edited
from kgw_tui.store import Reader, Transaction
from kgw_tui.usecases.agenda_line import AgendaLine, read_agenda_line
from kgw_tui.usecases.confidentiality import mark_what_came_of, renumber_decisions
from kgw_tui.usecases.earlier import SaidEarlier
from kgw_tui.usecases.reading import directory_of, line_context, read_dossier
from kgw_tui.usecases.scheduling import end_from
from kgw_tui.usecases.taking import HERE_AND_NOW, Taking, Typed
from kgw_tui.workspace import Workspace


@dataclass(frozen=True)
class Captured:
    """What a line has become: its kind, and the id of the record that now stands in the store."""

    kind: LineKind
    id: str


class LiveMeeting:
    """One meeting of one workspace, as the chair works on it.

    Every method that changes something is one durable transaction: when it returns, the words are on the disk. It
    raises StoreUnavailable when they couldn't be written (nothing has changed then), and Refused with a sentence
    when what was asked can't be done.
    """

    def __init__(self, workspace: Workspace, meeting_id: str) -> None:
        """Open the meeting with this id. Raises NotFound when there is none."""
        self.workspace = workspace
        self.meeting_id = meeting_id
        self._dossier: Dossier | None = None
        self._context: LineContext | None = None
        self.first: Callable[[], object] = tuple
        """Called before each transaction, which it may refuse: it saves what waits, so that nothing overtakes that."""
        self._earlier = SaidEarlier(workspace.shared, meeting_id)
        self._end = (-1, 0.0)  # where the store stood when the order of the last entry was looked up, and that order
        self._read_meeting(workspace.shared.get(MEETINGS, meeting_id))

    # Reading

    @property
    def dossier(self) -> Dossier:
        """The meeting with all its parts, as this process knows it now."""
        if self._dossier is None:
            meeting = self._read_meeting(self.workspace.shared.get(MEETINGS, self.meeting_id))
            directory = directory_of(self.workspace, meeting)
            self._dossier = read_dossier(self.workspace.shared, meeting, directory, self._earlier(meeting))
        return self._dossier

    @property
    def meeting(self) -> Meeting:
        """The meeting itself."""
        return self.dossier.meeting

    @property
    def item(self) -> AgendaItem | None:
        """The item where the chair stands, or None before the first."""
        return next((item for item in self.items if item.id == self.meeting.current_item), None)

    @property
    def items(self) -> list[AgendaItem]:
        """The items, in order."""
        return [section.item for section in self.dossier.sections if section.item is not None]

    @property
    def phase(self) -> Phase:
        """The phase of the current item."""
        return self.item.phase if self.item else ""

    @property
    def context(self) -> LineContext:
        """What a line is read against, kept until something changes."""
        if self._context is None:
            self._context = line_context(self.workspace, self.meeting)
        return self._context

    def read(self, line: str, *, as_claim: bool = False) -> ParsedLine:
        """What `line` would become; nothing is stored. `as_claim` reads a `?` line as a claim, question mark or not."""
        return parse_line(line, self.context, as_claim=as_claim)

    def find_entry(self, entry_id: str) -> AnyEntry | None:
        """The entry with this id, or None when it is gone."""
        return self.workspace.shared.get(ENTRIES, entry_id)

    def entry(self, entry_id: str) -> AnyEntry:
        """The entry with this id. Raises NotFound when it is gone."""
        found = self.find_entry(entry_id)
        if found is None:
            raise NotFound(_("that entry is gone; somebody else took it out"))
        return found

    def evidence_targets(self, item: str | None = None) -> list[AnyEntry]:
        """The assumptions and decisions of an item (the current one) that evidence may belong to, the newest first."""
        here = self.meeting.current_item if item is None else item
        claims = [e for e in self.dossier.entries() if isinstance(e, Assumption | Decision) and e.item == here]
        return sorted(claims, key=lambda entry: (entry.order, entry.id), reverse=True)

    def newest(self, *types: type[AnyEntry]) -> AnyEntry | None:
        """The newest entry of one of these types in the whole meeting, or None."""
        found = [entry for entry in self.dossier.entries() if isinstance(entry, types)]
        return max(found, key=lambda entry: (entry.order, entry.id), default=None)

    def newest_of_all(self) -> AnyEntry | None:
        """The newest entry of any kind, or None."""
        return max(self.dossier.entries(), key=lambda entry: (entry.order, entry.id), default=None)

    def private_notes(self) -> list[PrivateNote]:
        """The writer's own notes in this meeting, in order."""
        notes = self.workspace.private.query(PRIVATE_NOTES, meeting=self.meeting_id)
        return sorted(notes, key=lambda note: (note.order, note.id))

    def forget(self) -> None:
        """Read everything anew the next time: another process has written, or something was undone."""
        self._dossier = None
        self._context = None

    # Writing

    def item_said(self, line: str) -> AgendaLine:
        """What a line that begins with `#` says of its item: more than a title, as where an agenda is prepared."""
        return read_agenda_line(line, self.context)

    def capture(self, parsed: ParsedLine, *, parent: str = "", line: str = "", typed: Typed = HERE_AND_NOW) -> Captured:
        """Store what a line says: an entry, an item or a private note.

        `parent` is the id of the claim or decision that evidence belongs to, in whatever item that stands. The first
        line starts the meeting's clock. `line` is an agenda item as it was typed, which may say more than its title.
        With the id that `typed` names it can be repeated after a fault. Raises Refused for a line that makes nothing.
        """
        self.demand_keepable(parsed)
        if parsed.kind is LineKind.PRIVATE:
            place = self._here() if typed.item is None else (typed.item, self._here()[1])
            return Captured(
                LineKind.PRIVATE, self._keep_privately([(parsed, typed.id or new_id(), place)], typed.time)[0]
            )
        with self.writing("item.add" if parsed.kind is LineKind.ITEM else "entry.add") as tx:
            taking = self._taking(tx)
            made = taking.take(parsed, parent=parent, typed=typed)
            if parsed.kind is LineKind.ITEM and line:
                taking.say_of_item(made, self.item_said(line))
            taking.finish()
        self._end = self.workspace.shared.cursor, taking.order
        return Captured(parsed.kind, made)

    def demand_keepable(self, parsed: ParsedLine) -> None:
        """Raise Refused for a line that makes nothing that could be stored."""
        if parsed.refused:
            raise Refused(parsed.refused)
        if parsed.kind not in {LineKind.ITEM, LineKind.PRIVATE} and not makes_entry(parsed):
            raise Refused(_("there is nothing in this line to keep"))

    def capture_many(self, lines: Sequence[ParsedLine], ids: Sequence[str] = ()) -> int:
        """Store several lines, each as what it is, as one thing to undo; gives how many were stored.

        Evidence goes under the newest claim above it in its item. Commands, empty lines and marks without a text
        are passed over. What is private goes to the private store, after the rest, as a thing to undo of its own.
        With `ids` (an id for each line, from `new_id`) it can be repeated after a fault: what an earlier attempt
        with the same ids has stored isn't stored again.
        """
        kinds = {LineKind.ITEM, LineKind.PRIVATE}
        named = zip(lines, ids or [new_id() for _line in lines], strict=True)
        kept = [(line, name) for line, name in named if not line.refused and (makes_entry(line) or line.kind in kinds)]
        private: list[tuple[ParsedLine, str, tuple[str, float]]] = []
        if all(line.kind is LineKind.PRIVATE for line, _name in kept):
            private = [(line, name, self._here()) for line, name in kept]
        else:
            targets = self.evidence_targets()
            with self.writing("entry.add") as tx:
                taking = self._taking(tx, targets[0].id if targets else "")
                for line, name in kept:
                    if line.kind is LineKind.PRIVATE:
                        private.append((line, name, taking.place))
                    else:
                        taking.take(line, parent=taking.newest_claim, typed=Typed(name))
                taking.finish()
        if private:
            self._keep_privately(private)
        return len(kept)

    def add_agenda(self, lines: Sequence[ParsedLine], ids: Sequence[str] = ()) -> int:
        """Add items that are discussed later, in this order, without going to them; gives how many.

        With `ids` it can be repeated, as `capture_many`.
        """
        with self.writing("item.add") as tx:
            meeting = self.begun(tx)
            items = tx.query(ITEMS, meeting=meeting.id)
            last = max((item.order for item in items), default=0.0)
            named = zip(lines, ids or [new_id() for _line in lines], strict=True)
            for number, (parsed, name) in enumerate(named, 1):
                if tx.get(ITEMS, name) is None:
                    fields: dict[str, object] = {"title": item_title(parsed), "minutes": parsed.minutes}
                    fields |= {"order": last + number, "confidential": parsed.confidential}
                    start = {**stamp(self.workspace.settings.writer), "id": name, "meeting": meeting.id}
                    tx.put(ITEMS, msgspec.convert({**start, **fields}, AgendaItem))
        return len(lines)

    def go_to(self, step: int) -> AgendaItem:
        """Go `step` items on (1) or back (-1), from the one that is shown here. Raises Refused when there is none.

        Where another terminal has gone somewhere else just now, that is where one comes: two who go on at the same
        moment don't pass over an item.
        """
        now, shown = clock.now(), self.meeting.current_item
        with self.writing("item.go") as tx:
            before = self._read_meeting(tx.get(MEETINGS, self.meeting_id))
            meeting = self.begun(tx)
            begins = step > 0 and not before.current_item and meeting.current_item
            first = tx.get(ITEMS, meeting.current_item) if begins else None
            if first is not None:  # going on from nowhere is going to the first item
                return first
            elsewhere = tx.get(ITEMS, meeting.current_item) if meeting.current_item != shown else None
            if elsewhere is not None:
                return elsewhere
            target = agenda.neighbour(tx.query(ITEMS, meeting=meeting.id), meeting.current_item, step)
            if target is None:
                if not tx.query(ITEMS, meeting=meeting.id):
                    raise Refused(_("there is no item yet; type # and a title"))
                words = _("this is the last item; type # and a title for another, or F10 to close the meeting")
                raise Refused(words if step > 0 else _("this is the first item"))
            self._stop_current(tx, meeting, now, done=step > 0 and self._was_dealt_with(tx, meeting, now))
            tx.put(ITEMS, agenda.started(target, now))
            tx.put(MEETINGS, msgspec.structs.replace(meeting, current_item=target.id))
        return target

    def set_phase(self, phase: Phase) -> None:
        """Say in which phase the current item is. Raises Refused before the first item."""
        self.change_item("item.phase", phase=phase)

    def toggle_confidential(self) -> bool:
        """Keep the current item out of the general minutes, or no longer do; gives what it is now.

        Its decisions get a number of the other row (WORD.md), and those that they replaced name it; what came of it in
        later meetings of the series becomes confidential too. It may be said after the meeting as well, which makes its
        minutes a draft again. Raises Refused when they are adopted.
        """
        item = self.current_item()
        wanted = not item.confidential  # the other of what its user sees, whatever somebody else has made of it since
        with self.writing("item.confidential") as tx:
            meeting = self._read_meeting(tx.get(MEETINGS, self.meeting_id))
            if meeting.state == "closed":
                meeting = edited(meeting)
                tx.put(MEETINGS, meeting)
            marked = msgspec.structs.replace(self.fresh_item(tx, item.id), confidential=wanted)
            tx.put(ITEMS, marked)
            renumber_decisions(tx, meeting, marked)
            mark_what_came_of(tx, marked)
        return wanted

    def set_minutes(self, minutes: int | None) -> None:
        """Set the budget of the current item, in minutes."""
        self.change_item("item.minutes", minutes=minutes)

    def move_person(self, who: Who, *, arrives: bool, time: dt.time | None = None) -> None:
        """Note that somebody came in or left, now or at `time`."""
        with self.writing("person.arrives" if arrives else "person.leaves") as tx:
            meeting = self.begun(tx)
            fields = {
                **stamp(self.workspace.settings.writer),
                "kind": "movement",
                "meeting": meeting.id,
                "item": meeting.current_item,
                "order": self.last_order(tx) + 1.0,
                "time": time or clock.local_time(),
                "text": "",
                "who": who,
                "arrives": arrives,
            }
            tx.put(ENTRIES, msgspec.convert(fields, Movement))

    def change_meeting(self, label: str, **fields: object) -> None:
        """Change fields of the meeting itself (title, place, chair, attendees, …)."""
        with self.writing(label) as tx:
            tx.put(MEETINGS, msgspec.structs.replace(self.demand_open(tx), **fields))

    def close(self, *, then: Callable[[Transaction], None] | None = None) -> None:
        """Close the meeting: the clocks stop and the minutes are a draft. One that is closed stays as it is.

        `then` does more within the same transaction, such as planning the next meeting.
        """
        now = clock.now()
        with self.writing("meeting.close") as tx:
            meeting = self._read_meeting(tx.get(MEETINGS, self.meeting_id))
            if meeting.state == "closed":
                return
            self._stop_current(tx, meeting, now, done=self._was_dealt_with(tx, meeting, now))
            tx.put(MEETINGS, msgspec.structs.replace(meeting, state="closed", closed_at=now))
            if then is not None:
                then(tx)

    @contextmanager
    def writing(self, label: str) -> Generator[Transaction]:
        """A transaction of the shared store, after which the meeting is read anew."""
        self.first()
        with self.workspace.writing(self.workspace.shared, label) as transaction:
            yield transaction
        self.forget()

    # Inside

    def _taking(self, tx: Transaction, newest_claim: str = "") -> Taking:
        meeting = self.begun(tx)
        if self._end[0] != self.workspace.shared.cursor:
            self._end = self.workspace.shared.cursor, self.last_order(tx)
        return Taking(tx, meeting, self.workspace.settings.writer, self._end[1], newest_claim)

    def _here(self) -> tuple[str, float]:
        """The current item, and the order of what was said last."""
        return self.meeting.current_item, self.last_order(self.workspace.shared)

    def _keep_privately(
        self, lines: Sequence[tuple[ParsedLine, str, tuple[str, float]]], time: dt.time | None = None
    ) -> list[str]:
        """Store notes of the writer's own: the line, the id, and the item and order that it comes after."""
        self.demand_open(self.workspace.shared)
        with self.workspace.writing(self.workspace.private, "private.add") as tx:
            for number, (parsed, record_id, (item, order)) in enumerate(lines, 1):
                fields = {
                    **stamp(self.workspace.settings.writer),
                    "id": record_id,
                    "meeting": self.meeting_id,
                    "item": item,
                    "order": order + number / (len(lines) + 1),
                    "time": time or clock.local_time(),
                    "text": parsed.text,
                }
                tx.put(PRIVATE_NOTES, msgspec.convert(fields, PrivateNote))
        return [record_id for _parsed, record_id, _place in lines]

    def begun(self, tx: Transaction) -> Meeting:
        """The meeting, running: the first line starts its clock and, when there is an agenda, its first item.

        Raises Refused when it is closed: another terminal may have done that.
        """
        meeting = self.demand_open(tx)
        if meeting.state != "planned":
            return meeting
        now = clock.now()
        first = None if meeting.current_item else agenda.neighbour(tx.query(ITEMS, meeting=meeting.id), "", 1)
        current = tx.get(ITEMS, meeting.current_item) if meeting.current_item else first
        if current is not None:
            tx.put(ITEMS, agenda.started(current, now))
        here = current.id if current else ""
        if meeting.date > clock.today():  # one planned for a later day is held when its first line comes
            start = clock.local_time()
            times = {"start": start, "end": end_from(meeting, start)}
            meeting = msgspec.structs.replace(meeting, date=clock.today(), **times)
        meeting = msgspec.structs.replace(meeting, state="running", started_at=now, current_item=here)
        tx.put(MEETINGS, meeting)
        return meeting

    def _read_meeting(self, meeting: Meeting | None) -> Meeting:
        if meeting is None:
            raise NotFound(_("that meeting is gone; somebody else took it out"))
        return meeting

    def last_order(self, reader: Reader) -> float:
        """The order of the last entry of the meeting, 0.0 where there is none."""
        return max((entry.order for entry in reader.query(ENTRIES, meeting=self.meeting_id)), default=0.0)

    def _stop_current(self, tx: Transaction, meeting: Meeting, now: dt.datetime, *, done: bool) -> None:
        current = tx.get(ITEMS, meeting.current_item) if meeting.current_item else None
        if current is not None:
            tx.put(ITEMS, agenda.stopped(current, now, done=done and current.state == "open"))

    def _was_dealt_with(self, tx: Transaction, meeting: Meeting, now: dt.datetime) -> bool:
        """Whether the current item was discussed; else it was passed over."""
        item = tx.get(ITEMS, meeting.current_item) if meeting.current_item else None
        return item is None or was_discussed(item, tx.query(ENTRIES, meeting=meeting.id), now)

    def demand_open(self, reader: Reader) -> Meeting:
        """The meeting as it now is. Raises Refused when it has been closed, here or by another terminal."""
        meeting = self._read_meeting(reader.get(MEETINGS, self.meeting_id))
        if meeting.state != "closed":
            return meeting
        if meeting.minutes_state == "adopted":
            raise Refused(
                _("the minutes are adopted; Esc goes to the list, and o where it is read opens the meeting again")
            )
        raise Refused(_("the meeting is closed; Esc goes to the list, and o where it is read goes on with it"))

    def fresh_item(self, reader: Reader, item_id: str) -> AgendaItem:
        """The item as it now is. Raises NotFound when somebody took it off the agenda."""
        item = reader.get(ITEMS, item_id)
        if item is None:
            raise NotFound(_("that item is gone; somebody else took it out"))
        return item

    def current_item(self) -> AgendaItem:
        """The item where the chair stands. Raises Refused before the first."""
        if self.item is None:
            begins = _("no item is on yet; F3 begins the first")
            raise Refused(begins if self.items else _("there is no item yet; type # and a title"))
        return self.item

    def change_item(self, label: str, **fields: object) -> None:
        """Change fields of the current item. Raises Refused before the first."""
        item = self.current_item()
        with self.writing(label) as tx:
            self.demand_open(tx)
            tx.put(ITEMS, msgspec.structs.replace(self.fresh_item(tx, item.id), **fields))
