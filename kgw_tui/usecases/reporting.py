"""Reporting back: whom to tell what came of what they said in the corridor, and that it was told."""

from __future__ import annotations

import datetime as dt

import msgspec

from kgw_tui import clock
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.rules import reporting as rule
from kgw_tui.rules.corridor import raised_by
from kgw_tui.rules.promises import Promise, is_kept, is_over, is_promise
from kgw_tui.rules.reporting import TO_TELL_AT_ONCE, TO_TELL_LATER, Came, Report
from kgw_tui.store import Transaction
from kgw_tui.text import clean_line
from kgw_tui.usecases.acting import read_day, told_day
from kgw_tui.usecases.corridor_notes import alter_note
from kgw_tui.usecases.links import came_of
from kgw_tui.workspace import Workspace

__all__ = [
    "Promise",
    "Report",
    "kept",
    "leave_untold",
    "let_go",
    "promise_in",
    "promise_of",
    "promises",
    "report_back",
    "report_of",
    "reports_due",
    "soonest",
    "tell_later",
]


def reports_due(workspace: Workspace) -> list[Report]:
    """Whom to tell what, the longest waiting first: notes of which all that they became has ended, or that were closed
    for a reason or passed on, and whoever said it hasn't heard of it; but not before the day one put that off to.
    """
    found: list[Report] = []
    for outcome in (*TO_TELL_AT_ONCE, *TO_TELL_LATER):
        for note in workspace.private.query(CORRIDOR_NOTES, outcome=outcome):
            report = report_of(workspace, note)
            if report is not None and rule.is_due(report, clock.today()):
                found.append(report)
    return sorted(found, key=rule.waiting_longest)


def report_of(workspace: Workspace, note: CorridorNote, came: list[Came] | None = None) -> Report | None:
    """What may be told of one note, and to whom; None while it goes on, once it was told, and with nobody to tell.

    `came` is what came of it, where that is known already.
    """
    whom = raised_by(note, workspace.settings.writer)
    if whom is None or not rule.may_be_told(note):
        return None
    if note.outcome in TO_TELL_AT_ONCE:
        return Report(note, whom, rule.words_at_once(note), note.settled_on or clock.today())
    came = came_of(workspace, note) if came is None else came
    since = rule.ended_on(came)
    return Report(note, whom, rule.words_for(came, clock.today()), since) if since is not None else None


def report_back(workspace: Workspace, note_id: str, words: str) -> CorridorNote:
    """Note that whoever said it has heard what came of it, in these words (may be ""). What was promised in that
    conversation and done is kept with it; what is still open stays so. Raises NotFound when the note is gone.
    """
    told, today = clean_line(words).strip(), clock.today()

    def reported(tx: Transaction, note: CorridorNote) -> CorridorNote:
        for entry in tx.query(ENTRIES, parent=note_id):
            if isinstance(entry, Action) and entry.status == "done" and is_promise(entry, note) and not is_kept(entry):
                tx.put(ENTRIES, msgspec.structs.replace(entry, reported_on=today))
        return msgspec.structs.replace(note, reported_on=today, told=told, untold="", look_again=None)

    return alter_note(workspace, note_id, "note.report", reported)


def leave_untold(workspace: Workspace, note_id: str, why: str) -> CorridorNote:
    """Say why nobody has to hear what came of a note. Raises Refused without a reason, NotFound when it is gone."""
    reason = clean_line(why).strip()
    if not reason:
        raise Refused(_("why does nobody have to hear it? Say it in a few words"))
    return alter_note(workspace, note_id, "note.untold", lambda _tx, note: msgspec.structs.replace(note, untold=reason))


def tell_later(workspace: Workspace, note_id: str, words: str) -> str:
    """Put telling it off to the day that `words` say (CAPTURE.md, "Dates"); gives the day in words.

    Raises Refused for what is no day or a past one, and NotFound when the note is gone.
    """
    day = read_day(workspace, words)
    alter_note(workspace, note_id, "note.later", lambda _tx, note: msgspec.structs.replace(note, look_again=day))
    return told_day(day)


def kept(workspace: Workspace, action_id: str, words: str = "") -> Action:
    """Note that a promise was kept: done, and whoever it was made to has heard it, with what came of it (may be "").

    What was said to come of it when it was done stays. Where what became of its note may be told too, that was heard
    with it. Raises NotFound when it is gone, and Refused when it is no promise, has been kept, or has lapsed.
    """
    told, today = clean_line(words).strip(), clock.today()
    with workspace.writing(workspace.private, "promise.kept") as tx:
        entry, note = _demand_unkept(tx, action_id)
        came = " · ".join(dict.fromkeys(filter(None, (entry.outcome, told))))
        closed_on = entry.closed_on or today
        fields = {"status": "done", "closed_on": closed_on, "outcome": came, "reported_on": today}
        changed = msgspec.structs.replace(entry, **fields)
        tx.put(ENTRIES, changed)
        if report_of(workspace, note) is not None:
            tx.put(CORRIDOR_NOTES, msgspec.structs.replace(note, reported_on=today, told=told, look_again=None))
    return changed


def let_go(workspace: Workspace, action_id: str, why: str) -> Action:
    """Let a promise that was done lapse, since nobody has to hear of it, for a reason.

    Raises Refused without one, and when it has been kept or has lapsed; NotFound when it is gone.
    """
    reason = clean_line(why).strip()
    if not reason:
        raise Refused(_("why does nobody have to hear it? Say it in a few words"))
    with workspace.writing(workspace.private, "action.outcome") as tx:
        entry, _note = _demand_unkept(tx, action_id)
        outcome = " · ".join(filter(None, (entry.outcome, reason)))
        changed = msgspec.structs.replace(entry, status="dropped", closed_on=clock.today(), outcome=outcome)
        tx.put(ENTRIES, changed)
    return changed


def promise_of(workspace: Workspace, action: Action) -> Promise | None:
    """What was promised, and in which conversation to whom; None when it is no promise."""
    note = workspace.private.get(CORRIDOR_NOTES, action.parent) if action.parent else None
    return promise_in(workspace, action, note) if note is not None else None


def promise_in(workspace: Workspace, action: Action, note: CorridorNote) -> Promise | None:
    """The same, where the note is known already."""
    return Promise(action, note, raised_by(note, workspace.settings.writer)) if is_promise(action, note) else None


def promises(workspace: Workspace, *, all_of_them: bool = False) -> list[Promise]:
    """What was promised in the corridor and isn't kept yet (or all of it): the soonest due first, no day last."""
    found: list[Promise] = []
    for entry in workspace.private.all(ENTRIES):
        promise = promise_of(workspace, entry) if isinstance(entry, Action) else None
        if promise is not None and (all_of_them or not is_over(promise)):
            found.append(promise)
    return sorted(found, key=soonest)


def soonest(promise: Promise) -> tuple[dt.date, str]:
    """What puts promises in the order in which they are due, those without a day last."""
    return promise.action.due or dt.date.max, promise.action.id


def _demand_unkept(tx: Transaction, action_id: str) -> tuple[Action, CorridorNote]:
    """A promise that is still to be kept, and its note."""
    entry = tx.get(ENTRIES, action_id)
    if not isinstance(entry, Action):
        raise NotFound(_("that promise is gone"))
    note = tx.get(CORRIDOR_NOTES, entry.parent) if entry.parent else None
    if note is None or not is_promise(entry, note):
        raise Refused(_("only what was promised in the corridor is reported back"))
    if is_kept(entry):
        raise Refused(_("{name} has been kept already, or has lapsed").format(name=entry.handle or entry.text))
    return entry, note
