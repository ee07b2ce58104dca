"""What came of actions and questions from earlier meetings, and what of them is still open."""

from __future__ import annotations

import datetime as dt
import json
import re

import msgspec
import pytest
from msgspec.structs import replace

from kgw_tui.exports.options import Audience, ExportOptions, Format, Genre
from kgw_tui.exports.registry import render
from kgw_tui.records.entries import Action, Question
from kgw_tui.records.meetings import AgendaItem, Attendee
from kgw_tui.records.people import Who
from kgw_tui.rules.dossier import Dossier, Earlier

from . import dossiers
from .dossiers import MADE, Maker
from .test_what_stays_in import said
from .word_text import styled, texts

EN = ExportOptions(language="en")
DAY = dt.date(2026, 11, 24)


def heard() -> Dossier:
    """The meeting with everything in it, which heard what came of three things of a meeting before."""
    whole = dossiers.everything()
    sanne, _karim, _fatima, jan = (Who(person=person.id) for person in whole.directory.people[:4])
    before = msgspec.structs.replace(whole.meeting, id="m-before", handle="M-1", date=dt.date(2026, 10, 27))
    item = AgendaItem(id="i-before", created_at=MADE, meeting="m-before", title="Gebouw")
    maker = Maker(first=7000)
    settled = [
        maker.add(
            Action,
            "Fietsenrek repareren",
            handle="A-1",
            owners=(jan,),
            status="done",
            closed_on=DAY,
            closed_in="m",
            outcome="Het staat er weer. Sanne heeft geholpen.",
        ),
        maker.add(
            Action,
            "Brandoefening plannen",
            handle="A-2",
            status="dropped",
            closed_on=dt.date(2026, 11, 20),
            closed_in="m",
            outcome="De gemeente oefent zelf.",
        ),
        maker.add(
            Question,
            "Hoeveel lokalen zijn vrij?",
            handle="Q-1",
            owners=(sanne,),
            status="answered",
            closed_on=DAY,
            closed_in="m",
            outcome="Acht.",
        ),
    ]
    open_ones = [
        maker.add(Action, "Sloten bestellen", handle="A-3", owners=(jan,), due=dt.date(2026, 11, 6), kept_in="m"),
        maker.add(Question, "Wie heeft de sleutels?", handle="Q-2"),
    ]
    return replace(
        whole,
        settled_here=tuple(Earlier(entry, before, item) for entry in settled),
        open_before=tuple(Earlier(entry, before, item) for entry in open_ones),
    )


@pytest.mark.parametrize("genre", ["minutes", "concise"])
def test_minutes_tell_what_came_of_each(genre: Genre) -> None:
    cells = texts(render(heard(), genre, "docx", EN))
    assert ("KgwSection", "Actions and questions from earlier meetings") in styled(render(heard(), genre, "docx", EN))
    for row in (
        ["A-1", "Fietsenrek repareren", "Het staat er weer. Sanne heeft geholpen.", "Jan Pol", "27 Oct 2026", "Done"],
        ["A-2", "Brandoefening plannen", "De gemeente oefent zelf.", "", "27 Oct 2026", "Dropped on 20 Nov 2026"],
        ["Q-1", "Hoeveel lokalen zijn vrij?", "Acht.", "Sanne de Wit", "27 Oct 2026", "Answered"],
    ):
        start = cells.index(row[0])
        assert cells[start : start + len(row)] == row


def test_with_actions_alone_the_heading_speaks_of_actions() -> None:
    whole = heard()
    actions = tuple(each for each in whole.settled_here if isinstance(each.entry, Action))
    written = styled(render(replace(whole, settled_here=actions), "minutes", "docx", EN))
    assert ("KgwSection", "Actions from earlier meetings") in written


def test_without_any_there_is_no_such_heading() -> None:
    assert "earlier meetings" not in "\n".join(texts(render(dossiers.everything(), "minutes", "docx", EN)))


def test_the_action_list_says_where_what_is_open_comes_from() -> None:
    cells = texts(render(heard(), "actions", "docx", EN))
    start = cells.index("A-3")
    assert cells[start : start + 5] == ["A-3", "Sloten bestellen", "Jan Pol", "6 Nov 2026", "27 Oct 2026"]
    start = cells.index("Q-2")
    assert cells[start : start + 5] == ["Q-2", "Wie heeft de sleutels?", "still to be agreed", "", "27 Oct 2026"]
    assert "Fietsenrek repareren" not in cells


def test_programs_get_meeting_date_and_item_of_what_is_open_from_before() -> None:
    first = json.loads(render(heard(), "actions", "json"))[0]
    assert (first["handle"], first["meeting"], first["date"], first["item"]) == (
        "A-3",
        "MT-overleg",
        "2026-10-27",
        "Gebouw",
    )
    row = render(heard(), "actions", "csv").decode("utf-8-sig").splitlines()[1].split(";")
    assert (row[0], *row[-3:]) == ("A-3", "MT-overleg", "2026-10-27", "Gebouw")


def test_programs_get_what_was_settled_with_the_meeting() -> None:
    settled = json.loads(render(heard(), "minutes", "json"))["meeting"]["settled"]
    assert [(each["handle"], each["status"], each["date"], each["item"]) for each in settled] == [
        ("A-1", "done", "2026-10-27", "Gebouw"),
        ("A-2", "dropped", "2026-10-27", "Gebouw"),
        ("Q-1", "answered", "2026-10-27", "Gebouw"),
    ]


@pytest.mark.parametrize("genre", ["minutes", "actions"])
def test_a_calendar_learns_that_an_earlier_action_ended(genre: Genre) -> None:
    written = re.sub("\r\n ", "", render(heard(), genre, "ics", EN).decode())
    todo = {part.partition("\r\n")[0]: part for part in written.split("UID:")}
    ended = {part.partition("STATUS:")[2].partition("\r\n")[0] for part in todo.values() if "A-1:" in part}
    assert ended == {"COMPLETED"}
    assert any("A-3:" in part and "27 October 2026: Gebouw" in part for part in todo.values())


def test_a_list_over_both_meetings_tells_each_action_once() -> None:
    whole = heard()
    maker = Maker(first=8000)
    before = maker.dossier(whole.settled_here[0].meeting)
    own = tuple(each.entry for each in whole.settled_here)
    section = replace(whole.sections[0], entries=own)
    written = render([replace(before, sections=(section,)), replace(whole, open_before=())], "actions", "ics", EN)
    assert written.count(b"Fietsenrek repareren") == 1


@pytest.mark.parametrize("form", ["docx", "md", "json"])
@pytest.mark.parametrize("audience", ["mr", "board", "all"])
def test_others_do_not_read_who_told_what_came_of_it(audience: Audience, form: Format) -> None:
    content = said(render(heard(), "minutes", form, ExportOptions(audience=audience)), form)
    assert "Het staat er weer. Een lid heeft geholpen." in content


@pytest.mark.parametrize("form", ["docx", "md", "json", "csv", "ics"])
def test_speakers_of_the_earlier_meeting_go_too(form: Format) -> None:
    whole = heard()
    old = msgspec.structs.replace(whole.open_before[0].meeting, attendees=(Attendee(Who(name="Bea Oudaen")),))
    kept = msgspec.structs.replace(whole.open_before[0].entry, outcome="Bea belt nog.")
    whole = replace(whole, settled_here=(), open_before=(Earlier(kept, old),))
    options = ExportOptions(audience="board")
    assert "Bea" not in said(render(whole, "actions", form, options), form)
    assert "Een lid belt nog." in said(render(whole, "actions", form, options), form)


@pytest.mark.parametrize("form", ["docx", "md", "json", "csv", "ics"])
@pytest.mark.parametrize("genre", ["minutes", "actions"])
def test_the_ids_of_meetings_never_leave(genre: Genre, form: Format) -> None:
    content = said(render(heard(), genre, form), form)
    assert "m-before" not in content
    assert "closed_in" not in content
    assert "kept_in" not in content
