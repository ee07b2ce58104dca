"""Which entries of a list are marked, to do something to all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Marks:
    """The ids of marked entries. A run marks one after another, and takes back its own marks when it turns round."""

    def __init__(self) -> None:
        """None."""
        self._ids: set[str] = set()
        self._run: list[tuple[str, bool]] = []

    def __contains__(self, entry_id: str) -> bool:
        """Whether an entry is marked."""
        return entry_id in self._ids

    def __len__(self) -> int:
        """How many are marked."""
        return len(self._ids)

    def of(self, ids: Iterable[str]) -> list[str]:
        """Those of `ids` that are marked, in their order."""
        return [entry_id for entry_id in ids if entry_id in self._ids] if self._ids else []

    def toggle(self, entry_id: str) -> None:
        """Mark an entry, or take its mark off."""
        self._run.clear()
        self._ids ^= {entry_id}

    def extend(self, here: str, there: str) -> None:
        """Mark on from one entry to the next: both are marked, or, on the way back, the one that is left isn't."""
        if len(self._run) > 1 and self._run[-1][0] == here and self._run[-2][0] == there:
            left, was_marked = self._run.pop()
            if not was_marked:
                self._ids.discard(left)
            return
        if not self._run or self._run[-1][0] != here:
            self._run = [(here, here in self._ids)]
        self._ids.add(here)
        if there != here:
            self._run.append((there, there in self._ids))
            self._ids.add(there)

    def keep(self, ids: Sequence[str]) -> bool:
        """Drop the marks of entries that aren't among `ids`; says whether any were dropped."""
        kept = self._ids.intersection(ids)
        dropped = len(kept) < len(self._ids)
        self._ids = kept
        return dropped

    def clear(self) -> bool:
        """Take all marks off; says whether there were any."""
        had = bool(self._ids)
        self._ids.clear()
        self._run.clear()
        return had
