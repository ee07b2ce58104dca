"""What can be done on the closing page of a meeting."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

CLOSING: Final[tuple[Command, ...]] = (
    Command(
        "closing.close",
        "closing",
        N_("Close the meeting"),
        N_("Closes the meeting, whatever is missing, and shows it to read; the next one gets what is carried over."),
        N_("close"),
        ("f10",),
        rank=4,
    ),
    Command(
        "closing.enter",
        "closing",
        N_("Yes, and on"),
        N_(
            "Keeps what is typed. With nothing typed it says yes: they were there, the item goes to the next meeting, "
            "which is on the suggested day; and it goes on to the next point that needs something. It closes nothing."
        ),
        N_("yes"),
        ("enter",),
        rank=1,
    ),
    Command(
        "closing.word",
        "closing",
        N_("Close, and the Word file"),
        N_("Closes the meeting and goes on to its minutes as a Word file."),
        N_("with Word"),
        ("f6",),
        rank=6,
    ),
    Command(
        "closing.gap",
        "closing",
        N_("Next point that needs something"),
        N_("Goes to the next point that needs something; after the last comes the first."),
        N_("next"),
        ("tab",),
        rank=5,
    ),
    Command(
        "closing.gapbefore",
        "closing",
        N_("Point before that needs something"),
        N_("Goes back to the point before that needs something."),
        keys=("shift+tab",),
    ),
    Command(
        "closing.fill",
        "closing",
        N_("Name and day"),
        N_("Gives an action or question its owner (@) and day (>), a decision the day of its review."),
        N_("who, day"),
        ("at", "greater_than_sign"),
        rank=1,
    ),
    Command(
        "closing.outcome",
        "closing",
        N_("Outcome"),
        N_("Says what is known of an assumption and how, the answer to a question, or what came of an action."),
        N_("outcome"),
        ("f7",),
        rank=2,
    ),
    Command(
        "closing.risk",
        "closing",
        N_("Take the risk"),
        N_("Goes on with an assumption that nobody checked, for a reason that goes into the minutes."),
        N_("take the risk"),
        ("f8",),
        rank=3,
    ),
    Command(
        "closing.later",
        "closing",
        N_("To the next meeting"),
        N_("Puts the item off to the next meeting; on the day of the next meeting, takes the day that is suggested."),
        N_("next meeting"),
        ("f2",),
        rank=1,
    ),
    Command(
        "closing.drop",
        "closing",
        N_("Drop it"),
        N_("Drops the item: it doesn't come back. On the day of the next meeting: no next meeting."),
        N_("drop"),
        ("delete",),
        rank=2,
    ),
    Command(
        "closing.here",
        "closing",
        N_("Was there"),
        N_("Notes of the chosen one that they were there."),
        N_("was there"),
        ("f3",),
        rank=1,
    ),
    Command(
        "closing.excused",
        "closing",
        N_("Absent, with apologies"),
        N_("Notes of the chosen one that they weren't there, and had sent word."),
        N_("sent apologies"),
        ("f4",),
        rank=2,
    ),
    Command(
        "closing.missing",
        "closing",
        N_("Absent, no apologies"),
        N_("Notes of the chosen one that they weren't there, and had sent no word."),
        N_("no apologies"),
        ("f5",),
        rank=3,
    ),
    Command(
        "closing.others",
        "closing",
        N_("All others were there"),
        N_("Notes of everybody of whom nothing was said that they were there."),
        N_("all others here"),
        ("ctrl+o",),
        rank=3,
    ),
    Command(
        "closing.edit",
        "closing",
        N_("Edit"),
        N_("Puts what was read back in the line; Enter writes it in the same place."),
        N_("edit"),
        ("f9",),
        rank=7,
    ),
)
