"""Disks that are full, read-only or broken: one sentence, nothing half done, and going on as soon as it works again."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path

import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.errors import StoreUnavailable
from kgw_tui.i18n import language
from kgw_tui.records.entries import ENTRIES
from kgw_tui.settings import Settings

from .faults import failing, read_only, small_disk
from .stores import add, contents, note, texts, written


def test_a_full_disk_is_said_changes_nothing_and_is_written_on_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk, language("en"):
        folder = disk / "store"
        folder.mkdir()
        store, other = EmbeddedStore(folder), EmbeddedStore(folder)
        with pytest.raises(StoreUnavailable, match="full"):
            while True:
                add(store, note("x" * 3000))
        kept = len(store.all(ENTRIES))
        for _again in range(3):
            with pytest.raises(StoreUnavailable, match="full"):
                add(store, note("x" * 3000))
            with pytest.raises(StoreUnavailable, match="full"):
                store.compact()
        other.refresh()
        fresh = EmbeddedStore(folder)
        assert len(store.all(ENTRIES)) == len(other.all(ENTRIES)) == len(fresh.all(ENTRIES)) == kept
        assert fresh.notices == []
        subprocess.run(["mount", "-o", "remount,size=4m", str(disk)], check=True)
        add(store, note("saved after all"))
        store.compact()
        other.refresh()
        assert len(store.all(ENTRIES)) == len(other.all(ENTRIES)) == kept + 1
        assert store.all(ENTRIES) == EmbeddedStore(folder).all(ENTRIES)
        for each in (store, other, fresh):
            each.close()


def test_a_read_only_disk_can_be_read_and_says_so_when_it_is_written(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk, language("en"):
        workspace = open_workspace(disk / "home")
        add(workspace.shared, note("a"))
        workspace.close()
        journal = next((disk / "home" / "shared").glob("journal-*"))
        with journal.open("ab") as file:
            file.write(b"torn")
        with read_only(disk):
            again = open_workspace(disk / "home")
            assert texts(again.shared) == ["a"]
            assert "read-only" in "".join(again.notices)
            with pytest.raises(StoreUnavailable, match="read-only"):
                add(again.shared, note("b"))
            with pytest.raises(StoreUnavailable, match="read-only"):
                again.save_settings(Settings(school="x"))
            with pytest.raises(StoreUnavailable, match="read-only"):
                open_workspace(disk / "elsewhere")
            again.close()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_can_be_read(folder: Path) -> None:
    written(folder, 2)
    folder.chmod(0o500)
    for path in folder.iterdir():
        path.chmod(0o400)
    store = EmbeddedStore(folder)
    assert texts(store) == ["line 0", "line 1"]
    with pytest.raises(StoreUnavailable):
        add(store, note("b"))
    folder.chmod(0o700)


def acted_on(folder: Path, first: int, count: int, error: int) -> tuple[int, list[str], list[str], list[str]]:
    """Write in a store while calls fail, trying each thing three times: calls, failures, acknowledged, attempted."""
    acknowledged: list[str] = []
    attempted: list[str] = []
    with failing(first, count, error) as faults:
        store = EmbeddedStore(folder)
        for turn in range(3):
            text = f"line {turn}"
            attempted.append(text)
            entry = note(text)
            for _try in range(3):
                try:
                    with store.transaction("entry.add") as tx:
                        tx.put(ENTRIES, entry)
                        tx.next_number("line")
                except StoreUnavailable as unavailable:
                    assert str(unavailable)
                    assert text not in texts(store)
                else:
                    acknowledged.append(text)
                    assert texts(store) == acknowledged
                    break
            if turn == 1:
                try:
                    store.compact()
                except StoreUnavailable:
                    assert texts(store) == acknowledged
        store.close()
    return faults.calls, faults.failed, acknowledged, attempted


@pytest.mark.parametrize(
    ("count", "error"), [(1, errno.EIO), (2, errno.ENOSPC), (3, errno.EACCES), (10_000, errno.EROFS)]
)
def test_each_call_that_can_fail_loses_nothing_that_was_acknowledged(tmp_path: Path, count: int, error: int) -> None:
    first = 1
    failures = 0
    while True:
        folder = tmp_path / str(first)
        folder.mkdir()
        calls, failed, acknowledged, attempted = acted_on(folder, first, count, error)
        failures += bool(failed)
        store = EmbeddedStore(folder)
        found = texts(store)
        assert set(acknowledged) <= set(found) <= set(attempted)
        assert found == sorted(found)
        with store.transaction("number") as tx:
            assert tx.next_number("line") > len(acknowledged)
        add(store, note("more"))
        assert texts(EmbeddedStore(folder)) == [*found, "more"]
        if first > calls:
            break
        first += 1
    assert failures > 20


def test_a_line_that_reached_neither_disk_nor_could_be_taken_back_isnt_seen_until_it_is_saved(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note("a"))
    entry = note("b")
    with failing(2, 2) as faults, pytest.raises(StoreUnavailable):  # the write succeeds, its sync and the cut don't
        add(store, entry)
    assert faults.failed == ["fdatasync", "ftruncate"]
    assert store.refresh().changes == ()
    assert texts(store) == ["a"]
    add(store, entry)
    assert texts(store) == texts(EmbeddedStore(folder)) == ["a", "b"]
    store.undo()
    assert texts(EmbeddedStore(folder)) == ["a"]


def test_a_line_that_was_read_by_others_and_then_taken_back_goes_from_them_too(folder: Path) -> None:
    store, other = EmbeddedStore(folder), EmbeddedStore(folder)
    add(store, note("a"))
    cursor = other.refresh().cursor
    with failing(2, 2), pytest.raises(StoreUnavailable):
        add(store, note("b", record_id="b"))
    other.refresh()
    assert texts(other) == ["a", "b"]
    add(store, note("c", record_id="c"))
    changes = other.refresh().changes
    assert {(change.id, change.deleted) for change in changes} == {("b", True), ("c", False)}
    assert texts(other) == texts(store) == ["a", "c"]
    assert {change.id for change in other.changes_since(cursor).changes} == {"b", "c"}


@pytest.mark.parametrize("code", ["nl", "en"])
def test_a_trouble_is_one_sentence_in_the_language_of_the_user(folder: Path, code: str) -> None:
    store = EmbeddedStore(folder)
    with language(code), failing(1, 10_000, errno.ENOSPC), pytest.raises(StoreUnavailable) as caught:
        add(store, note("a"))
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_failed_undo_can_be_tried_again(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note("a"))
    with failing(1, 3), pytest.raises(StoreUnavailable):
        store.undo()
    assert (texts(store), store.undoable) == (["a"], 1)
    assert store.undo() is not None
    with failing(1, 3), pytest.raises(StoreUnavailable):
        store.redo()
    assert store.redo() is not None
    assert texts(store) == ["a"]


def test_a_snapshot_that_fails_leaves_the_store_as_it_was(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note("a"))
    before = contents(folder)
    with failing(1, 10_000), pytest.raises(StoreUnavailable):
        store.compact()
    assert contents(folder) == before
