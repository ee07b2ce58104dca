"""Lines that were entered and can't be made durable yet: they wait, in order, until they can.

The disk is full, the folder is read-only, another process holds the lock: what was typed stays in memory and in view,
and is tried again (ARCHITECTURE.md, "Care"). Each line has the id that its record will get, so that trying again after
whatever fault never stores it twice.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.capture.parsed import LineKind, ParsedLine
from kgw_tui.errors import Refused, StoreError
from kgw_tui.records.record import new_id
from kgw_tui.usecases.live import Captured, LiveMeeting
from kgw_tui.usecases.taking import Typed

PLACE: Final = "waiting:"
"""What the place of waiting lines begins with among what is half typed; the meeting's id follows."""


class WaitingLine(msgspec.Struct, frozen=True):
    """A line as it was entered: its words, what it was read as, the claim that it belongs to, and where and when."""

    line: str
    parsed: ParsedLine
    typed: Typed
    parent: str = ""


_lines: Final = msgspec.json.Decoder(tuple[WaitingLine, ...])


class WaitingLines:
    """The waiting lines of one meeting, the oldest first."""

    def __init__(self, live: LiveMeeting) -> None:
        """None wait."""
        self._live = live
        self._lines: list[WaitingLine] = []
        self.why = ""
        """The sentence of the last fault, in the language in force then."""

    def __len__(self) -> int:
        """How many lines wait."""
        return len(self._lines)

    @property
    def lines(self) -> Sequence[WaitingLine]:
        """The lines, in the order in which they were entered."""
        return tuple(self._lines)

    def entering(self, parsed: ParsedLine, line: str, *, parent: str = "", item: str | None = None) -> WaitingLine:
        """A line as it is entered now; `item` is the one it was begun in, None for the current one."""
        here = item if item is not None or self._begins_an_item() else self._live.meeting.current_item or None
        return WaitingLine(line, parsed, Typed(new_id(), here, clock.local_time()), parent)

    def keep(self, line: WaitingLine) -> Captured | None:
        """Store a line now; None when it has to wait, behind those that wait already. Raises Refused."""
        if self._lines:
            self._lines.append(line)
            return None
        try:
            return self._store(line)
        except StoreError as error:
            self.why = str(error)
            self._lines.append(line)
            return None

    def retry(self) -> int:
        """Store what waits, in order, as far as that can be done; gives how many lines were stored.

        A line that can't be kept there any more (somebody has closed the meeting, or taken it out) goes on waiting,
        and those behind it with it: `why` says so.
        """
        stored = 0
        while self._lines:
            try:
                self._store(self._lines[0])
            except (StoreError, Refused) as error:
                self.why = str(error)
                break
            del self._lines[0]
            stored += 1
        return stored

    def newest_claim(self) -> WaitingLine | None:
        """The newest waiting claim or decision of the item that lines go to now: what a `+` line belongs to."""
        for line in reversed(self._lines):
            if line.parsed.kind is LineKind.ITEM:
                return None
            if line.parsed.kind in {LineKind.ASSUMPTION, LineKind.DECISION}:
                return line
        return None

    def as_text(self) -> str:
        """The lines as they were typed, one a line, with their times: what `kgw import` reads."""
        return "\n".join(_in_file(line) for line in self._lines)

    def packed(self) -> str:
        """All that waits, to be kept as what was half typed; "" for nothing."""
        return msgspec.json.encode(self._lines).decode() if self._lines else ""

    def unpack(self, packed: str) -> int:
        """Let what an earlier session has left wait before what waits here; gives how many lines that are.

        Raises ValueError for what isn't what `packed` gave.
        """
        left = _lines.decode(packed) if packed else ()
        known = {line.typed.id for line in self._lines}
        new = [line for line in left if line.typed.id not in known]
        self._lines[:0] = new
        return len(new)

    def _begins_an_item(self) -> bool:
        """Whether an agenda item waits: then what comes behind it is that item's, which isn't there yet."""
        return any(line.parsed.kind is LineKind.ITEM for line in self._lines)

    def _store(self, line: WaitingLine) -> Captured:
        return self._live.capture(line.parsed, parent=line.parent, line=line.line, typed=line.typed)


def _in_file(line: WaitingLine) -> str:
    """A line as files have it: an item by its mark, anything else behind its time."""
    time: dt.time | None = line.typed.time
    return line.line if line.parsed.kind is LineKind.ITEM or time is None else f"{time:%H:%M} {line.line}"
