"""A backup as a file: a zip with the snapshot of one store, or of both, and a manifest that says what is in it.

`snapshot.json` (in a backup of both: `shared/snapshot.json` and `private/snapshot.json`) is a snapshot like those of
a store: plain `TinyDB(path)` opens it. `manifest.json` says when it was made and by what, how much is in each table,
and the SHA-256 of every other file, by which it is looked through after writing and before it is put back.
"""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import msgspec

from kgw_tui import __version__, clock
from kgw_tui.errors import StoreDamaged, StoreTooNew
from kgw_tui.i18n import _

from . import migrations, snapshot
from .damage import unreadable
from .loading import Frozen
from .log import SCHEMA
from .memory import Documents, Memory

FORMAT: Final = 1
LARGEST: Final = 2 << 30
"""Bytes; what unpacks to more is no backup of a school's meetings, and would only fill the memory."""

MANIFEST: Final = "manifest.json"
SNAPSHOT: Final = "snapshot.json"
SETTINGS: Final = "settings.json"
CONTENT: Final = "content/"

_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, struct.error,
    ValueError, KeyError, IndexError, EOFError, RuntimeError, OverflowError,
)  # fmt: skip
"""What reading a zip of other bytes can end in (a RuntimeError: it wants a password, or packs in an unknown way)."""


class Stored(msgspec.Struct, frozen=True):
    """One store in a backup: the file with it, its schema, the number and sum of the last transaction, and how many
    documents each table has.
    """

    file: str
    schema: int
    sequence: int
    chain: str
    tables: dict[str, int]


class Manifest(msgspec.Struct, frozen=True):
    """What a backup says of itself. `stores` goes by name (`shared`, `private`), `sums` by the name in the zip."""

    format: int
    made: dt.datetime
    zone: str
    program: str
    stores: dict[str, Stored]
    sums: dict[str, str]


class _OnlyFormat(msgspec.Struct, frozen=True):
    format: int


class Archive(msgspec.Struct, frozen=True):
    """A backup that was looked through and is whole: what it says of itself, and its files."""

    path: Path
    manifest: Manifest
    files: dict[str, bytes]

    def memory(self, store: str) -> Memory:
        """The documents and counters of a store in it, in the present schema. Raises KeyError, StoreTooNew."""
        stored = self.manifest.stores[store]
        if stored.schema > SCHEMA:
            raise too_new(self.path)
        try:
            meta, tables = snapshot.decode(self.files[stored.file])
            memory = Memory(meta.schema)
            memory.sequence = meta.sequence
            memory.numbers = dict(meta.numbers)
            memory.tables = {name: Documents(raw, meta.next_doc.get(name, 1)) for name, raw in tables.items()}
            if memory.schema < SCHEMA:
                migrations.migrate(memory, SCHEMA)
        except _BROKEN as error:
            raise broken(self.path) from error
        return memory


def pack(
    stores: Mapping[str, Frozen], more: Mapping[str, bytes] | None = None, pace: Callable[[], object] = bool
) -> bytes:
    """The bytes of a backup of these stores (one: for its own folder), and of what else is to be in it.

    It is made in pieces; `pace` is called after each, and may rest or raise.
    """
    alone = len(stores) == 1
    described: dict[str, Stored] = {}
    files: dict[str, Iterable[bytes]] = {name: (data,) for name, data in (more or {}).items()}
    for name, frozen in stores.items():
        file = SNAPSHOT if alone else f"{name}/{SNAPSHOT}"
        described[name] = _described(frozen, file)
        files[file] = _snapshot(frozen, pace)
    sums = {name: _sum(pieces) for name, pieces in files.items()}
    manifest = Manifest(FORMAT, clock.now(), clock.zone_name(), __version__, described, sums)
    written = msgspec.json.format(msgspec.json.encode(manifest)) + b"\n"
    return _zipped({MANIFEST: (written,), **files}, pace)


def manifest_of(path: Path) -> Manifest:
    """What a backup says of itself; the rest isn't looked at. Raises StoreDamaged, StoreTooNew, StoreUnavailable."""
    with _opened(path) as packed:
        return _manifest(path, packed)


def read(path: Path, data: bytes | None = None) -> Archive:
    """A backup, with every sum looked at; `data` is what is going to be at `path`, where that isn't there yet.

    Raises StoreDamaged, StoreTooNew, StoreUnavailable.
    """
    with _opened(path, data) as packed:
        if sum(each.file_size for each in packed.infolist()) > LARGEST:
            raise broken(path)
        manifest = _manifest(path, packed)
        files = {name: packed.read(name) for name in manifest.sums}
    if any(_sum((data,)) != manifest.sums[name] for name, data in files.items()):
        raise broken(path)
    if not manifest.stores or any(stored.file not in files for stored in manifest.stores.values()):
        raise broken(path)
    return Archive(path, manifest, files)


def broken(path: Path) -> StoreDamaged:
    """The sentence for a file that isn't a backup, or isn't what was written."""
    return StoreDamaged(_("{path} is no backup of kgw, or is damaged; nothing was changed.").format(path=path))


def too_new(path: Path) -> StoreTooNew:
    """The sentence for a backup that a newer version has made."""
    sentence = _("{path} was made by a newer version of kgw; nothing was changed. Install that version to put it back.")
    return StoreTooNew(sentence.format(path=path))


def _described(frozen: Frozen, file: str) -> Stored:
    meta = frozen.meta
    counts = {
        name: len(rows) if isinstance(rows, dict) else snapshot.count(rows) for name, rows in frozen.tables.items()
    }
    tables = {name: count for name, count in sorted(counts.items()) if count}
    return Stored(file, meta.schema, meta.sequence, meta.chain, tables)


def _snapshot(frozen: Frozen, pace: Callable[[], object]) -> list[bytes]:
    pieces, total = [b""], 0
    for piece in snapshot.pieces(frozen.meta, dict(sorted(frozen.tables.items()))):
        pieces.append(piece)
        total = zlib.crc32(piece, total)
        pace()
    pieces[0] = snapshot.start(total)
    return pieces


def _sum(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _zipped(files: Mapping[str, Iterable[bytes]], pace: Callable[[], object]) -> bytes:
    out = io.BytesIO()
    moment = clock.local_now().timetuple()[:6]
    with zipfile.ZipFile(out, "w") as packed:
        for name, pieces in files.items():
            entry = zipfile.ZipInfo(name, max(moment, (1980, 1, 1, 0, 0, 0)))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            with packed.open(entry, "w", force_zip64=True) as target:
                for piece in pieces:
                    target.write(piece)
                    pace()
    return out.getvalue()


@contextmanager
def _opened(path: Path, data: bytes | None = None) -> Generator[zipfile.ZipFile]:
    """A zip to read. Raises StoreDamaged for what isn't one, StoreUnavailable for what the system says of it."""
    try:
        source = path.open("rb") if data is None else io.BytesIO(data)
        with source as file, zipfile.ZipFile(file) as packed:
            yield packed
    except OSError as error:
        if error.errno == errno.EINVAL:  # it tells of places before its beginning
            raise broken(path) from error
        raise unreadable(error, path) from error
    except _BROKEN as error:
        raise broken(path) from error


def _manifest(path: Path, packed: zipfile.ZipFile) -> Manifest:
    data = packed.read(MANIFEST)
    if msgspec.json.decode(data, type=_OnlyFormat).format > FORMAT:
        raise too_new(path)
    return msgspec.json.decode(data, type=Manifest)
