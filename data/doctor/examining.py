"""`kgw doctor`: everything that is looked at in a home, in order. Nothing is written, and nothing needs to be whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from kgw_tui.errors import StoreError
from kgw_tui.settings import Settings

from ..places import Place, places
from ..settings_file import NAME
from ..store.loading import load
from ..store.memory import Memory
from .files import file_findings, read_store, too_new
from .finding import Finding
from .place import (
    Backups,
    backup_findings,
    home_findings,
    kept_backups,
    left_findings,
    place_findings,
    plain_findings,
    salvaged_settings,
)
from .records import record_findings

_READINGS: Final = 4
"""So many times the files are read while others write in them, before what is seen is taken for what is there."""


class Examined(msgspec.Struct, frozen=True):
    """What was found in a home, in the order in which it was looked at; and the stores that were read."""

    findings: tuple[Finding, ...]
    places: tuple[Place, ...]
    records: int

    @property
    def ill(self) -> tuple[Finding, ...]:
        """What isn't right; the rest is only worth knowing."""
        return tuple(each for each in self.findings if not each.worth)


def examine(home: Path) -> Examined:
    """Look at all there is. Raises nothing that has to do with what it finds."""
    found: list[Finding] = list(_looked(home_findings(home), home))
    stores = places(home, settings_of(home))
    memories: dict[str, Memory] = {}
    for place in stores:
        found += _looked(place_findings(place), place.folder)
        found += _looked(left_findings(place), place.folder)
        found += _looked(_with_backups(place, memories), place.folder)
    of_records = list(record_findings(memories))
    if any(not each.worth for each in of_records):  # seen twice: somebody may have written to both in between
        again = {place.name: _memory_of(place) for place in stores if place.name in memories}
        read = {name: memory for name, memory in again.items() if isinstance(memory, Memory)}
        seen = list(record_findings(read if len(read) == len(again) else memories))
        of_records = [each for each in of_records if each in seen]
    folders = {place.name: str(place.folder) for place in stores}
    found += [msgspec.structs.replace(each, path=folders.get(each.path, each.path)) for each in of_records]
    count = sum(len(table.rows) for memory in memories.values() for table in memory.tables.values())
    return Examined(tuple(found), stores, count)


def settings_of(home: Path) -> Settings:
    """The settings of a home, as far as they can be understood."""
    try:
        fields = salvaged_settings((home / NAME).read_bytes())
    except OSError:
        fields = None
    return msgspec.json.decode(msgspec.json.encode(fields or {}), type=Settings)


def _looked(findings: Iterator[Finding], folder: Path) -> Iterator[Finding]:
    """What a check finds; a file that it isn't let at is told of too, unless the folder tells enough."""
    try:
        yield from findings
    except OSError as error:
        if _may_look(folder):
            yield Finding("file.unreadable", str(error.filename or folder), {"reason": error.strerror or ""})


def _with_backups(place: Place, memories: dict[str, Memory]) -> Iterator[Finding]:
    """The files of a store and its backups, which are read first: one made meanwhile would hold more than the store."""
    kept = Backups()
    try:
        kept = kept_backups(place)
    finally:
        yield from _files_of(place, memories)
    yield from backup_findings(place, kept, memories.get(place.name))


def _files_of(place: Place, memories: dict[str, Memory]) -> list[Finding]:
    """The files of a store; where the engine opens it, what is in it is added to `memories`."""
    found = [*plain_findings(place), *file_findings_of(place)]
    if any(each.code == "store.too-new" for each in found):
        return found
    memory = _memory_of(place)
    if isinstance(memory, Memory):
        memories[place.name] = memory
    elif _may_look(place.folder) and all(each.worth for each in found):
        found.append(Finding("store.closed", str(place.folder), {"reason": memory}))
    return found


def _memory_of(place: Place) -> Memory | str:
    """What the engine reads of a store, or why it doesn't."""
    try:
        loaded = load(place.folder, place.modes)
    except StoreError as error:
        return str(error)
    except Exception as error:  # whatever stands in the files, it is told
        return type(error).__name__
    loaded.log.close()
    return loaded.memory


def _may_look(folder: Path) -> bool:
    """Whether a folder can be looked into, or isn't there yet; else that is told of it, and says enough."""
    return not os.path.lexists(folder) or (folder.is_dir() and os.access(folder, os.R_OK | os.X_OK))


def file_findings_of(place: Place) -> list[Finding]:
    """What isn't right in the files, seen twice: what somebody is just writing looks like damage for a moment."""
    before: list[Finding] | None = None
    for _reading in range(_READINGS):
        try:
            files = read_store(place.folder)
        except OSError:
            return []  # told of the folder
        if too_new(files):
            return [Finding("store.too-new", str(place.folder))]
        found = list(file_findings(files))
        if not found or found == before:
            return found
        before = found if before is None else [each for each in found if each in before]
    return before or []
