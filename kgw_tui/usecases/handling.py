"""Handling what was written in a meeting: edit, change the kind, delete, move; each a step that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec

from kgw_tui.capture.parsed import ParsedLine
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _
from kgw_tui.records.entries import (
    ENTRIES,
    PRIVATE_NOTES,
    AnyEntry,
    Assumption,
    Decision,
    Evidence,
    Kind,
    Movement,
    PrivateNote,
)
from kgw_tui.records.meetings import ITEMS
from kgw_tui.records.record import stamp
from kgw_tui.rules import entries as rules
from kgw_tui.rules.handles import give_handle, renumber
from kgw_tui.store import Transaction
from kgw_tui.usecases.confidentiality import mark_what_came_of
from kgw_tui.usecases.live import LiveMeeting

LIVES_ON: Final = frozenset(
    {
        "action.outcome",
        "question.outcome",
        "assumption.outcome",
        "decision.withdraw",
        "decision.replace",
        "entry.keep",
        "entry.drop",
        "entry.fill",
    }
)
"""The labels of what happens to an entry whether its meeting is on or not."""


def change_entry(live: LiveMeeting, entry_id: str, label: str, change: Callable[[AnyEntry], AnyEntry]) -> AnyEntry:
    """Put `change(entry)` in the place of an entry, and give it; where nothing changes, nothing is written. Raises
    NotFound when it is gone.

    Raises Refused for an entry of a meeting that has been closed, unless the `label` says that what is changed goes
    on after its meeting: what came of an action, a claim or a decision (`LIVES_ON`).
    """
    with live.writing(label) as tx:
        entry = tx.get(ENTRIES, entry_id)
        if entry is None:
            raise NotFound(_("that entry is gone; somebody else took it out"))
        if entry.meeting == live.meeting_id and label not in LIVES_ON:
            live.demand_open(tx)
        return _put(live, tx, entry, change(entry))


def change_kind(live: LiveMeeting, entry_id: str, kind: Kind) -> AnyEntry:
    """Turn an entry into another kind; evidence goes under the nearest claim above it in its item."""
    return change_entry(live, entry_id, "entry.kind", lambda entry: _turned(live, entry, kind))


def change_kinds(live: LiveMeeting, entry_ids: Sequence[str], kind: Kind) -> int:
    """The same for several at once, as one thing to undo; gives how many. Raises Refused for what has no kind."""
    with live.writing("entry.kind") as tx:
        live.demand_open(tx)
        entries = _those(tx, entry_ids)
        for entry in entries:
            _put(live, tx, entry, _turned(live, entry, kind))
    return len(entries)


def rewrite(live: LiveMeeting, entry_id: str, parsed: ParsedLine, begun: ParsedLine | None = None) -> AnyEntry:
    """Write an edited line in the place of an entry. Raises Refused when the line makes no entry.

    `begun` is the line as it was put there for editing: what was left as it was stays what others make of it meanwhile.
    """
    if not rules.makes_entry(parsed):
        raise Refused(parsed.refused or _("an entry can't become that; type it as a line of its own"))
    return change_entry(live, entry_id, "entry.edit", lambda entry: rules.rewrite(entry, parsed, begun))


def delete(live: LiveMeeting, *entry_ids: str, label: str = "entry.delete") -> None:
    """Take entries out, and set free what belonged to them. Undo brings them back, all at once.

    `label` says in the history why they went.
    """
    with live.writing(label) as tx:
        live.demand_open(tx)
        for entry_id in entry_ids:
            for other in tx.query(ENTRIES, parent=entry_id):
                tx.put(ENTRIES, msgspec.structs.replace(other, parent=""))
            tx.delete(ENTRIES, entry_id)


def move(live: LiveMeeting, entry_ids: str | Sequence[str], item_id: str) -> dict[str, str]:
    """Move entries, each with what belongs to it, to the end of another item, in the order in which they stand.

    A decision that comes into a confidential item, or out of one, gets a number of the other row (WORD.md), and what
    came of something that is confidential now is so too. Gives the new numbers by the old ones (see `say_renumbered`).
    """
    renumbered: dict[str, str] = {}
    with live.writing("entry.move") as tx:
        live.demand_open(tx)
        order = live.last_order(tx)
        target = tx.get(ITEMS, item_id)
        confidential = bool(target and target.confidential)
        chosen = [entry_ids] if isinstance(entry_ids, str) else entry_ids
        for each in _with_families(tx, _those(tx, chosen)):
            order += 1.0
            entry = tx.get(ENTRIES, each.id) or each  # as an earlier turn left it: it may name another number now
            moved = entry
            source = tx.get(ITEMS, entry.item) if entry.item else None
            if isinstance(entry, Decision) and bool(source and source.confidential) != confidential:
                moved = renumber(tx, entry, live.meeting.date, confidential)
                if moved.handle != entry.handle:
                    renumbered[entry.handle] = moved.handle
            moved = msgspec.structs.replace(moved, item=item_id, order=order)
            tx.put(ENTRIES, moved)
            mark_what_came_of(tx, moved)
    return renumbered


def say_renumbered(renumbered: dict[str, str]) -> str:
    """What must be told when decisions have got another number; "" when none has."""
    words = _("{old} is now {new}; {old} isn't given again")
    return " · ".join(words.format(old=old, new=new) for old, new in renumbered.items())


def make_private(live: LiveMeeting, *entry_ids: str) -> int:
    """Turn entries into notes for the writer alone, as one thing to undo; gives how many.

    They are written to the private store first, then taken out of the shared one, so that a fault in between leaves
    them twice and never nowhere. Raises Refused for what has no words, and for a meeting that has been closed.
    """
    live.demand_open(live.workspace.shared)
    entries = [live.entry(entry_id) for entry_id in entry_ids]
    for entry in entries:
        _demand_words(entry)
    with live.workspace.as_one():
        with live.workspace.writing(live.workspace.private, "private.add") as tx:
            for entry in entries:
                fields = {
                    **stamp(live.workspace.settings.writer),
                    "id": entry.id,  # so that doing it again after a fault makes no second one
                    "meeting": entry.meeting,
                    "item": entry.item,
                    "order": entry.order,
                    "time": entry.time,
                    "text": entry.text,
                }
                tx.put(PRIVATE_NOTES, msgspec.convert(fields, PrivateNote))
        delete(live, *entry_ids, label="entry.private")
    return len(entries)


def make_note(live: LiveMeeting, entry_id: str, *, prefix: str) -> AnyEntry:
    """Turn an entry into a note whose text begins with `prefix`, such as the `+ ` of a list of pros and cons."""

    def turn(entry: AnyEntry) -> AnyEntry:
        note = rules.change_kind(entry, "note")
        return msgspec.structs.replace(note, text=prefix + note.text)

    return change_entry(live, entry_id, "entry.kind", turn)


def _those(tx: Transaction, entry_ids: Iterable[str]) -> list[AnyEntry]:
    """The entries with these ids that are still there, in the order in which they stand."""
    found = [entry for entry_id in entry_ids if (entry := tx.get(ENTRIES, entry_id)) is not None]
    return sorted(found, key=lambda entry: (entry.order, entry.id))


def _with_families(tx: Transaction, entries: Iterable[AnyEntry]) -> list[AnyEntry]:
    """The entries, each followed by what belongs to it; each once."""
    found: dict[str, AnyEntry] = {}
    for entry in entries:
        children = sorted(tx.query(ENTRIES, parent=entry.id), key=lambda child: (child.order, child.id))
        found |= {one.id: one for one in (entry, *children) if one.id not in found}
    return list(found.values())


def _turned(live: LiveMeeting, entry: AnyEntry, kind: Kind) -> AnyEntry:
    _demand_words(entry)
    turned = rules.change_kind(entry, kind)
    if isinstance(turned, Evidence) and not turned.parent:
        above = [
            other
            for other in live.workspace.shared.query(ENTRIES, meeting=entry.meeting)
            if isinstance(other, Assumption | Decision) and other.item == entry.item and other.order < entry.order
        ]
        if above:
            return msgspec.structs.replace(turned, parent=max(above, key=lambda other: (other.order, other.id)).id)
    return turned


def _put(live: LiveMeeting, tx: Transaction, entry: AnyEntry, changed: AnyEntry) -> AnyEntry:
    """Put the changed entry in the place of `entry`, with a handle, when its kind has one."""
    if changed == entry:
        return entry
    item = tx.get(ITEMS, changed.item) if changed.item else None
    changed = give_handle(tx, changed, live.meeting.date, bool(item and item.confidential))
    tx.put(ENTRIES, changed)
    return changed


def _demand_words(entry: AnyEntry) -> None:
    if isinstance(entry, Movement):
        raise Refused(_("that somebody came or left can't become something else; d takes it out"))
