"""A meeting as it hangs on the wall, as lines: few words with room between them, the newest of what was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from kgw_tui.i18n import _
from kgw_tui.records.entries import AnyEntry
from kgw_tui.rules.directory import Directory
from kgw_tui.usecases.presenting import KEPT_IN_SIGHT

from .widgets.cells import shorten, shown, width_of, wrap
from .widgets.parts import Part, folded, parts_width
from .widgets.rows import EntryRow, row_of

_TALL: Final = 14
"""Lines from which on a blank one stands between what was said."""
_INDENT: Final = 4
_EDGE: Final = 2
_GAP: Final = 3
_LEAST_TEXT: Final = 24
_MOST_LINES: Final = 3
"""So many lines of one entry at most."""

Line = list[Part]


@dataclass(frozen=True)
class OnTheWall:
    """What is shown: the meeting's `title`, `number` and `item` where it is now, or a `sentence` instead of all that
    follows. `standing` is its time (`over` its budget), `phases` with the index of the current one (-1 none) and its
    `question`; `said` is what may be seen of what was said, in order.
    """

    title: str = ""
    number: int = 0
    item: str = ""
    sentence: str = ""
    hint: str = ""
    standing: str = ""
    over: bool = False
    phases: tuple[str, ...] = ()
    phase: int = -1
    question: str = ""
    said: tuple[AnyEntry, ...] = ()
    directory: Directory = field(default_factory=Directory)


def head_lines(wall: OnTheWall, clock: str, width: int, height: int) -> list[Line]:
    """The title of the meeting, and of the item below it; `clock` stands at the right where it isn't shown larger."""
    room = max(width - 2 * _EDGE, 1)
    edge: Part = (" " * _EDGE, "")
    title = shorten(shown(wall.title), max(room - width_of(clock) - _GAP, 1) if clock else room)
    first: Line = [edge, (title, "wall--meeting")]
    if clock:
        first += [(" " * max(room - width_of(title) - width_of(clock), 1), ""), (clock, "wall--clock")]
    number = f"{wall.number}  " if wall.number else ""
    item = shown(number + wall.item)
    below = folded([(item, "wall--item")], room, max(height - 1, 1)) if item else []
    return [first, *([edge, *line] for line in below)]


def page_lines(wall: OnTheWall, today: dt.date, width: int, height: int) -> list[Line]:
    """The phase with its question, the time of the item, and as much of what was said as there is room for."""
    tall = height >= _TALL
    blank: list[Line] = [[]] if tall else []
    lines: list[Line] = [*blank]
    if wall.sentence:
        lines += _paragraph(wall.sentence, "wall--sentence", width)
        return [*lines, *blank, *_paragraph(wall.hint, "wall--aside", width)] if wall.hint else lines
    road = _road(wall, width)
    if road:
        lines += [road, *blank]
    if wall.question:
        lines += [*_paragraph(wall.question, "wall--question", width), *blank]
    if lines[len(blank) :] and height - len(lines) > 1:
        lines += [[(" " * _EDGE, ""), ("─" * max(width - 2 * _EDGE, 1), "wall--rule")], *blank]
    return lines + _said(wall, today, width, height - len(lines), spaced=tall)


def _road(wall: OnTheWall, width: int) -> Line:
    """`WAAROM ▸ wat ▸ hoe`, and at the right how the item stands; where it is narrow only the current phase."""
    standing: list[Part] = [(wall.standing, "wall--over" if wall.over else "wall--standing")] if wall.standing else []
    for whole in (True, False):
        line: Line = [(" " * _EDGE, "")]
        for index, phase in enumerate(wall.phases if wall.phase >= 0 else ()):
            if index != wall.phase and not whole:
                continue
            if len(line) > 1:
                line.append((" ▸ ", "wall--aside"))
            line.append((phase.upper(), "wall--phase") if index == wall.phase else (phase, "wall--aside"))
        gap = width - _EDGE - parts_width(line) - parts_width(standing)
        if gap >= _GAP or not whole:
            break
    if len(line) == 1 and not standing:
        return []
    return [*line, (" " * max(gap, 1), ""), *standing]


def _paragraph(text: str, role: str, width: int) -> list[Line]:
    room = max(width - 2 * _EDGE, 1)
    return [[(" " * _EDGE, ""), (line, role)] for line in wrap(shown(text), room, room)]


def _said(wall: OnTheWall, today: dt.date, width: int, room: int, *, spaced: bool) -> list[Line]:
    """What was decided and is to be done, as far as half of the room, and then the newest of the rest; in order."""
    between = 1 if spaced else 0
    blocks = {entry.id: _entry(row_of(entry, wall.directory, today=today), width) for entry in wall.said}
    chosen: set[str] = set()
    left = room + between
    newest = list(reversed(wall.said))
    pinned = [entry for entry in newest if isinstance(entry, KEPT_IN_SIGHT)]
    for entries, least in ((newest[:1], 0), (pinned, (room + 1) // 2), (newest, 0)):
        for entry in entries:
            needs = len(blocks[entry.id]) + between
            if entry.id in chosen:
                continue
            if left - needs < least:
                break
            chosen.add(entry.id)
            left -= needs
    lines: list[Line] = []
    for entry in wall.said:
        if entry.id in chosen:
            lines += [*([[]] if lines and spaced else []), *blocks[entry.id]]
    return lines


def _entry(row: EntryRow, width: int) -> list[Line]:
    """An entry: its mark, its words over a few lines, and at the right who and when."""
    room = max(width - _INDENT - _EDGE, 1)
    text, right = shown(row.text).strip(), shown(row.right)
    beside = room - width_of(right) - _GAP if right else room
    alone = beside < min(_LEAST_TEXT, width_of(text))
    texts = _few(wrap(text, room if alone else beside, room), room if alone else beside)
    role = f"wall--{'untested' if row.untested else row.tone}"
    lines: list[Line] = [[(" " * _INDENT, ""), (each, role)] for each in texts]
    lines[0][0] = (f"{' ' * (_INDENT - 2)}{row.mark or ' '} ", "wall--mark" if row.mark else "")
    if right and not alone:
        lines[0] += [(" " * (room - width_of(texts[0]) - width_of(right)), ""), (right, "wall--right")]
    elif right:
        short = shorten(right, room)
        lines.append([(" " * (width - _EDGE - width_of(short)), ""), (short, "wall--right")])
    return lines


def _few(texts: Sequence[str], room: int) -> list[str]:
    """At most so many lines as one entry may have, the last with … where there were more."""
    if len(texts) <= _MOST_LINES:
        return list(texts)
    return [*texts[: _MOST_LINES - 1], shorten(texts[_MOST_LINES - 1], max(room - 1, 1)).rstrip("…") + "…"]


def waiting(*, hint: str) -> OnTheWall:
    """While no meeting is on."""
    return OnTheWall(sentence=_("No meeting is running. The next one is shown here as soon as it begins."), hint=hint)
