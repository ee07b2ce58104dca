"""Opening a store and reading from it at three sizes, beside SQLite with the index that it would need.

Opened and closed again each time, in one process: the files are in the memory of the system, as they are when kgw is
started for the second time on a day. No goal is set for it; `start` says what is waited for.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec

from kgw_tui.data.opening import open_workspace
from kgw_tui.records.entries import ENTRIES, AnyEntry, kind_of
from kgw_tui.usecases.listing import Filters, list_entries
from kgw_tui.usecases.live import LiveMeeting

from .measuring import Result, Row, Samples, alternate
from .school import School, school_of

SIZES: Final = (1_000, 10_000, 100_000)
_ENTRIES: Final = msgspec.json.Decoder(AnyEntry)
_SCHEMA: Final = (
    "CREATE TABLE entries (number INTEGER PRIMARY KEY, meeting TEXT, kind TEXT, document BLOB)",
    "CREATE INDEX by_meeting ON entries (meeting)",
    "CREATE INDEX by_kind ON entries (kind)",
)


def measure(*, quick: bool = False) -> Result:
    """The rows, two a size."""
    rows: list[Row] = []
    for size in SIZES:
        samples = Samples()
        with school_of(size) as school, tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "peer.sqlite"
            _fill(path, school)
            acts = {
                "a meeting": _open_meeting(school),
                "SQLite, a meeting": _select(path, "meeting", school.running),
                "all actions": _list_actions(school),
                "SQLite, all actions": _select(path, "kind", "action"),
            }
            for _batch in range(1 if quick else 3):
                alternate(acts, 2 if quick else 8, samples, warm_up=1)
        rows += [_row(what, size, samples) for what in ("a meeting", "all actions")]
    return Result(tuple(rows))


def _row(what: str, size: int, samples: Samples) -> Row:
    subject, floor = samples.at(what, 50), samples.at(f"SQLite, {what}", 50)
    ratio = samples.ratio(what, f"SQLite, {what}", 50)
    measured = f"{what}, p50, {size:,} records, beside SQLite"
    return Row("open and read", measured, subject * 1000, floor * 1000, "ms", ratio)


def _open_meeting(school: School) -> Callable[[], None]:
    """Open both stores and put the running meeting together."""

    def read() -> None:
        with closing(open_workspace(school.workspace.home)) as workspace:
            assert list(LiveMeeting(workspace, school.running).dossier.entries())

    return read


def _list_actions(school: School) -> Callable[[], None]:
    """Open both stores and list every action with where it was said."""

    def read() -> None:
        with closing(open_workspace(school.workspace.home)) as workspace:
            assert list_entries(workspace, "action", Filters()).found

    return read


def _select(path: Path, field: str, value: str) -> Callable[[], None]:
    """Open the database, and select and decode the entries of which the indexed `field` is `value`."""

    def read() -> None:
        with closing(sqlite3.connect(path)) as peer:
            found = peer.execute(f"SELECT document FROM entries WHERE {field} = ?", (value,))
            assert [_ENTRIES.decode(document) for (document,) in found]

    return read


def _fill(path: Path, school: School) -> None:
    with closing(sqlite3.connect(path)) as peer, peer:
        for statement in _SCHEMA:
            peer.execute(statement)
        entries = school.workspace.shared.all(ENTRIES)
        documents = ((entry.meeting, kind_of(entry), msgspec.json.encode(entry)) for entry in entries)
        peer.executemany("INSERT INTO entries (meeting, kind, document) VALUES (?, ?, ?)", documents)
