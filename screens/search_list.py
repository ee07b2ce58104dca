"""What a search has found, as a list: a mark for the kind, the text with the words that were looked for, and where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

import msgspec
from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from kgw_tui.rules.sought import Span
from kgw_tui.usecases.finding_anything import Anything

from .widgets.cells import shorten, shown
from .widgets.painted_lines import PaintedLines
from .widgets.parts import Part, cut, parts_width, strip_of

_BEFORE: Final = 16
"""Characters before a word that are shown with it at most, to the beginning of a word, where its text doesn't fit."""
_DOT: Final = " · "


class FoundRow(msgspec.Struct, frozen=True):
    """Something that was found: `mark` is the character of its kind, `places` where the words stand in its text. At the
    right stands `where` it was said (shortened where there is no room) and the day.
    """

    text: str
    mark: str = ""
    places: tuple[Span, ...] = ()
    where: str = ""
    day: str = ""


class FoundList(PaintedLines):
    """Rows with one that is chosen; it takes no focus: the keys go to the line, and the screen moves the choice.

    The words that were looked for are bold and underlined, on the chosen row too. Of rows that come in the place of
    others only the cells that differ are sent to the terminal.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"found--word", "found--mark", "found--where", "found--chosen"}
    DEFAULT_CSS = """
    FoundList {
        height: 1fr;
        & .found--word { text-style: bold underline; }
        & .found--mark { color: $text-accent; text-style: bold; }
        & .found--where { color: $text-muted; }
        & .found--chosen { background: $block-cursor-background; color: $block-cursor-foreground; }
        &:nocolor .found--chosen { text-style: reverse; }
    }
    """

    class Picked(Message):
        """A row was clicked on."""

    class Moved(Message):
        """Another row is the chosen one."""

    def __init__(self) -> None:
        """Without rows."""
        super().__init__()
        self._hits: Sequence[Anything] = ()
        self._row_of: Callable[[Anything], FoundRow] = _without
        self._words = ""
        self._chosen = 0
        self._top = 0
        self._styles: dict[tuple[str, bool], Style] = {}

    @property
    def chosen_id(self) -> str:
        """The id of the chosen row; "" when there is none."""
        return self._hits[self._chosen].id if self._hits else ""

    def show_hits(
        self, hits: Sequence[Anything], row_of: Callable[[Anything], FoundRow], words: str = "", *, first: bool = False
    ) -> None:
        """Show other rows, made by `row_of` as they come in sight, or without any these lines. What was chosen stays so
        where it still stands, unless the `first` is to be chosen.
        """
        before = "" if first else self.chosen_id
        place = next((index for index, hit in enumerate(hits) if before and hit.id == before), None)
        at = self._chosen if place is None and before else place or 0
        self._hits, self._row_of, self._words = hits, row_of, words
        self._go_to(at)

    def choose(self, record_id: str) -> None:
        """Choose the row with this id, where it is there."""
        place = next((index for index, hit in enumerate(self._hits) if hit.id == record_id), None)
        if place is not None:
            self._go_to(place)

    def step(self, step: int) -> None:
        """Choose the next (1) or previous (-1) row."""
        self._go_to(self._chosen + step)
        self.post_message(self.Moved())

    def page(self, step: int) -> None:
        """Choose a row a screen further."""
        self.step(step * max(self.size.height - 1, 1))

    def on_resize(self) -> None:
        """Keep the chosen row in sight."""
        self._go_to(self._chosen)

    def on_click(self, event: events.Click) -> None:
        """Choose and pick the row under the pointer."""
        if event.y + self._top < len(self._hits):
            self._go_to(event.y + self._top)
            self.post_message(self.Picked())

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The row before."""
        event.stop()
        self.step(-1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The next row."""
        event.stop()
        self.step(1)

    def draw_lines(self, size: Size) -> list[Strip]:
        """The rows that are seen."""
        if not self._hits:
            lines = self._words.split("\n")[: size.height]
            return [strip_of([("  ", ""), (line, "found--where")], size.width, self.role_style) for line in lines]
        return [
            strip_of(
                _parts(self._row_of(hit), size.width, chosen=index == self._chosen),
                size.width,
                lambda role, chosen=index == self._chosen: self._style(role, chosen=chosen),
            )
            for index, hit in enumerate(self._hits[self._top : self._top + size.height], self._top)
        ]

    def notify_style_update(self) -> None:
        """Other styles: look them up again."""
        super().notify_style_update()
        self._styles.clear()

    def _go_to(self, index: int) -> None:
        self._chosen = max(0, min(index, len(self._hits) - 1))
        height = max(self.size.height, 1)
        self._top = max(min(self._top, self._chosen), self._chosen - height + 1)
        self._top = max(min(self._top, len(self._hits) - height), 0)
        self.repaint()

    def _style(self, role: str, *, chosen: bool) -> Style:
        """The style of a role; of the chosen row all is in one colour, and only the words that were found stand out."""
        style = self._styles.get((role, chosen))
        if style is None:
            style = self.rich_style
            if chosen:
                style += self.get_component_rich_style("found--chosen", partial=True)
            if role == "found--word" or (role and not chosen):
                style += self.get_component_rich_style(role, partial=True)
            self._styles[role, chosen] = style
        return style


def _without(hit: Anything) -> FoundRow:
    return FoundRow(hit.id)


def _parts(row: FoundRow, width: int, *, chosen: bool) -> list[Part]:
    """The mark, as much of the text as fits, and at the right where and when."""
    where = _where(row, width)
    lead: list[Part] = [("› " if chosen else "  ", ""), (f"{row.mark or ' '} ", "found--mark")]
    room = max(width - parts_width(lead) - (cell_len(where) + 2 if where else 0) - 1, 0)
    text = cut(_text(row, room), room)
    gap = room - parts_width(text) + (1 if where else 0)
    return [*lead, *text, (" " * gap, ""), (where, "found--where"), (" " * (2 if where else 1), "")]


def _where(row: FoundRow, width: int) -> str:
    """Where it was said and the day, in less than half of the width; the day as long as there is room for that."""
    most = width // 2 - 2
    day = shown(row.day)
    if cell_len(day) > most:
        return ""
    room = most - cell_len(day) - len(_DOT)
    where = shorten(shown(row.where), room) if row.where and room > len(_DOT) else ""
    return f"{where}{_DOT}{day}" if where and day else where or day


def _text(row: FoundRow, room: int) -> list[Part]:
    """The text, its found words apart; from shortly before the first of these where that wouldn't be seen else."""
    text, begin = row.text, 0
    first = row.places[0] if row.places else (0, 0)
    if cell_len(shown(text)) > room and cell_len(shown(text[: first[1]])) >= room:
        begin = text.rfind(" ", 0, max(first[0] - min(_BEFORE, room // 4), 0) + 1) + 1
    parts: list[Part] = [("…", "")] if begin else []
    at = begin
    for start, end in row.places:
        if start >= at:
            parts += [(shown(text[at:start]), ""), (shown(text[start:end]), "found--word")]
            at = end
    return [part for part in (*parts, (shown(text[at:]), "")) if part[0]]
