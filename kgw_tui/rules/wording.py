"""Words for what the records store as codes, and dates as documents write them, in the language in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Final

from kgw_tui.i18n import N_, _, current_language, ngettext
from kgw_tui.records.entries import (
    Action,
    AnyEntry,
    Assumption,
    AssumptionStatus,
    Decision,
    DecisionState,
    Kind,
    Question,
    Vote,
    kind_of,
)
from kgw_tui.records.meetings import AgendaItem, Attendee, ItemState, Meeting, Phase
from kgw_tui.rules.numbers import told_successor

_PHASES: Final[dict[Phase, str]] = {"": "", "why": N_("Why"), "what": N_("What"), "how": N_("How")}
_OUTCOMES: Final[dict[AssumptionStatus, str]] = {
    "untested": N_("to check"),
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
    "open": N_("open"),
    "done": N_("done"),
    "dropped": N_("dropped"),
    "answered": N_("answered"),
}
_KINDS: Final[dict[Kind, str]] = {
    "note": N_("note"),
    "action": N_("action"),
    "question": N_("open question"),
    "assumption": N_("assumption"),
    "decision": N_("decision"),
    "evidence": N_("evidence"),
    "parked": N_("parked"),
    "movement": N_("who came or went"),
}
_MEETING: Final[dict[str, str]] = {
    "planned": N_("planned"),
    "running": N_("running"),
    "closed": N_("closed"),
    "draft": N_("draft"),
    "reviewed": N_("read through"),
    "sent": N_("sent"),
    "adopted": N_("adopted"),
}
_ITEM: Final[dict[ItemState, str]] = {
    "open": N_("still to come"),
    "done": N_("done"),
    "parked": N_("parked"),
    "deferred": N_("put off"),
    "dropped": N_("dropped"),
}
PURPOSES: Final[dict[str, str]] = {
    "glance": N_("glance"),
    "development": N_("development"),
    "peer": N_("peer visit"),
    "learning-walk": N_("learning walk"),
    "lesson-study": N_("lesson study"),
    "appraisal": N_("appraisal"),
}
"""What a lesson visit is for, by the id of its purpose."""
_LOCALES: Final = {"nl": "nl_NL", "en": "en_GB"}


def kind_word(kind: Kind | AnyEntry) -> str:
    """What kind of entry it is, in a word; of an entry, or for a kind."""
    return _(_KINDS[kind if isinstance(kind, str) else kind_of(kind)])


def minutes_word(meeting: Meeting) -> str:
    """Where the minutes stand: concept, nagelezen, verzonden, vastgesteld (WORD.md)."""
    return _(_MEETING[meeting.minutes_state])


def meeting_word(meeting: Meeting) -> str:
    """Where a meeting stands: planned, running, or, once closed, what its minutes are."""
    return minutes_word(meeting) if meeting.state == "closed" else _(_MEETING[meeting.state])


def standing_word(meeting: Meeting) -> str:
    """Whether a meeting is planned, running or closed, whatever its minutes are."""
    return _(_MEETING[meeting.state])


def item_word(item: AgendaItem) -> str:
    """What became of an agenda item."""
    return _(_ITEM[item.state])


def absence_word(attendee: Attendee) -> str:
    """How somebody was absent: with notice, without, or nobody knows."""
    if attendee.notice is None:
        return _("absent")
    return _("absent, with notice") if attendee.notice else _("absent, without notice")


def urgent_word(task: Action | Question) -> str:
    """The word for an action that has priority; "" for one that has none."""
    return _("urgent") if isinstance(task, Action) and task.priority else ""


def phase_word(phase: Phase) -> str:
    """The heading of a phase, as the content names it; "" for none."""
    return _(_PHASES[phase]) if phase else ""


def outcome_word(checked: Assumption | AssumptionStatus) -> str:
    """What came of checking a claim, as the content names it (checks.toml); of a claim, or for an outcome."""
    return _(_OUTCOMES[checked.status if isinstance(checked, Assumption) else checked])


def state_word(decision: Decision) -> str:
    """The state of a decision: "ter instemming", "vervangen door 2026-020"."""
    number = told_successor(decision)
    if decision.state == "replaced" and number:
        return _("replaced by {number}").format(number=number)
    return _(_STATES[decision.state])


def state_since(decision: Decision, *, short: bool = False) -> str:
    """The state with the day it was taken back: "ingetrokken d.d. 3 december 2026"; `short` for a narrow column."""
    if decision.state not in {"withdrawn", "replaced"} or decision.closed_on is None:
        return state_word(decision)
    day = short_date(decision.closed_on) if short else date_text(decision.closed_on)
    if decision.state == "withdrawn":
        return _("withdrawn on {date}").format(date=day)
    number = told_successor(decision)
    if number:
        return _("replaced by {number} on {date}").format(number=number, date=day)
    return _("replaced on {date}").format(date=day)


def vote_words(vote: Vote | None) -> str:
    """A vote in words: "8 voor, 2 tegen, 1 onthouding", or "unaniem"; "" without one. No abstention isn't said."""
    if vote is None:
        return ""
    if vote.unanimous:
        return _("unanimous")
    said = _("{in_favour} for, {against} against").format(in_favour=vote.in_favour, against=vote.against)
    if vote.abstained:
        said += ngettext(", {count} abstained", ", {count} abstained", vote.abstained).format(count=vote.abstained)
    return said


def task_word(task: Action | Question) -> str:
    """The status of an action or an open question."""
    return _(_TASK[task.status])


def task_since(task: Action | Question, *, short: bool = False) -> str:
    """The status with the day it ended: "gedaan op 25 november 2026"; `short` for a narrow column."""
    word = task_word(task)
    if task.status == "open" or task.closed_on is None:
        return word
    day = short_date(task.closed_on) if short else date_text(task.closed_on)
    return _("{state} on {date}").format(state=word, date=day)


def date_text(day: dt.date) -> str:
    """A date in full: 24 november 2026."""
    return _format_date(day, "d MMMM y", current_language())


def weekday_text(day: dt.date) -> str:
    """A date in full with its weekday: dinsdag 24 november 2026."""
    return _format_date(day, "EEEE d MMMM y", current_language())


def short_date(day: dt.date) -> str:
    """A date for a narrow column: 24 nov 2026."""
    return _format_date(day, "d MMM y", current_language())


@cache
def _format_date(day: dt.date, pattern: str, language: str) -> str:
    from babel.dates import format_date  # some 13 ms, wanted only when a document is made

    return format_date(day, pattern, locale=_LOCALES[language])


def dotted(facts: Sequence[str]) -> str:
    """Facts in words of our own, those that aren't empty, one after another on a line that begins with a capital."""
    return sentence_case(" · ".join(fact for fact in facts if fact))


def sentence_case(text: str) -> str:
    """`text` with its first letter as a capital."""
    return text[:1].upper() + text[1:]
