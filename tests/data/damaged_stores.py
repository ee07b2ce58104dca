"""A small store of several generations to damage, and what it must hold after each of its lines."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import msgspec

from kgw_tui.data.doctor.examining import file_findings_of
from kgw_tui.data.doctor.finding import Finding
from kgw_tui.data.doctor.repair import Aside, mend_files
from kgw_tui.data.doctor.sums import flip
from kgw_tui.data.filesystem import PRIVATE
from kgw_tui.data.places import Place
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.data.store.packing import packed_away
from kgw_tui.data.store.resting import Resting
from kgw_tui.records.entries import ENTRIES, Note

from .stores import add, note, texts

GENERATIONS = 5
FLIPS = 2000
CHUNKS = 8

Known = dict[int, list[str]]
"""Number of a transaction -> the texts that the store holds after it."""

_made: list[tuple[Known, dict[str, bytes]]] = []


def built(folder: Path) -> Known:
    """A store with lines that came, changed and went: two journals compressed, three snapshots, three journals.

    It is made once in a process; the files of it are put in each folder.
    """
    if not _made:
        _made.append((_built(folder), files_of(folder)))
    known, files = _made[0]
    put_back(folder, files)
    return dict(known)


def _built(folder: Path) -> Known:
    store = EmbeddedStore(folder)
    known: Known = {0: []}

    def noted() -> None:
        known[store.cursor] = texts(store)

    for generation in range(GENERATIONS):
        if generation:
            store.compact()
        made: list[Note] = []
        for number in range(3):
            made.append(note(f"line {generation}.{number} é", record_id=f"{generation}{number}"))
            add(store, made[-1])
            noted()
        add(store, msgspec.structs.replace(made[1], text=f"line {generation}.1 changed"), label="entry.edit")
        noted()
        with store.transaction("entry.delete") as tx:
            tx.delete(ENTRIES, made[0].id)
            tx.next_number("action")
        noted()
    store.close()
    packed_away(folder, PRIVATE, 0, Resting.never(), nullcontext)
    return known


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def put_back(folder: Path, files: dict[str, bytes]) -> None:
    """Make the folder what it was, without anything else in it."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        elif files.get(path.name) is None or path.parent != folder:
            path.unlink()
    for name, data in files.items():
        path = folder / name
        new = not path.exists()
        path.write_bytes(data)
        if new:
            path.chmod(PRIVATE.file)


def flips_of(data: bytes, seed: int, count: int = FLIPS) -> Iterator[tuple[int, bytes]]:
    """So many different single flipped bits, or all where there aren't so many."""
    bits = range(len(data) * 8)
    for bit in bits if len(bits) <= count else sorted(random.Random(seed).sample(bits, count)):
        yield bit, flip(data, bit)


def found_in(folder: Path) -> list[Finding]:
    """What the doctor finds in the files of a store."""
    return file_findings_of(Place("shared", folder))


def mended(folder: Path) -> Aside:
    """Let the doctor put right the files of a store; what it kept aside."""
    aside = Aside(folder, PRIVATE)
    mend_files(Place("shared", folder), aside)
    return aside


def works(folder: Path) -> list[str]:
    """Open the store, write, let another session read and write too; what was in it when it was opened."""
    one, other = EmbeddedStore(folder), EmbeddedStore(folder)
    found = texts(one)
    assert one.notices == other.notices == []
    add(one, note("more", record_id="z1"))
    other.refresh()
    add(other, note("and more", record_id="z2"))
    one.refresh()
    assert texts(one) == texts(other) == [*found, "more", "and more"]
    one.close()
    other.close()
    return found
