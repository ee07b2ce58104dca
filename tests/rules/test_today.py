"""What needs somebody now: what is shown, to whom, in which order, and what waits."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Action, Decision, Question
from kgw_tui.records.meetings import Attendee, Meeting
from kgw_tui.records.people import Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.patterns import Pattern
from kgw_tui.rules.promises import Promise
from kgw_tui.rules.reporting import Report
from kgw_tui.rules.today import Heard, Need, Said, due_day, is_in, needs

TODAY = dt.date(2026, 11, 24)
SANNE, KARIM = Who(person="sanne"), Who(person="karim")


def meeting(title: str, days: int, state: str = "planned", **fields: object) -> Meeting:
    day = {"title": title, "date": TODAY + dt.timedelta(days=days), "state": state}
    return msgspec.convert({**stamp(), **day, **fields}, Meeting)


def action(text: str, days: int | None, *owners: Who, **fields: object) -> Action:
    due = None if days is None else TODAY + dt.timedelta(days=days)
    return msgspec.convert({**stamp(), "kind": "action", "text": text, "due": due, "owners": owners, **fields}, Action)


def decision(text: str, days: int, state: str = "definite") -> Decision:
    fields = {"kind": "decision", "text": text, "review": TODAY + dt.timedelta(days=days), "state": state}
    return msgspec.convert({**stamp(), **fields}, Decision)


def shown(meetings: list[Meeting], said: list[Said], writer: str = "") -> list[str]:
    found = needs(meetings, said, TODAY, writer).found
    return [need.said.entry.text if need.said else need.meeting.title if need.meeting else "" for need in found]


def test_the_order_is_that_of_what_cannot_wait() -> None:
    meetings = [
        meeting("volgende week", 6),
        meeting("gesloten", -7, "closed"),
        meeting("vandaag", 0, start=dt.time(15)),
        meeting("vanmorgen", 0, start=dt.time(9)),
        meeting("loopt al sinds gisteren", -1, "running"),
        meeting("loopt", 0, "running"),
        meeting("nagelezen", -9, "closed", minutes_state="reviewed"),
    ]
    said = [
        Said(decision("terugkijken", -1)),
        Said(decision("langer geleden", -9)),
        Said(action("vrijdag", 3)),
        Said(action("vrijdag, met spoed", 3, priority=True)),
        Said(action("vandaag af", 0)),
        Said(action("te laat", -2)),
    ]
    assert shown(meetings, said) == [
        "loopt",
        "loopt al sinds gisteren",
        "vanmorgen",
        "vandaag",
        "volgende week",
        "nagelezen",
        "gesloten",
        "te laat",
        "vandaag af",
        "vrijdag, met spoed",
        "vrijdag",
        "langer geleden",
        "terugkijken",
    ]


def test_of_meetings_that_are_far_off_only_the_next_is_shown() -> None:
    far = [meeting("maart", 100), meeting("december", 7), meeting("was gepland", -3)]
    assert shown(far, []) == ["december"]
    assert shown([*far, meeting("maandag", 6)], []) == ["maandag"]


@pytest.mark.parametrize(
    ("days", "fields", "is_shown"),
    [
        (-28, {}, True),
        (-29, {}, False),
        (-1, {"minutes_state": "reviewed"}, True),
        (-1, {"minutes_state": "sent"}, False),
        (-1, {"minutes_state": "adopted"}, False),
    ],
)
def test_minutes_are_waited_for_four_weeks_and_until_they_are_sent(
    days: int, fields: dict[str, object], is_shown: bool
) -> None:
    assert shown([meeting("MT", days, "closed", **fields)], []) == (["MT"] if is_shown else [])


@pytest.mark.parametrize(
    ("days", "fields", "due"),
    [
        (-400, {}, -400),
        (6, {}, 6),
        (7, {}, None),
        (None, {}, None),
        (None, {"priority": True}, 0),
        (-1, {"status": "done"}, None),
        (None, {"priority": True, "status": "dropped"}, None),
    ],
)
def test_what_is_due_is_late_or_of_the_coming_week_or_urgent(
    days: int | None, fields: dict[str, object], due: int | None
) -> None:
    wanted = None if due is None else TODAY + dt.timedelta(days=due)
    assert due_day(action("iets", days, **fields), TODAY) == wanted


def test_an_open_question_is_due_as_an_action_is() -> None:
    fields = {"kind": "question", "text": "wie belt?", "due": TODAY, "owners": (SANNE,)}
    question = msgspec.convert({**stamp(), **fields}, Question)
    assert shown([], [Said(question)], "sanne") == ["wie belt?"]
    answered = msgspec.structs.replace(question, status="answered")
    assert shown([], [Said(answered)], "sanne") == []


def test_only_what_one_owns_or_shares_is_shown_and_to_nobody_in_particular_everything() -> None:
    said = [Said(action("van Karim", 0, KARIM)), Said(action("samen", 1, KARIM, SANNE)), Said(action("van niemand", 2))]
    assert shown([], said, "sanne") == ["samen"]
    assert shown([], said) == ["van Karim", "samen", "van niemand"]


@pytest.mark.parametrize(
    ("fields", "mine"),
    [
        ({}, True),
        ({"chair": SANNE}, True),
        ({"minute_taker": SANNE, "chair": KARIM}, True),
        ({"attendees": (Attendee(SANNE, present=None),)}, True),
        ({"chair": KARIM}, False),
        ({"attendees": (Attendee(KARIM),)}, False),
    ],
)
def test_a_meeting_is_of_those_who_are_in_it_or_of_everybody(fields: dict[str, object], mine: bool) -> None:
    held = meeting("MT", 0, **fields)
    assert is_in(held, "sanne") is mine
    assert is_in(held, "")
    assert shown([held], [Said(decision("terugkijken", 0), held)], "sanne") == (["MT", "terugkijken"] if mine else [])


@pytest.mark.parametrize(("days", "state", "is_shown"), [(0, "definite", True), (1, "definite", False)])
def test_a_decision_comes_on_its_day_to_look_back(days: int, state: str, is_shown: bool) -> None:
    assert shown([], [Said(decision("besloten", days, state))]) == (["besloten"] if is_shown else [])


@pytest.mark.parametrize("state", ["withdrawn", "replaced"])
def test_a_decision_that_no_longer_holds_is_not_looked_back_on(state: str) -> None:
    assert shown([], [Said(decision("besloten", -1, state))]) == []


def test_while_any_meeting_runs_what_is_guarded_is_counted_and_not_shown() -> None:
    said = [
        Said(action("gewoon", 0, SANNE)),
        Said(action("vertrouwelijk", 0, SANNE), confidential=True),
        Said(action("beloofd op de gang", 0, SANNE), private=True),
        Said(decision("personeel", 0), confidential=True),
    ]
    for running, writer in (
        (meeting("loopt", 0, "running"), ""),
        (meeting("heropend, of over middernacht", -1, "running"), ""),
        (meeting("van anderen", 0, "running", chair=KARIM), SANNE.person),
    ):
        watched = needs([running], said, TODAY, writer)
        assert [need.said.entry.text for need in watched.found if need.said] == ["gewoon"]
        assert watched.guarded == 3
    after = needs([meeting("gesloten", -3, "closed", minutes_state="sent")], said, TODAY)
    assert (len(after.found), after.guarded) == (4, 0)


def test_nothing_needs_anybody_in_an_empty_school() -> None:
    assert needs([], [], TODAY, "sanne").found == ()


def note(text: str, days: int, **fields: object) -> CorridorNote:
    heard = dt.datetime.combine(TODAY + dt.timedelta(days=days), dt.time(9)).astimezone()
    return msgspec.convert({**stamp(), "heard_at": heard, "text": text, **fields}, CorridorNote)


def called(need: Need) -> str:
    for thing in (need.report, need.pattern):
        if thing is not None:
            return thing.words if isinstance(thing, Report) else f"#{thing.theme}"
    if need.note is not None:
        return f"{need.count} notes" if need.kind == "inbox" else need.note.text
    return need.said.entry.text if need.said else need.meeting.title if need.meeting else ""


def test_the_example_of_the_order_is_the_order() -> None:
    told = Promise(action("Ask for the key", -3, SANNE, status="done"), note("a", -9), KARIM)
    promise = Promise(action("Let Karim know", 0, KARIM), note("b", -1), KARIM)
    heard = Heard(
        reports=(Report(note("Shanice asks", -9, outcome="to-agenda"), KARIM, "Decided: a trial until March.", TODAY),),
        watched=(note("Later", -3, outcome="watch", look_again=TODAY + dt.timedelta(days=1)), *again()),
        lost=(note("Its item was taken off", -5, outcome="to-agenda"),),
        inbox=tuple(note(f"note {number}", number - 5) for number in range(4)),
        patterns=(Pattern("testing", (note("a", -1), note("b", -2), note("c", -3)), (0, 3), ()),),
        promises=(told, promise),
    )
    meetings = [
        meeting("MT", -7, "closed", minutes_state="reviewed"),
        meeting("Section English", 2),
        meeting("Team", 0),
    ]
    said = [
        Said(decision("A calendar for each class", -23)),
        Said(promise.action, private=True),
        Said(action("Call Jan", -1, SANNE)),
    ]
    found = needs(meetings, said, TODAY, SANNE.person, heard)
    assert [(need.kind, called(need)) for need in found.found] == [
        ("meeting", "Team"),
        ("meeting", "Section English"),
        ("minutes", "MT"),
        ("due", "Call Jan"),
        ("due", "Let Karim know"),
        ("told", "Ask for the key"),
        ("report", "Decided: a trial until March."),
        ("watch", "Longest"),
        ("watch", "Noise in the hall"),
        ("watch", "Its item was taken off"),
        ("inbox", "4 notes"),
        ("pattern", "#testing"),
        ("review", "A calendar for each class"),
    ]
    assert [need.whom for need in found.found][4:7] == [KARIM, KARIM, KARIM]
    assert len({need.id for need in found.found}) == len(found.found)
    running = needs([*meetings, meeting("loopt", 0, "running")], said, TODAY, SANNE.person, heard)
    assert [need.kind for need in running.found] == ["meeting", "meeting", "meeting", "minutes", "due", "review"]
    assert running.guarded == 8


def again() -> tuple[CorridorNote, CorridorNote]:
    before = TODAY - dt.timedelta(days=2)
    return (
        note("Noise in the hall", -20, outcome="watch", look_again=TODAY),
        note("Longest", -10, outcome="watch", look_again=before),
    )


def test_what_is_told_with_a_report_has_no_row_of_its_own_beside_it() -> None:
    heard_of = note("Shanice asks", -9, outcome="to-agenda")
    told = Promise(action("Tell Shanice", -3, SANNE, status="done"), heard_of, KARIM)
    heard = Heard(reports=(Report(heard_of, KARIM, "", TODAY),), promises=(told,))
    assert [need.kind for need in needs([], [], TODAY, SANNE.person, heard).found] == ["report"]
    assert [need.kind for need in needs([], [], TODAY, SANNE.person, Heard(promises=(told,))).found] == ["told"]


@pytest.mark.parametrize(
    ("days", "heard", "fields", "is_shown"),
    [
        (0, -1, {}, True),
        (6, -1, {}, True),
        (7, -1, {}, False),
        (-90, -100, {}, True),
        (None, 0, {}, False),
        (None, -1, {}, True),
        (None, -100, {}, True),
        (None, 0, {"priority": True}, True),
        (-1, -9, {"status": "dropped"}, False),
    ],
)
def test_a_promise_stays_visible_whoever_carries_it_out_also_without_a_day(
    days: int | None, heard: int, fields: dict[str, object], *, is_shown: bool
) -> None:
    promise = Promise(action("Let Karim know", days, KARIM, **fields), note("Karim asks", heard), KARIM)
    found = needs([], [], TODAY, SANNE.person, Heard(promises=(promise,))).found
    assert [need.whom for need in found] == ([KARIM] if is_shown else [])
