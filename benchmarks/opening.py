"""Opening a store and reading from it at three sizes, beside SQLite with the index that it would need; and starting the
app on the list of meetings with many records, beside starting it with few.

The stores are opened and closed again each time, in one process: the files are in the memory of the system, as they are
when kgw is started for the second time on a day. No goal is set for these; what is waited for is the start.
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

from .bare import kgw
from .measuring import Result, Row, Samples, alternate
from .school import SERIES_TITLE, School, home_environment, school_of
from .start import started

SIZES: Final = (1_000, 10_000, 100_000)
MOST: Final = 1.5
"""So many times the start with few records may a start with many take."""
_ENTRIES: Final = msgspec.json.Decoder(AnyEntry)
_SCHEMA: Final = (
    "CREATE TABLE entries (number INTEGER PRIMARY KEY, meeting TEXT, kind TEXT, document BLOB)",
    "CREATE INDEX by_meeting ON entries (meeting)",
    "CREATE INDEX by_kind ON entries (kind)",
)


def measure(*, quick: bool = False) -> Result:
    """The rows, two a size, and that of the start."""
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
    row, note = _starts(batches=1 if quick else 4, rounds=2 if quick else 6)
    return Result((row, *rows), (note,))


def _starts(batches: int, rounds: int) -> tuple[Row, str]:
    """The start of the app until the list of meetings stands, at the largest size beside the smallest; the spread."""
    samples = Samples()
    few, many = f"{SIZES[0]:,} records", f"{SIZES[-1]:,} records"
    with school_of(SIZES[0]) as small, school_of(SIZES[-1]) as large:
        acts = {
            name: started(kgw(), home_environment(school.workspace.home), SERIES_TITLE)
            for name, school in ((few, small), (many, large))
        }
        for _batch in range(batches):
            alternate(acts, rounds, samples, warm_up=1)
    subject, floor = f"{many} painted", f"{few} painted"
    measured = f"start until the list of meetings stands, p50, {many}, beside {few}"
    ratio = samples.ratio(subject, floor, 50)
    row = Row(
        "open the list", measured, samples.at(subject, 50) * 1000, samples.at(floor, 50) * 1000, "ms", ratio, goal=MOST
    )
    spread = (
        f"{name} {samples.at(f'{name} painted', 0) * 1000:.0f} to {samples.at(f'{name} painted', 100) * 1000:.0f}, "
        f"of a processor {samples.at(f'{name} processor', 50) * 1000:.0f}"
        for name in (few, many)
    )
    return row, f"start in ms, fastest to slowest, and processor time until at rest: {'; '.join(spread)}"


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
