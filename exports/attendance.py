"""The heading of minutes: who was there, for which part, who was not, and who gets a copy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kgw_tui.i18n import _
from kgw_tui.records.entries import Movement
from kgw_tui.records.meetings import Attendee
from kgw_tui.records.people import Who
from kgw_tui.rules.dossier import Dossier

NAMED_UP_TO: Final = 15
"""With more people present than this, the heading gives a count and the names stand in an attached list (WORD.md)."""


@dataclass(frozen=True)
class Somebody:
    """A name in the heading, and what is said of it: "voorzitter", "vanaf 13:25", "mk", "punt 2".

    `leads` marks the chair and the minute-taker.
    """

    name: str
    remarks: tuple[str, ...] = ()
    leads: bool = False

    def __str__(self) -> str:
        """The name with its remarks in brackets."""
        return f"{self.name} ({', '.join(self.remarks)})" if self.remarks else self.name


@dataclass(frozen=True)
class Attendance:
    """Who was present (chair first, then the minute-taker), guests, absent ones, and who gets a copy."""

    present: tuple[Somebody, ...]
    guests: tuple[Somebody, ...]
    absent: tuple[Somebody, ...]
    copies_to: tuple[str, ...]


def attendance(dossier: Dossier) -> Attendance:
    """The attendance of a meeting. The times of those who came late or left early come from the movements.

    The chair and the minute-taker are there unless the record says that they weren't. Somebody who was announced
    as absent and came in after all was present from then.
    """
    meeting = dossier.meeting
    known = {attendee.who: attendee for attendee in meeting.attendees}
    moves = _moves(dossier.movements)
    present: list[Somebody] = []
    guests: list[Somebody] = []
    absent: list[Somebody] = []
    leading = [who for who in (meeting.chair, meeting.minute_taker) if who is not None]
    for who in dict.fromkeys([*leading, *known, *moves]):
        attendee = known.get(who) or Attendee(who)
        name = dossier.directory.name(who)
        when = _when(moves.get(who, []))
        if not attendee.present and not any(move.arrives for move in moves.get(who, [])):
            absent.append(Somebody(name, (*_duties(dossier, who), *_notice(attendee.notice))))
        elif attendee.guest:
            guests.append(Somebody(name, (*_items(attendee.guest_items), *when)))
        else:
            present.append(Somebody(name, (*_duties(dossier, who), *when), leads=who in leading))
    copies = tuple(dossier.directory.name(who) for who in meeting.copies_to)
    return Attendance(tuple(present), tuple(guests), tuple(absent), copies)


def _moves(movements: Iterable[Movement]) -> dict[Who, list[Movement]]:
    moves: dict[Who, list[Movement]] = {}
    for movement in movements:
        if movement.held_back:
            continue
        moves.setdefault(movement.who, []).append(movement)
    return moves


def _duties(dossier: Dossier, who: Who) -> tuple[str, ...]:
    meeting = dossier.meeting
    duties: list[str] = []
    if who == meeting.chair:
        duties.append(_("chair"))
    if who == meeting.minute_taker:
        duties.append(_("minute-taker"))
    return tuple(duties)


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


def _items(numbers: tuple[int, ...]) -> tuple[str, ...]:
    if not numbers:
        return ()
    if len(numbers) == 1:
        return (_("item {number}").format(number=numbers[0]),)
    listed = ", ".join(map(str, numbers[:-1]))
    return (_("items {numbers} and {last}").format(numbers=listed, last=numbers[-1]),)
