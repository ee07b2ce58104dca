"""`kgw present`: the meeting on the wall, to look at; it reads, and never writes."""

from __future__ import annotations

import gc

import click

from kgw_tui.cli_app import demand_terminal, ending_with
from kgw_tui.cli_output import tell
from kgw_tui.cli_shape import command, start
from kgw_tui.i18n import _


def present_command() -> click.Command:
    """`kgw present [MEETING|last]`."""
    return command(
        "present",
        _present,
        [click.Argument(["meeting"], metavar=_("[MEETING|last]"), required=False)],
        short=_("Show the meeting that is on large, for the wall."),
        explains=_(
            "Show the meeting that is on large and without keys, for the wall: the item, its question and its time, "
            "and what was said last. It follows who chairs, shows nothing private or confidential, and writes nothing. "
            "Without a meeting behind it, it shows whichever is on, and waits while there is none."
        ),
    )


def _present(meeting: str | None) -> int:
    demand_terminal()
    from kgw_tui.data.looking_on import open_to_look_on
    from kgw_tui.data.opening import home_folder
    from kgw_tui.usecases.reading import find_meeting

    workspace = open_to_look_on(home_folder(start().home or None))
    try:
        for notice in workspace.notices:
            tell(notice)
        wanted = find_meeting(workspace.shared, meeting).id if meeting else ""
        gc.disable()  # as for the app itself, which goes on with it after its first frame
        from kgw_tui.screens.present_app import PresentApp

        app = PresentApp(workspace, wanted)
        with ending_with(app):
            app.run()
        for words in app.last_words:
            tell(words)
        return app.return_code or 0
    finally:
        workspace.close()
