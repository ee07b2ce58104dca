"""Files that leave: safe names, nothing overwritten, whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgw_tui.errors import Refused
from kgw_tui.exports import files
from kgw_tui.exports.files import file_name, write_new
from kgw_tui.exports.options import ExportOptions
from kgw_tui.i18n import language
from kgw_tui.rules.dossier import Dossier

from . import dossiers

EN = ExportOptions(language="en")


def _titled(title: str) -> Dossier:
    dossier = dossiers.everything()
    meeting = msgspec.structs.replace(dossier.meeting, title=title)
    return Dossier(meeting, dossier.sections, dossier.directory, dossier.group)


def test_a_file_is_called_by_date_meeting_and_kind() -> None:
    assert file_name(_titled("MT-overleg"), "minutes", "docx", EN) == "2026-11-24 MT-overleg minutes.docx"
    assert file_name(_titled("MT-overleg"), "decisions", "csv", EN) == "2026-11-24 MT-overleg decision list.csv"
    confidential = ExportOptions(language="en", confidential=True)
    assert file_name(_titled("MT"), "minutes", "docx", confidential) == "2026-11-24 MT minutes, confidential.docx"
    assert file_name(_titled(""), "minutes", "docx", EN) == "2026-11-24 MT minutes.docx"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('a/b\\c:d*e?f"g<h>i|j', "a-b-c-d-e-f-g-h-i-j"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("punten...", "punten"),
        ("regel\neen\ttwee", "regel een twee"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("Été 👩🏽‍🏫", "Été 👩🏽🏫"),
        ("", "MT"),
        ("\x00\x1b", ""),
    ],
)
def test_what_a_system_cannot_carry_in_a_name_is_replaced(title: str, name: str) -> None:
    expected = " ".join(part for part in ("2026-11-24", name, "minutes.docx") if part)
    assert file_name(_titled(title), "minutes", "docx", EN) == expected


@given(st.text(max_size=300))
def test_any_title_makes_a_name_that_every_system_takes(title: str) -> None:
    name = file_name(_titled(title), "minutes", "docx", EN)
    assert not set(name) & set('<>:"/\\|?*')
    assert name.startswith("2026-11-24 ")
    assert name.endswith(".docx")
    assert name == name.strip(" .")
    assert len(name.encode()) <= 130
    assert name.isprintable()


def test_a_folder_gets_the_file_and_a_second_one_a_number(tmp_path: Path) -> None:
    first = write_new(tmp_path, b"one", name="minutes.docx")
    second = write_new(tmp_path, b"two", name="minutes.docx")
    third = write_new(tmp_path, b"three", name="minutes.docx", force=True)
    assert [path.name for path in (first, second, third)] == ["minutes.docx", "minutes (2).docx", "minutes (3).docx"]
    assert [path.read_bytes() for path in (first, second, third)] == [b"one", b"two", b"three"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["minutes (2).docx", "minutes (3).docx", "minutes.docx"]


def test_an_existing_file_is_refused_and_kept(tmp_path: Path) -> None:
    target = tmp_path / "minutes.docx"
    target.write_bytes(b"mine")
    with language("en"), pytest.raises(Refused, match=r"is there already.*--force"):
        write_new(target, b"new", name="x")
    assert target.read_bytes() == b"mine"
    assert write_new(target, b"new", name="x", force=True) == target
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_appears_meanwhile_is_never_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "minutes.docx"
    real = files.os.path.lexists

    def first_look(path: str | Path) -> bool:
        seen = real(path)
        if Path(path) == target and not seen:
            target.write_bytes(b"another's")
        return seen

    monkeypatch.setattr(files.os.path, "lexists", first_look)
    with pytest.raises(Refused):
        write_new(target, b"new", name="x")
    assert target.read_bytes() == b"another's"
    target.unlink()
    assert write_new(tmp_path, b"new", name="minutes.docx").name == "minutes (2).docx"
    assert target.read_bytes() == b"another's"


def test_without_hard_links_nothing_is_overwritten_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    assert write_new(tmp_path, b"one", name="a.md").read_bytes() == b"one"
    assert write_new(tmp_path, b"two", name="a.md").name == "a (2).md"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a (2).md", "a.md"]


def test_what_goes_wrong_is_said_in_a_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    with language("en"):
        with pytest.raises(Refused, match="there is no folder"):
            write_new(tmp_path / "no" / "such.docx", b"x", name="x")
        (tmp_path / "file").write_text("x", "utf-8")
        with pytest.raises(Refused, match="is not a folder"):
            write_new(tmp_path / "file" / "such.docx", b"x", name="x")
        with pytest.raises(Refused, match="too long"):
            write_new(tmp_path / ("x" * 300), b"x", name="x")
        with pytest.raises(Refused, match="no name for a file"):
            write_new(Path(f"{tmp_path}/a\0b"), b"x", name="x")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_full_disk_leaves_neither_a_half_file_nor_a_lost_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "minutes.docx"
    target.write_bytes(b"mine")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with language("en"), pytest.raises(Refused, match="the disk is full"):
        write_new(target, b"new", name="x", force=True)
    assert target.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no umask to speak of")
def test_the_file_has_the_rights_that_the_user_gives_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        path = write_new(tmp_path, b"x", name="x.md")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes are made differently there")
def test_what_is_no_ordinary_file_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with language("en"), pytest.raises(Refused, match="no ordinary file"):
        write_new(pipe, b"x", name="x", force=True)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
