"""What the palette (Ctrl+P) finds: the commands that hold here, meetings by name, and all else that can be found."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.widgets import Input

from kgw_tui import clock
from kgw_tui.command_table import Command, Place
from kgw_tui.commands import commands_of
from kgw_tui.i18n import _, current_language
from kgw_tui.rules.sought import handle_in
from kgw_tui.usecases.finding_anything import Anything
from kgw_tui.usecases.finding_others import Other
from kgw_tui.usecases.reading import directory_of, meetings_newest_first, running_meetings

from .bindings import key_name
from .kgw_screen import KgwScreen
from .words import meeting_line

MEETINGS_FOUND = 20
FOUND = 16
"""So many records are shown; the search has them all."""
_FIRST: Final = 0.1
"""Seconds that are spent at most on gathering what was said, when nothing was searched for yet."""
_BELOW: Final = 0.1
"""The score of what was said, heard and noted: below commands and meetings."""
_THING: Final = 0.2
"""That of people, themes and series: they are few."""
_LEAST: Final = 3
"""Characters from which on records are looked for: before that everything has them."""


def _is_meeting(hit: Anything) -> bool:
    return not isinstance(hit, Other) and hit.record is None


def _is_in(hit: Anything, meetings: set[str]) -> bool:
    return isinstance(hit, Other) or hit.meeting.id in meetings


class KgwPalette(CommandPalette):
    """Textual's palette on a screen of its own: nothing shines through, no help is dimmed, no picture is drawn."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+l", "app.log_open", show=False)]
    """From here too one notes what one hears; Textual keeps the app's own keys out."""
    DEFAULT_CSS = """
    KgwPalette {
        background: $background;
        &>.command-palette--help-text { text-style: not bold not dim; }
        &>Vertical, &>Vertical:dark { margin-top: 0; background: $background; }
        #--input { border: none; }
        SearchIcon { display: none; }
        CommandInput, CommandInput:focus { padding: 0 2; }
        CommandList { max-height: 100%; border: none; scrollbar-size-vertical: 1; }
        CommandList > .option-list--option { padding: 0 2; }
    }
    """

    def __init__(self) -> None:
        """With the commands and meetings of kgw."""
        super().__init__(providers=[KgwCommands], placeholder=_("Type what you want"))

    def on_mount(self) -> None:
        """Let the cursor stand still: each blink is sent to the terminal, over the line that it hangs on."""
        self.query_one(Input).cursor_blink = False


class KgwCommands(Provider):
    """Commands and meetings for the palette."""

    async def discover(self) -> Hits:
        """All commands that hold here, in the order of the table, when nothing has been typed yet."""
        for command in self._commands():
            yield DiscoveryHit(self._title(command), partial(self._run, command), help=_(command.explains))

    async def search(self, query: str) -> Hits:
        """Commands by title or `/` word, and meetings by name or date; where there are none, that is said."""
        matcher = self.matcher(query)
        none = True
        for command in self._commands():
            title = self._title(command)
            score = max([matcher.match(title), *(matcher.match(f"/{word}") for word in command.slash)])
            if score > 0:
                none = False
                yield Hit(score, matcher.highlight(title), partial(self._run, command), help=_(command.explains))
        screen = self.screen
        if not isinstance(screen, KgwScreen):
            return
        found = 0
        for meeting in meetings_newest_first(screen.workspace.shared):
            title = meeting_line(meeting)
            score = matcher.match(title)
            if score > 0 and found < MEETINGS_FOUND:
                found += 1
                none = False
                # not matcher.highlight, which takes a title for markup
                yield Hit(score, Content(title), partial(screen.kgw.open_meeting, meeting.id))
        async for hit in self._said(screen, query):
            none = False
            yield hit
        if none:  # Textual's own sentence is English
            yield Hit(1, _("Nothing found"), _nothing)

    async def _said(self, screen: KgwScreen[object], query: str) -> AsyncIterator[Hit]:
        """What was said with these words, below commands and meetings, and the way to all of it.

        While a meeting runs, whatever lies over its screen, only what was said in that one, unless it is asked for by
        its number: there may be eyes in the room, and whoever types the name of a command doesn't ask for other
        meetings (PRODUCT.md, principle 8). The way to all of it is there, to ask for them.
        """
        from .search_rows import Rows
        from .slices import for_a_while, in_slices

        if len(query.strip()) < _LEAST:
            return
        await for_a_while(screen.kgw.search.gathering.steps(), _FIRST, lambda: True)
        found = await in_slices(screen.kgw.finder.finding(query), lambda: True)
        hits = [hit for hit in found.hits if not _is_meeting(hit)] if found else []
        if here := _meetings_on(screen):
            handle = handle_in(query)
            hits = [hit for hit in hits if _is_in(hit, here) or (handle and hit.handle.casefold() == handle)]
        rows = Rows(screen.workspace, directory_of(screen.workspace), clock.today())
        for number, hit in enumerate(hits[:FOUND]):
            score = _THING if isinstance(hit, Other) and hit.day is None else _BELOW
            yield Hit(score - number / 1000, Content(rows.called(hit)), partial(self._go, screen, hit, query))
        if found is not None and found.hits:
            words = _("Find anything: {words}").format(words=query.strip())
            yield Hit(_BELOW / 2, Content(words), partial(screen.kgw.action_app_search, query))

    async def _go(self, screen: KgwScreen[object], hit: Anything, query: str) -> None:
        """Go to what was found, over all that was found with these words: Esc leads back to that."""
        from .opening_records import open_found

        screen.kgw.action_app_search(query, chosen=hit.id)
        await open_found(screen.kgw, hit)

    def _commands(self) -> list[Command]:
        """What holds here, and what leads to another place: that can be gone to from any screen."""
        screen = self.screen
        return [
            command
            for command in commands_of(*self._places(), "places")
            if command.id != "app.palette"
            and (command.keys or command.slash)
            and screen.check_action(command.action, ())
        ]

    def _title(self, command: Command) -> str:
        typed = command.place not in self._places()  # where a line is typed, its key is a character
        how = [] if typed else [key_name(key) for key in command.keys[:1]]
        if command.slash:
            how.append("/" + command.slash[0 if current_language() == "nl" else -1])
        return f"{_(command.title)}  ({', '.join(how)})"

    def _places(self) -> tuple[Place, ...]:
        return self.screen.PLACES if isinstance(self.screen, KgwScreen) else ("anywhere",)

    async def _run(self, command: Command) -> None:
        screen = self.screen
        if isinstance(screen, KgwScreen):
            await screen.run_command(command)


def _meetings_on(screen: KgwScreen[object]) -> set[str]:
    """The ids of the meetings that are on now: the one that is chaired here, on whichever screen of the stack; else all
    that run.
    """
    from .live import LiveScreen

    chaired = {each.live.meeting_id for each in screen.kgw.screen_stack if isinstance(each, LiveScreen)}
    return chaired or {each.id for each in running_meetings(screen.workspace.shared)}


def _nothing() -> None:
    """What comes of choosing that nothing was found."""
