"""The writer's own notes of a meeting: shown when asked for, and never by themselves (eyes in the room)."""

from __future__ import annotations

from rich.console import Group, RenderableType
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from kgw_tui.i18n import _
from kgw_tui.rules.presence import moment_text
from kgw_tui.usecases.live import LiveMeeting

from .kgw_screen import KgwScreen
from .pages import page_heading, paragraph
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow


class MineScreen(KgwScreen):
    """The `;` notes of one meeting, to read."""

    CSS_PATH = "page.tcss"

    def __init__(self, live: LiveMeeting) -> None:
        """For this meeting."""
        super().__init__()
        self.live = live

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        yield HeaderRow()
        with VerticalScroll(id="page"):
            yield Static(self._page())
        yield KeyRow()

    def on_mount(self) -> None:
        """Let the arrows scroll at once."""
        self.query_one(HeaderRow).show(_("For you alone: {title}").format(title=self.live.meeting.title))
        self.query_one(KeyRow).show([("Esc", _("back")), ("↑↓", _("scroll"))])
        self.query_one("#page").focus()

    def _page(self) -> Group:
        titles = {item.id: item.title for item in self.live.items}
        parts: list[RenderableType] = []
        shown = ""
        for note in self.live.private_notes():
            title = titles.get(note.item, "")
            if title != shown:
                parts.append(page_heading(title))
                shown = title
            parts.append(paragraph(f"{moment_text(note.time)}  {note.text}".strip()))
        return Group(*parts) if parts else Group(paragraph(_("nothing: a line that begins with ; comes here")))
