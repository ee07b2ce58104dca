"""Putting a backup back: what would change, and doing it so that nothing is lost whenever it is broken off.

A store that opens gets the backup as one transaction: sessions that have it open follow, counters never go back, and
the backup of what was replaced, put back in turn, undoes it. A store that doesn't open gets the backup as a new
generation; its old files are in `replaced-<moment>/` before that.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.errors import StoreDamaged, StoreError

from .. import filesystem
from ..damage import locked, unavailable
from ..opening import open_store
from ..places import Place
from ..store import snapshot
from ..store.engine import EmbeddedStore
from ..store.files import LOCK, files_in, journal_path, snapshot_path
from ..store.journal import Begin, Done, Raw, encode, fields_of, parse, sum_text
from ..store.loading import Frozen, load
from ..store.lock import StoreLock
from ..store.log import SCHEMA
from ..store.memory import Memory, id_of
from ..store.snapshot import Meta
from ..store.staging import Staging
from .making import is_empty, make_before_restore

LABEL: Final = "restore"
"""The label of the transaction in the history."""

ASIDE: Final = "replaced-"
"""How the folder begins that keeps the files of a store that couldn't be opened."""

_TRIES: Final = 4
"""So many times it is worked out what changes while others write on; the last time they wait."""

_OURS: Final = re.compile(r"(snapshot|journal)-([0-9]{8,})\.jsonl?(\.gz)?|store\.json")
_SUM: Final = re.compile(rb"[0-9a-f]{8}")


class Difference(msgspec.Struct, frozen=True):
    """What putting a backup back does to a store: of each table, how many documents come back, go, and become what
    they were.
    """

    back: dict[str, int]
    gone: dict[str, int]
    changed: dict[str, int]

    @property
    def nothing(self) -> bool:
        """Whether all stays as it is."""
        return not (self.back or self.gone or self.changed)


class _Steps(msgspec.Struct, frozen=True):
    """What makes a table what it was: documents that come back, go by their number, and are put there."""

    back: list[Raw]
    gone: list[int]
    changed: list[tuple[int, Raw]]


class Restored(msgspec.Struct, frozen=True):
    """What was done to one store: what changed (unknown, None, for one that didn't open), and where what was replaced
    is now: a backup of it, or the folder with its files; None when nothing was.
    """

    difference: Difference | None
    kept: Path | None = None


def difference_to(place: Place, then: Memory) -> Difference | None:
    """What putting `then` back would do to a store; None for a store that can't be opened because it is damaged.

    Nothing is written. Raises StoreUnavailable, StoreTooNew.
    """
    try:
        loaded = load(place.folder, place.modes)
    except StoreDamaged:
        return None
    loaded.log.close()
    return compare(loaded.memory, then)


def compare(now: Memory, then: Memory) -> Difference:
    """What leads from `now` to `then`."""
    return _difference(_plan(now, then))


def restore(place: Place, then: Memory, moment: dt.datetime, writer: str = "") -> Restored:
    """Make a store what a backup holds, and keep what stood there under a name with `moment` (local time) in it. The
    history says that `writer`, the id of a person, did it. May be done again after it was broken off.

    Raises StoreUnavailable, StoreTooNew; nothing has changed then.
    """
    try:
        store = open_store(place)
    except StoreDamaged:
        return Restored(None, _replace(place, then, moment))
    store.writer = writer
    try:
        return _make_equal(place, store, then, moment)
    finally:
        store.close()


def _make_equal(place: Place, store: EmbeddedStore, then: Memory, moment: dt.datetime) -> Restored:
    """One transaction, and a backup of what it replaced, made before it.

    Where others wrote after that, another takes its place, of exactly what was replaced. It is made of what this
    process holds when they can go on; until it is there what they wrote is in the history alone, and the first stays.
    """
    before = store.frozen()
    kept = _keep(place, before, moment) if not compare(store.memory, then).nothing else None
    try:
        difference, replaced = _put_in_place(store, then)
    except StoreError:
        _let_go_unless_replaced(store, before, kept)
        raise
    with suppress(StoreError):  # it is all in the journal already
        store.compact()
    if not difference.nothing and _position(replaced) != _position(before):
        with suppress(StoreError):
            first, kept = kept, _keep(place, replaced, moment)
            _let_go(first)
    return Restored(difference, kept)


def _put_in_place(store: EmbeddedStore, then: Memory) -> tuple[Difference, Frozen]:
    """Make the documents those of `then`; what changed, and what was there.

    What is to be done is worked out while others write on, so that they wait for no more than the writing of it; they
    wait for all of it when they never rest.
    """
    for attempt in range(_TRIES):
        planned, plan = store.frozen(), _plan(store.memory, then)
        with store.staged(LABEL) as staging:
            replaced = store.frozen()
            if _position(replaced) != _position(planned):
                if attempt < _TRIES - 1:
                    continue
                plan = _plan(store.memory, then)
            _stage(staging, plan, then)
        return _difference(plan), replaced
    raise AssertionError("the last try goes on")


def _position(frozen: Frozen) -> tuple[int, str]:
    return frozen.meta.sequence, frozen.meta.chain


def _keep(place: Place, present: Frozen, moment: dt.datetime) -> Path | None:
    """A backup of what is there, unless that is nothing."""
    return None if is_empty(present) else make_before_restore(place, present, moment)


def _let_go(kept: Path | None) -> None:
    if kept is not None:
        with suppress(OSError):
            kept.unlink()


def _let_go_unless_replaced(store: EmbeddedStore, before: Frozen, kept: Path | None) -> None:
    """Of a try that failed no backup stays, which would push older ones out, where it is sure that nothing changed."""
    with suppress(StoreError):
        store.refresh()
        if _position(store.frozen()) == _position(before):
            _let_go(kept)


def _plan(now: Memory, then: Memory) -> dict[str, _Steps]:
    """What leads from `now` to `then`, of each table in which anything does."""
    found: dict[str, _Steps] = {}
    for name in sorted(now.tables.keys() | then.tables.keys()):
        present, wanted = _named(now, name), _named(then, name)
        steps = _Steps(
            back=[raw for key, (_doc, raw) in wanted.items() if key not in present],
            gone=[doc for key, (doc, _raw) in present.items() if key not in wanted],
            changed=[
                (present[key][0], raw)
                for key, (_doc, raw) in wanted.items()
                if key in present and not _same(present[key][1], raw)
            ],
        )
        if steps.back or steps.gone or steps.changed:
            found[name] = steps
    return found


def _difference(plan: Mapping[str, _Steps]) -> Difference:
    return Difference(
        back={name: len(steps.back) for name, steps in plan.items() if steps.back},
        gone={name: len(steps.gone) for name, steps in plan.items() if steps.gone},
        changed={name: len(steps.changed) for name, steps in plan.items() if steps.changed},
    )


def _stage(staging: Staging, plan: Mapping[str, _Steps], then: Memory) -> None:
    """Do what was planned. What comes back gets a new number, as a session that is open could turn back something about
    another document that had its old one; counters only go up.
    """
    for name, steps in plan.items():
        staged = staging.table(name)
        for doc in steps.gone:
            staged.drop(doc)
        for raw in steps.back:
            staged.insert(raw)
        for doc, raw in steps.changed:
            staged.put(doc, raw)
    for counter, number in then.numbers.items():
        staging.raise_number(counter, number)


def _named(memory: Memory, table: str) -> dict[str, tuple[int, Raw]]:
    """The documents of a table by their id, or by their number where they have none."""
    if table not in memory.tables:
        return {}
    rows = memory.tables[table].rows
    return {id_of(raw) or f"#{doc}": (doc, raw) for doc, raw in rows.items()}


def _same(one: Raw, other: Raw) -> bool:
    return bytes(one) == bytes(other) or fields_of(one) == fields_of(other)


def _replace(place: Place, then: Memory, moment: dt.datetime) -> Path:
    """Put the backup in the place of files that can't be read: as a new generation, which is the store from the moment
    that its snapshot is there. The old files are in a folder beside it before that, and go after it.
    """
    lock = StoreLock(place.folder / LOCK, place.modes)
    try:
        if not lock.acquire():
            raise locked(place.folder)
        old = _files_of(place.folder)
        aside = _set_aside(place, old, moment)
        _write_anew(place, then, old)
        load(place.folder, place.modes).log.close()  # raises unless it can be opened
        for path in old:
            with suppress(OSError):
                path.unlink()
    except OSError as error:
        raise unavailable(error, place.folder) from error
    finally:
        lock.close()
    return aside


def _files_of(folder: Path) -> list[Path]:
    """The files that a store consists of, the oldest generation first."""
    found = [(match, each) for each in folder.iterdir() if (match := _OURS.fullmatch(each.name)) is not None]
    return [each for _match, each in sorted(found, key=lambda pair: (int(pair[0][2] or 0), pair[1].name))]


def _set_aside(place: Place, files: list[Path], moment: dt.datetime) -> Path:
    """A folder with the same files in it: linked, so that not even a full disk or one that gives errors is in the way,
    or else copied.
    """
    while (aside := place.folder / f"{ASIDE}{moment:%Y-%m-%dT%H%M%S}").exists():
        moment += dt.timedelta(seconds=1)
    filesystem.make_folder_of(aside, place.modes)
    for path in files:
        try:
            (aside / path.name).hardlink_to(path)
        except OSError:
            filesystem.write_file(aside / path.name, path.read_bytes(), place.modes)
    filesystem.sync_folder(aside)
    return aside


def _write_anew(place: Place, then: Memory, old: list[Path]) -> None:
    """A generation after all that there are: its journal, then its snapshot."""
    files = files_in(place.folder)
    generation = max((*files.snapshots, *files.journals), default=0) + 1
    numbers, sequence = _counters_in(old)
    for counter, number in then.numbers.items():
        numbers[counter] = max(number, numbers.get(counter, 0))
    meta = Meta(
        schema=SCHEMA,
        generation=generation,
        sequence=max(sequence, then.sequence),
        chain=sum_text(0),
        at=clock.now().isoformat(),
        numbers=numbers,
        next_doc=then.next_docs(),
    )
    tables = {name: snapshot.encode_table(documents.rows) for name, documents in sorted(then.tables.items())}
    begin, _sum = encode(Begin(generation, meta.sequence, meta.chain, SCHEMA, meta.at), 0)
    filesystem.write_file(journal_path(place.folder, generation), begin, place.modes)
    filesystem.write_file(snapshot_path(place.folder, generation), snapshot.encode(meta, tables), place.modes)


def _counters_in(files: list[Path]) -> tuple[dict[str, int], int]:
    """How far the counters and the transactions had come, as far as damaged files tell: no number is given twice."""
    numbers: dict[str, int] = {}
    sequence = 0
    for path in files:
        for found, reached in _told_by(path):
            sequence = max(sequence, reached)
            for counter, number in found.items():
                numbers[counter] = max(number, numbers.get(counter, 0))
    return numbers, sequence


def _told_by(path: Path) -> Iterator[tuple[Mapping[str, int], int]]:
    """The counters and transaction numbers that a file tells of, in the pieces of it that are whole."""
    try:
        data = path.read_bytes()
    except OSError:
        return
    if path.name.startswith("snapshot"):
        with suppress(ValueError):
            meta, _tables = snapshot.decode(data)
            yield meta.numbers, meta.sequence
        return
    chain = 0
    while data:
        parsed = parse(data, chain)
        for line, _end, _chain in parsed.lines:
            if isinstance(line, Done):
                yield line.numbers, line.n
        if parsed.bad is None:
            return
        end = data.find(b"\n", parsed.bad.offset) + 1
        stated = data[end - 11 : end - 3]
        chain = int(stated, 16) if end and _SUM.fullmatch(stated) else 0
        data = data[end:] if end else b""
