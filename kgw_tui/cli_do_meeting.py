"""`kgw do M-3 …`: what is done to a meeting without the screens: its minutes, its day, what is on its agenda."""

from __future__ import annotations

from functools import partial
from typing import Final

from kgw_tui.cli_verbs import Given, Option, Verb, Verbs
from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.records.meetings import Meeting
from kgw_tui.rules.wording import meeting_word
from kgw_tui.usecases.doing import VERBS, Deed, do, words_of
from kgw_tui.usecases.listing import Record
from kgw_tui.usecases.next_meeting import next_meeting_of, suggested_date
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.reading import calendar_of
from kgw_tui.usecases.scheduling import read_when, when_text
from kgw_tui.workspace import Workspace


def _deed(verb: str, workspace: Workspace, meeting: Meeting, given: Given) -> str:
    record: Record = do(workspace, meeting.handle or meeting.id, Deed(verb, given.why, given.by))
    return f"{meeting.handle}: {meeting_word(record)}" if isinstance(record, Meeting) else meeting.handle


def _item(workspace: Workspace, meeting: Meeting, given: Given) -> str:
    preparing = _preparing(workspace, meeting)
    item = preparing.add(preparing.read(given.text.strip().lstrip("#").strip()))
    number = [each.id for each in preparing.items].index(item.id) + 1
    return f"{meeting.handle}: {number}. {item.title}"


def _day(workspace: Workspace, meeting: Meeting, given: Given) -> str:
    return f"{meeting.handle}: {_preparing(workspace, meeting).set_day(given.until)}"


def _time(workspace: Workspace, meeting: Meeting, given: Given) -> str:
    return f"{meeting.handle}: {_preparing(workspace, meeting).set_time(given.text)}"


def _preparing(workspace: Workspace, meeting: Meeting) -> Preparing:
    """The meeting as it is prepared. Raises Refused for a closed one, with what to do about it."""
    if meeting.state == "closed":
        words = _("{name} is closed, so that its minutes stay what they are; kgw do {name} reopen opens it again")
        raise Refused(words.format(name=meeting.handle))
    return Preparing(workspace, meeting.id)


def _next(workspace: Workspace, meeting: Meeting, given: Given) -> str:
    """Plan the next meeting of the series, on the day that is given or else on the usual one."""
    read = read_when(given.until, calendar_of(workspace)) if given.until else (suggested_date(workspace, meeting), None)
    if read is None:
        raise Refused(_("'{words}' isn't a day; such as 1 mar, or Monday").format(words=given.until))
    if read[0] <= meeting.date:
        raise Refused(_("choose a day after this meeting"))
    following = next_meeting_of(workspace, meeting.id, read[0], read[1])
    return f"{following.handle}: {following.title} · {when_text(following.date, following.start, following.end)}"


_WHY: Final[frozenset[Option]] = frozenset({"why"})

MEETING_VERBS: Final[Verbs[Meeting]] = {
    **{verb: Verb(words_of(verb), partial(_deed, verb), _WHY) for verb in VERBS["meeting"]},
    "item": Verb((("item",), ("punt",)), _item, value="text"),
    "date": Verb((("date", "day"), ("datum", "dag")), _day, value="until"),
    "time": Verb((("time",), ("tijd",)), _time, value="text"),
    "next": Verb((("next",), ("volgende",)), _next, value="until", may_lack=True),
}
"""What can be done to a meeting."""
