"""What a transaction is about to do, seen over what is there: nothing of it is real until it has been appended."""

from __future__ import annotations

from .journal import Delete, Insert, Op, Raw, Update, fields_of
from .memory import Memory, difference, id_of
from .snapshot import META_TABLE


class Staging:
    """Documents by table and number, as they will be; None for one that goes."""

    def __init__(self, memory: Memory) -> None:
        """Nothing staged yet over `memory`."""
        self._memory = memory
        self._staged: dict[str, dict[int, Raw | None]] = {}
        self._ids: dict[str, dict[str, int]] = {}
        self._numbers: dict[str, int] = {}
        self._next: dict[str, int] = {}

    @property
    def numbers(self) -> dict[str, int]:
        """The counters that moved, and where to."""
        return self._numbers

    def raw(self, table: str, doc: int) -> Raw | None:
        """A document as it will be."""
        staged = self._staged.get(table)
        if staged is not None and doc in staged:
            return staged[doc]
        return self._memory.table(table).rows.get(doc)

    def doc_of(self, table: str, record_id: str) -> int | None:
        """The number of the document that will have this id."""
        doc = self._ids.get(table, {}).get(record_id)
        if doc is None:
            doc = self._memory.table(table).doc_of(record_id)
        raw = None if doc is None else self.raw(table, doc)
        return doc if raw is not None and id_of(raw) == record_id else None

    def rows(self, table: str) -> dict[int, Raw]:
        """All documents of a table as they will be."""
        rows = dict(self._memory.table(table).rows)
        for doc, raw in self._staged.get(table, {}).items():
            if raw is None:
                rows.pop(doc, None)
            else:
                rows[doc] = raw
        return rows

    def insert(self, table: str, raw: Raw) -> int:
        """A new document; the number that it gets."""
        doc = self._next.get(table) or self._memory.table(table).next_doc
        self.put(table, doc, raw)
        return doc

    def put(self, table: str, doc: int, raw: Raw) -> None:
        """Make a document what `raw` is."""
        if table == META_TABLE:
            raise ValueError(f"{table} is no table of a store")
        self._staged.setdefault(table, {})[doc] = raw
        self._next[table] = max(doc + 1, self._next.get(table) or self._memory.table(table).next_doc)
        self._ids.setdefault(table, {})[id_of(raw)] = doc

    def drop(self, table: str, doc: int) -> None:
        """Let a document go."""
        self._staged.setdefault(table, {})[doc] = None

    def next_number(self, counter: str) -> int:
        """The next number of a counter."""
        number = self._number(counter) + 1
        self._numbers[counter] = number
        return number

    def raise_number(self, counter: str, number: int) -> None:
        """Let the next number be more than `number`."""
        if number > self._number(counter):
            self._numbers[counter] = number

    def ops(self) -> tuple[Op, ...]:
        """What there is to do: for a document that changes, the fields that differ."""
        ops: list[Op] = []
        for table, staged in self._staged.items():
            rows = self._memory.table(table).rows
            for doc, after in staged.items():
                before = rows.get(doc)
                if before is None and after is not None:
                    ops.append(Insert(table, doc, after))
                elif before is not None and after is None:
                    ops.append(Delete(table, doc, before))
                elif before is not None and after is not None:
                    new, was = difference(fields_of(before), fields_of(after))
                    if new or was:
                        ops.append(Update(table, doc, id_of(before), new, was))
        return tuple(ops)

    def _number(self, counter: str) -> int:
        return self._numbers.get(counter, self._memory.numbers.get(counter, 0))
