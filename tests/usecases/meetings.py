"""A small meeting with one entry of each kind, for the tests of what reads and changes records."""

from __future__ import annotations

import datetime as dt

from kgw_tui.records.meetings import Meeting
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace

LINES = (
    "# Toetsdruk (20)",
    "Drie mentoren melden klachten",
    "? Leerlingen leren alleen voor het cijfer #toetsing",
    "+ panel: 14 van de 20",
    "? Wie belt de inspectie? @karim",
    "= Twee toetsen per week #toetsing >1 maart",
    "! Kalender uitdraaien @fatima >vr #toetsing",
    "! Ouders bellen @karim",
    "> Herkansingen",
    "# Personeel",
    "/vertrouwelijk",
    "! Gesprek voeren @karim >vr",
    "= Contract wordt verlengd",
)


def hold_meeting(workspace: Workspace, *, title: str = "MT-overleg", lines: tuple[str, ...] = LINES) -> Meeting:
    """A running meeting in which `lines` were typed, on the day that the clock says."""
    live = LiveMeeting(workspace, start_meeting(workspace, title=title).id)
    for line in lines:
        if line == "/vertrouwelijk":
            live.toggle_confidential()
            continue
        parsed = live.read(line)
        targets = live.evidence_targets() if line.startswith("+") else []
        live.capture(parsed, parent=targets[0].id if targets else "")
    return live.meeting


DAY = dt.date(2026, 11, 24)
