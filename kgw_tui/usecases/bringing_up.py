"""Bringing up what was heard in the corridor: from one note or several, an item in the next meeting of a series."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import msgspec

from kgw_tui import clock
from kgw_tui.errors import KgwError, NotFound, Refused, StoreError
from kgw_tui.i18n import _
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import SERIES, Series
from kgw_tui.records.record import stamp
from kgw_tui.rules.agenda import in_order, place_for_new
from kgw_tui.rules.directory import fold
from kgw_tui.rules.reporting import TO_TELL_LATER
from kgw_tui.rules.sequence import held
from kgw_tui.store import Transaction
from kgw_tui.text import clean_line
from kgw_tui.usecases.carrying import put_in
from kgw_tui.usecases.corridor_notes import demand_note
from kgw_tui.usecases.next_meeting import LONGEST_DISTANCE, plan_next_in, suggested_date
from kgw_tui.usecases.reading import find_meeting
from kgw_tui.workspace import Workspace


@dataclass(frozen=True)
class Coming:
    """A series, its next meeting that is planned and hasn't begun (None: it would be planned), and the day of that.

    `dormant` tells of one that hasn't met for long and has nothing planned.
    """

    series: Series
    meeting: Meeting | None
    day: dt.date
    dormant: bool = False


def coming(workspace: Workspace) -> list[Coming]:
    """The series in which something can be brought up, the one that meets soonest first; none without a meeting yet.

    One that hasn't met for as long as tells nothing of the next time, and has nothing planned, comes last.
    """
    by_series: dict[str, list[Meeting]] = {}
    for meeting in workspace.shared.all(MEETINGS):
        by_series.setdefault(meeting.series, []).append(meeting)
    listed = ((series, by_series.get(series.id, [])) for series in workspace.shared.all(SERIES))
    found = [each for series, meetings in listed if (each := _coming(workspace, series, meetings)) is not None]
    return sorted(found, key=lambda each: (each.dormant, each.day, each.meeting is None, each.series.title))


def bring_up(
    workspace: Workspace,
    note_ids: Sequence[str],
    series_id: str,
    title: str,
    facts: Iterable[str] = (),
    *,
    beside: Collection[str] = (),
) -> AgendaItem:
    """Put an item on the agenda of the next meeting of a series, and let the notes say that they became that.

    Where none is planned, one is, on the day that is proposed for it; where an item is called so already, it is that
    one, with these facts added. `facts` are sentences that stand with the item:
    what was heard, without names. Those of the notes that stand in `beside` keep what they became and why, and have
    become this too: whoever said it hears once more what comes of it. Shared store first, both as one thing to undo;
    the shared one leads to no note.
    Raises NotFound for a note or series that isn't there, and Refused without a title.
    """
    called = clean_line(title).strip()
    if not called:
        raise Refused(_("what should the item be called? Type a few words, best as a question"))
    told = tuple(fact for each in facts if (fact := clean_line(each).strip()))
    made = False
    try:
        with workspace.as_one(), workspace.writing(workspace.private, "item.bring-up") as mine:
            notes = [_to_bring_up(workspace, mine, note_id, beside) for note_id in note_ids]
            item = _put_item(workspace, series_id, called, told)
            made = True
            for note in notes:
                mine.put(CORRIDOR_NOTES, _brought_up(note, item.id, beside=note.id in beside))
    except StoreError:
        if made:  # nobody would know where it came from, and trying again would make another
            with suppress(KgwError):
                workspace.undo()
        raise
    return item


def series_called(workspace: Workspace, name: str) -> Series:
    """The series that `name` means: its title, or anything that one of its meetings answers to.

    Raises NotFound and Refused as `find_meeting`.
    """
    meeting = find_meeting(workspace.shared, name, for_series=True)
    series = workspace.shared.get(SERIES, meeting.series) if meeting.series else None
    if series is None:
        raise NotFound(_("that meeting is in no series"))
    return series


def _to_bring_up(workspace: Workspace, mine: Transaction, note_id: str, beside: Collection[str]) -> CorridorNote:
    """The note as it is now, also for another terminal. Raises NotFound when it is gone, and Refused when somebody has
    just brought it up by itself.
    """
    note = demand_note(mine, note_id)
    if note.outcome == "to-agenda" and note_id not in beside:
        workspace.shared.refresh()
        if any(workspace.shared.get(ITEMS, each) is not None for each in note.became):
            raise Refused(_("{handle} is on an agenda already").format(handle=note.handle))
    return note


def _put_item(workspace: Workspace, series_id: str, title: str, facts: tuple[str, ...]) -> AgendaItem:
    """The item, in the meeting of the series that is next at this moment."""
    with workspace.writing(workspace.shared, "item.bring-up") as tx:
        series, meetings = tx.get(SERIES, series_id), tx.query(MEETINGS, series=series_id)
        where = _coming(workspace, series, meetings) if series is not None else None
        if where is None:
            raise NotFound(_("that series has no meeting yet; plan one first"))
        last = max(meetings, key=held)
        meeting = where.meeting or plan_next_in(workspace, tx, last.id, where.day)
        items = in_order(tx.query(ITEMS, meeting=meeting.id))
        same = next((each for each in items if _is_same(each, title)), None)
        if same is not None:
            added = tuple(fact for fact in facts if fact not in same.facts)
            item = msgspec.structs.replace(same, facts=(*same.facts, *added))
            tx.put(ITEMS, item)
            return item
        fields = {**stamp(workspace.settings.writer), "meeting": meeting.id, "title": title, "facts": facts}
        item = msgspec.convert(fields | {"phase": "why"}, AgendaItem)
        items = put_in(tx, items, item, place_for_new(items))
        return next(each for each in items if each.id == item.id)


def _is_same(item: AgendaItem, title: str) -> bool:
    """Whether an item that hasn't been dealt with is called so: what is brought up is added to it."""
    return item.state == "open" and not item.confidential and fold(item.title) == fold(title)


def _coming(workspace: Workspace, series: Series, meetings: Sequence[Meeting]) -> Coming | None:
    if not meetings:
        return None
    today = clock.today()
    ordered = sorted(meetings, key=held)
    planned = next((each for each in ordered if each.state == "planned" and each.date >= today), None)
    if planned is not None:
        return Coming(series, planned, planned.date)
    dormant = (today - ordered[-1].date).days > LONGEST_DISTANCE
    return Coming(series, None, suggested_date(workspace, ordered[-1]), dormant)


def _brought_up(note: CorridorNote, item_id: str, *, beside: bool) -> CorridorNote:
    became, items = (*note.became, item_id), (*note.items, item_id)
    if beside and note.outcome in TO_TELL_LATER:  # what it became goes on, and is told of with this
        return msgspec.structs.replace(note, became=became, items=items)
    if beside:  # it was settled; the meeting may say more, and whoever said it will want to hear that too
        again = {"reported_on": None, "untold": "", "look_again": None}
        return msgspec.structs.replace(note, outcome="to-agenda", became=became, items=items, **again)
    fields = {"reason": "", "look_again": None, "reported_on": None, "told": "", "untold": ""}
    return msgspec.structs.replace(
        note, outcome="to-agenda", settled_on=clock.today(), became=became, items=items, **fields
    )
