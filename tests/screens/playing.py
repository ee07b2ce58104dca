"""Playing the story of a meeting into the real app, on a terminal and a school of its own, with a clock that is set."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from kgw_tui.data.content_files import demo_files
from kgw_tui.data.opening import open_workspace
from kgw_tui.i18n import language
from kgw_tui.records.people import GROUPS, PEOPLE, Group, Person
from kgw_tui.records.record import stamp
from kgw_tui.usecases.importing import import_text
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace

from ..workspaces import fixed_clock
from .terminals import Terminal
from .the_story import AGENDA, COLLEAGUES, GROUP, GUEST, LAST_TIME, TITLE, Language, Step

DAY = "2026-11-24"
BEGINS = "15:30"
A_CHARACTER = 1 / 15
"""Seconds between two characters of somebody who types fast."""
AT_REST = 0.2
"""Seconds in which a program that has nothing more to do draws nothing."""
LOCALES: dict[Language, str] = {"nl": "nl_NL.UTF-8", "en": "en_GB.UTF-8"}
_KGW_WITH_A_CLOCK = (
    "import datetime, pathlib, sys\n"
    "from kgw_tui import clock\n"
    "from kgw_tui.cli import main\n"
    "wall = pathlib.Path(sys.argv.pop(1))\n"
    "clock.set_clock(lambda: datetime.datetime.fromisoformat(wall.read_text()))\n"
    "main()\n"
)


def moment(time: str) -> str:
    """That time on the day of the story, in Amsterdam."""
    return f"{DAY}T{time}:00+01:00"


class Player:
    """Somebody who types a story into kgw. The school is made first; the meeting is planned for half past three."""

    def __init__(self, folder: Path, code: Language, size: tuple[int, int] = (80, 24)) -> None:
        self.folder = folder
        self.which = 0 if code == "nl" else 1
        self._wall = folder / "clock.txt"
        self.set_clock(BEGINS)
        self.meeting_id = _school(folder / "home", code)
        arguments = ("-c", _KGW_WITH_A_CLOCK, str(self._wall))
        self.terminal = Terminal(folder, *arguments, size=size, program=sys.executable, LANG=LOCALES[code])
        self._expected: tuple[str, ...] = ()

    def begin(self) -> None:
        """Open the meeting that is planned for today from the list."""
        self.terminal.sees(TITLE[self.which][:9])
        self.terminal.send("\r")
        self.terminal.until(lambda: any(row.startswith(" ›") for row in self.terminal.rows))

    def play(self, steps: Sequence[Step]) -> None:
        """Type all of it, without waiting for more than what a step says must be seen."""
        for step in steps:
            self.do(step)

    def do(self, step: Step, *, slowly: bool = False, waits: bool = True) -> None:
        """Type what goes in at once, or character by character; the clock is set when what was typed is dealt with."""
        if step.at:
            if waits:
                self.catch_up()
            self.set_clock(step.at)
        keys = step.keys[self.which]
        for piece in keys if (slowly or step.slow) and "\x1b" not in keys else [keys] if keys else []:
            self.terminal.send(piece)
            self.terminal.watch(A_CHARACTER if len(piece) < len(keys) else 0.0)
        self._expected = step.kept[self.which] or self._expected
        if step.sees:
            self.terminal.sees(step.sees[self.which])

    def catch_up(self) -> None:
        """Wait until what was typed last has been dealt with."""
        last = self._expected[-1:] or ("",)
        self.terminal.until(lambda: self.terminal.line == "" and self.terminal.shows(last[0][:20]))
        drawn = -1
        while len(self.terminal.raw) != drawn:  # a command leaves nothing to wait for
            drawn = len(self.terminal.raw)
            self.terminal.watch(AT_REST)

    def set_clock(self, time: str) -> None:
        """The clock on the wall says this, from the next look at it on."""
        new = self._wall.with_suffix(".new")
        new.write_text(moment(time), "utf-8")
        new.replace(self._wall)

    def close(self) -> None:
        """End the program, whatever it does."""
        self.terminal.process.close(force=True)


def _school(home: Path, code: Language) -> str:
    """The demo school with its two meetings, forty people in a group, and a meeting planned for today; its id."""
    which = 0 if code == "nl" else 1
    with language(code), fixed_clock(dt.datetime.fromisoformat(f"{DAY}T{BEGINS}").astimezone()):
        workspace = open_workspace(home)
        try:
            for path in demo_files(code):
                import_text(workspace, path.read_text("utf-8"), language=code)
            head = directory_of(workspace).find("mirjam")
            writer = head.person if head else ""
            workspace.save_settings(msgspec.structs.replace(workspace.settings, language=code, writer=writer))
            _add_group(workspace, GROUP[which])
            import_text(workspace, LAST_TIME[which], language=code)
            meeting = start_meeting(workspace, title=TITLE[which])
            preparing = Preparing(workspace, meeting.id)
            preparing.add_many([preparing.read(line) for line in AGENDA[which]])
            return meeting.id
        finally:
            workspace.close()


def _add_group(workspace: Workspace, name: str) -> None:
    with workspace.shared.transaction("people") as tx:
        for colleague in COLLEAGUES:
            tx.put(PEOPLE, msgspec.convert({**stamp(), "name": colleague}, Person))
        members = tuple(person.id for person in tx.all(PEOPLE) if person.name != GUEST)
        tx.put(GROUPS, msgspec.convert({**stamp(), "name": name, "members": members}, Group))
