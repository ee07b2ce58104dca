"""How things end: what can be closed, reopened, settled, withdrawn and replaced, and what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

import msgspec
import pytest

from kgw_tui.errors import Refused
from kgw_tui.i18n import language
from kgw_tui.records.entries import Action, Assumption, AssumptionStatus, Decision, Question
from kgw_tui.rules import closing

DAY = dt.date(2026, 11, 30)
MADE = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


def action(status: Literal["open", "done", "dropped"] = "open") -> Action:
    return Action(id="a", created_at=MADE, text="lijst maken", handle="A-12", status=status)


def question(status: Literal["open", "answered", "dropped"] = "open") -> Question:
    return Question(id="q", created_at=MADE, text="wie belt?", handle="Q-1", status=status)


def assumption(status: AssumptionStatus = "untested", outcome: str = "") -> Assumption:
    return Assumption(id="c", created_at=MADE, text="het is te druk", handle="C-3", status=status, outcome=outcome)


def decision(handle: str = "2026-014") -> Decision:
    return Decision(id=handle, created_at=MADE, text="twee toetsen per week", handle=handle)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with language("en"):
        yield


def test_an_action_that_is_done_keeps_what_came_of_it_and_when() -> None:
    done = closing.close_action(action(), "lijst ligt er", DAY)
    assert (done.status, done.outcome, done.closed_on) == ("done", "lijst ligt er", DAY)
    assert (done.id, done.text, done.handle) == ("a", "lijst maken", "A-12")


def test_an_action_may_be_done_without_a_word() -> None:
    assert closing.close_action(action(), "", DAY).status == "done"


def test_a_dropped_action_says_why() -> None:
    dropped = closing.drop_action(action(), "niet meer nodig", DAY)
    assert (dropped.status, dropped.outcome, dropped.closed_on) == ("dropped", "niet meer nodig", DAY)


def test_a_reopened_action_is_as_it_was_before() -> None:
    assert closing.reopen_action(closing.close_action(action(), "klaar", DAY)) == action()


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_what_has_ended_cannot_end_again(status: Literal["done", "dropped"]) -> None:
    with pytest.raises(Refused, match=r"A-12 .*reopen it first"):
        closing.close_action(action(status), "", DAY)
    with pytest.raises(Refused, match=r"A-12 .*reopen it first"):
        closing.drop_action(action(status), "", DAY)


def test_what_is_open_cannot_be_reopened() -> None:
    with pytest.raises(Refused, match="A-12 is still open"):
        closing.reopen_action(action())
    with pytest.raises(Refused, match="Q-1 is still open"):
        closing.reopen_question(question())
    with pytest.raises(Refused, match="C-3 hasn't been checked yet"):
        closing.reopen_assumption(assumption())


def test_an_answer_is_kept_with_its_question_and_goes_when_it_is_reopened() -> None:
    answered = closing.answer_question(question(), "Jan belt", DAY)
    assert (answered.status, answered.outcome, answered.closed_on) == ("answered", "Jan belt", DAY)
    assert closing.reopen_question(answered) == question()
    assert closing.reopen_question(closing.drop_question(question(), "", DAY)) == question()


def test_a_question_is_not_answered_by_nothing() -> None:
    with pytest.raises(Refused, match="what is the answer to Q-1"):
        closing.answer_question(question(), "", DAY)


def test_an_answered_question_is_not_answered_again() -> None:
    with pytest.raises(Refused, match="Q-1 is already answered"):
        closing.answer_question(question("answered"), "toch Piet", DAY)


@pytest.mark.parametrize("status", closing.OUTCOMES)
def test_every_outcome_of_a_check_is_kept_with_how_we_know(status: AssumptionStatus) -> None:
    settled = closing.settle_assumption(assumption(), status, "14 van de 20", DAY)
    assert (settled.status, settled.outcome, settled.closed_on) == (status, "14 van de 20", DAY)
    assert closing.reopen_assumption(settled) == assumption()


def test_a_later_check_may_find_otherwise() -> None:
    first = closing.settle_assumption(assumption(), "holds", "panel", DAY)
    later = DAY + dt.timedelta(days=30)
    assert closing.settle_assumption(first, "refuted", "telling", later).closed_on == later


def test_the_same_outcome_twice_is_refused() -> None:
    with pytest.raises(Refused, match="already says so"):
        closing.settle_assumption(assumption("holds", "panel"), "holds", "panel", DAY)


def test_a_risk_needs_a_reason() -> None:
    with pytest.raises(Refused, match="for a reason"):
        closing.settle_assumption(assumption(), "accepted-risk", "", DAY)


def test_untested_takes_the_outcome_back() -> None:
    settled = closing.settle_assumption(assumption(), "holds", "panel", DAY)
    assert closing.settle_assumption(settled, "untested", "", DAY) == assumption()


def test_a_withdrawn_decision_keeps_its_number_and_the_day() -> None:
    withdrawn = closing.withdraw_decision(decision(), DAY, "MR stemt niet in")
    assert (withdrawn.state, withdrawn.closed_on, withdrawn.outcome) == ("withdrawn", DAY, "MR stemt niet in")
    assert withdrawn.handle == "2026-014"
    assert not closing.holds(withdrawn)


def test_a_replaced_decision_names_the_one_that_took_its_place() -> None:
    replaced = closing.replace_decision(decision(), "2026-020", DAY, "na de proef")
    assert (replaced.state, replaced.replaced_by, replaced.closed_on) == ("replaced", "2026-020", DAY)
    assert replaced.outcome == "na de proef"
    assert not closing.holds(replaced)


def test_what_no_longer_holds_is_neither_withdrawn_nor_replaced() -> None:
    gone = closing.withdraw_decision(decision(), DAY, "")
    past = closing.replace_decision(decision(), "2026-020", DAY)
    with pytest.raises(Refused, match="2026-014 has been withdrawn"):
        closing.withdraw_decision(gone, DAY, "")
    with pytest.raises(Refused, match="2026-014 has been replaced by 2026-020"):
        closing.withdraw_decision(past, DAY, "")
    with pytest.raises(Refused, match="2026-014 has been withdrawn"):
        closing.replace_decision(gone, "2026-020", DAY)


def test_a_decision_does_not_replace_itself() -> None:
    with pytest.raises(Refused, match="can't replace itself"):
        closing.replace_decision(decision(), "2026-014", DAY)


def test_an_entry_without_a_handle_is_called_by_its_words() -> None:
    nameless = msgspec.structs.replace(action("done"), handle="")
    with pytest.raises(Refused, match="'lijst maken' is already done"):
        closing.close_action(nameless, "", DAY)
