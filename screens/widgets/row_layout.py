"""The lines of a row at a given width: columns, wrapping, and what moves where when it gets narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from kgw_tui.i18n import _

from .cells import fit, shorten, shown, width_of, wrap
from .parts import Part
from .rows import BEFORE_SHOWN, WENT, EntryRow, HeadingRow, LotRow, Row

Line = tuple[Part, ...]
"""One line of the screen, exactly as wide as was asked."""

APART: Final = 56
"""From this width on the times have a column of their own."""
_LEAST_TEXT: Final = 16
"""Cells that the text keeps beside what stands at the right; else that goes below."""


class Fold(NamedTuple):
    """How a row is broken into lines at a width: its text, and what stands at its right where that goes below; `hand`
    is whose it is, at the very edge of its first line.
    """

    texts: Sequence[str] = ("",)
    right: str = ""
    below: Sequence[str] = ()
    hand: str = ""

    @property
    def height(self) -> int:
        """How many lines that are."""
        return len(self.texts) + len(self.below)


def fold(row: Row, width: int) -> Fold:
    """Break `row` for a screen of `width` cells. This is all that is done to rows that aren't seen."""
    if not isinstance(row, EntryRow):
        return Fold()
    room = max(width - text_column(row, width) - 1, 1)
    text, right, hand = shown(row.text).strip(), shown(row.right), _hand(row, width)
    first = max(room - width_of(hand) - 2, 1) if hand else room
    if not right:
        return Fold(wrap(text, first, room), hand=hand)
    beside = room - width_of(right) - 2 - (width_of(hand) + 1 if hand else 0)
    if beside >= _LEAST_TEXT or beside >= width_of(text):
        return Fold(wrap(text, beside, room), right, hand=hand)
    return Fold(wrap(text, first, room), "", wrap(right, room, room), hand)


def draw(row: Row, folded: Fold, number: int, width: int) -> Line:
    """Line `number` of `row`, exactly `width` cells."""
    match row:
        case EntryRow():
            return _entry(row, folded, number, width)
        case HeadingRow():
            return _heading(row, width)
        case LotRow():
            words = _("still open from before {count}") if row.before else _("parking lot {count}")
            more = _("all of them: {key}").format(key="^o") if row.before and row.count > BEFORE_SHOWN else ""
            return _rule(words.format(count=row.count), "─", "rule", width, more)


def text_column(row: EntryRow, width: int) -> int:
    """The cell in which the text of an entry begins."""
    return 9 if width >= APART else 3 + 2 * row.depth


def _entry(row: EntryRow, folded: Fold, number: int, width: int) -> Line:
    indent = text_column(row, width)
    if number >= len(folded.texts):
        piece = folded.below[number - len(folded.texts)]
        return _exact(((" " * (width - 1 - width_of(piece)), ""), (piece, "right")), width)
    before = ((" " * indent, ""),) if number else _lead(row, width)
    text: Part = (folded.texts[number], "untested" if row.untested else row.tone)
    if number or not (folded.right or folded.hand):
        return _exact((*before, text), width)
    between = " " if folded.right and folded.hand else ""
    gap = width - 1 - indent - width_of(text[0]) - width_of(folded.right + between + folded.hand)
    edge: Line = ((folded.right + between, "right"), (folded.hand, "busy" if row.busy else "hand"))
    return _exact((*before, text, (" " * gap, ""), *edge), width)


def _hand(row: EntryRow, width: int) -> str:
    """Whose row it is, and whether they have it in their line; "" where that is the reader's, or nobody else writes."""
    if not row.busy:
        return shown(row.by)
    return _("{who} edits").format(who=shown(row.by)) if width >= APART else f"{shown(row.by)}…"


def _lead(row: EntryRow, width: int) -> Line:
    """What stands before the text. The first cell is kept free for the sign of the chosen row."""
    mark = fit(row.mark, 1)
    if width >= APART:
        return ((f" {fit(row.time, 5)} ", "time"), (mark, "mark"), (" ", ""))
    return ((" " * (1 + 2 * row.depth), ""), (mark, "mark"), (" ", ""))


def _heading(row: HeadingRow, width: int) -> Line:
    if not row.number:
        return _exact(((" " * 3, ""), (shorten(" ".join(shown(row.title).split()), max(width - 4, 1)), "title")), width)
    words = f"{row.number} {row.title}"
    if row.done:
        words += " ✓"
    elif row.minutes and not row.current:
        words += f" ({row.minutes})"
    aside = [shown(row.led_by)] if row.led_by else []
    aside += [_("confidential")] if row.confidential else []
    aside += [_(WENT[row.left])] if row.left else []
    heavy = row.current
    return _rule(words, "━" if heavy else "─", "current" if heavy else "rule", width, " · ".join(aside))


def _rule(words: str, stroke: str, role: str, width: int, aside: str = "") -> Line:
    """A line drawn through `words` (and `aside`, near its end)."""
    title = "current" if role == "current" else "title"
    end = f" {aside} {stroke * 2}" if aside and width_of(aside) + 24 < width else ""
    room = width - width_of(end) - 7
    text = shorten(" ".join(shown(words).split()), max(room, 1))
    left_over = max(width - 6 - width_of(text) - width_of(end), 0)
    stroked = (stroke * left_over, role)
    return _exact(((f" {stroke * 2} ", role), (text, title), (" ", role), stroked, (end, title)), width)


def _exact(parts: Line, width: int) -> Line:
    """`parts` padded or cut to `width`. Blanks join what stands before them, for fewer changes of style."""
    line: list[Part] = []
    room = width
    for text, role in (*parts, (" " * width, "")):
        size = min(width_of(text), room)
        if size <= 0:
            continue
        room -= size
        piece = text if width_of(text) == size else fit(text, size)
        if line and (piece.isspace() or role == line[-1][1]):
            line[-1] = (line[-1][0] + piece, line[-1][1])
        else:
            line.append((piece, role))
    return tuple(line)
