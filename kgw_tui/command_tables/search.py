"""What can be done where one searches in all that was said."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

SEARCH: Final[tuple[Command, ...]] = (
    Command(
        "search.open",
        "search",
        N_("Go to where it was said"),
        N_("Opens the meeting at the chosen line. M is a meeting, # an item; the other signs are those of the line."),
        N_("open"),
        ("enter",),
        rank=2,
    ),
)
