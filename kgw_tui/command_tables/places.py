"""What leads to another place, from any screen where no line is typed; by its `/` word and the palette from all."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

PLACES: Final[tuple[Command, ...]] = (
    Command(
        "go.today",
        "places",
        N_("Today"),
        N_("Shows what needs you now: meetings, minutes, what is due, whom to tell what, the inbox, reviews."),
        N_("today"),
        ("1",),
        ("vandaag", "today"),
        rank=6,
    ),
    Command(
        "go.meetings",
        "places",
        N_("Meetings"),
        N_("Shows the meetings: running, to come and past; to search, and by series."),
        N_("meetings"),
        ("2",),
        ("vergaderingen", "meetings"),
        rank=6,
    ),
    Command(
        "go.corridor",
        "places",
        N_("Corridor"),
        N_("Shows what you heard in the corridor: the inbox, all notes, what you watch and what you promised."),
        N_("corridor"),
        ("3",),
        ("wandelgang", "corridor"),
        rank=6,
    ),
    Command(
        "go.actions",
        "places",
        N_("Actions"),
        N_("Shows what is to be done and found out, of every origin: mine, of others, late; done, put off or let go."),
        N_("actions"),
        ("5",),
        ("acties", "actions"),
        rank=6,
    ),
    Command(
        "go.people",
        "places",
        N_("People"),
        N_("Shows the people you work with: to add, rename or erase, and what is open between you and each."),
        N_("people"),
        ("at",),
        ("mensen", "people"),
    ),
    Command(
        "go.origin",
        "places",
        N_("From which note it comes"),
        N_("Goes from what is chosen (an item, a decision, an action) to the notes from the corridor that it came of."),
        keys=("less_than_sign",),
        slash=("herkomst", "origin"),
    ),
    Command(
        "meeting.now",
        "places",
        N_("Begin a meeting at once"),
        N_("Begins a meeting without an agenda: its line is ready, just type."),
        N_("start"),
        ("m",),
        ("begin",),
        rank=3,
    ),
    Command(
        "go.unfinished",
        "places",
        N_("Unfinished lines"),
        N_("Lists what was begun and not entered, also by a kgw that was cut off: to go on with, copy or throw away."),
        keys=("u",),
        slash=("onaf", "unfinished"),
    ),
)
