"""`kgw log` and `kgw list`, from the process being made to its end, beside Python that does nothing."""

from __future__ import annotations

import re
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Final

from .bare import kgw
from .measuring import ROOT, Act, Failed, Result, Row, Samples, alternate
from .school import home_environment, school_of

RECORDS: Final = 200
"""A school that has begun with kgw: some meetings."""
MOST: Final = 150.0
"""Milliseconds more than `python -c pass`."""
_IMPORT: Final = re.compile(r"import time:\s+(\d+) \|\s+\d+ \| +(\S+)")
_REST: Final = "Python's own"
GROUPS: Final = ("click", "msgspec", "tinydb", "filelock", "platformdirs", "kgw_tui", _REST)
"""The packages that are told apart among the imports."""
NOTHING: Final = "python -c pass"
CALLS: Final = {"kgw log x": ("log", "x"), "kgw list actions": ("list", "actions")}


def measure(*, quick: bool = False) -> Result:
    """The rows of this claim."""
    samples = Samples()
    with school_of(RECORDS) as school:
        environment = home_environment(school.workspace.home)
        calls = {name: kgw(*arguments) for name, arguments in CALLS.items()}
        calls[NOTHING] = [sys.executable, "-c", "pass"]
        acts: dict[str, Act] = {name: _run(arguments, environment) for name, arguments in calls.items()}
        acts |= {f"{name} imports": _imports(arguments, environment) for name, arguments in calls.items()}
        for _batch in range(1 if quick else 5):
            alternate(acts, 3 if quick else 12, samples, warm_up=1)
    return Result(tuple(_row(name, samples) for name in CALLS), tuple(_made_of(name, samples) for name in CALLS))


def _row(name: str, samples: Samples) -> Row:
    subject, floor = samples.at(f"{name} time", 50) * 1000, samples.at(f"{NOTHING} time", 50) * 1000
    measured = f"{name}, p50, beside {NOTHING}"
    return Row("a command", measured, subject, floor, "ms", subject - floor, "ms more", goal=MOST)


def _run(arguments: Sequence[str], environment: dict[str, str]) -> Callable[[], dict[str, float]]:
    """Run a command whose output nobody reads; gives its seconds, and those that it had of a processor."""

    def run() -> dict[str, float]:
        before, begin = _processor_time(), perf_counter()
        done = subprocess.run(
            arguments, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
        )
        seconds = perf_counter() - begin
        if done.returncode:
            raise Failed(f"{arguments} failed")
        return {"time": seconds, "processor": _processor_time() - before}

    return run


def _imports(arguments: Sequence[str], environment: dict[str, str]) -> Callable[[], dict[str, float]]:
    """Run it once more, counting the seconds of importing by group (`-X importtime`, which adds some of its own)."""

    def run() -> dict[str, float]:
        done = subprocess.run(
            [arguments[0], "-X", "importtime", *arguments[1:]],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        if done.returncode:
            raise Failed(f"{arguments} failed: {done.stderr[-500:]}")
        found: dict[str, float] = dict.fromkeys(GROUPS, 0.0)
        for microseconds, module in _IMPORT.findall(done.stderr):
            package = module.split(".")[0]
            found[package if package in found else _REST] += int(microseconds) / 1e6
        return found

    return run


def _processor_time() -> float:
    """The seconds that all children which have ended had of a processor."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _made_of(name: str, samples: Samples) -> str:
    """What the difference consists of: imports by package, and what is left for doing the work and ending."""
    more = (samples.at(f"{name} time", 50) - samples.at(f"{NOTHING} time", 50)) * 1000
    spent = {
        group: (samples.at(f"{name} imports {group}", 50) - samples.at(f"{NOTHING} imports {group}", 50)) * 1000
        for group in GROUPS
    }
    parts = [f"{group} {spent[group]:.0f}" for group in sorted(GROUPS, key=lambda group: -spent[group])]
    rest = more - sum(spent.values())
    processor = (samples.at(f"{name} processor", 50) - samples.at(f"{NOTHING} processor", 50)) * 1000
    return (
        f"{name}: {more:.0f} ms more = imports ({', '.join(parts)}) + its work and its end {rest:.0f}; "
        f"processor time {processor:.0f} ms more"
    )
