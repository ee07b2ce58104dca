"""Calls of the system that fail when a test says so, and small file systems that are really full or read-only."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CALLS = ("open", "pwrite", "fsync", "fdatasync", "replace", "ftruncate", "unlink", "mkdir")


class Faults:
    """From call `first` on, `count` of the calls that change the disk fail with `error`; a write is half done then."""

    def __init__(self, first: int, count: int, error: int) -> None:
        self.first = first
        self.count = count
        self.error = error
        self.calls = 0
        self.failed: list[str] = []

    def wrap(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **named: Any) -> Any:
            if name == "open" and not args[1] & (os.O_CREAT | os.O_RDWR | os.O_WRONLY):
                return real(*args, **named)
            self.calls += 1
            if self.first <= self.calls < self.first + self.count:
                self.failed.append(name)
                if name == "pwrite" and len(args[1]) > 1:
                    real(args[0], args[1][: len(args[1]) // 2], args[2])
                raise OSError(self.error, os.strerror(self.error))
            return real(*args, **named)

        return call


@contextmanager
def failing(first: int, count: int = 1, error: int = errno.ENOSPC) -> Generator[Faults]:
    """Let calls fail for a while."""
    faults = Faults(first, count, error)
    with pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, faults.wrap(name, getattr(os, name)))
        yield faults


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


@contextmanager
def read_only(disk: Path) -> Generator[None]:
    """Make a small disk read-only for a while."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
