"""What the number of a decision tells, and to whom."""

from __future__ import annotations

from kgw_tui.records.entries import Decision

_CONFIDENTIAL = "V-"


def told_successor(decision: Decision) -> str:
    """The number of the decision that took the place of this one, as far as a reader of this one may know it.

    That of a decision in a confidential item (`V-01`) stands at other confidential ones only: elsewhere it would
    tell of that item. "" for none.
    """
    if decision.replaced_by.startswith(_CONFIDENTIAL) and not decision.handle.startswith(_CONFIDENTIAL):
        return ""
    return decision.replaced_by
