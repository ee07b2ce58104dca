"""Putting off an action: each time with its reason, and the question whether it should live after a few of them."""

from __future__ import annotations

import datetime as dt
from typing import Final

import msgspec

from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.records.entries import Action, Postponement, Question
from kgw_tui.rules import closing

TIMES: Final = 3
"""From this time on that something is put off it is asked whether it should live: it may be no longer wanted, too big,
or nobody's. That never keeps anybody from putting it off.
"""


def postponed(entry: Action | Question, until: dt.date, why: str, today: dt.date) -> Action | Question:
    """The entry due on `until`; an action remembers from which day it was put off, on which, and why (may be "").

    An earlier day, or a first one, is no putting off. Raises Refused when the entry has ended, or for a past day.
    """
    closing.demand_open(entry)
    if until < today:
        raise Refused(_("that day is past"))
    if isinstance(entry, Question) or entry.due is None or until <= entry.due:
        return msgspec.structs.replace(entry, due=until)
    again = Postponement(on=today, due=entry.due, why=why)
    return msgspec.structs.replace(entry, due=until, postponed=(*entry.postponed, again))


def without_day(entry: Action | Question, today: dt.date) -> Action | Question:
    """The entry with no day any more: that puts an action off as much as a later day does, so that giving it a day
    again is no way round the count. Raises Refused when the entry has ended.
    """
    closing.demand_open(entry)
    if isinstance(entry, Question) or entry.due is None:
        return msgspec.structs.replace(entry, due=None)
    again = Postponement(on=today, due=entry.due)
    return msgspec.structs.replace(entry, due=None, postponed=(*entry.postponed, again))


def asks_whether_it_lives(entry: Action | Question) -> bool:
    """Whether it has been put off so often that one may ask whether it should live."""
    return isinstance(entry, Action) and entry.status == "open" and len(entry.postponed) >= TIMES
