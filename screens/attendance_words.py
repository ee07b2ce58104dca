"""Who was there, from when until when, in words."""

from __future__ import annotations

from kgw_tui.i18n import _
from kgw_tui.records.meetings import Attendee
from kgw_tui.records.people import Who
from kgw_tui.rules.dossier import Dossier
from kgw_tui.rules.presence import moment_text

from .words import opening_whos


def roll(dossier: Dossier) -> list[str]:
    """The names of who were there: at the opening first, then who came later; with the times of coming and going."""
    unsaid = {each.who for each in dossier.meeting.attendees if each.present is None}
    opening = [who for who in opening_whos(dossier) if who not in unsaid]
    moved = [movement.who for movement in dossier.movements]
    guests = {each.who: each for each in dossier.meeting.attendees if each.guest}
    return [_one(dossier, who, guests.get(who)) for who in dict.fromkeys([*opening, *moved])]


def absence_word(attendee: Attendee) -> str:
    """How somebody was absent: with notice, without, or nobody knows."""
    if attendee.notice is None:
        return _("absent")
    return _("absent, with notice") if attendee.notice else _("absent, without notice")


def _one(dossier: Dossier, who: Who, guest: Attendee | None) -> str:
    notes = [_guest(guest)] if guest else []
    for movement in (each for each in dossier.movements if each.who == who):
        words = _("from {time}") if movement.arrives else _("until {time}")
        notes.append(words.format(time=moment_text(movement.time)) if movement.time else "")
    said = ", ".join(note for note in notes if note)
    name = dossier.directory.name(who)
    return f"{name} ({said})" if said else name


def _guest(guest: Attendee) -> str:
    if not guest.guest_items:
        return _("guest")
    return _("guest, item {numbers}").format(numbers=", ".join(map(str, guest.guest_items)))
