"""An SSH connection that is really cut in mid-sentence: no line is lost, and the next login offers the sentence."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from . import ssh_rounds
from .ssh import Host, kill, sshd
from .ssh_rounds import begin, comes_back, texts
from .terminals import ENTER, F4, Terminal, command, environment

ROUNDS = int(os.environ.get("KGW_SSH_ROUNDS", "4"))
"""So many connections are cut here; `python -m tests.screens.ssh_rounds 50` cuts fifty."""


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    with sshd(tmp_path) as made:
        yield made


def typed(kgw: Terminal, text: str) -> None:
    kgw.send(text)
    kgw.until(lambda: kgw.line.endswith(text))


def past_the_half_second(kgw: Terminal) -> None:
    """Let the time pass after which what stands in the line is safe; nothing can be seen of that."""
    kgw.watch(0.6)


@pytest.mark.slow
@pytest.mark.timeout(60 + 20 * ROUNDS)
def test_connections_cut_at_random_moments_lose_no_line_and_nothing_older_than_half_a_second(host: Host) -> None:
    said = ssh_rounds.rounds(host, ROUNDS, seed=20_261_124)
    assert said.kept > 0


@pytest.mark.parametrize("what", ["client", "connection", "kgw"])
def test_a_sentence_cut_off_stands_at_the_next_login(host: Host, what: str) -> None:
    kgw = host.kgw()
    begin(kgw)
    kgw.say("bewaard")
    typed(kgw, "! Kalender uitdraaien @fat")
    past_the_half_second(kgw)
    kgw.send("ima_en_nog")  # no space, which couldn't be seen at the end
    for each in {"client": [kgw.process.pid], "connection": host.connections(), "kgw": host.sessions()}[what]:
        kill(each)
    kgw.process.close(force=True)
    assert host.all_gone()
    assert texts(host.folder) == ["bewaard"]
    again = host.kgw()
    comes_back(again, ssh_rounds.Said(sentence="x"))
    again.sees("bewaard")
    kept = again.line
    assert kept.startswith("! Kalender uitdraaien @fat")
    assert "! Kalender uitdraaien @fatima_en_nog".startswith(kept)
    again.send(" en verder")
    again.until(lambda: again.line == f"{kept} en verder")
    again.send(ENTER)
    again.until(lambda: again.line == "")
    assert texts(host.folder)[0] == "bewaard"
    assert "en verder" in texts(host.folder)[1]
    again.process.close(force=True)


def test_kgw_started_in_a_shell_goes_with_its_connection(host: Host) -> None:
    shell = host.login()
    words = " ".join(f"{name}='{value}'" for name, value in environment(host.folder).items())
    shell.send(f"env {words} {command()}{ENTER}")
    begin(shell)
    typed(shell, "half getypt")
    past_the_half_second(shell)
    shell.process.kill(signal.SIGKILL)
    shell.process.close(force=True)
    assert host.all_gone()
    again = host.kgw()
    comes_back(again, ssh_rounds.Said(sentence="x"))
    again.until(lambda: again.line == "half getypt")
    again.process.close(force=True)


def test_a_connection_that_went_silent_doesnt_keep_the_sentence_to_itself(host: Host) -> None:
    """The laptop was closed: the other end doesn't know, and the session there lives on."""
    silent = host.kgw()
    begin(silent)
    silent.say("bewaard")
    typed(silent, "half getypt")
    past_the_half_second(silent)
    silent.process.kill(signal.SIGSTOP)
    assert len(host.sessions()) == 1
    again = host.kgw()
    comes_back(again, ssh_rounds.Said())
    again.sees("F4 kopieert")
    again.send(F4)
    again.until(lambda: again.line == "half getypt")
    again.send(f" en verder{ENTER}")
    again.until(lambda: again.line == "" and again.shows("half getypt en verder"))
    silent.process.kill(signal.SIGCONT)
    silent.sees("half getypt en verder")
    assert silent.line == "half getypt"
    for each in (again, silent):
        each.process.close(force=True)
    assert host.all_gone()
    assert texts(host.folder) == ["bewaard", "half getypt en verder"]
