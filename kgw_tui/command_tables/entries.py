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
        rank=2,
    ),
    Command(
        "entry.evidence",
        "entries",
        N_("Evidence under it"),
        N_("Adds what the claim or decision rests on."),
        N_("evidence"),
        ("plus",),
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
        N_("Says what came of it: done or dropped for an action, the outcome of the check for an assumption."),
        N_("outcome"),
        ("o",),
        rank=5,
    ),
    Command(
        "entry.move",
        "entries",
        N_("Move to the next item"),
        N_("Moves the entry to the item after its own; after the last comes the first."),
        N_("move"),
        ("m",),
        rank=7,
    ),
    Command(
        "entry.delete",
        "entries",
        N_("Delete"),
        N_("Takes the entry out; undo brings it back."),
        N_("delete"),
        ("d", "delete"),
        rank=6,
    ),
)
