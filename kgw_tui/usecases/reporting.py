"""Reporting back: whom to tell what came of what they said in the corridor, and that it was told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.capture.dates import say_date
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action, AnyEntry, Decision, Question
from kgw_tui.records.meetings import AgendaItem
from kgw_tui.records.people import Who
from kgw_tui.rules.corridor import raised_by
from kgw_tui.rules.promises import is_kept, is_promise
from kgw_tui.rules.reporting import Report
from kgw_tui.text import clean_line
from kgw_tui.usecases.links import Came, came_of
from kgw_tui.workspace import Workspace

_WAITING: Final = ("closed-with-reason", "to-agenda", "to-action", "to-knowledge-question")
"""What may have to be reported back, some time."""


@dataclass(frozen=True)
class Promise:
    """What was promised in the conversation of a note, and to whom (None: nobody is named)."""

    action: Action
    note: CorridorNote
    whom: Who | None


def reports_due(workspace: Workspace) -> list[Report]:
    """Whom to tell what, the longest waiting first: notes of which all that they became has ended (the meeting closed
    and the item dealt with or dropped, the action done, the question answered), or that were closed for a reason, and
    whoever said it hasn't heard of it.
    """
    found: list[Report] = []
    for outcome in _WAITING:
        for note in workspace.private.query(CORRIDOR_NOTES, outcome=outcome):
            report = report_of(workspace, note)
            if report is not None:
                found.append(report)
    return sorted(found, key=lambda report: (report.since, report.note.heard_at, report.note.id))


def report_of(workspace: Workspace, note: CorridorNote) -> Report | None:
    """What may be told of one note, and to whom; None while it goes on, once it was told, and with nobody to tell."""
    whom = raised_by(note, workspace.settings.writer)
    if whom is None or note.reported_on is not None or note.outcome not in _WAITING:
        return None
    if note.outcome == "closed-with-reason":
        return Report(note, whom, note.reason, note.settled_on or clock.today())
    came = came_of(workspace, note)
    becomes = [each for each in came if isinstance(each.record, AgendaItem) or each.private]
    ended = [_ended_on(each) for each in becomes]
    days = [day for day in ended if day is not None]
    if not days or len(days) < len(ended):
        return None
    said = [words for each in came if (words := _told(each))]
    return Report(note, whom, " · ".join(said) or _discussed(came), max(days))


def report_back(workspace: Workspace, note_id: str, words: str) -> CorridorNote:
    """Note that whoever said it has heard what came of it, in these words (may be ""); what was promised in that
    conversation is kept with it. Raises NotFound when the note is gone.
    """
    told, today = clean_line(words).strip(), clock.today()
    with workspace.writing(workspace.private, "note.report") as tx:
        note = tx.get(CORRIDOR_NOTES, note_id)
        if note is None:
            raise NotFound(_("that note is gone"))
        reported = msgspec.structs.replace(note, reported_on=today, told=told)
        tx.put(CORRIDOR_NOTES, reported)
        for entry in tx.query(ENTRIES, parent=note_id):
            if isinstance(entry, Action) and is_promise(entry, note) and not is_kept(entry):
                tx.put(ENTRIES, _kept(entry, told, today))
    return reported


def kept(workspace: Workspace, action_id: str, words: str = "") -> Action:
    """Note that a promise was kept: done, and whoever it was made to has heard it, with what came of it (may be "").

    Raises NotFound when it is gone, and Refused when it has been kept, or lapsed.
    """
    with workspace.writing(workspace.private, "promise.kept") as tx:
        entry = tx.get(ENTRIES, action_id)
        if not isinstance(entry, Action):
            raise NotFound(_("that promise is gone"))
        if is_kept(entry):
            raise Refused(_("{name} has been kept already, or has lapsed").format(name=entry.handle or entry.text))
        changed = _kept(entry, clean_line(words).strip(), clock.today())
        tx.put(ENTRIES, changed)
    return changed


def promises(workspace: Workspace, *, all_of_them: bool = False) -> list[Promise]:
    """What was promised in the corridor and isn't kept yet (or all of it): the soonest due first, no day last."""
    writer, found = workspace.settings.writer, list[Promise]()
    for entry in workspace.private.all(ENTRIES):
        note = workspace.private.get(CORRIDOR_NOTES, entry.parent) if isinstance(entry, Action) else None
        if not isinstance(entry, Action) or note is None or not is_promise(entry, note):
            continue
        if all_of_them or not is_kept(entry):
            found.append(Promise(entry, note, raised_by(note, writer)))
    return sorted(found, key=lambda each: (each.action.due or dt.date.max, each.action.id))


def _kept(entry: Action, words: str, today: dt.date) -> Action:
    closed_on = entry.closed_on or today
    outcome = words or entry.outcome
    return msgspec.structs.replace(entry, status="done", closed_on=closed_on, outcome=outcome, reported_on=today)


def _ended_on(came: Came) -> dt.date | None:
    """The day on which something that a note became ended; None while it goes on."""
    record, meeting = came.record, came.meeting
    if isinstance(record, AgendaItem):
        closed = meeting is not None and meeting.state == "closed" and record.state in {"done", "dropped"}
        return meeting.date if closed and meeting is not None else None
    if isinstance(record, Action | Question):
        return record.closed_on if record.status != "open" else None
    return None


def _told(came: Came) -> str:
    """What of it may be told outside: nothing of a confidential item, nothing that is held back."""
    record: AgendaItem | AnyEntry = came.record
    if came.confidential or isinstance(record, AgendaItem) or record.held_back:
        return ""
    if came.private:
        return record.outcome if isinstance(record, Action | Question) else ""
    if isinstance(record, Decision):
        return _("decided: {text}").format(text=record.text)
    return _("to be done: {text}").format(text=record.text) if isinstance(record, Action) else ""


def _discussed(came: list[Came]) -> str:
    """That it was discussed, where nothing else may be told."""
    for each in reversed(came):
        if isinstance(each.record, AgendaItem) and each.meeting is not None and not each.confidential:
            day = say_date(each.meeting.date, clock.today(), current_language())
            return _("discussed in {meeting} on {day}").format(meeting=each.meeting.title, day=day)
    return ""
