"""Several lines on the screen that send the terminal no more than the cells that changed, anywhere on the screen."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from .painting import LinePaint, Patch


class PaintedLines(Widget):
    """A widget of as many lines as it has room for. Subclasses say in `draw_lines` what they look like, and call
    `repaint` when that may have changed.
    """

    ALLOW_SELECT = False

    def __init__(self) -> None:
        """Empty lines."""
        super().__init__()
        self._paints: list[LinePaint] = []
        self._drawn = Size(0, 0)
        self._styles_by_role: dict[str, Style] = {}

    def draw_lines(self, size: Size) -> Sequence[Strip]:
        """The lines as they are now, each exactly as wide as `size`; those that are missing are blank."""
        return []

    def repaint(self) -> None:
        """Bring what the terminal shows up to date, line by line, where it isn't."""
        if not self.is_mounted or not self.size or self.size != self._drawn:
            self._drawn = Size(0, 0)
            self.refresh()
            return
        changed = [(y, paint.change_to(strip)) for y, (paint, strip) in enumerate(self._now())]
        regions = [region.translate((0, y)) for y, region in changed if region]
        if regions:
            self.refresh(*regions)

    def role_style(self, role: str) -> Style:
        """The style of the component class `role`; of "", the widget's own."""
        style = self._styles_by_role.get(role)
        if style is None:
            style = self.get_component_rich_style(role) if role else self.rich_style
            self._styles_by_role[role] = style
        return style

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        if self.size != self._drawn:
            self._drawn = self.size
            self._paints = [LinePaint() for _line in range(self.size.height)]
            for paint, strip in self._now():
                paint.strip = strip
        return self._paints[y].strip if y < len(self._paints) else Strip.blank(self.size.width, self.rich_style)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What the compositor paints."""
        strips = super().render_lines(crop)
        if crop.offset != (0, 0) or crop.size != self.size:
            return strips
        return [Patch(strip, paint) for strip, paint in zip(strips, self._paints, strict=False)]

    def notify_style_update(self) -> None:
        """Other styles: nothing that was drawn holds any more."""
        super().notify_style_update()
        self._styles_by_role.clear()
        self._drawn = Size(0, 0)

    def _now(self) -> list[tuple[LinePaint, Strip]]:
        """Each line's paint with what it is to show."""
        strips = list(self.draw_lines(self.size))[: len(self._paints)]
        strips += [Strip.blank(self.size.width, self.rich_style)] * (len(self._paints) - len(strips))
        return list(zip(self._paints, strips, strict=True))
