"""What comes of something that turns out to be confidential is so as well, wherever it stands by then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from kgw_tui.records.entries import ENTRIES, Parked
from kgw_tui.records.meetings import ITEMS
from kgw_tui.usecases.confidentiality import mark_what_came_of
from kgw_tui.usecases.handling import move
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.next_meeting import next_meeting_of
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace
from tests.workspaces import workspace_at

LATER = dt.date(2026, 12, 8)


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        yield opened


@pytest.mark.parametrize("how", ["held back", "moved into a confidential item", "below a line that is held back"])
def test_a_parked_line_that_is_hidden_after_it_was_carried_over_is_hidden_there_too(
    workspace: Workspace, how: str
) -> None:
    live = LiveMeeting(workspace, start_meeting(workspace, title="Sectie Engels").id)
    for line in ("# Een", "? Een aanname", "> Jan is ziek", "> Excursie", "# Personeel"):
        live.capture(live.read(line))
    live.toggle_confidential()
    following = next_meeting_of(workspace, live.meeting_id, LATER)
    claim, parked = list(live.dossier.entries())[:2]
    assert isinstance(parked, Parked)
    with workspace.shared.transaction("test") as tx:
        if how == "held back":
            changed = msgspec.structs.replace(parked, held_back=True)
        elif how.startswith("moved"):
            changed = msgspec.structs.replace(parked, item=live.items[1].id)
        else:
            tx.put(ENTRIES, msgspec.structs.replace(parked, parent=claim.id))
            changed = msgspec.structs.replace(claim, held_back=True)
        tx.put(ENTRIES, changed)
        mark_what_came_of(tx, changed)
    marks = {item.title: item.confidential for item in workspace.shared.query(ITEMS, meeting=following.id)}
    assert marks["Jan is ziek"]
    assert not marks["Excursie"]


def test_what_everybody_may_read_marks_nothing(workspace: Workspace) -> None:
    live = LiveMeeting(workspace, start_meeting(workspace, title="Sectie Engels").id)
    for line in ("# Een", "> Excursie"):
        live.capture(live.read(line))
    following = next_meeting_of(workspace, live.meeting_id, LATER)
    with workspace.shared.transaction("test") as tx:
        for entry in tx.query(ENTRIES, meeting=live.meeting_id):
            mark_what_came_of(tx, entry)
    assert not any(item.confidential for item in workspace.shared.query(ITEMS, meeting=following.id))


def test_moving_a_parked_line_into_a_confidential_item_hides_what_came_of_it(workspace: Workspace) -> None:
    live = LiveMeeting(workspace, start_meeting(workspace, title="Sectie Engels").id)
    for line in ("# Een", "> Jan is ziek", "> Excursie", "# Personeel"):
        live.capture(live.read(line))
    live.toggle_confidential()
    following = next_meeting_of(workspace, live.meeting_id, LATER)
    move(live, next(entry.id for entry in live.dossier.entries()), live.items[1].id)
    marks = {item.title: item.confidential for item in workspace.shared.query(ITEMS, meeting=following.id)}
    assert (marks["Jan is ziek"], marks["Excursie"]) == (True, False)
