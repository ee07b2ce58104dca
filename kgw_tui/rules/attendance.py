"""Who was at a meeting, in words, for screens and documents alike: for which part, who was not, who gets a copy."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

import msgspec

from kgw_tui.i18n import _
from kgw_tui.records.entries import Movement
from kgw_tui.records.meetings import Attendee
from kgw_tui.records.people import Who
from kgw_tui.rules.dossier import Dossier

NAMED_UP_TO: Final = 15
"""With more people present than this, the heading gives a count and the names stand in an attached list (WORD.md)."""


class Somebody(msgspec.Struct, frozen=True):
    """A name in the heading, and what is said of it: "voorzitter", "vanaf 13:25", "mk", "punt 2".

    `leads` marks the chair and the minute-taker.
    """

    name: str
    remarks: tuple[str, ...] = ()
    leads: bool = False

    def __str__(self) -> str:
        """The name with its remarks in brackets."""
        return f"{self.name} ({', '.join(self.remarks)})" if self.remarks else self.name


class Attendance(msgspec.Struct, frozen=True):
    """Who was present (chair first, then the minute-taker), guests, absent ones, those of whom nobody noted whether
    they were there, and who gets a copy.
    """

    present: tuple[Somebody, ...]
    guests: tuple[Somebody, ...]
    absent: tuple[Somebody, ...]
    unknown: tuple[Somebody, ...]
    copies_to: tuple[str, ...]


def attendance(dossier: Dossier, *, general: bool = True) -> Attendance:
    """The attendance of a meeting. The times of those who came late or left early come from the movements.

    The chair and the minute-taker are there unless the record says otherwise. Somebody who was announced as absent
    and came in after all was present from then. Who was expected, and of whom nothing was said, is unknown (CAPTURE.md:
    "unknown is never shown as present"). In a `general` document nobody stands who was a guest of confidential items
    alone: that would tell of them (see `walled_off`).
    """
    meeting = dossier.meeting
    known = {attendee.who: attendee for attendee in meeting.attendees}
    moves = _moves(dossier.movements)
    present: list[Somebody] = []
    guests: list[Somebody] = []
    absent: list[Somebody] = []
    unknown: list[Somebody] = []
    walled = confidential_items(dossier) if general else frozenset[int]()
    hidden = walled_off(dossier) if general else frozenset[Who]()
    leading = [who for who in (meeting.chair, meeting.minute_taker) if who is not None]
    for who in dict.fromkeys([*leading, *known, *moves]):
        attendee = known.get(who) or Attendee(who)
        if who in hidden:
            continue
        name = dossier.directory.name(who)
        when = _when(moves.get(who, []))
        if attendee.present is None and not moves.get(who):
            unknown.append(Somebody(name, (*_duties(dossier, who), *_guest_items(attendee, walled))))
        elif attendee.present is False and not any(move.arrives for move in moves.get(who, [])):
            absent.append(Somebody(name, (*_duties(dossier, who), *_notice(attendee.notice))))
        elif attendee.guest:
            guests.append(Somebody(name, (*_guest_items(attendee, walled), *when)))
        else:
            present.append(Somebody(name, (*_duties(dossier, who), *when), leads=who in leading))
    copies = tuple(dossier.directory.name(who) for who in meeting.copies_to)
    return Attendance(tuple(present), tuple(guests), tuple(absent), tuple(unknown), copies)


def confidential_items(dossier: Dossier) -> frozenset[int]:
    """The numbers of the confidential items."""
    return frozenset(section.number for section in dossier.sections if section.confidential)


def walled_off(dossier: Dossier) -> frozenset[Who]:
    """Those who were there for confidential items alone: guests for them, and those of whom no more is known than that
    they came and went in them.
    """
    items = confidential_items(dossier)
    known = {attendee.who for attendee in dossier.meeting.attendees} | {
        dossier.meeting.chair,
        dossier.meeting.minute_taker,
    }
    inside, outside = set[Who](), set[Who]()
    for section in dossier.sections:
        moved = {entry.who for entry in section.entries if isinstance(entry, Movement)}
        (inside if section.confidential else outside).update(moved)
    guests = (each.who for each in dossier.meeting.attendees if each.guest_items and items.issuperset(each.guest_items))
    return frozenset((*guests, *(inside - outside - known)))


def _moves(movements: Iterable[Movement]) -> dict[Who, list[Movement]]:
    moves: dict[Who, list[Movement]] = {}
    for movement in movements:
        if movement.held_back:
            continue
        moves.setdefault(movement.who, []).append(movement)
    return moves


def _duties(dossier: Dossier, who: Who) -> tuple[str, ...]:
    meeting = dossier.meeting
    if who == meeting.chair == meeting.minute_taker:
        return (_("chair and minute-taker"),)
    if who == meeting.chair:
        return (_("chair"),)
    return (_("minute-taker"),) if who == meeting.minute_taker else ()


def _when(moves: list[Movement]) -> tuple[str, ...]:
    """ "vanaf 13:25", "tot 14:05", "13:25–14:05"; a movement without a time says only that it wasn't the whole."""
    spans: list[str] = []
    since: str | None = None
    for move in moves:
        at = move.time.strftime("%H:%M") if move.time else ""
        if not at:
            return (_("part of the meeting"),)
        if move.arrives:
            since = at
        else:
            spans.append(f"{since}–{at}" if since else _("until {time}").format(time=at))
            since = None
    if since:
        spans.append(_("from {time}").format(time=since))
    return tuple(spans)


def _notice(notice: bool | None) -> tuple[str, ...]:
    return () if notice is None else (_("apologies") if notice else _("no notice"),)


def _guest_items(attendee: Attendee, walled: Collection[int]) -> tuple[str, ...]:
    return _items(tuple(number for number in attendee.guest_items if number not in walled))


def _items(numbers: tuple[int, ...]) -> tuple[str, ...]:
    if not numbers:
        return ()
    if len(numbers) == 1:
        return (_("item {number}").format(number=numbers[0]),)
    listed = ", ".join(map(str, numbers[:-1]))
    return (_("items {numbers} and {last}").format(numbers=listed, last=numbers[-1]),)
