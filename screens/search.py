"""Search in everything that was said, while it is typed; Enter goes there, Esc back to where one was."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.worker import Worker

from kgw_tui import clock
from kgw_tui.command_table import Place
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import ITEMS, AgendaItem
from kgw_tui.rules.sought import words_of
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.searching import Found, Hit

from .kgw_screen import KgwScreen
from .list_screen import ListScreen, list_bindings
from .search_list import FoundList
from .search_rows import about, found_rows
from .slices import FIRST, for_a_while, in_slices
from .widgets.capture_line import CaptureLine
from .widgets.entry_list import EntryList
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.pick_list import PickList, PickRow

WIDE: Final = 60
"""From this many columns on a row says in which meeting it was said; below that the chosen one does, under the list."""


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

    def __init__(self, sought: str = "") -> None:
        """With these words in the line."""
        super().__init__()
        self._begin = sought
        self._sought = ""
        self._asked = 0
        """Counts what was asked: another text, or the same in what has changed."""
        self._answered = 0
        self._seeking: Worker[None] | None = None
        self._found = Found()
        self._hits: dict[str, Hit] = {}
        self._wide = False

    def compose(self) -> ComposeResult:
        """What was found, the line, what is said of the chosen one, and the keys."""
        yield HeaderRow()
        yield FoundList()
        self._line = CaptureLine(reading=self._read, placeholder=_("words that were said, a name, a day, a number"))
        yield self._line
        yield MessageRow()
        yield KeyRow()

    def on_mount(self) -> None:
        """Look for what was asked."""
        self.query_one(KeyRow).show([("Enter", _("open")), ("↑↓", _("choose")), ("Esc", _("back")), ("F1", _("help"))])
        if self._line is not None:
            self.set_focus(self._line)
            self._line.value = self._begin
        self.line_read(self._begin)

    def on_resize(self, event: events.Resize) -> None:
        """A narrow screen shows less of each."""
        if self._wide != (event.size.width >= WIDE):
            self._show(whole=self._answered == self._asked)

    def store_changed(self) -> None:
        """Look again; what was chosen stays so."""
        self._ask(self._sought)

    def line_read(self, text: str) -> None:
        """Look for what is typed, behind the key."""
        if text != self._sought or not self._asked:
            self._ask(text)

    async def line_entered(self, text: str) -> None:
        """Go to the chosen one, once it is one of what was found with these words."""
        if self._seeking is not None and not self._seeking.is_finished:
            await self._seeking.wait()
        await self.action_search_open()

    def line_left(self) -> None:
        """Back to where one was."""
        self.go_back()

    def action_page(self, step: int) -> None:
        """A screen further in what was found."""
        self.rows.action_page(step)

    @on(PickList.Picked)
    async def _picked(self) -> None:
        await self.action_search_open()

    @on(PickList.Moved)
    def _moved(self) -> None:
        self._tell_chosen()

    async def action_search_open(self) -> None:
        """Go to where the chosen one was said."""
        hit = self._hits.get(self.rows.chosen_id)
        if hit is not None:
            await open_at(self, hit)

    # Looking

    def _ask(self, text: str) -> None:
        self._sought = text
        self._asked += 1
        if self._seeking is None or self._seeking.is_finished:
            self._seeking = self.run_worker(self._seek())

    async def _seek(self) -> None:
        """Answer what was asked last; what is asked meanwhile takes its place."""
        search = self.kgw.search
        while self._answered != self._asked:
            asked = self._asked

            def wanted(asked: int = asked) -> bool:
                return asked == self._asked and self.is_attached

            whole = not self._sought.strip() or await for_a_while(search.gathering.steps(), FIRST, wanted)
            found = await in_slices(search.finding(self._sought), wanted)
            if not self.is_attached:
                return
            if found is not None:
                self._found = found
                self._answered = asked if whole else self._answered
                self._show(whole=whole)

    # What is shown

    def _show(self, *, whole: bool) -> None:
        wide = self._wide = self.app.size.width >= WIDE
        words = words_of(self._sought)
        self._hits = {hit.id: hit for hit in self._found.hits}
        rows: list[PickRow] = [
            *found_rows(self._found.hits, words, directory_of(self.workspace), clock.today(), wide=wide)
        ]
        if not rows and whole:
            rows = [PickRow("", _("Nothing found") if words else _("All words must stand in it"), heading=True)]
        self.rows.show_rows(rows)
        self.query_one(HeaderRow).show(_("Search in all that was said"), self._count(whole=whole) if words else "")
        self._tell_chosen()

    def _count(self, *, whole: bool) -> str:
        count = len(self._found.hits)
        if self._found.more:
            return _("the {count} newest").format(count=count)
        said = ngettext("{count} found", "{count} found", count).format(count=count)
        return said if whole else _("{found}, still reading…").format(found=said)

    def _tell_chosen(self) -> None:
        hit = self._hits.get(self.rows.chosen_id)
        if hit is None:
            self.query_one(MessageRow).say("")
            return
        record = hit.record
        inside = "" if record is None or isinstance(record, AgendaItem) else record.item
        item = self.workspace.shared.get(ITEMS, inside) if inside else None
        self.query_one(MessageRow).say(about(hit, item, directory_of(self.workspace), clock.today()))


async def open_at(screen: KgwScreen[object], hit: Hit) -> None:
    """Go to a meeting, at what was found in it."""
    app = screen.kgw
    await app.open_meeting(hit.meeting.id)
    wanted = _entry_at(screen, hit)
    here = app.screen
    if wanted and here.query(EntryList):
        entries = here.query_one(EntryList)

        def choose() -> None:
            if entries.select(wanted):
                entries.focus()

        here.call_after_refresh(choose)


def _entry_at(screen: KgwScreen[object], hit: Hit) -> str:
    """The id of the entry to stand on: the one that was found, or the first of the item."""
    if not isinstance(hit.record, AgendaItem):
        return hit.record.id if hit.record is not None else ""
    said = screen.workspace.shared.query(ENTRIES, meeting=hit.meeting.id)
    inside = [entry for entry in said if entry.item == hit.record.id]
    return min(inside, key=lambda entry: (entry.order, entry.id)).id if inside else ""
