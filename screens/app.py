"""The app: it opens the screens, keeps the store's tick, and does what can be done anywhere."""

from __future__ import annotations

import asyncio
import gc
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar

from msgspec import structs
from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.filter import LineFilter, Monochrome, NoColor
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import AwaitMount
from textual.worker import get_current_worker

from kgw_tui import clock
from kgw_tui.documents import Genre, WriteDocument
from kgw_tui.errors import KgwError
from kgw_tui.i18n import _, current_language, language
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.rules.dossier import Dossier
from kgw_tui.store import Undone
from kgw_tui.usecases.reading import dossier_of
from kgw_tui.usecases.waiting import Waiting
from kgw_tui.workspace import Workspace

from . import colleagues
from .bindings import bindings_of
from .going import go_to, go_to_line
from .keeping import LOOK, Keeper, end_as_when_cut_off, terminal_is_gone
from .kgw_screen import KgwScreen
from .retrying import Retrying
from .returning import return_to_where_cut_off
from .themes import LIGHT, THEME_WORDS, THEMES, theme_for
from .words import short_folder

if TYPE_CHECKING:
    from kgw_tui.usecases.searching import Search
    from kgw_tui.usecases.today import Today

_NO_COLOUR = NoColor()
TICK = 0.5
"""Seconds between two looks at the stores for what others have written; one stat call each."""
SETTLED = 2.0
"""Seconds after the start before the stores are looked after for the first time: typing has begun by then."""
LOOKING_AFTER = 60.0
"""Seconds between two times that the stores are looked after; all but a few find nothing to do."""
WAITING = 0.3
"""Seconds that Enter waits for another process that is writing: a line that isn't saved then waits in the list."""
PATIENCE = 1.0
"""Seconds after which the next key is looked at though the one before it is still being dealt with."""


def _first_theme(app: object) -> str:
    """The theme to start in: known before anything is styled, so that no frame shows the other one."""
    return theme_for(app.workspace.settings.theme if isinstance(app, KgwApp) else "").name


class KgwApp(App[object]):
    """kgw in the terminal, on one workspace. `open_meeting` is the id of a meeting to go to at once."""

    BINDINGS: ClassVar[list[BindingType]] = bindings_of("anywhere")
    ENABLE_COMMAND_PALETTE = False  # the table of commands has the key, and what the palette finds
    CSS_PATH = "meetings.tcss"  # of the default screen, which Textual doesn't read its own styles for
    TITLE = "kgw"
    theme: Reactive[str] = Reactive(Initialize(_first_theme))
    ESCAPE_TO_MINIMIZE = False

    def __init__(self, workspace: Workspace, write_document: WriteDocument, open_meeting: str = "") -> None:
        """Make the app; nothing is shown before `run`. `write_document` makes a Word file of a meeting."""
        self.workspace = workspace
        for store in (workspace.shared, workspace.private):
            store.patience = WAITING
        super().__init__()
        self.no_color = bool(os.environ.get("NO_COLOR"))
        self._write_document = write_document
        self._open_meeting = open_meeting
        self._warned = False
        self._trouble = ""
        self._keeper = Keeper(self)
        self.waiting = Waiting(workspace)
        """The lines that were entered and can't be saved yet."""
        self._retrying = Retrying(self)
        self.last_words: list[str] = []
        """Sentences that are to be said on the terminal when the screen is gone."""
        self.last_lines: list[str] = []
        """What was typed and could be written nowhere, to be left there below them."""

    async def on_event(self, event: events.Event) -> None:
        """Look at a key only when the one before it has been dealt with: what that opened or focused gets this one.

        Else keys that come fast stand in the queue of a widget that has lost the focus by then, and come out of order.
        """
        fresh = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        await super().on_event(event)
        dealt_with = asyncio.Event()
        if fresh and (self.focused or self.screen).call_later(dealt_with.set):
            with suppress(TimeoutError):
                await asyncio.wait_for(dealt_with.wait(), PATIENCE)

    async def on_mount(self) -> None:
        """Show the first screen, and begin with what is done all the time."""
        await self.begin()

    async def begin(self) -> None:
        """Go to the meeting that was asked for, on top of the list of meetings; else to where one was cut off."""
        self._retrying.take_up()
        if self._open_meeting:
            await self.open_meeting(self._open_meeting)
        else:
            await return_to_where_cut_off(self)
        self.set_interval(LOOK, self._keeper.look)
        self.look_about()
        self.set_timer(SETTLED, self._look_after)
        self.set_interval(LOOKING_AFTER, self._look_after)
        self.call_after_refresh(_collect_garbage)

    def look_about(self) -> None:
        """From now on look for what others write and where they are, and for the size of the terminal."""
        self.set_interval(TICK, self._look)
        self.set_interval(TICK, self._retrying.look)
        self.set_interval(colleagues.LOOK, partial(colleagues.look_round, self, self.workspace))
        self.set_interval(TICK, self._keep_to_window)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """kgw's own themes and no others. They are there from the start, so that nothing is styled twice."""
        return {theme.name: theme for theme in THEMES}

    @cached_property
    def search(self) -> Search:
        """What all searches of this session look in; nothing is read before the first of them."""
        from kgw_tui.usecases.searching import Search

        return Search(self.workspace)

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

    def make_document(self, meeting_id: str, genre: Genre) -> AwaitMount | AwaitComplete:
        """Make a Word file of a meeting; minutes that are a draft with something in them are read through first.

        May be awaited: then the screen of the read-through stands.
        """
        meeting = self.workspace.shared.get(MEETINGS, meeting_id)
        said = meeting is not None and bool(self.workspace.shared.query(ENTRIES, meeting=meeting_id))
        if meeting is not None and said and meeting.minutes_state == "draft":
            return self.read_through(meeting_id, genre)
        if meeting is not None and not said and meeting.state == "planned":
            self.say(_("nothing has been said in this meeting yet"), warning=True)
        else:
            self.write_document(meeting_id, genre)
        return AwaitComplete.nothing()

    def read_through(self, meeting_id: str, genre: Genre = "minutes") -> AwaitMount:
        """Go to the read-through of a meeting's minutes; `genre` is what is made when it is done."""
        from .review import ReviewScreen

        return self.push_screen(ReviewScreen(self.workspace, meeting_id, genre))

    def write_document(self, meeting_id: str, genre: Genre, *, confidential: bool = False) -> None:
        """Make a Word file of a meeting as it stands, while typing goes on, and say where it is. `confidential` asks
        for the minutes of the confidential items, and those alone.
        """
        meeting = self.workspace.shared.get(MEETINGS, meeting_id)
        if meeting is not None:
            dossier = dossier_of(self.workspace, meeting)
            self.say(_("making the Word file…"))
            self.run_worker(
                partial(self._make, dossier, genre, current_language(), confidential=confidential),
                thread=True,
                exclusive=False,
                exit_on_error=False,
            )

    def _make(self, dossier: Dossier, genre: Genre, code: str, *, confidential: bool) -> None:
        with language(code):  # a thread doesn't know the language of the one that starts it, nor what it calls back
            sentence, warning = self._made(dossier, genre, confidential=confidential)
            self.call_from_thread(self._say_made, dossier.meeting.id, genre, sentence, warning=warning)

    def _say_made(self, meeting_id: str, genre: Genre, sentence: str, *, warning: bool) -> None:
        """Say where the file is; where its meeting is read, with what comes next."""
        from .read import ReadScreen

        if not warning and isinstance(self.screen, ReadScreen):
            sentence += self.screen.what_next(meeting_id, genre)
        self.say(sentence, warning=warning)

    def _made(self, dossier: Dossier, genre: Genre, *, confidential: bool) -> tuple[str, bool]:
        """Make the file; gives what is to be said, and whether that is a warning."""
        try:
            path = self._write_document(dossier, genre, confidential=confidential)
        except KgwError as error:
            return str(error), True
        except OSError as error:
            words = _("the Word file can't be written ({reason}); start kgw in a folder of your own")
            return words.format(reason=error.strerror or error), True
        return _("✓ {name}, in {folder}").format(name=path.name, folder=short_folder(path)), False

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Let the screen that is shown say a sentence."""
        if isinstance(self.screen, KgwScreen):
            self.screen.say(sentence, warning=warning)

    def _look(self) -> None:
        """See whether another process has written, and let the screen read anew if so."""
        try:
            shared = self.workspace.shared.refresh()
            private = self.workspace.private.refresh()
        except KgwError as error:
            if str(error) != self._trouble:  # said once, not twice a second in the place of the echo
                self._trouble = str(error)
                self.say(self._trouble, warning=True)
            return
        self._trouble = ""
        if shared.changes or private.changes:
            self.store_changed()

    def _look_after(self) -> None:
        """Let the stores have what they need now and then (today's backup) while typing goes on."""
        work = partial(self._care, current_language())
        self.run_worker(work, thread=True, group="care", exclusive=False, exit_on_error=False)

    def _care(self, code: str) -> None:
        worker = get_current_worker()
        with language(code):
            sentences = self.workspace.care.look_after(lambda: worker.is_cancelled)
            for sentence in () if worker.is_cancelled else sentences:
                self.call_from_thread(self.say, sentence, warning=True)

    def _keep_to_window(self) -> None:
        """Take the size that the terminal has. Where it changes fast, Textual may end with one from before: its signal
        handler can be interrupted by the next signal between reading a size and sending it, so that the older one
        comes last.
        """
        if self.is_headless or self.is_web:
            return
        if terminal_is_gone():
            end_as_when_cut_off(self)
            return
        width, height = shutil.get_terminal_size(self.size)  # as Textual asks for it
        if (width, height) != self.size:
            self.post_message(events.Resize.from_dimensions((width, height), None))

    def store_changed(self) -> None:
        """Let the screens that show the store read it anew; those of a meeting that is gone are left first."""
        stack = list(self.screen_stack)
        gone = next((at for at, each in enumerate(stack) if isinstance(each, KgwScreen) and each.is_gone()), len(stack))
        for screen in reversed(stack[gone:]):
            if isinstance(screen, KgwScreen):
                screen.put_away()
            self.pop_screen()
        for screen in stack[:gone]:
            if isinstance(screen, KgwScreen):
                screen.store_changed()
        if gone < len(stack):
            self.say(_("that meeting isn't there any more; ^y brings back what was undone here"), warning=True)

    @property
    def _background_screens(self) -> list[Screen[object]]:
        """None: each screen of kgw covers those below it. Textual draws the next one along all the same, and all of the
        screen anew when that changes, such as for each line that another terminal writes.
        """
        return []

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Under NO_COLOR (set, and not empty: no-color.org) no colour at all; Textual would turn colours into greys."""
        others = [each for each in super().get_line_filters() if not isinstance(each, Monochrome | NoColor)]
        return [*others, _NO_COLOUR] if self.no_color else others

    def _fatal_error(self) -> None:
        """Leave after a fault of the program, with one sentence. Textual would print the values of all variables,
        private notes among them, on a terminal that may hang on the beamer; `$KGW_DEBUG` asks for that.
        """
        kept = self._keeper.leave(properly=False)
        kept = kept or [_("what was half typed is in {folder}").format(folder=self.workspace.drafts.folder)]
        if os.environ.get("KGW_DEBUG"):
            super()._fatal_error()
            return
        words = _("something went wrong that never should; what was stored before is safe")
        self._tell_last([f"{words}; {kept[0]}. " + _("KGW_DEBUG=1 shows where"), *kept[1:]])
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Leave since Textual can't go on, as when the terminal is gone; what is half typed is kept first."""
        self.keep_for_the_last_time(properly=False)
        super().panic(*renderables)

    def action_app_undo(self) -> None:
        """Undo the last thing done in this session, and say what it was."""
        self._turned(self.workspace.undo, _("there is nothing to undo"), again=False)

    def action_app_redo(self) -> None:
        """Redo what was undone last, and say what it was."""
        self._turned(self.workspace.redo, _("there is nothing to do again"), again=True)

    def action_history_show(self) -> None:
        """Tell what happened to what is chosen, or to the meeting that is shown."""
        from .history import show_history

        show_history(self)

    def action_app_back(self) -> None:
        """Go back, as the screen that is shown understands it."""
        if isinstance(self.screen, KgwScreen):
            self.screen.go_back()

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

    def action_app_search(self, words: str = "") -> None:
        """Search in all that was said, for these words to begin with; what one comes from stays below."""
        from .search import SearchScreen

        if not isinstance(self.screen, SearchScreen):
            self.push_screen(SearchScreen(words.strip()))
        elif words.strip():
            self.screen.look_for(words.strip())

    def action_app_blank(self) -> None:
        """Show nothing until the next key."""
        from .blank import BlankScreen

        self.push_screen(BlankScreen())

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

    async def action_go_today(self) -> None:
        """Go to the page of what needs one now."""
        from .today import TodayScreen

        await go_to(self, TodayScreen)

    async def action_go_meetings(self) -> None:
        """Go to the list of meetings."""
        from .meetings import MeetingsScreen

        await go_to(self, MeetingsScreen)

    async def action_go_unfinished(self) -> None:
        """Go to the list of what was left half typed."""
        from .unfinished import UnfinishedScreen

        await go_to(self, UnfinishedScreen)

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
            self._warned = True
            words = _("{reason}: once more leaves, with all of it in a file elsewhere")
            self.say(words.format(reason=refused), warning=True)
            return
        self.keep_for_the_last_time(properly=True)
        self.exit()

    def leave(self, return_code: int = 0) -> None:
        """Leave whatever happens: the connection has dropped, or the machine shuts down."""
        self.keep_for_the_last_time(properly=False)
        self.exit(return_code=return_code)

    def half_typed(self) -> dict[str, str]:
        """What is half typed on all screens, by place, with "" for each place where nothing stands any more."""
        texts: dict[str, str] = {}
        for screen in self.screen_stack:
            if isinstance(screen, KgwScreen):
                with suppress(NoMatches):  # its line isn't there yet, or no more: what was held still is
                    texts |= screen.standing()
        return texts | self.waiting.half_typed()

    def left_over(self) -> str:
        """What can't be kept in its place when the app is left, in the capture format."""
        lines = "".join(screen.left_over() for screen in self.screen_stack if isinstance(screen, KgwScreen))
        return self.waiting.left_over() + lines

    def keep_for_the_last_time(self, *, properly: bool) -> None:
        """Keep what is half typed, in its place or elsewhere; what has to be said of that is said when the screen is
        gone. May be called at any moment, also in a signal.
        """
        self._tell_last(self._keeper.leave(properly=properly))

    def _tell_last(self, told: list[str]) -> None:
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


def _collect_garbage() -> None:
    """From the first frame on, where the start put it off. What was there before it stays, and isn't looked through."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
