"""Which files a store consists of, what they are called, and how long they stay.

`journal-00000007.jsonl` holds what was done in generation 7, one line a transaction; `snapshot-00000007.json` what
stood before that generation began. `lock` is empty, or holds the mark of who waits for it. `torn-….txt` keeps what
was cut off a journal, `backups/` what stood there before a migration. A `store.json` in a folder without any of these
is what TinyDB by itself made.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import msgspec

from kgw_tui import clock

from . import filesystem
from .filesystem import Modes

KEEP_SNAPSHOTS: Final = 3
"""So many of the newest snapshots stay, so that a damaged one can be made again from the one before."""

KEEP_JOURNALS: Final = 40
"""So many of the newest journals stay: they are the history."""

PLAIN: Final = "store.json"
LOCK: Final = "lock"

_NAME: Final = re.compile(r"(snapshot|journal)-([0-9]{8,})\.jsonl?")
_LEFT_BEHIND: Final = 3600.0
"""Seconds after which a temporary file has been left by somebody who was killed."""


class Files(msgspec.Struct, frozen=True):
    """The generations of which a folder holds a snapshot, and a journal, oldest first; whether it has a plain file."""

    snapshots: tuple[int, ...]
    journals: tuple[int, ...]
    plain: bool

    @property
    def any(self) -> bool:
        """Whether there is anything of a store."""
        return bool(self.snapshots or self.journals or self.plain)


def journal_path(folder: Path, generation: int) -> Path:
    """Where the journal of a generation lies."""
    return folder / f"journal-{generation:08d}.jsonl"


def snapshot_path(folder: Path, generation: int) -> Path:
    """Where the snapshot of a generation lies."""
    return folder / f"snapshot-{generation:08d}.json"


def files_in(folder: Path) -> Files:
    """What a store's folder holds; nothing when it isn't there. Raises OSError for one that can't be read."""
    found: dict[str, list[int]] = {"snapshot": [], "journal": []}
    plain = False
    try:
        names = [each.name for each in folder.iterdir()]
    except FileNotFoundError:
        names = []
    for name in names:
        match = _NAME.fullmatch(name)
        if match is not None:
            found[match[1]].append(int(match[2]))
        plain = plain or name == PLAIN
    return Files(tuple(sorted(found["snapshot"])), tuple(sorted(found["journal"])), plain)


def remove_old(folder: Path) -> None:
    """Remove the snapshots and journals that are older than is kept, and temporary files that somebody left behind.

    What can't be removed (on Windows, while somebody reads it) stays until the next time.
    """
    files = files_in(folder)
    oldest = min(files.snapshots[-KEEP_SNAPSHOTS:], default=0)
    for generation in files.snapshots[:-KEEP_SNAPSHOTS]:
        _remove(snapshot_path(folder, generation))
    for generation in files.journals[:-KEEP_JOURNALS]:
        if generation < oldest:
            _remove(journal_path(folder, generation))
    for path in folder.glob("*.tmp"):
        if filesystem.age(path) > _LEFT_BEHIND:
            _remove(path)


def back_up(folder: Path, name: str, modes: Modes) -> Path:
    """Copy the files of a store as they are into `backups/`; where they are now. Raises OSError."""
    target = folder / "backups" / f"{name}-{clock.now():%Y%m%dT%H%M%S}"
    filesystem.make_folder(target.parent, modes.folder)
    filesystem.make_folder(target, modes.folder)
    files = files_in(folder)
    paths = [snapshot_path(folder, each) for each in files.snapshots]
    paths += [journal_path(folder, each) for each in files.journals]
    paths += [folder / PLAIN] if files.plain else []
    for path in paths:
        filesystem.write_file(target / path.name, path.read_bytes(), modes)
    return target


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
