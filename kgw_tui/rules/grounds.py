"""What a decision stands on: claims and sources, and which of those claims nobody has checked yet."""

from __future__ import annotations

from collections.abc import Iterable

from kgw_tui.records.entries import AnyEntry, Assumption, Decision, Evidence
from kgw_tui.rules.dossier import Dossier
from kgw_tui.rules.kept_out import kept_out


def possible_grounds(decision: Decision, entries: Iterable[AnyEntry]) -> list[Assumption | Evidence]:
    """What `decision` may be said to stand on: the claims of its meeting and the sources that stand by themselves.

    Those of its own item go first, the newest before the others; what belongs to a claim comes along with that claim.
    """
    found = [
        entry
        for entry in entries
        if isinstance(entry, Assumption) or (isinstance(entry, Evidence) and entry.parent in {"", decision.id})
    ]
    return sorted(found, key=lambda entry: (entry.item != decision.item, -entry.order))


def told_grounds(dossier: Dossier, decision: Decision) -> list[Assumption | Evidence]:
    """What `decision` stands on, as far as those who read it hear of it: nothing that is kept out, and nothing that was
    said in a confidential item unless the decision was too.
    """
    if not decision.stands_on:
        return []
    out = kept_out(dossier.entries())
    walled = {entry.id: section.confidential for section in dossier.sections for entry in section.entries}
    hears = walled.get(decision.id, False)
    return [
        entry
        for entry in dossier.entries()
        if isinstance(entry, Assumption | Evidence)
        and entry.id in decision.stands_on
        and entry.id not in out
        and (hears or not walled[entry.id])
    ]


def untested_grounds(decision: Decision, entries: Iterable[AnyEntry]) -> list[Assumption]:
    """The claims that `decision` is linked to and that nobody has checked (PRODUCT.md, principle 2), in order."""
    linked = set(decision.stands_on)
    return [
        entry
        for entry in entries
        if isinstance(entry, Assumption) and entry.id in linked and entry.status == "untested"
    ]
