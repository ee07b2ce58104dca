"""What the handle of an entry tells: of which kind it is, and of a decision, to whom it may be told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kgw_tui.records.entries import Decision, Kind

_CONFIDENTIAL = "V-"


_SHAPES: Final[dict[Kind, re.Pattern[str]]] = {
    "action": re.compile(r"A-\d+"),
    "question": re.compile(r"Q-\d+"),
    "assumption": re.compile(r"C-\d+"),
    "decision": re.compile(r"\d{4}-\d+|V-\d+"),
}


def handle_for(kind: Kind, handles: Iterable[str]) -> str:
    """Of these handles the one that an entry of this kind can bear; "" where none is."""
    shape = _SHAPES.get(kind)
    return next((handle for handle in handles if shape and shape.fullmatch(handle)), "")


def told_successor(decision: Decision) -> str:
    """The number of the decision that took the place of this one, as far as a reader of this one may know it.

    That of a decision in a confidential item (`V-01`) stands at other confidential ones only: elsewhere it would
    tell of that item. "" for none.
    """
    if decision.replaced_by.startswith(_CONFIDENTIAL) and not decision.handle.startswith(_CONFIDENTIAL):
        return ""
    return decision.replaced_by
