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
from kgw_tui.capture.header_words import key_word
from kgw_tui.capture.parsed import LineKind, ParsedLine
from kgw_tui.errors import Refused, StoreError, StoreUnavailable
from kgw_tui.i18n import current_language
from kgw_tui.records.entries import AnyEntry
from kgw_tui.records.record import new_id
from kgw_tui.rules.entries import Placement, make_entry
from kgw_tui.usecases.live import Captured, LiveMeeting
from kgw_tui.usecases.taking import Typed


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
        """None wait. `live` is the meeting as whoever shows it works on it."""
        self._lines: list[WaitingLine] = []
        self._busy = False
        self.why = ""
        """The sentence of the last fault, in the language in force then."""
        self.reason = ""
        """The same in a few words, where there are such."""
        self.stuck = False
        """Whether what waits can't be saved any more as things stand: the meeting is closed, or gone."""
        self.work_on(live)

    def work_on(self, live: LiveMeeting) -> None:
        """Go through `live` from now on; nothing that is written there overtakes what waits."""
        self.live = live
        live.first = self._go_first

    def __len__(self) -> int:
        """How many lines wait."""
        return len(self._lines)

    @property
    def lines(self) -> Sequence[WaitingLine]:
        """The lines, in the order in which they were entered."""
        return tuple(self._lines)

    def entering(
        self, parsed: ParsedLine, line: str, *, parent: str = "", item: str | None = None, record: str = ""
    ) -> WaitingLine:
        """A line as it is entered now; `item` is the one it was begun in, None for the current one, and `record` the id
        that it gets, "" for a new one.
        """
        return WaitingLine(line, parsed, Typed(record or new_id(), self._place_of(item), clock.local_time()), parent)

    def keep(self, line: WaitingLine) -> Captured | None:
        """Store a line now; None when it has to wait, behind those that wait already.

        Raises Refused, as storing it would: it doesn't wait then.
        """
        self.live.demand_keepable(line.parsed)
        if any(_is_private(each) == _is_private(line) for each in self._lines):
            self.live.demand_open(self.live.workspace.shared)
        else:
            try:
                return self._store(line)
            except StoreError as error:
                self._failed(error)
        self._lines.append(line)
        return None

    def retry(self) -> int:
        """Store what waits, in order, as far as that can be done; gives how many lines were stored.

        Lines for oneself go into another store than those for all: neither waits for the other. Those of a meeting that
        is closed or gone stay, and are `stuck`.
        """
        if self._busy or not self._lines:
            return 0
        self._busy = True
        try:
            return self._retry()
        finally:
            self._busy = False

    def take_back(self) -> WaitingLine | None:
        """The line that was entered last, which waits no more; None when none waits."""
        return self._lines.pop() if self._lines else None

    def evidence_targets(self, item: str | None = None) -> list[AnyEntry]:
        """What a `+` line in an item (the current one) may belong to, the newest first: claims and decisions that wait,
        as they will be, and those that are stored.
        """
        here = self._place_of(item)
        found: list[AnyEntry] = []
        for line in reversed(self._lines):
            if line.parsed.kind is LineKind.ITEM:
                return found
            if line.parsed.kind in {LineKind.ASSUMPTION, LineKind.DECISION} and line.typed.item == here:
                made = make_entry(line.parsed, Placement(self.live.meeting_id, here or ""))
                found.append(msgspec.structs.replace(made, id=line.typed.id))
        return found + self.live.evidence_targets(item)

    def as_text(self) -> str:
        """The lines as they were typed, one a line, with their times, under the name of their meeting: a file that
        `kgw import` reads.
        """
        meeting, code = self.live.meeting, current_language()
        header = [f"{key_word('title', code)}: {meeting.title}", f"{key_word('date', code)}: {meeting.date}", ""]
        return "\n".join([*header, *(_in_file(line) for line in self._lines)])

    def packed(self) -> str:
        """All that waits, to be kept as what was half typed; "" for nothing."""
        return msgspec.json.encode(self._lines).decode() if self._lines else ""

    def unpack(self, packed: str) -> int:
        """Let what an earlier session has left wait too, before what came later; gives how many lines that are.

        Raises ValueError for what isn't what `packed` gave.
        """
        left = _lines.decode(packed) if packed else ()
        known = {line.typed.id for line in self._lines}
        new = [line for line in left if line.typed.id not in known]
        self._lines = sorted([*new, *self._lines], key=lambda line: line.typed.id)  # in the order of entering
        return len(new)

    def _go_first(self) -> None:
        """Store what waits before anything else is. Raises StoreUnavailable when that can't be done."""
        if self._busy or not self._lines:
            return
        self.retry()
        if not self.stuck and any(not _is_private(line) for line in self._lines):
            raise StoreUnavailable(self.why, self.reason)

    def _place_of(self, item: str | None) -> str | None:
        """The item of a line that was begun in `item` (None: the current one). Behind an item that waits it is None:
        whichever is current when it is stored.
        """
        if any(line.parsed.kind is LineKind.ITEM for line in self._lines):
            return None
        return item or self.live.meeting.current_item or None

    def _retry(self) -> int:
        stored = 0
        failed: set[bool] = set()
        for line in tuple(self._lines):
            if _is_private(line) in failed:
                continue
            try:
                self._store(line)
            except StoreError as error:
                self._failed(error)
                failed.add(_is_private(line))
            except Refused as error:
                self.why, self.reason, self.stuck = str(error), "", True
                return stored
            else:
                self._lines.remove(line)
                stored += 1
        self.stuck = False
        return stored

    def _failed(self, error: StoreError) -> None:
        self.why = str(error)
        self.reason = error.reason if isinstance(error, StoreUnavailable) else ""

    def _store(self, line: WaitingLine) -> Captured:
        return self.live.capture(line.parsed, parent=line.parent, line=line.line, typed=line.typed)


def _is_private(line: WaitingLine) -> bool:
    return line.parsed.kind is LineKind.PRIVATE


def _in_file(line: WaitingLine) -> str:
    """A line as files have it: an item by its mark, anything else behind its time."""
    time: dt.time | None = line.typed.time
    return line.line if line.parsed.kind is LineKind.ITEM or time is None else f"{time:%H:%M} {line.line}"
