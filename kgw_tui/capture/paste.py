"""A paste of several lines, as lines to be read: without the marks of the list or the mail that they come from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kgw_tui.text import clean

_QUOTE: Final = re.compile(r"(?:>[ \u00a0]?)+")
_NUMBER: Final = re.compile(r"\(?[0-9]{1,3}[.)][ \u00a0]+")
_BULLET: Final = re.compile(r"[-*•‣◦▪●○·–—][ \u00a0]+")
_BOX: Final = re.compile(r"\[[ xX✓\u00a0]?\][ \u00a0]+|[☐☑☒✓✔][ \u00a0]+")


@dataclass(frozen=True)
class Pasted:
    """What a paste gives: its lines, and whether they look like the agenda of a meeting that has none yet."""

    lines: tuple[str, ...]
    looks_like_agenda: bool = False


def split_paste(text: str, *, in_meeting_with_items: bool) -> Pasted:
    """The lines of a paste, cleaned, without empty ones (CAPTURE.md, "The line").

    The marks of a list (`-`, `1.`, `[x]`, …) and the `> ` of quoted mail are taken off where several lines bear them:
    one alone may be meant. A numbered list is offered as the agenda of a meeting without items.
    """
    lines = [line for raw in clean(text).split("\n") if (line := raw.strip())]
    if len(lines) < 2:
        return Pasted(tuple(lines))
    if _is_quoted(lines):
        lines = [line for raw in lines if (line := _QUOTE.sub("", raw, count=1).strip())]
    numbered = sum(1 for line in lines if _NUMBER.match(line))
    agenda = not in_meeting_with_items and len(lines) > 1 and numbered == len(lines)
    listed = sum(1 for line in lines if _mark_end(line))
    if listed > 1:
        lines = [line[_mark_end(line) :].strip() for line in lines]
    return Pasted(tuple(line for line in lines if line), agenda)


def _mark_end(line: str) -> int:
    """Where the list's marks at the beginning of `line` end: a bullet or a number, a box, or both."""
    found = _BULLET.match(line) or _NUMBER.match(line)
    end = found.end() if found else 0
    box = _BOX.match(line, end)
    return box.end() if box else end


def _is_quoted(lines: Iterable[str]) -> bool:
    """Whether the lines are of a mail that was answered: most begin with `>`, and some of these follow each other.

    In a paste from the capture format itself the parked lines begin with it, and are few.
    """
    quoted = [line.startswith(">") for line in lines]
    return sum(quoted) * 3 > len(quoted) * 2 and any(one and other for one, other in pairwise(quoted))
