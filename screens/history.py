"""What happened to an entry, an item or a meeting: when, by whom, and what was before; a page to scroll through."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from rich.console import Group, RenderableType
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from kgw_tui.command_table import Place
from kgw_tui.errors import KgwError
from kgw_tui.i18n import _, current_language, language, ngettext
from kgw_tui.usecases.history import History, Step, Subject, history_about
from kgw_tui.usecases.history_steps import say_change, say_what, say_withheld

from .bindings import bindings_of, keys_shown
from .kgw_screen import KgwScreen
from .pages import page_heading, paragraph
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widths import WIDE
from .words import day

if TYPE_CHECKING:
    from .app import KgwApp

UNDER_TIME: Final = 2
UNDER_WORDS: Final = 9


def show_history(app: KgwApp) -> None:
    """Go to what happened to what is chosen on the screen that is shown, or to its meeting."""
    screen = app.screen
    if not isinstance(screen, KgwScreen) or isinstance(screen, HistoryScreen):
        return
    subject = screen.history_subject()
    if subject is None:
        screen.say(_("choose something first: what happened to it is told then"), warning=True)
    else:
        app.push_screen(HistoryScreen(subject))


class HistoryScreen(KgwScreen):
    """The history of what was chosen; of the whole meeting when that is asked for.

    It is read in a thread, since all journals that are kept are looked through. What was said in confidential items
    isn't there until it is asked for (PRODUCT.md, "Eyes in the room").
    """

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "history")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("history", at_once=True)
    CSS_PATH = "history.tcss"

    def __init__(self, subject: Subject) -> None:
        """For this subject; nothing is read yet."""
        super().__init__()
        self._chosen = subject
        self._subject = subject
        self._confidential = False
        self._found: History | None = None
        self._asked = 0
        """How many times it was asked for: an answer to an earlier one comes too late."""

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        yield HeaderRow()
        with VerticalScroll(id="page"):
            yield Static()
        yield MessageRow()
        yield KeyRow()

    def on_mount(self) -> None:
        """Let the arrows scroll at once."""
        self.query_one(HeaderRow).show(_("What happened"))
        self.query_one("#page").focus()
        self._show_keys()
        self._read()

    def on_resize(self) -> None:
        """Lay the page out for another width."""
        self._show_page()

    def store_changed(self) -> None:
        """More has happened."""
        self._read()

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something in the row above the keys."""
        self.query_one(MessageRow).say(sentence, warning=warning)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Of a meeting itself, and of what is in none, there is nothing wider."""
        return action != "history_wider" or self._has_wider

    def action_history_wider(self) -> None:
        """Turn to the whole meeting, or back to what was chosen."""
        whole = Subject("meeting", self._chosen.meeting, self._chosen.meeting)
        self._subject = whole if self._subject == self._chosen else self._chosen
        self._read_anew()

    def action_history_confidential(self) -> None:
        """Tell what was said in confidential items as well, or no longer."""
        self._confidential = not self._confidential
        self._read_anew()

    @property
    def _has_wider(self) -> bool:
        return self._chosen.kind != "meeting" and bool(self._chosen.meeting)

    def _read_anew(self) -> None:
        self.query_one("#page").scroll_home(animate=False)
        self._show_keys()
        self._read()

    def _show_keys(self) -> None:
        idle = set[str]() if self._has_wider else {"history.wider"}
        keys = keys_shown("history", without=idle)
        if self._subject != self._chosen:
            keys = [(key, _("this alone") if key == "h" else word) for key, word in keys]
        self.query_one(KeyRow).show([("Esc", _("back")), *keys, ("↑↓", _("scroll"))])

    def _read(self) -> None:
        self._asked += 1
        work = partial(self._find, self._asked, self._subject, self._confidential, current_language())
        self.run_worker(work, thread=True, group="history", exclusive=True, exit_on_error=False)

    def _find(self, asked: int, subject: Subject, confidential: bool, code: str) -> None:
        with language(code):  # a thread doesn't know the language of the one that starts it, nor what it calls back
            try:
                found = history_about(self.workspace, subject, confidential=confidential)
            except KgwError as error:
                self.app.call_from_thread(self.say, str(error), warning=True)
            else:
                self.app.call_from_thread(self._show, asked, found)

    def _show(self, asked: int, found: History) -> None:
        if asked == self._asked:
            self._found = found
            self._show_page()

    def _show_page(self) -> None:
        """Show what was found, where the page still stands: one may have left while it was read."""
        if self._found is None:
            return
        wide, title = self.app.size.width >= WIDE, self._found.title
        for heading in self.query(HeaderRow):
            heading.show(_("What happened: {title}").format(title=title) if wide else title)
        for page in self.query("#page > Static").results(Static):
            page.update(Group(*_page(self._found, wide=wide, shown=self._confidential)))


def _page(found: History, *, wide: bool, shown: bool) -> Iterator[RenderableType]:
    """The days with their steps, the newest first; what is worth knowing beside them goes before, or after the last."""
    if found.gone:
        yield paragraph(found.gone, 0, style="bold")
    if found.left_out and not shown:
        words = ngettext(
            "{count} step in a confidential item isn't shown; v shows it",
            "{count} steps in confidential items aren't shown; v shows them",
            found.left_out,
        )
        yield paragraph(words.format(count=found.left_out), 0)
    today = None
    for step in found.steps:
        if step.at.date() != today:
            today = step.at.date()
            yield page_heading(day(today))
        yield from _step(step, UNDER_WORDS if wide else UNDER_TIME)
    if not found.whole:
        yield page_heading("")
        yield paragraph(_("what happened before isn't kept any more"), 0)


def _step(step: Step, indent: int) -> Iterator[RenderableType]:
    yield paragraph(f"{step.at:%H:%M}  {step.by} · {say_what(step)}", UNDER_TIME if indent > UNDER_TIME else 0)
    for part in step.parts:
        if part.about:
            yield paragraph(part.about, indent)
        if withheld := say_withheld(part):
            yield paragraph(withheld, indent)
        for changed in part.changes:
            for line in say_change(changed, part.happened):
                yield paragraph(line, indent + (2 if part.about else 0))
