"""What a store does for its files while everybody works on: a snapshot now and then, old journals compressed."""

from __future__ import annotations

import datetime as dt
import errno
import gzip
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from tinydb import TinyDB

from kgw_tui.data import filesystem
from kgw_tui.data.filesystem import PRIVATE
from kgw_tui.data.opening import open_workspace
from kgw_tui.data.store import engine
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.data.store.files import KEEP_SNAPSHOTS, files_in, journal_bytes, journal_path, packed_path, snapshot_path
from kgw_tui.data.store.packing import began, packed_away
from kgw_tui.data.store.resting import Resting
from kgw_tui.errors import StoreUnavailable
from kgw_tui.records.entries import ENTRIES
from kgw_tui.settings import Settings

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


def months_of_lines(folder: Path, days: Iterable[int]) -> EmbeddedStore:
    """A store in which one line was changed on each of these days, in a generation of its own."""
    store = EmbeddedStore(folder)
    for number, day in enumerate(days):
        with fixed_clock(MADE + dt.timedelta(days=day)):
            add(store, note(f"line {number}", record_id="1"))
            store.compact()
    return store


def looked_after_on(store: EmbeddedStore, day: int) -> int:
    """How much of the history of the line is left when the store was looked after on that day."""
    with fixed_clock(MADE + dt.timedelta(days=day)):
        store.look_after(bool)
    return len(store.history(ENTRIES, "1"))


@pytest.mark.parametrize(("months", "kept"), [(3, 6), (1, 4), (0, 12)])
def test_history_is_kept_for_as_many_months_as_the_settings_say(folder: Path, months: int, kept: int) -> None:
    store = months_of_lines(folder, range(0, 360, 30))
    store.history_months = months
    assert looked_after_on(store, 331) == kept
    assert texts(EmbeddedStore(folder)) == ["line 11"]


YEARS = 3650
WRONG: dict[str, tuple[list[int], int]] = {
    "a day far ahead, that is the newest": ([0, 5, 10, YEARS], YEARS),
    "a day far ahead, two weeks ago": ([0, 5, YEARS, 12, 13, 14], 15),
    "a day far ahead, two generations ago": ([0, 5, YEARS, 12, 13], 14),
    "far ahead for a month": ([0, 5, YEARS, YEARS + 10, YEARS + 20, YEARS + 30, YEARS + 31], YEARS + 32),
    "far ahead for a month, and right again": ([0, 5, YEARS, YEARS + 10, YEARS + 20, YEARS + 30, 40, 41, 42], 43),
    "a day far ahead, three times": ([0, YEARS, 10, YEARS, 20, YEARS, 30, 31, 32, 33], 34),
    "a day long ago": ([0, 5, -YEARS, 12, 13, 14], 15),
    "long ago at the beginning": ([-YEARS, 5, 10, 11, 12, 13], 15),
    "far ahead only now": ([0, 5, 10, 11, 12], YEARS),
}


@pytest.mark.parametrize(("days", "now"), WRONG.values(), ids=WRONG.keys())
def test_a_clock_that_was_wrong_costs_no_history(folder: Path, days: list[int], now: int) -> None:
    store = months_of_lines(folder, days)
    assert looked_after_on(store, now) == len(days)
    assert began(folder, 1) is not None


def test_after_a_clock_was_wrong_for_a_day_history_still_gets_too_old(folder: Path) -> None:
    store = months_of_lines(folder, [0, 30, YEARS, *range(60, 1500, 30)])
    assert looked_after_on(store, 1471) < 31


def test_in_a_shared_folder_one_users_setting_takes_no_history_from_the_others(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    anna, other = (open_workspace(tmp_path / name, shared=shared) for name in ("anna", "other"))
    other.save_settings(Settings(history_months=1))
    kept = len(list(months_of_lines(shared, range(0, 360, 30)).history(ENTRIES, "1")))
    months_of_lines(tmp_path / "other" / "private", range(0, 360, 30)).close()
    with fixed_clock(MADE + dt.timedelta(days=331)):
        for store in (other.shared, other.private):
            store.refresh()
            store.look_after(bool)
    anna.shared.refresh()
    assert len(anna.shared.history(ENTRIES, "1")) == kept == 12
    assert len(other.private.history(ENTRIES, "1")) == 4
    anna.close()
    other.close()


class Meanwhile(Resting):
    """Does something in the middle of what is done in pieces."""

    def __init__(self, deed: Callable[[], object]) -> None:
        super().__init__(lambda: True)
        self._deeds = [deed]

    def rest(self) -> bool:
        while self._deeds:
            self._deeds.pop()()
        return False


def generations(folder: Path) -> EmbeddedStore:
    """A store of which the first journals can be compressed."""
    store = EmbeddedStore(folder)
    for number in range(KEEP_SNAPSHOTS + 2):
        add(store, note(f"line {number}"))
        store.compact()
    return store


def pack(folder: Path, resting: Resting) -> None:
    packed_away(folder, PRIVATE, 0, resting, nullcontext)


@pytest.mark.parametrize("how", ["in place", "another file", "gone"])
def test_a_journal_that_is_put_right_while_it_is_compressed_stays(folder: Path, how: str) -> None:
    generations(folder).close()
    path = journal_path(folder, 1)
    right = path.read_bytes()

    def put_right() -> None:
        if how == "in place":
            path.write_bytes(right)
            os.utime(path, (0, 0))
        else:
            path.unlink()
            if how == "another file":
                path.write_bytes(right)

    pack(folder, Meanwhile(put_right))
    assert path.exists() == (how != "gone")
    assert not packed_path(folder, 1).exists()
    assert files_in(folder).packed == (2, 3)
    assert not list(folder.glob("*.tmp"))


@pytest.mark.parametrize("damage", ["flipped", "cut", "without its end", "more after its end"])
def test_a_damaged_journal_isnt_compressed(folder: Path, damage: str) -> None:
    generations(folder).close()
    path = journal_path(folder, 1)
    data = path.read_bytes()
    path.write_bytes(
        {
            "flipped": data.replace(b"line 0", b"line x"),
            "cut": data[:-5],
            "without its end": b"".join(data.splitlines(keepends=True)[:-1]),
            "more after its end": data + data.splitlines(keepends=True)[-1],
        }[damage]
    )
    before = path.read_bytes()
    pack(folder, Resting.never())
    assert path.read_bytes() == before
    assert files_in(folder).packed == (2, 3)


def test_a_compressed_journal_that_cant_be_read_back_isnt_taken_for_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generations(folder).close()
    before = contents(folder)
    real = filesystem.write_at

    def wrong(fd: int, data: bytes, offset: int) -> int:
        return real(fd, bytes(byte ^ 1 for byte in data) if offset else data, offset)

    with monkeypatch.context() as patch:
        patch.setattr(filesystem, "write_at", wrong)
        pack(folder, Resting.never())
    assert contents(folder) == before


def test_a_journal_of_many_pieces_is_compressed_whole_with_room_at_its_end(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note("x" * 100_000))
    for number in range(300):
        add(store, note(f"line {number}" + "y" * 400))
    store.compact()
    for _each in range(KEEP_SNAPSHOTS):
        store.compact()
    store.close()
    path = journal_path(folder, 1)
    path.write_bytes(path.read_bytes() + b"\n" * 100_000)
    before = path.read_bytes()
    pack(folder, Resting.never())
    assert not path.exists()
    assert journal_bytes(folder, 1) == before


def test_no_journal_is_compressed_while_another_process_writes(folder: Path) -> None:
    generations(folder).close()
    store, other = EmbeddedStore(folder), EmbeddedStore(folder)
    with other.transaction("entry.add"):
        store.look_after(bool)
        assert files_in(folder).packed == ()
    store.look_after(bool)
    assert files_in(folder).packed == (1, 2, 3)


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


@pytest.mark.usefixtures("small")
def test_a_snapshot_that_cant_be_written_is_tried_again_without_yet_another_generation(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_AGAIN", 0.0)
    store, other = many(folder, 200), EmbeddedStore(folder)
    with monkeypatch.context() as patch:
        patch.setattr(engine, "write_snapshot", _full)
        for _time in range(5):
            with pytest.raises(StoreUnavailable):
                store.look_after(bool)
            add(other, note("y" * 300))
    assert files_in(folder).journals == (1, 2)
    store.look_after(bool)
    assert (files_in(folder).journals, files_in(folder).snapshots) == ((1, 2), (2,))
    assert len(texts(EmbeddedStore(folder))) == 205


@pytest.mark.usefixtures("small")
def test_a_snapshot_that_couldnt_be_written_isnt_put_among_other_files(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_AGAIN", 0.0)
    store = many(folder, 200)
    shutil.copytree(folder, tmp_path / "before")
    add(store, note("z"))
    with monkeypatch.context() as patch:
        patch.setattr(engine, "write_snapshot", _full)
        with pytest.raises(StoreUnavailable):
            store.look_after(bool)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "before", folder)
    store.compact()
    assert len(texts(EmbeddedStore(folder))) == len(texts(store)) == 200


def _full(*_given: object) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


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
