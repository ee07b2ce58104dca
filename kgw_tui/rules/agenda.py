"""The agenda while a meeting runs: which item is on, how long it has taken, and which phase the group is in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec

from kgw_tui.content import AgendaTemplate
from kgw_tui.records.meetings import AgendaItem, Phase
from kgw_tui.records.record import stamp

PHASES: Final[tuple[Phase, ...]] = ("why", "what", "how")
"""The order of the road: beeldvorming, oordeelsvorming, besluitvorming (BOB)."""


def items_from(template: AgendaTemplate, meeting: str, by: str = "") -> list[AgendaItem]:
    """The items of a kind of meeting, as new records of `meeting`."""
    return [
        msgspec.convert(
            {
                **stamp(by),
                "meeting": meeting,
                "title": item.title,
                "order": float(number),
                "minutes": item.minutes,
                "phase": item.phase,
                "lead": item.lead,
                "template": item.id,
                "hint": item.hint,
            },
            AgendaItem,
        )
        for number, item in enumerate(template.item, 1)
    ]


def order_after(items: Sequence[AgendaItem], current: str) -> float:
    """The order of a new item: right after `current`, or last where there is no current one."""
    ordered = sorted(items, key=lambda item: (item.order, item.id))
    place = next((index for index, item in enumerate(ordered) if item.id == current), len(ordered) - 1)
    if not ordered:
        return 1.0
    if place + 1 == len(ordered):
        return ordered[-1].order + 1.0
    return (ordered[place].order + ordered[place + 1].order) / 2


def started(item: AgendaItem, now: dt.datetime) -> AgendaItem:
    """The item with its clock running from `now` (UTC); a closed one is open again."""
    return msgspec.structs.replace(item, state="open", running_since=item.running_since or now)


def stopped(item: AgendaItem, now: dt.datetime, *, done: bool) -> AgendaItem:
    """The item with its clock stopped at `now` (UTC), and marked as done or left open."""
    return msgspec.structs.replace(
        item, state="done" if done else item.state, spent=seconds_spent(item, now), running_since=None
    )


def seconds_spent(item: AgendaItem, now: dt.datetime) -> int:
    """How long the item has taken until `now` (UTC), in seconds; a clock that was set back counts as no time."""
    running = 0 if item.running_since is None else max(0, int((now - item.running_since).total_seconds()))
    return item.spent + running


def next_phase(phase: Phase) -> Phase:
    """The phase after this one on the road; after how comes how, and from none the road begins with why."""
    if phase == "":
        return "why"
    return PHASES[min(PHASES.index(phase) + 1, len(PHASES) - 1)]


def neighbour(items: Sequence[AgendaItem], current: str, step: int) -> AgendaItem | None:
    """The item `step` places after (or, negative, before) the current one; from nowhere, the first one that is open."""
    ordered = sorted(items, key=lambda item: (item.order, item.id))
    place = next((index for index, item in enumerate(ordered) if item.id == current), None)
    if place is None:
        return next((item for item in ordered if item.state == "open"), None)
    wanted = place + step
    return ordered[wanted] if 0 <= wanted < len(ordered) else None
