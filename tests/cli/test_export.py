"""`kgw export`: every document in every format, where it goes, and what is refused."""

from __future__ import annotations

import csv
import json

import pexpect
import pytest

from tests.cli.processes import COMMAND, Kgw


def test_word_goes_to_this_folder_under_its_proper_name(school: Kgw) -> None:
    done = school("export", "last")
    assert (done.code, done.out) == (0, "2026-11-10 MT-overleg notulen.docx\n")
    assert (school.folder / done.out.strip()).read_bytes().startswith(b"PK\x03\x04")


@pytest.mark.parametrize("genre", ["minutes", "concise", "decisions", "actions"])
@pytest.mark.parametrize("format", ["docx", "md", "txt", "json", "csv", "ics"])
def test_every_document_is_made_or_refused_with_what_can_be(school: Kgw, genre: str, format: str) -> None:
    done = school("export", "M-3", "--as", genre, "--format", format, "--to", "uit")
    if done.code == 0:
        assert (school.folder / "uit").stat().st_size > 0
    else:
        assert done.code == 1
        assert "docx" in done.err
        assert done.err.count("\n") == 1


@pytest.mark.parametrize("format", ["md", "json", "csv", "ics", "txt"])
def test_text_goes_to_the_output(school: Kgw, format: str) -> None:
    done = school("export", "--format", format)
    assert done.code == 0
    assert "Toetsdruk in leerjaar 2" in done.out or format == "ics"
    assert not list(school.folder.glob("*.*"))


def test_a_file_that_is_there_is_not_overwritten_without_force(school: Kgw) -> None:
    target = school.folder / "notulen.docx"
    target.write_text("van mij")
    refused = school("export", "last", "--to", "notulen.docx")
    assert refused.code == 1
    assert "--force" in refused.err
    assert target.read_text() == "van mij"
    assert school("export", "last", "--to", "notulen.docx", "--force").code == 0
    assert target.read_bytes().startswith(b"PK")


def test_what_is_open_from_before_names_its_meeting_and_item(kgw: Kgw) -> None:
    before = (
        "vergadering: MT\ndatum: 2026-11-10\n\n## Gebouw\n! Sloten bestellen\n## P {vertrouwelijk}\n! Stil houden\n"
    )
    (kgw.folder / "a.txt").write_text(before)
    (kgw.folder / "b.txt").write_text("vergadering: MT\ndatum: 2026-11-24\nverwacht: Jan Pol\n\n! Iets\n")
    assert [kgw("import", f"{name}.txt").code for name in "ab"] == [0, 0]
    (open_one, _own) = json.loads(kgw("export", "last", "--as", "actions", "--format", "json").out)
    assert (open_one["meeting"], open_one["date"], open_one["item"]) == ("MT", "2026-11-10", "Gebouw")
    for form in ("md", "csv", "ics"):
        content = kgw("export", "last", "--as", "actions", "--format", form).out
        assert "Sloten bestellen" in content
        assert "Stil houden" not in content
    assert "niet genoteerd van Jan Pol" in kgw("export", "last", "--format", "md").out


def test_a_second_export_gets_a_name_beside_the_first(school: Kgw) -> None:
    school("export", "last")
    assert school("export", "last").out == "2026-11-10 MT-overleg notulen (2).docx\n"


def test_a_folder_gets_the_proper_name(school: Kgw) -> None:
    (school.folder / "map").mkdir()
    done = school("export", "PLG feedback", "--as", "decisions", "--to", "map")
    assert done.out == "map/2026-11-04 PLG feedback besluitenlijst.docx\n"


@pytest.mark.parametrize("target", ["nergens/x.docx", "/proc/x.docx", "x" * 300, "a\tb/x.md", ""])
def test_a_place_that_cannot_be_written_gets_a_sentence(school: Kgw, target: str) -> None:
    done = school("export", "last", "--to", target)
    if target:
        assert done.code == 1
        assert done.err.startswith("kgw: ")
        assert done.err.count("\n") == 1
    else:
        assert done.code in {0, 1, 2}


def test_the_name_behind_to_says_the_format(school: Kgw) -> None:
    school("export", "last", "--to", "uit.md")
    assert (school.folder / "uit.md").read_text("utf-8").startswith("# ")


def test_word_to_the_output_is_bytes(school: Kgw) -> None:
    assert school.raw("export", "last", "--to", "-").stdout.startswith(b"PK\x03\x04")


def test_word_is_not_thrown_at_a_terminal(school: Kgw) -> None:
    child = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], "export", "last", "--to", "-"],
        env=school.environment(),
        encoding="utf-8",
        use_poll=True,
    )
    child.expect("kgw: ")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1


@pytest.mark.parametrize("name", ["nergens", "M-99", "2020-01-01", "[red]", "\x1b[31m", "x" * 5000])
def test_an_unknown_meeting_gets_a_sentence(school: Kgw, name: str) -> None:
    done = school("export", name)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("kgw: ")
    assert "\x1b" not in done.err
    assert done.err.count("\n") == 1


def test_without_any_meeting_it_says_how_to_begin(kgw: Kgw) -> None:
    done = kgw("export")
    assert done.code == 1
    assert "kgw import" in done.err


def test_a_list_over_a_period_is_about_all_meetings(school: Kgw) -> None:
    done = school("export", "--as", "decisions", "--since", "2026-11-01", "--format", "json")
    assert {entry["meeting"] for entry in json.loads(done.out)} == {"MT-overleg", "PLG feedback"}
    assert {entry["date"] for entry in json.loads(done.out)} == {"2026-11-04", "2026-11-10"}


def test_a_list_over_a_period_of_a_named_meeting_is_about_its_series(school: Kgw) -> None:
    done = school("export", "MT-overleg", "--as", "decisions", "--since", "1 okt 2026", "--format", "json")
    assert {entry["meeting"] for entry in json.loads(done.out)} == {"MT-overleg"}
    assert {entry["date"] for entry in json.loads(done.out)} == {"2026-10-27", "2026-11-10"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("--since", "2026-11-01"),
        ("--as", "decisions", "--since", "2030-01-01"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(school: Kgw, arguments: tuple[str, ...]) -> None:
    done = school("export", *arguments, "--format", "md")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("kgw: ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--as", "verslag"),
        ("--format", "pdf"),
        ("--since", "31-02", "--as", "decisions"),
        ("--for", "inspectie"),
        ("--bogus",),
        ("last", "M-1"),
    ],
)
def test_wrong_usage_is_told_apart(school: Kgw, arguments: tuple[str, ...]) -> None:
    done = school("export", *arguments)
    assert (done.code, done.out) == (2, "")
    assert "kgw export --help" in done.err


def test_the_language_of_the_call_is_that_of_the_document(school: Kgw) -> None:
    assert school("export", "--format", "md", "--lang", "en").lines[0] == "# MT-overleg: minutes of 10 November 2026"
    assert school("export", "--format", "md").lines[0] == "# Notulen MT-overleg 10 november 2026"
    assert school("export", "--lang", "en").out == "2026-11-10 MT-overleg minutes.docx\n"


def test_other_readers_get_no_untested_claims(school: Kgw) -> None:
    group, council = (school("export", "--format", "md", "--for", who).out for who in ("group", "mr"))
    claim = "Zonder cijfer leren leerlingen niet"
    assert claim in group
    assert claim not in council
    assert claim in school("export", "--format", "md", "--for", "mr", "--untested").out


def test_final_leaves_out_the_word_draft(school: Kgw) -> None:
    assert "CONCEPT" in school("export", "--format", "md").out
    assert "CONCEPT" not in school("export", "--format", "md", "--final").out


def test_what_is_exported_as_txt_imports_as_the_same(school: Kgw) -> None:
    exported = school("export", "last", "--format", "txt").out
    other = Kgw(school.folder / "elders")
    other.folder.mkdir()
    assert other("import", "-", stdin=exported).code == 0
    assert other("export", "last", "--format", "txt").out == exported


def test_a_table_has_a_row_for_each_action(school: Kgw) -> None:
    rows = list(csv.reader(school("export", "M-1", "--as", "actions", "--format", "csv").lines))
    assert len(rows) == 9
