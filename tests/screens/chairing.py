"""A chair at the keyboard of the real app, in this process: keys go in as the terminal sends them, rows come back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from textual import events
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot
from textual.widget import Widget

from kgw_tui.documents import Genre, WriteDocument
from kgw_tui.records.entries import ENTRIES, AnyEntry
from kgw_tui.rules.dossier import Dossier
from kgw_tui.screens.app import KgwApp
from kgw_tui.screens.widgets.capture_line import CaptureLine
from kgw_tui.screens.widgets.echo_row import EchoRow
from kgw_tui.screens.widgets.entry_list import EntryList
from kgw_tui.screens.widgets.key_row import KeyRow
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.workspace import Workspace

from ..usecases.meetings import hold_meeting
from ..workspaces import workspace_at
from .reading import screen_text

PATIENCE = 10.0
"""Seconds after which something that a test waits for counts as not coming."""


@dataclass
class Chair:
    """One app on one workspace, and what its user sees."""

    app: KgwApp
    pilot: Pilot[object]
    workspace: Workspace
    meeting_id: str

    async def press(self, *keys: str) -> None:
        """Keys by Textual's names."""
        await self.pilot.press(*keys)

    async def send(self, text: str) -> None:
        """Characters at once, as a terminal sends what is typed fast; each is a key."""
        for event in XTermParser().feed(text):
            if isinstance(event, events.Message):
                self.app.post_message(event)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Characters in the line, and wait until they stand there."""
        wanted = self.line + text
        await self.send(text)
        await self.until(lambda: self.line == wanted)

    async def enter(self, *lines: str) -> None:
        """Lines with Enter behind each, and wait until each is dealt with."""
        for line in lines:
            await self.send(f"{line}\r")
            await self.until(lambda: self.line == "")

    async def paste(self, text: str) -> None:
        """A paste of the terminal."""
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds; fails with what stands on the screen."""
        end = monotonic() + PATIENCE
        while not holds():
            assert monotonic() < end, "it never came; the screen:\n" + "\n".join(self.rows)
            await asyncio.sleep(0.005)
            await self.pilot.pause()

    async def sees(self, text: str) -> None:
        """Wait until `text` stands in one row of the screen."""
        await self.until(lambda: self.shows(text))

    async def says(self, text: str) -> None:
        """Wait until `text` stands in the row under the line."""
        await self.until(lambda: text in self.echo)

    @property
    def rows(self) -> list[str]:
        """All rows of the screen, without the spaces at their ends."""
        return [row.rstrip() for row in screen_text(self.app)]

    def shows(self, text: str) -> bool:
        """Whether `text` stands in one row of the screen."""
        return any(text in row for row in self.rows)

    def row_of(self, widget: type[Widget]) -> str:
        """The row of the screen in which the widget stands; "" when it isn't on the screen."""
        found = self.app.screen.query(widget)
        if not found:
            return ""
        region = found.first().region
        seen = self.rows[max(region.y, 0) : max(region.bottom, 0)]
        return seen[0] if len(seen) == 1 else " ".join(row.strip() for row in seen)

    @property
    def line(self) -> str:
        """What stands in the capture line of the meeting, even when it is longer than the screen is wide."""
        found = self.app.screen.query(CaptureLine)
        return found.first().value if found else ""

    @property
    def seen_line(self) -> str:
        """The row of the capture line."""
        return self.row_of(CaptureLine)

    @property
    def echo(self) -> str:
        """The row under the capture line."""
        return self.row_of(EchoRow)

    @property
    def keys(self) -> str:
        """The row of keys."""
        return self.row_of(KeyRow)

    @property
    def chosen(self) -> str:
        """The row of the entry that is chosen, "" when none is."""
        region = self.app.screen.query_one(EntryList).region
        rows = self.rows[region.y : region.bottom]
        return next((row for row in rows if row.startswith("›")), "")

    @property
    def place(self) -> str:
        """The name of the class of the screen that is on top."""
        return type(self.app.screen).__name__

    @property
    def entries(self) -> list[AnyEntry]:
        """What the store has of the meeting, in order."""
        found = self.workspace.shared.query(ENTRIES, meeting=self.meeting_id)
        return sorted(found, key=lambda entry: (entry.order, entry.id))

    @property
    def texts(self) -> list[str]:
        """The texts of the entries, in order."""
        return [entry.text for entry in self.entries]

    @property
    def live(self) -> LiveMeeting:
        """The meeting, for what the screen doesn't tell."""
        return LiveMeeting(self.workspace, self.meeting_id)


def no_document(dossier: Dossier, genre: Genre, *, confidential: bool = False) -> Path:
    """Stands for the making of a Word file where a test is about something else."""
    return Path(f"{dossier.meeting.handle}-{genre}.docx")


@asynccontextmanager
async def meeting(
    home: Path,
    *lines: str,
    code: str = "nl",
    size: tuple[int, int] = (80, 24),
    title: str = "MT-overleg",
    write: WriteDocument = no_document,
) -> AsyncGenerator[Chair]:
    """A running meeting in which `lines` were said, with the app open in it and its line ready."""
    with workspace_at(home, code) as workspace:
        held = hold_meeting(workspace, title=title, lines=lines)
        app = KgwApp(workspace, write, held.id)
        async with app.run_test(size=size) as pilot:
            chair = Chair(app, pilot, workspace, held.id)
            await chair.until(lambda: bool(chair.seen_line))
            yield chair


@asynccontextmanager
async def first_screen(home: Path, *, code: str = "nl", size: tuple[int, int] = (80, 24)) -> AsyncGenerator[Chair]:
    """The app as it opens on a home: the list of meetings."""
    with workspace_at(home, code) as workspace:
        async with on_workspace(workspace, size=size) as chair:
            yield chair


@asynccontextmanager
async def on_workspace(
    workspace: Workspace, meeting_id: str = "", *, size: tuple[int, int] = (80, 24)
) -> AsyncGenerator[Chair]:
    """The app on a workspace that is open already."""
    app = KgwApp(workspace, no_document, meeting_id)
    async with app.run_test(size=size) as pilot:
        chair = Chair(app, pilot, workspace, meeting_id)
        await chair.until(lambda: bool(chair.keys))
        yield chair
