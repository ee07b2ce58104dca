"""Who is there: nobody is invented, nobody is guessed at, and nobody is noted twice."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from kgw_tui.errors import Refused
from kgw_tui.records.people import GROUPS, PEOPLE, Group, Person
from kgw_tui.records.record import stamp
from kgw_tui.usecases.foreseeing import foresee
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.obeying import obey
from kgw_tui.usecases.starting import start_meeting

from ..workspaces import workspace_at


@pytest.fixture
def live(tmp_path: Path) -> Generator[LiveMeeting]:
    with workspace_at(tmp_path / "home") as workspace:
        with workspace.shared.transaction("people") as tx:
            tx.put(PEOPLE, msgspec.convert({**stamp(), "name": "Jan Bos"}, Person))
            members = tuple(person.id for person in tx.all(PEOPLE) if person.name != "Sanne de Wit")
            tx.put(GROUPS, msgspec.convert({**stamp(), "name": "team 2", "members": members}, Group))
        yield LiveMeeting(workspace, start_meeting(workspace, title="MT-overleg").id)


def attendance(live: LiveMeeting) -> dict[str, tuple[bool, bool | None]]:
    name = live.context.directory.name
    return {name(each.who): (each.present, each.notice) for each in live.meeting.attendees}


def people(live: LiveMeeting) -> list[str]:
    return [person.name for person in live.workspace.shared.all(PEOPLE)]


@pytest.mark.parametrize("command", ["meeting.present", "meeting.absent", "person.arrives", "meeting.chair"])
@pytest.mark.parametrize("words", ["Jan", "@jan"])
def test_a_name_that_fits_several_is_refused_with_their_names(live: LiveMeeting, command: str, words: str) -> None:
    before = live.workspace.shared.cursor
    with pytest.raises(Refused, match=r"Jan Pol, Jan Bos"):
        obey(live, command, words)
    assert live.workspace.shared.cursor == before


def test_somebody_new_who_is_named_twice_is_one_person(live: LiveMeeting) -> None:
    said = obey(live, "meeting.present", "Piet, Piet, Karim en @karim")
    assert attendance(live) == {"Piet": (True, None), "Karim Bouzid": (True, None)}
    assert people(live).count("Piet") == 1
    assert "nieuw: Piet" in said


def test_a_group_stands_for_its_members_but_for_those_excepted(live: LiveMeeting) -> None:
    before = people(live)
    obey(live, "meeting.present", "Team 2 behalve Karim en Fatima")
    assert sorted(attendance(live)) == ["Jan Bos", "Jan Pol"]
    assert people(live) == before


def test_somebody_named_beside_their_group_is_what_stands_with_the_name(live: LiveMeeting) -> None:
    said = obey(live, "meeting.present", "Karim (met bericht), team 2")
    assert attendance(live)["Karim Bouzid"] == (False, True)
    assert "afwezig: Karim Bouzid" in said


@pytest.mark.parametrize(
    "words", ["team 9 behalve Karim", "team 2 behalve Sanne", "karim @sanne", "karim 14", "Karim (soms)", "@", ", ,"]
)
def test_what_is_no_name_and_no_group_is_refused_and_changes_nothing(live: LiveMeeting, words: str) -> None:
    before = live.workspace.shared.cursor
    with pytest.raises(Refused):
        obey(live, "meeting.present", words)
    assert live.workspace.shared.cursor == before


def test_the_writer_is_there_as_ik_and_nobody_is_called_ik(live: LiveMeeting) -> None:
    obey(live, "meeting.present", "@ik")
    assert list(attendance(live)) == ["Sanne de Wit"]
    live.workspace.save_settings(msgspec.structs.replace(live.workspace.settings, writer=""))
    live.forget()
    for command in ("meeting.present", "person.leaves"):
        with pytest.raises(Refused):
            obey(live, command, "@ik")
    assert "ik" not in people(live)


@pytest.mark.parametrize(
    ("note", "notice"), [("mk", True), ("met bericht", True), ("afgemeld", True), ("zonder bericht", False)]
)
def test_what_stands_behind_a_name_is_read_as_in_a_file(live: LiveMeeting, note: str, notice: bool) -> None:
    obey(live, "meeting.absent", f"Karim Bouzid ({note})")
    assert attendance(live) == {"Karim Bouzid": (False, notice)}


def test_a_guest_and_the_chair_are_read_as_in_a_file(live: LiveMeeting) -> None:
    obey(live, "meeting.present", "Karim (voorzitter), Ans Vis (punt 2)")
    assert live.context.directory.name(live.meeting.chair or live.meeting.attendees[1].who) == "Karim Bouzid"
    assert (live.meeting.attendees[1].guest, live.meeting.attendees[1].guest_items) == (True, (2,))


@pytest.mark.parametrize("words", ["@karim @sanne", "karim 14", "@onbekend 25:99", "Karim, Sanne", "team 2", "@"])
@pytest.mark.parametrize("command", ["person.arrives", "person.leaves", "meeting.minutetaker"])
def test_only_one_name_comes_or_goes(live: LiveMeeting, command: str, words: str) -> None:
    before = live.workspace.shared.cursor
    with pytest.raises(Refused):
        obey(live, command, words)
    assert live.workspace.shared.cursor == before


def test_a_stranger_who_comes_in_is_noted_as_typed(live: LiveMeeting) -> None:
    obey(live, "person.arrives", "Ans van der Vis om 14:05 uur")
    (movement,) = live.dossier.movements
    assert (movement.who.name, str(movement.time)) == ("Ans van der Vis", "14:05:00")


def test_a_doubtful_name_is_told_before_enter(live: LiveMeeting) -> None:
    assert "Jan Pol, Jan Bos" in foresee(live, "meeting.present", "Sanne, Jan")
    assert "Jan Pol, Jan Bos" in foresee(live, "person.leaves", "@jan 14:05")
    assert foresee(live, "meeting.present", "team 2 behalve Karim") == "Fatima El Idrissi, Jan Pol, Jan Bos"
