"""Whether an agenda item was discussed: the one rule by which an item is done, comes back, or is said to be missed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from kgw_tui.records.entries import AnyEntry, Movement
from kgw_tui.records.meetings import AgendaItem
from kgw_tui.rules.agenda import seconds_spent

A_MINUTE: Final = 60
"""Seconds after which an item counts as discussed, whether a line was typed in it or not."""


def was_discussed(item: AgendaItem, entries: Iterable[AnyEntry], now: dt.datetime | None = None) -> bool:
    """Whether something was said in `item`, or it took a minute until `now` (UTC; None: what it has taken is counted).

    `entries` are those of its meeting, or of the item alone; that somebody came in or left is nothing that was said.
    """
    spent = seconds_spent(item, now) if now is not None else item.spent
    if spent >= A_MINUTE:
        return True
    return any(entry.item == item.id and not isinstance(entry, Movement) for entry in entries)
