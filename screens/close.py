"""Closing a meeting: decisions read back, actions with what is missing first, what nobody checked or discussed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from kgw_tui.command_table import Place
from kgw_tui.i18n import _
from kgw_tui.usecases.live import LiveMeeting

from .bindings import bindings_of, keys_shown
from .closing_page import closing_page
from .kgw_screen import KgwScreen
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow


class CloseScreen(KgwScreen):
    """One page to read aloud; Enter closes, w closes and makes the Word file, Esc goes on with the meeting."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "closing")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("closing", at_once=True)
    CSS_PATH = "page.tcss"

    def __init__(self, live: LiveMeeting, unfinished: str = "") -> None:
        """For this meeting; `unfinished` is what still stands in its line."""
        super().__init__()
        self.live = live
        self._unfinished = unfinished

    def compose(self) -> ComposeResult:
        """The page and the keys."""
        yield HeaderRow()
        with VerticalScroll(id="page"):
            yield Static(closing_page(self.live, self._unfinished))
        yield KeyRow()

    def on_mount(self) -> None:
        """Let the arrows scroll at once."""
        self.query_one(HeaderRow).show(_("Closing: {title}").format(title=self.live.meeting.title))
        keys = [("Esc", _("back")), *keys_shown("closing"), ("↑↓", _("scroll"))]
        self.query_one(KeyRow).show(keys)
        self.query_one("#page").focus()

    async def action_closing_close(self) -> None:
        """Close the meeting and show it to read."""
        await self._close()

    async def action_closing_word(self) -> None:
        """The same, and make the Word file."""
        if await self._close():
            self.kgw.make_document(self.live.meeting_id, "minutes")

    async def _close(self) -> bool:
        live = self.app.screen_stack[-2]
        refusal = live.put_away() if isinstance(live, KgwScreen) else ""
        if refusal:
            self.say(refusal, warning=True)
            return False
        closed = self.attempt(lambda: (self.live.close(), True)[1])
        if closed:
            self.app.pop_screen()
            self.app.pop_screen()
            await self.kgw.open_meeting(self.live.meeting_id)
        return bool(closed)
