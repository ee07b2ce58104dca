"""Opening a home: where it lies, who may look into it, its settings, and what is said about it."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kgw_tui.data import filesystem, opening
from kgw_tui.data.opening import home_folder, open_workspace, read_settings
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.errors import StoreUnavailable
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.settings import Settings

from .crashing import ROOT
from .stores import MADE, add, note, texts

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are a thing of POSIX")


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def modes(folder: Path) -> set[tuple[str, int]]:
    """Every kind of thing in a folder with its mode."""
    return {
        ("folder" if path.is_dir() else "file", stat.S_IMODE(path.stat().st_mode))
        for path in [folder, *folder.rglob("*")]
    }


def fill(home: Path, shared: Path | None = None) -> None:
    """Write something of every kind of file."""
    workspace = open_workspace(home, shared=shared)
    add(workspace.shared, note("a"))
    workspace.shared.compact()
    with workspace.private.transaction("note.add") as tx:
        tx.put(CORRIDOR_NOTES, CorridorNote(id="1", created_at=MADE, heard_at=MADE, text="b"))
    workspace.save_settings(Settings(school="De Brug"))
    workspace.close()


@posix
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_nobody_else_can_look_into_a_home_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    with umask(mask):
        fill(tmp_path / "home")
    assert modes(tmp_path / "home") == {("folder", 0o700), ("file", 0o600)}


@posix
@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_a_shared_folder_elsewhere_can_be_written_by_its_group_and_the_home_cannot(tmp_path: Path, mask: int) -> None:
    with umask(mask):
        fill(tmp_path / "home", tmp_path / "school")
    assert modes(tmp_path / "school") == {("folder", 0o770), ("file", 0o660)}
    assert modes(tmp_path / "home") == {("folder", 0o700), ("file", 0o600)}


@posix
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root may give a folder to another group")
def test_what_is_made_in_a_shared_folder_belongs_to_the_group_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "school").mkdir(mode=0o770)
    os.chown(tmp_path / "school", -1, 4321)
    fill(tmp_path / "home", tmp_path / "school")
    assert {path.stat().st_gid for path in (tmp_path / "school").iterdir()} == {4321}


@posix
def test_a_store_that_others_could_look_into_is_closed_to_them(tmp_path: Path) -> None:
    fill(tmp_path / "home")
    (tmp_path / "home" / "private").chmod(0o755)
    open_workspace(tmp_path / "home").close()
    assert modes(tmp_path / "home" / "private") == {("folder", 0o700), ("file", 0o600)}


def test_the_home_is_the_option_else_the_variable_else_the_platforms_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KGW_HOME", "/from/variable")
    assert home_folder("/from/option") == Path("/from/option")
    assert home_folder(None) == Path("/from/variable")
    monkeypatch.delenv("KGW_HOME")
    assert home_folder(None).name == "kgw"
    assert home_folder("~/here") == Path.home() / "here"


def test_the_shared_store_is_the_argument_else_the_variable_else_the_setting_else_in_the_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"

    def place(shared: Path | None = None) -> str:
        workspace = open_workspace(home, shared=shared)
        name = f"in {len(list(tmp_path.rglob('journal-*')))}"
        add(workspace.shared, note(name))
        workspace.close()
        return next(path.parent.name for path in tmp_path.rglob("journal-*") if name in path.read_text("utf-8"))

    assert place() == "shared"
    workspace = open_workspace(home)
    workspace.save_settings(Settings(shared=str(tmp_path / "setting")))
    workspace.close()
    assert place() == "setting"
    monkeypatch.setenv("KGW_SHARED", str(tmp_path / "variable"))
    assert place() == "variable"
    assert place(tmp_path / "argument") == "argument"


def test_what_is_private_is_in_no_file_of_the_shared_store(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "home", shared=tmp_path / "school")
    with workspace.private.transaction("note.add") as tx:
        tx.put(CORRIDOR_NOTES, CorridorNote(id="1", created_at=MADE, heard_at=MADE, text="in confidence"))
    workspace.private.compact()
    add(workspace.shared, note("for all"))
    workspace.close()
    assert b"in confidence" not in b"".join(path.read_bytes() for path in (tmp_path / "school").iterdir())


def test_opening_a_home_to_read_writes_no_record_file(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "home")
    assert texts(workspace.shared) == []
    workspace.close()
    assert sorted(path.name for path in (tmp_path / "home").rglob("*")) == ["private", "shared"]


def test_a_home_behind_a_link_is_the_same_home(tmp_path: Path) -> None:
    fill(tmp_path / "home")
    (tmp_path / "link").symlink_to(tmp_path / "home")
    through, direct = open_workspace(tmp_path / "link"), open_workspace(tmp_path / "home")
    add(through.shared, note("b"))
    direct.shared.refresh()
    assert texts(direct.shared) == ["a", "b"]
    assert through.shared.refresh().changes == ()
    through.close()
    direct.close()


def test_a_home_that_cant_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(StoreUnavailable, match="file"):
        open_workspace(tmp_path / "file")
    with pytest.raises(StoreUnavailable, match="file"):
        open_workspace(tmp_path / "file" / "home")


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "home")
    assert workspace.settings == Settings()
    workspace.save_settings(Settings(language="en", school="De Brüg", roles=("zorgteam",)))
    assert workspace.settings.school == "De Brüg"
    workspace.close()
    again = open_workspace(tmp_path / "home")
    assert again.settings == read_settings(tmp_path / "home") == workspace.settings
    again.close()


def test_settings_that_a_newer_version_added_stay_in_the_file(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.json").write_text('{"school": "A", "colour": {"of": "the sea"}}', "utf-8")
    workspace = open_workspace(home)
    workspace.save_settings(Settings(school="B"))
    workspace.close()
    assert '"the sea"' in (home / "settings.json").read_text("utf-8")
    assert read_settings(home).school == "B"


@pytest.mark.parametrize("broken", [b"", b"{", b'{"roles": 3}', b"\xff\xfe", b"[]"])
def test_settings_that_cant_be_understood_are_kept_aside_and_told(tmp_path: Path, broken: bytes) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.json").write_bytes(broken)
    workspace = open_workspace(home)
    assert workspace.settings == Settings()
    assert len(workspace.notices) == 1
    workspace.save_settings(Settings(school="B"))
    workspace.close()
    (kept,) = home.glob("settings.broken-*.json")
    assert kept.read_bytes() == broken
    assert kept.name in workspace.notices[0]
    assert open_workspace(home).notices == ()


def test_a_throw_away_home_goes_when_it_is_closed_and_one_with_something_in_it_stays(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "demo", throw_away=True)
    add(workspace.shared, note("a"))
    assert workspace.throw_away
    workspace.close()
    assert not (tmp_path / "demo").exists()
    fill(tmp_path / "home")
    open_workspace(tmp_path / "home", throw_away=True).close()
    assert texts(open_workspace(tmp_path / "home").shared) == ["a"]


def test_a_network_file_system_is_warned_about_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "network_type", lambda _path: "nfs4")
    first, second = open_workspace(tmp_path / "home"), open_workspace(tmp_path / "home")
    assert [str(tmp_path) in notice for notice in first.notices] == [True]
    assert second.notices == ()


def test_the_type_of_a_file_system_is_that_of_the_deepest_mount_above_the_folder() -> None:
    mounts = "/dev/a / ext4 rw 0 0\ns:/x /srv/my\\040school nfs4 rw 0 0\n/dev/b /srv/my\\040school/disk xfs rw 0 0\n"
    kinds = {
        path: filesystem.mounted_type(path, mounts)
        for path in ("/home/a", "/srv/my school", "/srv/my school/kgw", "/srv/my school/disk/kgw", "/srv/my schools")
    }
    assert kinds == {
        "/home/a": "ext4",
        "/srv/my school": "nfs4",
        "/srv/my school/kgw": "nfs4",
        "/srv/my school/disk/kgw": "xfs",
        "/srv/my schools": "ext4",
    }
    assert filesystem.network_type(Path.cwd()) == ""


def test_a_store_works_with_the_plainest_locale(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kgw_tui.data.store.engine import EmbeddedStore; "
        "from tests.data.stores import add, note, texts; store = EmbeddedStore(Path(sys.argv[1])); "
        "add(store, note('\\xe9\\xe9n \\u2713')); store.compact(); print(ascii(texts(store)))"
    )
    folder = tmp_path / "caf\u00e9 \u2713"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        cwd=ROOT,
        env={**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == ascii(["één ✓"])
    assert texts(EmbeddedStore(folder)) == ["één ✓"]
