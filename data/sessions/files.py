"""One file for each running session, beside a lock that tells whether that session still lives, however it ended."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..filesystem import Modes, make_folder_of, open_for_writing, read_file, write_file

_DATA: Final = ".json"
_LOCK: Final = ".lock"


class SessionFile:
    """`<name>.json` of one session in a folder, and `<name>.lock`, on which the system holds a lock for its owner.

    The lock goes with the process, so that a file whose lock can be had belongs to nobody any more. Every method
    that touches the disk raises OSError.
    """

    def __init__(self, folder: Path, name: str, modes: Modes, lock: int) -> None:
        """Of the session that holds the lock on the descriptor `lock`; see `begin_session` and `take_over`."""
        self.name = name
        self.path = folder / f"{name}{_DATA}"
        self._lock_path = folder / f"{name}{_LOCK}"
        self._modes = modes
        self._lock = lock

    def read(self) -> bytes:
        """What stands in the file; nothing when it isn't there."""
        try:
            return read_file(self.path)
        except FileNotFoundError:
            return b""

    def write(self, data: bytes, *, durable: bool) -> None:
        """Put `data` in the file, whole: whoever reads it meanwhile sees what was there before, or all of this.

        With `durable` it is on the disk when this returns.
        """
        write_file(self.path, data, self._modes, durable=durable)

    def empty(self) -> None:
        """Take the file away; the session goes on."""
        self.path.unlink(missing_ok=True)

    def end(self) -> None:
        """The session is over: the file goes, then its lock. What can't be removed is removed by who comes next."""
        with suppress(OSError):
            for unfinished in self.path.parent.glob(f"{self.name}{_DATA}.*.tmp"):
                unfinished.unlink(missing_ok=True)
            self.path.unlink(missing_ok=True)
        if os.name == "posix":  # elsewhere an open file can't be removed
            with suppress(OSError):
                self._lock_path.unlink(missing_ok=True)
        self.leave()

    def leave(self) -> None:
        """Let go of the lock, and leave the file where it is: others may take it over."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def begin_session(folder: Path, modes: Modes) -> SessionFile:
    """A session of this process, under a name that nobody else has; no file is there yet. Raises OSError."""
    make_folder_of(folder, modes)
    while True:
        name = os.urandom(6).hex()
        lock = _locked(folder / f"{name}{_LOCK}", modes)
        if lock is not None:
            return SessionFile(folder, name, modes, lock)


def sessions_in(folder: Path) -> list[str]:
    """The names of the sessions that have a file in a folder, of those that ended too. None when it can't be read."""
    try:
        return sorted(entry.name.removesuffix(_DATA) for entry in os.scandir(folder) if entry.name.endswith(_DATA))
    except OSError:
        return []


def take_over(folder: Path, name: str, modes: Modes) -> SessionFile | None:
    """The file of a session that has ended, as one's own; None while it lives, and when others were first.

    Whoever has it reads what is there, and ends it or lets go of it. Raises OSError.
    """
    if not (folder / f"{name}{_DATA}").exists():
        return None
    lock = _locked(folder / f"{name}{_LOCK}", modes)
    if lock is None:
        return None
    taken = SessionFile(folder, name, modes, lock)
    try:
        there = taken.path.exists()
    except OSError:
        taken.leave()  # else nobody could have it while this process lives
        raise
    if not there:  # somebody was first, and has ended it meanwhile
        taken.end()
        return None
    return taken


def sweep(folder: Path, modes: Modes) -> None:
    """Remove the locks of sessions that have ended and left no file. What can't be removed stays."""
    with suppress(OSError):
        for path in folder.glob(f"*{_LOCK}"):
            name = path.name.removesuffix(_LOCK)
            lock = _locked(path, modes) if not (folder / f"{name}{_DATA}").exists() else None
            if lock is not None:
                SessionFile(folder, name, modes, lock).end()


def _locked(path: Path, modes: Modes) -> int | None:
    """A descriptor that holds the lock on `path`; None when another does."""
    from filelock import lock_descriptor  # half as long to import as all of the rest

    while True:
        fd = open_for_writing(path, modes)
        try:
            if not lock_descriptor(fd, blocking=False):
                os.close(fd)
                return None
            if os.fstat(fd).st_nlink or os.name != "posix":
                return fd
        except BaseException:
            os.close(fd)
            raise
        os.close(fd)  # somebody has removed it: others lock another file of this name
