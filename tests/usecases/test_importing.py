"""Importing a file: everything of it or nothing, people and groups found or made, handles given, readings told."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from kgw_tui.errors import Refused, StoreUnavailable
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES, Action, AnyEntry, Decision
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.records.people import GROUPS, PEOPLE, SERIES, Group
from kgw_tui.records.record import stamp
from kgw_tui.records.visits import VISITS
from kgw_tui.usecases.importing import ImportReport, import_text
from kgw_tui.workspace import Workspace
from tests.data.faults import failing
from tests.workspaces import workspace_at

DEMO = Path(__file__).parents[2] / "data" / "content" / "demo"
FILE = """vergadering: MT-overleg
gremium: MT
datum: 2026-11-24
aanwezig: Sanne de Wit, Ans Vis
; alleen voor mij

## Rooster (10)
? Het komt door de toetsweken
! Kalender uitdraaien @sanne >volgende vrijdag
= Twee toetsen per week
## Personeel {vertrouwelijk}
= Contract verlengd
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        yield opened


def take(workspace: Workspace, text: str, **options: bool) -> ImportReport:
    return import_text(workspace, text, language="nl", **options)


def entries(workspace: Workspace, report: ImportReport) -> list[AnyEntry]:
    assert report.meeting
    return sorted(workspace.shared.query(ENTRIES, meeting=report.meeting.id), key=lambda entry: entry.order)


def numbers(workspace: Workspace, report: ImportReport) -> list[str]:
    return [entry.handle for entry in entries(workspace, report) if isinstance(entry, Decision)]


def test_each_record_gets_the_handle_people_call_it_by(workspace: Workspace) -> None:
    report = take(workspace, FILE)
    assert report.handles == ("M-1", "C-1", "A-1", "2026-001", "V-01")
    again = take(workspace, FILE)
    assert again.handles == ("M-2", "C-2", "A-2", "2026-002", "V-02")


def test_the_report_counts_and_names_what_was_made(workspace: Workspace) -> None:
    report = take(workspace, FILE)
    assert report.counts == {"item": 2, "assumption": 1, "action": 1, "decision": 2, "private": 1}
    assert (report.new_people, report.new_groups, report.unread) == (("Ans Vis",), ("MT",), 0)
    assert report.meeting and report.ids[0] == report.meeting.id
    assert workspace.shared.get(MEETINGS, report.ids[0]) == report.meeting


def test_a_doubtful_date_is_told_with_its_line(workspace: Workspace) -> None:
    (told,) = take(workspace, FILE).told
    assert "9" in told.split(":")[0]
    assert "volgende vrijdag" in told


def test_a_dry_run_stores_nothing_and_counts_the_same(workspace: Workspace) -> None:
    before = workspace.shared.cursor
    report = take(workspace, FILE, dry_run=True)
    assert (workspace.shared.cursor, workspace.private.all(PRIVATE_NOTES)) == (before, [])
    real = take(workspace, FILE)
    assert (report.counts, report.new_people, report.told) == (real.counts, real.new_people, real.told)
    assert (report.handles, real.handles[0]) == ((), "M-1")


def test_people_and_groups_are_found_by_name_and_made_once(workspace: Workspace) -> None:
    first, second = take(workspace, FILE), take(workspace, FILE)
    assert (second.new_people, second.new_groups) == ((), ())
    assert len([person for person in workspace.shared.all(PEOPLE) if person.name == "Ans Vis"]) == 1
    assert first.meeting and second.meeting and first.meeting.group == second.meeting.group
    (group,) = workspace.shared.all(GROUPS)
    assert group.name == "MT"


def test_meetings_of_one_title_are_one_series(workspace: Workspace) -> None:
    first, second = take(workspace, FILE), take(workspace, FILE.replace("11-24", "12-01"))
    assert first.meeting and second.meeting and first.meeting.series == second.meeting.series
    other = take(workspace, FILE.replace("gremium: MT", "gremium: Team 2"))
    assert other.meeting and other.meeting.series != first.meeting.series
    assert len(workspace.shared.all(SERIES)) == 2


def test_the_same_meeting_twice_is_told(workspace: Workspace) -> None:
    take(workspace, FILE)
    assert any("MT-overleg" in told for told in take(workspace, FILE).told)


def test_a_group_stands_for_its_members_but_for_those_excepted(workspace: Workspace) -> None:
    people = {person.name: person.id for person in workspace.shared.all(PEOPLE)}
    members = (people["Sanne de Wit"], people["Karim Bouzid"], people["Jan Pol"])
    with workspace.writing(workspace.shared, "test") as tx:
        tx.put(GROUPS, msgspec.convert({**stamp(), "name": "team 2", "members": members}, Group))
    present = "Team 2 behalve Jan en Karim, Fatima El Idrissi"
    report = take(workspace, f"vergadering: Team\ndatum: 2026-11-24\naanwezig: {present}\n")
    assert report.meeting
    assert [attendee.who.person for attendee in report.meeting.attendees] == [
        people["Sanne de Wit"],
        people["Fatima El Idrissi"],
    ]
    assert report.told == ()


def test_a_group_that_nobody_knows_is_told_and_kept_as_a_note(workspace: Workspace) -> None:
    report = take(workspace, "vergadering: x\ndatum: 2026-11-24\naanwezig: team 9 behalve Jan\n\n## x\n")
    assert (report.unread, report.new_people) == (1, ())
    assert [entry.text for entry in entries(workspace, report)] == ["aanwezig: team 9 behalve Jan"]


def test_a_decision_keeps_the_number_it_brings_along(workspace: Workspace) -> None:
    report = take(workspace, "vergadering: x\ndatum: 2026-11-24\n\n= Een {nr 2026-014}\n= Twee\n")
    assert numbers(workspace, report) == ["2026-014", "2026-015"]


def test_a_number_that_is_taken_is_given_anew_and_told(workspace: Workspace) -> None:
    take(workspace, "vergadering: x\ndatum: 2026-11-24\n\n= Een {nr 2026-014}\n")
    text = "vergadering: y\ndatum: 2026-11-25\n\n= Oud {vervangen door 2026-014}\n= Nieuw {nr 2026-014}\n"
    report = take(workspace, text)
    assert numbers(workspace, report) == ["2026-015", "2026-016"]
    assert any("2026-014" in told and "2026-016" in told for told in report.told)
    old = entries(workspace, report)[0]
    assert isinstance(old, Decision) and old.replaced_by == "2026-016"


def test_an_import_is_one_thing_to_undo_in_each_store(workspace: Workspace) -> None:
    report = take(workspace, FILE)
    assert workspace.undo() and workspace.undo()
    assert report.meeting and workspace.shared.get(MEETINGS, report.meeting.id) is None
    assert (workspace.shared.all(ITEMS), workspace.private.all(PRIVATE_NOTES)) == ([], [])
    assert workspace.undo() is None


def test_an_import_can_be_repeated_after_a_fault_anywhere(workspace: Workspace) -> None:
    failures = 0
    for first in range(1, 60):
        text = FILE.replace("MT-overleg", f"Keer {first}")
        with failing(first, count=2) as faults:
            try:
                take(workspace, text)
            except StoreUnavailable:
                failures += 1
                titles = [meeting.title for meeting in workspace.shared.all(MEETINGS)]
                assert f"Keer {first}" not in titles
        if faults.calls < first:
            break
        if faults.failed and f"Keer {first}" not in [each.title for each in workspace.shared.all(MEETINGS)]:
            take(workspace, text)
        (meeting,) = [each for each in workspace.shared.all(MEETINGS) if each.title == f"Keer {first}"]
        assert len(workspace.private.query(PRIVATE_NOTES, meeting=meeting.id)) == 1
    else:
        pytest.fail("there are more calls than faults were tried at")
    assert failures >= 2  # in the one store, and in the other
    assert len(workspace.private.all(PRIVATE_NOTES)) == first


def test_a_meeting_without_its_own_notes_is_told_with_its_number(workspace: Workspace) -> None:
    for first in range(1, 60):
        with failing(first, count=1_000_000), pytest.raises(StoreUnavailable) as raised:
            take(workspace, FILE)
        if workspace.shared.all(MEETINGS):
            break
    (meeting,) = workspace.shared.all(MEETINGS)
    assert meeting.handle in str(raised.value)
    assert not workspace.private.all(PRIVATE_NOTES)


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "\0\0"])
def test_a_file_without_a_word_is_refused(workspace: Workspace, text: str) -> None:
    with pytest.raises(Refused):
        take(workspace, text)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_demo_school_is_taken_without_a_remark(tmp_path: Path, language: str) -> None:
    with workspace_at(tmp_path / "demo", language) as workspace:
        reports = {
            name: import_text(workspace, (DEMO / language / f"{name}.txt").read_text("utf-8"), language=language)
            for name in ("people", "meeting-1", "plc", "corridor", "visits", "meeting-2")
        }
        assert [report.kind for report in reports.values()] == [
            *("people", "meeting", "meeting", "corridor", "visits", "meeting")
        ]
        assert all(report.told == () and report.unread == 0 for report in reports.values())
        assert all(report.new_people == () for name, report in reports.items() if name != "people")
        assert reports["corridor"].counts == {"corridor": 12, "action": 11}
        assert len({note.kind for note in workspace.private.all(CORRIDOR_NOTES)}) == 8
        assert len({visit.purpose for visit in workspace.private.all(VISITS)}) == 6
        assert len(workspace.shared.all(SERIES)) == 2


def test_promises_of_the_corridor_are_actions_under_their_note_in_the_one_row_of_numbers(workspace: Workspace) -> None:
    take(workspace, "vergadering: x\ndatum: 2026-11-24\n\n! Bellen\n")
    take(workspace, "2026-11-03 11:15 @jan promise #toetsing\n  Hij vraagt iets.\n  ! Bellen @sanne >2026-11-12\n")
    (note,) = workspace.private.all(CORRIDOR_NOTES)
    (promise,) = workspace.private.all(ENTRIES)
    assert (note.handle, note.kind, note.themes, note.text) == ("N-1", "promise", ("toetsing",), "Hij vraagt iets.")
    assert isinstance(promise, Action) and (promise.handle, promise.parent) == ("A-2", note.id)
    assert len(workspace.shared.all(ENTRIES)) == 1


def test_people_who_are_known_get_their_mark_and_stay_one(workspace: Workspace) -> None:
    report = take(workspace, "@jp Jan Pol, conciërge\n@nieuw Nieuwe Collega, docent\n@jp Ans Vis\n")
    people = {person.name: person for person in workspace.shared.all(PEOPLE)}
    assert (people["Jan Pol"].aliases, people["Jan Pol"].function) == (("jp",), "conciërge")
    assert (report.new_people, people["Ans Vis"].aliases) == (("Nieuwe Collega", "Ans Vis"), ())
    assert len(report.told) == 1


def test_a_glance_keeps_its_question_and_nothing_else(workspace: Workspace) -> None:
    report = take(
        workspace, "2026-10-29 10:00 @jan glance 2c biologie\n  - 10:02 Gezien\n  + Sterk\n  ? Hoe kies je?\n"
    )
    (visit,) = workspace.private.all(VISITS)
    assert (visit.handle, visit.question, visit.observations, visit.strength) == ("B-1", "Hoe kies je?", (), "")
    assert report.unread == 2


def test_lines_without_a_date_among_notes_are_kept_and_told(workspace: Workspace) -> None:
    report = take(workspace, "2026-11-03 11:15 @jan signal\n  Iets.\nZomaar een regel\n")
    assert [note.text for note in workspace.private.all(CORRIDOR_NOTES)] == ["Iets.", "Zomaar een regel"]
    assert report.unread == 1
