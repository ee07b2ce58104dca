"""The rows of the list of actions and questions, and what is said of the chosen one."""

from __future__ import annotations

import datetime as dt

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
from .words import day, meeting_line


def row_of(said: Said, directory: Directory, note: CorridorNote | None, today: dt.date, *, wide: bool) -> PickRow:
    """An action or question: where it was said behind it, and who does it by when where there is room. `note` is the
    conversation in which it was promised, None for what is no promise.
    """
    entry = said.entry
    right = _standing(said, note, today)
    text = f"{MARKS[type(entry)]} {' '.join(entry.text.split())}"
    if not wide:
        return PickRow(entry.id, text, right)
    owners = ", ".join(map(directory.short_name, entry.owners)) if isinstance(entry, Action | OpenQuestion) else ""
    return PickRow(entry.id, text, " · ".join(filter(None, (owners, right))), middle=_origin(said, note))


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


def _standing(said: Said, note: CorridorNote | None, today: dt.date) -> str:
    """Its day, how late it is, or what came of it."""
    entry = said.entry
    if not isinstance(entry, Action | OpenQuestion):
        return ""
    if entry.status != "open":
        to_tell = note is not None and isinstance(entry, Action) and entry.status == "done" and not entry.reported_on
        told = _("to be told") if to_tell else task_word(entry)
        return f"{told} {day(entry.closed_on)}" if entry.closed_on else told
    if entry.due is None:
        return _("no day")
    late = (today - entry.due).days
    return ngettext("{count} day late", "{count} days late", late).format(count=late) if late > 0 else day(entry.due)
