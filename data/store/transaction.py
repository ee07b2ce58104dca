"""Transactions as a `with` sees them: on records, typed, or on documents; what is staged is committed at the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

import msgspec

from kgw_tui.records.record import R, Record, Table
from kgw_tui.store import Transaction

from .indexes import TypedTable, values_of
from .journal import Raw, fields_of
from .memory import Memory, to_raw
from .staging import Staging


class TypedTransaction:
    """A Transaction of the Protocol: it reads what is there with what it has itself written over it.

    Records are handed over whole and stored by field. Merging with what others wrote since a record was read is the
    caller's: read it again inside the transaction, change what is to change, and put that.
    """

    def __init__(self, staging: Staging, typed: Callable[[Table[Record]], TypedTable[Record]]) -> None:
        """A face of `staging`; `typed` gives the records that are there now."""
        self._staging = staging
        self._typed_of = typed
        self._written: dict[str, dict[str, Record | None]] = {}

    def get(self, table: Table[R], record_id: str, /) -> R | None:
        """The record with this id, or None."""
        written = self._over(table)
        if record_id in written:
            return written[record_id]
        return self._typed(table).get(record_id)

    def all(self, table: Table[R], /) -> list[R]:
        """All records of a table, in the order of their ids."""
        written = self._over(table)
        return _laid_over(self._typed(table).all(), written, list(written))

    def query(self, table: Table[R], /, **equal: str) -> list[R]:
        """The records of which the named, indexed field equals the value. Raises ValueError."""
        field, value = only(equal)
        found = self._typed(table).find(field, value)
        written = self._over(table)
        fitting = [each for each, record in written.items() if record and value in values_of(record, field)]
        return _laid_over(found, written, fitting)

    def put(self, table: Table[R], record: R, /) -> None:
        """Insert the record, or write those of its fields that differ. Raises ValueError for one of another table."""
        typed = self._typed_of(cast("Table[Record]", table))
        raw = Raw(msgspec.json.encode(record))
        read_back = typed.decode(raw)
        staged = self._staging.table(table.name)
        doc = staged.doc_of(record.id)
        if doc is None:
            staged.insert(raw, record.id)
        else:
            staged.put(doc, _with_unknown(raw, staged.raw(doc), typed.known), record.id)
        self._written.setdefault(table.name, {})[record.id] = read_back

    def delete(self, table: Table[R], record_id: str, /) -> None:
        """Remove the record; nothing happens when it isn't there."""
        staged = self._staging.table(table.name)
        doc = staged.doc_of(record_id)
        if doc is not None:
            staged.drop(doc)
            self._written.setdefault(table.name, {})[record_id] = None

    def next_number(self, counter: str, /) -> int:
        """The next number of a counter, from 1."""
        return self._staging.next_number(counter)

    def raise_number(self, counter: str, number: int, /) -> None:
        """Make sure that `next_number` will give more than `number`."""
        self._staging.raise_number(counter, number)

    def _typed(self, table: Table[R]) -> TypedTable[R]:
        return cast("TypedTable[R]", self._typed_of(cast("Table[Record]", table)))

    def _over(self, table: Table[R]) -> dict[str, R | None]:
        return cast("dict[str, R | None]", self._written.get(table.name, {}))


class Host(Protocol):
    """What a transaction is one of: an engine."""

    @property
    def memory(self) -> Memory:
        """The documents as they are."""
        ...

    def typed(self, table: Table[R]) -> TypedTable[R]:
        """The typed face of a table."""
        ...

    def enter(self) -> None:
        """Take the lock."""
        ...

    def commit(self, label: str, staging: Staging, *, undoable: bool) -> object:
        """Write what is staged."""
        ...

    def leave(self) -> None:
        """Let go of the lock."""
        ...


class OnDocuments:
    """A transaction on documents, for a `with`."""

    __slots__ = ("_host", "_label", "_staging", "_undoable")

    def __init__(self, host: Host, label: str, *, undoable: bool = True) -> None:
        """A transaction of `host`; it begins when the `with` does."""
        self._host = host
        self._label = label
        self._undoable = undoable

    def __enter__(self) -> Staging:
        """Take the lock."""
        self._host.enter()
        self._staging = Staging(self._host.memory)
        return self._staging

    def __exit__(self, kind: type[BaseException] | None, *more: object) -> None:
        """Write what is staged, unless something went wrong, and let go of the lock."""
        try:
            if kind is None:
                self._host.commit(self._label, self._staging, undoable=self._undoable)
        finally:
            self._host.leave()


class OnRecords:
    """A transaction on records, for a `with`."""

    __slots__ = ("_documents", "_host")

    def __init__(self, host: Host, label: str, *, undoable: bool = True) -> None:
        """A transaction of `host`; it begins when the `with` does."""
        self._host = host
        self._documents = OnDocuments(host, label, undoable=undoable)

    def __enter__(self) -> Transaction:
        """Take the lock."""
        return TypedTransaction(self._documents.__enter__(), self._host.typed)

    def __exit__(self, kind: type[BaseException] | None, *more: object) -> None:
        """Write what is staged, unless something went wrong, and let go of the lock."""
        self._documents.__exit__(kind, *more)


def only(equal: dict[str, str]) -> tuple[str, str]:
    """The one field and value of a query. Raises ValueError unless there is exactly one."""
    if len(equal) != 1:
        raise ValueError("a query names exactly one field")
    return next(iter(equal.items()))


def _with_unknown(raw: Raw, before: Raw | None, known: frozenset[str]) -> Raw:
    """`raw` with those fields of the document before it that this version knows nothing of."""
    unknown = {} if before is None else {name: value for name, value in fields_of(before).items() if name not in known}
    return to_raw(fields_of(raw) | unknown) if unknown else raw


def _laid_over(found: list[R], written: dict[str, R | None], also: list[str]) -> list[R]:
    if not written:
        return found
    records = {record.id: record for record in found if record.id not in written}
    for record_id in also:
        record = written[record_id]
        if record is not None:
            records[record_id] = record
    return [records[record_id] for record_id in sorted(records)]
