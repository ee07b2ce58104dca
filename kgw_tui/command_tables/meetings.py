"""What can be done in the list of meetings."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

MEETINGS: Final[tuple[Command, ...]] = (
    Command(
        "meeting.new",
        "meetings",
        N_("New meeting"),
        N_("Choose a kind of meeting, or none, and start typing."),
        N_("new"),
        ("n", "m"),
        rank=2,
    ),
    Command(
        "meeting.open",
        "meetings",
        N_("Open the meeting"),
        N_("Opens the chosen meeting: to chair it, or, when it is closed, to read it."),
        N_("open"),
        ("enter",),
        rank=3,
    ),
    Command(
        "meeting.export",
        "meetings",
        N_("Make the Word file"),
        N_("Writes the minutes of the chosen meeting as a Word file and says where."),
        N_("Word"),
        ("w",),
        rank=4,
    ),
    Command(
        "meeting.drop",
        "meetings",
        N_("Delete an empty meeting"),
        N_("Takes out the chosen meeting when nothing has been said in it; undo brings it back."),
        keys=("delete",),
    ),
    Command(
        "meeting.quit", "meetings", N_("Quit"), N_("Leaves kgw; everything has been saved."), N_("quit"), ("q",), rank=7
    ),
)
