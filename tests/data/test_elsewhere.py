"""Where words go that can't be kept in the home: the first place that can be written, under a name of their own."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from kgw_tui.data.sessions.elsewhere import keep_elsewhere, left_elsewhere
from kgw_tui.errors import StoreUnavailable

from ..conftest import own_folders
from ..workspaces import fixed_clock
from .faults import failing


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The user's home, the folder for temporary files and the working folder."""
    made = [tmp_path / name for name in ("home", "tmp", "here")]
    for each in made:
        each.mkdir()
    monkeypatch.setenv("HOME", str(made[0]))
    monkeypatch.setattr("tempfile.tempdir", str(made[1]))
    monkeypatch.chdir(made[2])
    monkeypatch.setattr("kgw_tui.data.sessions.elsewhere._folders", own_folders)
    return made


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_the_first_place_that_can_be_written_gets_it(places: list[Path], gone: int) -> None:
    for each in places[:gone]:
        each.rmdir()
        each.write_text("no folder")
    with fixed_clock():
        path = keep_elsewhere("! half é 漢\n")
    assert path.parent == places[gone]
    assert path.name == "kgw-not-saved-2026-11-24-130400.txt"
    assert path.read_text("utf-8") == "! half é 漢\n"
    assert path.stat().st_mode & 0o777 == 0o600


def test_two_in_one_second_are_two_files(places: list[Path]) -> None:
    with fixed_clock():
        paths = {keep_elsewhere(str(number)) for number in range(3)}
    assert sorted(path.read_text() for path in paths) == ["0", "1", "2"]
    assert {path.parent for path in paths} == {places[0]}


def test_nothing_half_written_stays_where_there_is_no_room(places: list[Path]) -> None:
    with failing(2, count=1, error=errno.ENOSPC):
        path = keep_elsewhere("half getypt")
    assert path.parent == places[1]
    assert list(places[0].iterdir()) == []


def test_that_it_can_be_written_nowhere_is_said(places: list[Path]) -> None:
    with failing(1, count=1_000_000), pytest.raises(StoreUnavailable):
        keep_elsewhere("half getypt")
    assert [list(each.iterdir()) for each in places] == [[], [], []]


def test_what_lies_elsewhere_is_found_as_long_as_it_lies_there(places: list[Path]) -> None:
    assert left_elsewhere() == []
    with fixed_clock():
        path = keep_elsewhere("half getypt")
    (places[1] / "kgw-not-saved-2026-11-23-090000.txt").write_text("van gisteren")
    (places[1] / "kgw-not-saved-folder").mkdir()
    assert [each.name for each in left_elsewhere()] == [path.name, "kgw-not-saved-2026-11-23-090000.txt"]
    path.unlink()
    assert len(left_elsewhere()) == 1
