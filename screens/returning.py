"""Going back to where something was left half typed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from kgw_tui import clock
from kgw_tui.drafts import (
    ACTIONS,
    CLOSING,
    CORRIDOR,
    HEARD,
    LOG,
    PEOPLE,
    PREPARE,
    REVIEW,
    TODAY,
    WALK,
    Draft,
    about,
    is_beneath,
    meeting_of,
    what_in,
)
from kgw_tui.errors import StoreError
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.usecases.drafts import left_unfinished, take_over_earlier

if TYPE_CHECKING:
    from .app import KgwApp


async def return_to_where_cut_off(app: KgwApp) -> None:
    """Go to the meeting in whose midst something was half typed when the app was cut off; else stay.

    One that was about to begin counts: it begins with the first line that is entered.
    """
    with suppress(StoreError):  # it is tried again the next time
        take_over_earlier(app.workspace)
    for draft in left_unfinished(app.workspace):
        meeting = app.workspace.shared.get(MEETINGS, meeting_of(draft.place)) if draft.interrupted else None
        if meeting is None or what_in(draft.place) in {PREPARE, REVIEW}:
            continue
        if meeting.state == "running" or (meeting.state == "planned" and meeting.date <= clock.today()):
            await return_to(app, draft)
            return


async def return_to(app: KgwApp, draft: Draft) -> bool:
    """Go to the place of a draft, where it stands again; False when that isn't there any more, or not open."""
    going = {
        TODAY: app.action_go_today,
        ACTIONS: app.action_go_actions,
        PEOPLE: app.action_go_people,
    }.get(draft.place.partition("\n")[0].partition(" ")[0])
    if going is not None:
        await going()
        return True
    if is_beneath(draft.place, CORRIDOR):
        await _return_to_corridor(app, about(draft.place, CORRIDOR))
        return True
    if is_beneath(draft.place, LOG):
        app.action_log_open()
        return True
    workspace, meeting_id, what = app.workspace, meeting_of(draft.place), what_in(draft.place)
    meeting = workspace.shared.get(MEETINGS, meeting_id)
    if meeting is None:
        return False
    if what == REVIEW:
        await app.word_files.read_through(meeting_id)
        return True
    if meeting.state == "closed":
        return False
    if what == PREPARE:
        await app.prepare_meeting(meeting_id)
        return True
    if what == HEARD:
        from .heard import HeardScreen

        await app.push_screen(HeardScreen(draft.place.partition("\n")[0].rpartition(" ")[2]))
        return True
    await app.chair_meeting(meeting_id)
    if what == CLOSING:
        from kgw_tui.usecases.live import LiveMeeting

        from .close import CloseScreen

        await app.push_screen(CloseScreen(LiveMeeting(workspace, meeting_id)))
    elif what == WALK:
        from kgw_tui.usecases.live import LiveMeeting

        from .walk import WalkScreen

        await app.push_screen(WalkScreen(LiveMeeting(workspace, meeting_id)))
    return True


async def _return_to_corridor(app: KgwApp, place: str) -> None:
    """Go to where something about the corridor was half typed: the page of a pattern or of a note, else the list."""
    from kgw_tui.usecases.patterns import pattern_on

    from .opening_records import open_pattern, open_record

    kind, _space, rest = place.partition(" ")
    record = rest.partition(" ")[2] if kind == "pattern" else rest
    note = app.workspace.private.get(CORRIDOR_NOTES, record)
    if kind == "pattern":
        themes = note.themes if note is not None else (record,)
        await open_pattern(app, next((each for each in themes if pattern_on(app.workspace, each)), themes[0]))
    elif kind == "list" or not await open_record(app, (CORRIDOR_NOTES if note is not None else ENTRIES).name, record):
        await app.action_go_corridor()
