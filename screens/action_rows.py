"""The rows of the list of actions and questions, and what is said of the chosen one."""

from __future__ import annotations

import datetime as dt
from typing import Final

from kgw_tui.i18n import _, ngettext
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Action
from kgw_tui.records.entries import Question as OpenQuestion
from kgw_tui.rules.corridor import raised_by
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.today import Said
from kgw_tui.rules.wording import task_word

from .postponed_words import put_off_words
from .widgets.pick_list import PickRow
from .widgets.rows import MARKS
from .widths import WIDE
from .words import day, meeting_line

_WIDER: Final = 100
"""From this many columns on there is room for where it was said, too."""


def row_of(
    said: Said, directory: Directory, note: CorridorNote | None, today: dt.date, *, width: int, mine: bool = False
) -> PickRow:
    """An action or question: who does it by when, and where it was said, as far as there is room. `note` is the
    conversation in which it was promised, None for what is no promise; where all are `mine`, only others are named.
    """
    entry = said.entry
    right = _standing(said, note, today, short=width < WIDE)
    text = f"{MARKS[type(entry)]} {' '.join(entry.text.split())}"
    if width < WIDE:
        return PickRow(entry.id, text, right)
    owners = entry.owners if isinstance(entry, Action | OpenQuestion) else ()
    names = ", ".join(directory.short_name(who) for who in owners if not (mine and who.person == directory.writer))
    middle = _origin(said, note) if width >= _WIDER else ""
    return PickRow(entry.id, text, " · ".join(filter(None, (names, right))), middle=middle)


def about(said: Said, directory: Directory, note: CorridorNote | None, writer: str) -> str:
    """Its number, who does it, where it was said or to whom it was promised, what came of it, how often it was put
    off."""
    entry, where = said.entry, _origin(said, note)
    if note is not None:
        whom = raised_by(note, writer)
        where = _("promised to {name}").format(name=directory.short_name(whom)) if whom is not None else where
    elif said.meeting is not None:
        where = meeting_line(said.meeting)
    owners = ", ".join(map(directory.short_name, entry.owners)) if isinstance(entry, Action | OpenQuestion) else ""
    return " · ".join(filter(None, (entry.handle, owners, put_off_words(entry), entry.outcome, where)))


def _origin(said: Said, note: CorridorNote | None) -> str:
    if said.meeting is not None:
        return said.meeting.title or _("Meeting")
    return _("promised in the corridor") if note is not None else _("from the corridor")


def _standing(said: Said, note: CorridorNote | None, today: dt.date, *, short: bool) -> str:
    """Its day, how late it is, or what came of it."""
    entry = said.entry
    if not isinstance(entry, Action | OpenQuestion):
        return ""
    if entry.status != "open":
        to_tell = note is not None and isinstance(entry, Action) and entry.status == "done" and not entry.reported_on
        told = _("to be told") if to_tell else task_word(entry)
        return f"{told} {day(entry.closed_on)}" if entry.closed_on and not short else told
    if entry.due is None:
        return _("no day")
    late = (today - entry.due).days
    if short and late > 0:
        return _("{count} d late").format(count=late)
    return ngettext("{count} day late", "{count} days late", late).format(count=late) if late > 0 else day(entry.due)
