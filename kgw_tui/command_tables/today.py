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
        N_("Goes to the meeting or the minutes; asks what came of an action or question, or when to review again."),
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
        N_("Takes it off the list, for a reason that goes into the minutes."),
        N_("lapses"),
        ("x",),
        rank=4,
    ),
    Command(
        "today.day",
        "today",
        N_("Another day"),
        N_("Gives it another due day, or a decision another day for its review; without a day, none."),
        N_("other day"),
        ("greater_than_sign",),
        rank=5,
    ),
    Command(
        "today.where",
        "today",
        N_("Where it was said"),
        N_("Opens the meeting in which the action, question or decision was said."),
        N_("meeting"),
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
