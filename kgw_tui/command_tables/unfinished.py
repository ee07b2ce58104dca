"""What can be done in the list of what was left half typed."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

UNFINISHED: Final[tuple[Command, ...]] = (
    Command(
        "unfinished.open",
        "unfinished",
        N_("Go on with the line"),
        N_("Goes to where the line stood, and puts it there; if that is gone, in the line of the meeting you are in."),
        N_("go on with it"),
        ("enter",),
        rank=2,
    ),
    Command(
        "unfinished.copy",
        "unfinished",
        N_("Copy the line"),
        N_("Copies the line, to be pasted in any line with ^v; most terminals let you paste it elsewhere too."),
        N_("copy"),
        ("c",),
        rank=3,
    ),
    Command(
        "unfinished.drop",
        "unfinished",
        N_("Throw the line away"),
        N_("Throws the line away for good; asks for the same key again."),
        N_("throw away"),
        ("delete",),
        rank=4,
    ),
)
