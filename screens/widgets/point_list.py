"""Points to go through one by one under headings: to read back, to answer, to tick off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal, TypeAlias

from rich.segment import Segment
from rich.style import Style
from textual import events, getters
from textual.geometry import Offset, Region, Size
from textual.strip import Strip
from textual.widget import Widget

from .any_app import any_app
from .cells import fit, shorten, shown, width_of, wrap
from .parts import Part, strip_of

Tone = Literal["", "strong", "settled", "quiet"]
"""How a point is meant: as any other, as what matters most here, as dealt with, as something only to read."""

NEEDING: Final = "•"
"""Stands before a point that needs something, so that it isn't told by colour alone."""
_CHOSEN: Final = "›"
_INDENT: Final = 4
"""Cells before the text of a point: the sign of the chosen one, that of what needs something, the mark, a blank."""
_WHEEL: Final = 3


@dataclass(frozen=True)
class Heading:
    """What the points below it are; `aside` stands at the end of its rule."""

    title: str
    aside: str = ""


@dataclass(frozen=True)
class Point:
    """One point. `id` is what it stands for; `mark` the character of its kind; `right` what stands at the right edge;
    `needs` says that something is missing; `depth` 1 for what belongs to the point above.
    """

    id: str
    text: str
    right: str = ""
    mark: str = ""
    needs: bool = False
    depth: int = 0
    tone: Tone = ""


Row: TypeAlias = Heading | Point
_Line = tuple[int, tuple[Part, ...]]
"""A line of the list: the index of its row, and its parts."""


class PointList(Widget):
    """The points, one of which is chosen; never has the focus, so that all keys come in one order through the line."""

    ALLOW_SELECT = False
    app = getters.app(any_app)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"points--{role}"
        for role in ("title", "rule", "mark", "needs", "right", "strong", "settled", "quiet", "chosen")
    }
    DEFAULT_CSS = """
    PointList {
        width: 100%;
        height: 1fr;
        color: $foreground;
        &>.points--title { color: $text-primary; text-style: bold; }
        &>.points--rule { color: $text-muted; }
        &>.points--mark { color: $text-accent; text-style: bold; }
        &>.points--needs { color: $text-warning; text-style: bold; }
        &>.points--right { color: $text-muted; }
        &>.points--strong { text-style: bold; }
        &>.points--settled { color: $text-muted; }
        &>.points--quiet { color: $text-muted; }
        &>.points--chosen { background: $block-cursor-background; color: $block-cursor-foreground; }
        &:nocolor>.points--chosen { text-style: reverse; }
    }
    """

    def __init__(self, moved: Callable[[], None]) -> None:
        """An empty list; `moved` is called whenever another point is the chosen one."""
        super().__init__()
        self._moved = moved
        self._rows: list[Row] = []
        self._lines: list[_Line] = []
        self._chosen = -1
        self._top = 0
        self._fitted = Size(0, 0)
        self._styles_by_role: dict[str, Style] = {}

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown."""
        return self._rows

    @property
    def chosen(self) -> Point | None:
        """The chosen point; None in an empty list."""
        row = self._rows[self._chosen] if 0 <= self._chosen < len(self._rows) else None
        return row if isinstance(row, Point) else None

    @property
    def needing(self) -> int:
        """How many points need something."""
        return sum(isinstance(row, Point) and row.needs for row in self._rows)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows. What was chosen stays chosen; when it is gone, what stood below it is, or above it."""
        before, seen = self.chosen, self._seen()
        wanted = (
            [
                row.id
                for row in [*self._rows[self._chosen :], *reversed(self._rows[: max(self._chosen, 0)])]
                if isinstance(row, Point)
            ]
            if before
            else []
        )
        self._rows = list(rows)
        self._lay_out()
        here = {row.id: index for index, row in enumerate(self._rows) if isinstance(row, Point)}
        self._chosen = next((here[each] for each in wanted if each in here), min(here.values(), default=-1))
        self._reveal()
        self._repaint_since(seen)
        self._moved()

    def choose(self, point_id: str) -> bool:
        """Choose the point with this id. False when it isn't here."""
        index = next((at for at, row in enumerate(self._rows) if isinstance(row, Point) and row.id == point_id), None)
        return index is not None and self._go_to(index)

    def move(self, step: int) -> None:
        """To the next point (1) or the one before (-1)."""
        index = self._beside(self._chosen, step)
        if index is not None:
            self._go_to(index)
        elif step < 0:
            self._go_to_line(0)

    def page(self, step: int) -> None:
        """A screenful further."""
        first = next((line for line, (index, _parts) in enumerate(self._lines) if index == self._chosen), None)
        if first is None:
            return
        line = max(0, min(first + step * max(self.size.height - 1, 1), len(self._lines) - 1))
        index = self._lines[line][0]
        if index == self._chosen or not isinstance(self._rows[index], Point):
            index = self._beside(index, step)
        if index is not None:
            self._go_to(index)

    def edge(self, step: int) -> None:
        """To the first (-1) or the last (1) point."""
        points = [index for index, row in enumerate(self._rows) if isinstance(row, Point)]
        if points:
            self._go_to(points[0 if step < 0 else -1])

    def go_to_need(self, step: int = 1) -> bool:
        """To the next point that needs something (1), or the one before (-1), round the end. False without any."""
        needing = [index for index, row in enumerate(self._rows) if isinstance(row, Point) and row.needs]
        if not needing:
            return False
        if step > 0:
            return self._go_to(next((index for index in needing if index > self._chosen), needing[0]))
        return self._go_to(next((index for index in reversed(needing) if index < self._chosen), needing[-1]))

    def render_line(self, y: int) -> Strip:
        """One line of the list, as the compositor asks for it."""
        width = self.size.width
        line = self._top + y
        if not 0 <= line < len(self._lines):
            return Strip.blank(width, self.rich_style)
        index, parts = self._lines[line]
        if index != self._chosen:
            return strip_of(parts, width, self._style)
        over = self.get_component_rich_style("points--chosen", partial=True)
        first = not line or self._lines[line - 1][0] != index
        if first and width > _INDENT:
            parts = ((_CHOSEN, "points--mark"), (parts[0][0][1:], parts[0][1]), *parts[1:])
        strip = strip_of(parts, width, self._style)
        return Strip([Segment(text, (style or self.rich_style) + over) for text, style, _control in strip], width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What the compositor paints, at the size that it has by then."""
        self._adapt()
        return super().render_lines(crop)

    def notify_style_update(self) -> None:
        """Other styles: look them up again."""
        super().notify_style_update()
        self._styles_by_role.clear()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll with the wheel, without choosing another point."""
        event.stop()
        self._go_to_line(self._top - _WHEEL)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll with the wheel, without choosing another point."""
        event.stop()
        self._go_to_line(self._top + _WHEEL)

    def on_click(self, event: events.Click) -> None:
        """Choose the point that is clicked on."""
        line = self._top + event.y
        if 0 <= line < len(self._lines) and isinstance(self._rows[self._lines[line][0]], Point):
            self._go_to(self._lines[line][0])

    def _beside(self, index: int, step: int) -> int | None:
        """The nearest point below (1) or above (-1) a row."""
        further = range(index + 1, len(self._rows)) if step > 0 else range(index - 1, -1, -1)
        return next((at for at in further if isinstance(self._rows[at], Point)), None)

    def _go_to(self, index: int) -> bool:
        seen = self._seen()
        self._chosen = index
        self._reveal()
        self._repaint_since(seen)
        self._moved()
        return True

    def _go_to_line(self, top: int) -> None:
        seen = self._seen()
        self._top = self._within(top)
        self._repaint_since(seen)

    def _reveal(self) -> None:
        """Scroll as little as is needed to see the whole chosen point, and the heading above it."""
        lines = [line for line, (index, _parts) in enumerate(self._lines) if index == self._chosen]
        if not lines or not self.size.height:
            self._top = self._within(self._top)
            return
        first, end, height = lines[0], lines[-1] + 1, self.size.height
        above = first - 1 if first and isinstance(self._rows[self._chosen - 1], Heading) else first
        first = above if end - above <= height else first
        if end > self._top + height:
            self._top = end - height
        self._top = min(self._top, first)
        self._top = self._within(self._top)
        self.app.cursor_position = self.content_region.offset + Offset(0, max(lines[0] - self._top, 0))

    def _within(self, top: int) -> int:
        return max(min(top, len(self._lines) - self.size.height), 0)

    def _adapt(self) -> None:
        if self.size != self._fitted:
            self._lay_out()
            self._reveal()

    def _lay_out(self) -> None:
        self._fitted = self.size
        width = self.size.width
        self._lines = [(at, parts) for at, row in enumerate(self._rows) for parts in _lines_of(row, width)]

    def _seen(self) -> list[object]:
        lines = self._lines[self._top : self._top + self.size.height]
        return [(parts, index == self._chosen) for index, parts in lines]

    def _repaint_since(self, before: list[object]) -> None:
        """Refresh the lines that show something else than `before`."""
        now = self._seen()
        changed = [
            Region(0, y, self.size.width, 1)
            for y in range(max(len(now), len(before)))
            if y >= len(now) or y >= len(before) or now[y] != before[y]
        ]
        if changed:
            self.refresh(*changed)

    def _style(self, role: str) -> Style:
        style = self._styles_by_role.get(role)
        if style is None:
            style = self.get_component_rich_style(role) if role else self.rich_style
            self._styles_by_role[role] = style
        return style


def _lines_of(row: Row, width: int) -> list[tuple[Part, ...]]:
    """The lines of a row at a width."""
    if isinstance(row, Heading):
        return [_rule(row, width)]
    indent = _INDENT + 2 * row.depth
    room = max(width - indent - 1, 1)
    text, right = shown(row.text).strip(), shown(row.right)
    texts = wrap(text, room, room)
    below: list[str] = []
    if right and width_of(texts[-1]) + 2 + width_of(right) > room:
        below, right = wrap(right, room, room), ""
    tone = f"points--{row.tone}" if row.tone else ""
    edge = "points--needs" if row.needs else "points--right"
    before: tuple[Part, ...] = (
        (" ", ""),
        (NEEDING if row.needs else " ", "points--needs"),
        (" " * (indent - _INDENT) + fit(row.mark, 1) + " ", "points--mark"),
    )
    lines: list[tuple[Part, ...]] = []
    for number, piece in enumerate(texts):
        lead = (" " * indent, "") if number else None
        gap = max(width - 1 - indent - width_of(piece) - width_of(right), 1)
        last = number == len(texts) - 1
        end: tuple[Part, ...] = ((" " * gap, ""), (right, edge)) if right and last else ()
        lines.append((*((lead,) if lead else before), (piece, tone), *end))
    lines += [((" " * max(width - 1 - width_of(piece), 1), ""), (piece, edge)) for piece in below]
    return lines


def _rule(heading: Heading, width: int) -> tuple[Part, ...]:
    """A line drawn through the words of a heading."""
    aside = f" {shown(heading.aside)} ──" if heading.aside and width_of(heading.aside) + 20 < width else ""
    title = shorten(shown(heading.title), max(width - width_of(aside) - 6, 1))
    stroke = "─" * max(width - 5 - width_of(title) - width_of(aside), 0)
    return (
        (" ── ", "points--rule"),
        (title, "points--title"),
        (f" {stroke}", "points--rule"),
        (aside, "points--title"),
    )
