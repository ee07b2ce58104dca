"""The lock of a store: advisory, between processes, held for one transaction at a time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..damage import Holder
from ..filesystem import Modes, open_for_writing, write_at

TIMEOUT: Final = 2.0
"""Seconds after which somebody who waits for the lock is told that it can't be had."""

_FIRST_WAIT: Final = 0.0002
_LONGEST_WAIT: Final = 0.001
_GIVING_WAY: Final = 0.003
"""Seconds for which somebody who wants the lock again lets those go first who were waiting: longer than they sleep."""


class StoreLock:
    """The lock on one file, of which the descriptor stays open: taking it costs microseconds.

    It is filelock's lock on a descriptor (its FileLock opens and closes the file each time, at a third of a sync).
    The system lets go of it when the process ends, however it ends. Waiting is by trying again. As a writer that
    never rests would win each time, whoever waits leaves a mark (a byte in the file), and who then takes the lock at
    the first try gives it back for a moment.
    """

    def __init__(self, path: Path, modes: Modes) -> None:
        """The lock on `path`, which is made when it is first taken."""
        self._path = path
        self._modes = modes
        self._fd = -1
        self._lock: Callable[..., bool] | None = None
        self._unlock: Callable[[int], None] | None = None

    def acquire(self, timeout: float = TIMEOUT) -> bool:
        """Take the lock; False when others held it for `timeout` seconds. Raises OSError, without the lock then."""
        try:
            return self._acquire(timeout)
        except BaseException:
            self.release()
            raise

    def holder(self) -> Holder | None:
        """Who holds the lock now, where the system tells (Linux)."""
        try:
            there = os.fstat(self._fd)
            locks = Path("/proc/locks").read_text("ascii")
            pid = holder_in(locks, there.st_dev, there.st_ino)
            return None if pid <= 0 else Holder(pid, _stopped(Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")))
        except (OSError, ValueError):
            return None

    def release(self) -> None:
        """Let go of the lock. Where the system doesn't let go of it by itself, closing the file does."""
        if self._unlock is None or self._fd < 0:
            return
        try:
            self._unlock(self._fd)
        except OSError:
            self.close()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the file, and let go of the lock where it is held."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            with suppress(OSError):  # it is closed all the same
                os.close(fd)

    def _acquire(self, timeout: float) -> bool:
        marks = self._try()
        if marks == 0:
            return True
        if marks > 0:
            self.release()
            time.sleep(_GIVING_WAY)
        deadline = time.monotonic() + timeout
        wait = _FIRST_WAIT
        while self._try() < 0:
            if time.monotonic() > deadline:
                return False
            self._mark()
            time.sleep(wait * (0.5 + time.perf_counter_ns() % 1024 / 1024))
            wait = min(wait * 1.3, _LONGEST_WAIT)
        self._unmark()
        return True

    def _mark(self) -> None:
        with suppress(OSError):  # a full disk must not keep anybody from waiting
            if not os.fstat(self._fd).st_size:
                write_at(self._fd, b".", 0)

    def _unmark(self) -> None:
        with suppress(OSError):
            if os.fstat(self._fd).st_size == 1:  # more than a mark is something of somebody's
                os.ftruncate(self._fd, 0)

    def _try(self) -> int:
        """Take the lock if it can be had now: 1 when there is a mark of those who wait, else 0; or -1."""
        if self._lock is None:
            from filelock import lock_descriptor, unlock_descriptor  # half as long to import as all of the rest

            self._lock, self._unlock = lock_descriptor, unlock_descriptor
        while True:
            if self._fd < 0:
                self._fd = open_for_writing(self._path, self._modes)
            if not self._lock(self._fd, blocking=False):
                return -1
            there = os.fstat(self._fd)
            if there.st_nlink:
                return int(there.st_size == 1)
            self.close()  # somebody has removed the file: others lock another one


def holder_in(locks: str, device: int, inode: int) -> int:
    """The process that holds the lock on a file, by the lines of /proc/locks; 0 when none does, or it isn't to be seen
    from here (-1, as in a container of its own). Raises ValueError.
    """
    file = f"{os.major(device):02x}:{os.minor(device):02x}:{inode}"
    for line in locks.splitlines():
        fields = line.split()
        if len(fields) > 5 and fields[5] == file and fields[1] in ("FLOCK", "POSIX", "OFDLCK"):
            return int(fields[4])
    return 0


def _stopped(stat: str) -> bool:
    """Whether a process is stopped, by what /proc/…/stat says of it."""
    return stat.rpartition(")")[2].split()[:1] in (["T"], ["t"])
