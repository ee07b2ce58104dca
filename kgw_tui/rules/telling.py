"""An entry as it stands in minutes, in words: what goes before its text, the text, and what is told below it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from kgw_tui.i18n import N_, _, current_language
from kgw_tui.records.entries import (
    Action,
    AnyEntry,
    Assumption,
    AssumptionStatus,
    Decision,
    DecisionState,
    Evidence,
    Parked,
    Question,
    Vote,
)
from kgw_tui.records.meetings import Phase
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.numbers import told_successor

_PHASES: Final[dict[Phase, str]] = {"": "", "why": N_("Why"), "what": N_("What"), "how": N_("How")}
_OUTCOMES: Final[dict[AssumptionStatus, str]] = {
    "untested": N_("still to be checked"),
    "holds": N_("holds"),
    "partly": N_("holds in part"),
    "refuted": N_("does not hold"),
    "unknown": N_("we don't know"),
    "accepted-risk": N_("risk taken"),
    "parked": N_("parked"),
}
_STATES: Final[dict[DecisionState, str]] = {
    "proposed": N_("proposed"),
    "for-advice": N_("for advice"),
    "for-consent": N_("for consent"),
    "definite": N_("definite"),
    "withdrawn": N_("withdrawn"),
    "replaced": N_("replaced"),
}
_TASK: Final[dict[str, str]] = {
    "open": N_("to do"),
    "done": N_("done"),
    "dropped": N_("dropped"),
    "answered": N_("answered"),
}
_LOCALES: Final = {"nl": "nl_NL", "en": "en_GB"}
_QUOTED: Final = 60


@dataclass(frozen=True)
class Told:
    """What stands before the text ("Actie A-12, Jan Pol"; "" for nothing), the text, and the lines below it."""

    label: str
    text: str
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        """All of it as one sentence after another."""
        return " · ".join([f"{self.label}: {self.text}" if self.label else self.text, *self.details])


def tell(entry: AnyEntry, directory: Directory, *, below: bool = False, grounds: Sequence[AnyEntry] = ()) -> Told:
    """`entry` as minutes have it (WORD.md). `below` says that it belongs to the line above it; `grounds` are the claims
    and the evidence that a decision stands on, as far as its readers see them.
    """
    match entry:
        case Evidence():
            return Told("" if below else _("Source"), entry.text)
        case Parked():
            return Told(_("Parked"), entry.text)
        case Assumption():
            label = _("Assumption, {outcome}").format(outcome=_(_OUTCOMES[entry.status]))
            return _told(label, entry.text, [entry.outcome])
        case Question():
            label = _("Open question {number}").format(number=entry.handle) if entry.handle else _("Open question")
            return _told(_owned(entry, directory, label), entry.text, _task_details(entry))
        case Action():
            label = _("Action {number}").format(number=entry.handle) if entry.handle else _("Action")
            return _told(_owned(entry, directory, label), entry.text, _task_details(entry))
        case Decision():
            label = _("Decision {number}").format(number=entry.handle) if entry.handle else _("Decision")
            if entry.state != "definite":
                label = f"{label} ({_state_since(entry)})"
            return _told(label, entry.text, _decision_details(entry, grounds))
        case _:
            return Told("", entry.text)


def phase_word(phase: Phase) -> str:
    """The heading of a phase: Waarom; "" for none."""
    return _(_PHASES[phase]) if phase else ""


def _told(label: str, text: str, details: Sequence[str]) -> Told:
    return Told(label, text, tuple(detail for detail in details if detail))


def _owned(task: Action | Question, directory: Directory, label: str) -> str:
    """The label with the owners: "Actie A-12, Jan Pol", after which both "pakt dit op" and "Dit oppakken" read well."""
    return ", ".join([label, *map(directory.name, task.owners)])


def _task_details(task: Action | Question) -> list[str]:
    nobody = isinstance(task, Action) and not task.owners and task.status == "open"
    facts = [
        _("owner still to be agreed") if nobody else "",
        _("by {date}").format(date=_format_date(task.due, "EEEE d MMMM y", current_language())) if task.due else "",
        _("priority") if isinstance(task, Action) and task.priority else "",
        _task_since(task) if task.status != "open" else "",
    ]
    return [_dotted(facts), task.outcome]


def _task_since(task: Action | Question) -> str:
    word = _("unanswered") if isinstance(task, Question) and task.status == "open" else _(_TASK[task.status])
    if task.status == "open" or task.closed_on is None:
        return word
    return _("{state} on {date}").format(state=word, date=_date(task.closed_on))


def _decision_details(decision: Decision, grounds: Sequence[AnyEntry]) -> list[str]:
    facts = [
        _vote(decision.vote),
        _("in force from {date}").format(date=_date(decision.in_force)) if decision.in_force else "",
        _("review on {date}").format(date=_date(decision.review)) if decision.review else "",
    ]
    return [
        _dotted(facts),
        _("On condition: {text}").format(text=decision.conditions) if decision.conditions else "",
        _("Measure: {text}").format(text=decision.measure) if decision.measure else "",
        _stands_on(grounds),
        decision.outcome,
    ]


def _stands_on(grounds: Sequence[AnyEntry]) -> str:
    named = [
        f"{_shorten(each.text)} ({_(_OUTCOMES[each.status])})" if isinstance(each, Assumption) else _shorten(each.text)
        for each in grounds
    ]
    return _("Stands on: {text}").format(text="; ".join(named)) if named else ""


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTED else flat[:_QUOTED].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _state_since(decision: Decision) -> str:
    number = told_successor(decision)
    day = _date(decision.closed_on) if decision.closed_on else ""
    match decision.state:
        case "withdrawn" if day:
            return _("withdrawn on {date}").format(date=day)
        case "replaced" if number and day:
            return _("replaced by {number} on {date}").format(number=number, date=day)
        case "replaced" if number:
            return _("replaced by {number}").format(number=number)
        case "replaced" if day:
            return _("replaced on {date}").format(date=day)
        case _:
            return _(_STATES[decision.state])


def _vote(vote: Vote | None) -> str:
    if vote is None:
        return ""
    if vote.unanimous:
        return _("unanimous")
    return _("{in_favour} in favour, {against} against, {abstained} abstained").format(
        in_favour=vote.in_favour, against=vote.against, abstained=vote.abstained
    )


def _dotted(facts: Sequence[str]) -> str:
    line = " · ".join(fact for fact in facts if fact)
    return line[:1].upper() + line[1:]


def _date(day: dt.date) -> str:
    """A date in full: 24 november 2026."""
    return _format_date(day, "d MMMM y", current_language())


@cache
def _format_date(day: dt.date, pattern: str, language: str) -> str:
    from babel.dates import format_date  # some 13 ms, wanted only where minutes are read or made

    return format_date(day, pattern, locale=_LOCALES[language])
