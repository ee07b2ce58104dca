"""Bringing up what was heard in the corridor: an item in the next meeting, and notes that say so; one thing to undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest

from kgw_tui import clock
from kgw_tui.data.opening import open_workspace
from kgw_tui.errors import KgwError, NotFound, Refused, StoreUnavailable
from kgw_tui.exports.options import ExportOptions
from kgw_tui.exports.registry import MAKERS, render
from kgw_tui.exports.text import render_text
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.people import PEOPLE, SERIES, Series
from kgw_tui.records.record import stamp
from kgw_tui.rules.agenda import in_order
from kgw_tui.rules.patterns import Pattern, is_on_agenda
from kgw_tui.store import Transaction
from kgw_tui.usecases.bringing_up import bring_up, coming
from kgw_tui.usecases.importing import import_text
from kgw_tui.usecases.links import notes_behind
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.next_meeting import next_meeting_of
from kgw_tui.usecases.noting import log_notes
from kgw_tui.usecases.patterns import (
    SUMMARY,
    bring_up_pattern,
    facts_of,
    pattern_on,
    patterns_now,
    proposed_out,
    rephrase,
    set_weeks,
)
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.reading import dossier_of
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.usecases.today import Today
from kgw_tui.usecases.triaging import reopen, to_action
from kgw_tui.usecases.triaging import settle as settle_note
from kgw_tui.workspace import Workspace
from tests.workspaces import TUESDAY, workspace_at

HEARD = (
    "2026-11-10 09:00 @karim vraagt of de toetsweek eerder kan #toetsing",
    "2026-11-12 15:00 @leerling zegt dat alles in één week komt #toetsing",
    "2026-11-19 11:00 @ouder telt vier toetsen in drie dagen #toetsing",
)


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        yield opened


def held(workspace: Workspace, title: str = "MT-overleg", *, days_ago: int = 14) -> Meeting:
    """A closed meeting of so many days ago."""
    clock.set_clock(lambda: TUESDAY - dt.timedelta(days=days_ago))
    live = LiveMeeting(workspace, start_meeting(workspace, title=title).id)
    live.capture(live.read("# Opening"))
    live.capture(live.read("Gezegd"))
    live.close()
    clock.set_clock(lambda: TUESDAY)
    return live.meeting


def plan(workspace: Workspace, meeting: Meeting, day: dt.date) -> Meeting:
    return next_meeting_of(workspace, meeting.id, day)


def hear(workspace: Workspace, *texts: str) -> list[CorridorNote]:
    return [each.note for each in log_notes(workspace, list(texts or HEARD))]


def now(workspace: Workspace, note: CorridorNote) -> CorridorNote:
    found = workspace.private.get(CORRIDOR_NOTES, note.id)
    assert found is not None
    return found


def pattern(workspace: Workspace, theme: str = "toetsing") -> Pattern:
    found = pattern_on(workspace, theme)
    assert found is not None
    return found


def items(workspace: Workspace) -> list[AgendaItem]:
    return workspace.shared.all(ITEMS)


def meeting_of(workspace: Workspace, item: AgendaItem) -> Meeting:
    found = workspace.shared.get(MEETINGS, item.meeting)
    assert found is not None
    return found


def settle(workspace: Workspace, note: CorridorNote, **fields: object) -> None:
    with workspace.private.transaction("test") as tx:
        tx.put(CORRIDOR_NOTES, msgspec.structs.replace(now(workspace, note), **fields))


# In which meeting


def test_the_series_that_meets_soonest_comes_first_planned_or_not(workspace: Workspace) -> None:
    mt = held(workspace)
    section = held(workspace, "Sectie Engels", days_ago=1)
    plan(workspace, mt, dt.date(2026, 12, 15))
    found = coming(workspace)
    assert [(each.series.title, each.day, each.meeting is None) for each in found] == [
        ("Sectie Engels", section.date + dt.timedelta(days=14), True),
        ("MT-overleg", dt.date(2026, 12, 15), False),
    ]


def test_a_series_that_has_not_met_for_long_comes_last(workspace: Workspace) -> None:
    held(workspace, "Oude werkgroep", days_ago=400)
    held(workspace, "MT-overleg", days_ago=1)
    assert [each.series.title for each in coming(workspace)] == ["MT-overleg", "Oude werkgroep"]


def test_without_a_meeting_there_is_nowhere_to_bring_it(workspace: Workspace) -> None:
    with workspace.shared.transaction("test") as tx:
        tx.put(SERIES, msgspec.convert({**stamp(), "title": "Nog nooit"}, Series))
    assert coming(workspace) == []


def test_it_goes_to_the_meeting_that_is_planned_before_its_round(workspace: Workspace) -> None:
    mt = held(workspace)
    planned = plan(workspace, mt, dt.date(2026, 12, 1))
    agenda = Preparing(workspace, planned.id)
    agenda.add(agenda.read("Rooster (15)"))
    (note,) = hear(workspace, HEARD[0])
    item = bring_up(workspace, [note.id], mt.series, "  Toetsing: wat weten we? ")
    assert (item.meeting, item.title, item.phase, item.state) == (planned.id, "Toetsing: wat weten we?", "why", "open")
    titles = [each.title for each in in_order(workspace.shared.query(ITEMS, meeting=planned.id))]
    assert titles.index("Rooster") < titles.index("Toetsing: wat weten we?") < titles.index("Rondvraag")


def test_a_meeting_that_runs_has_begun_so_it_goes_to_the_one_after(workspace: Workspace) -> None:
    held(workspace)
    running = start_meeting(workspace, title="MT-overleg")
    live = LiveMeeting(workspace, running.id)
    live.capture(live.read("Het is begonnen"))
    (note,) = hear(workspace, HEARD[0])
    item = bring_up(workspace, [note.id], running.series, "Toetsing?")
    assert item.meeting != running.id
    following = workspace.shared.get(MEETINGS, item.meeting)
    assert following is not None
    assert (following.state, following.series, following.date > running.date) == ("planned", running.series, True)


def test_a_planned_meeting_that_was_never_held_is_passed_over(workspace: Workspace) -> None:
    mt = held(workspace, days_ago=28)
    with workspace.shared.transaction("test") as tx:
        fields = {"title": mt.title, "series": mt.series, "date": dt.date(2026, 11, 10)}
        stale = msgspec.convert({**stamp(), **fields}, Meeting)
        tx.put(MEETINGS, stale)
    (note,) = hear(workspace, HEARD[0])
    item = bring_up(workspace, [note.id], mt.series, "Toetsing?")
    meeting = workspace.shared.get(MEETINGS, item.meeting)
    assert meeting is not None
    assert meeting.id != stale.id
    assert meeting.date >= dt.date(2026, 11, 24)


# What it does


def test_the_note_says_what_it_became_and_nothing_shared_says_from_where(workspace: Workspace) -> None:
    mt = held(workspace)
    (note,) = hear(workspace, HEARD[0])
    item = bring_up(workspace, [note.id], mt.series, "Toetsing?", ["Iemand vraagt iets"])
    after = now(workspace, note)
    assert (after.outcome, after.settled_on, after.became) == ("to-agenda", dt.date(2026, 11, 24), (item.id,))
    assert notes_behind(workspace, item.id) == [after]
    stored = msgspec.json.encode(workspace.shared.get(ITEMS, item.id)).decode()
    assert note.id not in stored
    assert note.handle not in stored


def test_both_stores_are_one_thing_to_undo_and_to_do_again(workspace: Workspace) -> None:
    mt = held(workspace)
    notes = hear(workspace)
    before = (len(items(workspace)), len(workspace.shared.all(MEETINGS)))
    bring_up_pattern(workspace, pattern(workspace), mt.series)
    done = workspace.undo()
    assert done is not None
    assert done.label == "item.bring-up"
    assert (len(items(workspace)), len(workspace.shared.all(MEETINGS))) == before
    assert [now(workspace, note) for note in notes] == notes
    workspace.redo()
    assert {now(workspace, note).outcome for note in notes} == {"to-agenda"}
    (item,) = [each for each in items(workspace) if each.facts]
    assert now(workspace, notes[0]).became == (item.id,)


def test_a_note_that_is_gone_and_a_title_without_words_change_nothing(workspace: Workspace) -> None:
    mt = held(workspace)
    before = len(items(workspace))
    (note,) = hear(workspace, HEARD[0])
    attempts: list[tuple[list[str], str, str, type[KgwError]]] = [
        ([note.id], mt.series, "  ", Refused),
        ([note.id], "nergens", "Toetsing?", NotFound),
    ]
    for ids, series, title, error in attempts:
        with pytest.raises(error):
            bring_up(workspace, ids, series, title)
    assert (len(items(workspace)), now(workspace, note)) == (before, note)


def test_a_note_that_another_terminal_took_out_makes_no_item_and_no_meeting(workspace: Workspace) -> None:
    mt = held(workspace)
    gone, stays = hear(workspace, HEARD[0], HEARD[1])
    with open_workspace(workspace.home).private.transaction("note.delete") as tx:
        tx.delete(CORRIDOR_NOTES, gone.id)
    before = (items(workspace), len(workspace.shared.all(MEETINGS)))
    for _attempt in range(2):
        with pytest.raises(NotFound):
            bring_up(workspace, [stays.id, gone.id], mt.series, "Toetsing?", ["Iemand zei iets"])
    assert (items(workspace), len(workspace.shared.all(MEETINGS))) == before
    assert now(workspace, stays) == stays


def test_where_the_notes_cannot_be_written_no_item_is_left(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    mt = held(workspace)
    (note,) = hear(workspace, HEARD[0])
    before = (items(workspace), len(workspace.shared.all(MEETINGS)))
    real = workspace.private.transaction

    @contextmanager
    def full(label: str, /, *, undoable: bool = True) -> Generator[Transaction]:
        with real(label, undoable=undoable) as tx:
            yield tx
            raise StoreUnavailable("de schijf is vol")

    with monkeypatch.context() as patch:
        patch.setattr(workspace.private, "transaction", full)
        with pytest.raises(StoreUnavailable):
            bring_up(workspace, [note.id], mt.series, "Toetsing?")
    assert (items(workspace), len(workspace.shared.all(MEETINGS))) == before
    item = bring_up(workspace, [note.id], mt.series, "Toetsing?")
    assert now(workspace, note).became == (item.id,)


def test_two_terminals_at_once_plan_one_next_meeting(workspace: Workspace) -> None:
    mt = held(workspace)
    one, two = hear(workspace, HEARD[0], HEARD[1])
    other = open_workspace(workspace.home)
    other.shared.all(MEETINGS)
    first = bring_up(workspace, [one.id], mt.series, "Eén?")
    second = bring_up(other, [two.id], mt.series, "Twee?")
    assert first.meeting == second.meeting
    with pytest.raises(Refused):
        bring_up(other, [one.id], mt.series, "Nog eens?")
    other.close()


def test_a_note_of_which_only_an_action_came_is_on_no_agenda(workspace: Workspace) -> None:
    (note,) = hear(workspace, HEARD[0])
    to_action(workspace, note.id, "dit doen")
    reopen(workspace, note.id)
    settle_note(workspace, note.id, "nothing")
    assert not is_on_agenda(now(workspace, note))


def test_roles_follow_what_becomes_known_of_somebody(workspace: Workspace) -> None:
    hear(workspace, *("@karim zegt iets #toetsing" for _note in range(3)))
    today = Today(workspace)
    assert today.corridor.heard().patterns[0].roles == (("colleague", 3),)
    karim = next(each for each in workspace.shared.all(PEOPLE) if each.name == "Karim Bouzid")
    with workspace.shared.transaction("test") as tx:
        tx.put(PEOPLE, msgspec.structs.replace(karim, function="mentor van 2c"))
    assert today.corridor.heard().patterns[0].roles == (("tutor", 3),)


def test_a_note_that_was_answered_starts_anew_when_it_is_brought_up_by_itself(workspace: Workspace) -> None:
    mt = held(workspace)
    (note,) = hear(workspace, HEARD[0])
    settle(workspace, note, outcome="answered", reason="kan niet", reported_on=dt.date(2026, 11, 20))
    bring_up(workspace, [note.id], mt.series, "Toetsing?")
    after = now(workspace, note)
    assert (after.outcome, after.reason, after.reported_on) == ("to-agenda", "", None)


# A pattern


def test_its_facts_stand_with_the_item_without_names_the_count_first(workspace: Workspace) -> None:
    mt = held(workspace)
    hear(workspace)
    item = bring_up_pattern(workspace, pattern(workspace), mt.series)
    assert item.title == "Toetsing: wat is er aan de hand, en hoe weten we dat?"
    assert item.facts == (
        "3 keer gehoord in 6 weken: collega, ouder, leerling",
        "Een collega vraagt of de toetsweek eerder kan",
        "Leerling zegt dat alles in één week komt",
        "Ouder telt vier toetsen in drie dagen",
    )


def test_what_is_left_out_stays_out_and_its_note_says_what_it_became_all_the_same(workspace: Workspace) -> None:
    mt = held(workspace)
    notes = hear(workspace)
    item = bring_up_pattern(workspace, pattern(workspace), mt.series, "Toetsing?", {SUMMARY, notes[0].id})
    assert len(item.facts) == 2
    assert {now(workspace, note).became for note in notes} == {(item.id,)}


def test_other_words_for_a_fact_are_kept_with_the_note_whose_own_words_stay(workspace: Workspace) -> None:
    hear(workspace)
    note = pattern(workspace).notes[0]
    changed = rephrase(workspace, note.id, "  Er wordt gevraagd of het eerder kan ")
    assert (changed.nameless, changed.text) == ("Er wordt gevraagd of het eerder kan", note.text)
    assert facts_of(workspace, pattern(workspace))[1].words == "Er wordt gevraagd of het eerder kan"
    assert rephrase(workspace, note.id, "").nameless == "", "no words: as the rule makes it"
    workspace.undo()
    assert now(workspace, note).nameless == "Er wordt gevraagd of het eerder kan"


def test_of_one_that_was_answered_the_answer_stays_and_what_is_decided_is_told_too(workspace: Workspace) -> None:
    mt = held(workspace)
    notes = hear(workspace)
    settle(workspace, notes[0], outcome="answered", reason="in januari niet")
    item = bring_up_pattern(workspace, pattern(workspace), mt.series)
    after = now(workspace, notes[0])
    assert (after.outcome, after.reason, after.became) == ("to-agenda", "in januari niet", (item.id,))
    assert after.reported_on is None
    assert pattern(workspace).left == ()


def test_what_is_called_so_already_gets_the_facts_and_no_second_item(workspace: Workspace) -> None:
    mt = held(workspace)
    notes = hear(workspace)
    first = bring_up(workspace, [notes[0].id], mt.series, "Toetsweek eerder?", ["Gehoord bij de poort"])
    second = bring_up(workspace, [notes[1].id], mt.series, "toetsweek EERDER?", ["Gehoord in de kantine"])
    assert second.id == first.id
    assert second.facts == ("Gehoord bij de poort", "Gehoord in de kantine")
    assert len([item for item in workspace.shared.all(ITEMS) if item.title == "Toetsweek eerder?"]) == 1
    workspace.undo()
    kept = workspace.shared.get(ITEMS, first.id)
    assert kept is not None
    assert kept.facts == ("Gehoord bij de poort",)
    assert now(workspace, notes[1]).outcome == ""


def test_what_went_to_an_agenda_before_is_not_proposed_again(workspace: Workspace) -> None:
    mt = held(workspace)
    notes = hear(workspace)
    first = bring_up(workspace, [notes[0].id], mt.series, "Toetsweek eerder?")
    facts = facts_of(workspace, pattern(workspace))
    assert proposed_out(facts) == {notes[0].id}
    item = bring_up_pattern(workspace, pattern(workspace), mt.series)
    assert len(item.facts) == 3
    assert now(workspace, notes[0]).became == (first.id,)
    with pytest.raises(Refused):
        bring_up_pattern(workspace, pattern(workspace), mt.series)
    again = bring_up_pattern(workspace, pattern(workspace), mt.series, "Nog eens?", {SUMMARY, notes[1].id, notes[2].id})
    assert now(workspace, notes[0]).became == (first.id, again.id)


def test_the_window_is_a_setting_that_outlives_the_program(tmp_path: Path) -> None:
    with workspace_at(tmp_path / "home") as workspace:
        hear(workspace)
        set_weeks(workspace, 1)
        assert patterns_now(workspace) == []
        for weeks in (0, 53):
            with pytest.raises(Refused):
                set_weeks(workspace, weeks)
    with workspace_at(tmp_path / "home") as workspace:
        assert workspace.settings.pattern_weeks == 1
        set_weeks(workspace, 3)
        assert [each.theme for each in patterns_now(workspace)] == ["toetsing"]


# What stands with the item afterwards


def brought_up(workspace: Workspace) -> AgendaItem:
    mt = held(workspace)
    plan(workspace, mt, dt.date(2026, 11, 24))
    hear(workspace)
    return bring_up_pattern(workspace, pattern(workspace), mt.series, "Toetsing?")


def test_facts_do_not_make_an_item_count_as_discussed_and_come_along_to_the_next_meeting(workspace: Workspace) -> None:
    item = brought_up(workspace)
    live = LiveMeeting(workspace, item.meeting)
    live.capture(live.read("# Iets anders"))
    live.capture(live.read("Daar hadden we het over"))
    live.close()
    following = next_meeting_of(workspace, item.meeting, dt.date(2026, 12, 8))
    (carried,) = [each for each in workspace.shared.query(ITEMS, meeting=following.id) if each.title == "Toetsing?"]
    assert (carried.carried_from, carried.facts) == (item.id, item.facts)
    assert len(notes_behind(workspace, carried.id)) == 3, "the way back goes along the chain"


def test_facts_come_back_from_the_text_file(workspace: Workspace, tmp_path: Path) -> None:
    item = brought_up(workspace)
    text = render_text(dossier_of(workspace, meeting_of(workspace, item)), "nl")
    with workspace_at(tmp_path / "other") as other:
        report = import_text(other, text, language="nl")
        assert report.meeting
        facts = [each.facts for each in other.shared.query(ITEMS, meeting=report.meeting.id) if each.facts]
    assert facts == [item.facts]


def test_facts_are_in_no_document_that_leaves(workspace: Workspace) -> None:
    item = brought_up(workspace)
    live = LiveMeeting(workspace, item.meeting)
    live.go_to(len(live.items))
    live.capture(live.read("We tellen eerst"))
    live.close()
    dossier = dossier_of(workspace, meeting_of(workspace, item))
    for genre, form in MAKERS:
        if form in {"md", "json"}:
            text = render(dossier, genre, form, ExportOptions(language="nl")).decode()
            assert "vier toetsen in drie dagen" not in text, (genre, form)


def test_facts_are_changed_added_and_taken_out_while_preparing(workspace: Workspace) -> None:
    item = brought_up(workspace)
    agenda = Preparing(workspace, item.meeting)
    agenda.set_facts(item.id, ["  Eén ding ", "", "Nog een"])
    assert agenda.item(item.id).facts == ("Eén ding", "Nog een")
    workspace.undo()
    assert agenda.item(item.id).facts == item.facts
