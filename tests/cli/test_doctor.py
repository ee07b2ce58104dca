"""`kgw doctor` as its users meet it: sentences in two languages, exit codes, JSON, and what other commands say."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from kgw_tui.cli_doctor_words import MAY_LOSE, WORDS
from kgw_tui.data.doctor.records import REFERENCES
from kgw_tui.data.doctor.salvage import State
from tests.cli.processes import Kgw

DATA = Path(__file__).parents[2] / "data"


def damaged(path: Path, old: str, new: str) -> None:
    data = path.read_bytes()
    assert old.encode() in data
    path.write_bytes(data.replace(old.encode(), new.encode(), 1))


@pytest.fixture
def noted(kgw: Kgw) -> Kgw:
    """A home with three notes in the private store."""
    for text in ("rook in de fietsenstalling", "beamer van 203 is stuk", "koffie met de wethouder"):
        assert kgw("log", text).code == 0
    return kgw


def private_journal(kgw: Kgw) -> Path:
    return max((kgw.home / "private").glob("journal-*.jsonl"))


def test_all_is_well_in_a_school_that_was_imported(school: Kgw) -> None:
    for language, words in (("nl", "Alles is in orde"), ("en", "All is well")):
        done = school("--lang", language, "doctor")
        assert (done.code, done.err) == (0, "")
        assert done.lines[-1].startswith(words)
    assert json.loads(school("doctor", "--json").out)["findings"] == []
    assert school("doctor", "--repair").code == 0
    assert not list(school.home.rglob("damaged-*"))


def test_a_command_that_meets_damage_says_so_in_a_line_and_names_the_doctor(noted: Kgw) -> None:
    damaged(private_journal(noted), "beamer", "\x01\x02amer")
    before = private_journal(noted).read_bytes()
    done = noted("list", "notes")
    assert (done.code, done.out) == (1, "")
    assert len(done.err.splitlines()) == 1
    assert "kgw doctor" in done.err
    assert private_journal(noted).read_bytes() == before


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Line 3 of private/journal-", "can't be read.", "It means:", "To do: Run kgw doctor --repair"]),
        (
            "nl",
            [
                "Regel 3 van private/journal-",
                "is niet te lezen.",
                "Dat betekent:",
                "Doe dit: Draai kgw doctor --repair",
            ],
        ),
    ],
)
def test_damage_is_explained_repaired_and_told(noted: Kgw, language: str, words: list[str]) -> None:
    path = private_journal(noted)
    damaged(path, "beamer", "\x01\x02amer")
    before = {each: each.read_bytes() for each in noted.home.rglob("*") if each.is_file()}
    done = noted("--lang", language, "doctor")
    assert done.code == 1
    for each in words:
        assert each in done.out
    assert {each: each.read_bytes() for each in noted.home.rglob("*") if each.is_file()} == before

    done = noted("--lang", language, "doctor", "--repair")
    assert done.code == 0, done.out
    (aside,) = (noted.home / "private").glob("damaged-*")
    assert str(aside) in done.out
    assert (aside / path.name).read_bytes() == before[path]
    assert noted("doctor").code == 0
    notes = noted("list", "notes").out
    assert "rook" in notes
    assert "koffie" in notes
    assert noted("log", "en verder").out == "N-4\n"


def test_json_says_the_same_in_codes(noted: Kgw) -> None:
    damaged(private_journal(noted), "beamer", "beXmYr")
    found = json.loads(noted("doctor", "--json").out)
    (finding,) = [each for each in found["findings"] if each["counts"]]
    assert (finding["code"], finding["line"], finding["repairable"]) == ("journal.read", 3, True)
    assert finding["lost"] == ["N-2 beXmYr van 203 is stuk"]
    done = noted("doctor", "--repair", "--json")
    assert done.code == 0
    told = json.loads(done.out)
    assert [each["code"] for each in told["repaired"]] == ["journal.read"]
    assert [each for each in told["findings"] if each["counts"]] == []
    assert len(told["kept"]) == 1


def test_after_a_loss_nobody_is_told_that_all_is_well(noted: Kgw) -> None:
    damaged(private_journal(noted), "beamer", "\x01\x02amer")
    done = noted("--lang", "en", "doctor", "--repair")
    assert done.code == 0
    assert "All is well" not in done.out
    assert done.lines[-1].startswith("What is there now in")
    assert noted("--lang", "en", "doctor").lines[-1].startswith("All is well")


def test_a_finding_about_a_record_names_the_folder_in_which_it_is(noted: Kgw) -> None:
    program = (
        "import sys; from pathlib import Path; from kgw_tui.data.store.engine import EmbeddedStore\n"
        "EmbeddedStore(Path(sys.argv[1])).tinydb.table('visits').insert({'colour': 'blue'})\n"
    )
    subprocess.run([sys.executable, "-c", program, str(noted.home / "private")], check=True, timeout=60)
    (found,) = json.loads(noted("doctor", "--json").out)["findings"]
    assert (found["code"], found["path"]) == ("record.unreadable", str(noted.home / "private"))


def test_a_home_that_isnt_there_is_well_and_isnt_made(kgw: Kgw) -> None:
    assert kgw("doctor").code == 0
    assert kgw("doctor", "--repair").code == 0
    assert not kgw.home.exists()


def test_settings_that_are_broken_dont_keep_the_doctor_from_looking(noted: Kgw) -> None:
    (noted.home / "settings.json").write_text('{"roles": 3, "language": "en"', "utf-8")
    done = noted("doctor")
    assert done.code == 1
    assert "settings.json" in done.out
    assert noted("doctor", "--repair").code == 0


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told_and_the_repair_says_so(noted: Kgw) -> None:
    damaged(private_journal(noted), "beamer", "\x01\x02amer")
    (noted.home / "private").chmod(0o500)
    done = noted("doctor", "--repair")
    (noted.home / "private").chmod(0o700)
    assert done.code == 1
    assert len(done.err.splitlines()) <= 1


def test_words_of_records_reach_the_terminal_without_what_it_would_obey(noted: Kgw) -> None:
    damaged(private_journal(noted), "beamer", "\\u001b[2J")
    done = noted("doctor")
    assert "\x1b" not in done.out


def test_everything_that_can_be_found_has_words() -> None:
    sources = "".join(path.read_text("utf-8") for path in (DATA / "doctor").glob("*.py"))
    kinds = "|".join(sorted({code.partition(".")[0] for code in WORDS}))
    used = set(re.findall(rf'"((?:{kinds})\.[a-z-]+)"', sources))
    used |= {f"journal.{state}" for state in get_args(State) if state != "whole"}
    used |= {f"reference.{field}" for fields in REFERENCES.values() for field in fields}
    used -= {"store.json"}  # the name of a file
    assert used == WORDS.keys()
    assert WORDS.keys() >= MAY_LOSE
