"""Finding people and what is the writer's own: by all words, by kind and day, and never with eyes in the room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import pytest

from kgw_tui.capture.dates import Calendar
from kgw_tui.capture.sought import Sought, read_sought
from kgw_tui.usecases.finding_others import Other, Others
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.noting import log_notes
from kgw_tui.usecases.searching import result_of
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .meetings import hold_meeting

TUESDAY = Calendar(dt.date(2026, 11, 24), looking_back=True)


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path) as opened:
        log_notes(opened, ["@karim vraagt naar de kluisjes #gebouw"])
        log_notes(opened, ["! @fatima bellen over de kluisjes >vr"])
        yield opened


def find(workspace: Workspace, text: str) -> tuple[Other, ...]:
    return result_of(Others(workspace).finding(text))


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("toets mt", Sought("toets mt")),
        ("@karim #toetsing", Sought("karim #toetsing")),
        ("! bellen", Sought("bellen", frozenset({"action"}))),
        ("? cijfer", Sought("cijfer", frozenset({"assumption", "question"}))),
        ("waarom ? niet", Sought("waarom ? niet")),
        ("besluit: toets", Sought("toets", frozenset({"decision"}))),
        ("besluit toets", Sought("besluit toets")),
        ("wandelgang: sinds oktober", Sought("", frozenset({"heard"}), dt.date(2026, 10, 1))),
        ("toets sinds december", Sought("toets", since=dt.date(2025, 12, 1))),
        ("toets since 2026-11-03", Sought("toets", since=dt.date(2026, 11, 3))),
        ("sinds kort is het zo", Sought("sinds kort is het zo")),
    ],
)
def test_a_line_names_words_kinds_and_from_when_on(text: str, sought: Sought) -> None:
    assert read_sought(text, TUESDAY) == sought


def test_people_and_notes_are_found_by_all_words(workspace: Workspace) -> None:
    assert {other.kind for other in find(workspace, "karim")} == {"person", "heard"}
    assert {other.kind for other in find(workspace, "kluisjes")} == {"heard", "action"}
    assert [other.handle for other in find(workspace, "gebouw kluis")] == ["N-1"]
    assert find(workspace, "kluisjes qqxx") == ()
    assert find(workspace, "") == ()


def test_while_a_meeting_runs_nothing_private_is_found_but_by_its_handle(workspace: Workspace) -> None:
    meeting = hold_meeting(workspace)
    assert {other.kind for other in find(workspace, "karim")} == {"person"}
    assert find(workspace, "kluisjes") == ()
    assert [other.handle for other in find(workspace, "n-1")] == ["N-1"]
    LiveMeeting(workspace, meeting.id).close()
    assert {other.kind for other in find(workspace, "kluisjes")} == {"heard", "action"}


def test_what_was_written_anew_is_found_by_its_new_words(workspace: Workspace) -> None:
    others = Others(workspace)
    assert result_of(others.finding("zolder")) == ()
    log_notes(workspace, ["op zolder liggen de schema's"])
    assert [other.kind for other in result_of(others.finding("zolder"))] == ["heard"]
    workspace.undo()
    assert result_of(others.finding("zolder")) == ()
