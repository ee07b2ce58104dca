"""What can be done with one note from the corridor."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

NOTE: Final[tuple[Command, ...]] = (
    Command(
        "note.pick",
        "note",
        N_("Take it"),
        N_("Takes the answer you are on, types one, or goes to where it leads; a digit takes an answer at once."),
        N_("take"),
        ("enter",),
        rank=2,
    ),
    Command(
        "note.answer",
        "note",
        N_("Take an answer by its number"),
        N_("Takes the answer with this number, and goes on to the next question; 0 takes back what was answered."),
        keys=tuple("1234567890"),
    ),
    Command(
        "note.whole",
        "note",
        N_("The whole note"),
        N_("Shows all words of the note, what its kind means, what is known and what was told."),
        N_("all words"),
        ("space",),
        rank=1,
    ),
    Command(
        "note.known",
        "note",
        N_("What do we know of it?"),
        N_("Types what is known of it, and where that stands."),
        N_("known"),
        ("k",),
        rank=7,
    ),
    Command(
        "note.promise",
        "note",
        N_("What did I promise?"),
        N_("Types a promise, as an action: what, and > by when. It stays visible until it was reported back."),
        N_("promise"),
        ("p",),
        rank=3,
    ),
    Command(
        "note.next",
        "note",
        N_("Next note"),
        N_("Goes to the next note of the list, and leaves this one as it is."),
        N_("next"),
        ("n",),
        rank=4,
    ),
    Command(
        "note.before",
        "note",
        N_("Note before"),
        N_("Goes to the note before this one."),
        keys=("b",),
    ),
    Command(
        "note.reported",
        "note",
        N_("Reported back"),
        N_("Notes that whoever said it has heard what came of it; what was promised and done is kept with that."),
        N_("told"),
        ("r",),
        rank=5,
    ),
    Command(
        "note.reopen",
        "note",
        N_("Back to the inbox"),
        N_("Opens the note again; what it became stays linked to it."),
        N_("inbox"),
        ("i",),
        rank=8,
    ),
    Command(
        "note.edit",
        "note",
        N_("Other words"),
        N_("Puts the words of the note in the line."),
        N_("edit"),
        ("e",),
        rank=6,
    ),
    Command(
        "note.delete",
        "note",
        N_("Delete"),
        N_("Takes the note out, with what was promised in it; ^z brings it back."),
        N_("delete"),
        ("d",),
        rank=9,
    ),
)
