"""What a mark of confidentiality does: to the numbers of decisions, and to what came of an item in later meetings."""

from __future__ import annotations

import msgspec

from kgw_tui.records.entries import ENTRIES, AnyEntry, Decision, Parked
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.rules.dossier import with_what_belongs
from kgw_tui.rules.handles import renumber
from kgw_tui.rules.sequence import held
from kgw_tui.store import Transaction


def mark_what_came_of(tx: Transaction, source: AgendaItem | AnyEntry) -> None:
    """Make confidential in later meetings of the series what came of an item or of an entry, as they now stand.

    Called when an item has become confidential afterwards, and when an entry has been held back or moved into such an
    item: what came of it, of what was parked in it and of what belongs to it is so too, and its decisions get a number
    of the other row. What a mark is taken off of again leaves those as they are: somebody has to say so for each.
    """
    meeting = tx.get(MEETINGS, source.meeting)
    if meeting is None or not meeting.series:
        return
    hidden = _hidden_by(tx, meeting, source)
    if not hidden:
        return
    later = [other for other in tx.query(MEETINGS, series=meeting.series) if held(other) > held(meeting)]
    for other in sorted(later, key=held):
        for came in tx.query(ITEMS, meeting=other.id):
            if came.carried_from in hidden and not came.confidential:
                marked = msgspec.structs.replace(came, confidential=True)
                tx.put(ITEMS, marked)
                renumber_decisions(tx, other, marked)
                mark_what_came_of(tx, marked)


def renumber_decisions(tx: Transaction, meeting: Meeting, item: AgendaItem) -> None:
    """Give the decisions of an item whose mark has changed numbers of the row that fits it (WORD.md)."""
    for entry in tx.query(ENTRIES, meeting=meeting.id):
        decision = tx.get(ENTRIES, entry.id) if entry.item == item.id else None  # as an earlier turn left it
        if isinstance(decision, Decision):
            tx.put(ENTRIES, renumber(tx, decision, meeting.date, item.confidential))


def _hidden_by(tx: Transaction, meeting: Meeting, source: AgendaItem | AnyEntry) -> set[str]:
    """The ids of `source` and what was parked in it or belongs to it, of which nothing public may come."""
    entries = tx.query(ENTRIES, meeting=meeting.id)
    if isinstance(source, AgendaItem):
        inside = [entry.id for entry in entries if entry.item == source.id]
        hidden = {source.id} if source.confidential else set[str]()
        said = inside if source.confidential else []
    else:
        item = tx.get(ITEMS, source.item) if source.item else None
        hidden = set[str]()
        said = [source.id] if source.held_back or (item is not None and item.confidential) else []
    belongs = with_what_belongs(entries, said)
    return hidden | {entry.id for entry in entries if isinstance(entry, Parked) and entry.id in belongs}
