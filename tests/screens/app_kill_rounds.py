"""Killing two real kgw at random moments, round after round: `python -m tests.screens.app_kill_rounds 50 [SEED]`.

A chair and a minute-taker type lines in one meeting, each in a terminal of their own, and `kgw log` writes beside them.
Now and then another process holds the lock, stopped, so that lines have to wait. At a random moment one of the two gets
SIGKILL, or both. A line counts as taken when the screen shows it in the list with ✓ under it, a note of `kgw log` when
that has printed its number. All of these must be there once, in the order of who typed them; the other one types on;
and who comes back is offered no line that was taken.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from kgw_tui.data.opening import open_workspace
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import ENTRIES

from ..data.crashing import ROOT
from .terminals import ENTER, Terminal, command, environment

AT_ONCE = 30
"""Rows of a terminal: so many lines are in view that one that was just taken always is."""


@dataclass
class Typist:
    """Somebody with a terminal, which may be gone, and the lines of theirs that were taken."""

    name: str
    folder: Path
    terminal: Terminal | None = None
    taken: list[str] = field(default_factory=list[str])
    turn: int = 0
    under_way: str = ""

    @property
    def kgw(self) -> Terminal:
        assert self.terminal is not None
        return self.terminal

    def sits_down(self) -> None:
        """Open kgw and go to the meeting that runs; take out of the line what stands there, unless it was taken."""
        self.terminal = Terminal(self.folder, size=(80, AT_ONCE))
        self.kgw.sees("F1")
        if not self.at_line:
            self.kgw.send(ENTER)
            self.kgw.until(lambda: self.at_line)
        self.kgw.watch(0.05)
        offered = self.kgw.line
        assert offered not in self.taken, f"{offered!r} was taken, and is offered again"
        self.kgw.send("\x15")
        self.kgw.until(lambda: self.kgw.line == "")

    @property
    def at_line(self) -> bool:
        return any(row.startswith(" ›") for row in self.kgw.rows)

    def begins(self) -> None:
        """Open kgw and start the meeting."""
        self.terminal = Terminal(self.folder, size=(80, AT_ONCE))
        self.kgw.sees("F1")
        self.kgw.send("n")
        self.kgw.sees("Esc")
        self.kgw.send(ENTER)
        self.kgw.until(lambda: self.at_line)

    def types(self) -> None:
        """One line and Enter; it hasn't been taken yet."""
        self.turn += 1
        self.under_way = f"{self.name} {self.turn} gezegd"
        self.kgw.send(f"{self.under_way}{ENTER}")

    def looks(self, seconds: float) -> None:
        """See what the screen shows, and type on when the line was taken."""
        end = monotonic() + seconds
        while (left := end - monotonic()) > 0:
            self.kgw.watch(min(left, 0.01))
            if not self.under_way:
                self.types()
            elif self.kgw.line == "" and self.kgw.shows(self.under_way) and self.kgw.shows("✓"):
                self.taken.append(self.under_way)
                self.under_way = ""

    def finishes(self) -> None:
        """Wait until the line that is under way has been taken: what a survivor must always be able to do."""
        if self.under_way:
            self.kgw.until(lambda: self.kgw.line == "" and self.kgw.shows(self.under_way) and self.kgw.shows("✓"))
            self.taken.append(self.under_way)
            self.under_way = ""

    def dies(self) -> None:
        """SIGKILL."""
        self.kgw.process.kill(9)
        self.kgw.process.close(force=True)
        self.terminal = None
        self.under_way = ""


def log(folder: Path, text: str) -> subprocess.Popen[str]:
    """Somebody writes a note from a shell."""
    return subprocess.Popen(
        [command(), "log", text], env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def stopped_with_the_lock(home: Path) -> subprocess.Popen[str]:
    """A process that was stopped while it had the lock of the shared store."""
    holder = subprocess.Popen(
        [sys.executable, "-m", "tests.data.writer", str(home / "shared"), "hold"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "holding\n"
    os.waitid(os.P_PID, holder.pid, os.WSTOPPED | os.WNOWAIT)
    return holder


def let_go(holder: subprocess.Popen[str]) -> None:
    """Let the process with the lock go on to its end."""
    holder.send_signal(signal.SIGCONT)
    holder.communicate()


def rounds(folder: Path, count: int, seed: int) -> tuple[int, int]:
    """Kill so many times; how many lines were taken, and how many notes. Raises AssertionError."""
    chance = random.Random(seed)
    chair, minute_taker = typists = [Typist("voorzitter", folder), Typist("notulist", folder)]
    notes: list[str] = []
    chair.begins()
    minute_taker.sits_down()
    holder: subprocess.Popen[str] | None = None
    try:
        for number in range(count):
            holder = stopped_with_the_lock(folder / "home") if chance.random() < 0.3 else None
            writing = log(folder, f"notitie {number}") if chance.random() < 0.5 else None
            for _glance in range(chance.randint(2, 12)):
                for typist in typists:
                    typist.looks(chance.uniform(0.0, 0.04))
            victims = chance.choice(([chair], [minute_taker], typists))
            for typist in victims:
                typist.dies()
            if writing is not None and chance.random() < 0.5:
                writing.kill()
            if holder is not None:
                let_go(holder)
            if writing is not None and writing.wait() == 0:
                notes.append(f"notitie {number}")
            for typist in typists:
                if typist not in victims:
                    typist.finishes()
            check(folder, typists, notes)
            for typist in victims:
                typist.sits_down()
    finally:
        if holder is not None:
            let_go(holder)
        for typist in typists:
            if typist.terminal is not None:
                typist.terminal.process.close(force=True)
    return sum(len(typist.taken) for typist in typists), len(notes)


def check(folder: Path, typists: list[Typist], notes: list[str]) -> None:
    """Everything that was taken is there once, in order."""
    workspace = open_workspace(folder / "home")
    try:
        entries = sorted(workspace.shared.all(ENTRIES), key=lambda entry: (entry.order, entry.id))
        found = [entry.text for entry in entries]
        kept = Counter(note.text for note in workspace.private.all(CORRIDOR_NOTES))
    finally:
        workspace.close()
    assert max(Counter(found).values(), default=1) == 1, "a line is there twice"
    for typist in typists:
        taken = set(typist.taken)
        assert [text for text in found if text in taken] == typist.taken
    assert all(kept[note] == 1 for note in notes)


def main() -> None:
    """Kill as often as is asked for, and say what came of it."""
    count = int(sys.argv[1])
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1 << 30)
    with tempfile.TemporaryDirectory(prefix="kgw-kill-apps-") as folder:
        lines, notes = rounds(Path(folder), count, seed)
    sys.stdout.write(f"{count} rounds, seed {seed}: {lines} lines and {notes} notes taken, all there once, in order\n")


if __name__ == "__main__":
    main()
