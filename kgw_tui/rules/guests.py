"""Guests for items of a meeting: who comes for which, kept by the numbers of the items (CAPTURE.md, "The file")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from kgw_tui.records.meetings import Attendee
from kgw_tui.records.people import Who


def guests_of(attendees: Iterable[Attendee], number: int) -> list[Who]:
    """Who comes for the item with this number, counted from 1."""
    return [attendee.who for attendee in attendees if attendee.guest and number in attendee.guest_items]


def with_guests(attendees: Sequence[Attendee], number: int, guests: Sequence[Who]) -> tuple[Attendee, ...]:
    """The attendees with these as the guests for the item with this number, and no others.

    Who comes for no item any more isn't a guest; who wasn't one yet is expected. Somebody of the meeting itself, or a
    guest for all of it, stays what they are.
    """
    kept: list[Attendee] = []
    for attendee in attendees:
        numbers = attendee.guest_items
        if not numbers:
            kept.append(attendee)
            continue
        theirs = set(numbers) - {number} | ({number} if attendee.who in guests else set[int]())
        if theirs:
            kept.append(msgspec.structs.replace(attendee, guest_items=tuple(sorted(theirs))))
    known = {attendee.who for attendee in attendees}
    new = [who for who in dict.fromkeys(guests) if who not in known]
    return (*kept, *(Attendee(who, present=None, guest=True, guest_items=(number,)) for who in new))
