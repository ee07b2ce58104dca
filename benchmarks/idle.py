"""Bytes to the terminal in a minute in which nobody types, beside a default Input, whose cursor blinks.

Three screens of kgw run at the same time, each on a terminal of its own: the list of meetings, which has no clock; a
running meeting, whose clock moves (it is the real one, so several minutes pass); and the same meeting on a clock that
stands still, which tells what the rest of that screen writes.
"""

from __future__ import annotations

from typing import Final

from kgw_tui import clock

from .measuring import Result, Row
from .school import home_environment, school_of
from .terminal import written_during
from .typist import bare_input, list_of_meetings, running_meeting

RECORDS: Final = 1_000
SHOWN: Final = 300
SECONDS: Final = 180.0
WITHOUT_CLOCK: Final = 0.0
WITH_CLOCK: Final = 200.0


def measure(*, quick: bool = False) -> Result:
    """The rows of this claim."""
    seconds = 2.0 if quick else SECONDS
    with school_of(RECORDS, running=SHOWN) as school:
        environment = home_environment(school.workspace.home)
        standing = {**environment, "KGW_NOW": clock.now().isoformat()}
        with (
            bare_input(environment) as bare,
            list_of_meetings(environment) as meetings,
            running_meeting(environment) as live,
            running_meeting(standing) as still,
        ):
            terminals = [typist.terminal for typist in (bare, meetings, live, still)]
            counts = [count * 60 / seconds for count in written_during(terminals, seconds)]
    floor, *screens = counts
    names = ("the list of meetings", "a running meeting, clock moving", "a running meeting, clock standing")
    goals = (WITHOUT_CLOCK, WITH_CLOCK, WITHOUT_CLOCK)
    rows = [_row(*each, floor) for each in zip(names, screens, goals, strict=True)]
    return Result(tuple(rows), (f"idle: over {seconds:g} s, all at the same time",))


def _row(name: str, count: float, goal: float, floor: float) -> Row:
    measured = f"{name}, a minute, beside a default Input"
    return Row("bytes while idle", measured, count, floor, "bytes", count, " bytes", goal=goal)
