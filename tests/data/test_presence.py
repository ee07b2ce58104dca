"""Who is where, between sessions: seen by the others, gone with its process, and never in the way of anything."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest

from kgw_tui.data.filesystem import PRIVATE, group_modes
from kgw_tui.data.opening import open_workspace
from kgw_tui.data.sessions.presence import PresenceFiles
from kgw_tui.presence import Alone, Colleague, Whereabouts

HERE = Whereabouts("m1")
TYPING = Whereabouts("m1", "typing")


def until(holds: Callable[[], bool]) -> None:
    end = monotonic() + 10
    while not holds():
        assert monotonic() < end, "it never came"
        sleep(0.01)


def places(presence: PresenceFiles) -> list[Whereabouts]:
    presence.look()
    return [other.at for other in presence.others]


def test_each_sees_the_other_and_not_itself(tmp_path: Path) -> None:
    chair, taker = (PresenceFiles(tmp_path / "presence", PRIVATE) for _each in range(2))
    chair.say(HERE, "sanne")
    taker.say(TYPING, "karim")
    assert chair.look()
    assert taker.look()
    (seen,) = chair.others
    assert (seen.person, seen.at) == ("karim", TYPING)
    (seen,) = taker.others
    assert (seen.person, seen.at) == ("sanne", HERE)


def test_what_another_does_is_seen_at_the_next_look_and_told_once(tmp_path: Path) -> None:
    chair, taker = (PresenceFiles(tmp_path / "presence", PRIVATE) for _each in range(2))
    taker.say(HERE, "karim")
    assert chair.look()
    assert not chair.look()
    taker.say(Whereabouts("m1", "editing", entry="e1"), "karim")
    assert chair.look()
    assert chair.others[0].at == Whereabouts("m1", "editing", entry="e1")
    taker.say(Whereabouts(), "karim")
    assert chair.look()
    assert chair.others == ()
    taker.say(HERE, "karim")
    assert places(chair) == [HERE]
    taker.close()
    assert places(chair) == []
    assert list((tmp_path / "presence").iterdir()) == []


def test_the_same_again_writes_nothing(tmp_path: Path) -> None:
    taker = PresenceFiles(tmp_path / "presence", PRIVATE)
    taker.say(HERE, "karim")
    (path,) = (tmp_path / "presence").glob("*.json")
    before = path.stat().st_ino, path.stat().st_mtime_ns
    taker.say(HERE, "karim")
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == before


def test_a_session_that_is_killed_is_gone_for_the_others_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "presence"
    program = (
        "import sys, time; from pathlib import Path\n"
        "from kgw_tui.data.filesystem import PRIVATE\n"
        "from kgw_tui.data.sessions.presence import PresenceFiles\n"
        "from kgw_tui.presence import Whereabouts\n"
        "there = PresenceFiles(Path(sys.argv[1]), PRIVATE); there.say(Whereabouts('m1', 'typing'), 'karim')\n"
        "print('there', flush=True); time.sleep(60)\n"
    )
    chair = PresenceFiles(folder, PRIVATE)
    with subprocess.Popen([sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"there\n"
        assert places(chair) == [TYPING]
        process.send_signal(signal.SIGKILL)
        process.wait()
    until(lambda: places(chair) == [])
    assert list(folder.iterdir()) == []


def test_locks_that_dead_sessions_left_are_swept_up(tmp_path: Path) -> None:
    folder = tmp_path / "presence"
    folder.mkdir()
    (folder / "0123456789ab.lock").touch()
    living = PresenceFiles(folder, PRIVATE)
    living.say(HERE, "karim")
    assert not (folder / "0123456789ab.lock").exists()
    assert len(list(folder.glob("*.lock"))) == 1


def test_what_no_colleague_could_have_written_is_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "presence"
    taker, chair = (PresenceFiles(folder, PRIVATE) for _each in range(2))
    taker.say(HERE, "karim")
    (path,) = folder.glob("*.json")
    for data in (b"", b"{", b"[1]", b'{"meeting": 3}', b"\xff\xfe", b"x" * 100_000):
        path.write_bytes(data)
        assert places(chair) == []
    path.write_bytes(b'{"meeting":"m1","doing":"dancing","mood":"fine"}')
    chair.look()
    assert chair.others == (Colleague(path.stem, "", HERE),)


def test_where_nothing_can_be_written_nobody_is_there_and_nothing_breaks(tmp_path: Path) -> None:
    (tmp_path / "presence").write_text("a file, and no folder")
    presence = PresenceFiles(tmp_path / "presence", PRIVATE)
    presence.say(HERE, "karim")
    assert not presence.look()
    assert presence.others == ()
    presence.close()


def test_a_folder_that_is_taken_away_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgw_tui.data.sessions.presence._PATIENCE", 0.0)
    taker, chair = (PresenceFiles(tmp_path / "presence", PRIVATE) for _each in range(2))
    taker.say(HERE, "karim")
    shutil.rmtree(tmp_path / "presence")
    taker.say(TYPING, "karim")
    taker.say(TYPING, "karim")
    assert places(chair) == [TYPING]
    taker.close()
    assert places(chair) == []


def test_a_store_that_is_taken_away_isnt_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgw_tui.data.sessions.presence._PATIENCE", 0.0)
    (tmp_path / "shared").mkdir()
    taker = PresenceFiles(tmp_path / "shared" / "presence", PRIVATE)
    taker.say(HERE, "karim")
    (tmp_path / "shared").rename(tmp_path / "away")
    for at in (TYPING, HERE, TYPING):
        taker.say(at, "karim")
        taker.look()
    assert not (tmp_path / "shared").exists()
    (tmp_path / "away").rename(tmp_path / "shared")
    taker.say(HERE, "karim")
    assert len(list((tmp_path / "shared" / "presence").glob("*.json"))) >= 1
    taker.close()


def test_only_the_own_account_reads_it_in_a_home_and_the_group_in_a_shared_folder(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("modes are of POSIX")
    for name, modes, wanted in (("own", PRIVATE, 0o600), ("shared", group_modes(tmp_path), 0o660)):
        presence = PresenceFiles(tmp_path / name, modes)
        presence.say(HERE, "karim")
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == modes.folder
        assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / name).iterdir()} == {wanted}


def test_two_workspaces_on_one_store_see_each_other_until_one_is_closed(tmp_path: Path) -> None:
    chair, taker = open_workspace(tmp_path), open_workspace(tmp_path)
    taker.presence.say(TYPING, "karim")
    chair.presence.look()
    assert [other.at for other in chair.presence.others] == [TYPING]
    taker.close()
    chair.presence.look()
    assert chair.presence.others == ()
    chair.close()


def test_one_who_is_alone_sees_nobody() -> None:
    alone = Alone()
    alone.say(HERE, "sanne")
    assert not alone.look()
    assert alone.others == ()
