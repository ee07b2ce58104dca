"""F1: the line on one page, and every key and `/` command of the place where one is; typing finds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import structs
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from kgw_tui.command_table import COMMANDS, Command, Place
from kgw_tui.commands import commands_of
from kgw_tui.i18n import _, current_language
from kgw_tui.rules.directory import fold

from .bindings import key_name
from .help_words import (
    ENTRY_KEYS,
    FINDING,
    GRAMMAR,
    ITEM_GRAMMAR,
    LINE_KEYS,
    LIST_KEYS,
    LIVE_HEADINGS,
    PAGE_KEYS,
    PLACES,
    POINT_KEYS,
    SIGNS,
    OwnKeys,
    heading_of,
)
from .kgw_screen import KgwScreen
from .pages import HEADING, page_heading, paragraph
from .search_list import FoundList
from .widgets.capture_line import CaptureLine
from .widgets.entry_list import EntryList
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.pick_list import PickList
from .widgets.point_list import PointList

BESIDE = 70
"""From this many columns on, what a command does stands beside it."""
HOW_WIDTH = 18
_FURTHER = 6
"""Where the sentence begins that stands under its key."""


class Explained(NamedTuple):
    """A key, word or sign, and what it does or means."""

    how: str
    what: str
    also: str = ""
    """Other words by which it is found."""


class Part(NamedTuple):
    """A heading with what stands below it."""

    title: str
    lines: tuple[Explained, ...]


class HelpScreen(KgwScreen):
    """Help for a screen, to scroll through; letters find, Esc or F1 goes back."""

    CSS_PATH = "page.tcss"

    def __init__(self, about: Screen[object]) -> None:
        """Help for `about`, as it is now: with an entry chosen, that comes first."""
        super().__init__()
        self._parts = parts_for(about)
        self._sought = ""
        self._wide = False

    def compose(self) -> ComposeResult:
        """Title, one scrolling page, and the keys."""
        yield HeaderRow()
        with VerticalScroll(id="page"):
            yield Static(self._page())
        yield KeyRow()

    def on_mount(self) -> None:
        """Let the arrows scroll at once."""
        self.query_one(KeyRow).show([("Esc", _("back")), ("↑↓", _("scroll")), ("a…z", _("find"))])
        self.query_one("#page").focus()
        self.query_one(HeaderRow).show(_("Help"))

    def on_resize(self) -> None:
        """Lay the page out for another width."""
        if self._wide != self._is_wide:
            self._show()

    def on_key(self, event: events.Key) -> None:
        """What is typed narrows the page to what has it."""
        if event.key == "backspace" and self._sought:
            self._find(self._sought[:-1])
        elif event.is_printable and event.character and (self._sought or event.character != " "):
            self._find(self._sought + event.character)
        else:
            return
        event.stop()

    def go_back(self) -> None:
        """Show all again, or go back."""
        if self._sought:
            self._find("")
        else:
            super().go_back()

    def _find(self, sought: str) -> None:
        self._sought = sought
        self._show()
        self.query_one("#page").scroll_home(animate=False)

    def _show(self) -> None:
        said = _("find: {words}").format(words=f"{self._sought}▏") if self._sought else ""
        self.query_one(HeaderRow).show(_("Help"), said)
        self.query_one(Static).update(self._page())

    def _page(self) -> RenderableType:
        self._wide = self._is_wide
        parts = [found for part in self._parts if (found := _narrowed(part, fold(self._sought))).lines]
        return _page(parts, wide=self._wide) if parts else paragraph(_("nothing here has that; Esc shows all"))

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= BESIDE


def parts_for(about: Screen[object]) -> list[Part]:
    """What F1 explains on a screen: what one is at comes first, what holds anywhere last.

    The `/` words stand there only where they can be typed; elsewhere the palette has what has no key.
    """
    places: tuple[Place, ...] = about.PLACES if isinstance(about, KgwScreen) else ("anywhere",)
    live, chosen = "live" in places, isinstance(about.focused, EntryList) and "entries" in places
    entries = _of_entries(places)
    parts = entries if chosen else []
    if live:
        parts.append(Part(_("The line: the first character says what it is"), _said(GRAMMAR)))
        commands = commands_of("live")
        parts += [_of(_(title), (c for c in commands if heading_of(c) == title)) for title in LIVE_HEADINGS]
    if "prepare" in places:
        parts += _of_preparing()
    if "search" in places:
        parts.append(Part(_("What narrows it"), _said(FINDING)))
    here: list[Place] = [place for place in places if place not in {"live", "entries", "prepare", "places", "anywhere"}]
    parts += [_of(_heading(place), commands_of(place), words=False) for place in here]
    if _has(about, CaptureLine):
        parts.append(_own(_("In the line"), LINE_KEYS))
    parts += [] if chosen else entries
    if _has(about, PickList) or _has(about, FoundList) or (_has(about, EntryList) and not entries):
        parts.append(_own(_("In the list"), LIST_KEYS))
    if _has(about, PointList):
        parts.append(_own(_("In the list"), POINT_KEYS))
    if about.query("#page"):
        parts.append(_own(_("On the page"), PAGE_KEYS))
    if any(_has(about, kind) for kind in (EntryList, PointList)):
        parts.append(Part(_("Signs"), _said(SIGNS)))
    elsewhere = commands_of("places")
    if "places" not in places:  # there their keys are characters of the line, or mean nothing
        elsewhere = [structs.replace(each, keys=(), rank=0) for each in elsewhere]
    parts.append(_of(_heading("places"), elsewhere, words=live))
    parts.append(_of(_heading("anywhere"), commands_of("anywhere"), words=live))
    return [part for part in parts if part.lines]


def _of_preparing() -> list[Part]:
    """The line of an agenda, its keys, and the words that say something of the meeting itself."""
    from .prepare_line import OF_THE_MEETING

    words = [structs.replace(each, keys=(), rank=0) for each in COMMANDS if each.id in OF_THE_MEETING]
    keys = [each for each in commands_of("prepare") if each.id not in OF_THE_MEETING]
    return [
        Part(_("The line: an item of the agenda"), _said(ITEM_GRAMMAR)),
        _of(_heading("prepare"), keys),
        _of(_("The meeting"), words),
    ]


def _heading(place: Place) -> str:
    return _(PLACES[place])


def _has(about: Screen[object], kind: type[CaptureLine | EntryList | FoundList | PickList | PointList]) -> bool:
    return any(widget.display for widget in about.query(kind))


def _of_entries(places: Sequence[Place]) -> list[Part]:
    if "entries" not in places:
        return []
    return [_of(_heading("entries"), commands_of("entries")), _own(_("In the list of entries"), ENTRY_KEYS)]


def _of(title: str, commands: Iterable[Command], *, words: bool = True) -> Part:
    """The commands under one heading, those with a key first; `words` says whether `/` words can be typed here."""
    called = [command for command in commands if command.keys or command.slash or command.rank]
    called.sort(key=lambda command: not (command.keys or command.rank))
    return Part(title, tuple(_explained(command, words=words) for command in called))


def _explained(command: Command, *, words: bool) -> Explained:
    keys = "! ? = > ␣" if command.id == "entry.kind" else " ".join(_keys_of(command))
    slash = ""
    if command.slash and words:
        slash = "/" + command.slash[0 if current_language() == "nl" else -1]
        if command.takes:
            slash += f" {_(command.takes)}"
    how = "  ".join(part for part in (keys, slash) if part) or key_name("ctrl+p")
    return Explained(how, _(command.explains), " ".join((_(command.title), _(command.label), *command.slash)))


def _keys_of(command: Command) -> list[str]:
    """The keys as they are written, a row of digits in short."""
    keys = list(command.keys)
    if len(keys) > 3 and all(key.isdigit() for key in keys):
        return [f"{keys[0]}…{keys[-1]}"]
    return [key_name(key) for key in keys]


def _own(title: str, own: Iterable[OwnKeys]) -> Part:
    return Part(title, tuple(Explained(each.written, _(each.explains)) for each in own))


def _said(told: Iterable[tuple[str, str]]) -> tuple[Explained, ...]:
    return tuple(Explained(sign, _(meaning)) for sign, meaning in told)


def _narrowed(part: Part, sought: str) -> Part:
    """The part with only what has every word that is sought; all of it when its heading has them."""
    words = sought.split()
    if all(word in fold(part.title) for word in words):
        return part
    has = [each for each in part.lines if all(word in fold(" ".join(each)) for word in words)]
    return Part(part.title, tuple(has))


def _page(parts: Sequence[Part], *, wide: bool) -> Group:
    shown: list[RenderableType] = []
    for part in parts:
        shown.append(page_heading(part.title) if shown else Text(part.title, style=HEADING))
        shown += [_line(each, wide=wide) for each in part.lines]
    return Group(*shown)


def _line(each: Explained, *, wide: bool) -> RenderableType:
    """How to call it, and what it does: beside it where there is room, else under it."""
    width = HOW_WIDTH if wide else 3
    if cell_len(each.how) > width:
        return Group(paragraph(each.how, 1, style="bold"), paragraph(each.what, HOW_WIDTH + 3 if wide else _FURTHER))
    table = Table.grid(padding=(0, 2))
    table.add_column(width=width + 1)
    table.add_column()
    table.add_row(Padding(Text(each.how, style="bold"), (0, 0, 0, 1)), Text(each.what))
    return table
