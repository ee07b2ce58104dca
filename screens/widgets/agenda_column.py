"""The agenda beside the entries, where the screen is wide: each item with its time, and what running over costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual.geometry import Size
from textual.strip import Strip

from kgw_tui.i18n import N_, _
from kgw_tui.records.meetings import ItemState

from .cells import shorten, shown, width_of
from .painted_lines import PaintedLines
from .parts import Part, parts_width, strip_of

_MARKS: Final[dict[ItemState, str]] = {"open": " ", "done": "✓", "parked": ">", "deferred": "»", "dropped": "×"}
_WORDS: Final[dict[ItemState, str]] = {
    "open": "",
    "done": "",
    "parked": N_("parked"),
    "deferred": N_("to the next meeting"),
    "dropped": N_("dropped"),
}
_CURRENT: Final = "▸"
_EDGE: Final = "│ "
_LEAST_TITLE: Final = 8


@dataclass(frozen=True)
class AgendaRow:
    """One item. `spent` are the minutes it has taken, None before it begins; `minutes` its budget, None without one;
    `over` whether it is past that. `begins` is when an item to come may be expected ("13:35"), `later` how many
    minutes that is later than planned. `led_by` is the name of who leads it when that isn't the chair. `phases` are
    the words of the road, `phase` the index of the one where the item is, -1 for none.

    `begins` and `later` of an item to come change each minute while the current one runs over: rounded to five
    minutes they read more easily, and cost the terminal a fifth.
    """

    item_id: str
    number: int
    title: str
    state: ItemState = "open"
    current: bool = False
    confidential: bool = False
    spent: int | None = None
    minutes: int | None = None
    over: bool = False
    begins: str = ""
    later: int = 0
    led_by: str = ""
    phases: tuple[str, ...] = ()
    phase: int = -1


class AgendaColumn(PaintedLines):
    """`▸ 2 Toetsdruk leerjaar 2  12/20`, an item a line; the current one with its phases, and words where they matter.

    It takes no focus, and repaints the cells that changed. Where the agenda is longer than the column is high the
    current item stays in sight. Every state has a mark or a word of its own, not only a colour.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "agenda--edge",
        "agenda--title",
        "agenda--item",
        "agenda--current",
        "agenda--closed",
        "agenda--time",
        "agenda--over",
        "agenda--later",
        "agenda--words",
    }
    DEFAULT_CSS = """
    AgendaColumn {
        width: 38;
        height: 100%;
        color: $foreground;
        &>.agenda--edge { color: $text-muted; }
        &>.agenda--title { color: $text-primary; text-style: bold; }
        &>.agenda--item { color: $foreground; }
        &>.agenda--current { color: $text-primary; text-style: bold; }
        &>.agenda--closed { color: $text-muted; }
        &>.agenda--time { color: $text-muted; }
        &>.agenda--over { color: $text-warning; text-style: bold reverse; }
        &>.agenda--later { color: $text-warning; text-style: bold; }
        &>.agenda--words { color: $text-muted; text-style: italic; }
    }
    """

    def __init__(self) -> None:
        """Without items."""
        super().__init__()
        self._shown: tuple[tuple[AgendaRow, ...], str, int] = ((), "", 0)

    def show(self, rows: Sequence[AgendaRow], *, ends: str = "", later: int = 0) -> None:
        """Show these items; `ends` is when the meeting may be expected to end, `later` how many minutes past its
        planned end that is. What is shown already costs nothing.
        """
        new = (tuple(rows), ends, later)
        if new != self._shown:
            self._shown = new
            self.repaint()

    def draw_lines(self, size: Size) -> list[Strip]:
        """The title with the expected end, and the items."""
        rows, ends, later = self._shown
        if not rows:
            return []
        width = size.width - len(_EDGE)
        lines = [
            _beside([(_("Agenda"), "agenda--title")], _time(_("ends {time}").format(time=ends), later, ends), width)
        ]
        digits = len(str(max(row.number for row in rows)))
        current = next((index for index, row in enumerate(rows) if row.current), -1)
        lines += _seen([_lines_of(row, width, digits) for row in rows], current, size.height - 1)
        strips = [strip_of([(_EDGE, "agenda--edge"), *line], size.width, self.role_style) for line in lines]
        edge = strip_of([(_EDGE, "agenda--edge")], size.width, self.role_style)
        return [*strips, *[edge] * (size.height - len(strips))]


def _lines_of(row: AgendaRow, width: int, digits: int) -> list[list[Part]]:
    """An item in one line, and below it what there is more to say."""
    closed = row.state != "open" and not row.current
    role = "agenda--current" if row.current else "agenda--closed" if closed else "agenda--item"
    mark = _CURRENT if row.current else _MARKS[row.state]
    lead = f"{mark} {row.number:>{digits}} "
    lines = [_beside([(lead, role), (shown(row.title), role)], _clock(row), width)]
    indent: Part = (" " * width_of(lead), "")
    if row.current and row.phases:
        words = (shown(word).upper() if index == row.phase else shown(word) for index, word in enumerate(row.phases))
        lines.append([indent, (shorten(" ▸ ".join(words), width - width_of(lead)), "agenda--words")])
    said = [_("confidential")] if row.confidential else []
    said += [_(_WORDS[row.state])] if _WORDS[row.state] else []
    said += [shown(row.led_by)] if row.led_by and not closed else []
    if said:
        lines.append([indent, (shorten(" · ".join(said), width - width_of(lead)), "agenda--words")])
    return lines


def _clock(row: AgendaRow) -> list[Part]:
    """The minutes of an item that was begun, else when it may be expected and its budget."""
    budget = f"{row.minutes}" if row.minutes else ""
    if row.spent is not None and (row.current or row.spent or row.state == "done"):
        words = f"{row.spent}/{budget}" if budget else f"{row.spent}"
        return [(words, "agenda--over" if row.over else "agenda--time"), (f" {_('min')}", "agenda--time")]
    if row.state != "open":
        return []
    return _time(row.begins, row.later, row.begins) or ([(f"{budget} {_('min')}", "agenda--time")] if budget else [])


def _time(words: str, later: int, given: str) -> list[Part]:
    if not given:
        return []
    return [(words, "agenda--time"), *([(f" +{later}", "agenda--later")] if later > 0 else [])]


def _beside(left: list[Part], right: list[Part], width: int) -> list[Part]:
    """Left and right parts at the two edges: the last of the left ones is cut, then the right ones are left out."""
    *lead, (text, role) = left
    room = width - parts_width(lead) - parts_width(right) - (2 if right else 1)
    if right and room < min(_LEAST_TITLE, width_of(text)):
        return _beside(left, [], width)
    text = shorten(text, max(room, 0))
    gap = width - 1 - parts_width(lead) - width_of(text) - parts_width(right)
    return [*lead, (text, role), (" " * max(gap, 0), ""), *right]


def _seen(items: list[list[list[Part]]], current: int, height: int) -> list[list[Part]]:
    """What fits of the items: the others without their second lines, and then with the current one in sight."""
    if sum(map(len, items)) > height:
        items = [lines if index == current else lines[:1] for index, lines in enumerate(items)]
    lines = [(index, line) for index, item in enumerate(items) for line in item]
    begins = next((place for place, (index, _line) in enumerate(lines) if index == current), 0)
    first = max(min(begins - 1, len(lines) - height), 0)
    seen = lines[first : first + max(height, 0)]
    cut_above, cut_below = first > 0, first + height < len(lines)
    if len(seen) < 3:
        return [line for _index, line in lines[begins : begins + max(height, 0)]]
    shown_lines = [line for _index, line in seen]
    if cut_above:
        shown_lines[0] = _more(seen[1][0])
    if cut_below:
        shown_lines[-1] = _more(len(items) - 1 - seen[-2][0])
    return shown_lines


def _more(count: int) -> list[Part]:
    return [("    ", ""), (_("… {count} more").format(count=count), "agenda--words")]
