"""A lesson visit to read: its one purpose, what was seen, one strength, one question. The leader's alone."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from kgw_tui.i18n import _
from kgw_tui.records.visits import VISITS, Visit
from kgw_tui.rules.presence import moment_text
from kgw_tui.rules.wording import PURPOSES
from kgw_tui.usecases.reading import directory_of

from .kgw_screen import KgwScreen
from .pages import page_heading, paragraph
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .words import day


class VisitScreen(KgwScreen):
    """One visit, to scroll through."""

    CSS_PATH = "page.tcss"

    def __init__(self, visit_id: str) -> None:
        """For the visit with this id."""
        super().__init__()
        self._visit_id = visit_id

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        yield HeaderRow()
        with VerticalScroll(id="page"):
            yield Static(id="visit")
        yield KeyRow()

    def on_mount(self) -> None:
        """Let the arrows scroll at once."""
        self.store_changed()
        self.query_one(KeyRow).show([("Esc", _("back")), ("↑↓", _("scroll"))])
        self.query_one("#page").focus()

    def is_gone(self) -> bool:
        """Whether the visit isn't there any more."""
        return self._visit is None

    def store_changed(self) -> None:
        """Read the visit anew."""
        visit = self._visit
        if visit is None:
            return
        what = " ".join(filter(None, (visit.subject, visit.class_name)))
        self.query_one(HeaderRow).show(" · ".join(filter(None, (visit.handle, what, day(visit.date)))))
        self.query_one("#visit", Static).update(Group(*self._page(visit)))

    @property
    def _visit(self) -> Visit | None:
        return self.workspace.private.get(VISITS, self._visit_id)

    def _page(self, visit: Visit) -> Iterator[RenderableType]:
        directory = directory_of(self.workspace)
        teacher = directory.name(visit.teacher) if visit.teacher else ""
        purpose = _(PURPOSES[visit.purpose]) if visit.purpose in PURPOSES else ""
        yield paragraph(" · ".join(filter(None, (purpose, teacher, moment_text(visit.time)))))
        for title, lines in (
            (_("Question"), (visit.question,)),
            (_("Seen"), tuple(f"{moment_text(each.time)}  {each.text}".strip() for each in visit.observations)),
            (_("Strength"), (visit.strength,)),
        ):
            if any(lines):
                yield page_heading(title)
                yield from map(paragraph, filter(None, lines))
