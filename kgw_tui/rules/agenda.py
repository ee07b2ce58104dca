"""The agenda: the order of its items and when each begins; while it runs, which is on, for how long, in which phase."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from kgw_tui.content import AgendaTemplate
from kgw_tui.records.meetings import AgendaItem, Attendee, Phase
from kgw_tui.records.record import stamp

PHASES: Final[tuple[Phase, ...]] = ("why", "what", "how")
"""The order of the road: beeldvorming, oordeelsvorming, besluitvorming (BOB)."""

_ENDING: Final = ("-short", "-round", "-closing")
"""How the ids of those items of a kind of meeting end with which it ends: short points, the last round, the closing."""


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


def in_order(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """The items as they stand on the agenda."""
    return sorted(items, key=lambda item: (item.order, item.id))


def place_for_new(items: Sequence[AgendaItem]) -> int:
    """The index at which a new item goes into the agenda `items`: before the round and the closing it ends with."""
    place = len(items)
    while place and items[place - 1].template.endswith(_ENDING) and items[place - 1].state == "open":
        place -= 1
    return place


def inserted(items: Sequence[AgendaItem], new: AgendaItem, index: int) -> list[AgendaItem]:
    """What must be written so that `new` stands at `index` of the agenda `items`; `new` is the first of it."""
    before = items[index - 1].order if index else None
    after = items[index].order if index < len(items) else None
    if before is None or after is None:
        order = (before or 0.0) + 1.0 if after is None else after - 1.0
        return [msgspec.structs.replace(new, order=order)]
    order = (before + after) / 2
    if before < order < after:
        return [msgspec.structs.replace(new, order=order)]
    whole = [*items[:index], new, *items[index:]]
    counted = [msgspec.structs.replace(item, order=float(number)) for number, item in enumerate(whole, 1)]
    return [counted[index], *(item for item in counted if item.id != new.id)]


def rearranged(items: Sequence[AgendaItem]) -> list[AgendaItem]:
    """The items whose order must be another, so that all stand in the order in which they are given."""
    orders = sorted(item.order for item in items)
    if len(set(orders)) < len(orders):
        orders = [float(number) for number in range(1, len(items) + 1)]
    moved = zip(items, orders, strict=True)
    return [msgspec.structs.replace(item, order=order) for item, order in moved if item.order != order]


def guests_follow(attendees: Sequence[Attendee], before: Sequence[str], after: Sequence[str]) -> tuple[Attendee, ...]:
    """The attendees of a meeting whose items stood as `before` and now stand as `after` (ids, in order).

    A guest comes for items by their number (`gasten: Jan (punt 2)`), so the numbers follow the items. A guest all of
    whose items were taken out doesn't come any more; a number that was no item's stays.
    """
    now = {item: number for number, item in enumerate(after, 1)}
    kept: list[Attendee] = []
    for attendee in attendees:
        items = [before[number - 1] if 0 < number <= len(before) else "" for number in attendee.guest_items]
        moved = zip(items, attendee.guest_items, strict=True)
        numbers = [now.get(item, 0) if item else number for item, number in moved]
        there = tuple(sorted({number for number in numbers if number}))
        if there or not attendee.guest_items:
            same = there == attendee.guest_items
            kept.append(attendee if same else msgspec.structs.replace(attendee, guest_items=there))
    return tuple(kept)


def planned_minutes(items: Iterable[AgendaItem]) -> int:
    """The budgets of the items together, in minutes; an item without one counts as none."""
    return sum(item.minutes or 0 for item in items)


def planned_times(items: Sequence[AgendaItem], start: dt.time | None) -> list[dt.time | None]:
    """When each item of the agenda begins by its plan, on the wall; None where the meeting has no time to start."""
    if start is None:
        return [None] * len(items)
    times: list[dt.time | None] = []
    minutes = start.hour * 60 + start.minute
    for item in items:
        times.append(dt.time(minutes // 60 % 24, minutes % 60))
        minutes += item.minutes or 0
    return times


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
    ordered = in_order(items)
    place = next((index for index, item in enumerate(ordered) if item.id == current), None)
    if place is None:
        return next((item for item in ordered if item.state == "open"), None)
    wanted = place + step
    return ordered[wanted] if 0 <= wanted < len(ordered) else None
