"""Who reads it decides what stands in it."""

from __future__ import annotations

import json

import pytest

from kgw_tui.exports.options import AUDIENCES, Audience, ExportOptions
from kgw_tui.exports.reading import read
from kgw_tui.exports.registry import render
from kgw_tui.i18n import language
from kgw_tui.records.entries import Assumption, Decision, Evidence, Note
from kgw_tui.records.people import Group
from kgw_tui.rules.speakers import speaker_remover

from . import dossiers
from .dossiers import Maker
from .word_text import texts

OUTSIDE: tuple[Audience, ...] = tuple(audience for audience in AUDIENCES if audience != "group")
SPEAKERS = ("Mirjam", "Youssef", "Annelies", "Ravi", "Lisanne", "Kwame", "Tomasz")


def _notes(audience: Audience, **fields: bool) -> str:
    reading = read(dossiers.demo("en", 2), ExportOptions(language="en", audience=audience, **fields))
    return "\n".join(
        line.text for _part, line in reading.lines() if isinstance(line.entry, Note | Assumption | Evidence)
    )


@pytest.mark.parametrize("audience", OUTSIDE)
def test_others_read_no_speakers(audience: Audience) -> None:
    with language("en"):
        said = _notes(audience)
        assert not [name for name in SPEAKERS if name in said]
        assert "A member tells how it went" in said
        assert "a member's count, some members' panel talks and a member's page" in said
        assert [name for name in SPEAKERS if name in _notes(audience, speakers=True)]


@pytest.mark.parametrize("audience", OUTSIDE)
def test_others_read_no_claim_that_nobody_checked_nor_what_was_said_for_it(audience: Audience) -> None:
    said = _notes(audience)
    assert "Students sit in the corridor because" not in said
    assert "Nobody has asked them yet" not in said
    assert "The pressure comes from the number of tests" in said
    assert "Students sit in the corridor because" in _notes(audience, untested=True)


def test_the_group_reads_who_said_what_and_what_is_still_to_be_checked() -> None:
    said = _notes("group")
    assert "Youssef: 'I have already held out a maximum" in said
    assert "Students sit in the corridor because" in said


@pytest.mark.parametrize("audience", OUTSIDE)
def test_what_a_decision_stands_on_is_for_the_group_alone(audience: Audience) -> None:
    dossier = dossiers.everything()
    for genre in ("minutes", "decisions"):
        inside = "\n".join(texts(render(dossier, genre, "docx", ExportOptions(language="en"))))
        outside = "\n".join(texts(render(dossier, genre, "docx", ExportOptions(language="en", audience=audience))))
        assert "Stands on:" in inside
        assert "Stands on:" not in outside


def test_a_decision_never_names_what_its_reader_may_not_see() -> None:
    maker = Maker()
    maker.item("Personnel", confidential=True)
    secret = maker.add(Assumption, "She will be away until May", status="holds")
    maker.item("Timetable")
    hidden = maker.add(Assumption, "Kept out of the minutes", status="holds", held_back=True)
    maker.add(Decision, "The timetable changes", stands_on=(secret.id, hidden.id))
    dossier = maker.dossier(dossiers.everything().meeting)
    for form in ("docx", "md"):
        written = render(dossier, "decisions", form, ExportOptions(language="en"))
        text = "\n".join(texts(written)) if form == "docx" else written.decode()
        assert "The timetable changes" in text
        assert "May" not in text
        assert "Kept out" not in text


@pytest.mark.parametrize("audience", OUTSIDE)
def test_json_for_others_has_no_confidential_entries_nor_names_of_speakers(audience: Audience) -> None:
    options = ExportOptions(language="en", audience=audience)
    written = render(dossiers.everything(), "minutes", "json", options).decode()
    item = json.loads(written)["meeting"]["items"][4]
    assert item == {"title": "Confidential item", "confidential": True, "entries": []}
    assert "Personele" not in written
    assert "vervang" not in render(dossiers.everything(), "actions", "json", options).decode()


def test_who_led_an_item_and_the_members_of_the_group_are_speakers_too() -> None:
    maker = Maker(["Karim Bouzid", "Jan Pol", "Ans Vis"])
    karim, jan, _ans = (maker.who(person.name) for person in maker.people)
    maker.item("Rooster", led_by=karim)
    maker.add(Note, "Karim legt uit, Jan vraagt door, en Ans is er niet.")
    meeting = dossiers.everything().meeting
    bare = type(meeting)(id="m", created_at=meeting.created_at, date=meeting.date)
    group = Group(id="g", created_at=meeting.created_at, name="MT", members=(jan.person, "gone"))
    written = render(maker.dossier(bare, group=group), "minutes", "md", ExportOptions(audience="mr")).decode()
    assert "Een lid legt uit, een lid vraagt door, en Ans is er niet." in written


def test_who_is_meant_by_a_first_name_a_surname_or_both() -> None:
    with language("en"):
        maker = Maker(["Sanne de Wit", "Karim Bouzid", "Wil van den Berg", "Ans Vis"])
        meeting = dossiers.everything().meeting
        dossier = maker.dossier(
            type(meeting)(
                id="m",
                created_at=meeting.created_at,
                date=meeting.date,
                attendees=tuple(dossiers.Attendee(maker.who(person.name)) for person in maker.people),
            )
        )
        remove = speaker_remover(dossier)
        assert remove("Sanne de Wit agrees, Ans doesn't.") == "A member agrees, a member doesn't."
        assert remove("It was Sanne, Karim and Wil who asked.") == "It was some members who asked."
        assert remove("Then Mrs De Wit left. Karim stayed.") == "Then a member left. A member stayed."
        assert remove("Van den Berg: 'no'") == "A member: 'no'"
        assert remove("karim: no; wil van den berg: yes") == "A member: no; a member: yes"
        assert remove("Sanneke, wil je dat?") == "Sanneke, wil je dat?"
        assert remove("Karims plan, Wil's idee en Ans' vraag") == "A member's plan, a member's idee en a member's vraag"
        assert remove("So (Karim) said 'Karim'.") == "So (a member) said 'a member'."
