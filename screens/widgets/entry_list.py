"""What was said, as a list that one moves through: thousands of rows in one widget."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events, getters
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from .any_app import any_app
from .row_layout import Line, lines_of
from .rows import EntryRow, HeadingRow, Row

KIND_KEYS: Final = frozenset("!?=+>; -")
"""Characters that turn a row into another kind, as in the capture line; space and `-` make it a note."""
_WHEEL: Final = 3


class EntryList(Widget, can_focus=True):
    """The rows of a meeting on Textual's Line API.

    Rows are wrapped once a width. It scrolls by itself, without Textual's virtual size: a change of that lays the
    whole screen out again and repaints all of the list. It stays at the end until the user goes elsewhere in it.
    """

    ALLOW_SELECT = False
    app = getters.app(any_app)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "choose", show=False),
        Binding("escape", "leave", show=False),
    ]
    ROLES: ClassVar[tuple[str, ...]] = (
        "time",
        "mark",
        "right",
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
        "selected",
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"entries--{role}" for role in ROLES}
    DEFAULT_CSS = """
    EntryList {
        width: 100%;
        height: 1fr;
        color: $foreground;
        &>.entries--time { color: $text-muted; }
        &>.entries--mark { color: $text-accent; text-style: bold; }
        &>.entries--right { color: $text-muted; }
        &>.entries--rule { color: $text-muted; }
        &>.entries--title { color: $text-primary; }
        &>.entries--current { color: $text-primary; text-style: bold; }
        &>.entries--untested { color: $text-warning; }
        &>.entries--decision { text-style: bold; }
        &>.entries--evidence { color: $text-muted; }
        &>.entries--movement { color: $text-muted; text-style: italic; }
        &>.entries--closed { color: $text-muted; }
        &>.entries--selected { text-style: reverse; }
    }
    """

    selected: reactive[int | None] = reactive[int | None](None, repaint=False)
    """Index in `rows` of the chosen entry, None while the capture line has the focus."""

    @dataclass
    class Chosen(Message):
        """Enter or a double click on an entry."""

        entry_id: str

    @dataclass
    class Moved(Message):
        """Another entry is the chosen one, or none ("")."""

        entry_id: str

    @dataclass
    class KindKey(Message):
        """A key that makes the chosen entry another kind: one of `!?=+>;`, or " " for a note."""

        entry_id: str
        character: str

    class Leave(Message):
        """The user wants back to the capture line."""

    def __init__(self) -> None:
        """An empty one."""
        super().__init__()
        self.rows: list[Row] = []
        self._fitted = Size(0, 0)
        self._width = 0
        self._lines: dict[Row, tuple[Line, ...]] = {}
        self._tops: list[int] = [0]
        self._top = 0
        self._follows = True
        self._role_styles: dict[str, Style] = {}

    @property
    def selected_id(self) -> str:
        """The id of the chosen entry, or ""."""
        return self._id_at(self.selected)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows` instead; only what is new is wrapped, only lines that look different are repainted.

        The chosen entry stays the chosen one; when it is gone, the one that came in its place is. Unless the list
        follows its end, the row at the top stays where it is.
        """
        self._adapt()
        before = self._visible(chosen=self.selected)
        chosen, anchor = self.selected_id, self._anchor()
        self.rows = list(rows)
        self._measure()
        self._restore(anchor)
        self._select_again(chosen)
        self._repaint_since(before)

    def follow(self) -> None:
        """Go to the end, and stay there when rows are added."""
        self._adapt()
        before = self._visible(chosen=self.selected)
        self._follows = True
        self._go_to(self._tops[-1])
        self._repaint_since(before)

    def select(self, entry_id: str) -> bool:
        """Choose the entry with this id and bring it into view. False when it isn't here."""
        for index, row in enumerate(self.rows):
            if isinstance(row, EntryRow) and row.entry_id == entry_id:
                self.selected = index
                return True
        return False

    def validate_selected(self, index: int | None) -> int | None:
        """Only entries can be chosen."""
        if index is None or not 0 <= index < len(self.rows) or not isinstance(self.rows[index], EntryRow):
            return None
        return index

    def watch_selected(self, old: int | None, new: int | None) -> None:
        """Bring the chosen row into view and show it as chosen."""
        self._adapt()
        before = self._visible(chosen=old)
        if new is not None:
            self._follows = False
            self._reveal(new)
        self._repaint_since(before)
        self.post_message(self.Moved(self.selected_id))

    def render_line(self, y: int) -> Strip:
        """One line of the list, as the compositor asks for it."""
        found = self._row_at(self._top + y)
        if found is None:
            return Strip.blank(self._width, self.rich_style)
        index, number = found
        line = self._lines_of(self.rows[index])[number]
        return self._strip(line, chosen=index == self.selected, first=number == 0)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What the compositor paints."""
        self._adapt()
        return super().render_lines(crop)

    def on_focus(self) -> None:
        """Begin with the last entry, the one that was typed just now."""
        if self.selected is None:
            self.action_edge(1)

    def on_blur(self) -> None:
        """No row is chosen while something else has the focus, but for a terminal that is left for a moment."""
        if self.app.app_focus:
            self.selected = None

    def on_key(self, event: events.Key) -> None:
        """A character of a kind changes the kind of the chosen row."""
        if event.character in KIND_KEYS and self.selected_id:
            event.stop()
            event.prevent_default()
            character = " " if event.character == "-" else event.character
            self.post_message(self.KindKey(self.selected_id, character or " "))

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel, without choosing a row."""
        event.stop()
        self.scroll_lines(-_WHEEL)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel, without choosing a row."""
        event.stop()
        self.scroll_lines(_WHEEL)

    def on_click(self, event: events.Click) -> None:
        """Choose the row that is clicked on; with two clicks, open it."""
        found = self._row_at(self._top + event.y)
        if found is None or not isinstance(self.rows[found[0]], EntryRow):
            return
        self.focus()
        self.selected = found[0]
        if event.chain == 2:
            self.action_choose()

    def scroll_lines(self, lines: int) -> None:
        """Scroll by so many lines (up when negative); back at the end, the list follows it again."""
        self._adapt()
        before = self._visible(chosen=self.selected)
        self._go_to(self._top + lines)
        self._follows = self._top >= self._lowest_top
        self._repaint_since(before)

    def action_move(self, step: int) -> None:
        """To the next entry (1) or the one before (-1); down past the last one leaves the list."""
        target = self._next(self.selected, step)
        if target is not None:
            self.selected = target
        elif step > 0:
            self.action_leave()
        else:
            self.scroll_lines(-self._top)

    def action_page(self, direction: int) -> None:
        """A screenful further."""
        if self.selected is None:
            self.scroll_lines(direction * max(self.size.height - 1, 1))
            return
        target_line = self._tops[self.selected] + direction * max(self.size.height - 1, 1)
        if target_line >= self._tops[-1]:
            self.action_edge(1)
            return
        index = bisect_right(self._tops, max(target_line, 0)) - 1
        found = self._next(index - direction, direction)
        self.selected = found if found is not None else self._next(index + direction, -direction)

    def action_edge(self, direction: int) -> None:
        """To the first (-1) or the last (1) entry; without entries the list is left."""
        target = self._next(-1 if direction < 0 else len(self.rows), -direction)
        if target is None:
            self.action_leave()
        else:
            self.selected = target

    def action_choose(self) -> None:
        """Tell which entry is meant."""
        if self.selected_id:
            self.post_message(self.Chosen(self.selected_id))

    def action_leave(self) -> None:
        """Let go of the list: no row is chosen and the end is shown again."""
        self.selected = None
        self.follow()
        self.post_message(self.Leave())

    def notify_style_update(self) -> None:
        """Other styles: look them up again."""
        super().notify_style_update()
        self._role_styles.clear()

    def _id_at(self, index: int | None) -> str:
        row = self.rows[index] if index is not None and index < len(self.rows) else None
        return row.entry_id if isinstance(row, EntryRow) else ""

    @property
    def _lowest_top(self) -> int:
        return max(self._tops[-1] - self.size.height, 0)

    def _next(self, index: int | None, step: int) -> int | None:
        position = (len(self.rows) if step < 0 else -1) if index is None else index
        position += step
        while 0 <= position < len(self.rows):
            if isinstance(self.rows[position], EntryRow):
                return position
            position += step
        return None

    def _lines_of(self, row: Row) -> tuple[Line, ...]:
        lines = self._lines.get(row)
        if lines is None:
            lines = self._lines[row] = lines_of(row, self._width)
        return lines

    def _adapt(self) -> None:
        """To another size, before anything is measured or painted at it: what stood at the top or the end stays there."""
        if self.size == self._fitted:
            return
        anchor = self._anchor()
        self._fitted = self.size
        self._measure()
        self._restore(anchor)
        if self.selected is not None:
            self._reveal(self.selected)

    def _measure(self) -> None:
        """Know how many lines each row takes at this width."""
        if self._width != self._fitted.width:
            self._width = self._fitted.width
            self._lines.clear()
        elif len(self._lines) > 2 * len(self.rows) + 100:
            kept = set(self.rows)
            self._lines = {row: lines for row, lines in self._lines.items() if row in kept}
        self._tops = [0, *accumulate(len(self._lines_of(row)) for row in self.rows)] if self._width else [0]

    def _anchor(self) -> tuple[str, int]:
        """The row at the top of the screen and how many of its lines are above it."""
        found = self._row_at(self._top)
        return (_key(self.rows[found[0]]), found[1]) if found else ("", 0)

    def _restore(self, anchor: tuple[str, int]) -> None:
        """Scroll so that the row at the top is there again, or to the end."""
        if self._follows:
            self._go_to(self._tops[-1])
            return
        for index, row in enumerate(self.rows):
            if _key(row) == anchor[0] and len(self._tops) > index + 1:
                self._go_to(min(self._tops[index] + anchor[1], self._tops[index + 1] - 1))
                return
        self._go_to(self._top)

    def _select_again(self, entry_id: str) -> None:
        if not entry_id or self.selected is None or self.select(entry_id):
            return
        near = min(self.selected, len(self.rows))
        following = self._next(near - 1, 1)
        self.selected = following if following is not None else self._next(near, -1)

    def _reveal(self, index: int) -> None:
        """Scroll as little as is needed to see the whole row, and the heading above it."""
        if len(self._tops) <= index + 1:
            return
        first, last = self._tops[index], self._tops[index + 1]
        if index and isinstance(self.rows[index - 1], HeadingRow) and last - self._tops[index - 1] <= self.size.height:
            first = self._tops[index - 1]
        if last > self._top + self.size.height:
            self._go_to(last - self.size.height)
        if first < self._top:
            self._go_to(first)

    def _go_to(self, top: int) -> None:
        self._top = max(min(top, self._lowest_top), 0)

    def _row_at(self, line: int) -> tuple[int, int] | None:
        """Which row stands at a line of the whole list, and which of its lines that is."""
        if not 0 <= line < self._tops[-1]:
            return None
        index = bisect_right(self._tops, line) - 1
        return index, line - self._tops[index]

    def _visible(self, *, chosen: int | None) -> list[object]:
        """What each line of the widget shows, for comparing, when the row at `chosen` is the chosen one."""
        seen: list[object] = []
        for line in range(self._top, self._top + self.size.height):
            found = self._row_at(line)
            seen.append((self.rows[found[0]], found[1], found[0] == chosen) if found else None)
        return seen

    def _repaint_since(self, before: list[object]) -> None:
        """Refresh the lines that show something else than `before`."""
        now = self._visible(chosen=self.selected)
        if len(now) != len(before):
            self.refresh()
            return
        width = self.size.width
        regions = [Region(0, y, width, 1) for y, seen in enumerate(now) if seen != before[y]]
        if regions:
            self.refresh(*regions)

    def _strip(self, line: Line, *, chosen: bool, first: bool) -> Strip:
        segments = [Segment(text, self._style(role)) for text, role in line]
        if not chosen:
            return Strip(segments, self._width)
        chosen_style = self.get_component_rich_style("entries--selected", partial=True)
        segments = [Segment(text, (style or self.rich_style) + chosen_style) for text, style, _control in segments]
        strip = Strip(segments, self._width)
        if not first or self._width < 2:
            return strip
        sign = Segment("›", self._style("mark") + chosen_style)
        return Strip([sign, *strip.crop(1, self._width)], self._width)

    def _style(self, role: str) -> Style:
        style = self._role_styles.get(role)
        if style is None:
            style = self.get_component_rich_style(f"entries--{role}") if role else self.rich_style
            self._role_styles[role] = style
        return style


def _key(row: Row) -> str:
    match row:
        case EntryRow():
            return row.entry_id
        case HeadingRow():
            return f"# {row.item_id}"
        case _:
            return "lot"
