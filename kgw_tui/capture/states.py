"""From the state of an entry or an item to the statuses behind its line, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from kgw_tui.capture.statuses import Status, is_status
from kgw_tui.records.entries import (
    Action,
    AnyEntry,
    Assumption,
    AssumptionStatus,
    Decision,
    DecisionState,
    Postponement,
    Question,
    Vote,
)
from kgw_tui.records.meetings import AgendaItem, ItemState
from kgw_tui.text import clean_line

_ACTION: Final = {"open": "open", "done": "done", "dropped": "dropped"}
_QUESTION: Final = {"open": "open", "answered": "answered", "done": "answered", "dropped": "dropped"}
_CLAIM: Final[dict[str, AssumptionStatus]] = {
    "untested": "untested",
    "holds": "holds",
    "partly": "partly",
    "refuted": "refuted",
    "unknown": "unknown",
    "accepted-risk": "accepted-risk",
    "parked": "parked",
}
_DECISION: Final[dict[str, DecisionState]] = {
    "proposed": "proposed",
    "for-advice": "for-advice",
    "for-consent": "for-consent",
    "definite": "definite",
    "withdrawn": "withdrawn",
    "replaced": "replaced",
}
_ITEM: Final[dict[str, ItemState]] = {
    "open": "open",
    "discussed": "done",
    "done": "done",
    "parked": "parked",
    "deferred": "deferred",
    "dropped": "dropped",
}


def statuses_of(entry: AnyEntry) -> list[Status]:
    """What must stand behind the line of `entry`, apart from the links between lines. A default isn't written."""
    found: list[Status] = []
    if isinstance(entry, Action | Question | Assumption):
        default = "untested" if isinstance(entry, Assumption) else "open"
        if entry.status != default or entry.closed_on or entry.outcome:
            found.append(Status(entry.status, day=entry.closed_on, text=entry.outcome))
    if isinstance(entry, Action):
        found += [Status("put-off", day=each.on, before=each.due, text=each.why) for each in entry.postponed]
        found += [Status("reported", day=entry.reported_on)] if entry.reported_on else []
    if isinstance(entry, Decision):
        found += _of_decision(entry)
    if entry.held_back:
        found.append(Status("held-back"))
    return found


def with_status(entry: AnyEntry, status: Status) -> AnyEntry | None:
    """`entry` in the state that `status` says; None when the status doesn't fit its kind."""
    code = status.code
    if code == "held-back":
        return msgspec.structs.replace(entry, held_back=True)
    if code == "due" and isinstance(entry, Action | Question):
        return msgspec.structs.replace(entry, due=status.day)
    known: dict[str, str] = {}
    match entry:
        case Action() if code == "put-off" and status.day:
            again = Postponement(on=status.day, due=status.before, why=status.text)
            return msgspec.structs.replace(entry, postponed=(*entry.postponed, again))
        case Action() if code == "reported":
            return msgspec.structs.replace(entry, reported_on=status.day)
        case Action():
            known = _ACTION
        case Question():
            known = _QUESTION
        case Assumption():
            known = {**_CLAIM}
        case Decision():
            return _decision_with(entry, status)
        case _:
            return None
    if code not in known or (entry.outcome and status.text):
        return None
    return msgspec.structs.replace(entry, status=known[code], closed_on=status.day, outcome=status.text)


def with_day_apart(entry: AnyEntry, reads: Callable[[dt.date], bool]) -> tuple[AnyEntry, list[Status]]:
    """`entry` without its day, and the status that says the day, when `reads` denies that it is read behind a `>`.

    A line's day may not lie so far off that it looks like a slip; that of a record may.
    """
    if isinstance(entry, Action | Question) and entry.due and not reads(entry.due):
        return msgspec.structs.replace(entry, due=None), [Status("due", day=entry.due)]
    if isinstance(entry, Decision) and entry.review and not reads(entry.review):
        return msgspec.structs.replace(entry, review=None), [Status("review", day=entry.review)]
    return entry, []


def item_statuses(item: AgendaItem, default: ItemState) -> tuple[list[Status], list[Status]]:
    """What stands behind an item's title, and what stands on a line under it: how it was prepared and what it took.

    Who leads it and what it comes from are left to who knows the names and the meetings. `default` is the state that
    a reader takes when none is written.
    """
    title: list[Status] = []
    if item.confidential:
        title.append(Status("confidential"))
    if item.state != default:
        title.append(Status("discussed" if item.state == "done" else item.state))
    below = [Status("papers", names=papers)] if (papers := _papers(item.papers)) else []
    below += [Status("heard", text=fact) for each in item.facts if (fact := clean_line(each).strip())]
    below += [
        Status(code, text=text)
        for code, text in (("lead", item.lead), ("template", item.template), ("hint", item.hint))
        if text
    ]
    if item.spent > 0:
        below.append(Status("spent", seconds=item.spent))
    return title, below


def item_with(item: AgendaItem, status: Status) -> AgendaItem | None:
    """`item` as `status` says; None when the status doesn't fit an item. A state is read by `item_state`."""
    match status.code:
        case "confidential":
            return msgspec.structs.replace(item, confidential=True)
        case "lead":
            return msgspec.structs.replace(item, lead=status.text)
        case "template":
            return msgspec.structs.replace(item, template=status.text)
        case "hint":
            return msgspec.structs.replace(item, hint=status.text)
        case "papers":
            return msgspec.structs.replace(item, papers=(*item.papers, *_papers(status.names)))
        case "heard":
            fact = clean_line(status.text).strip()
            return msgspec.structs.replace(item, facts=(*item.facts, fact)) if fact else None
        case "spent":
            return msgspec.structs.replace(item, spent=status.seconds)
        case code if code in _ITEM and not status.day and not status.text:
            return msgspec.structs.replace(item, state=_ITEM[code])
        case _:
            return None


def names_state(status: Status) -> bool:
    """Whether `status`, behind an item's title, says what became of the item."""
    return status.code in _ITEM


def _papers(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(paper for name in names if (paper := clean_line(name).strip()))


def _of_decision(entry: Decision) -> list[Status]:
    found: list[Status] = []
    if entry.handle and is_status(f"nr {entry.handle}"):
        found.append(Status("number", text=entry.handle))
    if entry.state == "replaced":
        by = (entry.replaced_by,) if entry.replaced_by else ()
        found.append(Status("replaced", day=entry.closed_on, text=entry.outcome, labels=by))
    elif entry.state != "definite" or entry.closed_on or entry.outcome:
        found.append(Status(entry.state, day=entry.closed_on, text=entry.outcome))
    if entry.vote is not None:
        counts = (entry.vote.in_favour, entry.vote.against, entry.vote.abstained)
        if any(counts) or not entry.vote.unanimous:
            found.append(Status("vote", counts=counts))
        if entry.vote.unanimous:
            found.append(Status("unanimous"))
    if entry.conditions:
        found.append(Status("condition", text=entry.conditions))
    if entry.measure:
        found.append(Status("measure", text=entry.measure))
    if entry.in_force:
        found.append(Status("in-force", day=entry.in_force))
    return found


def _decision_with(entry: Decision, status: Status) -> Decision | None:
    code = status.code
    if code in _DECISION and not (entry.outcome and status.text):
        replaced_by = status.labels[0] if status.labels else entry.replaced_by
        return msgspec.structs.replace(
            entry, state=_DECISION[code], closed_on=status.day, outcome=status.text, replaced_by=replaced_by
        )
    vote = entry.vote or Vote()
    match code:
        case "vote":
            in_favour, against, abstained = status.counts or (0, 0, 0)
            counted = msgspec.structs.replace(vote, in_favour=in_favour, against=against, abstained=abstained)
            return msgspec.structs.replace(entry, vote=counted)
        case "unanimous":
            return msgspec.structs.replace(entry, vote=msgspec.structs.replace(vote, unanimous=True))
        case "condition":
            return msgspec.structs.replace(entry, conditions=_added(entry.conditions, status.text))
        case "measure":
            return msgspec.structs.replace(entry, measure=_added(entry.measure, status.text))
        case "in-force":
            return msgspec.structs.replace(entry, in_force=status.day)
        case "review":
            return msgspec.structs.replace(entry, review=status.day)
        case "number":
            return msgspec.structs.replace(entry, handle=status.text)
        case _:
            return None


def _added(text: str, more: str) -> str:
    """Two conditions, or two measures, are both kept."""
    return f"{text}\n{more}" if text else more
