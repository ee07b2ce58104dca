"""`kgw` itself: the app in the terminal, run to its end, however that comes. It starts without what the menu needs."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Generator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

from kgw_tui.cli_home import Start, workspace_of
from kgw_tui.documents import Genre
from kgw_tui.errors import Refused
from kgw_tui.i18n import _
from kgw_tui.rules.dossier import Dossier
from kgw_tui.workspace import Workspace

if TYPE_CHECKING:
    from kgw_tui.screens.terminal_app import TerminalApp

_ENDINGS: Final = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)
)  # not every system has all
_KILLED_BY: Final = 128
"""What shells add to the number of the signal that ended a program, for its exit code."""
_PATIENCE: Final = 5.0
"""Seconds in which the app has to end once it is told to, or it is ended: its terminal may take nothing any more."""


def run_app(start: Start) -> int:
    """Open the app on the records of the home of a call; gives its exit code."""
    demand_terminal()
    with workspace_of(start) as workspace:
        return run_on(workspace)


def run_on(workspace: Workspace, open_meeting: str = "") -> int:
    """Run the app to its end. A connection that drops, and a machine that shuts down, end it as its own key does:
    what was half typed is put away, and a demo leaves nothing behind.
    """
    from kgw_tui.cli import tell
    from kgw_tui.cli_output import tell as tell_more

    gc.disable()  # what is imported stays: looking it through for garbage finds nothing. The app goes on with it
    from kgw_tui.screens.app import KgwApp

    app = KgwApp(workspace, partial(_write_document, workspace), open_meeting)
    with ending_with(app):
        app.run()
    for sentence in app.last_words:
        tell(sentence)
    for line in app.last_lines:
        tell_more(line)
    return app.return_code or 0


@contextmanager
def ending_with(app: TerminalApp) -> Generator[None]:
    """Let a connection that drops, a machine that shuts down and a `kill` end the app, after all that is half typed has
    been kept. That is done in the signal itself: a terminal that is gone may hold up everything else.
    """
    import asyncio
    import threading

    present = os.getpid()
    end: threading.Timer | None = None

    def leave(number: int, _frame: FrameType | None) -> None:
        nonlocal end
        app.keep_for_the_last_time(properly=False)
        if end is None and os.getpid() == present:
            end = threading.Timer(_PATIENCE, os._exit, (_KILLED_BY + number,))
            end.daemon = True
            end.start()
        try:
            asyncio.get_running_loop().call_soon_threadsafe(app.leave, _KILLED_BY + number)
        except RuntimeError:  # it doesn't run yet, or no more
            raise SystemExit(_KILLED_BY + number) from None

    before = {each: signal.signal(each, leave) for each in _ENDINGS}
    try:
        yield
    finally:
        if end is not None:
            end.cancel()
        for each, handler in before.items():
            signal.signal(each, handler)


def _write_document(workspace: Workspace, dossier: Dossier, genre: Genre, *, confidential: bool = False) -> Path:
    """A Word file in the folder where kgw was started; gives its path."""
    from kgw_tui.cli_export import write_document

    return write_document(workspace, dossier, genre, confidential=confidential)


def demand_terminal() -> None:
    """The app needs a terminal to draw on and a keyboard; raises Refused with what works without."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise Refused(_("the app needs a terminal; without one, use kgw log, import, list, show, do and export"))
    if os.environ.get("TERM", "dumb") in {"dumb", "unknown", ""}:
        raise Refused(_("this terminal can't show the app (TERM=dumb); use kgw log, import, list, show, do and export"))
