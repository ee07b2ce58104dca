"""What can be done where minutes are read through before they leave."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

REVIEW: Final[tuple[Command, ...]] = (
    Command(
        "review.edit",
        "review",
        N_("Edit the line"),
        N_("Puts the chosen line in the row below, to type it anew; Enter keeps it, Esc leaves it as it was."),
        N_("edit"),
        ("e", "enter"),
        rank=2,
    ),
    Command(
        "review.hold",
        "review",
        N_("Keep the line out, or take it back in"),
        N_("Keeps the chosen line, with what stands under it, out of everything that leaves; again takes it back in."),
        N_("keep out"),
        ("x", "delete"),
        rank=3,
    ),
    Command(
        "review.member",
        "review",
        N_("Write 'a member' for the speaker's name"),
        N_("Takes the names of those who spoke out of the chosen line; who owns an action keeps their name."),
        N_("hide speaker"),
        ("s",),
        rank=4,
    ),
    Command(
        "review.next",
        "review",
        N_("Next line to look at"),
        N_("Goes to the next line in which something is missing, half or not checked."),
        N_("next"),
        ("n",),
        rank=5,
    ),
    Command(
        "review.word",
        "review",
        N_("Read through, and the Word file"),
        N_("Marks the minutes as read through and makes the Word file; of a running meeting they stay a draft."),
        N_("finished"),
        ("w", "f6"),
        rank=1,
    ),
    Command(
        "review.done",
        "review",
        N_("Mark as read through"),
        N_("Marks the minutes as read through, without a Word file."),
        N_("read through"),
        ("r",),
        rank=7,
    ),
    Command(
        "review.draft",
        "review",
        N_("Word file of the draft"),
        N_("Makes the Word file at once; the minutes stay a draft."),
        N_("as a draft"),
        ("c",),
        rank=6,
    ),
)
