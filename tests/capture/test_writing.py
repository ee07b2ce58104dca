"""An entry written as a line reads back as the same entry."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from kgw_tui.capture.line import parse_line
from kgw_tui.capture.parsed import LineContext, ParsedLine
from kgw_tui.capture.writing import line_of
from kgw_tui.records.entries import (
    Action,
    AnyEntry,
    Assumption,
    Decision,
    Evidence,
    Note,
    Parked,
    Question,
    kind_of,
)
from kgw_tui.records.people import Who
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.entries import Placement, make_entry, makes_entry
from kgw_tui.text import clean, clean_line
from tests.capture.line_samples import DIRECTORY, FILE, LIVE, MADE, PEOPLE, awkward

STRANGERS = (Who(name="congrescie"), Who(name="Jan"), Who(name='a"b}|c'), Who(name="=x"), Who(name="ik"))
ROLES = (Who(role="student"), Who(role="all"), Who(role="zorgteam"), Who(role="unheard-of"))
EVERYBODY = (*(Who(person=person.id) for person in PEOPLE), Who(person="erased"), *STRANGERS, *ROLES)


def said(parsed: ParsedLine) -> tuple[object, ...]:
    kind = parsed.kind.value
    return kind, parsed.text, parsed.owners, parsed.mentions, parsed.themes, parsed.day, parsed.priority


def says(entry: AnyEntry) -> tuple[object, ...]:
    owners = entry.owners if isinstance(entry, Action | Question) else ()
    day = entry.due if isinstance(entry, Action | Question) else None
    day = entry.review if isinstance(entry, Decision) else day
    priority = isinstance(entry, Action) and entry.priority
    return kind_of(entry), entry.text, owners, entry.mentions, entry.themes, day, priority


def check(entry: AnyEntry, directory: Directory = DIRECTORY) -> None:
    line = line_of(entry, directory)
    for context in (LIVE, FILE):
        parsed = parse_line(line, LineContext(directory, context.calendar, live=context.live))
        assert not parsed.refused
        assert (line, said(parsed)) == (line, says(entry))
        assert (parsed.time, parsed.statuses, parsed.indented) == (None, (), False)


@settings(max_examples=3000, deadline=None)
@given(awkward(), st.sampled_from((LIVE, FILE)))
def test_whatever_was_read_is_written_and_read_again(line: str, context: LineContext) -> None:
    parsed = parse_line(line, context)
    if makes_entry(parsed) and (parsed.text or parsed.owners or parsed.day):
        check(make_entry(parsed, Placement("m")))


def texts() -> st.SearchStrategy[str]:
    return awkward().map(lambda text: clean(text).strip()).filter(bool)


def as_theme(text: str) -> str:
    return clean_line(clean_line(text).lower()).strip()


_WORDS = st.one_of(st.sampled_from(("toetsing", "open dag", "3havo", "a}b", "x-")), st.text(min_size=1, max_size=5))
_THEMES = st.lists(_WORDS.map(as_theme).filter(bool), max_size=2, unique=True).map(tuple)
_WHOS = st.lists(st.sampled_from(EVERYBODY), max_size=3, unique=True).map(tuple)
_DAYS = st.one_of(st.none(), st.dates(dt.date(2020, 1, 1), dt.date(2035, 12, 31)))


@st.composite
def entries(draw: st.DrawFn) -> AnyEntry:
    fields: dict[str, object] = {"id": "e", "created_at": MADE}
    fields |= {"text": draw(texts()), "mentions": draw(_WHOS), "themes": draw(_THEMES)}
    kind = draw(st.sampled_from((Note, Action, Question, Assumption, Decision, Evidence, Parked)))
    if kind in {Action, Question}:
        fields |= {"owners": draw(_WHOS), "due": draw(_DAYS)}
    if kind is Action:
        fields["priority"] = draw(st.booleans())
    if kind is Decision:
        fields["review"] = draw(_DAYS)
    return kind(**fields)


@settings(max_examples=3000, deadline=None)
@given(entries())
def test_whatever_is_stored_is_written_and_read_again(entry: AnyEntry) -> None:
    check(entry)
