"""Memory that 100,000 records take, beside the size of the snapshot that holds them.

A process of its own for each thing that is done: it notes the memory that it has before it opens the store and after
what it did. What the program itself takes (its modules) isn't counted.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from .measuring import ROOT, Failed, Result, Row
from .school import home_environment, school_of

RECORDS: Final = 100_000
MOST: Final = 3.0
MOST_OF_ALL: Final = 5.0
"""So many times the file's size: where a meeting is chaired, and where every record has been read as what it is."""

_PAGES: Final = Path("/proc/self/statm")


def measure(*, quick: bool = False) -> Result:
    """The rows, one for each thing that is done. Raises Failed where the memory of a process can't be told."""
    if not _PAGES.exists():
        raise Failed("the memory of a process is told on Linux only")
    rows: list[Row] = []
    with school_of(RECORDS) as school:
        size = max((school.workspace.home / "shared").glob("snapshot-*.json")).stat().st_size
        for name, (what, goal) in _SAID.items():
            arguments = [sys.executable, "-m", "benchmarks.memory", name, str(school.workspace.home), school.running]
            done = subprocess.run(
                arguments,
                cwd=ROOT,
                env=home_environment(school.workspace.home),
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                raise Failed(done.stderr)
            taken = float(done.stdout)
            measured = f"{what}, {RECORDS:,} records, beside the size of the snapshot"
            rows.append(Row("memory", measured, taken, size, "bytes", taken / size, goal=goal))
    return Result(tuple(rows), (f"a snapshot of {RECORDS:,} records takes {size / RECORDS:,.0f} bytes a record",))


_SAID: Final[dict[str, tuple[str, float | None]]] = {
    "list": ("opening, and the list of meetings", None),
    "meeting": ("the same, and a meeting with a line captured in it", MOST),
    "all": ("the same, and every record read", MOST_OF_ALL),
}


def _main() -> None:
    """Do what the arguments say, and write how many bytes it took."""
    from kgw_tui.data.opening import open_workspace
    from kgw_tui.records.entries import ENTRIES
    from kgw_tui.records.meetings import MEETINGS
    from kgw_tui.usecases.live import LiveMeeting

    from .school import LINE

    _program, name, home, running = sys.argv
    before = _resident()
    workspace = open_workspace(Path(home))

    def chair() -> None:
        live = LiveMeeting(workspace, running)
        assert list(live.dossier.entries())
        live.capture(live.read(LINE))

    steps: tuple[Callable[[], object], ...] = (
        lambda: workspace.shared.all(MEETINGS),
        chair,
        lambda: workspace.shared.all(ENTRIES),
    )
    for step in steps[: list(_SAID).index(name) + 1]:
        step()
    sys.stdout.write(str(_resident() - before))


def _resident() -> int:
    """The memory that this process has, in bytes."""
    import resource

    return int(_PAGES.read_text("ascii").split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    _main()
