"""What a person sees at their own terminal: what is theirs alone when they ask for it, and nobody else's secrets."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.cli.processes import COMMAND, Kgw
from tests.cli.test_records import on_terminal

MEETING = """vergadering: MT-overleg
datum: 2026-11-24
voorzitter: Sanne de Wit
agenda: mt

## Toetsdruk (20)
    {trekker: chair}
    {sjabloon: mt-question}
    {tip: Alleen wat te laat is}
[hoe]
Drie mentoren melden klachten
; Jan keek bozig
= Twee toetsen per week >2027-03-01 {unaniem} {voorwaarde: secties leveren data} {maat: hooguit 5}
! Kalender uitdraaien {blijft binnen}
! Ouders bellen

## Personeel {vertrouwelijk}
! Gesprek met Ans
= Contract verlengd
; niet waar Jan bij is
"""


@pytest.fixture
def held(kgw: Kgw) -> Kgw:
    """A home with one meeting that has everything in it that isn't for everybody."""
    assert kgw("import", "-", stdin=MEETING).code == 0
    return kgw


def test_a_meeting_is_shown_in_words_that_people_use(held: Kgw) -> None:
    shown = held("show", "M-1").out
    assert "Drie mentoren melden klachten" in shown
    assert "Kalender uitdraaien" in shown
    for word in ("trekker", "chair", "sjabloon", "mt-question", "tip:", "agenda:"):
        assert word not in shown


def test_a_confidential_item_is_shown_when_asked_for_only(held: Kgw) -> None:
    closed, opened = held("show", "last"), held("show", "last", "--confidential")
    assert all(word not in closed.out for word in ("Personeel", "Gesprek", "Contract", "V-01"))
    assert "--confidential" in closed.err
    assert "Gesprek met Ans" in opened.out
    assert opened.err == ""


@pytest.mark.parametrize("arguments", [("A-1", "--mine"), ("A-1", "--confidential")])
def test_what_only_a_meeting_has_is_asked_of_a_meeting_only(held: Kgw, arguments: tuple[str, ...]) -> None:
    assert held("show", *arguments).code == 2


def test_ones_own_notes_are_shown_when_asked_for_and_never_otherwise(held: Kgw) -> None:
    mine = held("show", "M-1", "--mine").out
    assert mine == "Toetsdruk\n  Jan keek bozig\nPersoneel\n  niet waar Jan bij is\n"
    notes = json.loads(held("show", "M-1", "--mine", "--json").out)
    assert [note["text"] for note in notes] == ["Jan keek bozig", "niet waar Jan bij is"]
    others = [("show", "M-1"), ("show", "M-1", "--confidential"), ("show", "M-1", "--json"), ("list", "notes")]
    others += [("export", "--format", form) for form in ("txt", "json", "md", "csv")]
    for arguments in others:
        assert "bozig" not in held(*arguments).out


def test_a_decision_is_shown_with_how_it_was_taken_and_on_what_condition(held: Kgw) -> None:
    shown = held("show", "2026-001").out
    for words in ("unaniem", "secties leveren data", "hooguit 5", "2027-03-01"):
        assert words in shown


def test_what_is_held_back_is_on_the_screen_and_not_in_json(held: Kgw) -> None:
    assert "Kalender uitdraaien" in held("list", "actions").out
    as_json = held("list", "actions", "--confidential", "--json")
    assert {action["text"] for action in json.loads(as_json.out)} == {"Ouders bellen", "Gesprek met Ans"}
    assert [number for number in as_json.err if number.isdigit()] == ["1"]


def test_what_belongs_to_what_is_held_back_is_not_in_json(kgw: Kgw) -> None:
    lines = (
        "vergadering: MT",
        "datum: 2026-11-24",
        "",
        "? Jan is te laat {blijft binnen} {a1}",
        "! Bel hem {bij a1}",
        "! Ja",
    )
    (kgw.folder / "x.txt").write_text("\n".join(lines))
    assert kgw("import", "x.txt").code == 0
    assert "Bel hem" in kgw("list", "actions").out
    as_json = kgw("list", "actions", "--json")
    assert [each["text"] for each in json.loads(as_json.out)] == ["Ja"]


@pytest.mark.parametrize(("form", "held_back"), [("txt", 1), ("json", 0)])
def test_who_exports_a_whole_meeting_is_told_what_is_in_it(held: Kgw, form: str, held_back: int) -> None:
    told = held("export", "last", "--format", form)
    assert "Gesprek met Ans" in told.out
    assert told.err.count("\n") == 1
    assert [number for number in told.err if number.isdigit()] == (["2", "1"] if held_back else ["2"])
    assert held("export", "last", "--format", "md").err == ""
    assert held("export", "last", "--format", "json", "--for", "mr").err == ""


def test_a_promise_of_ones_own_is_in_the_list_of_actions_and_marked(held: Kgw) -> None:
    logged = held("log", "! @ik bel Fatima terug >vr #toetsing").lines
    assert logged == ["N-1", logged[1]]
    assert logged[1].startswith("A-")
    (row,) = [line for line in held("list", "actions").lines if "Fatima" in line]
    assert row.split("\t")[0] == logged[1]
    assert row.endswith(("(privé)", "(private)"))
    (action,) = [each for each in json.loads(held("list", "actions", "--json").out) if each.get("private")]
    assert (action["handle"], action["private"]) == (logged[1], True)
    assert "Fatima" in held("list", "actions", "--since", "2026-11-24").out
    for narrowed in (("--since", "2026-11-25"), ("--meeting", "M-1"), ("--series", "MT-overleg")):
        assert "Fatima" not in held("list", "actions", *narrowed).out
    assert "Fatima" not in held("export", "--as", "actions", "--format", "json").out


@pytest.mark.parametrize("kind", ["actions", "questions", "themes", "meetings"])
def test_an_empty_list_says_so_to_a_person_and_gives_programs_nothing(kgw: Kgw, kind: str) -> None:
    assert on_terminal(kgw, "list", kind).strip()
    piped = kgw("list", kind)
    assert (piped.out, piped.err) == ("", "")


@pytest.mark.parametrize("name", ["notulen.pdf", "notulen.odt", "notulen.doc", "n.html"])
def test_a_kind_of_file_that_cannot_be_made_is_refused_with_those_that_can(held: Kgw, name: str) -> None:
    refused = held("export", "last", "--to", name)
    assert (refused.code, refused.out) == (1, "")
    assert ".docx, .md, .txt, .json, .csv, .ics" in refused.err
    assert not (held.folder / name).exists()


@pytest.mark.parametrize("name", ["notulen", "notulen 24.11", "map.v2"])
def test_a_name_that_says_no_format_becomes_word(held: Kgw, name: str) -> None:
    if name == "map.v2":
        (held.folder / name).mkdir()
    done = held("export", "last", "--to", name)
    assert done.code == 0, done.err
    assert (held.folder / done.out.strip()).read_bytes().startswith(b"PK")


def test_what_is_done_may_be_said_in_the_words_that_are_shown(school: Kgw) -> None:
    assert school("do", "A-1", "gedaan").out == "A-1: gedaan\n"
    assert school("do", "A-1", "heropen").code == 0
    assert school("do", "A-1", "vervallen").out == "A-1: vervallen\n"
    assert school("do", "C-1", "klopt", "niet", "--why", "geteld").out == "C-1: klopt niet\n"
    assert school("do", "C-1", "klopt-deels").out == "C-1: klopt deels\n"
    assert school("do", "C-1", "holds", "--lang", "en").out == "C-1: holds\n"
    unknown = school("do", "C-1", "vlieg")
    assert unknown.code == 2
    assert "klopt-niet" in unknown.err


def test_no_list_shows_a_text_turned_round(kgw: Kgw) -> None:
    assert kgw("log", "gesprek met \u202enaj\u202c over \u2066iets\u2069").code == 0
    shown = on_terminal(kgw, "list", "notes")
    assert "gesprek met naj over iets" in shown


def test_a_fault_never_tells_what_somebody_typed(kgw: Kgw) -> None:
    script = (
        "import sys; from kgw_tui import cli; import kgw_tui.cli_log as l\n"
        "def fail(*_texts): raise ValueError('Ans is ziek')\n"
        "l.log_notes = fail; sys.argv = ['kgw', 'log', 'Ans is ziek']; cli.main()"
    )
    done = subprocess.run([COMMAND[0], "-c", script], env=kgw.environment(), capture_output=True, check=False)
    assert done.returncode == 1
    assert b"ValueError" in done.stderr
    assert b"ziek" not in done.stderr
