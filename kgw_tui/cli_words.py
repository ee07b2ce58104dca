"""The words of the commands for what records store as codes."""

from __future__ import annotations

import datetime as dt

from kgw_tui import clock
from kgw_tui.i18n import _
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Question
from kgw_tui.rules.promises import is_kept
from kgw_tui.rules.wording import PURPOSES, outcome_word, state_word, task_word

__all__ = ["PURPOSES", "day_text", "entry_state", "promise_state", "time_text"]


def entry_state(entry: AnyEntry) -> str:
    """Where an entry stands; an open action or question past its day is late; "" for a kind that has no state."""
    match entry:
        case Action() | Question():
            late = entry.status == "open" and entry.due is not None and entry.due < clock.today()
            return _("late") if late else task_word(entry)
        case Assumption():
            return outcome_word(entry)
        case Decision():
            return state_word(entry)
        case _:
            return ""


def promise_state(action: Action) -> str:
    """Where a promise stands: done isn't kept before whoever it was made to has heard of it."""
    if is_kept(action) and action.status == "done":
        return _("kept")
    return _("to be reported back") if action.status == "done" else entry_state(action)


def day_text(day: dt.date | None) -> str:
    """A day as the commands write it: ISO; "" for none."""
    return day.isoformat() if day else ""


def time_text(time: dt.time | None) -> str:
    """A time on the wall: 13:05; "" for none."""
    return f"{time:%H:%M}" if time else ""
