"""Who is where, as one small file a session in the folder of the shared store; a session that dies takes it along."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from time import monotonic
from typing import Final

import msgspec

from kgw_tui.presence import DOINGS, Colleague, Doing, Whereabouts

from ..filesystem import Modes, age, open_for_reading, read_at
from .files import SessionFile, begin_session, sessions_in, sweep, take_over

FOLDER: Final = "presence"
_MOST: Final = 4096
"""Bytes that are read of what another session says."""
_SETTLED: Final = 2.0
"""Seconds for which the files are read again though the time of the folder stands still: it may be that coarse."""
_ALIVE: Final = 1.0
"""Seconds between two looks whether the others still live: a process that was killed removes nothing."""
_BELIEVED: Final = 4 * 3600.0
"""Seconds for which what a session said counts, where it can't be told whether that still lives."""
_PATIENCE: Final = 30.0
"""Seconds before it is tried again to write where that couldn't be done."""


class _Said(msgspec.Struct, omit_defaults=True):
    """A file. What another version says that this one doesn't know is left out."""

    meeting: str = ""
    person: str = ""
    doing: str = ""
    item: str = ""
    entry: str = ""


class PresenceFiles:
    """Presence of the Protocol. Nothing is written before there is something to say, nothing raises, nothing syncs."""

    def __init__(self, folder: Path, modes: Modes) -> None:
        """In `folder`, which is made when it is needed."""
        self.others: tuple[Colleague, ...] = ()
        self._folder = folder
        self._modes = modes
        self._own: SessionFile | None = None
        self._said = _Said()
        self._not_before = 0.0
        self._stamp = 0
        self._changed = self._lived = float("-inf")

    def say(self, at: Whereabouts, person: str, /) -> None:
        """Tell others where `person` is; outside a meeting there is nothing to tell."""
        said = _Said(at.meeting, person, at.doing, at.item, at.entry) if at.meeting else _Said()
        if said == self._said or monotonic() < self._not_before:
            return
        try:
            if not at.meeting:
                if self._own is not None:
                    self._own.empty()
            else:
                self._session().write(msgspec.json.encode(said), durable=False)
        except OSError:
            self._not_before = monotonic() + _PATIENCE
            self._let_go()
            return
        self._said = said

    def look(self) -> bool:
        """See where the others are now; whether that differs from the last look."""
        now = monotonic()
        try:
            there = self._folder.lstat()
        except OSError:
            stamp = 0
        else:  # a link that somebody put there leads to files that aren't about this
            stamp = there.st_mtime_ns if stat.S_ISDIR(there.st_mode) else 0
        if stamp != self._stamp:
            self._stamp, self._changed = stamp, now
        if now - self._changed > _SETTLED and not (self.others and now - self._lived > _ALIVE):
            return False
        self._lived = now
        before, self.others = self.others, tuple(self._read())
        return self.others != before

    def close(self) -> None:
        """Take the own file away."""
        self._let_go()
        self._not_before = float("inf")

    def _let_go(self) -> None:
        if self._own is not None:
            self._own.end()
            self._own = None
        self._said = _Said()

    def _session(self) -> SessionFile:
        if self._own is None:
            self._folder.parent.stat()  # a store that was taken away isn't made again by who is where
            self._own = begin_session(self._folder, self._modes)
            sweep(self._folder, self._modes)
        return self._own

    def _read(self) -> list[Colleague]:
        own = self._own.name if self._own is not None else ""
        names = sessions_in(self._folder) if self._stamp else []
        found = (self._colleague(name) for name in names if name != own)
        return [each for each in found if each is not None]

    def _colleague(self, name: str) -> Colleague | None:
        """What one session says; None where that is nothing, or it lives no more."""
        path = self._folder / f"{name}.json"
        try:
            ended = take_over(self._folder, name, self._modes)
            if ended is not None:
                ended.end()
                return None
        except OSError:
            if age(path) > _BELIEVED:
                return None
        try:
            said = msgspec.json.decode(_beginning_of(path), type=_Said)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return None
        return Colleague(name, said.person, Whereabouts(said.meeting, _known(said.doing), said.item, said.entry))


def _known(doing: str) -> Doing:
    """What somebody does, where this version knows of it; else that they are there."""
    for each in DOINGS:
        if each == doing:
            return each
    return ""


def _beginning_of(path: Path) -> bytes:
    fd = open_for_reading(path)
    try:
        return read_at(fd, _MOST, 0)
    finally:
        os.close(fd)
