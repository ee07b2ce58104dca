"""What was said, as a list that one moves through: thousands of rows in one widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.message import Message

from .laid_out import Change
from .own_keys import act_on, actions_by_key, goes_elsewhere
from .row_view import RowView
from .rows import EntryRow, Row

KIND_KEYS: Final = frozenset("!?=+>; -")
"""Characters that turn a row into another kind, as in the capture line; space and `-` make it a note."""


class EntryList(RowView, can_focus=True):
    """The rows of a meeting. It keeps the end of the current item in view, where lines are added, until the user goes
    elsewhere in it.

    Several entries can be marked (`mark`, shift with the arrows), to do something to all of them: `selected_ids`. Esc
    takes the marks off, and leaves when there are none; so does moving the focus elsewhere.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("shift+up", "extend(-1)", show=False),
        Binding("shift+down", "extend(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home", "edge(-1)", show=False),
        Binding("end", "edge(1)", show=False),
        Binding("enter", "choose", show=False),
        Binding("escape", "leave", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """Enter or a double click on an entry."""

        entry_id: str

    @dataclass
    class Moved(Message):
        """Another entry is the chosen one, or none ("")."""

        entry_id: str

    @dataclass
    class Marked(Message):
        """Other entries are marked: `count` of them."""

        count: int

    @dataclass
    class KindKey(Message):
        """A key that makes the chosen entry another kind: one of `!?=+>;`, or " " for a note. `entry_ids` are the
        marked entries, or the chosen one.
        """

        entry_id: str
        character: str
        entry_ids: tuple[str, ...]

    @dataclass
    class Leave(Message):
        """The user wants back to the capture line: with Esc, or down past the last entry."""

        escaped: bool

    def __init__(
        self,
        *,
        keyed: Callable[[str], bool] | None = None,
        typing: Callable[[str], None] | None = None,
        marking: bool = True,
    ) -> None:
        """An empty list. `keyed` is given each key first, and says whether it has dealt with it; `typing` gets each
        character that means nothing here, before the next key is looked at. Without `marking` nothing can be marked.
        """
        super().__init__()
        self.keyed = keyed
        self.typing = typing
        self._marking = marking

    @property
    def selected_id(self) -> str:
        """The id of the chosen entry, or ""."""
        return self.laid.entry_id(self.selected)

    @property
    def marked(self) -> list[str]:
        """The ids of the marked entries, in the order of the list."""
        return self.marks.of(row.entry_id for row in self.rows if isinstance(row, EntryRow)) if self.marks else []

    @property
    def selected_ids(self) -> list[str]:
        """The ids of the marked entries, in the order of the list; without any, of the chosen one."""
        return self.marked or ([self.selected_id] if self.selected_id else [])

    def mark(self) -> None:
        """Mark the chosen entry, or take its mark off; it stays the chosen one, whichever way one walks."""
        if not self._marking or self.selected is None:
            return
        self._marking_changes(lambda: self.marks.toggle(self.selected_id))

    def clear_marks(self) -> None:
        """Take all marks off."""
        self._marking_changes(self.marks.clear)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show `rows` instead; only what is new is wrapped, only lines that look different are repainted.

        The chosen entry stays the chosen one; when it is gone, the one that stood below it is, or above it. Unless the
        list follows what is added, the row at the top stays where it is.
        """
        before = self.seen()
        chosen = self.selected
        old = list(self.rows) if chosen is not None or self.marks else []
        change = self.window.take(rows)
        if self.marks and self.marks.keep([row.entry_id for row in rows if isinstance(row, EntryRow)]):
            self.post_message(self.Marked(len(self.marks)))
        if chosen is not None:
            self._choose_again(chosen, old, change)
        self.repaint_since(before)

    def select(self, entry_id: str) -> bool:
        """Choose the entry with this id and bring it into view. False when it isn't here."""
        index = self.laid.index_of(entry_id)
        if index is not None:
            self.selected = index
        return index is not None

    def validate_selected(self, index: int | None) -> int | None:
        """Only entries can be chosen."""
        return index if self.laid.entry_id(index) else None

    def watch_selected(self, old: int | None, new: int | None) -> None:
        """Bring the chosen row into view and show it as chosen; the terminal's cursor goes there too."""
        before = self.seen(chosen=old)
        if new is not None:
            self.window.follows = False
            if new == self.laid.next_entry(-1, 1):
                self.window.reveal(0)  # what stands above the first entry is seen with it, as far as there is room
            self.window.reveal(new)
            line = self.laid.span(new)[0] - self.window.top
            self.app.cursor_position = self.content_region.offset + Offset(0, max(line, 0))
        self.repaint_since(before)
        self.post_message(self.Moved(self.selected_id))

    def on_focus(self) -> None:
        """Begin with the entry that was typed just now: the last of the item where the meeting is."""
        if self.selected is not None:
            return
        newest = self.laid.newest()
        if newest is None:
            self._leave(escaped=False)
        else:
            self.selected = newest

    def on_blur(self) -> None:
        """No row is chosen while something else has the focus, but for a terminal that is left for a moment."""
        if self.app.app_focus:
            self.clear_marks()
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
            self.post_message(self.KindKey(self.selected_id, character or " ", tuple(self.selected_ids)))
        elif event.is_printable and event.character:
            event.stop()
            if self.typing:
                self.typing(event.character)
        else:
            await act_on(event, _ACTIONS, self.app, self)

    def on_click(self, event: events.Click) -> None:
        """Choose the row that is clicked on; with two clicks, open it."""
        found = self.laid.at(self.window.top + event.y)
        if found is None or not self.laid.entry_id(found[0]):
            return
        self.focus()
        self.selected = found[0]
        if event.chain == 2:
            self.action_choose()

    def action_move(self, step: int) -> None:
        """To the next entry (1) or the one before (-1); down past the last leaves the list, unless some are marked."""
        if self.selected is None:
            self.action_edge(-step)
            return
        target = self.laid.next_entry(self.selected, step)
        if target is not None:
            self.selected = target
        elif step < 0:
            self.scroll_lines(-self.window.top)
        elif not self.marks:
            self._leave(escaped=False)

    def action_extend(self, step: int) -> None:
        """Mark the chosen entry and the next (1) or the one before (-1), which is then the chosen one."""
        if self.selected is None or not self._marking:
            self.action_move(step)
            return
        target = self.laid.next_entry(self.selected, step)
        there = self.selected_id if target is None else self.laid.entry_id(target)
        self._marking_changes(lambda: self.marks.extend(self.selected_id, there))
        if target is not None:
            self.selected = target

    def action_page(self, direction: int) -> None:
        """A screenful further."""
        page = direction * max(self.size.height - 1, 1)
        if self.selected is None:
            self.scroll_lines(page)
            return
        found = self.laid.at(max(self.laid.span(self.selected)[0] + page, 0))
        target = self.laid.next_entry(found[0] - direction, direction) if found else None
        if target is None or target == self.selected:
            self.action_edge(direction)
        else:
            self.selected = target

    def action_edge(self, direction: int) -> None:
        """To the first (-1) or the last (1) entry; without entries the list is left."""
        target = self.laid.next_entry(-1 if direction < 0 else len(self.rows), -direction)
        if target is None:
            self._leave(escaped=False)
        else:
            self.selected = target

    def action_choose(self) -> None:
        """Tell which entry is meant."""
        if self.selected_id:
            self.post_message(self.Chosen(self.selected_id))

    def action_leave(self) -> None:
        """Take the marks off; without any let go of the list: no row is chosen, what was added last is shown again."""
        if self.marks:
            self.clear_marks()
        else:
            self._leave(escaped=True)

    def _leave(self, *, escaped: bool) -> None:
        self.selected = None
        self.follow()
        self.post_message(self.Leave(escaped))

    def _choose_again(self, index: int, old: Sequence[Row], change: Change) -> None:
        """Choose what was chosen (at `index` of the `old` rows); when it is gone, what stood below it, or above it."""
        place = change.place_of(index)
        if place is None:
            place = self.laid.same_as(old[index], change)
        if place is not None:
            self.selected = place
            return
        here = {row.entry_id: place for place, row in enumerate(self.rows) if isinstance(row, EntryRow)}
        near = (row.entry_id for row in (*old[index:], *reversed(old[:index])) if isinstance(row, EntryRow))
        place = next((here[entry_id] for entry_id in near if entry_id in here), None)
        if place == self.selected:
            self.post_message(self.Moved(self.selected_id))
        self.selected = place

    def _marking_changes(self, change: Callable[[], object]) -> None:
        """Change what is marked, and show it."""
        before, count = self.seen(), len(self.marks)
        change()
        self.repaint_since(before)
        if len(self.marks) != count:
            self.post_message(self.Marked(len(self.marks)))


_ACTIONS: Final = actions_by_key(EntryList.BINDINGS)
