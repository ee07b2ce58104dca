"""The embedded engine: a store in one folder, in memory and in a journal, for any number of processes."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Final, cast

from kgw_tui import clock
from kgw_tui.errors import StoreUnavailable
from kgw_tui.records.record import R, Record, Table
from kgw_tui.store import Change, Changes, Transaction, Undone

from .damage import locked, unavailable
from .filesystem import PRIVATE, Modes
from .indexes import TypedTable
from .journal import Done
from .loading import load, write_snapshot
from .lock import StoreLock
from .log import Replaced
from .memory import changes_of
from .staging import Staging
from .transaction import TypedTransaction, only
from .undo import Deed, Deeds, do_again, turn_back

KEPT_CHANGES: Final = 20_000
"""So many of the newest changes are remembered for `changes_since`; an older cursor gets every record there is."""

WORTH_A_SNAPSHOT: Final = 512 * 1024
"""A journal of fewer bytes is read in an instant: closing doesn't write a snapshot for it."""


class EmbeddedStore:
    """A Store of the Protocol. One object a process is meant; more of them see each other as processes do."""

    def __init__(self, folder: Path, modes: Modes = PRIVATE) -> None:
        """Read the store in `folder`, and make what is new there with `modes`. Raises a StoreError."""
        self._folder = folder
        self._modes = modes
        self._session = secrets.token_hex(4)
        self._guard = RLock()
        self._lock = StoreLock(folder / "lock", modes)
        self._busy = False
        self._typed: dict[str, TypedTable[Record]] = {}
        self._deeds = Deeds()
        self._changes: deque[tuple[int, Change]] = deque(maxlen=KEPT_CHANGES)
        self._unseen: list[Change] = []
        loaded = load(folder, modes)
        self._memory = loaded.memory
        self._log = loaded.log
        self._first_cursor = self._memory.sequence
        self.notices = loaded.notices
        if self._log.torn is not None:
            self._mend()

    # Reading

    @property
    def cursor(self) -> int:
        """The number of the last transaction that this process has read."""
        return self._memory.sequence

    def get(self, table: Table[R], record_id: str, /) -> R | None:
        """The record with this id, or None."""
        with self._guard:
            return self._typed_of(table).get(record_id)

    def all(self, table: Table[R], /) -> list[R]:
        """All records of a table, in the order of their ids."""
        with self._guard:
            return self._typed_of(table).all()

    def query(self, table: Table[R], /, **equal: str) -> list[R]:
        """The records of which the named, indexed field equals the value. Raises ValueError."""
        field, value = only(equal)
        with self._guard:
            return self._typed_of(table).find(field, value)

    def refresh(self) -> Changes:
        """Read what others have appended since the last time."""
        with self._guard:
            if not self._busy:
                self._catch_up()
            unseen, self._unseen = self._unseen, []
            return Changes(self._memory.sequence, tuple(unseen))

    def changes_since(self, cursor: int, /) -> Changes:
        """What was written after `cursor` by anybody, oldest first, as far as this process has read it.

        For a cursor from before what is remembered: every record there is, as if it had just been put.
        """
        with self._guard:
            if cursor < self._first_cursor:
                return Changes(self._memory.sequence, tuple(changes_of(self._memory)))
            newer = [change for number, change in self._changes if number > cursor]
            return Changes(self._memory.sequence, tuple(newer))

    # Writing

    @contextmanager
    def transaction(self, label: str, /) -> Generator[Transaction]:
        """Do several things at once, or nothing; see the Protocol. Raises StoreUnavailable, StoreDamaged."""
        with self._staged() as staging:
            yield TypedTransaction(staging, self._typed_of)
            done = self._commit(label, staging)
        if done is not None:
            self._deeds.add(Deed(done.n, label, done.ops))

    @property
    def undoable(self) -> int:
        """How many transactions of this process `undo` can turn back."""
        return len(self._deeds.done)

    def undo(self) -> Undone | None:
        """Turn back the newest transaction of this process that isn't turned back yet."""
        return self._again(self._deeds.done, self._deeds.undone, "undo")

    def redo(self) -> Undone | None:
        """Do again what the last undo turned back."""
        return self._again(self._deeds.undone, self._deeds.done, "redo")

    def compact(self) -> None:
        """Write a snapshot and begin a new generation of the journal. Raises StoreUnavailable, StoreDamaged."""
        with self._locked():
            try:
                self._log.next_generation()
                write_snapshot(self._folder, self._modes, self._memory, self._log)
            except OSError as error:
                raise unavailable(error, self._folder) from error

    def close(self) -> None:
        """Let go of the store, after a snapshot when the journal is worth one."""
        with self._guard:
            try:
                if self._log.offset > WORTH_A_SNAPSHOT:
                    self.compact()
            except StoreUnavailable:
                pass  # it is all in the journal
            finally:
                self._log.close()
                self._lock.close()

    # How

    def _typed_of(self, table: Table[R]) -> TypedTable[R]:
        typed = self._typed.get(table.name)
        if typed is None:
            typed = TypedTable(cast("Table[Record]", table), self._memory.table(table.name))
            self._typed[table.name] = typed
        return cast("TypedTable[R]", typed)

    @contextmanager
    def _locked(self) -> Generator[None]:
        """Hold the lock, with everything read that others wrote."""
        with self._guard:
            if self._busy:
                raise RuntimeError("a transaction within a transaction")
            try:
                mine = self._lock.acquire()
            except OSError as error:
                raise unavailable(error, self._folder) from error
            if not mine:
                raise locked(self._folder)
            self._busy = True
            try:
                self._catch_up()
                if self._log.torn is not None:
                    self._cut()
                yield
            finally:
                self._busy = False
                self._lock.release()

    @contextmanager
    def _staged(self) -> Generator[Staging]:
        with self._locked():
            yield Staging(self._memory)

    def _commit(self, label: str, staging: Staging, of: int = 0) -> Done | None:
        """Append what is staged, then let readers see it. Raises StoreUnavailable."""
        ops = staging.ops()
        if not ops and not staging.numbers:
            return None
        at = clock.now().isoformat()
        done = Done(self._log.sequence + 1, at, self._session, label, ops, staging.numbers, of)
        try:
            if self._log.generation == 0:
                self._log.next_generation()
            self._log.append(done)
        except OSError as error:
            raise unavailable(error, self._folder) from error
        self._apply(done)
        return done

    def _again(self, source: list[Deed], target: list[Deed], label: str) -> Undone | None:
        if not source:
            return None
        deed = source[-1]
        with self._staged() as staging:
            contested = (turn_back if label == "undo" else do_again)(deed.ops, staging)
            done = self._commit(label, staging, deed.number)
            target.append(source.pop())
        number = 0 if done is None else done.n
        changes = tuple(change for at, change in self._changes if at == number)
        return Undone(deed.label, changes, tuple(contested))

    def _catch_up(self) -> None:
        """Read what others have appended, from the file that this process reads or from whatever took its place."""
        try:
            if self._log.is_current():
                return
            for done in self._log.read():
                self._unseen += self._apply(done)
        except Replaced:
            self._reload()

    def _apply(self, done: Done) -> list[Change]:
        changes = self._memory.apply(done)
        for change in changes:
            typed = self._typed.get(change.table)
            if typed is None:
                pass
            elif change.deleted:
                typed.drop(change.id)
            else:
                documents = self._memory.table(change.table)
                doc = documents.doc_of(change.id)
                if doc is not None:
                    typed.replace(change.id, documents.rows[doc])
        self._remember(done.n, changes)
        return changes

    def _remember(self, number: int, changes: list[Change]) -> None:
        for change in changes:
            if len(self._changes) == KEPT_CHANGES:
                self._first_cursor = self._changes[0][0]
            self._changes.append((number, change))

    def _reload(self) -> None:
        """Read the whole store again, and find out what has changed by comparing."""
        loaded = load(self._folder, self._modes)
        before = self._memory
        self._log.close()
        self._memory, self._log = loaded.memory, loaded.log
        for name, typed in self._typed.items():
            typed.forget(self._memory.table(name))
        old = {(change.table, change.id) for change in changes_of(before)}
        now = list(changes_of(self._memory))
        gone = old - {(change.table, change.id) for change in now}
        changes = now + [Change(table, record_id, deleted=True) for table, record_id in sorted(gone)]
        self._remember(self._memory.sequence, changes)
        self._unseen += changes

    def _mend(self) -> None:
        """Cut off a last line that never was finished; when that can't be done now, the next writer does it."""
        try:
            with self._locked():
                pass
        except StoreUnavailable:
            return

    def _cut(self) -> None:
        try:
            self._log.cut()
        except OSError as error:
            raise unavailable(error, self._folder) from error
