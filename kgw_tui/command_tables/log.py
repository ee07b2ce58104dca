"""What can be done with the line for what is heard in the corridor, and what opens it from anywhere."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

LOG: Final[tuple[Command, ...]] = (
    Command(
        "log.open",
        "anywhere",
        N_("Note what you hear"),
        N_("Opens a line for what you hear in the corridor, from any screen; Enter keeps it and goes back."),
        keys=("ctrl+l",),
        slash=("gehoord", "heard"),
        takes=N_("words"),
    ),
    Command(
        "log.hints",
        "anywhere",
        N_("Writing hints"),
        N_("Shows a hint about how one writes about people after a note that calls for one, or no longer does."),
        slash=("tips", "hints"),
        takes=N_("on or off"),
    ),
    Command(
        "log.keep",
        "log",
        N_("Keep it"),
        N_("Keeps the note for you alone, with its people, themes and time, and goes back to where you were."),
        N_("keep"),
        ("enter",),
        rank=1,
    ),
    Command(
        "log.take_up",
        "log",
        N_("Go on with a half line"),
        N_("Puts what was left half typed here in the line again."),
        keys=("f4",),
    ),
    Command(
        "log.keep_on",
        "log",
        N_("Keep it, and note another"),
        N_("Keeps the note and empties the line for the next one."),
        N_("and another"),
        ("f3",),
        rank=2,
    ),
)
