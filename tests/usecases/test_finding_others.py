"""Finding anything: people, themes, series and what is the writer's own too; in which order, narrowed, and never with
eyes in the room.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from kgw_tui.records.people import PEOPLE, Who
from kgw_tui.records.record import stamp
from kgw_tui.records.visits import VISITS, Observation, Visit
from kgw_tui.usecases.bringing_up import bring_up
from kgw_tui.usecases.finding_anything import Finder
from kgw_tui.usecases.finding_others import Other
from kgw_tui.usecases.handling import delete
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.noting import log_notes
from kgw_tui.usecases.triaging import promise, settle
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .meetings import hold_meeting
from .test_searching import close_on


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path) as opened:
        log_notes(opened, ["2026-11-03 10:00 @karim vraagt naar de kluisjes #gebouw"])
        log_notes(opened, ["2026-11-17 10:00 ! @fatima bellen over de kluisjes >vr"])
        yield opened


def told(workspace: Workspace, text: str, finder: Finder | None = None) -> list[tuple[str, str]]:
    """What a line finds: its kind, and its number or its text."""
    found = (finder or Finder(workspace)).find(text)
    return [
        (each.kind, each.handle or each.text)
        if isinstance(each, Other)
        else ("said", each.handle or each.record.text if each.record and hasattr(each.record, "text") else "meeting")
        for each in found.hits
    ]


def kinds(workspace: Workspace, text: str) -> set[str]:
    return {kind for kind, _called in told(workspace, text)}


def test_people_and_notes_are_found_by_all_words(workspace: Workspace) -> None:
    assert told(workspace, "karim") == [("person", "Karim Bouzid"), ("heard", "N-1")]
    assert kinds(workspace, "kluisjes") == {"heard", "promise"}
    assert [called for _kind, called in told(workspace, "gebouw kluis")] == ["N-1"]
    assert told(workspace, "kluisjes qqxx") == []
    assert told(workspace, "") == []


def test_what_was_said_and_heard_stands_in_one_order_newest_first_people_and_themes_before_it(
    workspace: Workspace,
) -> None:
    close_on(workspace, "MT", dt.date(2026, 11, 10), ("over de kluisjes #kluisjes",))
    order = [kind for kind, _called in told(workspace, "kluisjes")]
    assert order[0] == "theme"
    assert [kind for kind in order if kind in {"said", "heard", "promise"}] == ["heard", "promise", "said", "heard"]
    dated = [
        each.day if isinstance(each, Other) else each.meeting.date for each in Finder(workspace).find("kluis").hits
    ]
    days = [day for day in dated if day is not None]
    assert days == sorted(days, reverse=True)


def test_a_series_stands_behind_its_newest_meeting(workspace: Workspace) -> None:
    hold_meeting(workspace)
    close_on(workspace, "MT-overleg", dt.date(2026, 11, 10), ("gezegd",))
    found = told(workspace, "mt-overleg")
    assert [called for _kind, called in found] == ["meeting", "MT-overleg", "meeting"]
    assert told(workspace, "reeks: mt") == [("series", "MT-overleg")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("@karim", [("person", "Karim Bouzid"), ("heard", "N-1")]),
        ("@bouzid kluisjes", [("heard", "N-1")]),
        ("@kbo kluisjes", [("heard", "N-1")]),
        ("@fat kluisjes", [("promise", "A-1"), ("heard", "N-2")]),
        ("#geb", [("theme", "#gebouw"), ("heard", "N-1")]),
        ("toezegging: kluisjes", [("promise", "A-1")]),
        ("! kluisjes", [("promise", "A-1")]),
        ("wandelgang:", [("heard", "N-2"), ("heard", "N-1")]),
        ("kluisjes vorige week", [("promise", "A-1"), ("heard", "N-2")]),
        ("kluisjes tot 10 nov", [("heard", "N-1")]),
        ("wandelgang: 3 nov", [("heard", "N-1")]),
        ("kluisjes 3 nov", [("heard", "N-1")]),
        ("wandelgang: dag", []),
        ("n-1", [("heard", "N-1")]),
    ],
)
def test_it_is_narrowed_in_the_same_line(workspace: Workspace, text: str, found: list[tuple[str, str]]) -> None:
    assert sorted(told(workspace, text)) == sorted(found)


def test_a_note_is_found_by_what_was_promised_and_by_what_became_of_it(workspace: Workspace) -> None:
    finder = Finder(workspace)
    close_on(workspace, "MT-overleg", dt.date(2026, 11, 10), ("# Een",))
    hold_meeting(workspace)
    assert told(workspace, "slotenmaker", finder) == []
    note = next(each for each in finder.find("n-1").hits if isinstance(each, Other))
    promise(workspace, note.id, "de slotenmaker bellen")
    series = next(meeting.series for meeting in finder.search.gathering.newest_first)
    LiveMeeting(workspace, finder.search.gathering.newest_first[0].id).close()
    assert ("heard", "N-1") in told(workspace, "slotenmaker", finder)
    bring_up(workspace, [note.id], series, "Een hangslot voor iedereen")
    assert ("heard", "N-1") in told(workspace, "hangslot", finder)
    settle(workspace, note.id, "nothing", "")
    assert ("heard", "N-1") in told(workspace, "kluisjes", finder)


def test_a_visit_is_found_by_what_was_seen_and_by_the_teacher(workspace: Workspace) -> None:
    karim = next(person for person in workspace.shared.all(PEOPLE) if person.name.startswith("Karim"))
    seen = {"observations": (Observation("drie leerlingen leggen het elkaar uit"),), "teacher": Who(person=karim.id)}
    fields = {"handle": "B-1", "date": dt.date(2026, 11, 12), "purpose": "development", "subject": "wiskunde"}
    with workspace.private.transaction("test") as tx:
        tx.put(VISITS, msgspec.convert({**stamp(), **fields, **seen}, Visit))
    for text in ("leggen", "bezoek: @karim", "wiskunde 12 nov"):
        assert told(workspace, text) == [("visit", "B-1")]


def test_while_a_meeting_runs_nothing_private_is_found_but_by_its_number(workspace: Workspace) -> None:
    meeting = hold_meeting(workspace)
    live = LiveMeeting(workspace, meeting.id)
    live.capture(live.read("; Karim kijkt niet blij"))
    finder = Finder(workspace)
    finder.find("karim")
    for text in ("kluisjes", "wandelgang:", "vorige week", "thema: gebouw", "#gebouw", "niet blij", "mij:", "gebouw"):
        found = finder.find(text)
        assert not [each for each in found.hits if isinstance(each, Other) and each.kind != "person"], text
        assert found.guarded
    assert "gebouw" not in finder.themes()
    assert ("heard", "N-1") in told(workspace, "n-1", finder)
    live.close()
    assert kinds(workspace, "kluisjes") == {"heard", "promise"}
    assert ("mine", "Karim kijkt niet blij") in told(workspace, "mij:", finder)
    assert "gebouw" in finder.themes()


def test_what_is_written_anew_undone_or_renamed_is_found_by_its_new_words(workspace: Workspace) -> None:
    finder = Finder(workspace)
    assert told(workspace, "zolder", finder) == []
    log_notes(workspace, ["@karim heeft op zolder de schema's"])
    assert told(workspace, "zolder", finder) == [("heard", "N-3")]
    karim = next(person for person in workspace.shared.all(PEOPLE) if person.name.startswith("Karim"))
    with workspace.shared.transaction("test") as tx:
        tx.put(PEOPLE, msgspec.structs.replace(karim, name="Kasper Bouzid"))
    assert told(workspace, "@kasper zolder", finder) == [("heard", "N-3")]
    workspace.undo()
    workspace.undo()
    assert told(workspace, "zolder", finder) == []


def test_what_was_taken_out_isnt_found_and_keeps_no_theme(workspace: Workspace) -> None:
    meeting = hold_meeting(workspace, lines=("het dak lekt #dak",))
    live, finder = LiveMeeting(workspace, meeting.id), Finder(workspace)
    assert ("theme", "#dak") in told(workspace, "dak", finder)
    delete(live, next(entry.id for entry in live.dossier.entries()))
    assert told(workspace, "dak", finder) == []
