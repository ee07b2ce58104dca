"""What can be done where something is picked from a list."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

PICK: Final[tuple[Command, ...]] = (
    Command(
        "pick.take",
        "pick",
        N_("Take the chosen row"),
        N_("Takes the chosen row, or all that are marked, and goes back."),
        N_("take"),
        ("enter",),
        rank=2,
    ),
    Command(
        "pick.mark",
        "pick",
        N_("Mark the row"),
        N_("Marks the chosen row, or takes its mark off, where several can be taken."),
        N_("mark"),
        ("x", "space"),
        rank=3,
    ),
    Command(
        "pick.number",
        "pick",
        N_("Take a row by its number"),
        N_("Takes the row with that number at once; where several can be taken, marks it."),
        keys=("1", "2", "3", "4", "5", "6", "7", "8", "9"),
    ),
)
