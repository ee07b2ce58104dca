"""The documents of a store in memory: what TinyDB reads, what the journal changes, what a snapshot is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from kgw_tui.store import Change

from .journal import Delete, Done, Fields, Insert, Op, Raw, Update, fields_of


class _OnlyId(msgspec.Struct):
    id: str = ""


_ids: Final = msgspec.json.Decoder(_OnlyId)
_rows: Final = msgspec.json.Decoder(dict[int, Raw])
_rows_with_ids: Final = msgspec.json.Decoder(dict[int, _OnlyId])
_encoder: Final = msgspec.json.Encoder()


class Documents:
    """One table: TinyDB number -> document as JSON, and record id -> number.

    A table that comes out of a snapshot stays one piece of JSON until somebody asks for a document in it: opening a
    store costs next to nothing for the tables that aren't looked at.
    """

    def __init__(self, whole: Raw | None = None, next_doc: int = 1) -> None:
        """A table as it stands in a snapshot, or an empty one."""
        self._whole = whole
        self._rows: dict[int, Raw] = {}
        self._ids: dict[str, int] | None = None
        self._next_doc = next_doc

    @property
    def rows(self) -> Mapping[int, Raw]:
        """All documents; a view of what is there, in the order in which they came."""
        return self._split()

    @property
    def next_doc(self) -> int:
        """The number that the next new document gets; a number isn't given twice, not even after a deletion."""
        return self._next_doc

    @property
    def whole(self) -> Raw | None:
        """The table as it stood in the snapshot, when nothing has changed since."""
        return self._whole

    def counted(self) -> Documents:
        """Itself, with the next number after the highest there is. Raises ValueError for what isn't a table."""
        self._next_doc = max(self._split(), default=0) + 1
        return self

    def doc_of(self, record_id: str) -> int | None:
        """The number of the document with this id."""
        ids = self._ids
        if ids is None:
            if self._whole is not None:
                ids = {row.id: doc for doc, row in _rows_with_ids.decode(self._whole).items()}
            else:
                ids = {id_of(raw): doc for doc, raw in self._rows.items()}
            self._ids = ids
        return ids.get(record_id)

    def by_id(self) -> dict[str, Raw]:
        """All documents by the name that a Change gives them: their id, or their number when they have none."""
        return {id_of(raw) or str(doc): raw for doc, raw in self._split().items()}

    def put(self, doc: int, raw: Raw) -> str:
        """Set a document; its id."""
        rows = self._split()
        record_id = id_of(raw)
        if self._ids is not None:
            if doc in rows and (before := id_of(rows[doc])) != record_id:
                self._ids.pop(before, None)
            self._ids[record_id] = doc
        rows[doc] = raw
        self._whole = None
        if doc >= self._next_doc:
            self._next_doc = doc + 1
        return record_id

    def drop(self, doc: int) -> None:
        """Remove a document, where it is there."""
        raw = self._split().pop(doc, None)
        self._whole = None
        if raw is not None and self._ids is not None:
            self._ids.pop(id_of(raw), None)

    def _split(self) -> dict[int, Raw]:
        if self._whole is not None and not self._rows:
            self._rows = _rows.decode(self._whole)
            if self._rows:
                self._next_doc = max(self._next_doc, max(self._rows) + 1)
        return self._rows


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
                merged = merge(fields_of(documents.rows[op.doc]), op.set, op.was)
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


def id_of(raw: Raw) -> str:
    """The id in a document, or "" when it has none."""
    return _ids.decode(raw).id


def changes_of(memory: Memory) -> Iterator[Change]:
    """A change for every document there is."""
    for name, documents in memory.tables.items():
        for record_id in documents.by_id():
            yield Change(name, record_id)
