"""Opening and narrowing the lists of the corridor and of actions with thousands in them, beside the same with fifty.

Both are programs on real terminals; time runs from the key until the last byte of what it shows.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Generator
from contextlib import ExitStack, closing, contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.data.opening import open_workspace
from kgw_tui.i18n import language
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import PEOPLE, SERIES, Person, Series, Who
from kgw_tui.records.record import stamp

from .bare import kgw
from .measuring import Result, Row, Samples, alternate
from .school import LANGUAGE, LINES, PEOPLE_NAMES, SERIES_TITLE, home_environment
from .terminal import Terminal

NOTES: Final = 5_000
ACTIONS: Final = 3_000
FEW: Final = 50
MOST: Final = 1.5
"""So many times what it takes with fifty."""
_BACK: Final = "\x1b"
_ACTS: Final = {
    "corridor, opened": ("", "3", "2"),
    "corridor, narrowed": ("3/", "k", f"{_BACK}2"),
    "actions, opened": ("", "5", "2"),
    "actions, narrowed": ("5/", "k", f"{_BACK}2"),
}
"""What is done from the list of meetings: the keys that lead there, the one that is measured, those that lead back."""


def measure(*, quick: bool = False) -> Result:
    """Two rows a list: opened, and narrowed by the first letter."""
    samples = Samples()
    with ExitStack() as stack:
        few = stack.enter_context(_opened(FEW, FEW))
        many = stack.enter_context(_opened(NOTES, ACTIONS))
        acts = {
            f"{who} {name}": _pressing(terminal, *keys)
            for name, keys in _ACTS.items()
            for who, terminal in (("few", few), ("many", many))
        }
        for _batch in range(1 if quick else 4):
            alternate(acts, 4 if quick else 25, samples, warm_up=2)
    rows = [_row(samples, name, percent) for name in _ACTS for percent in (50, 99)]
    return Result(tuple(rows), ())


def _row(samples: Samples, name: str, percent: int) -> Row:
    count = NOTES if name.startswith("corridor") else ACTIONS
    subject, floor = (samples.at(f"{who} {name} done", percent) * 1000 for who in ("many", "few"))
    ratio = samples.ratio(f"many {name} done", f"few {name} done", percent)
    goal = MOST if percent == 50 else None
    return Row(f"a list: {name}", f"p{percent}, {count:,} beside {FEW}", subject, floor, "ms", ratio, goal=goal)


def _pressing(terminal: Terminal, before: str, key: str, back: str) -> Callable[[], dict[str, float]]:
    def press() -> dict[str, float]:
        for each in before:
            terminal.send(each)
            terminal.until_quiet()
        begin = terminal.send(key)
        chunks = terminal.until_quiet()
        for each in back:
            terminal.send(each)
            terminal.until_quiet()
        return {"done": chunks[-1].at - begin}

    return press


@contextmanager
def _opened(notes: int, actions: int) -> Generator[Terminal]:
    """kgw on a home with so many notes, none of them looked at, and so many open actions."""
    with tempfile.TemporaryDirectory(prefix="kgw-benchmarks-") as folder, language(LANGUAGE):
        home = Path(folder) / "home"
        workspace = open_workspace(home, shared=home / "shared")
        try:
            people = [msgspec.convert({**stamp(), "name": name}, Person) for name in PEOPLE_NAMES]
            with workspace.shared.transaction("benchmark") as tx:
                for person in people:
                    tx.put(PEOPLE, person)
                _put_actions(people, actions, tx.put)
            with workspace.private.transaction("benchmark") as tx:
                for note in _notes(people, notes):
                    tx.put(CORRIDOR_NOTES, note)
            settings = msgspec.structs.replace(workspace.settings, language=LANGUAGE, writer=people[0].id)
            workspace.save_settings(settings)
            for store in (workspace.shared, workspace.private):
                store.compact()
        finally:
            workspace.close()
        with closing(Terminal(kgw(), home_environment(home))) as terminal:
            terminal.until_shown(SERIES_TITLE)
            yield terminal


def _put_actions(people: list[Person], count: int, put: Callable[..., None]) -> None:
    series = msgspec.convert({**stamp(), "title": SERIES_TITLE}, Series)
    put(SERIES, series)
    fields = {"title": SERIES_TITLE, "series": series.id, "date": clock.today(), "state": "closed"}
    meeting = msgspec.convert({**stamp(), **fields}, Meeting)
    put(MEETINGS, meeting)
    item = msgspec.convert({**stamp(), "meeting": meeting.id, "title": "Alles"}, AgendaItem)
    put(ITEMS, item)
    for number, (line, person) in enumerate(islice(zip(cycle(LINES), cycle(people), strict=False), count)):
        due = clock.today() + dt.timedelta(days=number % 60 - 20)
        fields = {"meeting": meeting.id, "item": item.id, "text": line, "owners": (Who(person=person.id),), "due": due}
        fields |= {"handle": f"A-{number + 1}", "order": float(number), "themes": ("toetsing",)}
        put(ENTRIES, msgspec.convert({**stamp(), "kind": "action", **fields}, Action))


def _notes(people: list[Person], count: int) -> Generator[CorridorNote]:
    for number, (line, person) in enumerate(islice(zip(cycle(LINES), cycle(people), strict=False), count)):
        heard = clock.now() - dt.timedelta(hours=number)
        fields = {"heard_at": heard, "text": line, "mentions": (Who(person=person.id),), "handle": f"N-{number + 1}"}
        yield msgspec.convert({**stamp(), **fields, "themes": ("toetsing",)}, CorridorNote)
