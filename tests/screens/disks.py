"""kgw in a real terminal, its home on a small disk that can be filled and its user's home elsewhere."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from kgw_tui.data.opening import open_workspace
from kgw_tui.i18n import language
from kgw_tui.records.entries import ENTRIES

from ..data.faults import small_disk
from .terminals import ENTER, Terminal

NOT_YET = "niet bewaard"


@dataclass
class Desk:
    """Somebody with a home for their records on `disk`, and one of their own in `user`."""

    disk: Path
    user: Path

    @property
    def home(self) -> Path:
        return self.disk / "home"

    @property
    def elsewhere(self) -> list[Path]:
        """What was written in the user's own home for want of a better place."""
        return sorted(self.user.glob("kgw-not-saved-*"))

    def fill(self) -> None:
        """Leave no room at all, but what is left in the last page of each file."""
        with suppress(OSError), (self.disk / "filler").open("ab", buffering=0) as file:
            while file.write(b"x" * 4096):
                pass

    @contextmanager
    def full(self) -> Generator[None]:
        """Take every page that comes free, for a while: kgw gives room back now and then."""
        over = Event()

        def fill() -> None:
            while not over.wait(0.005):
                self.fill()

        thread = Thread(target=fill)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    @contextmanager
    def kgw(self, *arguments: str, width: int = 80, **changes: str) -> Generator[Terminal]:
        """The app in a terminal, closed afterwards."""
        places = {"KGW_HOME": str(self.home), "HOME": str(self.user), "TMPDIR": str(self.user)}
        opened = Terminal(self.user, *arguments, size=(width, 24), **(places | changes))
        try:
            yield opened
        finally:
            opened.process.close(force=True)

    def texts(self) -> list[str]:
        """The lines of the store, in the order of the meeting."""
        return texts(self.home)


@contextmanager
def desk(folder: Path, size: str = "192k") -> Generator[Desk]:
    """A disk of that size; skips the test where none can be made."""
    user = folder / "user"
    user.mkdir()
    with small_disk(folder / "disk", size) as disk:
        yield Desk(disk, user)


def texts(home: Path) -> list[str]:
    """The lines of a store, in the order of the meeting."""
    with language("nl"):
        workspace = open_workspace(home)
        try:
            found = sorted(workspace.shared.all(ENTRIES), key=lambda entry: (entry.order, entry.id))
            return [entry.text for entry in found]
        finally:
            workspace.close()


def begin(kgw: Terminal) -> None:
    """Start a meeting without an agenda."""
    kgw.sees("F1")
    kgw.send("n")
    kgw.sees("Esc")
    kgw.send(ENTER)
    kgw.until(lambda: at_line(kgw))


def enter_meeting(kgw: Terminal) -> None:
    """From the start to the line of the meeting that runs."""
    kgw.sees("F1")
    if not at_line(kgw):
        kgw.send(ENTER)
        kgw.until(lambda: at_line(kgw))


def at_line(kgw: Terminal) -> bool:
    """Whether a line can be typed."""
    return any(row.startswith(" ›") for row in kgw.rows)


def waits(kgw: Terminal, line: str) -> None:
    """Type a line and Enter: it stands in the list, the line is free, and the screen says that it isn't saved."""
    kgw.send(line)
    kgw.until(lambda: kgw.line.endswith(line[-20:]))
    kgw.send(ENTER)
    shown = "een regel voor jou alleen" if line.startswith(";") else line.partition("@")[0].strip()
    kgw.until(lambda: kgw.line == "" and kgw.shows(shown))
    kgw.sees(NOT_YET)


def long_line(kgw: Terminal) -> str:
    """Paste a line that is longer than any room that comes free, and press Enter: it waits. Gives it."""
    line = "lang" * 6000
    kgw.send(f"\x1b[200~{line}\x1b[201~")
    kgw.until(lambda: kgw.line.endswith("lang"))
    kgw.send(ENTER)
    kgw.until(lambda: kgw.line == "" and kgw.shows(NOT_YET))
    return line


def all_saved(kgw: Terminal) -> None:
    """Wait until nothing is marked as not yet saved; nobody touches a key."""
    kgw.until(lambda: not kgw.shows(NOT_YET))
