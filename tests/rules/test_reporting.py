"""What may be told of what came of a note, in which words, and when that has ended."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from kgw_tui.i18n import language
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Action, Decision, Question
from kgw_tui.records.meetings import AgendaItem, Meeting
from kgw_tui.records.people import Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.reporting import Came, Report, ended_on, is_due, may_be_told, words_at_once, words_for

TODAY = dt.date(2026, 11, 24)


def came_item(meeting: str = "closed", item: str = "done", *, confidential: bool = False, said: bool = True) -> Came:
    held = msgspec.convert({**stamp(), "title": "MT", "date": TODAY, "state": meeting}, Meeting)
    record = msgspec.convert({**stamp(), "meeting": held.id, "title": "Toetsweek", "state": item}, AgendaItem)
    return Came(record, held, confidential=confidential, discussed=said)


def decision(text: str, **fields: object) -> Came:
    return Came(msgspec.convert({**stamp(), "kind": "decision", "text": text, **fields}, Decision))


def action(text: str, *, private: bool = False, **fields: object) -> Came:
    return Came(msgspec.convert({**stamp(), "kind": "action", "text": text, **fields}, Action), private=private)


def question(text: str, *, private: bool = False, **fields: object) -> Came:
    return Came(msgspec.convert({**stamp(), "kind": "question", "text": text, **fields}, Question), private=private)


def note(**fields: object) -> CorridorNote:
    heard = {"heard_at": dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC), "text": "Karim vraagt iets"}
    return msgspec.convert({**stamp(), **heard, **fields}, CorridorNote)


def test_decisions_actions_and_questions_are_told_in_sentences_in_both_languages() -> None:
    came = [
        came_item(),
        decision("proef met twee toetsen per week."),
        action("kalender ophangen", due=dt.date(2026, 12, 4)),
        action("cijfers zoeken", status="done", outcome="staan online"),
        question("Mag de MR meepraten?"),
        question("Wie telt?", status="answered", outcome="Ravi"),
    ]
    with language("nl"):
        assert words_for(came, TODAY) == (
            "Besloten: proef met twee toetsen per week. Wordt gedaan, uiterlijk vr 4 dec: kalender ophangen."
            " Gedaan: cijfers zoeken · staan online. Wordt nog uitgezocht: Mag de MR meepraten? Wie telt? Ravi."
        )
    with language("en"):
        assert words_for(came[:3], TODAY) == (
            "Decided: proef met twee toetsen per week. To be done by Fri 4 Dec: kalender ophangen."
        )


def test_nothing_confidential_and_nothing_kept_out_of_the_minutes_is_told() -> None:
    hidden = msgspec.structs.replace(decision("contract verlengd"), confidential=True)
    with language("nl"):
        assert words_for([came_item(), hidden], TODAY) == "Het is besproken in MT op di 24 nov."
        assert words_for([came_item(confidential=True), hidden], TODAY) == ""


@pytest.mark.parametrize(
    ("came", "told"),
    [
        (decision("toch niet", state="withdrawn"), ""),
        (decision("anders", state="replaced"), ""),
        (decision("een proef", state="proposed"), "Voorgesteld, nog niet definitief: een proef."),
        (decision("een proef", conditions="de MR stemt in"), "Besloten: een proef, op voorwaarde: de MR stemt in."),
        (action("bellen", status="dropped", outcome="te duur"), ""),
        (action("bellen", private=True, status="dropped", outcome="te duur"), "Dat gaat niet door: te duur."),
        (action("bellen", private=True, status="done", outcome="het mag"), "Het mag."),
        (question("mag het?", private=True, status="answered", outcome="ja"), "Ja."),
    ],
)
def test_what_no_longer_holds_is_not_told_and_ones_own_is_told_by_what_came_of_it(came: Came, told: str) -> None:
    with language("nl"):
        assert words_for([came], TODAY) == told


@pytest.mark.parametrize(
    ("came", "ended"),
    [
        (came_item(), True),
        (came_item(item="dropped", said=False), True),
        (came_item(item="open"), True),
        (came_item(item="open", said=False), False),
        (came_item(item="deferred"), False),
        (came_item(item="parked"), False),
        (came_item("running"), False),
        (came_item("planned"), False),
        (action("bellen", private=True, status="done", closed_on=TODAY), True),
        (action("bellen", private=True), False),
        (question("mag het?", private=True, status="answered", closed_on=TODAY), True),
    ],
)
def test_it_has_ended_when_the_meeting_is_closed_and_dealt_with_it_or_it_was_done(came: Came, *, ended: bool) -> None:
    assert ended_on([came]) == (TODAY if ended else None)


def test_all_that_it_became_must_have_ended_and_what_was_said_there_need_not() -> None:
    done = action("bellen", private=True, status="done", closed_on=TODAY - dt.timedelta(days=3))
    assert ended_on([done, came_item(), decision("een proef"), action("ophangen")]) == TODAY
    assert ended_on([done, came_item("planned")]) is None
    assert ended_on([]) is None
    assert ended_on([decision("nergens")]) is None


@pytest.mark.parametrize(
    ("fields", "may"),
    [
        ({"outcome": "to-agenda"}, True),
        ({"outcome": "closed-with-reason"}, True),
        ({"outcome": "to-expert"}, True),
        ({"outcome": ""}, False),
        ({"outcome": "answered"}, False),
        ({"outcome": "nothing"}, False),
        ({"outcome": "watch"}, False),
        ({"outcome": "to-agenda", "reported_on": TODAY}, False),
        ({"outcome": "to-agenda", "untold": "van school"}, False),
    ],
)
def test_what_is_to_be_told_follows_from_what_became_of_it(fields: dict[str, object], *, may: bool) -> None:
    assert may_be_told(note(**fields)) is may


def test_a_reason_and_who_knows_more_are_told_at_once() -> None:
    with language("nl"):
        assert words_at_once(note(outcome="closed-with-reason", reason="dat kost te veel")) == "Dat kost te veel."
        assert words_at_once(note(outcome="to-expert", reason="Jan Pol")) == "Jan Pol weet er meer van."


def test_one_is_reminded_from_the_day_on_that_it_was_put_off_to() -> None:
    report = Report(note(look_again=TODAY), Who(person="karim"), "", TODAY)
    assert is_due(report, TODAY)
    assert not is_due(report, TODAY - dt.timedelta(days=1))
    assert is_due(msgspec.structs.replace(report, note=note()), TODAY)
