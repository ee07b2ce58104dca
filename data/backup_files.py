"""Which backups a store has: their names in `backups/` beside it, read without looking into them.

`2026-11-25.zip` is the one of a day, `2026-11-25T150412.zip` one that was asked for on a day that had one already, and
`before-restore-2026-11-25T150412.zip` what stood there before another was put back. Nothing else in the folder is ours.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Final

import msgspec

from .damage import unreadable
from .places import Place

FOLDER: Final = "backups"
BEFORE: Final = "before-restore-"

_NAME: Final = re.compile(r"(before-restore-)?([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{6}))?\.zip")


class Backup(msgspec.Struct, frozen=True):
    """One backup in the folder of a store: its name without `.zip`, and when it was made by that name (local time)."""

    path: Path
    name: str
    made: dt.datetime
    before_restore: bool = False


class Stopped(Exception):
    """Whoever asked for a backup doesn't want it any more; nothing was written."""


def backups_of(place: Place) -> list[Backup]:
    """The backups of a store by their names, oldest first; none when there is no folder. Raises StoreUnavailable."""
    folder = place.folder / FOLDER
    try:
        names = [each.name for each in folder.iterdir()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise unreadable(error, folder) from error
    found = [backup for name in names if (backup := _backup(folder / name)) is not None]
    return sorted(found, key=lambda backup: (backup.made, backup.name))


def usual_backups_of(place: Place) -> list[Backup]:
    """Those that weren't made before a restore, oldest first. Raises StoreUnavailable."""
    return [each for each in backups_of(place) if not each.before_restore]


def is_due(place: Place, today: dt.date) -> bool:
    """Whether a store has no backup of this day yet. Raises StoreUnavailable."""
    return not any(each.made.date() == today for each in usual_backups_of(place))


def _backup(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made = dt.datetime.fromisoformat(f"{match[2]}T{match[3] or '000000'}")
    except ValueError:
        return None
    return Backup(path, path.name.removesuffix(".zip"), made, before_restore=bool(match[1]))
