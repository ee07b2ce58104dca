"""The embedded engine: a store in one folder, in memory and in a journal, for any number of processes."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, cast

import msgspec

from kgw_tui.errors import StoreError, StoreUnavailable
from kgw_tui.i18n import _
from kgw_tui.records.record import R, Record, Table
from kgw_tui.settings import HISTORY_MONTHS
from kgw_tui.store import Change, Changes, Past, Transaction, Undone

from ..damage import StoreLocked, unavailable
from ..filesystem import PRIVATE, Modes
from .files import files_in, snapshot_path
from .in_step import InStep
from .indexes import TypedTable
from .loading import Frozen, freeze, write_snapshot
from .lock import TIMEOUT
from .log import Log
from .memory import Memory, changes_of
from .packing import packed_away
from .past import histories_of, removed_from
from .recent import Recent
from .resting import Resting
from .staging import Staging
from .transaction import OnDocuments, OnRecords, only
from .undo import Deed, Deeds, do_again, turn_back

if TYPE_CHECKING:
    from .table import StoreDB

WORTH_A_SNAPSHOT: Final = 512 * 1024
"""A journal of fewer bytes is read in an instant: it goes on."""

_LONG: Final = 16
_LONG_FOR_CLOSING: Final = 4
"""And so does one of less than this part of the snapshot: in the background soon, by who waits for it late."""

_TRIMMING: Final = 0.2
"""So many seconds closing waits to give back the room at the end of the journal; it does no harm there."""

_TRYING: Final = 0.05
"""So many seconds `look_after` waits for the lock: readers of this process wait along."""

_OTHERS: Final = 0o077

_AGAIN: Final = 600.0
"""Seconds after which `look_after` tries again what couldn't be done."""


class EmbeddedStore:
    """A Store of the Protocol. One object a process is meant; several of them see each other as processes do."""

    def __init__(self, folder: Path, modes: Modes = PRIVATE, *, read_only: bool = False) -> None:
        """Read the store in `folder`, and make what is new there with `modes`; `read_only`, nothing is written or
        made there, whatever is found, and every transaction raises StoreUnavailable. Raises a StoreError.
        """
        self.writer = ""
        self.patience = TIMEOUT
        self.history_months = HISTORY_MONTHS
        self._db: StoreDB | None = None
        self._typed: dict[str, TypedTable[Record]] = {}
        self._deeds = Deeds()
        self._recent = Recent(0)
        self._looking_after = Lock()
        self._closing = False
        self._tidied = False
        self._not_before = 0.0
        self._unwritten: tuple[Log, Frozen] | None = None
        self._files = InStep(folder, modes, self, read_only=read_only)
        self._recent = Recent(self._files.memory.sequence)
        self._refreshed = self._recent.cursor
        self._newest = self._files.log.at
        self._mend()

    @property
    def folder(self) -> Path:
        """Where the store lies."""
        return self._files.folder

    @property
    def modes(self) -> Modes:
        """The modes of what is made there."""
        return self._files.modes

    @property
    def notices(self) -> list[str]:
        """Sentences for the user about what was found, and mended, since the store was opened."""
        return self._files.notices

    @property
    def newest(self) -> dt.datetime | None:
        """When the newest transaction that was found on opening was written, by the clock of its writer."""
        return dt.datetime.fromisoformat(self._newest) if self._newest else None

    # Reading

    @property
    def cursor(self) -> int:
        """Where this process has read up to: the number of the last transaction, or more when files were replaced."""
        return self._recent.cursor

    def get(self, table: Table[R], record_id: str, /) -> R | None:
        """The record with this id, or None."""
        with self._files.guard:
            return self.typed(table).get(record_id)

    def all(self, table: Table[R], /) -> list[R]:
        """All records of a table, in the order of their ids."""
        with self._files.guard:
            return self.typed(table).all()

    def query(self, table: Table[R], /, **equal: str) -> list[R]:
        """The records of which the named, indexed field equals the value. Raises ValueError."""
        field, value = only(equal)
        with self._files.guard:
            return self.typed(table).find(field, value)

    def pieces(self, table: Table[R], /) -> Iterator[list[R]]:
        """All records of a table, some hundred at a time; see the Protocol. The guard is held for one piece only."""
        with self._files.guard:
            pieces = self.typed(table).pieces()
        while True:
            with self._files.guard:
                piece = next(pieces, None)
            if piece is None:
                return
            yield piece

    def refresh(self) -> Changes:
        """What others have appended since the last time. Raises StoreUnavailable, StoreDamaged, StoreTooNew."""
        with self._files.guard:
            if not self._files.busy:
                self._files.catch_up()
            refreshed, self._refreshed = self._refreshed, self._recent.cursor
            return self._since(refreshed, own=False)

    def changes_since(self, cursor: int, /) -> Changes:
        """What was written after `cursor` by anybody, oldest first, as far as this process has read it.

        For a cursor from before what is remembered: every record there is, as if it had just been put (those that
        were deleted since can't be told then).
        """
        with self._files.guard:
            return self._since(cursor, own=True)

    def history(self, table: Table[R], record_id: str, /) -> list[Past]:
        """What happened to one record, oldest first; see the Protocol. Nobody waits for the lock meanwhile."""
        return self.histories(table, (record_id,)).get(record_id, [])

    def histories(self, table: Table[R], record_ids: Collection[str], /) -> dict[str, list[Past]]:
        """The same of several records of a table, in one reading of the disk."""
        return histories_of(self.folder, table.name, frozenset(record_ids), self.memory.sequence)

    def gone(self, table: Table[R], /) -> dict[str, Past]:
        """By what each record of a table that isn't there any more went; see the Protocol."""
        removed = removed_from(self.folder, table.name, self.memory.sequence)
        with self._files.guard:
            documents = self.memory.table(table.name)
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
        return self._files.memory

    def frozen(self) -> Frozen:
        """What this process has read, as it is between two transactions: to be written down while everybody writes on.

        No lock is taken; readers and writers of this process wait as long as copying the rows takes.
        """
        with self._files.guard:
            return freeze(self.memory, self._files.log, self._files.log.chain)

    def typed(self, table: Table[R]) -> TypedTable[R]:
        """The typed face of a table."""
        typed = self._typed.get(table.name)
        if typed is None:
            typed = TypedTable(cast("Table[Record]", table), self.memory.table(table.name))
            self._typed[table.name] = typed
        return cast("TypedTable[R]", typed)

    # Writing

    def transaction(self, label: str, /, *, undoable: bool = True) -> AbstractContextManager[Transaction]:
        """Do several things at once, or nothing; see the Protocol. Raises StoreUnavailable, StoreDamaged."""
        return OnRecords(self, label, undoable=undoable)

    @contextmanager
    def patient(self, seconds: float, /) -> Generator[None]:
        """For as long as this lasts, wait so many seconds for another process that is writing."""
        before, self.patience = self.patience, seconds
        try:
            yield
        finally:
            self.patience = before

    def staged(self, label: str) -> AbstractContextManager[Staging]:
        """A transaction on documents instead of records; the same promises."""
        return OnDocuments(self, label)

    def enter(self) -> None:
        """Take the lock for a transaction; `leave` must follow, unless this raises."""
        self._files.enter(self.patience)

    def leave(self) -> None:
        """Let go of the lock."""
        self._files.leave()

    def commit(self, label: str, staging: Staging, of: int = 0, *, undoable: bool = True) -> list[Change]:
        """Append what is staged, then let readers see it. Raises StoreUnavailable."""
        committed = self._files.commit(label, staging, self.writer, of)
        if committed is None:
            return []
        done, changes = committed
        if done.ops and undoable and not of:
            self._deeds.add(Deed(done.n, label, done.ops))
        return changes

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

    # Looking after the files

    def compact(self, resting: Resting | None = None) -> None:
        """Write a snapshot and begin a new generation of the journal; others may write while it is being written, and
        with `resting`, which is for a thread, hardly notice it.

        Raises StoreUnavailable, StoreDamaged.
        """
        self._compact(self.patience, resting or Resting.never())

    def look_after(self, stop: Callable[[], bool]) -> None:
        """Write a snapshot where the journal has grown, compress old journals, let go of those that are older than is
        kept, and take large tables apart that are being used. For a thread of its own: it works in small pieces and
        rests between them, until `stop`; then, or when the store is being closed, it goes on without resting. Cheap
        when there is nothing to do.

        Raises StoreUnavailable, StoreDamaged, StoreTooNew; it may be called again.
        """
        if (
            self._files.read_only
            or time.monotonic() < self._not_before
            or not self._looking_after.acquire(blocking=False)
        ):
            return
        try:
            self._take_apart(Resting(lambda: self._closing or stop()))
            long = self._is_long(_LONG)
            if self._closing or (self._tidied and not long):
                return
            self._not_before = time.monotonic() + _AGAIN
            resting = Resting(lambda: self._closing or stop())
            if long:
                self._compact(_TRYING, resting)
            self._tidy(resting)
            self._not_before = 0.0
        except StoreLocked:
            self._not_before = 0.0  # somebody writes just now
        finally:
            self._looking_after.release()

    def close(self) -> None:
        """Let go of the store, after a snapshot when the journal is worth one."""
        self._closing = True
        with self._looking_after, self._files.guard:
            if self._files.closed:
                return
            try:
                if self._files.read_only:
                    return
                if self._is_long(_LONG_FOR_CLOSING):
                    self._compact(self.patience, Resting.never())
                elif self._files.log.has_room:
                    self._files.trim(_TRIMMING)
            except StoreError:
                pass  # it is all in the journal, and the next to open says what is the matter
            finally:
                self._files.close()

    # How

    def applied(self, number: int, changes: Iterable[Change], *, own: bool) -> None:
        """Keep the typed records in step, and remember what changed."""
        listed = list(changes)
        for change in listed:
            typed = self._typed.get(change.table)
            if typed is not None:
                typed.changed(change.id)
        self._recent.add(number, own, listed)

    def taken(self, memory: Memory) -> None:
        """Let the typed records start again."""
        for name, typed in self._typed.items():
            typed.forget(memory.table(name))

    def _is_long(self, part: int) -> bool:
        """Whether reading the journals that follow the snapshot takes so long that another one is worth it."""
        files = self._files
        if files.behind and snapshot_path(files.folder, files.log.generation).exists():
            files.behind = 0  # another process was still writing it when this one read the journals
        return files.behind + files.log.offset > max(WORTH_A_SNAPSHOT, files.snapshot_size // part)

    def _compact(self, timeout: float, resting: Resting) -> None:
        frozen = self._still_to_write()
        if frozen is None:
            to_read = self._files.behind + self._files.log.offset
            frozen = self._files.begin_generation(timeout)
            self._files.behind = to_read
        log = self._files.log
        self._unwritten = (log, frozen)
        try:
            size = write_snapshot(self.folder, self.modes, frozen, resting)
        except OSError as error:
            raise unavailable(error, self.folder) from error
        self._unwritten = None
        with self._files.guard:
            if self._files.log is log:  # else everything was read anew meanwhile
                self._files.snapshot_size, self._files.behind = size, 0
        self._tidied = False

    def _still_to_write(self) -> Frozen | None:
        """The snapshot that couldn't be written, where it would still be the newest: to begin yet another generation
        each time would only give more to read. Raises a StoreError.
        """
        if self._unwritten is None:
            return None
        log, frozen = self._unwritten
        with self._files.guard:
            self._files.catch_up()
            followed = self._files.log is log  # nobody put other files in the place of what was read
        try:
            newest = max(files_in(self.folder).snapshots, default=0)
        except OSError as error:
            raise unavailable(error, self.folder) from error
        return frozen if followed and newest < frozen.meta.generation else None

    def _take_apart(self, resting: Resting) -> None:
        """Take the large tables apart of which something was asked, so that it isn't done while somebody types."""
        with self._files.guard:
            tables = list(self.memory.tables.values())
        for documents in tables:
            with self._files.guard:
                parts = documents.begin_parts()
            if parts is None:
                continue
            whole = False
            try:
                whole = all(resting.rest() for _piece in parts.pieces())
            except (msgspec.DecodeError, UnicodeDecodeError):
                pass  # whoever asks for it next says so
            finally:
                with self._files.guard:
                    documents.end_parts(parts, whole=whole)

    def _tidy(self, resting: Resting) -> None:
        """Compress and let go of old journals."""
        try:
            packed_away(self.folder, self.modes, self._months, resting, lambda: self._files.alone(_TRYING))
        except OSError as error:
            raise unavailable(error, self.folder) from error
        self._tidied = True

    @property
    def _months(self) -> int:
        """How long the history is kept: of a store that others write in too, for as long as by default at least."""
        shared = self.history_months and self.modes.file & _OTHERS
        return max(self.history_months, HISTORY_MONTHS) if shared else self.history_months

    def _turn(self, source: list[Deed], target: list[Deed], label: str) -> Undone | None:
        if not source:
            return None
        deed = source[-1]
        with self._files.alone(self.patience):
            staging = Staging(self.memory)
            contested = (turn_back if label == "undo" else do_again)(deed.ops, staging)
            changes = self.commit(label, staging, deed.number)
            target.append(source.pop())
        return Undone(deed.label, tuple(changes), tuple(contested))

    def _since(self, cursor: int, own: bool) -> Changes:
        changes = self._recent.since(cursor, own)
        if changes is None:
            return Changes(self._recent.cursor, tuple(changes_of(self.memory)), whole=True)
        return Changes(self._recent.cursor, changes)

    def _mend(self) -> None:
        """On opening: finish what was left unfinished, and say so."""
        for path in self._files.made_good:
            self.notices.append(_("{path} was damaged; all that was in it was found in other files.").format(path=path))
        if self._files.read_only:
            return
        self._files.mend(self.patience)
        try:
            if self._files.made_good:
                self.compact()
        except StoreUnavailable as error:
            self.notices.append(str(error))
