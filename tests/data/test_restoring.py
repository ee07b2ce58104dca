"""Putting a backup back: the store is what it was then, nothing is lost, others follow, and it can be undone."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import json
import os
import shutil
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgw_tui.data.backups import archive, restoring
from kgw_tui.data.backups.making import make_now
from kgw_tui.data.backups.names import backups_of
from kgw_tui.data.backups.restoring import Restored, difference_to, restore
from kgw_tui.data.places import Place
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.data.store.loading import Frozen
from kgw_tui.data.store.memory import Memory
from kgw_tui.errors import StoreDamaged, StoreError, StoreUnavailable
from kgw_tui.records.entries import ENTRIES

from ..workspaces import fixed_clock
from . import crashing_backups
from .faults import failing
from .stores import add, contents, journal, note, texts

MOMENT = dt.datetime.fromisoformat("2026-11-24T13:04")


@pytest.fixture(autouse=True)
def _on_tuesday() -> Iterator[None]:
    with fixed_clock():
        yield


@pytest.fixture(scope="module", autouse=True)
def _no_process_stays() -> Iterator[None]:
    yield
    crashing_backups.stop()


@pytest.fixture
def place(folder: Path) -> Place:
    return Place("private", folder)


def then(path: Path) -> Memory:
    return archive.read(path).memory("private")


def with_backup(place: Place, *lines: str) -> tuple[EmbeddedStore, Path]:
    """A store with these lines, open, and a backup of it outside."""
    store = EmbeddedStore(place.folder)
    for line in lines:
        add(store, note(line, record_id=line))
    made = make_now(place, store.frozen())
    return store, shutil.move(made, place.folder.parent / "backup.zip")


def put_back(place: Place, backup: Path) -> Restored:
    return restore(place, then(backup), MOMENT)


def remove(store: EmbeddedStore, *record_ids: str) -> None:
    with store.transaction("entry.delete") as tx:
        for each in record_ids:
            tx.delete(ENTRIES, each)


def change(store: EmbeddedStore, record_id: str, text: str) -> None:
    add(store, note(text, record_id=record_id), label="entry.edit")


def wreck(place: Place) -> None:
    """Flip a bit in the middle of the newest journal."""
    path = journal(place.folder)
    data = bytearray(path.read_bytes())
    data[data.find(b"\n", data.find(b"\n") + 1) - 40] ^= 1
    path.write_bytes(data)


def test_what_was_deleted_comes_back_what_came_goes_and_what_changed_is_what_it_was(place: Place) -> None:
    store, backup = with_backup(place, "one", "two", "three")
    remove(store, "one")
    change(store, "two", "changed")
    add(store, note("four", record_id="four"))
    difference = difference_to(place, then(backup))
    assert difference is not None
    assert (difference.back, difference.gone, difference.changed) == ({"entries": 1}, {"entries": 1}, {"entries": 1})
    assert put_back(place, backup).difference == difference
    assert sorted(texts(EmbeddedStore(place.folder))) == ["one", "three", "two"]


def test_looking_at_what_would_change_changes_nothing(place: Place) -> None:
    store, backup = with_backup(place, "one")
    add(store, note("two"))
    before = contents(place.folder)
    assert difference_to(place, then(backup)) is not None
    assert contents(place.folder) == before


def test_what_is_replaced_is_kept_and_undoes_it(place: Place) -> None:
    store, backup = with_backup(place, "one", "two")
    remove(store, "one")
    add(store, note("three", record_id="three"))
    done = put_back(place, backup)
    assert done.kept is not None
    assert done.kept.name == "before-restore-2026-11-24T130400.zip"
    assert sorted(texts(EmbeddedStore(place.folder))) == ["one", "two"]
    put_back(place, done.kept)
    assert sorted(texts(EmbeddedStore(place.folder))) == ["three", "two"]


def test_numbers_given_since_are_not_given_again(place: Place) -> None:
    store, backup = with_backup(place, "one")
    with store.transaction("entry.add") as tx:
        assert tx.next_number("action") == 1
        tx.put(ENTRIES, note("two"))
    put_back(place, backup)
    with EmbeddedStore(place.folder).transaction("number") as tx:
        assert tx.next_number("action") == 2


def test_numbers_of_a_backup_from_elsewhere_are_not_given_again_either(place: Place, tmp_path: Path) -> None:
    store, _old = with_backup(place, "one")
    with store.transaction("entry.add") as tx:
        tx.raise_number("action", 41)
    backup = make_now(place, store.frozen())
    fresh = Place("private", tmp_path / "new")
    put_back(fresh, backup)
    opened = EmbeddedStore(fresh.folder)
    assert texts(opened) == ["one"]
    with opened.transaction("number") as tx:
        assert tx.next_number("action") == 42


def test_sessions_that_are_open_follow_write_on_and_are_told_what_changed(place: Place) -> None:
    witness, backup = with_backup(place, "one", "two")
    remove(witness, "one")
    add(witness, note("three", record_id="three"))
    witness.refresh()
    put_back(place, backup)
    changed = {(each.id, each.deleted) for each in witness.refresh().changes}
    assert changed == {("one", False), ("three", True)}
    assert sorted(texts(witness)) == ["one", "two"]
    add(witness, note("four"))
    assert sorted(texts(EmbeddedStore(place.folder))) == ["four", "one", "two"]


def test_what_is_as_it_was_makes_no_backup_and_no_transaction(place: Place) -> None:
    _store, backup = with_backup(place, "one")
    before = EmbeddedStore(place.folder).cursor
    done = put_back(place, backup)
    assert done.difference is not None
    assert done.difference.nothing
    assert done.kept is None
    assert EmbeddedStore(place.folder).cursor == before
    assert backups_of(place) == []


def meddled(monkeypatch: pytest.MonkeyPatch, name: str, meddle: Callable[[], object]) -> None:
    """Let `meddle` be called after each call of a function of restoring."""
    real = getattr(restoring, name)

    def busy(*args: object) -> object:
        done = real(*args)
        meddle()
        return done

    monkeypatch.setattr(restoring, name, busy)


def test_what_others_write_while_it_is_kept_is_kept_too(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    store, backup = with_backup(place, "one")
    add(store, note("two", record_id="two"))
    lines = iter(["three"])
    meddled(monkeypatch, "make_before_restore", lambda: [add(store, note(line, record_id=line)) for line in lines])
    done = put_back(place, backup)
    assert texts(EmbeddedStore(place.folder)) == ["one"]
    assert done.kept is not None
    assert [each.path for each in backups_of(place)] == [done.kept], "of the first try nothing stays"
    put_back(place, done.kept)
    assert sorted(texts(EmbeddedStore(place.folder))) == ["one", "three", "two"]


def test_others_who_never_rest_write_on_while_it_is_kept(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever a backup is being made, and whenever it is worked out what changes, somebody gets a line in."""
    store, backup = with_backup(place, "one")
    add(store, note("two", record_id="two"))
    store.patience = 0.05
    made, planned = iter(range(100)), iter(range(1 + restoring._TRIES))
    meddled(monkeypatch, "make_before_restore", lambda: add(store, note(f"line {next(made)}")))
    meddled(monkeypatch, "_plan", lambda: [add(store, note(f"more {number}")) for number in islice(planned, 1)])
    done = put_back(place, backup)
    assert sorted(texts(EmbeddedStore(place.folder))) == ["line 1", "one"], "what was written after it stays"
    assert done.kept is not None
    assert [each.path for each in backups_of(place)] == [done.kept]
    kept = then(done.kept)
    assert set(kept.tables["entries"].by_id()) >= {"one", "two"}
    assert len(kept.tables["entries"].rows) == 2 + 1 + 1 + restoring._TRIES


def test_of_a_try_that_fails_no_backup_stays(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    store, backup = with_backup(place, "one")
    add(store, note("two", record_id="two"))
    monkeypatch.setattr(restoring, "_stage", fail)
    with pytest.raises(StoreUnavailable):
        put_back(place, backup)
    assert backups_of(place) == []
    assert sorted(texts(EmbeddedStore(place.folder))) == ["one", "two"]


def fail(*_args: object) -> None:
    raise StoreUnavailable("the disk is full")


def test_where_what_was_written_meanwhile_cannot_be_kept_apart_the_history_has_it(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, backup = with_backup(place, "one")
    add(store, note("two", record_id="two"))
    real = restoring.make_before_restore

    def once(place: Place, frozen: Frozen, moment: dt.datetime) -> Path:
        monkeypatch.setattr(restoring, "make_before_restore", fail)
        path = real(place, frozen, moment)
        add(store, note("three", record_id="three"))
        return path

    monkeypatch.setattr(restoring, "make_before_restore", once)
    done = put_back(place, backup)
    assert done.kept is not None
    assert set(then(done.kept).tables["entries"].by_id()) == {"one", "two"}
    assert EmbeddedStore(place.folder).history(ENTRIES, "three")[-1].was["text"] == "three"


def test_a_store_that_is_damaged_is_set_aside_whole_and_comes_from_the_backup(place: Place) -> None:
    store, backup = with_backup(place, "one", "two")
    add(store, note("three"))
    with store.transaction("number") as tx:
        tx.raise_number("action", 7)
    store.close()
    wreck(place)
    before = contents(place.folder)
    with pytest.raises(StoreDamaged):
        EmbeddedStore(place.folder)
    assert difference_to(place, then(backup)) is None
    done = put_back(place, backup)
    assert done.kept == place.folder / "replaced-2026-11-24T130400"
    assert contents(done.kept).items() >= {(name, data) for name, data in before.items() if "journal" in name}
    opened = EmbeddedStore(place.folder)
    assert sorted(texts(opened)) == ["one", "two"]
    assert opened.notices == []
    add(opened, note("four"))
    opened.compact()
    assert sorted(texts(EmbeddedStore(place.folder))) == ["four", "one", "two"]
    with opened.transaction("number") as tx:
        assert tx.next_number("action") == 8, "as far as the damaged files tell, no number is given twice"


def test_a_session_that_was_open_on_damaged_files_follows(place: Place) -> None:
    witness, backup = with_backup(place, "one", "two")
    add(witness, note("three"))
    witness.compact()
    add(witness, note("four"))
    add(witness, note("five"))
    witness.close()
    witness = EmbeddedStore(place.folder)
    wreck(place)
    with pytest.raises(StoreError):
        EmbeddedStore(place.folder)
    for path in place.folder.glob("snapshot-*"):
        path.write_bytes(path.read_bytes()[:-1])
    put_back(place, backup)
    witness.refresh()
    assert sorted(texts(witness)) == ["one", "two"]
    add(witness, note("six"))
    assert sorted(texts(EmbeddedStore(place.folder))) == ["one", "six", "two"]


@pytest.mark.parametrize("linked", [True, False], ids=["linked", "copied"])
def test_dying_at_any_step_on_a_damaged_store_loses_nothing_and_can_be_done_again(
    place: Place, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    store, backup = with_backup(place, "one", "two")
    add(store, note("three"))
    store.compact()
    add(store, note("four"))
    add(store, note("five"))
    store.close()
    wreck(place)
    for path in place.folder.glob("snapshot-*"):
        path.write_bytes(path.read_bytes()[:-1])
    damaged = contents(place.folder)
    if not linked:
        monkeypatch.setattr(Path, "hardlink_to", crashing_backups.no_links)
    step = 0
    dying = True
    while dying:
        copy = Place("private", place.folder.with_name(f"copy-{step}"))
        shutil.copytree(place.folder, copy.folder)
        dying = crashing_backups.dies_restoring(copy.folder, backup, step, links=linked)
        whole = [copy.folder, *copy.folder.glob("replaced-*")]
        assert any(
            contents(each).items() >= {k: v for k, v in damaged.items() if k != "lock"}.items() for each in whole
        )
        put_back(copy, backup)
        opened = EmbeddedStore(copy.folder)
        assert sorted(texts(opened)) == ["one", "two"]
        add(opened, note("six"))
        assert len(texts(EmbeddedStore(copy.folder))) == 3
        step += 1
    assert step > 6


def test_dying_at_any_step_on_a_store_that_opens_loses_nothing_and_can_be_done_again(place: Place) -> None:
    store, backup = with_backup(place, "one", "two")
    remove(store, "one")
    add(store, note("three", record_id="three"))
    store.close()
    step = 0
    dying = True
    while dying:
        copy = Place("private", place.folder.with_name(f"copy-{step}"))
        shutil.copytree(place.folder, copy.folder)
        witness = EmbeddedStore(copy.folder)
        dying = crashing_backups.dies_restoring(copy.folder, backup, step)
        found = sorted(texts(EmbeddedStore(copy.folder)))
        kept = [sorted(then(each.path).tables["entries"].by_id()) for each in backups_of(copy)]
        assert found == ["three", "two"] or (found == ["one", "two"] and kept[-1] == ["three", "two"])
        put_back(copy, backup)
        witness.refresh()
        assert sorted(texts(witness)) == sorted(texts(EmbeddedStore(copy.folder))) == ["one", "two"]
        step += 1
    assert step > 8


@pytest.mark.parametrize("damaged", [False, True], ids=["that opens", "that is damaged"])
def test_a_fault_at_any_step_is_told_loses_nothing_and_can_be_tried_again(place: Place, damaged: bool) -> None:
    store, backup = with_backup(place, "one", "two")
    remove(store, "one")
    add(store, note("three", record_id="three"))
    store.close()
    if damaged:
        wreck(place)
    memory, step, failed = then(backup), 1, True
    while failed:
        copy = Place("private", place.folder.with_name(f"copy-{step}"))
        shutil.copytree(place.folder, copy.folder)
        with failing(step, error=errno.ENOSPC) as faults:
            try:
                restore(copy, memory, MOMENT)
            except StoreUnavailable as error:
                assert str(copy.folder) in str(error)
        failed = bool(faults.failed)
        put_back(copy, backup)
        assert sorted(texts(EmbeddedStore(copy.folder))) == ["one", "two"]
        kept = {each for path in backups_of(copy) for each in then(path.path).tables["entries"].by_id()}
        assert "three" in kept or any("three" in str(contents(each)) for each in copy.folder.glob("replaced-*"))
        step += 1
    assert step > 8


def test_a_backup_of_an_older_schema_is_migrated(place: Place, tmp_path: Path) -> None:
    old = b'{"_kgw":{"1":{"sum":"%08x'
    rest = (
        b'","schema":0,"generation":1,"sequence":3,"chain":"00000000","at":"2026-01-01T00:00:00+00:00"}},\n'
        b'"entries":{\n"1":{"kind":"note","text":"one","handle":"A-7"}}}\n'
    )
    data = old % zlib.crc32(rest) + rest
    stored = {"file": "snapshot.json", "schema": 0, "sequence": 3, "chain": "00000000", "tables": {"entries": 1}}
    manifest = {
        "format": 1,
        "made": "2026-01-01T00:00:00Z",
        "zone": "+01:00",
        "program": "0.0.1",
        "stores": {"private": stored},
        "sums": {"snapshot.json": hashlib.sha256(data).hexdigest()},
    }
    backup = tmp_path / "old.zip"
    with zipfile.ZipFile(backup, "w") as packed:
        packed.writestr("manifest.json", json.dumps(manifest))
        packed.writestr("snapshot.json", data)
    put_back(place, backup)
    opened = EmbeddedStore(place.folder)
    assert texts(opened) == ["one"]
    with opened.transaction("number") as tx:
        assert tx.next_number("action") == 8


Step = tuple[str, int]
steps = st.lists(
    st.tuples(st.sampled_from(["add", "edit", "delete", "undo", "redo", "restore", "backup"]), st.integers(0, 3)),
    max_size=25,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(steps)
def test_undoing_and_redoing_after_somebody_else_restored_never_harms(tmp_path: Path, steps: list[Step]) -> None:
    """Two sessions write, undo and redo in turn while backups are made and put back by a third: all agree, and what a
    session that opens then reads is the same.
    """
    folder = tmp_path / os.urandom(4).hex()
    folder.mkdir()
    place = Place("private", folder)
    sessions = [EmbeddedStore(folder), EmbeddedStore(folder)]
    kept: list[Memory] = []
    for number, (deed, which) in enumerate(steps):
        store = sessions[which % 2]
        store.refresh()
        ids = [each.id for each in store.all(ENTRIES)]
        deeds: dict[str, Callable[[], object]] = {
            "add": lambda store=store, number=number: add(store, note(f"line {number}", record_id=f"{number:03d}")),
            "edit": lambda store=store, ids=ids, which=which, number=number: (
                change(store, ids[which % len(ids)], f"edited {number}") if ids else None
            ),
            "delete": lambda store=store, ids=ids, which=which: remove(store, ids[which % len(ids)]) if ids else None,
            "undo": store.undo,
            "redo": store.redo,
            "backup": lambda store=store: kept.append(_memory_of(place, store)),
            "restore": lambda which=which: restore(place, kept[which % len(kept)], MOMENT) if kept else None,
        }
        deeds[deed]()
        if deed == "restore" and kept:
            wanted = sorted(kept[which % len(kept)].tables["entries"].by_id()) if kept else []
            assert [each.id for each in EmbeddedStore(folder).all(ENTRIES)] == [each for each in wanted if each]
    for each in sessions:
        each.refresh()
    fresh = EmbeddedStore(folder)
    assert sessions[0].all(ENTRIES) == sessions[1].all(ENTRIES) == fresh.all(ENTRIES)
    assert len({each.id for each in fresh.all(ENTRIES)}) == len(fresh.memory.table("entries").rows)
    for each in (*sessions, fresh):
        each.close()


def _memory_of(place: Place, store: EmbeddedStore) -> Memory:
    path = make_now(place, store.frozen())
    memory = then(path)
    memory.table("entries")
    path.unlink()
    return memory
