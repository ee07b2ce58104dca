"""What the items of a meeting come from: looked up for reading, and found again when a file names it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from kgw_tui.capture.origins import Reference
from kgw_tui.i18n import _
from kgw_tui.records.entries import ENTRIES, Parked
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.rules.agenda import in_order
from kgw_tui.rules.directory import fold
from kgw_tui.rules.dossier import Origin
from kgw_tui.store import Reader
from kgw_tui.text import clean_line


def origins_of(reader: Reader, items: Iterable[AgendaItem]) -> dict[str, Origin]:
    """What `carried_from` and `adopts` of `items` lead to, by id; what isn't there any more is left out."""
    found: dict[str, Origin] = {}
    for item in items:
        if item.adopts and (meeting := reader.get(MEETINGS, item.adopts)):
            found[item.adopts] = Origin(meeting)
        if item.carried_from and (origin := _carried_from(reader, item.carried_from)):
            found[item.carried_from] = origin
    return found


def with_references(
    reader: Reader, meeting: Meeting, items: Sequence[AgendaItem], references: Sequence[Reference]
) -> tuple[list[AgendaItem], list[tuple[int, str]]]:
    """The items of `meeting` with what a file says of earlier meetings, and what couldn't be found, each a sentence
    with the line that names it.
    """
    changed = {item.id: item for item in items}
    told: list[tuple[int, str]] = []
    for reference in references:
        item = changed[reference.item]
        earlier = _meeting(reader, meeting, reference)
        found = earlier.id if earlier and reference.about == "adopts" else ""
        if earlier and reference.about == "carried_from":
            found = _said(reader, earlier, reference.text or item.title)
        if found:
            changed[item.id] = msgspec.structs.replace(item, **{reference.about: found})
            continue
        words = (
            _("what '{item}' comes from isn't in the meeting {meeting}; that is left out")
            if earlier
            else _("there is no earlier meeting {meeting} here; that '{item}' goes back to it is left out")
        )
        told.append((reference.line, words.format(item=item.title, meeting=reference.named)))
    return [*changed.values()], told


def _carried_from(reader: Reader, key: str) -> Origin | None:
    item = reader.get(ITEMS, key)
    entry = None if item else reader.get(ENTRIES, key)
    if entry and entry.item:
        item = reader.get(ITEMS, entry.item)
    meeting = reader.get(MEETINGS, entry.meeting if entry else item.meeting if item else "")
    if meeting is None:
        return None
    hidden = bool((item and item.confidential) or (entry and entry.held_back))
    return Origin(meeting, entry.text if entry else item.title if item else "", hidden)


def _meeting(reader: Reader, meeting: Meeting, reference: Reference) -> Meeting | None:
    """The meeting that is meant: the one with that handle where its day fits, else the only one of that day, those of
    the same series first.
    """
    others = [other for other in reader.all(MEETINGS) if other.id != meeting.id and other.date <= meeting.date]
    if reference.handle:
        called = [other for other in others if other.handle == reference.handle]
        if called and reference.day in {None, called[0].date}:
            return called[0]
    that_day = [other for other in others if other.date == reference.day]
    same = [other for other in that_day if fold(other.title) == fold(meeting.title)]
    fits = same or that_day
    return fits[0] if len(fits) == 1 else None


def _said(reader: Reader, meeting: Meeting, text: str) -> str:
    """The id of the item, or else the parked entry, of `meeting` that is called `text`; "" for none."""
    wanted = fold(clean_line(text))
    items = in_order(reader.query(ITEMS, meeting=meeting.id))
    parked = [entry for entry in reader.query(ENTRIES, meeting=meeting.id) if isinstance(entry, Parked)]
    parked.sort(key=lambda entry: (entry.order, entry.id))
    names = [(item.id, item.title) for item in items] + [(entry.id, entry.text) for entry in parked]
    exact = next((key for key, name in names if clean_line(name) == clean_line(text)), "")
    return exact or next((key for key, name in names if fold(clean_line(name)) == wanted), "")
