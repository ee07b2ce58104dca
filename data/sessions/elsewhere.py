"""The last place for words: where they go that can't be kept in the home when the program is left."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from kgw_tui import clock
from kgw_tui.errors import StoreUnavailable
from kgw_tui.i18n import _

from ..filesystem import sync, write_at

_BEGINS: Final = "kgw-not-saved-"


def left_elsewhere() -> list[Path]:
    """The files that `keep_elsewhere` has written and that still lie there, the newest first; those in the working
    folder of another time aren't looked for.
    """
    found: set[Path] = set()
    for folder in _folders():
        with suppress(OSError):
            found |= {Path(each.path) for each in os.scandir(folder) if each.name.startswith(_BEGINS)}
    return sorted((path for path in found if _is_own(path)), key=lambda path: path.name, reverse=True)


def keep_elsewhere(text: str) -> Path:
    """Write `text` durably to a new file, 0600, in the first of these that can be written: the user's home, the folder
    for temporary files, the folder that one is in. Gives its path; raises StoreUnavailable when none of them can.
    """
    for folder in _folders():
        with suppress(OSError):
            return _written(folder, text.encode("utf-8", "surrogatepass"))
    raise StoreUnavailable(_("it can't be written anywhere else either"))


def _folders() -> Iterator[Path]:
    with suppress(RuntimeError):
        yield Path.home()
    with suppress(OSError):
        yield Path(tempfile.gettempdir())
    with suppress(OSError):
        yield Path.cwd()


def _is_own(path: Path) -> bool:
    """Whether a file is the user's: the folder for temporary files is everybody's."""
    try:
        return path.suffix == ".txt" and (not hasattr(os, "getuid") or path.lstat().st_uid == os.getuid())
    except OSError:
        return False


def _written(folder: Path, data: bytes) -> Path:
    """A new file with `data` in that folder. Raises OSError; nothing half written stays there."""
    name = f"{_BEGINS}{clock.local_now():%Y-%m-%d-%H%M%S}"
    number = 1
    while True:
        path = folder / (f"{name}.txt" if number == 1 else f"{name}-{number}.txt")
        try:
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
            break
        except FileExistsError:
            number += 1
    try:
        try:
            write_at(fd, data, 0)
            sync(fd)
        finally:
            os.close(fd)
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise
    return path
