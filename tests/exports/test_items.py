"""What minutes tell of an agenda item itself: who leads it, what is read for it, where it comes from and goes."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import msgspec
import pytest

from kgw_tui.exports.options import ExportOptions, Genre
from kgw_tui.exports.registry import render
from kgw_tui.i18n import language
from kgw_tui.records.entries import Note, Vote
from kgw_tui.records.meetings import Attendee, Meeting, MinutesState
from kgw_tui.rules.dossier import Dossier, Origin
from kgw_tui.rules.wording import vote_words

from . import dossiers
from .dossiers import MADE, Maker
from .test_attendance import fields
from .word_text import styled

EN = ExportOptions(language="en")
BEFORE = Meeting(id="m-0", created_at=MADE, handle="M-1", title="MT-overleg", date=dt.date(2026, 11, 10))


def with_item(*said: str, text: str = "Rooster", state: MinutesState = "sent", **about: Any) -> Dossier:
    maker = Maker(["Karim Bouzid"])
    if about.pop("led", False):
        about["led_by"] = maker.who("Karim")
    maker.item("Rooster", 15, **about)
    for words in said:
        maker.add(Note, words)
    before = msgspec.structs.replace(BEFORE, minutes_state=state)
    origins = {"said": Origin(before, text), before.id: Origin(before)}
    return maker.dossier(dossiers.everything().meeting, origins=origins)


def under_the_heading(dossier: Dossier, genre: Genre = "minutes") -> list[str]:
    written = styled(render(dossier, genre, "docx", EN))
    return [text for _style, text in written[written.index(("Heading1", "Rooster")) + 1 :]]


def test_who_leads_it_and_what_is_read_for_it_stand_under_the_heading() -> None:
    dossier = with_item("Gezegd.", led=True, papers=("Nota rooster", "Advies MR"), carried_from="said")
    assert under_the_heading(dossier) == [
        "Led by Karim Bouzid · from the meeting of 10 November 2026\nPapers: Nota rooster; Advies MR",
        "Gezegd.",
    ]


def test_what_had_another_name_is_told_by_that_name() -> None:
    dossier = with_item("Gezegd.", carried_from="said", text="Lestijden")
    assert under_the_heading(dossier)[0] == "From the meeting of 10 November 2026 (Lestijden)"


@pytest.mark.parametrize("genre", ["minutes", "concise"])
@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("deferred", "Put off to the next meeting."),
        ("parked", "Moved on to a later meeting."),
        ("dropped", "Dropped from the agenda."),
    ],
)
def test_where_it_went_is_said_once_with_lines_and_without(genre: Genre, state: str, sentence: str) -> None:
    dossier = with_item("Gezegd.")
    item = msgspec.structs.replace(dossier.sections[0].item, state=state)
    for entries in (dossier.sections[0].entries, ()):
        section = type(dossier.sections[0])(1, item, entries)
        found = under_the_heading(Dossier(dossier.meeting, (section,), dossier.directory), genre)
        assert found == [*(["Gezegd."] if entries and genre == "minutes" else []), sentence]


def adopting(of: str, on: dt.date | None, state: str = "done") -> list[str]:
    """What stands under an item that adopts minutes `of` that state, adopted `on`, and that became `state` itself."""
    dossier = with_item(adopts="m-0")
    item = msgspec.structs.replace(dossier.sections[0].item, state=state)
    earlier = msgspec.structs.replace(BEFORE, minutes_state=of, adopted_on=on)
    section = type(dossier.sections[0])(1, item, ())
    origins = {"m-0": Origin(earlier)}
    return under_the_heading(Dossier(dossier.meeting, (section,), dossier.directory, origins=origins))


def test_minutes_that_it_adopted_are_named() -> None:
    today = dossiers.everything().meeting.date
    assert adopting("adopted", today) == ["The minutes of 10 November 2026 are adopted."]
    assert adopting("sent", None) == ["Nothing to report."]


@pytest.mark.parametrize("state", ["deferred", "parked", "dropped"])
def test_minutes_that_another_meeting_adopted_are_not_named_where_that_was_put_off(state: str) -> None:
    today = dossiers.everything().meeting.date
    assert adopting("adopted", today + dt.timedelta(days=14)) == ["Nothing to report."]
    assert len(adopting("adopted", today, state)) == 1, "where it went, and no more"


def test_an_item_that_took_no_minute_is_not_discussed_in_the_document_either() -> None:
    dossier = with_item()
    item = msgspec.structs.replace(dossier.sections[0].item, spent=20)
    meeting = msgspec.structs.replace(dossier.meeting, started_at=dossiers.MADE)
    section = type(dossier.sections[0])(1, item, ())
    assert under_the_heading(Dossier(meeting, (section,), dossier.directory)) == ["Not discussed."]


def test_programs_get_all_of_it() -> None:
    dossier = with_item(led=True, papers=("Nota",), carried_from="said", adopts="m-0")
    item = msgspec.structs.replace(dossier.sections[0].item, state="deferred")
    section = type(dossier.sections[0])(1, item, ())
    dossier = Dossier(dossier.meeting, (section,), dossier.directory, origins=dossier.origins)
    assert json.loads(render(dossier, "minutes", "json"))["meeting"]["items"] == [
        {
            "title": "Rooster",
            "minutes": 15,
            "state": "deferred",
            "led_by": "Karim Bouzid",
            "papers": ["Nota"],
            "carried_from": {"handle": "M-1", "meeting": "MT-overleg", "date": "2026-11-10", "item": "Rooster"},
            "adopts": {"handle": "M-1", "meeting": "MT-overleg", "date": "2026-11-10"},
            "entries": [],
        }
    ]


def test_of_whom_nobody_noted_whether_they_were_there_has_a_line_apart() -> None:
    maker = Maker(["Sanne de Wit", "Karim Bouzid", "Jan Pol"])
    sanne, karim, jan = (maker.who(person.name) for person in maker.people)
    meeting = msgspec.structs.replace(
        dossiers.everything().meeting,
        chair=sanne,
        minute_taker=sanne,
        attendees=(Attendee(sanne), Attendee(karim, None), Attendee(jan, None, guest=True, guest_items=(2,))),
        copies_to=(),
    )
    found = fields(maker.dossier(meeting))
    assert found["Present"] == "Sanne de Wit (chair and minute-taker)"
    assert found["Attendance"] == "not recorded for Karim Bouzid, Jan Pol (item 2)"
    assert "Absent" not in found
    written = json.loads(render(maker.dossier(meeting), "minutes", "json"))["meeting"]
    assert (written["present"], written["absent"]) == (["Sanne de Wit"], [])
    assert written["presence_unknown"] == ["Karim Bouzid", "Jan Pol"]


def test_a_vote_without_abstentions_does_not_speak_of_them() -> None:
    with language("nl"):
        assert vote_words(Vote(8, 2)) == "8 voor, 2 tegen"
        assert vote_words(Vote(8, 2, 1)) == "8 voor, 2 tegen, 1 onthouding"
        assert vote_words(Vote(8, 2, 3)) == "8 voor, 2 tegen, 3 onthoudingen"


def test_the_reason_of_a_risk_stands_with_the_decision_in_the_list_too() -> None:
    written = "\n".join(text for _style, text in styled(render(dossiers.everything(), "decisions", "docx", EN)))
    assert "(risk taken: We proberen het één periode; in maart kijken we opnieuw)" in written
