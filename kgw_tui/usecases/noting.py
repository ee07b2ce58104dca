"""Logging what was heard in the corridor: a line in, a note in the private store out (`kgw log`)."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final, NamedTuple

import msgspec

from kgw_tui import clock
from kgw_tui.capture.dates import Calendar, read_date, read_date_prefix, say_date
from kgw_tui.capture.line import parse_line
from kgw_tui.capture.parsed import LineContext, LineKind, ParsedLine, Telling
from kgw_tui.capture.paste import split_paste
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.records.people import Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import Directory, fold
from kgw_tui.rules.handles import NUMBERING, corridor_handle, give_handle
from kgw_tui.store import Transaction
from kgw_tui.text import clean
from kgw_tui.usecases.reading import directory_of, is_watched, line_context
from kgw_tui.workspace import Workspace

_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])(?=\s)")
_STAMP: Final = re.compile(rf"(\S+(?:\s+\S+){{0,4}}?)\s+(?:(?:om|at)\s+)?(?={_TIME.pattern})")
"""A few words, and a time behind them."""
_NOON: Final = dt.time(12)
_LATELY: Final = 2000
"""Records of each kind in which is looked for themes."""
_WEEK: Final = dt.timedelta(days=7)
_AHEAD: Final = dt.timedelta(minutes=10)
"""How far a clock on the wall may be ahead of this one."""
_FIGURES: Final = re.compile(r"[0-9]")
_KEPT: Final = frozenset({LineKind.NOTE, LineKind.ACTION})
"""Kinds of line that are read as such; the marks of all others are words of the note."""
_TOLD: Final = frozenset(
    {Telling.DATE_DOUBTFUL, Telling.DATE_PAST, Telling.NO_DATE, Telling.NEW_NAME, Telling.AMBIGUOUS_NAME}
)


@dataclass(frozen=True)
class Logged:
    """A note as it stands in the store, what was promised in it, and what must be told about how it was read."""

    note: CorridorNote
    notices: tuple[str, ...] = ()
    promises: tuple[Action, ...] = ()


def notes_in(text: str) -> list[str]:
    """The notes in a piped or pasted text: a line each; an indented line goes on with the note above it."""
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
    """A note as it is understood: when it was heard (UTC), what it says, what must be told of how it was read, and what
    is promised in lines below its first.
    """

    heard_at: dt.datetime
    parsed: ParsedLine
    notices: tuple[str, ...] = ()
    promised: tuple[ParsedLine, ...] = ()


def note_context(workspace: Workspace) -> LineContext:
    """What a note is read against: who is known, and today, looking back."""
    return line_context(workspace, looking_back=True)


def themes_used(workspace: Workspace) -> list[str]:
    """The themes of what was said lately, in the corridor and in meetings, those most used first."""
    notes, entries = workspace.private.all(CORRIDOR_NOTES), workspace.shared.all(ENTRIES)
    lately = chain(notes[-_LATELY:], entries[-_LATELY:])
    return [theme for theme, _count in Counter(chain.from_iterable(each.themes for each in lately)).most_common()]


def pasted_notes(text: str) -> list[str]:
    """The notes in a pasted text, as `notes_in`; the marks of a list or of quoted mail are taken off its lines."""
    notes = notes_in(text)
    firsts = split_paste("\n".join(note.partition("\n")[0] for note in notes), in_meeting_with_items=True).lines
    if len(firsts) != len(notes):
        return notes
    return [first + note[len(note.partition("\n")[0]) :] for first, note in zip(firsts, notes, strict=True)]


def hint_after(workspace: Workspace, logged: Sequence[Logged]) -> str:
    """The writing hint that one of these notes calls for, in the language in force; "" for none, while a meeting runs,
    and where hints are off.
    """
    if not workspace.settings.writing_hints or is_watched(workspace):
        return ""
    from kgw_tui.rules.writing_hints import writing_hint  # only after a note is safe

    directory = directory_of(workspace)
    hint_id = next(filter(None, (writing_hint(*_said_of(each, directory)) for each in logged)), None)
    hints = workspace.content(current_language()).corridor.writing_hint if hint_id else ()
    return next((each.hint for each in hints if each.id == hint_id), "")


def log_notes(workspace: Workspace, texts: list[str], *, record: str = "") -> list[Logged]:
    """Store each text as a corridor note, all of them durably or none; gives the notes with their handles.

    A note may begin with when it was heard (`gisteren 15:30`, `09:10`, `2026-11-03 11:15`); people and themes in it
    are found. One that begins with `!` is a promise: it stands under the note as an action of the writer's, as does
    each line below the first that begins so. Of several, one that is a day and nothing else (`maandag`, `23 nov:`) is
    that of those below it. `record` is the id of the first one, where that was given before. Raises Refused for a text
    that says nothing; of several, one with a mark alone is kept as it stands, and told.
    """
    read = read_notes(workspace, texts)
    if not read:
        raise Refused(_nothing())
    by = workspace.settings.writer
    promised = [_promises(each, by) for each in read]
    if any(promised):
        # All actions are numbered in one row; the name of what this is for would tell others of a private note.
        today = clock.today()
        with workspace.shared.transaction(NUMBERING, undoable=False) as tx:
            promised = [[_numbered(tx, each, today) for each in some] for some in promised]
    logged: list[Logged] = []
    with workspace.writing(workspace.private, "note.add") as tx:
        for (heard_at, parsed, notices, _below), made in zip(read, promised, strict=True):
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
            below = tuple(msgspec.structs.replace(each, parent=note.id) for each in made)
            for promise in below:
                tx.put(ENTRIES, promise)
            logged.append(Logged(note, notices, below))
    return logged


def read_notes(workspace: Workspace, texts: Sequence[str]) -> list[Read]:
    """What `log_notes` would make of these texts. Raises Refused for one alone that says nothing."""
    context = note_context(workspace)
    said = [text for text in texts if clean(text).strip()]
    if len(said) == 1:
        return [read_note(said[0], context)]
    read: list[Read] = []
    day: dt.date | None = None
    for number, text in enumerate(said):
        heading = _day_alone(text, context.calendar) if number + 1 < len(said) else None
        if heading is not None:
            day = heading
        else:
            read.append(_read_any(text, context, day))
    return read


def read_note(text: str, context: LineContext, day: dt.date | None = None) -> Read:
    """A note as it is understood, of `day` where it doesn't say another. Raises Refused for one that says nothing."""
    heard_at, words, told = _when(text, context.calendar, day)
    said, promised = _promised_below(words, context)
    parsed = parse_line(said, context)
    if parsed.kind is LineKind.PRIVATE and not parsed.refused:  # every note is private, so that the mark says nothing
        said = parsed.text
        parsed = parse_line(said, context)
    if parsed.refused or parsed.kind is LineKind.EMPTY:
        raise Refused(parsed.refused or _nothing())
    if parsed.kind not in _KEPT:
        parsed = parse_line("\\" + said, context)
    notices = tuple(
        notice.sentence for each in (parsed, *promised) for notice in each.notices if notice.telling in _TOLD
    )
    return Read(heard_at, parsed, (told, *notices) if told else notices, promised)


def _read_any(text: str, context: LineContext, day: dt.date | None) -> Read:
    """As `read_note`; a mark with nothing behind it is the text of the note, which is told."""
    try:
        return read_note(text, context, day)
    except Refused as refused:
        told = _("{sentence}; it is a note as it stands").format(sentence=refused)
        return Read(clock.now(), ParsedLine(LineKind.NOTE, text=clean(text).strip()), (told,))


def _promised_below(words: str, context: LineContext) -> tuple[str, tuple[ParsedLine, ...]]:
    """A note without the lines below its first that are promises, and these."""
    first, *others = words.split("\n")
    promised: list[ParsedLine] = []
    for line in others:
        parsed = parse_line(line, context) if line.startswith("!") else None
        if parsed is not None and parsed.kind is LineKind.ACTION and not parsed.refused:
            promised.append(parsed)
        else:
            first += f"\n{line}"
    return first, tuple(promised)


def _said_of(logged: Logged, directory: Directory) -> tuple[str, list[str], int]:
    """The text of a note, the people in it as they are called there, and how many of these nobody knows."""
    note = logged.note
    people = [who for who in note.mentions if who.person or who.name]
    if logged.promises and logged.promises[0].text == note.text:
        people = [who for who in people if who in logged.promises[0].mentions]  # an owner is needed to act
    names: list[str] = []
    for who in people:
        whole = directory.name(who)
        names.append(whole if fold(whole) in fold(note.text) else directory.short_name(who))
    return note.text, names, sum(1 for who in people if not who.person)


def _nothing() -> str:
    return _("there is nothing to note; give the text, or type it when asked")


def _when(text: str, calendar: Calendar, day: dt.date | None) -> tuple[dt.datetime, str, str]:
    """The moment (UTC) that the beginning of `text` names, the text without it, and what must be told of it.

    A time alone is that of `day`, else of today. Words for a day stay in the sentence ("gisteren vroeg Karim…") unless
    a time follows. A day without a time counts as its noon. Neither a day nor a time still to come is a moment at which
    something was heard.
    """
    time, rest = _time(text)
    if time is not None and _is_past(day or calendar.today, time):
        moment = _moment(day or calendar.today, time)
        return moment, rest, f"{_told(day, calendar)} {time:%H:%M}" if day else ""
    dated = _STAMP.match(text)
    reading = read_date(dated[1], calendar) if dated else None
    if dated and reading and reading.day <= calendar.today:
        time, rest = _time(text[dated.end() :])
        if time is not None and _is_past(reading.day, time):
            return _moment(reading.day, time), rest, f"{_told(reading.day, calendar)} {time:%H:%M}"
    found = read_date_prefix(text, calendar)
    if found is None or not found[1] or found[0].day >= calendar.today:
        return (_moment(day, _NOON), text, _told(day, calendar)) if day else (clock.now(), text, "")
    reading, behind = found
    figures = _FIGURES.search(text[: len(text) - len(behind)])
    return _moment(reading.day, _NOON), behind.lstrip(" :,") if figures else text, _told(reading.day, calendar)


def _day_alone(text: str, calendar: Calendar) -> dt.date | None:
    """The day that a line names, where it names one and nothing else, and not one to come; of a weekday the last."""
    words = text.strip().rstrip(":").strip()
    reading = None if "\n" in words else read_date(words, calendar)
    if reading is None:
        return None
    if reading.day <= calendar.today:
        return reading.day
    day_before = read_date(words, replace(calendar, today=calendar.today - dt.timedelta(days=1)))
    is_weekday = words.isalpha() and day_before is not None and (reading.day - day_before.day).days % 7 == 0
    last = reading.day - _WEEK
    return last if is_weekday and last <= calendar.today else None


def _told(day: dt.date, calendar: Calendar) -> str:
    return _("heard {day}").format(day=say_date(day, calendar.today, current_language()))


def _time(text: str) -> tuple[dt.time | None, str]:
    match = _TIME.match(text)
    return (dt.time(int(match[1]), int(match[2])), text[match.end() :].lstrip()) if match else (None, text)


def _is_past(day: dt.date, time: dt.time) -> bool:
    return _moment(day, time) <= clock.now() + _AHEAD


def _moment(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time).astimezone(dt.UTC)


def _promises(read: Read, by: str) -> list[Action]:
    own = (read.parsed,) if read.parsed.kind is LineKind.ACTION else ()
    return [_promise(each, by) for each in (*own, *read.promised)]


def _numbered(tx: Transaction, promise: Action, today: dt.date) -> Action:
    numbered = give_handle(tx, promise, today, confidential=False)
    assert isinstance(numbered, Action)
    return numbered


def _promise(parsed: ParsedLine, by: str) -> Action:
    owners = parsed.owners or ((Who(person=by),) if by else ())
    fields = {"kind": "action", "owners": owners, "due": parsed.day, "priority": parsed.priority}
    said = {"text": parsed.text, "mentions": parsed.mentions, "themes": parsed.themes}
    return msgspec.convert({**stamp(by), **fields, **said}, Action)
