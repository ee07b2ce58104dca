"""Files of records that each begin with a moment (corridor notes, visits), cut into those records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from kgw_tui.capture.kinds import MOMENT
from kgw_tui.capture.pages import NumberedLine, physical_lines
from kgw_tui.capture.parsed import Notice, Telling
from kgw_tui.i18n import _
from kgw_tui.text import clean_line


@dataclass
class Block:
    """A record as it stands: when it was, the words behind that, and the lines under it without indentation.

    `stray` says that a line stood at the margin that begins with no date: it is the first of the lines.
    """

    number: int
    date: dt.date
    time: dt.time | None = None
    words: tuple[str, ...] = ()
    lines: list[NumberedLine] = field(default_factory=list[NumberedLine])
    stray: bool = False


def blocks(text: str, today: dt.date) -> Iterator[Block]:
    """The records of a file, in order. A stray line at the margin begins one of `today`."""
    block: Block | None = None
    for line in physical_lines(text):
        if not line.text.strip():
            continue
        body = NumberedLine(line.number, line.text.strip())
        if line.text[0].isspace() and block:
            block.lines.append(body)
            continue
        begun = _begun(body)
        if begun is None and block and block.stray:
            block.lines.append(body)
            continue
        if block:
            yield block
        block = begun or Block(line.number, today, lines=[body], stray=True)
    if block:
        yield block


def stray_notice(block: Block) -> tuple[int, Notice]:
    """What is told about lines that begin with no date."""
    words = clean_line(block.lines[0].text)[:80]
    return block.number, Notice(Telling.NOT_AS_MEANT, _("'{words}' has no date; today's is taken").format(words=words))


def moment(date: dt.date, time: dt.time | None) -> dt.datetime:
    """A date and a time on the wall of this machine as a moment in UTC; noon where there is no time."""
    return dt.datetime.combine(date, time or dt.time(12)).astimezone(dt.UTC)


def _begun(line: NumberedLine) -> Block | None:
    match = MOMENT.fullmatch(line.text)
    if match is None:
        return None
    try:
        date = dt.date.fromisoformat(match[1])
        time = dt.time.fromisoformat(match[2].zfill(5)) if match[2] else None
    except ValueError:
        return None
    return Block(line.number, date, time, tuple((match[3] or "").split()))
