"""Making the backups of a store, and letting go of old ones by the rule of retention."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Final

from kgw_tui import clock
from kgw_tui.errors import StoreError, StoreUnavailable
from kgw_tui.i18n import _

from .. import filesystem
from ..damage import in_short
from ..filesystem import Modes
from ..places import Place
from ..store.loading import Frozen
from . import archive
from .archive import Manifest
from .names import AUTO, BEFORE, FOLDER, Backup, backups_of, is_due, usual_backups_of
from .retention import kept, superseded

KEEP_BEFORE: Final = 10
"""So many of the newest backups from before a restore stay."""

AN_HOUR: Final = dt.timedelta(hours=1)
"""After so long another is made while the app is open, when something has changed: what is lost of today is little."""

LEFT_FREE: Final = 10
"""A backup that nobody asked for leaves room on the disk for the lines that are being written."""

_NO_ROWS: Final = len(b"{}")

_LEFT_BEHIND: Final = 3600.0
"""Seconds after which a file that wasn't proven has been left by somebody who was killed."""


def make_due(place: Place, frozen: Frozen, pace: Callable[[], object] = bool, *, hourly: bool = False) -> Path | None:
    """Make the backup of today, or with `hourly` a later one when the newest is more than an hour old, and let go of
    those that needn't stay; None where none is needed: there is one, the store is empty, or nothing has changed since.

    Raises StoreUnavailable, StoreDamaged (what was written can't be read back), and what `pace` raises.
    """
    moment = clock.local_now()
    usual = [each for each in usual_backups_of(place) if each.made.date() <= moment.date()]
    name = f"{moment:%Y-%m-%d}"
    if not is_due(usual, moment.date()):
        if not hourly or not _is_old(usual[-1], clock.now()):
            return None
        name = f"{moment:%Y-%m-%dT%H%M}00{AUTO}"
    if is_empty(frozen) or _unchanged(place, usual, frozen):
        return None
    return make(place, frozen, name, pace, leaving=LEFT_FREE)


def make_now(place: Place, frozen: Frozen) -> Path:
    """Make a backup, whatever there is. Raises StoreUnavailable, StoreDamaged."""
    moment = clock.local_now()
    day = f"{moment:%Y-%m-%d}"
    return make(place, frozen, day if is_due(usual_backups_of(place), moment.date()) else f"{day}T{moment:%H%M%S}")


def make_before_restore(place: Place, frozen: Frozen, moment: dt.datetime) -> Path:
    """Make a backup of what another is going to replace. Raises StoreUnavailable, StoreDamaged."""
    while (place.folder / FOLDER / f"{(name := f'{BEFORE}{moment:%Y-%m-%dT%H%M%S}')}.zip").exists():
        moment += dt.timedelta(seconds=1)
    return make(place, frozen, name)


def make(place: Place, frozen: Frozen, name: str, pace: Callable[[], object] = bool, *, leaving: int = 0) -> Path:
    """Write a backup, read it back, and only then let go of those that needn't stay. Raises as `make_due`.

    It is left where it would take more than one part in so many (`leaving`) of what is free on the disk.
    """
    path = place.folder / FOLDER / f"{name}.zip"
    try:
        free = shutil.disk_usage(place.folder).free
        filesystem.make_folder_of(path.parent, place.modes)
        _put(path, partial(_pack, place, frozen, pace, free // leaving if leaving else None), place.modes)
    except OSError as error:
        sentence = _("No backup was made in {folder} ({reason}). What was saved is safe.")
        raise StoreUnavailable(sentence.format(folder=path.parent, reason=in_short(error)), in_short(error)) from error
    _let_go(place, path)
    return path


def _pack(place: Place, frozen: Frozen, pace: Callable[[], object], room: int | None, out: IO[bytes]) -> None:
    """Write a backup to `out`. Raises StoreUnavailable when it takes more than `room` bytes."""

    def within() -> None:
        if room is not None and out.tell() > room:
            raise _little_room()
        pace()

    archive.pack_into(out, {place.name: frozen}, pace=within)
    within()


def _little_room() -> StoreUnavailable:
    sentence = _("There is little room on the disk: no backup was made. What was saved is safe.")
    return StoreUnavailable(sentence, _("there is little room on the disk"))


def _put(path: Path, pack: Callable[[IO[bytes]], None], modes: Modes) -> None:
    """Write a backup, which has its name only when it was read back and is whole."""
    unproven = path.with_name(f"{path.name}.{os.getpid()}-unproven.tmp")

    def write() -> None:
        unproven.unlink(missing_ok=True)
        with os.fdopen(filesystem.open_for_writing(unproven, modes), "wb") as out:
            pack(out)
            out.flush()
            filesystem.sync(out.fileno())

    archive.put_proven(path, unproven, write)


def is_empty(frozen: Frozen) -> bool:
    """Whether there is nothing in a store: a backup of that would only take the place of a better one."""
    return not any(
        rows if isinstance(rows, dict) else len(memoryview(rows)) > _NO_ROWS for rows in frozen.tables.values()
    )


def _unchanged(place: Place, usual: Sequence[Backup], frozen: Frozen) -> bool:
    """Whether the newest backup holds all that there is: as many transactions, up to the same line."""
    manifest = _manifest_or_error(usual[-1].path) if usual else None
    if not isinstance(manifest, Manifest) or not archive.is_of(manifest, place.name):
        return False
    stored, meta = manifest.stores[place.name], frozen.meta
    return (stored.schema, stored.sequence, stored.chain) == (meta.schema, meta.sequence, meta.chain)


def _is_old(backup: Backup, now: dt.datetime) -> bool:
    """Whether a backup was made more than an hour ago, by what it says of itself; one that can't be read is no use."""
    manifest = _manifest_or_error(backup.path)
    return not isinstance(manifest, Manifest) or now - manifest.made > AN_HOUR


def _manifest_or_error(path: Path) -> Manifest | StoreError:
    try:
        return archive.manifest_of(path)
    except StoreError as error:
        return error


def _let_go(place: Place, made: Path) -> None:
    """Remove the backups that needn't stay, now that `made` is there and good; never `made` itself.

    What can't be removed stays until the next time.
    """
    with suppress(StoreError, OSError):
        backups = backups_of(place)
        usual = [each for each in backups if not each.before_restore]
        today = clock.today()
        firsts = (each.made for each in usual if each.name == f"{each.made:%Y-%m-%d}")
        replaced = superseded(firsts, (each.made for each in usual if each.later), today)
        staying = kept((each.made for each in usual if each.made not in replaced), today)
        going = [each for each in usual if each.made not in staying]
        going += [each for each in backups if each.before_restore][:-KEEP_BEFORE]
        for path in [each.path for each in going if each.path != made]:
            path.unlink(missing_ok=True)
        for path in made.parent.glob("*-unproven.tmp*"):
            if filesystem.age(path) > _LEFT_BEHIND:
                path.unlink(missing_ok=True)
