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
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

import msgspec

from kgw_tui import __version__, clock
from kgw_tui.errors import StoreDamaged, StoreTooNew
from kgw_tui.i18n import _

from .. import filesystem
from ..damage import unreadable
from ..store import migrations, snapshot
from ..store.loading import Frozen
from ..store.log import SCHEMA
from ..store.memory import Documents, Memory

FORMAT: Final = 1
LARGEST: Final = 2 << 30
"""Bytes; what unpacks to more is no backup of a school's meetings, and would only fill the memory."""

LARGEST_MANIFEST: Final = 1 << 20
"""Bytes; a manifest has some hundreds, and everybody who lists backups reads it."""

MOST_PACKED: Final = 200
"""Times its own size; records have ids, of which no thousand pack into one: what unpacks to more was made to harm."""

_ANYHOW: Final = 64 << 20
"""Bytes; what unpacks to fewer does no harm, however it was packed."""

_PIECE: Final = 1 << 20
_PACKED: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The ways in which backups are packed: of others, zipfile unpacks everything at once, whatever one asks for."""

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


def pack(stores: Mapping[str, Frozen], more: Mapping[str, bytes] | None = None) -> bytes:
    """The bytes of a backup of these stores, and of what else is to be in it; see `pack_into`."""
    out = io.BytesIO()
    pack_into(out, stores, more)
    return out.getvalue()


def pack_into(
    out: IO[bytes],
    stores: Mapping[str, Frozen],
    more: Mapping[str, bytes] | None = None,
    pace: Callable[[], object] = bool,
) -> None:
    """Write a backup of these stores (one: for its own folder), and of what else is to be in it, to `out`.

    It is made in pieces, none of which is kept; `pace` is called after each, and may rest or raise. Raises OSError.
    """
    alone = len(stores) == 1
    described: dict[str, Stored] = {}
    files: dict[str, Iterable[bytes]] = {name: (data,) for name, data in (more or {}).items()}
    for name, frozen in stores.items():
        file = SNAPSHOT if alone else f"{name}/{SNAPSHOT}"
        described[name] = _described(frozen, file)
        files[file] = _snapshot(frozen, pace)
    sums: dict[str, str] = {}
    with zipfile.ZipFile(out, "w") as packed:
        for name, pieces in files.items():
            sums[name] = _add(packed, name, pieces, pace)
        manifest = Manifest(FORMAT, clock.now(), clock.zone_name(), __version__, described, sums)
        _add(packed, MANIFEST, (msgspec.json.format(msgspec.json.encode(manifest)) + b"\n",), pace)


def manifest_of(path: Path) -> Manifest:
    """What a backup says of itself; the rest isn't read. Raises StoreDamaged, StoreTooNew, StoreUnavailable."""
    with _opened(path) as packed:
        return _manifest(path, packed)


def put_proven(target: Path, unproven: Path, write: Callable[[], None]) -> Manifest:
    """Let `write` make `unproven`, read it back, and put it in the place of `target`: that name only ever stands for a
    file that is whole. Gives what it says of itself. Raises what `write` and `prove` raise; `target` stays then.
    """
    try:
        write()
        manifest = prove(unproven)
        unproven.replace(target)
    except BaseException:
        with suppress(OSError):
            unproven.unlink(missing_ok=True)
        raise
    filesystem.sync_folder(target.parent)
    return manifest


def prove(path: Path) -> Manifest:
    """What a backup says of itself, once all that is in it has been read and every sum looked at; nothing is kept.

    Raises StoreDamaged, StoreTooNew, StoreUnavailable.
    """
    with _opened(path) as packed:
        manifest = _bounded(path, packed)
        for name, stated in manifest.sums.items():
            if _sum(_pieces(packed, name)) != stated:
                raise broken(path)
    return manifest


def read(path: Path, data: bytes | None = None) -> Archive:
    """A backup, with every sum looked at; `data` is what is going to be at `path`, where that isn't there yet.

    Raises StoreDamaged, StoreTooNew, StoreUnavailable.
    """
    with _opened(path, data) as packed:
        manifest = _bounded(path, packed)
        files = {name: b"".join(_pieces(packed, name)) for name in manifest.sums}
    if any(_sum((data,)) != manifest.sums[name] for name, data in files.items()):
        raise broken(path)
    return Archive(path, manifest, files)


def read_of(path: Path, store: str) -> Archive:
    """A backup from the folder of a store, which holds that one and nothing else.

    Raises StoreDamaged, also for a backup of something else that was put there; StoreTooNew, StoreUnavailable.
    """
    found = read(path)
    if not is_of(found.manifest, store):
        sentence = _(
            "{path} isn't a backup of the records beside it; nothing was changed. "
            "If you want what is in it, name the file in another folder."
        )
        raise StoreDamaged(sentence.format(path=path))
    return found


def is_of(manifest: Manifest, store: str) -> bool:
    """Whether a backup holds this store, and nothing else: not the settings, nor a school's own content."""
    return set(manifest.stores) == {store} and set(manifest.sums) == {manifest.stores[store].file}


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


def _snapshot(frozen: Frozen, pace: Callable[[], object]) -> Iterator[bytes]:
    """The pieces of a snapshot. They are gone through twice: it begins with the sum of what follows."""
    total = 0
    for piece in _rest_of(frozen):
        total = zlib.crc32(piece, total)
        pace()
    yield snapshot.start(total)
    yield from _rest_of(frozen)


def _rest_of(frozen: Frozen) -> Iterator[bytes]:
    return snapshot.pieces(frozen.meta, dict(sorted(frozen.tables.items())))


def _sum(pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _add(packed: zipfile.ZipFile, name: str, pieces: Iterable[bytes], pace: Callable[[], object]) -> str:
    """Write a file into a backup; its sum."""
    moment = clock.local_now().timetuple()[:6]
    entry = zipfile.ZipInfo(name, max(moment, (1980, 1, 1, 0, 0, 0)))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    digest = hashlib.sha256()
    with packed.open(entry, "w", force_zip64=True) as target:
        for piece in pieces:
            target.write(piece)
            digest.update(piece)
            pace()
    return digest.hexdigest()


@contextmanager
def _opened(path: Path, data: bytes | None = None) -> Generator[zipfile.ZipFile]:
    """A zip to read. Raises StoreDamaged for what isn't one, StoreUnavailable for what the system says of it."""
    try:
        if data is None and path.is_fifo():  # opening one waits for somebody who writes
            raise broken(path)
        source = path.open("rb") if data is None else io.BytesIO(data)
        with source as file, zipfile.ZipFile(file) as packed:
            yield packed
    except OSError as error:
        if error.errno == errno.EINVAL:  # it tells of places before its beginning
            raise broken(path) from error
        raise unreadable(error, path) from error
    except _BROKEN as error:
        raise broken(path) from error


def _bounded(path: Path, packed: zipfile.ZipFile) -> Manifest:
    """What a backup says of itself, when reading all of it can do no harm. Raises StoreDamaged, StoreTooNew."""
    entries = packed.infolist()
    size = sum(each.file_size for each in entries)
    if size > min(LARGEST, max(_ANYHOW, MOST_PACKED * sum(each.compress_size for each in entries))):
        raise broken(path)
    manifest = _manifest(path, packed)
    if not manifest.stores or any(stored.file not in manifest.sums for stored in manifest.stores.values()):
        raise broken(path)
    return manifest


def _manifest(path: Path, packed: zipfile.ZipFile) -> Manifest:
    if packed.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
        raise broken(path)
    data = b"".join(_pieces(packed, MANIFEST))
    if msgspec.json.decode(data, type=_OnlyFormat).format > FORMAT:
        raise too_new(path)
    return msgspec.json.decode(data, type=Manifest)


def _pieces(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A file of a zip, in pieces, as far as its size that the zip states: no more is unpacked of one that lies."""
    if packed.getinfo(name).compress_type not in _PACKED:
        raise ValueError("backups aren't packed in this way")
    with packed.open(name) as source:
        while piece := source.read(_PIECE):
            yield piece
