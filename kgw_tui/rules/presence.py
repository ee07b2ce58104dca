"""Who was present when: the opening of the meeting, and those who came and went after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from typing import Literal

from kgw_tui.records.entries import AnyEntry, Movement
from kgw_tui.records.meetings import Attendee, Meeting
from kgw_tui.records.people import Who

Presence = Literal["present", "absent", "unknown"]


def presence(
    meeting: Meeting, entries: Iterable[AnyEntry], who: Who, at: AnyEntry | None = None, item_number: int = 0
) -> Presence:
    """Whether `who` was there when `at` was written (None: at the end).

    What was last said about them counts: a movement before `at`, else the opening. Somebody of whom nothing is
    known is `unknown`, which is never shown as present (CAPTURE.md, "The file"). Of somebody who only left, it
    follows that they were there before; of somebody who only arrived, that they were not. A guest for some items
    who came was there when `at` stands in one of them, of which `item_number` is the number, and not in another.
    """
    moves = [entry for entry in entries if isinstance(entry, Movement) and entry.who == who]
    before = [move for move in moves if at is None or _goes_before(move, at)]
    if before:
        last = reduce(lambda one, other: other if _goes_before(one, other) else one, before)
        return "present" if last.arrives else "absent"
    opening = next((attendee for attendee in meeting.attendees if attendee.who == who), None)
    if moves:
        first = reduce(lambda one, other: other if _goes_before(other, one) else one, moves)
        return "absent" if first.arrives else "present"
    if opening is None:
        return "unknown"
    if opening.present is None:
        return "unknown"
    if opening.present and opening.guest_items:
        if item_number in opening.guest_items:
            return "present"
        return "absent" if item_number else "unknown"
    return "present" if opening.present else "absent"


def _goes_before(move: Movement, at: AnyEntry) -> bool:
    """By the times on the wall where both are known and differ (`/weg @jan 14:05` is typed later), else by order."""
    if move.time and at.time and move.time != at.time:
        return move.time < at.time
    return (move.order, move.id) < (at.order, at.id)


def with_attendee(attendees: tuple[Attendee, ...], attendee: Attendee) -> tuple[Attendee, ...]:
    """The attendees with `attendee` in the place of what was known of them, or added at the end."""
    if any(known.who == attendee.who for known in attendees):
        return tuple(attendee if known.who == attendee.who else known for known in attendees)
    return (*attendees, attendee)


def moment_text(time: dt.time | None) -> str:
    """A time on the wall as it is written: 13:05; "" for none."""
    return time.strftime("%H:%M") if time else ""
