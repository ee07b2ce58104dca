"""A whole meeting in the capture format, read (CAPTURE.md, "The file"; docs/format.md)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Final

import msgspec

from kgw_tui.capture.body import Body
from kgw_tui.capture.dates import Calendar
from kgw_tui.capture.header import Header, HeaderLine, read_header
from kgw_tui.capture.header_words import read_key
from kgw_tui.capture.origins import Reference
from kgw_tui.capture.pages import NumberedLine, physical_lines
from kgw_tui.capture.parsed import LineContext, Notice, Telling
from kgw_tui.i18n import _
from kgw_tui.i18n import language as in_language
from kgw_tui.records.entries import AnyEntry, PrivateNote
from kgw_tui.records.meetings import AgendaItem, ItemState, Meeting
from kgw_tui.records.people import Group, Person
from kgw_tui.rules.directory import Directory

_CONTINUED: Final = "    "


@dataclass(frozen=True)
class ReadDocument:
    """A meeting as a file tells it: records that are ready to be stored, but for what only a store can give.

    `meeting` has no series, no group and no handle yet; `group` is the group's name. `items` and `entries` are in
    order and name each other by their fresh ids; of the entries only decisions may have a handle, which is the number
    that the file asks for. `references` are what items come from or adopt, which only a store knows. `people` are those
    to be created. `notices` are what must be told, each with the number of
    its line, in order; `unread` counts the lines that could not be read as meant; `lines` says on which line an entry
    stood.
    """

    meeting: Meeting
    group: str = ""
    items: tuple[AgendaItem, ...] = ()
    entries: tuple[AnyEntry, ...] = ()
    private_notes: tuple[PrivateNote, ...] = ()
    references: tuple[Reference, ...] = ()
    people: tuple[Person, ...] = ()
    notices: tuple[tuple[int, Notice], ...] = ()
    unread: int = 0
    lines: Mapping[str, int] = field(default_factory=dict[str, int])


def read_document(
    text: str,
    known: Directory,
    today: dt.date,
    language: str,
    *,
    groups: Sequence[Group] = (),
    calendar: Calendar | None = None,
) -> ReadDocument:
    """Read a file of one meeting. Never raises: a line that can't be read as meant becomes a note, and is told.

    `known` are the people whom names and marks may mean, `groups` those that a header may name. Relative dates are
    read against the document's own date, and that against `today`; `calendar` brings the rest (holidays, the order of
    day and month). Sentences are in `language`. Whatever is new gets a fresh id and the present moment.
    """
    with in_language(language):
        lines = physical_lines(text)
        header_lines, odd, rest = _split(lines)
        base = replace(calendar or Calendar(today), today=today, language=language)
        header = read_header(header_lines, known, groups, base)
        for line in odd:
            sentence = _("'{words}' is no key of a header; the line is a note now")
            words = line.text.strip()
            told = Notice(Telling.NOT_AS_MEANT, sentence.format(words=words.partition(":")[0]), words)
            header.notices.append((line.number, told))
            header.kept.append((line.number, words))
        return _read(header, rest, known, base)


def first_line(line: str) -> str:
    """The first line under a header so written that it isn't taken for a part of it: see `_split`."""
    return f"\\{line}" if _like_key(line) else line


def default_item_state(entries: int) -> ItemState:
    """The state of an item of which the file says nothing, by the number of its entries: what has been talked about
    is done, the rest of an agenda is still open.
    """
    return "done" if entries else "open"


def _read(header: Header, rest: list[NumberedLine], known: Directory, calendar: Calendar) -> ReadDocument:
    context = LineContext(header.cast.directory(), replace(calendar, today=header.meeting.date), live=False)
    body = Body(header.meeting, context, known.writer)
    for number, line in sorted(header.kept):
        body.keep(number, line)
    body.read(rest)
    entries = body.finished_entries()
    closed = bool(entries) or header.meeting.date < calendar.today
    spoken = Counter(entry.item for entry in entries)
    items = [
        item if item.id in body.stated else msgspec.structs.replace(item, state=default_item_state(spoken[item.id]))
        for item in body.items
    ]
    notices = sorted([*header.notices, *body.notices], key=lambda told: told[0])
    return ReadDocument(
        meeting=msgspec.structs.replace(header.meeting, state="closed" if closed else "planned"),
        group=header.group,
        items=tuple(items),
        entries=tuple(entries),
        private_notes=tuple(body.private_notes),
        references=tuple(body.references),
        people=tuple(header.cast.new),
        notices=tuple(notices),
        unread=len({number for number, told in notices if told.telling is Telling.NOT_AS_MEANT}),
        lines=body.lines,
    )


def _split(lines: list[NumberedLine]) -> tuple[list[HeaderLine], list[NumberedLine], list[NumberedLine]]:
    """The lines of the header, those among them whose word is no key, and the rest.

    A header begins with a line that has a key, and ends at the first line that has none. Blank lines don't end it:
    the key of a note of the same shape is told from a header's by the `\\` before it. A word that is no key is taken
    for one only where it stands in one block with those that are.
    """
    header: list[HeaderLine] = []
    odd: list[NumberedLine] = []
    block = True
    place = sum(1 for _line in takewhile(lambda line: not line.text.strip(), lines))
    for line in lines[place:]:
        continues = line.text.startswith(_CONTINUED) and line.text.strip()
        read = None if continues else read_key(line.text)
        if continues and header and block:
            last = header[-1]
            value = f"{last.value} {line.text.strip()}"
            header[-1] = last._replace(value=value, line=f"{last.line} {line.text.strip()}")
        elif read and read[0]:
            header.append(HeaderLine(line.number, read[0], read[1], line.text))
            block = True
        elif read and header and block:
            odd.append(line)
        elif line.text.strip():
            lines[place] = line._replace(text=_without_escape(line.text))
            break
        else:
            block = False
        place += 1
    return header, odd, lines[place:]


def _like_key(line: str) -> bool:
    read = read_key(line.lstrip("\\"))
    return read is not None and read[0] is not None


def _without_escape(line: str) -> str:
    stripped = line.strip()
    return stripped[1:] if stripped.startswith("\\") and _like_key(stripped) else line
