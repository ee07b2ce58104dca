"""A meeting, its agenda items and who was there."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

import msgspec

from kgw_tui.records.people import Who
from kgw_tui.records.record import Record, Table

Phase = Literal["", "why", "what", "how"]
"""The road of an item: why (beeldvorming), what (oordeelsvorming), how (besluitvorming); "" where it has none."""

MeetingState = Literal["planned", "running", "closed"]
MinutesState = Literal["draft", "reviewed", "sent", "adopted"]
"""concept → nagelezen → verzonden → vastgesteld (WORD.md)."""


class Attendee(msgspec.Struct, frozen=True, omit_defaults=True):
    """One person's presence at the opening of a meeting: there, not there, or (None) expected and not yet said.

    `notice` says of an absent one whether they had sent word (mk) or not (zk); None where nobody knows.
    `guest_items` holds the numbers of the items a guest came for ("punt 2"); a guest for the whole has none.
    """

    who: Who
    present: bool | None = True
    notice: bool | None = None
    guest: bool = False
    guest_items: tuple[int, ...] = ()


class Meeting(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A meeting. `start` and `end` are what the calendar says; `started_at` is the moment of the first line (the
    clock starts with the line, not with the calendar) and `closed_at` that of the closing, both UTC.

    `attendees` are in the order of the header; `current_item` is the id of the item where the chair stands.
    """

    handle: str = ""
    title: str = ""
    series: str = ""
    group: str = ""
    date: dt.date
    start: dt.time | None = None
    end: dt.time | None = None
    place: str = ""
    chair: Who | None = None
    minute_taker: Who | None = None
    attendees: tuple[Attendee, ...] = ()
    agenda: str = ""
    state: MeetingState = "planned"
    minutes_state: MinutesState = "draft"
    adopted_on: dt.date | None = None
    started_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    current_item: str = ""
    copies_to: tuple[Who, ...] = ()


ItemState = Literal["open", "done", "parked", "deferred", "dropped"]
"""Still to come, dealt with, parked halfway, put off to the next meeting of the series, or dropped at the closing."""


class AgendaItem(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An agenda item. `order` sorts the items of a meeting; `minutes` is its budget, of which
    `extra` were given while the meeting ran (the plan is without them); `phase` is where the group is now.

    `spent` counts the seconds used before `running_since` (UTC; None while another item runs). `lead` and `hint`
    come from the content's agenda: `template` is the id of that item (`mt-question`); `led_by` is who leads it when
    that isn't the chair. `papers` are the names of what is read for it. `carried_from` is the id of what it came back
    from (an item or a parked entry of an earlier meeting), `adopts` that of the meeting whose minutes it adopts.
    `facts` are what was heard about it beforehand, a sentence each, without names.
    """

    meeting: str
    title: str = ""
    order: float = 0.0
    minutes: int | None = None
    phase: Phase = ""
    confidential: bool = False
    state: ItemState = "open"
    extra: int = 0
    spent: int = 0
    running_since: dt.datetime | None = None
    lead: str = ""
    template: str = ""
    hint: str = ""
    led_by: Who | None = None
    papers: tuple[str, ...] = ()
    carried_from: str = ""
    adopts: str = ""
    facts: tuple[str, ...] = ()


MEETINGS: Final[Table[Meeting]] = Table("meetings", Meeting, ("series",))
ITEMS: Final[Table[AgendaItem]] = Table("items", AgendaItem, ("meeting", "carried_from"))
