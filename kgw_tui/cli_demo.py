"""`kgw demo`: the app on a demo school, in the middle of a meeting; all of it goes when it is left."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from kgw_tui import clock
from kgw_tui.cli_app import demand_terminal, run_on
from kgw_tui.cli_shape import command
from kgw_tui.i18n import _, current_language


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


def _demo() -> int:
    demand_terminal()
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
            return run_on(workspace, open_meeting=meeting.id)
        finally:
            workspace.close()
