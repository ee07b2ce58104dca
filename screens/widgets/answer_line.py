"""The line under a list of points: what is typed goes into it at once, and the list has the other keys first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from textual import events

from .capture_line import CaptureLine, Complete, Entering, Keyed, Reading
from .cells import shown

First = Callable[[events.Key], Awaitable[bool]]
"""Given each key before the line is; says whether it was dealt with."""


class AnswerLine(CaptureLine):
    """A capture line that always has the focus, so that keys of the list and of the line come in one order.

    `last_key` is the key that it was given last.
    """

    def __init__(self, *, first: First, complete: Complete, reading: Reading, entering: Entering, keyed: Keyed) -> None:
        """An empty line; `first` is given each key before the line is, the others as in CaptureLine."""
        super().__init__(complete=complete, reading=reading, entering=entering, keyed=keyed)
        self._first = first
        self.last_key: events.Key | None = None

    def invite(self, words: str) -> None:
        """What stands in the line while it is empty."""
        self._placeholder = shown(words)
        self.repaint()

    async def goes_before(self, event: events.Key) -> bool:
        """Let the list have the key first; what it has no use for is typed."""
        self.last_key = event
        return await self._first(event)
