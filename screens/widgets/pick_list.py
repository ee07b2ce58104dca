"""A list to pick one row from, drawn line by line, so that a thousand rows cost what one screen of them costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final, overload

import msgspec
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from .cells import fit, shorten, shown

_GAP: Final = "  "


class PickRow(msgspec.Struct, frozen=True):
    """One row: what it stands for, its text, what is said of it more quietly behind that, a word at the right; a
    heading can't be picked.
    """

    id: str
    left: str
    right: str = ""
    heading: bool = False
    middle: str = ""


class LazyRows(Sequence[PickRow]):
    """Rows that are made when they are looked at, so that thousands cost what is seen of them: one for each key, made
    by `make`, with the key as its id.
    """

    def __init__(self, keys: Sequence[str], make: Callable[[str], PickRow]) -> None:
        """Rows in the order of `keys`."""
        self._keys = keys
        self._make = make
        self._made: dict[str, PickRow] = {}

    def __len__(self) -> int:
        """How many there are."""
        return len(self._keys)

    @overload
    def __getitem__(self, index: int) -> PickRow: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[PickRow]: ...

    def __getitem__(self, index: int | slice) -> PickRow | Sequence[PickRow]:
        """The row at a place."""
        if isinstance(index, slice):
            return LazyRows(self._keys[index], self._make)
        key = self._keys[index]
        row = self._made.get(key)
        if row is None:
            row = self._made[key] = self._make(key)
        return row

    def place_of(self, row_id: str) -> int | None:
        """Where the row with this id stands."""
        return self._keys.index(row_id) if row_id in self._keys else None


class PickList(ScrollView, can_focus=True):
    """Rows with one that is chosen; arrows move, Enter or a click picks it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False, priority=True),
        Binding("down", "step(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("home", "edge(-1)", show=False, priority=True),
        Binding("end", "edge(1)", show=False, priority=True),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"pick--chosen", "pick--heading", "pick--middle", "pick--right"}
    DEFAULT_CSS = """
    PickList {
        height: 1fr;
        scrollbar-size-vertical: 1;
        & .pick--chosen { background: $block-cursor-background; color: $block-cursor-foreground; }
        &:nocolor .pick--chosen { text-style: reverse; }
        & .pick--heading { color: $text-primary; text-style: bold; }
        & .pick--middle { color: $text-muted; }
        & .pick--right { color: $foreground; }
    }
    """

    chosen: reactive[int] = reactive(0, repaint=False)

    class Picked(Message):
        """A row was picked; `row_id` says which."""

        def __init__(self, row_id: str) -> None:
            """For the row with this id."""
            super().__init__()
            self.row_id = row_id

    class Moved(Message):
        """Another row is the chosen one; `row_id` says which, "" for none."""

        def __init__(self, row_id: str) -> None:
            """For the row with this id."""
            super().__init__()
            self.row_id = row_id

    def __init__(self, rows: Sequence[PickRow] = ()) -> None:
        """A list of these rows."""
        super().__init__()
        self._rows: Sequence[PickRow] = tuple(rows)
        self.chosen = self._nearest(0, 1)

    @property
    def chosen_id(self) -> str:
        """The id of the chosen row; "" when there is none."""
        return self._rows[self.chosen].id if 0 <= self.chosen < len(self._rows) else ""

    def show_rows(self, rows: Sequence[PickRow]) -> None:
        """Show other rows; what was chosen stays chosen where it still stands."""
        before = self.chosen_id
        self._rows = rows
        place = self._place_of(before) if before else None
        self.chosen = place if place is not None else self._nearest(min(self.chosen, len(self._rows) - 1), 1)
        self._measure()
        self.refresh()

    def choose(self, row_id: str) -> None:
        """Make the row with this id the chosen one, where there is one."""
        place = self._place_of(row_id)
        self.chosen = self.chosen if place is None else place

    def show_below(self, count: int) -> None:
        """Scroll as far as so many rows below the chosen one need, and no further than to that one."""

        def scroll() -> None:
            last = self.chosen + count - self.size.height + 1
            if last > self.scroll_offset.y:
                self.scroll_to(y=min(last, self.chosen), animate=False, force=True)

        self.call_after_refresh(scroll)

    def choose_at(self, place: int) -> None:
        """Make the row at a place the chosen one, or the nearest that can be."""
        last = len(self._rows) - 1
        self.chosen = self._nearest(min(place, last), 1, self._nearest(min(place, last), -1))

    def on_mount(self) -> None:
        """Take the measure of the rows."""
        self._measure()

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        index = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if not 0 <= index < len(self._rows):
            return Strip.blank(width, self.rich_style)
        row = self._rows[index]
        chosen = index == self.chosen and not row.heading
        style = self.rich_style
        if row.heading or chosen:
            role = "pick--heading" if row.heading else "pick--chosen"
            style += self.get_component_rich_style(role, partial=True)
        quiet = style if chosen else style + self.get_component_rich_style("pick--middle", partial=True)
        return Strip(_segments(row, width, style, quiet, chosen=chosen), width)

    def watch_chosen(self, old: int, new: int) -> None:
        """Repaint the two lines that change, and keep the chosen one in sight."""
        if not self.is_mounted:
            return
        width = self.size.width
        for index in (old, new):
            self.refresh(Region(0, index - self.scroll_offset.y, width, 1))
        self._keep_in_sight()
        self.post_message(self.Moved(self.chosen_id))

    def on_resize(self) -> None:
        """Keep the chosen row in sight when there is less room, as where a line opens below."""
        self._keep_in_sight()

    def on_click(self, event: events.Click) -> None:
        """Choose and pick the row under the pointer."""
        index = event.y + self.scroll_offset.y
        if 0 <= index < len(self._rows) and not self._rows[index].heading:
            self.chosen = index
            self.pick()

    def pick(self) -> None:
        """Pick the chosen row."""
        if self.chosen_id:
            self.post_message(self.Picked(self.chosen_id))

    def action_step(self, step: int) -> None:
        """Choose the next or previous row."""
        self.chosen = self._nearest(self.chosen + step, step, self.chosen)

    def action_page(self, step: int) -> None:
        """Choose a row a screen further."""
        wanted = self.chosen + step * max(1, self.size.height - 1)
        self.chosen = self._nearest(max(0, min(len(self._rows) - 1, wanted)), -step, self.chosen)

    def action_edge(self, step: int) -> None:
        """Choose the first or the last row."""
        self.chosen = self._nearest(0 if step < 0 else len(self._rows) - 1, -step, self.chosen)

    def _keep_in_sight(self) -> None:
        """Scroll to the chosen row, with the headings right above it where they fit."""
        if not 0 <= self.chosen < len(self._rows):
            return
        first = self.chosen
        while first and self._rows[first - 1].heading and self.chosen - first + 2 <= self.size.height:
            first -= 1
        region = Region(0, first, self.size.width, self.chosen - first + 1)
        self.scroll_to_region(region, animate=False, force=True)

    def _nearest(self, index: int, step: int, otherwise: int = 0) -> int:
        while 0 <= index < len(self._rows):
            if not self._rows[index].heading:
                return index
            index += step
        return otherwise

    def _place_of(self, row_id: str) -> int | None:
        if isinstance(self._rows, LazyRows):
            return self._rows.place_of(row_id)
        return next((index for index, row in enumerate(self._rows) if row.id == row_id), None)

    def _measure(self) -> None:
        self.virtual_size = Size(0, len(self._rows))


def _segments(row: PickRow, width: int, style: Style, quiet: Style, *, chosen: bool) -> list[Segment]:
    mark = "" if row.heading else ("› " if chosen else "  ")
    right = row.right if cell_len(row.right) <= width // 2 else ""
    room = max(width - cell_len(mark) - (cell_len(right) + 1 if right else 0) - 1, 0)
    left = shorten(shown(row.left), room)
    middle = shorten(_GAP + shown(row.middle), room - cell_len(left)) if row.middle else ""
    middle = middle if cell_len(middle) > len(_GAP) + 1 else ""
    behind = " " * (room - cell_len(left) - cell_len(middle)) + (f" {right} " if right else " ")
    parts = [(mark + left, style), (middle, quiet), (fit(behind, width - cell_len(mark + left + middle)), style)]
    return [Segment(text, each) for text, each in parts if text]
