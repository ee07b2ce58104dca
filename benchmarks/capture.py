"""Enter to durable acknowledgement, beside a bare append with a sync and beside SQLite, at three sizes of the store.

The claim is about the store: one entry put in a transaction, from taking the lock to having let go of it, beside a
bare append and sync of the very bytes that it wrote. What the chair waits for is the use case around it (the place
found, the entry made and numbered): it is measured beside an append of its own bytes. SQLite inserts the same
document, committed by itself, in WAL mode with synchronous=FULL, into a table that can do what the store can: find a
record by its id and the records of a meeting. The notes tell what it takes without either.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import Final

import msgspec

from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.record import new_id
from kgw_tui.usecases.live import LiveMeeting

from .measuring import Result, Row, Samples, alternate
from .school import ENTRIES_A_MEETING, LINE, School, add_running, sample, school_of

if sys.platform == "darwin":
    import fcntl

    def _sync(fd: int) -> None:
        fcntl.fcntl(fd, fcntl.F_FULLFSYNC)  # there, fsync alone doesn't reach the disk
else:
    _sync = os.fsync

SIZES: Final = (1_000, 10_000, 100_000)
MOST: Final = 1.5
"""The 99th percentile may be so many times that of the append."""
FLAT: Final = 1.25
"""At the largest size it may take so many times as long as at the smallest, both counted in appends."""


def measure(*, quick: bool = False) -> Result:
    """The rows of this claim."""
    found = {size: _at(size, batches=1 if quick else 15, rounds=20 if quick else 300) for size in SIZES}
    rows = [row for size, samples in found.items() for row in _rows(f"{size:,} records", samples)]
    small, large = (found[size].ratio("store", "append+fsync", 50) for size in (SIZES[0], SIZES[-1]))
    measured = f"store over append+fsync, p50, {SIZES[-1]:,} beside {SIZES[0]:,} records"
    rows.append(Row("Enter: flat", measured, large, small, "×", large / small, goal=FLAT))
    return Result(tuple(rows), tuple(_note(f"{size:,} records", samples) for size, samples in found.items()))


def _rows(size: str, samples: Samples) -> list[Row]:
    def row(subject: str, floor: str, goal: float | None = None) -> Row:
        return Row(
            "Enter to durable",
            f"{subject}, p99, {size}, beside {floor}",
            samples.at(subject, 99) * 1000,
            samples.at(floor, 99) * 1000,
            "ms",
            samples.ratio(subject, floor, 99),
            goal=goal,
        )

    return [
        row("store", "append+fsync", MOST),
        row("store", "SQLite", 1.0),
        row("use case", "its append+fsync", MOST),
        row("use case", "SQLite"),
    ]


def _note(size: str, samples: Samples) -> str:
    parts = [
        f"{name} {samples.at(name, 50) * 1000:.3f}/{samples.at(name, 99) * 1000:.3f}"
        for name in ("append+fsync", "store", "use case", "SQLite", "SQLite without index")
    ]
    return f"Enter, {size}, p50/p99 in ms: {', '.join(parts)}"


def _at(size: int, batches: int, rounds: int) -> Samples:
    """Everything once a round, on a store of `size` records; each batch in a new meeting of the usual length."""
    samples = Samples()
    with (
        school_of(size) as school,
        tempfile.TemporaryDirectory(dir=school.workspace.home) as folder,
        closing(_Journal(school)) as journal,
        closing(_Append(Path(folder) / "store")) as append,
        closing(_Append(Path(folder) / "use-case")) as append_of_use_case,
        closing(_sqlite(Path(folder) / "peer.sqlite", school)) as peer,
    ):
        for _batch in range(batches):
            live = LiveMeeting(school.workspace, add_running(school.workspace, ENTRIES_A_MEETING))
            journal.line()
            store, use_case = _store(live, journal, append), _use_case(live, journal, append_of_use_case)
            store()
            use_case()  # from here on the appends have a line to write
            acts = {
                "append+fsync": append.write,
                "store": store,
                "its append+fsync": append_of_use_case.write,
                "use case": use_case,
                "SQLite": _insert(live, peer, "INSERT INTO entries (document, id, meeting) VALUES (?, ?, ?)"),
                "SQLite without index": _insert(live, peer, "INSERT INTO bare (document) VALUES (?)"),
            }
            alternate(acts, rounds, samples, warm_up=10)
    return samples


def _store(live: LiveMeeting, journal: _Journal, append: _Append) -> Callable[[], float]:
    """The bare transaction, with an entry that has been made; gives the seconds."""
    store, entry = live.workspace.shared, sample(live)

    def put() -> float:
        new = msgspec.structs.replace(entry, id=new_id())
        begin = perf_counter()
        with store.transaction("entry.add") as tx:
            tx.put(ENTRIES, new)
        seconds = perf_counter() - begin
        append.line = journal.line()
        return seconds

    return put


def _use_case(live: LiveMeeting, journal: _Journal, append: _Append) -> Callable[[], float]:
    """A line that has been read, captured as Enter does; gives the seconds."""
    parsed = live.read(LINE)

    def capture() -> float:
        begin = perf_counter()
        live.capture(parsed)
        seconds = perf_counter() - begin
        append.line = journal.line()
        return seconds

    return capture


def _insert(live: LiveMeeting, peer: sqlite3.Connection, statement: str) -> Callable[[], float]:
    """The same document into SQLite, by a statement that takes it and the fields it is found by; gives the seconds."""
    entry = sample(live)

    def insert() -> float:
        new = msgspec.structs.replace(entry, id=new_id())
        values = (msgspec.json.encode(new), new.id, new.meeting)[: statement.count("?")]
        begin = perf_counter()
        peer.execute(statement, values)
        return perf_counter() - begin

    return insert


class _Journal:
    """The journal of the shared store, read from the end of what is in it (what follows that is room)."""

    def __init__(self, school: School) -> None:
        self.path = max((school.workspace.home / "shared").glob("journal-*.jsonl"))
        self._fd = os.open(self.path, os.O_RDONLY)
        self._place = 0
        self.line()

    def line(self) -> bytes:
        """What was written since this was asked last."""
        written = os.pread(self._fd, 1 << 26, self._place).rstrip(b"\n") + b"\n"
        self._place += len(written)
        return written

    def close(self) -> None:
        os.close(self._fd)


class _Append:
    """A file to append to and bring to the disk, with the file calls themselves: what no journal can do without."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        self.line = b""

    def write(self) -> float:
        """Write the line and bring it to the disk; gives the seconds."""
        begin = perf_counter()
        os.write(self._fd, self.line)
        _sync(self._fd)
        return perf_counter() - begin

    def close(self) -> None:
        os.close(self._fd)


def _sqlite(path: Path, school: School) -> sqlite3.Connection:
    """A database with the same documents in two tables: with the indexes that the store has, and without any."""
    peer = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "fullfsync=ON"):
        peer.execute(f"PRAGMA {pragma}")
    peer.execute("CREATE TABLE entries (id TEXT PRIMARY KEY, meeting TEXT NOT NULL, document BLOB NOT NULL)")
    peer.execute("CREATE INDEX by_meeting ON entries (meeting)")
    peer.execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, document BLOB NOT NULL)")
    peer.execute("BEGIN")
    rows = [(entry.id, entry.meeting, msgspec.json.encode(entry)) for entry in school.workspace.shared.all(ENTRIES)]
    peer.executemany("INSERT INTO entries (id, meeting, document) VALUES (?, ?, ?)", rows)
    peer.executemany("INSERT INTO bare (document) VALUES (?)", ((document,) for _id, _meeting, document in rows))
    peer.execute("COMMIT")
    peer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return peer
