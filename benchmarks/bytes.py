"""Bytes to the terminal for each key, beside a default Input; and what is written while nobody does anything.

The same line is typed into both, on real terminals; the bytes of a key are all that come until nothing moves any
more, in kgw with the words of the echo row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kgw_tui import clock

from .measuring import Result, Row, Samples, alternate
from .school import LINE, home_environment, school_of
from .terminal import written_during
from .typist import Typist, bare_input, running_meeting

SHOWN: Final = 300
RECORDS: Final = 1_000
MOST: Final = 0.4
_LETTERS: Final = len(LINE.replace(" ", ""))


def measure(*, quick: bool = False) -> Result:
    """The rows of this claim."""
    samples = Samples()
    with school_of(RECORDS, running=SHOWN) as school:
        environment = home_environment(school.workspace.home)
        with bare_input(environment) as bare, running_meeting(environment) as live:
            alternate({"bare": _press(bare), "kgw": _press(live)}, 12 if quick else 3 * _LETTERS, samples)
        idle = _idle(environment, 2.0 if quick else 60.0)
    subject, floor = (sum(samples.all_of(who)) / len(samples.all_of(who)) for who in ("kgw", "bare"))
    measured = "mean over a line, echo row included, beside a default Input"
    row = Row("bytes a key", measured, subject, floor, "bytes", subject / floor, goal=MOST)
    return Result((row,), (_spread(samples), idle))


def _press(typist: Typist) -> Callable[[], float]:
    return lambda: float(typist.press().size)


def _spread(samples: Samples) -> str:
    parts = [f"{who} {samples.at(who, 50):.0f}/{samples.at(who, 100):.0f}" for who in ("bare", "kgw")]
    return f"bytes a key, p50/most: {', '.join(parts)}"


def _idle(environment: dict[str, str], seconds: float) -> str:
    """What is written in a while in which nobody types, with the clock of the meeting and with one that stands."""
    standing = {**environment, "KGW_NOW": clock.now().isoformat()}
    with bare_input(environment) as bare, running_meeting(environment) as live, running_meeting(standing) as still:
        counts = written_during([bare.terminal, live.terminal, still.terminal], seconds)
    names = ("bare", "kgw", "kgw with its clock standing")
    parts = [f"{name} {count * 60 / seconds:,.0f}" for name, count in zip(names, counts, strict=True)]
    return f"bytes a minute while idle (over {seconds:g} s): {', '.join(parts)}"
