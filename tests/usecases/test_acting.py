"""What is done to an action or a question wherever it was said: handed over, put off, given other words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import pytest
from msgspec import convert

from kgw_tui.errors import Refused
from kgw_tui.records.entries import ENTRIES, Action
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.records.people import PEOPLE, Person, Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.postponing import asks_whether_it_lives
from kgw_tui.usecases import acting, reviewing
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.noting import log_notes
from kgw_tui.usecases.reading import directory_of
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .meetings import hold_meeting


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path) as opened:
        yield opened


@pytest.fixture
def live(workspace: Workspace) -> LiveMeeting:
    meeting = LiveMeeting(workspace, hold_meeting(workspace).id)
    meeting.close()
    return meeting


def said(workspace: Workspace, text: str) -> Action:
    stores = (workspace.shared, workspace.private)
    return next(
        each for store in stores for each in store.all(ENTRIES) if isinstance(each, Action) and each.text == text
    )


def names(workspace: Workspace, action: Action) -> str:
    return directory_of(workspace).names(action.owners)


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        ("@jan", "Jan Pol"),
        ("jan", "Jan Pol"),
        ("Karim Bouzid", "Karim Bouzid"),
        ("@Karim Vis", "Karim Vis"),
        ("Karim Vis, jan", "Karim Vis, Jan Pol"),
        ("@jan @fatima", "Jan Pol, Fatima El Idrissi"),
        ("jan en fatima", "Jan Pol, Fatima El Idrissi"),
        ("@piet", "piet"),
    ],
)
def test_it_is_handed_over_to_whoever_is_named(
    workspace: Workspace, live: LiveMeeting, words: str, owners: str
) -> None:
    with workspace.shared.transaction("people") as tx:
        tx.put(PEOPLE, convert({**stamp(), "name": "Karim Vis"}, Person))
    acting.hand_over(workspace, said(workspace, "Kalender uitdraaien").id, words)
    assert names(workspace, said(workspace, "Kalender uitdraaien")) == owners


@pytest.mark.parametrize("words", ["", "@", "@jan >vr", "@jan belt", "@jan #rooster"])
def test_it_is_handed_over_to_nobody_else(workspace: Workspace, live: LiveMeeting, words: str) -> None:
    action = said(workspace, "Kalender uitdraaien")
    with pytest.raises(Refused):
        acting.hand_over(workspace, action.id, words)
    assert said(workspace, "Kalender uitdraaien") == action


def test_each_time_that_it_is_put_off_is_kept_also_by_other_words(workspace: Workspace, live: LiveMeeting) -> None:
    action = said(workspace, "Kalender uitdraaien")
    acting.postpone(workspace, action.id, "ma 30 nov", "drukker is stuk")
    acting.rewrite(workspace, action.id, "Kalender ophangen >4 dec")
    acting.rewrite(workspace, action.id, "Kalender ophangen >3 dec")
    changed = said(workspace, "Kalender ophangen")
    put_off = [(each.on, each.due, each.why) for each in changed.postponed]
    today = dt.date(2026, 11, 24)
    assert put_off == [(today, dt.date(2026, 11, 27), "drukker is stuk"), (today, dt.date(2026, 11, 30), "")]
    assert (changed.due, changed.owners, changed.themes) == (dt.date(2026, 12, 3), action.owners, ("toetsing",))
    for _time in range(3):
        workspace.undo()
    assert said(workspace, "Kalender uitdraaien").postponed == ()


def test_taking_its_day_away_and_giving_it_another_is_no_way_round_the_question(
    workspace: Workspace, live: LiveMeeting
) -> None:
    action = said(workspace, "Kalender uitdraaien")
    for day, asks in (("30 nov", False), ("1 dec", False), ("2 dec", True)):
        acting.without_day(workspace, action.id)
        acting.postpone(workspace, action.id, day)
        assert asks_whether_it_lives(said(workspace, "Kalender uitdraaien")) == asks
    put_off = said(workspace, "Kalender uitdraaien").postponed
    assert [each.due for each in put_off] == [dt.date(2026, 11, 27), dt.date(2026, 11, 30), dt.date(2026, 12, 1)]
    acting.without_day(workspace, action.id)
    acting.without_day(workspace, action.id)
    assert len(said(workspace, "Kalender uitdraaien").postponed) == 4, "nothing is put off that has no day"


def test_what_has_ended_is_not_put_off(workspace: Workspace, live: LiveMeeting) -> None:
    action = said(workspace, "Kalender uitdraaien")
    acting.finish(workspace, action.id, "hangt er")
    for put_off in (acting.without_day, lambda at, key: acting.postpone(at, key, "4 dec")):
        with pytest.raises(Refused, match="al gedaan"):
            put_off(workspace, action.id)


def test_other_words_make_minutes_a_draft_again_and_adopted_ones_stay(workspace: Workspace, live: LiveMeeting) -> None:
    action = said(workspace, "Kalender uitdraaien")
    reviewing.mark_sent(live)
    acting.hand_over(workspace, action.id, "@jan")
    assert workspace.shared.all(MEETINGS)[0].minutes_state == "sent", "who does it and when goes on after the meeting"
    acting.rewrite(workspace, action.id, "Kalender ophangen")
    assert workspace.shared.all(MEETINGS)[0].minutes_state == "draft"
    reviewing.mark_adopted(live)
    with pytest.raises(Refused, match="vastgesteld"):
        acting.rewrite(workspace, action.id, "Iets anders")
    acting.rewrite(workspace, action.id, "Kalender ophangen >4 dec")
    assert said(workspace, "Kalender ophangen").due == dt.date(2026, 12, 4)


def test_what_was_promised_in_the_corridor_is_changed_there(workspace: Workspace) -> None:
    log_notes(workspace, ["! Terugbellen >do"])
    promise = said(workspace, "Terugbellen")
    acting.postpone(workspace, promise.id, "vr", "ziek")
    acting.hand_over(workspace, promise.id, "fatima")
    changed = said(workspace, "Terugbellen")
    assert (changed.due, len(changed.postponed)) == (dt.date(2026, 11, 27), 1)
    assert changed.owners == (Who(person=workspace.shared.all(PEOPLE)[2].id),)
    assert workspace.shared.get(ENTRIES, promise.id) is None
