"""A file of a meeting, read: header, items, phases and entries as CAPTURE.md says."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgw_tui.capture.document import ReadDocument, read_document
from kgw_tui.capture.pages import continued
from kgw_tui.capture.parsed import Telling
from kgw_tui.records.entries import (
    Action,
    AnyEntry,
    Assumption,
    Decision,
    Evidence,
    Movement,
    Note,
    Parked,
    Question,
    Vote,
    kind_of,
)
from kgw_tui.records.people import Person, Who
from kgw_tui.rules.directory import Directory
from tests.capture.line_samples import MADE, awkward

TODAY = dt.date(2026, 11, 24)
DESIGN = """vergadering: MT-overleg
datum: 2026-11-24
tijd: 13:00-14:30
plaats: kamer 1.12
voorzitter: Sanne de Wit
notulist: Karim Bouzid
aanwezig: Sanne de Wit, Karim Bouzid, Fatima El Idrissi
afwezig: Jan Pol (mk), Ans Vis (zk)

## Toetsdruk leerjaar 2 (20)
[waarom]
13:04 Drie mentoren melden klachten in dezelfde toetsweek
? Leerlingen leren alleen nog voor het cijfer
  + leerlingpanel oktober: 14 van de 20 zeggen dit zelf
[hoe]
= De toetskalender per klas gaat naar twee toetsen per week #toetsing >1 maart
! Toetskalender per klas uitdraaien @fatima >vr
> Herkansingen
"""
E = TypeVar("E", bound=AnyEntry)


def read(text: str, *known: Person, language: str = "nl") -> ReadDocument:
    return read_document(text, Directory(known), TODAY, language)


def body(text: str) -> ReadDocument:
    return read(f"vergadering: MT\ndatum: 2026-11-24\naanwezig: Jan Pol, Ans Vis\n\n## Punt\n{text}\n")


def only(document: ReadDocument, kind: type[E]) -> E:
    (entry,) = [entry for entry in document.entries if isinstance(entry, kind)]
    return entry


def kinds(document: ReadDocument) -> list[str]:
    return [kind_of(entry) for entry in document.entries]


def telling(document: ReadDocument) -> list[tuple[int, Telling]]:
    return [(number, notice.telling) for number, notice in document.notices]


def names(document: ReadDocument) -> dict[str, str]:
    return {person.id: person.name for person in document.people}


def test_the_example_of_the_design_is_read() -> None:
    document = read(DESIGN)
    meeting, people = document.meeting, names(document)
    assert (meeting.title, meeting.date, meeting.place) == ("MT-overleg", TODAY, "kamer 1.12")
    assert (meeting.start, meeting.end) == (dt.time(13), dt.time(14, 30))
    assert meeting.chair and people[meeting.chair.person] == "Sanne de Wit"
    assert [(people[each.who.person], each.present, each.notice) for each in meeting.attendees] == [
        ("Sanne de Wit", True, None),
        ("Karim Bouzid", True, None),
        ("Fatima El Idrissi", True, None),
        ("Jan Pol", False, True),
        ("Ans Vis", False, False),
    ]
    assert [(item.title, item.minutes, item.phase) for item in document.items] == [("Toetsdruk leerjaar 2", 20, "how")]
    assert kinds(document) == ["note", "assumption", "evidence", "decision", "action", "parked"]
    assert [entry.phase for entry in document.entries] == ["why", "why", "why", "how", "how", "how"]
    assert only(document, Note).time == dt.time(13, 4)
    assert only(document, Evidence).parent == only(document, Assumption).id
    assert only(document, Decision).review == dt.date(2027, 3, 1)
    action = only(document, Action)
    assert (people[action.owners[0].person], action.due) == ("Fatima El Idrissi", dt.date(2026, 11, 27))
    assert document.notices == ()


def test_english_keys_and_words_are_read_whatever_the_language() -> None:
    document = read(
        "meeting: Team\ndate: 2026-11-24\ntime: 13:00-14:30\nplace: 1.12\nchair: Ann Lee\nminutes: Bo Ray\n"
        "group: MT\npresent: Ann Lee and Bo Ray\nabsent: Cy Fox (apologies), Di Orr (no notice)\n"
        "guests: Ed Poe (item 2 and 3)\nstatus: adopted 2026-12-08\n\n## One\n[why]\n? x {does not hold}\n"
    )
    assert document.group == "MT"
    assert [(each.notice, each.guest_items) for each in document.meeting.attendees] == [
        (None, ()),
        (None, ()),
        (True, ()),
        (False, ()),
        (None, (2, 3)),
    ]
    assert (document.meeting.minutes_state, document.meeting.adopted_on) == ("adopted", dt.date(2026, 12, 8))
    assert only(document, Assumption).status == "refuted"
    assert document.notices == ()


def test_only_a_heading_is_needed() -> None:
    document = read("## Punt\nIets")
    assert (document.meeting.date, kinds(document)) == (TODAY, ["note"])


def test_dates_are_read_against_the_day_of_the_meeting() -> None:
    document = read("vergadering: MT\ndatum: 2026-03-02\n\n! Bellen >vr\n")
    assert only(document, Action).due == dt.date(2026, 3, 6)


def test_a_doubtful_date_is_told_with_its_line() -> None:
    document = body("Eerst iets\n! Bellen >volgende vrijdag")
    assert telling(document) == [(7, Telling.DATE_DOUBTFUL)]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_line_ending_and_a_byte_order_mark_are_taken(ending: str) -> None:
    document = read("\ufeff" + DESIGN.replace("\n", ending))
    assert (document.meeting.title, kinds(document)) == ("MT-overleg", kinds(read(DESIGN)))


def test_a_line_indented_by_four_spaces_or_a_tab_goes_on() -> None:
    document = body("Een regel\n    die doorloopt\n\n\ten nog een keer\nEen andere")
    assert [entry.text for entry in document.entries] == ["Een regel\ndie doorloopt\nen nog een keer", "Een andere"]


def test_an_action_that_goes_on_has_its_marks_at_its_end() -> None:
    action = only(body("! Bellen met\n    de ouders @jan >2026-12-03 {gedaan: ja\n    hoor}"), Action)
    assert (action.text, action.due, action.status, action.outcome) == (
        "Bellen met\nde ouders",
        dt.date(2026, 12, 3),
        "done",
        "ja\nhoor",
    )


@pytest.mark.parametrize("indent", ["  ", " ", "    ", "\t"])
def test_indented_evidence_belongs_to_the_entry_above(indent: str) -> None:
    document = body(f"? Een\n? Twee\nEen notitie\n{indent}+ bron")
    assert only(document, Evidence).parent == document.entries[2].id


def test_evidence_at_the_margin_belongs_to_the_newest_claim_or_decision_of_the_item() -> None:
    document = body("? Een\nEen notitie\n+ bron\n+ los {los}\n## Twee\n+ alleen")
    assert [entry.parent for entry in document.entries] == ["", "", document.entries[0].id, "", ""]


def test_evidence_under_nothing_stands_by_itself_and_is_told() -> None:
    document = body("  + bron")
    assert (only(document, Evidence).parent, telling(document)) == ("", [(6, Telling.NOT_AS_MEANT)])


def test_phases_hold_until_the_next_and_can_go_back() -> None:
    document = body("een\n[wat]\ntwee\n[waarom]\ndrie\n[-]\nvier\n[beeldvorming]\nvijf\n## Nieuw\nzes")
    assert [entry.phase for entry in document.entries] == ["", "what", "why", "", "why", ""]
    assert [item.phase for item in document.items] == ["why", ""]


def test_people_come_and_go() -> None:
    document = body("13:25 {komt: Jan Pol}\n{weg: Iemand Anders}\n/komt @ans\n/weg @jan 14:05")
    moves = [entry for entry in document.entries if isinstance(entry, Movement)]
    known = names(document)
    assert [(known.get(move.who.person, move.who.name), move.arrives, move.time) for move in moves] == [
        ("Jan Pol", True, dt.time(13, 25)),
        ("Iemand Anders", False, None),
        ("Ans Vis", True, None),
        ("Jan Pol", False, dt.time(14, 5)),
    ]


def test_a_decision_says_all_that_became_of_it() -> None:
    document = body(
        "? Een {a1}\n  + bron {a2}\n= Zo doen we het {nr 2026-014} {ter instemming} {stemming: 8-2-1} {unaniem} "
        "{voorwaarde: als het mag} {maat: 5 van 54} {ingang: 2027-01-01} {steunt op a2, a1}"
    )
    decision = only(document, Decision)
    assert (decision.handle, decision.state, decision.vote) == ("2026-014", "for-consent", Vote(8, 2, 1, True))
    assert (decision.conditions, decision.measure, decision.in_force) == (
        "als het mag",
        "5 van 54",
        dt.date(2027, 1, 1),
    )
    assert decision.stands_on == (document.entries[1].id, document.entries[0].id)


def test_two_conditions_are_both_kept() -> None:
    assert only(body("= Zo {voorwaarde: een} {voorwaarde: twee}"), Decision).conditions == "een\ntwee"


def test_an_item_carries_its_marks() -> None:
    document = body("## Personeel (10) {vertrouwelijk} {geparkeerd}\n    {trekker: chair} {duurde 2 min}\nx")
    item = document.items[1]
    assert (item.title, item.minutes, item.confidential) == ("Personeel", 10, True)
    assert (item.state, item.lead, item.spent) == ("parked", "chair", 120)


def test_what_has_been_talked_about_is_done_and_the_rest_is_open() -> None:
    document = read("vergadering: MT\ndatum: 2026-12-01\n\n## Een\niets\n## Twee\n")
    assert [item.state for item in document.items] == ["done", "open"]
    assert document.meeting.state == "closed"


def test_an_agenda_of_a_day_to_come_is_planned() -> None:
    assert read("vergadering: MT\ndatum: 2026-12-01\n\n## Een (10)\n").meeting.state == "planned"
    assert read("vergadering: MT\ndatum: 2026-11-01\n\n## Een (10)\n").meeting.state == "closed"


@pytest.mark.parametrize("remark", ["    ; onuitstaanbaar", "\t; onuitstaanbaar", "        13:04 ; onuitstaanbaar"])
def test_no_indentation_makes_a_private_line_public(remark: str) -> None:
    document = body(f"Jan praat lang\n{remark}\n    en gaat door")
    assert [entry.text for entry in document.entries] == ["Jan praat lang"]
    assert [note.text for note in document.private_notes] == ["onuitstaanbaar\nen gaat door"]


@pytest.mark.parametrize("line", ["; b", "  ; b", "13:04 ; b", "\\; b", "+ b", " \\+ b"])
def test_a_line_within_an_entry_that_looks_private_survives_the_round_trip(line: str) -> None:
    (entry,) = body(continued(f"een\n{line}".replace("\n+", "\n\\+"))).entries
    assert entry.text == f"een\n{line}"


def test_notes_of_the_writers_own_stay_apart() -> None:
    document = body("; let op Jan\nEen notitie")
    assert ([note.text for note in document.private_notes], kinds(document)) == (["let op Jan"], ["note"])


@pytest.mark.parametrize("line", ["!", "=", "/sluit", "+", "{klopt}", "#"])
def test_a_faulty_line_becomes_a_note_and_is_told(line: str) -> None:
    document = body(f"goed\n{line}\ngoed")
    assert [entry.text for entry in document.entries] == ["goed", line, "goed"]
    assert (kinds(document), document.unread) == (["note"] * 3, 1)
    assert [number for number, _notice in document.notices] == [7]


def test_a_status_that_does_not_fit_stays_in_the_text_and_is_told() -> None:
    document = body("Een notitie {klopt niet}\n! Bellen {gedaan door Jan}")
    assert [entry.text for entry in document.entries] == ["Een notitie {klopt niet}", "Bellen {gedaan door Jan}"]
    assert [number for number, _notice in document.notices] == [6, 7]


def test_a_status_tells_a_claim_from_a_question() -> None:
    assert only(body("? Klopt dat wel? {klopt niet}"), Assumption).status == "refuted"
    assert only(body("? Wie belt {beantwoord: Jan}"), Question).outcome == "Jan"


def test_a_label_that_nobody_bears_is_told() -> None:
    document = body("= Zo {steunt op a7}")
    assert telling(document) == [(6, Telling.NOT_AS_MEANT)]


def test_a_header_line_that_cannot_be_read_is_kept_as_a_note() -> None:
    document = read("vergadering: MT\ndatum: ooit\ntijd: straks\nsfeer: goed\n\n## Punt\n")
    assert [entry.text for entry in document.entries] == ["datum: ooit", "tijd: straks", "sfeer: goed"]
    assert document.unread == 3
    assert document.meeting.date == TODAY


def test_a_header_may_have_blank_lines_and_go_on() -> None:
    document = read(
        "\n\nvergadering: MT\n\ndatum: 2026-11-24\naanwezig: Jan Pol,\n    Ans Vis\n\nMirjam: dit is een notitie\n"
    )
    assert len(document.meeting.attendees) == 2
    assert [entry.text for entry in document.entries] == ["Mirjam: dit is een notitie"]


def test_nobody_is_invented_from_a_mark() -> None:
    document = body("! Bellen @piet")
    assert only(document, Action).owners == (Who(name="piet"),)
    assert (sorted(names(document).values()), telling(document)) == (
        ["Ans Vis", "Jan Pol"],
        [(6, Telling.NEW_NAME)],
    )


def test_those_in_the_document_go_before_all_others() -> None:
    others = tuple(Person(id=name, created_at=MADE, name=name) for name in ("Jan", "Jan Smit", "Janna Pol"))
    document = read("vergadering: MT\ndatum: 2026-11-24\naanwezig: Jan Pol\n\n! Bellen @jan", *others)
    assert names(document)[only(document, Action).owners[0].person] == "Jan Pol"


def test_people_who_are_known_are_not_made_again() -> None:
    jan = Person(id="jan", created_at=MADE, name="Jan Pol")
    document = read("vergadering: MT\ndatum: 2026-11-24\naanwezig: jan pol\nvoorzitter: Jan\n", jan)
    assert document.people == ()
    assert document.meeting.chair == Who(person="jan")


_LINES = st.one_of(
    awkward(),
    st.text(),
    st.sampled_from(tuple(DESIGN.split("\n"))),
    st.sampled_from(
        ("\ufeff", "\x00\x00", "    ", "\t+", "[hoe]", "##", "## (10)", "{a1}", "= x {steunt op a1} {bij a2}")
    ),
)


@settings(max_examples=1500, deadline=None)
@given(
    st.lists(_LINES, max_size=12),
    st.sampled_from(("\n", "\r\n", "\n\n", "\n    ", "\n  ")),
    st.sampled_from(("nl", "en")),
)
def test_any_text_at_all_is_read_and_loses_no_line(lines: list[str], glue: str, language: str) -> None:
    document = read(glue.join(lines), language=language)
    assert len({entry.id for entry in document.entries}) == len(document.entries)
    assert set(document.lines) == {entry.id for entry in document.entries}


def test_a_line_of_a_megabyte_is_a_line() -> None:
    words = "woord " * 170_000
    assert only(body(words), Note).text == words.strip()


def test_only_parked_lines_begin_with_an_arrow() -> None:
    document = body("> later\n>50% van de klas\n=> dus\n+1 voor dit plan")
    assert kinds(document) == ["parked", "note", "note", "note"]
    assert only(document, Parked).text == "later"


def test_the_example_of_the_docs_is_read_without_a_remark() -> None:
    example = re.search(
        r"```\n(.*?)```", (Path(__file__).parents[2] / "docs" / "format.md").read_text("utf-8"), re.DOTALL
    )
    assert example
    document = read(example[1])
    assert (document.notices, len(document.entries)) == ((), 7)


def test_a_theme_in_a_title_stays_in_it() -> None:
    assert body("## Rooster #toetsing (10)").items[1].title == "Rooster #toetsing"
