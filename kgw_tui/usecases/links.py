"""From a corridor note to what it became, and back; the way back stands in the private store alone."""

from __future__ import annotations

from dataclasses import dataclass

from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action, AnyEntry, Decision, Question
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.rules.sequence import held
from kgw_tui.store import Reader
from kgw_tui.workspace import Workspace


@dataclass(frozen=True)
class Came:
    """Something that came of a note: an agenda item, or an entry; in which meeting, or (`private`) in none."""

    record: AgendaItem | AnyEntry
    meeting: Meeting | None = None
    private: bool = False
    confidential: bool = False


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
        if road:
            last = road[-1]
            found.append(Came(last, workspace.shared.get(MEETINGS, last.meeting), confidential=last.confidential))
        for item in road:
            found += _said_at(workspace.shared, item)
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
    meeting = reader.get(MEETINGS, first.meeting)
    series = sorted(reader.query(MEETINGS, series=meeting.series), key=held) if meeting and meeting.series else []
    road, ids = [first], {first.id}
    for each in series:
        for item in reader.query(ITEMS, meeting=each.id):
            if item.carried_from in ids and item.id not in ids:
                road.append(item)
                ids.add(item.id)
    return road


def _said_at(reader: Reader, item: AgendaItem) -> list[Came]:
    meeting = reader.get(MEETINGS, item.meeting)
    entries = [entry for entry in reader.query(ENTRIES, meeting=item.meeting) if entry.item == item.id]
    entries.sort(key=lambda entry: (entry.order, entry.id))
    kept = [entry for entry in entries if isinstance(entry, Decision | Action | Question)]
    return [Came(entry, meeting, confidential=item.confidential) for entry in kept]


def _road_back(workspace: Workspace, record_id: str) -> list[str]:
    entry = workspace.private.get(ENTRIES, record_id)
    if entry is not None:
        return [record_id]
    said = workspace.shared.get(ENTRIES, record_id)
    at = said.item if said is not None else record_id
    ids: list[str] = []
    while at and at not in ids:
        ids.append(at)
        item = workspace.shared.get(ITEMS, at)
        at = item.carried_from if item is not None else ""
        parked = workspace.shared.get(ENTRIES, at) if at else None
        at = parked.item if parked is not None else at
    return ids
