"""Finding anything that was said: what is found, in which order, what never is, and that it keeps in step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgw_tui.capture.sought import Sought
from kgw_tui.data.opening import open_workspace
from kgw_tui.records.entries import ENTRIES, AnyEntry, Decision, Note
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import PEOPLE, SERIES
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import fold
from kgw_tui.rules.sought import handle_in, narrows, places_in, words_of
from kgw_tui.usecases.attending import invite
from kgw_tui.usecases.gathering import Gathering
from kgw_tui.usecases.handling import delete
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.searching import Found, Search
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .meetings import hold_meeting


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path) as opened:
        yield opened


def told(found: Found) -> list[str]:
    """What was found, as its text."""
    return [
        hit.meeting.title
        if hit.record is None
        else hit.record.title
        if isinstance(hit.record, AgendaItem)
        else hit.record.text
        for hit in found.hits
    ]


def close_on(workspace: Workspace, title: str, day: dt.date, lines: tuple[str, ...]) -> Meeting:
    """A meeting that was held on a day."""
    live = LiveMeeting(workspace, hold_meeting(workspace, title=title, lines=lines).id)
    live.change_meeting("meeting.date", date=day)
    live.close()
    return live.meeting


# What is found


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("mentoren", ["Drie mentoren melden klachten"]),
        ("MENTÓREN drie", ["Drie mentoren melden klachten"]),
        ("toetsdruk", ["Toetsdruk"]),
        ("#toetsing", ["Kalender uitdraaien", "Twee toetsen per week", "Leerlingen leren alleen voor het cijfer"]),
        ("kalender fatima", ["Kalender uitdraaien"]),
        ("mt kalender", ["Kalender uitdraaien"]),
        ("kalender november", ["Kalender uitdraaien"]),
        ("20", ["MT-overleg", "Twee toetsen per week", "panel: 14 van de 20"]),
        ("20 panel", ["panel: 14 van de 20"]),
        ("24 nov kalender", ["Kalender uitdraaien"]),
        ("2 klachten", []),
        ("0", []),
        ("mt-overleg dinsdag", ["MT-overleg"]),
        ("2026-001", ["Twee toetsen per week"]),
        ("", []),
        ("bestaat niet", []),
    ],
)
def test_a_record_has_all_words_in_itself_or_its_meeting_and_one_in_itself(
    workspace: Workspace, sought: str, found: list[str]
) -> None:
    hold_meeting(workspace)
    assert told(Search(workspace).find(sought)) == found


def test_the_newest_meeting_comes_first_and_in_it_what_was_said_last(workspace: Workspace) -> None:
    close_on(workspace, "Vorige maand", dt.date(2026, 10, 20), ("# Rooster", "het rooster is vol"))
    hold_meeting(workspace, lines=("rooster een", "rooster twee"))
    close_on(workspace, "Vorige week", dt.date(2026, 11, 17), ("rooster drie",))
    found = Search(workspace).find("rooster")
    assert told(found) == ["rooster twee", "rooster een", "rooster drie", "Rooster", "het rooster is vol"]
    assert not found.more


def test_what_is_called_so_comes_first_whatever_else_names_it(workspace: Workspace) -> None:
    close_on(workspace, "Vorige week", dt.date(2026, 11, 17), ("! eerste actie @jan",))
    hold_meeting(workspace, lines=("wat is er van A-1 gekomen?", *(f"! nog een {number}" for number in range(12))))
    found = Search(workspace).find("a-1")
    assert told(found)[0] == "eerste actie"
    assert "wat is er van A-1 gekomen?" in told(found)
    assert [hit.handle for hit in Search(workspace).find("m-2").hits] == ["M-2"]


def test_no_more_are_given_than_asked_for_and_that_is_told(workspace: Workspace) -> None:
    hold_meeting(workspace, lines=tuple(f"regel {number}" for number in range(30)))
    search = Search(workspace)
    few, all_of_them = search.find("regel", 10), search.find("regel", 30)
    assert told(few) == [f"regel {number}" for number in range(29, 19, -1)]
    assert few.more
    assert len(all_of_them.hits) == 30
    assert not all_of_them.more


def test_what_came_of_it_and_on_what_terms_is_found(workspace: Workspace) -> None:
    held = hold_meeting(workspace)
    with workspace.shared.transaction("test") as tx:
        for entry in tx.query(ENTRIES, meeting=held.id):
            if isinstance(entry, Decision):
                tx.put(ENTRIES, msgspec.structs.replace(entry, conditions="mits er lokalen zijn"))
    assert told(Search(workspace).find("lokalen")) == ["Twee toetsen per week"]


# What never is


@pytest.mark.parametrize("sought", ["verlengd", "personeel", "gesprek voeren", "v-01", "alleen voor mij", "psychologe"])
def test_what_is_confidential_or_private_is_not_found_by_anything(workspace: Workspace, sought: str) -> None:
    held = hold_meeting(workspace)
    live = LiveMeeting(workspace, held.id)
    invite(live, "Ans de psychologe")
    live.capture(live.read("; alleen voor mij"))
    assert told(Search(workspace).find(sought)) == []


def test_what_becomes_confidential_is_not_found_from_then_on_and_found_again_when_it_isnt(workspace: Workspace) -> None:
    held = hold_meeting(workspace)
    search = Search(workspace)
    assert told(search.find("klachten")) == ["Drie mentoren melden klachten"]
    item = next(item for item in workspace.shared.query(ITEMS, meeting=held.id) if item.title == "Toetsdruk")
    for confidential in (True, False):
        with workspace.shared.transaction("test") as tx:
            tx.put(ITEMS, msgspec.structs.replace(item, confidential=confidential))
        assert bool(told(search.find("klachten"))) is not confidential
        assert bool(told(search.find("toetsdruk"))) is not confidential


def test_what_is_held_back_goes_with_what_belongs_to_it_and_comes_back_with_it(workspace: Workspace) -> None:
    held = hold_meeting(workspace)
    search = Search(workspace)
    claim = next(entry for entry in workspace.shared.query(ENTRIES, meeting=held.id) if "cijfer" in entry.text)
    for held_back in (True, False):
        with workspace.shared.transaction("test") as tx:
            tx.put(ENTRIES, msgspec.structs.replace(claim, held_back=held_back))
        for sought in ("cijfer", "panel"):
            assert bool(told(search.find(sought))) is not held_back


# In step


def test_what_is_written_changed_taken_out_and_undone_is_found_at_once(workspace: Workspace) -> None:
    live = LiveMeeting(workspace, hold_meeting(workspace, lines=("begonnen",)).id)
    search = Search(workspace)
    assert told(search.find("kantine")) == []
    line = live.capture(live.read("de kantine is te klein"))
    assert told(search.find("kantine")) == ["de kantine is te klein"]
    workspace.undo()
    assert told(search.find("kantine")) == []
    workspace.redo()
    assert told(search.find("kantine")) == ["de kantine is te klein"]
    delete(live, line.id)
    assert told(search.find("kantine")) == []
    workspace.undo()
    live.change_meeting("meeting.title", title="Kantineoverleg")
    assert told(search.find("kantine")) == ["Kantineoverleg", "de kantine is te klein"]


def test_a_line_costs_the_meeting_that_it_is_said_in_and_no_other(workspace: Workspace) -> None:
    for number in range(5):
        close_on(workspace, f"Overleg {number}", dt.date(2026, 11, 10 + number), ("gezegd",))
    live = LiveMeeting(workspace, hold_meeting(workspace, lines=("begonnen",)).id)
    gathering = Gathering(workspace)
    assert gathering.behind() == 6
    gathering.update()
    assert gathering.behind() == 0
    live.capture(live.read("nog iets"))
    assert gathering.behind() == 1
    assert len(list(gathering.steps())) == 1


def test_what_another_process_writes_is_found_when_it_has_been_read(workspace: Workspace, tmp_path: Path) -> None:
    held = hold_meeting(workspace, lines=("begonnen",))
    search = Search(workspace)
    search.find("iets")
    with closing(open_workspace(tmp_path)) as other:
        live = LiveMeeting(other, held.id)
        live.capture(live.read("van de andere terminal"))
    workspace.shared.refresh()
    assert told(search.find("terminal")) == ["van de andere terminal"]


def test_another_name_for_a_person_or_a_series_is_found_and_the_old_one_isnt(workspace: Workspace) -> None:
    held = hold_meeting(workspace)
    search = Search(workspace)
    assert told(search.find("kalender fatima")) == ["Kalender uitdraaien"]
    fatima = next(person for person in workspace.shared.all(PEOPLE) if person.name.startswith("Fatima"))
    series = workspace.shared.all(SERIES)[0]
    with workspace.shared.transaction("test") as tx:
        tx.put(PEOPLE, msgspec.structs.replace(fatima, name="Farida El Idrissi"))
        tx.put(SERIES, msgspec.structs.replace(series, title="Schoolleiding"))
    assert told(search.find("kalender farida")) == ["Kalender uitdraaien"]
    assert told(search.find("kalender fatima")) == []
    assert [hit.meeting.id for hit in search.find("schoolleiding").hits] == [held.id]


def test_what_is_there_so_far_is_found_before_all_is_gathered_the_newest_first(workspace: Workspace) -> None:
    for number in range(5):
        close_on(workspace, f"Overleg {number}", dt.date(2026, 11, 10 + number), (f"regel {number}",))
    search = Search(workspace)
    steps = search.gathering.steps()
    next(steps)
    next(steps)
    finding = search.finding("regel")
    try:
        while True:
            next(finding)
    except StopIteration as stop:
        found: Found = stop.value
    assert told(found) == ["regel 4", "regel 3"]
    assert told(search.find("regel")) == [f"regel {number}" for number in (4, 3, 2, 1, 0)]


def test_gathering_that_is_left_at_each_step_goes_on_there_and_comes_to_its_end(workspace: Workspace) -> None:
    with workspace.shared.transaction("test") as tx:
        for number in range(40):
            day = dt.date(2026, 1, 1) + dt.timedelta(days=number)
            meeting = msgspec.convert({**stamp(), "title": f"Overleg {number}", "date": day}, Meeting)
            tx.put(MEETINGS, meeting)
            for line in range(30):
                tx.put(ENTRIES, msgspec.convert({**stamp(), "meeting": meeting.id, "text": f"regel {line}"}, Note))
    workspace.shared.compact()
    with closing(open_workspace(workspace.home)) as opened:
        search = Search(opened)
        for _time in range(200):
            next(search.gathering.steps(), None)
        assert search.gathering.behind() == 0
        assert told(search.find("regel 7", 40)) == ["regel 7"] * 40


# Laws

LETTERS = "aeésfi b1İßﬁ\u0301'’-#"
texts = st.text(LETTERS, max_size=12)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=6), texts, texts)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_search_finds_what_a_naive_scan_finds(
    tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, str]], first: str, then: str
) -> None:
    """In meetings (title and one line each); also when the second text is typed on behind the first."""
    with workspace_at(_home(tmp_path_factory)) as workspace:
        _only(workspace, said)
        search = Search(workspace)
        for sought in (first, first + then, first):
            words = tuple(word for word in sought.split() if fold(word))
            assert told(search.find(Sought(words))) == list(_naively(workspace, sought))


@given(texts, st.lists(texts, max_size=3))
def test_a_word_stands_where_it_is_said_to_stand(text: str, sought: list[str]) -> None:
    words = words_of(" ".join(sought))
    places = places_in(text, words)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(end < start for (_start, end), (start, _end) in pairwise(places))
    has = any(word in f" {fold(text)}" for word in words)
    assert bool(places) == has


@given(st.lists(texts), st.lists(texts), texts)
def test_what_narrows_never_finds_more(before: list[str], words: list[str], text: str) -> None:
    old, new = words_of(" ".join(before)), words_of(" ".join(words))
    line = f" {fold(text)} "
    if narrows(new, old) and all(word in line for word in new):
        assert all(word in line for word in old)


@pytest.mark.parametrize(
    ("sought", "handle"),
    [("A-12", "a-12"), (" 2026-014 ", "2026-014"), ("v-01", "v-01"), ("12", ""), ("toets", ""), ("2026-11-24", "")],
)
def test_a_handle_is_told_from_words(sought: str, handle: str) -> None:
    assert handle_in(sought) == handle


_HOMES: list[Path] = []


def _home(factory: pytest.TempPathFactory) -> Path:
    """One home for all examples."""
    if not _HOMES:
        _HOMES.append(factory.mktemp("naive"))
    return _HOMES[0]


def _only(workspace: Workspace, said: list[tuple[str, str]]) -> None:
    """Nothing in the store but these meetings, a day apart, with a line each."""
    with workspace.shared.transaction("test") as tx:
        for meeting in tx.all(MEETINGS):
            tx.delete(MEETINGS, meeting.id)
        for entry in tx.all(ENTRIES):
            tx.delete(ENTRIES, entry.id)
        for number, (title, text) in enumerate(said):
            day = dt.date(2026, 1, 1) + dt.timedelta(days=number)
            meeting = msgspec.convert({**stamp(), "title": title, "date": day}, Meeting)
            tx.put(MEETINGS, meeting)
            tx.put(ENTRIES, msgspec.convert({**stamp(), "meeting": meeting.id, "text": text}, Note))


def _naively(workspace: Workspace, sought: str) -> Generator[str]:
    words = words_of(sought)
    helped: list[str] = []
    by_meeting: dict[str, list[AnyEntry]] = {}
    for entry in workspace.shared.all(ENTRIES):
        by_meeting.setdefault(entry.meeting, []).append(entry)
    for meeting in sorted(workspace.shared.all(MEETINGS), key=lambda each: each.date, reverse=True):
        about = f" {fold(meeting.title)} " + _days(meeting.date)
        if words and all(word in about for word in words):
            yield meeting.title
        for entry in by_meeting.get(meeting.id, []):
            line = f" {fold(entry.text)} "
            if words and all(word in line for word in words):
                yield entry.text
            elif any(word in line for word in words) and all(word in line or _whole(word) in about for word in words):
                helped.append(entry.text)
    yield from helped


def _whole(word: str) -> str:
    return f"{word} " if word[0] == " " else word


def _days(day: dt.date) -> str:
    from babel.dates import format_date

    said = [format_date(day, "EEEE d MMMM y", locale=code) for code in ("nl", "en")]
    return f" {' '.join(said)} {day.isoformat()} {day.day}-{day.month}-{day.year} ".lower()
