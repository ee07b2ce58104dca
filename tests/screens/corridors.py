"""A corridor with notes in it, and somebody who looks at them, for tests of the screens."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from kgw_tui import clock
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.noting import log_notes
from kgw_tui.workspace import Workspace

from ..usecases.meetings import hold_meeting
from ..workspaces import TUESDAY, workspace_at
from .chairing import Chair, on_workspace

NOTES = (
    (20, "08:15 @karim hoort van twee klassen dat de toetsen stapelen #toetsing"),
    (13, "10:40 @ouder vraagt wanneer het schema komt #toetsing"),
    (6, "12:05 @fatima stelt voor de toetsen in de hal te tonen #toetsing"),
    (5, "15:20 @leerling zegt dat twee kluisjes niet opengaan #gebouw"),
)
"""What was heard so many days before the Tuesday."""


def hear(workspace: Workspace, *notes: tuple[int, str]) -> None:
    """Log what was heard, as on the day on which it was."""
    for days, words in notes:
        clock.set_clock(lambda days=days: TUESDAY - dt.timedelta(days=days))
        log_notes(workspace, [words])
    clock.set_clock(lambda: TUESDAY)


@asynccontextmanager
async def corridor(
    home: Path, *notes: tuple[int, str], code: str = "nl", size: tuple[int, int] = (80, 24), held: bool = True
) -> AsyncGenerator[Chair]:
    """The corridor with these notes (those of NOTES when none are given), after a meeting of a series."""
    with workspace_at(home, code) as workspace:
        if held:
            meeting = hold_meeting(workspace, lines=("# Rooster", "Gezegd"))
            LiveMeeting(workspace, meeting.id).close()
        hear(workspace, *(notes or NOTES))
        async with on_workspace(workspace, size=size) as chair:
            await chair.press("3")
            await chair.until(lambda: chair.place == "CorridorScreen" and bool(chair.keys))
            yield chair


def notes_of(chair: Chair) -> list[CorridorNote]:
    """The notes as the store has them, in the order in which they were heard."""
    return sorted(chair.workspace.private.all(CORRIDOR_NOTES), key=lambda note: note.heard_at)


def note_of(chair: Chair, text: str) -> CorridorNote:
    """The one note that has `text`."""
    return next(note for note in notes_of(chair) if text in note.text)
