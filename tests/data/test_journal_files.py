"""The files of a store over time: room at the end of a journal, generations that come and go, and what closing does."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kgw_tui.data.store import engine, recent
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.data.store.files import KEEP_SNAPSHOTS, journal_path, packed_path
from kgw_tui.records.entries import ENTRIES

from ..workspaces import fixed_clock
from .stores import MADE, add, journal, note, texts, written

BLOCK = 512


def test_a_journal_has_room_while_it_is_written_and_none_when_it_is_closed(folder: Path) -> None:
    store, other = EmbeddedStore(folder), EmbeddedStore(folder)
    for number in range(8):
        add(store, note(f"line {number}"))
    data = journal(folder).read_bytes()
    assert data.endswith(b"\n" * 1000)
    assert len(data.rstrip(b"\n").splitlines()) == 9
    other.refresh()
    add(other, note("line 8"))
    assert len(journal(folder).read_bytes()) == len(data)
    store.refresh()
    store.close()
    whole = journal(folder).read_bytes()
    assert whole == whole.rstrip(b"\n") + b"\n"
    other.refresh()
    add(other, note("line 9"))
    other.close()
    assert texts(EmbeddedStore(folder)) == [f"line {number}" for number in range(10)]


def test_a_command_that_writes_one_line_makes_no_room(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note("line 0"))
    assert not journal(folder).read_bytes().endswith(b"\n\n")
    store.close()


def test_room_that_a_killed_process_left_is_used(folder: Path) -> None:
    store = EmbeddedStore(folder)
    for number in range(6):
        add(store, note(f"line {number}"))
    size = journal(folder).stat().st_size
    again = EmbeddedStore(folder)
    assert again.notices == []
    add(again, note("line 6"))
    assert journal(folder).stat().st_size == size
    assert texts(EmbeddedStore(folder)) == [f"line {number}" for number in range(7)]


def test_a_power_cut_that_kept_only_some_blocks_of_the_last_line_loses_no_other(folder: Path, tmp_path: Path) -> None:
    """The line was never acknowledged: it may be gone, but nothing that was before it, and nobody needs to help."""
    store = EmbeddedStore(folder)
    for number in range(6):
        add(store, note(f"line {number}"))
    before = journal(folder).read_bytes()
    add(store, note("x" * 4000))
    after = journal(folder).read_bytes()
    lines = [f"line {number}" for number in range(6)]
    chance = random.Random(5)
    cut_off = 0
    for trial in range(40):
        copy = tmp_path / str(trial)
        shutil.copytree(folder, copy)
        blocks = [
            (after if chance.random() < 0.6 else before)[start : start + BLOCK] for start in range(0, len(after), BLOCK)
        ]
        journal(copy).write_bytes(b"".join(blocks))
        opened = EmbeddedStore(copy)
        found = texts(opened)
        assert found in (lines, [*lines, "x" * 4000])
        cut_off += bool(opened.notices)
        add(opened, note("more"))
        opened.close()
        again = EmbeddedStore(copy)
        assert texts(again) == [*found, "more"]
        assert again.notices == []
    assert cut_off > 20


def test_old_snapshots_go_and_all_journals_stay(folder: Path) -> None:
    store = EmbeddedStore(folder)
    count = KEEP_SNAPSHOTS + 5
    for number in range(count):
        add(store, note(f"line {number:03}"))
        store.compact()
    assert len(list(folder.glob("snapshot-*.json"))) == KEEP_SNAPSHOTS
    assert len(list(folder.glob("journal-*.jsonl"))) == count + 1
    assert texts(EmbeddedStore(folder)) == [f"line {number:03}" for number in range(count)]


def test_a_session_that_slept_through_many_generations_catches_up(folder: Path) -> None:
    sleeper, store = EmbeddedStore(folder), EmbeddedStore(folder)
    add(sleeper, note("mine"))
    store.refresh()
    store.history_months = 1
    count = 12
    for number in range(count):
        with fixed_clock(MADE + dt.timedelta(days=10 * number)):
            add(store, note(f"line {number}", record_id=f"z{number:03}"))
            store.compact()
    store.look_after(bool)
    assert not journal_path(folder, 1).exists()
    assert not packed_path(folder, 1).exists()
    assert sorted(change.id for change in sleeper.refresh().changes) == [f"z{number:03}" for number in range(count)]
    add(sleeper, note("more", record_id="zz"))
    assert texts(sleeper) == texts(EmbeddedStore(folder))
    sleeper.undo()
    sleeper.undo()
    assert texts(EmbeddedStore(folder)) == [f"line {number}" for number in range(count)]


def test_a_session_that_slept_since_before_the_first_line_catches_up(folder: Path) -> None:
    sleeper, store = EmbeddedStore(folder), EmbeddedStore(folder)
    for number in range(KEEP_SNAPSHOTS + 2):
        add(store, note(f"line {number}"))
        store.compact()
    store.look_after(bool)
    assert not journal_path(folder, 1).exists()
    sleeper.refresh()
    assert texts(sleeper) == texts(store)


def test_temporary_files_that_were_left_behind_go_and_those_in_use_stay(folder: Path) -> None:
    written(folder, 1)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left, fresh = (folder / f"snapshot-0000000{number}.json.{dead.pid}.0a1b2c3d.tmp" for number in (2, 3))
    left.touch()
    fresh.touch()
    os.utime(left, (0, 0))
    EmbeddedStore(folder).compact()
    assert (left.exists(), fresh.exists()) == (False, True)


def test_closing_writes_a_snapshot_only_when_the_journal_is_worth_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(folder, 20)
    assert not list(folder.glob("snapshot-*.json"))
    monkeypatch.setattr(engine, "WORTH_A_SNAPSHOT", 1000)
    EmbeddedStore(folder).close()
    assert len(list(folder.glob("snapshot-*.json"))) == 1
    before = sorted(folder.iterdir())
    EmbeddedStore(folder).close()
    assert sorted(folder.iterdir()) == before


def test_closing_twice_is_closing_and_writing_after_it_is_a_mistake_of_the_program(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note("a"))
    store.close()
    store.close()
    assert texts(store) == ["a"]
    with pytest.raises(RuntimeError), store.transaction("entry.add"):
        pass


def test_a_cursor_from_before_what_is_remembered_gets_every_record(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(folder, 5)
    monkeypatch.setattr(recent, "KEPT", 3)
    store = EmbeddedStore(folder)
    start = store.cursor
    assert len(store.changes_since(0).changes) == 5
    assert store.changes_since(start).changes == ()
    ids = [f"z{number}" for number in range(5)]
    for each in ids:
        add(store, note("more", record_id=each))
    assert len(store.changes_since(start).changes) == 10
    assert [change.id for change in store.changes_since(store.cursor - 3).changes] == ids[-3:]


def test_a_journal_is_lines_of_json_that_say_what_was_and_what_is(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note("a", record_id="1"))
    add(store, note("b", record_id="1"), label="entry.edit")
    with store.transaction("entry.delete") as tx:
        tx.delete(ENTRIES, "1")
    begin, made, edited, deleted = (line for line in journal(folder).read_text("utf-8").splitlines() if line)
    assert begin.startswith('{"line":"begin","generation":1,')
    assert '"label":"entry.add","ops":[{"op":"new","in":"entries","doc":1,"new":{"kind":"note","id":"1",' in made
    assert '{"op":"set","in":"entries","doc":1,"id":"1","set":{"text":"b"},"was":{"text":"a"}}' in edited
    assert '{"op":"del","in":"entries","doc":1,"old":{"kind":"note","id":"1",' in deleted
