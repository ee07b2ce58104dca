"""Two people, each at a terminal and with a home of their own, in one meeting of a shared store; and a wall."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest
from msgspec import structs

from kgw_tui.data.opening import open_workspace
from kgw_tui.data.settings_file import write_settings
from kgw_tui.i18n import language
from kgw_tui.records.entries import ENTRIES, Action, AnyEntry
from kgw_tui.records.meetings import ITEMS
from kgw_tui.records.people import PEOPLE
from kgw_tui.settings import Settings

from ..usecases.meetings import hold_meeting
from ..workspaces import add_people, fixed_clock
from .terminals import CTRL_Q, ENTER, ESC, F3, PATIENCE, UP, Terminal, command, environment


@dataclass
class Room:
    """A folder with a shared store in which a meeting runs, and a home for each who comes."""

    folder: Path
    stack: ExitStack

    @property
    def shared(self) -> Path:
        """The folder of the shared store."""
        return self.folder / "shared"

    def comes(self, name: str, *, code: str = "nl", size: tuple[int, int] = (80, 24)) -> Terminal:
        """Somebody opens kgw and goes to the meeting, which is the first of the list."""
        home = self.folder / name
        if not home.exists():
            self.settle(home, name, code)
        kgw = self.opens(home, size=size)
        kgw.sees("F1")
        kgw.send(ENTER)
        kgw.until(lambda: any(row.startswith(" ›") for row in kgw.rows))
        return kgw

    def opens(self, home: Path, *arguments: str, size: tuple[int, int] = (80, 24)) -> Terminal:
        """A terminal on a home."""
        kgw = Terminal(self.folder, *arguments, size=size, KGW_HOME=str(home), KGW_SHARED=str(self.shared))
        self.stack.callback(lambda: kgw.process.close(force=True))
        return kgw

    def settle(self, home: Path, name: str, code: str) -> None:
        """Write the settings of somebody who is in the directory of the shared store."""
        workspace = open_workspace(self.folder / "nobody", shared=self.shared)
        person = next(each for each in workspace.shared.all(PEOPLE) if each.name.startswith(name))
        workspace.close()
        home.mkdir()
        write_settings(home, Settings(language=code, writer=person.id))

    @property
    def entries(self) -> list[AnyEntry]:
        """What the store has, in order, as yet another process reads it."""
        workspace = open_workspace(self.folder / "nobody", shared=self.shared)
        try:
            return sorted(workspace.shared.all(ENTRIES), key=lambda entry: (entry.order, entry.id))
        finally:
            workspace.close()

    def item_of(self, text: str) -> str:
        """The title of the item in which this was said."""
        workspace = open_workspace(self.folder / "nobody", shared=self.shared)
        try:
            entry = next(entry for entry in workspace.shared.all(ENTRIES) if entry.text == text)
            item = workspace.shared.get(ITEMS, entry.item)
            return item.title if item else ""
        finally:
            workspace.close()


@contextmanager
def room(folder: Path, *lines: str) -> Generator[Room]:
    """A running meeting in which this was said by nobody of those who come; everything is closed in the end."""
    with ExitStack() as stack:
        here = Room(folder, stack)
        with fixed_clock(), language("nl"):
            workspace = open_workspace(folder / "nobody", shared=here.shared)
            add_people(workspace)
            workspace.settings = structs.replace(workspace.settings, writer="")
            hold_meeting(workspace, lines=lines)
            workspace.close()
        yield here


def until(holds: Callable[[], bool], *terminals: Terminal) -> None:
    """Take what all of them draw, in turns, until something holds."""
    end = monotonic() + PATIENCE
    while not holds():
        screens = "\n---\n".join("\n".join(each.rows) for each in terminals)
        assert monotonic() < end, f"it never came; the screens:\n{screens}"
        for each in terminals:
            each.watch(0.02)


def row_with(kgw: Terminal, text: str) -> str:
    """The first row in which `text` stands; "" when none has it."""
    return next((row for row in kgw.rows if text in row), "")


def test_two_who_type_at_once_have_all_lines_of_both_and_see_each_others(tmp_path: Path) -> None:
    mine, theirs = ([f"{name} {number}" for number in range(60)] for name in ("voorzitter", "notulist"))
    with room(tmp_path, "# Toetsdruk") as here:
        chair, taker = here.comes("Sanne"), here.comes("Karim")
        for start in range(0, 60, 6):
            chair.send("".join(f"{line}\r" for line in mine[start : start + 6]))
            taker.send("".join(f"{line}\r" for line in theirs[start : start + 6]))
            last = (mine[start + 5], theirs[start + 5])
            for kgw in (chair, taker):
                until(lambda kgw=kgw, last=last: all(row_with(kgw, line) for line in last), chair, taker)
        texts = [entry.text for entry in here.entries]
        assert len(texts) == 120
        assert [text for text in texts if text in set(mine)] == mine
        assert [text for text in texts if text in set(theirs)] == theirs
        for kgw, own, other in ((chair, "voorzitter", "notulist"), (taker, "notulist", "voorzitter")):
            theirs_are = "KB" if kgw is chair else "SW"
            until(lambda k=kgw, o=other, i=theirs_are: row_with(k, f"{o} 59").endswith(i), chair, taker)
            assert not row_with(kgw, f"{own} 59").endswith(("KB", "SW"))


@pytest.mark.parametrize(("code", "size"), [("nl", (80, 24)), ("en", (80, 24)), ("nl", (40, 12))])
def test_each_sees_the_other_come_type_edit_and_go(tmp_path: Path, code: str, size: tuple[int, int]) -> None:
    wide = size[0] > 60
    here_is, types, edits = (
        ("ook hier: KB", "KB typt", "KB wijzigt") if code == "nl" else ("also here: KB", "KB types", "KB edits")
    )
    with room(tmp_path, "# Toetsdruk", "een", "twee") as here:
        chair = here.comes("Sanne", code=code, size=size)
        taker = here.comes("Karim", code=code, size=size)
        until(lambda: (here_is if wide else " KB ") in f"{chair.rows[0]} ", chair, taker)
        taker.send("half")
        until(lambda: (types if wide else " KB ") in f"{chair.rows[0]} ", chair, taker)
        assert not chair.shows("half")
        taker.send(ENTER)
        until(lambda: chair.shows("half"), chair, taker)
        for key in (UP, UP, UP, "e"):
            taker.send(key)
        until(lambda: row_with(chair, "een").endswith(edits if wide else "KB…"), chair, taker)
        taker.send(ESC)
        until(lambda: not row_with(chair, "een").endswith(("KB…", edits)), chair, taker)
        taker.send(CTRL_Q)
        taker.ends()
        until(lambda: "KB" not in chair.rows[0], chair)


def test_one_that_is_killed_is_gone_for_the_other_and_with_nothing_going_on_nothing_is_sent(tmp_path: Path) -> None:
    with room(tmp_path, "# Toetsdruk", "een") as here:
        chair, taker = here.comes("Sanne"), here.comes("Karim")
        until(lambda: "ook hier: KB" in chair.rows[0] and "ook hier: SW" in taker.rows[0], chair, taker)
        for kgw in (chair, taker):
            kgw.watch(0.5)
        before = [len(kgw.raw) for kgw in (chair, taker)]
        for _turn in range(10):
            for kgw in (chair, taker):
                kgw.watch(0.2)
        assert [len(kgw.raw) for kgw in (chair, taker)] == before
        taker.process.kill(9)
        until(lambda: "KB" not in chair.rows[0], chair)
        assert not list((here.shared / "presence").glob("*.json"))[1:]


def test_edits_of_one_action_by_two_are_both_there(tmp_path: Path) -> None:
    with room(tmp_path, "# Toetsdruk", "! Kalender uitdraaien") as here:
        chair, taker = here.comes("Sanne"), here.comes("Karim")
        for kgw in (chair, taker):
            for key in (UP, "e"):
                kgw.send(key)
            until(lambda kgw=kgw: kgw.line == "! Kalender uitdraaien", chair, taker)
        taker.send(" @fatima >4 dec\r")
        until(lambda: chair.shows("Fatima"), chair, taker)
        chair.send(" in 4H\r")
        until(lambda: taker.shows("Kalender uitdraaien in 4H"), chair, taker)
        (entry,) = here.entries
        assert isinstance(entry, Action)
        assert (entry.text, len(entry.owners), str(entry.due)) == ("Kalender uitdraaien in 4H", 1, "2026-12-04")


def test_a_line_goes_with_the_item_in_which_it_was_begun(tmp_path: Path) -> None:
    with room(tmp_path, "# Toetsdruk", "# Rooster") as here:
        chair, taker = here.comes("Sanne"), here.comes("Karim")
        chair.send("\x1b[15~")  # F5: back to the first item
        until(lambda: row_with(taker, "1 Toetsdruk").startswith(" ━"), chair, taker)
        taker.send("over de toetsen, en dat is nog n")
        until(lambda: taker.line.startswith("over"), chair, taker)
        chair.send(F3)
        until(lambda: row_with(taker, "2 Rooster").startswith(" ━"), chair, taker)
        until(lambda: taker.shows("1 Toetsdruk ·"), chair, taker)
        taker.send("iet klaar\r")
        until(lambda: chair.shows("over de toetsen, en dat is nog niet klaar"), chair, taker)
        taker.send("over het rooster\r")
        until(lambda: chair.shows("over het rooster"), chair, taker)
        assert here.item_of("over de toetsen, en dat is nog niet klaar") == "Toetsdruk"
        assert here.item_of("over het rooster") == "Rooster"


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (140, 40)])
def test_the_wall_follows_the_chair_and_ends_by_q(tmp_path: Path, size: tuple[int, int]) -> None:
    with room(tmp_path, "# Toetsdruk", "gezegd") as here:
        chair = here.comes("Sanne")
        wall = here.opens(here.folder / "Sanne", "present", size=size)
        until(lambda: wall.shows("gezegd"), chair, wall)
        until(lambda: "op de wand" in chair.rows[0], chair, wall)
        chair.send("= We doen het\r")
        until(lambda: wall.shows("We doen het"), chair, wall)
        chair.send("; niet voor de wand\r# Rooster\r")
        until(lambda: wall.shows("Rooster"), chair, wall)
        assert not wall.shows("niet voor de wand")
        wall.watch(0.5)
        before = len(wall.raw)
        wall.watch(2)
        assert len(wall.raw) == before
        chair.send("/vertrouwelijk\r")
        until(lambda: wall.shows("vertrouwelijk") and not wall.shows("Rooster"), chair, wall)
        wall.send("xF?\x1a")
        wall.send("q")
        assert wall.ends() == 0
        until(lambda: "op de wand" not in chair.rows[0], chair)


def test_a_presenter_without_records_or_a_terminal_says_so(tmp_path: Path) -> None:
    done = subprocess.run(
        [command(), "present"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 1
    assert "terminal" in done.stderr
    kgw = Terminal(tmp_path, "present")
    kgw.until(lambda: kgw.shows("staat nog niets"))
    assert kgw.ends() == 1
    assert not (tmp_path / "home").exists()


def test_what_another_writes_sends_the_rows_that_change_and_nothing_else(tmp_path: Path) -> None:
    with room(tmp_path, "# Toetsdruk", "een") as here:
        chair, taker = here.comes("Sanne"), here.comes("Karim")
        until(lambda: "ook hier: KB" in chair.rows[0] and "ook hier: SW" in taker.rows[0], chair, taker)
        chair.say("twee van de voorzitter")
        until(lambda: taker.shows("twee van de voorzitter"), chair, taker)
        chair.watch(0.7)
        before = len(chair.raw)
        taker.send("drie van de notulist\r")
        until(lambda: row_with(chair, "drie van de notulist").endswith("KB"), chair, taker)
        until(lambda: "typt" not in chair.rows[0], chair, taker)
        chair.watch(0.7)
        assert len(chair.raw) - before < 1000  # all of the screen takes five times as many bytes


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_wall_that_is_cut_off_ends_and_leaves_nothing_behind(tmp_path: Path, number: signal.Signals) -> None:
    with room(tmp_path, "# Toetsdruk", "gezegd") as here:
        here.settle(here.folder / "Sanne", "Sanne", "nl")
        wall = here.opens(here.folder / "Sanne", "present")
        wall.sees("gezegd")
        wall.until(lambda: len(list((here.shared / "presence").glob("*"))) == 2)
        wall.process.kill(number)
        assert wall.ends() == 128 + number
        assert list((here.shared / "presence").glob("*")) == []
        assert not (here.folder / "Sanne" / "private").exists()
