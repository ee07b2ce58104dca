"""The life of minutes: what may follow what, and what an edit does to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import product

import msgspec
import pytest

from kgw_tui.errors import Refused
from kgw_tui.records.meetings import Meeting, MinutesState
from kgw_tui.rules.minutes import FOLLOWS, adopted, edited, reopened, reviewed, sent

NOW = dt.datetime(2026, 11, 24, 14, 0, tzinfo=dt.UTC)
LATER = dt.date(2026, 12, 8)
CLOSED = Meeting(id="m", created_at=NOW, handle="M-1", date=NOW.date(), state="closed", closed_at=NOW)
STATES: tuple[MinutesState, ...] = ("draft", "reviewed", "sent", "adopted")
STEPS: dict[MinutesState, Callable[[Meeting], Meeting]] = {
    "reviewed": reviewed,
    "sent": sent,
    "adopted": lambda meeting: adopted(meeting, LATER),
    "draft": edited,
}


def in_state(state: MinutesState) -> Meeting:
    return msgspec.structs.replace(CLOSED, minutes_state=state, adopted_on=LATER if state == "adopted" else None)


def test_the_road_of_minutes_is_draft_read_through_sent_adopted() -> None:
    meeting = CLOSED
    for state in STATES[1:]:
        meeting = STEPS[state](meeting)
        assert meeting.minutes_state == state
    assert meeting.adopted_on == LATER


@pytest.mark.parametrize(("before", "after"), list(product(STATES, ("reviewed", "sent", "adopted"))))
def test_only_what_may_follow_follows(before: MinutesState, after: MinutesState) -> None:
    meeting = in_state(before)
    if after in FOLLOWS[before]:
        assert STEPS[after](meeting).minutes_state == after
    else:
        with pytest.raises(Refused, match="M-1"):
            STEPS[after](meeting)


@pytest.mark.parametrize("state", ["draft", "reviewed", "sent"])
def test_an_edit_makes_them_a_draft_again(state: MinutesState) -> None:
    assert edited(in_state(state)).minutes_state == "draft"


def test_adopted_minutes_are_not_edited_until_the_meeting_is_opened_again() -> None:
    with pytest.raises(Refused):
        edited(in_state("adopted"))
    again = reopened(in_state("adopted"))
    assert (again.state, again.closed_at, again.minutes_state, again.adopted_on) == ("running", None, "draft", None)
    assert edited(again) == again


@pytest.mark.parametrize("state", ["planned", "running"])
@pytest.mark.parametrize("step", [reviewed, sent, STEPS["adopted"], reopened])
def test_a_meeting_that_is_not_closed_has_no_minutes_yet(step: Callable[[Meeting], Meeting], state: str) -> None:
    meeting = msgspec.structs.replace(CLOSED, state=state, closed_at=None)
    with pytest.raises(Refused):
        step(meeting)


def test_minutes_are_not_adopted_before_the_meeting_was_held() -> None:
    with pytest.raises(Refused):
        adopted(CLOSED, NOW.date() - dt.timedelta(days=1))
    assert adopted(CLOSED, NOW.date()).adopted_on == NOW.date()
