"""What can be done on the walk through what is open from earlier meetings."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

WALK: Final[tuple[Command, ...]] = (
    Command(
        "walk.done",
        "walk",
        N_("Done, or answered"),
        N_("Type what came of the action, or the answer to the question; Enter keeps it. Enter alone: done."),
        N_("done"),
        ("enter",),
        rank=1,
    ),
    Command(
        "walk.still",
        "walk",
        N_("Relevant still"),
        N_("Notes that it stays on the list, and goes on to the next."),
        N_("stays"),
        ("f2",),
        rank=2,
    ),
    Command(
        "walk.later",
        "walk",
        N_("Put off until the next meeting"),
        N_("Notes that it stays on the list, due on the day of the next meeting of the series."),
        N_("next time"),
        ("f3",),
        rank=3,
    ),
    Command(
        "walk.fill",
        "walk",
        N_("Put off, or another name"),
        N_("Notes that it stays on the list, with another day (>) and behind a colon why, or another owner (@)."),
        N_("who, day"),
        ("at", "greater_than_sign"),
        rank=4,
    ),
    Command(
        "walk.drop",
        "walk",
        N_("Drop it"),
        N_("Takes it off the list, for a reason that goes into the minutes; type it, and Enter keeps it."),
        N_("drop"),
        ("delete",),
        rank=5,
    ),
    Command(
        "walk.next",
        "walk",
        N_("Next one not mentioned yet"),
        N_("Goes to the next one that this meeting hasn't mentioned; after the last comes the first."),
        keys=("tab",),
    ),
    Command(
        "walk.before",
        "walk",
        N_("The one before, not mentioned yet"),
        N_("Goes back to the one before that this meeting hasn't mentioned."),
        keys=("shift+tab",),
    ),
)
