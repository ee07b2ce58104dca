"""What can be done in the list of meetings."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

MEETINGS: Final[tuple[Command, ...]] = (
    Command(
        "meeting.open",
        "meetings",
        N_("Open the meeting"),
        N_("Opens the chosen meeting: to chair it, to prepare one of a later day, to read one that is closed."),
        N_("open"),
        ("enter",),
        rank=2,
    ),
    Command(
        "meeting.new",
        "meetings",
        N_("New meeting"),
        N_("Choose a planned meeting, a series or a kind of meeting, or just start typing."),
        N_("new"),
        ("n",),
        rank=4,
    ),
    Command(
        "meeting.search",
        "meetings",
        N_("Search the meetings"),
        N_("Type what you look for: a title, day, person, or words that were said. ↑↓ choose, Esc shows all again."),
        N_("search"),
        ("slash",),
        rank=5,
    ),
    Command(
        "meeting.prepare",
        "meetings",
        N_("Prepare the meeting"),
        N_("Makes or changes the agenda of the chosen meeting, also while it runs."),
        N_("prepare"),
        ("p",),
        rank=8,
    ),
    Command(
        "meeting.series",
        "meetings",
        N_("Meetings by series"),
        N_("Shows each series with its last and next meeting; Enter shows the meetings of one. Again: all meetings."),
        N_("series"),
        ("s",),
        rank=6,
    ),
    Command(
        "meeting.export",
        "meetings",
        N_("Make the Word file"),
        N_("Writes the minutes of the chosen meeting as a Word file and says where."),
        N_("Word"),
        ("w",),
        rank=9,
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
