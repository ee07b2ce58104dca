"""How things end: an action is done, a question answered, a claim settled, a decision withdrawn or replaced.

`meeting` is everywhere the id of the meeting that heard it, "" where none did.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.records.entries import Action, Assumption, AssumptionStatus, Decision, Question

OUTCOMES: Final[tuple[AssumptionStatus, ...]] = ("holds", "partly", "refuted", "unknown", "accepted-risk", "parked")
"""What can come of checking an assumption (the content's checks.toml)."""


def close_action(action: Action, outcome: str, on: dt.date, meeting: str = "") -> Action:
    """The action done, with what came of it (may be ""). Raises Refused when it isn't open."""
    demand_open(action)
    return msgspec.structs.replace(action, status="done", outcome=outcome, closed_on=on, closed_in=meeting)


def drop_action(action: Action, why: str, on: dt.date, meeting: str = "") -> Action:
    """The action dropped: nobody will do it any more. Raises Refused when it isn't open."""
    demand_open(action)
    return msgspec.structs.replace(action, status="dropped", outcome=why, closed_on=on, closed_in=meeting)


def keep_open(entry: Action | Question, meeting: str) -> Action | Question:
    """The action or question found to be relevant still, in the meeting with this id. Raises Refused when it ended."""
    demand_open(entry)
    return msgspec.structs.replace(entry, kept_in=meeting)


def reopen_action(action: Action) -> Action:
    """The action open again; the outcome goes, and stays in the history. Raises Refused when it is open."""
    _demand_closed(action)
    return msgspec.structs.replace(action, status="open", outcome="", closed_on=None, closed_in="", reported_on=None)


def answer_question(question: Question, answer: str, on: dt.date, meeting: str = "") -> Question:
    """The question answered. Raises Refused when it isn't open, and without an answer."""
    demand_open(question)
    if not answer:
        raise Refused(_("what is the answer to {name}? Say it in a few words").format(name=_name(question)))
    return msgspec.structs.replace(question, status="answered", outcome=answer, closed_on=on, closed_in=meeting)


def drop_question(question: Question, why: str, on: dt.date, meeting: str = "") -> Question:
    """The question dropped: nobody needs the answer any more. Raises Refused when it isn't open."""
    demand_open(question)
    return msgspec.structs.replace(question, status="dropped", outcome=why, closed_on=on, closed_in=meeting)


def reopen_question(question: Question) -> Question:
    """The question open again; the answer goes, and stays in the history. Raises Refused when it is open."""
    _demand_closed(question)
    return msgspec.structs.replace(question, status="open", outcome="", closed_on=None, closed_in="")


def settle_assumption(assumption: Assumption, status: AssumptionStatus, outcome: str, on: dt.date) -> Assumption:
    """The claim with what came of checking it (one of OUTCOMES), and how we know.

    A later outcome takes the place of an earlier one; `untested` takes it back. Raises Refused for what it already
    has, and for a risk without a reason: that goes into the minutes (PRODUCT.md, principle 2).
    """
    if status == "untested":
        return reopen_assumption(assumption)
    if status == "accepted-risk" and not outcome:
        raise Refused(_("a risk is taken for a reason; say which, it goes into the minutes"))
    if (assumption.status, assumption.outcome) == (status, outcome):
        raise Refused(_("{name} already says so").format(name=_name(assumption)))
    return msgspec.structs.replace(assumption, status=status, outcome=outcome, closed_on=on)


def reopen_assumption(assumption: Assumption) -> Assumption:
    """The claim to be checked again; its outcome stays in the history. Raises Refused when it has none yet."""
    if assumption.status == "untested":
        raise Refused(_("{name} hasn't been checked yet").format(name=_name(assumption)))
    return msgspec.structs.replace(assumption, status="untested", outcome="", closed_on=None)


def withdraw_decision(decision: Decision, on: dt.date, why: str) -> Decision:
    """The decision taken back; it stays in the list with the day. Raises Refused when it no longer holds."""
    _demand_in_force(decision)
    return msgspec.structs.replace(decision, state="withdrawn", outcome=why, closed_on=on)


def replace_decision(decision: Decision, by: str, on: dt.date, why: str = "") -> Decision:
    """The decision with the one numbered `by` in its place. Raises Refused when it no longer holds, or is `by`."""
    if decision.handle == by:
        raise Refused(_("a decision can't replace itself"))
    _demand_in_force(decision)
    return msgspec.structs.replace(decision, state="replaced", replaced_by=by, outcome=why, closed_on=on)


def holds(decision: Decision) -> bool:
    """Whether the decision has been neither withdrawn nor replaced, and so may take the place of another."""
    return decision.state not in {"withdrawn", "replaced"}


def demand_open(entry: Action | Question) -> None:
    """Raises Refused, with what to do, when it has ended."""
    if entry.status == "open":
        return
    sentences = {
        "done": _("{name} is already done; reopen it first if it isn't"),
        "answered": _("{name} is already answered; reopen it first if it isn't"),
        "dropped": _("{name} was dropped; reopen it first"),
    }
    raise Refused(sentences[entry.status].format(name=_name(entry)))


def _demand_closed(entry: Action | Question) -> None:
    if entry.status == "open":
        raise Refused(_("{name} is still open").format(name=_name(entry)))


def _demand_in_force(decision: Decision) -> None:
    if decision.state == "withdrawn":
        raise Refused(_("{name} has been withdrawn").format(name=_name(decision)))
    if decision.state == "replaced":
        raise Refused(_("{name} has been replaced by {other}").format(name=_name(decision), other=decision.replaced_by))


def _name(entry: Action | Question | Assumption | Decision) -> str:
    """What people call the entry: its handle, else the beginning of its text."""
    return entry.handle or f"'{entry.text[:40]}'"
