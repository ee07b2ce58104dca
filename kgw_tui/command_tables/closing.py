"""What can be done on the closing page of a meeting."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

CLOSING: Final[tuple[Command, ...]] = (
    Command(
        "closing.close",
        "closing",
        N_("Close the meeting"),
        N_("Closes the meeting and shows it to read."),
        N_("close"),
        ("enter",),
        rank=1,
    ),
    Command(
        "closing.word",
        "closing",
        N_("Close, and the Word file"),
        N_("Closes the meeting and writes its minutes as a Word file."),
        N_("with Word"),
        ("w",),
        rank=2,
    ),
)
