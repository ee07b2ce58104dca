"""What each way of starting kgw loads: quick commands load none of the slow libraries."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.processes import Kgw

SLOW = ("textual", "rich", "docx", "lxml", "questionary", "prompt_toolkit", "babel", "asyncio", "zoneinfo")

AFTERWARDS = """
import sys
from kgw_tui.cli import run
code = run({arguments!r})
print(code, *sorted({{name.partition(".")[0] for name in sys.modules}}), sep="\\n", file=sys.stderr)
"""


def loaded_by(kgw: Kgw, *arguments: str) -> set[str]:
    """The top-level modules that a command has loaded when it is done."""
    done = subprocess.run(
        [sys.executable, "-c", AFTERWARDS.format(arguments=list(arguments))],
        env=kgw.environment(),
        cwd=kgw.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    names = done.stderr.splitlines()
    assert "0" in names, done.stderr
    return set(names)


@pytest.fixture
def kgw(tmp_path: Path) -> Kgw:
    made = Kgw(tmp_path)
    made("import", "-", stdin="vergadering: MT\n! Iets doen @sanne >vr\n")
    made("log", "@sanne vraagt iets #rooster")
    return made


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        ("log", "@sanne vraagt iets >vr #toetsing"),
        ("list", "actions"),
        ("list", "meetings", "--json"),
        ("show", "A-1"),
        ("show", "last"),
        ("today",),
        ("list", "notes", "--open"),
        ("list", "patterns"),
        ("list", "actions", "--format", "csv"),
        ("show", "N-1"),
        ("do", "N-1", "kind", "idea"),
        ("do", "N-1", "nothing"),
        ("setup", "--show"),
        ("do", "A-1", "done"),
        ("import", "/dev/stdin", "--dry-run"),
        ("export", "last", "--format", "txt"),
        ("completion", "fish"),
    ],
    ids=" ".join,
)
def test_a_quick_command_loads_nothing_slow(kgw: Kgw, arguments: tuple[str, ...]) -> None:
    if arguments[0] == "import":
        (kgw.folder / "x.txt").write_text("vergadering: MT\n")
        arguments = ("import", "x.txt", "--dry-run")
    assert not loaded_by(kgw, *arguments) & set(SLOW)


def test_word_is_made_without_a_screen(kgw: Kgw) -> None:
    loaded = loaded_by(kgw, "export", "last", "--to", "x.docx")
    assert not loaded & {"textual", "rich", "questionary", "prompt_toolkit"}


def test_the_wizard_on_plain_input_loads_no_wizard(kgw: Kgw) -> None:
    assert not loaded_by(kgw, "setup", "--plain") & set(SLOW)


def test_the_app_loads_no_word_and_no_wizard() -> None:
    names = subprocess.run(
        [sys.executable, "-c", "import kgw_tui.screens.meetings, sys; print(*sys.modules, sep='\\n')"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "textual" in names
    assert not {"docx", "lxml", "questionary", "tinydb", "filelock", "babel", "click"} & set(names)
    assert "kgw_tui.capture.statuses" not in names, "the list of meetings reads no file"
