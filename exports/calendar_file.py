"""Due dates and review dates for a calendar program (iCalendar, RFC 5545).

An action is a to-do, the meeting and the review of a decision are events. Two kinds of component need
neither time zones nor recurrence, which are what a library is for; folding and escaping are the few lines below.
The uids come from the records, so that importing a newer file brings the calendar up to date.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

from kgw_tui.errors import NotFound
from kgw_tui.i18n import _, language
from kgw_tui.records.entries import Action, ActionStatus, Decision
from kgw_tui.records.record import Record
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.dossier import Dossier
from kgw_tui.rules.wording import date_text

from .earlier import open_before, settled
from .opening import meeting_name
from .options import ExportOptions, Genre
from .reading import Part, read
from .wordml import legal

_FOLD: Final = 75
_STATUSES: Final[dict[ActionStatus, str]] = {"open": "NEEDS-ACTION", "done": "COMPLETED", "dropped": "CANCELLED"}
_ESCAPED: Final = re.compile(r"([\\;,])")


def calendar(dossiers: Sequence[Dossier], genre: Genre, options: ExportOptions) -> bytes:
    """Actions (genre `actions`), reviews of decisions (`decisions`), or both with the meeting itself (`minutes`).

    Raises NotFound when there is nothing: an empty calendar isn't one (RFC 5545, 3.6).
    """
    with language(options.language):
        lines: list[str] = []
        if genre == "minutes":
            lines += (line for dossier in dossiers for line in _event(dossier))
        if genre != "decisions":
            lines += _actions(dossiers, options)
        if genre != "actions":
            lines += _reviews(dossiers, options)
        return in_calendar(lines)


def in_calendar(lines: Sequence[str]) -> bytes:
    """A calendar of components, in the language in force. Raises NotFound for none: an empty calendar isn't one."""
    if not lines:
        raise NotFound(_("there is no action or review date here to put into a calendar"))
    whole = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//kgw//kgw//EN",
        "CALSCALE:GREGORIAN",
        *lines,
        "END:VCALENDAR",
    ]
    return "".join(fold(line) + "\r\n" for line in whole).encode("utf-8", "replace")


def todo(directory: Directory, action: Action, text: str, source: str, *, private: bool = False) -> Iterator[str]:
    """The lines of an action as a to-do; `source` says where it was agreed."""
    owners = directory.names(action.owners)
    number = f"{action.handle}: " if action.handle else ""
    yield "BEGIN:VTODO"
    yield f"UID:{action.id}@kgw"
    yield f"DTSTAMP:{_stamp(action)}"
    yield f"SUMMARY:{escape_text(f'{number}{text} ({owners})' if owners else f'{number}{text}')}"
    if action.due:
        yield f"DUE;VALUE=DATE:{action.due:%Y%m%d}"
    yield f"STATUS:{_STATUSES[action.status]}"
    if action.priority:
        yield "PRIORITY:1"
    if private:
        yield "CLASS:PRIVATE"
    yield from _description(source, action.outcome)
    yield "END:VTODO"


def review(decision: Decision, text: str, source: str) -> Iterator[str]:
    """The lines of an event on the day on which a decision that holds is looked back on; none without such a day."""
    if decision.review is None or decision.state in {"withdrawn", "replaced"}:
        return
    number = f"{decision.handle}: " if decision.handle else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{decision.id}-review@kgw"
    yield f"DTSTAMP:{_stamp(decision)}"
    yield f"DTSTART;VALUE=DATE:{decision.review:%Y%m%d}"
    summary = _("Look back on decision {text}").format(text=number + text)
    yield f"SUMMARY:{escape_text(summary)}"
    yield "TRANSP:TRANSPARENT"
    yield from _description(source, decision.measure)
    yield "END:VEVENT"


def said_in(meeting: str, day: dt.date, item: str) -> str:
    """Where something was said: the meeting, its day and the item."""
    where = f"{meeting}, {date_text(day)}"
    return f"{where}: {item}" if item else where


def fold(line: str) -> str:
    """`line` in pieces of at most 75 bytes of UTF-8, as RFC 5545 (3.1) folds them; no character is cut."""
    pieces: list[str] = []
    piece, size = "", 0
    for char in line:
        width = len(char.encode("utf-8", "replace"))
        if size + width > _FOLD:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += width
    return "\r\n".join([*pieces, piece])


def escape_text(text: str) -> str:
    """`text` as a TEXT value (RFC 5545, 3.3.11)."""
    return _ESCAPED.sub(r"\\\1", legal(text)).replace("\n", r"\n")


def _actions(dossiers: Sequence[Dossier], options: ExportOptions) -> Iterator[str]:
    """Those of earlier meetings too: what is still open, and what ended here, so that it ends in the calendar."""
    for before in (*open_before(dossiers, options), *settled(dossiers, options)):
        if isinstance(before.entry, Action):
            source = said_in(before.meeting.title or _("Meeting"), before.meeting.date, before.item)
            yield from todo(before.dossier.directory, before.entry, before.entry.text, source)
    for dossier in dossiers:
        for part, line, action in read(dossier, options).of(Action):
            yield from todo(dossier.directory, action, line.text, _source(dossier, part))


def _event(dossier: Dossier) -> Iterator[str]:
    """The meeting, at the time on the wall where it is held; of the whole day where its time isn't known."""
    meeting = dossier.meeting
    yield "BEGIN:VEVENT"
    yield f"UID:{meeting.id}@kgw"
    yield f"DTSTAMP:{_stamp(meeting)}"
    if meeting.start:
        yield f"DTSTART:{meeting.date:%Y%m%d}T{meeting.start:%H%M%S}"
    else:
        yield f"DTSTART;VALUE=DATE:{meeting.date:%Y%m%d}"
    if meeting.start and meeting.end and meeting.end > meeting.start:
        yield f"DTEND:{meeting.date:%Y%m%d}T{meeting.end:%H%M%S}"
    yield f"SUMMARY:{escape_text(meeting_name(dossier))}"
    if meeting.place:
        yield f"LOCATION:{escape_text(meeting.place)}"
    yield "END:VEVENT"


def _reviews(dossiers: Sequence[Dossier], options: ExportOptions) -> Iterator[str]:
    for dossier in dossiers:
        for part, line, decision in read(dossier, options).of(Decision):
            yield from review(decision, line.text, _source(dossier, part))


def _description(*texts: str) -> Iterator[str]:
    known = [text for text in texts if text]
    if known:
        yield "DESCRIPTION:" + escape_text("\n".join(known))


def _source(dossier: Dossier, part: Part) -> str:
    return said_in(meeting_name(dossier), dossier.meeting.date, part.title)


def _stamp(record: Record) -> str:
    return f"{(record.changed_at or record.created_at).astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
