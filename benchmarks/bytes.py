"""Bytes to the terminal for each key, beside a default Input.

The same line is typed into both, on real terminals; the bytes of a key are all that come until nothing moves any
more, in kgw with the words of the echo row.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .measuring import Result, Row, Samples, alternate
from .school import LINE, home_environment, school_of
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
    subject, floor = (sum(samples.all_of(who)) / len(samples.all_of(who)) for who in ("kgw", "bare"))
    measured = "mean over a line, echo row included, beside a default Input"
    row = Row("bytes a key", measured, subject, floor, "bytes", subject / floor, goal=MOST)
    return Result((row,), (_spread(samples),))


def _press(typist: Typist) -> Callable[[], float]:
    return lambda: float(typist.press().size)


def _spread(samples: Samples) -> str:
    parts = [f"{who} {samples.at(who, 50):.0f}/{samples.at(who, 100):.0f}" for who in ("bare", "kgw")]
    return f"bytes a key, p50/most: {', '.join(parts)}"
