"""What comes back by itself in the next meeting of a series, and that next meeting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from kgw_tui.errors import Refused
from kgw_tui.records.entries import ENTRIES, Parked
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Attendee, ItemState, Meeting
from kgw_tui.records.people import GROUPS, PEOPLE, SERIES, Group, Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.agenda import in_order
from kgw_tui.settings import Holiday
from kgw_tui.usecases import reviewing
from kgw_tui.usecases.carrying import what_comes_back
from kgw_tui.usecases.handling import change_kind
from kgw_tui.usecases.importing import import_text
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.next_meeting import next_meeting_of, plan_next_in, suggested_date
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.series import join_series
from kgw_tui.usecases.starting import prepare_again, start_again, start_meeting
from kgw_tui.workspace import Workspace
from tests.workspaces import TUESDAY, fixed_clock, workspace_at

LATER = dt.date(2026, 12, 8)


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        yield opened


def held(workspace: Workspace, *lines: str, title: str = "Sectie Engels", close: bool = True) -> Meeting:
    """A meeting in which `lines` were typed, closed."""
    live = LiveMeeting(workspace, start_meeting(workspace, title=title).id)
    for line in lines:
        if line == "/vertrouwelijk":
            live.toggle_confidential()
        else:
            live.capture(live.read(line))
    if close:
        live.close()
    return live.meeting


def with_agenda(workspace: Workspace, *titles: str, title: str = "Sectie Engels") -> LiveMeeting:
    live = LiveMeeting(workspace, start_meeting(workspace, title=title).id)
    live.add_agenda([live.read(f"# {each}") for each in titles])
    live.go_to(1)
    return live


def set_state(workspace: Workspace, meeting: str, title: str, state: ItemState) -> AgendaItem:
    found = next(item for item in items(workspace, meeting) if item.title == title)
    with workspace.shared.transaction("test") as tx:
        tx.put(ITEMS, msgspec.structs.replace(found, state=state))
    return found


def items(workspace: Workspace, meeting: str) -> list[AgendaItem]:
    return in_order(workspace.shared.query(ITEMS, meeting=meeting))


def titles(workspace: Workspace, meeting: str) -> list[str]:
    return [item.title for item in items(workspace, meeting)]


def test_what_nobody_came_to_was_put_off_or_parked_comes_back_with_its_minutes(workspace: Workspace) -> None:
    live = with_agenda(workspace, "Toetsdruk (20)", "Rooster (15)", "Formatie (10)", "Lief en leed (5)")
    live.capture(live.read("Drie mentoren melden klachten"))
    live.capture(live.read("> Herkansingen"))
    set_state(workspace, live.meeting_id, "Formatie", "parked")
    set_state(workspace, live.meeting_id, "Lief en leed", "dropped")
    live.forget()
    live.close()
    following = next_meeting_of(workspace, live.meeting_id, LATER)
    assert [(item.title, item.minutes) for item in items(workspace, following.id)] == [
        ("Notulen van di 24 nov", 5),
        ("Rooster", 15),
        ("Formatie", 10),
        ("Herkansingen", None),
    ]
    first, *others = items(workspace, following.id)
    assert first.adopts == live.meeting_id
    assert all(item.carried_from and item.state == "open" for item in others)


def test_the_next_meeting_is_of_the_same_people_place_and_length(workspace: Workspace) -> None:
    sanne, karim, fatima, jan = (Who(person=person.id) for person in workspace.shared.all(PEOPLE))
    group = msgspec.convert({**stamp(), "name": "Sectie", "members": (sanne.person, jan.person)}, Group)
    meeting = held(workspace, "# Een", "woord")
    meeting = msgspec.structs.replace(
        meeting,
        group=group.id,
        place="1.12",
        chair=karim,
        minute_taker=jan,
        start=dt.time(13, 0),
        end=dt.time(14, 30),
        attendees=(Attendee(karim), Attendee(sanne, False, True), Attendee(fatima, True, None, True, (1,))),
    )
    with workspace.shared.transaction("test") as tx:
        tx.put(GROUPS, group)
        tx.put(MEETINGS, meeting)
    following = next_meeting_of(workspace, meeting.id, LATER, dt.time(15, 15))
    assert (following.series, following.group, following.place) == (meeting.series, group.id, "1.12")
    assert (following.chair, following.minute_taker) == (karim, jan)
    assert (following.date, following.start, following.end) == (LATER, dt.time(15, 15), dt.time(16, 45))
    assert following.state == "planned"
    assert following.attendees == (Attendee(karim, None), Attendee(sanne, None), Attendee(jan, None))


def test_what_was_said_in_a_confidential_item_or_kept_out_comes_back_confidential(workspace: Workspace) -> None:
    meeting = held(workspace, "# Een", "> Openbaar", "# Personeel", "/vertrouwelijk", "> Verzuim")
    following = next_meeting_of(workspace, meeting.id, LATER)
    marks = {item.title: item.confidential for item in items(workspace, following.id)}
    assert marks == {"Notulen van di 24 nov": False, "Openbaar": False, "Verzuim": True}


def test_a_mark_given_afterwards_follows_what_came_of_the_item(workspace: Workspace) -> None:
    live = with_agenda(workspace, "Een", "Rooster")
    live.capture(live.read("> Verzuim"))
    following = next_meeting_of(workspace, live.meeting_id, LATER)
    agenda = Preparing(workspace, live.meeting_id)
    for item in agenda.items:
        agenda.toggle_confidential(item.id)
    assert [item.confidential for item in items(workspace, following.id)] == [False, True, True]
    workspace.undo()
    workspace.undo()
    assert [item.confidential for item in items(workspace, following.id)] == [False, False, False]


def test_planning_twice_adds_nothing_and_undo_takes_all_of_it_back(workspace: Workspace) -> None:
    meeting = held(workspace, "# Een", "> Herkansingen")
    first = next_meeting_of(workspace, meeting.id, LATER)
    second = next_meeting_of(workspace, meeting.id, LATER)
    assert first == second
    assert titles(workspace, first.id) == ["Notulen van di 24 nov", "Herkansingen"]
    undone = workspace.undo()
    assert undone is not None and undone.label == "meeting.plan"
    assert [each.id for each in workspace.shared.all(MEETINGS)] == [meeting.id]
    assert items(workspace, first.id) == []


def test_a_meeting_that_is_planned_already_gets_what_comes_back_and_the_new_day(workspace: Workspace) -> None:
    meeting = held(workspace, "# Een", "> Herkansingen")
    first = next_meeting_of(workspace, meeting.id, LATER)
    live = LiveMeeting(workspace, meeting.id)
    reviewing.reopen(live)
    live.capture(live.read("> Excursie"))
    live.close()
    moved = next_meeting_of(workspace, meeting.id, dt.date(2026, 12, 15))
    assert (moved.id, moved.date) == (first.id, dt.date(2026, 12, 15))
    assert titles(workspace, first.id) == ["Notulen van di 24 nov", "Herkansingen", "Excursie"]


def test_what_was_dealt_with_after_all_leaves_the_next_agenda(workspace: Workspace) -> None:
    live = with_agenda(workspace, "Een", "Rooster")
    live.capture(live.read("woord"))
    live.close()
    following = next_meeting_of(workspace, live.meeting_id, LATER)
    assert "Rooster" in titles(workspace, following.id)
    reviewing.reopen(live)
    live.go_to(1)
    live.capture(live.read("toch besproken"))
    live.close()
    next_meeting_of(workspace, live.meeting_id, LATER)
    assert titles(workspace, following.id) == ["Notulen van di 24 nov"]


def test_what_is_no_longer_parked_leaves_the_next_agenda_unless_somebody_worked_on_it(workspace: Workspace) -> None:
    meeting = held(workspace, "# Een", "> Herkansingen", "> Excursie", "> Lief en leed", close=False)
    following = next_meeting_of(workspace, meeting.id, LATER)
    for entry in workspace.shared.query(ENTRIES, meeting=meeting.id):
        if isinstance(entry, Parked) and entry.text != "Lief en leed":
            change_kind(LiveMeeting(workspace, meeting.id), entry.id, "note")
    agenda = Preparing(workspace, following.id)
    agenda.set_minutes(next(item.id for item in agenda.items if item.title == "Excursie"), 10)
    next_meeting_of(workspace, meeting.id, LATER)
    assert titles(workspace, following.id) == ["Notulen van di 24 nov", "Excursie", "Lief en leed"]


def test_what_a_later_meeting_had_comes_from_that_one_alone(workspace: Workspace) -> None:
    first = held(workspace, "# Een", "> Herkansingen")
    second = next_meeting_of(workspace, first.id, LATER)
    with fixed_clock(dt.datetime(2026, 12, 8, 13, 4).astimezone()):
        live = LiveMeeting(workspace, second.id)
        live.capture(live.read("akkoord"))
        live.close()
        carried = items(workspace, second.id)[1]
        third = next_meeting_of(workspace, second.id, dt.date(2026, 12, 22))
    assert [(item.title, item.carried_from) for item in items(workspace, third.id)[1:]] == [
        ("Herkansingen", carried.id)
    ]
    set_state(workspace, second.id, "Herkansingen", "dropped")
    after = msgspec.structs.replace(third, id="another", date=dt.date(2027, 1, 12))
    with workspace.shared.transaction("test") as tx:
        for item in items(workspace, third.id):
            tx.delete(ITEMS, item.id)
    assert what_comes_back(workspace.shared, after) == []


def test_the_kind_of_meeting_keeps_its_items_once_and_its_closing_last(workspace: Workspace) -> None:
    template = workspace.content("nl").agenda("mt")
    live = LiveMeeting(workspace, start_meeting(workspace, template=template).id)
    live.capture(live.read("eerste zin"))
    live.capture(live.read("> Herkansingen"))
    live.close()
    following = next_meeting_of(workspace, live.meeting_id, LATER)
    assert template is not None
    own = [item.title for item in template.item]
    assert titles(workspace, following.id) == ["Notulen van di 24 nov", *own[:-3], "Herkansingen", *own[-3:]]


def test_a_kind_of_meeting_that_adopts_minutes_by_itself_does_so_in_its_own_item(workspace: Workspace) -> None:
    template = workspace.content("nl").agenda("participation-council")
    live = LiveMeeting(workspace, start_meeting(workspace, template=template).id)
    live.capture(live.read("eerste zin"))
    live.close()
    following = next_meeting_of(workspace, live.meeting_id, LATER)
    adopting = [(item.template, item.title) for item in items(workspace, following.id) if item.adopts]
    assert adopting == [("pc-minutes", "Notulen van di 24 nov")]


def test_adopted_minutes_are_not_adopted_again(workspace: Workspace) -> None:
    meeting = held(workspace, "# Een", "> Herkansingen")
    with workspace.shared.transaction("test") as tx:
        tx.put(MEETINGS, msgspec.structs.replace(meeting, minutes_state="adopted"))
    assert titles(workspace, next_meeting_of(workspace, meeting.id, LATER).id) == ["Herkansingen"]


def test_of_imported_minutes_an_item_without_lines_counts_as_discussed(workspace: Workspace) -> None:
    text = "vergadering: MT\ndatum: 2026-11-10\n\n## Opening\n\n## Rooster\nwoord\n> Herkansingen\n"
    meeting = import_text(workspace, text, language="nl").meeting
    assert meeting is not None
    following = next_meeting_of(workspace, meeting.id, LATER)
    assert [item.title for item in items(workspace, following.id) if item.carried_from] == ["Herkansingen"]


def test_planning_can_be_part_of_the_closing(workspace: Workspace) -> None:
    meeting = held(workspace, "# Een", "> Herkansingen", close=False)
    with workspace.writing(workspace.shared, "meeting.close") as tx:
        tx.put(MEETINGS, msgspec.structs.replace(meeting, state="closed"))
        following = plan_next_in(workspace, tx, meeting.id, LATER)
    assert titles(workspace, following.id) == ["Notulen van di 24 nov", "Herkansingen"]


def test_the_next_meeting_is_never_before_this_one(workspace: Workspace) -> None:
    meeting = held(workspace, "# Een")
    with pytest.raises(Refused):
        next_meeting_of(workspace, meeting.id, meeting.date)
    assert len(workspace.shared.all(MEETINGS)) == 1


def test_guests_keep_their_items_when_others_come_before_them(workspace: Workspace) -> None:
    meeting = held(workspace, "# Een", "> Herkansingen")
    following = next_meeting_of(workspace, meeting.id, LATER)
    guest = Attendee(Who(name="Ans Vis"), None, None, True, (2,))
    with workspace.shared.transaction("test") as tx:
        tx.put(MEETINGS, msgspec.structs.replace(following, attendees=(guest,)))
        tx.delete(ITEMS, items(workspace, following.id)[0].id)
        tx.put(
            MEETINGS, msgspec.structs.replace(following, attendees=(msgspec.structs.replace(guest, guest_items=(1,)),))
        )
    assert next_meeting_of(workspace, meeting.id, LATER).attendees[0].guest_items == (2,)


@pytest.mark.parametrize(
    ("before", "holidays", "wanted"),
    [
        (None, (), dt.date(2026, 12, 8)),
        (dt.date(2026, 11, 17), (), dt.date(2026, 12, 1)),
        (dt.date(2026, 11, 20), (), dt.date(2026, 11, 30)),  # four days on is a Saturday
        (None, (Holiday("vrij", dt.date(2026, 12, 7), dt.date(2026, 12, 11)),), dt.date(2026, 12, 15)),
        (dt.date(2026, 10, 27), (Holiday("kerst", dt.date(2026, 12, 21), dt.date(2027, 1, 3)),), dt.date(2027, 1, 5)),
    ],
)
def test_the_day_proposed_is_as_far_on_as_the_last_time_and_a_day_of_school(
    workspace: Workspace, before: dt.date | None, holidays: tuple[Holiday, ...], wanted: dt.date
) -> None:
    if before:
        with fixed_clock(dt.datetime.combine(before, dt.time(13, 4)).astimezone()):
            held(workspace, "# Een")
    workspace.save_settings(msgspec.structs.replace(workspace.settings, holidays=holidays))
    with fixed_clock():
        meeting = held(workspace, "# Twee")
        assert suggested_date(workspace, meeting) == wanted
        planned = next_meeting_of(workspace, meeting.id, dt.date(2026, 12, 3))
        assert suggested_date(workspace, meeting) == planned.date == dt.date(2026, 12, 3)


def test_a_series_that_is_started_again_brings_the_same_and_what_is_planned_for_today_is_started(
    workspace: Workspace,
) -> None:
    first = held(workspace, "# Een", "> Herkansingen")
    series = next(each for each in workspace.shared.all(SERIES) if each.id == first.series)
    with fixed_clock(TUESDAY + dt.timedelta(days=7)):
        again = start_again(workspace, series)
        assert titles(workspace, again.id) == ["Notulen van di 24 nov", "Herkansingen"]
        assert start_again(workspace, series).id == again.id
        assert prepare_again(workspace, series).id == again.id


def test_a_series_is_prepared_for_the_day_that_follows_and_only_once(workspace: Workspace) -> None:
    first = held(workspace, "# Een", "> Herkansingen")
    series = next(each for each in workspace.shared.all(SERIES) if each.id == first.series)
    planned = prepare_again(workspace, series)
    assert (planned.date, planned.state) == (LATER, "planned")
    assert prepare_again(workspace, series) == planned


def test_a_meeting_that_is_just_typed_begins_with_nothing_and_goes_on_by_itself(workspace: Workspace) -> None:
    following: list[Meeting] = []
    for parked in ("Herkansingen", "Excursie"):
        live = LiveMeeting(workspace, start_meeting(workspace).id)
        assert titles(workspace, live.meeting_id) == []
        live.capture(live.read(f"> {parked}"))
        live.close()
        following.append(next_meeting_of(workspace, live.meeting_id, LATER))
    assert [titles(workspace, each.id)[1:] for each in following] == [["Herkansingen"], ["Excursie"]]
    assert following[0].series != following[1].series


def test_a_meeting_that_gets_its_title_later_joins_the_series_of_that_title(workspace: Workspace) -> None:
    first = held(workspace, "# Een")
    meeting = start_meeting(workspace)
    assert meeting.series == ""
    with workspace.shared.transaction("test") as tx:
        assert join_series(tx, meeting, "").series == ""
        titled = msgspec.structs.replace(meeting, title="sectie engels")
        assert join_series(tx, titled, "").series == first.series
