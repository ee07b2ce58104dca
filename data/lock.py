"""The lock of a store: advisory, between processes, held for one transaction at a time."""

from __future__ import annotations

import os
import random
import time
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

    def acquire(self, timeout: float = TIMEOUT) -> bool:
        """Take the lock; False when somebody else held it for `timeout` seconds. Raises OSError."""
        from filelock import lock_descriptor

        deadline = time.monotonic() + timeout
        wait = _FIRST_WAIT
        while True:
            if self._fd < 0:
                self._fd = create_for_append(self._path, self._modes)
            if lock_descriptor(self._fd, blocking=False):
                if self._still_there():
                    return True
                self.close()
                continue
            if time.monotonic() >= deadline:
                return False
            time.sleep(wait * random.uniform(0.5, 1.5))
            wait = min(wait * 1.3, _LONGEST_WAIT)

    def release(self) -> None:
        """Let go of the lock."""
        from filelock import unlock_descriptor

        unlock_descriptor(self._fd)

    def close(self) -> None:
        """Close the file, and let go of the lock where it is held."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _still_there(self) -> bool:
        """Whether the file that is locked is the one that others will lock (nobody has removed it)."""
        try:
            there = self._path.stat()
        except FileNotFoundError:
            return False
        return os.path.samestat(there, os.fstat(self._fd))
