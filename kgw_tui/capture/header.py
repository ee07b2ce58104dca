"""The header of a document: who met, where and when, and who was there (CAPTURE.md, "The file")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import msgspec

from kgw_tui.capture.cast import Cast
from kgw_tui.capture.dates import Calendar, Doubt, read_date, say_doubt
from kgw_tui.capture.header_words import Key, read_attendance, read_minutes_state, read_times
from kgw_tui.capture.names import ListedName, read_names
from kgw_tui.capture.parsed import Notice, Telling
from kgw_tui.i18n import _
from kgw_tui.records.meetings import Attendee, Meeting
from kgw_tui.records.people import Group, Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import Directory
from kgw_tui.text import clean_line

_LISTS: Final[tuple[Key, ...]] = (
    "chair",
    "minute-taker",
    "present",
    "guests",
    "absent",
    "excused",
    "expected",
    "copies",
    "mentioned",
)


class HeaderLine(NamedTuple):
    """A line of the header: its number, its key, its value, and the line as it stood."""

    number: int
    key: Key
    value: str
    line: str


@dataclass
class Header:
    """What a header says. `kept` are the lines that could not be read as meant and go on as notes, by number."""

    meeting: Meeting
    cast: Cast
    group: str = ""
    notices: list[tuple[int, Notice]] = field(default_factory=list[tuple[int, Notice]])
    kept: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])


def read_header(lines: Sequence[HeaderLine], known: Directory, groups: Sequence[Group], calendar: Calendar) -> Header:
    """Read the lines of a header. The meeting's date is read against `calendar`; without one it is `calendar.today`.

    The groups named in it are looked up in `groups`; people whom `known` doesn't know are new ones of the cast.
    """
    cast = Cast(known, groups, known.writer)
    listed = {line.number: read_names(line.value) for line in lines if line.key in _LISTS}
    cast.settle(_all_names(lines, listed, cast))
    meeting = msgspec.convert({**stamp(known.writer), "date": calendar.today}, Meeting)
    reader = _Reader(Header(meeting, cast), calendar, listed)
    for line in lines:
        reader.read(line)
    return reader.finished()


def _all_names(lines: Sequence[HeaderLine], listed: dict[int, list[ListedName]], cast: Cast) -> Iterator[ListedName]:
    """Every name that stands for a person: not that of a group, nor of a group that isn't known."""
    for line in lines:
        for name in listed.get(line.number, ()):
            if not name.excepted and cast.group(name) is None:
                yield name


class _Reader:
    def __init__(self, header: Header, calendar: Calendar, listed: dict[int, list[ListedName]]) -> None:
        self.header = header
        self.calendar = calendar
        self.listed = listed
        self.fields: dict[str, object] = {}
        self.attendees: dict[Who, Attendee] = {}
        self.copies: list[Who] = []
        self.dated = self.titled = False
        self.readers: dict[Key, Callable[[HeaderLine], bool]] = {
            "title": self._text,
            "place": self._text,
            "agenda": self._text,
            "group": self._group,
            "date": self._date,
            "time": self._time,
            "chair": self._person,
            "minute-taker": self._person,
            "present": self._attendees,
            "guests": self._attendees,
            "absent": self._attendees,
            "excused": self._attendees,
            "expected": self._attendees,
            "copies": self._copies,
            "mentioned": self._mentioned,
            "status": self._status,
        }

    def read(self, line: HeaderLine) -> None:
        """Take one line in; one that can't be read as meant is kept as a note, and told."""
        self.titled = self.titled or line.key == "title"
        if line.value and not self.readers[line.key](line):
            self._tell(line, _("the header line '{line}' could not be read; it is a note now"))
            self.header.kept.append((line.number, line.line.strip()))

    def finished(self) -> Header:
        """The header, with everything that was read in its meeting."""
        if not self.dated:
            sentence = _("the file names no date; today's is taken")
            self.header.notices.append((1, Notice(Telling.DATE_DOUBTFUL, sentence)))
        if not self.titled:
            self.fields["title"] = _("Meeting")
        self.fields |= {"attendees": tuple(self.attendees.values()), "copies_to": tuple(self.copies)}
        self.header.meeting = msgspec.structs.replace(self.header.meeting, **self.fields)
        return self.header

    def _text(self, line: HeaderLine) -> bool:
        return self._once(line.key, clean_line(line.value))

    def _group(self, line: HeaderLine) -> bool:
        if self.header.group:
            return False
        self.header.group = clean_line(line.value)
        return True

    def _date(self, line: HeaderLine) -> bool:
        day = _iso(line.value)
        reading = None if day else read_date(line.value, self.calendar)
        if reading and reading.doubts - {Doubt.PAST}:
            said = say_doubt(line.value, reading, ask=False)
            self.header.notices.append((line.number, Notice(Telling.DATE_DOUBTFUL, said, line.value)))
        found = day or (reading.day if reading else None)
        if found is None or self.dated:
            return False
        self.dated = True
        self.fields["date"] = found
        return True

    def _time(self, line: HeaderLine) -> bool:
        times = read_times(line.value)
        if times is None or "start" in self.fields:
            return False
        self.fields["start"], self.fields["end"] = times
        return True

    def _status(self, line: HeaderLine) -> bool:
        word, _space, day = line.value.partition(" ")
        state = read_minutes_state(word)
        adopted_on = _iso(day.strip())
        if state is None or (day.strip() and adopted_on is None) or "minutes_state" in self.fields:
            return False
        self.fields |= {"minutes_state": state, "adopted_on": adopted_on}
        return True

    def _person(self, line: HeaderLine) -> bool:
        names = self.listed[line.number]
        if len(names) != 1 or names[0].notes or names[0].excepted or self.header.cast.group(names[0]):
            return False
        return self._once(line.key, self.header.cast.who(names[0]))

    def _copies(self, line: HeaderLine) -> bool:
        for name in self.listed[line.number]:
            members = self._members(name)
            if members is None:
                self._tell_part(line, name)
            self.copies += [who for who in members or () if who not in self.copies]
        return True

    def _mentioned(self, line: HeaderLine) -> bool:
        return all(not name.excepted for name in self.listed[line.number])

    def _attendees(self, line: HeaderLine) -> bool:
        for name in self.listed[line.number]:
            members = self._members(name)
            if members is None:
                self._tell_part(line, name)
                continue
            for who in self._still_expected(line, name, members):
                attendee = self._attendee(line, name, who)
                if self.attendees.setdefault(who, attendee) != attendee:
                    self._tell(
                        line, _("'{name}' stands twice among those present and absent; the first holds"), name.name
                    )
        return True

    def _still_expected(self, line: HeaderLine, name: ListedName, members: list[Who]) -> list[Who]:
        """Of a group that is expected those of whom nothing was said yet; else all of `members`."""
        if line.key != "expected" or self.header.cast.group(name) is None:
            return members
        return [who for who in members if who not in self.attendees]

    def _attendee(self, line: HeaderLine, name: ListedName, who: Who) -> Attendee:
        present = None if line.key == "expected" else line.key in {"present", "guests"}
        notice = True if line.key == "excused" else None
        guest, items = line.key == "guests", ()
        numbered: list[int] = []
        for note in name.notes:
            read = read_attendance(note)
            match read[0] if read else "":
                case "notice":
                    present, notice = False, True
                case "no-notice":
                    present, notice = False, False
                case "absent":
                    present = False
                case "expected":
                    present = None
                case "items":
                    guest = True
                    numbered += read[1] if read else ()
                case "chair" | "minute-taker" as key if not self._taken(key):
                    self._once(key, who)
                case _:
                    self._tell_part(line, name)
                    break
        items = tuple(numbered)
        return Attendee(who, present=present, notice=notice, guest=guest, guest_items=items)

    def _members(self, name: ListedName) -> list[Who] | None:
        """Those for whom a name stands: one, or the members of a group; None when it is a group nobody knows."""
        cast = self.header.cast
        group = cast.group(name)
        if group is None:
            return None if name.excepted else [cast.who(name)]
        excepted = [self._member(group, part) for part in name.excepted]
        if None in excepted:
            return None
        return [Who(person=member) for member in group.members if member not in excepted]

    def _member(self, group: Group, name: str) -> str | None:
        """The id of the member of `group` whom `name` means."""
        known = self.header.cast.known
        members = Directory(tuple(known.by_id[member] for member in group.members if member in known.by_id))
        who = members.find(name)
        return who.person if who and who.person else None

    def _taken(self, key: str) -> bool:
        return key.replace("-", "_") in self.fields

    def _once(self, key: str, value: object) -> bool:
        if self._taken(key):
            return self.fields[key.replace("-", "_")] == value
        self.fields[key.replace("-", "_")] = value
        return True

    def _tell_part(self, line: HeaderLine, name: ListedName) -> None:
        """Say that what stands with a name wasn't understood; the whole line is kept as a note, once."""
        words = f"{name.name} ({', '.join(name.notes)})" if name.notes else name.name
        self._tell(line, _("'{name}' could not be read as meant; the line is kept as a note"), words)
        if (line.number, line.line.strip()) not in self.header.kept:
            self.header.kept.append((line.number, line.line.strip()))

    def _tell(self, line: HeaderLine, sentence: str, name: str = "") -> None:
        said = sentence.format(line=clean_line(line.line.strip())[:80], name=name[:80])
        self.header.notices.append((line.number, Notice(Telling.NOT_AS_MEANT, said, line.value)))


def _iso(value: str) -> dt.date | None:
    """`value` as an ISO date; read apart, because a meeting of any year is a date in a header."""
    try:
        return dt.date.fromisoformat(value.strip()) if len(value.strip()) == 10 else None
    except ValueError:
        return None
