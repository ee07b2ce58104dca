"""The project's own files: nothing in them is about the machine that they were written on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
KINDS = {".py", ".toml", ".md", ".tcss", ".po", ".txt", ".svg", ""}
MACHINE = re.compile(
    "/" + r"(root|home/\w+|work|Users/\w+)/|" + r"https?://[\w.-]*(pypi|npmjs|pythonhosted|debian)", re.IGNORECASE
)


def own_files(folder: Path = ROOT) -> Iterator[Path]:
    """The text files of the project: not what was built or installed in its folder."""
    for path in folder.iterdir():
        if path.is_dir():
            hidden = path.name.startswith(".") and path.name != ".ci"
            made = path.name in {"build", "dist", "__pycache__"} or path.suffix == ".egg-info"
            if not hidden and not made and not (path / "pyvenv.cfg").exists():
                yield from own_files(path)
        elif path.suffix in KINDS:
            yield path


def test_no_file_names_a_machine_or_a_registry() -> None:
    files = list(own_files())
    assert len(files) > 100
    assert [str(path.relative_to(ROOT)) for path in files if MACHINE.search(path.read_text("utf-8"))] == []


def test_nothing_is_left_to_be_done_in_the_code() -> None:
    left = ("# TO" + "DO", "# FIX" + "ME", "raise NotImplemented" + "Error", ": ig" + "nore", "# no" + "qa")
    code = [path for path in own_files() if path.suffix == ".py"]
    assert [str(path.relative_to(ROOT)) for path in code if any(mark in path.read_text("utf-8") for mark in left)] == []
