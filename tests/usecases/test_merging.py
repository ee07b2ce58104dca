"""Two who edit one entry at once: what they change apart is merged, of the same field the later wins and both stay in
the history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgw_tui.capture.parsed import ParsedLine
from kgw_tui.capture.writing import line_of
from kgw_tui.data.opening import open_workspace
from kgw_tui.records.entries import ENTRIES, Action, AnyEntry, Assumption, Decision, Note, Question
from kgw_tui.usecases import handling, reviewing, settling, timing
from kgw_tui.usecases.agenda_line import agenda_line_of
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.preparing import Preparing

from ..workspaces import workspace_at
from .meetings import hold_meeting


@dataclass
class Two:
    """The chair and the minute-taker, each with a workspace of their own on one store."""

    chair: LiveMeeting
    taker: LiveMeeting

    def entry_of(self, line: str) -> str:
        """The id of a new entry that both have read."""
        made = self.chair.capture(self.chair.read(line)).id
        self.taker.workspace.shared.refresh()
        self.taker.forget()
        return made

    def begun(self, entry_id: str) -> ParsedLine:
        """The line as it is put there for editing."""
        return self.chair.read(line_of(self.chair.entry(entry_id), self.chair.context.directory))

    def now(self, entry_id: str) -> AnyEntry:
        """The entry as it is after all that was done."""
        self.chair.workspace.shared.refresh()
        return self.chair.entry(entry_id)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Generator[Two]:
    home: Path = tmp_path_factory.mktemp("two")
    with workspace_at(home) as workspace:
        meeting = hold_meeting(workspace, lines=("# Toetsdruk",))
        other = open_workspace(home)
        yield Two(LiveMeeting(workspace, meeting.id), LiveMeeting(other, meeting.id))
        other.close()


@dataclass(frozen=True)
class Said:
    """What a line says, by what can be changed apart."""

    kind: str = "!"
    urgent: str = ""
    text: str = "Kalender uitdraaien"
    theme: str = "toetsing"
    owner: str = "@fatima"
    day: str = ">2026-12-04"

    @property
    def line(self) -> str:
        """The line that says it."""
        kind = self.kind + (self.urgent if self.kind == "!" else "")
        theme = self.theme and f"#{self.theme}"
        return " ".join(part for part in (kind, self.text, self.owner, theme, self.day) if part)


changes = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["!", "?"]),
        "urgent": st.sampled_from(["", "!"]),
        "text": st.sampled_from(["Rooster ophangen?", "Ouders bellen?", "Cijfers zoeken?"]),
        "theme": st.sampled_from(["", "rooster", "gebouw"]),
        "owner": st.sampled_from(["", "@karim", "@jan", "@sanne"]),
        "day": st.sampled_from(["", ">2026-12-11", ">2027-01-15"]),
    },
)
BASE = Said(text="Wie draait de kalender uit?")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=changes, second=changes)
def test_each_field_is_what_the_last_one_who_changed_it_made_of_it(
    two: Two, first: dict[str, str], second: dict[str, str]
) -> None:
    entry_id = two.entry_of(BASE.line)
    begun = two.begun(entry_id)
    first = {name: value for name, value in first.items() if getattr(BASE, name) != value}
    second = {name: value for name, value in second.items() if getattr(BASE, name) != value}
    handling.rewrite(two.chair, entry_id, two.chair.read(replace(BASE, **first).line), begun)
    handling.rewrite(two.taker, entry_id, two.taker.read(replace(BASE, **second).line), begun)
    wanted = two.chair.read(replace(BASE, **first | second).line)
    found = two.chair.read(line_of(two.now(entry_id), two.chair.context.directory))
    assert (found.kind, found.text, found.themes) == (wanted.kind, wanted.text, wanted.themes)
    assert (found.owners, found.day, found.priority) == (wanted.owners, wanted.day, wanted.priority)


def test_an_owner_that_one_gives_doesnt_put_back_the_text_that_another_changed(two: Two) -> None:
    entry_id = two.entry_of("! Kalender uitdraaien")
    begun = two.begun(entry_id)
    handling.rewrite(two.chair, entry_id, two.chair.read("! Kalender ophangen in 4H"), begun)
    handling.rewrite(two.taker, entry_id, two.taker.read("! Kalender uitdraaien @karim >4 dec"), begun)
    entry = two.now(entry_id)
    assert isinstance(entry, Action)
    assert (entry.text, len(entry.owners), entry.due) == ("Kalender ophangen in 4H", 1, dt.date(2026, 12, 4))


def test_of_two_texts_the_later_wins_and_the_earlier_stays_in_the_history(two: Two) -> None:
    entry_id = two.entry_of("Drie mentoren klagen")
    begun = two.begun(entry_id)
    handling.rewrite(two.chair, entry_id, two.chair.read("Vier mentoren klagen"), begun)
    handling.rewrite(two.taker, entry_id, two.taker.read("Vijf mentoren klagen"), begun)
    assert two.now(entry_id).text == "Vijf mentoren klagen"
    past = two.chair.workspace.shared.history(ENTRIES, entry_id)
    assert [each.now.get("text") for each in past] == [
        "Drie mentoren klagen",
        "Vier mentoren klagen",
        "Vijf mentoren klagen",
    ]


def test_a_line_left_as_it_was_changes_nothing_that_others_made_of_it(two: Two) -> None:
    entry_id = two.entry_of("! Kalender uitdraaien @fatima >4 dec")
    begun = two.begun(entry_id)
    handling.rewrite(two.chair, entry_id, two.chair.read("= De kalender hangt er #gebouw"), begun)
    handling.rewrite(two.taker, entry_id, begun, begun)
    entry = two.now(entry_id)
    assert isinstance(entry, Decision)
    assert (entry.text, entry.themes) == ("De kalender hangt er", ("gebouw",))


def test_who_and_when_for_what_another_made_a_note_come_back_with_a_kind_that_has_them(two: Two) -> None:
    entry_id = two.entry_of("! Kalender uitdraaien @fatima >4 dec")
    begun = two.begun(entry_id)
    handling.change_kind(two.chair, entry_id, "note")
    handling.rewrite(two.taker, entry_id, two.taker.read("! Kalender uitdraaien @karim >11 dec"), begun)
    assert isinstance(two.now(entry_id), Note)
    two.chair.forget()
    entry = handling.change_kind(two.chair, entry_id, "action")
    assert isinstance(entry, Action)
    assert entry.due == dt.date(2026, 12, 11)
    assert two.chair.context.directory.names(entry.owners) == "Karim Bouzid"


def test_what_came_of_it_stays_when_another_edits_the_words(two: Two) -> None:
    entry_id = two.entry_of("? Wie belt de inspectie? @karim")
    begun = two.begun(entry_id)
    settling.settle(two.chair, entry_id, "Jan belt")
    handling.rewrite(two.taker, entry_id, two.taker.read("? Wie schrijft de inspectie? @karim"), begun)
    entry = two.now(entry_id)
    assert isinstance(entry, Question)
    assert (entry.text, entry.status, entry.outcome) == ("Wie schrijft de inspectie?", "answered", "Jan belt")


def test_a_kind_that_one_changes_keeps_the_words_that_another_wrote(two: Two) -> None:
    entry_id = two.entry_of("Leerlingen leren voor het cijfer")
    begun = two.begun(entry_id)
    handling.rewrite(two.chair, entry_id, two.chair.read("Leerlingen leren alleen voor het cijfer #toetsing"), begun)
    handling.rewrite(two.taker, entry_id, two.taker.read("? Leerlingen leren voor het cijfer"), begun)
    entry = two.now(entry_id)
    assert isinstance(entry, Assumption)
    assert (entry.text, entry.themes) == ("Leerlingen leren alleen voor het cijfer", ("toetsing",))


def test_words_that_are_made_private_go_with_a_label_of_their_own(two: Two) -> None:
    entry_id = two.entry_of("Karim kijkt hier niet blij bij")
    handling.make_private(two.chair, entry_id)
    assert [each.label for each in two.chair.workspace.shared.history(ENTRIES, entry_id)][-1] == "entry.private"


def test_reading_through_merges_as_the_line_does(two: Two) -> None:
    entry_id = two.entry_of("! Kalender uitdraaien @fatima")
    begun = two.begun(entry_id)
    handling.rewrite(two.chair, entry_id, two.chair.read("! Kalender ophangen @fatima"), begun)
    reviewing.rewrite(two.taker, entry_id, two.taker.read("! Kalender uitdraaien @karim"), begun)
    entry = two.now(entry_id)
    assert isinstance(entry, Action)
    assert entry.text == "Kalender ophangen"
    assert two.chair.context.directory.names(entry.owners) == "Karim Bouzid"


FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Rooster", "Personeel"]),
        "minutes": st.sampled_from(["", " (10)", " (45)"]),
        "lead": st.sampled_from(["", " @karim", " @jan"]),
        "phase": st.sampled_from([" [wat]", " [hoe]"]),
    },
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=FIELDS, second=FIELDS)
def test_of_an_item_each_field_is_what_the_last_one_who_changed_it_made_of_it(
    two: Two, first: dict[str, str], second: dict[str, str]
) -> None:
    base = {"title": "Toetsdruk", "minutes": " (20)", "lead": " @fatima"}  # the phase isn't put in the line
    chair, taker = (Preparing(live.workspace, live.meeting_id) for live in (two.chair, two.taker))
    item = chair.add(chair.read("".join(base.values()) + " [waarom]"))
    taker.workspace.shared.refresh()
    begun = taker.read(agenda_line_of(taker.item(item.id), taker.directory))
    chair.rewrite(item.id, chair.read("".join((base | first).values())), begun)
    taker.rewrite(item.id, taker.read("".join((base | second).values())), begun)
    found, wanted = taker.item(item.id), taker.read("".join((base | {"phase": " [waarom]"} | first | second).values()))
    assert (found.title, found.minutes, found.led_by) == (wanted.title, wanted.minutes, wanted.led_by)
    assert found.phase == wanted.phase
    taker.take_out(item.id)


def test_parking_an_item_that_another_has_left_leaves_the_meeting_where_it_is(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        meeting = hold_meeting(workspace, lines=("# Een", "gezegd", "# Twee", "# Drie"))
        chair = LiveMeeting(workspace, meeting.id)
        chair.go_to(-1)
        other = open_workspace(tmp_path)
        taker = LiveMeeting(other, meeting.id)
        assert taker.current_item().title == "Twee"
        chair.go_to(1)
        taker_item = timing.park_rest(taker)
        assert taker_item is not None
        assert taker_item.title == "Drie"
        chair.workspace.shared.refresh()
        chair.forget()
        assert [(item.title, item.state, item.running_since is not None) for item in chair.items] == [
            ("Een", "done", False),
            ("Twee", "parked", False),
            ("Drie", "open", True),
        ]
        other.close()


def test_what_changes_nothing_is_nothing_to_undo_and_nobodys_deed(two: Two) -> None:
    entry_id = two.entry_of("! Kalender uitdraaien @fatima")
    before, undoable = two.now(entry_id), two.taker.workspace.shared.undoable
    handling.change_kind(two.taker, entry_id, "action")
    handling.rewrite(two.taker, entry_id, two.begun(entry_id), two.begun(entry_id))
    reviewing.rewrite(two.taker, entry_id, two.begun(entry_id))
    assert two.now(entry_id) == before
    assert two.taker.workspace.shared.undoable == undoable


def test_evidence_goes_under_the_claim_that_another_wrote_just_now(two: Two) -> None:
    known = {entry.id for entry in two.taker.dossier.entries()}  # as its screen shows it
    claim = two.chair.capture(two.chair.read("? Een bewering van de voorzitter")).id
    said = two.chair.capture(two.chair.read("panel: veertien van de twintig")).id
    assert known.isdisjoint({claim, said})
    assert handling.change_kind(two.taker, said, "evidence").parent == claim
