"""Changing the agenda of a meeting that is planned or running: its items, their order and time, and what they ask."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Final

import msgspec

from kgw_tui.capture.header_words import read_times
from kgw_tui.capture.names import read_names
from kgw_tui.capture.parsed import LineContext
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting, Phase
from kgw_tui.records.people import Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.agenda import guests_follow, in_order, place_for_new, rearranged
from kgw_tui.rules.directory import Directory, fold
from kgw_tui.rules.guests import guests_of, with_guests
from kgw_tui.store import Reader, Transaction
from kgw_tui.text import clean_line
from kgw_tui.usecases import naming
from kgw_tui.usecases.agenda_line import AgendaLine, read_agenda_line
from kgw_tui.usecases.carrying import CarriedOver, item_of, may_come, put_in
from kgw_tui.usecases.confidentiality import mark_what_came_of, renumber_decisions
from kgw_tui.usecases.reading import calendar_of, line_context
from kgw_tui.usecases.scheduling import read_when, times_of, when_text
from kgw_tui.workspace import Workspace

ROAD: Final[tuple[Phase, ...]] = ("", "why", "what", "how")
"""The phases that an item may begin in, in the order in which a key goes through them; "" for none."""

LEAD_WORDS: Final[dict[str, str]] = {
    "voorzitter": "chair",
    "de voorzitter": "chair",
    "chair": "chair",
    "the chair": "chair",
    "deskundige": "expert",
    "een deskundige": "expert",
    "expert": "expert",
    "an expert": "expert",
    "iedereen": "any",
    "ieder": "any",
    "everybody": "any",
    "anybody": "any",
    "any": "any",
}
"""The words for who leads an item where that is nobody in particular -> the code in `AgendaItem.lead`."""

_MOST_MINUTES: Final = 600


class Preparing:
    """The agenda of one meeting, as somebody prepares it.

    Every method that changes something is one durable, undoable transaction; it raises StoreUnavailable when that
    couldn't be written, NotFound when meeting or item is gone, and Refused with a sentence for what can't be done.
    """

    def __init__(self, workspace: Workspace, meeting_id: str) -> None:
        """For the meeting with this id. Raises NotFound when there is none."""
        self.workspace = workspace
        self.meeting_id = meeting_id
        self._context: LineContext | None = None
        self._offers: list[CarriedOver] | None = None
        self._items: list[AgendaItem] | None = None
        self._meeting = _meeting_in(workspace.shared, meeting_id)

    # Reading

    @property
    def meeting(self) -> Meeting:
        """The meeting, as this process knows it now."""
        return self._meeting

    @property
    def items(self) -> list[AgendaItem]:
        """Its items, in order."""
        if self._items is None:
            self._items = in_order(self.workspace.shared.query(ITEMS, meeting=self.meeting_id))
        return self._items

    @property
    def context(self) -> LineContext:
        """What a line is read against, kept until something changes."""
        if self._context is None:
            self._context = line_context(self.workspace, self.meeting)
        return self._context

    @property
    def directory(self) -> Directory:
        """The people who can be meant."""
        return self.context.directory

    def read(self, line: str) -> AgendaLine:
        """What `line` would become; nothing is stored."""
        return read_agenda_line(line, self.context)

    def item(self, item_id: str) -> AgendaItem:
        """The item with this id. Raises NotFound when it is gone."""
        return _item_in(self.workspace.shared, item_id)

    def offers(self) -> list[CarriedOver]:
        """What may come back and isn't on the agenda yet, the earliest meeting first."""
        if self._offers is None:
            self._offers = may_come(self.workspace.shared, self.meeting, self.items)
        return self._offers

    def who_is(self, words: str) -> Who:
        """Whom a name means (`naming.who_is`)."""
        return naming.who_is(self.workspace.shared, self.directory, words)

    def forget(self) -> None:
        """Read everything anew: another process has written, or something was undone. NotFound when it is gone."""
        self._context = self._offers = self._items = None
        self._meeting = _meeting_in(self.workspace.shared, self.meeting_id)

    # Items

    def add(self, line: AgendaLine, *, after: str = "", record: str = "") -> AgendaItem:
        """A new item behind the item `after`; without one, before the round and the closing of the kind of meeting.

        `record` is the id that it gets, "" for a new one.
        """
        if line.refused or not line.title:
            raise Refused(line.refused or _("an item needs a title"))
        new = self._new(line)
        return self._add([msgspec.structs.replace(new, id=record or new.id)], after)[0]

    def add_many(self, lines: Sequence[AgendaLine], *, after: str = "") -> list[AgendaItem]:
        """Several, in this order, as one thing to undo; lines that make no item are passed over."""
        return self._add([self._new(line) for line in lines if line.title and not line.refused], after)

    def _add(self, new: Sequence[AgendaItem], after: str) -> list[AgendaItem]:

        def change(tx: Transaction, items: list[AgendaItem]) -> list[AgendaItem]:
            behind = next((place for place, item in enumerate(items, 1) if item.id == after), place_for_new(items))
            for step, item in enumerate(new):
                items = put_in(tx, items, item, behind + step)
            return items

        self._arrange("item.add", change)
        return [self.item(item.id) for item in new]

    def take(self, offers: Sequence[CarriedOver]) -> list[AgendaItem]:
        """Put what came back on the agenda, as one thing to undo; what stands there already is passed over."""
        by = self.workspace.settings.writer
        made: list[str] = []

        def change(tx: Transaction, items: list[AgendaItem]) -> list[AgendaItem]:
            for offer in offers:
                if all(item.carried_from != offer.id for item in items):
                    new = item_of(offer, self.meeting_id, by)
                    made.append(new.id)
                    items = put_in(tx, items, new, place_for_new(items))
            return items

        self._arrange("item.carry", change)
        return [self.item(each) for each in made]

    def rewrite(self, item_id: str, line: AgendaLine, begun: AgendaLine | None = None) -> AgendaItem:
        """Let an item say what `line` says; its phase and papers stay unless the line says them.

        `begun` is the line as it was put there for editing: what was left as it was stays what others make of it
        meanwhile.
        """
        if line.refused or not line.title:
            raise Refused(line.refused or _("an item needs a title"))
        before = _all_said(begun) if begun is not None else {}
        said = {name: value for name, value in _all_said(line).items() if name not in before or before[name] != value}
        return self._change(item_id, "item.edit", **said)

    def add_minutes(self, item_id: str, minutes: int) -> AgendaItem:
        """Give an item so many minutes more, or less when negative; none when nothing is left."""

        def more(item: AgendaItem) -> AgendaItem:
            wanted = min((item.minutes or 0) + minutes, _MOST_MINUTES)
            return msgspec.structs.replace(item, minutes=wanted if wanted > 0 else None)

        return self._change_item(item_id, "item.minutes", more)

    def set_minutes(self, item_id: str, minutes: int | None) -> AgendaItem:
        """Set the budget of an item, in minutes."""
        return self._change(item_id, "item.minutes", minutes=minutes)

    def set_phase(self, item_id: str, phase: Phase) -> AgendaItem:
        """Say in which phase the group begins an item."""
        return self._change(item_id, "item.phase", phase=phase)

    def turn_phase(self, item_id: str) -> AgendaItem:
        """Go on to the next of none, why, what and how."""

        def turned(item: AgendaItem) -> AgendaItem:
            return msgspec.structs.replace(item, phase=ROAD[(ROAD.index(item.phase) + 1) % len(ROAD)])

        return self._change_item(item_id, "item.phase", turned)

    def toggle_confidential(self, item_id: str) -> AgendaItem:
        """Keep an item out of the general minutes, or no longer do; its decisions get a number of the other row."""
        return self._change(item_id, "item.confidential", confidential=not self.item(item_id).confidential)

    def set_lead(self, item_id: str, words: str) -> AgendaItem:
        """Say who leads an item: a name, with or without `@`; the chair, an expert or everybody (LEAD_WORDS); or,
        with no words, nobody in particular. Raises Refused for a name that fits several people.
        """
        code = LEAD_WORDS.get(fold(words))
        if code is not None or not words.strip(" @"):
            return self._change(item_id, "item.lead", lead=code or "chair", led_by=None)
        return self._change(item_id, "item.lead", led_by=self.who_is(words))

    def set_papers(self, item_id: str, papers: Sequence[str]) -> AgendaItem:
        """Say what is read for an item: the names of papers."""
        return self._change(item_id, "item.papers", papers=tuple(papers))

    def set_facts(self, item_id: str, facts: Sequence[str]) -> AgendaItem:
        """Say what was heard about an item beforehand: sentences, without names; empty ones are left out."""
        told = tuple(fact for each in facts if (fact := clean_line(each).strip()))
        return self._change(item_id, "item.facts", facts=told)

    def guests(self, item_id: str) -> list[Who]:
        """Who comes for an item and not for the whole meeting."""
        return guests_of(self.meeting.attendees, self._number(item_id))

    def set_guests(self, item_id: str, words: str) -> None:
        """Say who comes for an item: names, with or without `@`, separated by commas. Refused as `who_is` does."""
        whos = [self.who_is(listed.name) for listed in read_names(words)]
        with self._writing("person.guest") as tx:
            meeting = _meeting_in(tx, self.meeting_id)
            ids = [item.id for item in in_order(tx.query(ITEMS, meeting=self.meeting_id))]
            if any(attendee.who in whos and not attendee.guest for attendee in meeting.attendees):
                raise Refused(_("that is no guest: they belong to this meeting"))
            number = ids.index(_item_in(tx, item_id).id) + 1
            attendees = with_guests(meeting.attendees, number, whos)
            tx.put(MEETINGS, msgspec.structs.replace(meeting, attendees=attendees))

    def move(self, item_id: str, step: int) -> bool:
        """Move an item `step` places down (or, negative, up); False when it can't go further."""
        moved = False

        def arrange(tx: Transaction, items: list[AgendaItem]) -> list[AgendaItem]:
            nonlocal moved
            place = next((index for index, item in enumerate(items) if item.id == item_id), -1)
            wanted = max(0, min(len(items) - 1, place + step))
            moved = place >= 0 and wanted != place
            if moved:
                items.insert(wanted, items.pop(place))
                for item in rearranged(items):
                    tx.put(ITEMS, item)
            return items

        self._arrange("item.move", arrange)
        return moved

    def take_out(self, item_id: str) -> AgendaItem:
        """Take an item out. Raises Refused when something was said in it, or the meeting stands there."""
        item = self.item(item_id)

        def take(tx: Transaction, items: list[AgendaItem]) -> list[AgendaItem]:
            said = any(entry.item == item_id for entry in tx.query(ENTRIES, meeting=self.meeting_id))
            notes = self.workspace.private.query(PRIVATE_NOTES, meeting=self.meeting_id)
            if said or any(note.item == item_id for note in notes):
                raise Refused(_("something was said in this item; it stays"))
            if _meeting_in(tx, self.meeting_id).current_item == item_id and self.meeting.state == "running":
                raise Refused(_("the meeting is at this item now; go on to another first"))
            tx.delete(ITEMS, item_id)
            return [other for other in items if other.id != item_id]

        self._arrange("item.delete", take)
        return item

    # The meeting

    def set_day(self, words: str) -> str:
        """Set the day, and the time when one stands behind it: `di 8 dec 13:00-14:30`; gives a sentence."""
        read = read_when(words, calendar_of(self.workspace))
        if read is None:
            raise Refused(_("which day? Such as: Tue 8 Dec, or next week Tuesday"))
        day, start, end = read
        self._change_meeting(
            "meeting.date",
            lambda meeting: msgspec.structs.replace(meeting, date=day, **times_of(meeting, start, end)),
        )
        return self.when

    def set_time(self, words: str) -> str:
        """Set when it begins and ends: `13:00-14:30`, `13:00` (as long as it was), `-14:30`; gives a sentence."""
        times = read_times(words)
        if times is None:
            raise Refused(_("which time? Such as: 13:00-14:30"))
        self._change_meeting(
            "meeting.time", lambda meeting: msgspec.structs.replace(meeting, **times_of(meeting, *times))
        )
        return self.when

    def foresee(self, command_id: str, words: str) -> str:
        """How the words behind the command `prepare.date` or `prepare.time` are read; "" where they aren't yet."""
        try:
            if command_id == "prepare.time":
                times = read_times(words)
                return when_text(self.meeting.date, **times_of(self.meeting, *times)) if times else ""
            read = read_when(words, calendar_of(self.workspace))
            return when_text(read[0], **times_of(self.meeting, read[1], read[2])) if read else ""
        except Refused as refused:
            return str(refused)

    @property
    def when(self) -> str:
        """The day and the time of the meeting, in words."""
        return when_text(self.meeting.date, start=self.meeting.start, end=self.meeting.end)

    # Inside

    def _number(self, item_id: str) -> int:
        return next((number for number, item in enumerate(self.items, 1) if item.id == item_id), 0)

    def _new(self, line: AgendaLine) -> AgendaItem:
        fields = {**stamp(self.workspace.settings.writer), "meeting": self.meeting_id, **_said(line)}
        return msgspec.convert(fields | {"phase": line.phase or "", "papers": line.papers or ()}, AgendaItem)

    def _change(self, item_id: str, label: str, **fields: object) -> AgendaItem:
        return self._change_item(item_id, label, lambda item: msgspec.structs.replace(item, **fields))

    def _change_item(self, item_id: str, label: str, change: Callable[[AgendaItem], AgendaItem]) -> AgendaItem:
        """Put `change` of the item, as it stands now for everybody, in its place."""
        with self._writing(label) as tx:
            item = _item_in(tx, item_id)
            changed = change(item)
            tx.put(ITEMS, changed)
            if changed.confidential != item.confidential:
                renumber_decisions(tx, _meeting_in(tx, self.meeting_id), changed)
                mark_what_came_of(tx, changed)
        return self.item(item_id)

    def _change_meeting(self, label: str, change: Callable[[Meeting], Meeting]) -> None:
        """Put `change` of the meeting, as it stands now for everybody, in its place."""
        with self._writing(label) as tx:
            tx.put(MEETINGS, change(_meeting_in(tx, self.meeting_id)))

    def _arrange(self, label: str, arrange: Callable[[Transaction, list[AgendaItem]], list[AgendaItem]]) -> None:
        """Let `arrange` change the agenda; the numbers of the guests follow their items."""
        with self._writing(label) as tx:
            items = in_order(tx.query(ITEMS, meeting=self.meeting_id))
            before = [item.id for item in items]
            after = [item.id for item in arrange(tx, items)]
            meeting = _meeting_in(tx, self.meeting_id)
            attendees = guests_follow(meeting.attendees, before, after)
            if attendees != meeting.attendees:
                tx.put(MEETINGS, msgspec.structs.replace(meeting, attendees=attendees))

    @contextmanager
    def _writing(self, label: str) -> Generator[Transaction]:
        """A transaction on a meeting that isn't closed, after which everything is read anew."""
        with self.workspace.writing(self.workspace.shared, label) as tx:
            if _meeting_in(tx, self.meeting_id).state == "closed":
                raise Refused(_("the meeting is closed; Esc goes to the list, and o where it is read goes on with it"))
            yield tx
        self.forget()


def _said(line: AgendaLine) -> dict[str, object]:
    return {
        "title": line.title,
        "minutes": line.minutes,
        "confidential": line.confidential,
        "led_by": line.led_by,
    }


def _all_said(line: AgendaLine) -> dict[str, object]:
    """What a line says of its item, with the phase and the papers where it says them."""
    aside = {"phase": line.phase, "papers": line.papers}
    return _said(line) | {name: value for name, value in aside.items() if value is not None}


def _meeting_in(reader: Reader, meeting_id: str) -> Meeting:
    meeting = reader.get(MEETINGS, meeting_id)
    if meeting is None:
        raise NotFound(_("that meeting is gone; somebody else took it out"))
    return meeting


def _item_in(reader: Reader, item_id: str) -> AgendaItem:
    item = reader.get(ITEMS, item_id)
    if item is None:
        raise NotFound(_("that item is gone; somebody else took it out"))
    return item
