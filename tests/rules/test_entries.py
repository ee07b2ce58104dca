"""Lines become entries, and entries change kind, without losing a word."""

import datetime as dt

import pytest

from kgw_tui.capture.parsed import LineKind, ParsedLine
from kgw_tui.records.entries import (
    Action,
    AnyEntry,
    Assumption,
    Decision,
    Evidence,
    Kind,
    Movement,
    Note,
    Question,
    kind_of,
)
from kgw_tui.records.people import Who
from kgw_tui.rules.entries import Placement, change_kind, make_entry, makes_entry, rewrite

JAN = Who(name="jan")
PLACE = Placement("m", "i", "why", 3.0, dt.time(13, 4))
KINDS: tuple[Kind, ...] = ("note", "action", "question", "assumption", "decision", "evidence", "parked")


def action() -> AnyEntry:
    parsed = ParsedLine(
        LineKind.ACTION,
        text="belt de ouders",
        owners=(JAN,),
        mentions=(JAN,),
        themes=("toetsing",),
        day=dt.date(2026, 12, 4),
        priority=True,
    )
    return make_entry(parsed, PLACE, "me")


def test_a_line_becomes_an_entry_with_all_that_it_says() -> None:
    entry = action()
    assert isinstance(entry, Action)
    assert (entry.meeting, entry.item, entry.phase, entry.order, entry.time) == ("m", "i", "why", 3.0, dt.time(13, 4))
    assert (entry.text, entry.owners, entry.mentions, entry.themes) == ("belt de ouders", (JAN,), (JAN,), ("toetsing",))
    assert (entry.due, entry.priority, entry.created_by, entry.status) == (dt.date(2026, 12, 4), True, "me", "open")


@pytest.mark.parametrize("kind", [LineKind.ITEM, LineKind.PRIVATE, LineKind.COMMAND, LineKind.EMPTY])
def test_lines_that_are_no_entry_make_none(kind: LineKind) -> None:
    parsed = ParsedLine(kind, text="x")
    assert not makes_entry(parsed)
    with pytest.raises(ValueError, match="LineKind"):
        make_entry(parsed, PLACE)


@pytest.mark.parametrize("kind", KINDS)
def test_another_kind_keeps_id_place_words_people_and_themes(kind: Kind) -> None:
    before = action()
    after = change_kind(before, kind)
    assert kind_of(after) == kind
    for name in ("id", "meeting", "item", "phase", "order", "time", "text", "mentions", "themes", "created_at"):
        assert getattr(after, name) == getattr(before, name)


def test_owner_and_day_survive_on_the_way_between_action_and_question() -> None:
    question = change_kind(action(), "question")
    assert isinstance(question, Question)
    assert (question.owners, question.due) == ((JAN,), dt.date(2026, 12, 4))
    assert change_kind(question, "question") is question


def test_a_due_day_and_a_review_day_are_each_others() -> None:
    decision = change_kind(action(), "decision")
    assert isinstance(decision, Decision)
    assert decision.review == dt.date(2026, 12, 4)
    again = change_kind(decision, "action")
    assert isinstance(again, Action)
    assert again.due == dt.date(2026, 12, 4)


def test_evidence_that_becomes_something_else_stands_by_itself() -> None:
    evidence = make_entry(ParsedLine(LineKind.EVIDENCE, text="14 van de 20"), Placement("m", parent="claim"))
    assert isinstance(evidence, Evidence)
    assert evidence.parent == "claim"
    assert change_kind(evidence, "note").parent == ""


@pytest.mark.parametrize("by_way_of", KINDS)
def test_a_kind_that_was_a_mistake_can_be_taken_back_without_losing_owner_day_or_urgency(by_way_of: Kind) -> None:
    before = action()
    assert change_kind(change_kind(before, by_way_of), "action") == before
    assert change_kind(change_kind(change_kind(before, by_way_of), "note"), "action") == before


def test_a_movement_stays_what_it_is() -> None:
    movement = Movement(id="a", created_at=action().created_at, text="", who=JAN)
    assert change_kind(movement, "note") is movement


def test_an_edit_writes_what_the_line_says_and_keeps_what_it_cannot_say() -> None:
    claim = make_entry(ParsedLine(LineKind.ASSUMPTION, text="te druk"), PLACE)
    assert isinstance(claim, Assumption)
    changed = rewrite(claim, ParsedLine(LineKind.ASSUMPTION, text="te vol", themes=("gebouw",)))
    assert isinstance(changed, Assumption)
    assert (changed.text, changed.themes, changed.id, changed.status) == ("te vol", ("gebouw",), claim.id, "untested")


def test_an_edit_may_change_the_kind_too() -> None:
    note = make_entry(ParsedLine(LineKind.NOTE, text="Jan belt"), PLACE)
    assert isinstance(note, Note)
    changed = rewrite(note, ParsedLine(LineKind.ACTION, text="belt", owners=(JAN,)))
    assert isinstance(changed, Action)
    assert (changed.id, changed.owners) == (note.id, (JAN,))
