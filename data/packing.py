"""Journals that no opening needs any more: compressed first, let go when they are older than is kept.

In steps, each on the disk before the next, so that being killed between any two loses nothing: the compressed file is
made (a temporary file, renamed), then the plain one is removed. Where both are there the plain one counts. Two
processes that do it at once make the same file.
"""

from __future__ import annotations

import datetime as dt
import os
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from . import filesystem
from .files import KEEP_SNAPSHOTS, Files, files_in, journal_path, packed_path, remove
from .filesystem import Modes
from .journal import Begin, parse
from .resting import PIECE, Resting

_LEVEL: Final = 6
_GZIP: Final = 16 + zlib.MAX_WBITS
_A_MONTH: Final = dt.timedelta(days=30.44)


def packed_away(folder: Path, modes: Modes, months: int, resting: Resting) -> None:
    """Compress each journal that is older than the oldest snapshot, and remove those that are more than so many months
    older than it is (0: none). What can't be removed stays until the next time. Raises OSError.

    The measure is that snapshot and not the clock: one that is wrong for a day must not cost years.
    """
    files = files_in(folder)
    oldest = min(files.snapshots[-KEEP_SNAPSHOTS:], default=0)
    unneeded = [each for each in files.journals if each < oldest]
    for generation in _too_old(folder, files, oldest, months):
        remove(journal_path(folder, generation))
        remove(packed_path(folder, generation))
        unneeded.remove(generation)
    for generation in unneeded:
        if generation not in files.packed:
            _pack(journal_path(folder, generation), packed_path(folder, generation), modes, resting)


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
    """The generations that ended too long before the oldest snapshot, oldest first."""
    measure = began(folder, oldest) if months > 0 and oldest else None
    found: list[int] = []
    for generation in files.journals if measure else ():
        ended = began(folder, generation + 1) if generation < oldest else None
        if ended is None or measure is None or ended >= measure - months * _A_MONTH:
            break
        found.append(generation)
    return found


def _head(folder: Path, generation: int) -> bytes:
    """The beginning of a journal, with its first line."""
    try:
        return next(_pieces(journal_path(folder, generation)), b"")
    except FileNotFoundError:
        packed = next(_pieces(packed_path(folder, generation)), b"")
    return zlib.decompressobj(_GZIP).decompress(packed, PIECE)


def _pack(plain: Path, packed: Path, modes: Modes, resting: Resting) -> None:
    """Compress one journal, and remove the plain one when the compressed one is on the disk."""
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    try:
        with filesystem.whole_file(packed, modes) as fd:
            offset = 0
            for piece in _pieces(plain):
                offset += filesystem.write_at(fd, compressor.compress(piece), offset)
                resting.after(fd, len(piece))
            filesystem.write_at(fd, compressor.flush(), offset)
    except FileNotFoundError:
        return  # another process has done it
    remove(plain)


def _pieces(path: Path) -> Iterator[bytes]:
    fd = filesystem.open_for_reading(path)
    try:
        offset = 0
        while piece := filesystem.read_at(fd, PIECE, offset):
            yield piece
            offset += len(piece)
    finally:
        os.close(fd)
