"""What a disk holds when the power goes: all that was synced, and of the rest what chance has let reach it.

A file has what it had at its last sync, a folder the names that it had at its own. What was written, made, renamed or
removed after that may be there too, each thing by itself; and what grew without a sync may have grown by zeros.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from .faults import FileLayer

Names = dict[str, int]
"""What a folder holds: name -> number of a file, or FOLDER."""
FOLDER = 0


class Disk(FileLayer):
    """A folder, of which is remembered what was synced in it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, lambda _call, _name: 0)
        self._top = root
        self._numbers = count(1)
        self._number_of: dict[int, int] = {}  # inode, as long as the file has it -> number of the file
        self._synced: dict[int, bytes] = {}
        self._names: dict[str, Names] = {}
        self._paths: dict[int, str] = {}

    def before(self, name: str, args: tuple[Any, ...]) -> None:
        """A file that goes gives its inode back."""
        gone = {"unlink": 0, "remove": 0, "replace": 1, "rename": 1}.get(name)
        if gone is not None and Path(args[gone]).exists():
            self._number_of.pop(Path(args[gone]).stat().st_ino, None)

    def after(self, name: str, args: tuple[Any, ...], given: Any) -> None:
        """A sync is remembered."""
        if name == "open":
            self._paths[given] = os.fspath(args[0])
        elif name in {"fsync", "fdatasync"}:
            there = os.fstat(args[0])
            if stat.S_ISDIR(there.st_mode):
                self._names[self._paths[args[0]]] = self._listed(Path(self._paths[args[0]]))
            else:
                self._synced[self._number(there.st_ino)] = Path(f"/proc/self/fd/{args[0]}").read_bytes()

    def image(self, target: Path, reaches: Callable[[], bool]) -> None:
        """Put in `target` what the disk holds if the power goes now; `reaches` tells of each thing that wasn't synced
        whether it got there.
        """
        self._folder(self._top, target, reaches)

    def _folder(self, folder: Path, target: Path, reaches: Callable[[], bool]) -> None:
        target.mkdir(mode=0o700)
        synced = self._names.get(str(folder), {})
        present = self._listed(folder)
        for name in sorted(synced.keys() | present.keys()):
            same = synced.get(name) == present.get(name)
            number = (synced if same or not reaches() else present).get(name)
            if number == FOLDER:
                self._folder(folder / name, target / name, reaches)
            elif number is not None:
                current = (folder / name).read_bytes() if number == present.get(name) else None
                (target / name).write_bytes(self._content(number, current, reaches))

    def _content(self, number: int, current: bytes | None, reaches: Callable[[], bool]) -> bytes:
        synced = self._synced.get(number, b"")
        if current is None or current == synced or not reaches():
            return synced
        if len(current) > len(synced) and reaches():
            return synced + bytes(len(current) - len(synced))
        return current

    def _listed(self, folder: Path) -> Names:
        if not folder.is_dir():
            return {}
        each = {path.name: path.stat() for path in folder.iterdir()}
        return {name: FOLDER if stat.S_ISDIR(of.st_mode) else self._number(of.st_ino) for name, of in each.items()}

    def _number(self, inode: int) -> int:
        if inode not in self._number_of:
            self._number_of[inode] = next(self._numbers)
        return self._number_of[inode]
