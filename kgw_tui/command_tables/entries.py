"""What can be done with a chosen entry of a live meeting."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

ENTRIES: Final[tuple[Command, ...]] = (
    Command(
        "entry.edit",
        "entries",
        N_("Edit"),
        N_("Puts the entry back in the line; Enter writes it in the same place."),
        N_("edit"),
        ("e", "enter"),
        ("bewerk", "edit"),
        rank=2,
    ),
    Command(
        "entry.evidence",
        "entries",
        N_("Evidence under it"),
        N_("Adds what the assumption or decision stands on."),
        N_("evidence"),
        ("plus",),
        ("onderbouw", "evidence"),
        rank=4,
    ),
    Command(
        "entry.kind",
        "entries",
        N_("Change the kind"),
        N_("One character makes it an action (!), assumption or question (?), decision (=), parked (>), note (space)."),
        N_("kind"),
        rank=3,
    ),
    Command(
        "entry.outcome",
        "entries",
        N_("Outcome"),
        N_("Says what came of an action, question or assumption; of a decision its state or its vote."),
        N_("outcome"),
        ("o",),
        ("afloop", "result"),
        rank=5,
    ),
    Command(
        "entry.move",
        "entries",
        N_("Move to another item"),
        N_("Moves the entry, or the marked ones, to the item you pick."),
        N_("move"),
        ("m",),
        ("verplaats", "move"),
        rank=7,
    ),
    Command(
        "entry.origin",
        "entries",
        N_("From which note it comes"),
        N_("Goes to the notes from the corridor that the item of this entry came of; nobody else has them."),
        keys=("less_than_sign",),
        slash=("achtergrond", "behind"),
    ),
    Command(
        "entry.delete",
        "entries",
        N_("Delete"),
        N_("Takes the entry, or the marked ones, out; undo brings them back."),
        N_("delete"),
        ("d", "delete"),
        ("verwijder", "delete"),
        rank=6,
    ),
    Command(
        "entry.link",
        "entries",
        N_("What it stands on"),
        N_("Says on which assumptions and sources this decision stands."),
        N_("stands on"),
        keys=("l",),
        slash=("koppel", "link"),
        rank=8,
    ),
    Command(
        "entry.mark",
        "entries",
        N_("Mark"),
        N_("Marks the entry, to delete, move or change several at once; shift with an arrow marks on."),
        N_("mark"),
        keys=("x",),
        slash=("markeer", "mark"),
        rank=9,
    ),
)
