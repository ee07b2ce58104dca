"""What every program of kgw on a terminal does, whatever it shows: keys in order, size, colours, the store's tick."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.filter import LineFilter, Monochrome, NoColor
from textual.reactive import Initialize, Reactive
from textual.screen import ModalScreen, Screen
from textual.theme import Theme

from kgw_tui.errors import KgwError
from kgw_tui.i18n import _
from kgw_tui.workspace import Workspace

from . import colleagues
from .bindings import bindings_of
from .kgw_screen import KgwScreen
from .themes import THEMES, theme_for

_NO_COLOUR = NoColor()
TICK = 0.5
"""Seconds between two looks at the stores for what others have written; one stat call each."""
KEY_PATIENCE = 1.0
"""Seconds after which the next key is looked at though the one before it is still being dealt with."""


def _first_theme(app: object) -> str:
    """The theme to start in: known before anything is styled, so that no frame shows the other one."""
    return theme_for(app.workspace.settings.theme if isinstance(app, TerminalApp) else "").name


class TerminalApp(App[object]):
    """The stem of the programs: it looks at the store and at the terminal, and lets its screens show what there is."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("anywhere")
    ENABLE_COMMAND_PALETTE = False  # the table of commands has the key, and what the palette finds
    TITLE = "kgw"
    theme: Reactive[str] = Reactive(Initialize(_first_theme))
    ESCAPE_TO_MINIMIZE = False

    def __init__(self, workspace: Workspace) -> None:
        """Make the app; nothing is shown before `run`."""
        self.workspace = workspace
        super().__init__()
        self.no_color = bool(os.environ.get("NO_COLOR"))
        self._standing: dict[str, str] = {}
        """What is the matter, by what it is about: as long as it is so."""
        self._unseen: dict[str, bool] = {}
        """Sentences that no screen has shown yet, and whether each is a warning."""
        self._faulty = False
        self.last_words: list[str] = []
        """Sentences that are to be said on the terminal when the screen is gone."""
        self.last_lines: list[str] = []
        """What was typed and could be written nowhere, to be left there below them."""

    async def on_event(self, event: events.Event) -> None:
        """Look at a key only when the one before it has been dealt with: what that opened or focused gets this one.

        Else keys that come fast stand in the queue of a widget that has lost the focus by then, and come out of order.
        """
        fresh = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        await super().on_event(event)
        dealt_with = asyncio.Event()
        if fresh and (self.focused or self.screen).call_later(dealt_with.set):
            with suppress(TimeoutError):
                await asyncio.wait_for(dealt_with.wait(), KEY_PATIENCE)

    def look_about(self) -> None:
        """From now on look for what others write and where they are, and for the size of the terminal."""
        self.set_interval(TICK, self._look)
        self.set_interval(colleagues.ROUND, partial(colleagues.look_round, self, self.workspace))
        self.set_interval(TICK, self._keep_to_window)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """kgw's own themes and no others. They are there from the start, so that nothing is styled twice."""
        return {theme.name: theme for theme in THEMES}

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Let the screen that is shown say a sentence. Where it says none (the palette, the wall, a blank one) the next
        one that does will.
        """
        screen = self._saying
        if screen is not None:
            screen.say(sentence, warning=warning)
        else:
            self.say_later(sentence, warning=warning)

    def say_later(self, sentence: str, *, warning: bool) -> None:
        """Let the screen that one comes back to say a sentence."""
        self._unseen[sentence] = warning

    def notice(self, about: str, sentence: str) -> None:
        """Say what is the matter with something, and again on each screen that one comes back to for as long as it is
        so; "" when nothing is any more.
        """
        before = self._standing.get(about, "")
        if sentence == before:
            return
        self._standing[about] = sentence
        self._unseen.pop(before, None)
        if sentence:
            self.say(sentence, warning=True)

    def say_unseen(self) -> None:
        """Say what couldn't be shown so far, and what is the matter still."""
        screen = self._saying
        if screen is None:
            return
        unseen = self._unseen | {sentence: True for sentence in self._standing.values() if sentence}
        self._unseen = {}
        if unseen:
            screen.say(" · ".join(unseen), warning=any(unseen.values()))

    def pop_screen(self) -> AwaitComplete:
        """Go back to the screen below, which says what couldn't be shown meanwhile."""
        popped = super().pop_screen()
        self.call_later(self.say_unseen)
        return popped

    @property
    def _saying(self) -> KgwScreen[object] | None:
        """The screen that is shown, where that is one that says something."""
        screen = self.screen
        return screen if isinstance(screen, KgwScreen) and screen.SAYS else None

    def _look(self) -> None:
        """See whether another process has written, and let the screen read anew if so."""
        try:
            shared = self.workspace.shared.refresh()
            private = self.workspace.private.refresh()
        except KgwError as error:
            self.notice("store", str(error))
            return
        self.notice("store", "")
        if shared.changes or private.changes:
            self.store_changed()

    def _keep_to_window(self) -> None:
        """Take the size that the terminal has. Where it changes fast, Textual may end with one from before: its signal
        handler can be interrupted by the next signal between reading a size and sending it, so that the older one
        comes last.
        """
        if self.is_headless or self.is_web:
            return
        if _terminal_is_gone():
            self.end_as_when_cut_off()
            return
        width, height = shutil.get_terminal_size(self.size)  # as Textual asks for it
        if (width, height) != self.size:
            self.post_message(events.Resize.from_dimensions((width, height), None))

    def store_changed(self) -> None:
        """Let the screens that show the store read it anew; those of a meeting that is gone are left first."""
        stack = list(self.screen_stack)
        gone = next((at for at, each in enumerate(stack) if isinstance(each, KgwScreen) and each.is_gone()), len(stack))
        for screen in reversed(stack[gone:]):
            if isinstance(screen, KgwScreen):
                screen.put_away()
            self.pop_screen()
        for screen in stack[:gone]:
            if isinstance(screen, KgwScreen) and screen.is_mounted:  # one that isn't yet reads the store when it is
                screen.store_changed()
        if gone < len(stack):
            self.say(_("that meeting isn't there any more; ^y brings back what was undone here"), warning=True)

    def end_as_when_cut_off(self) -> None:
        """End as with the signal that says that the terminal is gone, where there is one."""
        if hasattr(signal, "SIGHUP"):
            signal.raise_signal(signal.SIGHUP)
        else:
            self.leave()

    def leave(self, return_code: int = 0) -> None:
        """Leave whatever happens: the connection has dropped, or the machine shuts down."""
        self.exit(return_code=return_code)

    def said_of_a_fault(self) -> str:
        """What to say of a fault of the program, which ends it, and of what was typed: that is kept first."""
        return _("something went wrong that never should; what was stored before is safe")

    @property
    def _background_screens(self) -> list[Screen[object]]:
        """None but below a sheet at the foot of the screen: each other screen covers those below it. Textual draws the
        next one along all the same, and all of the screen anew when that changes, such as for each line that another
        terminal writes.
        """
        return self.screen_stack[-2:-1] if isinstance(self.screen, ModalScreen) else []

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Under NO_COLOR (set, and not empty: no-color.org) no colour at all; Textual would turn colours into greys."""
        others = [each for each in super().get_line_filters() if not isinstance(each, Monochrome | NoColor)]
        return [*others, _NO_COLOUR] if self.no_color else others

    def keep_for_the_last_time(self, *, properly: bool) -> None:
        """Called before the program ends, also in a signal: keep what isn't kept yet. `properly`: its user leaves."""

    def _fatal_error(self) -> None:
        """Leave after a fault of the program, with one sentence. Textual would print the values of all variables,
        private notes among them, on a terminal that may hang on the beamer; `$KGW_DEBUG` asks for that.
        """
        if self._faulty:
            return  # Textual tells of one fault twice
        self._faulty = True
        said = self.said_of_a_fault()
        if os.environ.get("KGW_DEBUG"):
            super()._fatal_error()
            return
        self.last_words.append(f"{said}. " + _("KGW_DEBUG=1 shows where"))
        self._close_messages_no_wait()

    def action_app_back(self) -> None:
        """Go back, as the screen that is shown understands it."""
        if isinstance(self.screen, KgwScreen):
            self.screen.go_back()

    def action_app_blank(self) -> None:
        """Show nothing until the next key."""
        from .blank import BlankScreen

        self.push_screen(BlankScreen())


def _terminal_is_gone() -> bool:
    """Whether the terminal has been closed. Most programs get a signal then; one that was started in a way of its own
    may get none, and would live on without anybody.
    """
    try:
        os.get_terminal_size(sys.__stderr__.fileno() if sys.__stderr__ else 2)
    except (OSError, ValueError) as error:
        return getattr(error, "errno", None) == errno.EIO
    return False
