"""Lines that are taken into a running meeting: where a new item comes to stand."""

from __future__ import annotations

from pathlib import Path

from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.starting import start_meeting
from tests.workspaces import workspace_at


def test_a_new_item_comes_right_after_the_current_one_however_many_came_there_before(tmp_path: Path) -> None:
    many = 70  # more than there are numbers between two others, each halfway
    with workspace_at(tmp_path) as workspace:
        live = LiveMeeting(workspace, start_meeting(workspace, title="Sectie Engels").id)
        for line in ("# Eerste", "# Laatste"):
            live.capture(live.read(line))
        for number in range(many):
            live.go_to(-1)
            live.capture(live.read(f"# Punt {number}"))
        later = [f"Punt {number}" for number in reversed(range(many))]
        assert [item.title for item in live.items] == ["Eerste", *later, "Laatste"]
