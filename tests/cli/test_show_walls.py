"""`kgw show` of one record: what was said behind closed doors is told with what stood there too, and marked."""

from __future__ import annotations

from kgw_tui.usecases.ending import close
from kgw_tui.usecases.linking import link
from kgw_tui.usecases.live import LiveMeeting

from ..usecases.meetings import hold_meeting
from ..workspaces import workspace_at
from .processes import Kgw

SAID = (
    "# Personeel",
    "/vertrouwelijk",
    "? Jan functioneert niet",
    "= Contract stopt",
    "# Rooster",
    "= Jan blijft mentor",
)


def test_a_public_decision_does_not_tell_what_was_claimed_in_confidence(kgw: Kgw) -> None:
    with workspace_at(kgw.home) as workspace:
        live = LiveMeeting(workspace, hold_meeting(workspace, lines=SAID).id)
        claim, inside, public = live.dossier.entries()
        link(live, inside.id, [claim.id])
        link(live, public.id, [claim.id])
        close(live)
    shown = kgw("show", "2026-001")
    assert "Jan blijft mentor" in shown.out
    assert "functioneert" not in shown.out
    shown = kgw("show", "V-01")
    assert "functioneert" in shown.out, "who asks for the confidential one hears on what it stands"
    assert "vertrouwelijk" in shown.lines[0]
    assert "functioneert" not in kgw("export", "last", "--as", "decisions", "--format", "json").out
