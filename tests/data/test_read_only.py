"""A store that is opened to be read only: nothing is written, made, mended or locked, whatever is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.data.store import engine
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.errors import StoreUnavailable
from kgw_tui.presence import Whereabouts
from kgw_tui.records.entries import ENTRIES
from kgw_tui.settings import Settings

from .faults import read_only, small_disk
from .stores import add, contents, journal, note, texts, written


def test_whoever_reads_sees_what_others_write_and_writes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(folder, 3)
    (folder / "lock").unlink()
    monkeypatch.setattr(engine, "WORTH_A_SNAPSHOT", 10)
    before = contents(folder)
    reader = EmbeddedStore(folder, read_only=True)
    with pytest.raises(StoreUnavailable, match=str(folder)), reader.transaction("entry.add"):
        pass
    reader.look_after(bool)
    reader.close()
    assert contents(folder) == before
    reader, writer = EmbeddedStore(folder, read_only=True), EmbeddedStore(folder)
    with writer.transaction("entry.add") as tx:
        assert texts(reader) == ["line 0", "line 1", "line 2"]  # who holds the lock keeps no reader waiting
        tx.put(ENTRIES, note("line 3"))
    writer.compact()
    add(writer, note("line 4"))
    assert len(reader.refresh().changes) == 2
    assert texts(reader) == texts(writer)
    assert len(reader.history(ENTRIES, writer.all(ENTRIES)[-1].id)) == 1
    for act in (reader.compact, lambda: reader.tinydb.table("entries").truncate()):
        with pytest.raises(StoreUnavailable):
            act()


def test_what_is_torn_or_damaged_is_read_as_far_as_it_goes_and_left_for_who_writes(folder: Path) -> None:
    store = EmbeddedStore(folder)
    for number in range(3):
        add(store, note(f"line {number}"))
        store.compact()
    add(store, note("line 3"))
    store.close()
    with journal(folder).open("ab") as file:
        file.write(b'{"line":"do"')
    newest = max(folder.glob("snapshot-*"))
    newest.write_bytes(newest.read_bytes()[:-2])
    before = contents(folder)
    reader = EmbeddedStore(folder, read_only=True)
    reader.refresh()
    assert texts(reader) == [f"line {number}" for number in range(4)]
    reader.close()
    assert contents(folder) == before


def test_looking_on_makes_no_file_and_no_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    onlooker = open_workspace(home, read_only=True)
    assert texts(onlooker.shared) == []
    onlooker.close()
    assert not home.exists()
    workspace = open_workspace(home)
    add(workspace.shared, note("a"))
    workspace.close()
    (home / "settings.json").write_bytes(b"{")
    before = contents(home)
    onlooker = open_workspace(home, read_only=True)
    assert (texts(onlooker.shared), onlooker.settings) == (["a"], Settings())
    with pytest.raises(StoreUnavailable):
        onlooker.save_settings(Settings(school="B"))
    with pytest.raises(StoreUnavailable):
        onlooker.drafts.save()
    with pytest.raises(StoreUnavailable):
        onlooker.keep_elsewhere("a line")
    onlooker.presence.say(Whereabouts("a meeting", "typing"), "somebody")
    assert onlooker.care.look_after() == ()
    onlooker.close()
    assert contents(home) == before


def test_a_home_on_a_disk_that_is_read_only_can_be_read(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        home = disk / "home"
        workspace = open_workspace(home)
        add(workspace.shared, note("a"))
        workspace.close()
        with read_only(disk):
            workspace = open_workspace(home)
            assert texts(workspace.shared) == ["a"]
            with pytest.raises(StoreUnavailable, match=str(home)), workspace.shared.transaction("entry.add") as tx:
                tx.put(ENTRIES, note("b"))
            workspace.shared.look_after(bool)
            workspace.close()
            onlooker = open_workspace(home, read_only=True)
            assert texts(onlooker.shared) == ["a"]
            onlooker.close()
