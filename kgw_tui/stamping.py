"""Who changed a record, and when: put on everything that a transaction changes, in this one place."""

from __future__ import annotations

from msgspec import structs

from kgw_tui import clock
from kgw_tui.records.record import R, Record, Table
from kgw_tui.store import Transaction


class Stamping:
    """A transaction that notes on each record that it changes that `writer` (an id, or "") changed it, and when.

    What is put as it stood before, whatever it says of who changed it, is left as it was: nothing is written then.
    """

    def __init__(self, transaction: Transaction, writer: str) -> None:
        """Around `transaction`, which reads and writes."""
        self._transaction = transaction
        self._writer = writer
        self._before: dict[tuple[str, str], Record | None] = {}

    def get(self, table: Table[R], record_id: str, /) -> R | None:
        """The record with this id, or None."""
        return self._transaction.get(table, record_id)

    def all(self, table: Table[R], /) -> list[R]:
        """All records of a table, in the order of their ids."""
        return self._transaction.all(table)

    def query(self, table: Table[R], /, **equal: str) -> list[R]:
        """The records of which the named, indexed field equals the value."""
        return self._transaction.query(table, **equal)

    def put(self, table: Table[R], record: R, /) -> None:
        """Insert the record as it is, or write those of its fields that differ, with who changed it and when."""
        key = (table.name, record.id)
        if key not in self._before:
            self._before[key] = self._transaction.get(table, record.id)
        before = self._before[key]
        if before is not None:
            same = _stamped_as(record, before) == before
            record = _stamped_as(record, before) if same else _stamped(record, self._writer)
        self._transaction.put(table, record)

    def delete(self, table: Table[R], record_id: str, /) -> None:
        """Remove the record; nothing happens when it isn't there."""
        self._transaction.delete(table, record_id)

    def next_number(self, counter: str, /) -> int:
        """The next number of a counter."""
        return self._transaction.next_number(counter)

    def raise_number(self, counter: str, number: int, /) -> None:
        """Make sure that `next_number` will give more than `number`."""
        self._transaction.raise_number(counter, number)


def _stamped(record: R, writer: str) -> R:
    return structs.replace(record, changed_at=clock.now(), changed_by=writer)


def _stamped_as(record: R, other: Record) -> R:
    return structs.replace(record, changed_at=other.changed_at, changed_by=other.changed_by)
