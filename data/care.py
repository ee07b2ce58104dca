"""What the stores need now and then while people work: done in the background, and said only when it fails."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping
from functools import partial
from threading import Lock
from typing import Final

from kgw_tui import clock
from kgw_tui.errors import StoreError
from kgw_tui.i18n import _

from .backup_files import Stopped, is_due, usual_backups_of
from .engine import EmbeddedStore
from .files import files_in, journal_path, snapshot_path
from .places import Place

SMALL: Final = 4 * 1024 * 1024
"""Bytes; the backup of a store of fewer takes a tenth of a second: a command may make it in passing."""

LONG_AGO: Final = dt.timedelta(days=7)
"""Where nobody ever opens the app, a command makes even a large backup when the newest is older than this."""

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
        self._seen: dict[str, dt.date] = {}
        self._not_before: dict[str, float] = {}
        self._told: set[str] = set()

    def look_after(self, stop: Callable[[], bool] = bool) -> tuple[str, ...]:
        """Do what is due: the backup of each store once a day, and what its files need. Cheap when nothing is.

        Gives sentences for the user, each once. `stop` is asked in between: then what was begun is left.
        """
        if not self._one.acquire(blocking=False):
            return ()
        try:
            told: list[str] = []
            for place, store in self._stores.items():
                told += self._back_up(place, stop)
                if not stop():
                    told += self._look_after(store, stop)
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
                sentences = self._back_up(place, bool, brief=True)
                told += sentences if _is_long_ago(place) else []
        return tuple(told)

    def _back_up(self, place: Place, stop: Callable[[], bool], *, brief: bool = False) -> list[str]:
        """Make the backup of a store for today where it has none; what is to be said of it."""
        today = clock.today()
        if self._seen.get(place.name) == today or time.monotonic() < self._not_before.get(place.name, 0.0):
            return []
        try:
            if is_due(place, today) and (not brief or _is_small(place) or _is_long_ago(place)):
                from .backups import make_due  # packing takes a while to load: most commands never do

                make_due(place, self._stores[place].frozen(), bool if brief else partial(_rest, stop))
        except Stopped:
            return []
        except Exception as error:  # whatever it is: what was done is done, and a backup in passing never undoes that
            self._not_before[place.name] = time.monotonic() + _AGAIN
            why = str(error) if isinstance(error, StoreError) else f"({type(error).__name__})"
            return self._once(_("No backup of today was made. {why}").format(why=why))
        self._seen[place.name] = today
        return []

    def _look_after(self, store: EmbeddedStore, stop: Callable[[], bool]) -> list[str]:
        try:
            store.look_after(stop)
        except StoreError as error:
            return self._once(str(error))
        return []

    def _once(self, sentence: str) -> list[str]:
        if sentence in self._told:
            return []
        self._told.add(sentence)
        return [sentence]


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


def _is_long_ago(place: Place) -> bool:
    """Whether the newest backup of the store is old, or there is none; one that can't be looked for is no backup."""
    try:
        backups = usual_backups_of(place)
    except StoreError:
        return True
    return not backups or clock.today() - backups[-1].made.date() > LONG_AGO
