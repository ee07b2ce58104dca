"""What a search has found, in words: the rows of the list, and what is said of the chosen one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kgw_tui.i18n import _
from kgw_tui.records.entries import AnyEntry
from kgw_tui.records.meetings import AgendaItem, Meeting
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.sought import places_in
from kgw_tui.rules.wording import kind_word, meeting_word
from kgw_tui.usecases.searching import Hit

from .search_list import FoundRow
from .widgets.rows import MARKS, EntryRow, row_of
from .words import day, meeting_line

OF_AN_ITEM = "#"
OF_A_MEETING = "M"


def found_row(hit: Hit, words: Sequence[str], directory: Directory, today: dt.date, *, wide: bool) -> FoundRow:
    """The row of one; where it is `wide` with the meeting in which it was said, else with the day alone."""
    if hit.record is None:
        mark, text, where = OF_A_MEETING, _title(hit.meeting), meeting_word(hit.meeting)
    elif isinstance(hit.record, AgendaItem):
        mark, text, where = OF_AN_ITEM, hit.record.title, _title(hit.meeting)
    else:
        mark = MARKS[type(hit.record)]
        text, where = _entry_row(hit.record, directory, today).text, _title(hit.meeting)
    places = tuple(places_in(text, words))
    return FoundRow(text, mark, places, where if wide else "", day(hit.meeting.date))


def about(hit: Hit, item: AgendaItem | None, directory: Directory, today: dt.date) -> str:
    """What is said of one beside its row: its meeting and item, its kind and handle, whose it is and until when."""
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


def called(hit: Hit, directory: Directory, today: dt.date) -> str:
    """The text of what was found, with its mark."""
    row = found_row(hit, (), directory, today, wide=True)
    return f"{row.mark} {row.text}".strip()


def _entry_row(entry: AnyEntry, directory: Directory, today: dt.date) -> EntryRow:
    return row_of(entry, directory, today=today)


def _title(meeting: Meeting) -> str:
    return meeting.title or _("Meeting")
