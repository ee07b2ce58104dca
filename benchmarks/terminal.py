"""A program on a terminal of its own: what it writes and when, to the moment at which each byte arrives."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import selectors
import signal
import struct
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

import pyte

from .measuring import ROOT, Failed

WIDTH: Final = 80
HEIGHT: Final = 24
QUIET: Final = 0.06
"""Seconds without output after which a program has written all that a key makes it write: four frames."""
_REST: Final = 0.3
"""Seconds without output after which a program that was started has nothing more to do (an Input blinks at 0.5)."""
_PATIENCE: Final = 20.0
"""Seconds after which a program that writes nothing has failed."""
_CONTROL: Final = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|.)")
"""Control sequences: all that is no text."""


@dataclass(frozen=True)
class Chunk:
    """Bytes that arrived together, and when (`perf_counter`)."""

    at: float
    data: bytes


class Silent(Failed):
    """The program wrote nothing, or not what it should, for too long."""


class Terminal:
    """A program with a terminal of 80 by 24; `began` is the moment before it was started."""

    def __init__(self, arguments: Sequence[str], environment: dict[str, str]) -> None:
        """Start the program in the checkout."""
        self.began = perf_counter()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            _become(arguments, environment)
        os.set_blocking(self._fd, False)
        self._output = selectors.DefaultSelector()
        self._output.register(self._fd, selectors.EVENT_READ)

    def send(self, keys: str) -> float:
        """Press keys; the moment before."""
        moment = perf_counter()
        os.write(self._fd, keys.encode())
        return moment

    def until_quiet(self, quiet: float = QUIET) -> list[Chunk]:
        """What it writes, from now until it has written something and then nothing for `quiet` seconds.

        Raises Silent when it writes nothing at all.
        """
        chunks: list[Chunk] = []
        while True:
            chunk = self._read(quiet if chunks else _PATIENCE)
            if chunk is None and not chunks:
                raise Silent("no output")
            if chunk is None:
                return chunks
            chunks.append(chunk)

    def until_shown(self, text: str) -> None:
        """Read on until `text` has been written and the program is at rest. Raises Silent."""
        written = b""
        deadline = perf_counter() + _PATIENCE
        while text.encode() not in written:
            chunk = self._read(0.5)
            written += chunk.data if chunk else b""
            if perf_counter() > deadline:
                raise Silent(f"{text} isn't shown")
        while self._read(_REST):
            pass

    def take_waiting(self) -> int:
        """Read what has been written already, without waiting for more; gives the number of bytes."""
        count = 0
        while chunk := self._read(0):
            count += len(chunk.data)
        return count

    def fileno(self) -> int:
        """The descriptor to wait for output on."""
        return self._fd

    def processor_time(self) -> float | None:
        """The seconds that its threads have had of a processor; None where the system doesn't tell."""
        total = 0
        try:
            for thread in Path(f"/proc/{self._pid}/task").iterdir():
                total += int((thread / "schedstat").read_bytes().split()[0])
        except OSError:
            return None
        return total / 1e9

    def close(self) -> None:
        """End the program."""
        os.kill(self._pid, signal.SIGTERM)
        deadline = perf_counter() + 3
        while os.waitpid(self._pid, os.WNOHANG)[0] == 0:
            if perf_counter() > deadline:
                os.kill(self._pid, signal.SIGKILL)
            self._read(0.005)
        self._output.close()
        os.close(self._fd)

    def _read(self, timeout: float) -> Chunk | None:
        """What arrives first, or None when nothing does in time or the program has ended."""
        if not self._output.select(timeout):
            return None
        moment = perf_counter()
        try:
            data = os.read(self._fd, 1 << 16)
        except OSError:
            data = b""
        if not data:
            time.sleep(0.001)
            return None
        return Chunk(moment, data)


def written_during(terminals: Sequence[Terminal], seconds: float) -> list[int]:
    """How many bytes each of these programs writes in so many seconds."""
    counts = [0] * len(terminals)
    with selectors.DefaultSelector() as output:
        for number, terminal in enumerate(terminals):
            terminal.take_waiting()
            output.register(terminal, selectors.EVENT_READ, number)
        end = perf_counter() + seconds
        while (left := end - perf_counter()) > 0:
            for key, _events in output.select(left):
                number: int = key.data
                counts[number] += terminals[number].take_waiting()
    return counts


def text_of(data: bytes) -> str:
    """What is written, without what only controls."""
    return _CONTROL.sub(b"", data).decode("utf-8", "replace")


def shown_at(chunks: Sequence[Chunk], text: str) -> float:
    """The moment at which `text` had arrived, in whichever pieces. Raises Silent when it never did."""
    written = b""
    for chunk in chunks:
        written += chunk.data
        if text in text_of(written):
            return chunk.at
    raise Silent(f"{text!r} isn't among {text_of(written)!r}")


def painted_at(chunks: Sequence[Chunk]) -> float:
    """The first moment from which the terminal shows, cell by cell, what it shows in the end."""
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.ByteStream(screen)
    states: list[list[pyte.screens.Char]] = []
    for chunk in chunks:
        stream.feed(chunk.data)
        states.append([screen.buffer[y][x] for y in range(HEIGHT) for x in range(WIDTH)])
    first = len(states) - 1
    while first and states[first - 1] == states[-1]:
        first -= 1
    return chunks[first].at


def _become(arguments: Sequence[str], environment: dict[str, str]) -> None:
    """In the child: become the program; whatever happens, never return."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
        os.chdir(ROOT)
        os.execve(arguments[0], list(arguments), environment)
    finally:
        os._exit(127)
