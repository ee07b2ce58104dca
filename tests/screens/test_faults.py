"""A fault of the program itself: one sentence on the terminal, and nothing of what was typed or stored."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .terminals import Terminal

_WITH_A_FAULT = """
from kgw_tui.cli import main
from kgw_tui.screens.app import KgwApp

def action_app_blank(self):
    secret = "wat niemand mag lezen"
    raise RuntimeError(secret)

KgwApp.action_app_blank = action_app_blank
main()
"""
F12 = "\x1b[24~"


@pytest.mark.parametrize(("debug", "told"), [("", False), ("1", True)])
def test_a_fault_ends_in_one_sentence_and_shows_no_values_unless_they_are_asked_for(
    tmp_path: Path, debug: str, told: bool
) -> None:
    terminal = Terminal(tmp_path, "-c", _WITH_A_FAULT, program=sys.executable, KGW_DEBUG=debug)
    try:
        terminal.until(lambda: "F1" in terminal.rows[-1])
        terminal.send(F12)
        terminal.until(lambda: not terminal.process.isalive())
        terminal.watch(1)
    finally:
        terminal.process.close(force=True)
    said = terminal.raw.decode("utf-8", "replace")
    assert ("wat niemand mag lezen" in said) == told
    assert ("KGW_DEBUG=1" in said) != told
