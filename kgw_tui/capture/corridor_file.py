"""A file of corridor notes, read: `date time @person kind #theme`, with text and promises (`!`) indented under it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import msgspec

from kgw_tui.capture.dates import Calendar
from kgw_tui.capture.kinds import CORRIDOR_KINDS
from kgw_tui.capture.line import parse_line
from kgw_tui.capture.marks import NameMark, ThemeMark, read_marks
from kgw_tui.capture.moments import Block, blocks, moment, stray_notice
from kgw_tui.capture.parsed import LineContext, LineKind, Notice, ParsedLine
from kgw_tui.capture.states import with_status
from kgw_tui.capture.statuses import read_status
from kgw_tui.i18n import language as in_language
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Action
from kgw_tui.records.people import Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import Directory


@dataclass(frozen=True)
class ReadCorridor:
    """Corridor notes without handles, and what was promised in them: actions whose parent is the note."""

    notes: tuple[CorridorNote, ...] = ()
    promises: tuple[Action, ...] = ()
    notices: tuple[tuple[int, Notice], ...] = ()


def read_corridor(
    text: str, known: Directory, today: dt.date, language: str, *, calendar: Calendar | None = None
) -> ReadCorridor:
    """Read a file of corridor notes; never raises. Dates of promises are read against the date of their note."""
    base = replace(calendar or Calendar(today), language=language)
    notes: list[CorridorNote] = []
    promises: list[Action] = []
    notices: list[tuple[int, Notice]] = []
    with in_language(language):
        for block in blocks(text, today):
            note, promised, told = _note(block, LineContext(known, replace(base, today=block.date), live=False))
            notes.append(note)
            promises += promised
            notices += [stray_notice(block), *told] if block.stray else told
    return ReadCorridor(tuple(notes), tuple(promises), tuple(sorted(notices, key=lambda told: told[0])))


def _note(block: Block, context: LineContext) -> tuple[CorridorNote, list[Action], list[tuple[int, Notice]]]:
    by = context.directory.writer
    kind, people, themes, said = _heading(block, context)
    notices: list[tuple[int, Notice]] = []
    promised: list[ParsedLine] = []
    for line in block.lines:
        parsed = parse_line(line.text, context)
        if parsed.kind is LineKind.ACTION and not parsed.refused:
            promised.append(parsed)
            notices += [(line.number, notice) for notice in parsed.notices]
        else:
            said.append(line.text)
    text = _text("\n".join(said), replace(context, live=True))
    note = msgspec.convert(
        {
            **stamp(by),
            "heard_at": moment(block.date, block.time),
            "text": text.text,
            "mentions": tuple(dict.fromkeys((*people, *text.mentions))),
            "themes": tuple(dict.fromkeys((*themes, *text.themes))),
            "kind": kind,
        },
        CorridorNote,
    )
    notices += [(block.number, notice) for notice in text.notices]
    return note, [_promise(note, parsed, by) for parsed in promised], notices


def _text(said: str, context: LineContext) -> ParsedLine:
    """The text of a note with its people and themes; a mark of a kind at its beginning is a part of it."""
    parsed = parse_line(said, context)
    return parsed if parsed.kind in {LineKind.NOTE, LineKind.EMPTY} else parse_line(f"\\{said}", context)


def _heading(block: Block, context: LineContext) -> tuple[str, list[Who], list[str], list[str]]:
    """The kind, the people and the themes behind the moment of a note, and what else stands there, which is text."""
    kind = ""
    people: list[Who] = []
    themes: list[str] = []
    rest: list[str] = []
    for word in block.words:
        pieces = list(read_marks(word, context.directory, None))
        piece = pieces[0] if len(pieces) == 1 else None
        if isinstance(piece, NameMark):
            people.append(piece.who)
        elif isinstance(piece, ThemeMark):
            themes.append(piece.theme)
        elif word in CORRIDOR_KINDS and not kind and not rest:
            kind = word
        else:
            rest.append(word)
    return kind, people, themes, [" ".join(rest)] if rest else []


def _promise(note: CorridorNote, parsed: ParsedLine, by: str) -> Action:
    fields: dict[str, object] = {
        **stamp(by),
        "kind": "action",
        "parent": note.id,
        "text": parsed.text,
        "owners": parsed.owners or ((Who(person=by),) if by else ()),
        "due": parsed.day,
        "priority": parsed.priority,
        "mentions": parsed.mentions,
        "themes": parsed.themes,
    }
    action = msgspec.convert(fields, Action)
    for words in parsed.statuses:
        status = read_status(words)
        changed = with_status(action, status) if status else None
        action = changed if isinstance(changed, Action) else action
    return action
