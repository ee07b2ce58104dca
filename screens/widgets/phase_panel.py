"""What the chair can ask now: a panel of pages above the line, for the phase of the item or for a check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rich.text import Text
from textual import getters
from textual.reactive import reactive
from textual.widget import Widget

from kgw_tui.content import Check, LeaderRole, PhaseGuide

from .any_app import any_app
from .guide_pages import Page, Section, check_sections, pages_of, phase_sections

LOW = 16
"""On a screen of fewer lines it takes two fifths, so that the line, the echo and the keys stay."""


_OfAnItem: TypeAlias = tuple[PhaseGuide | None, int, str, tuple[LeaderRole, ...], tuple[str, ...]]
"""What `phase_sections` takes."""


class PhasePanel(Widget):
    """A panel above the line that takes no focus: pages of at most half the screen, turned with one key; after the
    last it closes.

    What it shows belongs to the phase of the item, until a check is shown; closing goes back to the phase. `page` 0
    hides it.
    """

    app = getters.app(any_app)
    DEFAULT_CSS = """
    PhasePanel {
        display: none;
        height: auto;
        max-height: 50%;
        padding: 0 1;
        background: $panel;
        color: $foreground;
        &.-open { display: block; }
    }
    """

    page: reactive[int] = reactive(0, layout=True)

    def __init__(self) -> None:
        """An empty panel, hidden."""
        super().__init__()
        self._phase: _OfAnItem = (None, 0, "", (), ())
        self._check: Check | None = None
        self._made: tuple[object, list[Page]] = (None, [])

    @property
    def is_open(self) -> bool:
        """Whether it is seen."""
        return self.page > 0

    def show_phase(
        self,
        guide: PhaseGuide | None,
        in_view: int,
        *,
        hint: str = "",
        roles: Sequence[LeaderRole] = (),
        facts: Sequence[str] = (),
    ) -> None:
        """What goes with the phase of the item (None: it has none): the index of its question in view, the hint of the
        item, what was heard about it, and, where somebody else leads it, what a leader can do. What is open stays open,
        at the same thing.
        """
        new = (guide, in_view, hint, tuple(roles), tuple(facts))
        if new == self._phase:
            return
        section = self._section
        self._phase = new
        if self._check is None and self.page:
            self._open_at(section)

    def show_check(self, check: Check, *, options: bool) -> None:
        """Open at a check: at its questions, or at the answers to choose from."""
        self._check = check
        self._open_at(1 if options else 0)

    def turn(self) -> None:
        """Go on to the next page; after the last the panel closes."""
        if self.page < len(self._pages):
            self.page += 1
        else:
            self.close()

    def close(self) -> None:
        """Hide it; the next time it opens with the phase."""
        self._check = None
        self.page = 0

    def watch_page(self, page: int) -> None:
        """Show or hide."""
        self.set_class(page > 0, "-open")

    def on_resize(self) -> None:
        """The pages are others on a screen of another size."""
        self.page = min(self.page, len(self._pages))

    def render(self) -> Text:
        """The page as plain text."""
        pages = self._pages
        if not self.page or not pages:
            return Text()
        lines = pages[min(self.page, len(pages)) - 1].lines
        return Text("\n", no_wrap=True).join(Text(line, style=tone) for line, tone in lines)

    def _open_at(self, section: int) -> None:
        """Show the first page of a section."""
        first = next((number for number, page in enumerate(self._pages, 1) if page.section >= section), 0)
        self.page = first or len(self._pages)
        self.refresh(layout=True)

    @property
    def _section(self) -> int:
        """The index of the section that is seen."""
        pages = self._pages
        return pages[self.page - 1].section if 0 < self.page <= len(pages) else 0

    @property
    def _pages(self) -> list[Page]:
        """The pages for what is shown, made once for a size of the screen."""
        shown = (self._check or self._phase, self.app.size)
        if shown != self._made[0]:
            width, height = self.app.size
            self._made = (
                shown,
                pages_of(
                    self._sections(), max(width - 2, 1), max(height // 2 if height >= LOW else height * 2 // 5, 2)
                ),
            )
        return self._made[1]

    def _sections(self) -> list[Section]:
        return phase_sections(*self._phase) if self._check is None else check_sections(self._check)
