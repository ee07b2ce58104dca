"""Every screen in every state, as a table: a name, and how one gets there. Pictures and colours are tried on each.

Another state is another line in `STATES`.
"""

from __future__ import annotations

import atexit
import datetime as dt
import shutil
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Literal, TypeAlias

from msgspec import structs
from textual import events
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot
from textual.theme import Theme

from kgw_tui import clock
from kgw_tui.capture.parsed import LineKind
from kgw_tui.commands import by_slash
from kgw_tui.i18n import current_language
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.screens.app import KgwApp
from kgw_tui.screens.present import PresentScreen
from kgw_tui.screens.themes import DARK
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.noting import log_notes
from kgw_tui.usecases.obeying import obey
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace

from ..workspaces import TUESDAY, workspace_at
from .chairing import no_document

SAID = {
    "nl": (
        "/aanwezig Sanne de Wit, Karim Bouzid, Fatima El Idrissi",
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
        "; Karim kijkt hier niet blij bij",
        "> Herkansingen",
    ),
    "en": (
        "/present Sanne de Wit, Karim Bouzid",
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
        "; Karim isn't happy with this",
        "> Resits",
    ),
}
BEFORE = (
    ("Een overleg met een lange naam over de doorstroom naar klas 3", 21, {"nl": (), "en": ()}),
    (
        "MT-overleg",
        14,
        {
            "nl": (
                "# Personeel",
                "? Zijn de toetsen te moeilijk?",
                "! Ouderraad bellen @sanne >20 nov",
                "= We kijken per periode naar de toetslast >27 nov",
                "# Rooster",
            ),
            "en": (
                "# Staff",
                "? Are the tests too hard?",
                "! Call the parents' council @sanne >20 Nov",
                "= We look at the test load each period >27 Nov",
                "# Timetable",
            ),
        },
    ),
    (
        "Sectie Engels",
        7,
        {
            "nl": ("# Leeslijst (20)", "Twintig boeken zijn te veel", "> De mondelingen", "# Excursie (10)"),
            "en": ("# Reading list (20)", "Twenty books are too many", "> The orals", "# Excursion (10)"),
        },
    ),
)
"""Meetings that were held before: called so, so many days ago, and what was said."""

HEARD = (
    (
        20,
        {
            "nl": "08:15 @karim hoort van twee klassen dat de toetsen stapelen #toetsing",
            "en": "08:15 @karim hears from two classes that tests pile up #tests",
        },
    ),
    (
        13,
        {
            "nl": "10:40 @ouder vraagt wanneer het schema komt #toetsing",
            "en": "10:40 @parent asks when the schedule comes #tests",
        },
    ),
    (
        6,
        {
            "nl": "12:05 @fatima stelt voor de toetsen in de hal te tonen #toetsing",
            "en": "12:05 @fatima suggests showing the tests in the hall #tests",
        },
    ),
    (5, {"nl": "! @jan laten weten of het lokaal vrij is >vr", "en": "! let @jan know whether the room is free >Fri"}),
    (
        1,
        {
            "nl": "15:20 @leerling zegt dat twee kluisjes niet opengaan #gebouw",
            "en": "15:20 @student says that two lockers don't open #building",
        },
    ),
)
"""What was heard in the corridor: so many days ago."""

Step: TypeAlias = "str | tuple[str, str] | Callable[[Pilot[object]], Awaitable[None]]"
"""A key by Textual's name, a text to type in Dutch and in English, or something else that is done."""
Begin: TypeAlias = Literal["meeting", "empty", "list", "heard", "nothing"]
"""In a meeting where much was said, in one where nothing was, in the list of meetings, there with notes from the
corridor and no meeting that runs, or with no meeting at all."""


@dataclass(frozen=True)
class State:
    """Something that can be seen; `late` minutes after the last thing was said."""

    name: str
    begin: Begin = "meeting"
    steps: tuple[Step, ...] = ()
    late: int = 0


async def paste(pilot: Pilot[object]) -> None:
    """Paste an agenda with some of everything."""
    lines = (*SAID[current_language()][6:], "/titel Weg", "!", "1. Genummerd")
    pilot.app.post_message(events.Paste("\n".join(lines)))
    await pilot.pause()


async def paste_people(pilot: Pilot[object]) -> None:
    """Paste a list of people with somebody new, somebody known, one who may be known, and no name."""
    words = {"nl": ("Naam", "Functie", "docent Frans"), "en": ("Name", "Function", "teacher of French")}
    name, function, teacher = words[current_language()]
    lines = (f"{name}\t{function}", f"Jo Vos\t{teacher}\t@jv", "Karim Bouzid", "J. Pol", "---")
    pilot.app.post_message(events.Paste("\n".join(lines)))
    await pilot.pause()


async def present(pilot: Pilot[object]) -> None:
    """Show whichever meeting is on, on the wall."""
    app = pilot.app
    assert isinstance(app, KgwApp)
    await app.push_screen(PresentScreen(app.workspace))


SIZES = ((80, 24), (40, 12), (140, 40))
"""The sizes of terminal at which each state is looked at."""

STATES = (
    State("live-empty"),
    State("live-nothing-said", "empty"),
    State("live-note", steps=(("Wat een leerling ervan zegt", "What a student says of it"),)),
    State("live-action", steps=(("! Panel herhalen @sa >15 jan", "! Repeat the panel @sa >15 Jan"),)),
    State("live-new-name", steps=(("! Bellen @willemijn >vr", "! Call @willemijn >Fri"),)),
    State("live-assumption", steps=(("? Zo leren ze meer", "? They learn more like this"),)),
    State("live-question", steps=(("? Wie zegt dat? @jan", "? Who says so? @jan"),)),
    State("live-decision", steps=(("= Het blijft zo >1 mei", "= It stays like this >1 May"),)),
    State("live-evidence", steps=(("+ dat zeggen er veertien", "+ fourteen say so"),)),
    State("live-parked", steps=(("> De herkansing van 4H", "> The resit of 4H"),)),
    State("live-item", steps=(("# Rooster 2027 (15)", "# Timetable 2027 (15)"),)),
    State("live-private", steps=(("; niet vergeten", "; don't forget"),)),
    State("live-command", steps=(("/weg @jan", "/leaves @jan"),)),
    State("live-no-command", steps=(("/qx", "/qx"),)),
    State("live-long-line", steps=(("Een heel lange zin die " * 8, "A very long sentence that " * 8),)),
    State("live-kept", steps=(("Gezegd", "Said"), "enter")),
    State("live-over-time", late=47),
    State("live-questions", steps=("ctrl+g",)),
    State("live-questions-2", steps=("ctrl+g",) * 2),
    State("live-questions-3", steps=("ctrl+g",) * 3),
    State("live-questions-4", steps=("ctrl+g",) * 4),
    State("live-phase", steps=("f2",)),
    State("live-next-item", steps=("f5", "f3")),
    State("check", steps=("f7",)),
    State("check-outcome", steps=("f7", "enter", ("klopt deels: twee van de drie", "partly: two of the three"))),
    State("grounds", steps=("f8",)),
    State("nudge", steps=("f8", "x", "enter")),
    State("nudge-typed-over", steps=("f8", "x", "enter", ("En door", "And on"))),
    State("entry-chosen", steps=("up", "up")),
    State("entry-claim-chosen", steps=("up",) * 10),
    State("entry-edited", steps=("up", "up", "up", "e")),
    State("entry-outcome", steps=("up", "up", "up", "o")),
    State("entries-marked", steps=("up", "x", "up", "up", "x")),
    State("entry-moved", steps=("up", "up", "m")),
    State("walk", steps=("ctrl+o",)),
    State("walk-put-off", steps=("ctrl+o", "f3")),
    State("walk-put-off-until", steps=("ctrl+o", (">ma 7 dec: ziek", ">Mon 7 Dec: ill"))),
    State("walk-answered", steps=("ctrl+o", ("belt morgen", "calls tomorrow"))),
    State("closing", steps=("f10",)),
    State("closing-needing", steps=("f10", "tab")),
    State("closing-filled", steps=("f10", "tab", (">vr", ">Fri"))),
    State("read", steps=("f10", "f10")),
    State("review", steps=("f10", "f10", "w")),
    State("review-edited", steps=("f10", "f10", "w", "e")),
    State("unfinished", steps=(("! Bellen @fa", "! Call @fa"), "escape", "escape", "u")),
    State("unfinished-none", "list", ("u",)),
    State("meetings-unfinished", steps=(("! Bellen @fa", "! Call @fa"), "escape", "escape")),
    State("mine", steps=(("/mijn", "/mine"), "enter")),
    State("search", steps=("ctrl+f", ("toets", "test"))),
    State("search-chosen", "list", ("ctrl+f", ("toets kalender", "test calendar"), "down")),
    State("search-number", "list", ("ctrl+f", ("a-3", "a-3"))),
    State("search-nothing", "list", ("ctrl+f", ("qqxx", "qqxx"))),
    State("search-empty", "nothing", ("ctrl+f",)),
    State("search-heard", "heard", ("ctrl+f", ("toets", "tests"))),
    State("search-person", "heard", ("ctrl+f", ("@kar", "@kar"))),
    State("search-theme", "heard", ("ctrl+f", ("#toets", "#tes"))),
    State("search-kind-and-days", "heard", ("ctrl+f", ("wandelgang: sinds oktober", "corridor: since October"))),
    State("search-offered", "heard", ("ctrl+f", ("toets vor", "tests sin"))),
    State("search-in-a-meeting", steps=("ctrl+f", ("wandelgang: toets", "corridor: test"))),
    State("search-nothing-dated", "heard", ("ctrl+f", ("toets gisteren", "tests yesterday"))),
    State("search-help", "heard", ("ctrl+f", "f1")),
    State("palette-heard", "heard", ("ctrl+p", ("toetsen", "tests"))),
    State("history", steps=(*("up",) * 3, "=", "h")),
    State("history-of-the-meeting", steps=(("/geschiedenis", "/history"), "enter")),
    State("history-of-one-that-is-read", "list", ("down", "h")),
    State("today", "list", ("1",)),
    State("today-asked", "list", ("1", *("down",) * 5, "d")),
    State("today-heard", "heard", ("1",)),
    State("today-heard-last", "heard", ("1", "end")),
    State("today-promise-told", "heard", ("1", *("down",) * 4, "t")),
    State("today-report", "heard", ("3", "enter", "1", "1", "1", "8", ("te duur", "too much"), "enter", "escape", "1")),
    State(
        "today-reporting",
        "heard",
        (
            *("3", "enter", "1", "1", "1", "8"),
            ("dat kost te veel", "it costs too much"),
            *("enter", "escape", "1", "end", "up", "up", "t"),
        ),
    ),
    State("log", "heard", ("ctrl+l",)),
    State(
        "log-typed", "heard", ("ctrl+l", ("gisteren 15:30 @ka vraagt het #toetsing", "yesterday 15:30 @ka asks #tests"))
    ),
    State("log-in-a-meeting", steps=("ctrl+l", ("! bellen >vr", "! call >Fri"))),
    State("corridor", "heard", ("3",)),
    State("corridor-all", "heard", ("3", "v")),
    State("corridor-promises", "heard", ("3", "v", "v", "v")),
    State("corridor-promises-by-person", "heard", ("3", "v", "v", "v", "v")),
    State("corridor-empty", "nothing", ("3",)),
    State("corridor-sought", "heard", ("3", "slash", ("@karim", "@karim"))),
    State("note", "heard", ("3", "enter")),
    State("note-ending", "heard", ("3", "enter", "1", "2", "1")),
    State("note-to-action", "heard", ("3", "enter", "1", "2", "1", "3")),
    State("note-series", "heard", ("3", "enter", "1", "2", "1", "2")),
    State("note-whole", "heard", ("3", "enter", "1", "space")),
    State("note-known", "heard", ("3", "enter", "k", ("het panel zei het ook", "the panel said so too"))),
    State("note-settled", "heard", ("3", "enter", "1", "2", "1", "3", "enter", "b")),
    State("patterns", "heard", ("3", "p")),
    State("pattern", "heard", ("3", "p", "enter")),
    State("pattern-left-out", "heard", ("3", "p", "enter", "down", "x")),
    State("pattern-series", "heard", ("3", "p", "enter", "a")),
    State("pattern-title", "heard", ("3", "p", "enter", "a", "2")),
    State("pattern-on-an-agenda", "heard", ("3", "p", "enter", "a", "2", "enter")),
    State("patterns-none", "heard", ("3", "p", *("minus",) * 5)),
    State("prepare-heard", "heard", ("3", "p", "enter", "a", "2", "enter", "o")),
    State("heard", "heard", ("3", "p", "enter", "a", "2", "enter", "o", "w")),
    State("heard-edited", "heard", ("3", "p", "enter", "a", "2", "enter", "o", "w", "down", "e")),
    State("heard-nothing", steps=(("/vooraf", "/beforehand"), "enter")),
    State("actions", "heard", ("5",)),
    State("actions-mine", "heard", ("5", "i")),
    State("actions-closed", "heard", ("5", "c")),
    State("actions-sought", "heard", ("5", "slash", ("@sa >1 maart", "@sa >1 March"))),
    State("actions-put-off", "heard", ("5", "greater_than_sign")),
    State("actions-put-off-until", "heard", ("5", "greater_than_sign", ("ma 7 dec: ziek", "Mon 7 Dec: ill"))),
    State("actions-handed-over", "heard", ("5", "g", ("ka", "ka"))),
    State("actions-edited", "heard", ("5", "e")),
    State("actions-in-a-meeting", "list", ("5",)),
    State("people", "heard", ("at",)),
    State("people-new", "heard", ("at", "n", ("@jv Jo Vos, docent", "@jv Jo Vos, teacher"))),
    State("people-erase", "heard", ("at", "down", "x")),
    State("people-rename", "heard", ("at", "down", "down", "r")),
    State("people-same", "heard", ("at", "down", "down", "equals_sign", ("jan", "jan"))),
    State("people-paste", "heard", ("at", paste_people)),
    State("people-typed", "heard", ("at", "v")),
    State("person", "heard", ("at", "down", "enter")),
    State("person-in-a-meeting", steps=("escape", "escape", "at", "down", "enter")),
    State("meetings", "list"),
    State("meetings-sought", "list", ("slash", ("toets", "test"))),
    State("meetings-by-series", "list", ("s",)),
    State("first-start", "nothing"),
    State("new-meeting", "list", ("n", "down")),
    State("prepare", "list", ("n", "down", "p")),
    State(
        "prepare-typed", "list", ("n", "down", "p", ("Leeslijst (15) @karim [wat]", "Reading list (15) @karim [what]"))
    ),
    State("prepare-chosen", "list", ("n", "down", "p", "up")),
    State("prepare-from-a-kind", "list", ("n", *("down",) * 5, "p")),
    State("help", steps=("f1",)),
    State("help-entries", steps=("up", "f1")),
    State("help-found", steps=("f1", ("besluit", "decision"))),
    State("help-meetings", "list", ("f1",)),
    State("palette", steps=("ctrl+p", ("punt", "item"))),
    State("paste", steps=(paste,)),
    State("present", steps=(("/wand", "/wall"), "enter")),
    State("present-over-time", steps=(present,), late=47),
    State("present-confidential", steps=(("/vertrouwelijk", "/confidential"), "enter", present)),
    State("present-waiting", "nothing", (present,)),
    State("blank", steps=("f12",)),
)


@asynccontextmanager
async def shown(
    state: State, code: str, home: Path, *, size: tuple[int, int] = (80, 24), theme: Theme = DARK
) -> AsyncGenerator[Pilot[object]]:
    """The app in that state, in a language and a theme, on a copy of the school in `home`."""
    if state.begin != "nothing":
        school = _school_that_heard(code) if state.begin == "heard" else _school(code)
        shutil.copytree(school, home, dirs_exist_ok=True)
    with workspace_at(home, code) as workspace:
        now = TUESDAY + dt.timedelta(minutes=state.late)
        clock.set_clock(lambda: now)
        workspace.settings = structs.replace(workspace.settings, theme="dark" if theme.dark else "light")
        app = KgwApp(workspace, no_document, _meeting_of(workspace, state.begin))
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            for step in state.steps:
                await _take(step, pilot, code)
            await settled(pilot)
            yield pilot


async def settled(pilot: Pilot[object]) -> None:
    """Wait until everything that was asked for is shown."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def _take(step: Step, pilot: Pilot[object], code: str) -> None:
    if isinstance(step, str):
        await pilot.press(step)
    elif isinstance(step, tuple):
        for event in XTermParser().feed(step[0 if code == "nl" else 1]):
            if isinstance(event, events.Message):
                pilot.app.post_message(event)
    else:
        await step(pilot)
    await pilot.pause()


def _meeting_of(workspace: Workspace, begin: Begin) -> str:
    if begin == "empty":
        return start_meeting(workspace, title="MT-overleg").id
    if begin != "meeting":
        return ""
    return next(meeting.id for meeting in workspace.shared.all(MEETINGS) if meeting.state == "running")


@cache
def _school(code: str) -> Path:
    """A home with four people, a meeting in which much was said, and some that are over; made once a process."""
    home = Path(mkdtemp(prefix=f"kgw-{code}-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    with workspace_at(home, code) as workspace:
        for title, days, said in BEFORE:
            earlier = TUESDAY - dt.timedelta(days=days)
            clock.set_clock(lambda earlier=earlier: earlier)
            hold(workspace, title, said[code]).close()
        clock.set_clock(lambda: TUESDAY)
        hold(workspace, "MT-overleg", SAID[code])
    return home


@cache
def _school_that_heard(code: str) -> Path:
    """The same with notes from the corridor, and without a meeting that runs."""
    home = Path(mkdtemp(prefix=f"kgw-{code}-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    with workspace_at(home, code) as workspace:
        for title, days, said in BEFORE:
            earlier = TUESDAY - dt.timedelta(days=days)
            clock.set_clock(lambda earlier=earlier: earlier)
            hold(workspace, title, said[code]).close()
        for days, heard in HEARD:
            earlier = TUESDAY - dt.timedelta(days=days)
            clock.set_clock(lambda earlier=earlier: earlier)
            log_notes(workspace, [heard[code]])
    return home


def hold(workspace: Workspace, title: str, lines: tuple[str, ...]) -> LiveMeeting:
    """A running meeting in which this was said."""
    live = LiveMeeting(workspace, start_meeting(workspace, title=title).id)
    for line in lines:
        parsed = live.read(line)
        if parsed.kind is LineKind.COMMAND:
            command = by_slash(parsed.command)
            assert command is not None
            obey(live, command.id, parsed.arguments)
        else:
            targets = live.evidence_targets() if line.startswith("+") else []
            live.capture(parsed, parent=targets[0].id if targets else "")
    return live
