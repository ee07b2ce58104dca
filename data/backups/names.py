"""Which backups a store has: their names in `backups/` beside it, read without looking into them.

`2026-11-25.zip` is the first of a day, `2026-11-25T150400-auto.zip` one that was made later that day without being
asked, `2026-11-25T150412.zip` one that was asked for on a day that had one already, and
`before-restore-2026-11-25T150412.zip` what stood there before another was put back. Nothing else in the folder is ours.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from ..damage import unreadable
from ..places import Place

FOLDER: Final = "backups"
BEFORE: Final = "before-restore-"
AUTO: Final = "-auto"

_NAME: Final = re.compile(r"(before-restore-)?([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{6})(-auto)?)?\.zip")


class Backup(msgspec.Struct, frozen=True):
    """One backup in the folder of a store: its name without `.zip`, and when it was made by that name (local time; the
    first of a day at its beginning). `later` tells that it was made without being asked on a day that had one already.
    """

    path: Path
    name: str
    made: dt.datetime
    before_restore: bool = False
    later: bool = False


class Choice(msgspec.Struct, frozen=True):
    """What somebody can put back: a name, and the backups that go by it, of one store or of both."""

    name: str
    backups: dict[str, Backup]


class Stopped(Exception):
    """Whoever asked for a backup doesn't want it any more; nothing was written."""


def backups_of(place: Place) -> list[Backup]:
    """The backups of a store by their names, oldest first; none when there is no folder. Raises StoreUnavailable.

    None either where that is a link in a folder that others may write in: what it leads to needn't be backups of this.
    """
    folder = place.folder / FOLDER
    try:
        if place.outside and folder.is_symlink():
            return []
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


def is_due(usual: Iterable[Backup], today: dt.date) -> bool:
    """Whether there is no backup of this day yet among the usual ones of a store."""
    return not any(each.made.date() == today for each in usual)


def choices(places: Iterable[Place]) -> list[Choice]:
    """What there is to put back, newest first. Raises StoreUnavailable."""
    found: dict[str, dict[str, Backup]] = {}
    for place in places:
        for backup in backups_of(place):
            found.setdefault(backup.name, {})[place.name] = backup
    made = {name: max(each.made for each in backups.values()) for name, backups in found.items()}
    return [Choice(name, found[name]) for name in sorted(found, key=lambda name: (made[name], name), reverse=True)]


def of_day(places: Iterable[Place], day: dt.date) -> Choice:
    """The newest backup of that day of each store that has one. Raises StoreUnavailable."""
    found: dict[str, Backup] = {}
    for place in places:
        for backup in usual_backups_of(place):
            if backup.made.date() == day:
                found[place.name] = backup
    return Choice(day.isoformat(), found)


def _backup(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made = dt.datetime.fromisoformat(f"{match[2]}T{match[3] or '000000'}")
    except ValueError:
        return None
    return Backup(path, path.name.removesuffix(".zip"), made, before_restore=bool(match[1]), later=bool(match[4]))
