"""What shows what happened to something, and what can be done where that is told."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

HISTORY: Final[tuple[Command, ...]] = (
    Command(
        "history.show",
        "places",
        N_("What happened"),
        N_("Tells what happened to what is chosen, or to the meeting: when, by whom, and what was before."),
        N_("what happened"),
        ("h",),
        ("geschiedenis", "history"),
    ),
    Command(
        "entry.history",
        "entries",
        N_("What happened to it"),
        N_("Tells what happened to the entry: when, by whom, and what was before."),
        N_("what happened"),
        ("h",),
        ("wijzigingen", "changes"),
        rank=10,
    ),
    Command(
        "point.history",
        "prepare",
        N_("What happened to the item"),
        N_("Tells what happened to the item: when, by whom, and what was before."),
        keys=("h",),
    ),
    Command(
        "history.wider",
        "history",
        N_("The whole meeting, or this alone"),
        N_("Turns to what happened in the whole meeting, and back to what was chosen."),
        N_("the meeting"),
        ("h",),
        rank=2,
    ),
    Command(
        "history.confidential",
        "history",
        N_("With what is confidential"),
        N_("Also tells what was said in confidential items, or no longer does."),
        N_("confidential"),
        ("v",),
        rank=3,
    ),
)
