"""Ending a meeting, and what earlier ones left open, in the core: each step durable, and one thing to undo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.errors import NotFound, Refused
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Question
from kgw_tui.records.meetings import ITEMS, MEETINGS, Attendee
from kgw_tui.records.people import Who
from kgw_tui.usecases import ending
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .meetings import hold_meeting

LINES = (
    "# Toetsdruk",
    "! Ouders bellen",
    "? Wie belt de inspectie?",
    "? Het komt door de toetsweken",
    "= Minder toetsen",
    "een notitie",
)


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def live(workspace: Workspace) -> LiveMeeting:
    return LiveMeeting(workspace, hold_meeting(workspace, title="Bouwoverleg", lines=LINES).id)


@pytest.fixture
def elsewhere(live: LiveMeeting) -> Generator[LiveMeeting]:
    """The same meeting at another terminal, where it has been read already."""
    other = open_workspace(live.workspace.home)
    found = LiveMeeting(other, live.meeting_id)
    assert found.meeting == live.meeting
    yield found
    other.close()


@pytest.fixture
def later(live: LiveMeeting) -> LiveMeeting:
    """The second meeting of the series."""
    ending.close(live)
    return LiveMeeting(live.workspace, start_meeting(live.workspace, title="Bouwoverleg").id)


def one(live: LiveMeeting, kind: type[AnyEntry]) -> AnyEntry:
    return next(entry for entry in live.dossier.entries() if isinstance(entry, kind))


# What is missing


def test_a_name_and_a_day_are_given_and_what_is_not_typed_stays(live: LiveMeeting) -> None:
    action = one(live, Action)
    ending.fill_in(live, action.id, "@jan")
    filled = ending.fill_in(live, action.id, ">vr")
    assert isinstance(filled, Action)
    assert (live.dossier.directory.names(filled.owners), filled.due) == ("Jan Pol", dt.date(2026, 11, 27))
    assert (filled.text, filled.handle) == ("Ouders bellen", "A-1")
    live.workspace.undo()
    live.workspace.undo()
    assert live.find_entry(action.id) == action


def test_a_question_has_them_too_and_a_decision_a_day_to_look_back(live: LiveMeeting) -> None:
    question = ending.fill_in(live, one(live, Question).id, "@karim >ma")
    decision = ending.fill_in(live, one(live, Decision).id, ">1 maart")
    assert isinstance(question, Question)
    assert isinstance(decision, Decision)
    assert (question.due, decision.review) == (dt.date(2026, 11, 30), dt.date(2027, 3, 1))


@pytest.mark.parametrize("typed", ["", "  ", "jan", "@jan snel", ">nooit", "#thema", "@jan @", "vr"])
def test_what_is_no_name_and_no_day_changes_nothing(live: LiveMeeting, typed: str) -> None:
    action = one(live, Action)
    with pytest.raises(Refused):
        ending.fill_in(live, action.id, typed)
    assert live.find_entry(action.id) == action


def test_a_decision_gets_no_owner_and_a_note_nothing(live: LiveMeeting) -> None:
    note = next(entry for entry in live.dossier.entries() if entry.text == "een notitie")
    for entry, typed in ((one(live, Decision), "@jan"), (note, ">vr")):
        with pytest.raises(Refused):
            ending.fill_in(live, entry.id, typed)


def test_somebody_unknown_stays_as_typed(live: LiveMeeting) -> None:
    filled = ending.fill_in(live, one(live, Action).id, "@Piet")
    assert isinstance(filled, Action)
    assert filled.owners == (Who(name="Piet"),)


def test_what_somebody_took_out_is_not_there_to_fill_in(live: LiveMeeting) -> None:
    with pytest.raises(NotFound):
        ending.fill_in(live, "gone", "@jan")


def test_a_risk_is_taken_with_a_reason_only_and_on_an_assumption_only(live: LiveMeeting) -> None:
    claim = one(live, Assumption)
    for entry, reason in ((claim, " "), (one(live, Action), "haast")):
        with pytest.raises(Refused):
            ending.take_risk(live, entry.id, reason)
    taken = ending.take_risk(live, claim.id, "haast")
    assert isinstance(taken, Assumption)
    assert (taken.status, taken.outcome) == ("accepted-risk", "haast")


# Who was there


def test_presence_is_noted_in_place_and_keeps_what_was_known_of_a_guest(live: LiveMeeting) -> None:
    jan, piet = Who(name="Jan"), Who(name="Piet")
    live.change_meeting("x", attendees=(Attendee(jan, None, guest=True, guest_items=(1,)), Attendee(piet, None)))
    ending.note_presence(live, [jan], present=False, notice=True)
    assert live.meeting.attendees == (Attendee(jan, False, True, True, (1,)), Attendee(piet, None))
    ending.note_presence(live, [jan], present=True)
    assert live.meeting.attendees[0] == Attendee(jan, True, None, True, (1,))
    assert ending.all_others_here(live) == 1
    assert live.meeting.attendees[1] == Attendee(piet, True)
    with pytest.raises(Refused):
        ending.all_others_here(live)


def test_all_others_were_there_leaves_what_was_noted_elsewhere_meanwhile(
    live: LiveMeeting, elsewhere: LiveMeeting
) -> None:
    jan, piet = Who(name="Jan"), Who(name="Piet")
    live.change_meeting("x", attendees=(Attendee(jan, None), Attendee(piet, None)))
    elsewhere.workspace.shared.refresh()
    elsewhere.forget()
    assert len(elsewhere.meeting.attendees) == 2
    ending.note_presence(live, [jan], present=False, notice=True)
    assert ending.all_others_here(elsewhere) == 1
    elsewhere.forget()
    assert elsewhere.meeting.attendees == (Attendee(jan, False, True), Attendee(piet, True))


def test_what_was_closed_elsewhere_takes_no_more_of_the_ritual(
    live: LiveMeeting, elsewhere: LiveMeeting, later: LiveMeeting
) -> None:
    ending.close(later)
    item = elsewhere.items[0]
    earlier_one = earlier(later, Action)
    for act in (
        lambda: ending.settle_item(elsewhere, item.id, "dropped"),
        lambda: ending.note_presence(elsewhere, [Who(name="Jan")], present=True),
        lambda: ending.all_others_here(elsewhere),
        lambda: ending.keep_earlier(later, earlier_one.id),
        lambda: ending.drop_earlier(later, earlier_one.id, "niet meer nodig"),
        lambda: ending.settle_earlier(later, earlier_one.id, "klaar"),
    ):
        with pytest.raises(Refused, match="gesloten"):
            act()
    later.forget()
    assert earlier(later, Action) == earlier_one
    found = live.workspace.shared.get(ITEMS, item.id)
    assert found is not None
    assert found.state == "done"


# Closing, and the next meeting


def items_of(live: LiveMeeting) -> dict[str, str]:
    return {item.title: item.state for item in live.items}


def test_the_next_meeting_gets_at_the_closing_what_was_left_by_then(live: LiveMeeting) -> None:
    live.add_agenda([live.read(line) for line in ("# Rooster", "# Rondvraag", "# Wat verder")])
    planned = ending.plan_next(live, dt.date(2026, 12, 8))
    by_title = {item.title: item.id for item in live.items}
    ending.settle_item(live, by_title["Rooster"], "deferred")
    ending.settle_item(live, by_title["Rondvraag"], "dropped")
    following = ending.close(live)
    assert following is not None
    assert (following.id, following.date) == (planned.id, dt.date(2026, 12, 8))
    titles = {item.title for item in live.workspace.shared.query(ITEMS, meeting=following.id)}
    assert {"Rooster", "Wat verder"} <= titles
    assert "Rondvraag" not in titles
    assert live.meeting.state == "closed"


def test_closing_and_carrying_over_are_one_thing_to_undo(live: LiveMeeting) -> None:
    ending.plan_next(live, dt.date(2026, 12, 8))
    live.add_agenda([live.read("# Rooster")])
    planned = ending.planned_next(live)
    assert planned is not None
    before = live.workspace.shared.query(ITEMS, meeting=planned.id)
    ending.close(live)
    live.workspace.undo()
    live.forget()
    assert live.meeting.state == "running"
    assert live.workspace.shared.query(ITEMS, meeting=planned.id) == before


def test_an_item_that_was_put_off_stays_so_when_the_meeting_closes_in_it(live: LiveMeeting) -> None:
    live.add_agenda([live.read(line) for line in ("# Rooster", "# Rondvraag")])
    live.go_to(1)
    assert live.item is not None
    ending.settle_item(live, live.item.id, "deferred")
    ending.close(live)
    assert items_of(live) == {"Toetsdruk": "done", "Rooster": "deferred", "Rondvraag": "open"}


def test_closing_leaves_the_day_of_the_next_meeting_that_was_set_elsewhere(
    live: LiveMeeting, elsewhere: LiveMeeting
) -> None:
    planned = ending.plan_next(live, dt.date(2026, 12, 8))
    elsewhere.workspace.shared.refresh()
    elsewhere.forget()
    assert ending.planned_next(elsewhere) == planned
    Preparing(live.workspace, planned.id).set_day("di 15 dec")
    following = ending.close(elsewhere)
    assert following is not None
    assert following.date == dt.date(2026, 12, 15)


def test_without_a_next_meeting_none_is_made(live: LiveMeeting) -> None:
    assert ending.close(live) is None
    assert len(live.workspace.shared.all(MEETINGS)) == 1


def test_the_next_meeting_comes_after_this_one_and_can_be_moved(live: LiveMeeting) -> None:
    for day in (live.meeting.date, live.meeting.date - dt.timedelta(days=1)):
        with pytest.raises(Refused):
            ending.plan_next(live, day)
    first = ending.plan_next(live, dt.date(2026, 12, 8))
    second = ending.plan_next(live, dt.date(2026, 12, 10))
    assert (first.id, second.date) == (second.id, dt.date(2026, 12, 10))


def test_a_next_meeting_that_nobody_prepared_can_be_dropped(live: LiveMeeting) -> None:
    with pytest.raises(Refused):
        ending.drop_next(live)
    ending.plan_next(live, dt.date(2026, 12, 8))
    ending.drop_next(live)
    assert ending.planned_next(live) is None
    following = LiveMeeting(live.workspace, ending.plan_next(live, dt.date(2026, 12, 8)).id)
    following.add_agenda([following.read("# Zelf bedacht")])
    with pytest.raises(Refused):
        ending.drop_next(live)


def test_a_next_meeting_for_which_something_was_prepared_is_not_dropped(live: LiveMeeting) -> None:
    live.add_agenda([live.read("# Rooster")])
    for prepare in (
        lambda agenda: agenda.set_lead(agenda.items[-1].id, "@jan"),
        lambda agenda: agenda.set_papers(agenda.items[-1].id, ["Nota.pdf"]),
        lambda agenda: agenda.set_minutes(agenda.items[-1].id, 20),
        lambda agenda: agenda.set_guests(agenda.items[-1].id, "Jan Pol"),
    ):
        agenda = Preparing(live.workspace, ending.plan_next(live, dt.date(2026, 12, 8)).id)
        prepare(agenda)
        with pytest.raises(Refused, match="voorbereid"):
            ending.drop_next(live)
        live.workspace.undo()
        live.workspace.undo()
        live.forget()
    ending.plan_next(live, dt.date(2026, 12, 8))
    ending.drop_next(live)
    assert ending.planned_next(live) is None


def test_an_item_that_is_gone_is_not_settled(live: LiveMeeting) -> None:
    with pytest.raises(NotFound):
        ending.settle_item(live, "gone", "dropped")


# What earlier meetings left open


def earlier(live: LiveMeeting, kind: type[AnyEntry]) -> Action | Question:
    return next(each.entry for each in live.dossier.open_before if isinstance(each.entry, kind))


def test_done_with_or_without_what_came_of_it(later: LiveMeeting) -> None:
    done = ending.settle_earlier(later, earlier(later, Action).id, "")
    assert isinstance(done, Action)
    assert (done.status, done.outcome, done.closed_in) == ("done", "", later.meeting_id)
    assert [each.entry.id for each in later.dossier.settled_here] == [done.id]


def test_a_question_is_answered_with_words_only(later: LiveMeeting) -> None:
    question = earlier(later, Question)
    with pytest.raises(Refused):
        ending.settle_earlier(later, question.id, " ")
    answered = ending.settle_earlier(later, question.id, "de rector")
    assert isinstance(answered, Question)
    assert (answered.status, answered.outcome, answered.closed_in) == ("answered", "de rector", later.meeting_id)


def test_it_stays_with_another_owner_and_day_in_one_step(later: LiveMeeting) -> None:
    action = earlier(later, Action)
    kept = ending.keep_earlier(later, action.id, "@jan >vr")
    assert isinstance(kept, Action)
    assert (kept.kept_in, kept.due) == (later.meeting_id, dt.date(2026, 11, 27))
    later.workspace.undo()
    assert later.find_entry(action.id) == action


def test_what_is_typed_wrongly_does_not_keep_it_either(later: LiveMeeting) -> None:
    action = earlier(later, Action)
    with pytest.raises(Refused):
        ending.keep_earlier(later, action.id, ">ooit")
    assert later.find_entry(action.id) == action


def test_it_lapses_for_a_reason_and_stays_when_that_was_a_mistake(later: LiveMeeting) -> None:
    for entry in (earlier(later, Action), earlier(later, Question)):
        with pytest.raises(Refused):
            ending.drop_earlier(later, entry.id, "  ")
        dropped = ending.drop_earlier(later, entry.id, "niet meer nodig")
        assert isinstance(dropped, Action | Question)
        assert (dropped.status, dropped.outcome, dropped.closed_in) == ("dropped", "niet meer nodig", later.meeting_id)
        again = ending.keep_earlier(later, entry.id)
        assert isinstance(again, Action | Question)
        assert (again.status, again.kept_in, again.closed_in) == ("open", later.meeting_id, "")


def test_only_actions_and_questions_are_walked(later: LiveMeeting) -> None:
    note = later.capture(later.read("een notitie")).id
    with pytest.raises(Refused):
        ending.settle_earlier(later, note, "reden")
    with pytest.raises(Refused):
        ending.keep_earlier(later, note)
    with pytest.raises(Refused):
        ending.drop_earlier(later, note, "reden")
