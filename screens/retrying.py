"""Trying again to save the lines that wait, less often while it doesn't help, and saying what came of it."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from kgw_tui.drafts import WAITING
from kgw_tui.errors import NotFound
from kgw_tui.i18n import ngettext

if TYPE_CHECKING:
    from .app import KgwApp

LOCK_PATIENCE: Final = 0.02
"""Seconds for which trying again waits for another process: somebody is typing meanwhile."""
_LONGEST: Final = 4.0
"""Seconds between two trials at most; it begins with the app's tick and doubles."""


class Retrying:
    """What waits in the app: its own lines, and those that sessions which are over have left."""

    def __init__(self, app: KgwApp) -> None:
        """Nothing was tried yet."""
        self._app = app
        self._next = 0.0
        self._pause = 0.0
        self._looked = 0.0

    def take_up(self) -> None:
        """Let the lines wait that sessions which are over couldn't save: they go by themselves, whatever is opened."""
        drafts, waiting = self._app.workspace.drafts, self._app.waiting
        for draft in drafts.left():
            if draft.place.startswith(WAITING):
                with suppress(ValueError, NotFound):  # it is still left then, and shown as such
                    waiting.unpack(draft.place, draft.text)
                    drafts.drop(draft)
        drafts.hold(waiting.half_typed())

    def look(self) -> None:
        """Try again if it is time to; a look costs next to nothing while nothing waits."""
        waiting = self._app.waiting
        if time.monotonic() - self._looked > _LONGEST:
            self._looked = time.monotonic()
            self.take_up()
        if not waiting or time.monotonic() < self._next:
            return
        workspace = self._app.workspace
        with workspace.shared.patient(LOCK_PATIENCE), workspace.private.patient(LOCK_PATIENCE):
            stored = waiting.retry()
        self._pause = 0.0 if stored else min(self._pause * 2 or 0.5, _LONGEST)
        self._next = time.monotonic() + self._pause
        if stored:
            self._app.store_changed()
            self._app.say(said(stored, len(waiting)), warning=bool(waiting))


def said(stored: int, left: int) -> str:
    """That lines were saved after all, and how many still wait."""
    words = ngettext("✓ saved after all: {count} line", "✓ saved after all: {count} lines", stored)
    more = ngettext("{count} line still waits", "{count} lines still wait", left) if left else ""
    return " · ".join(part for part in (words.format(count=stored), more.format(count=left)) if part)
