"""Who is there: the names typed behind a command that notes who is present or absent, comes, leaves or chairs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.capture.header_words import read_attendance
from kgw_tui.capture.names import ListedName, read_names
from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.records.meetings import ITEMS, MEETINGS, Attendee
from kgw_tui.records.people import PEOPLE, Group, Person, Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.agenda import in_order
from kgw_tui.rules.directory import Directory, fold
from kgw_tui.rules.presence import with_attendee
from kgw_tui.store import Transaction
from kgw_tui.usecases import naming
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.naming import group_called, person_called

_TIME: Final = re.compile(r"(?:^|\s)(?:om\s+|at\s+)?([01]?\d|2[0-3])[:.]([0-5]\d)(?:\s*(?:uur|u))?\s*$", re.ASCII)
_EVERYBODY: Final = frozenset({"allen", "iedereen", "all", "everybody", "everyone"})
_AT_A_GLANCE: Final = 4


def attend(live: LiveMeeting, words: str, *, present: bool) -> str:
    """Note who is (not) there, read as in the header of a file; gives a sentence.

    A name that nobody has yet becomes a person of the directory, and that is said. Raises Refused, with nothing
    changed, for a name that fits several, for what is no name, and for a group that isn't known.
    """
    read = _read(live, words, present=present)
    with live.writing("meeting.attendees") as tx:
        read.put_added(tx)
        meeting = live.demand_open(tx)
        attendees = meeting.attendees
        for attendee in read.attendees.values():
            attendees = with_attendee(attendees, attendee)
        tx.put(MEETINGS, msgspec.structs.replace(meeting, attendees=attendees, **read.fields))
    directory = live.context.directory
    said: list[str] = []
    for there, sentence in ((True, _("present: {names}")), (False, _("absent: {names}"))):
        those = [attendee.who for attendee in read.attendees.values() if attendee.present is there]
        said += [sentence.format(names=_counted(directory, those))] if those else []
    if read.added:
        said.append(_("new: {name}").format(name=", ".join(person.name for person in read.added.values())))
    return " · ".join(said)


def _read(live: LiveMeeting, words: str, *, present: bool) -> _Attendance:
    """What the names in `words` come to. Raises Refused as `attend` says, and where nobody is named."""
    read = _Attendance(live, present)
    for listed in read_names(words):
        read.take(listed)
    if not read.attendees:
        raise Refused(_("who? Type a name behind it"))
    return read


def _counted(directory: Directory, those: Sequence[Who]) -> str:
    """Names, with how many they are before them where they are more than one sees at a glance."""
    names = directory.names(those)
    return names if len(those) <= _AT_A_GLANCE else f"{len(those)} ({names})"


def invite(live: LiveMeeting, words: str) -> str:
    """Note guests for the current item (before the first: for the whole meeting); gives a sentence. As `attend`."""
    read = _read(live, words, present=True)
    with live.writing("person.guest") as tx:
        read.put_added(tx)
        meeting = live.begun(tx)
        order = [item.id for item in in_order(tx.query(ITEMS, meeting=meeting.id))]
        number = order.index(meeting.current_item) + 1 if meeting.current_item in order else 0
        attendees = meeting.attendees
        for guest in read.attendees.values():
            attendees = with_attendee(attendees, _as_guest(attendees, guest, number))
        tx.put(MEETINGS, msgspec.structs.replace(meeting, attendees=attendees))
    guests = [each.who for each in live.meeting.attendees if each.guest and (number in each.guest_items or not number)]
    names = live.context.directory.names(guests)
    if not number:
        return _("guests: {names}").format(names=names)
    return _("guests for item {number}: {names}").format(number=number, names=names)


def _as_guest(attendees: Sequence[Attendee], guest: Attendee, number: int) -> Attendee:
    """The guest with one item more; raises Refused for somebody who is no guest, but of the meeting itself."""
    known = next((attendee for attendee in attendees if attendee.who == guest.who), None)
    if known is not None and not known.guest and known.present is not False:
        raise Refused(_("that is no guest: they belong to this meeting"))
    numbers = {*(known.guest_items if known else ()), *((number,) if number else ())}
    return msgspec.structs.replace(guest, guest=True, guest_items=tuple(sorted(numbers)))


def foresee_attendance(live: LiveMeeting, words: str) -> str:
    """How `words` would be read by `attend`: who is there, who isn't, who is new, and what would be refused."""
    read = _Attendance(live, present=True)
    refused: list[str] = []
    for listed in read_names(words):
        try:
            read.take(listed)
        except Refused as sentence:
            refused.append(str(sentence))
    directory = live.context.directory
    new = {person.id: person.name for person in read.added.values()}

    def names(*, present: bool) -> str:
        those = [who for who, each in read.attendees.items() if each.present is present and who.person not in new]
        return _counted(directory, those) if those else ""

    told = [names(present=True), *(_("new: {name}").format(name=name) for name in new.values()), *refused]
    if absent := names(present=False):
        told.append(_("absent: {names}").format(names=absent))
    return " · ".join(part for part in told if part)


def come_or_go(live: LiveMeeting, words: str, *, arrives: bool) -> str:
    """Note that one person came in or left, now or at the time behind the name; gives a sentence."""
    name, time = _name_and_time(words)
    who = who_is(live, name)
    live.move_person(who, arrives=arrives, time=time)
    said = _("{name} is here from {time}") if arrives else _("{name} has left at {time}")
    return said.format(name=live.context.directory.name(who), time=f"{time or clock.local_time():%H:%M}")


def foresee_coming(live: LiveMeeting, words: str) -> str:
    """How `words` would be read by `come_or_go`; "" while no name stands there."""
    name, time = _name_and_time(words)
    if not name.strip(" @"):
        return ""
    try:
        return f"{live.context.directory.name(who_is(live, name))} · {time or clock.local_time():%H:%M}"
    except Refused as refused:
        return str(refused)


def who_is(live: LiveMeeting, words: str) -> Who:
    """The one person whom `words` name, as `naming.who_is` reads them among the people of the meeting."""
    return naming.who_is(live.workspace.shared, live.context.directory, words)


@dataclass
class _Attendance:
    """What a list of names comes to: the attendees, the people made for it, and the fields of the meeting it fills."""

    live: LiveMeeting
    present: bool
    attendees: dict[Who, Attendee] = field(default_factory=dict[Who, Attendee])
    added: dict[str, Person] = field(default_factory=dict[str, Person])
    fields: dict[str, Who] = field(default_factory=dict[str, Who])
    _named: set[Who] = field(default_factory=set[Who])

    def take(self, listed: ListedName) -> None:
        """Take one name in, or a group; somebody named apart is what stands with that name, whatever their group is."""
        if not listed.exact and fold(listed.name.removeprefix("@")) in _EVERYBODY:
            self._take_everybody(listed)
            return
        group = group_called(self.live.workspace.shared, listed)
        if group is None and listed.excepted:
            raise Refused(_("'{name}' is no group that is known").format(name=listed.name))
        if group is not None:
            for who in self._members(group, listed.excepted):
                if who not in self._named:
                    self.attendees[who] = self._attendee(listed.notes, who)
            self._note_excepted(group, listed.excepted)
            return
        who, is_new = person_called(listed, self.live.context.directory)
        if is_new:
            who = Who(person=self._made(who.name, listed.alias).id)
        attendee = self._attendee(listed.notes, who)
        if who in self._named and self.attendees[who] != attendee:
            raise Refused(_("'{name}' stands there twice").format(name=listed.name))
        self._named.add(who)
        self.attendees[who] = attendee

    def put_added(self, tx: Transaction) -> None:
        """Put the people who were made."""
        for person in self.added.values():
            tx.put(PEOPLE, person)

    def _take_everybody(self, listed: ListedName) -> None:
        """All who were expected and of whom nothing was said yet; those excepted weren't there."""
        expected = {each.who: each for each in self.live.meeting.attendees if not each.guest}
        directory = self.live.context.directory
        for name in listed.excepted:
            who, is_new = person_called(ListedName(name), directory)
            if is_new or who not in expected:
                raise Refused(_("'{name}' is nobody who was expected").format(name=name))
            self.attendees[who] = Attendee(who, present=False)
        for who, attendee in expected.items():
            if attendee.present is None and who not in self.attendees:
                self.attendees[who] = self._attendee(listed.notes, who)
        if not self.attendees:
            raise Refused(_("nobody was expected of whom nothing was said; type names"))

    def _made(self, name: str, alias: str) -> Person:
        key = fold(name)
        if key not in self.added:
            fields = {"name": name, "aliases": (alias,) if alias else ()}
            self.added[key] = msgspec.convert({**stamp(self.live.workspace.settings.writer), **fields}, Person)
        return self.added[key]

    def _members(self, group: Group, excepted: Sequence[str]) -> list[Who]:
        known = self.live.context.directory.by_id
        members = Directory(tuple(known[member] for member in group.members if member in known))
        left_out = {members.find(name.removeprefix("@")): name for name in excepted}
        if None in left_out:
            words = _("'{name}' is nobody of {group}")
            raise Refused(words.format(name=left_out[None], group=group.name))
        return [who for person in members.people if (who := Who(person=person.id)) not in left_out]

    def _note_excepted(self, group: Group, excepted: Sequence[str]) -> None:
        """Of those who are excepted of a group, the ones who were expected weren't there, when the others were."""
        known = self.live.context.directory.by_id
        members = Directory(tuple(known[member] for member in group.members if member in known))
        expected = {each.who for each in self.live.meeting.attendees if each.present is None}
        for name in excepted if self.present else ():
            who = members.find(name.removeprefix("@"))
            if who is not None and who in expected and who not in self._named:
                self.attendees[who] = Attendee(who, present=False)

    def _attendee(self, notes: Sequence[str], who: Who) -> Attendee:
        made = Attendee(who, self.present)
        numbers: list[int] = []
        for note in notes:
            read = read_attendance(note)
            match read[0] if read else "":
                case "notice" | "no-notice" as said:
                    made = msgspec.structs.replace(made, present=False, notice=said == "notice")
                case "expected":
                    made = msgspec.structs.replace(made, present=None)
                case "absent":
                    made = msgspec.structs.replace(made, present=False)
                case "items":
                    numbers += read[1] if read else ()
                case "chair":
                    self.fields["chair"] = who
                case "minute-taker":
                    self.fields["minute_taker"] = who
                case _:
                    words = _("'({note})' behind a name says nothing; (apologies), (no notice) or (absent) does")
                    raise Refused(words.format(note=note))
        return msgspec.structs.replace(made, guest=bool(numbers), guest_items=tuple(numbers))


def _name_and_time(words: str) -> tuple[str, dt.time | None]:
    match = _TIME.search(words)
    if match is None:
        return words, None
    return words[: match.start()], dt.time(int(match[1]), int(match[2]))
