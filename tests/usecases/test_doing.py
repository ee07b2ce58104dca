"""Doing something to a record by its handle: what changes, what is refused, and that it is durable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgw_tui.errors import NotFound, Refused
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Question
from kgw_tui.records.meetings import ITEMS, Meeting
from kgw_tui.usecases import ending
from kgw_tui.usecases.doing import Deed, do
from kgw_tui.usecases.listing import Placed, find_record
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.noting import log_notes
from kgw_tui.workspace import Workspace
from tests.usecases.meetings import DAY, hold_meeting
from tests.workspaces import workspace_at


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        hold_meeting(opened)
        yield opened


def entry(workspace: Workspace, handle: str) -> AnyEntry:
    found = find_record(workspace, handle)
    assert isinstance(found, Placed)
    return found.entry


def test_an_action_is_done_with_what_came_of_it_by_whom_and_when(workspace: Workspace) -> None:
    do(workspace, "a-1", Deed("done", "lijst\tligt\ner"))
    done = entry(workspace, "A-1")
    assert isinstance(done, Action)
    assert (done.status, done.outcome, done.closed_on) == ("done", "lijst ligt er", DAY)
    assert done.changed_by == workspace.settings.writer
    assert done.changed_at is not None


def test_what_was_done_is_there_for_the_next_process(workspace: Workspace, tmp_path: Path) -> None:
    do(workspace, "A-1", Deed("done"))
    with workspace_at(tmp_path / "home") as again:
        done = entry(again, "A-1")
        assert isinstance(done, Action)
        assert done.status == "done"


def test_a_question_is_answered_and_a_claim_settled(workspace: Workspace) -> None:
    do(workspace, "Q-1", Deed("answer", "Jan belt"))
    do(workspace, "C-1", Deed("refuted", "14 van de 20"))
    question, claim = entry(workspace, "Q-1"), entry(workspace, "C-1")
    assert isinstance(question, Question)
    assert isinstance(claim, Assumption)
    assert (question.status, question.outcome) == ("answered", "Jan belt")
    assert (claim.status, claim.outcome, claim.closed_on) == ("refuted", "14 van de 20", DAY)


def test_reopening_gives_back_what_was_open(workspace: Workspace) -> None:
    for handle, verb in (("A-1", "drop"), ("Q-1", "drop"), ("C-1", "holds")):
        do(workspace, handle, Deed(verb, "daarom"))
        do(workspace, handle, Deed("reopen"))
        found = entry(workspace, handle)
        assert isinstance(found, Action | Question | Assumption)
        assert (found.status in {"open", "untested"}, found.outcome, found.closed_on) == (True, "", None)


def test_a_decision_is_replaced_by_one_that_holds(workspace: Workspace) -> None:
    hold_meeting(workspace, lines=("= Drie toetsen per week",))
    do(workspace, "2026-001", Deed("replace", by="2026-002"))
    replaced = entry(workspace, "2026-001")
    assert isinstance(replaced, Decision)
    assert (replaced.state, replaced.replaced_by, replaced.closed_on) == ("replaced", "2026-002", DAY)
    with pytest.raises(Refused, match="2026-001"):
        do(workspace, "2026-002", Deed("replace", by="2026-001"))


@pytest.mark.parametrize(
    ("by", "error"), [("", Refused), ("2026-099", NotFound), ("A-1", NotFound), ("2026-001", Refused)]
)
def test_a_decision_is_not_replaced_by_nothing_or_itself(workspace: Workspace, by: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        do(workspace, "2026-001", Deed("replace", by=by))


def test_a_withdrawn_decision_stays_with_its_reason(workspace: Workspace) -> None:
    do(workspace, "2026-001", Deed("withdraw", "MR stemt niet in"))
    withdrawn = entry(workspace, "2026-001")
    assert isinstance(withdrawn, Decision)
    assert (withdrawn.state, withdrawn.outcome) == ("withdrawn", "MR stemt niet in")


@pytest.mark.parametrize(
    ("handle", "verb", "words"),
    [
        ("A-1", "withdraw", "gedaan, vervallen, heropen"),
        ("2026-001", "done", "intrekken, vervangen"),
        ("M-1", "done", "sluiten"),
    ],
)
def test_what_cannot_be_done_to_this_is_refused_with_what_can(
    workspace: Workspace, handle: str, verb: str, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        do(workspace, handle, Deed(verb))


def test_what_is_refused_changes_nothing(workspace: Workspace) -> None:
    before = workspace.shared.cursor
    for handle, verb in (("A-1", "reopen"), ("C-1", "accepted-risk"), ("Q-1", "answer"), ("M-1", "adopt")):
        with pytest.raises(Refused):
            do(workspace, handle, Deed(verb))
    assert workspace.shared.cursor == before


def test_a_meeting_that_is_closed_from_the_shell_carries_over_what_it_left(workspace: Workspace) -> None:
    record = find_record(workspace, "M-1")
    assert isinstance(record, Meeting)
    live = LiveMeeting(workspace, record.id)
    planned = ending.plan_next(live, DAY + dt.timedelta(days=14))
    live.capture(live.read("> Later erbij"))
    do(workspace, "M-1", Deed("close"))
    assert "Later erbij" in {item.title for item in workspace.shared.query(ITEMS, meeting=planned.id)}


def test_a_meeting_is_closed_adopted_and_opened_again(workspace: Workspace) -> None:
    closed = do(workspace, "M-1", Deed("close"))
    assert isinstance(closed, Meeting)
    assert closed.state == "closed"
    adopted = do(workspace, "M-1", Deed("adopt"))
    assert isinstance(adopted, Meeting)
    assert (adopted.minutes_state, adopted.adopted_on) == ("adopted", dt.date(2026, 11, 24))
    with pytest.raises(Refused):
        do(workspace, "M-1", Deed("adopt"))
    with pytest.raises(Refused):
        do(workspace, "M-1", Deed("close"))


def test_a_corridor_note_is_left_alone(workspace: Workspace) -> None:
    log_notes(workspace, ["iets"])
    with pytest.raises(Refused, match="N-1"):
        do(workspace, "N-1", Deed("done"))
