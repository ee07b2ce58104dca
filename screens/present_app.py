"""The program while it only shows a meeting on the wall: one screen, nothing kept, nothing written."""

from __future__ import annotations

import os
from pathlib import Path

from textual.screen import Screen

from kgw_tui.documents import Genre
from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.rules.dossier import Dossier
from kgw_tui.workspace import Workspace

from .app import KgwApp
from .present import PresentScreen


class PresentApp(KgwApp):
    """kgw as a presenter of one meeting (an id), or of whichever is on ("")."""

    CSS_PATH = "present.tcss"  # of the default screen, which Textual doesn't read its own styles for

    def __init__(self, workspace: Workspace, meeting_id: str) -> None:
        """On a workspace that can only be read."""
        super().__init__(workspace, _no_document)
        self._shown = meeting_id

    def get_default_screen(self) -> Screen[None]:
        """The wall, and nothing below it."""
        return PresentScreen(self.workspace, self._shown)

    async def begin(self) -> None:
        """Look about; there is nothing to keep or to look after."""
        self.look_about()

    def action_app_quit(self) -> None:
        """Leave; nothing is typed here."""
        self.exit()

    def keep_for_the_last_time(self, *, properly: bool) -> None:
        """Nothing is half typed here."""

    def _fatal_error(self) -> None:
        """Leave after a fault of the program with one sentence, nothing of the meeting; `$KGW_DEBUG` asks for more."""
        if os.environ.get("KGW_DEBUG"):
            super(KgwApp, self)._fatal_error()
            return
        words = _("something went wrong that never should; the meeting isn't touched by it")
        self.last_words.append(f"{words}. " + _("KGW_DEBUG=1 shows where"))
        self._close_messages_no_wait()


def _no_document(dossier: Dossier, genre: Genre, *, confidential: bool = False) -> Path:
    raise Refused(_("this only shows the meeting; nothing is written from here"))
