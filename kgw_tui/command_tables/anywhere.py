"""What can be done on any screen."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

ANYWHERE: Final[tuple[Command, ...]] = (
    Command(
        "app.help",
        "anywhere",
        N_("Help"),
        N_("Explains where you are and lists every key."),
        N_("help"),
        ("f1",),
        ("hulp", "help"),
        rank=1,
    ),
    Command(
        "app.palette",
        "anywhere",
        N_("Find any command"),
        N_("Type a few letters of what you want."),
        N_("everything"),
        ("ctrl+p",),
        rank=9,
    ),
    Command(
        "app.search",
        "anywhere",
        N_("Find anything"),
        N_("What was said, heard or noted, people, themes: by words, @name, #theme, kind, day; or by number: A-12."),
        N_("search all"),
        ("ctrl+f",),
        ("zoek", "search"),
        N_("words"),
        rank=10,
    ),
    Command(
        "app.undo",
        "anywhere",
        N_("Undo"),
        N_("Undoes the last thing done in this session, and says what it was; in a line being typed, the typing."),
        N_("undo"),
        ("ctrl+z",),
        ("ongedaan", "undo"),
        rank=8,
    ),
    Command(
        "app.redo",
        "anywhere",
        N_("Redo"),
        N_("Redoes what was last undone."),
        keys=("ctrl+y",),
        slash=("opnieuw", "redo"),
    ),
    Command(
        "app.blank",
        "anywhere",
        N_("Blank the screen"),
        N_("Shows nothing until the next key: for when the laptop is on the projector."),
        keys=("f12",),
        slash=("zwart", "blank"),
    ),
    Command(
        "app.theme",
        "anywhere",
        N_("Light or dark colours"),
        N_("Takes light or dark colours, and keeps to them; without a word behind it, the other of the two."),
        slash=("thema", "theme"),
        takes=N_("light, dark or auto"),
    ),
    Command(
        "app.back",
        "anywhere",
        N_("Back"),
        N_("Goes back to where you were."),
        N_("back"),
        ("escape",),
        ("terug", "back"),
    ),
    Command(
        "app.quit",
        "anywhere",
        N_("Quit"),
        N_("Leaves kgw; everything has been saved."),
        keys=("ctrl+q",),
        slash=("stop", "quit"),
    ),
)
