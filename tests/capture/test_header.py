"""The header of a file: who was there in every way that people write it, the hours, and what nobody can read."""

from __future__ import annotations

import datetime as dt

import pytest

from kgw_tui.capture.document import ReadDocument, read_document
from kgw_tui.capture.header_words import read_attendance, read_key, read_minutes_state, read_phase, read_times
from kgw_tui.records.meetings import Attendee, Meeting
from kgw_tui.records.people import Group, Who
from kgw_tui.rules.directory import Directory
from tests.capture.line_samples import person

PEOPLE = (person("sanne", "Sanne de Wit", "sdw"), person("karim", "Karim Bouzid"), person("jan", "Jan Pol"))
TEAM = Group(id="t", created_at=PEOPLE[0].created_at, name="Team 2", members=("sanne", "karim", "jan"))


def read(*lines: str) -> ReadDocument:
    text = "\n".join(("vergadering: MT", "datum: 2026-11-24", *lines))
    return read_document(text, Directory(PEOPLE), dt.date(2026, 11, 24), "nl", groups=[TEAM])


def meeting(*lines: str) -> Meeting:
    document = read(*lines)
    assert (document.notices, document.people) == ((), ())
    return document.meeting


JAN = Who(person="jan")


@pytest.mark.parametrize(
    ("line", "attendee"),
    [
        ("aanwezig: Jan Pol", Attendee(JAN)),
        ("afwezig: Jan Pol", Attendee(JAN, present=False)),
        ("afwezig: Jan Pol (mk)", Attendee(JAN, present=False, notice=True)),
        ("afwezig: Jan Pol (met kennisgeving)", Attendee(JAN, present=False, notice=True)),
        ("absent: Jan Pol (apologies)", Attendee(JAN, present=False, notice=True)),
        ("afgemeld: Jan Pol", Attendee(JAN, present=False, notice=True)),
        ("afwezig: Jan Pol (z.k.)", Attendee(JAN, present=False, notice=False)),
        ("absent: Jan Pol (no notice)", Attendee(JAN, present=False, notice=False)),
        ("aanwezig: Jan Pol (mk)", Attendee(JAN, present=False, notice=True)),
        ("gasten: Jan Pol", Attendee(JAN, guest=True)),
        ("gasten: Jan Pol (punt 2)", Attendee(JAN, guest=True, guest_items=(2,))),
        ("guests: Jan Pol (items 2-4 and 6)", Attendee(JAN, guest=True, guest_items=(2, 3, 4, 6))),
        (
            "gasten: Jan Pol (punt 2 en 3, mk)",
            Attendee(JAN, guest=True, guest_items=(2, 3), present=False, notice=True),
        ),
    ],
)
def test_presence_is_read(line: str, attendee: Attendee) -> None:
    assert meeting(line).attendees == (attendee,)


@pytest.mark.parametrize("name", ["Jan Pol", "jan pol", "Jan", "Pol", "jpo"])
def test_somebody_known_is_found_by_a_part_of_the_name(name: str) -> None:
    assert meeting(f"voorzitter: {name}").chair == JAN


def test_a_beginning_is_no_part_of_a_name() -> None:
    assert [each.name for each in read("aanwezig: Ja").people] == ["Ja"]


def test_a_first_name_means_the_whole_name_that_stands_elsewhere() -> None:
    document = read("voorzitter: Ans", "aanwezig: Ans Vis, Piet")
    assert sorted(each.name for each in document.people) == ["Ans Vis", "Piet"]
    assert document.meeting.chair == document.meeting.attendees[0].who


def test_quotes_say_that_this_is_the_whole_name() -> None:
    assert [each.name for each in read('aanwezig: Jan Pol, "Jan"').people] == ["Jan"]


def test_a_group_stands_for_its_members() -> None:
    assert [each.who.person for each in meeting("aanwezig: team 2").attendees] == ["sanne", "karim", "jan"]
    assert [each.who.person for each in meeting("aanwezig: team 2 behalve Jan en Karim").attendees] == ["sanne"]
    assert [each.who.person for each in meeting("present: Team 2 except Jan").attendees] == ["sanne", "karim"]


def test_who_is_expected_is_neither_present_nor_absent() -> None:
    found = read(
        "aanwezig: Sanne de Wit", "verwacht: Jan Pol, Karim Bouzid (mk)", "gasten: Bea (punt 2, verwacht)"
    ).meeting
    assert [(each.present, each.notice, each.guest_items) for each in found.attendees] == [
        (True, None, ()),
        (None, None, ()),
        (False, True, ()),
        (None, None, (2,)),
    ]
    assert meeting("expected: Jan Pol").attendees == (Attendee(JAN, present=None),)


def test_of_a_group_that_is_expected_those_stay_of_whom_something_was_said() -> None:
    document = read("aanwezig: Sanne de Wit", "verwacht: team 2 behalve Karim")
    assert [(each.who.person, each.present) for each in document.meeting.attendees] == [("sanne", True), ("jan", None)]
    assert document.unread == 0


def test_roles_are_nobodys_name() -> None:
    assert [each.who for each in meeting("aanwezig: MR, @ouders").attendees] == [
        Who(role="council"),
        Who(role="parent"),
    ]


def test_chair_and_minute_taker_may_stand_behind_their_names() -> None:
    found = meeting("aanwezig: Sanne de Wit (voorzitter), Karim Bouzid (notulist)")
    assert (found.chair, found.minute_taker) == (Who(person="sanne"), Who(person="karim"))


@pytest.mark.parametrize(
    "line",
    [
        "aanwezig: Jan Pol (vanaf 13:25)",
        "aanwezig: team 9 behalve Jan",
        "tijd: 25:00",
        "status: af",
        "voorzitter: Jan, Karim",
    ],
)
def test_what_cannot_be_read_is_kept_as_a_note_and_told(line: str) -> None:
    document = read(line)
    assert ([entry.text for entry in document.entries], document.unread) == ([line], 1)


def test_somebody_who_is_both_is_told() -> None:
    document = read("aanwezig: Jan Pol", "afwezig: Jan Pol (mk)")
    assert (document.meeting.attendees, document.unread) == ((Attendee(JAN),), 1)


@pytest.mark.parametrize(
    ("value", "times"),
    [
        ("13:00-14:30", ("13:00", "14:30")),
        ("13.00 tot 14.30 uur", ("13:00", "14:30")),
        ("9:05 – 10:00", ("09:05", "10:00")),
        ("13:00 to 14:30", ("13:00", "14:30")),
        ("13 uur", ("13:00", None)),
        ("-14:30", (None, "14:30")),
        ("straks", None),
        ("24:00", None),
        ("13:00-", ("13:00", None)),
        ("", None),
    ],
)
def test_hours_are_read(value: str, times: tuple[str | None, str | None] | None) -> None:
    read = tuple(time and time.strftime("%H:%M") for time in found) if (found := read_times(value)) else None
    assert read == times


def test_other_words_are_no_keys_phases_or_states() -> None:
    assert read_key("Mirjam: dat is zo") == (None, "dat is zo")
    assert read_key("geen kop") is None
    assert read_key("13:04 Drie mentoren") is None
    assert (read_phase("[Hoe]"), read_phase("[-]"), read_phase("[iets]"), read_phase("hoe")) == ("how", "", None, None)
    assert (read_minutes_state("Vastgesteld"), read_minutes_state("af")) == ("adopted", None)
    assert read_attendance("vanaf 13:25") is None
