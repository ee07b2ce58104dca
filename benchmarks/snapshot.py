"""Enter while a snapshot of 100,000 records is written in the background, beside Enter while none is, in one process.

Both by turns, a snapshot each time. A line is captured as Enter does, and then nothing is done for as long as typing
the next one would take at the very least: it is what a typist waits for that counts, and not how many lines a program
could write while it lasts.
"""

from __future__ import annotations

import threading
import time
from time import perf_counter
from typing import Final, cast

from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.data.store.resting import Resting
from kgw_tui.usecases.live import LiveMeeting

from .measuring import Result, Row, Samples
from .school import ENTRIES_A_MEETING, LINE, add_running, school_of

RECORDS: Final = 100_000
MOST: Final = 3.0
_TYPING: Final = 0.004
"""Seconds between two lines."""

_WHILE: Final = "while a snapshot is written"
_OTHERWISE: Final = "otherwise"


def measure(*, quick: bool = False) -> Result:
    """The row of this claim."""
    samples = Samples()
    took: list[float] = []
    lines = 40 if quick else 300
    with school_of(RECORDS) as school:
        store = cast("EmbeddedStore", school.workspace.shared)
        for _batch in range(1 if quick else 8):
            live = LiveMeeting(school.workspace, add_running(school.workspace, ENTRIES_A_MEETING))
            _capture(live, Samples([{}]), _OTHERWISE, 10)
            samples.begin_batch()
            for _turn in range(1 if quick else 2):
                _capture(live, samples, _OTHERWISE, lines)
                took.append(_with_snapshot(store, live, samples))
    measured = f"use case, p99, {RECORDS:,} records, {_WHILE}, beside {_OTHERWISE}"
    subject, floor = samples.at(_WHILE, 99) * 1000, samples.at(_OTHERWISE, 99) * 1000
    row = Row("Enter, snapshot", measured, subject, floor, "ms", samples.ratio(_WHILE, _OTHERWISE, 99), goal=MOST)
    return Result((row,), (_note(samples, took),))


def _capture(live: LiveMeeting, samples: Samples, name: str, lines: int) -> None:
    parsed = live.read(LINE)
    for _line in range(lines):
        begin = perf_counter()
        live.capture(parsed)
        samples.add(name, perf_counter() - begin)
        time.sleep(_TYPING)


def _with_snapshot(store: EmbeddedStore, live: LiveMeeting, samples: Samples) -> float:
    """Capture line after line until the snapshot is there; gives the seconds that it took."""
    begin = perf_counter()
    thread = threading.Thread(target=store.compact, args=(Resting(bool),))
    thread.start()
    while thread.is_alive():
        _capture(live, samples, _WHILE, 1)
    thread.join()
    return perf_counter() - begin


def _note(samples: Samples, took: list[float]) -> str:
    parts = [
        f"{name} {samples.at(name, 50) * 1000:.2f}/{samples.at(name, 99) * 1000:.2f}, at most "
        f"{max(samples.all_of(name)) * 1000:.1f} (of {len(samples.all_of(name))})"
        for name in (_OTHERWISE, _WHILE)
    ]
    return f"Enter, p50/p99 in ms: {'; '.join(parts)}; a snapshot took {min(took):.1f} to {max(took):.1f} s"
