"""The words of one note from the corridor: cut to a few lines on its page, or whole on a page of their own."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from kgw_tui.i18n import _, current_language
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.usecases.reading import directory_of

from .kgw_screen import KgwScreen
from .note_rows import heading
from .pages import page_heading, paragraph
from .widgets.cells import shorten, shown, wrap
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow


def words_in_lines(text: str, width: int, most: int) -> tuple[str, bool]:
    """As many lines of a text as there is room for, its own breaks kept, and whether that is all of it."""
    lines = [line for each in text.split("\n") for line in wrap(shown(each), width, width)]
    if len(lines) <= most:
        return "\n".join(lines), True
    cut = shorten(f"{lines[most - 1]} …", width)
    return "\n".join([*lines[: most - 1], cut if cut.endswith("…") else f"{cut}…"]), False


class WholeNoteScreen(KgwScreen):
    """All words of a note, and what its kind and what became of it mean."""

    CSS_PATH = "page.tcss"

    def __init__(self, note_id: str) -> None:
        """For the note with this id."""
        super().__init__()
        self.note_id = note_id

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        yield HeaderRow()
        with VerticalScroll(id="page"):
            yield Static(id="whole")
        yield KeyRow()

    def on_mount(self) -> None:
        """Let the arrows scroll at once."""
        self.query_one(KeyRow).show([("Esc", _("back")), ("↑↓", _("scroll"))])
        self.query_one("#page").focus()
        self.store_changed()

    @property
    def note(self) -> CorridorNote | None:
        """The note as it now is; None when it is gone."""
        return self.workspace.private.get(CORRIDOR_NOTES, self.note_id)

    def is_gone(self) -> bool:
        """Whether it was taken out."""
        return self.note is None

    def store_changed(self) -> None:
        """Show it as it now is."""
        note = self.note
        if note is not None:
            self.query_one(HeaderRow).show(heading(note, directory_of(self.workspace)))
            self.query_one("#whole", Static).update(Group(*self._parts(note)))

    def _parts(self, note: CorridorNote) -> Iterator[RenderableType]:
        for line in note.text.split("\n"):
            yield paragraph(line, 0)
        guide = self.workspace.content(current_language()).corridor
        for chosen, titled in ((note.kind, guide.kind), (note.outcome, guide.outcome)):
            for each in titled:
                if each.id == chosen:
                    yield page_heading(each.title)
                    yield paragraph(each.hint)
        said = ((_("What we know"), note.known), (_("Why, or what was said"), note.reason), (_("Told"), note.told))
        for title, words in said:
            if words:
                yield page_heading(title)
                yield paragraph(words)
