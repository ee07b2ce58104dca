"""The app: it opens the screens, keeps what is typed, and does what can be done anywhere."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec import structs
from rich.console import RenderableType
from textual import events
from textual.css.query import NoMatches
from textual.screen import Screen

from kgw_tui import clock
from kgw_tui.command_table import COMMANDS
from kgw_tui.commands import slash
from kgw_tui.documents import WriteDocument
from kgw_tui.errors import KgwError
from kgw_tui.i18n import _, current_language, language
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.store import Undone
from kgw_tui.usecases.waiting import Waiting
from kgw_tui.workspace import Workspace

from .going import Going, go_to_line
from .keeping import EVERY, Keeper
from .kgw_screen import KgwScreen
from .retrying import Retrying
from .returning import return_to_where_cut_off
from .terminal_app import TICK, TerminalApp
from .themes import LIGHT, THEME_WORDS, theme_for
from .word_files import WordFiles

if TYPE_CHECKING:
    from kgw_tui.usecases.finding_anything import Finder
    from kgw_tui.usecases.heard import HeardNotes
    from kgw_tui.usecases.searching import Search
    from kgw_tui.usecases.to_do import ToDo
    from kgw_tui.usecases.today import Today

SETTLED = 2.0
"""Seconds after the start before the stores are looked after for the first time: typing has begun by then."""
LOOKING_AFTER = 60.0
"""Seconds between two times that the stores are looked after; all but a few find nothing to do."""
_LEAVING = next(command.keys for command in COMMANDS if command.id == "app.quit")
SWITCH_WORDS = {"aan": True, "on": True, "uit": False, "off": False}
"""How something is switched on and off, in both languages."""
LOCK_PATIENCE = 0.3
"""Seconds that Enter waits for another process that is writing: a line that isn't saved then waits in the list."""


class KgwApp(Going, TerminalApp):
    """kgw in the terminal, on one workspace. `open_meeting` is the id of a meeting to go to at once."""

    CSS_PATH = "meetings.tcss"  # of the default screen, which Textual doesn't read its own styles for

    def __init__(self, workspace: Workspace, write_document: WriteDocument, open_meeting: str = "") -> None:
        """Make the app; nothing is shown before `run`. `write_document` makes a Word file of a meeting."""
        super().__init__(workspace)
        for store in (workspace.shared, workspace.private):
            store.patience = LOCK_PATIENCE
        self.word_files = WordFiles(self, write_document)
        self.waiting = Waiting(workspace)
        """The lines that were entered and can't be saved yet."""
        self._open_meeting = open_meeting
        self._warned = False
        """Whether what stands on the screen is that the key that leaves will lose something: until another key."""
        self._keeper = Keeper(self)
        self._retrying = Retrying(self)

    async def on_mount(self) -> None:
        """Go to the meeting that was asked for, on top of the list of meetings; else to where one was cut off."""
        self._retrying.take_up()
        if self._open_meeting:
            await self.open_meeting(self._open_meeting)
        else:
            await return_to_where_cut_off(self)
        self.set_interval(EVERY, self._keeper.look)
        self.set_interval(TICK, self._retrying.look)
        self.look_about()
        self.set_timer(SETTLED, self._look_after)
        self.set_interval(LOOKING_AFTER, self._look_after)
        self.call_after_refresh(_collect_garbage)

    @cached_property
    def search(self) -> Search:
        """What all searches of this session look in; nothing is read before the first of them."""
        from kgw_tui.usecases.searching import Search

        return Search(self.workspace)

    @cached_property
    def heard(self) -> HeardNotes:
        """What was heard in the corridor, as the lists of this session show it."""
        from kgw_tui.usecases.heard import HeardNotes

        return HeardNotes(self.workspace)

    @cached_property
    def finder(self) -> Finder:
        """What finds anything for this session, in meetings and outside."""
        from kgw_tui.usecases.finding_anything import Finder

        return Finder(self.workspace, self.search)

    @cached_property
    def to_do(self) -> ToDo:
        """What is to be done and found out, kept in step from the first look on."""
        from kgw_tui.usecases.to_do import ToDo

        return ToDo(self.workspace)

    @cached_property
    def needs_today(self) -> Today:
        """What needs one today, kept in step from the first look on."""
        from kgw_tui.usecases.today import Today

        return Today(self.workspace)

    def get_default_screen(self) -> Screen[None]:
        """The list of meetings: the app's first frame shows it, no empty screen goes before."""
        from .meetings import MeetingsScreen

        return MeetingsScreen()

    async def open_meeting(self, meeting_id: str) -> None:
        """Go to a meeting: to chair it, to prepare one of a later day, to read a closed one. On return it stands."""
        meeting = self.workspace.shared.get(MEETINGS, meeting_id)
        if meeting is None:
            return
        if meeting.state == "closed":
            from .read import ReadScreen

            await self.push_screen(ReadScreen(self.workspace, meeting_id))
        elif meeting.state == "planned" and meeting.date > clock.today():
            await self.prepare_meeting(meeting_id)
        else:
            await self.chair_meeting(meeting_id)

    async def chair_meeting(self, meeting_id: str) -> None:
        """Go to the line of a meeting that isn't closed, whatever its day. On return the screen stands."""
        await go_to_line(self, meeting_id)

    async def prepare_meeting(self, meeting_id: str) -> None:
        """Go to the agenda of a meeting that isn't closed."""
        from .prepare import PrepareScreen

        await self.push_screen(PrepareScreen(self.workspace, meeting_id))

    async def on_event(self, event: events.Event) -> None:
        """Any key but the one that leaves takes back that one is leaving."""
        if isinstance(event, events.Key | events.Paste) and self._warned and not _leaves(event):
            self._warned = False
            self.call_later(self.say_unseen)
        await super().on_event(event)

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Let the screen say a sentence; nothing takes the place of a warning before the next key, which heeds it."""
        if self._warned:
            self.say_later(sentence, warning=warning)
        else:
            super().say(sentence, warning=warning)

    def _look_after(self) -> None:
        """Let the stores have what they need now and then (today's backup) while typing goes on."""
        work = partial(self._care, current_language())
        self.run_worker(work, thread=True, group="care", exclusive=False, exit_on_error=False)

    def _care(self, code: str) -> None:
        with language(code):
            sentences = self.workspace.care.look_after(lambda: self._keeper.over)
            for sentence in () if self._keeper.over else sentences:
                self.call_from_thread(self.say, sentence, warning=True)

    def said_of_a_fault(self) -> str:
        """What was half typed is kept before anything is said."""
        kept, *lines = self._keeper.leave(properly=False) or [
            _("what was half typed is in {folder}").format(folder=self.workspace.drafts.folder)
        ]
        self.last_lines += lines
        return f"{super().said_of_a_fault()}; {kept}"

    def panic(self, *renderables: RenderableType) -> None:
        """Leave since Textual can't go on, as when the terminal is gone; what is half typed is kept first."""
        self.keep_for_the_last_time(properly=False)
        super().panic(*renderables)

    def action_app_undo(self) -> None:
        """Undo the last thing done in this session, and say what it was."""
        if isinstance(self.screen, KgwScreen) and self.screen.take_back():
            return
        words = _("nothing is left to undo in this session; {word} tells what was done before")
        self._turned(self.workspace.undo, words.format(word=slash("history.show")), again=False)

    def action_app_redo(self) -> None:
        """Redo what was undone last, and say what it was."""
        self._turned(self.workspace.redo, _("there is nothing to do again"), again=True)

    def action_history_show(self) -> None:
        """Tell what happened to what is chosen, or to the meeting that is shown."""
        from .history import show_history

        show_history(self)

    def action_app_help(self) -> None:
        """Explain where one is; F1 again goes back."""
        from .help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.screen.go_back()
        elif isinstance(self.screen, KgwScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_app_palette(self) -> None:
        """Find any command or meeting by a few letters."""
        from textual.command import CommandPalette

        from .palette import KgwPalette

        if not CommandPalette.is_open(self):
            self.push_screen(KgwPalette())

    def action_app_search(self, words: str = "", chosen: str = "") -> None:
        """Find anything, for these words to begin with, at the one with the id `chosen`; what one comes from stays
        below.
        """
        from .search import SearchScreen

        if not isinstance(self.screen, SearchScreen):
            self.push_screen(SearchScreen(words.strip(), chosen))
        elif words.strip():
            self.screen.look_for(words.strip(), chosen)

    def action_log_open(self, words: str = "") -> None:
        """Open the line for what is heard in the corridor, over wherever one is; on it, keep it and begin the next."""
        from .log import LogScreen

        if not isinstance(self.screen, LogScreen):
            self.push_screen(LogScreen(words.strip()))
        elif words.strip():
            self.screen.put_in_line(words.strip())
        else:
            self.screen.action_log_keep_on()

    def action_log_hints(self, words: str = "") -> None:
        """Show writing hints from now on, or none; without words, the other of the two."""
        wanted = (
            SWITCH_WORDS.get(words.strip().casefold()) if words.strip() else not self.workspace.settings.writing_hints
        )
        if wanted is None:
            self.say(_("on or off, not '{words}'").format(words=words.strip()), warning=True)
            return
        try:
            self.workspace.save_settings(structs.replace(self.workspace.settings, writing_hints=wanted))
        except KgwError as error:
            self.say(str(error), warning=True)
        else:
            self.say(_("writing hints are on") if wanted else _("writing hints are off"))

    def action_app_theme(self, words: str = "") -> None:
        """Take the light or the dark colours, now and from now on; without words, the other of the two."""
        setting = THEME_WORDS.get(words.strip().casefold()) if words.strip() else self._other_theme()
        if setting is None:
            self.say(_("colours are light or dark, not '{words}'").format(words=words.strip()), warning=True)
            return
        self.theme = theme_for(setting).name
        try:
            self.workspace.save_settings(structs.replace(self.workspace.settings, theme=setting))
        except KgwError as error:
            self.say(str(error), warning=True)
            return
        if self.no_color:
            self.say(_("kept; under NO_COLOR nothing is coloured"))
        else:
            self.say(_("light colours") if self.theme == LIGHT.name else _("dark colours"))

    def _other_theme(self) -> str:
        return "dark" if self.theme == LIGHT.name else "light"

    async def action_meeting_now(self) -> None:
        """Begin a meeting without an agenda, its line ready."""
        from kgw_tui.usecases.starting import start_meeting

        try:
            meeting = start_meeting(self.workspace)
        except KgwError as error:
            self.say(str(error), warning=True)
        else:
            await self.chair_meeting(meeting.id)

    def action_app_quit(self) -> None:
        """Leave; what is half typed is there the next time. Where it can't be kept that is told first, and the same key
        again leaves anyway, with all of it in a file elsewhere.
        """
        refused = self._keeper.refuses()
        if refused and not self._warned:
            words = _("{reason}: once more leaves, with all of it in a file elsewhere")
            self.say(words.format(reason=refused), warning=True)
            self._warned = True
            return
        self.keep_for_the_last_time(properly=True)
        self.exit()

    def leave(self, return_code: int = 0) -> None:
        """Leave whatever happens, with what is half typed kept."""
        self.keep_for_the_last_time(properly=False)
        super().leave(return_code)

    def half_typed(self) -> dict[str, str]:
        """What is half typed on all screens, by place."""
        texts: dict[str, str] = {}
        for screen in self.screen_stack:
            if isinstance(screen, KgwScreen):
                with suppress(NoMatches):  # its line isn't there yet, or no more: what was held still is
                    texts |= screen.half_typed()
        return texts | self.waiting.half_typed()

    def left_over(self) -> str:
        """What can't be kept in its place when the app is left, in the capture format."""
        lines = "".join(screen.left_over() for screen in self.screen_stack if isinstance(screen, KgwScreen))
        return self.waiting.left_over() + lines

    def keep_for_the_last_time(self, *, properly: bool) -> None:
        """Keep what is half typed, in its place or elsewhere; what has to be said of that is said when the screen is
        gone. May be called at any moment, also in a signal.
        """
        told = self._keeper.leave(properly=properly)
        self.last_words += told[:1]
        self.last_lines += told[1:]

    def _turned(self, turn: Callable[[], Undone | None], nothing: str, *, again: bool) -> None:
        if not isinstance(self.screen, KgwScreen):
            return
        names = self.screen.names()
        try:
            undone = turn()
        except KgwError as error:
            self.say(str(error), warning=True)
            return
        self.store_changed()
        if undone is None:
            self.say(nothing)
            return
        from kgw_tui.usecases.undoing import say_turned  # what the first frame can do without

        self.say(say_turned(self.workspace, undone, names | self.screen.names(), again=again))


def _leaves(event: events.Event) -> bool:
    return isinstance(event, events.Key) and event.key in _LEAVING


def _collect_garbage() -> None:
    """From the first frame on, where the start put it off. What was there before it stays, and isn't looked through."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
