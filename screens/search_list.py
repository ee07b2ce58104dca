"""What a search has found, as a list: a mark for the kind, the text with the words that were looked for, and where."""

from __future__ import annotations

from typing import ClassVar, Final

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from kgw_tui.rules.sought import Span

from .widgets.cells import shorten, shown
from .widgets.parts import Part, cut, parts_width, strip_of
from .widgets.pick_list import PickList, PickRow

_BEFORE: Final = 16
"""Characters before a word that are shown with it at most, to the beginning of a word, where its text doesn't fit."""
_DOT: Final = " · "


class FoundRow(PickRow, frozen=True):
    """Something that was found: `left` is its text, `places` where the words stand in it, `mark` the character of its
    kind. At the right stands `where` it was said (shortened where there is no room) and, `right`, the day.
    """

    mark: str = ""
    places: tuple[Span, ...] = ()
    where: str = ""


class FoundList(PickList, can_focus=False):
    """Rows with one that is chosen. The words that were looked for are bold and underlined, on the chosen row too."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"found--word", "found--mark", "found--where"}
    DEFAULT_CSS = """
    FoundList {
        & .found--word { text-style: bold underline; }
        & .found--mark { color: $text-accent; text-style: bold; }
        & .found--where { color: $text-muted; }
    }
    """

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        index = y + self.scroll_offset.y
        row = self._rows[index] if 0 <= index < len(self._rows) else None
        if not isinstance(row, FoundRow):
            return super().render_line(y)
        width = self.scrollable_content_region.width
        chosen = index == self.chosen
        ground = self.rich_style
        if chosen:
            ground += self.get_component_rich_style("pick--chosen", partial=True)

        def style_of(role: str) -> Style:
            laid_over = role if role == "found--word" or not chosen else ""
            return ground + self.get_component_rich_style(laid_over, partial=True) if laid_over else ground

        return strip_of(_parts(row, width, chosen=chosen), width, style_of)


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
    day = shown(row.right)
    if cell_len(day) > most:
        return ""
    room = most - cell_len(day) - len(_DOT)
    where = shorten(shown(row.where), room) if row.where and room > len(_DOT) else ""
    return f"{where}{_DOT}{day}" if where and day else where or day


def _text(row: FoundRow, room: int) -> list[Part]:
    """The text, its found words apart; from shortly before the first of these where that wouldn't be seen else."""
    text, begin = row.left, 0
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
