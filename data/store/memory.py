"""The documents of a store in memory: what TinyDB reads, what the journal changes, what a snapshot is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from kgw_tui.store import Change

from .documents import Documents, id_of
from .journal import Delete, Done, Fields, Insert, Op, Raw, Update, fields_of

_encoder: Final = msgspec.json.Encoder()


class Memory:
    """All tables of a store, its counters, and the transaction up to which they are right."""

    def __init__(self, schema: int) -> None:
        """An empty store."""
        self.schema = schema
        self.sequence = 0
        self.numbers: dict[str, int] = {}
        self.tables: dict[str, Documents] = {}

    def table(self, name: str) -> Documents:
        """The documents of a table, which begins to exist when it is asked for."""
        found = self.tables.get(name)
        if found is None:
            found = self.tables[name] = Documents()
        return found

    def apply(self, done: Done) -> list[Change]:
        """Do what a transaction of the journal says; what changed. Doing it again changes nothing more."""
        changes = [self._apply(op) for op in done.ops]
        self.numbers.update(done.numbers)
        self.sequence = done.n
        return changes

    def next_docs(self) -> dict[str, int]:
        """The next number of each table."""
        return {name: documents.next_doc for name, documents in self.tables.items()}

    def _apply(self, op: Op) -> Change:
        documents = self.table(op.table)
        match op:
            case Insert():
                return Change(op.table, documents.put(op.doc, op.new) or str(op.doc), made=True)
            case Update():
                before = documents.document(op.doc)
                if before is None:
                    raise KeyError(op.doc)
                merged = merge(fields_of(before), op.set, op.was)
                return Change(op.table, documents.put(op.doc, to_raw(merged)) or str(op.doc))
            case Delete():
                documents.drop(op.doc)
                return Change(op.table, id_of(op.old) or str(op.doc), deleted=True)


def merge(fields: Fields, new: Fields, was: Iterable[str]) -> Fields:
    """`fields` with those of `new` in them, and without those of `was` that `new` doesn't have."""
    merged = fields | new
    for name in was:
        if name not in new:
            merged.pop(name, None)
    return merged


def difference(before: Fields, after: Fields) -> tuple[Fields, Fields]:
    """The fields that differ: what they are in `after` and what they were in `before`."""
    new = {name: value for name, value in after.items() if before.get(name) != value}
    was = {name: value for name, value in before.items() if after.get(name) != value}
    return new, was


def to_raw(fields: Fields) -> Raw:
    """A document of these fields."""
    return Raw(_encoder.encode(fields))


def changes_of(memory: Memory) -> Iterator[Change]:
    """A change for every document there is."""
    for name, documents in memory.tables.items():
        for record_id in documents.by_id():
            yield Change(name, record_id)
