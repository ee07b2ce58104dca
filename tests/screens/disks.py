"""kgw in a real terminal, its home on a small disk that can be filled and its user's home elsewhere."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

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
    """Type a line and Enter: it stands in the list, the line is free, and the screen says that it isn't saved yet."""
    kgw.send(line)
    kgw.until(lambda: kgw.line.endswith(line[-20:]))
    kgw.send(ENTER)
    shown = "een regel voor jou alleen" if line.startswith(";") else line.partition("@")[0].strip()
    kgw.until(lambda: kgw.line == "" and kgw.shows(shown) and kgw.shows(NOT_YET))


def until_full(kgw: Terminal, at: Desk) -> list[str]:
    """Fill the disk and say lines until one goes on waiting; those that were saved, also by others' making room."""
    lines: list[str] = []
    while len(lines) < 60:
        lines.append(f"er past nog een regel bij, nummer {len(lines)}")
        kgw.send(lines[-1] + ENTER)
        kgw.until(lambda: kgw.line == "" and kgw.shows(lines[-1]))
        at.fill()
        kgw.watch(0.1)
        if kgw.shows(NOT_YET):
            kgw.watch(1.5)  # the backup of the day may have been in the writing, and its file goes
            at.fill()
            if kgw.shows(NOT_YET):
                return lines[:-1]
    raise AssertionError("the disk isn't full")


def all_saved(kgw: Terminal) -> None:
    """Wait until nothing is marked as not yet saved; nobody touches a key."""
    kgw.until(lambda: not kgw.shows(NOT_YET))
