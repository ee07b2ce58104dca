"""An entry as it stands in minutes, in words: what goes before its text, the text, and what is told below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kgw_tui.i18n import _
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Evidence, Parked, Question
from kgw_tui.records.meetings import AgendaItem
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.wording import (
    date_text,
    dotted,
    outcome_word,
    phase_word,
    state_since,
    task_since,
    urgent_word,
    vote_words,
    weekday_text,
)

__all__ = ["Told", "conditions", "item_ending", "phase_word", "shorten", "stands_on", "tell"]

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
            label = _("Assumption, {outcome}").format(outcome=outcome_word(entry))
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
                label = f"{label} ({state_since(entry)})"
            return _told(label, entry.text, _decision_details(entry, grounds))
        case _:
            return Told("", entry.text)


def conditions(decision: Decision) -> list[str]:
    """On what condition it was decided, and how one will see whether it works; each a line."""
    pairs = [(_("Condition: {text}"), decision.conditions), (_("Measure: {text}"), decision.measure)]
    return [pattern.format(text=text) for pattern, text in pairs if text]


def stands_on(grounds: Sequence[AnyEntry], *, quoted: bool = False) -> str:
    """What a decision stands on, each claim with its outcome; "" where there is nothing.

    With `quoted`, a long text is cut to its beginning.
    """
    named: list[str] = []
    for each in grounds:
        text = shorten(each.text) if quoted else each.text
        named.append(f"{text} ({_came_of(each)})" if isinstance(each, Assumption) else text)
    return _("Stands on: {text}").format(text="; ".join(named)) if named else ""


def item_ending(item: AgendaItem) -> str:
    """Where an item went that wasn't finished, as minutes say it below it; "" for one that was."""
    sentences = {
        "deferred": _("Put off to the next meeting."),
        "parked": _("Moved on to a later meeting."),
        "dropped": _("Dropped from the agenda."),
    }
    return sentences.get(item.state, "")


def shorten(text: str) -> str:
    """`text`, or its first words and an ellipsis."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTED else flat[:_QUOTED].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _told(label: str, text: str, details: Sequence[str]) -> Told:
    return Told(label, text, tuple(detail for detail in details if detail))


def _owned(task: Action | Question, directory: Directory, label: str) -> str:
    """The label with the owners: "Actie A-12, Jan Pol", after which both "pakt dit op" and "Dit oppakken" read well."""
    return ", ".join([label, *map(directory.name, task.owners)])


def _task_details(task: Action | Question) -> list[str]:
    nobody = isinstance(task, Action) and not task.owners and task.status == "open"
    facts = [
        _("owner still to be agreed") if nobody else "",
        _("by {date}").format(date=weekday_text(task.due)) if task.due else "",
        urgent_word(task),
        task_since(task) if task.status != "open" else "",
    ]
    return [dotted(facts), task.outcome]


def _decision_details(decision: Decision, grounds: Sequence[AnyEntry]) -> list[str]:
    """Vote, start and review on one line, then what needs a line of its own.

    What it stands on is named by its beginning, since it stands in full in the same document.
    """
    facts = [
        vote_words(decision.vote),
        _("in force from {date}").format(date=date_text(decision.in_force)) if decision.in_force else "",
        _("review on {date}").format(date=date_text(decision.review)) if decision.review else "",
    ]
    return [dotted(facts), *conditions(decision), stands_on(grounds, quoted=True), decision.outcome]


def _came_of(claim: Assumption) -> str:
    """The outcome of a claim; of a risk that was taken also the reason (PRODUCT.md, principle 2)."""
    reason = " ".join(claim.outcome.split()).rstrip(".") if claim.status == "accepted-risk" else ""
    return f"{outcome_word(claim)}: {reason}" if reason else outcome_word(claim)
