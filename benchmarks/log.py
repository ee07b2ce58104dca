"""A note from the corridor: `kgw log` from the process being made to its end, beside a Python that does nothing but
append a line and sync it; with 5,000 notes beside 50; and Enter in the app's line beside a bare append and sync.

What is claimed of the shell is a second on this machine's terms: its floor is what any Python program needs to have a
line on the disk.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from kgw_tui.usecases.noting import hint_after, log_notes
from kgw_tui.workspace import Workspace

from .bare import kgw
from .measuring import ROOT, Act, Failed, Result, Row, Samples, alternate
from .school import home_environment, school_of

SIZES: Final = (50, 5_000)
"""Notes that there are already."""
MEETING_RECORDS: Final = 200
LINE: Final = "@daan vraagt of de toetsweek eerder kan #toetsing"
MOST: Final = 10.0
"""Times that the shell's command may take what a bare Python takes to append and sync."""
FLAT: Final = 1.5
"""Times that anything may take with many notes what it takes with few."""
_APPEND: Final = "import os,sys; f=open(sys.argv[1],'ab'); f.write(b'x'*600); f.flush(); os.fsync(f.fileno())"


def measure(*, quick: bool = False) -> Result:
    """The rows of this claim."""
    samples = Samples()
    with ExitStack() as stack:
        acts: dict[str, Act] = {}
        for size in SIZES:
            workspace = stack.enter_context(school_of(MEETING_RECORDS)).workspace
            log_notes(workspace, [f"{LINE} {number}" for number in range(size)])
            environment = home_environment(workspace.home)
            acts[f"shell {size}"] = _run(kgw("log", LINE), environment)
            acts[f"app {size}"] = _in_app(workspace)
            acts[f"app append {size}"] = _append(workspace.home / f"floor-{size}")
            acts["append"] = _run([sys.executable, "-c", _APPEND, str(workspace.home / "floor")], environment)
            acts["nothing"] = _run([sys.executable, "-c", "pass"], environment)
        for _batch in range(1 if quick else 4):
            alternate(acts, 2 if quick else 10, samples, warm_up=1)
    few, many = SIZES
    compared = (
        (f"kgw log, {many:,} notes", "a Python that appends and syncs", f"shell {many}", "append", MOST),
        ("kgw log", "python -c pass", f"shell {many}", "nothing", None),
        (f"kgw log, {many:,} notes", f"{few} notes", f"shell {many}", f"shell {few}", FLAT),
        (f"Enter in its line, {many:,} notes", f"{few} notes", f"app {many}", f"app {few}", FLAT),
        ("Enter in its line", "append+fsync", f"app {many}", f"app append {many}", None),
    )
    return Result(
        tuple(
            Row(
                "a corridor note",
                f"{measured}, p50, beside {beside}",
                samples.at(subject, 50) * 1000,
                samples.at(floor, 50) * 1000,
                "ms",
                samples.ratio(subject, floor, 50),
                goal=goal,
            )
            for measured, beside, subject, floor, goal in compared
        )
    )


def _run(arguments: Sequence[str], environment: dict[str, str]) -> Callable[[], None]:
    def run() -> None:
        done = subprocess.run(
            arguments, env=environment, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            raise Failed(f"{arguments} failed")

    return run


def _in_app(workspace: Workspace) -> Callable[[], None]:
    """What Enter waits for: the note read, numbered and on the disk, and the hint that it calls for found."""

    def enter() -> None:
        workspace.private.refresh()
        workspace.shared.refresh()
        hint_after(workspace, log_notes(workspace, [LINE]))

    return enter


def _append(path: Path) -> Callable[[], None]:
    line = b"x" * 600 + b"\n"

    def write() -> None:
        with path.open("ab") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    return write
