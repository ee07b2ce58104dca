"""What a process holds of a store, kept in step with its files: reading on, the lock, appending, another generation."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Protocol

from kgw_tui import clock
from kgw_tui.errors import StoreUnavailable
from kgw_tui.i18n import _
from kgw_tui.store import Change

from ..damage import DamagedFile, for_reading, locked, missing_file, unavailable
from ..filesystem import Modes
from .files import LOCK, back_up, files_in
from .journal import Done
from .loading import Frozen, Loaded, freeze, load, write_snapshot
from .lock import StoreLock
from .log import SCHEMA, Replaced
from .memory import Memory
from .staging import Staging


class Follower(Protocol):
    """Whom a change of the documents in memory is told."""

    def applied(self, number: int, changes: Iterable[Change], *, own: bool) -> None:
        """The transaction with this number changed these; `own` tells whether this process wrote it."""
        ...

    def taken(self, memory: Memory) -> None:
        """Everything was read anew."""
        ...


class InStep:
    """The documents of the store in a folder, as far as this process has read them, and its place in the journal.

    Threads of the process take turns by `guard`, processes by the lock, which is held for writing alone. Read-only,
    nothing is written or made, whatever is found, and the lock isn't taken.
    """

    def __init__(self, folder: Path, modes: Modes, follower: Follower, *, read_only: bool = False) -> None:
        """Read the store; `follower` is told from then on. Raises a StoreError."""
        self.folder = folder
        self.modes = modes
        self.read_only = read_only
        self.guard = RLock()
        self.busy = False
        self.closed = False
        self.notices: list[str] = []
        self.session = os.urandom(4).hex()
        self._lock = StoreLock(folder / LOCK, modes)
        self._follower = follower
        self._take(load(folder, modes))

    # Reading

    def catch_up(self) -> None:
        """Read what others have appended, from the file that this process reads or from whatever took its place.

        Raises StoreUnavailable, StoreDamaged, StoreTooNew.
        """
        if self.log.unsettled:
            return  # what stands there is our own, and not on the disk
        try:
            if self.log.is_current():
                return
            if self._schema == SCHEMA:
                for done in self.log.read():
                    self._apply(done, own=False)
                return
        except (Replaced, DamagedFile):
            pass  # a line that was read and then taken back looks like damage: only a whole reading can tell
        self._reload()

    # Writing

    @contextmanager
    def alone(self, timeout: float) -> Generator[None]:
        """Hold the lock, with everything read that others wrote, and nothing unfinished at the end of the journal."""
        self.enter(timeout)
        try:
            yield
        finally:
            self.leave()

    def enter(self, timeout: float) -> None:
        """Take the lock, waiting so many seconds at most; `leave` must follow, unless this raises a StoreError."""
        if self.read_only:
            raise for_reading(self.folder)
        self.guard.acquire()
        try:
            if self.busy:
                raise RuntimeError("a transaction within a transaction")
            if self.closed:
                raise RuntimeError("the store has been closed")
            self._take_lock(timeout)
            self.busy = True
            try:
                self._settle()
            except BaseException:
                self.busy = False
                self._lock.release()
                raise
        except BaseException:
            self.guard.release()
            raise

    def leave(self) -> None:
        """Let go of the lock."""
        self.busy = False
        try:
            self._lock.release()
        finally:
            self.guard.release()

    def commit(self, label: str, staging: Staging, who: str, of: int = 0) -> tuple[Done, list[Change]] | None:
        """Append what is staged, then let readers see it: the transaction and what changed; None for nothing.

        The lock is held. Raises StoreUnavailable.
        """
        ops = staging.ops()
        if not ops and not staging.numbers:
            return None
        try:
            if self.log.generation == 0:
                self.log.next_generation()
            at = clock.now().isoformat()
            done = Done(self.log.sequence + 1, at, self.session, label, ops, staging.numbers, of, who)
            appended = self.log.append(done)
        except OSError as error:
            raise unavailable(error, self.folder) from error
        changes = self._apply(done, own=True)
        self.log.passed(appended)
        return done, changes

    def begin_generation(self, timeout: float) -> Frozen:
        """Begin another generation of the journal; what its snapshot will hold. Raises a StoreError."""
        with self.alone(timeout):
            try:
                self.log.next_generation()
            except OSError as error:
                raise unavailable(error, self.folder) from error
            return freeze(self.memory, self.log)

    def trim(self, timeout: float) -> None:
        """Give back the room at the end of the journal. Raises a StoreError."""
        with self.alone(timeout):
            try:
                self.log.trim()
            except OSError as error:
                raise unavailable(error, self.folder) from error

    def mend(self, timeout: float) -> None:
        """On opening: finish what was left unfinished. What can't be done now the next writer does; so it is said."""
        try:
            if self.log.torn is not None or self._schema < SCHEMA:
                with self.alone(timeout):
                    pass
        except StoreUnavailable as error:
            self.notices.append(str(error))

    def close(self) -> None:
        """Let go of the files."""
        self.closed = True
        self.log.close()
        self._lock.close()

    # How

    def _take(self, loaded: Loaded) -> None:
        self.memory = loaded.memory
        self.log = loaded.log
        self.snapshot_size = loaded.snapshot_size
        self.behind = loaded.behind
        self.made_good = loaded.made_good
        self._schema = loaded.schema
        self._follower.taken(self.memory)

    def _take_lock(self, timeout: float) -> None:
        try:
            mine = self._lock.acquire(timeout)
        except OSError as error:
            raise unavailable(error, self.folder) from error
        if not mine:
            raise locked(self.folder, self._lock.holder())

    def _settle(self) -> None:
        """Under the lock: take back, read, cut off and migrate, whatever there is of these."""
        try:
            if self.log.unsettled:
                self.log.settle()
            torn = self.log.torn
            self.catch_up()
            if torn is not None or self.log.torn is not None:
                self._reload()  # what was read and then taken back makes a whole line look torn: only this can tell
            while self.log.torn is not None:
                self._cut()
                self.catch_up()
            if self._schema < SCHEMA:
                self._migrate()
        except OSError as error:
            raise unavailable(error, self.folder) from error

    def _apply(self, done: Done, *, own: bool) -> list[Change]:
        changes = self.memory.apply(done)
        self._follower.applied(done.n, changes, own=own)
        return changes

    def _reload(self) -> None:
        """Read the whole store again, and find out what has changed by comparing. Raises a StoreError."""
        if self.log.generation and not files_in(self.folder).any:
            raise missing_file(self.log.path, self.memory.sequence)  # a disk that was taken out, not an empty store
        loaded = load(self.folder, self.modes)
        before = self.memory
        self.log.close()
        self._take(loaded)
        self._follower.applied(self.memory.sequence, _compared(before, self.memory), own=False)

    def _cut(self) -> None:
        path = self.log.path
        aside = self.log.cut()
        if aside is not None:
            sentence = _("The last line of {path} was unfinished or damaged; it was cut off and is kept in {aside}.")
            self.notices.append(sentence.format(path=path, aside=aside.name))

    def _migrate(self) -> None:
        """Write what was migrated in memory as a new generation, after a copy of how it was."""
        back_up(self.folder, f"before-schema-{SCHEMA}", self.modes)
        self.log.next_generation()
        self._schema = SCHEMA
        self.snapshot_size = write_snapshot(self.folder, self.modes, freeze(self.memory, self.log))


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
