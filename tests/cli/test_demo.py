"""`kgw demo`: the real program in a terminal, and nothing of it left behind, however it ends."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte
import pytest

from tests.cli.processes import COMMAND, Kgw


class Terminal:
    """A terminal of 80×24 with a program in it."""

    def __init__(self, kgw: Kgw, *arguments: str, folder: str = "tmp", **env: str) -> None:
        self.temporary = kgw.folder / folder
        self.temporary.mkdir()
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.child = pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], *arguments],
            env=kgw.environment(TMPDIR=str(self.temporary), TEXTUAL_ANIMATIONS="none", **env),
            cwd=str(kgw.folder),
            dimensions=(24, 80),
            timeout=60,
            use_poll=True,
        )

    def wait(self, shown: Callable[[str], bool]) -> str:
        """Read until the screen shows what is waited for."""
        text = ""
        for _attempt in range(600):
            try:
                self.stream.feed(self.child.read_nonblocking(65536, timeout=0.1))
            except pexpect.TIMEOUT:
                pass
            except pexpect.EOF:
                break
            text = "\n".join(self.screen.display)
            if shown(text):
                return text
        raise AssertionError(text)

    def end(self) -> int | None:
        """Wait for the program to end; gives its exit code (None when a signal ended it)."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus

    @property
    def left(self) -> list[Path]:
        """What stands in the folder for temporary files."""
        return list(self.temporary.iterdir())


@pytest.mark.parametrize(
    ("arguments", "env", "words"),
    [
        ((), {}, ("MT-overleg", "HOE", "Proef in leerjaar 2")),
        (("--lang", "en"), {}, ("HOW", "10 Nov")),
        ((), {"LANG": "C", "NO_COLOR": "1"}, ("MT-overleg", "HOE")),
    ],
)
def test_the_demo_opens_in_its_second_meeting(
    kgw: Kgw, arguments: tuple[str, ...], env: dict[str, str], words: tuple[str, ...]
) -> None:
    terminal = Terminal(kgw, "demo", *arguments, **env)
    terminal.wait(lambda text: all(word in text for word in words))
    assert len(terminal.left) == 1
    terminal.child.send("\x11")
    assert terminal.end() == 0
    assert terminal.left == []
    assert not kgw.home.exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_nothing_is_left_when_the_demo_is_ended_from_outside(kgw: Kgw, number: signal.Signals) -> None:
    terminal = Terminal(kgw, "demo")
    terminal.wait(lambda text: "Proef in leerjaar 2" in text)
    terminal.child.kill(number)
    terminal.end()
    assert terminal.left == []


def test_what_is_typed_in_the_demo_is_in_the_demo(kgw: Kgw) -> None:
    terminal = Terminal(kgw, "demo")
    terminal.wait(lambda text: "Proef in leerjaar 2" in text)
    terminal.child.send("! Panel herhalen @kwame >vr\r")
    terminal.wait(lambda text: "Panel herhalen" in text and "Kwame · vr 13 nov" in text)
    terminal.child.send("\x11")
    assert terminal.end() == 0


def test_the_app_opens_on_an_empty_home(kgw: Kgw) -> None:
    terminal = Terminal(kgw)
    terminal.wait(lambda text: "Vergaderingen" in text)
    terminal.child.send("\x11")
    assert terminal.end() == 0
    assert kgw.home.is_dir()


def test_a_connection_that_drops_in_mid_sentence_leaves_the_sentence_for_the_next_time(school: Kgw) -> None:
    terminal = Terminal(school)
    terminal.wait(lambda text: "Vergaderingen" in text)
    terminal.child.send("n")
    terminal.wait(lambda text: "Nieuwe vergadering" in text)
    terminal.child.send("\r")
    terminal.wait(lambda text: "›" in text)
    terminal.child.send("! Panel herh")
    terminal.wait(lambda text: "Panel herh" in text)
    os.close(terminal.child.child_fd)
    os.waitpid(terminal.child.pid, 0)
    again = Terminal(school, folder="tmp2")
    again.wait(lambda text: "› ! Panel herh" in text)
    again.child.send("\x11")
    assert again.end() == 0
