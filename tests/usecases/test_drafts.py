"""What was half typed comes back, and undo doesn't count it."""

from pathlib import Path

from kgw_tui.records.entries import PRIVATE_NOTES
from kgw_tui.records.record import new_id
from kgw_tui.usecases.drafts import keep_draft, take_draft
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.starting import start_meeting

from ..workspaces import workspace_at


def test_a_line_that_was_left_comes_back_until_it_is_left_empty(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        keep_draft(workspace, "m", "half getypt [b]")
        assert take_draft(workspace, "m") == "half getypt [b]"
        assert take_draft(workspace, "elsewhere") == ""
    with workspace_at(tmp_path) as workspace:
        assert take_draft(workspace, "m") == "half getypt [b]"
        keep_draft(workspace, "m", "  ")
        assert take_draft(workspace, "m") == ""


def test_undo_passes_over_a_draft_and_reaches_what_was_said_before_it(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        live = LiveMeeting(workspace, start_meeting(workspace, title="MT").id)
        live.capture(live.read("; voor mij"))
        keep_draft(workspace, live.meeting_id, "half")
        undone = workspace.undo()
        assert undone is not None
        assert undone.label == "private.add"
        assert workspace.private.all(PRIVATE_NOTES) == []
        assert take_draft(workspace, live.meeting_id) == "half"


def test_ids_made_in_one_millisecond_sort_in_the_order_in_which_they_were_made() -> None:
    made = [new_id() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert all(len(one) == 32 and one[12] == "7" and one[16] in "89ab" for one in made)
