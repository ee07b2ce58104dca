"""What a store does for its files while everybody works on: a snapshot now and then, old journals compressed."""

from __future__ import annotations

import datetime as dt
import gzip
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tinydb import TinyDB

from kgw_tui.data import engine
from kgw_tui.data.engine import EmbeddedStore
from kgw_tui.data.files import KEEP_SNAPSHOTS, files_in, journal_bytes, journal_path, packed_path, snapshot_path
from kgw_tui.data.packing import began
from kgw_tui.errors import StoreUnavailable
from kgw_tui.records.entries import ENTRIES

from ..workspaces import fixed_clock
from .faults import dying, failing
from .stores import MADE, add, contents, journal, note, texts, written

MANY = 3000


@contextmanager
def looked_after(*stores: EmbeddedStore) -> Iterator[list[threading.Thread]]:
    """Let a thread look after each of the stores, from before this begins until after it ends."""
    threads = [threading.Thread(target=store.look_after, args=(bool,)) for store in stores]
    for thread in threads:
        thread.start()
    yield threads
    for thread in threads:
        thread.join()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any journal be worth a snapshot."""
    monkeypatch.setattr(engine, "WORTH_A_SNAPSHOT", 1000)


def many(folder: Path, count: int = MANY) -> EmbeddedStore:
    store = EmbeddedStore(folder)
    add(store, *(note(f"first {number}") for number in range(count)))
    return store


@pytest.mark.usefixtures("small")
def test_a_snapshot_is_written_while_lines_go_on_and_all_of_them_are_there(folder: Path) -> None:
    store, other = many(folder), EmbeddedStore(folder)
    lines = 0
    with looked_after(store) as (thread,):
        while thread.is_alive() or lines < 20:
            add(store if lines % 2 else other, note(f"line {lines}"))
            lines += 1
    expected = [f"first {number}" for number in range(MANY)] + [f"line {number}" for number in range(lines)]
    assert files_in(folder).snapshots == (2,)
    for session in (store, other, EmbeddedStore(folder)):
        session.refresh()
        assert texts(session) == expected
    with TinyDB(folder / "snapshot-00000002.json", access_mode="r") as plain:
        assert 0 <= len(plain.table("entries")) - MANY < lines


@pytest.mark.usefixtures("small")
def test_what_is_written_in_pieces_is_what_is_written_at_once(folder: Path, tmp_path: Path) -> None:
    many(folder).close()
    for name in files_in(folder).snapshots:
        snapshot_path(folder, name).unlink()
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    with fixed_clock():
        EmbeddedStore(folder).look_after(bool)
        EmbeddedStore(copy).compact()
    assert len(files_in(folder).snapshots) == 1
    newest = files_in(folder).snapshots[0]
    assert snapshot_path(folder, newest).read_bytes() == snapshot_path(copy, newest).read_bytes()


@pytest.mark.usefixtures("small")
def test_two_that_look_after_a_store_at_once_do_no_harm(folder: Path) -> None:
    many(folder).close()
    stores = [EmbeddedStore(folder) for _each in range(3)]
    for turn in range(6):
        with looked_after(*stores):
            add(stores[turn % 3], *(note("x" * 900, record_id=f"{turn}-{number}") for number in range(3)))
    fresh = EmbeddedStore(folder)
    assert fresh.notices == []
    for store in stores:
        store.refresh()
        assert store.all(ENTRIES) == fresh.all(ENTRIES)
    assert len(texts(fresh)) == MANY + 18


@pytest.mark.usefixtures("small")
def test_old_journals_are_compressed_and_their_history_stays(folder: Path) -> None:
    store = EmbeddedStore(folder)
    for number in range(KEEP_SNAPSHOTS + 3):
        add(store, note(f"{number}" + "x" * 1000, record_id="1"))
        store.look_after(bool)
    files = files_in(folder)
    assert files.packed == tuple(each for each in files.journals if each < files.snapshots[0]) != ()
    assert not any(journal_path(folder, each).exists() for each in files.packed)
    pasts = store.history(ENTRIES, "1")
    assert [str(past.now["text"])[0] for past in pasts] == [str(number) for number in range(KEEP_SNAPSHOTS + 3)]
    assert texts(EmbeddedStore(folder)) == texts(store)


def test_everything_can_be_made_again_from_journals_that_were_compressed(folder: Path) -> None:
    store = EmbeddedStore(folder)
    for number in range(KEEP_SNAPSHOTS + 3):
        add(store, note(f"line {number}"))
        store.compact()
    store.look_after(bool)
    assert files_in(folder).packed
    expected = texts(store)
    for path in folder.glob("snapshot-*"):
        path.write_bytes(path.read_bytes()[:-3])
    again = EmbeddedStore(folder)
    assert texts(again) == expected
    assert len(again.notices) == KEEP_SNAPSHOTS


@pytest.mark.usefixtures("small")
def test_a_kill_between_any_two_steps_of_looking_after_loses_nothing(folder: Path, tmp_path: Path) -> None:
    store = EmbeddedStore(folder)
    for number in range(KEEP_SNAPSHOTS + 2):
        add(store, note(f"line {number}", record_id="1"))
        add(store, note("x" * 2000))
        store.compact()
    add(store, note("x" * 2000))
    whole, pasts = texts(store), store.history(ENTRIES, "1")
    call, died = 0, True
    while died:
        call += 1
        copy = tmp_path / str(call)
        shutil.copytree(folder, copy)
        with dying(copy, call) as layer:
            EmbeddedStore(copy).look_after(bool)
        died = bool(layer.failed)
        again = EmbeddedStore(copy)
        assert texts(again) == whole
        assert again.history(ENTRIES, "1") == pasts
        again.look_after(bool)
        again.close()
        assert files_in(copy).packed
        assert texts(EmbeddedStore(copy)) == whole
        assert EmbeddedStore(copy).history(ENTRIES, "1") == pasts
        shutil.rmtree(copy)
    assert call > 20


def test_a_compressed_journal_is_the_whole_of_the_plain_one(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, *(note(f"line {number} é") for number in range(500)))
    store.compact()
    plain = journal_path(folder, 1).read_bytes()
    for _each in range(KEEP_SNAPSHOTS):
        store.compact()
    store.look_after(bool)
    assert gzip.decompress(packed_path(folder, 1).read_bytes()) == journal_bytes(folder, 1) == plain
    assert packed_path(folder, 1).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("months", "kept"), [(3, 6), (1, 4), (0, 12)])
def test_history_is_kept_for_as_many_months_as_the_settings_say(folder: Path, months: int, kept: int) -> None:
    store = EmbeddedStore(folder)
    for number in range(12):
        with fixed_clock(MADE + dt.timedelta(days=30 * number)):
            add(store, note(f"line {number}", record_id="1"))
            store.compact()
    store.history_months = months
    store.look_after(bool)
    assert len(store.history(ENTRIES, "1")) == kept
    assert texts(EmbeddedStore(folder)) == ["line 11"]


def test_a_clock_that_is_far_ahead_for_a_day_costs_no_history(folder: Path) -> None:
    store = EmbeddedStore(folder)
    for number in range(6):
        add(store, note(f"line {number}", record_id="1"))
        store.compact()
    with fixed_clock(MADE + dt.timedelta(days=36_500)):
        add(store, note("line 6", record_id="1"))
        store.compact()
        store.look_after(bool)
    assert len(store.history(ENTRIES, "1")) == 7
    assert began(folder, 1) is not None


@pytest.mark.usefixtures("small")
def test_closing_waits_for_what_is_being_written_and_doesnt_let_it_rest(folder: Path) -> None:
    store = many(folder)
    with looked_after(store):
        store.close()
        before = contents(folder)
    assert contents(folder) == before
    assert not list(folder.glob("*.tmp"))
    assert len(texts(EmbeddedStore(folder))) == MANY


@pytest.mark.usefixtures("small")
def test_a_full_disk_while_a_snapshot_is_written_is_said_once_and_lines_go_on(folder: Path) -> None:
    store = many(folder, 200)
    with failing(12, 10_000), pytest.raises(StoreUnavailable):
        store.look_after(bool)
    before = contents(folder)
    store.look_after(bool)
    assert contents(folder) == before
    add(store, note("line"))
    store.close()
    assert files_in(folder).snapshots
    assert len(texts(EmbeddedStore(folder))) == 201


def test_a_store_that_needs_nothing_is_left_alone(folder: Path) -> None:
    written(folder, 3)
    store = EmbeddedStore(folder)
    before = contents(folder)
    store.look_after(bool)
    store.look_after(bool)
    assert contents(folder) == before
    assert journal(folder) == journal_path(folder, 1)


@pytest.mark.usefixtures("small")
def test_while_another_process_writes_looking_after_waits_for_the_next_time(folder: Path) -> None:
    store, other = many(folder, 50), EmbeddedStore(folder)
    with other.transaction("entry.add"):
        store.look_after(bool)
        assert files_in(folder).snapshots == ()
    store.look_after(bool)
    assert files_in(folder).snapshots == (2,)
