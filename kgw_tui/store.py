"""What the core needs of a store, whatever engine keeps the records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager
from typing import Final, Protocol

import msgspec

from kgw_tui.records.record import R, Table


class Change(msgspec.Struct, frozen=True):
    """One record that was put or deleted, by this process or another; `made` tells of one put that it wasn't there."""

    table: str
    id: str
    deleted: bool = False
    made: bool = False


class Changes(msgspec.Struct, frozen=True):
    """What happened after a cursor, oldest first, and the cursor to ask with next time.

    `whole` tells that the cursor was too old to know: then `changes` names every record there is, and what it doesn't
    name is gone.
    """

    cursor: int
    changes: tuple[Change, ...] = ()
    whole: bool = False


AN_IMPORT: Final = 2_000
"""Changes from which on who keeps something of all records does better to read everything again: so many are an
import.
"""


class Undone(msgspec.Struct, frozen=True):
    """What an undo or redo did: the label of the transaction it turned back or did again, and the records it touched.

    `contested` names those of them in which somebody else had changed the same field since: their change gave way,
    and stays in the history.
    """

    label: str
    changes: tuple[Change, ...] = ()
    contested: tuple[Change, ...] = ()


class Past(msgspec.Struct, frozen=True):
    """One thing that happened to one record: when (UTC), by which Person ("" when unknown), and what it changed.

    `was` and `now` hold the fields that changed, as they stand in the store (strings, numbers, lists, dicts); a field
    that is in only one of them came or went. `made` tells that the record came to be here, `removed` that it went:
    then `now` or `was` holds the whole of it. `label` is the code of the transaction; `of`, for an undo or redo, the
    number of the transaction that it is about, 0 otherwise.
    """

    number: int
    at: dt.datetime
    by: str
    label: str
    was: dict[str, object] = {}
    now: dict[str, object] = {}
    made: bool = False
    removed: bool = False
    of: int = 0


class Reader(Protocol):
    """Reading records. Every answer is a frozen record, or a list that is the caller's own."""

    def get(self, table: Table[R], record_id: str, /) -> R | None:
        """The record with this id, or None."""
        ...

    def all(self, table: Table[R], /) -> list[R]:
        """All records of a table, in the order of their ids."""
        ...

    def query(self, table: Table[R], /, **equal: str) -> list[R]:
        """The records of which the one named, indexed field equals the value (a tuple contains it), in order of ids.

        Raises ValueError for a field without an index, and unless exactly one field is named.
        """
        ...


class Transaction(Reader, Protocol):
    """Reading and writing under the store's lock; it sees what it has written itself."""

    def put(self, table: Table[R], record: R, /) -> None:
        """Insert the record, or write those of its fields that differ from what stands there."""
        ...

    def delete(self, table: Table[R], record_id: str, /) -> None:
        """Remove the record; nothing happens when it isn't there."""
        ...

    def next_number(self, counter: str, /) -> int:
        """The next number of a counter, from 1; given once and never again, not even when it is undone later."""
        ...

    def raise_number(self, counter: str, number: int, /) -> None:
        """Make sure that `next_number` will give more than `number`."""
        ...


class Store(Reader, Protocol):
    """One store: `shared` or `private`. Any number of processes may have it open and write.

    `writer` is the id of the Person at the keyboard, or "": what is written from now on is written down as theirs.
    `patience` is for how many seconds a transaction waits for another process that is writing. `history_months` is how
    long the history is kept, at least; 0 for as long as there is room.
    """

    writer: str
    patience: float
    history_months: int

    @property
    def cursor(self) -> int:
        """Where this process has read up to; for `changes_since`."""
        ...

    def transaction(self, label: str, /, *, undoable: bool = True) -> AbstractContextManager[Transaction]:
        """Do several things at once, or nothing.

        On entry the lock is taken and what others wrote is read; on a normal exit all is appended with one fsync,
        and only then do readers see it; on an exception nothing is written. A transaction that changed nothing
        writes nothing. `label` is a short, language-free code (`entry.add`) for the history and the undo; what isn't
        `undoable` (a draft) is passed over by `undo` and `redo`.
        Raises StoreUnavailable when it can't be made durable (nothing is changed then, and it may be tried again).
        """
        ...

    def patient(self, seconds: float, /) -> AbstractContextManager[None]:
        """For as long as this lasts, let `patience` be so many seconds."""
        ...

    def pieces(self, table: Table[R], /) -> Iterator[list[R]]:
        """All records of a table, some hundred at a time and in no order, for who looks at each once: anything may be
        done between two pieces, and unlike by `all` none is kept in memory.

        Of what changes meanwhile either is given, what was and what is: `changes_since` a cursor from before tells.
        """
        ...

    def refresh(self) -> Changes:
        """Read what others have appended since the last time; cheap when nothing has (a stat and a few bytes)."""
        ...

    def changes_since(self, cursor: int, /) -> Changes:
        """What was written after `cursor` by anybody, this process included."""
        ...

    def history(self, table: Table[R], record_id: str, /) -> list[Past]:
        """What happened to one record, oldest first, as far back as the history is kept.

        Read from the disk at each call. Raises StoreUnavailable, and StoreDamaged for a part that can't be read.
        """
        ...

    def histories(self, table: Table[R], record_ids: Collection[str], /) -> dict[str, list[Past]]:
        """The same of several records of one table, by id, in one reading of the disk; without those that have none.

        Raises StoreUnavailable, StoreDamaged.
        """
        ...

    def gone(self, table: Table[R], /) -> dict[str, Past]:
        """By what each record of a table that was there and isn't went, by id, as far back as the history is kept.

        Raises StoreUnavailable, StoreDamaged.
        """
        ...

    @property
    def undoable(self) -> int:
        """How many transactions of this process `undo` can turn back; a transaction that changed nothing adds none."""
        ...

    def undo(self) -> Undone | None:
        """Turn back the newest transaction of this process that isn't turned back yet; None if there is none."""
        ...

    def redo(self) -> Undone | None:
        """Do again what the last undo turned back; None if there is none, or this process has written since."""
        ...

    def compact(self) -> None:
        """Write a snapshot and begin a new generation of the journal."""
        ...

    def look_after(self, stop: Callable[[], bool], /) -> None:
        """Do what the files need so that they stay small and quick to open, in a thread of its own, while everybody
        works on; cheap when there is nothing to do. It rests between its pieces, until `stop`. Raises a StoreError.
        """
        ...

    def close(self) -> None:
        """Let go of the store, after a snapshot when the journal is worth one. Everything was durable already."""
        ...
