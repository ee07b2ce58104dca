"""The life of minutes: draft, read through, sent, adopted; and what may follow what."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.records.meetings import Meeting, MinutesState

FOLLOWS: Final[dict[MinutesState, tuple[MinutesState, ...]]] = {
    "draft": ("reviewed", "sent", "adopted"),
    "reviewed": ("draft", "sent", "adopted"),
    "sent": ("draft", "adopted"),
    "adopted": (),
}
"""What minutes may become (WORD.md: concept → nagelezen → verzonden → vastgesteld).

A step may be passed over: the program reminds of the read-through and never stands in its way (PRODUCT.md, "Nudge,
never block"), and it is the meeting that adopts. They are a draft again when their text changes. What is adopted
stays, until the meeting is opened again.
"""


def reviewed(meeting: Meeting) -> Meeting:
    """The meeting with its minutes read through. Raises Refused while it isn't closed, and for what is past that."""
    return _become(meeting, "reviewed")


def sent(meeting: Meeting) -> Meeting:
    """The meeting with its minutes sent round. Raises Refused while it isn't closed, and when they are already."""
    return _become(meeting, "sent")


def adopted(meeting: Meeting, on: dt.date) -> Meeting:
    """The meeting with its minutes adopted `on` a day, that of the meeting which did so.

    Raises Refused while it isn't closed, when they are adopted already, and for a day before the meeting's own.
    """
    if on < meeting.date:
        raise Refused(_("minutes can't be adopted before the day of their meeting"))
    return msgspec.structs.replace(_become(meeting, "adopted"), adopted_on=on)


def edited(meeting: Meeting) -> Meeting:
    """The meeting after its text has changed: a draft again. Raises Refused when the minutes are adopted.

    When an action or question is due, what came of it, and when a decision is looked back on, is no text of the minutes
    but the life of what was agreed: it goes on after they are adopted, and is changed elsewhere than in them.
    """
    if meeting.minutes_state == "adopted":
        raise Refused(_("these minutes are adopted: open the meeting again to change them (Esc, then o)"))
    return msgspec.structs.replace(meeting, minutes_state="draft")


def reopened(meeting: Meeting) -> Meeting:
    """The meeting running again; its minutes are a draft, whatever they were. Raises Refused when it isn't closed."""
    _demand_closed(meeting)
    return msgspec.structs.replace(meeting, state="running", closed_at=None, minutes_state="draft", adopted_on=None)


def _become(meeting: Meeting, state: MinutesState) -> Meeting:
    _demand_closed(meeting)
    if state not in FOLLOWS[meeting.minutes_state]:
        sentences: dict[MinutesState, str] = {
            "draft": _("the minutes of {name} are a draft"),
            "reviewed": _("the minutes of {name} have been read through already"),
            "sent": _("the minutes of {name} have been sent already"),
            "adopted": _("the minutes of {name} have been adopted already"),
        }
        raise Refused(sentences[meeting.minutes_state].format(name=_name(meeting)))
    return msgspec.structs.replace(meeting, minutes_state=state)


def _demand_closed(meeting: Meeting) -> None:
    if meeting.state != "closed":
        raise Refused(_("{name} isn't closed; close it first").format(name=_name(meeting)))


def _name(meeting: Meeting) -> str:
    return meeting.handle or meeting.title
