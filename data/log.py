"""The journal of a store on disk: its files one after another, where this process has read up to, and appending.

Files are `journal-00000007.jsonl` (one a generation) and `snapshot-00000007.json` (what stood before that journal
began). Changing generation goes in steps, under the lock, each on the disk before the next, so that being killed
between any two of them loses nothing and does nothing twice:

1. `journal-8` is made, with its `begin` line (a temporary file, renamed);
2. `journal-7` gets its `end` line: from here on everybody goes on to 8;
3. `snapshot-8` is made (a temporary file, renamed); until it is there, opening reads snapshot 7 and both journals;
4. what is older than is kept is removed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kgw_tui import clock

from . import filesystem
from .damage import damaged_file, damaged_line, missing_file, too_new, unreadable
from .filesystem import Modes
from .journal import Bad, Begin, Done, End, Line, Parsed, encode, parse, sum_text

SCHEMA: Final = 1
"""The version of the schema that this program writes."""

KEEP_SNAPSHOTS: Final = 3
"""So many of the newest snapshots stay, so that a damaged one can be made again from the one before."""

KEEP_JOURNALS: Final = 40
"""So many of the newest journals stay: they are the history."""

_NAME: Final = re.compile(r"(snapshot|journal)-(\d{8})\.jsonl?")


class Replaced(Exception):
    """The files aren't those that were read: somebody put others in their place, or took back a line."""


@dataclass(frozen=True)
class Files:
    """The generations of which a folder holds a snapshot, and a journal; oldest first."""

    snapshots: tuple[int, ...]
    journals: tuple[int, ...]


def journal_path(folder: Path, generation: int) -> Path:
    """Where the journal of a generation lies."""
    return folder / f"journal-{generation:08d}.jsonl"


def snapshot_path(folder: Path, generation: int) -> Path:
    """Where the snapshot of a generation lies."""
    return folder / f"snapshot-{generation:08d}.json"


def files_in(folder: Path) -> Files:
    """What a store's folder holds; nothing when it isn't there. Raises OSError for one that can't be read."""
    found: dict[str, list[int]] = {"snapshot": [], "journal": []}
    try:
        names = [each.name for each in folder.iterdir()]
    except FileNotFoundError:
        names = []
    for name in names:
        match = _NAME.fullmatch(name)
        if match is not None:
            found[match[1]].append(int(match[2]))
    return Files(tuple(sorted(found["snapshot"])), tuple(sorted(found["journal"])))


class Log:
    """Reading and appending. `sequence` is the number of the last transaction that was read, `chain` the sum of the
    last line, `previous` the sum that this generation began from.
    """

    def __init__(self, folder: Path, modes: Modes) -> None:
        """A log that stands before everything; `begin` places it."""
        self.folder = folder
        self._modes = modes
        self.generation = 0
        self.sequence = 0
        self.chain = 0
        self.previous = 0
        self.schema = SCHEMA
        self.offset = 0
        self.torn: Bad | None = None
        self._fd = -1
        self._inode = (0, 0)
        self._writable = False
        self._path = journal_path(folder, 1)
        self._lines = 0

    @property
    def path(self) -> Path:
        """The journal that is being read."""
        return self._path

    def begin(self, generation: int, sequence: int, chain: int) -> None:
        """Start reading at the beginning of a generation that follows this transaction and sum.

        Raises StoreDamaged when that journal is missing or follows something else, StoreTooNew, StoreUnavailable.
        """
        self.generation = generation
        self.sequence = sequence
        self.chain = chain
        self.previous = chain
        self.offset = 0
        self._lines = 0
        self._path = journal_path(self.folder, generation)
        self._open()

    def is_current(self) -> bool:
        """Whether everything has been read: one stat. Raises Replaced, StoreUnavailable."""
        try:
            there = self._path.stat()
        except FileNotFoundError:
            if self.generation == 0:
                return True
            raise Replaced from None
        except OSError as error:
            raise unreadable(error, self._path) from error
        if self.generation == 0 or (there.st_dev, there.st_ino) != self._inode or there.st_size < self.offset:
            raise Replaced
        return there.st_size == self.offset

    def read(self) -> Iterator[Done]:
        """The transactions that haven't been read yet; one counts as read when the next is asked for.

        Leaves a last line that isn't whole in `torn`. Raises StoreDamaged, StoreTooNew, StoreUnavailable.
        """
        while True:
            ended = False
            base = self.offset
            base_lines = self._lines
            parsed = self._parse()
            for line, end, chain in parsed.lines:
                self._check(line, ended)
                if isinstance(line, Done):
                    yield line
                    self.sequence = line.n
                self.offset = base + end
                self.chain = chain
                self._lines += 1
                ended = isinstance(line, End)
            bad = parsed.bad
            if bad is not None:
                bad = Bad(base + bad.offset, base_lines + bad.line, bad.last)
                if not bad.last or bad.offset == 0 or ended:
                    raise damaged_line(self._path, bad.line, bad.offset, self.sequence)
            self.torn = bad
            if not ended:
                return
            self.begin(self.generation + 1, self.sequence, self.chain)

    def append(self, done: Done) -> None:
        """Add a transaction and bring it to the disk; the lock is held and everything has been read.

        Raises OSError after taking back what was written of it.
        """
        data, chain = encode(done, self.chain)
        self._write(data)
        self.offset += len(data)
        self.chain = chain
        self.sequence = done.n
        self._lines += 1

    def cut(self) -> bytes:
        """Remove the torn line that was found, keeping its bytes beside the journal; the bytes. Raises OSError."""
        self._make_writable()
        rest = filesystem.read_from(self._fd, self.offset)
        if rest:
            aside = self._path.with_name(f"torn-{self.generation:08d}-{self.offset}.txt")
            filesystem.write_file(aside, rest, self._modes)
            os.ftruncate(self._fd, self.offset)
            filesystem.sync(self._fd)
        self.torn = None
        return rest

    def next_generation(self, schema: int = SCHEMA) -> None:
        """Begin another generation of the journal (steps 1 and 2); the lock is held. Raises OSError."""
        number = self.generation + 1
        line, chain = encode(End(number, self.sequence), self.chain) if self.generation else (b"", 0)
        data, _sum = encode(Begin(number, self.sequence, sum_text(chain), schema, clock.now().isoformat()), 0)
        filesystem.write_file(journal_path(self.folder, number), data, self._modes)
        if line:
            self._write(line)
            self.chain = chain
        self.begin(number, self.sequence, self.chain)
        for _done in self.read():
            raise AssertionError("a new journal holds no transaction")

    def close(self) -> None:
        """Close the file."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
            self._writable = False

    def _parse(self) -> Parsed:
        try:
            return parse(filesystem.read_from(self._fd, self.offset), self.chain)
        except OSError as error:
            raise unreadable(error, self._path) from error

    def _check(self, line: Line, ended: bool) -> None:
        """Raise StoreDamaged unless this line may follow, StoreTooNew for a generation of a newer version."""
        good = False
        match line:
            case Begin():
                if line.schema > SCHEMA:
                    raise too_new(self.folder)
                wanted = (self.generation, self.sequence, sum_text(self.chain))
                good = self.offset == 0 and (line.generation, line.after, line.prev) == wanted
                self.schema = line.schema
            case Done():
                good = self.offset > 0 and line.n == self.sequence + 1
            case End():
                good = self.offset > 0 and (line.next, line.after) == (self.generation + 1, self.sequence)
        if ended or not good:
            raise damaged_line(self._path, self._lines + 1, self.offset, self.sequence)

    def _open(self) -> None:
        self.close()
        try:
            self._fd = os.open(self._path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
            there = os.fstat(self._fd)
        except FileNotFoundError:
            raise missing_file(self._path, self.sequence) from None
        except OSError as error:
            raise unreadable(error, self._path) from error
        self._inode = (there.st_dev, there.st_ino)
        if there.st_size == 0:
            raise damaged_file(self._path, self.sequence)

    def _make_writable(self) -> None:
        if not self._writable:
            fd = filesystem.create_for_append(self._path, self._modes)
            os.close(self._fd)
            self._fd = fd
            self._writable = True

    def _write(self, data: bytes) -> None:
        self._make_writable()
        try:
            filesystem.write_all(self._fd, data)
            filesystem.sync(self._fd)
        except OSError:
            os.ftruncate(self._fd, self.offset)
            raise
