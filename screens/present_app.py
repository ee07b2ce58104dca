"""The program while it only shows a meeting on the wall: one screen, nothing kept, nothing written."""

from __future__ import annotations

from textual.screen import Screen

from kgw_tui.i18n import _
from kgw_tui.workspace import Workspace

from .present import PresentScreen
from .terminal_app import TerminalApp


class PresentApp(TerminalApp):
    """kgw as a presenter of one meeting (an id), or of whichever is on ("")."""

    CSS_PATH = "present.tcss"  # of the default screen, which Textual doesn't read its own styles for

    def __init__(self, workspace: Workspace, meeting_id: str) -> None:
        """On a workspace that can only be read."""
        super().__init__(workspace)
        self._shown = meeting_id

    def get_default_screen(self) -> Screen[None]:
        """The wall, and nothing below it."""
        return PresentScreen(self.workspace, self._shown)

    def on_mount(self) -> None:
        """Look about; there is nothing to keep or to look after."""
        self.look_about()

    def action_app_quit(self) -> None:
        """Leave; nothing is typed here."""
        self.exit()

    def said_of_a_fault(self) -> str:
        """The meeting itself goes on."""
        return _("something went wrong that never should; the meeting isn't touched by it")
