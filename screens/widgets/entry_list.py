"""What was said, as a list that one moves through: thousands of rows in one widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events, getters
from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from .any_app import any_app
from .laid_out import LaidOut
from .own_keys import act_on, actions_by_key, goes_elsewhere
from .row_layout import Line
from .rows import EntryRow, HeadingRow, Row

KIND_KEYS: Final = frozenset("!?=+>; -")
"""Characters that turn a row into another kind, as in the capture line; space and `-` make it a note."""
_WHEEL: Final = 3
_CHOSEN: Final = "›"
_AFTER: Final = 4
"""The part of the height (a fourth) that may show what comes after the current item."""


class EntryList(Widget, can_focus=True):
    """The rows of a meeting on Textual's Line API.

    It scrolls by itself, without Textual's virtual size: a change of that lays the whole screen out again and
    repaints all of the list, for each entry that is added. It keeps the end of the current item in view, where lines
    are added, until the user goes elsewhere in it.
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
        "chosen",
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
        &>.entries--chosen { background: $block-cursor-background; color: $block-cursor-foreground; }
        &:nocolor>.entries--chosen { text-style: reverse; }
    }
    """

    selected: reactive[int | None] = reactive[int | None](None, repaint=False, init=False)
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

    @dataclass
    class Leave(Message):
        """The user wants back to the capture line: with Esc, or down past the last entry."""

        escaped: bool

    def __init__(
        self, *, keyed: Callable[[str], bool] | None = None, typing: Callable[[str], None] | None = None
    ) -> None:
        """An empty list. `keyed` is given each key first, and says whether it has dealt with it; `typing` gets each
        character that means nothing here, before the next key is looked at.
        """
        super().__init__()
        self.keyed = keyed
        self.typing = typing
        self._laid = LaidOut()
        self._fitted = Size(0, 0)
        self._top = 0
        self._follows = True
        self._role_styles: dict[str, Style] = {}

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown."""
        return self._laid.rows

    @property
    def selected_id(self) -> str:
        """The id of the chosen entry, or ""."""
        return self._laid.entry_id(self.selected)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows` instead; only what is new is wrapped, only lines that look different are repainted.

        The chosen entry stays the chosen one; when it is gone, the one that stood below it is, or above it. Unless the
        list follows what is added, the row at the top stays where it is.
        """
        before = self._seen()
        chosen, anchor = self.selected, self._laid.anchor(self._top)
        wanted = self._ids_from(chosen) if chosen is not None else []
        self._laid.lay_out(rows, self._fitted.width)
        self._go_back_to(anchor)
        if wanted:
            self._choose_first_of(wanted)
        self._repaint_since(before)

    def follow(self) -> None:
        """Go to the end of the current item, and stay there when rows are added."""
        before = self._seen()
        self._follows = True
        self._go_to(self._followed_top)
        self._repaint_since(before)

    def select(self, entry_id: str) -> bool:
        """Choose the entry with this id and bring it into view. False when it isn't here."""
        index = self._laid.index_of(entry_id)
        if index is not None:
            self.selected = index
        return index is not None

    def scroll_lines(self, lines: int) -> None:
        """Scroll by so many lines (up when negative); back where lines are added, the list follows them again."""
        before = self._seen()
        self._go_to(self._top + lines)
        self._follows = self._top == self._followed_top
        self._repaint_since(before)

    def validate_selected(self, index: int | None) -> int | None:
        """Only entries can be chosen."""
        return index if self._laid.entry_id(index) else None

    def watch_selected(self, old: int | None, new: int | None) -> None:
        """Bring the chosen row into view and show it as chosen; the terminal's cursor goes there too."""
        before = self._seen(chosen=old)
        if new is not None:
            self._follows = False
            self._reveal(new)
            line = self._laid.span(new)[0] - self._top
            self.app.cursor_position = self.content_region.offset + Offset(0, max(line, 0))
        self._repaint_since(before)
        self.post_message(self.Moved(self.selected_id))

    def render_line(self, y: int) -> Strip:
        """One line of the list, as the compositor asks for it."""
        found = self._laid.at(self._top + y)
        if found is None:
            return Strip.blank(self._laid.width, self.rich_style)
        index, number = found
        return self._strip(self._laid.line(index, number), chosen=index == self.selected, first=number == 0)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What the compositor paints."""
        self._adapt()
        return super().render_lines(crop)

    def notify_style_update(self) -> None:
        """Other styles: look them up again."""
        super().notify_style_update()
        self._role_styles.clear()

    def on_focus(self) -> None:
        """Begin with the last entry, the one that was typed just now."""
        if self.selected is None:
            self.action_edge(1)

    def on_blur(self) -> None:
        """No row is chosen while something else has the focus, but for a terminal that is left for a moment."""
        if self.app.app_focus:
            self.selected = None

    async def on_key(self, event: events.Key) -> None:
        """A character of a kind changes the kind of the chosen row; other keys do what they do here."""
        if goes_elsewhere(event, self.app, self):
            return
        if self.keyed and self.keyed(event.key):
            event.stop()
            event.prevent_default()
        elif event.character in KIND_KEYS and self.selected_id:
            event.stop()
            event.prevent_default()
            character = " " if event.character == "-" else event.character
            self.post_message(self.KindKey(self.selected_id, character or " "))
        elif event.is_printable and event.character:
            event.stop()
            if self.typing:
                self.typing(event.character)
        else:
            await act_on(event, _ACTIONS, self.app, self)

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
        found = self._laid.at(self._top + event.y)
        if found is None or not self._laid.entry_id(found[0]):
            return
        self.focus()
        self.selected = found[0]
        if event.chain == 2:
            self.action_choose()

    def action_move(self, step: int) -> None:
        """To the next entry (1) or the one before (-1); down past the last one leaves the list."""
        if self.selected is None:
            self.action_edge(-step)
            return
        target = self._laid.next_entry(self.selected, step)
        if target is not None:
            self.selected = target
        elif step > 0:
            self._leave(escaped=False)
        else:
            self.scroll_lines(-self._top)

    def action_page(self, direction: int) -> None:
        """A screenful further."""
        page = direction * max(self.size.height - 1, 1)
        if self.selected is None:
            self.scroll_lines(page)
            return
        found = self._laid.at(max(self._laid.span(self.selected)[0] + page, 0))
        target = self._laid.next_entry(found[0] - direction, direction) if found else None
        if target is None or target == self.selected:
            self.action_edge(direction)
        else:
            self.selected = target

    def action_edge(self, direction: int) -> None:
        """To the first (-1) or the last (1) entry; without entries the list is left."""
        target = self._laid.next_entry(-1 if direction < 0 else len(self.rows), -direction)
        if target is None:
            self._leave(escaped=False)
        else:
            self.selected = target

    def action_choose(self) -> None:
        """Tell which entry is meant."""
        if self.selected_id:
            self.post_message(self.Chosen(self.selected_id))

    def action_leave(self) -> None:
        """Let go of the list: no row is chosen, and what was added last is shown again."""
        self._leave(escaped=True)

    def _leave(self, *, escaped: bool) -> None:
        self.selected = None
        self.follow()
        self.post_message(self.Leave(escaped))

    def _adapt(self) -> None:
        """To another size, before anything is seen or measured at it: what stood at the top stays there, or the end."""
        if self.size == self._fitted:
            return
        anchor = self._laid.anchor(self._top)
        self._fitted = self.size
        self._laid.lay_out(self.rows, self._fitted.width)
        self._go_back_to(anchor)
        if self.selected is not None:
            self._reveal(self.selected)

    def _ids_from(self, index: int) -> list[str]:
        """The id of the entry at `index`, of those below it, and then of those above it, nearest first."""
        rows = [*self.rows[index:], *reversed(self.rows[:index])]
        return [row.entry_id for row in rows if isinstance(row, EntryRow)]

    def _choose_first_of(self, wanted: Sequence[str]) -> None:
        """Choose the first of these entries that is still here."""
        here = {row.entry_id: index for index, row in enumerate(self.rows) if isinstance(row, EntryRow)}
        index = next((here[entry_id] for entry_id in wanted if entry_id in here), None)
        if index == self.selected and self.selected_id != wanted[0]:
            self.post_message(self.Moved(self.selected_id))
        self.selected = index

    def _reveal(self, index: int) -> None:
        """Scroll as little as is needed to see the whole row, and the heading above it."""
        first, end = self._laid.span(index)
        if index and isinstance(self.rows[index - 1], HeadingRow):
            above = self._laid.span(index - 1)[0]
            first = above if end - above <= self.size.height else first
        if end > self._top + self.size.height:
            self._go_to(end - self.size.height)
        if first < self._top:
            self._go_to(first)

    def _go_back_to(self, anchor: tuple[str, int] | None) -> None:
        """Scroll so that the row at the top is there again, or to the end when that is followed."""
        line = self._laid.line_of(anchor) if anchor and not self._follows else None
        if self._follows:
            line = self._followed_top
        self._go_to(self._top if line is None else line)

    def _go_to(self, top: int) -> None:
        self._top = self._within(top)

    def _within(self, top: int) -> int:
        return max(min(top, self._laid.height - self.size.height), 0)

    @property
    def _followed_top(self) -> int:
        """The line at the top when the end of the current item is in view, with a little of what comes after it."""
        height = self.size.height
        return self._within(self._laid.current_end + height // _AFTER - height)

    def _seen(self, chosen: int | None = -1) -> list[object]:
        """What each line shows, for comparing; `chosen` says which row is shown as chosen, if not the one that is."""
        self._adapt()
        chosen = self.selected if chosen == -1 else chosen
        found = (self._laid.at(line) for line in range(self._top, self._top + self.size.height))
        return [(self.rows[at[0]], at[1], at[0] == chosen) if at else None for at in found]

    def _repaint_since(self, before: list[object]) -> None:
        """Refresh the lines that show something else than `before`."""
        width = self.size.width
        now = self._seen()
        regions = [Region(0, y, width, 1) for y, seen in enumerate(now) if y >= len(before) or seen != before[y]]
        if regions:
            self.refresh(*regions)

    def _strip(self, line: Line, *, chosen: bool, first: bool) -> Strip:
        if not chosen:
            return Strip([Segment(text, self._style(role)) for text, role in line], self._laid.width)
        over = self.get_component_rich_style("entries--chosen", partial=True)
        strip = Strip([Segment(text, self._style(role) + over) for text, role in line], self._laid.width)
        if not first or self._laid.width < 2:
            return strip
        sign = Segment(_CHOSEN, self._style("mark") + over)
        return Strip([sign, *strip.crop(1, self._laid.width)], self._laid.width)

    def _style(self, role: str) -> Style:
        style = self._role_styles.get(role)
        if style is None:
            style = self.get_component_rich_style(f"entries--{role}") if role else self.rich_style
            self._role_styles[role] = style
        return style


_ACTIONS: Final = actions_by_key(EntryList.BINDINGS)
