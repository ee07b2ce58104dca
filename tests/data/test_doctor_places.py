"""What the doctor finds around the records: folders, modes, the lock, settings, drafts, backups, the disk."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial, partialmethod
from pathlib import Path

import pytest

from kgw_tui import clock
from kgw_tui.data import filesystem
from kgw_tui.data.doctor import place as doctor_place
from kgw_tui.data.doctor.examining import examine
from kgw_tui.data.doctor.repair import repair
from kgw_tui.data.filesystem import write_file
from kgw_tui.data.opening import open_workspace
from kgw_tui.i18n import language

from .crashing import ROOT
from .homes import codes, filled, line, repaired, replaced
from .stores import MADE, add, journal

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are a thing of POSIX")


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with language("en"):
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a meeting, two lines and an action in the shared store and a note in the private one."""
    return filled(tmp_path / "home")


def test_temporary_files_of_the_dead_are_set_aside_and_those_of_the_living_stay(home: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = home / "shared" / f"snapshot-00000009.json.{dead.pid}.tmp"
    used = home / "shared" / f"snapshot-00000008.json.{os.getpid()}.tmp"
    left.write_bytes(b"half")
    used.write_bytes(b"half")
    for path in (left, used):
        path.chmod(0o600)
    assert codes(home) == ["left.temporary"]
    repaired(home)
    assert (left.exists(), used.exists()) == (False, True)


@posix
def test_modes_that_let_others_look_are_tightened(home: Path) -> None:
    (home / "private").chmod(0o755)
    journal(home / "private").chmod(0o644)
    journal(home / "shared").chmod(0o400)
    (home / "settings.json").chmod(0o640)
    assert sorted(codes(home)) == ["mode.closed", "mode.open", "mode.open", "mode.open"]
    repaired(home)


@posix
def test_a_shared_folder_belongs_to_its_group(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    school = tmp_path / "school"
    monkeypatch.setenv("KGW_SHARED", str(school))
    assert codes(home) == ["shared.missing"]
    assert not school.exists()
    workspace = open_workspace(home)
    add(workspace.shared, line("e0", "a", meeting="", item=""))
    workspace.close()
    assert codes(home) == []
    journal(school).chmod(0o600)
    assert codes(home) == ["mode.closed"]
    repaired(home)


def test_a_link_that_leads_nowhere_is_told(home: Path, tmp_path: Path) -> None:
    (home / "shared").rename(tmp_path / "elsewhere")
    (home / "shared").symlink_to(tmp_path / "elsewhere")
    assert codes(home) == []
    (tmp_path / "elsewhere").rename(tmp_path / "nowhere")
    assert "link.dangling" in codes(home)


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x", "utf-8")
    assert "place.no-folder" in codes_of_file(tmp_path / "home")


def codes_of_file(home: Path) -> list[str]:
    return [each.code for each in examine(home).ill]


@posix
def test_a_folder_that_is_closed_is_told_and_opened(home: Path) -> None:
    private = home / "private"
    private.chmod(0o000)
    if os.access(private, os.R_OK):
        private.chmod(0o700)
        pytest.skip("whoever runs this may look into everything")
    found = [each.code for each in examine(home).ill]
    assert found == ["place.closed", "mode.closed"]
    assert repair(home).after.ill == ()


@posix
def test_a_folder_that_cant_be_written_keeps_its_findings_and_says_why(home: Path) -> None:
    replaced(journal(home / "private"), b"smoke", b"sm\x00ke")
    replaced(journal(home / "shared"), b"line 0", b"li\x00\x00 0")
    (home / "private").chmod(0o500)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "chmod", partialmethod(_may_not, home / "private", Path.chmod))
        if os.access(home / "private", os.W_OK):
            patch.setattr(filesystem, "write_file", partial(_not_in, home / "private"))
        done = repair(home)
    (home / "private").chmod(0o700)
    assert {each.code for each in done.after.ill} >= {"journal.unfinished"}
    assert all("private" in each.path for each in done.after.ill)
    assert len(done.trouble) == 1
    assert "private" in done.trouble[0]
    repaired(home)


def _may_not(path: Path, folder: Path, chmod: Callable[[Path, int], None], mode: int) -> None:
    if path == folder:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(path))
    chmod(path, mode)


def _not_in(folder: Path, path: Path, data: bytes, modes: filesystem.Modes) -> None:
    if folder in path.parents:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    write_file(path, data, modes)


def test_a_lock_that_is_held_is_told_with_who_holds_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_place, "_PATIENCE", 0.2)
    program = (
        "import sys; from pathlib import Path; from kgw_tui.data.store.engine import EmbeddedStore\n"
        "with EmbeddedStore(Path(sys.argv[1])).transaction('x'):\n    print('go', flush=True)\n    sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(home / "shared")],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdin is not None
    try:
        assert holder.stdout.readline() == "go\n"
        (found,) = examine(home).ill
        assert found.code == "lock.held"
        if Path("/proc/locks").exists():
            assert found.values["process"] in (holder.pid, 0)
        os.kill(holder.pid, signal.SIGSTOP)
        assert next(each.code for each in examine(home).ill) in ("lock.stopped", "lock.held")
        os.kill(holder.pid, signal.SIGCONT)
    finally:
        holder.stdin.close()
        holder.wait()
        holder.stdout.close()
    assert codes(home) == []


def test_settings_that_cant_be_understood_keep_what_can(home: Path) -> None:
    path = home / "settings.json"
    path.write_text('{"school": "De Brug", "roles": 3, "shared": "", "colour": "blue"}', "utf-8")
    (found,) = examine(home).ill
    assert (found.code, found.kept) == ("settings.unreadable", ("school", "shared", "colour"))
    repaired(home)
    assert json.loads(path.read_text("utf-8")) == {"school": "De Brug", "shared": "", "colour": "blue"}


def test_the_shared_folder_is_found_in_settings_that_cant_be_understood(home: Path, tmp_path: Path) -> None:
    (home / "settings.json").write_text(json.dumps({"shared": str(tmp_path / "school"), "roles": 3}), "utf-8")
    assert codes(home) == ["settings.unreadable", "shared.missing"]


def test_settings_that_arent_any_are_set_aside(home: Path) -> None:
    (home / "settings.json").write_bytes(b"\xff\xfe{")
    repaired(home)
    assert not (home / "settings.json").exists()


def test_drafts_that_cant_be_read_are_set_aside(home: Path) -> None:
    drafts = home / "private" / "drafts"
    drafts.mkdir(mode=0o700)
    (drafts / "abc.json").write_bytes(b'{"held":[{"place":"m1","text":"we shou')
    (drafts / "abc.json").chmod(0o600)
    (found,) = examine(home).ill
    assert (found.code, found.lost) == ("draft.unreadable", ())
    done = repaired(home)
    assert [path.name for path in done.aside[0].iterdir()] == ["abc.json"]


def test_a_full_disk_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_place, "_ROOM", 1 << 62)
    assert codes(home) == ["disk.full", "disk.full"]


def test_a_network_file_system_is_worth_knowing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_place.filesystem, "network_type", lambda _path: "nfs4")
    assert codes(home) == []
    assert "place.network" in [each.code for each in examine(home).findings]


def test_a_clock_that_was_set_back_is_worth_knowing(home: Path) -> None:
    clock.set_clock(lambda: MADE - dt.timedelta(days=2))
    try:
        found = [each for each in examine(home).findings if each.code == "clock.behind"]
    finally:
        clock.set_clock(None)
    assert [each.worth for each in found] == [True]


def test_backups_are_looked_through(home: Path) -> None:
    assert [each.code for each in examine(home).findings] == ["backup.none", "backup.none"]
    workspace = open_workspace(home)
    add(workspace.shared, line("e3", "line 3"))
    workspace.care.look_after()
    workspace.close()
    backups = sorted((home / "shared" / "backups").glob("*.zip"))
    assert len(backups) == 1
    assert "backup.none" not in [each.code for each in examine(home).findings if "shared" in each.path]
    data = bytearray(backups[0].read_bytes())
    data[len(data) // 2] ^= 1
    backups[0].write_bytes(data)
    assert codes(home) == ["backup.unreadable"]
    repaired(home)


def test_lines_gone_from_the_end_are_noticed_by_a_backup_that_has_them(home: Path) -> None:
    """A journal that ends where a line ends looks like one to which nothing was added."""
    workspace = open_workspace(home)
    add(workspace.shared, line("e3", "line 3"))
    workspace.care.look_after()
    workspace.close()
    path = journal(home / "shared")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert codes(home) == ["store.behind"]


def test_a_file_of_plain_tinydb_is_worth_knowing_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "shared").mkdir(parents=True, mode=0o700)
    home.chmod(0o700)
    plain = home / "shared" / "store.json"
    plain.write_text('{"entries": {}}', "utf-8")
    plain.chmod(0o600)
    assert [each.code for each in examine(home).findings] == ["plain.found"]
    plain.write_text('{"entries": ', "utf-8")
    assert codes(home) == ["plain.damaged"]


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files to other groups")
def test_a_repair_touches_nothing_but_what_is_ours_in_a_shared_folder(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link there may lead to what is private of whoever repairs; other files are somebody else's business."""
    school, secret = _school(home, tmp_path, monkeypatch), tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    secret.chmod(0o600)
    for name in ("zz", "torn-00000001-10.txt", "journal-00000099.jsonl", "backups"):
        (school / name).symlink_to(secret)
    (school / "rooster.xlsx").write_text("x", "utf-8")
    (school / "rooster.xlsx").chmod(0o640)
    seen = [(secret.stat(), secret.read_bytes()), ((school / "rooster.xlsx").stat(), b"x")]
    found = examine(home).findings
    assert sorted(Path(each.path).name for each in found if each.code == "link.inside" and not each.worth) == [
        "backups", "journal-00000099.jsonl", "torn-00000001-10.txt",
    ]  # fmt: skip
    assert [each.worth for each in found if each.path.endswith("zz")] == [True]
    repair(home)
    assert (secret.stat(), secret.read_bytes()) == seen[0]
    assert (school / "rooster.xlsx").stat() == seen[1][0]
    assert not [
        path
        for path in school.rglob("*")
        if path.is_file() and not path.is_symlink() and b"secret" in path.read_bytes()
    ]


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files to other groups")
def test_what_a_repair_keeps_aside_belongs_to_the_group_of_the_shared_folder(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = _school(home, tmp_path, monkeypatch)
    replaced(journal(school), b"e1 text", b"e1\x00text")
    (aside,) = repaired_outside(home)
    assert {path.stat().st_gid for path in (aside, *aside.iterdir())} == {_GROUP}


_GROUP = 1234


def _school(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shared folder elsewhere, of another group than the user's own."""
    school = tmp_path / "school"
    school.mkdir()
    os.chown(school, -1, _GROUP)
    school.chmod(0o770)
    monkeypatch.setenv("KGW_SHARED", str(school))
    workspace = open_workspace(home)
    add(workspace.shared, line("e0", "e0 text", meeting="", item=""), line("e1", "e1 text", meeting="", item=""))
    add(workspace.shared, line("e2", "e2 text", meeting="", item=""))
    workspace.close()
    return school


def repaired_outside(home: Path) -> tuple[Path, ...]:
    done = repair(home)
    assert done.after.ill == ()
    return done.aside
