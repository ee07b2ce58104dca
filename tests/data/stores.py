"""What the tests of the store share: opening one, making records, and looking at what is in it."""

from __future__ import annotations

import datetime as dt
from itertools import count
from pathlib import Path

from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.records.entries import ENTRIES, Action, AnyEntry, Note
from kgw_tui.store import Store

MADE = dt.datetime(2026, 3, 2, 13, 0, tzinfo=dt.UTC)


_count = count(1)


def in_order() -> str:
    """An id that sorts after those that were made before (UUIDs of one millisecond don't)."""
    return f"{next(_count):032x}"


def note(text: str, meeting: str = "m1", record_id: str = "", themes: tuple[str, ...] = ()) -> Note:
    return Note(id=record_id or in_order(), created_at=MADE, meeting=meeting, text=text, themes=themes)


def action(text: str, meeting: str = "m1", due: dt.date | None = None) -> Action:
    return Action(id=in_order(), created_at=MADE, meeting=meeting, text=text, due=due)


def add(store: Store, *entries: AnyEntry, label: str = "entry.add") -> None:
    with store.transaction(label) as tx:
        for entry in entries:
            tx.put(ENTRIES, entry)


def texts(store: Store) -> list[str]:
    return [entry.text for entry in store.all(ENTRIES)]


def written(folder: Path, size: int) -> list[Note]:
    """A store with so many notes, a transaction each; closed again."""
    store = EmbeddedStore(folder)
    notes = [note(f"line {number}") for number in range(size)]
    for each in notes:
        add(store, each)
    store.close()
    return notes


def journal(folder: Path) -> Path:
    """The newest journal."""
    return max(folder.glob("journal-*.jsonl"))


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, byte for byte."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
