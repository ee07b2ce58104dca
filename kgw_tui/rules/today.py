"""What needs somebody now, and in which order: the page of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeGuard

from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Action, AnyEntry, Decision, Question
from kgw_tui.records.meetings import Meeting
from kgw_tui.records.people import Who
from kgw_tui.rules.closing import holds
from kgw_tui.rules.patterns import Pattern
from kgw_tui.rules.promises import Promise, expected_on
from kgw_tui.rules.reporting import Report
from kgw_tui.rules.sequence import held

DAYS_AHEAD: Final = 7
"""Days, today included, within which a meeting or a due day is near enough to be shown."""
MINUTES_DAYS: Final = 28
"""Days after a meeting in which its minutes are waited for; older ones were left as they are on purpose."""

NeedKind = Literal["meeting", "minutes", "due", "told", "report", "watch", "inbox", "pattern", "review"]
"""A meeting that runs or comes; minutes to read through or send; something to do, to find out or that was promised; a
promise that was done and has to be told; what came of a note and may be told; a note to look at again; the notes that
nobody has looked at; a pattern in what was heard; a decision to look back on."""


@dataclass(frozen=True)
class Said:
    """An action, question or decision, and where it was said: in a meeting, or (`private`) in the private store."""

    entry: Action | Question | Decision
    meeting: Meeting | None = None
    confidential: bool = False
    private: bool = False

    @property
    def guarded(self) -> bool:
        """Whether it is kept from eyes in the room: from a confidential item, or the writer's alone."""
        return self.confidential or self.private


@dataclass(frozen=True)
class Heard:
    """What the corridor has for its writer: what may be told to whom, the longest waiting first; which notes are
    watched; of which all that they became is gone; which nobody has looked at yet, oldest first; which patterns wait;
    and what was promised and isn't kept yet, done or not.
    """

    reports: tuple[Report, ...] = ()
    watched: tuple[CorridorNote, ...] = ()
    lost: tuple[CorridorNote, ...] = ()
    inbox: tuple[CorridorNote, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True)
class Need:
    """One thing that needs somebody: a meeting; something that was said, and `whom` it was promised to; or something
    from the corridor: a note (of an inbox the oldest, with how many there are), a report about it, a pattern.
    """

    kind: NeedKind
    meeting: Meeting | None = None
    said: Said | None = None
    note: CorridorNote | None = None
    report: Report | None = None
    pattern: Pattern | None = None
    whom: Who | None = None
    count: int = 0

    @property
    def id(self) -> str:
        """What tells it from the others: the id of the entry, the note or the meeting, or the theme."""
        if self.said is not None:
            return self.said.entry.id
        if self.pattern is not None:
            return f"#{self.pattern.theme}"
        if self.note is not None:
            return self.kind if self.kind == "inbox" else self.note.id
        return self.meeting.id if self.meeting is not None else ""


@dataclass(frozen=True)
class Needs:
    """What needs somebody, in order; `guarded` counts what isn't shown because there may be eyes in the room."""

    found: tuple[Need, ...] = ()
    guarded: int = 0


def needs(
    meetings: Iterable[Meeting], said: Iterable[Said], today: dt.date, writer: str = "", heard: Heard | None = None
) -> Needs:
    """What needs the person with the id `writer` on `today`; with "" what needs anybody.

    In this order, which is that of what can't wait:

    1. a meeting that runs, one of today first;
    2. the meetings that are planned for today and the next six days, soonest first; where there are none, the next;
    3. minutes of the last four weeks to read through or to send, the oldest first;
    4. open actions and questions that are late, due today or in the next six days, the longest overdue first and of one
       day the urgent ones first; an urgent one without a day is due today. What was promised in the corridor is among
       them whoever carries it out, without a day a week after the conversation;
    5. promises that are done, and whoever they were made to hasn't heard of it; then what else may be told of what
       became of a note from the corridor, the longest waiting first: somebody waits for it. What is told with a report
       has no row of its own beside it;
    6. notes whose day to look again has come, the longest waiting first, and those of which what they became is gone;
    7. the notes that nobody has looked at yet, as one row; then the patterns that wait, the biggest first;
    8. decisions in force whose day to look back has come, the longest waiting first.

    Where there is nothing of a kind, nothing stands for it. So, on Tuesday 24 November:

        1  13:00  MT                                   running
        2  Section English                             Thu 26 Nov
        3  MT · Tue 17 Nov                             to send
        4  ! Call Jan                                  late: Mon 23 Nov
           ! Let Karim know                            to Karim · today
        5  ! Ask for the key, done                     to Ans · to be told
           Shanice: Decided: a trial until March.      Tue 17 Nov
        6  Noise in the hall at noon                   today
        7  4 notes nobody looked at yet                since Thu 19 Nov
           #testing                                    3 notes
        8  = A calendar for each class                 2026-014 · Sun 1 Nov

    Meetings count for those who are in them (`is_in`), actions and questions for their owners, decisions for those
    who were in the meeting. While any meeting runs, whoever is in it and whenever it began, what is `guarded` is
    counted and not shown (PRODUCT.md, principle 8).
    """
    meetings = list(meetings)
    mine = [meeting for meeting in meetings if is_in(meeting, writer)]
    here = {meeting.id for meeting in mine}
    found = [*_meetings(mine, today), *_minutes(mine, today)]
    to_do: list[tuple[tuple[dt.date, bool, str], Said]] = []
    to_review: list[tuple[tuple[dt.date, str], Said]] = []
    heard = heard or Heard()
    whom = {each.action.id: each.whom for each in heard.promises}
    for promise in heard.promises:
        due = _promise_day(promise, today)
        if due is not None:
            said_so = Said(promise.action, private=True)
            to_do.append(((due, not promise.action.priority, promise.action.id), said_so))
    for each in said:
        entry = each.entry
        if entry.id in whom:
            continue
        if isinstance(entry, Decision):
            if entry.review is None or entry.review > today or not holds(entry):
                continue
            if each.meeting is None or each.meeting.id in here:
                to_review.append(((entry.review, entry.id), each))
        else:
            due = due_day(entry, today)
            if due is not None and (not writer or Who(person=writer) in entry.owners):
                to_do.append(((due, not _urgent(entry), entry.id), each))
    due_now = [
        Need("due", each.meeting, each, whom=whom.get(each.entry.id)) for _order, each in sorted(to_do, key=_first)
    ]
    reviews = [Need("review", each.meeting, each) for _order, each in sorted(to_review, key=lambda pair: pair[0])]
    rest = [*due_now, *_from_corridor(heard, today), *reviews]
    watched = any(meeting.state == "running" for meeting in meetings)
    shown = [need for need in rest if not (watched and _is_guarded(need))]
    return Needs((*found, *shown), len(rest) - len(shown))


def may_need(entry: AnyEntry, writer: str) -> TypeGuard[Action | Question | Decision]:
    """Whether an entry may need the person with the id `writer` ("": anybody) on some day, as it now stands: an open
    action or question of theirs with a day or some haste, a decision in force with a day to look back.
    """
    if isinstance(entry, Decision):
        return entry.review is not None and holds(entry)
    if not isinstance(entry, Action | Question) or entry.status != "open":
        return False
    return (entry.due is not None or _urgent(entry)) and (not writer or Who(person=writer) in entry.owners)


def is_in(meeting: Meeting, writer: str) -> bool:
    """Whether a meeting is one of `writer`'s: they chair it, take its minutes or are expected; or it names nobody."""
    me = Who(person=writer)
    if not writer or me in {meeting.chair, meeting.minute_taker} or any(each.who == me for each in meeting.attendees):
        return True
    return not (meeting.chair or meeting.minute_taker or meeting.attendees)


def due_day(entry: Action | Question, today: dt.date) -> dt.date | None:
    """The day on which it is due, when that is late or near; None for what can wait, or has ended."""
    due = entry.due or (today if _urgent(entry) else None)
    near = due is not None and due < today + dt.timedelta(days=DAYS_AHEAD)
    return due if near and entry.status == "open" else None


def _promise_day(promise: Promise, today: dt.date) -> dt.date | None:
    """The day on which an open promise is to be kept, when that is late or near."""
    due = min(expected_on(promise), today) if promise.action.priority else expected_on(promise)
    near = due < today + dt.timedelta(days=DAYS_AHEAD)
    return due if near and promise.action.status == "open" else None


def _first(pair: tuple[tuple[dt.date, bool, str], Said]) -> tuple[dt.date, bool, str]:
    return pair[0]


def _is_guarded(need: Need) -> bool:
    return need.note is not None or need.pattern is not None or (need.said is not None and need.said.guarded)


def _from_corridor(heard: Heard, today: dt.date) -> list[Need]:
    with_report = {report.note.id for report in heard.reports}
    done = [promise for promise in heard.promises if promise.action.status == "done"]
    to_tell = [promise for promise in done if promise.note.id not in with_report]
    again = [note for note in heard.watched if note.look_again is not None and note.look_again <= today]
    again.sort(key=lambda note: (note.look_again or today, note.heard_at, note.id))
    inbox = [Need("inbox", note=heard.inbox[0], count=len(heard.inbox))] if heard.inbox else []
    return [
        *(Need("told", said=Said(each.action, private=True), whom=each.whom) for each in to_tell),
        *(Need("report", note=report.note, report=report, whom=report.whom) for report in heard.reports),
        *(Need("watch", note=note) for note in (*again, *heard.lost)),
        *inbox,
        *(Need("pattern", pattern=pattern) for pattern in heard.patterns),
    ]


def _meetings(meetings: list[Meeting], today: dt.date) -> list[Need]:
    running = sorted((meeting for meeting in meetings if meeting.state == "running"), key=held, reverse=True)
    running.sort(key=lambda meeting: meeting.date != today)
    planned = sorted((each for each in meetings if each.state == "planned" and each.date >= today), key=held)
    near = [meeting for meeting in planned if meeting.date < today + dt.timedelta(days=DAYS_AHEAD)]
    return [Need("meeting", meeting) for meeting in (*running, *(near or planned[:1]))]


def _minutes(meetings: list[Meeting], today: dt.date) -> list[Need]:
    since = today - dt.timedelta(days=MINUTES_DAYS)
    waiting = [
        meeting
        for meeting in meetings
        if meeting.state == "closed" and meeting.minutes_state in {"draft", "reviewed"} and meeting.date >= since
    ]
    return [Need("minutes", meeting) for meeting in sorted(waiting, key=held)]


def _urgent(entry: Action | Question) -> bool:
    return isinstance(entry, Action) and entry.priority
