"""A process that dies at a chosen step of writing: what a kill or a power cut between two system calls leaves behind.

Run as a program it reads lines `FOLDER<tab>ACTION<tab>STEP`. For each it forks a child that opens the store, does the
action (`open`, `commit`, `compact`, or `commit ID TEXT`) and ends at once before that step, counted over all calls that
change the disk; a write is half done then. It answers 9 when the child died so, 0 when the action had fewer steps.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
STEPS = ("open", "pwrite", "fsync", "fdatasync", "replace", "unlink", "ftruncate", "mkdir")
DIED = 9


class Crasher:
    """The forking process, from the side of a test."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.data.crashing"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def dies(self, folder: Path, action: str, step: int) -> bool:
        """Do the action in `folder` up to `step`; False when it had fewer steps and was done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{folder}\t{action}\t{step}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline().strip()
        assert answer in {"0", str(DIED)}
        return answer != "0"

    def close(self) -> None:
        self._process.communicate()


def die_at(step: int) -> None:
    """From now on, end this process before the call with this number that changes the disk."""
    calls = 0

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            nonlocal calls
            if name != "open" or args[1] & os.O_CREAT:
                calls += 1
                if calls > step:
                    if name == "pwrite":
                        real(args[0], args[1][: len(args[1]) // 2], args[2])
                    os._exit(DIED)
            return real(*args, **named)

        return call

    for name in STEPS:
        setattr(os, name, counted(name, getattr(os, name)))


def _main() -> None:
    from kgw_tui.data.store.engine import EmbeddedStore

    from .stores import add, note

    def commit(folder: Path, record_id: str = "new", text: str = "new") -> None:
        add(EmbeddedStore(folder), note(text, record_id=record_id))

    def compact(folder: Path) -> None:
        EmbeddedStore(folder).compact()

    actions: dict[str, Callable[..., object]] = {"open": EmbeddedStore, "commit": commit, "compact": compact}
    import filelock

    assert filelock
    for line in sys.stdin:
        folder, action, step = line.strip().split("\t")
        child = os.fork()
        if not child:
            code = 1
            try:
                die_at(int(step))
                name, *words = action.split(" ")
                actions[name](Path(folder), *words)
                code = 0
            finally:
                os._exit(code)
        _pid, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _main()
