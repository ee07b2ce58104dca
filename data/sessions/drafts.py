"""Drafts as files: one for each running session, and the taking over of those whose session is over."""

from __future__ import annotations

import errno
import os
import socket
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from kgw_tui import clock
from kgw_tui.drafts import Draft, is_beneath
from kgw_tui.errors import StoreUnavailable
from kgw_tui.i18n import _

from ..damage import in_short
from ..filesystem import PRIVATE, Modes, age, make_folder, runs, sync_folder
from .files import SessionFile, begin_session, sessions_in, take_over

_VERSION: Final = 1
_RETRY: Final = 1.0
"""Seconds after which what couldn't be written is tried again."""
_RESTS: Final = 3.0
"""Seconds after its last writing from which a session that lives is taken to rest."""
_LOOK: Final = 1.0
"""Seconds between two looks for sessions that have ended meanwhile."""
_SURELY_OVER: Final = 24 * 3600.0
"""Seconds after which a session of another machine, of which nothing else can be told, is taken for over."""
_PATIENCE: Final = 5.0
"""Seconds for which a writing of the other thread is waited for before leaving."""
_NO_LOCKS: Final = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL})
"""What systems and file systems answer that have no locks."""


class _Kept(msgspec.Struct, omit_defaults=True):
    """A session's file: what stands in its lines, and what it took over and hasn't dealt with.

    `ended` tells that its user left. `host` and `process` say whose it is where no lock can.
    """

    held: list[Draft]
    left: list[Draft]
    host: str = ""
    process: int = 0
    ended: bool = False
    version: int = _VERSION


class _State(NamedTuple):
    """All that there is, at one moment; a new one for each change, so that another thread can write it meanwhile."""

    held: Mapping[str, Draft] = {}
    left: tuple[Draft, ...] = ()
    taken: tuple[SessionFile, ...] = ()
    """Of whom `left` was taken over: their files go when this is on the disk."""
    number: int = 0


class DraftFiles:
    """The drafts of one session in a folder. Only one thread changes them; another one may write them."""

    def __init__(self, folder: Path, modes: Modes = PRIVATE) -> None:
        """Nothing is read or written yet."""
        self._folder = folder
        self._modes = modes
        self._state = _State()
        self._written = 0
        self._session: SessionFile | None = None
        self._fault: Exception | None = None
        self._copied: set[tuple[str, str]] = set()
        """What was taken from a session that lived: when that ends, it isn't left once more."""
        self._looked = 0.0
        self._asked = 0.0
        self._others: list[Draft] = []
        self._tried = 0.0
        self._writing = threading.Lock()
        self._wanted = threading.Event()
        self._thread: threading.Thread | None = None
        self._over = False

    @property
    def folder(self) -> Path:
        """Where the files are."""
        return self._folder

    @property
    def trouble(self) -> str:
        """Why what is half typed can't be kept just now, in a few words; "" when all is well."""
        fault = self._fault
        if fault is None:
            return ""
        if not isinstance(fault, OSError):
            return type(fault).__name__
        return in_short(fault)

    def hold(self, texts: Mapping[str, str]) -> bool:
        """Note what stands at these places now; whether there is anything that isn't on the disk yet."""
        held = self._state.held
        for place, typed in texts.items():
            text = typed if typed.isascii() else typed.encode("utf-8", "replace").decode()  # half a pair is no text
            before = held.get(place)
            if not text.strip():
                if before is not None:
                    held = {other: draft for other, draft in held.items() if other != place}
            elif before is None or before.text != text:
                held = {**held, place: Draft(place=place, text=text, at=clock.now())}
        if held is not self._state.held:
            self._change(held=held)
        return self._written != self._state.number

    def save(self) -> None:
        """Write all that is held, durably. Raises StoreUnavailable."""
        self._save()

    def save_soon(self) -> None:
        """Have it written by another thread."""
        if self._fault is not None and time.monotonic() - self._tried < _RETRY:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._write_when_wanted, name="kgw-drafts", daemon=True)
            self._thread.start()
        self._wanted.set()

    def settle(self, texts: Mapping[str, str]) -> None:
        """As `hold`, when something has just been stored: what stands there no more doesn't come back.

        Where it was all that there was, the file goes at once: that waits for no disk, as the saving does behind it.
        """
        if not self.hold(texts):
            return
        state = self._state
        if not state.held and not state.left and self._writing.acquire(blocking=False):
            try:
                with suppress(OSError):
                    if self._session is not None:
                        self._session.empty()
            finally:
                self._writing.release()
        self.save_soon()

    def left(self, place: str = "") -> Sequence[Draft]:
        """What stands at a place and beneath it, and then what was left there, newest first."""
        self._take_over_what_ended()
        every = (*_newest_first(self._state.held.values()), *self._state.left)
        return [each for each in every if is_beneath(each.place, place)]

    def elsewhere(self, place: str = "") -> Sequence[Draft]:
        """What stands at a place and beneath it in other living sessions that rest, newest first."""
        self._take_over_what_ended()
        if not self._asked or time.monotonic() - self._asked > _LOOK:
            self._asked = time.monotonic()
            self._others = self._read_others()
        return _newest_first(each for each in self._others if is_beneath(each.place, place))

    def take(self, draft: Draft) -> None:
        """It stands at its place again; what stood there instead is still left. What isn't left is copied."""
        self._note_copy(draft)
        held = self._state.held
        standing = held.get(draft.place)
        if standing == draft:
            return
        left = tuple(each for each in self._state.left if each != draft)
        if standing is not None and standing.text != draft.text:
            left = (standing, *left)
        self._change(held={**held, draft.place: draft}, left=left)

    def put_first(self, draft: Draft) -> None:
        """Let it be the first of what is left at its place; what is held there is left behind it."""
        self._note_copy(draft)
        held = {place: each for place, each in self._state.held.items() if place != draft.place}
        rest = [each for each in self._state.left if each != draft]
        standing = self._state.held.get(draft.place)
        behind = [standing] if standing is not None and standing != draft else []
        self._change(held=held, left=(draft, *behind, *rest))

    def drop(self, draft: Draft) -> None:
        """Throw it away."""
        held = {place: each for place, each in self._state.held.items() if each != draft}
        self._change(held=held, left=tuple(each for each in self._state.left if each != draft))

    def receive(self, drafts: Sequence[Draft]) -> None:
        """Take in what was left elsewhere. Raises StoreUnavailable."""
        self._add(drafts)
        self._save()

    def end(self, *, properly: bool = True) -> None:
        """The session is over; what is held after it is another one's. Raises StoreUnavailable when what is held
        can't be kept.
        """
        self._save(ended=properly)
        if self._thread is not None:
            self._over = True
            self._wanted.set()
            self._thread.join()
            self._thread, self._over = None, False
        session, empty = self._session, not self._state.held and not self._state.left
        self._session, self._state, self._written, self._looked = None, _State(), 0, 0.0
        if session is not None:
            (session.end if empty else session.leave)()

    # Writing

    def _save(self, *, ended: bool = False) -> None:
        if not self._writing.acquire(timeout=_PATIENCE):
            raise StoreUnavailable(_("the disk is too busy"))
        try:
            self._write(ended=ended)
        except Exception as error:  # the same as in the other thread
            self._fault = error
            raise StoreUnavailable(self.trouble) from error
        finally:
            self._writing.release()

    def _write_when_wanted(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            if self._over:
                return
            with self._writing:
                try:
                    self._write()
                except Exception as error:  # whatever it is: what is typed behind it must be kept, too
                    self._tried = time.monotonic()
                    self._fault = error

    def _write(self, *, ended: bool = False) -> None:
        """Write what there is, until nothing has changed meanwhile. Raises OSError."""
        while self._written != self._state.number or ended:
            state = self._state
            if state.held or state.left:
                self._write_file(state, ended=ended, needed=self._written != state.number)
            elif self._session is not None:
                self._session.empty()
                sync_folder(self._folder)
            for taken in state.taken:
                taken.end()
            self._written, ended = state.number, False
        self._fault = None

    def _write_file(self, state: _State, *, ended: bool, needed: bool) -> None:
        """With `needed` not, all of it is there already but for how the session ended."""
        kept = _Kept([*state.held.values()], [*state.left], socket.gethostname(), os.getpid(), ended)
        try:
            if self._session is not None and self._folder.parent.is_dir() and not self._folder.is_dir():
                self._session.leave()
                self._session = None  # somebody has removed it
            if self._session is None:
                self._session = self._begin()
            self._session.write(msgspec.json.encode(kept), durable=True)
        except OSError:
            if needed:
                raise

    def _begin(self) -> SessionFile:
        """A file of one's own in the folder, which is made if need be; what it lies in isn't: that was moved away."""
        if not self._folder.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(self._folder.parent))
        try:
            return begin_session(self._folder, self._modes)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        make_folder(self._folder, self._modes.folder)
        return SessionFile(self._folder, os.urandom(6).hex(), self._modes, -1)

    # Taking over

    def _take_over_what_ended(self) -> None:
        if self._looked and time.monotonic() - self._looked < _LOOK:
            return
        self._looked = time.monotonic()
        own = {self._session.name} if self._session else set[str]()
        own |= {each.name for each in self._state.taken}
        for name in sessions_in(self._folder):
            if name not in own:
                with suppress(OSError):  # it stays where it is, for the next time
                    self._take_over(name)

    def _read_others(self) -> list[Draft]:
        own = {self._session.name} if self._session else set[str]()
        own |= {each.name for each in self._state.taken}
        found: list[Draft] = []
        for name in sessions_in(self._folder):
            other = SessionFile(self._folder, name, self._modes, -1)
            if name in own or age(other.path) < _RESTS:
                continue
            with suppress(OSError):
                kept = _decoded(other.read())
                found += [*kept.held, *kept.left] if kept else []
        return found

    def _take_over(self, name: str) -> None:
        ended = self._ended(name)
        if ended is None:
            return
        try:
            kept = _decoded(ended.read())
        except OSError:
            ended.leave()
            raise
        if kept is None:  # written by a later version, or damaged: not ours to deal with
            ended.leave()
            return
        held = [msgspec.structs.replace(each, interrupted=not kept.ended) for each in kept.held]
        left = [msgspec.structs.replace(each, interrupted=each.interrupted and not kept.ended) for each in kept.left]
        self._add([*held, *left], ended)

    def _ended(self, name: str) -> SessionFile | None:
        """The file of a session that has ended, as one's own; None while it lives. Raises OSError."""
        try:
            return take_over(self._folder, name, self._modes)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        found = SessionFile(self._folder, name, self._modes, -1)
        kept = _decoded(found.read())
        if kept is None or kept.process == os.getpid():
            return None
        here = kept.host == socket.gethostname()
        over = (here and not runs(kept.process, unknown=True)) or age(found.path) > _SURELY_OVER
        return found if over else None

    def _add(self, drafts: Sequence[Draft], *taken: SessionFile) -> None:
        """What is there already, word for word at the same place, isn't taken in twice."""
        known = {(each.place, each.text) for each in (*self._state.held.values(), *self._state.left)} | self._copied
        fresh: list[Draft] = []
        for each in drafts:
            if (each.place, each.text) not in known:
                known.add((each.place, each.text))
                fresh.append(each)
        self._change(left=(*_newest_first((*self._state.left, *fresh)),), taken=(*self._state.taken, *taken))

    def _note_copy(self, draft: Draft) -> None:
        if draft not in self._state.left and draft not in self._state.held.values():
            self._copied.add((draft.place, draft.text))

    def _change(
        self,
        *,
        held: Mapping[str, Draft] | None = None,
        left: tuple[Draft, ...] | None = None,
        taken: tuple[SessionFile, ...] | None = None,
    ) -> None:
        state = self._state
        self._state = _State(
            state.held if held is None else held,
            state.left if left is None else left,
            state.taken if taken is None else taken,
            state.number + 1,
        )


def _newest_first(drafts: Iterable[Draft]) -> list[Draft]:
    return sorted(drafts, key=lambda draft: draft.at, reverse=True)


def _decoded(data: bytes) -> _Kept | None:
    try:
        kept = msgspec.json.decode(data, type=_Kept)
    except msgspec.MsgspecError:
        return None
    return kept if kept.version <= _VERSION else None
