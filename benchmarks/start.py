"""Start to first full paint with 10,000 records in the store, beside a bare Textual app, both on real terminals.

The one is started after the other, again and again. Time runs from before the process is made until the terminal
shows, cell by cell and colour by colour, what it goes on showing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Final

from .bare import WORD, BareApp, command, kgw
from .measuring import Result, Row, Samples, alternate
from .school import SERIES_TITLE, home_environment, school_of
from .terminal import Silent, Terminal, painted_at, text_of

RECORDS: Final = 10_000
MOST: Final = 1.25
_STILL: Final = 0.3
"""Seconds without output after which the paint is complete."""


def measure(*, quick: bool = False) -> Result:
    """The row of this claim."""
    samples = Samples()
    with school_of(RECORDS) as school:
        environment = home_environment(school.workspace.home)
        acts = {
            "bare": started(command(BareApp), environment, WORD),
            "kgw": started(kgw(), environment, SERIES_TITLE),
        }
        for _batch in range(1 if quick else 4):
            alternate(acts, 2 if quick else 8, samples, warm_up=1)
    subject, floor = samples.at("kgw painted", 50), samples.at("bare painted", 50)
    row = Row(
        "start to full paint",
        f"list of meetings, {RECORDS:,} records, p50, beside a bare app",
        subject * 1000,
        floor * 1000,
        "ms",
        samples.ratio("kgw painted", "bare painted", 50),
        goal=MOST,
    )
    return Result((row,), (_spread(samples),))


def _spread(samples: Samples) -> str:
    parts = [
        f"{who} {samples.at(f'{who} painted', 0) * 1000:.0f} to {samples.at(f'{who} painted', 100) * 1000:.0f}, "
        f"of a processor {samples.at(f'{who} processor', 50) * 1000:.0f}"
        for who in ("bare", "kgw")
    ]
    return f"start in ms, fastest to slowest, and processor time until at rest: {'; '.join(parts)}"


def started(arguments: Sequence[str], environment: dict[str, str], word: str) -> Callable[[], dict[str, float]]:
    """Start the program and wait until it is painted; gives the seconds, and those that it had of a processor until it
    was at rest. Raises Silent when `word` isn't on it.
    """

    def start() -> dict[str, float]:
        with closing(Terminal(arguments, environment)) as terminal:
            chunks = terminal.until_quiet(_STILL)
            if word not in text_of(b"".join(chunk.data for chunk in chunks)):
                raise Silent(f"{word} isn't shown")
            return {
                "painted": painted_at(chunks) - terminal.began,
                "processor": terminal.processor_time() or 0.0,
            }

    return start
