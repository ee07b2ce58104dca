"""What the stores need now and then while people work: done in the background, and said only when it fails."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Final

from kgw_tui import clock
from kgw_tui.errors import StoreError, StoreUnavailable
from kgw_tui.i18n import _

from .backups.names import FOLDER, Backup, Stopped, is_due, usual_backups_of
from .damage import in_short
from .places import Place
from .store.engine import EmbeddedStore
from .store.files import files_in, journal_path, snapshot_path

SMALL: Final = 4 * 1024 * 1024
"""Bytes; the backup of a store of fewer takes a tenth of a second: a command may make it in passing."""

LONG_AGO: Final = dt.timedelta(days=7)
"""Where nobody ever opens the app, a command makes even a large backup when the newest is older than this."""

_AN_HOUR: Final = dt.timedelta(hours=1)
"""Between two looks at whether a backup is to be made."""

_REST: Final = 0.001
"""Seconds."""

_AGAIN: Final = 900.0
"""Seconds after a failure before it is tried again."""


class StoreCare:
    """Looks after the stores of one workspace. One thread at a time; another that comes finds nothing to do."""

    def __init__(self, stores: Mapping[Place, EmbeddedStore]) -> None:
        """Care for these stores, which their owner closes."""
        self._stores = dict(stores)
        self._one = Lock()
        self._seen: dict[str, dt.datetime] = {}
        self._not_before: dict[str, float] = {}
        self._told: set[tuple[bool, str]] = set()

    def look_after(self, stop: Callable[[], bool] = bool) -> tuple[str, ...]:
        """Do what is due: the backup of each store, of the day and of each hour in which it changed, and what its files
        need. Cheap when nothing is.

        Gives sentences for the user, one for each cause. `stop` is asked in between: then what was begun is left.
        """
        if not self._one.acquire(blocking=False):
            return ()
        try:
            told: list[str] = []
            for place in self._stores:
                told += self._back_up(place, stop)
            for place, store in self._stores.items():
                if not stop():
                    told += self._tidy(place, store, stop)
            return tuple(told)
        finally:
            self._one.release()

    def look_after_briefly(self) -> tuple[str, ...]:
        """Make the backups of today of the stores that this process has written to and that have none, where that is
        done in an instant or hasn't been for long: for commands, which nobody wants to wait for. What is the matter is
        told when there is no backup of the last week.
        """
        told: list[str] = []
        for place, store in self._stores.items():
            if store.undoable:
                told += self._back_up(place, bool, brief=True)
        return tuple(told)

    def _back_up(self, place: Place, stop: Callable[[], bool], *, brief: bool = False) -> list[str]:
        """Make the backup of a store for today where it has none; what is to be said of it."""
        now = clock.local_now()
        if self._has_looked(place, now) or time.monotonic() < self._not_before.get(place.name, 0.0):
            return []
        usual: list[Backup] = []
        due = True
        try:
            usual = usual_backups_of(place)
            due = is_due(usual, now.date())
            if not brief or (due and (_is_small(place) or _is_long_ago(usual))):
                from .backups.making import make_due  # packing takes a while to load: most commands never do

                pace = bool if brief else partial(_rest, stop)
                make_due(place, self._stores[place].frozen(), pace, hourly=not brief)
        except Stopped:
            return []
        except Exception as error:  # whatever it is: what was done is done, and a backup in passing never undoes that
            self._not_before[place.name] = time.monotonic() + _AGAIN
            if brief and not _is_long_ago(usual):
                return []
            sentence = (
                _("No backup of today was made in {folder} ({reason}). What was saved is safe.")
                if due
                else _("No later backup of today was made in {folder} ({reason}). What was saved is safe.")
            )
            return self._once(sentence, place, place.folder / FOLDER, error)
        self._seen[place.name] = now
        return []

    def _has_looked(self, place: Place, now: dt.datetime) -> bool:
        """Whether the backups of a store were looked at less than an hour ago, on the same day."""
        seen = self._seen.get(place.name)
        return seen is not None and seen.date() == now.date() and dt.timedelta() <= now - seen < _AN_HOUR

    def _tidy(self, place: Place, store: EmbeddedStore, stop: Callable[[], bool]) -> list[str]:
        """Do what the files of a store need; what is to be said of it."""
        try:
            store.look_after(stop)
        except StoreError as error:
            sentence = _("Old files can't be tidied up in {folder} just now ({reason}). What was saved is safe.")
            return self._once(sentence, place, place.folder, error)
        return []

    def _once(self, sentence: str, place: Place, folder: Path, error: Exception) -> list[str]:
        """A sentence with its reason, unless something was said for that reason already: one cause stops much, in both
        stores of a home too.
        """
        reason = _reason(error)
        if (place.outside, reason) in self._told:
            return []
        self._told.add((place.outside, reason))
        return [sentence.format(folder=folder, reason=reason)]


def _reason(error: Exception) -> str:
    """Why, in a few words where there are any: what a store says at length is about lines that weren't saved."""
    if isinstance(error, StoreUnavailable) and error.reason:
        return error.reason
    if isinstance(error, OSError):
        return in_short(error)
    return str(error).rstrip(".") if isinstance(error, StoreError) else type(error).__name__


def _rest(stop: Callable[[], bool]) -> None:
    """Between two pieces of work: let those who type have the interpreter. Raises Stopped when that is wanted."""
    if stop():
        raise Stopped
    time.sleep(_REST)


def _is_small(place: Place) -> bool:
    """Whether a backup of the store is made in an instant. Raises OSError."""
    files = files_in(place.folder)
    newest = files.snapshots[-1] if files.snapshots else 0
    paths = [snapshot_path(place.folder, newest)] if newest else []
    paths += [journal_path(place.folder, each) for each in files.journals if each >= newest]
    return sum(path.stat().st_size for path in paths if path.exists()) < SMALL


def _is_long_ago(usual: Sequence[Backup]) -> bool:
    """Whether the newest of the backups is old, or there is none; those that can't be looked for are none."""
    return not usual or clock.today() - usual[-1].made.date() > LONG_AGO
