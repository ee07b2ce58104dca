"""`kgw backup` and `kgw restore`: nothing is put back unseen, and everything can be undone."""

from __future__ import annotations

import json
import shutil
import stat
import zipfile
from pathlib import Path

import pexpect
import pytest
from tinydb import TinyDB

from tests.cli.processes import COMMAND, Kgw

TOMORROW = {"KGW_NOW": "2026-11-25T08:30:00+01:00"}
LATER = {"KGW_NOW": "2026-11-25T15:04:12+01:00"}


def meetings(kgw: Kgw) -> list[str]:
    return kgw("list", "meetings").lines


def notes(kgw: Kgw) -> list[str]:
    return kgw("list", "notes").lines


def backups(kgw: Kgw, store: str) -> list[str]:
    return sorted(path.name for path in (kgw.home / store / "backups").glob("*"))


def drop_a_meeting(kgw: Kgw) -> None:
    kgw("import", "-", stdin="vergadering: MT\ndatum: 2026-11-20\n! Iets doen @sanne >vr\n")
    path = next((kgw.home / "shared").glob("journal-*"))
    assert path.exists()


def test_a_backup_is_made_once_a_day_by_what_writes_and_never_by_what_reads(kgw: Kgw) -> None:
    kgw("list", "notes")
    assert not backups(kgw, "private")
    kgw("log", "een")
    kgw("log", "twee")
    assert backups(kgw, "private") == ["2026-11-24.zip"]
    assert not backups(kgw, "shared")
    kgw("list", "notes", env=TOMORROW)
    kgw("log", "drie", env=TOMORROW)
    assert backups(kgw, "private") == ["2026-11-24.zip", "2026-11-25.zip"]


def test_backup_says_where_it_is_and_what_is_in_it(school: Kgw) -> None:
    done = school("backup", env=LATER)
    assert done.code == 0
    assert [Path(line).name for line in done.lines] == ["2026-11-25.zip"] * 2
    assert all(Path(line).is_file() for line in done.lines)
    assert "3 vergaderingen" in done.err
    assert "12 wandelganggesprekken" in done.err


def test_an_empty_home_has_nothing_to_make_a_backup_of(kgw: Kgw) -> None:
    done = kgw("backup")
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert kgw("restore").out == ""


def test_one_file_has_both_stores_the_settings_and_the_own_content_for_its_owner_alone(school: Kgw) -> None:
    school("setup", "--plain", stdin="nl\nSanne de Wit\nTideway\n\n\n")
    (school.home / "content" / "nl").mkdir(parents=True)
    (school.home / "content" / "nl" / "agendas.toml").write_text("# ours\n")
    done = school("backup", "--to", "usb.zip")
    assert (done.code, done.out) == (0, "usb.zip\n")
    assert "3 vergaderingen" in done.err
    assert "notities voor jezelf" in done.err or "privé" in done.err.lower()
    assert stat.S_IMODE((school.folder / "usb.zip").stat().st_mode) == 0o600
    with zipfile.ZipFile(school.folder / "usb.zip") as packed:
        assert set(packed.namelist()) == {
            "manifest.json",
            "shared/snapshot.json",
            "private/snapshot.json",
            "settings.json",
            "content/nl/agendas.toml",
        }
        packed.extractall(school.folder / "out")
    with TinyDB(school.folder / "out" / "shared" / "snapshot.json") as db:
        assert len(db.table("meetings")) == 3


def test_a_file_that_is_there_is_not_replaced_unless_told(school: Kgw) -> None:
    target = school.folder / "usb.zip"
    target.write_text("mine")
    done = school("backup", "--to", "usb.zip")
    assert done.code == 1
    assert target.read_text() == "mine"
    assert school("backup", "--to", "usb.zip", "--force").code == 0
    assert zipfile.is_zipfile(target)


def test_a_folder_gets_a_file_with_the_day_in_its_name(school: Kgw) -> None:
    (school.folder / "usb").mkdir()
    for name in ("kgw-2026-11-24.zip", "kgw-2026-11-24T130400.zip"):
        done = school("backup", "--to", "usb")
        assert (done.code, Path(done.lines[0]).name) == (0, name)
    assert school("backup", "--to", "usb").code == 1
    assert len(list((school.folder / "usb").iterdir())) == 2


@pytest.mark.parametrize("target", ["nowhere/usb.zip", "/dev/full", "/proc/usb.zip"])
def test_a_file_that_cannot_be_written_gets_a_sentence_and_leaves_nothing(school: Kgw, target: str) -> None:
    before = sorted(school.folder.iterdir())
    done = school("backup", "--to", target)
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert sorted(school.folder.iterdir()) == before


def test_the_output_gets_the_file_for_a_pipe_and_a_terminal_gets_a_sentence(school: Kgw) -> None:
    done = school.raw("backup", "--to", "-")
    assert done.returncode == 0
    (school.folder / "piped.zip").write_bytes(done.stdout)
    assert "blijft zoals het is" in school("restore", "piped.zip").out
    child = pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], "backup", "--to", "-"], env=school.environment(), encoding="utf-8", timeout=60
    )
    child.expect("kgw: ")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1


def test_a_file_without_a_name_is_wrong_usage_and_no_backup_somewhere_else(school: Kgw) -> None:
    before = backups(school, "shared")
    assert school("backup", "--to", "", env=TOMORROW).code == 2
    assert school("backup", "--force", env=TOMORROW).code == 2
    assert backups(school, "shared") == before


def test_restore_lists_the_backups_newest_first_with_what_is_in_them(school: Kgw) -> None:
    school("log", "een", env=TOMORROW)
    school("backup", env=LATER)
    rows = [line.split("\t") for line in school("restore", env=LATER).lines]
    assert [row[:2] for row in rows] == [
        ["2026-11-25T150412", "2026-11-25T15:04"],
        ["2026-11-25", "2026-11-25T08:30"],
        ["2026-11-24", "2026-11-24T13:04"],
    ]
    assert rows[0][2:] != ["", ""]
    assert "13 wandelganggesprekken" in rows[1][3]


def test_a_broken_backup_is_listed_as_one_and_not_put_back(school: Kgw) -> None:
    path = school.home / "shared" / "backups" / "2026-11-24.zip"
    path.write_bytes(path.read_bytes()[:-30])
    before = meetings(school)
    (row,) = school("restore").lines
    assert row.split("\t")[2] == "niet te lezen"
    done = school("restore", "2026-11-24", "--yes")
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert meetings(school) == before


def test_what_would_change_is_said_before_anything_is_asked_and_without_a_terminal_nothing_is_done(school: Kgw) -> None:
    school("backup", env=TOMORROW)
    before = meetings(school)
    school("import", "-", stdin="vergadering: Nieuw\n! Iets doen @sanne\n", env=TOMORROW)
    done = school("restore", "2026-11-25")
    assert done.code == 1
    assert "1 vergadering," in done.out
    assert "--yes" in done.err
    assert len(meetings(school)) == len(before) + 1


def test_a_backup_is_put_back_kept_and_undone(school: Kgw) -> None:
    school("backup", env=TOMORROW)
    before = meetings(school)
    school("import", "-", stdin="vergadering: Nieuw\n! Iets doen @sanne\n", env=TOMORROW)
    school("log", "nog iets", env=TOMORROW)
    after, handle = meetings(school), school("log", "en nog iets", env=TOMORROW).out.strip()
    done = school("restore", "2026-11-25", "--yes", env=LATER)
    assert done.code == 0
    assert meetings(school) == before
    assert len(notes(school)) == 12
    undo = done.lines[-1].rpartition("kgw ")[2].split()
    assert undo == ["restore", "before-restore-2026-11-25T150412"]
    assert school("log", "daarna", env=LATER).out.strip() > handle, "a number isn't given twice"
    assert school(*undo, "--yes", env=LATER).code == 0
    assert meetings(school) == after
    assert len(notes(school)) == 14


def test_only_one_of_the_stores_is_put_back_when_told(school: Kgw) -> None:
    school("backup", env=TOMORROW)
    school("import", "-", stdin="vergadering: Nieuw\n! Iets doen @sanne\n", env=TOMORROW)
    school("log", "nog iets", env=TOMORROW)
    assert school("restore", "2026-11-25", "--only", "private", "--yes").code == 0
    assert len(notes(school)) == 12
    assert len(meetings(school)) == 4


def test_a_day_is_named_as_people_name_one(school: Kgw) -> None:
    school("log", "een", env=TOMORROW)
    done = school("restore", "gisteren", "--yes", env=LATER)
    assert done.code == 0
    assert school("restore", "24 nov", "--yes", env=LATER).code == 0


def test_who_names_a_day_is_told_of_a_newer_backup_of_that_day(school: Kgw) -> None:
    school("log", "een", env=TOMORROW)
    assert "2026-11-25T150412" not in school("restore", "2026-11-25", env=LATER).err
    school("backup", env=LATER)
    assert "2026-11-25T150412" in school("restore", "2026-11-25", env=LATER).err
    assert "2026-11-25T150412" not in school("restore", "2026-11-25T150412", env=LATER).err


@pytest.mark.parametrize("what", ["2020-01-01", "nothing", "../../etc/passwd", "2026-13-45", ""])
def test_what_is_no_backup_gets_a_sentence(school: Kgw, what: str) -> None:
    before = (meetings(school), notes(school))
    done = school("restore", what, "--yes")
    assert done.code == 1
    assert done.out == ""
    assert (meetings(school), notes(school)) == before


def test_a_file_that_is_no_backup_gets_a_sentence(school: Kgw) -> None:
    (school.folder / "text.zip").write_text("hello")
    with zipfile.ZipFile(school.folder / "other.zip", "w") as packed:
        packed.writestr("manifest.json", "[]")
    for name in ("text.zip", "other.zip"):
        done = school("restore", name, "--yes")
        assert (done.code, done.err.count("\n")) == (1, 1)


@pytest.mark.parametrize(("answer", "put_back"), [("ja", True), ("j", True), ("nee", False), ("", False)])
def test_it_asks_on_a_terminal(school: Kgw, answer: str, put_back: bool) -> None:
    school("backup", env=TOMORROW)
    school("log", "nog iets", env=TOMORROW)
    child = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], "restore", "2026-11-25"],
        env=school.environment(),
        cwd=str(school.folder),
        encoding="utf-8",
        timeout=60,
    )
    child.expect(r"\(ja/nee\)")
    child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == (0 if put_back else 1)
    assert len(notes(school)) == (12 if put_back else 13)


def test_a_new_machine_gets_everything_from_one_file(school: Kgw, tmp_path: Path) -> None:
    school("setup", "--plain", stdin="nl\nSanne de Wit\nTideway\n\n\n")
    school("backup", "--to", "usb.zip")
    fresh = Kgw(tmp_path / "new")
    fresh.folder.mkdir()
    shutil.move(school.folder / "usb.zip", fresh.folder / "usb.zip")
    done = fresh("restore", "usb.zip", "--yes")
    assert done.code == 0
    assert meetings(fresh) == meetings(school)
    assert notes(fresh) == notes(school)
    assert json.loads((fresh.home / "settings.json").read_text())["school"] == "Tideway"
    assert fresh("log", "daarna").out == "N-13\n"


def test_settings_that_are_there_stay(school: Kgw) -> None:
    school("setup", "--plain", stdin="nl\nSanne de Wit\nTideway\n\n\n")
    school("backup", "--to", "usb.zip")
    school("setup", "--plain", stdin="nl\nSanne de Wit\nElders\n\n\n")
    school("restore", "usb.zip", "--yes")
    assert json.loads((school.home / "settings.json").read_text())["school"] == "Elders"


def test_a_store_that_does_not_open_comes_back_from_its_backup(school: Kgw) -> None:
    for path in (school.home / "shared").glob("snapshot-*"):
        path.write_bytes(path.read_bytes()[:-9])
    (school.home / "shared" / "journal-00000001.jsonl").write_bytes(b"")
    assert school("list", "meetings").code == 1
    school("backup")
    done = school("restore", "2026-11-24", "--only", "shared", "--yes")
    assert done.code == 0, done.err
    assert "replaced-2026-11-24T130400" in done.out
    assert school("list", "people").code == 0
    assert list((school.home / "shared" / "replaced-2026-11-24T130400").glob("snapshot-*"))


def test_backups_of_a_shared_folder_lie_beside_it_and_hold_nothing_private(kgw: Kgw) -> None:
    folder = kgw.folder / "samen"
    where = {"KGW_SHARED": str(folder)}
    kgw("import", "-", stdin="vergadering: MT\n! Iets doen @sanne\n- zichtbaar\n", env=where)
    kgw("log", "geheim", env=where)
    (made,) = (folder / "backups").iterdir()
    assert stat.S_IMODE(made.stat().st_mode) == 0o660
    with zipfile.ZipFile(made) as packed:
        assert b"geheim" not in b"".join(packed.read(name) for name in packed.namelist())
    assert not backups(kgw, "shared")
    assert backups(kgw, "private") == ["2026-11-24.zip"]


def test_a_backup_of_the_other_records_is_listed_as_one_and_not_put_back(school: Kgw) -> None:
    before = (meetings(school), notes(school))
    other = school.home / "private" / "backups" / "2026-11-24.zip"
    shutil.copy(other, school.home / "shared" / "backups" / "2026-01-02.zip")
    assert "van andere gegevens" in school("restore").out
    done = school("restore", "2026-01-02", "--yes")
    assert (done.code, done.out) == (1, "")
    assert "is geen reservekopie van de gegevens ernaast" in done.err
    assert (meetings(school), notes(school)) == before


def test_only_a_file_that_was_named_brings_settings_and_own_content(school: Kgw, tmp_path: Path) -> None:
    school("setup", "--plain", stdin="nl\nSanne de Wit\nTideway\n\n\n")
    school("backup", "--to", "usb.zip")
    colleague = Kgw(tmp_path / "new")
    colleague.folder.mkdir()
    colleague("log", "iets")
    colleague("backup")
    (colleague.home / "settings.json").unlink(missing_ok=True)
    (colleague.home / "shared" / "backups").mkdir(exist_ok=True)
    planted = colleague.home / "shared" / "backups" / "2026-01-02.zip"
    shutil.copy(school.folder / "usb.zip", planted)
    assert colleague("restore", "2026-01-02", "--yes").code == 1
    assert not (colleague.home / "settings.json").exists()
    assert notes(colleague) == [line for line in notes(colleague) if "iets" in line]
    shutil.move(planted, colleague.folder / "usb.zip")
    assert colleague("restore", "usb.zip", "--yes").code == 0
    assert (colleague.home / "settings.json").exists()


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_the_list_has_one_line_a_backup_however_narrow_the_terminal(school: Kgw, columns: int) -> None:
    school("backup", env=TOMORROW)
    school("log", "nog iets", env=TOMORROW)
    school("restore", "2026-11-25", "--yes", env=LATER)
    child = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], "restore"],
        env=school.environment(**LATER),
        cwd=str(school.folder),
        encoding="utf-8",
        timeout=60,
        dimensions=(24, columns),
    )
    child.expect(pexpect.EOF)
    assert child.before is not None
    lines = child.before.splitlines()
    assert len(lines) == 4
    assert [line.split()[0] for line in lines[1:]] == ["before-restore-2026-11-25T150412", "2026-11-25", "2026-11-24"]
    assert max(map(len, lines)) < columns
    assert ("3 vergaderingen" in lines[2]) == (columns >= 80)
