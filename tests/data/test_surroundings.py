"""What a store meets around it: a clock that was set back, links, a process that stands still, a newer version."""

from __future__ import annotations

import datetime as dt
import errno
import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kgw_tui.data.filesystem import PRIVATE, make_folder_of
from kgw_tui.data.opening import open_workspace
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.data.store.lock import holder_in
from kgw_tui.errors import StoreTooNew, StoreUnavailable
from kgw_tui.records import record
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.record import new_id

from ..workspaces import TUESDAY, fixed_clock
from .crashing import ROOT
from .stores import add, contents, note, texts

NEWER = """
import sys
from pathlib import Path
from kgw_tui.data.store import in_step
from kgw_tui.data.store import loading
from kgw_tui.data.store import log
from kgw_tui.data.store import migrations
for module in (in_step, loading, log):
    module.SCHEMA = log.SCHEMA + 1
migrations.STEPS = (*migrations.STEPS, lambda _tables, _numbers: None)
from kgw_tui.data.store.engine import EmbeddedStore
from tests.data.stores import add, note
store = EmbeddedStore(Path(sys.argv[1]))
add(store, note("of a newer version", record_id="newer"))
store.close()
"""


def test_a_clock_that_was_set_back_is_said_once_on_opening_and_nothing_else_is_wrong(tmp_path: Path) -> None:
    with fixed_clock(TUESDAY):
        workspace = open_workspace(tmp_path / "home")
        add(workspace.shared, note("a", record_id="1"))
        with workspace.private.transaction("entry.add") as tx:
            tx.put(ENTRIES, note("b"))
        workspace.close()
        again = open_workspace(tmp_path / "home")
        assert again.notices == ()
        again.close()
    with fixed_clock(TUESDAY - dt.timedelta(days=400)):
        workspace = open_workspace(tmp_path / "home")
        (notice,) = workspace.notices
        assert "2026-11-24" in notice
        add(workspace.shared, note("c", record_id="1"), label="entry.edit")
        workspace.shared.undo()
        workspace.shared.compact()
        workspace.shared.look_after(bool)
        assert [past.label for past in workspace.shared.history(ENTRIES, "1")] == ["entry.add", "entry.edit", "undo"]
        workspace.close()
        (notice,) = open_workspace(tmp_path / "home").notices
    with fixed_clock(TUESDAY - dt.timedelta(minutes=4)):
        assert open_workspace(tmp_path / "home").notices == ()


def test_an_id_never_sorts_before_one_that_this_process_made_whatever_the_clock_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = record._time.time_ns()
    moments = [now, now - 10**15, now - 10**15 + 1, now, now + 10**9] + [now - 10**12] * 5000
    monkeypatch.setattr(record._time, "time_ns", iter(moments).__next__)
    ids = [new_id() for _each in moments]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)
    assert {(each[12], each[16] in "89ab", len(each)) for each in ids} == {("7", True, 32)}


@pytest.mark.skipif(os.name != "posix", reason="links are made freely on POSIX alone")
def test_stores_behind_links_are_the_same_stores(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    home = tmp_path / "home"
    home.mkdir()
    (home / "shared").symlink_to(tmp_path / "disk" / "shared", target_is_directory=True)
    (tmp_path / "disk" / "shared").mkdir()
    workspace = open_workspace(home)
    direct = EmbeddedStore(tmp_path / "disk" / "shared")
    add(workspace.shared, note("a"))
    direct.refresh()
    add(direct, note("b"))
    direct.compact()
    workspace.shared.refresh()
    assert texts(workspace.shared) == texts(direct) == ["a", "b"]
    workspace.close()
    assert (home / "shared").is_symlink()


@pytest.mark.skipif(os.name != "posix", reason="links are made freely on POSIX alone")
@pytest.mark.parametrize("link", ["home", "home/private", "home/shared", "above/home"])
def test_a_link_to_something_that_isnt_there_is_said_and_nothing_is_made(tmp_path: Path, link: str) -> None:
    place = tmp_path / link.partition("/")[0] if link.startswith("above") else tmp_path / link
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(tmp_path / "disk that was taken out")
    home = tmp_path / ("above/home" if link.startswith("above") else "home")
    with pytest.raises(StoreUnavailable, match=f"{place}.*disk that was taken out"):
        open_workspace(home)
    assert not (tmp_path / "disk that was taken out").exists()


@pytest.mark.skipif(not Path("/proc/locks").exists(), reason="only Linux tells who holds a lock")
def test_a_process_that_was_stopped_while_saving_is_named_and_is_waited_for_as_long_as_was_asked(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note("before"))
    usual = store.patience
    command = [sys.executable, "-m", "tests.data.writer", str(folder), "hold"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "holding\n"
        os.waitid(os.P_PID, holder.pid, os.WSTOPPED | os.WNOWAIT)
        refused = pytest.raises(StoreUnavailable, match=rf"{holder.pid}.*kill -9 {holder.pid}")
        with refused, store.patient(0.01), store.transaction("e"):
            pass
        assert store.patience == usual
        holder.send_signal(signal.SIGCONT)
    add(store, note("after"))
    assert texts(store) == ["before", "after", "held"]


def test_a_lock_whose_holder_cant_be_told_is_said_without_a_name(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, other = EmbeddedStore(folder), EmbeddedStore(folder)
    store.patience = 0.0
    monkeypatch.setattr("kgw_tui.data.store.lock.holder_in", lambda *_any: 0)
    with other.transaction("entry.add"), pytest.raises(StoreUnavailable, match=str(folder)), store.transaction("e"):
        pass


def test_the_holder_of_a_lock_is_found_by_device_and_file() -> None:
    locks = (
        "1: POSIX  ADVISORY  WRITE 11 fd:01:99 0 EOF\n"
        "2: FLOCK  ADVISORY  WRITE 22 fd:01:100 0 EOF\n"
        "2: -> FLOCK  ADVISORY  WRITE 33 fd:01:100 0 EOF\n"
        "3: FLOCK  ADVISORY  WRITE -1 fd:02:7 0 EOF\n"
    )
    assert holder_in(locks, os.makedev(0xFD, 1), 100) == 22
    assert holder_in(locks, os.makedev(0xFD, 2), 7) == -1
    assert holder_in(locks, os.makedev(0xFD, 1), 101) == 0


def test_an_older_version_writes_nothing_once_a_newer_one_has_begun_a_generation(folder: Path) -> None:
    store, idle = EmbeddedStore(folder), EmbeddedStore(folder)
    for number in range(10):
        add(store, note(f"line {number}", record_id=str(number)))
    idle.refresh()
    subprocess.run([sys.executable, "-c", NEWER, str(folder)], cwd=ROOT, check=True)
    before = contents(folder)
    for session in (store, idle):
        for _again in range(2):
            with pytest.raises(StoreTooNew, match=str(folder)), session.transaction("entry.add") as tx:
                tx.put(ENTRIES, note("lost?"))
            with pytest.raises(StoreTooNew):
                session.refresh()
        with pytest.raises(StoreTooNew):
            session.undo() if session.undoable else session.compact()
        assert len(texts(session)) == 10
        session.close()
    with pytest.raises(StoreTooNew):
        EmbeddedStore(folder)
    assert contents(folder) == before


def test_a_lock_that_the_system_doesnt_let_go_of_is_let_go_of_by_closing_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, other = EmbeddedStore(folder), EmbeddedStore(folder)
    locks = fcntl.flock

    def refuse(fd: int, what: int) -> None:
        if what & fcntl.LOCK_UN:
            raise OSError(errno.ENOLCK, "no locks available")
        locks(fd, what)

    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", refuse)
        add(store, note("a"))
        add(store, note("b"))
    other.patience = 0.0
    add(other, note("c"))
    assert texts(EmbeddedStore(folder)) == ["a", "b", "c"]


def test_what_lies_in_a_store_doesnt_make_the_store_anew(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        make_folder_of(tmp_path / "store" / "backups", PRIVATE)
    assert not (tmp_path / "store").exists()
