"""A meeting as text to read: the capture format without what only a program needs."""

from __future__ import annotations

import msgspec

from kgw_tui.i18n import _, language
from kgw_tui.records.entries import AnyEntry, Decision, Movement
from kgw_tui.records.meetings import AgendaItem
from kgw_tui.records.people import Who
from kgw_tui.rules.attendance import confidential_items, walled_off
from kgw_tui.rules.dossier import Dossier, Section
from kgw_tui.rules.numbers import told_successor

from .text import render_text


def render_page(dossier: Dossier, code: str, *, confidential: bool = False) -> str:
    """`dossier` in the words of the language `code`, for somebody at a screen.

    Without the ids that lead an import back to the agenda's content. Of a confidential item it shows no more than
    that it was there, unless `confidential` is asked for; what is held back from documents is there, marked.
    """
    hidden = frozenset[Who]() if confidential else walled_off(dossier)
    with language(code):
        sections = tuple(_section(section, hidden, confidential=confidential) for section in dossier.sections)
    walled = frozenset[int]() if confidential else confidential_items(dossier)
    attendees = tuple(
        msgspec.structs.replace(attendee, guest_items=tuple(n for n in attendee.guest_items if n not in walled))
        for attendee in dossier.meeting.attendees
        if attendee.who not in hidden
    )
    meeting = msgspec.structs.replace(dossier.meeting, agenda="", attendees=attendees)
    origins = {key: origin for key, origin in dossier.origins.items() if confidential or not origin.confidential}
    return render_text(msgspec.structs.replace(dossier, meeting=meeting, sections=sections, origins=origins), code)


def _section(section: Section, hidden: frozenset[Who], *, confidential: bool) -> Section:
    item = section.item and msgspec.structs.replace(section.item, lead="", template="", hint="")
    if confidential or not section.confidential:
        entries = section.entries if confidential else tuple(map(_told, section.entries))
        return msgspec.structs.replace(section, item=item, entries=entries)
    return msgspec.structs.replace(section, item=item and _walled(item), entries=_comings_and_goings(section, hidden))


def _walled(item: AgendaItem) -> AgendaItem:
    """What may be told of a confidential item: that it is one, its place, its time and what became of it. It is made
    anew of these, so that nothing that an item has besides is told.
    """
    return AgendaItem(
        id=item.id,
        created_at=item.created_at,
        meeting=item.meeting,
        title=_("Confidential item"),
        order=item.order,
        minutes=item.minutes,
        confidential=True,
        state=item.state,
        extra=item.extra,
        spent=item.spent,
        running_since=item.running_since,
    )


def _comings_and_goings(section: Section, hidden: frozenset[Who]) -> tuple[AnyEntry, ...]:
    return tuple(entry for entry in section.entries if isinstance(entry, Movement) and entry.who not in hidden)


def _told(entry: AnyEntry) -> AnyEntry:
    if isinstance(entry, Decision):
        return msgspec.structs.replace(entry, replaced_by=told_successor(entry))
    return entry
