"""What was promised in the corridor: kept only when whoever it was promised to has heard what came of it.

That is whoever said what stands in the note (`rules/corridor.py`, `raised_by`).
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Action
from kgw_tui.records.people import Who

DAYS: Final = 7
"""Days after a conversation in which somebody may expect to hear of a promise that was made without a day."""


class Promise(msgspec.Struct, frozen=True):
    """What was promised in the conversation of a note, and to whom (None: nobody is named)."""

    action: Action
    note: CorridorNote
    whom: Who | None


def is_promise(action: Action, note: CorridorNote) -> bool:
    """Whether an action was promised in the conversation that `note` tells of, and isn't what the note became."""
    return action.parent == note.id and action.id not in note.became


def is_kept(action: Action) -> bool:
    """Whether a promise was kept (done, and whoever it was made to has heard what came of it), or lapsed."""
    return action.status == "dropped" or (action.status == "done" and action.reported_on is not None)


def is_over(promise: Promise) -> bool:
    """Whether nothing is left of a promise: it was kept, or done where there is nobody to tell, or it has lapsed."""
    return is_kept(promise.action) or (promise.action.status == "done" and promise.whom is None)


def expected_on(promise: Promise) -> dt.date:
    """The day on which a promise is to be kept: its own; without one, a week after the conversation."""
    return promise.action.due or promise.note.heard_at.astimezone().date() + dt.timedelta(days=DAYS)
