"""One line on the screen that sends the terminal no more than the cells that changed.

Textual repaints a region from the left edge of its widget to the right edge of the region. A line that grows at its
end is so sent whole for each key. Here the cells to the left of the change are skipped with a cursor movement.
"""

from __future__ import annotations

from typing import Final

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from .cells import is_plain

Span = tuple[int, int]
"""Columns of a line: from the first up to, not including, the second."""

_BLANK: Final = Strip([], 0)
_FAR: Final = 40
"""Cells between two changes from which on they are skipped: a second style costs some forty bytes."""


class LinePaint:
    """What a line shows, and which of its columns the terminal hasn't been sent yet."""

    def __init__(self) -> None:
        """Nothing is shown yet."""
        self.strip = _BLANK
        self.unsent: list[Span] = []

    def forget(self) -> None:
        """Take it that nothing is on the screen: the next paint is whole."""
        self.strip = _BLANK
        self.unsent = []

    def change_to(self, strip: Strip) -> Region | None:
        """Show `strip` from now on. Returns the region to refresh, or None when nothing looks different."""
        spans = changed_spans(self.strip, strip)
        if not spans:
            return None
        self.strip = strip
        self.unsent = _joined([*self.unsent, *spans])
        first, last = self.unsent[0][0], self.unsent[-1][1]
        return Region(first, 0, last - first, 1)


class Patch(Strip):
    """A strip that, cut off at the end of what changed (as a partial update does), begins where the change begins."""

    def __init__(self, strip: Strip, paint: LinePaint) -> None:
        """`strip`, to be cut as `paint` says."""
        super().__init__(strip, strip.cell_length)
        self._paint = paint

    def crop(self, start: int, end: int | None = None) -> Strip:
        """The part between two columns; of exactly the unsent part, only what is needed to paint it."""
        unsent = self._paint.unsent
        if start or not unsent or end != unsent[-1][1]:
            return super().crop(start, end)
        self._paint.unsent = []
        segments: list[Segment] = []
        at = 0
        for first, last in unsent:
            skip = f"\x1b[{first - at}C" if first > at else ""
            head, *rest = super().crop(first, last)
            if segments and segments[-1].style == head.style:  # the style is sent once
                segments[-1] = Segment(segments[-1].text + skip + head.text, head.style)
            else:
                segments += [Segment(skip)] * bool(skip) + [head]
            segments += rest
            at = last
        return Strip(segments, end)


class PaintedLine(Widget):
    """A widget of one line. Subclasses say what it looks like in `draw`, and call `repaint` when that may have changed.

    Meant for a line that spans its screen.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    PaintedLine {
        height: 1;
        width: 100%;
    }
    """

    def __init__(self) -> None:
        """An empty one."""
        super().__init__()
        self._paint = LinePaint()
        self._styles_by_role: dict[str, Style] = {}

    def draw(self, width: int) -> Strip:
        """The line as it is now, exactly `width` cells."""
        return Strip.blank(width, self.rich_style)

    def repaint(self) -> None:
        """Bring what the terminal shows up to date, if it isn't."""
        width = self.size.width
        if not self.is_mounted or not width or self._paint.strip.cell_length != width:
            self._paint.forget()
            self.refresh()
            return
        region = self._paint.change_to(self.draw(width))
        if region:
            self.refresh(region)

    def role_style(self, role: str) -> Style:
        """The style of the component class `role`; of an unknown one, the widget's own."""
        style = self._styles_by_role.get(role)
        if style is None:
            style = self.get_component_rich_style(role, default=self.rich_style) if role else self.rich_style
            self._styles_by_role[role] = style
        return style

    def render_line(self, y: int) -> Strip:
        """The line itself; a widget that was given more height has nothing below it."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        if self._paint.strip.cell_length != width:
            self._paint.forget()
            self._paint.strip = self.draw(width)
        return self._paint.strip

    def render_lines(self, crop: Region) -> list[Strip]:
        """What the compositor paints."""
        strips = super().render_lines(crop)
        if crop.offset == (0, 0) and crop.width == self.size.width and strips:
            strips[0] = Patch(strips[0], self._paint)
        return strips

    def notify_style_update(self) -> None:
        """Other styles: nothing that was drawn holds any more."""
        super().notify_style_update()
        self._styles_by_role.clear()
        self._paint.forget()


def changed_spans(old: Strip, new: Strip) -> list[Span]:
    """The columns that differ between two lines of the same width; none when nothing looks different.

    Lines with glyphs whose width terminals disagree about differ as a whole: nothing is patched beside its place.
    """
    width = new.cell_length
    if old.cell_length != width or not is_plain(old.text) or not is_plain(new.text):
        return [] if old == new else [(0, width)]
    before, after = _cells(old), _cells(new)
    if before == after:
        return []
    return _joined([(column, column + 1) for column in range(width) if before[column] != after[column]])


def _joined(spans: list[Span]) -> list[Span]:
    """The spans in order, those that are near each other as one."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first - joined[-1][1] < _FAR:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return joined


def _cells(strip: Strip) -> list[tuple[str, Style | None]]:
    return [(character, segment.style) for segment in strip for character in segment.text]
