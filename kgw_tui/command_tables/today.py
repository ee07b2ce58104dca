"""What can be done on the page of today."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

TODAY: Final[tuple[Command, ...]] = (
    Command(
        "today.open",
        "today",
        N_("Do what is chosen"),
        N_("Goes to the meeting, the minutes, the note or the pattern; notes what was done or told, or a review."),
        N_("open"),
        ("enter",),
        rank=2,
    ),
    Command(
        "today.done",
        "today",
        N_("Done, or answered"),
        N_(
            "Notes that the action is done, with what came of it (Enter alone: nothing), or the answer to the question."
        ),
        N_("done"),
        ("d",),
        rank=3,
    ),
    Command(
        "today.told",
        "today",
        N_("Reported back"),
        N_("Notes that whoever said it, or whoever it was promised to, has heard what came of it."),
        N_("told"),
        ("t",),
        rank=4,
    ),
    Command(
        "today.drop",
        "today",
        N_("Lapses"),
        N_("Takes it off the list, for a reason: what was to be done, to be told, or to be looked at again."),
        N_("lapses"),
        ("x",),
        rank=4,
    ),
    Command(
        "today.day",
        "today",
        N_("Another day"),
        N_("Gives it another day: to do it, to tell it, to look at it again, to review it; why stands behind a colon."),
        N_("other day"),
        ("greater_than_sign",),
        rank=5,
    ),
    Command(
        "today.where",
        "today",
        N_("Where it was said"),
        N_("Opens the meeting in which it was said, or the note from the corridor that it comes from."),
        N_("where"),
        ("o",),
        rank=7,
    ),
    Command(
        "today.prepare",
        "today",
        N_("Prepare the meeting"),
        N_("Makes or changes the agenda of the chosen meeting, also while it runs."),
        N_("prepare"),
        ("p",),
        rank=8,
    ),
    Command("today.quit", "today", N_("Quit"), N_("Leaves kgw; everything has been saved."), N_("quit"), ("q",)),
)
