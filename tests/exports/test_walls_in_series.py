"""The same attack along the road that confidential things take by themselves: into the next meeting of the series."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kgw_tui.errors import NotFound
from kgw_tui.exports.options import AUDIENCES, ExportOptions
from kgw_tui.exports.page import render_page
from kgw_tui.exports.registry import MAKERS, render
from kgw_tui.records.entries import ENTRIES, Action, AnyEntry, Question
from kgw_tui.rules.dossier import Dossier
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.next_meeting import next_meeting_of
from kgw_tui.usecases.reading import dossier_of
from kgw_tui.usecases.reviewing import reopen
from kgw_tui.usecases.settling import settle
from kgw_tui.usecases.starting import start_meeting
from kgw_tui.workspace import Workspace
from tests.workspaces import TUESDAY, fixed_clock, workspace_at

from .test_what_stays_in import said

SECRET = "geheim"


def played(workspace: Workspace, *, afterwards: bool) -> list[Dossier]:
    """Two meetings of a series, both with what is confidential in them, marked while it was said or afterwards."""
    live = LiveMeeting(workspace, start_meeting(workspace, title="MT-overleg").id)
    for line in ("# Rooster", "! Sloten bestellen", "! Stoelen tellen", "> Herkansingen", "# Geheim gesprek"):
        live.capture(live.read(line))
    if not afterwards:
        live.toggle_confidential()
    for line in ("Geheim gezegd", "! Geheime actie", "? Geheime vraag?", "= Geheim besluit", "> Geheim geparkeerd"):
        live.capture(live.read(line))
    live.close()
    following = next_meeting_of(workspace, live.meeting_id, TUESDAY.date() + dt.timedelta(days=14))
    if afterwards:
        reopen(live)
        live.toggle_confidential()
        live.close()
    with fixed_clock(TUESDAY + dt.timedelta(days=14)):
        later = LiveMeeting(workspace, following.id)
        hold(workspace, live, later)
    return [dossier_of(workspace, each.meeting) for each in (live, later)]


def hold(workspace: Workspace, before: LiveMeeting, later: LiveMeeting) -> None:
    """The second meeting: what came of the first is told, and what came back is spoken about."""
    for entry in workspace.shared.query(ENTRIES, meeting=before.meeting_id):
        if isinstance(entry, Action | Question) and entry.text != "Stoelen tellen":
            settle(later, entry.id, f"{'geheim' if SECRET in entry.text.lower() else 'klaar'} gedaan")
    for _item in later.items:
        if SECRET in later.go_to(1).title.lower():
            for line in ("Geheim vervolg", "! Geheime tweede actie", "= Geheim tweede besluit"):
                later.capture(later.read(line))
    later.close()


def texts_of(dossier: Dossier) -> list[str]:
    entries: list[AnyEntry] = [*dossier.entries()]
    return [each.text for each in entries]


@pytest.mark.parametrize("afterwards", [False, True])
def test_what_is_confidential_stays_so_in_the_next_meeting(tmp_path: Path, *, afterwards: bool) -> None:
    with workspace_at(tmp_path / "home") as workspace:
        both = played(workspace, afterwards=afterwards)
    assert "Geheim geparkeerd" in [section.title for section in both[1].sections]
    assert [each.entry.text for each in both[1].open_before] == ["Stoelen tellen"]
    assert [each.entry.text for each in both[1].settled_here] == ["Sloten bestellen"]
    assert "Geheim vervolg" in texts_of(both[1])
    looked_at = 0
    for genre, form in sorted(MAKERS):
        for audience in AUDIENCES:
            if form == "txt" or (genre, form, audience) == ("minutes", "json", "group"):
                continue
            lists = [] if genre in {"minutes", "concise"} else [both]
            for dossiers in (*([each] for each in both), *lists):
                options = ExportOptions(audience=audience, speakers=True, untested=True)
                try:
                    content = said(render(dossiers, genre, form, options), form)
                except NotFound:
                    continue
                looked_at += 1
                assert SECRET not in content.lower(), (genre, form, audience)
    assert looked_at > 50
    assert all(SECRET not in render_page(each, "nl").lower() for each in both)
