"""Typing into the capture line of a running meeting and into a bare Input, a key at a time, each on a terminal."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Final

from .bare import WORD, BareInput, command, kgw
from .school import LINE, SERIES_TITLE
from .terminal import Terminal, shown_at

_EMPTY_THE_LINE: Final = "\x15"
_PROMPT: Final = " › "


@dataclass(frozen=True)
class Pressed:
    """What a key did: the seconds until its character was written, and until the last byte was; how many bytes."""

    shown: float
    done: float
    size: int


class Typist:
    """Types one line over and over into a program that runs on a terminal."""

    def __init__(self, terminal: Terminal) -> None:
        """Nothing is typed yet."""
        self.terminal = terminal
        self.keys = 0
        self._place = 0

    def press(self) -> Pressed:
        """Type the next letter or mark, and wait until nothing moves any more. Spaces can't be seen: they go along."""
        self.terminal.take_waiting()
        if self._place == len(LINE):
            self._place = 0
            self._send(_EMPTY_THE_LINE)
        while LINE[self._place] == " ":
            self._send(LINE[self._place])
            self._place += 1
        key = LINE[self._place]
        self._place += 1
        self.keys += 1
        begin = self.terminal.send(key)
        chunks = self.terminal.until_quiet()
        shown = shown_at(chunks, key) - begin
        return Pressed(shown, chunks[-1].at - begin, sum(len(chunk.data) for chunk in chunks))

    def _send(self, key: str) -> None:
        self.keys += 1
        self.terminal.send(key)
        self.terminal.until_quiet()


@contextmanager
def bare_input(environment: dict[str, str]) -> Generator[Typist]:
    """A bare Input, at rest."""
    with closing(Terminal(command(BareInput), environment)) as terminal:
        terminal.until_shown(WORD)
        yield Typist(terminal)


@contextmanager
def list_of_meetings(environment: dict[str, str]) -> Generator[Typist]:
    """The list of meetings of the school in this environment's home, as kgw opens, at rest."""
    with closing(Terminal(kgw(), environment)) as terminal:
        terminal.until_shown(SERIES_TITLE)
        yield Typist(terminal)


@contextmanager
def running_meeting(environment: dict[str, str]) -> Generator[Typist]:
    """The running meeting of the school in this environment's home, opened from the list of meetings, at rest."""
    with closing(Terminal(kgw(), environment)) as terminal:
        terminal.until_shown(SERIES_TITLE)
        terminal.send("\r")  # the running meeting stands first
        terminal.until_shown(_PROMPT)
        yield Typist(terminal)
