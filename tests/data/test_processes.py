"""More processes than one: writers at the same time, writers that are killed, and one that stands still."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.errors import StoreUnavailable
from kgw_tui.records.entries import ENTRIES

from .crashing import ROOT
from .stores import add, note, texts


def started(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.data.writer", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_write_500_lines_each_in_one_meeting_without_error_or_loss_in_one_order(folder: Path) -> None:
    watcher = EmbeddedStore(folder)
    writers = [started(folder, "lines", 500, name) for name in ("left", "right")]
    seen: list[str] = []
    while any(writer.poll() is None for writer in writers) or watcher.refresh().changes:
        seen += [change.id for change in watcher.refresh().changes]
    assert [writer.communicate() for writer in writers] == [("", ""), ("", "")]
    watcher.refresh()
    fresh = EmbeddedStore(folder)
    assert watcher.query(ENTRIES, meeting="m1") == fresh.query(ENTRIES, meeting="m1")
    in_order = [str(document["text"]).split() for document in fresh.tinydb.table("entries")]
    assert [int(number) for _name, _turn, number in in_order] == list(range(1, 1001))
    for each in ("left", "right"):
        assert [int(turn) for name, turn, _number in in_order if name == each] == list(range(500))
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("writers", [1, 2])
def test_writers_killed_at_random_moments_lose_nothing_that_was_acknowledged(writers: int) -> None:
    command = [sys.executable, "-m", "tests.data.kill_rounds", "15", str(writers)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    acknowledged, present = map(int, re.findall(r"([0-9]+) (?:lines acknowledged|there)", done.stdout))
    assert 0 < acknowledged <= present


def test_a_process_that_stands_still_in_a_transaction_is_said_and_is_waited_for_no_longer(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note("before"))
    holder = started(folder, "hold")
    assert holder.stdout is not None
    assert holder.stdout.readline() == "holding\n"
    os.waitid(os.P_PID, holder.pid, os.WSTOPPED | os.WNOWAIT)
    with pytest.raises(StoreUnavailable, match=str(folder)), store.transaction("entry.add") as tx:
        tx.put(ENTRIES, note("refused"))
    store.refresh()
    assert texts(store) == texts(EmbeddedStore(folder)) == ["before"]
    holder.send_signal(signal.SIGCONT)
    holder.wait()
    add(store, note("after"))
    assert texts(store) == texts(EmbeddedStore(folder)) == ["before", "after", "held"]


def test_a_lock_file_that_somebody_removed_doesnt_let_two_in_at_once(folder: Path) -> None:
    store, other = EmbeddedStore(folder), EmbeddedStore(folder)
    add(store, note("a"))
    (folder / "lock").unlink()
    with other.transaction("entry.add") as tx:
        tx.put(ENTRIES, note("b"))
        with pytest.raises(StoreUnavailable), store.transaction("entry.add"):
            pass
    add(store, note("c"))
    assert texts(EmbeddedStore(folder)) == ["a", "b", "c"]


def test_a_transaction_within_a_transaction_is_a_mistake_of_the_program(folder: Path) -> None:
    store = EmbeddedStore(folder)
    with store.transaction("outer") as tx:
        with pytest.raises(RuntimeError), store.transaction("inner"):
            pass
        tx.put(ENTRIES, note("a"))
    assert texts(store) == ["a"]
