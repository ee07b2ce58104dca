"""What a search has found, in words: the rows of the list, and what is said of the chosen one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from kgw_tui.i18n import N_, _
from kgw_tui.records.entries import AnyEntry
from kgw_tui.records.meetings import AgendaItem, Meeting
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.sought import places_in
from kgw_tui.rules.wording import kind_word, meeting_word
from kgw_tui.usecases.finding_others import Other

from .search_list import Anything, FoundRow
from .widgets.rows import MARKS, EntryRow, row_of
from .words import day, meeting_line

OF_AN_ITEM = "#"
OF_A_MEETING = "M"
_MARKS: Final = {"person": "@", "heard": "N", "visit": "B", "mine": ";", "action": "!", "question": "?"}
_KINDS: Final = {
    "person": N_("person"),
    "heard": N_("corridor"),
    "visit": N_("visit"),
    "mine": N_("for you alone"),
    "action": N_("promised or agreed in the corridor"),
    "question": N_("asked in the corridor"),
}
"""What stands outside the meetings, in words."""


def found_row(hit: Anything, words: Sequence[str], directory: Directory, today: dt.date, *, wide: bool) -> FoundRow:
    """The row of one; where it is `wide` with the meeting in which it was said, else with the day alone."""
    if isinstance(hit, Other):
        places = tuple(places_in(hit.text, words))
        where = _(_KINDS[hit.kind]) if wide and hit.kind in _KINDS else ""
        return FoundRow(hit.text, _MARKS.get(hit.kind, ""), places, where, day(hit.day) if hit.day else "")
    if hit.record is None:
        mark, text, where = OF_A_MEETING, _title(hit.meeting), meeting_word(hit.meeting)
    elif isinstance(hit.record, AgendaItem):
        mark, text, where = OF_AN_ITEM, hit.record.title, _title(hit.meeting)
    else:
        mark = MARKS[type(hit.record)]
        text, where = _entry_row(hit.record, directory, today).text, _title(hit.meeting)
    places = tuple(places_in(text, words))
    return FoundRow(text, mark, places, where if wide else "", day(hit.meeting.date))


def about(hit: Anything, item: AgendaItem | None, directory: Directory, today: dt.date) -> str:
    """What is said of one beside its row: its meeting and item, its kind and handle, whose it is and until when."""
    if isinstance(hit, Other):
        return " · ".join(filter(None, (_(_KINDS.get(hit.kind, "")) if hit.kind in _KINDS else "", hit.handle)))
    parts = [meeting_line(hit.meeting)]
    if hit.record is None:
        parts += [hit.handle, meeting_word(hit.meeting)]
    elif isinstance(hit.record, AgendaItem):
        parts.append(_("agenda item"))
    else:
        right = _entry_row(hit.record, directory, today).right
        parts += [item.title if item is not None else "", kind_word(hit.record)]
        parts += ["" if hit.handle in right.split(" · ") else hit.handle, right]
    return " · ".join(filter(None, parts))


def called(hit: Anything, directory: Directory, today: dt.date) -> str:
    """The text of what was found, with its mark."""
    row = found_row(hit, (), directory, today, wide=True)
    return f"{row.mark} {row.text}".strip()


def _entry_row(entry: AnyEntry, directory: Directory, today: dt.date) -> EntryRow:
    return row_of(entry, directory, today=today)


def _title(meeting: Meeting) -> str:
    return meeting.title or _("Meeting")
