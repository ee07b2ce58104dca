"""What can be done where one searches in everything."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

SEARCH: Final[tuple[Command, ...]] = (
    Command(
        "search.open",
        "search",
        N_("Go to where it stands"),
        N_("The line in its meeting, the note, the person. M meeting, # item or theme, N corridor, B visit, R series."),
        N_("open"),
        ("enter",),
        rank=2,
    ),
)
