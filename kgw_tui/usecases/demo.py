"""The demo school, in the middle of its second meeting: the shipped files imported, and the meeting made to run."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from kgw_tui.records.entries import ENTRIES, AnyEntry
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.rules.agenda import in_order
from kgw_tui.store import Transaction
from kgw_tui.usecases.importing import import_text
from kgw_tui.usecases.reading import directory_of, meetings_newest_first
from kgw_tui.workspace import Workspace

_DAY: Final = dt.date(2026, 11, 10)
_NOW: Final = dt.time(16, 20)
_BEGAN: Final = dt.time(15, 31)
_SPENT: Final = (8, 13)
"""Minutes that the items before the current one took; that one has run since."""
_WRITER: Final = "mirjam"


def demo_clock() -> Callable[[], dt.datetime]:
    """A clock that stands at the moment of the demo now, wherever one is, and goes on at the pace of the real one.

    On that day the dates of the story are right.
    """
    began = time.monotonic()
    return lambda: _moment(_NOW) + dt.timedelta(seconds=time.monotonic() - began)


def prepare_demo(workspace: Workspace, texts: Sequence[str], language: str, school: str) -> Meeting:
    """Import the demo school (`texts`: its people first, its second meeting last) and let that meeting run.

    The writer is the head; the last item is on, in its last phase, so that the screen is full. Gives the meeting.
    """
    import_text(workspace, texts[0], language=language)
    head = directory_of(workspace).find(_WRITER)
    settings = msgspec.structs.replace(
        workspace.settings, language=language, school=school, writer=head.person if head else ""
    )
    workspace.save_settings(settings)
    for text in texts[1:]:
        import_text(workspace, text, language=language)
    meeting = meetings_newest_first(workspace.shared)[0]
    with workspace.writing(workspace.shared, "demo") as tx:
        items = in_order(tx.query(ITEMS, meeting=meeting.id))
        entries = sorted(tx.query(ENTRIES, meeting=meeting.id), key=lambda entry: (entry.order, entry.id))
        begins = _run_items(tx, items)
        for item, begin, end in zip(items, begins, [*begins[1:], _moment(_NOW)], strict=True):
            _give_times(tx, [entry for entry in entries if entry.item == item.id], begin, end)
        running = msgspec.structs.replace(
            meeting,
            state="running",
            started_at=_moment(_BEGAN).astimezone(dt.UTC),
            closed_at=None,
            current_item=items[-1].id,
        )
        tx.put(MEETINGS, running)
    return running


def _run_items(tx: Transaction, items: Sequence[AgendaItem]) -> list[dt.datetime]:
    """Close all items but the last, which is on in its last phase; gives the moment at which each began."""
    begins = [_moment(_BEGAN)]
    for item, minutes in zip(items[:-1], _SPENT, strict=True):
        tx.put(ITEMS, msgspec.structs.replace(item, state="done", spent=minutes * 60, running_since=None))
        begins.append(begins[-1] + dt.timedelta(minutes=minutes))
    now_on = msgspec.structs.replace(
        items[-1], state="open", phase="how", spent=0, running_since=begins[-1].astimezone(dt.UTC)
    )
    tx.put(ITEMS, now_on)
    return begins


def _give_times(tx: Transaction, entries: Sequence[AnyEntry], begin: dt.datetime, end: dt.datetime) -> None:
    """Spread the lines of an item over the time that it took: the files have none."""
    for number, entry in enumerate(entries):
        moment = begin + (end - begin) * number / len(entries)
        tx.put(ENTRIES, msgspec.structs.replace(entry, time=moment.time().replace(second=0, microsecond=0)))


def _moment(on_the_wall: dt.time) -> dt.datetime:
    return dt.datetime.combine(_DAY, on_the_wall).astimezone()
