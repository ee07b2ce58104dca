"""What a decision stands on: claims and sources, and which of those claims nobody has checked yet."""

from __future__ import annotations

from collections.abc import Iterable

from kgw_tui.records.entries import AnyEntry, Assumption, Decision, Evidence


def possible_grounds(decision: Decision, entries: Iterable[AnyEntry]) -> list[Assumption | Evidence]:
    """What `decision` may be said to stand on: the claims of its meeting and the sources that stand by themselves.

    Those of its own item go first, in order; what belongs to a claim comes along with that claim.
    """
    found = [
        entry
        for entry in entries
        if isinstance(entry, Assumption) or (isinstance(entry, Evidence) and entry.parent in {"", decision.id})
    ]
    return sorted(found, key=lambda entry: entry.item != decision.item)


def untested_grounds(decision: Decision, entries: Iterable[AnyEntry]) -> list[Assumption]:
    """The claims that `decision` is linked to and that nobody has checked (PRODUCT.md, principle 2), in order."""
    linked = set(decision.stands_on)
    return [
        entry
        for entry in entries
        if isinstance(entry, Assumption) and entry.id in linked and entry.status == "untested"
    ]
