"""Undo and redo of one session: which transactions can be turned back, and how that is done field by field."""

from __future__ import annotations

import msgspec

from kgw_tui.records.record import STAMPS
from kgw_tui.store import Change

from .documents import id_of
from .journal import Delete, Fields, Insert, Op, Raw, Update, fields_of
from .memory import merge, to_raw
from .staging import Staging


class Deed(msgspec.Struct, frozen=True):
    """A transaction of this session: its number, its label and what it did."""

    number: int
    label: str
    ops: tuple[Op, ...]


class Deeds(msgspec.Struct):
    """What can be turned back, and what can be done again; the newest last."""

    done: list[Deed] = msgspec.field(default_factory=list[Deed])
    undone: list[Deed] = msgspec.field(default_factory=list[Deed])

    def add(self, deed: Deed) -> None:
        """Something new was done: what was turned back can't be done again any more."""
        self.done.append(deed)
        self.undone.clear()


def turn_back(ops: tuple[Op, ...], staging: Staging) -> list[Change]:
    """Stage the old values of `ops`; the records in which somebody else's change gives way."""
    contested: list[Change] = []
    for op in reversed(ops):
        match op:
            case Insert():
                agreed = _remove(staging, op.table, op.doc, op.new)
            case Delete():
                agreed = _bring(staging, op.table, op.doc, op.old)
            case Update():
                agreed = _set(staging, op.table, op.doc, op.was, op.set)
        if not agreed:
            contested.append(_change(staging, op))
    return contested


def do_again(ops: tuple[Op, ...], staging: Staging) -> list[Change]:
    """Stage the new values of `ops`; the records in which somebody else's change gives way."""
    contested: list[Change] = []
    for op in ops:
        match op:
            case Insert():
                agreed = _bring(staging, op.table, op.doc, op.new)
            case Delete():
                agreed = _remove(staging, op.table, op.doc, op.old)
            case Update():
                agreed = _set(staging, op.table, op.doc, op.set, op.was)
        if not agreed:
            contested.append(_change(staging, op))
    return contested


def _remove(staging: Staging, table: str, doc: int, expected: Raw) -> bool:
    """Let the document go; whether it still was what is expected, or gone already."""
    present = staging.table(table).raw(doc)
    staging.table(table).drop(doc)
    return present is None or _told(present) == _told(expected)


def _bring(staging: Staging, table: str, doc: int, wanted: Raw) -> bool:
    """Put a whole document; whether its place was free."""
    record_id = id_of(wanted)
    place = staging.table(table).doc_of(record_id) if record_id else None
    present = staging.table(table).raw(doc) if place is None else staging.table(table).raw(place)
    staging.table(table).put(doc if place is None else place, wanted)
    return present is None or _told(present) == _told(wanted)


def _set(staging: Staging, table: str, doc: int, wanted: Fields, expected: Fields) -> bool:
    """Set the fields; whether they still were what is expected. A document that somebody removed stays away.

    Who changed it last and when stays what it is where somebody else has changed it since.
    """
    present = staging.table(table).raw(doc)
    if present is None:
        return False
    fields = fields_of(present)
    differ = {
        name
        for name in wanted.keys() | expected.keys()
        if fields.get(name) not in (expected.get(name), wanted.get(name))
    }
    if differ & STAMPS:
        wanted, expected = _without_stamps(wanted), _without_stamps(expected)
    staging.table(table).put(doc, to_raw(merge(fields, wanted, expected)))
    return differ <= STAMPS


def _told(raw: Raw) -> Fields:
    """What a document says, but for who changed it and when."""
    return _without_stamps(fields_of(raw))


def _without_stamps(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name not in STAMPS}


def _change(staging: Staging, op: Op) -> Change:
    present = staging.table(op.table).raw(op.doc)
    match op:
        case Insert():
            record_id = id_of(op.new)
        case Delete():
            record_id = id_of(op.old)
        case Update():
            record_id = op.id
    return Change(op.table, record_id or str(op.doc), deleted=present is None)
