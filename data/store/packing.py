"""Journals that no opening needs any more: compressed first, let go when they are older than is kept.

In steps, each on the disk before the next, so that being killed between any two loses nothing: the compressed file is
made under another name and read back; then, under the lock of the store and only while the plain file is the one that
was compressed, it gets its name and the plain one is removed. Where both are there the plain one counts.
"""

from __future__ import annotations

import datetime as dt
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Final, NamedTuple

from kgw_tui import clock

from .. import filesystem
from ..filesystem import Modes
from .files import KEEP_SNAPSHOTS, Files, files_in, journal_path, packed_path, remove
from .journal import Begin, End, Line, parse
from .resting import PIECE, Resting

_LEVEL: Final = 6
_GZIP: Final = 16 + zlib.MAX_WBITS
_A_MONTH: Final = dt.timedelta(days=30.44)

Alone = Callable[[], AbstractContextManager[None]]
"""Holds the lock of the store for a moment."""


class _Plain(NamedTuple):
    """Which file was compressed: another in its place, or another content, isn't it."""

    device: int
    inode: int
    size: int
    changed: int


def packed_away(folder: Path, modes: Modes, months: int, resting: Resting, alone: Alone) -> None:
    """Compress each journal that is older than the oldest snapshot, and remove those that are more than so many months
    older than it is (0: none). One that is damaged stays as it is. What can't be removed stays until the next time.
    Raises OSError, and what `alone` raises.
    """
    files = files_in(folder)
    oldest = min(files.snapshots[-KEEP_SNAPSHOTS:], default=0)
    too_old = _too_old(folder, files, oldest, months)
    if too_old:
        with alone():
            if files_in(folder) == files:
                for generation in too_old:
                    remove(journal_path(folder, generation))
                    remove(packed_path(folder, generation))
    for generation in files.journals:
        if generation < oldest and generation not in files.packed and generation not in too_old:
            _pack(journal_path(folder, generation), packed_path(folder, generation), modes, resting, alone)


def began(folder: Path, generation: int) -> dt.datetime | None:
    """When a generation began, by its first line; None when that can't be told."""
    try:
        head = _head(folder, generation)
    except (OSError, zlib.error):
        return None
    lines = parse(head[: head.find(b"\n") + 1], 0).lines
    begin = lines[0][0] if lines else None
    return dt.datetime.fromisoformat(begin.at) if isinstance(begin, Begin) else None


def _too_old(folder: Path, files: Files, oldest: int, months: int) -> list[int]:
    """The generations that ended too long ago, oldest first; none that is as new as the oldest snapshot.

    A clock that was wrong, for a day or for a year, must not cost history. So time is counted from generation to
    generation, and no step counts for more than a quarter of what is kept, forward or back: going wrong and coming
    right again make up for each other. And it has to be long enough at each of the last steps: from the oldest
    snapshot that is kept to this moment.
    """
    if months <= 0 or not oldest:
        return []
    kept = months * _A_MONTH
    longest = max(kept / 4, _A_MONTH)
    moments = {each: moment for each in files.journals if (moment := began(folder, each)) is not None}
    steps = [
        min(max(after - before, -longest), longest) for before, after in pairwise([*moments.values(), clock.now()])
    ]
    until = dict(zip(moments, accumulate(steps, initial=dt.timedelta()), strict=False))
    last = [*(passed for each, passed in until.items() if each >= oldest), sum(steps, dt.timedelta())]
    found: list[int] = []
    for generation in files.journals:
        ended = until.get(generation + 1)
        if generation >= oldest or ended is None or min(last) - ended <= kept:
            break
        found.append(generation)
    return found


def _head(folder: Path, generation: int) -> bytes:
    """The beginning of a journal, with its first line."""
    try:
        return next(_pieces_of(journal_path(folder, generation)), b"")
    except FileNotFoundError:
        packed = next(_pieces_of(packed_path(folder, generation)), b"")
    return zlib.decompressobj(_GZIP).decompress(packed, PIECE)


def _pack(plain: Path, packed: Path, modes: Modes, resting: Resting, alone: Alone) -> None:
    """Compress one journal, and remove the plain one when the compressed one is on the disk and was read back."""
    unproven = packed.with_name(f"{packed.name}.{os.getpid()}-unproven.tmp")
    try:
        fd = filesystem.open_for_reading(plain)
    except FileNotFoundError:
        return  # another process has done it
    try:
        try:
            was = _plain(os.fstat(fd))
            total = _compressed(fd, unproven, modes, resting)
        finally:
            os.close(fd)
        if total is None or _sum_of(unproven, resting) != total:
            return
        with alone():
            if _plain(plain.lstat()) != was:
                return  # somebody has put right what was damaged, or put back another store
            unproven.replace(packed)
            filesystem.sync_folder(packed.parent)
            remove(plain)
    except FileNotFoundError:
        return  # it was set aside meanwhile
    finally:
        remove(unproven)


def _plain(there: os.stat_result) -> _Plain:
    return _Plain(there.st_dev, there.st_ino, there.st_size, there.st_mtime_ns)


def _compressed(fd: int, target: Path, modes: Modes, resting: Resting) -> int | None:
    """Compress a journal into a file; the sum of what it holds, or None when it isn't a whole journal."""
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    total, checking = 0, _Checking()
    with filesystem.whole_file(target, modes) as out:
        offset = 0
        for piece in _pieces(fd):
            total = zlib.crc32(piece, total)
            if not checking.goes_on(piece):
                return None
            offset += filesystem.write_at(out, compressor.compress(piece), offset)
            resting.after(out, len(piece))
        filesystem.write_at(out, compressor.flush(), offset)
    return total if checking.is_whole else None


class _Checking:
    """Whether a journal that comes in pieces is what was written, from its first line to its end line."""

    def __init__(self) -> None:
        self._rest: list[bytes] = []
        self._chain = 0
        self._first = True
        self._line: Line | None = None

    def goes_on(self, piece: bytes) -> bool:
        """Whether all is well up to the last line that is whole."""
        lines, newline, rest = piece.rpartition(b"\n")
        if not newline:
            self._rest.append(piece)
            return True
        data = b"".join([*self._rest, lines, newline])
        self._rest = [rest] if rest else []
        if isinstance(self._line, End):
            return not data.strip(b"\n")  # room
        parsed = parse(data, self._chain)
        for position, (line, _end, chain) in enumerate(parsed.lines):
            if isinstance(line, Begin) != (self._first and position == 0) or isinstance(self._line, End):
                return False
            self._line, self._chain = line, chain
        self._first = self._first and not parsed.lines
        return parsed.bad is None and (isinstance(self._line, End) or not data.endswith(b"\n\n"))

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left, and the end has come."""
        return isinstance(self._line, End) and not self._rest


def _sum_of(packed: Path, resting: Resting) -> int | None:
    """The sum of what comes out of a compressed file; None when that isn't whole."""
    reader, total = zlib.decompressobj(_GZIP), 0
    fd = filesystem.open_for_reading(packed)
    try:
        for piece in _pieces(fd):
            total = zlib.crc32(reader.decompress(piece), total)
            resting.rest()
    except zlib.error:
        return None
    finally:
        os.close(fd)
    return total if reader.eof and not reader.unused_data else None


def _pieces_of(path: Path) -> Iterator[bytes]:
    fd = filesystem.open_for_reading(path)
    try:
        yield from _pieces(fd)
    finally:
        os.close(fd)


def _pieces(fd: int) -> Iterator[bytes]:
    offset = 0
    while piece := filesystem.read_at(fd, PIECE, offset):
        yield piece
        offset += len(piece)
