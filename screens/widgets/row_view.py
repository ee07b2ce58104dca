"""Rows of a meeting as they are painted: seen through a window, and only the lines that change repainted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events, getters
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from .any_app import any_app
from .list_window import ListWindow
from .marks import Marks
from .row_layout import Line, text_column
from .rows import EntryRow, Row

_WHEEL: Final = 3
_CHOSEN: Final = "›"
_MARKED: Final = "■"


class RowView(Widget):
    """Rows on Textual's Line API; subclasses say which rows, and which of them are chosen and marked.

    It scrolls by itself, without Textual's virtual size: a change of that lays the whole screen out again and
    repaints all of the list, for each entry that is added.
    """

    ALLOW_SELECT = False
    app = getters.app(any_app)
    ROLES: ClassVar[tuple[str, ...]] = (
        "time",
        "mark",
        "right",
        "hand",
        "busy",
        "rule",
        "title",
        "current",
        "untested",
        "note",
        "action",
        "question",
        "assumption",
        "decision",
        "evidence",
        "parked",
        "movement",
        "closed",
        "held",
        "chosen",
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"entries--{role}" for role in ROLES}
    DEFAULT_CSS = """
    RowView {
        width: 100%;
        height: 1fr;
        color: $foreground;
        &>.entries--time { color: $text-muted; }
        &>.entries--mark { color: $text-accent; text-style: bold; }
        &>.entries--right { color: $text-muted; }
        &>.entries--hand { color: $text-muted; }
        &>.entries--busy { color: $text-accent; text-style: bold; }
        &>.entries--rule { color: $text-muted; }
        &>.entries--title { color: $text-primary; }
        &>.entries--current { color: $text-primary; text-style: bold; }
        &>.entries--untested { color: $text-warning; }
        &>.entries--decision { text-style: bold; }
        &>.entries--evidence { color: $text-muted; }
        &>.entries--movement { color: $text-muted; text-style: italic; }
        &>.entries--closed { color: $text-muted; }
        &>.entries--held { color: $text-muted; text-style: strike; }
        &>.entries--chosen { background: $block-cursor-background; color: $block-cursor-foreground; }
        &:nocolor>.entries--chosen { text-style: reverse; }
    }
    """

    selected: reactive[int | None] = reactive[int | None](None, repaint=False, init=False)
    """Index in `rows` of the chosen entry, None for none."""

    def __init__(self) -> None:
        """Without rows."""
        super().__init__()
        self.marks = Marks()
        self.window = ListWindow()
        self.laid = self.window.laid
        self._role_styles: dict[str, Style] = {}

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown."""
        return self.laid.rows

    def follow(self) -> None:
        """Go to the end of the current item, and stay there when rows are added."""
        before = self.seen()
        self.window.follow()
        self.repaint_since(before)

    def scroll_lines(self, lines: int) -> None:
        """Scroll by so many lines (up when negative); back where lines are added, the list follows them again."""
        before = self.seen()
        self.window.scroll(lines)
        self.repaint_since(before)

    def seen(self, chosen: int | None = -1) -> list[object]:
        """What each line shows, for comparing; `chosen` says which row is shown as chosen, if not the one that is."""
        self._adapt()
        chosen = self.selected if chosen == -1 else chosen
        rows, marks = self.rows, self.marks
        return [
            (rows[at[0]], at[1], at[0] == chosen, bool(marks) and self.laid.entry_id(at[0]) in marks) if at else None
            for at in self.window.seen
        ]

    def repaint_since(self, before: list[object]) -> None:
        """Refresh the lines that show something else than `before`."""
        width = self.size.width
        now = self.seen()
        regions = [Region(0, y, width, 1) for y, seen in enumerate(now) if y >= len(before) or seen != before[y]]
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """One line of the list, as the compositor asks for it."""
        found = self.laid.at(self.window.top + y)
        if found is None:
            return Strip.blank(self.laid.width, self.rich_style)
        index, number = found
        strip = self._strip(self.laid.line(index, number), chosen=index == self.selected, first=number == 0)
        return strip if number or self.laid.entry_id(index) not in self.marks else self._with_mark(strip, index)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What the compositor paints."""
        self._adapt()
        return super().render_lines(crop)

    def notify_style_update(self) -> None:
        """Other styles: look them up again."""
        super().notify_style_update()
        self._role_styles.clear()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel, without choosing a row."""
        event.stop()
        self.scroll_lines(-_WHEEL)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel, without choosing a row."""
        event.stop()
        self.scroll_lines(_WHEEL)

    def _adapt(self) -> None:
        """To another size, before anything is seen or measured at it."""
        if self.size == self.window.size:
            return
        self.window.resize(self.size)
        if self.selected is not None:
            self.window.reveal(self.selected)

    def _strip(self, line: Line, *, chosen: bool, first: bool) -> Strip:
        if not chosen:
            return Strip([Segment(text, self._style(role)) for text, role in line], self.laid.width)
        over = self.get_component_rich_style("entries--chosen", partial=True)
        strip = Strip([Segment(text, self._style(role) + over) for text, role in line], self.laid.width)
        if not first or self.laid.width < 2:
            return strip
        sign = Segment(_CHOSEN, self._style("mark") + over)
        return Strip([sign, *strip.crop(1, self.laid.width)], self.laid.width)

    def _with_mark(self, strip: Strip, index: int) -> Strip:
        """The first line of a marked row: its sign stands in the cell before its text."""
        row = self.rows[index]
        column = text_column(row, self.laid.width) - 1 if isinstance(row, EntryRow) else 0
        if not 0 <= column < self.laid.width:
            return strip
        beside = next(iter(strip.crop(column, column + 1)), Segment(" ")).style
        sign = Segment(_MARKED, beside if index == self.selected else self._style("mark"))
        return Strip([*strip.crop(0, column), sign, *strip.crop(column + 1, self.laid.width)], self.laid.width)

    def _style(self, role: str) -> Style:
        style = self._role_styles.get(role)
        if style is None:
            style = self.get_component_rich_style(f"entries--{role}") if role else self.rich_style
            self._role_styles[role] = style
        return style
