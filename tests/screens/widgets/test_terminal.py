"""What a real terminal shows is what the app believes it shows, though it is sent only what changed."""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import pexpect
import pyte
import pytest

HERE = Path(__file__)
WIDE = 120
"""Columns from which on the agenda stands beside the entries."""
ROOT = HERE.parents[3]
UP, DOWN, LEFT, RIGHT, HOME, END = "\x1b[A", "\x1b[B", "\x1b[D", "\x1b[C", "\x1b[H", "\x1b[F"
F10, F11, F12 = "\x1b[21~", "\x1b[23~", "\x1b[24~"
WORDS = ("Leerlingen ", "leren ", "é", "漢字", "“zo” ", "@fa", "\t", "\x7f" * 3, "\x17", "\x1a", "\x15", "[b]x[/] ")
KEYS = (LEFT, RIGHT, LEFT * 5, HOME, END, UP, DOWN, "\x1b", F10, F11)


class Terminal:
    """The trial app in a terminal of its own."""

    def __init__(self, tmp_path: Path, width: int, height: int) -> None:
        self.dump = tmp_path / "screen.json"
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self.screen)
        self.sent = 0
        self._app = pexpect.spawn(
            sys.executable,
            ["-m", "tests.screens.widgets.trial", str(self.dump), *(["wide"] if width >= WIDE else [])],
            dimensions=(height, width),
            cwd=str(ROOT),
            env={"TERM": "xterm-256color", "COLORTERM": "truecolor", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            use_poll=True,
        )

    def press(self, keys: str) -> None:
        self._app.send(keys)

    def until_it_rests(self) -> None:
        """Read until the app has written what it believes, and nothing more comes."""
        self.dump.unlink(missing_ok=True)
        self._app.send(F12)
        while not self.dump.exists():
            self.read(0.02)
        while self.read(0.15):
            pass

    def read(self, seconds: float) -> int:
        try:
            data = self._app.read_nonblocking(65536, timeout=seconds)
        except pexpect.TIMEOUT:
            return 0
        # pyte prints the end of what it doesn't know: the keyboard protocol's sequences with "<" and ">"
        self._stream.feed(data.replace(b"\x1b[>25u", b"").replace(b"\x1b[<u", b""))
        self.sent += len(data)
        return len(data)

    def believed(self) -> list[str]:
        return [line.rstrip() for line in json.loads(self.dump.read_text(encoding="utf-8"))]

    def seen(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    def close(self) -> None:
        self._app.close(force=True)


@pytest.mark.parametrize(("width", "height", "seed"), [(80, 24, 1), (40, 12, 2), (80, 24, 3), (130, 24, 4)])
def test_the_terminal_shows_what_the_app_believes(tmp_path: Path, width: int, height: int, seed: int) -> None:
    chance = random.Random(seed)
    terminal = Terminal(tmp_path, width, height)
    try:
        terminal.until_it_rests()
        for _ in range(25):
            for _ in range(chance.randint(1, 6)):
                terminal.press(chance.choice(WORDS if chance.random() < 0.7 else KEYS))
                if chance.random() < 0.5:
                    terminal.read(0.03)
            terminal.until_it_rests()
            assert terminal.seen() == terminal.believed()
    finally:
        terminal.close()


def test_a_key_sends_no_more_than_the_cells_that_change(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, 80, 24)
    try:
        terminal.until_it_rests()
        terminal.press("Leerlingen leren ")
        terminal.until_it_rests()
        before = terminal.sent
        terminal.press("a")
        terminal.until_it_rests()
        # the default Input of Textual sends more than a thousand bytes, without an echo
        assert 0 < terminal.sent - before < 400
        before = terminal.sent
        assert terminal.read(1.2) == 0
        assert terminal.sent == before
    finally:
        terminal.close()


def test_a_minute_with_every_clock_on_the_screen_sends_less_than_200_bytes(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, 140, 40)
    try:
        terminal.until_it_rests()
        terminal.press(F10 * 10)
        terminal.until_it_rests()
        for _minute in range(8):
            before = terminal.sent
            terminal.press(F10)
            while not terminal.read(0.5):
                pass
            while terminal.read(0.15):
                pass
            assert 0 < terminal.sent - before <= 200
        terminal.until_it_rests()
        assert terminal.seen() == terminal.believed()
    finally:
        terminal.close()
