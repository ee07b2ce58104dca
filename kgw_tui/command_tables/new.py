"""What can be done where a meeting is begun."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

NEW: Final[tuple[Command, ...]] = (
    Command(
        "new.start",
        "new",
        N_("Begin the meeting now"),
        N_("Begins a meeting as the chosen row says, with its line ready; its clock starts with the first line."),
        N_("begin now"),
        ("enter",),
        rank=1,
    ),
    Command(
        "new.prepare",
        "new",
        N_("Prepare the agenda"),
        N_("Makes the meeting, and shows its agenda to prepare; of a series that is the next meeting, with its day."),
        N_("prepare"),
        ("p",),
        rank=2,
    ),
)
