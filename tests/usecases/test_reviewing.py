"""Reading through, and what becomes of minutes: the text changes in the record, undoable; the states follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from kgw_tui.errors import NotFound, Refused
from kgw_tui.records.entries import Action, AnyEntry
from kgw_tui.records.meetings import ITEMS, MEETINGS, Attendee, Meeting
from kgw_tui.records.people import SERIES, Series
from kgw_tui.records.record import stamp
from kgw_tui.rules.kept_out import kept_out
from kgw_tui.rules.wording import meeting_word
from kgw_tui.usecases import ending, reviewing
from kgw_tui.usecases.doing import Deed, do, read_verb
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .meetings import DAY, hold_meeting

SAID = (
    "# Toetsdruk",
    "Karim: dat kan niet",
    "@fatima vraagt of het eerder kan",
    "? Leerlingen leren voor het cijfer",
    "+ panel van Jan",
    "! Karim belt Fatima @karim >vr",
    "Niemand zei iets",
)


@pytest.fixture
def live(tmp_path: Path) -> Generator[LiveMeeting]:
    with workspace_at(tmp_path / "home") as workspace:
        meeting = hold_meeting(workspace, lines=SAID)
        closed = LiveMeeting(workspace, meeting.id)
        closed.close()
        yield closed


def entry(live: LiveMeeting, text: str) -> AnyEntry:
    return next(entry for entry in live.dossier.entries() if text in entry.text)


def edit(live: LiveMeeting, text: str, line: str) -> AnyEntry:
    return reviewing.rewrite(live, entry(live, text).id, live.read(line))


def test_a_line_is_edited_in_place_and_keeps_its_place(live: LiveMeeting) -> None:
    before = [each.id for each in live.dossier.entries()]
    edit(live, "Niemand", "Niemand heeft iets gezegd.")
    assert [each.id for each in live.dossier.entries()] == before
    assert entry(live, "heeft iets gezegd")


@pytest.mark.parametrize("line", ["; voor mij", "/punt x", "# punt", "", "!"])
def test_a_line_of_the_minutes_becomes_nothing_else(live: LiveMeeting, line: str) -> None:
    before = live.workspace.shared.cursor
    with pytest.raises(Refused):
        edit(live, "Niemand", line)
    assert live.workspace.shared.cursor == before


def test_what_is_kept_out_takes_its_evidence_with_it(live: LiveMeeting) -> None:
    claim, evidence = entry(live, "cijfer"), entry(live, "panel")
    assert reviewing.hold_back(live, claim.id)
    assert live.entry(claim.id).held_back
    assert kept_out(live.dossier.entries()) == dict.fromkeys([claim.id, evidence.id], live.entry(claim.id))
    with pytest.raises(Refused, match="Leerlingen leren"):
        reviewing.hold_back(live, evidence.id)
    assert not reviewing.hold_back(live, claim.id)
    assert kept_out(live.dossier.entries()) == {}
    assert reviewing.hold_back(live, evidence.id)
    assert not live.entry(claim.id).held_back


def test_what_came_of_a_line_that_is_kept_out_is_confidential_too(tmp_path: Path) -> None:
    with workspace_at(tmp_path / "home") as workspace:
        live = LiveMeeting(workspace, hold_meeting(workspace, lines=("# Rooster", "iets", "> Jan is ziek, gesprek")).id)
        following = ending.plan_next(live, DAY + dt.timedelta(days=14))
        ending.close(live)
        reviewing.hold_back(live, entry(live, "Jan is ziek").id)
        carried = [item for item in workspace.shared.query(ITEMS, meeting=following.id) if item.carried_from]
        assert [(item.title, item.confidential) for item in carried] == [("Jan is ziek, gesprek", True)]


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("dat kan niet", "Een lid: dat kan niet"),
        ("vraagt of", "Een lid vraagt of het eerder kan"),
        ("panel", "panel van een lid"),
    ],
)
def test_the_name_of_a_speaker_becomes_a_member(live: LiveMeeting, text: str, becomes: str) -> None:
    changed = reviewing.without_speaker(live, entry(live, text).id)
    assert (changed.text, changed.mentions) == (becomes, ())


def test_the_owner_of_an_action_keeps_his_name_and_who_he_speaks_to_does_not(live: LiveMeeting) -> None:
    owners = (action := entry(live, "belt")) and isinstance(action, Action) and action.owners
    changed = reviewing.without_speaker(live, action.id)
    assert isinstance(changed, Action)
    assert changed.owners == owners
    assert changed.text == "Karim belt een lid"


def test_a_line_without_a_name_is_left_alone(live: LiveMeeting) -> None:
    before = live.workspace.shared.cursor
    with pytest.raises(Refused):
        reviewing.without_speaker(live, entry(live, "Niemand").id)
    assert live.workspace.shared.cursor == before


def test_only_those_at_the_table_are_speakers_once_they_are_noted(live: LiveMeeting) -> None:
    directory = live.dossier.directory
    sanne = directory.find("sanne")
    assert sanne is not None
    with live.writing("meeting.attendees") as tx:
        tx.put(MEETINGS, msgspec.structs.replace(live.meeting, attendees=(Attendee(sanne),)))
    with pytest.raises(Refused):
        reviewing.without_speaker(live, entry(live, "panel").id)  # Jan was not there
    assert reviewing.without_speaker(live, entry(live, "dat kan niet").id).text == "Een lid: dat kan niet"
    said = edit(live, "Niemand", "jan pol: daar ben ik tegen")
    assert reviewing.without_speaker(live, said.id).text == "Een lid: daar ben ik tegen"


def test_every_step_is_one_thing_to_undo(live: LiveMeeting) -> None:
    workspace = live.workspace
    start = sorted(live.dossier.entries(), key=lambda each: each.id)
    reviewing.mark_reviewed(live)
    edit(live, "Niemand", "Anders gezegd dan eerst")
    reviewing.mark_reviewed(live)
    reviewing.hold_back(live, entry(live, "cijfer").id)
    reviewing.without_speaker(live, entry(live, "dat kan niet").id)
    undone = [workspace.undo() for _step in range(5)]
    live.forget()
    assert [each.label for each in undone if each] == [
        "entry.without-speaker",
        "entry.hold-back",
        "minutes.reviewed",
        "entry.edit",
        "minutes.reviewed",
    ]
    assert live.meeting.minutes_state == "draft"
    assert [each.text for each in sorted(live.dossier.entries(), key=lambda each: each.id)] == [e.text for e in start]


@pytest.mark.parametrize("mark", [reviewing.mark_reviewed, reviewing.mark_sent])
def test_a_change_of_the_text_makes_a_draft_of_them(live: LiveMeeting, mark: object) -> None:
    assert callable(mark)
    for change in (
        lambda: edit(live, "Niemand", "Niemand zei er iets"),
        lambda: reviewing.hold_back(live, entry(live, "cijfer").id),
        lambda: reviewing.without_speaker(live, entry(live, "dat kan niet").id),
    ):
        mark(live)
        assert live.meeting.minutes_state != "draft"
        change()
        assert live.meeting.minutes_state == "draft"


def test_adopted_minutes_stay_as_they_are_until_the_meeting_is_opened_again(live: LiveMeeting) -> None:
    adopted = reviewing.mark_adopted(live)
    assert (adopted.minutes_state, adopted.adopted_on) == ("adopted", DAY)
    before = live.workspace.shared.cursor
    for change in (
        lambda: edit(live, "Niemand", "Iets"),
        lambda: reviewing.hold_back(live, entry(live, "cijfer").id),
        lambda: reviewing.without_speaker(live, entry(live, "dat kan niet").id),
        lambda: reviewing.mark_sent(live),
    ):
        with pytest.raises(Refused):
            change()
    assert live.workspace.shared.cursor == before
    reviewing.reopen(live)
    edit(live, "Niemand", "Iets anders gezegd")
    assert (live.meeting.state, live.meeting.adopted_on) == ("running", None)


def test_a_line_that_is_gone_is_told(live: LiveMeeting) -> None:
    with pytest.raises(NotFound):
        reviewing.without_speaker(live, "nergens")


def test_what_an_earlier_meeting_said_is_changed_in_its_own_minutes_only(live: LiveMeeting) -> None:
    other = LiveMeeting(live.workspace, hold_meeting(live.workspace, lines=("# Punt", "Karim: iets anders")).id)
    theirs = next(iter(other.dossier.entries()))
    for change in (reviewing.hold_back, reviewing.without_speaker, reviewing.to_edit):
        with pytest.raises(Refused, match="eerdere vergadering"):
            change(live, theirs.id)
    assert other.entry(theirs.id) == theirs


# Adopting last time's minutes


def in_series(workspace: Workspace, *days: dt.date) -> list[LiveMeeting]:
    """Meetings of one series on these days, the last running and the others closed."""
    series = msgspec.convert({**stamp(), "title": "MT"}, Series)
    meetings: list[LiveMeeting] = []
    for day in days:
        meeting = hold_meeting(workspace, title=f"MT {day}", lines=("# Punt", "iets"))
        live = LiveMeeting(workspace, meeting.id)
        if day != days[-1]:
            live.close()
        with workspace.shared.transaction("test") as tx:
            tx.put(SERIES, series)
            tx.put(MEETINGS, msgspec.structs.replace(live.meeting, date=day, series=series.id))
        live.forget()
        meetings.append(live)
    return meetings


def stored(live: LiveMeeting) -> Meeting:
    live.forget()
    return live.meeting


def test_the_next_meeting_adopts_the_minutes_of_the_last_on_its_own_day(tmp_path: Path) -> None:
    with workspace_at(tmp_path / "home") as workspace:
        oldest, last, now = in_series(workspace, dt.date(2026, 11, 3), dt.date(2026, 11, 10), DAY)
        assert reviewing.adopt_last(now).id == last.meeting_id
        assert (stored(last).minutes_state, stored(last).adopted_on) == ("adopted", DAY)
        assert stored(oldest).minutes_state == "draft"
        with pytest.raises(Refused):
            reviewing.adopt_last(now)
        assert reviewing.to_adopt(now) is None


def test_an_item_says_which_minutes_it_adopts(tmp_path: Path) -> None:
    with workspace_at(tmp_path / "home") as workspace:
        oldest, last, now = in_series(workspace, dt.date(2026, 11, 3), dt.date(2026, 11, 10), DAY)
        with workspace.shared.transaction("test") as tx:
            tx.put(ITEMS, msgspec.structs.replace(now.items[0], adopts=oldest.meeting_id))
        now.forget()
        assert reviewing.adopt_last(now).id == oldest.meeting_id
        assert stored(last).minutes_state == "draft"
        with pytest.raises(Refused):
            reviewing.adopt_last(now)


def test_a_meeting_outside_a_series_has_nothing_to_adopt(live: LiveMeeting) -> None:
    with pytest.raises(Refused):
        reviewing.adopt_last(live)


# Without the screens


def test_the_states_follow_each_other_from_the_command_line(live: LiveMeeting) -> None:
    for words, state in (("nagelezen", "reviewed"), ("verzonden", "sent"), ("vastgesteld", "adopted")):
        verb = read_verb(words)
        assert verb
        done = do(live.workspace, "M-1", Deed(verb))
        assert isinstance(done, Meeting)
        assert done.minutes_state == state
        assert read_verb(meeting_word(done)) == verb, "the word that a list shows does what it says"
        with pytest.raises(Refused):
            do(live.workspace, "M-1", Deed(verb))
    with pytest.raises(Refused):
        do(live.workspace, "M-1", Deed("sent"))


def test_the_minutes_of_a_running_meeting_are_not_read_through_yet(tmp_path: Path) -> None:
    with workspace_at(tmp_path / "home") as workspace:
        hold_meeting(workspace)
        for verb in ("reviewed", "sent", "adopt", "reopen"):
            with pytest.raises(Refused, match="M-1"):
                do(workspace, "M-1", Deed(verb))
