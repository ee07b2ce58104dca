"""What can be done in the list of what was heard in the corridor."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

CORRIDOR: Final[tuple[Command, ...]] = (
    Command(
        "corridor.open",
        "corridor",
        N_("Look at the note"),
        N_("Opens the note: its kind, what is known, what was promised, and what becomes of it."),
        N_("open"),
        ("enter",),
        rank=2,
    ),
    Command(
        "corridor.view",
        "corridor",
        N_("Another view"),
        N_("Shows the inbox, all notes, what is watched, what was promised by day and by person, in turn."),
        N_("view"),
        ("v",),
        rank=4,
    ),
    Command(
        "corridor.search",
        "corridor",
        N_("Narrow the list"),
        N_("Shows the notes that have all words you type; @name and #theme too."),
        N_("search"),
        ("slash",),
        rank=5,
    ),
    Command(
        "corridor.patterns",
        "corridor",
        N_("Patterns"),
        N_("Shows the themes that were heard of several times lately, and by which roles."),
        N_("patterns"),
        ("p",),
        rank=6,
    ),
    Command(
        "corridor.reported",
        "corridor",
        N_("Reported back"),
        N_("Notes that whoever said it has heard what came of it; what was promised and done is kept with that."),
        N_("told"),
        ("r",),
        rank=3,
    ),
    Command(
        "corridor.day",
        "corridor",
        N_("Another day"),
        N_("Gives a promise another day, with the reason behind a colon, or a note that is watched one to look again."),
        N_("other day"),
        ("greater_than_sign",),
        rank=4,
    ),
    Command(
        "corridor.lapse",
        "corridor",
        N_("Lapses"),
        N_("Lets a promise lapse, or closes a note that is watched, for a reason."),
        N_("lapses"),
        ("x",),
        rank=4,
    ),
    Command(
        "corridor.edit",
        "corridor",
        N_("Other words"),
        N_("Puts the words of the note in the line."),
        N_("edit"),
        ("e",),
        rank=8,
    ),
    Command(
        "corridor.delete",
        "corridor",
        N_("Delete"),
        N_("Takes the note out, with what was promised in it; ^z brings it back."),
        N_("delete"),
        ("d",),
        rank=9,
    ),
    Command("corridor.inbox", "corridor", N_("The inbox"), N_("Shows what waits to be dealt with."), keys=("i",)),
    Command("corridor.all", "corridor", N_("All notes"), N_("Shows everything you heard."), keys=("a",)),
    Command("corridor.watched", "corridor", N_("What is watched"), N_("Shows what you look at again."), keys=("w",)),
)
