"""What a meeting leaves to be seen to: who must be told, what is missing, what wasn't discussed."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from kgw_tui import clock
from kgw_tui.records.entries import Action, Decision
from kgw_tui.records.meetings import Attendee
from kgw_tui.records.people import PEOPLE, Who
from kgw_tui.rules.ending import gaps_first, is_whole, passed_over, to_tell, unanswered
from kgw_tui.usecases.linking import link
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.obeying import obey
from kgw_tui.usecases.starting import start_meeting

from ..workspaces import workspace_at


@pytest.fixture
def live(tmp_path: Path) -> Generator[LiveMeeting]:
    with workspace_at(tmp_path / "home") as workspace:
        yield LiveMeeting(workspace, start_meeting(workspace, title="MT-overleg").id)


def say(live: LiveMeeting, *lines: str) -> None:
    for line in lines:
        live.capture(live.read(line))


def who(live: LiveMeeting, name: str) -> Who:
    return Who(person=next(one.id for one in live.workspace.shared.all(PEOPLE) if one.name.startswith(name)))


def told(live: LiveMeeting, *, confidential: bool = False) -> list[tuple[str, list[str], bool]]:
    found = to_tell(live.dossier, confidential=confidential)
    name = live.dossier.directory.short_name
    return [(name(one.who), [entry.text for entry in one.entries], one.sure) for one in found]


def test_nobody_is_told_while_nobody_noted_who_was_there(live: LiveMeeting) -> None:
    say(live, "! Ouders bellen @karim")
    assert told(live) == []


def test_those_who_were_absent_or_had_left_or_not_come_yet_are_told(live: LiveMeeting) -> None:
    obey(live, "meeting.present", "Sanne de Wit, Karim Bouzid")
    obey(live, "meeting.absent", "Fatima El Idrissi")
    say(live, "# Punt", "! Eerst @karim @fatima")
    obey(live, "person.leaves", "@karim")
    obey(live, "person.arrives", "@jan")
    say(live, "! Daarna @karim @jan @sanne")
    assert told(live) == [("Fatima", ["Eerst"], True), ("Karim", ["Daarna"], True)]


def test_of_whom_nothing_is_known_it_is_not_sure_but_of_who_is_expected_not_yet(live: LiveMeeting) -> None:
    obey(live, "meeting.present", "Sanne de Wit")
    say(live, "! Bellen @karim", "! Schrijven @jan")
    live.change_meeting("x", attendees=(*live.meeting.attendees, Attendee(who(live, "Jan"), present=None)))
    assert told(live) == [("Karim", ["Bellen"], False)]


def test_a_guest_for_one_item_was_there_for_that_item_only(live: LiveMeeting) -> None:
    obey(live, "meeting.present", "Sanne de Wit, Jan Pol (punt 2)")
    say(live, "# Een", "! Voor hem @jan", "# Twee", "! Zelf beloofd @jan")
    assert told(live) == [("Jan", ["Voor hem"], True)]


def test_a_guest_who_did_not_come_is_told_what_they_must_do(live: LiveMeeting) -> None:
    obey(live, "meeting.present", "Sanne de Wit")
    say(live, "# Een")
    obey(live, "person.guest", "Jan Pol")
    say(live, "! Iets doen @jan >vr")
    assert told(live) == []
    guest = next(each for each in live.meeting.attendees if each.guest)
    others = tuple(each for each in live.meeting.attendees if not each.guest)
    absent = msgspec.structs.replace(guest, present=False, notice=True)
    live.change_meeting("x", attendees=(*others, absent))
    assert told(live) == [("Jan", ["Iets doen"], True)]


def test_a_chair_who_is_expected_is_not_taken_for_present(live: LiveMeeting) -> None:
    obey(live, "meeting.present", "Jan Pol")
    obey(live, "meeting.chair", "@karim")
    live.change_meeting("x", attendees=(*live.meeting.attendees, Attendee(who(live, "Karim"), present=None)))
    say(live, "! Iets @karim")
    assert told(live) == [], "nobody has said whether they are there: not yet to be told"
    absent = tuple(each for each in live.meeting.attendees if each.present)
    live.change_meeting("x", attendees=(*absent, Attendee(who(live, "Karim"), present=False)))
    assert told(live) == [("Karim", ["Iets"], True)]


def test_chair_minute_taker_and_writer_were_there_unless_it_is_said_that_they_were_not(live: LiveMeeting) -> None:
    obey(live, "meeting.present", "Jan Pol")
    obey(live, "meeting.chair", "@karim")
    obey(live, "meeting.minutetaker", "@fatima")
    say(live, "! Alles @karim @fatima @ik")
    assert told(live) == []
    obey(live, "meeting.absent", "Karim Bouzid (mk)")
    assert told(live) == [("Karim", ["Alles"], True)]


def test_roles_and_what_has_ended_need_no_telling_and_what_is_confidential_stands_apart(live: LiveMeeting) -> None:
    obey(live, "meeting.present", "Sanne de Wit")
    obey(live, "meeting.absent", "Karim Bouzid")
    say(live, "# Open", "! Iets @ouders", "# Personeel")
    live.toggle_confidential()
    say(live, "! Gesprek @karim")
    assert told(live) == []
    assert told(live, confidential=True) == [("Karim", ["Gesprek"], True)]


def test_what_lacks_an_owner_or_a_day_goes_first_in_the_order_in_which_it_came(live: LiveMeeting) -> None:
    say(live, "! Heel @jan >vr", "! Zonder dag @jan", "! Ook heel @karim >vr", "! Zonder naam >vr")
    actions = [entry for entry in live.dossier.entries() if isinstance(entry, Action)]
    assert [entry.text for entry in gaps_first(actions)] == ["Zonder dag", "Zonder naam", "Heel", "Ook heel"]
    assert [is_whole(entry) for entry in actions] == [True, False, True, False]


def test_the_nudge_that_nobody_answered_is_about_decisions_that_hold(live: LiveMeeting) -> None:
    say(live, "# Punt", "? Het komt door de toetsweken", "= Minder toetsen")
    claim = live.evidence_targets()[1]
    decision = live.dossier.decisions[0]
    link(live, decision.id, [claim.id])
    assert [one.id for one in unanswered(live.dossier, live.dossier.decisions[0])] == [claim.id]
    obey(live, "decision.withdraw", f"{decision.handle} toch niet")
    withdrawn = live.entry(decision.id)
    assert isinstance(withdrawn, Decision)
    assert unanswered(live.dossier, withdrawn) == []


def test_an_item_in_which_nothing_was_said_was_passed_over(live: LiveMeeting) -> None:
    live.add_agenda([live.read(line) for line in ("# Een", "# Twee", "# Drie")])
    live.go_to(1)
    say(live, "iets")
    live.go_to(1)
    passed = passed_over(live.dossier, clock.now())
    assert [section.title for section in passed] == ["Twee", "Drie"]
