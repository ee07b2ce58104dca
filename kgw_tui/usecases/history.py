"""What happened to a record, or to a whole meeting: when, by whom, and what was before, in words (ARCHITECTURE.md,
"The store", History).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgw_tui.errors import NotFound
from kgw_tui.i18n import _
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Entry, PrivateNote
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import PEOPLE
from kgw_tui.records.record import R, Record, Table
from kgw_tui.records.visits import VISITS, Visit
from kgw_tui.rules.directory import fold
from kgw_tui.rules.past import turns
from kgw_tui.store import Past, Store
from kgw_tui.usecases.history_steps import History, Life, Part, Step, Telling
from kgw_tui.usecases.history_subject import Subject
from kgw_tui.usecases.listing import Placed, find_record
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.walls import Walls
from kgw_tui.workspace import Workspace

__all__ = ["History", "Part", "Step", "Subject", "find_history", "history_about", "history_of", "history_of_meeting"]


def history_about(workspace: Workspace, subject: Subject, *, confidential: bool = False) -> History:
    """What happened to something that was chosen on a screen, and so may be told of as it stands there: an entry of a
    confidential item as a whole. Raises as `history_of`.
    """
    if subject.kind == "meeting":
        return history_of_meeting(workspace, subject.id, confidential=confidential)
    if subject.kind == "item":
        item = workspace.shared.get(ITEMS, subject.id)
        told = confidential or bool(item and item.confidential)
        return history_of(workspace, ITEMS, subject.id, confidential=told)
    told = confidential or Walls(workspace).hides_now(workspace.shared.get(ENTRIES, subject.id))
    return history_of(workspace, ENTRIES, subject.id, private=subject.private, confidential=told)


def history_of(
    workspace: Workspace, table: Table[R], record_id: str, *, private: bool = False, confidential: bool = False
) -> History:
    """What happened to one record of the shared store, or of the private one.

    What was said of it while it stood in a confidential item isn't told, unless `confidential` asks for it.
    Raises NotFound when nothing is known of it, StoreUnavailable and StoreDamaged.
    """
    store = workspace.private if private else workspace.shared
    life = _life(table, record_id, store.history(table, record_id), store.get(table, record_id))
    telling = Telling(workspace, confidential=confidential or private, about=_meeting_of(life.last))
    telling.learn([life])
    return telling.history(life, [life])


def history_of_meeting(workspace: Workspace, meeting_id: str, *, confidential: bool = False) -> History:
    """What happened to a meeting, its items and all that was said in it; what was done at once is one step.

    What was said in confidential items isn't told, unless `confidential` asks for it. Raises as `history_of`.
    """
    store = workspace.shared
    meeting = _life(MEETINGS, meeting_id, store.history(MEETINGS, meeting_id), store.get(MEETINGS, meeting_id))
    said = [*_lives_in(store, ITEMS, meeting_id), *_lives_in(store, ENTRIES, meeting_id)]
    telling = Telling(workspace, confidential=confidential, about=meeting_id)
    telling.learn(said)
    return telling.history(meeting, [meeting, *said])


def find_history(workspace: Workspace, handle: str, *, confidential: bool = False) -> History:
    """The history of what `handle` leads to, or led to once: an entry, a note or visit of mine, a meeting, a person.

    An entry that stands in a confidential item is told whole: it is asked for by its number, as `kgw show` shows it.
    Raises NotFound with a sentence, and what `history_of` raises.
    """
    try:
        found = find_record(workspace, handle)
    except NotFound:
        gone = _find_lost(workspace, handle, confidential=confidential)
        if gone is None:
            raise
        return gone
    match found:
        case Placed():
            told = confidential or found.confidential
            return history_of(workspace, ENTRIES, found.entry.id, private=found.private, confidential=told)
        case Meeting():
            return history_of_meeting(workspace, found.id, confidential=confidential)
        case CorridorNote():
            return history_of(workspace, CORRIDOR_NOTES, found.id, private=True)
        case Visit():
            return history_of(workspace, VISITS, found.id, private=True)


def _find_lost(workspace: Workspace, handle: str, *, confidential: bool) -> History | None:
    """What once answered to `handle`: as another kind, or before it went; or somebody of that name."""
    wanted = fold(handle)
    directory = directory_of(workspace)
    who = directory.find(handle.removeprefix("@"))
    if who is not None and who.person:
        return history_of(workspace, PEOPLE, who.person)
    for store, private in ((workspace.shared, False), (workspace.private, True)):
        entry_id = _answering(store.all(ENTRIES), wanted) or _gone(store, ENTRIES, wanted)
        if entry_id:
            return history_of(workspace, ENTRIES, entry_id, private=private, confidential=confidential)
    if meeting_id := _gone(workspace.shared, MEETINGS, wanted):
        return history_of_meeting(workspace, meeting_id, confidential=confidential)
    if note_id := _gone(workspace.private, CORRIDOR_NOTES, wanted):
        return history_of(workspace, CORRIDOR_NOTES, note_id, private=True)
    if visit_id := _gone(workspace.private, VISITS, wanted):
        return history_of(workspace, VISITS, visit_id, private=True)
    return None


def _gone(store: Store, table: Table[R], wanted: str) -> str:
    """The id of the record that had this handle and isn't there any more; "" for none."""
    states = (turns(table, [past], None)[0].before for past in store.gone(table).values())
    return _answering((state for state in states if state is not None), wanted)


def _answering(records: Iterable[Record], wanted: str) -> str:
    """The id of the record that has this handle, or had it as another kind; "" for none."""
    return next((record.id for record in records if wanted in map(fold, _handles(record))), "")


def _handles(record: Record) -> list[str]:
    aside = record.put_aside.handles if isinstance(record, Entry) and record.put_aside else ()
    handle: str = getattr(record, "handle", "")
    return [handle, *aside] if handle else [*aside]


def _life(table: Table[R], record_id: str, pasts: Sequence[Past], present: R | None) -> Life:
    """What is known of a record. Raises NotFound when that is nothing."""
    if not pasts and present is None:
        raise NotFound(_("nothing is known of that any more"))
    return Life(record_id, turns(table, pasts, present), present)


def _lives_in(store: Store, table: Table[R], meeting_id: str) -> list[Life]:
    """Those of the records of a meeting that are there, and of those that were."""
    there = {record.id: record for record in store.query(table, meeting=meeting_id)}
    gone = [each for each, past in store.gone(table).items() if past.was.get("meeting") == meeting_id]
    pasts = store.histories(table, [*there, *gone])
    return [_life(table, each, pasts.get(each, []), there.get(each)) for each in (*there, *gone) if pasts.get(each)]


def _meeting_of(record: Record | None) -> str:
    return record.meeting if isinstance(record, Entry | AgendaItem | PrivateNote) else ""
