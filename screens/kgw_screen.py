"""What all screens of kgw share: bindings from the table of commands, a sentence for what goes wrong, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final, Protocol, cast, runtime_checkable

from textual import getters
from textual.screen import Screen
from typing_extensions import TypeVar

from kgw_tui.command_table import COMMANDS, Command, Place
from kgw_tui.errors import KgwError
from kgw_tui.workspace import Workspace

from .widgets.any_app import any_app
from .widgets.key_row import KeyRow

if TYPE_CHECKING:
    from .app import KgwApp

T = TypeVar("T")
Result = TypeVar("Result", default=None)
"""What a screen gives back when it goes; most give nothing."""
APP_DOES: Final = frozenset(command.id for command in COMMANDS if command.place in {"anywhere", "places"})


@runtime_checkable
class Leaving(Protocol):
    """A screen that may hold something that isn't kept yet."""

    def put_away(self) -> str:
        """Keep it; gives a sentence when that can't be done."""
        ...


class KgwScreen(Screen[Result]):
    """The stem of the screens. `PLACES` are the parts of the table of commands that hold here."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere",)
    AUTO_FOCUS = ""
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

    def is_gone(self) -> bool:
        """Whether what this screen is about isn't in the store any more (undone, or taken out by somebody else)."""
        return False

    def store_changed(self) -> None:
        """Called when another process, or an undo, has changed the store; screens that show it read anew."""

    async def run_command(self, command: Command, words: str = "") -> None:
        """Do a command of the table, as its key would; `words` were typed behind it, for one that takes any."""
        parameters = (words,) if words and command.takes else ()
        owner = self.app if command.id in APP_DOES else self
        await self.app.run_action(("", command.action, parameters), default_namespace=owner)

    def put_away(self) -> str:
        """Called before the screen is left: keep what was half typed. Gives a sentence when that couldn't be done."""
        return ""

    def go_back(self) -> None:
        """Go back to the screen before; the first screen stays."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
