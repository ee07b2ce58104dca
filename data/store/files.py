"""Which files a store consists of, what they are called, and how long they stay.

`journal-00000007.jsonl` holds what was done in generation 7, one line a transaction (compressed, when no opening needs
it any more: `journal-00000007.jsonl.gz`); `snapshot-00000007.json` what stood before that generation began. `lock` is
empty, or holds the mark of who waits for it. `torn-….txt` keeps what was cut off a journal, `backups/` what stood
there before a migration. A `store.json` in a folder without any of these is what TinyDB by itself made.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Final

import msgspec

from kgw_tui import clock

from .. import filesystem
from ..filesystem import Modes

KEEP_SNAPSHOTS: Final = 3
"""So many of the newest snapshots stay, so that a damaged one can be made again from the one before."""

PLAIN: Final = "store.json"
LOCK: Final = "lock"

_NAME: Final = re.compile(r"(?:(snapshot)-([0-9]{8,})\.json|(journal)-([0-9]{8,})\.jsonl(\.gz)?)")
_WRITER: Final = re.compile(r"\.([0-9]{1,9})(?:\.[0-9a-f]{8}|-unproven)?\.tmp")
_LEFT_BEHIND: Final = 3600.0
"""Seconds for which a temporary file is left alone, whoever may be writing it."""

_GZIP: Final = 16 + zlib.MAX_WBITS
_RATIO: Final = 250
_ALWAYS: Final = 64 * 1024 * 1024
"""Bytes. Lines of a journal don't shrink to a part as small as that: what grows further was made to fill the memory."""


class Files(msgspec.Struct, frozen=True):
    """The generations of which a folder holds a snapshot, and a journal, oldest first; whether it has a plain file;
    and which of the journals are there only compressed.
    """

    snapshots: tuple[int, ...]
    journals: tuple[int, ...]
    plain: bool
    packed: tuple[int, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything of a store."""
        return bool(self.snapshots or self.journals or self.plain)


def journal_path(folder: Path, generation: int) -> Path:
    """Where the journal of a generation lies."""
    return folder / f"journal-{generation:08d}.jsonl"


def packed_path(folder: Path, generation: int) -> Path:
    """Where the journal of a generation lies once it has been compressed."""
    return folder / f"journal-{generation:08d}.jsonl.gz"


def journal_bytes(folder: Path, generation: int) -> bytes:
    """The whole journal of a generation, compressed or not; while it is being written, as far as it is.

    Raises FileNotFoundError, OSError, and ValueError for one that was compressed and can't be read any more.
    """
    try:
        return filesystem.read_file(journal_path(folder, generation))
    except FileNotFoundError:
        return _unpacked(filesystem.read_file(packed_path(folder, generation)))


def snapshot_path(folder: Path, generation: int) -> Path:
    """Where the snapshot of a generation lies."""
    return folder / f"snapshot-{generation:08d}.json"


def files_in(folder: Path) -> Files:
    """What a store's folder holds; nothing when it isn't there. Raises OSError for one that can't be read."""
    found: dict[str, set[int]] = {"snapshot": set(), "journal": set(), "packed": set()}
    plain = False
    try:
        names = [each.name for each in folder.iterdir()]
    except FileNotFoundError:
        names = []
    for name in names:
        match = _NAME.fullmatch(name)
        if match is not None:
            if match[1]:
                found["snapshot"].add(int(match[2]))
            else:
                found["packed" if match[5] else "journal"].add(int(match[4]))
        plain = plain or name == PLAIN
    journals = found["journal"] | found["packed"]
    packed = found["packed"] - found["journal"]
    return Files(tuple(sorted(found["snapshot"])), tuple(sorted(journals)), plain, tuple(sorted(packed)))


def remove_old(folder: Path) -> None:
    """Remove the snapshots that are older than is kept, and temporary files that were left behind.

    What can't be removed (on Windows, while somebody reads it) stays until the next time.
    """
    for generation in files_in(folder).snapshots[:-KEEP_SNAPSHOTS]:
        remove(snapshot_path(folder, generation))
    for path in folder.glob("*.tmp"):
        if left_behind(path):
            remove(path)


def left_behind(path: Path) -> bool:
    """Whether a temporary file is one of a process that was killed: nobody has written in it for an hour, and the
    number in its name is of no process that runs. The number alone tells nothing: it may be of another machine.
    """
    if filesystem.age(path) <= _LEFT_BEHIND:
        return False
    match = _WRITER.search(path.name)
    return match is None or not filesystem.runs(int(match[1]), unknown=False)


def back_up(folder: Path, name: str, modes: Modes) -> Path:
    """Copy the files of a store as they are into `backups/`; where they are now. Raises OSError."""
    target = folder / "backups" / f"{name}-{clock.now():%Y%m%dT%H%M%S}"
    filesystem.make_folder_of(target.parent, modes)
    filesystem.make_folder_of(target, modes)
    files = files_in(folder)
    paths = [snapshot_path(folder, each) for each in files.snapshots]
    paths += [(packed_path if each in files.packed else journal_path)(folder, each) for each in files.journals]
    paths += [folder / PLAIN] if files.plain else []
    for path in paths:
        filesystem.write_file(target / path.name, filesystem.read_file(path), modes)
    return target


def remove(path: Path) -> None:
    """Remove a file that isn't needed; where that can't be, it stays."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def _unpacked(packed: bytes) -> bytes:
    """What was compressed. Raises ValueError for what isn't whole, or grows more than a journal can."""
    most = max(_ALWAYS, _RATIO * len(packed))
    reader = zlib.decompressobj(_GZIP)
    try:
        data = reader.decompress(packed, most)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not reader.eof or reader.unused_data:
        raise ValueError(f"not all of what was compressed, or more than {most} bytes")
    return data
