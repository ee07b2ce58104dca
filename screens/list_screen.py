"""A screen with a list, and a line that is there only when it is asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Container
from typing import TYPE_CHECKING, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from kgw_tui.command_table import Place
from kgw_tui.commands import commands_of, shown_keys
from kgw_tui.i18n import _
from kgw_tui.usecases.drafts import left_unfinished

from .bindings import bindings_of, key_name
from .kgw_screen import KgwScreen
from .unfinished_words import in_other_windows, left_in_all
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.pick_list import PickList

if TYPE_CHECKING:
    from .widgets.capture_line import CaptureLine

_IN_LINE: Final = {"enter": "line_entered", "escape": "line_left", "up": "line_step(-1)", "down": "line_step(1)"}
_NOWHERE: Final = {"tab": "take_offered", "shift+tab": "stay"}
"""Keys with which Textual goes to another widget: here the line is left with Esc or an arrow, and that is told. Tab
takes what is offered behind the cursor.
"""
_TYPED: Final = frozenset({"app_undo", "app_redo"})
"""What the line does by itself while it is typed in."""


def list_bindings(*places: Place) -> list[BindingType]:
    """The bindings of a list screen: those of these places and of anywhere, and those of its line.

    All are looked up by the app, in the order of the keys; which of them hold is said by `check_action`. A screen
    puts them in its own BINDINGS: Textual lets those of a class hide the ones of its stem.
    """
    line = [Binding(key, action, show=False, priority=True) for key, action in _IN_LINE.items()]
    line += [Binding(key, action, show=False, priority=True) for key, action in _NOWHERE.items()]
    anywhere = [
        Binding(key, f"anywhere('{command.action}')", show=False, priority=True)
        for command in commands_of("anywhere")
        for key in command.keys
    ]
    return [*line, *bindings_of(*places, at_once=True), *anywhere]


class ListScreen(KgwScreen):
    """Title, list, a line when it is open, a row to say things in, and the keys.

    Subclasses say what happens to the line in `line_read`, `line_entered` and `line_left`.
    """

    AUTO_FOCUS = "PickList"
    CSS_PATH = "meetings.tcss"

    def __init__(self) -> None:
        """Without a line."""
        super().__init__()
        self._line: CaptureLine | None = None

    def compose(self) -> ComposeResult:
        """From top to bottom; the line comes with `open_line`."""
        yield HeaderRow()
        yield PickList()
        yield MessageRow()
        yield KeyRow()

    @property
    def rows(self) -> PickList:
        """The list."""
        return self.query_one(PickList)

    @property
    def is_typed_in(self) -> bool:
        """Whether the line has the focus."""
        return self._line is not None and self.focused is self._line

    async def open_line(self, text: str = "") -> None:
        """Show the line, with the focus."""
        if self._line is None:
            from .widgets.capture_line import CaptureLine  # what the first frame can do without

            self._line = CaptureLine(complete=self.completion, reading=self._read)
            await self.mount(self._line, before=self.query_one(MessageRow))
        self._line.value = text
        self._line.display = True
        self.set_focus(self._line)

    def leave_line(self) -> None:
        """Go back to the list; what stands in the line stays."""
        self.set_focus(self.rows)

    def close_line(self) -> None:
        """Hide the line, and go back to the list."""
        self.leave_line()
        if self._line is not None:
            self._line.display = False
            self._line.value = ""

    def completion(self, line: str, cursor: int) -> str | None:
        """What could follow the cursor, as a ghost."""
        del line, cursor

    def line_read(self, text: str) -> None:
        """Each change of the line."""

    async def line_entered(self, text: str) -> None:
        """Enter in the line."""

    def line_left(self) -> None:
        """Esc in the line."""
        self.close_line()

    def line_stepped(self, step: int) -> None:
        """Up (-1) or down (1) in the line: in the list."""
        self.rows.action_step(step)

    def show_keys_but(self, idle: Container[str]) -> None:
        """Show the keys of the screen in the row of keys, but those of these commands (ids)."""
        commands = [command for command in shown_keys(*self.PLACES) if command.id not in idle and command.keys]
        self.query_one(KeyRow).show([(key_name(command.keys[0]), _(command.label)) for command in commands])

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something in the row above the keys."""
        self.query_one(MessageRow).say(sentence, warning=warning)

    def on_screen_resume(self) -> None:
        """Show what has changed while another screen was on top."""
        if self.is_current:  # and not on its way out, below another one that leaves
            self.store_changed()
            self.call_later(self._tell_what_was_left)

    def on_screen_suspend(self) -> None:
        """What was said here is over when one comes back."""
        for row in self.query(MessageRow):
            row.say("")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the line is typed in, keys do what they do in a line; else those of the line do nothing."""
        in_line = action in {"line_entered", "line_left", "line_step"}
        if self.is_typed_in:
            undoes_typing = action == "anywhere" and parameters[0] in _TYPED
            return not undoes_typing and not self._is_own(action)
        return not in_line

    def action_stay(self) -> None:
        """Go nowhere."""

    async def action_take_offered(self) -> None:
        """Take what is offered behind the cursor of the line, once it has all that was typed before."""
        if self.is_typed_in and self._line is not None:
            await self._caught_up()
            self._line.take_ghost()

    async def action_anywhere(self, action: str) -> None:
        """What can be done on any screen."""
        if self.is_typed_in:
            await self._caught_up()
        await self.app.run_action(action, self.app)

    async def action_line_entered(self) -> None:
        """Enter, once the line has all that was typed before it."""
        await self._caught_up()
        if self._line is not None:
            await self.line_entered(self._line.value)

    async def action_line_left(self) -> None:
        """Esc, likewise."""
        await self._caught_up()
        self.line_left()

    async def action_line_step(self, step: int) -> None:
        """An arrow, likewise."""
        await self._caught_up()
        self.line_stepped(step)

    def _tell_what_was_left(self) -> None:
        """How many unfinished lines there are, where there is a row for that and nothing else is said in it."""
        rows = self.query(MessageRow)
        if not rows:
            return
        standing = self.kgw.half_typed().values()
        every = (*left_unfinished(self.workspace), *in_other_windows(self.workspace))
        count = sum(draft.text not in standing for draft in every) + len(self.kgw.waiting.stuck)
        said = [self.also_left(), left_in_all(count) if count else ""]
        if any(said) and not rows.first().sentence:
            self.say(" · ".join(part for part in said if part))

    def also_left(self) -> str:
        """What else was left and is to be told of, once; "" for nothing."""
        return ""

    def _read(self, text: str, _cursor: int) -> None:
        if self.is_typed_in:
            self.line_read(text)

    def _is_own(self, action: str) -> bool:
        own: list[Place] = [place for place in self.PLACES if place not in {"anywhere", "places"}]
        return any(command.action == action for command in commands_of(*own))

    async def _caught_up(self) -> None:
        """Wait until the line has dealt with the keys that came before this one."""
        done = asyncio.Event()
        if self._line is not None and self._line.call_later(done.set):
            await done.wait()
