"""`kgw import`: the id alone on stdout, everything else on stderr, and a sentence for whatever isn't text."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import Path

import pytest

from tests.cli.conftest import DEMO
from tests.cli.processes import Kgw

MEETING = """vergadering: MT-overleg
datum: 2026-11-24

## Toetsdruk (20)
[waarom]
Drie mentoren melden klachten
! Kalender uitdraaien >volgende vrijdag
= Twee toetsen per week
"""


def test_a_meeting_gives_its_id_alone_and_the_rest_on_stderr(kgw: Kgw) -> None:
    (kgw.folder / "mt.txt").write_text(MEETING, "utf-8")
    done = kgw("import", "mt.txt")
    assert done.code == 0
    assert re.fullmatch(r"[0-9a-f]{32}\n", done.out)
    assert "7" in done.err
    assert "volgende vrijdag" in done.err
    assert "vr 4 dec 2026" in done.err
    assert kgw("show", done.out.strip()).lines[0].startswith("M-1")


def test_piped_text_is_imported_too(kgw: Kgw) -> None:
    done = kgw("import", "-", stdin=MEETING)
    assert done.code == 0
    assert kgw("list", "meetings").out.endswith(done.out)


def test_a_dry_run_says_what_it_would_be_and_stores_nothing(kgw: Kgw) -> None:
    done = kgw("import", "-", "--dry-run", stdin=MEETING)
    assert (done.code, done.out) == (0, "")
    assert "1 actie" in done.err
    assert kgw("list", "meetings").out == ""


def test_other_files_are_recognised_and_give_their_numbers(kgw: Kgw) -> None:
    people, corridor, visits = (kgw("import", str(DEMO / f"{name}.txt")) for name in ("people", "corridor", "visits"))
    assert (people.code, people.out) == (0, "")
    assert corridor.lines[:12] == [f"N-{number}" for number in range(1, 13)]
    assert visits.lines == [f"B-{number}" for number in range(1, 7)]
    assert len(kgw("list", "people").lines) == 10


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04\x14\x00rest of a docx", "Word"),
        (b"%PDF-1.7 and so on", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word"),
        (b"{\\rtf1 text}", "RTF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "tekst"),
        (bytes(range(256)) * 8, "tekst"),
        (b"vergadering: MT\ncaf\xe9", "UTF-8"),
        (b"\x00" * 5000, "tekst"),
        (b"", "import"),
        (b"  \n\t\n", "import"),
    ],
    ids=["docx", "pdf", "doc", "rtf", "png", "bytes", "latin-1", "zeroes", "empty", "blank"],
)
def test_what_is_no_text_gets_a_sentence_and_stores_nothing(kgw: Kgw, content: bytes, words: str) -> None:
    (kgw.folder / "file").write_bytes(content)
    done = kgw("import", "file")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("kgw: ")
    assert done.err.count("\n") == 1
    assert words in done.err
    assert kgw("list", "meetings").out == ""


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_says_how_to_read(kgw: Kgw, mark: bytes, encoding: str) -> None:
    (kgw.folder / "mt.txt").write_bytes(mark + MEETING.replace("Drie", "Één").encode(encoding))
    done = kgw("import", "mt.txt")
    assert done.code == 0
    assert "Één mentoren" in kgw("show", "last").out


@pytest.mark.parametrize("name", ["nergens.txt", ".", "nergens/mt.txt", "mt.txt/x", "x" * 300, "a\nb", "", b"\xff\xfe"])
def test_a_file_that_is_not_there_gets_a_sentence(kgw: Kgw, name: str | bytes) -> None:
    (kgw.folder / "mt.txt").write_text(MEETING, "utf-8")
    done = kgw("import", name)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("kgw: ")
    assert done.err.count("\n") == 1


def test_an_endless_file_is_refused(kgw: Kgw) -> None:
    done = kgw("import", "/dev/zero")
    assert done.code == 1
    assert "64 MB" in done.err


def test_a_megabyte_is_imported_whole(kgw: Kgw) -> None:
    lines = [f"Zin {number} " + "woord " * 12 for number in range(12_000)]
    done = kgw("import", "-", stdin="vergadering: Groot\n\n" + "\n".join(lines))
    assert done.code == 0
    exported = json.loads(kgw("export", "last", "--format", "json").out)
    (item,) = exported["meeting"]["items"]
    assert len(item["entries"]) == 12_000
    assert item["entries"][-1]["text"].startswith("Zin 11999")


def test_awkward_text_is_kept_and_never_obeyed(kgw: Kgw) -> None:
    awkward = (
        "vergadering: [bold]MT[/bold] {0} %s\n\n## Punt {x} [/]\n\x1b[31mrood\x1b[0m @[red]x[/red]\n! \u202eomgekeerd\n"
    )
    assert kgw("import", "-", stdin=awkward).code == 0
    for arguments in (("list", "meetings"), ("list", "actions"), ("show", "last"), ("export", "--format", "md")):
        done = kgw(*arguments)
        assert done.code == 0
        assert "\x1b" not in done.out
    assert "[bold]MT[/bold] {0} %s" in kgw("list", "meetings").out


def test_lines_that_could_not_be_read_as_meant_are_counted(kgw: Kgw) -> None:
    done = kgw("import", "-", stdin=MEETING + "! Iets >31-02\n")
    assert done.code == 0
    assert "31-02" in done.err


def test_nothing_to_name_is_wrong_usage(kgw: Kgw) -> None:
    assert kgw("import").code == 2


@pytest.mark.parametrize("name", sorted(path.name for path in Path(DEMO).glob("m*.txt")))
def test_the_demo_meetings_are_read_without_a_line_that_was_not_meant(kgw: Kgw, name: str) -> None:
    kgw("import", str(DEMO / "people.txt"))
    done = kgw("import", str(DEMO / name))
    assert done.code == 0
    assert len(done.err.splitlines()) == 1
