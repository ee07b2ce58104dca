"""What the stores need now and then while people work: done in the background, and said only when it fails."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import Final

from kgw_tui import clock
from kgw_tui.errors import StoreError
from kgw_tui.i18n import _

from .backup_files import Stopped, is_due, usual_backups_of
from .engine import EmbeddedStore
from .files import files_in, journal_path, snapshot_path
from .places import Place

BRIEF: Final = 4 * 1024 * 1024
"""Bytes; the backup of a store of fewer takes a tenth of a second: a command may make it in passing."""

LONG_AGO: Final = dt.timedelta(days=7)
"""Where nobody ever opens the app, a command makes even a large backup when the newest is older than this."""

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
        """Do what is due: the backup of each store once a day. Cheap when nothing is.

        Gives sentences for the user, each once. `stop` is asked in between: then what was begun is left.
        """
        if not self._one.acquire(blocking=False):
            return ()
        try:
            return tuple(sentence for place in self._stores if (sentence := self._tend(place, stop)) and not stop())
        finally:
            self._one.release()

    def look_after_briefly(self) -> tuple[str, ...]:
        """Make the backups of today of the stores that this process has written to and that have none, where that is
        done in an instant or hasn't been for long: for commands, which nobody wants to wait for.
        """
        written = [place for place, store in self._stores.items() if store.undoable]
        return tuple(sentence for place in written if (sentence := self._tend(place, bool, brief=True)))

    def _tend(self, place: Place, stop: Callable[[], bool], *, brief: bool = False) -> str:
        """Do what one store needs; what is to be said of it, or ""."""
        today = clock.today()
        if self._seen.get(place.name) == today or time.monotonic() < self._not_before.get(place.name, 0.0):
            return ""
        try:
            if is_due(place, today) and (not brief or _is_brief(place, today)):
                from .backups import make_due  # packing takes a while to load: most commands never do

                make_due(place, self._stores[place].frozen(), stop)
        except Stopped:
            return ""
        except StoreError as error:
            self._not_before[place.name] = time.monotonic() + _AGAIN
            return self._once(_("No backup of today was made. {why}").format(why=error))
        self._seen[place.name] = today
        return ""

    def _once(self, sentence: str) -> str:
        if sentence in self._told:
            return ""
        self._told.add(sentence)
        return sentence


def _is_brief(place: Place, today: dt.date) -> bool:
    """Whether the backup of a store is small, or the newest one is old."""
    newest = usual_backups_of(place)[-1:]
    return _size(place.folder) < BRIEF or not newest or today - newest[0].made.date() > LONG_AGO


def _size(folder: Path) -> int:
    """How many bytes the state of a store takes: its newest snapshot and the journals since."""
    files = files_in(folder)
    newest = files.snapshots[-1] if files.snapshots else 0
    paths = [snapshot_path(folder, newest)] if newest else []
    paths += [journal_path(folder, each) for each in files.journals if each >= newest]
    return sum(path.stat().st_size for path in paths if path.exists())
