"""A key in the capture line of a running meeting with 2,000 entries, beside one with 20, and beside a bare Input.

The three programs run at the same time, each on a terminal of its own, and are typed into in turn, one key a round.
Two moments are taken of each key, from its going into the terminal: when its character has come out (the echo in the
line), and when the last byte has come that the key caused (in kgw: the words of the echo row too). A key is pressed
when nothing has moved for some frames, so that no program has to wait for the end of a frame before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .measuring import Result, Row, Samples, alternate
from .school import home_environment, school_of
from .typist import Typist, bare_input, running_meeting

RECORDS: Final = 10_000
FEW: Final = 20
MANY: Final = 2_000
MOST_BESIDE_BARE: Final = 1.5
MOST_BESIDE_FEW: Final = 1.2
_WHO: Final = ("bare", "few", "many")


def measure(*, quick: bool = False) -> Result:
    """The rows of this claim."""
    samples = Samples()
    with (
        school_of(RECORDS, running=FEW) as small,
        school_of(RECORDS, running=MANY) as large,
        bare_input(home_environment(small.workspace.home)) as bare,
        running_meeting(home_environment(small.workspace.home)) as few,
        running_meeting(home_environment(large.workspace.home)) as many,
    ):
        typists = dict(zip(_WHO, (bare, few, many), strict=True))
        before = {who: typist.terminal.processor_time() for who, typist in typists.items()}
        for _batch in range(1 if quick else 5):
            acts = {who: _press(typist) for who, typist in typists.items()}
            alternate(acts, 12 if quick else 150, samples, warm_up=4)
        costs = [_cost(who, before[who], typist) for who, typist in typists.items()]
    rows = [
        _row(what, moment, floor, samples)
        for floor in ("few", "bare")
        for what, moment in (("the character", "shown"), ("all that changes", "done"))
    ]
    spent = ", ".join(each for each in costs if each)
    told = f"key to echo, processor time a key in ms, all else that ran included: {spent}"
    return Result(tuple(rows), (_medians(samples), *([told] if spent else [])))


def _press(typist: Typist) -> Callable[[], dict[str, float]]:
    def press() -> dict[str, float]:
        pressed = typist.press()
        return {"shown": pressed.shown, "done": pressed.done}

    return press


def _row(what: str, moment: str, floor: str, samples: Samples) -> Row:
    beside = "a bare Input" if floor == "bare" else f"{FEW} entries"
    return Row(
        "key to echo",
        f"{what}, p99, {MANY:,} entries beside {beside}",
        samples.at(f"many {moment}", 99) * 1000,
        samples.at(f"{floor} {moment}", 99) * 1000,
        "ms",
        samples.ratio(f"many {moment}", f"{floor} {moment}", 99),
        goal=MOST_BESIDE_BARE if floor == "bare" else MOST_BESIDE_FEW,
    )


def _medians(samples: Samples) -> str:
    parts = [
        f"{what} " + ", ".join(f"{who} {samples.at(f'{who} {moment}', 50) * 1000:.2f}" for who in _WHO)
        for what, moment in (("the character", "shown"), ("all that changes", "done"))
    ]
    return f"key to echo, p50 in ms: {'; '.join(parts)}"


def _cost(who: str, before: float | None, typist: Typist) -> str:
    """What a key cost of the processor, where the system tells: it doesn't depend on who else was busy."""
    after = typist.terminal.processor_time()
    if before is None or after is None:
        return ""
    return f"{who} {(after - before) / typist.keys * 1000:.2f}"
