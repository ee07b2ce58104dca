"""The menu: languages, exit codes, terminals that can't, and homes that are out of order."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pexpect
import pytest

from kgw_tui import __version__
from tests.cli.processes import COMMAND, Kgw

COMMANDS = (
    *("demo", "present", "setup", "today", "log", "import", "export", "list", "show", "find", "history", "do"),
    *("backup", "restore", "doctor", "completion"),
)
ENGLISH = re.compile(r"\b(the|this|Usage|Options|Error|Show|file|with|from|Only|which)\b")


def test_the_version_is_said(kgw: Kgw) -> None:
    assert kgw("--version").out == f"kgw {__version__}\n"


@pytest.mark.parametrize("arguments", [(), *((name,) for name in COMMANDS)])
def test_help_is_in_dutch_or_english_throughout(kgw: Kgw, arguments: tuple[str, ...]) -> None:
    dutch = kgw(*arguments, "--help")
    english = kgw(*arguments, "--help", "--lang", "en")
    assert (dutch.code, english.code) == (0, 0)
    assert not ENGLISH.search(dutch.out)
    assert dutch.out.startswith("Gebruik: kgw")
    assert english.out.startswith("Usage: kgw")
    assert "kgw" in english.out
    assert all(len(line) <= 100 for line in (*dutch.lines, *english.lines))


def test_the_menu_names_every_command_and_no_other(kgw: Kgw) -> None:
    lines = kgw("--help").lines
    listed = lines[lines.index("Opdrachten:") + 1 :]
    names = [line.split()[0] for line in listed if re.match(r"  \w", line)]
    assert tuple(names[: len(COMMANDS)]) == COMMANDS


@pytest.mark.parametrize(
    "arguments",
    [
        ("bestaatniet",),
        ("--bestaatniet",),
        ("list",),
        ("list", "niets"),
        ("list", "actions", "--owner"),
        ("list", "actions", "x"),
        ("list", "actions", "--ower", "x"),
        ("show",),
        ("import",),
        ("completion", "tcsh"),
        ("--lang", "de", "list", "actions"),
        ("demo", "--lang", "fr"),
        ("--home",),
        ("list", "actions", "--json=1"),
    ],
)
def test_wrong_usage_is_told_in_the_language_of_the_call(kgw: Kgw, arguments: tuple[str, ...]) -> None:
    dutch = kgw(*arguments)
    assert (dutch.code, dutch.out) == (2, "")
    assert "Fout: " in dutch.err
    assert not ENGLISH.search(dutch.err), dutch.err
    english = kgw(*arguments, env={"LANG": "en_GB.UTF-8"})
    assert english.code == 2
    assert "Error: " in english.err


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "nl_BE.UTF-8"}, "nl"),
        ({"LANG": "C"}, "nl"),
        ({"LC_ALL": "POSIX", "LANG": "C"}, "nl"),
        ({"LANG": "de_DE.UTF-8"}, "nl"),
        ({"LANG": ""}, "nl"),
    ],
)
def test_the_locale_decides_where_nothing_else_does(kgw: Kgw, env: dict[str, str], language: str) -> None:
    err = kgw("show", "A-1", env=env).err
    assert ("laat zien" in err) == (language == "nl")


def test_the_settings_go_before_the_locale_and_the_option_before_both(kgw: Kgw) -> None:
    kgw("setup", "--plain", stdin="en\n")
    assert "shows" in kgw("show", "A-1").err
    assert "laat zien" in kgw("show", "A-1", "--lang", "nl").err
    assert "laat zien" in kgw("--lang", "nl", "show", "A-1").err


@pytest.mark.parametrize("env", [{"LANG": "C"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {"PYTHONIOENCODING": "ascii"}])
def test_letters_stay_letters_whatever_the_locale(school: Kgw, env: dict[str, str]) -> None:
    assert "Fatma Yıldırım" in school("list", "people", env=env).out
    assert school("log", "café › één 🎓", env=env).code == 0
    assert "café › één 🎓" in school("list", "notes", env=env).out
    done = school("import", "niet-hier-é.txt", env=env)
    assert "niet-hier-é.txt" in done.err


@pytest.mark.parametrize("arguments", [(), ("demo",)])
def test_without_a_terminal_the_app_says_what_works(kgw: Kgw, arguments: tuple[str, ...]) -> None:
    done = kgw(*arguments)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("kgw: ")
    assert "terminal" in done.err
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [(), ("demo",)])
@pytest.mark.parametrize("term", ["dumb", "unknown", ""])
def test_a_terminal_that_cannot_gets_a_sentence(kgw: Kgw, arguments: tuple[str, ...], term: str) -> None:
    child = pexpect.spawn(
        COMMAND[0], [*COMMAND[1:], *arguments], env=kgw.environment(TERM=term), encoding="utf-8", use_poll=True
    )
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert str(child.before).startswith("kgw: ")
    assert "Traceback" not in str(child.before)


def test_a_home_can_be_named_before_and_behind_the_command(kgw: Kgw) -> None:
    other = kgw.folder / "elders"
    assert kgw("--home", str(other), "log", "iets").out == "N-1\n"
    assert kgw("log", "nog iets", "--home", str(other)).out == "N-2\n"
    assert kgw("log", "thuis").out == "N-1\n"
    assert len(kgw("list", "notes", env={"KGW_HOME": str(other)}).lines) == 2


def test_a_home_that_cannot_be_made_gets_a_sentence(kgw: Kgw) -> None:
    (kgw.folder / "bestand").write_text("x")
    for home in ("bestand", "bestand/home", "/proc/kgw", "x" * 300):
        done = kgw("--home", home, "list", "actions")
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith("kgw: ")
        assert done.err.count("\n") == 1


def contents(kgw: Kgw) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in kgw.home.rglob("*") if path.is_file()}


def newest(kgw: Kgw, pattern: str) -> Path:
    return sorted((kgw.home / "shared").glob(pattern))[-1]


def test_a_damaged_snapshot_is_told_and_loses_nothing(school: Kgw) -> None:
    before = school("list", "actions").out
    snapshot = newest(school, "snapshot-*.json")
    snapshot.write_bytes(snapshot.read_bytes()[: snapshot.stat().st_size // 2])
    done = school("list", "actions")
    assert (done.code, done.out) == (0, before)
    assert snapshot.name in done.err


def test_a_damaged_line_in_the_middle_of_the_journal_gets_a_sentence_and_is_left_as_it_is(school: Kgw) -> None:
    school("do", "A-1", "done")
    school("do", "A-2", "done")
    journal = newest(school, "journal-*.jsonl")
    journal.write_bytes(journal.read_bytes().replace(b"done", b"dono", 1))
    before = contents(school)
    done = school("list", "actions")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("kgw: ")
    assert contents(school) == before


def test_a_store_of_a_newer_version_is_left_as_it_is(school: Kgw) -> None:
    journal = newest(school, "journal-*.jsonl")
    journal.write_bytes(journal.read_bytes().replace(b'"schema":1', b'"schema":9'))
    snapshot = newest(school, "snapshot-*.json")
    snapshot.write_bytes(snapshot.read_bytes().replace(b'"schema":1', b'"schema":9', 1))
    before = contents(school)
    done = school("list", "actions")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("kgw: ")
    assert contents(school) == before


def test_broken_settings_do_not_stand_in_the_way(school: Kgw) -> None:
    (school.home / "settings.json").write_text("{niet af")
    done = school("list", "people")
    assert done.code == 0
    assert len(done.lines) == 10
    assert "settings" in done.err


def test_settings_of_another_school_are_said_as_json_only_once(kgw: Kgw) -> None:
    kgw("setup", "--plain", stdin="nl\nSanne de Wit\nHet Getij\nMT\nKarim Bouzid\n")
    assert json.loads((kgw.home / "settings.json").read_text("utf-8"))["school"] == "Het Getij"
    assert oct((kgw.home / "settings.json").stat().st_mode & 0o777) == "0o600"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_are_printed(kgw: Kgw, shell: str) -> None:
    done = kgw("completion", shell)
    assert done.code == 0
    assert "_KGW_COMPLETE" in done.out


def completed(kgw: Kgw, words: str, number: int) -> list[str]:
    env = {"_KGW_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(number)}
    return [line.partition(",")[2] for line in kgw(env=env).lines]


def test_a_shell_completes_commands_kinds_and_handles(school: Kgw) -> None:
    assert completed(school, "kgw i", 1) == ["import"]
    assert completed(school, "kgw list ac", 2) == ["actions"]
    assert "2026-001" in completed(school, "kgw show 2026", 2)
    assert sorted(completed(school, "kgw do C-1 re", 3)) == ["refuted", "reopen", "rewrite"]
    assert "klopt" in completed(school, "kgw do C-1 ", 3)
    assert completed(school, "kgw do N-1 kind zo", 4) == ["zorg"]
    assert "teruggekoppeld" in completed(school, "kgw do N-1 ter", 3)
    assert completed(school, "kgw do @daan we", 3) == ["weg"]


def test_a_shell_completes_people_themes_and_series(school: Kgw) -> None:
    assert completed(school, "kgw list actions --owner @da", 4) == ["@daan"]
    assert completed(school, "kgw list notes --person fatma", 4) == ["fatma"]
    assert completed(school, "kgw list notes --theme to", 4) == ["toetsing"]
    assert completed(school, "kgw list actions --series plg", 4) == ["plg feedback"]
    assert completed(school, "kgw list notes --kind ", 4)[:3] == ["signaal", "vraag", "idee"]
    assert completed(school, "kgw list notes --outcome naar", 4)[0] == "naar-de-agenda"
    assert completed(school, "kgw do N-1 naar-agenda --series ", 5) == ["MT-overleg", "PLG feedback"]
    assert completed(school, "kgw do A-1 overdragen @ra", 4) == ["@ravi"]
    assert "@daan" in completed(school, "kgw show @d", 2)
    assert completed(school, "kgw show #to", 2) == ["#toetsing"]
    assert completed(school, "kgw list actions --meeting la", 4) == ["last"]


def test_bash_completes_a_name_behind_its_mark_and_one_with_a_space(school: Kgw) -> None:
    wrapper = school.folder / "bin" / "kgw"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\nexec "{COMMAND[0]}" -m kgw_tui "$@"\n')
    wrapper.chmod(0o755)
    env = school.environment(PATH=f"{wrapper.parent}:{os.environ['PATH']}", PS1="$ ")
    bash = pexpect.spawn("bash", ["--norc", "-i"], env=env, encoding="utf-8", timeout=60, use_poll=True)
    bash.expect_exact("$ ")
    bash.sendline('eval "$(kgw completion bash)"')
    bash.expect_exact("$ ")
    bash.send("kgw show @da\t")
    bash.expect_exact("@daan ")
    bash.sendcontrol("u")
    bash.send("kgw list decisions --series PLG\t")
    bash.expect_exact("PLG\\ feedback ")
    bash.sendcontrol("u")
    bash.sendline("exit")
    bash.expect(pexpect.EOF)
    bash.close()


def test_what_should_never_happen_is_a_sentence_too(kgw: Kgw) -> None:
    script = (
        "import sys; from kgw_tui import cli, cli_output; "
        "cli_output.say_rows = None; import kgw_tui.cli_list as l; l.say_rows = None; "
        "sys.argv = ['kgw', 'list', 'people']; cli.main()"
    )
    done = subprocess.run([COMMAND[0], "-c", script], env=kgw.environment(), capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(b"kgw: ")
    assert b"Traceback" not in done.stderr
    told = subprocess.run(
        [COMMAND[0], "-c", script], env=kgw.environment(KGW_DEBUG="1"), capture_output=True, check=False
    )
    assert b"Traceback" in told.stderr


def test_nothing_is_written_outside_the_home(kgw: Kgw) -> None:
    kgw("log", "iets")
    kgw("list", "actions")
    assert {path.name for path in kgw.folder.iterdir()} == {"home"}
    modes = {oct(path.stat().st_mode & 0o777) for path in kgw.home.rglob("*") if path.is_file()}
    assert modes == {"0o600"}
    assert oct(kgw.home.stat().st_mode & 0o777) == "0o700"
