"""What can be done where a meeting hangs on the wall: nothing but to leave, or to show nothing."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

PRESENT: Final[tuple[Command, ...]] = (
    Command(
        "present.leave",
        "present",
        N_("Take it off the wall"),
        N_("Goes back to where you came from; the meeting goes on."),
        keys=("q", "escape"),
    ),
    Command(
        "present.blank",
        "present",
        N_("Blank the wall"),
        N_("Shows nothing until the next key."),
        keys=("f12",),
    ),
)
