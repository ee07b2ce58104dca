"""The embedded engine: a store in one folder, in memory and in a journal, for any number of processes."""

from __future__ import annotations

import os
from collections.abc import Collection, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Final, cast

from kgw_tui import clock
from kgw_tui.errors import StoreError, StoreUnavailable
from kgw_tui.i18n import _
from kgw_tui.records.record import R, Record, Table
from kgw_tui.store import Change, Changes, Past, Transaction, Undone

from .damage import DamagedFile, locked, missing_file, unavailable
from .files import LOCK, back_up, files_in
from .filesystem import PRIVATE, Modes
from .indexes import TypedTable
from .journal import Done
from .loading import Frozen, Loaded, freeze, load, write_snapshot
from .lock import TIMEOUT, StoreLock
from .log import SCHEMA, Replaced
from .memory import Memory, changes_of
from .past import histories_of, removed_from
from .recent import Recent
from .staging import Staging
from .transaction import OnDocuments, OnRecords, only
from .undo import Deed, Deeds, do_again, turn_back

if TYPE_CHECKING:
    from .table import StoreDB

WORTH_A_SNAPSHOT: Final = 512 * 1024
"""A journal of fewer bytes, or of less than a quarter of the snapshot, is read in an instant: closing leaves it."""


_TRIMMING: Final = 0.2
"""So many seconds closing waits to give back the room at the end of the journal; it does no harm there."""


class EmbeddedStore:
    """A Store of the Protocol. One object a process is meant; several of them see each other as processes do."""

    def __init__(self, folder: Path, modes: Modes = PRIVATE) -> None:
        """Read the store in `folder`, and make what is new there with `modes`. Raises a StoreError."""
        self.notices: list[str] = []
        self.writer = ""
        self._folder = folder
        self._modes = modes
        self._session = os.urandom(4).hex()
        self._guard = RLock()
        self._lock = StoreLock(folder / LOCK, modes)
        self._busy = False
        self._closed = False
        self._db: StoreDB | None = None
        self._typed: dict[str, TypedTable[Record]] = {}
        self._deeds = Deeds()
        self._take(load(folder, modes))
        self._recent = Recent(self._memory.sequence)
        self._refreshed = self._recent.cursor
        self._mend()

    # Reading

    @property
    def cursor(self) -> int:
        """Where this process has read up to: the number of the last transaction, or more when files were replaced."""
        return self._recent.cursor

    def get(self, table: Table[R], record_id: str, /) -> R | None:
        """The record with this id, or None."""
        with self._guard:
            return self.typed(table).get(record_id)

    def all(self, table: Table[R], /) -> list[R]:
        """All records of a table, in the order of their ids."""
        with self._guard:
            return self.typed(table).all()

    def query(self, table: Table[R], /, **equal: str) -> list[R]:
        """The records of which the named, indexed field equals the value. Raises ValueError."""
        field, value = only(equal)
        with self._guard:
            return self.typed(table).find(field, value)

    def refresh(self) -> Changes:
        """What others have appended since the last time. Raises StoreUnavailable, StoreDamaged, StoreTooNew."""
        with self._guard:
            if not self._busy:
                self._catch_up()
            refreshed, self._refreshed = self._refreshed, self._recent.cursor
            return self._since(refreshed, own=False)

    def changes_since(self, cursor: int, /) -> Changes:
        """What was written after `cursor` by anybody, oldest first, as far as this process has read it.

        For a cursor from before what is remembered: every record there is, as if it had just been put (those that
        were deleted since can't be told then).
        """
        with self._guard:
            return self._since(cursor, own=True)

    def history(self, table: Table[R], record_id: str, /) -> list[Past]:
        """What happened to one record, oldest first; see the Protocol. Nobody waits for the lock meanwhile."""
        return self.histories(table, (record_id,)).get(record_id, [])

    def histories(self, table: Table[R], record_ids: Collection[str], /) -> dict[str, list[Past]]:
        """The same of several records of a table, in one reading of the disk."""
        return histories_of(self._folder, table.name, frozenset(record_ids), self._memory.sequence)

    def gone(self, table: Table[R], /) -> dict[str, Past]:
        """By what each record of a table that isn't there any more went; see the Protocol."""
        removed = removed_from(self._folder, table.name, self._memory.sequence)
        with self._guard:
            documents = self._memory.table(table.name)
            return {record_id: past for record_id, past in removed.items() if documents.doc_of(record_id) is None}

    @property
    def tinydb(self) -> StoreDB:
        """The same documents as a TinyDB, with its queries; what is written there goes through the journal too."""
        from .table import as_tinydb

        if self._db is None:
            self._db = as_tinydb(self)
        return self._db

    @property
    def memory(self) -> Memory:
        """The documents as they are in memory; to be read only."""
        return self._memory

    def frozen(self) -> Frozen:
        """What this process has read, as it is between two transactions: to be written down while everybody writes on.

        No lock is taken; readers and writers of this process wait as long as copying the rows takes.
        """
        with self._guard:
            return freeze(self._memory, self._log, self._log.chain)

    # Writing

    def transaction(self, label: str, /, *, undoable: bool = True) -> AbstractContextManager[Transaction]:
        """Do several things at once, or nothing; see the Protocol. Raises StoreUnavailable, StoreDamaged."""
        return OnRecords(self, label, undoable=undoable)

    def staged(self, label: str) -> AbstractContextManager[Staging]:
        """A transaction on documents instead of records; the same promises."""
        return OnDocuments(self, label)

    @property
    def undoable(self) -> int:
        """How many transactions of this process `undo` can turn back."""
        return len(self._deeds.done)

    def undo(self) -> Undone | None:
        """Turn back the newest transaction of this process that isn't turned back yet."""
        return self._turn(self._deeds.done, self._deeds.undone, "undo")

    def redo(self) -> Undone | None:
        """Do again what the last undo turned back."""
        return self._turn(self._deeds.undone, self._deeds.done, "redo")

    def compact(self) -> None:
        """Write a snapshot and begin a new generation of the journal; others may write while it is being written.

        Raises StoreUnavailable, StoreDamaged.
        """
        with self._locked():
            try:
                self._log.next_generation()
            except OSError as error:
                raise unavailable(error, self._folder) from error
            frozen = freeze(self._memory, self._log)
        try:
            self._snapshot_size = write_snapshot(self._folder, self._modes, frozen)
        except OSError as error:
            raise unavailable(error, self._folder) from error

    def close(self) -> None:
        """Let go of the store, after a snapshot when the journal is worth one."""
        with self._guard:
            if self._closed:
                return
            try:
                if self._log.offset > max(WORTH_A_SNAPSHOT, self._snapshot_size // 4):
                    self.compact()
                elif self._log.has_room:
                    self._trim()
            except StoreError:
                pass  # it is all in the journal, and the next to open says what is the matter
            finally:
                self._closed = True
                self._log.close()
                self._lock.close()

    # How

    def _trim(self) -> None:
        self.enter(_TRIMMING)
        try:
            self._log.trim()
        except OSError as error:
            raise unavailable(error, self._folder) from error
        finally:
            self.leave()

    def _take(self, loaded: Loaded) -> None:
        self._memory = loaded.memory
        self._log = loaded.log
        self._schema = loaded.schema
        self._snapshot_size = loaded.snapshot_size
        self._made_good = loaded.made_good
        for name, typed in self._typed.items():
            typed.forget(self._memory.table(name))

    def typed(self, table: Table[R]) -> TypedTable[R]:
        """The typed face of a table."""
        typed = self._typed.get(table.name)
        if typed is None:
            typed = TypedTable(cast("Table[Record]", table), self._memory.table(table.name))
            self._typed[table.name] = typed
        return cast("TypedTable[R]", typed)

    @contextmanager
    def _locked(self) -> Generator[None]:
        """Hold the lock, with everything read that others wrote, and nothing unfinished at the end of the journal."""
        self.enter()
        try:
            yield
        finally:
            self.leave()

    def enter(self, timeout: float = TIMEOUT) -> None:
        """Take the lock for a transaction; `leave` must follow, unless this raises."""
        self._guard.acquire()
        try:
            if self._busy:
                raise RuntimeError("a transaction within a transaction")
            if self._closed:
                raise RuntimeError("the store has been closed")
            self._take_lock(timeout)
            self._busy = True
            try:
                self._settle()
            except BaseException:
                self._busy = False
                self._lock.release()
                raise
        except BaseException:
            self._guard.release()
            raise

    def leave(self) -> None:
        """Let go of the lock."""
        self._busy = False
        try:
            self._lock.release()
        finally:
            self._guard.release()

    def _take_lock(self, timeout: float) -> None:
        try:
            mine = self._lock.acquire(timeout)
        except OSError as error:
            raise unavailable(error, self._folder) from error
        if not mine:
            raise locked(self._folder)

    def _settle(self) -> None:
        """Under the lock: take back, read, cut off and migrate, whatever there is of these."""
        try:
            if self._log.unsettled:
                self._log.settle()
            torn = self._log.torn
            self._catch_up()
            if torn is not None or self._log.torn is not None:
                self._reload()  # what was read and then taken back makes a whole line look torn: only this can tell
            while self._log.torn is not None:
                self._cut()
                self._catch_up()
            if self._schema < SCHEMA:
                self._migrate()
        except OSError as error:
            raise unavailable(error, self._folder) from error

    def commit(self, label: str, staging: Staging, of: int = 0, *, undoable: bool = True) -> list[Change]:
        """Append what is staged, then let readers see it. Raises StoreUnavailable."""
        ops = staging.ops()
        if not ops and not staging.numbers:
            return []
        try:
            if self._log.generation == 0:
                self._log.next_generation()
            at = clock.now().isoformat()
            done = Done(self._log.sequence + 1, at, self._session, label, ops, staging.numbers, of, self.writer)
            appended = self._log.append(done)
        except OSError as error:
            raise unavailable(error, self._folder) from error
        changes = self._apply(done, own=True)
        self._log.passed(appended)
        if ops and undoable and not of:
            self._deeds.add(Deed(done.n, label, ops))
        return changes

    def _turn(self, source: list[Deed], target: list[Deed], label: str) -> Undone | None:
        if not source:
            return None
        deed = source[-1]
        with self._locked():
            staging = Staging(self._memory)
            contested = (turn_back if label == "undo" else do_again)(deed.ops, staging)
            changes = self.commit(label, staging, deed.number)
            target.append(source.pop())
        return Undone(deed.label, tuple(changes), tuple(contested))

    def _catch_up(self) -> None:
        """Read what others have appended, from the file that this process reads or from whatever took its place."""
        if self._log.unsettled:
            return  # what stands there is our own, and not on the disk
        try:
            if self._log.is_current():
                return
            if self._schema == SCHEMA:
                for done in self._log.read():
                    self._apply(done, own=False)
                return
        except (Replaced, DamagedFile):
            pass  # a line that was read and then taken back looks like damage: only a whole reading can tell
        self._reload()

    def _apply(self, done: Done, own: bool) -> list[Change]:
        changes = self._memory.apply(done)
        for change in changes:
            typed = self._typed.get(change.table)
            if typed is not None:
                typed.changed(change.id)
        self._recent.add(done.n, own, changes)
        return changes

    def _since(self, cursor: int, own: bool) -> Changes:
        changes = self._recent.since(cursor, own)
        return Changes(self._recent.cursor, tuple(changes_of(self._memory)) if changes is None else changes)

    def _reload(self) -> None:
        """Read the whole store again, and find out what has changed by comparing. Raises a StoreError."""
        if self._log.generation and not files_in(self._folder).any:
            raise missing_file(self._log.path, self._memory.sequence)  # a disk that was taken out, not an empty store
        loaded = load(self._folder, self._modes)
        before = self._memory
        self._log.close()
        self._take(loaded)
        self._recent.add(self._memory.sequence, False, _compared(before, self._memory))

    def _mend(self) -> None:
        """On opening: finish what was left unfinished, and say so. What can't be done now the next writer does."""
        for path in self._made_good:
            self.notices.append(_("{path} was damaged; all that was in it was found in other files.").format(path=path))
        try:
            if self._log.torn is not None or self._schema < SCHEMA:
                with self._locked():
                    pass
            if self._made_good:
                self.compact()
        except StoreUnavailable as error:
            self.notices.append(str(error))

    def _cut(self) -> None:
        path = self._log.path
        aside = self._log.cut()
        if aside is not None:
            sentence = _("The last line of {path} was unfinished or damaged; it was cut off and is kept in {aside}.")
            self.notices.append(sentence.format(path=path, aside=aside.name))

    def _migrate(self) -> None:
        """Write what was migrated in memory as a new generation, after a copy of how it was."""
        back_up(self._folder, f"before-schema-{SCHEMA}", self._modes)
        self._log.next_generation()
        self._schema = SCHEMA
        self._snapshot_size = write_snapshot(self._folder, self._modes, freeze(self._memory, self._log))


def _compared(before: Memory, after: Memory) -> Generator[Change]:
    """The changes that lead from one to the other."""
    for name in before.tables.keys() | after.tables.keys():
        old = before.table(name).by_id()
        new = after.table(name).by_id()
        for record_id, raw in new.items():
            if old.get(record_id) != raw:
                yield Change(name, record_id, made=record_id not in old)
        for record_id in old.keys() - new.keys():
            yield Change(name, record_id, deleted=True)
