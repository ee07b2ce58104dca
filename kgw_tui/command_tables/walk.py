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
        N_("Notes that the action is done, and what came of it (Enter alone: nothing), or the answer to the question."),
        N_("done"),
        ("d", "enter"),
        rank=1,
    ),
    Command(
        "walk.still",
        "walk",
        N_("Relevant still"),
        N_("Notes that it stays on the list, and goes on to the next."),
        N_("stays"),
        ("s",),
        rank=2,
    ),
    Command(
        "walk.fill",
        "walk",
        N_("Stays, with another name or day"),
        N_("Notes that it stays on the list, with another owner (@) or another day (>)."),
        N_("other name, day"),
        ("at", "greater_than_sign"),
        rank=3,
    ),
    Command(
        "walk.drop",
        "walk",
        N_("Lapses"),
        N_("Takes it off the list, for a reason that goes into the minutes."),
        N_("lapses"),
        ("x",),
        rank=4,
    ),
    Command(
        "walk.next",
        "walk",
        N_("Next that nothing was said of"),
        N_("Goes to the next one of which nothing was said in this meeting; after the last comes the first."),
        N_("next"),
        ("tab",),
        rank=5,
    ),
    Command(
        "walk.before",
        "walk",
        N_("The one before that nothing was said of"),
        N_("Goes back to the one before of which nothing was said in this meeting."),
        keys=("shift+tab",),
    ),
)
