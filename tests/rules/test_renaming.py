"""Another name for somebody, or none: in fields and in texts, nobody else's, and never inside other words."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Action, Note, Postponement
from kgw_tui.records.meetings import AgendaItem, Attendee, Meeting
from kgw_tui.records.people import Group, Person, Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import fold
from kgw_tui.rules.renaming import Renaming

DAAN = msgspec.convert({**stamp(), "name": "Daan Hoekstra", "aliases": ("dho",)}, Person)
SANNE = msgspec.convert({**stamp(), "name": "Sanne de Wit"}, Person)
OTHER_DAAN = msgspec.convert({**stamp(), "name": "Daan Kuipers"}, Person)
WIL = msgspec.convert({**stamp(), "name": "Wil Smit"}, Person)
PEOPLE = (DAAN, SANNE, WIL)
ROLE = Who(role="teacher")


def erased(person: Person = DAAN, people: tuple[Person, ...] = PEOPLE) -> Renaming:
    return Renaming(person, people, "een docent", ROLE)


def note(text: str, *mentions: Who) -> Note:
    return msgspec.convert({**stamp(), "kind": "note", "text": text, "mentions": mentions}, Note)


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("Daan Hoekstra belt", "een docent belt"),
        ("daan hoekstra belt", "een docent belt"),
        ("@daan belt", "@daan belt"),
        ("Daan belt, en Hoekstra ook", "een docent belt, en een docent ook"),
        ("Daans fiets in Daandorp", "een docents fiets in Daandorp"),
        ("@dho en dho", "een docent en een docent"),
        ("niets met een naam", "niets met een naam"),
        ("Daan  Hoekstra", "een docent"),
        ("Hoekstra's plan", "een docent's plan"),
    ],
)
def test_names_go_as_whole_words_and_other_words_stay(text: str, becomes: str) -> None:
    assert erased().in_text(text) == becomes


def test_a_first_name_that_another_has_too_goes_only_where_the_record_names_them() -> None:
    renaming = erased(people=(*PEOPLE, OTHER_DAAN))
    assert renaming.applied(note("Daan belt")).text == "Daan belt"
    assert renaming.applied(note("Daan belt", Who(person=DAAN.id))).text == "een docent belt"
    assert renaming.applied(note("Daan Hoekstra belt")).text == "een docent belt"
    assert renaming.applied(note("Daan Kuipers belt")).text == "Daan Kuipers belt"


def test_a_first_name_that_is_a_word_goes_only_where_the_record_names_them() -> None:
    renaming = erased(WIL)
    assert renaming.applied(note("Wil je dat? Ik wil het wel")).text == "Wil je dat? Ik wil het wel"
    assert renaming.applied(note("Wil belt", Who(person=WIL.id))).text == "een docent belt"
    assert renaming.applied(note("Wil Smit belt")).text == "een docent belt"


def test_every_field_that_names_them_names_the_role() -> None:
    fields = {"text": "Bellen", "owners": (Who(person=DAAN.id), Who(person=SANNE.id)), "outcome": "Daan belde"}
    put_off = (Postponement(dt.date(2026, 11, 24), None, "Daan is er niet"),)
    action = msgspec.convert({**stamp(), "kind": "action", **fields}, Action)
    action = erased().applied(msgspec.structs.replace(action, postponed=put_off))
    assert action.owners == (ROLE, Who(person=SANNE.id))
    assert (action.outcome, action.postponed[0].why) == ("een docent belde", "een docent is er niet")
    here = (Attendee(Who(person=DAAN.id)), Attendee(Who(name="Daan Hoekstra")), Attendee(Who(person=SANNE.id)))
    meeting = msgspec.convert({**stamp(), "date": dt.date(2026, 11, 24), "title": "Daan en team"}, Meeting)
    meeting = erased().applied(msgspec.structs.replace(meeting, attendees=here, chair=Who(person=DAAN.id)))
    assert [each.who for each in meeting.attendees] == [ROLE, ROLE, Who(person=SANNE.id)]
    assert (meeting.chair, meeting.title) == (ROLE, "een docent en team")
    item = msgspec.convert({**stamp(), "meeting": "m", "title": "Plan", "facts": ("Daan zag het",)}, AgendaItem)
    assert erased().applied(item).facts == ("een docent zag het",)
    group = msgspec.convert({**stamp(), "name": "MT", "members": (DAAN.id, SANNE.id), "chair": DAAN.id}, Group)
    assert (erased().applied(group).members, erased().applied(group).chair) == ((SANNE.id,), "")


def test_another_name_keeps_the_person_and_says_first_name_for_first_name() -> None:
    renaming = Renaming(DAAN, PEOPLE, "Daniel Hoek")
    heard = {"heard_at": dt.datetime(2026, 11, 24, tzinfo=dt.UTC), "text": "Daan zei: vraag Daan Hoekstra"}
    before = msgspec.convert({**stamp(), **heard, "mentions": (Who(person=DAAN.id),)}, CorridorNote)
    after = renaming.applied(before)
    assert after.text == "Daniel zei: vraag Daniel Hoek"
    assert after.mentions == before.mentions
    assert renaming.applied(note("met dho", Who(name="daan hoekstra"))).mentions == (Who(person=DAAN.id),)


def test_what_doesnt_name_them_is_the_same_record() -> None:
    record = note("Sanne belt", Who(person=SANNE.id))
    assert erased().applied(record) is record


@given(
    st.lists(st.sampled_from(["Daan Hoekstra", "DAAN HOEKSTRA", "Daan", "dho", "Hoekstra", "en", "Sanne", "(", "'s"]))
)
def test_whatever_stands_between_erasing_leaves_no_trace(words: list[str]) -> None:
    text = " ".join(words)
    left = erased().applied(note(text, Who(person=DAAN.id)))
    assert not {"daan", "hoekstra", "dho"} & set(fold(left.text).replace("'s", " ").split())
    assert left.text.count("Sanne") == text.count("Sanne")


@given(st.text(max_size=40), st.text(min_size=1, max_size=12))
def test_any_name_is_put_in_as_it_is(text: str, name: str) -> None:
    person = msgspec.structs.replace(DAAN, name="Daan Hoekstra", aliases=())
    renamed = Renaming(person, (person,), name).in_text(f"{text} Daan Hoekstra")
    assert renamed.endswith(f" {name}")
