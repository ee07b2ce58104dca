"""What is around the records: folders and their modes, the disk, the lock, the settings, drafts and backups."""

from __future__ import annotations

import datetime as dt
import errno
import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.errors import StoreError, StoreTooNew
from kgw_tui.settings import Settings

from .. import filesystem
from ..places import PRIVATE_STORE, Place
from ..settings_file import NAME
from ..store import snapshot
from ..store.files import LOCK, files_in, journal_bytes, journal_path, snapshot_path
from ..store.lock import StoreLock
from ..store.memory import Memory
from .finding import Finding, told_of
from .salvage import Piece, read_end, words_of

_OLD: Final = 14
"""Days after which the newest backup is called old."""

_LEFT_BEHIND: Final = 3600.0
_PATIENCE: Final = 2.5
"""Seconds for which the lock is waited for: a transaction takes a thousandth of that."""

_ROOM: Final = 4 << 20
_OWNER: Final = 0o700
_GROUP: Final = 0o070
_TORN: Final = re.compile(r"torn-([0-9]{8,})-([0-9]+)\.txt")
_UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError)
_OURS: Final = re.compile(
    r"(?:snapshot|journal)-[0-9]{8,}\.json.*|store\.json|lock|torn-.*\.txt|(?:damaged|replaced)-.*"
    r"|backups|presence|drafts"
)
"""The names that this program gives; a folder that is shared may hold whatever else people put there."""


class Torn(msgspec.Struct, frozen=True):
    """What was cut off a journal once, and the line or lines that it turns out to be."""

    path: Path
    pieces: tuple[Piece, ...]


class Backups(msgspec.Struct):
    """What was seen of the backups of a store: those that can't be read, the day of the newest, and the number of the
    last transaction in the one that holds the most.
    """

    unreadable: list[Path] = msgspec.field(default_factory=list[Path])
    newest: str = ""
    sequence: int = 0
    fullest: Path | None = None


def home_findings(home: Path) -> Iterator[Finding]:
    """The home itself: whether it is there, and its settings."""
    yield from _link(home)
    if not home.exists():
        yield Finding("home.missing", str(home), worth=True)
        return
    yield from _access(home)
    yield from _modes(home, [home, home / NAME], filesystem.PRIVATE)
    yield from _settings(home / NAME)


def place_findings(place: Place) -> Iterator[Finding]:
    """The folder of a store, before anything in it is read."""
    folder = place.folder
    yield from _link(folder)
    if not folder.exists():
        if place.outside:
            yield Finding("shared.missing", str(folder))
        return
    yield from _access(folder)
    if not os.access(folder, os.R_OK | os.X_OK):
        yield from _modes(folder, [folder], place.modes)
        return
    kind = filesystem.network_type(folder)
    if kind:
        yield Finding("place.network", str(folder), {"kind": kind}, worth=True)
    try:
        names = sorted(folder.iterdir())
    except OSError:
        names = []
    for path in names:
        if path.is_symlink():
            ours = _OURS.fullmatch(path.name) is not None
            yield Finding("link.inside", str(path), {"target": str(path.readlink())}, worth=not ours)
    yield from _modes(folder, [folder, *_owned(names)], place.modes)
    yield from _room(folder)
    yield from _lock(place)


def left_findings(place: Place) -> Iterator[Finding]:
    """What lies about in the folder of a store: lines that were cut off, temporary files, damaged drafts."""
    for torn in torn_files(place.folder):
        sure = [piece for piece in torn.pieces if piece.state in ("vouched", "flipped", "whole")]
        words = tuple(word for piece in torn.pieces for word in told_of(piece))
        yield Finding("left.torn", str(torn.path), lost=() if sure else words, kept=words if sure else (), mends=True)
    for path in temporary_files(place.folder):
        yield Finding("left.temporary", str(path), mends=True)
    if place.name == PRIVATE_STORE:
        for path in unreadable_drafts(place.folder):
            yield Finding("draft.unreadable", str(path), lost=_words_in(path), mends=True)


def kept_backups(place: Place) -> Backups:
    """Look through the backups of a store. Raises OSError."""
    from ..backups import archive
    from ..backups.names import backups_of

    found = Backups()
    if not _is_dir(place.folder) or not os.access(place.folder, os.R_OK | os.X_OK):
        return found
    try:
        backups = backups_of(place)
    except StoreError:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(place.folder / "backups")) from None
    for backup in backups:
        if not backup.before_restore:
            found.newest = str(backup.made.date())
        try:
            stored = archive.read(backup.path).manifest.stores.get(place.name)
        except StoreTooNew:
            continue
        except StoreError:
            found.unreadable.append(backup.path)
            continue
        if stored is not None and stored.sequence >= found.sequence:
            found.sequence, found.fullest = stored.sequence, backup.path
    return found


def backup_findings(place: Place, kept: Backups, memory: Memory | None) -> Iterator[Finding]:
    """Whether each backup can be read, whether there is one and of when, and whether one holds more than the store.

    `memory` is what was read of the store after the backups, None where that couldn't be.
    """
    for path in kept.unreadable:
        yield Finding("backup.unreadable", str(path), mends=True)
    if memory is not None and kept.sequence > memory.sequence:
        yield Finding("store.behind", str(place.folder), {"backup": str(kept.fullest)})
    filled = memory is None or any(each.rows for each in memory.tables.values())
    if not filled or not _is_dir(place.folder) or (memory is None and not files_in(place.folder).any):
        return
    if not kept.newest:
        yield Finding("backup.none", str(place.folder), worth=True)
    elif (clock.today() - dt.date.fromisoformat(kept.newest)).days > _OLD:
        yield Finding("backup.old", str(place.folder), {"day": kept.newest}, worth=True)


def torn_files(folder: Path) -> list[Torn]:
    """What was cut off the journals of a store, read as what it was."""
    found: list[Torn] = []
    for path in _names(folder, "torn-*.txt"):
        match = _TORN.fullmatch(path.name)
        try:
            data = filesystem.read_file(path)
        except OSError:
            continue
        before = b""
        if match is not None:
            try:
                before = journal_bytes(folder, int(match[1]))[: int(match[2])]
            except (OSError, ValueError):
                before = b""
        found.append(Torn(path, tuple(read_end(data, before))))
    return found


def temporary_files(folder: Path) -> list[Path]:
    """Temporary files that somebody left who was killed: nobody writes them any more."""
    found: list[Path] = []
    for each in (folder, folder / "backups", folder / "drafts", folder / "presence"):
        if each == folder or not each.is_symlink():
            found += [path for path in _names(each, "*.tmp") if not _in_use(path)]
    return found


def unreadable_drafts(private: Path) -> list[Path]:
    """Files with half-typed lines that aren't what was written."""
    found: list[Path] = []
    for path in _names(private / "drafts", "*.json"):
        try:
            msgspec.json.decode(path.read_bytes(), type=dict[str, object])
        except FileNotFoundError:
            continue
        except OSError:
            continue
        except _UNREADABLE:
            found.append(path)
    return found


def salvaged_settings(data: bytes) -> dict[str, object] | None:
    """Those fields of a settings file that can be understood; None when it can't be read at all."""
    try:
        fields = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    except _UNREADABLE:
        return None
    good: dict[str, object] = {}
    for name, value in fields.items():
        alone = msgspec.json.encode({name: value})
        try:
            msgspec.json.decode(alone, type=Settings)
        except _UNREADABLE:
            continue
        good[name] = value
    return good


def wrong_mode(path: Path, modes: filesystem.Modes) -> int | None:
    """The mode that a file or folder should have, or None when it has it (bits beyond the nine stay as they are).

    In a folder that a group may write, its files are the group's too.
    """
    try:
        there = path.stat()
        folder = stat.S_IMODE((path if stat.S_ISDIR(there.st_mode) else path.parent).stat().st_mode)
    except OSError:
        return None
    present = stat.S_IMODE(there.st_mode)
    wanted = modes.folder if stat.S_ISDIR(there.st_mode) else modes.file
    needed = wanted if modes.group is not None and folder & _GROUP == _GROUP else wanted & _OWNER
    right = present & ~0o777 | needed | present & wanted
    return right if os.name == "posix" and right != present else None


def _owned(paths: list[Path]) -> list[Path]:
    """Those that are this program's: no link, which leads to what may be somebody else's."""
    return [path for path in paths if _OURS.fullmatch(path.name) and not path.is_symlink()]


def _names(folder: Path, pattern: str) -> list[Path]:
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []


def _is_dir(folder: Path) -> bool:
    try:
        return folder.is_dir()
    except OSError:
        return False


def _in_use(path: Path) -> bool:
    process = next((part for part in path.name.split(".") if part.isdecimal() and not part.startswith("0")), "")
    if filesystem.age(path) > _LEFT_BEHIND or not process:
        return filesystem.age(path) <= _LEFT_BEHIND
    return filesystem.runs(int(process), unknown=True)


def _words_in(path: Path) -> tuple[str, ...]:
    try:
        return words_of(path.read_bytes())
    except OSError:
        return ()


def _link(path: Path) -> Iterator[Finding]:
    if path.is_symlink() and not path.exists():
        yield Finding("link.dangling", str(path), {"target": str(path.readlink())})


def _access(folder: Path) -> Iterator[Finding]:
    if not folder.is_dir():
        yield Finding("place.no-folder", str(folder))
    elif not os.access(folder, os.R_OK | os.X_OK):
        yield Finding("place.closed", str(folder))
    elif not os.access(folder, os.W_OK):
        yield Finding("place.read-only", str(folder))


def _modes(folder: Path, paths: list[Path], modes: filesystem.Modes) -> Iterator[Finding]:
    for path in paths:
        try:
            there = path.stat() if path == folder else path.lstat()
        except OSError:
            continue
        wanted = modes.folder if stat.S_ISDIR(there.st_mode) else modes.file
        mode = wrong_mode(path, modes)
        if mode is not None:
            present = stat.S_IMODE(there.st_mode)
            code = "mode.open" if present & 0o777 & ~wanted else "mode.closed"
            values: dict[str, str | int] = {"mode": f"{present:04o}", "right": f"{mode:04o}"}
            yield Finding(code, str(path), values, mends=_is_mine(there.st_uid))
        if modes.group is None and hasattr(os, "geteuid") and there.st_uid != os.geteuid():
            yield Finding("owner.other", str(path), {"owner": _user(there.st_uid)}, worth=os.geteuid() == 0)
        if modes.group is not None and there.st_gid != modes.group and path != folder:
            yield Finding("group.other", str(path), mends=_is_mine(there.st_uid))


def _is_mine(owner: int) -> bool:
    return not hasattr(os, "geteuid") or os.geteuid() in (0, owner)


def _user(number: int) -> str:
    try:
        import pwd

        return pwd.getpwuid(number).pw_name
    except (ImportError, KeyError):
        return str(number)


def _room(folder: Path) -> Iterator[Finding]:
    """Whether there is room for a snapshot, which is written beside the one before it."""
    try:
        files = files_in(folder)
        paths = [snapshot_path(folder, each) for each in files.snapshots[-1:]]
        paths += [journal_path(folder, each) for each in files.journals[-1:]]
        needed = sum(path.stat().st_size for path in paths if path.exists()) + _ROOM
        free = shutil.disk_usage(folder).free
    except OSError:
        return
    if free < needed:
        yield Finding("disk.full", str(folder), {"free": free >> 20, "needed": (needed >> 20) + 1})


def _lock(place: Place) -> Iterator[Finding]:
    path = place.folder / LOCK
    if not path.is_file() or not os.access(path, os.W_OK):
        return
    lock = StoreLock(path, place.modes)
    deadline = time.monotonic() + _PATIENCE
    try:
        while not lock.acquire(-1.0):
            if time.monotonic() > deadline:
                holder = lock.holder()
                values: dict[str, str | int] = {"process": holder.pid if holder else 0}
                yield Finding("lock.stopped" if holder and holder.stopped else "lock.held", str(path), values)
                return
            time.sleep(0.02)
        lock.release()
    except OSError as error:
        yield Finding("file.unreadable", str(path), {"reason": error.strerror or ""})
    finally:
        lock.close()


def _settings(path: Path) -> Iterator[Finding]:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        yield Finding("file.unreadable", str(path), {"reason": error.strerror or ""})
        return
    try:
        msgspec.json.decode(data, type=Settings)
    except _UNREADABLE:
        good = salvaged_settings(data)
        yield Finding("settings.unreadable", str(path), kept=tuple(good or ()), mends=True)


def plain_findings(place: Place) -> Iterator[Finding]:
    """A file of plain TinyDB in a folder without anything else: it is taken over at the first opening."""
    try:
        files = files_in(place.folder)
        if not files.plain or files.snapshots or files.journals:
            return
        snapshot.plain((place.folder / "store.json").read_bytes())
    except ValueError:
        yield Finding("plain.damaged", str(place.folder / "store.json"))
    except OSError:
        return
    else:
        yield Finding("plain.found", str(place.folder / "store.json"), worth=True)
