"""Whoever said something hears what came of it: when that is, in which words, once, and it can be undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import pytest

from kgw_tui import clock
from kgw_tui.errors import NotFound, Refused
from kgw_tui.records.entries import ENTRIES, Action, Decision
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem
from kgw_tui.rules.sequence import held
from kgw_tui.usecases import acting, reviewing, triaging
from kgw_tui.usecases.doing import Deed, do
from kgw_tui.usecases.ending import settle_item
from kgw_tui.usecases.next_meeting import next_meeting_of, suggested_date
from kgw_tui.usecases.reporting import (
    kept,
    leave_untold,
    let_go,
    promises,
    report_back,
    report_of,
    reports_due,
    tell_later,
)
from kgw_tui.workspace import Workspace

from ..workspaces import TUESDAY, workspace_at
from .chains import fresh, hear, hold_about, promise_in, put_on_agenda


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path) as opened:
        yield opened


def told(workspace: Workspace) -> list[str]:
    return [report.words for report in reports_due(workspace)]


def test_what_a_meeting_decided_is_told_to_who_asked_and_not_before_it_is_closed(workspace: Workspace) -> None:
    note = hear(workspace)
    item = put_on_agenda(workspace, note)
    assert told(workspace) == []
    live = hold_about(workspace, item, "= Proef tot maart", "! Kalender ophangen @jan >4 dec", close=False)
    assert told(workspace) == []
    live.close()
    report = reports_due(workspace)[0]
    assert report.words == "Besloten: Proef tot maart. Wordt gedaan, uiterlijk vr 4 dec: Kalender ophangen."
    assert (report.note.id, report.whom, report.since) == (note.id, note.mentions[0], live.meeting.date)


def test_telling_it_is_kept_with_the_day_and_is_one_thing_to_undo(workspace: Workspace) -> None:
    note = hear(workspace)
    hold_about(workspace, put_on_agenda(workspace, note), "= Proef tot maart")
    report_back(workspace, note.id, " Er komt een proef ")
    heard = fresh(workspace, note.id)
    assert (heard.reported_on, heard.told) == (clock.today(), "Er komt een proef")
    assert told(workspace) == []
    workspace.undo()
    assert fresh(workspace, note.id).reported_on is None
    assert told(workspace) == ["Besloten: Proef tot maart."]


def test_what_was_promised_and_done_is_kept_with_it_as_it_was_and_what_is_open_stays_open(workspace: Workspace) -> None:
    note = hear(workspace)
    made = triaging.promise(workspace, note.id, "lijst maken")
    acting.finish(workspace, made.id, "lijst ligt in kamer 1.12")
    triaging.settle(workspace, note.id, "closed-with-reason", "doen we niet")
    report_back(workspace, note.id, "Doen we niet.")
    done, left = workspace.private.get(ENTRIES, made.id), promise_in(workspace, note)
    assert isinstance(done, Action)
    assert isinstance(left, Action)
    assert (done.outcome, done.reported_on) == ("lijst ligt in kamer 1.12", clock.today())
    assert (left.status, left.outcome, left.reported_on) == ("open", "", None)
    assert [each.action.id for each in promises(workspace)] == [left.id]


def test_telling_of_a_promise_that_was_done_keeps_what_came_of_it(workspace: Workspace) -> None:
    action = promise_in(workspace, hear(workspace))
    acting.finish(workspace, action.id, "het mag")
    assert kept(workspace, action.id, "het mag, van Ans").outcome == "het mag · het mag, van Ans"
    workspace.undo()
    assert kept(workspace, action.id, "het mag").outcome == "het mag"


def test_what_a_note_became_is_no_promise_and_is_not_kept(workspace: Workspace) -> None:
    note = hear(workspace)
    action = triaging.to_action(workspace, note.id, "inspectie bellen")
    for deed in (kept, let_go):
        with pytest.raises(Refused):
            deed(workspace, action.id, "gebeld")
    entry = workspace.private.get(ENTRIES, action.id)
    assert isinstance(entry, Action)
    assert (entry.status, entry.reported_on) == ("open", None)


def test_a_promise_is_kept_from_open_in_one_stroke_and_not_twice(workspace: Workspace) -> None:
    note = hear(workspace)
    promise = promises(workspace)[0]
    assert promise.whom == note.mentions[0]
    done = kept(workspace, promise.action.id, "mag niet")
    assert (done.status, done.outcome, done.reported_on) == ("done", "mag niet", dt.date(2026, 11, 24))
    with pytest.raises(Refused):
        kept(workspace, promise.action.id)
    with pytest.raises(NotFound):
        kept(workspace, note.id)


def test_a_promise_that_is_only_done_stays_until_it_was_told(workspace: Workspace) -> None:
    hear(workspace)
    action = promises(workspace)[0].action
    acting.finish(workspace, action.id, "het mag")
    assert [each.action.status for each in promises(workspace)] == ["done"]
    assert kept(workspace, action.id).outcome == "het mag"
    assert promises(workspace) == []
    assert len(promises(workspace, all_of_them=True)) == 1


def test_who_hears_by_a_promise_what_came_of_the_note_needs_no_second_telling(workspace: Workspace) -> None:
    note = hear(workspace)
    hold_about(workspace, put_on_agenda(workspace, note), "= Proef tot maart")
    kept(workspace, promise_in(workspace, note).id, "een proef")
    assert fresh(workspace, note.id).told == "een proef"
    assert told(workspace) == []
    workspace.undo()
    assert len(told(workspace)) == 1


def test_what_is_confidential_or_kept_out_of_the_minutes_is_not_proposed(workspace: Workspace) -> None:
    first, second = hear(workspace), hear(workspace, "@jan vraagt naar het rooster")
    hold_about(workspace, put_on_agenda(workspace, first), "/vertrouwelijk", "= Contract verlengd")
    live = hold_about(workspace, put_on_agenda(workspace, second, title="Rooster"), "= Proef", "= Jan valt uit")
    secret = next(each for each in workspace.shared.all(ENTRIES) if each.text == "Jan valt uit")
    live.forget()
    reviewing.hold_back(live, secret.id)
    assert told(workspace) == ["", "Besloten: Proef."]


def test_an_item_that_is_put_off_is_told_of_when_a_later_meeting_has_dealt_with_it(workspace: Workspace) -> None:
    note = hear(workspace)
    item = put_on_agenda(workspace, note)
    live = hold_about(workspace, item, close=False)
    settle_item(live, item.id, "deferred")
    live.close()
    assert told(workspace) == []
    later = next(each for each in next_items(workspace) if each.carried_from == item.id)
    hold_about(workspace, later, "= Toch een proef")
    assert told(workspace) == ["Besloten: Toch een proef."]


def next_items(workspace: Workspace) -> list[AgendaItem]:
    """The items of the meeting that comes after the last one, planned now."""
    last = max(workspace.shared.all(MEETINGS), key=held)
    planned = next_meeting_of(workspace, last.id, suggested_date(workspace, last))
    return workspace.shared.query(ITEMS, meeting=planned.id)


@pytest.mark.parametrize(
    ("outcome", "words", "proposed"),
    [
        ("closed-with-reason", "dat kost te veel", "Dat kost te veel."),
        ("to-expert", "@jan", "Jan weet er meer van."),
        ("answered", "ja", None),
        ("nothing", "", None),
        ("watch", "1 dec", None),
    ],
)
def test_a_note_that_ends_by_itself_is_told_of_when_there_is_something_to_tell(
    workspace: Workspace, outcome: str, words: str, proposed: str | None
) -> None:
    note = hear(workspace)
    triaging.settle(workspace, note.id, outcome, words)
    assert told(workspace) == ([] if proposed is None else [proposed])


def test_what_an_action_or_question_of_ones_own_brought_is_told(workspace: Workspace) -> None:
    first, second = hear(workspace), hear(workspace, "@jan vraagt of de MR meepraat")
    action = triaging.to_action(workspace, first.id, "inspectie bellen")
    question = triaging.to_question(workspace, second.id, "praat de MR mee?")
    assert told(workspace) == []
    acting.finish(workspace, action.id, "het mag eerder")
    acting.finish(workspace, question.id, "ja, adviserend")
    assert told(workspace) == ["Het mag eerder.", "Ja, adviserend."]


def test_nobody_is_told_of_what_nobody_said(workspace: Workspace) -> None:
    note = hear(workspace, "de hal is te vol om twaalf uur")
    triaging.settle(workspace, note.id, "closed-with-reason", "hoort erbij")
    assert told(workspace) == []
    assert report_of(workspace, fresh(workspace, note.id)) is None


def test_it_may_be_put_off_or_called_off_with_a_reason_and_back(workspace: Workspace) -> None:
    note = hear(workspace)
    triaging.settle(workspace, note.id, "closed-with-reason", "te duur")
    assert tell_later(workspace, note.id, "vr") == "vr 27 nov"
    assert told(workspace) == []
    assert report_of(workspace, fresh(workspace, note.id)) is not None
    clock.set_clock(lambda: TUESDAY + dt.timedelta(days=3))
    assert len(told(workspace)) == 1
    with pytest.raises(Refused):
        leave_untold(workspace, note.id, " ")
    leave_untold(workspace, note.id, "van school")
    assert told(workspace) == []
    workspace.undo()
    assert len(told(workspace)) == 1


def test_what_somebody_took_out_meanwhile_is_refused_with_a_sentence(workspace: Workspace) -> None:
    note = hear(workspace)
    triaging.delete(workspace, note.id)
    for deed in (report_back, leave_untold, tell_later):
        with pytest.raises(NotFound):
            deed(workspace, note.id, "morgen")


def test_a_decision_that_is_withdrawn_before_it_was_told_is_not_proposed(workspace: Workspace) -> None:
    note = hear(workspace)
    live = hold_about(workspace, put_on_agenda(workspace, note), "= Proef tot maart")
    decided = next(each for each in workspace.shared.all(ENTRIES) if isinstance(each, Decision))
    do(workspace, decided.handle, Deed("withdraw", "te vroeg"))
    assert told(workspace) == [f"Het is besproken in MT-overleg op {acting.told_day(live.meeting.date)}."]
