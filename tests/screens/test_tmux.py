"""Inside tmux: taken up again at another size after lines have come from elsewhere, and dragged about meanwhile."""

from __future__ import annotations

import random
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

import pexpect
import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.usecases.live import LiveMeeting

from .disks import texts
from .terminals import PATIENCE, command, environment

SIZES = [(100, 30), (40, 12), (20, 5), (132, 43), (61, 17), (80, 24), (200, 50), (80, 8)]


@dataclass
class Tmux:
    """A server of tmux with one window, in which kgw runs."""

    folder: Path
    clients: list[pexpect.spawn[bytes]]

    def __call__(self, *arguments: str) -> str:
        """Run a command of tmux; gives what it says."""
        socket = ["tmux", "-S", str(self.folder / "tmux"), "-f", "/dev/null"]
        environ = environment(self.folder)
        done = subprocess.run([*socket, *arguments], env=environ, capture_output=True, text=True, check=True)
        return done.stdout

    def start(self, width: int, height: int) -> None:
        """Open the window, attached to nothing."""
        self("new-session", "-d", "-x", str(width), "-y", str(height), self.kgw)

    @property
    def kgw(self) -> str:
        """What runs kgw in a window."""
        environ = environment(self.folder, TERM="tmux-256color")
        words = " ".join(f"{name}={shlex.quote(value)}" for name, value in environ.items())
        return f"exec env {words} {command()}"

    def attach(self, width: int, height: int) -> pexpect.spawn[bytes]:
        """Look at it from a terminal of that size."""
        arguments = ["-S", str(self.folder / "tmux"), "attach"]
        client = pexpect.spawn("tmux", arguments, dimensions=(height, width), env=environment(self.folder), timeout=0)
        self.clients.append(client)
        self.until(lambda: self.size == (width, height - 1))  # tmux has a row of its own
        return client

    @property
    def size(self) -> tuple[int, int]:
        """The size of the window."""
        width, height = self("display-message", "-p", "#{window_width} #{window_height}").split()
        return int(width), int(height)

    @property
    def rows(self) -> list[str]:
        """What stands in the window."""
        return [row.rstrip() for row in self("capture-pane", "-p").split("\n")[:-1]]

    @property
    def line(self) -> str:
        """The row of the capture line, without its prompt."""
        return next((row[3:] for row in reversed(self.rows) if row.startswith(" ›")), "")

    def type(self, text: str) -> None:
        """Keys into the window."""
        self("send-keys", "-l", "--", text)

    def press(self, *keys: str) -> None:
        """Keys by tmux's names."""
        self("send-keys", *keys)

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, taking what the clients are sent; fails with the screen."""
        end = monotonic() + PATIENCE
        while not holds():
            self.read()
            assert monotonic() < end, "it never came; the screen:\n" + "\n".join(self.rows)
            sleep(0.02)

    def read(self) -> None:
        """Take what was drawn for the clients, so that they don't stand still."""
        for client in self.clients:
            try:
                while client.isalive() and client.read_nonblocking(65536, timeout=0):
                    pass
            except (pexpect.TIMEOUT, pexpect.EOF):
                pass

    def shows(self, *wanted: str) -> bool:
        """Whether each of these stands in a row."""
        rows = self.rows
        return all(any(text in row for row in rows) for text in wanted)

    def say(self, line: str) -> None:
        """A line and Enter, and wait until the line is free again."""
        self.type(line)
        self.until(lambda: self.line.endswith(line[-10:]))
        self.press("Enter")
        self.until(lambda: self.line == "")


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Tmux]:
    if shutil.which("tmux") is None:
        pytest.skip("needs tmux")
    made = Tmux(tmp_path, [])
    made.start(80, 24)
    try:
        made.until(lambda: made.shows("F1"))
        made.press("n")
        made.until(lambda: made.shows("Esc"))
        made.press("Enter")
        made.until(lambda: any(row.startswith(" ›") for row in made.rows))
        yield made
    finally:
        made("kill-server")
        for client in made.clients:
            client.close(force=True)


@contextmanager
def minute_taker(folder: Path) -> Iterator[LiveMeeting]:
    """Another process, as far as kgw can tell, in the same meeting."""
    workspace = open_workspace(folder / "home")
    try:
        yield LiveMeeting(workspace, workspace.shared.all(MEETINGS)[0].id)
    finally:
        workspace.close()


def list_of(rows: list[str]) -> list[str]:
    """The rows of the entries alone: between the header and the line."""
    end = max(at for at, row in enumerate(rows) if row.startswith(" ›"))
    return [row for row in rows[2:end] if row]


def anew(tmux: Tmux) -> list[str]:
    """The rows of the entries as kgw draws them when it comes to this meeting at this size for the first time."""
    width, height = tmux.size
    tmux("new-window", "-d", "-n", "anew", tmux.kgw)
    tmux("resize-window", "-t", "anew", "-x", str(width), "-y", str(height))
    rows: list[str] = []

    def stands() -> bool:
        rows[:] = [row.rstrip() for row in tmux("capture-pane", "-p", "-t", "anew").split("\n")[:-1]]
        return any("F1" in row for row in rows)

    tmux.until(stands)
    if not any(row.startswith(" ›") for row in rows):
        tmux("send-keys", "-t", "anew", "Enter")
        tmux.until(lambda: stands() and any(row.startswith(" ›") for row in rows))
    return list_of(rows)


def test_taken_up_again_at_another_size_it_shows_what_came_from_elsewhere_meanwhile(tmux: Tmux) -> None:
    client = tmux.attach(80, 25)
    tmux.say("van de voorzitter")
    tmux.type("half getypt")
    tmux.until(lambda: tmux.line == "half getypt")
    client.close(force=True)
    with minute_taker(tmux.folder) as other:
        for number, (width, height) in enumerate(SIZES):
            other.capture(other.read(f"regel {number} van de notulist"))
            client = tmux.attach(width, height + 1)
            other.capture(other.read(f"! en {number} terwijl er gekeken wordt @fatima"))
            tmux.until(lambda number=number: tmux.shows(f"en {number} ter"))
            assert tmux.line.startswith("half getypt"[: width - 4])
            assert tmux.size == (width, height)
            client.close(force=True)
    tmux.attach(80, 25)
    fresh = anew(tmux)
    tmux.until(lambda: list_of(tmux.rows) == fresh)
    assert tmux.line == "half getypt"


def test_dragged_about_while_two_people_type_it_ends_in_a_whole_screen(tmux: Tmux) -> None:
    chance = random.Random(20_261_124)
    client = tmux.attach(80, 25)
    said = [f"{number} gezegd" for number in range(12)]
    with minute_taker(tmux.folder) as other:
        for line in said:
            for _drag in range(6):
                client.setwinsize(*reversed(chance.choice([*SIZES, (1, 2), (3, 3), (250, 60)])))
                tmux.read()
            other.capture(other.read(f"notulist {line}"))
            tmux.type(f"voorzitter {line}")
            tmux.press("Enter")
    client.setwinsize(25, 80)
    tmux.until(lambda: tmux.size == (80, 24) and tmux.shows("voorzitter 11 gezegd", "notulist 11 gezegd", "F1"))
    found = texts(tmux.folder / "home")
    for who in ("voorzitter", "notulist"):
        assert [text for text in found if text.startswith(who)] == [f"{who} {line}" for line in said]
    fresh = anew(tmux)
    tmux.until(lambda: list_of(tmux.rows) == fresh)
