"""F1: the line on one page, and every key and `/` command of the place where one is."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from kgw_tui.command_table import Command, Place
from kgw_tui.commands import commands_of
from kgw_tui.i18n import _, current_language

from .bindings import key_name
from .kgw_screen import KgwScreen
from .pages import page_heading, paragraph
from .widgets.key_row import KeyRow

WIDE = 70
"""From this many columns on, what a command does stands beside it."""
HOW_WIDTH = 18


class HelpScreen(KgwScreen):
    """Help for `places`, to scroll through; Esc or F1 goes back."""

    CSS_PATH = "page.tcss"

    def __init__(self, places: tuple[Place, ...]) -> None:
        """Help for these places of the table of commands."""
        super().__init__()
        self._places = places

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        with VerticalScroll(id="page"):
            yield Static(self._page())
        yield KeyRow()

    def on_mount(self) -> None:
        """Let the arrows scroll at once."""
        self.query_one(KeyRow).show([("Esc", _("back")), ("↑↓", _("scroll"))])
        self.query_one("#page").focus()

    def _page(self) -> Group:
        parts: list[RenderableType] = []
        if "live" in self._places:
            parts += [page_heading(_("The line: the first character says what it is")), _grammar()]
        here: list[Place] = [place for place in self._places if place != "anywhere"]
        everywhere: list[Place] = ["anywhere"]
        for title, places in ((_("Here"), here), (_("Anywhere"), everywhere)):
            commands = [command for command in commands_of(*places) if command.keys or command.slash]
            if commands:
                parts.append(page_heading(title))
            parts += [_explained(command, wide=self.app.size.width >= WIDE) for command in commands]
        return Group(*parts)


def _grammar() -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(width=3, justify="right")
    table.add_column()
    rows = [
        ("!", _("action: ! Print the calendar @fatima >fri (@ who, > by when, #theme; !! has priority)")),
        ("?", _("assumption, a claim to check; when it ends in ? it is an open question")),
        ("=", _("decision; > is the day to look back")),
        ("+", _("evidence under the newest assumption or decision; ↑ and ↓ choose another")),
        (">", _("parked for later")),
        ("#", _("new agenda item: # Timetable 2027 (15)")),
        (";", _("note for you alone, never shown or exported")),
        ("\\", _("a note that begins with one of these characters")),
        ("/", _("a command, such as /next; a few letters are enough")),
        ("", _("anything else is a note")),
    ]
    for mark, meaning in rows:
        table.add_row(Text(mark, style="bold"), Text(meaning))
    return table


def _explained(command: Command, *, wide: bool) -> RenderableType:
    """How to call it, and what it does: beside it where there is room, else under it."""
    how = _how(command)
    if not wide or cell_len(how) > HOW_WIDTH:
        return Group(paragraph(how, style="bold"), paragraph(_(command.explains), HOW_WIDTH + 4 if wide else 6))
    table = Table.grid(padding=(0, 2))
    table.add_column(width=HOW_WIDTH + 1)
    table.add_column()
    table.add_row(Padding(Text(how, style="bold"), (0, 0, 0, 1)), Text(_(command.explains)))
    return table


def _how(command: Command) -> str:
    keys = "! ? = > ␣" if command.id == "entry.kind" else " ".join(key_name(key) for key in command.keys)
    slash = ""
    if command.slash:
        slash = "/" + command.slash[0 if current_language() == "nl" else -1]
        if command.takes:
            slash += f" {_(command.takes)}"
    return "  ".join(part for part in (keys, slash) if part)
