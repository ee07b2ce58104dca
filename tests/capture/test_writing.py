"""An entry written as a line reads back as the same entry."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kgw_tui.capture.line import parse_line
from kgw_tui.capture.parsed import LineContext, ParsedLine
from kgw_tui.capture.writing import item_line, line_of
from kgw_tui.records.entries import (
    Action,
    AnyEntry,
    Assumption,
    Decision,
    Evidence,
    Movement,
    Note,
    Parked,
    Question,
    kind_of,
)
from kgw_tui.records.people import Who
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.entries import Placement, make_entry, makes_entry
from kgw_tui.text import clean, clean_line
from tests.capture.line_samples import DIRECTORY, FILE, LIVE, MADE, PEOPLE, awkward, person

STRANGERS = (Who(name="congrescie"), Who(name="Jan"), Who(name='a"b}|c'), Who(name="=x"), Who(name="ik"))
ROLES = (Who(role="student"), Who(role="all"), Who(role="zorgteam"), Who(role="unheard-of"))
DIRECTORIES = (DIRECTORY, Directory(), Directory((*PEOPLE[::2], person("jan-2", "Jan Vis")), writer="sanne"))
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


@settings(max_examples=1000, deadline=None)
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


@settings(max_examples=1000, deadline=None)
@given(entries(), st.sampled_from(DIRECTORIES))
def test_whatever_is_stored_is_written_and_read_again(entry: AnyEntry, directory: Directory) -> None:
    check(entry, directory)


TITLES = awkward().map(lambda text: clean_line(text).strip()).filter(bool)


@settings(max_examples=500, deadline=None)
@given(TITLES, st.one_of(st.none(), st.integers(0, 999)), st.booleans(), st.sampled_from((LIVE, FILE)))
@example("Rooster (15)", None, False, FILE)
@example("(15 min)", 0, False, FILE)
@example("Zaken {vertrouwelijk}", 5, True, LIVE)
@example("Overleg met @jan #x", None, False, LIVE)
def test_any_title_is_written_and_read_again(
    title: str, minutes: int | None, confidential: bool, context: LineContext
) -> None:
    parsed = parse_line(item_line(title, minutes, confidential=confidential), context)
    assert parsed.kind.value == "item"
    assert (parsed.text, parsed.minutes, parsed.confidential) == (title, minutes, confidential)
    assert not (parsed.mentions or parsed.themes or parsed.statuses)


@pytest.mark.parametrize(
    "line",
    [
        "Drie mentoren melden klachten",
        "@Karim vraagt of de toetsweek eerder kan #toetsing",
        "@Kees en @congrescie praten met @ouders",
        "! Toetskalender per klas uitdraaien @fatima >2026-11-27",
        "!! Panel herhalen @sanne @karim #toetsing #panel >2027-01-15",
        "! Overleg met @Jan over het rooster",
        "! Vraag @Jan of het kan @sanne",
        "! @Jan's voorstel uitwerken",
        "! Afspraak met @{Kees Bakker} @{Kees Visser}",
        "! Waar gaat dit over \\ @jan",
        "? Leerlingen leren alleen nog voor het cijfer",
        "? Dat is toch zo\\?",
        "? Hoe weten we dat? @jan >2026-12-01",
        "?? Uitzoeken hoe dat zit @leerling",
        "= Naar twee toetsen #toetsing >2027-03-01",
        "+ leerlingpanel: 14 van de 20",
        "> Herkansingen",
        "+1 voor dit plan",
        "\\! is een teken",
        "\\13:30 uur is te laat",
        "\\[waarom]",
        "een @ en \\#teken en > 50%",
        "! meer dan \\> 50%",
    ],
)
def test_line_is_written_as_one_would_type_it(line: str) -> None:
    parsed = parse_line(line, LIVE)
    assert line_of(make_entry(parsed, Placement("m")), DIRECTORY) == line


def test_words_for_people_in_a_text_stay_when_the_directory_changes() -> None:
    """A second Jan comes: "Jan" in what was said before still means the first."""
    entry = make_entry(parse_line("! Vraag @jan of het kan", LIVE), Placement("m"))
    second = Directory((*PEOPLE, person("jan-2", "Jan Vis")))
    assert line_of(entry, second) == "! Vraag @{Jan|Jan Pol} of het kan @{Jan Pol}"
    check(entry, second)
    check(entry, Directory())


def test_stranger_who_becomes_known_stays_as_typed() -> None:
    entry = make_entry(parse_line("! Afstemmen @congrescie", LIVE), Placement("m"))
    known = Directory((person("c", "Congrescie"),))
    assert line_of(entry, known) == '! Afstemmen @{"congrescie"}'
    check(entry, known)


def test_coming_and_going_is_the_command_that_says_so() -> None:
    arrival = Movement(id="e", created_at=MADE, text="", who=Who(person="jan"))
    leaving = Movement(id="e", created_at=MADE, text="", who=Who(person="kees-b"), arrives=False)
    assert line_of(arrival, DIRECTORY) == "/komt @jan"
    assert line_of(leaving, DIRECTORY) == "/weg @{Kees Bakker}"
