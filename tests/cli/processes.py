"""Running kgw as its users do: as a process of its own, with a home of its own, on a fixed day."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

NOW = "2026-11-24T13:04:00+01:00"
COMMAND = [sys.executable, "-m", "kgw_tui"]


@dataclass(frozen=True)
class Outcome:
    """What a command gave."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of output."""
        return self.out.splitlines()


@dataclass(frozen=True)
class Kgw:
    """kgw with a home under `folder`; each call is a process."""

    folder: Path

    @property
    def home(self) -> Path:
        """Where the records are."""
        return self.folder / "home"

    def environment(self, **changes: str) -> dict[str, str]:
        """The environment of the process: Dutch, a fixed day, nothing of whoever runs the tests."""
        kept = {name: value for name, value in os.environ.items() if name in {"PATH", "PYTHONPATH", "TMPDIR"}}
        fixed = {"KGW_HOME": str(self.home), "KGW_NOW": NOW, "LANG": "nl_NL.UTF-8", "HOME": str(self.folder)}
        return kept | {"TERM": "xterm-256color", "TZ": "Europe/Amsterdam"} | fixed | changes

    def raw(
        self, *arguments: str | bytes, stdin: bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        """Run one command to its end; everything as bytes."""
        return subprocess.run(
            [*COMMAND, *arguments],
            input=stdin,
            env=self.environment(**(env or {})),
            cwd=self.folder,
            capture_output=True,
            check=False,
            timeout=120,
        )

    def __call__(self, *arguments: str | bytes, stdin: str = "", env: Mapping[str, str] | None = None) -> Outcome:
        """Run one command to its end. That it never shows a traceback is checked each time."""
        done = self.raw(*arguments, stdin=stdin.encode(), env=env)
        outcome = Outcome(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
        assert "Traceback" not in outcome.err, outcome.err
        return outcome
