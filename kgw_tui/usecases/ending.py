"""What the closing of a meeting, and the walk through what earlier ones left open, do to the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, Literal

import msgspec

from kgw_tui import clock
from kgw_tui.capture.parsed import ParsedLine
from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Question, kind_of
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Attendee, Meeting
from kgw_tui.records.people import Who
from kgw_tui.rules import closing
from kgw_tui.rules.ending import unsaid
from kgw_tui.rules.postponing import postponed
from kgw_tui.rules.presence import with_attendee
from kgw_tui.store import Transaction
from kgw_tui.text import clean_line
from kgw_tui.usecases.carrying import is_as_it_came
from kgw_tui.usecases.handling import change_entry
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.next_meeting import carry_over_in, next_meeting_of, suggested_date
from kgw_tui.usecases.reading import planned_after
from kgw_tui.usecases.scheduling import read_when
from kgw_tui.usecases.starting import drop_meeting

_WORD: Final = "x"
"""Stands for the text of an entry where only marks are typed for it, so that the line's own grammar reads them."""


# What is missing


def read_marks(live: LiveMeeting, typed: str) -> ParsedLine:
    """`@jan >vr` read as in an action; its text is what stands there besides, "" when all of it is a name or a day."""
    parsed = live.read(f"! {_WORD} {typed}")
    return replace(parsed, text=parsed.text.removeprefix(_WORD).strip(), proposed_owner=None)


def fill_in(live: LiveMeeting, entry_id: str, typed: str) -> AnyEntry:
    """Give an action or question the owner and the day, a decision the day to look back, that `@jan >vr` says.

    What isn't typed stays as it was. Raises Refused when something else stands there too.
    """
    marks = _marks(live, typed)
    return change_entry(live, entry_id, "entry.fill", lambda entry: _filled(entry, marks))


def take_risk(live: LiveMeeting, claim_id: str, reason: str) -> AnyEntry:
    """Go on with a claim that nobody checked, for a reason that goes into the minutes. Raises Refused without one."""

    def taken(entry: AnyEntry) -> AnyEntry:
        if not isinstance(entry, Assumption):
            raise Refused(_("only an assumption can be a risk"))
        return closing.settle_assumption(entry, "accepted-risk", clean_line(reason), clock.today())

    return change_entry(live, claim_id, "assumption.outcome", taken)


# What wasn't discussed


def settle_item(live: LiveMeeting, item_id: str, state: Literal["deferred", "dropped"]) -> AgendaItem:
    """Put an item off to the next meeting of the series, or drop it. Raises NotFound when it is gone."""
    with live.writing("item.defer" if state == "deferred" else "item.drop") as tx:
        live.demand_open(tx)
        settled = msgspec.structs.replace(live.fresh_item(tx, item_id), state=state)
        tx.put(ITEMS, settled)
    return settled


# Who was there


def note_presence(live: LiveMeeting, whos: Sequence[Who], *, present: bool, notice: bool | None = None) -> None:
    """Note of these people that they were there, or weren't: with notice, without, or nobody knows (None)."""
    with live.writing("meeting.attendees") as tx:
        meeting = live.demand_open(tx)
        attendees = meeting.attendees
        for who in whos:
            known = next((each for each in attendees if each.who == who), Attendee(who))
            said = msgspec.structs.replace(known, present=present, notice=None if present else notice)
            attendees = with_attendee(attendees, said)
        tx.put(MEETINGS, msgspec.structs.replace(meeting, attendees=attendees))


def all_others_here(live: LiveMeeting) -> int:
    """Note that all of whom nothing was said were there; gives how many. Raises Refused when there are none."""
    with live.writing("meeting.attendees") as tx:
        meeting = live.demand_open(tx)
        others = unsaid(meeting)
        if not others:
            raise Refused(_("everybody expected is accounted for"))
        attendees = meeting.attendees
        for other in others:
            attendees = with_attendee(attendees, msgspec.structs.replace(other, present=True))
        tx.put(MEETINGS, msgspec.structs.replace(meeting, attendees=attendees))
    return len(others)


# The next meeting, and the end of this one


def planned_next(live: LiveMeeting) -> Meeting | None:
    """The next meeting of the series, when it is planned and hasn't begun."""
    return planned_after(live.workspace.shared, live.meeting)


def read_next(live: LiveMeeting, words: str) -> tuple[dt.date, dt.time | None] | None:
    """The day of the next meeting, and the time where one is typed behind it; None when `words` name no day."""
    read = read_when(words.strip().removeprefix(">").strip(), live.context.calendar)
    return (read[0], read[1]) if read else None


def plan_next(live: LiveMeeting, day: dt.date, start: dt.time | None = None) -> Meeting:
    """Plan the next meeting of the series on `day` (at `start`, else as this one), with what is carried over so far.

    Raises Refused for a day that isn't after this meeting.
    """
    if day <= live.meeting.date:
        raise Refused(_("choose a day after this meeting"))
    following = next_meeting_of(live.workspace, live.meeting_id, day, start)
    live.forget()
    return following


def drop_next(live: LiveMeeting) -> None:
    """Take out the next meeting that was planned, while it is as it came: its agenda what was left, its people and
    place those of this meeting.

    Raises Refused when there is none, or when somebody has prepared it.
    """
    following = planned_next(live)
    if following is None:
        raise Refused(_("no next meeting has been planned"))
    if _is_prepared(live, following):
        raise Refused(_("it has been prepared; in the list of meetings it can be taken out all the same"))
    drop_meeting(live.workspace, following.id)
    live.forget()


def close(live: LiveMeeting) -> Meeting | None:
    """Close the meeting, and carry over to the next one of the series, when that is planned, what this one leaves; it
    is one thing to undo. Gives that next meeting.
    """

    def carried_over(tx: Transaction) -> None:
        carry_over_in(live.workspace, tx, live.meeting_id)

    live.close(then=carried_over)
    return planned_next(live)


def _is_prepared(live: LiveMeeting, following: Meeting) -> bool:
    """Whether somebody has made something of the next meeting that didn't come of this one."""
    items = live.workspace.shared.query(ITEMS, meeting=following.id)
    if any(not (item.carried_from or item.adopts or item.template) for item in items):
        return True
    if any(item.led_by is not None or item.papers for item in items if item.template):
        return True
    if any(not is_as_it_came(live.workspace.shared, item) for item in items if not item.template):
        return True
    same = ("title", "place", "chair", "minute_taker")
    changed = any(getattr(following, name) != getattr(live.meeting, name) for name in same)
    return changed or any(attendee.guest for attendee in following.attendees)


# What earlier meetings left open


def settle_earlier(live: LiveMeeting, entry_id: str, came_of_it: str) -> AnyEntry:
    """Note in this meeting that an action is done (what came of it may be ""), or what the answer to a question is."""
    words = clean_line(came_of_it)

    def settled(entry: AnyEntry) -> AnyEntry:
        if isinstance(entry, Action):
            return closing.close_action(entry, words, clock.today(), live.meeting_id)
        return closing.answer_question(_to_do(entry), words, clock.today(), live.meeting_id)

    return _heard(live, entry_id, f"{kind_of(live.entry(entry_id))}.outcome", settled)


def keep_earlier(live: LiveMeeting, entry_id: str, typed: str = "") -> AnyEntry:
    """Note in this meeting that an action or question is relevant still, with another owner or day where `@jan >vr`
    says one, and behind a colon why. One that had ended is open again; a later day puts it off (`rules/postponing.py`).
    """
    words, _colon, why = typed.partition(":")
    marks = _marks(live, words) if typed.strip() else None

    def kept(entry: AnyEntry) -> AnyEntry:
        still = _still_open(live, entry)
        if marks is None:
            return still
        if marks.day is not None:
            still = postponed(still, marks.day, clean_line(why).strip(), clock.today())
        return msgspec.structs.replace(still, owners=marks.owners or still.owners)

    return _heard(live, entry_id, "entry.keep", kept)


def put_off_earlier(live: LiveMeeting, entry_id: str) -> AnyEntry:
    """Note in this meeting that an action or question stays until the next one of the series: due on the day of that,
    or on that which is proposed for it.
    """
    until = suggested_date(live.workspace, live.meeting)

    def put_off(entry: AnyEntry) -> AnyEntry:
        return postponed(_still_open(live, entry), until, "", clock.today())

    return _heard(live, entry_id, "entry.keep", put_off)


def drop_earlier(live: LiveMeeting, entry_id: str, why: str) -> AnyEntry:
    """Let go in this meeting of an action or question, for a reason. Raises Refused without one."""
    reason = clean_line(why)
    if not reason:
        raise Refused(_("why does it lapse? Say it in a few words; it goes into the minutes"))

    def dropped(entry: AnyEntry) -> AnyEntry:
        if isinstance(entry, Action):
            return closing.drop_action(entry, reason, clock.today(), live.meeting_id)
        return closing.drop_question(_to_do(entry), reason, clock.today(), live.meeting_id)

    return _heard(live, entry_id, "entry.drop", dropped)


def _still_open(live: LiveMeeting, entry: AnyEntry) -> Action | Question:
    """The action or question relevant still in this meeting, and open again where it had ended."""
    if isinstance(entry, Action) and entry.status != "open":
        entry = closing.reopen_action(entry)
    elif isinstance(entry, Question) and entry.status != "open":
        entry = closing.reopen_question(entry)
    return closing.keep_open(entry if isinstance(entry, Action) else _to_do(entry), live.meeting_id)


def _heard(live: LiveMeeting, entry_id: str, label: str, change: Callable[[AnyEntry], AnyEntry]) -> AnyEntry:
    """Change what an earlier meeting left in the name of this one, which must be open for it."""
    live.demand_open(live.workspace.shared)
    return change_entry(live, entry_id, label, change)


def _marks(live: LiveMeeting, typed: str) -> ParsedLine:
    marks = read_marks(live, typed)
    if marks.text or marks.themes or marks.priority:
        told = [notice.sentence for notice in marks.notices]
        raise Refused(told[0] if told else _("'{words}' is no @name and no >day").format(words=typed.strip()))
    if not marks.owners and marks.day is None:
        raise Refused(_("type @ and a name, or > and a day"))
    return marks


def _filled(entry: AnyEntry, marks: ParsedLine) -> AnyEntry:
    match entry:
        case Action() | Question():
            owners, due = marks.owners or entry.owners, marks.day or entry.due
            return msgspec.structs.replace(entry, owners=owners, due=due)
        case Decision() if marks.owners:
            raise Refused(_("a decision has no owner; > and a day to look back"))
        case Decision():
            return msgspec.structs.replace(entry, review=marks.day)
        case _:
            raise Refused(_("only an action, a question or a decision has a day"))


def _to_do(entry: AnyEntry) -> Question:
    if not isinstance(entry, Question):
        raise Refused(_("that is no action and no question any more"))
    return entry
