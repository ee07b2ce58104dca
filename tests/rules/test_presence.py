"""Who was present when: opening, coming and going; unknown is never present."""

import datetime as dt

import msgspec

from kgw_tui.records.entries import Movement, Note
from kgw_tui.records.meetings import Attendee, Meeting
from kgw_tui.records.people import Who
from kgw_tui.rules.presence import presence, with_attendee

T0 = dt.datetime(2026, 11, 24, 13, 0, tzinfo=dt.UTC)
JAN, ANS, EVA = Who(name="Jan"), Who(name="Ans"), Who(name="Eva")
MEETING = Meeting(
    id="m",
    created_at=T0,
    date=T0.date(),
    attendees=(Attendee(JAN), Attendee(ANS, present=False, notice=True), Attendee(EVA, guest=True, guest_items=(2,))),
)


def note(order: float, time: dt.time | None = None) -> Note:
    return Note(id=f"n{order}", created_at=T0, text="x", order=order, time=time)


def move(who: Who, order: float, *, arrives: bool, time: dt.time | None = None) -> Movement:
    return Movement(id=f"m{order}", created_at=T0, text="", who=who, arrives=arrives, order=order, time=time)


def test_the_opening_counts_until_somebody_moves() -> None:
    entries = [note(1), move(JAN, 2, arrives=False), note(3), move(JAN, 4, arrives=True), note(5)]
    assert [presence(MEETING, entries, JAN, entries[i]) for i in (0, 2, 4)] == ["present", "absent", "present"]
    assert presence(MEETING, entries, JAN) == "present"


def test_who_comes_late_was_absent_before() -> None:
    late = Who(name="Late")
    entries = [note(1), move(late, 2, arrives=True), note(3)]
    assert presence(MEETING, entries, late, entries[0]) == "absent"
    assert presence(MEETING, entries, late, entries[2]) == "present"


def test_who_only_left_was_there_before() -> None:
    entries = [note(1), move(EVA, 2, arrives=False), note(3)]
    assert presence(MEETING, entries, EVA, entries[0]) == "present"
    assert presence(MEETING, entries, EVA, entries[2]) == "absent"


def test_a_time_that_was_given_counts_before_the_order_in_which_it_was_typed() -> None:
    decided = note(1, dt.time(12, 4))
    left = move(JAN, 2, arrives=False, time=dt.time(11, 30))
    assert presence(MEETING, [decided, left], JAN, decided) == "absent"
    back = move(JAN, 3, arrives=True, time=dt.time(11, 10))
    assert presence(MEETING, [decided, left, back], JAN, decided) == "absent"
    assert presence(MEETING, [decided, left, back], JAN) == "absent"
    assert presence(MEETING, [note(1), left], JAN, note(1)) == "present"


def test_a_guest_for_an_item_was_there_for_that_item_when_they_came() -> None:
    at = note(1)
    assert [presence(MEETING, [at], EVA, at, number) for number in (1, 2)] == ["absent", "present"]
    for present, expected in ((False, "absent"), (None, "unknown")):
        guest = Attendee(EVA, present=present, guest=True, guest_items=(2,))
        meeting = msgspec.structs.replace(MEETING, attendees=(guest,))
        assert [presence(meeting, [at], EVA, at, number) for number in (1, 2)] == [expected] * 2


def test_unknown_is_never_present() -> None:
    assert presence(MEETING, [], Who(name="Niemand")) == "unknown"
    assert presence(MEETING, [], EVA) == "unknown"
    assert presence(MEETING, [], ANS) == "absent"


def test_an_attendee_takes_the_place_of_what_was_known() -> None:
    changed = with_attendee(MEETING.attendees, Attendee(ANS))
    assert [attendee.present for attendee in changed] == [True, True, True]
    assert len(with_attendee(changed, Attendee(Who(name="Nieuw")))) == 4
