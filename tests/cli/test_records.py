"""`kgw list`, `kgw show` and `kgw do`: what scripts rely on."""

from __future__ import annotations

import json
import subprocess

import pexpect
import pytest

from tests.cli.processes import COMMAND, Kgw


def on_terminal(kgw: Kgw, *arguments: str, columns: int = 80, **env: str) -> str:
    child = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], *arguments],
        env=kgw.environment(**env),
        encoding="utf-8",
        dimensions=(24, columns),
        timeout=60,
        use_poll=True,
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return str(child.before).replace("\r\n", "\n")


KINDS = (
    *("meetings", "actions", "questions", "decisions", "assumptions", "notes", "promises", "reports", "patterns"),
    *("visits", "people", "themes"),
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_list_is_a_line_a_record_and_the_same_as_json(school: Kgw, kind: str) -> None:
    rows, objects = school("list", kind), school("list", kind, "--json")
    assert (rows.code, objects.code) == (0, 0)
    assert len(rows.lines) == len(json.loads(objects.out))
    assert len({line.count("\t") for line in rows.lines}) <= 1


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_home_gives_empty_lists(kgw: Kgw, kind: str) -> None:
    assert kgw("list", kind).out == ""
    assert json.loads(kgw("list", kind, "--json").out) == []


def test_entries_in_json_have_the_stable_names_and_where_they_were_said(school: Kgw) -> None:
    (action, *_others) = json.loads(school("list", "actions", "--owner", "@tomasz", "--json").out)
    assert action == {
        "handle": "A-2",
        "kind": "action",
        "phase": "why",
        "text": "Toetsen per klas tellen in de planner, week 36 tot en met 42, dit jaar en vorig jaar",
        "owners": ["Tomasz Wieczorek"],
        "due": "2026-11-06",
        "themes": [],
        "status": "open",
        "meeting": "MT-overleg",
        "date": "2026-10-27",
        "item": "Toetsdruk in leerjaar 2",
    }


def test_a_claim_in_json_comes_with_its_evidence(school: Kgw) -> None:
    (claim, *_others) = json.loads(school("list", "assumptions", "--meeting", "M-1", "--json").out)
    assert claim["status"] == "untested"
    assert claim["evidence"] == [
        {"kind": "evidence", "phase": "why", "text": "Indruk van vier mentoren; niemand heeft geteld"}
    ]


def test_filters_narrow(school: Kgw) -> None:
    assert len(school("list", "actions", "--owner", "youssef").lines) == 3
    assert len(school("list", "assumptions", "--theme", "#feedback").lines) == 3
    assert len(school("list", "decisions", "--series", "PLG feedback").lines) == 1
    assert len(school("list", "meetings", "--since", "1 nov").lines) == 2
    assert len(school("list", "notes", "--since", "2026-11-05").lines) == 4


def test_what_is_done_is_listed_with_all_only(school: Kgw) -> None:
    before = len(school("list", "actions").lines)
    school("do", "A-1", "done")
    assert len(school("list", "actions").lines) == before - 1
    assert len(school("list", "actions", "--all").lines) == before


@pytest.mark.parametrize(
    "arguments", [("people", "--owner", "x"), ("meetings", "--theme", "x"), ("niets",), (), ("actions", "--since", "x")]
)
def test_filters_that_do_not_fit_are_wrong_usage(school: Kgw, arguments: tuple[str, ...]) -> None:
    done = school("list", *arguments)
    assert (done.code, done.out) == (2, "")
    assert "kgw list --help" in done.err


def test_on_a_terminal_rows_stand_under_their_headings(school: Kgw) -> None:
    shown = on_terminal(school, "list", "decisions")
    lines = shown.splitlines()
    assert lines[0].split() == ["nummer", "datum", "status", "terugkijken", "besluit"]
    column = lines[0].index("besluit")
    assert all(line[:column].strip() == "" or line[column - 1] == " " for line in lines)
    assert max(len(line) for line in lines) <= 80
    assert "\x1b" not in shown


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"LC_ALL": "C"}])
def test_lists_are_plain_in_any_terminal(school: Kgw, env: dict[str, str]) -> None:
    assert "\x1b" not in on_terminal(school, "list", "actions", **env)


@pytest.mark.parametrize("columns", [20, 1, 300])
def test_lists_fit_narrow_and_wide_terminals(school: Kgw, columns: int) -> None:
    assert "A-1" in on_terminal(school, "list", "actions", columns=columns)


def test_a_reader_that_leaves_early_is_no_error(school: Kgw) -> None:
    for arguments in ("list actions --all", "export last --format json", "show last"):
        done = subprocess.run(
            ["bash", "-c", f'set -o pipefail; "$0" -m kgw_tui {arguments} | head -c 1', COMMAND[0]],
            env=school.environment(),
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("handle", ["A-1", "2026-001", "C-1", "N-1", "B-1", "B-2", "M-1", "last", "2026-11-04"])
def test_every_record_can_be_shown_for_people_and_programs(school: Kgw, handle: str) -> None:
    shown, as_json = school("show", handle), school("show", handle, "--json")
    assert (shown.code, as_json.code) == (0, 0)
    assert shown.out.strip()
    assert json.loads(as_json.out)


def test_an_entry_is_shown_with_where_it_was_said_and_what_stands_under_it(school: Kgw) -> None:
    shown = school("show", "C-1").out
    assert "Leerjaar 2 heeft dit jaar meer toetsen dan vorig jaar" in shown
    assert "MT-overleg 2026-10-27" in shown
    assert "+ Indruk van vier mentoren; niemand heeft geteld" in shown


def test_a_note_is_shown_with_its_promise(school: Kgw) -> None:
    shown = json.loads(school("show", "N-1", "--json").out)
    assert shown["kind"] == "signal"
    assert shown["actions"][0]["due"] == "2026-10-27"


@pytest.mark.parametrize("handle", ["A-999", "niets", "\x1b[2J", "[bold]", "../x"])
def test_what_is_not_there_gets_a_sentence(school: Kgw, handle: str) -> None:
    for command in (("show", handle), ("do", handle, "done")):
        done = school(*command)
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith("kgw: ")
        assert done.err.count("\n") == 1
        assert "\x1b" not in done.err


def test_what_is_done_is_said_and_stays(school: Kgw) -> None:
    assert school("do", "A-1", "done", "--why", "doorgegeven").out == "A-1: gedaan\n"
    assert school("do", "C-1", "refuted", "--why", "76 tegen 79").out == "C-1: klopt niet\n"
    assert school("do", "2026-002", "withdraw").out == "2026-002: ingetrokken\n"
    assert school("do", "2026-001", "replace", "--by", "2026-003").out == "2026-001: vervangen door 2026-003\n"
    assert school("do", "M-1", "adopt").out == "M-1: vastgesteld\n"
    shown = json.loads(school("show", "A-1", "--json").out)
    assert shown["status"] == "done"
    assert "76 tegen 79" in school("show", "C-1").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("A-1", "reopen"), 1),
        (("A-1", "withdraw"), 1),
        (("C-1", "accepted-risk"), 1),
        (("2026-001", "replace"), 1),
        (("2026-001", "replace", "--by", "2026-001"), 1),
        (("2026-001", "replace", "--by", "2026-999"), 1),
        (("N-1", "done"), 1),
        (("A-1", "vlieg"), 2),
        (("A-1",), 2),
        (("A-1", "done", "--by", "2026-001"), 2),
    ],
)
def test_what_cannot_be_done_changes_nothing(school: Kgw, arguments: tuple[str, ...], code: int) -> None:
    before = school("list", "actions", "--all", "--json").out
    done = school("do", *arguments)
    assert (done.code, done.out) == (code, "")
    assert school("list", "actions", "--all", "--json").out == before


def test_a_promise_of_the_corridor_is_done_in_the_private_store(school: Kgw) -> None:
    handle = json.loads(school("show", "N-1", "--json").out)["actions"][0]["handle"]
    assert school("do", handle, "done", "--why", "uitgenodigd").code == 0
    assert json.loads(school("show", "N-1", "--json").out)["actions"][0]["status"] == "done"
    assert handle not in [action["handle"] for action in json.loads(school("list", "actions", "--json").out)]
