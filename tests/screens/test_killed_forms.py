"""Killed in the middle of a form: what was half filled in is offered by the next start, wherever that was."""

from __future__ import annotations

import signal
from contextlib import closing
from pathlib import Path

import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.starting import start_meeting

from ..workspaces import fixed_clock
from .disks import at_line, begin, texts
from .terminals import ENTER, ESC, F6, F7, F10, UP, Terminal, terminal

HALF = "half ingevuld woord"


def kill_and_start_again(kgw: Terminal) -> None:
    """Past the half second, SIGKILL."""
    kgw.watch(0.6)
    kgw.process.kill(signal.SIGKILL)
    kgw.until(lambda: not kgw.process.isalive())


def offered(kgw: Terminal, words: str) -> None:
    """The words stand on the first screen, or one goes there by the list of what was left unfinished."""
    kgw.sees("F1")
    kgw.watch(0.5)
    if kgw.shows(words):
        return
    if at_line(kgw):
        kgw.send(ESC)
        kgw.watch(0.3)
        kgw.send(ESC)
    kgw.sees("Vergaderingen")
    kgw.send("u")
    kgw.sees(words)


PLACES = {
    "an edit": [UP, "e", "\x15"],
    "closing": [F10],
    "a check": [F7],
    "a read-through": [F6, "e", "\x15"],
}


@pytest.mark.parametrize("place", sorted(PLACES))
def test_killed_while_a_field_is_filled_in_the_words_are_offered(tmp_path: Path, place: str) -> None:
    with terminal(tmp_path) as kgw:
        begin(kgw)
        kgw.say("? Leerlingen leren alleen voor het cijfer")
        for key in PLACES[place]:
            kgw.send(key)
            kgw.watch(0.4)
        kgw.send(HALF)
        kgw.sees(HALF)
        kill_and_start_again(kgw)
    with terminal(tmp_path) as kgw:
        offered(kgw, HALF)
    assert texts(tmp_path / "home") == ["Leerlingen leren alleen voor het cijfer"]


def test_killed_before_a_paste_was_taken_its_lines_are_offered(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        begin(kgw)
        kgw.send("\x1b[200~! bellen >vr\n= Besluit\nGezegd\n\x1b[201~")
        kgw.sees("Besluit · Besluit")
        kill_and_start_again(kgw)
    with terminal(tmp_path) as kgw:
        offered(kgw, "bellen")
    assert texts(tmp_path / "home") == []


def test_killed_while_a_meeting_is_prepared_the_line_is_offered(tmp_path: Path) -> None:
    with fixed_clock(), closing(open_workspace(tmp_path / "home")) as workspace:
        meeting = start_meeting(workspace, title="Sectie Engels", ahead=True)
        Preparing(workspace, meeting.id).set_day("8 dec")
    with terminal(tmp_path) as kgw:
        kgw.sees("Sectie Engels")
        kgw.send(ENTER)
        kgw.until(lambda: at_line(kgw))
        kgw.send("# Een punt dat half genoemd")
        kgw.sees("# Een punt dat half genoemd")
        kill_and_start_again(kgw)
    with terminal(tmp_path) as kgw:
        offered(kgw, "Een punt dat half genoemd")
