"""Going to where a record stands, from wherever it was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgw_tui.i18n import _
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.records.people import PEOPLE
from kgw_tui.usecases.finding_others import Other
from kgw_tui.usecases.searching import Hit

if TYPE_CHECKING:
    from .app import KgwApp


async def open_other(kgw: KgwApp, other: Other) -> None:
    """Go to what was found outside the meetings' own lists."""
    if other.kind == "visit":
        kgw.say(_("{handle} is shown by kgw show {handle}").format(handle=other.handle))
    elif other.kind == "mine":
        note = kgw.workspace.private.get(PRIVATE_NOTES, other.id)
        if note is not None and note.meeting:
            await kgw.open_meeting(note.meeting)
    elif not await open_record(kgw, other.table, other.id):
        kgw.say(_("that isn't there any more"))


async def open_pattern(kgw: KgwApp, theme: str) -> None:
    """Go to the pattern in what was heard on a theme."""
    from .pattern import PatternScreen

    await kgw.push_screen(PatternScreen(theme))


async def open_record(kgw: KgwApp, table: str, record_id: str) -> bool:
    """Go to the record of a table (by its name) with this id; False when it isn't there any more.

    An entry or item is shown in its meeting, what was promised in the corridor on the page of its note.
    """
    shared, private = kgw.workspace.shared, kgw.workspace.private
    if table == CORRIDOR_NOTES.name:
        if private.get(CORRIDOR_NOTES, record_id) is None:
            return False
        from .note import NoteScreen

        await kgw.push_screen(NoteScreen(record_id))
        return True
    if table == PEOPLE.name:
        if shared.get(PEOPLE, record_id) is None:
            return False
        from .person import PersonScreen

        await kgw.push_screen(PersonScreen(record_id))
        return True
    if table == MEETINGS.name:
        found = shared.get(MEETINGS, record_id) is not None
        await kgw.open_meeting(record_id)
        return found
    mine = private.get(ENTRIES, record_id) if table == ENTRIES.name else None
    if mine is not None:
        return await open_record(kgw, CORRIDOR_NOTES.name, mine.parent)
    record = shared.get(ITEMS, record_id) if table == ITEMS.name else shared.get(ENTRIES, record_id)
    meeting = shared.get(MEETINGS, record.meeting) if record is not None else None
    if record is None or meeting is None:
        return False
    from .search import open_at

    await open_at(kgw, Hit(meeting, record))
    return True
