"""The journal of a store on disk: its files one after another, where this process has read up to, and appending.

Changing generation goes in steps, under the lock, each on the disk before the next, so that being killed between any
two of them loses nothing and does nothing twice:

1. `journal-8` is made, with its `begin` line (a temporary file, renamed);
2. `journal-7` gets its `end` line: from here on everybody goes on to 8;
3. `snapshot-8` is made (a temporary file, renamed); until it is there, opening reads snapshot 7 and both journals.
   The lock isn't held for this;
4. what is older than is kept is removed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from kgw_tui import clock

from .. import filesystem
from ..damage import damaged_file, damaged_line, missing_file, too_new, unreadable
from ..filesystem import Modes
from .files import files_in, journal_bytes, journal_path, packed_path
from .journal import Bad, Begin, Done, End, Line, encode, holds_a_line, last_bytes, parse, sum_text

SCHEMA: Final = 1
"""The version of the schema that this program writes. It goes up with every kind, field or meaning that a program
from before wouldn't understand, and each time `migrations` gets a step."""


_ALONE: Final = 3
"""After so many lines a process makes room for many more: a command that writes one does without."""

_ROOM: Final = 256 * 1024

_COARSE: Final = 100_000_000
"""So many nanoseconds after a change, another one in the same folder surely gets another time."""


class Appended(NamedTuple):
    """Where the journal stands after an append."""

    sequence: int
    offset: int
    chain: int


class Replaced(Exception):
    """The files aren't those that were read: somebody put others in their place, or took back a line."""


class Log:
    """Reading and appending. `sequence` is the number of the last transaction that was read and `at` its moment,
    `chain` the sum of the last line, `previous` the sum that this generation began from, `schema` the version that it
    is written in; `behind` how many bytes of earlier generations were read.
    """

    def __init__(self, folder: Path, modes: Modes) -> None:
        """A log that stands before everything; `begin` places it."""
        self.folder = folder
        self.generation = 0
        self.sequence = 0
        self.chain = 0
        self.previous = 0
        self.schema = SCHEMA
        self.offset = 0
        self.at = ""
        self.behind = 0
        self.torn: Bad | None = None
        self.lost_ends: list[Path] = []
        self._modes = modes
        self._path = journal_path(folder, 1)
        self._fd = -1
        self._writable = False
        self._packed: bytes | None = None
        self._inode = (0, 0)
        self._folder_mark = (0, 0, 0)
        self._lines = 0
        self._not_taken_back = b""
        self._size = 0
        self._appends = 0
        self._made_room = False

    @property
    def path(self) -> Path:
        """The journal that is being read."""
        return self._path

    def begin(self, generation: int, sequence: int, chain: int) -> None:
        """Start reading at the beginning of a generation that follows this transaction and sum.

        Raises StoreDamaged when that journal is missing, StoreUnavailable.
        """
        self.generation = generation
        self.sequence = sequence
        self.chain = chain
        self.previous = chain
        self.offset = 0
        self._lines = 0
        self._made_room = False
        self._path = journal_path(self.folder, generation)
        self._open()

    def is_current(self) -> bool:
        """Whether everything has been read: one stat, and one look at the end of the last line that was read, whose
        sum tells whether all before it is still the same. Raises Replaced, StoreUnavailable.
        """
        try:
            if not self._same_file():
                return True  # there is no journal yet
            if self._after_last(1):
                return False
        except OSError as error:
            raise unreadable(error, self._path) from error
        self.torn = None
        return True

    def read(self) -> Iterator[Done]:
        """The transactions that haven't been read yet; one counts as read when the next is asked for.

        Leaves a last line that isn't whole in `torn`: it may still be in the writing. Raises StoreDamaged,
        StoreTooNew, StoreUnavailable.
        """
        while self.generation:
            ended = False
            base, lines_before = self.offset, self._lines
            data = self._unread()
            parsed = parse(data, self.chain)
            for line, end, chain in parsed.lines:
                self._check(line, ended)
                if isinstance(line, Done):
                    yield line
                    self.sequence = line.n
                    self.at = line.at
                self.offset = base + end
                self.chain = chain
                self._lines += 1
                ended = isinstance(line, End)
            self.torn = None
            if parsed.bad is not None:
                self.torn = Bad(base + parsed.bad.offset, lines_before + parsed.bad.line, parsed.bad.last)
                if not parsed.bad.last or self.offset == 0 or ended:
                    raise damaged_line(self._path, self.torn.line, self.torn.offset, self.sequence)
            if not ended:
                if (base > 0 and self._packed is None) or not self._next_in_use():
                    if self._packed is not None:  # it was compressed because others had followed: they are gone
                        raise damaged_file(packed_path(self.folder, self.generation), self.sequence)
                    return
                if self._unread() != data[self.offset - base :]:
                    continue  # somebody wrote on while this was read
                self._pass_lost_end()
            self.behind += self.offset
            self.begin(self.generation + 1, self.sequence, self.chain)

    def append(self, done: Done) -> Appended:
        """Add a transaction and bring it to the disk; the lock is held and everything has been read. It counts as
        read once it has been given to `passed`: should the caller be interrupted before, then it is read from there.

        Raises OSError after taking back what was written of it.
        """
        data, chain = encode(done, self.chain)
        self._appends += 1
        if self._appends > _ALONE and self.offset + len(data) > self._size:
            self._make_room(len(data))
        self._write(data)
        return Appended(done.n, self.offset + len(data), chain)

    def passed(self, appended: Appended) -> None:
        """What was appended has been done in memory too."""
        self.sequence, self.offset, self.chain = appended
        self._lines += 1

    @property
    def unsettled(self) -> bool:
        """Whether something stands at the end that this process wrote, couldn't bring to the disk nor take back."""
        return bool(self._not_taken_back)

    def settle(self) -> None:
        """Take back what couldn't be taken back before, unless others have built on it; the lock is held.

        Raises OSError when it still can't be.
        """
        rest = filesystem.read_from(self._fd, self.offset)
        line = rest[: rest.find(b"\n") + 1] or rest
        built_on = rest[len(line) : len(line) + 1] not in (b"", b"\n")
        if self._not_taken_back.startswith(line.rstrip(b"\n")) and not built_on:
            self.trim()
            filesystem.sync(self._fd)
        self._not_taken_back = b""

    @property
    def has_room(self) -> bool:
        """Whether this process has made room in the journal."""
        return self._made_room

    def trim(self) -> None:
        """Take away everything after the last line; the lock is held and everything has been read. Raises OSError."""
        self._make_writable()
        os.ftruncate(self._fd, self.offset)
        self._size = self.offset
        self._made_room = False

    def cut(self) -> Path | None:
        """Remove the torn line that was found; the lock is held. Where its bytes are kept. Raises OSError.

        Where the next generation is ready and waits for it, the torn line was the end of this one, and is written.
        """
        rest = filesystem.read_from(self._fd, self.offset).rstrip(b"\n")
        self.torn = None
        if not rest:
            return None
        aside = self.folder / f"torn-{self.generation:08d}-{self.offset}.txt"
        filesystem.write_file(aside, rest, self._modes)
        self.trim()
        filesystem.sync(self._fd)
        end = self._end_before(self._next_journal())
        if end is not None:
            self._write(end[0])
        return aside

    def next_generation(self) -> None:
        """Begin another generation of the journal (steps 1 and 2); the lock is held. Raises OSError."""
        number = self.generation + 1
        line, chain = encode(End(number, self.sequence), self.chain) if self.generation else (b"", 0)
        data, _sum = encode(Begin(number, self.sequence, sum_text(chain), SCHEMA, clock.now().isoformat()), 0)
        filesystem.write_file(journal_path(self.folder, number), data, self._modes)
        if line:
            self._write(line)
            self.offset += len(line)
            with suppress(OSError):
                self.trim()
        self.begin(number, self.sequence, chain)
        for done in self.read():
            raise damaged_line(self._path, self._lines + 1, self.offset, done.n)

    def close(self) -> None:
        """Close the file."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
            self._writable = False

    def _check(self, line: Line, ended: bool) -> None:
        """Raise StoreDamaged unless this line may follow, StoreTooNew for a generation of a newer version."""
        good = False
        match line:
            case Begin():
                if line.schema > SCHEMA:
                    raise too_new(self.folder)
                good = self.offset == 0 and _follows(line, self.generation, self.sequence, self.chain)
                self.schema = line.schema
            case Done():
                good = self.offset > 0 and line.n == self.sequence + 1
            case End():
                good = self.offset > 0 and (line.next, line.after) == (self.generation + 1, self.sequence)
        if ended or not good:
            raise damaged_line(self._path, self._lines + 1, self.offset, self.sequence)

    def _unread(self) -> bytes:
        """What stands after the last line that was read. Raises Replaced when that one doesn't end there any more."""
        try:
            if self._packed is not None:
                return self._packed[self.offset :]
            return self._after_last(None) if self.offset else filesystem.read_from(self._fd, 0)
        except OSError as error:
            raise unreadable(error, self._path) from error

    def _after_last(self, count: int | None) -> bytes:
        """So many bytes after the last line, or all of them; none where only room follows. Raises Replaced, OSError."""
        ending = last_bytes(self.chain)
        start = self.offset - len(ending)
        if count is None:
            data = filesystem.read_from(self._fd, start)
        else:
            data = filesystem.read_at(self._fd, len(ending) + count, start)
        if not data.startswith(ending):
            raise Replaced
        rest = data[len(ending) :]
        return b"" if count is not None and rest.startswith(b"\n") else rest

    def _same_file(self) -> bool:
        """Whether the journal is where it was: False when there was none and is none. Raises Replaced, OSError.

        It is the folder that is asked for its time of change, which goes up when a file in it is made, removed or
        renamed; asking the file itself would make its next sync a third slower (the system then has to write down a
        finer time). A folder that changed just now is asked again: its clock may be coarse.
        """
        try:
            there = self.folder.stat()
            mark = (there.st_dev, there.st_ino, there.st_mtime_ns)
            if mark == self._folder_mark and self.generation:
                return True
            journal = self._path.stat()
        except FileNotFoundError:
            if self.generation or files_in(self.folder).journals:
                raise Replaced from None
            return False
        if self.offset == 0 or (journal.st_dev, journal.st_ino) != self._inode:
            raise Replaced
        if os.name == "posix" and time.time_ns() - there.st_mtime_ns > _COARSE:
            self._folder_mark = mark
        return True

    def _next_journal(self) -> bytes:
        number = self.generation + 1
        try:
            return journal_bytes(self.folder, number)
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise unreadable(error, journal_path(self.folder, number)) from error
        except ValueError:
            raise damaged_file(packed_path(self.folder, number), self.sequence) from None

    def _next_in_use(self) -> bool:
        """Whether transactions stand in the next generation. One that only begins was made in step 1 by somebody who
        was killed before step 2: it counts for nothing, whatever else is in it, and is made again.
        """
        data = self._next_journal()
        return holds_a_line(data[data.find(b"\n") + 1 :])

    def _pass_lost_end(self) -> None:
        """Go past the end line that was damaged or cut off, as the next generation is in use.

        Raises StoreDamaged when that generation doesn't follow what was read: then more is lost than the end.
        """
        end = self._end_before(self._next_journal())
        if end is None:
            raise damaged_line(self._path, self._lines + 1, self.offset, self.sequence)
        self.lost_ends.append(self._path)
        self.torn = None
        self.chain = end[1]

    def _end_before(self, following: bytes) -> tuple[bytes, int] | None:
        """The end line that belongs here and its sum, when the next journal begins after it; else None."""
        lines = parse(following[: following.find(b"\n") + 1], 0).lines
        begin = lines[0][0] if lines else None
        line, chain = encode(End(self.generation + 1, self.sequence), self.chain)
        if isinstance(begin, Begin) and _follows(begin, self.generation + 1, self.sequence, chain):
            return line, chain
        return None

    def _open(self) -> None:
        self.close()
        self._packed = None
        try:
            self._fd = filesystem.open_for_reading(self._path)
            there = os.fstat(self._fd)
        except FileNotFoundError:
            self._packed = self._unpacked()
            return
        except OSError as error:
            raise unreadable(error, self._path) from error
        self._inode = (there.st_dev, there.st_ino)
        self._folder_mark = (0, 0, 0)
        self._size = 0
        if there.st_size == 0:
            raise damaged_file(self._path, self.sequence)

    def _unpacked(self) -> bytes:
        """The journal out of its compressed file: one that others have followed, and that is only read."""
        packed = packed_path(self.folder, self.generation)
        try:
            return journal_bytes(self.folder, self.generation)
        except FileNotFoundError:
            raise missing_file(self._path, self.sequence) from None
        except OSError as error:
            raise unreadable(error, packed) from error
        except ValueError:
            raise damaged_file(packed, self.sequence) from None

    def _make_writable(self) -> None:
        if not self._writable:
            fd = filesystem.open_for_writing(self._path, self._modes)
            os.close(self._fd)
            self._fd = fd
            self._writable = True

    def _write(self, data: bytes) -> None:
        self._make_writable()
        try:
            filesystem.write_at(self._fd, data, self.offset)
            filesystem.sync(self._fd)
        except OSError:
            self._not_taken_back = data
            self.trim()
            self._not_taken_back = b""
            raise

    def _make_room(self, wanted: int) -> None:
        """Let the file be longer than its lines; when that can't be, lines do without."""
        self._make_writable()
        self._size = os.fstat(self._fd).st_size
        if self.offset + wanted <= self._size:
            return  # somebody else has
        try:
            filesystem.write_at(self._fd, b"\n" * _ROOM, self.offset)
            filesystem.sync(self._fd)
        except OSError:
            self._appends = -1_000  # not again for a while
            with suppress(OSError):
                self.trim()
        else:
            self._size = self.offset + _ROOM
            self._made_room = True


def _follows(begin: Begin, generation: int, sequence: int, chain: int) -> bool:
    return (begin.generation, begin.after, begin.prev) == (generation, sequence, sum_text(chain))
