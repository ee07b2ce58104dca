"""Finding anything, key by key, at three sizes: on the terminal beside a bare Input, and by itself beside a bare scan
of the same text and beside SQLite's full-text index. Each school has 5,000 notes from the corridor and 500 people too.

Typed are words that stand in much, in little and in nothing, two that never stand together, and a number. On the
terminal a key is pressed when nothing has moved for some frames, and two moments are taken of it: when its character
has come out, and when the last byte has come that it caused: what was found. While everything is gathered, at the
first search after a start, keys are typed too, and the same two moments taken.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from itertools import cycle, islice
from time import perf_counter
from typing import Final

import msgspec

from kgw_tui import clock
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.people import PEOPLE, Person, Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.sought import line_of, words_of
from kgw_tui.usecases.finding_anything import Finder
from kgw_tui.usecases.gathering import Gathering
from kgw_tui.usecases.searching import MOST, Search
from kgw_tui.workspace import Workspace

from .bare import WORD, BareInput, command, kgw
from .measuring import Result, Row, Samples, alternate, percentile
from .school import LINES, SERIES_TITLE, School, home_environment, live_in, school_of
from .terminal import Terminal, shown_at

SIZES: Final = (1_000, 10_000, 100_000)
NOTES: Final = 5_000
PEOPLE_KNOWN: Final = 500
TYPED: Final = (
    "excursie begeleiders",
    "fietsenstalling excursie",
    "A-204",
    "een zeldzaam woord",
    "de toetsen van maart",
    "@anouk rooster",
    "wandelgang: ouder sinds oktober",
    "besluit: excursie vorige week",
)
MOST_TO_RESULT: Final = 50.0
"""Milliseconds from a key to what it finds, p99, at the largest size."""
_SEARCH: Final = "\x06"
_EMPTY_THE_LINE: Final = "\x15"
_PLACE: Final = "Zoek in alles"
_TRIGRAM: Final = 3
"""Characters from which on the full-text index finds a word."""


def measure(*, quick: bool = False) -> Result:
    """The rows of this claim: three a size on the terminal and by itself, and what the first search takes."""
    rows: list[Row] = []
    notes: list[str] = []
    sizes = SIZES[:-1] if quick else SIZES
    for size in sizes:
        with _school(size) as school:
            rows += _by_itself(school, size, quick=quick)
            rows += _on_the_terminal(school, size, quick=quick)
            if size == sizes[-1]:
                notes.append(_at_first(school, size, quick=quick))
    return Result(tuple(rows), tuple(notes))


@contextmanager
def _school(size: int) -> Generator[School]:
    """A school with so many records, in which much was heard in the corridor too; no meeting runs."""
    with school_of(size) as school:
        live_in(school).close()
        _hear(school.workspace)
        yield school


def _hear(workspace: Workspace) -> None:
    people = [
        msgspec.convert({**stamp(), "name": f"Anouk{number} van Dijk{number}"}, Person)
        for number in range(PEOPLE_KNOWN)
    ]
    with workspace.shared.transaction("benchmark") as tx:
        for person in people:
            tx.put(PEOPLE, person)
    with workspace.private.transaction("benchmark") as tx:
        for number, (line, person) in enumerate(islice(zip(cycle(LINES), cycle(people), strict=False), NOTES)):
            heard = {"heard_at": clock.now() - dt.timedelta(hours=number), "text": line, "themes": ("toetsing",)}
            fields = {**heard, "mentions": (Who(person=person.id),), "handle": f"N-{number + 1}"}
            tx.put(CORRIDOR_NOTES, msgspec.convert({**stamp(), **fields}, CorridorNote))
    for store in (workspace.shared, workspace.private):
        store.compact()


# On the terminal


def _on_the_terminal(school: School, size: int, *, quick: bool) -> list[Row]:
    samples = Samples()
    environment = home_environment(school.workspace.home)
    with _searching(environment) as search, closing(Terminal(command(BareInput), environment)) as bare:
        bare.until_shown(WORD)
        acts = {"kgw": _pressing(search), "bare": _pressing(bare)}
        for _batch in range(1 if quick else 3):
            alternate(acts, 15 if quick else 120, samples, warm_up=4)
    floor = samples.at("bare done", 99) * 1000
    found, echo = samples.at("kgw done", 99) * 1000, samples.at("kgw shown", 99) * 1000
    typical = samples.at("kgw done", 50) * 1000
    claimed = MOST_TO_RESULT if size == SIZES[-1] else None
    what = f"{size:,} records, beside a bare Input"
    spent = [_spent(samples, what)] if samples.all_of("kgw processor") else []
    return [
        *spent,
        Row("key to what is found", f"p99, {what}", found, floor, "ms", found, " ms", goal=claimed),
        Row("key to what is found", f"p50, {what}", typical, samples.at("bare done", 50) * 1000, "ms", typical, " ms"),
        Row(
            "key echo while searching", f"p99, {what}", echo, floor, "ms", samples.ratio("kgw shown", "bare shown", 99)
        ),
    ]


def _spent(samples: Samples, what: str) -> Row:
    """What a key costs of a processor until all is shown: that doesn't depend on who else was busy."""
    subject, floor = (samples.at(f"{who} processor", 99) * 1000 for who in ("kgw", "bare"))
    ratio = samples.ratio("kgw processor", "bare processor", 99)
    return Row("processor time of a search key", f"p99, {what}", subject, floor, "ms", ratio)


@contextmanager
def _searching(environment: dict[str, str]) -> Generator[Terminal]:
    """kgw with the search open, and everything gathered."""
    with closing(Terminal(kgw(), environment)) as terminal:
        terminal.until_shown(SERIES_TITLE)
        terminal.send(_SEARCH)
        terminal.until_shown(_PLACE)
        terminal.send("zz")
        terminal.until_quiet(1.0)
        terminal.send(_EMPTY_THE_LINE)
        terminal.until_quiet()
        yield terminal


def _keys() -> Iterator[tuple[bool, str]]:
    """Key after key, and whether it begins another text."""
    for typed in cycle(TYPED):
        for place, key in enumerate(typed):
            yield not place, key


def _pressing(terminal: Terminal) -> Callable[[], dict[str, float]]:
    """Type the next character that can be seen, into an empty line where it begins a text."""
    keys = _keys()
    empty = True

    def press() -> dict[str, float]:
        nonlocal empty
        begins, key = next(keys)
        terminal.take_waiting()
        if begins and not empty:
            terminal.send(_EMPTY_THE_LINE)
            terminal.until_quiet()
        while key == " ":
            terminal.send(key)
            terminal.until_quiet()
            _begins, key = next(keys)
        empty = False
        before = terminal.processor_time()
        begin = terminal.send(key)
        chunks = terminal.until_quiet()
        after = terminal.processor_time()
        spent = {"processor": after - before} if before is not None and after is not None else {}
        return {"shown": shown_at(chunks, key) - begin, "done": chunks[-1].at - begin, **spent}

    return press


def _at_first(school: School, size: int, *, quick: bool) -> str:
    """What keys do that are typed right after the start, while everything is gathered."""
    shown: list[float] = []
    done: list[float] = []
    for _start in range(1 if quick else 5):
        with closing(Terminal(kgw(), home_environment(school.workspace.home))) as terminal:
            terminal.until_shown(SERIES_TITLE)
            terminal.send(_SEARCH)
            terminal.until_shown(_PLACE)
            press = _pressing(terminal)
            for _key in range(8):
                pressed = press()
                shown.append(pressed["shown"] * 1000)
                done.append(pressed["done"] * 1000)
    return (
        f"the first {len(shown)} keys of a search after a start at {size:,} records, in ms: "
        f"echo p50 {percentile(shown, 50):.0f}, slowest {max(shown):.0f}; "
        f"last byte p50 {percentile(done, 50):.0f}, slowest {max(done):.0f}"
    )


# By itself


def _by_itself(school: School, size: int, *, quick: bool) -> list[Row]:
    samples = Samples()
    search = Search(school.workspace)
    finder = Finder(school.workspace, search)
    begun = perf_counter()
    finder.find("zz")  # and decode what is on the disk
    first = perf_counter() - begun
    begun = perf_counter()
    Gathering(school.workspace).update()
    gathered = perf_counter() - begun
    lines = [line_of((entry.text,)) for entry in school.workspace.shared.all(ENTRIES)]
    lines += [line_of((note.text,)) for note in school.workspace.private.all(CORRIDOR_NOTES)]
    with closing(sqlite3.connect(":memory:")) as peer:
        peer.execute("CREATE VIRTUAL TABLE said USING fts5(line, tokenize='trigram')")
        begun = perf_counter()
        peer.executemany("INSERT INTO said (line) VALUES (?)", ((line,) for line in lines))
        filled = perf_counter() - begun
        acts = {
            "kgw": _each_prefix(finder.find),
            "scan": _each_prefix(_scan("\n".join(lines))),
            "SQLite": _each_prefix(_full_text(peer)),
        }
        for _batch in range(1 if quick else 3):
            alternate(acts, 30 if quick else 400, samples, warm_up=4)
    rows = [
        Row(
            "finding, by itself",
            f"p{percent}, {size:,} records, beside {told}",
            samples.at("kgw", percent) * 1000,
            samples.at(other, percent) * 1000,
            "ms",
            samples.ratio("kgw", other, percent),
        )
        for other, told in (("scan", "a bare scan of the text"), ("SQLite", "SQLite's FTS5"))
        for percent in (50, 99)
    ]
    told = f"{size:,} records, beside filling SQLite's FTS5"
    return [
        *rows,
        Row("gathering all words", told, gathered * 1000, filled * 1000, "ms", gathered / filled),
        Row("gathering, and decoding", told, first * 1000, filled * 1000, "ms", first / filled),
    ]


def _each_prefix(look: Callable[[str], object]) -> Callable[[], float]:
    """Look for what stands in the line after each key; gives the seconds of one key."""
    keys = _keys()
    typed = ""

    def press() -> float:
        nonlocal typed
        begins, key = next(keys)
        typed = key if begins else typed + key
        begun = perf_counter()
        look(typed)
        return perf_counter() - begun

    return press


def _scan(text: str) -> Callable[[str], object]:
    """How often each of the words stands in the text, without a record, an order or a wall."""
    return lambda sought: [text.count(word) for word in words_of(sought)]


def _full_text(peer: sqlite3.Connection) -> Callable[[str], object]:
    """The newest lines with all words, by the index; words that are too short for it by a scan."""

    def look(sought: str) -> object:
        words = [word.strip() for word in words_of(sought)]
        indexed = " ".join(f'"{word}"' for word in words if len(word) >= _TRIGRAM)
        others = [f"%{word}%" for word in words if len(word) < _TRIGRAM]
        terms = [*(["said MATCH ?"] if indexed else []), *["line LIKE ?"] * len(others)]
        return peer.execute(
            f"SELECT rowid FROM said WHERE {' AND '.join(terms)} ORDER BY rowid DESC LIMIT {MOST}",
            [*([indexed] if indexed else []), *others],
        ).fetchall()

    return look
