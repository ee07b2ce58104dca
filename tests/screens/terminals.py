"""The installed kgw in a terminal of its own (a real pty), on a fixed day, with a screen that can be read."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pexpect
import pyte

UP, DOWN, RIGHT, HOME, END = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[H", "\x1b[F"
F1, F2, F3, F4, F5, F6, F7, F10 = "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~", "\x1b[21~"
ESC, ENTER, CTRL_P, CTRL_Q, CTRL_Z = "\x1b", "\r", "\x10", "\x11", "\x1a"
NOW = "2026-11-24T13:04:00+01:00"
PATIENCE = 20.0
"""Seconds after which something that a test waits for counts as not coming."""


def environment(folder: Path, **changes: str) -> dict[str, str]:
    """Of somebody with an empty home in `folder`, in Dutch."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "PYTHONPATH", "TMPDIR"}}
    fixed = {
        "HOME": str(folder),
        "KGW_HOME": str(folder / "home"),
        "KGW_NOW": NOW,
        "TZ": "Europe/Amsterdam",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "nl_NL.UTF-8",
    }
    return kept | fixed | changes


def command() -> str:
    """The installed `kgw`."""
    beside = Path(sys.executable).with_name("kgw")
    return str(beside) if beside.exists() else shutil.which("kgw") or "kgw"


class Terminal:
    """A terminal in which kgw runs."""

    def __init__(
        self, folder: Path, *arguments: str, size: tuple[int, int] = (80, 24), program: str = "", **changes: str
    ) -> None:
        """Start it there, or another program; `changes` are of the environment."""
        width, height = size
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.process = pexpect.spawn(
            program or command(),
            list(arguments),
            dimensions=(height, width),
            cwd=str(folder),
            env=environment(folder, **changes),
            use_poll=True,
        )
        self.process.delaybeforesend = None

    @property
    def rows(self) -> list[str]:
        """What stands on the screen."""
        return [row.rstrip() for row in self.screen.display]

    def shows(self, text: str) -> bool:
        """Whether `text` stands in one row."""
        return any(text in row for row in self.rows)

    @property
    def line(self) -> str:
        """The row of the capture line, without its prompt."""
        row = next((row for row in reversed(self.rows) if row.startswith(" ›")), "")
        return row[3:]

    def send(self, keys: str) -> None:
        """Keys as bytes, in one write as far as the terminal takes them."""
        self.process.send(keys)

    def press(self, *keys: str) -> None:
        """Keys one by one."""
        for key in keys:
            self.send(key)

    def until(self, holds: Callable[[], bool]) -> None:
        """Read what the program draws until something holds; fails with the screen."""
        end = monotonic() + PATIENCE
        while not holds():
            assert monotonic() < end, "it never came; the screen:\n" + "\n".join(self.rows)
            try:
                self._take(self.process.read_nonblocking(65536, timeout=0.1))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                assert holds(), "it ended; the screen:\n" + "\n".join(self.rows)

    def watch(self, seconds: float) -> None:
        """Take what the program draws for so long; at least what has been drawn already."""
        end = monotonic() + seconds
        while True:
            try:
                self._take(self.process.read_nonblocking(65536, timeout=max(0.0, end - monotonic())))
            except (pexpect.TIMEOUT, pexpect.EOF):
                return
            if monotonic() >= end:
                return

    def sees(self, *texts: str) -> None:
        """Wait until each of these stands in a row."""
        for text in texts:
            self.until(lambda text=text: self.shows(text))

    def leave(self) -> None:
        """Esc, and wait until it has been taken for one: with text right behind it, it is Alt and a letter."""
        self.send(ESC)
        self.until(lambda: self.shows(" F2 "))

    def say(self, line: str) -> None:
        """Type a line, see its end in the line, press Enter, and wait until the line is empty again."""
        self.send(line)
        self.until(lambda: self.line.rstrip().endswith(line.rstrip()[-20:]))
        self.send(ENTER)
        self.until(lambda: self.line == "")

    def ends(self) -> int:
        """Wait until the program has ended; gives its exit code."""
        self.until(lambda: not self.process.isalive())
        self.process.close()
        return self.process.exitstatus if self.process.exitstatus is not None else -1

    def _take(self, data: bytes) -> None:
        self.raw += data
        # pyte prints the end of what it doesn't know: the keyboard protocol's sequences with "<" and ">"
        self._stream.feed(data.replace(b"\x1b[>25u", b"").replace(b"\x1b[<u", b""))


@contextmanager
def terminal(
    folder: Path, *arguments: str, size: tuple[int, int] = (80, 24), env: Mapping[str, str] | None = None
) -> Generator[Terminal]:
    """A terminal that is closed afterwards, whatever happened."""
    opened = Terminal(folder, *arguments, size=size, **(env or {}))
    try:
        yield opened
    finally:
        opened.process.close(force=True)
