"""From a note to what it became and back, along meetings; nothing of the shared store leads to a note."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import ENTRIES, AnyEntry
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem
from kgw_tui.rules.sequence import held
from kgw_tui.usecases import triaging
from kgw_tui.usecases.ending import settle_item
from kgw_tui.usecases.links import came_of, notes_behind
from kgw_tui.usecases.next_meeting import next_meeting_of, suggested_date
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .chains import fresh, hear, hold_about, promise_in, put_on_agenda


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path) as opened:
        yield opened


def entry(workspace: Workspace, text: str) -> AnyEntry:
    return next(each for each in workspace.shared.all(ENTRIES) if each.text == text)


def texts(workspace: Workspace, note_id: str) -> list[str]:
    came = came_of(workspace, fresh(workspace, note_id))
    return [each.record.title if isinstance(each.record, AgendaItem) else each.record.text for each in came]


def test_an_item_a_decision_and_an_action_lead_back_to_all_notes_they_came_of(workspace: Workspace) -> None:
    notes = [hear(workspace, words) for words in ("@karim zegt a #toetsing", "@jan zegt b", "een stem zegt c")]
    item = put_on_agenda(workspace, *notes[:2])
    hold_about(workspace, item, "= Proef tot maart", "! Ophangen @jan", "gezegd", "? Wie telt? @karim")
    ids = [note.id for note in notes[:2]]
    for record in (item.id, *(entry(workspace, text).id for text in ("Proef tot maart", "Ophangen", "gezegd"))):
        assert [note.id for note in notes_behind(workspace, record)] == ids
    assert texts(workspace, notes[0].id) == [item.title, "Proef tot maart", "Ophangen", "Wie telt?"]
    assert texts(workspace, notes[2].id) == []
    assert notes_behind(workspace, entry(workspace, "Welkom").id) == []
    assert notes_behind(workspace, "nothing") == []


def test_the_links_go_along_with_an_item_that_is_carried_over(workspace: Workspace) -> None:
    note = hear(workspace)
    item = put_on_agenda(workspace, note)
    live = hold_about(workspace, item, "= Eerst tellen", "> Herkansingen", close=False)
    settle_item(live, item.id, "deferred")
    live.close()
    last = max(workspace.shared.all(MEETINGS), key=held)
    planned = next_meeting_of(workspace, last.id, suggested_date(workspace, last))
    items = {each.title: each for each in workspace.shared.query(ITEMS, meeting=planned.id)}
    again, parked = items[item.title], items["Herkansingen"]
    assert again.carried_from == item.id
    came = came_of(workspace, fresh(workspace, note.id))
    assert came[0].record == again
    assert came[0].meeting == planned
    assert [note.id for note in notes_behind(workspace, again.id)] == [note.id]
    assert [note.id for note in notes_behind(workspace, parked.id)] == [note.id], "also by way of the parking lot"
    hold_about(workspace, again, "= Dan de proef")
    assert texts(workspace, note.id) == [item.title, "Eerst tellen", "Dan de proef"]
    assert [each.id for each in notes_behind(workspace, entry(workspace, "Dan de proef").id)] == [note.id]


def test_ones_own_actions_questions_and_promises_lead_back_too(workspace: Workspace) -> None:
    note = hear(workspace)
    action = triaging.to_action(workspace, note.id, "inspectie bellen")
    came = came_of(workspace, fresh(workspace, note.id))
    assert [(each.record.id, each.private) for each in came] == [(action.id, True)]
    for record in (action.id, promise_in(workspace, note).id):
        assert [each.id for each in notes_behind(workspace, record)] == [note.id]


def test_what_is_gone_is_left_out_and_comes_back_with_an_undo(workspace: Workspace) -> None:
    note = hear(workspace)
    item = put_on_agenda(workspace, note)
    with workspace.writing(workspace.shared, "item.delete") as tx:
        tx.delete(ITEMS, item.id)
    assert texts(workspace, note.id) == []
    workspace.undo()
    assert texts(workspace, note.id) == [item.title]


def test_nothing_in_the_shared_store_names_a_note_or_who_said_it(workspace: Workspace) -> None:
    note = hear(workspace, "@karim vraagt of het eerder kan #toetsing")
    item = put_on_agenda(workspace, note)
    hold_about(workspace, item, "= Proef tot maart")
    shared = workspace.shared
    said = msgspec.json.encode([shared.all(ITEMS), shared.all(ENTRIES)]).decode()
    assert note.id not in said
    assert note.handle not in said
    assert "Karim" not in said
    assert workspace.private.query(CORRIDOR_NOTES, became=item.id) != []
