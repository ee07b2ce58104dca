"""Actions and questions of every origin as one list: which of them a view shows, and in which order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final, Literal

from kgw_tui.records.entries import Action, AnyEntry, Question
from kgw_tui.records.people import Who
from kgw_tui.rules.today import Said

View = Literal["open", "mine", "others", "late", "missing", "closed"]
"""All that is open; mine; what others owe; late; without an owner or a day; closed lately."""
VIEWS: Final[tuple[View, ...]] = ("open", "mine", "others", "late", "missing", "closed")
CLOSED_DAYS: Final = 60
"""Days for which what has been closed is still in the list."""


def is_to_do(entry: AnyEntry, today: dt.date) -> bool:
    """Whether an entry belongs in the list: an action or question that is open, or was closed lately."""
    if not isinstance(entry, Action | Question):
        return False
    lately = today - dt.timedelta(days=CLOSED_DAYS)
    return entry.status == "open" or (entry.closed_on is not None and entry.closed_on >= lately)


def in_view(said: Iterable[Said], view: View, writer: str, today: dt.date, *, confidential: bool = False) -> list[Said]:
    """Those of `said` that a view shows: what is due first at the top, without a day last; of what was closed the
    newest first. What was said in confidential items is there when it is asked for.
    """
    shown = [each for each in said if (confidential or not each.confidential) and _is_in(each, view, writer, today)]
    if view == "closed":
        return sorted(shown, key=lambda each: (getattr(each.entry, "closed_on", None) or dt.date.min, each.entry.id))[
            ::-1
        ]
    return sorted(shown, key=_urgency)


def is_late(entry: AnyEntry, today: dt.date) -> bool:
    """Whether an open action or question should have been done by now."""
    return isinstance(entry, Action | Question) and entry.due is not None and entry.due < today


def _is_in(said: Said, view: View, writer: str, today: dt.date) -> bool:
    entry = said.entry
    if not isinstance(entry, Action | Question):
        return False
    if view == "closed":
        return entry.status != "open"
    if entry.status != "open":
        return False
    mine = bool(writer) and Who(person=writer) in entry.owners
    match view:
        case "mine":
            return mine
        case "others":
            return bool(entry.owners) and not mine
        case "late":
            return is_late(entry, today)
        case "missing":
            return not entry.owners or entry.due is None
        case _:
            return True


def _urgency(said: Said) -> tuple[dt.date, bool, str]:
    entry = said.entry
    due: dt.date | None = getattr(entry, "due", None)
    return due or dt.date.max, not getattr(entry, "priority", False), entry.id
