"""Who was there, as the heading of minutes says it."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest

from kgw_tui.exports.options import ExportOptions
from kgw_tui.exports.registry import render
from kgw_tui.i18n import language
from kgw_tui.records.entries import Movement
from kgw_tui.records.meetings import Attendee
from kgw_tui.records.people import Who
from kgw_tui.rules.attendance import attendance
from kgw_tui.screens.words import who_was_there

from . import dossiers
from .dossiers import Maker
from .word_text import styled

EN = ExportOptions(language="en")


def fields(dossier: dossiers.Dossier) -> dict[str, str]:
    written = styled(render(dossier, "minutes", "docx", EN))
    return dict(text.split("\t", 1) for style, text in written if style == "KgwField")


def test_the_heading_says_who_when_and_where_chair_and_minute_taker_first() -> None:
    assert fields(dossiers.everything()) == {
        "Group": "MT",
        "Date": "Tuesday 24 November 2026, 13:00–14:30",
        "Place": "kamer 1.12",
        "Present": "Sanne de Wit (chair), Karim Bouzid (minute-taker), Fatima El Idrissi (until 14:05), "
        "Jan Pol (from 13:25)",
        "Guests": "Shanice Martina (item 2)",
        "Absent": "Ans Vis (no notice)",
        "Copies to": "board, Lisanne de Ruiter",
    }


def test_up_to_fifteen_are_named_and_more_are_counted_and_attached() -> None:
    few = dossiers.crowded(15)
    assert fields(few)["Present"].startswith("Sanne de Wit (chair), Karim Bouzid (minute-taker), Fatima El Idrissi, ")
    many = dossiers.crowded(25)
    assert fields(many)["Present"] == (
        "25 people, among them Sanne de Wit (chair), Karim Bouzid (minute-taker); the names are attached"
    )
    assert fields(many)["Absent"].count("(") == 2
    names = [text for style, text in styled(render(many, "minutes", "docx", EN)) if style == "ListNumber"]
    assert len(names) == 25
    assert "Ans Vis (until 16:10)" in names
    assert not [text for style, text in styled(render(few, "minutes", "docx", EN)) if style == "ListNumber"]


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ([(True, "13:25")], "Jan Pol (from 13:25)"),
        ([(False, "14:05")], "Jan Pol (until 14:05)"),
        ([(True, "13:25"), (False, "14:05")], "Jan Pol (13:25–14:05)"),
        ([(False, "13:40"), (True, "14:10")], "Jan Pol (until 13:40, from 14:10)"),
        ([(True, None)], "Jan Pol (part of the meeting)"),
    ],
)
def test_late_and_early_are_said_behind_the_name(moves: list[tuple[bool, str | None]], said: str) -> None:
    maker = Maker(["Jan Pol"])
    for arrives, at in moves:
        maker.add(Movement, "", who=maker.who("Jan"), arrives=arrives, time=dt.time.fromisoformat(at) if at else None)
    meeting = msgspec.structs.replace(
        dossiers.everything().meeting, chair=None, minute_taker=None, attendees=(), copies_to=()
    )
    with language("en"):
        assert [str(each) for each in attendance(maker.dossier(meeting)).present] == [said]


def test_somebody_absent_is_never_present_even_as_chair() -> None:
    meeting = dossiers.everything().meeting
    away = msgspec.structs.replace(meeting, attendees=(Attendee(meeting.chair or Who(), False, notice=True),))
    maker = Maker(["Sanne de Wit", "Karim Bouzid"])
    with language("en"):
        who = attendance(maker.dossier(away))
    assert [str(each) for each in who.absent] == ["Sanne de Wit (chair, apologies)"]
    assert [str(each) for each in who.present] == ["Karim Bouzid (minute-taker)"]


def test_a_meeting_of_which_nothing_is_known_still_has_a_heading() -> None:
    meeting = dossiers.everything().meeting
    bare = type(meeting)(id="m", created_at=meeting.created_at, date=meeting.date)
    assert fields(Maker().dossier(bare)) == {"Date": "Tuesday 24 November 2026"}


@pytest.mark.parametrize(
    ("state", "adopted_on", "final", "shown"),
    [
        ("draft", None, False, "DRAFT"),
        ("reviewed", None, False, "Read through, not adopted yet"),
        ("sent", None, False, "Not adopted yet"),
        ("sent", None, True, "Final"),
        ("adopted", dt.date(2026, 12, 8), False, "Adopted on 8 December 2026"),
        ("adopted", None, True, "Adopted"),
    ],
)
def test_the_status_stands_on_the_first_page(state: str, adopted_on: dt.date | None, final: bool, shown: str) -> None:
    dossier = dossiers.demo("en", 2)
    meeting = msgspec.structs.replace(dossier.meeting, minutes_state=state, adopted_on=adopted_on)
    changed = dossiers.Dossier(meeting, dossier.sections, dossier.directory, dossier.group)
    written = styled(render(changed, "minutes", "docx", ExportOptions(language="en", final=final)))
    assert written[:2] == [
        ("Title", "Management team: minutes of 10\N{NO-BREAK SPACE}November\N{NO-BREAK SPACE}2026"),
        ("Subtitle", shown),
    ]


def test_the_screens_say_who_was_there_as_the_document_does() -> None:
    maker = Maker(["Sanne de Wit", "Karim Bouzid", "Jan Pol"])
    sanne, karim, jan = (maker.who(person.name) for person in maker.people)
    meeting = msgspec.structs.replace(
        dossiers.everything().meeting,
        chair=sanne,
        minute_taker=karim,
        attendees=(Attendee(sanne, None), Attendee(karim), Attendee(jan, guest=True, guest_items=(2,))),
    )
    with language("en"):
        said = who_was_there(maker.dossier(meeting), general=True)
    assert (
        said == "Present: Karim Bouzid (minute-taker) · Guests: Jan Pol (item 2) · Not recorded: Sanne de Wit (chair)"
    )


@pytest.mark.parametrize(
    ("began", "closed", "said"),
    [
        ("13:02", "14:32", ""),
        ("13:07", "14:31", ", begun at 13:07"),
        ("13:01", "14:50", ", closed at 14:50"),
    ],
)
def test_a_late_start_and_end_are_told(began: str, closed: str, said: str) -> None:
    meeting = dossiers.everything().meeting
    moments = [
        dt.datetime.combine(meeting.date, dt.time.fromisoformat(time), dt.timezone(dt.timedelta(hours=1)))
        for time in (began, closed)
    ]
    held = msgspec.structs.replace(meeting, started_at=moments[0], closed_at=moments[1], zone="+01:00")
    assert fields(Maker().dossier(held))["Date"] == f"Tuesday 24 November 2026, 13:00–14:30{said}"
    later = msgspec.structs.replace(held, closed_at=moments[1] + dt.timedelta(days=1))
    assert "closed" not in fields(Maker().dossier(later))["Date"], "closed at home, a day later"
