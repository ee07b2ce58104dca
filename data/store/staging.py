"""What a transaction is about to do, seen over what is there: nothing of it is real until it has been appended."""

from __future__ import annotations

from .documents import Documents, id_of
from .journal import Delete, Insert, Op, Raw, Update, fields_of
from .memory import Memory, difference
from .snapshot import META_TABLE


class StagedTable:
    """The documents of one table that change: number -> document as it will be, None for one that goes."""

    __slots__ = ("_documents", "_ids", "_next", "changed", "name")

    def __init__(self, name: str, documents: Documents) -> None:
        """Nothing staged yet over `documents`."""
        if name == META_TABLE:
            raise ValueError(f"{name} is no table of a store")
        self.name = name
        self.changed: dict[int, Raw | None] = {}
        self._documents = documents
        self._ids: dict[str, int] = {}
        self._next = documents.next_doc

    def raw(self, doc: int) -> Raw | None:
        """A document as it will be."""
        return self.changed[doc] if doc in self.changed else self._documents.document(doc)

    def doc_of(self, record_id: str) -> int | None:
        """The number of the document that will have this id."""
        doc = self._ids.get(record_id)
        if doc is None:
            doc = self._documents.doc_of(record_id)
            if doc is None or doc not in self.changed:
                return doc
        raw = self.changed[doc]
        return doc if raw is not None and id_of(raw) == record_id else None

    def rows(self) -> dict[int, Raw]:
        """All documents as they will be."""
        rows = dict(self._documents.rows)
        for doc, raw in self.changed.items():
            if raw is None:
                rows.pop(doc, None)
            else:
                rows[doc] = raw
        return rows

    def insert(self, raw: Raw, record_id: str | None = None) -> int:
        """A new document; the number that it gets."""
        doc = self._next
        self.put(doc, raw, record_id)
        return doc

    def put(self, doc: int, raw: Raw, record_id: str | None = None) -> None:
        """Make a document what `raw` is; its id need not be looked for when the caller knows it."""
        self.changed[doc] = raw
        self._ids[id_of(raw) if record_id is None else record_id] = doc
        if doc >= self._next:
            self._next = doc + 1

    def drop(self, doc: int) -> None:
        """Let a document go."""
        self.changed[doc] = None

    def ops(self) -> list[Op]:
        """What there is to do: for a document that changes, the fields that differ."""
        ops: list[Op] = []
        for doc, after in self.changed.items():
            before = self._documents.document(doc)
            if before is None:
                if after is not None:
                    ops.append(Insert(self.name, doc, after))
            elif after is None:
                ops.append(Delete(self.name, doc, before))
            else:
                new, was = difference(fields_of(before), fields_of(after))
                if new or was:
                    ops.append(Update(self.name, doc, id_of(before), new, was))
        return ops


class Staging:
    """What is staged in all tables, and the counters that move."""

    __slots__ = ("_memory", "_tables", "numbers")

    def __init__(self, memory: Memory) -> None:
        """Nothing staged yet over `memory`."""
        self.numbers: dict[str, int] = {}
        self._memory = memory
        self._tables: dict[str, StagedTable] = {}

    def table(self, name: str) -> StagedTable:
        """One table. Raises ValueError for a name that tables can't have."""
        found = self._tables.get(name)
        if found is None:
            found = self._tables[name] = StagedTable(name, self._memory.table(name))
        return found

    def next_number(self, counter: str) -> int:
        """The next number of a counter."""
        number = self._number(counter) + 1
        self.numbers[counter] = number
        return number

    def raise_number(self, counter: str, number: int) -> None:
        """Let the next number be more than `number`."""
        if number > self._number(counter):
            self.numbers[counter] = number

    def ops(self) -> tuple[Op, ...]:
        """What there is to do in all tables."""
        return tuple(op for table in self._tables.values() for op in table.ops())

    def _number(self, counter: str) -> int:
        return self.numbers.get(counter) or self._memory.numbers.get(counter, 0)
