"""Finding anything, while it is typed; Enter goes there, Esc back to the list and then to where one was."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from contextlib import nullcontext, suppress
from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.worker import Worker, WorkerError

from kgw_tui import clock
from kgw_tui.capture.completion import complete
from kgw_tui.capture.parsed import LineContext
from kgw_tui.capture.sought import completed
from kgw_tui.command_table import Place
from kgw_tui.errors import KgwError
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.meetings import AgendaItem
from kgw_tui.usecases.finding_anything import Anything, FoundAnything
from kgw_tui.usecases.history_subject import Subject, SubjectKind
from kgw_tui.usecases.searching import Hit, sought_calendar

from .list_screen import ListScreen, list_bindings
from .opening_records import open_found
from .search_list import FoundList
from .search_rows import Rows, narrowed_to, ways_to_narrow
from .slices import FIRST, PAUSE, at_once, for_a_while, in_slices, making_much
from .widgets.capture_line import CaptureLine
from .widgets.echo_row import EchoRow
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widths import WIDE

PER_KEY: Final = 0.012
"""Seconds that a key spends at most on looking; what takes longer is done behind the keys."""
FEW: Final = 20
"""So many meetings are gathered at a key; more are gathered behind the keys."""


class SearchScreen(ListScreen):
    """A line that always has the focus, what was found above it. A key never waits for what it finds."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "search")
    BINDINGS: ClassVar[list[BindingType]] = [
        *list_bindings("search"),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
    ]
    CSS_PATH = "search.tcss"
    AUTO_FOCUS = "CaptureLine"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-flat"), (9, "-tall")]

    def __init__(self, sought: str = "", chosen: str = "") -> None:
        """With these words in the line, at the one with the id `chosen` where that is found."""
        super().__init__()
        self._begin = sought
        self._to_choose = chosen
        self._sought = ""
        self._asked = 0
        """Counts what was asked: another text, or the same in what has changed."""
        self._answered = 0
        self._seeking: Worker[None] | None = None
        self._found = FoundAnything()
        self._hits: dict[str, Anything] = {}
        self._shown = self._found.sought
        self._wide = False

    def compose(self) -> ComposeResult:
        """What was found, the line, what is said of the chosen one, and the keys."""
        yield HeaderRow()
        yield FoundList()
        words = _("words, @name, #theme, a day, a number")
        self._line = CaptureLine(complete=self.completion, reading=self._read, placeholder=words)
        yield self._line
        yield EchoRow()
        yield KeyRow()

    def on_mount(self) -> None:
        """Look for what was asked."""
        self.query_one(KeyRow).show([("Enter", _("open")), ("↑↓", _("choose")), ("Esc", _("back")), ("F1", _("help"))])
        if self._line is not None:
            self.set_focus(self._line)
            self._line.value = self._begin
        self.line_read(self._begin)

    def completion(self, line: str, cursor: int) -> str | None:
        """The rest of a name, a theme, or a word that narrows."""
        before = line[:cursor]
        if not before or line[cursor:].strip():
            return None
        if before.rpartition(" ")[2][:1] not in {"@", "#"}:
            return completed(before) or None
        context = LineContext(self.kgw.finder.directory, sought_calendar(self.workspace))
        found = complete(f" {before}", cursor + 1, context, themes=self.kgw.finder.themes)
        return found.ghost if found is not None else None

    def look_for(self, words: str, chosen: str = "") -> None:
        """Put these words in the line, and choose this one of what they find."""
        self._to_choose = chosen
        if self._line is not None:
            self._line.value = words

    def on_resize(self, event: events.Resize) -> None:
        """A narrow screen shows less of each."""
        if self._wide != (event.size.width >= WIDE):
            self._show()

    def store_changed(self) -> None:
        """Look again; what was chosen stays so. Below another screen that waits until one comes back."""
        if self.is_current:
            self._ask(self._sought)

    def line_read(self, text: str) -> None:
        """Look for what is typed, behind the key."""
        if text != self._sought or not self._asked:
            self._ask(text)

    async def line_entered(self, text: str) -> None:
        """Go to the chosen one, once it is one of what was found with these words."""
        if self._seeking is not None and not self._seeking.is_finished:
            with suppress(WorkerError):  # when the screen goes
                await self._seeking.wait()
        await self.action_search_open()

    def history_subject(self) -> Subject | None:
        """What is chosen."""
        hit = self._hits.get(self.query_one(FoundList).chosen_id)
        if not isinstance(hit, Hit):
            return None
        kind: SubjectKind = "meeting"
        if hit.record is not None:
            kind = "item" if isinstance(hit.record, AgendaItem) else "entry"
        return Subject(kind, hit.id, hit.meeting.id)

    def line_left(self) -> None:
        """Back to where one was."""
        self.go_back()

    def line_stepped(self, step: int) -> None:
        """Another row; the line keeps the focus."""
        self.query_one(FoundList).step(step)

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say it under the line."""
        self.query_one(EchoRow).show([(sentence, "doubt" if warning else "name")])

    def action_page(self, step: int) -> None:
        """A screen further in what was found."""
        self.query_one(FoundList).page(step)

    @on(FoundList.Picked)
    async def _picked(self) -> None:
        await self.action_search_open()

    @on(FoundList.Moved)
    def _moved(self) -> None:
        self._tell_chosen()

    async def action_search_open(self) -> None:
        """Go to where the chosen one was said."""
        hit = self._hits.get(self.query_one(FoundList).chosen_id)
        if hit is not None:
            await open_found(self.kgw, hit)

    # Looking

    def _ask(self, text: str) -> None:
        """Look for these words: at once where that takes no longer than drawing them, so that what is found comes in
        the same frame as the key; else behind the keys.
        """
        self._sought = text
        self._asked += 1
        if self._seeking is None or self._seeking.is_finished:
            finding = self._finding(text) if self.kgw.search.gathering.behind() <= FEW else None
            found = self.attempt(lambda: at_once(finding, PER_KEY)) if finding else None
            if found is None:
                self._seeking = self.run_worker(self._seek(finding, self._asked))
            else:
                self._take(found, self._asked)

    def _finding(self, text: str) -> Generator[None, None, FoundAnything]:
        yield from self.kgw.search.gathering.steps()
        return (yield from self.kgw.finder.finding(text))

    async def _seek(self, begun: Generator[None, None, FoundAnything] | None, asked: int) -> None:
        """Go on with what was begun for what was asked then, and answer what is asked meanwhile."""
        try:
            await asyncio.sleep(PAUSE)
            found = await in_slices(begun, lambda: asked == self._asked and self.is_attached) if begun else None
            if found is not None:
                self._take(found, asked)
            await self._answer()
        except KgwError as error:
            self.say(str(error), warning=True)

    async def _answer(self) -> None:
        """Answer what was asked last; what is asked meanwhile takes its place."""
        search = self.kgw.search
        while self._answered != self._asked:
            asked = self._asked

            def wanted(asked: int = asked) -> bool:
                return asked == self._asked and self.is_attached

            with making_much() if search.gathering.behind() > FEW else nullcontext():
                whole = await for_a_while(search.gathering.steps(), FIRST, wanted)
            found = await in_slices(self.kgw.finder.finding(self._sought), wanted)
            if not self.is_attached:
                return
            if found is not None:
                self._take(found, asked if whole else self._answered)

    def _take(self, found: FoundAnything, answered: int) -> None:
        self._found = found
        self._answered = answered
        self._show()

    # What is shown

    def _show(self) -> None:
        self._wide = self.app.size.width >= WIDE
        found, whole = self._found, self._answered == self._asked
        self._hits = {hit.id: hit for hit in found.hits}
        first, self._shown = self._shown != found.sought, found.sought
        nothing = self._nothing() if whole else ""
        self.query_one(FoundList).show_hits(found.hits, self._rows().row, nothing, first=first)
        if self._to_choose in self._hits:
            self.query_one(FoundList).choose(self._to_choose)
            self._to_choose = ""
        count = self._count(whole=whole) if found.sought.asks or not whole else ""
        self.query_one(HeaderRow).show(narrowed_to(found.sought) or _("Find anything"), count)
        self._tell_chosen()

    def _rows(self) -> Rows:
        return Rows(self.workspace, self.kgw.finder.directory, clock.today(), self._found.words, wide=self._wide)

    def _nothing(self) -> str:
        if not self._found.sought.asks:
            return "\n".join(ways_to_narrow())
        lines = [_("Nothing found")]
        if self._found.guarded:
            lines.append(_("While a meeting runs, what is yours\nalone is found by its number only"))
        if self._found.sought.dated:
            lines.append(_('Between "…" a day is words as any'))
        return "\n".join(lines)

    def _count(self, *, whole: bool) -> str:
        count = len(self._found.hits)
        if self._found.more:
            return _("the {count} newest").format(count=count)
        if not count and not whole:
            return _("reading…")
        said = ngettext("{count} found", "{count} found", count).format(count=count)
        if self._found.guarded and count:
            said = " · ".join((_("nothing of yours alone"), said))
        return said if whole else _("{found}, still reading…").format(found=said)

    def _tell_chosen(self) -> None:
        hit = self._hits.get(self.query_one(FoundList).chosen_id)
        self.query_one(EchoRow).show([(self._rows().about(hit), "name")] if hit is not None else [])
