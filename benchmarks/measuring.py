"""What every claim is measured with: rounds that alternate, percentiles, rows of the table, and the machine's line."""

from __future__ import annotations

import gc
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Final, Literal

Unit = Literal["ms", "bytes", "×"]
Comparison = Literal["×", "× as fast", "ms more", " bytes", " ms"]
"""How subject and floor are compared: the one divided by the other, the other way round, or the difference; or (in
bytes or ms) not at all, where what the subject did is claimed whatever the floor does."""

Act = Callable[[], "float | Mapping[str, float] | None"]
"""Something to be timed. It may return what is to be kept instead of its seconds: one figure, or several by name."""

ROOT: Final = Path(__file__).resolve().parent.parent
"""The checkout: what is started for a measurement is started here."""


class Failed(Exception):
    """Something that should be measured doesn't work."""


@dataclass(frozen=True)
class Row:
    """One line of the table: a claim, what was measured, and what the floor or peer did in the same run.

    `value` compares the two; `goal` is the most (with `at_least`, the least) it may be, None where nothing is claimed.
    """

    claim: str
    measured: str
    subject: float
    floor: float
    unit: Unit
    value: float
    comparison: Comparison = "×"
    goal: float | None = None
    at_least: bool = False

    @property
    def holds(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        if self.goal is None:
            return None
        return self.value >= self.goal if self.at_least else self.value <= self.goal


@dataclass(frozen=True)
class Result:
    """What a script found: its rows, and sentences that explain them."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


@dataclass
class Samples:
    """Seconds (or bytes) by name, a list a batch: noise that lasts hits a batch of everything alike."""

    batches: list[dict[str, list[float]]] = field(default_factory=list[dict[str, list[float]]])

    def add(self, name: str, value: float) -> None:
        """One more of `name` in the present batch."""
        self.batches[-1].setdefault(name, []).append(value)

    def begin_batch(self) -> None:
        """What comes now belongs together."""
        self.batches.append({})

    def all_of(self, name: str) -> list[float]:
        """Everything of `name`, over all batches."""
        return [value for batch in self.batches for value in batch.get(name, [])]

    def at(self, name: str, percent: float) -> float:
        """The percentile of `name`: the median of what it was in each batch."""
        return median(percentile(batch[name], percent) for batch in self.batches)

    def ratio(self, name: str, floor: str, percent: float) -> float:
        """The percentile of `name` divided by that of `floor`: the median of what it was in each batch."""
        return median(percentile(batch[name], percent) / percentile(batch[floor], percent) for batch in self.batches)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which `percent` of the values lie, between two of them in proportion. Raises ValueError."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def alternate(acts: Mapping[str, Act], rounds: int, samples: Samples, *, warm_up: int = 0) -> None:
    """Do all the acts once a round, and keep the figure of each as a new batch of `samples`.

    Each round begins with the next of them, so that none always follows the same one. The garbage collector runs as
    it does in the program, from a clean start; rounds of the warm-up aren't kept.
    """
    names = list(acts)
    samples.begin_batch()
    gc.collect()
    for number in range(warm_up + rounds):
        turn = number % len(names)
        for name in names[turn:] + names[:turn]:
            begin = perf_counter()
            own = acts[name]()
            seconds = perf_counter() - begin
            if number < warm_up:
                continue
            if isinstance(own, Mapping):
                for part, value in own.items():
                    samples.add(f"{name} {part}", value)
            else:
                samples.add(name, seconds if own is None else own)


def machine(folder: Path) -> str:
    """The line about the machine: cores, load, Python, system, and the file system of the folder written in."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        f"{os.cpu_count()} cores (load {load}), Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, temporary folder on {_file_system(folder)}"
    )


def say(line: str) -> None:
    """One line of output."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def tell(line: str) -> None:
    """One line about what is going on, apart from the output."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def _file_system(folder: Path) -> str:
    whole = os.path.realpath(folder)
    best, kind = "", "an unknown file system"
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return kind
    for line in mounts.splitlines():
        _device, point, found, *_rest = line.split(" ")
        inside = whole == point or whole.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, found
    return kind
