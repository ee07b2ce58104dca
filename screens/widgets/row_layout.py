"""The lines of a row at a given width: columns, wrapping, and what moves where when it gets narrow."""

from __future__ import annotations

from typing import Final

from kgw_tui.i18n import _

from .cells import fit, shorten, shown, width_of, wrap
from .parts import Part
from .rows import EntryRow, HeadingRow, LotRow, Row

Line = tuple[Part, ...]
"""One line of the screen, exactly as wide as was asked."""

WIDE: Final = 56
"""From this width on the times have a column of their own."""
_LEAST_TEXT: Final = 16
"""Cells that the text keeps beside what stands at the right; else that goes below."""


def lines_of(row: Row, width: int) -> tuple[Line, ...]:
    """The lines of `row`, each of exactly `width` cells; at least one."""
    match row:
        case EntryRow():
            return _entry(row, width)
        case HeadingRow():
            return (_heading(row, width),)
        case LotRow():
            return (_rule(_("parking lot {count}").format(count=row.count), "─", "rule", width),)


def _entry(row: EntryRow, width: int) -> tuple[Line, ...]:
    lead = _lead(row, width)
    indent = sum(width_of(text) for text, _role in lead)
    room = max(width - indent - 1, 1)
    text, right = shown(row.text).strip(), shown(row.right)
    beside = room - width_of(right) - 2
    fits_beside = bool(right) and beside >= min(_LEAST_TEXT, width_of(text))
    texts = wrap(text, beside if fits_beside else room, room)
    role = "untested" if row.untested else row.tone
    lines: list[Line] = []
    for number, piece in enumerate(texts):
        before = lead if number == 0 else ((" " * indent, ""),)
        if number == 0 and fits_beside:
            gap = max(room - width_of(piece) - width_of(right), 0)
            lines.append(_exact((*before, (piece, role), (" " * gap, ""), (right, "right")), width))
        else:
            lines.append(_exact((*before, (piece, role)), width))
    if right and not fits_beside:
        for piece in wrap(right, room, room):
            gap = max(room - width_of(piece), 0)
            lines.append(_exact(((" " * (indent + gap), ""), (piece, "right")), width))
    return tuple(lines)


def _lead(row: EntryRow, width: int) -> Line:
    """What stands before the text. The first cell is kept free for the sign of the chosen row."""
    mark = fit(row.mark, 1)
    if width >= WIDE:
        return ((f" {fit(row.time, 5)} ", "time"), (mark, "mark"), (" ", ""))
    return ((" " * (1 + 2 * row.depth), ""), (mark, "mark"), (" ", ""))


def _heading(row: HeadingRow, width: int) -> Line:
    words = f"{row.number} {row.title}"
    if row.done:
        words += " ✓"
    elif row.minutes and not row.current:
        words += f" ({row.minutes})"
    aside = [_("confidential")] if row.confidential else []
    aside += [_("parked")] if row.parked else []
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
