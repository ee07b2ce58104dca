"""Calls of the system that fail when a test says so, and small file systems that are really full or read-only."""

from __future__ import annotations

import builtins
import errno
import fcntl
import io
import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

CHANGING = (
    "open", "pwrite", "write", "fsync", "fdatasync", "replace", "rename", "ftruncate", "truncate", "unlink", "remove",
    "mkdir", "rmdir", "link", "symlink", "sendfile", "copy_file_range",
)  # fmt: skip
"""Calls that change the disk: `failing` counts these, whatever they are about."""
OTHERS = (
    "pread",
    "read",
    "stat",
    "lstat",
    "fstat",
    "listdir",
    "scandir",
    "chmod",
    "fchmod",
    "fchown",
    "chown",
    "utime",
)
"""What a `FileLayer` counts besides: calls that read, or change no contents; and `flock`, which locks and unlocks."""

WRITES = os.O_CREAT | os.O_RDWR | os.O_WRONLY

DIES = -1
Judge = Callable[[int, str], int]
"""Told the number of a call, from 1, and its name; gives the error that it fails with, 0 to let it be done, or DIES."""


class Died(BaseException):
    """The process has ended in the middle of what it was doing, as far as its files can tell."""


class FileLayer:
    """The calls of the system on what lies in one folder, or anywhere. Each is counted, and fails when `judge` says so;
    a write is half done then. `seen` names the calls, `failed` those that failed. In a folder nothing is really synced:
    there is no power cut to be feared, and it takes long on a busy disk.
    """

    def __init__(self, root: Path | None, judge: Judge) -> None:
        self.judge = judge
        self.seen: list[str] = []
        self.failed: list[str] = []
        self._root = None if root is None else str(root)
        self._mine: set[int] = set()
        self._dead = False

    @property
    def calls(self) -> int:
        """How many calls there were."""
        return len(self.seen)

    @contextmanager
    def installed(self) -> Generator[FileLayer]:
        """Let the calls of this process go through here for a while."""
        with pytest.MonkeyPatch.context() as patch:
            for name in CHANGING if self._root is None else (*CHANGING, *OTHERS):
                if hasattr(os, name):
                    patch.setattr(os, name, self._wrap(name, getattr(os, name)))
            if self._root is not None:
                patch.setattr(fcntl, "flock", self._wrap("flock", fcntl.flock))
                patch.setattr(os, "close", self._close(os.close))
            opened = self._wrap_files(open)
            patch.setattr(io, "open", opened)
            patch.setattr(builtins, "open", opened)
            yield self

    def close(self) -> None:
        """Close what was opened through here and is open still, as the system does for a process that has died."""
        while self._mine:
            os.close(self._mine.pop())

    def closes(self, fd: int) -> None:
        """Told of a file that is going to be closed: its number will be another's."""
        self._mine.discard(fd)

    def counts(self, name: str, args: tuple[Any, ...]) -> bool:
        """Whether a call is one of those that are looked at."""
        about = args[0] if args else "."
        if self._root is None:
            if name == "open":
                return bool(args[1] & WRITES)
            return name != "write" or stat.S_ISREG(os.fstat(about).st_mode)
        if isinstance(about, int):
            return about in self._mine
        return not hasattr(about, "fileno") and self._is_mine(os.fsdecode(about))

    def before(self, name: str, args: tuple[Any, ...]) -> None:
        """Told of a call that is going to be done; for those who keep something of it."""

    def after(self, name: str, args: tuple[Any, ...], given: Any) -> None:
        """Told of a call that was done."""

    def comes(self, name: str, halfway: Callable[[], object] | None = None) -> None:
        """Count a call. Raises OSError when it is to fail, after doing it halfway; Died when it is the last one."""
        if self._dead:
            raise Died
        self.seen.append(name)
        error = self.judge(len(self.seen), name)
        if error:
            self.failed.append(name)
            if halfway is not None:
                halfway()
            self._dead = error == DIES
            raise Died if self._dead else OSError(error, os.strerror(error))

    def _is_mine(self, path: str) -> bool:
        return self._root is None or path == self._root or path.startswith(self._root + os.sep)

    def _wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            if not self.counts(name, args) or (self._dead and name == "flock"):
                return real(*args, **named)  # what a dead process had locked, the system lets go of
            half = None
            if name in {"pwrite", "write"} and len(args[1]) > 1:
                half = partial(real, args[0], args[1][: len(args[1]) // 2], *args[2:])
            self.comes(name, half)
            self.before(name, args)
            unreal = self._root is not None and name in {"fsync", "fdatasync"}
            given = None if unreal else real(*args, **named)
            if name == "open":
                self._mine.add(given)
            self.after(name, args, given)
            return given

        return call

    def _close(self, real: Callable[[int], None]) -> Callable[[int], None]:
        def close(fd: int) -> None:
            self.closes(fd)
            real(fd)

        return close

    def _wrap_files(self, real: Callable[..., Any]) -> Callable[..., Any]:
        layer = self

        class Raw(io.FileIO):
            def readinto(self, buffer: Any, /) -> int | None:
                layer.comes("read")
                return super().readinto(buffer)

            def readall(self) -> bytes:
                layer.comes("read")
                return super().readall()

            def write(self, data: Any, /) -> int | None:
                layer.comes("write", lambda: super(Raw, self).write(bytes(data)[: len(data) // 2]))
                return super().write(data)

            def close(self) -> None:
                if not self.closed:
                    layer.closes(self.fileno())
                super().close()

        def call(file: Any, mode: str = "r", buffering: int = -1, *args: Any, **named: Any) -> Any:
            changes = bool(set(mode) & set("wax+"))
            mine = file in self._mine if isinstance(file, int) else self._is_mine(os.fsdecode(file))
            if not mine or "+" in mode or (self._root is None and not changes):
                return real(file, mode, buffering, *args, **named)
            self.comes("open")
            raw = Raw(file, mode.replace("b", "").replace("t", ""), **_closing(named))
            if buffering == 0:
                return raw
            binary = io.BufferedWriter(raw) if changes else io.BufferedReader(raw)
            return binary if "b" in mode else io.TextIOWrapper(binary, *args, **named)

        return call


def _closing(named: dict[str, Any]) -> dict[str, Any]:
    return {name: named.pop(name) for name in ("closefd", "opener") if name in named}


class Faults(FileLayer):
    """From call `first` on, `count` of the calls that change the disk fail with `error`; a write is half done then."""

    def __init__(self, first: int, count: int, error: int) -> None:
        super().__init__(None, lambda call, _name: error if first <= call < first + count else 0)


@contextmanager
def failing(first: int, count: int = 1, error: int = errno.ENOSPC) -> Generator[Faults]:
    """Let calls that change the disk fail for a while."""
    faults = Faults(first, count, error)
    with faults.installed():
        yield faults


@contextmanager
def dying(root: Path, call: int) -> Generator[FileLayer]:
    """Let this process seem to die at a call about something in `root`; ends what is done in here, whatever it was.

    `failed` tells afterwards whether it came to that. What was open there is of no more use.
    """
    layer = FileLayer(root, lambda number, _name: DIES if number == call else 0)
    with suppress(Died), layer.installed():
        yield layer
    if layer.failed:
        layer.close()


@contextmanager
def small_disk(place: Path, size: str = "192k") -> Generator[Path]:
    """A file system of its own in memory, of that size; skips the test where none can be made."""
    mount = shutil.which("mount")
    if mount is None or os.name != "posix" or os.geteuid() != 0:
        pytest.skip("a file system of its own can only be mounted by root")
    place.mkdir()
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(place)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip(f"no file system may be mounted here: {made.stderr.decode().strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def resize(disk: Path, size: str) -> None:
    """Give a small disk another size."""
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


@contextmanager
def read_only(disk: Path) -> Generator[None]:
    """Make a small disk read-only for a while."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
