"""What changed lately in a store: who asks with a cursor is told what came after it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Final

from kgw_tui.store import Change

KEPT: Final = 20_000
"""So many of the newest changes are remembered; for an older cursor there is no telling."""


class Recent:
    """The newest changes, and the cursor after them.

    The cursor is the number of the last transaction that was read; when the files of a store were replaced by older
    ones, it goes on counting, so that it never goes back.
    """

    def __init__(self, cursor: int) -> None:
        """Nothing has changed since `cursor`."""
        self.cursor = cursor
        self._first = cursor
        self._changes: deque[tuple[int, bool, Change]] = deque(maxlen=KEPT)

    def add(self, sequence: int, own: bool, changes: Iterable[Change]) -> None:
        """Remember what the transaction with this number changed; `own` tells whether this process wrote it."""
        self.cursor = max(self.cursor + 1, sequence)
        for change in changes:
            if len(self._changes) == KEPT:
                self._first = self._changes[0][0]
            self._changes.append((self.cursor, own, change))

    def since(self, cursor: int, own: bool) -> tuple[Change, ...] | None:
        """What changed after `cursor`, oldest first, without this process's own unless `own`; None if too long ago."""
        if cursor < self._first:
            return None
        newer: list[Change] = []
        for number, is_own, change in reversed(self._changes):
            if number <= cursor:
                break
            if own or not is_own:
                newer.append(change)
        return tuple(reversed(newer))
