"""Links and pipes that somebody put where a file of a shared store belongs: never followed, never waited for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kgw_tui.data.filesystem import group_modes, make_folder_of, whole_file, write_at
from kgw_tui.data.sessions.presence import PresenceFiles
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.data.store.files import journal_path, left_behind, snapshot_path
from kgw_tui.data.store.lock import StoreLock
from kgw_tui.errors import StoreUnavailable
from kgw_tui.presence import Whereabouts

from .stores import add, note, texts

pytestmark = pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")

MINE = b"my thesis\n" * 100


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A file that has nothing to do with the store."""
    path = tmp_path / "thesis.txt"
    path.write_bytes(MINE)
    return path


@pytest.fixture
def common(tmp_path: Path) -> Path:
    """A folder for a store that a group may write."""
    path = tmp_path / "common"
    path.mkdir(0o770)
    path.chmod(0o770)
    return path


def test_a_link_in_the_place_of_the_lock_empties_nobodys_file(common: Path, mine: Path) -> None:
    (common / "lock").symlink_to(mine)
    store = EmbeddedStore(common, group_modes(common))
    with pytest.raises(StoreUnavailable):
        add(store, note("a"))
    assert mine.read_bytes() == MINE
    (common / "lock").unlink()
    add(store, note("a"))
    assert texts(EmbeddedStore(common)) == ["a"]


def test_a_lock_that_holds_more_than_a_mark_is_left_as_it_is(common: Path) -> None:
    (common / "lock").write_bytes(MINE)
    lock, waiting = (StoreLock(common / "lock", group_modes(common)) for _each in range(2))
    assert lock.acquire()
    assert not waiting.acquire(timeout=0.01)
    lock.release()
    assert waiting.acquire()
    waiting.close()
    lock.close()
    assert (common / "lock").read_bytes() == MINE


@pytest.mark.parametrize("name", ["journal-00000001.jsonl", "snapshot-00000002.json"])
def test_a_link_in_the_place_of_a_file_isnt_read(common: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "other").mkdir()
    store = EmbeddedStore(tmp_path / "other")
    add(store, note("of another store"))
    store.compact()
    (common / name).symlink_to(tmp_path / "other" / name)
    with pytest.raises(StoreUnavailable, match=name):
        EmbeddedStore(common, group_modes(common))


def test_a_link_in_the_place_of_a_new_generation_is_replaced_and_not_written_through(common: Path, mine: Path) -> None:
    store = EmbeddedStore(common, group_modes(common))
    add(store, note("a"))
    for path in (journal_path(common, 2), snapshot_path(common, 2)):
        path.symlink_to(mine)
        path.with_name(f"{path.name}.{os.getpid()}.tmp").symlink_to(mine)
    store.compact()
    assert mine.read_bytes() == MINE
    assert not journal_path(common, 2).is_symlink()
    assert not snapshot_path(common, 2).is_symlink()
    assert texts(EmbeddedStore(common)) == ["a"]


def test_no_two_temporary_files_have_one_name_whatever_the_number_of_the_process(common: Path) -> None:
    path = common / "snapshot-00000001.json"
    with whole_file(path, group_modes(common)) as one, whole_file(path, group_modes(common)) as other:
        names = {each.name for each in common.glob("*.tmp")}
        write_at(one, b"one", 0)
        write_at(other, b"other", 0)
    assert len(names) == 2
    assert f"{path.name}.{os.getpid()}.tmp" not in names
    assert path.read_bytes() == b"one"


def test_a_pipe_in_the_place_of_what_a_colleague_says_keeps_nobody_waiting(common: Path) -> None:
    one, other = (PresenceFiles(common / "presence", group_modes(common)) for _each in range(2))
    one.say(Whereabouts("m1"), "sanne")
    os.mkfifo(common / "presence" / "0123456789ab.json")
    assert other.look()
    assert [each.person for each in other.others] == ["sanne"]
    one.close()
    other.close()


def test_a_link_in_the_place_of_the_folder_of_who_is_where_leads_nobody_to_other_files(
    common: Path, tmp_path: Path
) -> None:
    drafts = tmp_path / "drafts"
    drafts.mkdir(0o700)
    (drafts / "0123456789ab.json").write_bytes(b'{"drafts":{}}')
    (common / "presence").symlink_to(drafts)
    presence = PresenceFiles(common / "presence", group_modes(common))
    presence.say(Whereabouts("m1"), "sanne")
    assert not presence.look()
    presence.close()
    assert [each.name for each in drafts.iterdir()] == ["0123456789ab.json"]


def test_a_link_is_no_folder_for_what_a_group_writes(common: Path, tmp_path: Path) -> None:
    (common / "backups").symlink_to(tmp_path)
    with pytest.raises(NotADirectoryError):
        make_folder_of(common / "backups", group_modes(common))


def test_a_temporary_file_is_left_behind_when_it_is_old_and_its_process_is_gone(tmp_path: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    found = {
        (who, old): tmp_path / f"snapshot-0000000{old:d}.json.{process}.0a1b2c3d.tmp"
        for who, process in (("dead", dead.pid), ("alive", os.getpid()))
        for old in (False, True)
    }
    for (_who, old), path in found.items():
        path.touch()
        if old:
            os.utime(path, (0, 0))
    assert [key for key, path in found.items() if left_behind(path)] == [("dead", True)]
