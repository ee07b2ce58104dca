"""The floors on the screen: the least that Textual can be asked for."""

from __future__ import annotations

import sys
from typing import Final

from textual.app import App, ComposeResult
from textual.widgets import Input, Static

WORD: Final = "ready"


class BareApp(App[None]):
    """One word on the screen."""

    def compose(self) -> ComposeResult:
        """The word."""
        yield Static(WORD)


class BareInput(App[None]):
    """One Input, as it comes."""

    def compose(self) -> ComposeResult:
        """The line."""
        yield Input(placeholder=WORD)


def command(app: type[App[None]]) -> list[str]:
    """How a bare app is started: as the entry point of an installed program is."""
    return [sys.executable, "-c", f"from {__name__} import {app.__name__}; {app.__name__}().run()"]


def kgw(*arguments: str) -> list[str]:
    """How kgw is started: what its entry point does, with the interpreter of this run."""
    return [sys.executable, "-c", "from kgw_tui.cli import main; main()", *arguments]
