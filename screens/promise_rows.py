"""The rows of what was promised in the corridor: by day, or by whom it was promised to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from kgw_tui.i18n import _, ngettext
from kgw_tui.rules.directory import Directory, fold
from kgw_tui.rules.narrowing import findable
from kgw_tui.usecases.reporting import Promise

from .widgets.pick_list import PickRow
from .words import day

_WEEK: Final = 7


def by_day(promises: Sequence[Promise], directory: Directory, today: dt.date, *, wide: bool) -> list[PickRow]:
    """What was done and has to be told first; then what is late, due today, in the week to come, later, or some day."""
    rows: list[PickRow] = []
    headings = [_("To be told"), _("Late"), _("Today"), _("This week"), _("Later"), _("Without a day")]
    parts: list[list[Promise]] = [[] for _heading in headings]
    for each in promises:
        parts[_part(each, today)].append(each)
    for heading, part in zip(headings, parts, strict=True):
        if part:
            rows.append(PickRow("", heading, heading=True))
            rows += [_row(each, today, _name(each, directory) if wide else "") for each in part]
    return rows


def by_whom(promises: Sequence[Promise], directory: Directory, today: dt.date) -> list[PickRow]:
    """Whom something was promised to, in the order of their names, and what, the soonest due first; nobody last."""
    names = {each.action.id: _name(each, directory) for each in promises}
    rows: list[PickRow] = []
    for name in sorted(set(names.values()), key=lambda name: (not name, fold(name))):
        theirs = [each for each in promises if names[each.action.id] == name]
        count = str(len(theirs)) if len(theirs) > 1 else ""
        rows.append(PickRow("", name or _("To nobody in particular"), count, heading=True))
        rows += [_row(each, today, "") for each in theirs]
    return rows


def found_by(promise: Promise, directory: Directory) -> str:
    """What a promise is found by: its words and those of its note, to whom, the themes of both."""
    action, note = promise.action, promise.note
    people = dict.fromkeys((*note.mentions, *action.mentions))
    themes = dict.fromkeys((*note.themes, *action.themes))
    return findable([action.handle, action.text, note.handle, note.text], people, themes, directory)


def _part(promise: Promise, today: dt.date) -> int:
    action = promise.action
    if action.status == "done":
        return 0
    if action.due is None:
        return 5
    days = (action.due - today).days
    return 1 if days < 0 else 2 if days == 0 else 3 if days < _WEEK else 4


def _row(promise: Promise, today: dt.date, name: str) -> PickRow:
    right = " · ".join(filter(None, (f"→ {name}" if name else "", _standing(promise, today))))
    return PickRow(promise.action.id, promise.action.text, right)


def _standing(promise: Promise, today: dt.date) -> str:
    action = promise.action
    if action.status == "done":
        return _("to be told")
    if action.due is None:
        return _("no day")
    late = (today - action.due).days
    return ngettext("{count} day late", "{count} days late", late).format(count=late) if late > 0 else day(action.due)


def _name(promise: Promise, directory: Directory) -> str:
    return directory.short_name(promise.whom) if promise.whom is not None else ""
