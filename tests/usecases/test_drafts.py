"""What earlier versions kept half typed is taken over once; undo doesn't count what is half typed; ids sort by time."""

from pathlib import Path

import pytest
from msgspec import convert

from kgw_tui.drafts import LINE, draft_place
from kgw_tui.errors import StoreUnavailable
from kgw_tui.records.drafts import DRAFTS, Draft
from kgw_tui.records.entries import PRIVATE_NOTES
from kgw_tui.records.record import new_id, stamp
from kgw_tui.usecases.drafts import take_over_earlier
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace

from ..data.faults import failing
from ..workspaces import workspace_at


def keep_as_before(workspace: Workspace, place: str, text: str) -> None:
    """As versions did that kept what was half typed in the private store."""
    with workspace.private.transaction("draft", undoable=False) as tx:
        tx.put(DRAFTS, convert({**stamp(), "place": place, "text": text}, Draft))


def left(workspace: Workspace) -> list[tuple[str, str]]:
    return [(each.place, each.text) for each in workspace.drafts.left()]


def test_what_an_earlier_version_kept_is_taken_over_once(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        keep_as_before(workspace, "m", "half getypt [b]")
        take_over_earlier(workspace)
        assert left(workspace) == [("m line", "half getypt [b]")]
        assert workspace.private.all(DRAFTS) == []
        workspace.drafts.drop(workspace.drafts.left()[0])
    with workspace_at(tmp_path) as workspace:
        take_over_earlier(workspace)
        assert left(workspace) == []


def test_until_it_can_be_kept_where_it_goes_it_stays_where_it_was(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        keep_as_before(workspace, "m", "half getypt")
        with failing(1, count=1_000_000), pytest.raises(StoreUnavailable):
            take_over_earlier(workspace)
        assert [each.text for each in workspace.private.all(DRAFTS)] == ["half getypt"]
        assert left(workspace) == [("m line", "half getypt")]
        take_over_earlier(workspace)
        assert left(workspace) == [("m line", "half getypt")]
        assert workspace.private.all(DRAFTS) == []


def test_at_each_fault_on_the_way_it_is_in_one_of_the_two(tmp_path: Path) -> None:
    for first in range(1, 40):
        home = tmp_path / str(first)
        with workspace_at(home) as workspace:
            keep_as_before(workspace, "m", "half getypt")
            with failing(first) as faults:
                try:
                    take_over_earlier(workspace)
                except StoreUnavailable:
                    assert faults.failed
        with workspace_at(home) as again:
            stored = [each.text for each in again.private.all(DRAFTS)]
            assert {*stored, *(text for _place, text in left(again))} == {"half getypt"}
        if not faults.failed:
            return
    pytest.fail("there were more calls than tried")


def test_undo_passes_over_what_is_half_typed_and_reaches_what_was_said_before_it(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        live = LiveMeeting(workspace, start_meeting(workspace, title="MT").id)
        live.capture(live.read("; voor mij"))
        place = draft_place(live.meeting_id, LINE)
        workspace.drafts.hold({place: "half"})
        workspace.drafts.save()
        undone = workspace.undo()
        assert undone is not None
        assert undone.label == "private.add"
        assert workspace.private.all(PRIVATE_NOTES) == []
        assert left(workspace) == [(place, "half")]


def test_ids_made_in_one_millisecond_sort_in_the_order_in_which_they_were_made() -> None:
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert all(len(one) == 32 and one[12] == "7" and one[16] in "89ab" for one in made)
