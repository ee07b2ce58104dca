"""docs/commands.md: each example is run against the demo school, in order, and gives what stands under it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.cli.processes import COMMAND, Kgw

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "commands.md"
DEMO = ROOT / "data" / "content" / "demo" / "en"
ANSWERS = "en\nMirjam Achterberg\nHet Getij\nManagement team\n\n"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


class Shell:
    """A shell in which `kgw` runs on a home with the demo school in English; what it says, stderr too."""

    def __init__(self, folder: Path) -> None:
        self.kgw = Kgw(folder)
        self.kgw("setup", "--plain", stdin=ANSWERS)
        for name in ("people", "meeting-1", "plc", "corridor", "visits", "meeting-2"):
            assert self.kgw("import", str(DEMO / f"{name}.txt")).code == 0
        wrapper = folder / "bin" / "kgw"
        wrapper.parent.mkdir()
        wrapper.write_text(f'#!/bin/sh\nexec "{COMMAND[0]}" -m kgw_tui "$@"\n')
        wrapper.chmod(0o755)

    def __call__(self, line: str) -> str:
        path = f"{self.kgw.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-c", line],
            env=self.kgw.environment(LANG="en_GB.UTF-8", PATH=path),
            cwd=self.kgw.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        return done.stdout.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n")


def examples(text: str) -> Iterator[tuple[str, str]]:
    """Each command of the page, and what it gives."""
    for block in _BLOCK.findall(text):
        for command in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _newline, output = command.partition("\n")
            yield line, output


def written_anew(text: str, shell: Shell) -> str:
    """The page with what the commands give now."""

    def block(found: re.Match[str]) -> str:
        lines = [line for line, _output in examples(found[0])]
        return "```console\n" + "".join(f"$ {line}\n{shell(line)}" for line in lines) + "```"

    return _BLOCK.sub(block, text)


def test_every_example_gives_what_the_page_says(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    found = list(examples(PAGE.read_text("utf-8")))
    assert len(found) > 20
    for line, output in found:
        assert (line, shell(line)) == (line, output)


if __name__ == "__main__":  # python -m tests.cli.test_commands_page FOLDER: write the page anew, to look at
    PAGE.write_text(written_anew(PAGE.read_text("utf-8"), Shell(Path(sys.argv[1]))), "utf-8")
