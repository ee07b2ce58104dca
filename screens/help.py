"""F1: the line on one page, and every key and `/` command of the place where one is."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from kgw_tui.command_table import Command, Place
from kgw_tui.commands import commands_of
from kgw_tui.i18n import _, current_language

from .bindings import key_name
from .kgw_screen import KgwScreen
from .widgets.key_row import KeyRow


class HelpScreen(KgwScreen):
    """Help for `places`, to scroll through; Esc goes back."""

    CSS_PATH = "help.tcss"

    def __init__(self, places: tuple[Place, ...]) -> None:
        """Help for these places of the table of commands."""
        super().__init__()
        self._places = places

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        with VerticalScroll(id="page"):
            yield Static(self._page(), markup=False)
        yield KeyRow()

    def on_mount(self) -> None:
        """Let the arrows scroll at once."""
        self.query_one(KeyRow).show([("Esc", _("back")), ("↑↓", _("scroll"))])
        self.query_one("#page").focus()

    def action_app_help(self) -> None:
        """F1 again closes the help."""
        self.action_app_back()

    def _page(self) -> Text:
        page = Text()
        if "live" in self._places:
            _heading(page, _("The line: the first character says what it is"))
            _table(page, _line_rows())
        here: list[Place] = [place for place in self._places if place != "anywhere"]
        everywhere: list[Place] = ["anywhere"]
        for title, places in ((_("Here"), here), (_("Anywhere"), everywhere)):
            commands = [command for command in commands_of(*places) if command.keys or command.slash]
            if commands:
                _heading(page, title)
                _table(page, ((_how(command), _(command.explains)) for command in commands))
        return page


def _line_rows() -> list[tuple[str, str]]:
    return [
        ("!", _("action: ! Print the calendar @fatima >fri   (@ owner, > due day, #theme; !! has priority)")),
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


def _how(command: Command) -> str:
    keys = " ".join(key_name(key) for key in command.keys)
    slash = ""
    if command.slash:
        slash = "/" + command.slash[0 if current_language() == "nl" else -1]
        if command.takes:
            slash += f" {_(command.takes)}"
    if command.id == "entry.kind":
        keys = "! ? = > ␣"
    return "  ".join(part for part in (keys, slash) if part)


def _heading(page: Text, title: str) -> None:
    page.append(("\n" if page else "") + title + "\n", style="bold")


def _table(page: Text, rows: Iterable[tuple[str, str]]) -> None:
    for left, right in rows:
        page.append(f"  {left}", style="bold")
        page.append(f"\n      {right}\n" if len(left) > 6 else f"{' ' * (6 - len(left))}{right}\n")
