"""Keeping what is half typed: a few times a second while the app runs, and at once when it is left, however."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from textual.css.query import NoMatches

from kgw_tui.drafts import WAITING, what_in
from kgw_tui.errors import StoreUnavailable
from kgw_tui.i18n import _

from .kgw_screen import KgwScreen

if TYPE_CHECKING:
    from .app import KgwApp

EVERY: Final = 0.2
"""Seconds between two looks at what stands in the lines: with the writing, less than half a second."""


class Keeper:
    """Keeps what is half typed on the screens of one app. Sends nothing to the terminal unless it can't be kept."""

    def __init__(self, app: KgwApp) -> None:
        """Nothing is half typed yet."""
        self._app = app
        self._told = ""
        self.over = False
        """Whether the app is being left, and all was kept for the last time."""
        self._busy = False

    def look(self) -> None:
        """Have what has changed written by another thread; once, say that it can't be."""
        if self.over or not self._app.is_running:
            return
        drafts = self._app.workspace.drafts
        with self._undisturbed():
            if drafts.hold(self._to_hold()):
                drafts.save_soon()
        if drafts.trouble != self._told:
            self._told = drafts.trouble
            words = _("what you type isn't kept now ({reason}); it stays where it stands")
            said = self._told and not self._app.waiting  # of lines that wait that is said already
            self._app.notice("typed", words.format(reason=self._told) if said else "")

    def refuses(self) -> str:
        """Keep everything as it stands, now. Gives why that can't be done, in a few words, or ""."""
        drafts = self._app.workspace.drafts
        try:
            with self._undisturbed():
                if drafts.hold(self._to_hold()):
                    drafts.save()
        except StoreUnavailable as error:
            self._told = drafts.trouble  # by who asks: it isn't to be said once more in place of that
            return str(error)
        return ""

    def leave(self, *, properly: bool) -> list[str]:
        """Keep everything for the last time, in its place or else elsewhere. Gives what must be told of that when the
        screen is gone, each on a line: where nothing can be written at all, the words themselves. `properly` when the
        user leaves, otherwise something has cut the app off.

        In a signal that comes in the midst of keeping it does nothing: whoever sent it on asks again.
        """
        if self.over or self._busy:
            return []
        drafts = self._app.workspace.drafts
        with self._undisturbed():
            self.over = True
            with suppress(Exception):  # a screen that is itself what is broken can tell nothing
                drafts.hold(self._to_hold())
            try:
                drafts.end(properly=properly)
            except StoreUnavailable as error:
                return self._elsewhere(str(error))
        return []

    def _to_hold(self) -> dict[str, str]:
        """What is half typed on all screens and what waits, and "" for each place where nothing stands any more."""
        texts = self._app.waiting.half_typed()
        for screen in self._app.screen_stack:
            if isinstance(screen, KgwScreen):
                with suppress(NoMatches):  # its line isn't there yet, or no more: what was held still is
                    texts |= screen.to_hold()
        return texts

    @contextmanager
    def _undisturbed(self) -> Generator[None]:
        self._busy = True
        try:
            yield
        finally:
            self._busy = False

    def _elsewhere(self, why: str) -> list[str]:
        text = self._all_of_it()
        if not text:
            return []
        try:
            path = self._app.workspace.keep_elsewhere(text)
        except StoreUnavailable as error:
            words = _("what was half typed couldn't be saved ({reason}); {also}; this is what it was:")
            return [words.format(reason=why, also=error), *text.splitlines()]
        words = _("what couldn't be saved is in {path} ({reason}); kgw import {path} reads it back")
        return [words.format(path=path, reason=why)]

    def _all_of_it(self) -> str:
        """What stands on the screens, in the capture format, and below it what was left half typed elsewhere."""
        standing: dict[str, str] = {}
        text = ""
        with suppress(Exception):  # the same
            standing, text = self._app.half_typed(), self._app.left_over()
        others = [
            each.text
            for each in self._app.workspace.drafts.left()
            if each.text not in standing.values() and what_in(each.place) != WAITING
        ]
        return "\n".join(part.rstrip("\n") for part in (text, *others) if part) + "\n" if text or others else ""
