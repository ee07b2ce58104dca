"""What can be done with a finished meeting to read."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

READ: Final[tuple[Command, ...]] = (
    Command(
        "read.word",
        "read",
        N_("Make the Word file"),
        N_("Writes the minutes as a Word file and says where; a draft is read through first."),
        N_("Word"),
        ("w",),
        rank=2,
    ),
    Command(
        "read.review",
        "read",
        N_("Read through"),
        N_("Shows the minutes as they will be sent: to put right, keep lines out, and take speakers' names out."),
        N_("read-through"),
        ("r",),
        rank=3,
    ),
    Command(
        "read.sent",
        "read",
        N_("Sent"),
        N_("Notes that the minutes have been sent."),
        N_("sent"),
        ("s",),
        rank=4,
    ),
    Command(
        "read.concise",
        "read",
        N_("Concise minutes in Word"),
        N_("Writes outcomes, decisions and actions only; a draft is read through first."),
        N_("concise"),
        ("c",),
        rank=5,
    ),
    Command(
        "read.decisions",
        "read",
        N_("Decision list in Word"),
        N_("Writes the list of decisions; a draft is read through first."),
        N_("decisions"),
        ("d",),
        rank=6,
    ),
    Command(
        "read.actions",
        "read",
        N_("Action list in Word"),
        N_("Writes the list of actions, open ones of earlier meetings first; a draft is read through first."),
        N_("actions"),
        ("a",),
        rank=6,
    ),
    Command(
        "read.confidential",
        "read",
        N_("Confidential minutes in Word"),
        N_("Writes the minutes of the confidential items, and those alone; they are in no other Word file."),
        N_("confidential"),
        ("v",),
        rank=9,
    ),
    Command(
        "read.mine",
        "read",
        N_("My own notes"),
        N_("Shows your own notes (;) of this meeting; they are in no document."),
        N_("my notes"),
        ("p",),
        rank=8,
    ),
    Command(
        "read.reopen",
        "read",
        N_("Open the meeting again"),
        N_("Goes on with the meeting where it was closed; its minutes are a draft again."),
        N_("go on"),
        ("o",),
        rank=7,
    ),
)
