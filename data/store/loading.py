"""Opening: from the newest whole snapshot and the journals that follow it to a store in memory; and writing one."""

from __future__ import annotations

import zlib
from pathlib import Path

import msgspec

from kgw_tui import clock
from kgw_tui.errors import StoreDamaged

from .. import filesystem
from ..damage import damaged_file, missing_file, too_new, unreadable
from ..filesystem import Modes
from . import migrations, snapshot
from .documents import Documents
from .files import PLAIN, Files, files_in, journal_path, remove_old, snapshot_path
from .journal import Raw, sum_text
from .lines import Lines, lines_in
from .log import SCHEMA, Log, Replaced
from .memory import Memory
from .resting import Resting
from .snapshot import Meta


class Loaded(msgspec.Struct):
    """A store as it was read: its documents, where reading stands, the schema that it is in on the disk, how many bytes
    of journals had to be read between the snapshot and the present one, and the snapshots that were damaged and made
    good from the files before them.
    """

    memory: Memory
    log: Log
    schema: int = SCHEMA
    snapshot_size: int = 0
    behind: int = 0
    made_good: list[Path] = msgspec.field(default_factory=list[Path])


def load(folder: Path, modes: Modes) -> Loaded:
    """Read a store; a folder that is empty or missing is an empty one. What an older version wrote is migrated in
    memory. Nothing is written.

    Raises StoreDamaged, StoreTooNew, StoreUnavailable.
    """
    while True:
        files = _files(folder)
        log = Log(folder, modes)
        try:
            return _load(folder, files, log)
        except StoreDamaged:
            log.close()
            if _files(folder) == files:
                raise  # nobody began another generation while this was read
        except Replaced:
            log.close()
        except BaseException:
            log.close()
            raise


class Frozen(msgspec.Struct, frozen=True):
    """A store at the beginning of a generation, to be written as its snapshot while others write on."""

    meta: Meta
    tables: dict[str, Raw | dict[int, Raw]]


def freeze(memory: Memory, log: Log, chain: int | None = None) -> Frozen:
    """What a snapshot of the generation that has just begun will hold; takes as long as copying the list of rows.

    `chain` is the sum of the last line in it, where that isn't the one from which the generation began.
    """
    meta = Meta(
        schema=memory.schema,
        generation=log.generation,
        sequence=log.sequence,
        chain=sum_text(log.previous if chain is None else chain),
        at=clock.now().isoformat(),
        numbers=dict(memory.numbers),
        next_doc=memory.next_docs(),
    )
    tables = memory.tables.items()
    return Frozen(meta, {name: each.whole if each.whole is not None else dict(each.rows) for name, each in tables})


def write_snapshot(folder: Path, modes: Modes, frozen: Frozen, resting: Resting | None = None) -> int:
    """Write a snapshot (step 3) and remove what is older than is kept (step 4); its size. Raises OSError.

    It is made and written in pieces: in no piece anybody else has to wait long for the interpreter or the disk.
    """
    resting = resting or Resting.never()
    with filesystem.whole_file(snapshot_path(folder, frozen.meta.generation), modes) as fd:
        size, total = filesystem.write_at(fd, snapshot.start(0), 0), 0
        for piece in snapshot.pieces(frozen.meta, dict(sorted(frozen.tables.items()))):
            total = zlib.crc32(piece, total)
            size += filesystem.write_at(fd, piece, size)
            resting.after(fd, len(piece))
        filesystem.write_at(fd, snapshot.start(total), 0)
    remove_old(folder)
    return size


def _files(folder: Path) -> Files:
    try:
        return files_in(folder)
    except OSError as error:
        raise unreadable(error, folder) from error


def _load(folder: Path, files: Files, log: Log) -> Loaded:
    loaded = Loaded(Memory(SCHEMA), log)
    damaged = _start(loaded, folder, files)
    memory = loaded.memory
    for done in log.read():
        _migrate(memory, log.schema)
        memory.apply(done)
    if damaged and log.generation < damaged[0]:
        raise damaged_file(snapshot_path(folder, damaged[0]), log.sequence)
    if max(files.journals, default=0) > log.generation + 1:  # the very next may only have been begun
        missing = log.generation + 1
        path = journal_path(folder, missing)
        raise (damaged_file if missing in files.journals else missing_file)(path, log.sequence)
    loaded.behind = log.behind
    loaded.schema = min(memory.schema, log.schema) if log.generation else memory.schema
    _migrate(memory, SCHEMA)
    loaded.made_good = [snapshot_path(folder, each) for each in damaged] + log.lost_ends
    return loaded


def _migrate(memory: Memory, schema: int) -> None:
    if memory.schema < schema:
        migrations.migrate(memory, schema)


def _start(loaded: Loaded, folder: Path, files: Files) -> list[int]:
    """Fill the memory from the newest snapshot that is whole and place the log after it; the damaged newer ones."""
    damaged: list[int] = []
    for generation in reversed(files.snapshots):
        path = snapshot_path(folder, generation)
        data = _read(path)
        if snapshot.schema_of(data) > SCHEMA and snapshot.is_whole(data):
            raise too_new(folder)  # where it isn't whole, its number may be what is damaged: the journal tells
        try:
            meta, tables = snapshot.decode(data)
        except ValueError:
            damaged.append(generation)
            continue
        memory = loaded.memory
        memory.schema = meta.schema
        memory.sequence = meta.sequence
        memory.numbers = dict(meta.numbers)
        lines = lines_in(data, tables)
        memory.tables = {
            name: _documents(raw, meta.next_doc.get(name), lines.get(name)) for name, raw in tables.items()
        }
        loaded.snapshot_size = len(data)
        loaded.log.at = meta.at
        loaded.log.begin(meta.generation, meta.sequence, int(meta.chain, 16))
        return damaged
    if damaged and 1 not in files.journals:
        raise damaged_file(snapshot_path(folder, damaged[0]))
    if files.plain:
        _start_plain(loaded.memory, folder / PLAIN)
    if files.journals:
        loaded.log.begin(1, 0, 0)
    return damaged


def _documents(raw: Raw, next_doc: int | None, lines: Lines | None) -> Documents:
    return Documents(raw) if next_doc is None else Documents(raw, next_doc, lines)


def _start_plain(memory: Memory, path: Path) -> None:
    """Fill the memory from a file of plain TinyDB, which has no number of a schema."""
    data = _read(path)
    if snapshot.schema_of(data) > SCHEMA:
        raise too_new(path.parent)
    memory.schema = 0
    try:
        memory.tables = {name: Documents(raw).counted() for name, raw in snapshot.plain(data).items()}
    except ValueError:
        raise damaged_file(path) from None


def _read(path: Path) -> bytes:
    try:
        return filesystem.read_file(path)
    except FileNotFoundError:
        raise missing_file(path) from None
    except OSError as error:
        raise unreadable(error, path) from error
