"""A school of any size to measure on: years of meetings with what was said in them, put into a real store."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.data.opening import open_workspace
from kgw_tui.i18n import language
from kgw_tui.records.entries import ENTRIES, AnyEntry
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Attendee, Meeting
from kgw_tui.records.people import PEOPLE, SERIES, Person, Series, Who
from kgw_tui.records.record import new_id, stamp
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.entries import Placement, make_entry
from kgw_tui.rules.handles import give_handle, meeting_handle
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.workspace import Workspace

LANGUAGE: Final = "nl"
ENTRIES_A_MEETING: Final = 100
SERIES_TITLE: Final = "Teamoverleg"
ITEMS_A_MEETING: Final = 5
MEETINGS_A_SERIES: Final = 40
"""A school year of weekly meetings."""

PEOPLE_NAMES: Final = (
    "Anouk Verbeek", "Bram Hoekstra", "Chaima Azzouzi", "Daan Kuipers", "Elif Yildirim", "Floor van der Meer",
    "Guus Peeters", "Hanna Postma", "Ilyas Bakkali", "Jolien de Graaf", "Koen Schouten", "Lotte Willems",
)  # fmt: skip

LINES: Final = (
    "De opkomst bij de ouderavond was hoger dan vorig jaar #ouders",
    "@anouk vraagt of het rooster van de bovenbouw nog verandert",
    "! Het rooster van week 48 nakijken @bram >vr #rooster",
    "In klas 2 liggen de cijfers voor wiskunde een half punt lager #wiskunde",
    "? Leerlingen maken hun huiswerk niet omdat er te veel toetsen zijn #toetsing",
    "+ telling van @chaima: elf van de achttien weken met meer dan vier toetsen",
    "= Vanaf januari twee toetsen per week, per klas #toetsing >1 maart",
    "! De ouders van 2b een brief sturen @elif >maandag #ouders",
    "> De inrichting van het stiltelokaal",
    "@daan: de begeleiding in blok 2 is nog niet verdeeld",
    "Het verzuim op vrijdagmiddag blijft hoog, vooral in de derde klassen #verzuim",
    "? Wie zoekt uit wat de gemeente aan vervoer betaalt? @floor >15 december",
    "De sectie Frans wil een week langer voor de mondelingen",
    "! Een voorstel maken voor de verdeling van de taakuren @guus @hanna >1 februari #taakuren",
    "Er staan nog drie vacatures open; op twee is gereageerd",
    "@jolien wijst erop dat de afspraken van vorig jaar nergens staan",
    "De kosten van de excursie zijn per leerling 34 euro, busvervoer inbegrepen",
    "= De excursie gaat door als er twee begeleiders per klas zijn #excursie",
    "Een ouder belde over het pesten in de fietsenstalling; er is met de klas gesproken #veiligheid",
    "De nieuwe methode bevalt in de onderbouw beter dan in de bovenbouw",
)
"""What is said, with what a day of meetings has of each kind: mostly notes."""

LINE: Final = "! De kalender met de toetsen uitdraaien @koen >vr #toetsing"
"""The line that is captured, and typed key by key."""

_SETTINGS: Final = ("KGW_", "TEXTUAL", "PYTHON", "NO_COLOR")


@dataclass(frozen=True)
class School:
    """A school in its home: the running meeting, and how many records were asked for."""

    workspace: Workspace
    running: str


def home_environment(home: Path) -> dict[str, str]:
    """The environment for a program that is started on the school in `home`, on a full-colour terminal.

    What a developer may have set for Python, Textual or kgw and users haven't doesn't count: without
    PYTHONDONTWRITEBYTECODE, say, a module is compiled once and not at each start.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)}
    return {**kept, "KGW_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}


@contextmanager
def school_of(
    records: int,
    *,
    running: int = ENTRIES_A_MEETING,
    said: int = ENTRIES_A_MEETING,
    held: int = MEETINGS_A_SERIES,
) -> Generator[School]:
    """A school with `records` entries in past meetings, and a running one with `running` entries, for a while.

    In each past meeting `said` entries were said, and a series has `held` of them; the running one follows the last.
    It was closed and opened again, so that it lies on the disk as it does in the morning.
    """
    with tempfile.TemporaryDirectory(prefix="kgw-benchmarks-") as folder, language(LANGUAGE):
        home = Path(folder) / "home"
        workspace = open_workspace(home, shared=home / "shared")
        try:
            _fill(workspace, records, said, held)
            meeting = add_running(workspace, running)
            workspace.shared.compact()
        finally:
            workspace.close()
        workspace = open_workspace(home, shared=home / "shared")
        try:
            yield School(workspace, meeting)
        finally:
            workspace.close()


def add_running(workspace: Workspace, entries: int) -> str:
    """Another running meeting with so many entries; its id."""
    with workspace.shared.transaction("benchmark") as tx:
        series = max(tx.all(SERIES), key=lambda each: each.id)
        meeting = _meeting(meeting_handle(tx), series, clock.today(), "running", tx.all(PEOPLE))
        items = _items(meeting)
        tx.put(MEETINGS, msgspec.structs.replace(meeting, current_item=items[-1].id, started_at=clock.now()))
        for item in items:
            tx.put(ITEMS, item)
        for entry in _said(_samples(tx.all(PEOPLE)), meeting, items, entries):
            tx.put(ENTRIES, give_handle(tx, entry, meeting.date, False))
    return meeting.id


def live_in(school: School) -> LiveMeeting:
    """The running meeting, as the chair has it."""
    return LiveMeeting(school.workspace, school.running)


def sample(live: LiveMeeting, line: str = LINE) -> AnyEntry:
    """A new entry that `line` makes, in the current item, not stored."""
    here = live.meeting.current_item
    place = Placement(live.meeting_id, item=here, order=1e6, time=clock.local_time())
    return make_entry(live.read(line), place, live.workspace.settings.writer)


def _fill(workspace: Workspace, records: int, said: int, held: int) -> None:
    people = [msgspec.convert({**stamp(), "name": name}, Person) for name in PEOPLE_NAMES]
    with workspace.shared.transaction("benchmark") as tx:
        for person in people:
            tx.put(PEOPLE, person)
    settings = msgspec.structs.replace(workspace.settings, language=LANGUAGE, writer=people[0].id, school="De Meetlat")
    workspace.save_settings(settings)
    samples = _samples(people)
    count = max(1, -(-records // said))
    for number in range(count):
        left = min(said, records - number * said)
        series = number // held + 1 if number % held == 0 else 0
        _hold(workspace, samples, clock.today() - dt.timedelta(days=count - number), series, left)


def _hold(workspace: Workspace, samples: list[AnyEntry], day: dt.date, begins: int, entries: int) -> None:
    """One meeting of the past; with `begins` it is the first of the series with that number."""
    with workspace.shared.transaction("benchmark") as tx:
        if begins:
            title = f"{SERIES_TITLE} {begins}"
            tx.put(SERIES, msgspec.convert({**stamp(), "title": title}, Series))
        series = max(tx.all(SERIES), key=lambda each: each.id)
        meeting = _meeting(meeting_handle(tx), series, day, "closed", tx.all(PEOPLE))
        tx.put(MEETINGS, meeting)
        items = _items(meeting)
        for item in items:
            tx.put(ITEMS, item)
        for entry in _said(samples, meeting, items, entries):
            tx.put(ENTRIES, give_handle(tx, entry, meeting.date, False))


def _meeting(handle: str, series: Series, day: dt.date, state: str, people: list[Person]) -> Meeting:
    fields = {
        "handle": handle,
        "title": series.title,
        "series": series.id,
        "date": day,
        "start": dt.time(15, 30),
        "chair": Who(person=people[0].id),
        "minute_taker": Who(person=people[1].id),
        "attendees": tuple(Attendee(Who(person=person.id)) for person in people),
        "state": state,
    }
    return msgspec.convert({**stamp(people[0].id), **fields}, Meeting)


def _items(meeting: Meeting) -> list[AgendaItem]:
    return [
        msgspec.convert(
            {**stamp(), "meeting": meeting.id, "title": f"Onderwerp {number}", "order": float(number), "minutes": 15},
            AgendaItem,
        )
        for number in range(1, ITEMS_A_MEETING + 1)
    ]


def _samples(people: list[Person]) -> list[AnyEntry]:
    """An entry for each of the lines, read as they are read when they are typed."""
    from kgw_tui.capture.dates import Calendar
    from kgw_tui.capture.line import parse_line
    from kgw_tui.capture.parsed import LineContext

    context = LineContext(Directory(people=tuple(people)), Calendar(clock.today(), LANGUAGE), live=True)
    place = Placement("", time=dt.time(15, 40))
    return [make_entry(parse_line(line, context), place, people[0].id) for line in LINES]


def _said(samples: list[AnyEntry], meeting: Meeting, items: list[AgendaItem], count: int) -> Iterator[AnyEntry]:
    """So many entries, spread over the items in order."""
    for number, entry in enumerate(islice(cycle(samples), count)):
        item = items[number * len(items) // max(count, 1)]
        place = {"meeting": meeting.id, "item": item.id, "order": float(number + 1)}
        yield msgspec.structs.replace(entry, id=new_id(), **place)
