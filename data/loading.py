"""Opening: from the newest whole snapshot and the journals that follow it to a store in memory; and writing one."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kgw_tui import clock
from kgw_tui.i18n import _

from . import filesystem, snapshot
from .damage import damaged_file, too_new, unreadable
from .filesystem import Modes
from .journal import sum_text
from .log import KEEP_JOURNALS, KEEP_SNAPSHOTS, SCHEMA, Files, Log, files_in, journal_path, snapshot_path
from .memory import Documents, Memory


@dataclass
class Loaded:
    """A store as it was read: its documents, where reading stands, and what the user should know about it."""

    memory: Memory
    log: Log
    notices: list[str] = field(default_factory=list[str])


def load(folder: Path, modes: Modes) -> Loaded:
    """Read a store; a folder that is empty or missing is an empty one.

    A damaged snapshot is made good from the one before and its journals, when those are whole. Raises StoreDamaged,
    StoreTooNew, StoreUnavailable; nothing is written.
    """
    try:
        files = files_in(folder)
    except OSError as error:
        raise unreadable(error, folder) from error
    log = Log(folder, modes)
    loaded = Loaded(Memory(SCHEMA), log)
    damaged = _start(loaded, files, folder)
    try:
        if log.generation:
            for done in log.read():
                loaded.memory.apply(done)
    except BaseException:
        log.close()
        raise
    if damaged and log.generation < damaged[0]:
        log.close()
        raise damaged_file(snapshot_path(folder, damaged[0]), log.sequence)
    for generation in damaged:
        sentence = _("{path} was damaged; everything in it was found in the files before it.")
        loaded.notices.append(sentence.format(path=snapshot_path(folder, generation)))
    return loaded


def write_snapshot(folder: Path, modes: Modes, memory: Memory, log: Log) -> None:
    """Write what is in memory as the snapshot of the generation that has just begun (step 3), and remove what is
    older than is kept (step 4). Raises OSError.
    """
    meta = snapshot.Meta(
        schema=memory.schema,
        generation=log.generation,
        sequence=log.sequence,
        chain=sum_text(log.previous),
        at=clock.now().isoformat(),
        numbers=memory.numbers,
        next_doc=memory.next_docs(),
    )
    tables = {name: documents.encoded() for name, documents in sorted(memory.tables.items())}
    filesystem.write_file(snapshot_path(folder, log.generation), snapshot.encode(meta, tables), modes)
    files = files_in(folder)
    for generation in files.snapshots[:-KEEP_SNAPSHOTS]:
        snapshot_path(folder, generation).unlink(missing_ok=True)
    oldest = min(files.snapshots[-KEEP_SNAPSHOTS:])
    for generation in files.journals[:-KEEP_JOURNALS]:
        if generation < oldest:
            journal_path(folder, generation).unlink(missing_ok=True)


def _start(loaded: Loaded, files: Files, folder: Path) -> list[int]:
    """Fill the memory from the newest snapshot that is whole and place the log after it; the damaged newer ones."""
    damaged: list[int] = []
    for generation in reversed(files.snapshots):
        path = snapshot_path(folder, generation)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise unreadable(error, path) from error
        if snapshot.schema_of(data) > SCHEMA:
            raise too_new(folder)
        try:
            meta, tables = snapshot.decode(data)
        except ValueError:
            damaged.append(generation)
            continue
        memory = loaded.memory
        memory.schema = meta.schema
        memory.sequence = meta.sequence
        memory.numbers = dict(meta.numbers)
        memory.tables = {name: Documents(raw, meta.next_doc.get(name, 1)) for name, raw in tables.items()}
        loaded.log.begin(meta.generation, meta.sequence, int(meta.chain, 16))
        return damaged
    if damaged and 1 not in files.journals:
        raise damaged_file(snapshot_path(folder, damaged[0]))
    if files.journals:
        loaded.log.begin(1, 0, 0)
    return damaged
