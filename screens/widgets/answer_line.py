"""The line under a list of points: keys go to the list until something is asked, and then into the line."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from rich.segment import Segment
from textual import events
from textual.strip import Strip

from .capture_line import CaptureLine, Complete, Entering, Keyed, Reading
from .cells import shown

First = Callable[[events.Key], Awaitable[bool]]
"""Given each key before the line is; says whether it was dealt with."""


class AnswerLine(CaptureLine):
    """A capture line that always has the focus, so that keys of the list and of the line come in one order.

    `asking` says whether what is typed goes into it. While it isn't, the line shows what it invites to and no cursor.
    `last_key` is the key that it was given last.
    """

    def __init__(self, *, first: First, complete: Complete, reading: Reading, entering: Entering, keyed: Keyed) -> None:
        """A line that asks nothing yet; `first` is given each key before the line is, the others as in CaptureLine."""
        super().__init__(complete=complete, reading=reading, entering=entering, keyed=keyed)
        self._first = first
        self._invitation = ""
        self.asking = False
        self.last_key: events.Key | None = None

    def ask(self, text: str = "") -> None:
        """Begin to take what is typed, behind `text`."""
        self.asking = True
        self.value = text

    def let_go(self) -> None:
        """Take nothing any more."""
        self.asking = False
        self.value = ""

    def invite(self, words: str) -> None:
        """What stands in the line while nothing is asked."""
        self._invitation = shown(words)
        self.repaint()

    async def _on_key(self, event: events.Key) -> None:
        """Let the list have the key first; what it has no use for is typed."""
        self.last_key = event
        if await self._first(event):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted while nothing is asked has no place here."""
        if not self.asking:
            event.stop()
            event.prevent_default()

    def draw(self, width: int) -> Strip:
        """The line as it is typed, or what it invites to."""
        if self.asking:
            return super().draw(width)
        segments = [Segment("   ", self.rich_style), Segment(self._invitation, self.role_style("placeholder"))]
        return Strip(segments).adjust_cell_length(width, self.rich_style)
