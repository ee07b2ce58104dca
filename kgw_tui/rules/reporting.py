"""That somebody may be told what came of what they said in the corridor, since when, and in which words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec

from kgw_tui.capture.day_words import say_date
from kgw_tui.i18n import _, current_language
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Action, AnyEntry, Decision, Question
from kgw_tui.records.meetings import AgendaItem, Meeting
from kgw_tui.records.people import Who
from kgw_tui.rules.closing import holds

TO_TELL_AT_ONCE: Final = ("closed-with-reason", "to-expert")
"""Outcomes that may be told as soon as they are known: why nothing is done, or who knows more of it."""
TO_TELL_LATER: Final = ("to-agenda", "to-action", "to-knowledge-question")
"""Outcomes that may be told once what the note became has ended. Of the others there is nothing to tell: whoever said
it has the answer, knows that nothing happens, or is watched (corridor.toml)."""


class Came(msgspec.Struct, frozen=True):
    """Something that came of a note: an agenda item, or an entry; in which meeting, or (`private`) in none.

    `confidential` is what nobody outside hears of: what was said in a confidential item, or kept out of the minutes.
    `discussed` tells of an item that something was said at it, or that it took time.
    """

    record: AgendaItem | AnyEntry
    meeting: Meeting | None = None
    private: bool = False
    confidential: bool = False
    discussed: bool = False

    @property
    def is_what_it_became(self) -> bool:
        """Whether it is what the note became, and not something that was said at that."""
        return self.private or isinstance(self.record, AgendaItem)


class Report(msgspec.Struct, frozen=True):
    """That `whom` may be told what came of a `note`: since which day, and `words` to say it in (may be "")."""

    note: CorridorNote
    whom: Who
    words: str
    since: dt.date


def may_be_told(note: CorridorNote) -> bool:
    """Whether what came of a note may have to be told some time, to whoever said it: not yet, and not called off."""
    told = note.reported_on is not None or bool(note.untold)
    return not told and note.outcome in (*TO_TELL_AT_ONCE, *TO_TELL_LATER)


def is_due(report: Report, today: dt.date) -> bool:
    """Whether one is reminded of it: not before the day that telling it was put off to."""
    return report.note.look_again is None or report.note.look_again <= today


def waiting_longest(report: Report) -> tuple[dt.date, dt.datetime, str]:
    """What puts reports in the order in which somebody waits for them."""
    return report.since, report.note.heard_at, report.note.id


def words_at_once(note: CorridorNote) -> str:
    """What may be told of a note that nothing became of: why not, or who knows more of it."""
    if note.outcome == "to-expert" and note.reason:
        return _ended(_("{who} knows more of it").format(who=note.reason))
    return _ended(note.reason)


def ended_on(came: Sequence[Came]) -> dt.date | None:
    """The day on which all that a note became has ended; None while any of it goes on, or nothing is there.

    A meeting has ended with an item when it is closed and the item was dealt with, dropped, or something was said at
    it; an action and a question when they are done, answered or dropped.
    """
    days = [_ended_on(each) for each in came if each.is_what_it_became]
    ended = [day for day in days if day is not None]
    return max(ended) if ended and len(ended) == len(days) else None


def words_for(came: Sequence[Came], today: dt.date) -> str:
    """What may be told of what came of a note, in sentences: what was decided, what is done, what is found out.

    Nothing of a confidential item, nothing that is kept out of the minutes, nothing that no longer holds, and nobody's
    name beside what stands in the texts. Where nothing of that is left, that it was discussed; "" where that is
    confidential too.
    """
    open_to_all = [each for each in came if not each.confidential]
    said = [sentence for each in open_to_all if (sentence := _sentence(each, today))]
    if not said:
        said = [sentence for each in reversed(open_to_all) if (sentence := _discussed(each, today))][:1]
    return " ".join(said)


def _ended_on(came: Came) -> dt.date | None:
    record, meeting = came.record, came.meeting
    if isinstance(record, AgendaItem):
        if meeting is None or meeting.state != "closed":
            return None
        dealt_with = record.state in {"done", "dropped"} or (record.state == "open" and came.discussed)
        return meeting.date if dealt_with else None
    if isinstance(record, Action | Question):
        return record.closed_on if record.status != "open" else None
    return None


def _sentence(came: Came, today: dt.date) -> str:
    record = came.record
    if isinstance(record, AgendaItem):
        return ""
    if isinstance(record, Decision):
        return _decided(record)
    if isinstance(record, Action):
        return _action(record, today, alone=came.private)
    return _question(record, alone=came.private) if isinstance(record, Question) else ""


def _decided(decision: Decision) -> str:
    if not holds(decision):
        return ""
    words = _("Decided: {text}") if decision.state == "definite" else _("Proposed, not definite yet: {text}")
    text = decision.text.rstrip(" .")
    if decision.conditions:
        text = _("{text}, on condition: {condition}").format(text=text, condition=decision.conditions)
    return _ended(words.format(text=text))


def _action(action: Action, today: dt.date, *, alone: bool) -> str:
    if action.status == "dropped":
        return _ended(_("That isn't done: {why}").format(why=action.outcome)) if alone and action.outcome else ""
    if action.status == "done":
        if alone and action.outcome:
            return _ended(action.outcome)
        text = " · ".join(filter(None, (action.text.rstrip(" ."), action.outcome)))
        return _ended(_("Done: {text}").format(text=text))
    text = action.text.rstrip(" .")
    if action.due is None:
        return _ended(_("To be done: {text}").format(text=text))
    day = say_date(action.due, today, current_language())
    return _ended(_("To be done by {day}: {text}").format(day=day, text=text))


def _question(question: Question, *, alone: bool) -> str:
    if question.status == "open":
        return _ended(_("Still to be found out: {text}").format(text=question.text))
    if question.status == "answered":
        return _ended(question.outcome if alone else f"{question.text} {question.outcome}")
    return _ended(_("That isn't found out: {why}").format(why=question.outcome)) if alone and question.outcome else ""


def _discussed(came: Came, today: dt.date) -> str:
    if not isinstance(came.record, AgendaItem) or came.meeting is None:
        return ""
    day = say_date(came.meeting.date, today, current_language())
    words = _("It was discussed in {meeting} on {day}.")
    if came.record.state == "dropped" and not came.discussed:
        words = _("It was taken off the agenda of {meeting} on {day}.")
    return words.format(meeting=came.meeting.title or _("the meeting"), day=day)


def _ended(sentence: str) -> str:
    """A sentence with a capital and a full stop."""
    flat = " ".join(sentence.split())
    begun = flat[:1].upper() + flat[1:]
    return begun if not begun or begun[-1] in ".?!…" else f"{begun}."
