"""Long work in small pieces, with a rest after each, so that whoever types isn't kept waiting by it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from .. import filesystem

PIECE: Final = 32 * 1024
"""So many bytes are a piece of work: making them takes a fraction of a millisecond."""

_REST: Final = 0.001
"""Seconds. While it lasts this thread doesn't ask for the interpreter, which else gives it five milliseconds a turn."""

_SYNCED: Final = 256 * 1024
"""After so many bytes they are brought to the disk: who syncs a line meanwhile waits for these, and not for all."""


class Resting:
    """How long work rests between its pieces; not at all as soon as it is to hurry."""

    def __init__(self, hurry: Callable[[], bool]) -> None:
        """`hurry` tells whether there is somebody who waits for the end of it."""
        self._hurry = hurry
        self._unsynced = 0

    @classmethod
    def never(cls) -> Resting:
        """For work that somebody waits for."""
        return cls(lambda: True)

    def after(self, fd: int, count: int) -> None:
        """Rest, after so many bytes were written to a file. Raises OSError."""
        self._unsynced += count
        if self._unsynced >= _SYNCED and not self._hurry():
            filesystem.sync(fd)
            self._unsynced = 0
        self.rest()

    def rest(self) -> bool:
        """Rest, after a piece of work that wrote nothing; False when it is to hurry: what can wait can be left then."""
        if self._hurry():
            return False
        time.sleep(_REST)
        return True
