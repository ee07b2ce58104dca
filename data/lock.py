"""The lock of a store: advisory, between processes, held for one transaction at a time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from .filesystem import Modes, create_for_append

TIMEOUT: Final = 2.0
"""Seconds after which somebody who waits for the lock is told that it can't be had."""

_FIRST_WAIT: Final = 0.0002
_LONGEST_WAIT: Final = 0.005


class StoreLock:
    """The lock on one file, of which the descriptor stays open: taking it costs microseconds.

    It is filelock's lock on a descriptor (its FileLock opens and closes the file each time, at a third of a sync).
    The system lets go of it when the process ends, however it ends. Waiting is by trying again, with a little
    chance in it, so that two writers that never rest both get their turn.
    """

    def __init__(self, path: Path, modes: Modes) -> None:
        """The lock on `path`, which is made when it is first taken."""
        self._path = path
        self._modes = modes
        self._fd = -1
        self._lock: Callable[..., bool] | None = None
        self._unlock: Callable[[int], None] | None = None

    def acquire(self, timeout: float = TIMEOUT) -> bool:
        """Take the lock; False when somebody else held it for `timeout` seconds. Raises OSError."""
        if self._try():
            return True
        deadline = time.monotonic() + timeout
        wait = _FIRST_WAIT
        while time.monotonic() < deadline:
            time.sleep(wait * (0.5 + time.perf_counter_ns() % 1024 / 1024))
            if self._try():
                return True
            wait = min(wait * 1.3, _LONGEST_WAIT)
        return False

    def release(self) -> None:
        """Let go of the lock."""
        if self._unlock is not None:
            self._unlock(self._fd)

    def close(self) -> None:
        """Close the file, and let go of the lock where it is held."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _try(self) -> bool:
        if self._lock is None:
            from filelock import lock_descriptor, unlock_descriptor  # half as long to import as all of the rest

            self._lock, self._unlock = lock_descriptor, unlock_descriptor
        while True:
            if self._fd < 0:
                self._fd = create_for_append(self._path, self._modes)
            if not self._lock(self._fd, blocking=False):
                return False
            if os.fstat(self._fd).st_nlink:
                return True
            self.close()  # somebody has removed the file: others lock another one
