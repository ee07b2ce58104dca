"""The short names by which people call a record: given once, from the store's counters, and never again."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

import msgspec

from kgw_tui.records.entries import ENTRIES, Action, AnyEntry, Assumption, Decision, Question
from kgw_tui.store import Transaction

NUMBERING: Final = "number"
"""The label of a transaction that only takes numbers from the shared store, for what is kept in the private one."""
_ROWS: Final = {Action: ("A", "action"), Question: ("Q", "question"), Assumption: ("C", "assumption")}
_NUMBER: Final = re.compile(r"([0-9]{4})-([0-9]{3,6})|V-([0-9]{2,6})")
_CONFIDENTIAL: Final = "confidential-decision"


def give_handle(tx: Transaction, entry: AnyEntry, meeting_date: dt.date, confidential: bool) -> AnyEntry:
    """`entry` with its handle: `A-12` an action, `Q-3` a question, `C-7` a claim, `2026-014` a decision.

    A decision is numbered by the year of `meeting_date`; one in a confidential item in a row apart (`V-01`), so
    that no gap in the others tells of it (WORD.md). An entry that has a handle keeps it; other kinds have none.
    """
    if isinstance(entry, Decision):
        return entry if entry.handle else msgspec.structs.replace(entry, handle=_number(tx, meeting_date, confidential))
    if isinstance(entry, Action | Question | Assumption) and not entry.handle:
        letter, counter = _ROWS[type(entry)]
        return msgspec.structs.replace(entry, handle=f"{letter}-{tx.next_number(counter)}")
    return entry


def renumber(tx: Transaction, decision: Decision, meeting_date: dt.date, confidential: bool) -> Decision:
    """`decision` with a number of the row that fits, where its item has (not) become confidential.

    Decisions that it took the place of name its new number from now on; the caller puts `decision` itself.
    """
    if bool(decision.handle) and decision.handle.startswith("V-") == confidential:
        return decision
    fresh = msgspec.structs.replace(decision, handle=_number(tx, meeting_date, confidential))
    for other in tx.all(ENTRIES) if decision.handle else ():
        if isinstance(other, Decision) and other.replaced_by == decision.handle:
            tx.put(ENTRIES, msgspec.structs.replace(other, replaced_by=fresh.handle))
    return fresh


def meeting_handle(tx: Transaction) -> str:
    """The handle of a new meeting: `M-7`."""
    return f"M-{tx.next_number('meeting')}"


def corridor_handle(tx: Transaction) -> str:
    """The handle of a new corridor note: `N-5`, from the private store."""
    return f"N-{tx.next_number('note')}"


def visit_handle(tx: Transaction) -> str:
    """The handle of a new visit: `B-2` (bezoek), from the private store."""
    return f"B-{tx.next_number('visit')}"


def decision_numbers(tx: Transaction) -> set[str]:
    """The numbers that decisions have."""
    return {entry.handle for entry in tx.all(ENTRIES) if isinstance(entry, Decision) and entry.handle}


def keep_number(tx: Transaction, number: str) -> None:
    """See to it that `number`, which a decision brought along, will not be given to another."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        return
    year, in_year, confidential = match.groups()
    tx.raise_number(f"decision:{year}" if year else _CONFIDENTIAL, int(in_year or confidential))


def _number(tx: Transaction, meeting_date: dt.date, confidential: bool) -> str:
    if confidential:
        return f"V-{tx.next_number(_CONFIDENTIAL):02}"
    return f"{meeting_date.year:04}-{tx.next_number(f'decision:{meeting_date.year}'):03}"
