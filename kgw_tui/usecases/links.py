"""From a corridor note to what it became, and back; the way back stands in the private store alone."""

from __future__ import annotations

from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action, Decision, Question
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem
from kgw_tui.rules.kept_out import keeper_of
from kgw_tui.rules.reporting import Came
from kgw_tui.rules.sequence import held
from kgw_tui.store import Reader
from kgw_tui.workspace import Workspace

__all__ = ["Came", "came_of", "items_from", "notes_behind"]


def came_of(workspace: Workspace, note: CorridorNote) -> list[Came]:
    """What came of a note, in the order in which it became that: an agenda item as it stands in the last meeting that
    it was carried to, with the decisions, actions and questions said at it there and before; an action or question of
    the writer's own. What is gone is left out.
    """
    found: list[Came] = []
    for record_id in note.became:
        entry = workspace.private.get(ENTRIES, record_id)
        if entry is not None:
            found.append(Came(entry, private=True))
            continue
        road = items_from(workspace.shared, record_id)
        said = [each for item in road for each in _said_at(workspace.shared, item)]
        if road:
            last = road[-1]
            discussed = any(came.record.item == last.id for came in said if not isinstance(came.record, AgendaItem))
            meeting = workspace.shared.get(MEETINGS, last.meeting)
            found.append(Came(last, meeting, confidential=last.confidential, discussed=discussed or last.spent > 0))
        found += said
    return found


def notes_behind(workspace: Workspace, record_id: str) -> list[CorridorNote]:
    """The notes that a record comes from: an agenda item, also one that was carried over, an entry said at one, or
    what stands in the private store; in the order in which they were heard.
    """
    ids = _road_back(workspace, record_id)
    found = {note.id: note for each in ids for note in workspace.private.query(CORRIDOR_NOTES, became=each)}
    for each in ids:
        entry = workspace.private.get(ENTRIES, each)
        note = workspace.private.get(CORRIDOR_NOTES, entry.parent) if entry is not None and entry.parent else None
        if note is not None:
            found[note.id] = note
    return sorted(found.values(), key=lambda note: (note.heard_at, note.id))


def items_from(reader: Reader, item_id: str) -> list[AgendaItem]:
    """An agenda item, and those that it was carried over to, in the order of their meetings; none when it is gone."""
    first = reader.get(ITEMS, item_id)
    if first is None:
        return []
    road = {first.id: first}
    left = [first.id]
    while left:
        for item in reader.query(ITEMS, carried_from=left.pop()):
            if item.id not in road:
                road[item.id] = item
                left.append(item.id)
    return sorted(road.values(), key=lambda item: _when(reader, item))


def _when(reader: Reader, item: AgendaItem) -> tuple[object, ...]:
    """Where an item comes on its road; of a meeting that is gone first."""
    meeting = reader.get(MEETINGS, item.meeting)
    return (1, *held(meeting), item.id) if meeting is not None else (0, item.id)


def _said_at(reader: Reader, item: AgendaItem) -> list[Came]:
    """The decisions, actions and questions said at an item, in order; what is kept out of the minutes is marked so."""
    meeting = reader.get(MEETINGS, item.meeting)
    entries = [entry for entry in reader.query(ENTRIES, meeting=item.meeting) if entry.item == item.id]
    by_id = {entry.id: entry for entry in entries}
    said: list[Came] = []
    for entry in sorted(entries, key=lambda entry: (entry.order, entry.id)):
        if isinstance(entry, Decision | Action | Question):
            hidden = item.confidential or keeper_of(entry, by_id.get) is not None
            said.append(Came(entry, meeting, confidential=hidden))
    return said


def _road_back(workspace: Workspace, record_id: str) -> list[str]:
    """The record, and what it came of, step by step."""
    if workspace.private.get(ENTRIES, record_id) is not None:
        return [record_id]
    shared = workspace.shared
    ids: list[str] = []
    at = record_id
    while at and at not in ids:
        ids.append(at)
        item = shared.get(ITEMS, at)
        entry = shared.get(ENTRIES, at) if item is None else None
        at = item.carried_from if item is not None else entry.item if entry is not None else ""
    return ids
