"""Going to where a record stands, from wherever it was found."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

from kgw_tui.i18n import _
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem
from kgw_tui.records.people import PEOPLE, SERIES
from kgw_tui.records.visits import VISITS
from kgw_tui.usecases.finding_anything import Anything
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.searching import Hit
from kgw_tui.workspace import Workspace

from .widgets.entry_list import EntryList

if TYPE_CHECKING:
    from .app import KgwApp


async def open_found(kgw: KgwApp, found: Anything) -> None:
    """Go to what was found; of what isn't there any more that is said."""
    if isinstance(found, Hit):
        await _open_at(kgw, found)
    elif found.kind == "theme":
        _search_for(kgw, found.id)
    elif not await open_record(kgw, found.table, found.id):
        kgw.say(_("that isn't there any more"))


async def open_pattern(kgw: KgwApp, theme: str) -> None:
    """Go to the pattern in what was heard on a theme."""
    from .pattern import PatternScreen

    await kgw.push_screen(PatternScreen(theme))


async def open_record(kgw: KgwApp, table: str, record_id: str) -> bool:
    """Go to the record of a table (by its name) with this id; False when it isn't there any more.

    An entry or item is shown in its meeting, what was promised in the corridor on the page of its note, a note for
    oneself among those of its meeting, a series as all of its meetings.
    """
    opened = _OPENED.get(table)
    return opened is not None and await opened(kgw, record_id)


async def _open_note(kgw: KgwApp, record_id: str) -> bool:
    if kgw.workspace.private.get(CORRIDOR_NOTES, record_id) is None:
        return False
    from .note import NoteScreen

    await kgw.push_screen(NoteScreen(record_id))
    return True


async def _open_person(kgw: KgwApp, record_id: str) -> bool:
    if kgw.workspace.shared.get(PEOPLE, record_id) is None:
        return False
    from .person import PersonScreen

    await kgw.push_screen(PersonScreen(record_id))
    return True


async def _open_meeting(kgw: KgwApp, record_id: str) -> bool:
    found = kgw.workspace.shared.get(MEETINGS, record_id) is not None
    await kgw.open_meeting(record_id)
    return found


async def _open_entry(kgw: KgwApp, record_id: str) -> bool:
    mine = kgw.workspace.private.get(ENTRIES, record_id)
    if mine is not None:
        return await _open_note(kgw, mine.parent)
    entry = kgw.workspace.shared.get(ENTRIES, record_id)
    meeting = kgw.workspace.shared.get(MEETINGS, entry.meeting) if entry is not None else None
    if meeting is not None:
        await _open_at(kgw, Hit(meeting, entry))
    return meeting is not None


async def _open_item(kgw: KgwApp, record_id: str) -> bool:
    item = kgw.workspace.shared.get(ITEMS, record_id)
    meeting = kgw.workspace.shared.get(MEETINGS, item.meeting) if item is not None else None
    if meeting is not None:
        await _open_at(kgw, Hit(meeting, item))
    return meeting is not None


async def _open_mine(kgw: KgwApp, record_id: str) -> bool:
    note = kgw.workspace.private.get(PRIVATE_NOTES, record_id)
    if note is None or kgw.workspace.shared.get(MEETINGS, note.meeting) is None:
        return False
    from .mine import MineScreen

    await kgw.push_screen(MineScreen(LiveMeeting(kgw.workspace, note.meeting)))
    return True


async def _open_visit(kgw: KgwApp, record_id: str) -> bool:
    if kgw.workspace.private.get(VISITS, record_id) is None:
        return False
    from .visit import VisitScreen

    await kgw.push_screen(VisitScreen(record_id))
    return True


async def _open_series(kgw: KgwApp, record_id: str) -> bool:
    series = kgw.workspace.shared.get(SERIES, record_id)
    if series is None:
        return False
    word = _("meeting:")
    _search_for(kgw, f'{word} "{series.title}"')
    return True


_OPENED: Final[dict[str, Callable[[KgwApp, str], Awaitable[bool]]]] = {
    CORRIDOR_NOTES.name: _open_note,
    PEOPLE.name: _open_person,
    MEETINGS.name: _open_meeting,
    ENTRIES.name: _open_entry,
    ITEMS.name: _open_item,
    PRIVATE_NOTES.name: _open_mine,
    VISITS.name: _open_visit,
    SERIES.name: _open_series,
}
"""How one goes to a record, by the name of its table."""


def _search_for(kgw: KgwApp, words: str) -> None:
    """Show what these words find on a screen of its own, so that Esc goes back to what it was found among."""
    from .search import SearchScreen

    kgw.push_screen(SearchScreen(words))


async def _open_at(kgw: KgwApp, hit: Hit) -> None:
    """Go to a meeting, at what was found in it."""
    await kgw.open_meeting(hit.meeting.id)
    here = kgw.screen
    wanted = _entry_at(kgw.workspace, hit)
    if wanted and here.query(EntryList):
        entries = here.query_one(EntryList)

        def choose() -> None:
            if entries.select(wanted):
                entries.focus()

        here.call_after_refresh(choose)
    elif isinstance(hit.record, AgendaItem):
        from .prepare import PrepareScreen

        if isinstance(here, PrepareScreen):
            here.call_after_refresh(here.choose, hit.record.id)


def _entry_at(workspace: Workspace, hit: Hit) -> str:
    """The id of the entry to stand on: the one that was found, or the first of the item."""
    if not isinstance(hit.record, AgendaItem):
        return hit.record.id if hit.record is not None else ""
    said = workspace.shared.query(ENTRIES, meeting=hit.meeting.id)
    inside = [entry for entry in said if entry.item == hit.record.id]
    return min(inside, key=lambda entry: (entry.order, entry.id)).id if inside else ""
