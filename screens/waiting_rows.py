"""The lines that wait to be saved, as rows among those that are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kgw_tui.capture.parsed import LineKind
from kgw_tui.i18n import _
from kgw_tui.usecases.waiting_lines import WaitingLine

from .widgets.rows import EntryRow, HeadingRow, LotRow, Row

_MARKS: Final = {
    LineKind.ACTION: "!",
    LineKind.QUESTION: "?",
    LineKind.ASSUMPTION: "?",
    LineKind.DECISION: "=",
    LineKind.EVIDENCE: "+",
    LineKind.PARKED: ">",
    LineKind.ITEM: "#",
    LineKind.PRIVATE: ";",
}


def with_waiting(rows: Sequence[Row], lines: Sequence[WaitingLine]) -> list[Row]:
    """The rows of a meeting with those that wait, where the meeting now is. They can't be chosen."""
    if not lines:
        return list(rows)
    here = next((at for at, row in enumerate(rows) if isinstance(row, HeadingRow) and row.current), -1)
    behind = (at for at, row in enumerate(rows) if at > here and isinstance(row, HeadingRow | LotRow))
    place = next(behind, len(rows)) if here >= 0 else len(rows)
    return [*rows[:place], *map(_row, lines), *rows[place:]]


def _row(line: WaitingLine) -> EntryRow:
    private = line.parsed.kind is LineKind.PRIVATE  # its words are nobody else's: the screen may hang on the beamer
    return EntryRow(
        entry_id="",
        text=_("a line for you alone") if private else line.parsed.text,
        time=f"{line.typed.time:%H:%M}" if line.typed.time else "",
        mark=_MARKS.get(line.parsed.kind, ""),
        right=_("not saved yet"),
    )
