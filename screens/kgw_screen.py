"""What all screens of kgw share: bindings from the table of commands, a sentence for what goes wrong, and back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Final, cast

from textual import getters
from textual.css.query import NoMatches
from textual.screen import Screen
from typing_extensions import TypeVar

from kgw_tui.command_table import COMMANDS, Command, Place
from kgw_tui.drafts import Draft
from kgw_tui.errors import KgwError
from kgw_tui.presence import Whereabouts
from kgw_tui.workspace import Workspace

from .widgets.any_app import any_app
from .widgets.key_row import KeyRow

if TYPE_CHECKING:
    from kgw_tui.usecases.history_subject import Subject

    from .app import KgwApp

T = TypeVar("T")
Result = TypeVar("Result", default=None)
"""What a screen gives back when it goes; most give nothing."""
APP_DOES: Final = frozenset(command.id for command in COMMANDS if command.place in {"anywhere", "places"})


class KgwScreen(Screen[Result]):
    """The stem of the screens. `PLACES` are the parts of the table of commands that hold here."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere",)
    AUTO_FOCUS = ""
    SAYS: ClassVar[bool] = True
    """Whether sentences are shown here."""
    _stood: frozenset[str] = frozenset()
    """The places at which something was half typed when that was asked last."""
    app = getters.app(any_app)

    @property
    def kgw(self) -> KgwApp:
        """The app, as what it is."""
        return cast("KgwApp", self.app)

    @property
    def workspace(self) -> Workspace:
        """The stores and settings that the app works with."""
        return self.kgw.workspace

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Show one sentence to the user, as soon as the screen stands; "" changes nothing."""
        if not sentence:
            return
        if self.is_mounted and self.is_running and self.query(KeyRow):
            self.show_sentence(sentence, warning=warning)
        else:
            self.call_after_refresh(self.show_sentence, sentence, warning=warning)

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Show it where this screen shows such things."""
        self.notify(sentence, severity="warning" if warning else "information", markup=False)

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Do something that may be refused or not be durable; then its sentence is shown, and None comes back."""
        try:
            return act()
        except KgwError as error:
            self.say(str(error), warning=True)
            return None

    def names(self) -> dict[str, str]:
        """What the records that are shown here are called, by id: an undo says what it was about."""
        return {}

    def history_subject(self) -> Subject | None:
        """What is chosen here, or shown as a whole: what its history is asked of. None for nothing that has one."""
        return None

    def is_gone(self) -> bool:
        """Whether what this screen is about isn't in the store any more (undone, or taken out by somebody else)."""
        return False

    def store_changed(self) -> None:
        """Called when another process, or an undo, has changed the store; screens that show it read anew."""

    def whereabouts(self) -> Whereabouts | None:
        """Where one is and what one does, for colleagues, never what is typed; None where that is told below."""
        return None

    def others_changed(self) -> None:
        """Called when colleagues came, went, or do something else; screens that show them show it."""

    async def run_command(self, command: Command, words: str = "") -> None:
        """Do a command of the table, as its key would; `words` were typed behind it, for one that takes any."""
        parameters = (words,) if words and command.takes else ()
        owner = self.app if command.id in APP_DOES else self
        await self.app.run_action(("", command.action, parameters), default_namespace=owner)

    def half_typed(self) -> dict[str, str]:
        """What is half typed here, by place (`kgw_tui.drafts`), exactly as it stands; asked for a few times a second.

        A place that isn't named any more is one where nothing stands.
        """
        return {}

    def left_over(self) -> str:
        """What is half typed here in the capture format, for a file where it can't be kept in its place."""
        return "".join(f"{text}\n" for text in self.half_typed().values() if text.strip())

    def to_hold(self) -> dict[str, str]:
        """What is half typed here, and "" for each place where nothing stands any more since this was asked last: only
        for who holds it then.
        """
        texts = self.half_typed()
        gone = self._stood - texts.keys()
        self._stood = frozenset(texts)
        return dict.fromkeys(gone, "") | texts

    def take_in(self, draft: Draft) -> bool:
        """Let what was left half typed stand here, where nothing else does; whether it stands here now."""
        return draft.text in self.half_typed().values()

    def stands_here(self, draft: Draft) -> None:
        """A draft stands at its place on this screen again, until that is said to be otherwise."""
        self.workspace.drafts.take(draft)
        self._stood |= {draft.place}

    def put_away(self) -> None:
        """Called before the screen is left: what is half typed is held until one comes back."""
        with suppress(NoMatches):  # it never stood: nothing can have been typed
            self.workspace.drafts.hold(self.to_hold())

    def settled(self) -> None:
        """Called when what was typed has been stored: it isn't half typed any more, though the program be killed."""
        self.workspace.drafts.settle(self.to_hold())

    def take_back(self) -> bool:
        """Called before an undo: what was done last here and isn't stored yet is taken back; False when all is."""
        return False

    def go_back(self) -> None:
        """Go back to the screen before; the first screen stays."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
