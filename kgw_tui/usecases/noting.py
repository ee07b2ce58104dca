"""Logging what was heard in the corridor: a line in, a note in the private store out (`kgw log`)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final, NamedTuple

import msgspec

from kgw_tui import clock
from kgw_tui.capture.dates import Calendar, read_date, read_date_prefix, say_date
from kgw_tui.capture.line import parse_line
from kgw_tui.capture.parsed import LineContext, LineKind, ParsedLine, Telling
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action, AnyEntry
from kgw_tui.records.people import Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.handles import NUMBERING, corridor_handle, give_handle
from kgw_tui.rules.writing_hints import writing_hint
from kgw_tui.text import clean
from kgw_tui.usecases.reading import calendar_of, directory_of
from kgw_tui.workspace import Workspace

_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?=\s)")
_STAMP: Final = re.compile(rf"(\S+(?:\s+\S+){{0,4}}?)\s+(?:(?:om|at)\s+)?(?={_TIME.pattern})")
"""A few words, and a time behind them."""
_NOON: Final = dt.time(12)
_FIGURES: Final = re.compile(r"[0-9]")
_KEPT: Final = frozenset({LineKind.NOTE, LineKind.ACTION})
"""Kinds of line that are read as such; the marks of all others are words of the note."""
_TOLD: Final = frozenset(
    {Telling.DATE_DOUBTFUL, Telling.DATE_PAST, Telling.NO_DATE, Telling.NEW_NAME, Telling.AMBIGUOUS_NAME}
)


@dataclass(frozen=True)
class Logged:
    """A note as it stands in the store, and what must be told about how it was read."""

    note: CorridorNote
    notices: tuple[str, ...] = ()


def notes_in(text: str) -> list[str]:
    """The notes in a piped text: a line each; an indented line goes on with the note above it."""
    notes: list[str] = []
    for line in clean(text).split("\n"):
        if not line.strip():
            continue
        if line[0].isspace() and notes:
            notes[-1] += "\n" + line.strip()
        else:
            notes.append(line.strip())
    return notes


class Read(NamedTuple):
    """A note as it is understood: when it was heard (UTC), what it says, and what must be told of how it was read."""

    heard_at: dt.datetime
    parsed: ParsedLine
    notices: tuple[str, ...] = ()


def note_context(workspace: Workspace) -> LineContext:
    """What a note is read against: who is known, and today, looking back."""
    return LineContext(directory_of(workspace), calendar_of(workspace, looking_back=True), live=True)


def hint_after(workspace: Workspace, note: CorridorNote) -> str:
    """The writing hint that a note calls for, in the language in force; "" for none, and where hints are off."""
    if not workspace.settings.writing_hints:
        return ""
    named = sum(bool(who.person or who.name) for who in note.mentions)
    hint_id = writing_hint(note.text, named)
    hints = workspace.content(current_language()).corridor.writing_hint if hint_id else ()
    return next((each.hint for each in hints if each.id == hint_id), "")


def log_notes(workspace: Workspace, texts: list[str], *, record: str = "") -> list[Logged]:
    """Store each text as a corridor note, all of them durably or none; gives the notes with their handles.

    A note may begin with when it was heard (`gisteren 15:30`, `09:10`, `2026-11-03 11:15`); people and themes in it
    are found. One that begins with `!` is a promise: it stands under the note as an action of the writer's.
    `record` is the id of the first one, where that was given before. Raises Refused for a text that says nothing; of
    several, one with a mark alone is kept as it stands, and told.
    """
    context = note_context(workspace)
    read = [
        read_note(text, context) if len(texts) == 1 else _read_any(text, context)
        for text in texts
        if clean(text).strip()
    ]
    if not read:
        raise Refused(_nothing())
    by = workspace.settings.writer
    promised = [_promise(parsed, by) if parsed.kind is LineKind.ACTION else None for _at, parsed, _told in read]
    if any(promised):
        # All actions are numbered in one row; the name of what this is for would tell others of a private note.
        with workspace.shared.transaction(NUMBERING, undoable=False) as tx:
            promised = [
                give_handle(tx, each, context.calendar.today, confidential=False) if each else None for each in promised
            ]
    logged: list[Logged] = []
    with workspace.writing(workspace.private, "note.add") as tx:
        for (heard_at, parsed, notices), promise in zip(read, promised, strict=True):
            note = msgspec.convert(
                {
                    **stamp(by),
                    **({"id": record} if record and not logged else {}),
                    "handle": corridor_handle(tx),
                    "heard_at": heard_at,
                    "text": parsed.text,
                    "mentions": tuple(dict.fromkeys((*parsed.mentions, *parsed.owners))),
                    "themes": parsed.themes,
                },
                CorridorNote,
            )
            tx.put(CORRIDOR_NOTES, note)
            if promise is not None:
                tx.put(ENTRIES, msgspec.structs.replace(promise, parent=note.id))
            logged.append(Logged(note, notices))
    return logged


def read_note(text: str, context: LineContext) -> Read:
    """A note as it is understood. Raises Refused for one that says nothing."""
    heard_at, words, told = _when(text, context.calendar)
    parsed = parse_line(words, context)
    if parsed.kind is LineKind.PRIVATE and not parsed.refused:  # every note is private, so that the mark says nothing
        words = parsed.text
        parsed = parse_line(words, context)
    if parsed.refused or parsed.kind is LineKind.EMPTY:
        raise Refused(parsed.refused or _nothing())
    if parsed.kind not in _KEPT:
        parsed = parse_line("\\" + words, context)
    notices = tuple(notice.sentence for notice in parsed.notices if notice.telling in _TOLD)
    return Read(heard_at, parsed, (told, *notices) if told else notices)


def _read_any(text: str, context: LineContext) -> Read:
    """As `read_note`; a mark with nothing behind it is the text of the note, which is told."""
    try:
        return read_note(text, context)
    except Refused as refused:
        told = _("{sentence}; it is a note as it stands").format(sentence=refused)
        return Read(clock.now(), ParsedLine(LineKind.NOTE, text=clean(text).strip()), (told,))


def _nothing() -> str:
    return _("there is nothing to note; give the text, or type it when asked")


def _when(text: str, calendar: Calendar) -> tuple[dt.datetime, str, str]:
    """The moment (UTC) that the beginning of `text` names, the text without it, and what must be told of it.

    A time alone is today's. Words for a day stay in the sentence ("gisteren vroeg Karim…") unless a time follows.
    A day without a time counts as its noon. A day still to come is no moment at which something was heard.
    """
    time, rest = _time(text)
    if time is not None:
        return _moment(calendar.today, time), rest, ""
    dated = _STAMP.match(text)
    reading = read_date(dated[1], calendar) if dated else None
    if dated and reading and reading.day <= calendar.today:
        time, rest = _time(text[dated.end() :])
        if time is not None:
            return _moment(reading.day, time), rest, f"{_told(reading.day, calendar)} {time:%H:%M}"
    found = read_date_prefix(text, calendar)
    if found is None or not found[1] or found[0].day >= calendar.today:
        return clock.now(), text, ""
    reading, behind = found
    figures = _FIGURES.search(text[: len(text) - len(behind)])
    return _moment(reading.day, _NOON), behind.lstrip(" :,") if figures else text, _told(reading.day, calendar)


def _told(day: dt.date, calendar: Calendar) -> str:
    return _("heard {day}").format(day=say_date(day, calendar.today, current_language()))


def _time(text: str) -> tuple[dt.time | None, str]:
    match = _TIME.match(text)
    return (dt.time(int(match[1]), int(match[2])), text[match.end() :].lstrip()) if match else (None, text)


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time).astimezone(dt.UTC)


def _promise(parsed: ParsedLine, by: str) -> AnyEntry:
    owners = parsed.owners or ((Who(person=by),) if by else ())
    fields = {"kind": "action", "owners": owners, "due": parsed.day, "priority": parsed.priority}
    said = {"text": parsed.text, "mentions": parsed.mentions, "themes": parsed.themes}
    return msgspec.convert({**stamp(by), **fields, **said}, Action)
