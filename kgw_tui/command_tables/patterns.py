"""What can be done with the patterns in what was heard in the corridor."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

PATTERNS: Final[tuple[Command, ...]] = (
    Command(
        "pattern.open",
        "patterns",
        N_("Open it"),
        N_("Opens the pattern, or the note."),
        N_("open"),
        ("enter",),
        rank=2,
    ),
    Command(
        "pattern.bring_up",
        "patterns",
        N_("Onto an agenda"),
        N_("Makes an item of it in the next meeting of a series, with the facts of the notes, without names."),
        N_("agenda"),
        ("a",),
        rank=3,
    ),
    Command(
        "pattern.leave_out",
        "patterns",
        N_("Leave a fact out"),
        N_("Leaves the fact that is chosen out of the item, or takes it in again."),
        N_("leave out"),
        ("x",),
        rank=4,
    ),
    Command(
        "pattern.edit",
        "patterns",
        N_("Other words"),
        N_("Changes how the fact will stand with the item; the note stays as it is."),
        N_("edit"),
        ("e",),
        rank=5,
    ),
    Command(
        "pattern.item",
        "patterns",
        N_("To the agenda item"),
        N_("Goes to the item that the pattern, or the chosen note, went to."),
        N_("the item"),
        ("o",),
        rank=6,
    ),
    Command(
        "pattern.longer",
        "patterns",
        N_("Look further back"),
        N_("Looks a week further back, from now on."),
        N_("weeks"),
        ("plus", "equals_sign"),
        rank=7,
    ),
    Command(
        "pattern.shorter",
        "patterns",
        N_("Look less far back"),
        N_("Looks a week less far back, from now on."),
        keys=("minus",),
    ),
)
