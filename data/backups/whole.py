"""One file with everything, for another disk or machine: both stores, the settings and a school's own content."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

import msgspec

from kgw_tui.settings import Settings

from .. import filesystem
from ..damage import unavailable
from ..filesystem import PRIVATE
from ..places import Place
from ..settings_file import NAME, write_settings
from ..store.engine import EmbeddedStore
from ..store.loading import Frozen
from . import archive
from .archive import CONTENT, SETTINGS, Archive, Manifest


def pack_whole(home: Path, stores: Mapping[Place, EmbeddedStore]) -> bytes:
    """The bytes of a file with everything. Raises OSError."""
    return archive.pack(_frozen(stores), _rest(home))


def write_whole(home: Path, stores: Mapping[Place, EmbeddedStore], target: Path) -> Manifest:
    """Write a file with everything to `target`, for its owner's eyes only, read it back, and put it in the place of
    what is there. Gives what it says of itself.

    Raises OSError, StoreDamaged (it can't be read back), StoreUnavailable; what was at `target` is still there then.
    """
    unproven = target.with_name(f"{target.name}.{os.getpid()}.part")

    def write() -> None:
        with _new_file(unproven) as out:
            archive.pack_into(out, _frozen(stores), _rest(home))

    return archive.put_proven(target, unproven, write)


def put_rest_back(home: Path, whole: Archive) -> tuple[str, ...]:
    """Put the settings and the own content of a backup in a home that has none; the names of the files it made.

    What is there stays: settings are of a machine too, and the file with others is still at hand. Where the shared
    store lies isn't taken over. Raises StoreUnavailable.
    """
    made: list[str] = []
    try:
        if SETTINGS in whole.files and not (home / NAME).exists():
            settings = msgspec.json.decode(whole.files[SETTINGS], type=Settings)
            write_settings(home, msgspec.structs.replace(settings, shared=""))
            made.append(NAME)
        for name, data in whole.files.items():
            path = _content_path(home, name)
            if path is not None and not path.exists():
                filesystem.make_folder(path.parent, PRIVATE.folder)
                filesystem.write_file(path, data, PRIVATE)
                made.append(name)
    except msgspec.DecodeError:
        raise archive.broken(whole.path) from None
    except OSError as error:
        raise unavailable(error, home) from error
    return tuple(made)


def _frozen(stores: Mapping[Place, EmbeddedStore]) -> dict[str, Frozen]:
    last_first = reversed(list(stores.items()))  # what refers to the other store, then what it refers to
    frozen = {place.name: store.frozen() for place, store in last_first}
    return {place.name: frozen[place.name] for place in stores}


def _rest(home: Path) -> dict[str, bytes]:
    """The settings and the own content, by the names that they have in the file."""
    rest: dict[str, bytes] = {}
    if (home / NAME).exists():
        rest[SETTINGS] = (home / NAME).read_bytes()
    for path in sorted((home / CONTENT).glob("*/*.toml")):
        if path.is_file():
            rest[f"{CONTENT}{path.parent.name}/{path.name}"] = path.read_bytes()
    return rest


def _content_path(home: Path, name: str) -> Path | None:
    """Where a file of own content goes; None for anything else, whatever it calls itself."""
    parts = PurePosixPath(name).parts
    if len(parts) != 3 or f"{parts[0]}/" != CONTENT or not parts[2].endswith(".toml"):
        return None
    if any(not part.strip(".") or not part.isprintable() or "\\" in part or ":" in part for part in parts):
        return None
    return home.joinpath(*parts)


@contextmanager
def _new_file(path: Path) -> Generator[IO[bytes]]:
    """A new file to write to, on the disk in the end. It is made with its mode: disks that know no modes refuse
    another later.
    """
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(fd, "wb") as out:
        yield out
        out.flush()
        filesystem.sync(fd)
