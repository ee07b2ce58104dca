"""Enter in the real app, on a terminal: a meeting with 2,000 entries, and one after 80 others, beside one with 20.

A line is typed, and stands. Two moments are taken of Enter, from its going into the terminal: when the program says
that the line is kept (it is on the disk then), and when the last byte has come. Undo takes the entry out again before
the next round, so that each meeting keeps its size. The three programs run at the same time and take turns.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from typing import Final

from .measuring import Result, Row, Samples, alternate
from .school import home_environment, school_of
from .terminal import shown_at
from .typist import Typist, running_meeting

FEW: Final = 20
MANY: Final = 2_000
EARLIER: Final = 80
SAID_EARLIER: Final = 60
RECORDS: Final = 100
MOST: Final = 1.2
LINE: Final = "De mentoren bellen deze week met de ouders van klas 2b"
_KEPT: Final = "✓"
_UNDO: Final = "\x1a"
_MEETINGS: Final = {
    "few": {"records": RECORDS, "running": FEW},
    "many": {"records": RECORDS, "running": MANY},
    "long series": {"records": EARLIER * SAID_EARLIER, "running": FEW, "said": SAID_EARLIER, "held": EARLIER},
}


def measure(*, quick: bool = False) -> Result:
    """The rows of this claim."""
    samples = Samples()
    with ExitStack() as stack:
        typists: dict[str, Typist] = {}
        for name, size in _MEETINGS.items():
            school = stack.enter_context(school_of(**size))
            typists[name] = stack.enter_context(running_meeting(home_environment(school.workspace.home)))
        acts = {name: _enter(typist) for name, typist in typists.items()}
        for _batch in range(1 if quick else 5):
            alternate(acts, 4 if quick else 60, samples, warm_up=2)
    many = f"{MANY:,} entries beside {FEW}"
    series = f"{FEW} entries after {EARLIER} meetings of {SAID_EARLIER}, beside the first of a series"
    rows = [
        _row(f"{moment}, p50, {what}", f"{name} {part}", f"few {part}", samples)
        for name, what in (("many", many), ("long series", series))
        for moment, part in (("the line is kept", "kept"), ("all that changes", "done"))
    ]
    return Result(tuple(rows), tuple(_spent(name, samples) for name in _MEETINGS))


def _enter(typist: Typist) -> Callable[[], dict[str, float]]:
    terminal = typist.terminal

    def enter() -> dict[str, float]:
        terminal.send(LINE)
        terminal.until_quiet()
        before = terminal.processor_time() or 0.0
        begin = terminal.send("\r")
        chunks = terminal.until_quiet()
        spent = (terminal.processor_time() or 0.0) - before
        figures = {"kept": shown_at(chunks, _KEPT) - begin, "done": chunks[-1].at - begin, "processor": spent}
        terminal.send(_UNDO)
        terminal.until_quiet()
        return figures

    return enter


def _row(measured: str, subject: str, floor: str, samples: Samples) -> Row:
    return Row(
        "Enter in the app",
        measured,
        samples.at(subject, 50) * 1000,
        samples.at(floor, 50) * 1000,
        "ms",
        samples.ratio(subject, floor, 50),
        goal=MOST,
    )


def _spent(name: str, samples: Samples) -> str:
    kept, done = (f"{samples.at(f'{name} {part}', 99) * 1000:.1f}" for part in ("kept", "done"))
    processor = samples.at(f"{name} processor", 50) * 1000
    return f"Enter in the app, {name}: p99 kept {kept}, done {done} ms; processor time p50 {processor:.1f} ms"
