"""The rows of the page of today: a heading for each kind of thing that needs one, and under it the things."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from kgw_tui.i18n import _, ngettext
from kgw_tui.records.entries import Action, Decision, Question
from kgw_tui.records.meetings import Meeting
from kgw_tui.records.people import Who
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.patterns import bars
from kgw_tui.rules.today import Need, NeedKind, Said, due_day
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace

from .unfinished_words import left_by_meeting, with_unfinished
from .widgets.pick_list import PickRow
from .words import day, wall


def need_rows(workspace: Workspace, needs: Iterable[Need], today: dt.date, *, wide: bool = True) -> list[PickRow]:
    """What needs one, in its order; where the settings name nobody, actions and questions say whose they are."""
    rows: list[PickRow] = []
    everybodys = not workspace.settings.writer
    directory = directory_of(workspace)
    needs = list(needs)
    days = Counter((each.meeting.title, each.meeting.date) for each in needs if each.kind == "minutes" and each.meeting)
    left = left_by_meeting(workspace)
    kind: NeedKind | None = None
    for need in needs:
        if need.kind != kind:
            kind = need.kind
            promised = any(each.kind == "due" and each.whom is not None for each in needs)
            rows.append(PickRow("", _heading(kind, everybodys=everybodys, promised=promised), heading=True))
        if need.note is not None or need.pattern is not None:
            rows.append(PickRow(need.id, *_heard(need, today, directory)))
        elif need.said is not None:
            whose = directory.names(_owners(need.said)) if everybodys else ""
            to = f"→ {directory.short_name(need.whom)}" if need.whom is not None and wide else ""
            rows.append(PickRow(need.id, *_said(need, need.said, today, to or whose)))
        elif need.meeting is not None:
            apart = days[need.meeting.title, need.meeting.date] > 1
            title, said = _meeting(need.meeting, need.kind, today, apart=apart)
            rows.append(PickRow(need.id, title, with_unfinished(left[need.meeting.id], said, wide=wide)))
    return rows


def _heading(kind: NeedKind, *, everybodys: bool, promised: bool) -> str:
    if kind == "due" and everybodys:
        return _("Actions and questions of everybody (kgw setup asks who you are)")
    if kind == "due" and promised:
        return _("Actions, questions and promises")
    words = {
        "meeting": _("Meetings"),
        "minutes": _("Minutes"),
        "due": _("Actions and questions"),
        "told": _("Promised, done, and to be told"),
        "report": _("To report back"),
        "watch": _("To look at again"),
        "inbox": _("Corridor"),
        "pattern": _("Patterns"),
        "review": _("Decisions to review"),
    }
    return words[kind]


def _meeting(meeting: Meeting, kind: NeedKind, today: dt.date, *, apart: bool) -> tuple[str, str]:
    """A meeting and what it waits for; with its time where that tells it `apart` from another of its day."""
    title = meeting.title or _("Meeting")
    time = f"{meeting.start:%H:%M}" if meeting.start else wall(meeting.started_at)
    if kind == "minutes":
        wanted = _("to read through") if meeting.minutes_state == "draft" else _("to send")
        return " ".join(filter(None, (f"{title} · {day(meeting.date)}", time if apart else ""))), wanted
    if meeting.state == "running":
        said = _("running") if meeting.date == today else _("running since {day}").format(day=day(meeting.date))
    else:
        said = _("today") if meeting.date == today else day(meeting.date)
    return "  ".join(filter(None, (time, title))), said


def _owners(said: Said) -> tuple[Who, ...]:
    return () if isinstance(said.entry, Decision) else said.entry.owners


def _heard(need: Need, today: dt.date, directory: Directory) -> tuple[str, str]:
    """Something from the corridor, and what is said of it at the right."""
    if need.pattern is not None:
        count = len(need.pattern.notes)
        words = ngettext("{count} note", "{count} notes", count).format(count=count)
        return f"#{need.pattern.theme}  {bars(need.pattern.weeks)}", words
    if need.report is not None:
        name = directory.short_name(need.report.whom)
        said = need.report.words or " ".join(need.report.note.text.split())
        return f"{name}: {said}", day(need.report.since)
    note = need.note
    if note is None:
        return "", ""
    if need.kind == "inbox":
        words = ngettext("{count} note nobody looked at yet", "{count} notes nobody looked at yet", need.count)
        return words.format(count=need.count), _("since {day}").format(day=day(note.heard_at.astimezone().date()))
    said = " ".join(note.text.split())
    if note.outcome != "watch":
        return said, _("what it became is gone")
    again = note.look_again or today
    return said, _("today") if again == today else day(again)


def _said(need: Need, said: Said, today: dt.date, whose: str) -> tuple[str, str]:
    """An action, question or decision, whose it is or to whom it was promised, and its day."""
    entry = said.entry
    if need.kind == "told":
        return f"! {entry.text}", " · ".join(filter(None, (whose, _("to be told"))))
    if isinstance(entry, Decision):
        return f"= {entry.text}", " · ".join(filter(None, (entry.handle, day(entry.review) if entry.review else "")))
    due = due_day(entry, today)
    when = _("today") if due == today else day(due) if due else ""
    if due is not None and due < today:
        when = _("late: {day}").format(day=when)
    if entry.due is None:
        when = _("urgent") if isinstance(entry, Action) and entry.priority else _("no day")
    mark = "?" if isinstance(entry, Question) else "!"
    apart = _("confidential") if said.confidential else ""
    return f"{mark} {entry.text}", " · ".join(filter(None, (apart, whose, when)))
