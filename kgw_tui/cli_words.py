"""The words of the commands for what records store as codes."""

from __future__ import annotations

import datetime as dt
from typing import Final

from kgw_tui import clock
from kgw_tui.i18n import N_, _
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Question, kind_of
from kgw_tui.records.meetings import Meeting
from kgw_tui.rules.numbers import told_successor

KINDS: Final[dict[str, str]] = {
    "note": N_("note"),
    "action": N_("action"),
    "question": N_("question"),
    "assumption": N_("assumption"),
    "decision": N_("decision"),
    "evidence": N_("evidence"),
    "parked": N_("parked"),
    "movement": N_("who came or went"),
}
PURPOSES: Final[dict[str, str]] = {
    "glance": N_("glance"),
    "development": N_("development"),
    "peer": N_("peer visit"),
    "learning-walk": N_("learning walk"),
    "lesson-study": N_("lesson study"),
    "appraisal": N_("appraisal"),
}
_STATES: Final[dict[str, str]] = {
    "open": N_("open"),
    "done": N_("done"),
    "dropped": N_("dropped"),
    "answered": N_("answered"),
    "untested": N_("still to be checked"),
    "holds": N_("holds"),
    "partly": N_("holds in part"),
    "refuted": N_("does not hold"),
    "unknown": N_("we don't know"),
    "accepted-risk": N_("risk taken"),
    "parked": N_("parked"),
    "proposed": N_("proposed"),
    "for-advice": N_("for advice"),
    "for-consent": N_("for consent"),
    "definite": N_("definite"),
    "withdrawn": N_("withdrawn"),
    "replaced": N_("replaced"),
    "planned": N_("planned"),
    "running": N_("running"),
    "draft": N_("draft"),
    "reviewed": N_("read through"),
    "sent": N_("sent"),
    "adopted": N_("adopted"),
}


def kind_word(entry: AnyEntry) -> str:
    """What kind of entry it is."""
    return _(KINDS[kind_of(entry)])


def entry_state(entry: AnyEntry) -> str:
    """Where an entry stands; an open action or question past its day is late; "" for a kind that has no state."""
    match entry:
        case Action() | Question():
            late = entry.status == "open" and entry.due is not None and entry.due < clock.today()
            return _("late") if late else _(_STATES[entry.status])
        case Assumption():
            return _(_STATES[entry.status])
        case Decision() if entry.state == "replaced" and (number := told_successor(entry)):
            return _("replaced by {number}").format(number=number)
        case Decision():
            return _(_STATES[entry.state])
        case _:
            return ""


def meeting_state(meeting: Meeting) -> str:
    """Where a meeting stands: planned, running, or, once closed, what its minutes are."""
    return _(_STATES[meeting.minutes_state if meeting.state == "closed" else meeting.state])


def day_text(day: dt.date | None) -> str:
    """A day as the commands write it: ISO; "" for none."""
    return day.isoformat() if day else ""


def time_text(time: dt.time | None) -> str:
    """A time on the wall: 13:05; "" for none."""
    return f"{time:%H:%M}" if time else ""
