"""Putting what was read from a file into the stores: handles given, group and series found or made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import msgspec

from kgw_tui.capture.corridor_file import ReadCorridor
from kgw_tui.capture.document import ReadDocument
from kgw_tui.capture.people_file import ReadPeople
from kgw_tui.capture.visits_file import ReadVisits
from kgw_tui.errors import StoreError, StoreUnavailable
from kgw_tui.i18n import _
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES, Action, AnyEntry, Decision, PrivateNote
from kgw_tui.records.meetings import ITEMS, MEETINGS, Meeting
from kgw_tui.records.people import GROUPS, PEOPLE, SERIES, Group, Series
from kgw_tui.records.record import stamp
from kgw_tui.records.visits import VISITS, Visit
from kgw_tui.rules.directory import fold
from kgw_tui.rules.handles import (
    NUMBERING,
    corridor_handle,
    decision_numbers,
    give_handle,
    keep_number,
    meeting_handle,
    visit_handle,
)
from kgw_tui.store import Transaction
from kgw_tui.usecases.origins import with_references
from kgw_tui.workspace import Workspace

LABEL = "import"


@dataclass(frozen=True)
class StoredMeeting:
    """A meeting as it stands in the store, what is new beside it, and what must be told of it, by line (0: none)."""

    document: ReadDocument
    meeting: Meeting
    entries: tuple[AnyEntry, ...] = ()
    new_groups: tuple[str, ...] = ()
    told: tuple[tuple[int, str], ...] = ()


def store_meeting(workspace: Workspace, read: Callable[[], ReadDocument]) -> StoredMeeting:
    """Store the meeting that `read` gives: all of it, in one transaction, and the writer's own notes in another.

    It is read again under the lock when somebody has changed the people in between, so that nobody is made twice.
    When the notes can't be stored the meeting is taken out again, so that it can be repeated; StoreUnavailable says
    so where not even that is possible.
    """
    document, people = read(), {person.id for person in workspace.shared.all(PEOPLE)}
    with workspace.writing(workspace.shared, LABEL) as tx:
        if people != {person.id for person in tx.all(PEOPLE)}:
            document = read()
        told: list[tuple[int, str]] = []
        new_groups: list[str] = []
        for person in document.people:
            tx.put(PEOPLE, person)
        meeting = _placed(tx, document, told, new_groups, workspace.settings.writer)
        entries = _with_handles(tx, document, told)
        items, unfound = with_references(tx, meeting, document.items, document.references)
        told += unfound
        tx.put(MEETINGS, meeting)
        for item in items:
            tx.put(ITEMS, item)
        for entry in entries:
            tx.put(ENTRIES, entry)
    if document.private_notes:
        _store_notes(workspace, meeting, document.private_notes)
    return StoredMeeting(document, meeting, tuple(entries), tuple(new_groups), tuple(told))


def _store_notes(workspace: Workspace, meeting: Meeting, notes: Sequence[PrivateNote]) -> None:
    try:
        with workspace.writing(workspace.private, LABEL) as tx:
            for note in notes:
                tx.put(PRIVATE_NOTES, note)
    except StoreError as error:
        try:
            workspace.undo()
        except StoreError:
            words = _("the meeting is stored as {handle}, but your own notes in it are not: {why}")
            raise StoreUnavailable(words.format(handle=meeting.handle, why=error)) from error
        raise


def store_people(workspace: Workspace, read: Callable[[], ReadPeople]) -> ReadPeople:
    """Store the people that `read` gives."""
    with workspace.writing(workspace.shared, LABEL) as tx:
        people = read()
        for person in (*people.new, *people.changed):
            tx.put(PEOPLE, person)
    return people


def store_corridor(workspace: Workspace, corridor: ReadCorridor) -> tuple[list[CorridorNote], list[Action]]:
    """Store notes and promises, privately. The promises take their numbers from the one row of actions."""
    promises: list[Action] = []
    if corridor.promises:
        with workspace.shared.transaction(NUMBERING, undoable=False) as tx:
            given = [
                give_handle(tx, action, action.created_at.date(), confidential=False) for action in corridor.promises
            ]
            promises = [action for action in given if isinstance(action, Action)]
    with workspace.writing(workspace.private, LABEL) as tx:
        notes = [msgspec.structs.replace(note, handle=corridor_handle(tx)) for note in corridor.notes]
        for note in notes:
            tx.put(CORRIDOR_NOTES, note)
        for action in promises:
            tx.put(ENTRIES, action)
    return notes, promises


def store_visits(workspace: Workspace, visits: ReadVisits) -> list[Visit]:
    """Store visits, privately."""
    with workspace.writing(workspace.private, LABEL) as tx:
        stored = [msgspec.structs.replace(visit, handle=visit_handle(tx)) for visit in visits.visits]
        for visit in stored:
            tx.put(VISITS, visit)
    return stored


def _placed(
    tx: Transaction, document: ReadDocument, told: list[tuple[int, str]], new_groups: list[str], by: str
) -> Meeting:
    """The meeting with its handle, its group and its series, which are made when there are none."""
    meeting = document.meeting
    if any(other.date == meeting.date and fold(other.title) == fold(meeting.title) for other in tx.all(MEETINGS)):
        words = _("there is a meeting '{title}' on that day already; this is another one beside it")
        told.append((0, words.format(title=meeting.title)))
    group = ""
    if document.group:
        found = next((known for known in tx.all(GROUPS) if fold(known.name) == fold(document.group)), None)
        if found is None:
            found = msgspec.convert({**stamp(by), "name": document.group}, Group)
            tx.put(GROUPS, found)
            new_groups.append(found.name)
        group = found.id
    series = _series(tx, meeting, group, by)
    return msgspec.structs.replace(
        meeting,
        handle=meeting_handle(tx),
        group=group or (series.group if series else ""),
        series=series.id if series else "",
    )


def _series(tx: Transaction, meeting: Meeting, group: str, by: str) -> Series | None:
    """The series of this title, of the same group where both have one; a new one when there is none."""
    if not meeting.title:
        return None
    same = [series for series in tx.all(SERIES) if fold(series.title) == fold(meeting.title)]
    fits = [series for series in same if series.group == group] or [
        series for series in same if not series.group or not group
    ]
    if fits:
        return fits[0]
    series = msgspec.convert({**stamp(by), "title": meeting.title, "group": group, "agenda": meeting.agenda}, Series)
    tx.put(SERIES, series)
    return series


def _with_handles(tx: Transaction, document: ReadDocument, told: list[tuple[int, str]]) -> list[AnyEntry]:
    """The entries with their handles. A decision keeps the number it brings along where that is free."""
    confidential = {item.id for item in document.items if item.confidential}
    entries = [*document.entries]
    wanted = [entry.handle for entry in entries if isinstance(entry, Decision) and entry.handle]
    taken = decision_numbers(tx) if wanted else set[str]()
    refused: dict[str, str] = {}
    for place, entry in enumerate(entries):
        if isinstance(entry, Decision) and entry.handle:
            if entry.handle in taken:
                refused[entry.id] = entry.handle
                entries[place] = msgspec.structs.replace(entry, handle="")
            else:
                taken.add(entry.handle)
                keep_number(tx, entry.handle)
    given = [give_handle(tx, entry, document.meeting.date, entry.item in confidential) for entry in entries]
    renumbered: dict[str, str] = {}
    for entry in given:
        if isinstance(entry, Decision) and entry.id in refused:
            renumbered[refused[entry.id]] = entry.handle
            words = _("the number {old} is taken; this decision has become {new}")
            told.append((document.lines[entry.id], words.format(old=refused[entry.id], new=entry.handle)))
    return _with_successors(given, renumbered)


def _with_successors(entries: Sequence[AnyEntry], renumbered: dict[str, str]) -> list[AnyEntry]:
    """The entries, with replaced decisions naming the new number of the one that took their place."""
    return [
        msgspec.structs.replace(entry, replaced_by=renumbered[entry.replaced_by])
        if isinstance(entry, Decision) and entry.replaced_by in renumbered
        else entry
        for entry in entries
    ]
