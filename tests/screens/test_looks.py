"""How the screens look: a fixed clock, two sizes, two languages, and without colour.

A picture that has changed is looked at before it is accepted: `pytest tests/screens/test_looks.py --snapshot-update`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable, Generator
from importlib.metadata import version
from pathlib import Path
from typing import Protocol

import pytest
from textual import events
from textual.pilot import Pilot

from kgw_tui import clock
from kgw_tui.screens.app import KgwApp
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace

from ..workspaces import TUESDAY, workspace_at
from .chairing import no_document

MADE_WITH = "8.2.8"
pytestmark = pytest.mark.skipif(
    version("textual") != MADE_WITH, reason=f"the pictures are of Textual {MADE_WITH}; another draws them otherwise"
)
WIDE, NARROW = (80, 24), (40, 12)
LINES = {
    "nl": (
        "# Opening",
        "De kalender van vorige keer hangt in het lokaal",
        "/komt @jan",
        "# Toetsdruk leerjaar 2 (20)",
        "/fase waarom",
        "Drie mentoren melden klachten in dezelfde toetsweek",
        "? Leerlingen leren alleen nog voor het cijfer",
        "+ leerlingpanel oktober: 14 van de 20 zeggen dit zelf",
        "? Het komt door de toetsweken",
        "+ toetskalender: 60% van de toetsen valt erbuiten",
        "/uitkomst klopt niet: 60% valt erbuiten",
        "? Wie heeft de cijfers van vorig jaar? @karim",
        "= Twee toetsen per week per klas >1 maart",
        "/stem 8 voor 2 tegen 1 onthouding",
        "! Toetskalender per klas uitdraaien @fatima >vr",
        "!! Ouders van 2B bellen @sanne",
        "! Iemand zoekt de oude cijfers, ook die van klassen die vorig jaar naar het andere gebouw gingen >15 jan",
        "> Herkansingen",
    ),
    "en": (
        "# Opening",
        "Last time's calendar is on the wall",
        "/arrives @jan",
        "# Test load in year 2 (20)",
        "/phase why",
        "Three tutors report complaints in the same test week",
        "? Students only work for the mark",
        "+ student panel in October: 14 out of 20 say so",
        "? It is because of the test weeks",
        "+ test calendar: 60% of the tests fall outside them",
        "/outcome refuted: 60% falls outside",
        "? Who has last year's marks? @karim",
        "= Two tests a week for each class >1 March",
        "/vote 8 for 2 against 1 abstained",
        "! Print the test calendar for each class @fatima >Fri",
        "!! Call the parents of 2B @sanne",
        "! Somebody finds the old marks, also of the classes that moved to the other building last year >15 Jan",
        "> Resits",
    ),
}
TYPED = {"nl": "! Panel herhalen in januari @sa >15 jan", "en": "! Repeat the panel in January @sa >15 Jan"}
PRESENT = {"nl": "/aanwezig Sanne de Wit, Karim Bouzid, Fatima El Idrissi", "en": "/present Sanne de Wit, Karim Bouzid"}


class Compare(Protocol):
    """The fixture of pytest-textual-snapshot."""

    def __call__(
        self,
        app: KgwApp,
        *,
        terminal_size: tuple[int, int],
        run_before: Callable[[Pilot[object]], Awaitable[None]] | None = None,
    ) -> bool: ...


@pytest.fixture(autouse=True)
def in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the terminal of whoever runs the tests asks for."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.fixture(params=["nl", "en"])
def code(request: pytest.FixtureRequest) -> str:
    """The language."""
    return str(request.param)


@pytest.fixture(params=[WIDE, NARROW], ids=["80x24", "40x12"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """The size of the terminal."""
    width, height = request.param
    return width, height


@pytest.fixture
def workspace(tmp_path: Path, code: str) -> Generator[Workspace]:
    """A school of four in that language."""
    with workspace_at(tmp_path, code) as opened:
        yield opened


@pytest.fixture
def held(workspace: Workspace, code: str) -> str:
    """A meeting in which much was said; its id."""
    from kgw_tui.capture.parsed import LineKind
    from kgw_tui.commands import by_slash
    from kgw_tui.usecases.obeying import obey

    live = LiveMeeting(workspace, start_meeting(workspace, title="MT-overleg").id)
    for line in (PRESENT[code], *LINES[code]):
        parsed = live.read(line)
        if parsed.kind is LineKind.COMMAND:
            command = by_slash(parsed.command)
            assert command is not None
            obey(live, command.id, parsed.arguments)
        else:
            targets = live.evidence_targets() if line.startswith("+") else []
            live.capture(parsed, parent=targets[0].id if targets else "")
    return live.meeting_id


def app_on(workspace: Workspace, meeting_id: str = "") -> KgwApp:
    return KgwApp(workspace, no_document, meeting_id)


def pressing(*keys: str) -> Callable[[Pilot[object]], Awaitable[None]]:
    """Press these keys, each when what the one before did is shown."""

    async def press(pilot: Pilot[object]) -> None:
        for key in keys:
            await pilot.press(key)
            await pilot.pause()

    return press


def test_live(snap_compare: Compare, workspace: Workspace, held: str, code: str, size: tuple[int, int]) -> None:
    assert snap_compare(app_on(workspace, held), terminal_size=size, run_before=pressing(*TYPED[code]))


def test_entry_chosen(snap_compare: Compare, workspace: Workspace, held: str, size: tuple[int, int]) -> None:
    assert snap_compare(app_on(workspace, held), terminal_size=size, run_before=pressing("up", "up"))


def test_questions(snap_compare: Compare, workspace: Workspace, held: str, size: tuple[int, int]) -> None:
    assert snap_compare(app_on(workspace, held), terminal_size=size, run_before=pressing("ctrl+g"))


def test_closing(snap_compare: Compare, workspace: Workspace, held: str, size: tuple[int, int]) -> None:
    assert snap_compare(app_on(workspace, held), terminal_size=size, run_before=pressing("f10"))


def test_reading(snap_compare: Compare, workspace: Workspace, held: str, size: tuple[int, int]) -> None:
    LiveMeeting(workspace, held).close()
    assert snap_compare(app_on(workspace, held), terminal_size=size, run_before=pressing("down"))


def test_meetings(snap_compare: Compare, workspace: Workspace, held: str, size: tuple[int, int]) -> None:
    titles = ("Sectie Engels", "PLG Feedback", "Een overleg met een lange naam over de doorstroom naar klas 3")
    for days, title in enumerate(titles, 1):
        earlier = TUESDAY - days * dt.timedelta(days=5, hours=1)
        clock.set_clock(lambda earlier=earlier: earlier)
        LiveMeeting(workspace, start_meeting(workspace, title=title).id).close()
    clock.set_clock(lambda: TUESDAY)
    assert snap_compare(app_on(workspace), terminal_size=size)


def test_new_meeting(snap_compare: Compare, workspace: Workspace, held: str, size: tuple[int, int]) -> None:
    assert snap_compare(app_on(workspace), terminal_size=size, run_before=pressing("n", "down"))


def test_first_start(snap_compare: Compare, workspace: Workspace, size: tuple[int, int]) -> None:
    assert snap_compare(app_on(workspace), terminal_size=size)


def test_help(snap_compare: Compare, workspace: Workspace, held: str, size: tuple[int, int]) -> None:
    assert snap_compare(app_on(workspace, held), terminal_size=size, run_before=pressing("f1"))


def test_paste(snap_compare: Compare, workspace: Workspace, held: str, code: str, size: tuple[int, int]) -> None:
    async def paste(pilot: Pilot[object]) -> None:
        pilot.app.post_message(events.Paste("\n".join((*LINES[code][5:], "/titel Weg", "!", "1. Genummerd"))))
        await pilot.pause()
        await pilot.pause()

    assert snap_compare(app_on(workspace, held), terminal_size=size, run_before=paste)


@pytest.mark.parametrize("code", ["nl"], indirect=True)
def test_live_without_colour(
    snap_compare: Compare, workspace: Workspace, held: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app_on(workspace, held), terminal_size=WIDE, run_before=pressing(*TYPED[code]))


@pytest.mark.parametrize("code", ["nl"], indirect=True)
def test_entry_chosen_without_colour(
    snap_compare: Compare, workspace: Workspace, held: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(app_on(workspace, held), terminal_size=WIDE, run_before=pressing("up", "up"))
