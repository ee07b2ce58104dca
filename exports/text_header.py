"""The header of a meeting in the capture format, and who is who in the lines below it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Final

from kgw_tui.capture.cast import Cast, DocumentDirectory
from kgw_tui.capture.header_words import Key, attendance_word, key_word, minutes_state_word, write_times
from kgw_tui.capture.marks import long_name
from kgw_tui.capture.names import ListedName, write_names
from kgw_tui.i18n import _
from kgw_tui.records.meetings import Attendee, Meeting
from kgw_tui.records.people import ROLES, Person, Who
from kgw_tui.rules.directory import Directory, fold
from kgw_tui.rules.dossier import Dossier
from kgw_tui.text import clean_line

_NO_MARK: Final = re.compile(r"[^a-z0-9]+")
_SIGNS: Final = frozenset('=:"')
"""With these a long mark names somebody in another way than by name."""
_SOMEBODY_ELSE: Final = Who(role="-")
_NO_MOMENT: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_WRITER: Final = frozenset({"ik", "me", "mij"})


@dataclass(frozen=True)
class WritersDirectory(DocumentDirectory):
    """A document's directory to write with: somebody whom the name doesn't tell goes by a mark of their own.

    `strangers` are marks (folded) that stayed nobody's in the meeting, and that others might take for somebody.
    """

    strangers: frozenset[str] = frozenset()

    def find(self, mark: str) -> Who | None:
        """As a reader finds somebody; a stranger's mark alone says too little, so it is taken, by nobody."""
        return _SOMEBODY_ELSE if fold(mark) in self.strangers else super().find(mark)

    def name(self, who: Who) -> str:
        """The full name, or the mark where that is no good as one."""
        person = self.by_id.get(who.person) if who.person else None
        return person.aliases[0] if person and person.aliases else super().name(who)


@dataclass(frozen=True)
class TextHeader:
    """The lines of a header, and the directory and the people as somebody reads them who has only the document.

    `readers` says for each of the meeting's people (and for strangers) whom a reader takes them for.
    """

    lines: tuple[str, ...]
    directory: WritersDirectory
    readers: Mapping[Who, Who]


def text_header(dossier: Dossier, language: str) -> TextHeader:
    """The header of `dossier` in `language`, which must be the one in force."""
    meeting = dossier.meeting
    lists = _Lists.of(dossier)
    names = _names(lists, dossier.directory)
    cast = Cast(Directory())
    cast.settle(names[who] for who in lists.everybody())
    values: list[tuple[Key, str]] = [
        ("title", clean_line(meeting.title)),
        ("group", clean_line(dossier.group.name) if dossier.group else ""),
        ("date", meeting.date.isoformat()),
        ("time", write_times(meeting.start, meeting.end)),
        ("place", clean_line(meeting.place)),
        ("chair", _written([Attendee(who) for who in lists.chair], names, language)),
        ("minute-taker", _written([Attendee(who) for who in lists.minute_taker], names, language)),
        ("present", _written(lists.present, names, language)),
        ("guests", _written(lists.guests, names, language)),
        ("absent", _written(lists.absent, names, language)),
        ("expected", _written(lists.expected, names, language)),
        ("copies", _written([Attendee(who) for who in lists.copies], names, language)),
        ("mentioned", _written([Attendee(who) for who in lists.mentioned], names, language)),
        ("status", _status(meeting, language)),
        ("agenda", clean_line(meeting.agenda)),
    ]
    lines = tuple(f"{key_word(key, language)}: {value}".rstrip() for key, value in values if value or key == "title")
    read = cast.directory()
    known = {field.name: getattr(read, field.name) for field in fields(read)}
    directory = WritersDirectory(**known, strangers=_strangers(dossier, read))
    return TextHeader(lines, directory, {who: cast.who(name) for who, name in names.items()})


def _strangers(dossier: Dossier, read: Directory) -> frozenset[str]:
    """The marks of strangers that a reader of the document finds nobody for, and others may find one or several for."""
    directory = dossier.directory
    names = [who.name for who in dossier.everybody() if who.name and read.find(who.name) is None]
    return frozenset(fold(name) for name in names if directory.find(name) or directory.equals(name))


@dataclass(frozen=True)
class _Lists:
    chair: list[Who]
    minute_taker: list[Who]
    present: list[Attendee]
    guests: list[Attendee]
    absent: list[Attendee]
    expected: list[Attendee]
    copies: list[Who]
    mentioned: list[Who]

    @classmethod
    def of(cls, dossier: Dossier) -> _Lists:
        meeting = dossier.meeting
        guests = [attendee for attendee in meeting.attendees if attendee.guest]
        members = [attendee for attendee in meeting.attendees if not attendee.guest]
        named = {meeting.chair, meeting.minute_taker, *meeting.copies_to, *(each.who for each in meeting.attendees)}
        return cls(
            [meeting.chair] if meeting.chair else [],
            [meeting.minute_taker] if meeting.minute_taker else [],
            [attendee for attendee in members if attendee.present],
            guests,
            [attendee for attendee in members if attendee.present is False],
            [attendee for attendee in members if attendee.present is None],
            list(meeting.copies_to),
            [who for who in dossier.everybody() if who.person and who not in named],
        )

    def everybody(self) -> Iterator[Who]:
        """Who stands in the header, in the order of its lines."""
        yield from (*self.chair, *self.minute_taker)
        for attendees in (self.present, self.guests, self.absent, self.expected):
            yield from (attendee.who for attendee in attendees)
        yield from (*self.copies, *self.mentioned)


def _names(lists: _Lists, directory: Directory) -> dict[Who, ListedName]:
    """How each one in the header is written, so that a reader takes everybody for who they are.

    Who shares a name with another, or has one that is no good as a mark, gets a mark (`Jan Pol (@jp)`); quotes say
    that `"Jan"` is the whole name.
    """
    people = list(dict.fromkeys(lists.everybody()))
    names = {who: _listed(who, directory) for who in people}
    persons = {who: directory.by_id[who.person] for who in people if who.person in directory.by_id}
    for number, who in enumerate(persons, 1):
        namesakes = [other for other in persons if fold(names[other].name) == fold(names[who].name)]
        if len(namesakes) > 1 or not _is_reference(names[who].name):
            names[who] = _with_alias(names[who], number, persons, who)
    for who in _mistaken(names, persons):
        names[who] = ListedName(names[who].name, exact=True, alias=names[who].alias)
    return names


def _is_reference(name: str) -> bool:
    """Whether a mark with all of `name` in it means whoever is called that."""
    person = Person(id="x", created_at=_NO_MOMENT, name=name)
    return name[:1] not in _SIGNS and Directory((person,)).find(name) == Who(person="x")


def _listed(who: Who, directory: Directory) -> ListedName:
    if who.role:
        return ListedName(f"@{ROLES[who.role][0]}" if who.role in ROLES else long_name(None, f":{who.role}"))
    name = clean_line(directory.name(who)).strip() or _("somebody unknown")
    known = who.person in directory.by_id
    return ListedName(name if known else long_name(None, f'"{name}"'))


def _with_alias(listed: ListedName, number: int, persons: Mapping[Who, Person], who: Who) -> ListedName:
    """`listed` with a mark that nobody else has: one of the person's own, or one made of the name."""
    others = [person for other, person in persons.items() if other != who]
    taken = {fold(word) for other in others for word in (*other.aliases, other.name, *other.name.split())}
    own = [alias for alias in persons[who].aliases if _is_mark(alias) and fold(alias) not in taken]
    made = _NO_MARK.sub("-", fold(listed.name)).strip("-")
    return ListedName(listed.name, alias=own[0] if own else f"{made or 'x'}-{number}")


def _is_mark(alias: str) -> bool:
    folded = fold(alias)
    return _NO_MARK.search(folded) is None and len(folded) > 1 and folded not in {*_WRITER, *Directory().role_marks}


def _mistaken(names: Mapping[Who, ListedName], persons: Iterable[Who]) -> list[Who]:
    """Those whom a reader would take for somebody else, or for a role."""
    cast = Cast(Directory())
    cast.settle(names.values())
    known = {person.id: person for person in cast.people}
    return [
        who
        for who in persons
        if (read := cast.who(names[who]).person) not in known or known[read].name != names[who].name
    ]


def _written(attendees: Iterable[Attendee], names: Mapping[Who, ListedName], language: str) -> str:
    return write_names(
        ListedName(name.name, name.exact, name.alias, tuple(_notes(attendee, language)))
        for attendee in attendees
        for name in [names[attendee.who]]
    )


def _notes(attendee: Attendee, language: str) -> Iterator[str]:
    """What stands in brackets behind somebody's name."""
    if attendee.guest_items:
        yield attendance_word("items", language, attendee.guest_items)
    if attendee.present:
        return
    if attendee.notice is not None:
        yield attendance_word("notice" if attendee.notice else "no-notice", language)
    elif attendee.guest:
        yield attendance_word("expected" if attendee.present is None else "absent", language)


def _status(meeting: Meeting, language: str) -> str:
    if meeting.minutes_state == "draft" and meeting.adopted_on is None:
        return ""
    day = f" {meeting.adopted_on.isoformat()}" if meeting.adopted_on else ""
    return minutes_state_word(meeting.minutes_state, language) + day
