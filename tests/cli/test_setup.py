"""`kgw setup`: five questions on plain input or with questionary, each of which can be skipped."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pexpect
import pytest

from kgw_tui.settings import Settings
from tests.cli.processes import COMMAND, Kgw

FIVE = "nl\nSanne de Wit\nHet Getij\nMT\nKarim Bouzid, Fatima El Idrissi en Jan Pol\n"


def people(kgw: Kgw) -> list[str]:
    return [person["name"] for person in json.loads(kgw("list", "people", "--json").out)]


def test_five_lines_are_enough(kgw: Kgw) -> None:
    done = kgw("setup", "--plain", stdin=FIVE)
    assert done.code == 0
    assert done.lines[:3] == [
        "Je naam: Sanne de Wit",
        "School: Het Getij",
        "Overleg dat je voorzit: MT (met nog 3 collega's)",
    ]
    assert people(kgw) == ["Fatima El Idrissi", "Jan Pol", "Karim Bouzid", "Sanne de Wit"]


def test_names_may_stand_a_line_each(kgw: Kgw) -> None:
    kgw("setup", "--plain", stdin="nl\n\n\nMT\nKarim Bouzid\nJan Pol\n\nAns Vis\n")
    assert people(kgw) == ["Ans Vis", "Jan Pol", "Karim Bouzid"]


@pytest.mark.parametrize("answers", ["", "\n", "\n\n\n\n\n", "nl\n"])
def test_all_of_it_can_be_skipped(kgw: Kgw, answers: str) -> None:
    done = kgw("setup", "--plain", stdin=answers)
    assert done.code == 0
    assert people(kgw) == []


def test_asked_again_it_shows_what_is_there_and_keeps_it(kgw: Kgw) -> None:
    kgw("setup", "--plain", stdin=FIVE)
    again = kgw("setup", "--plain", stdin="\n\n\n\n\n")
    assert "Sanne de Wit" in again.err
    assert "Karim Bouzid, Fatima El Idrissi, Jan Pol" in again.err
    assert len(people(kgw)) == 4
    changed = kgw("setup", "--plain", stdin="en\n\nTideway School\n\n\n")
    assert "School: Tideway School" in changed.out
    assert "Your name: Sanne de Wit" in changed.out


def test_a_language_that_kgw_does_not_speak_is_said(kgw: Kgw) -> None:
    done = kgw("setup", "--plain", stdin="frans\n")
    assert done.code == 1
    assert "frans" in done.err
    assert done.err.splitlines()[-1].startswith("kgw: ")


@pytest.mark.parametrize(
    ("answer", "language"), [("nl", "nl"), ("Nederlands", "nl"), ("NED", "nl"), ("en", "en"), ("english", "en")]
)
def test_a_language_may_be_named(kgw: Kgw, answer: str, language: str) -> None:
    assert kgw("setup", "--plain", stdin=f"{answer}\n").code == 0
    assert json.loads((kgw.home / "settings.json").read_text())["language"] == language


def test_answers_that_are_not_utf8_are_refused_whole(kgw: Kgw) -> None:
    done = kgw.raw("setup", "--plain", stdin=b"nl\nJos\xe9\n")
    assert done.returncode == 1
    assert people(kgw) == []


def test_awkward_answers_are_text(kgw: Kgw) -> None:
    done = kgw("setup", "--plain", stdin="nl\n[red]Sanne[/red] {x}\n\x1b[31m%s\n[/]\n\n")
    assert done.code == 0
    assert "\x1b" not in done.out
    assert people(kgw) == ["[red]Sanne[/red] {x}"]


def test_the_wizard_asks_on_a_terminal(kgw: Kgw) -> None:
    child = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], "setup"],
        env=kgw.environment(PROMPT_TOOLKIT_NO_CPR="1"),
        encoding="utf-8",
        use_poll=True,
        dimensions=(24, 80),
        timeout=60,
    )
    for question, answer in (
        ("Taal", ""),
        ("Je naam", "Sanne de Wit"),
        ("School", "Het Getij"),
        ("Overleg dat je voorzit", "MT"),
        ("Wie daar met je vergaderen", "Karim Bouzid, Jan Pol"),
    ):
        child.expect(question)
        child.send(answer + "\r")
    child.expect("MT \\(met nog 2 collega's\\)")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert people(kgw) == ["Jan Pol", "Karim Bouzid", "Sanne de Wit"]


def test_leaving_the_wizard_half_way_changes_nothing(kgw: Kgw) -> None:
    child = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], "setup"],
        env=kgw.environment(PROMPT_TOOLKIT_NO_CPR="1"),
        encoding="utf-8",
        use_poll=True,
        dimensions=(24, 80),
        timeout=60,
    )
    child.expect("Taal")
    child.send("\r")
    child.expect("Je naam")
    child.send("Sanne\x03")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert "Traceback" not in str(child.before)
    assert people(kgw) == []


def test_what_the_settings_are_is_shown_and_nothing_is_asked(kgw: Kgw) -> None:
    kgw("setup", "--plain", stdin=FIVE)
    shown = dict(line.split("\t") for line in kgw("setup", "--show").lines)
    assert (shown["language"], shown["writer"]) == ("nl", "Sanne de Wit")
    assert shown["file"] == str(kgw.home / "settings.json")
    assert set(shown) - {"file"} == set(Settings.__struct_fields__)


def test_the_page_about_the_settings_names_each_of_them() -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    named = re.findall(r"^\| `(\w+)`", page, re.MULTILINE)
    assert sorted(named) == sorted(Settings.__struct_fields__)
