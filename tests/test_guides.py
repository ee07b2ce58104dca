"""README.md and CONTRIBUTING.md: what they name is there."""

from __future__ import annotations

import re
from pathlib import Path

from kgw_tui.command_table import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def test_every_slash_command_of_the_readme_is_there() -> None:
    named = set(re.findall(r"`/([a-z]+)", README))
    known = {word for command in COMMANDS for word in command.slash}
    assert len(named) >= 5
    assert named <= known


def test_every_function_key_and_control_key_of_the_readme_is_there() -> None:
    keys = {key for command in COMMANDS for key in command.keys}
    named = {key.lower() for key in re.findall(r"\bF\d+\b", README)}
    named |= {f"ctrl+{letter}" for letter in re.findall(r"`\^([a-z])`", README)}
    assert len(named) >= 8
    assert named <= keys


def test_every_file_that_is_named_for_contributors_is_there() -> None:
    named = set(re.findall(r"`((?:[\w.]+/)*[\w]+\.(?:py|md|toml))`", CONTRIBUTING))
    rooms = [ROOT, ROOT / "kgw_tui", ROOT / "screens", ROOT / "tools"]
    assert len(named) >= 15
    assert [name for name in sorted(named) if not any((place / name).exists() for place in rooms)] == []
