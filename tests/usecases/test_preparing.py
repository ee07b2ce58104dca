"""Preparing an agenda: lines that say an item, their order, time, lead and papers, and what comes back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgw_tui.capture.dates import Calendar
from kgw_tui.capture.parsed import LineContext
from kgw_tui.errors import NotFound, Refused
from kgw_tui.records.entries import ENTRIES, Decision
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Attendee
from kgw_tui.records.people import Person, Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.agenda import guests_follow, inserted, planned_times, rearranged
from kgw_tui.rules.directory import Directory
from kgw_tui.usecases.agenda_line import (
    agenda_line_of,
    read_agenda_line,
    read_papers,
    write_papers,
)
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.next_meeting import next_meeting_of
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace
from tests.workspaces import PEOPLE_NAMES, workspace_at

PEOPLE = tuple(msgspec.convert({**stamp(), "name": name}, Person) for name in PEOPLE_NAMES)
CONTEXT = LineContext(Directory(PEOPLE), Calendar(dt.date(2026, 11, 24)))


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def agenda(workspace: Workspace) -> Preparing:
    return Preparing(workspace, start_meeting(workspace, title="Sectie Engels").id)


def add(agenda: Preparing, *lines: str) -> list[AgendaItem]:
    return [agenda.add(agenda.read(line)) for line in lines]


def titles(agenda: Preparing) -> list[str]:
    return [item.title for item in agenda.items]


@pytest.mark.parametrize(
    ("line", "title", "minutes", "leader"),
    [
        ("Rooster 2027 (15) @jan", "Rooster 2027", 15, "Jan Pol"),
        ("# Rooster 2027 (15)", "Rooster 2027", 15, ""),
        ("## Rooster 2027 @Jan Pol (15 min)", "Rooster 2027", 15, "Jan Pol"),
        ("Gesprek met @jan (15)", "Gesprek met Jan", 15, ""),
        ("@jan vertelt over toetsen", "Jan vertelt over toetsen", None, ""),
        ("## Rooster (15) {geleid door: Jan Pol}", "Rooster", 15, "Jan Pol"),
        ("Rooster {led by: Piet Pot} (15)", "Rooster", 15, "Piet Pot"),
        ("Rooster @piet", "Rooster", None, "piet"),
        ("Rooster \\(15) @jan", "Rooster (15)", None, "Jan Pol"),
        ("Bezoek @ De Bron", "Bezoek @ De Bron", None, ""),
        ("#toetsing in leerjaar 2", "toetsing in leerjaar 2", None, ""),
    ],
)
def test_a_line_says_title_minutes_and_who_leads(line: str, title: str, minutes: int | None, leader: str) -> None:
    read = read_agenda_line(line, CONTEXT)
    assert (read.title, read.minutes) == (title, minutes)
    assert (CONTEXT.directory.name(read.led_by) if read.led_by else "") == leader


def test_a_line_says_the_mark_the_phase_and_the_papers_in_any_order() -> None:
    for line in (
        "Verzuim (10) {vertrouwelijk} [wat] {stukken: cijfers.pdf; advies, concept.docx} @jan",
        "Verzuim @jan {papers: cijfers.pdf; advies, concept.docx} [what] {confidential} (10)",
    ):
        read = read_agenda_line(line, CONTEXT)
        assert (read.title, read.minutes, read.confidential, read.phase) == ("Verzuim", 10, True, "what")
        assert read.papers == ("cijfers.pdf", "advies, concept.docx")


@pytest.mark.parametrize("line", ["", "#", "  ", "@jan", "@jan (10)"])
def test_a_line_without_a_title_is_refused_with_a_sentence(line: str) -> None:
    assert read_agenda_line(line, CONTEXT).refused


@given(
    st.text(st.characters(exclude_categories=("C",)), max_size=40).map(str.strip),
    st.none() | st.integers(0, 999),
    st.booleans(),
    st.none() | st.sampled_from([Who(person=person.id) for person in PEOPLE] + [Who(role="team"), Who(name="piet")]),
)
def test_an_item_reads_back_as_it_is_written_for_editing(
    title: str, minutes: int | None, confidential: bool, led_by: Who | None
) -> None:
    plain = read_agenda_line(title, CONTEXT)
    if plain.refused or plain.led_by or plain.confidential or plain.papers or plain.phase is not None:
        return
    item = msgspec.convert({**stamp(), "meeting": "m", "title": plain.title}, AgendaItem)
    item = msgspec.structs.replace(item, minutes=minutes, confidential=confidential, led_by=led_by)
    read = read_agenda_line(agenda_line_of(item, CONTEXT.directory), CONTEXT)
    assert (read.title, read.minutes, read.confidential, read.led_by) == (plain.title, minutes, confidential, led_by)


@pytest.mark.parametrize("papers", [(), ("a.pdf",), ("a.pdf", "b.pdf"), ("advies, concept.docx",), ("a, b", "c")])
def test_papers_read_back_as_they_are_written(papers: tuple[str, ...]) -> None:
    assert read_papers(write_papers(papers)) == papers


def test_items_are_added_in_the_order_typed_and_before_the_closing(workspace: Workspace) -> None:
    template = workspace.content("nl").agenda("mt")
    agenda = Preparing(workspace, start_meeting(workspace, template=template).id)
    add(agenda, "Rooster (15)", "Formatie")
    assert titles(agenda)[-5:] == ["Rooster", "Formatie", "Korte punten", "Rondvraag", "Afronding"]
    agenda.add(agenda.read("Voorop"), after=agenda.items[0].id)
    assert titles(agenda)[1] == "Voorop"


def test_an_item_is_edited_in_place_and_keeps_what_the_line_does_not_say(agenda: Preparing) -> None:
    item = add(agenda, "Rooster (15) [why] {papers: a.pdf}")[0]
    changed = agenda.rewrite(item.id, agenda.read("Rooster 2027 (20) @jan"))
    assert (changed.title, changed.minutes, changed.phase, changed.papers) == ("Rooster 2027", 20, "why", ("a.pdf",))
    assert agenda.directory.name(changed.led_by or Who()) == "Jan Pol"
    workspace = agenda.workspace
    undone = workspace.undo()
    assert undone is not None and undone.label == "item.edit"
    agenda.forget()
    assert titles(agenda) == ["Rooster"]


def test_time_is_given_and_taken_in_steps_down_to_none(agenda: Preparing) -> None:
    item = add(agenda, "Rooster (10)")[0]
    assert [agenda.add_minutes(item.id, step).minutes for step in (5, -5, -5, -5, -5, 5)] == [15, 10, 5, None, None, 5]


def test_the_phase_goes_round_from_none_to_none(agenda: Preparing) -> None:
    item = add(agenda, "Rooster")[0]
    assert [agenda.turn_phase(item.id).phase for _ in range(4)] == ["why", "what", "how", ""]


@pytest.mark.parametrize(
    ("words", "lead", "name"),
    [("@jan", "", "Jan Pol"), ("Fatima", "", "Fatima El Idrissi"), ("iedereen", "any", ""), ("Expert", "expert", "")],
)
def test_somebody_leads_an_item_by_name_or_in_a_word(agenda: Preparing, words: str, lead: str, name: str) -> None:
    item = add(agenda, "Rooster")[0]
    changed = agenda.set_lead(item.id, words)
    assert changed.lead == lead
    assert (agenda.directory.name(changed.led_by) if changed.led_by else "") == name
    again = agenda.set_lead(item.id, "")
    assert (again.lead, again.led_by) == ("chair", None)


def test_items_move_and_guests_stay_with_their_item(workspace: Workspace, agenda: Preparing) -> None:
    one, two, three = add(agenda, "Een", "Twee", "Drie")
    guest = Attendee(Who(name="Ans"), None, None, True, (1, 3))
    other = Attendee(Who(name="Piet"), None, None, True, (2,))
    with workspace.shared.transaction("test") as tx:
        tx.put(MEETINGS, msgspec.structs.replace(agenda.meeting, attendees=(guest, other)))
    agenda.forget()
    assert agenda.move(three.id, -1)
    assert titles(agenda) == ["Een", "Drie", "Twee"]
    assert [each.guest_items for each in agenda.meeting.attendees] == [(1, 2), (3,)]
    assert not agenda.move(one.id, -1)
    assert not agenda.move(two.id, 1)
    agenda.add(agenda.read("Vooraf"), after=one.id)
    assert [each.guest_items for each in agenda.meeting.attendees] == [(1, 3), (4,)]
    agenda.take_out(two.id)
    assert [each.who.name for each in agenda.meeting.attendees] == ["Ans"]
    workspace.undo()
    agenda.forget()
    assert [each.guest_items for each in agenda.meeting.attendees] == [(1, 3), (4,)]


def test_guests_are_named_for_an_item_and_nobody_else_is_touched(workspace: Workspace, agenda: Preparing) -> None:
    one, two = add(agenda, "Een", "Twee")
    sanne = Who(person=workspace.settings.writer)
    whole = Attendee(Who(name="Kim"), None, None, True)
    with workspace.shared.transaction("test") as tx:
        tx.put(MEETINGS, msgspec.structs.replace(agenda.meeting, attendees=(Attendee(sanne, None), whole)))
    agenda.forget()
    agenda.set_guests(one.id, "@jan, Ans Vis")
    agenda.set_guests(two.id, "Ans Vis")
    assert [agenda.directory.names(agenda.guests(each.id)) for each in (one, two)] == ["Jan Pol, Ans Vis", "Ans Vis"]
    agenda.set_guests(one.id, "")
    assert [(each.who.name, each.guest_items) for each in agenda.meeting.attendees[1:]] == [
        ("Kim", ()),
        ("Ans Vis", (2,)),
    ]
    with pytest.raises(Refused):
        agenda.set_guests(one.id, "@sanne")
    undone = workspace.undo()
    assert undone is not None and undone.label == "person.guest"


def test_an_item_in_which_something_was_said_stays(workspace: Workspace, agenda: Preparing) -> None:
    live = LiveMeeting(workspace, agenda.meeting_id)
    for line in ("# Een", "woord", "# Twee", "; voor mij", "# Drie"):
        live.capture(live.read(line))
    agenda.forget()
    for item in agenda.items:
        with pytest.raises(Refused):
            agenda.take_out(item.id)
    live.go_to(-1)
    agenda.take_out(agenda.items[2].id)
    assert titles(agenda) == ["Een", "Twee"]


def test_a_mark_given_afterwards_numbers_the_decisions_anew(workspace: Workspace, agenda: Preparing) -> None:
    live = LiveMeeting(workspace, agenda.meeting_id)
    for line in ("# Een", "= Twee toetsen"):
        live.capture(live.read(line))
    agenda.forget()

    def number() -> str:
        entry = workspace.shared.query(ENTRIES, meeting=agenda.meeting_id)[0]
        return entry.handle if isinstance(entry, Decision) else ""

    assert number() == "2026-001"
    agenda.rewrite(agenda.items[0].id, agenda.read("Een {vertrouwelijk}"))
    assert number() == "V-01"
    agenda.toggle_confidential(agenda.items[0].id)
    assert number().startswith("2026-")


def test_what_can_come_back_is_offered_and_taken_once(workspace: Workspace) -> None:
    live = LiveMeeting(workspace, start_meeting(workspace, title="Sectie Engels").id)
    for line in ("# Een", "> Herkansingen", "> Excursie"):
        live.capture(live.read(line))
    live.close()
    agenda = Preparing(workspace, next_meeting_of(workspace, live.meeting_id, dt.date(2026, 12, 8)).id)
    assert agenda.offers() == []
    agenda.take_out(agenda.items[1].id)
    agenda.take_out(agenda.items[1].id)
    assert [offer.title for offer in agenda.offers()] == ["Herkansingen", "Excursie"]
    offers = agenda.offers()
    agenda.take(offers[1:])
    assert titles(agenda)[1:] == ["Excursie"]
    assert len(agenda.take(offers)) == 1
    assert titles(agenda)[1:] == ["Excursie", "Herkansingen"]
    assert agenda.offers() == []


@pytest.mark.parametrize(
    ("words", "date", "start", "end"),
    [
        ("8 dec", dt.date(2026, 12, 8), dt.time(13, 0), dt.time(14, 30)),
        ("vr", dt.date(2026, 11, 27), dt.time(13, 0), dt.time(14, 30)),
        ("di 8 dec 15:15", dt.date(2026, 12, 8), dt.time(15, 15), dt.time(16, 45)),
        ("di 8 dec om 15:15-16:00", dt.date(2026, 12, 8), dt.time(15, 15), dt.time(16, 0)),
        ("2026-12-08 9:00-10:00", dt.date(2026, 12, 8), dt.time(9, 0), dt.time(10, 0)),
    ],
)
def test_a_day_is_said_with_or_without_its_time(
    agenda: Preparing, words: str, date: dt.date, start: dt.time, end: dt.time
) -> None:
    agenda.set_time("13:00-14:30")
    foreseen = agenda.foresee("prepare.date", words)
    assert agenda.set_day(words) == foreseen == agenda.when
    assert (agenda.meeting.date, agenda.meeting.start, agenda.meeting.end) == (date, start, end)


@pytest.mark.parametrize("words", ["", "ooit", "31-02", "di 8 dec kwart over drie", "8 dec 25:00"])
def test_what_is_no_day_is_refused_and_changes_nothing(agenda: Preparing, words: str) -> None:
    with pytest.raises(Refused):
        agenda.set_day(words)
    assert agenda.meeting.date == dt.date(2026, 11, 24)


def test_a_time_is_a_beginning_an_end_or_both(agenda: Preparing) -> None:
    agenda.set_time("13:00-14:30")
    agenda.set_time("-15:00")
    assert (agenda.meeting.start, agenda.meeting.end) == (dt.time(13, 0), dt.time(15, 0))
    agenda.set_time("9:00")
    assert (agenda.meeting.start, agenda.meeting.end) == (dt.time(9, 0), dt.time(11, 0))
    for words in ("", "straks", "15:00-13:00", "-8:00"):
        with pytest.raises(Refused):
            agenda.set_time(words)


def test_a_closed_meeting_keeps_its_agenda(workspace: Workspace, agenda: Preparing) -> None:
    item = add(agenda, "Een")[0]
    LiveMeeting(workspace, agenda.meeting_id).close()
    for change in (lambda: add(agenda, "Twee"), lambda: agenda.move(item.id, 1), lambda: agenda.set_day("vr")):
        with pytest.raises(Refused):
            change()


def test_what_somebody_else_took_out_is_said(workspace: Workspace, agenda: Preparing) -> None:
    item = add(agenda, "Een")[0]
    with workspace.shared.transaction("test") as tx:
        tx.delete(ITEMS, item.id)
    with pytest.raises(NotFound):
        agenda.turn_phase(item.id)


def item(order: float, minutes: int | None = None) -> AgendaItem:
    return msgspec.convert({**stamp(), "meeting": "m", "title": "x", "order": order, "minutes": minutes}, AgendaItem)


def test_a_place_between_two_items_is_found_however_near_they_are() -> None:
    items = [item(1.0), item(1.0 + 2**-52), item(3.0)]
    written = {each.id: each for each in inserted(items, item(0), 1)}
    new = next(each for each in written.values() if each.id not in {one.id for one in items})
    orders = [written.get(each.id, each).order for each in (items[0], new, items[1], items[2])]
    assert orders == sorted(set(orders))


def test_items_that_stand_at_the_same_place_are_counted_anew() -> None:
    items = [item(1.0), item(1.0), item(1.0)]
    assert [each.order for each in rearranged(items)] == [2.0, 3.0]


def test_numbers_of_guests_that_are_no_items_stay() -> None:
    guest = Attendee(Who(name="Ans"), True, None, True, (2, 9))
    assert guests_follow([guest], ["a", "b"], ["b", "a"])[0].guest_items == (1, 9)


def test_each_item_begins_when_those_before_it_end() -> None:
    items = [item(1, 10), item(2), item(3, 60)]
    assert planned_times(items, dt.time(23, 30)) == [dt.time(23, 30), dt.time(23, 40), dt.time(23, 40)]
    assert planned_times(items, None) == [None, None, None]
