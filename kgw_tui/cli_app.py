"""`kgw` itself: the app, on one's own records or, with `kgw demo`, on a demo school that goes when it is left."""

from __future__ import annotations

import gc
import os
import signal
import sys
import tempfile
from functools import partial
from pathlib import Path

import click

from kgw_tui import clock
from kgw_tui.cli_shape import command, opened
from kgw_tui.documents import Genre
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, current_language
from kgw_tui.rules.dossier import Dossier
from kgw_tui.workspace import Workspace


def demo_command() -> click.Command:
    """`kgw demo`."""
    return command(
        "demo",
        _demo,
        [],
        short=_("Open the demo school; nothing is kept."),
        explains=_(
            "Open the demo school, in the middle of a meeting. What you do there is thrown away when you leave."
        ),
    )


def run_app() -> int:
    """Open the app on the records of this call's home; gives its exit code."""
    _demand_terminal()
    with opened() as workspace:
        return _run(workspace)


def _demo() -> int:
    _demand_terminal()
    from kgw_tui.data.content_files import demo_files
    from kgw_tui.data.opening import open_workspace
    from kgw_tui.usecases.demo import demo_clock, prepare_demo

    language = current_language()
    clock.set_clock(demo_clock())
    with tempfile.TemporaryDirectory(prefix="kgw-demo-", ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "home"
        workspace = open_workspace(home, shared=home / "shared", throw_away=True)
        try:
            texts = [path.read_text("utf-8") for path in demo_files(language)]
            meeting = prepare_demo(workspace, texts, language, _("Tideway School"))
            return _run(workspace, open_meeting=meeting.id)
        finally:
            workspace.close()


def _run(workspace: Workspace, open_meeting: str = "") -> int:
    """Run the app to its end. A connection that drops, and a machine that shuts down, end it as its own key does:
    what was half typed is put away, and a demo leaves nothing behind.
    """
    gc.disable()  # what is imported stays: looking it through for garbage finds nothing. The app goes on with it
    from kgw_tui.screens.app import KgwApp

    app = KgwApp(workspace, partial(_write_document, workspace), open_meeting)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):  # not every system has both
            signal.signal(getattr(signal, name), lambda _number, _frame: app.call_later(app.leave))
    app.run()
    return app.return_code or 0


def _write_document(workspace: Workspace, dossier: Dossier, genre: Genre, *, confidential: bool = False) -> Path:
    """A Word file in the folder where kgw was started; gives its path."""
    from kgw_tui.cli_export import write_document

    return write_document(workspace, dossier, genre, confidential=confidential)


def _demand_terminal() -> None:
    """The app needs a terminal to draw on and a keyboard; raises Refused with what works without."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise Refused(_("the app needs a terminal; without one, use kgw log, import, list, show, do and export"))
    if os.environ.get("TERM", "dumb") in {"dumb", "unknown", ""}:
        raise Refused(_("this terminal can't show the app (TERM=dumb); use kgw log, import, list, show, do and export"))
