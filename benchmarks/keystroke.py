"""A key in the capture line of a running meeting with 300 entries, beside a key in a bare Input, on real terminals.

Both programs run at the same time, each on a terminal of its own, and are typed into in turn, one key a round. Two
moments are taken of each key, from its going into the terminal: when its character has come out (the echo in the
line), and when the last byte has come that the key caused (in kgw: the words of the echo row too). A key is pressed
when nothing has moved for some frames, so that neither program has to wait for the end of a frame before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .measuring import Result, Row, Samples, alternate
from .school import home_environment, school_of
from .typist import Typist, bare_input, running_meeting

RECORDS: Final = 10_000
SHOWN: Final = 300
MOST: Final = 1.5


def measure(*, quick: bool = False) -> Result:
    """The rows of this claim."""
    samples = Samples()
    with (
        school_of(RECORDS, running=SHOWN) as school,
        bare_input(home_environment(school.workspace.home)) as bare,
        running_meeting(home_environment(school.workspace.home)) as live,
    ):
        before = [typist.terminal.processor_time() for typist in (bare, live)]
        for _batch in range(1 if quick else 5):
            acts = {"bare": _press(bare), "kgw": _press(live)}
            alternate(acts, 12 if quick else 150, samples, warm_up=4)
        after = [typist.terminal.processor_time() for typist in (bare, live)]
        keys = (bare.keys, live.keys)
    rows = (_row("the character", "shown", samples), _row("all that changes", "done", samples))
    return Result(rows, (_medians(samples), *_costs(before, after, keys)))


def _press(typist: Typist) -> Callable[[], dict[str, float]]:
    def press() -> dict[str, float]:
        pressed = typist.press()
        return {"shown": pressed.shown, "done": pressed.done}

    return press


def _row(what: str, moment: str, samples: Samples) -> Row:
    subject, floor = f"kgw {moment}", f"bare {moment}"
    return Row(
        "key to echo",
        f"{what}, p99, {SHOWN} entries shown, beside a bare Input",
        samples.at(subject, 99) * 1000,
        samples.at(floor, 99) * 1000,
        "ms",
        samples.ratio(subject, floor, 99),
        goal=MOST,
    )


def _medians(samples: Samples) -> str:
    shown, done = (
        [samples.at(f"{who} {moment}", 50) * 1000 for who in ("bare", "kgw")] for moment in ("shown", "done")
    )
    return (
        f"key to echo, p50 in ms: the character bare {shown[0]:.2f}, kgw {shown[1]:.2f}; "
        f"all that changes bare {done[0]:.2f}, kgw {done[1]:.2f}"
    )


def _costs(before: list[float | None], after: list[float | None], keys: tuple[int, int]) -> list[str]:
    """What a key cost of the processor, where the system tells: it doesn't depend on who else was busy."""
    spent: list[str] = []
    for who, begin, end, count in zip(("bare", "kgw"), before, after, keys, strict=True):
        if begin is not None and end is not None:
            spent.append(f"{who} {(end - begin) / count * 1000:.2f}")
    return [f"key to echo, processor time a key in ms, all else that ran included: {', '.join(spent)}"] if spent else []
