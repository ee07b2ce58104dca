"""What stays out of everything that leaves: lines that are held back, and what stands under them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kgw_tui.records.entries import AnyEntry


def kept_out(entries: Iterable[AnyEntry]) -> dict[str, AnyEntry]:
    """By the id of each of `entries` that leaves with nothing, the one that keeps it out: itself, or one above it."""
    by_id = {entry.id: entry for entry in entries}
    found = {entry.id: keeper_of(entry, by_id.get) for entry in by_id.values()}
    return {entry_id: keeper for entry_id, keeper in found.items() if keeper is not None}


def keeper_of(entry: AnyEntry, find: Callable[[str], AnyEntry | None]) -> AnyEntry | None:
    """What keeps `entry` out, itself or one above it; None when it leaves. `find` gives an entry by its id."""
    met: set[str] = set()
    above: AnyEntry | None = entry
    while above is not None and not above.held_back and above.id not in met:
        met.add(above.id)
        above = find(above.parent) if above.parent else None
    return above if above is not None and above.held_back else None
