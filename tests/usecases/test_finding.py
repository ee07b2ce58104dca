"""Meetings as one looks for them: parted by where they stand, by series, and by what was said in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import MEETINGS, Meeting
from kgw_tui.records.people import SERIES, Series
from kgw_tui.records.record import stamp
from kgw_tui.usecases.finding import MeetingSearch, part, series_overview
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.workspace import Workspace

from ..workspaces import workspace_at
from .meetings import hold_meeting

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path) as opened:
        yield opened


def meeting(title: str, days: int, state: str = "planned", **fields: object) -> Meeting:
    day = {"title": title, "date": TODAY + dt.timedelta(days=days), "state": state}
    return msgspec.convert({**stamp(), **day, **fields}, Meeting)


def test_meetings_are_parted_by_where_they_stand() -> None:
    parted = part(
        [
            meeting("volgende week", 7),
            meeting("vanmiddag", 0, start=dt.time(15)),
            meeting("vanmorgen", 0, start=dt.time(9)),
            meeting("nooit begonnen", -1),
            meeting("vorige week", -7, "closed"),
            meeting("nooit gesloten", -30, "running"),
            meeting("loopt", 0, "running"),
            meeting("te vroeg gehouden", 2, "closed"),
        ],
        TODAY,
    )
    assert [one.title for one in parted.running] == ["loopt", "nooit gesloten"]
    assert [one.title for one in parted.upcoming] == ["vanmorgen", "vanmiddag", "volgende week"]
    assert [one.title for one in parted.past] == ["te vroeg gehouden", "nooit begonnen", "vorige week"]


def test_series_stand_with_the_soonest_next_meeting_first_and_without_one_last(workspace: Workspace) -> None:
    with workspace.shared.transaction("series") as tx:
        for title, days in (("oud", (-90,)), ("later", (-7, 14)), ("straks", (1, 15)), ("leeg", ())):
            series = msgspec.convert({**stamp(), "title": title}, Series)
            tx.put(SERIES, series)
            for day in days:
                tx.put(MEETINGS, meeting(title, day, "closed" if day < 0 else "planned", series=series.id))
        tx.put(MEETINGS, meeting("los", 0))
        tx.put(MEETINGS, meeting("van een reeks die weg is", -1, "closed", series="weg"))
    overview = series_overview(workspace.shared, TODAY)
    assert [(each.title, each.count) for each in overview] == [("straks", 2), ("later", 2), ("oud", 1), ("", 2)]
    later = overview[1]
    assert later.last is not None
    assert later.next is not None
    assert (later.last.date, later.next.date) == (TODAY - dt.timedelta(days=7), TODAY + dt.timedelta(days=14))


def finds(search: MeetingSearch, held: Meeting, sought: str) -> bool:
    return search.matching(sought)(held)


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("", True),
        ("mt", True),
        ("MT-Overleg dinsdag", True),
        ("24 nov", True),
        ("november 2026", True),
        ("tuesday", True),
        ("24-11-2026", True),
        ("4", False),
        ("toetskalender cijfer", False),
        ("cijfér", True),
        ("#toetsing", True),
        ("sanne", True),
        ("alleen voor mij", False),
        ("contract", False),
        ("kalender", True),
    ],
)
def test_every_word_must_be_in_a_meeting_somewhere(workspace: Workspace, sought: str, found: bool) -> None:
    held = hold_meeting(workspace)
    live = LiveMeeting(workspace, held.id)
    live.capture(live.read("; alleen voor mij"))
    assert finds(MeetingSearch(workspace), held, sought) is found


def test_what_is_said_after_the_first_search_is_found_too(workspace: Workspace) -> None:
    held = hold_meeting(workspace)
    search = MeetingSearch(workspace)
    assert not finds(search, held, "kantine")
    live = LiveMeeting(workspace, held.id)
    for line in ("# Huisvesting", "de kantine is te klein"):
        live.capture(live.read(line))
    assert finds(search, held, "kantine")


def test_where_it_was_said_is_told_from_shortly_before_the_word(workspace: Workspace) -> None:
    held = hold_meeting(workspace)
    search = MeetingSearch(workspace)
    assert search.found_in(held, "mentoren") == "Drie mentoren melden klachten"
    assert search.found_in(held, "cijfer") == "…alleen voor het cijfer"
    assert search.found_in(held, "mt") == ""
    assert search.found_in(held, "november") == ""


def test_nothing_of_a_confidential_item_is_told_nor_that_it_was_said(workspace: Workspace) -> None:
    held = hold_meeting(workspace)
    search = MeetingSearch(workspace)
    assert not finds(search, held, "verlengd")
    assert not finds(search, held, "personeel")
    assert search.found_in(held, "verlengd") == ""
    assert search.found_in(held, "personeel") == ""


def test_a_line_that_is_kept_out_of_the_minutes_is_not_told_with_what_belongs_to_it(workspace: Workspace) -> None:
    held = hold_meeting(workspace)
    claim = next(entry for entry in workspace.shared.query(ENTRIES, meeting=held.id) if "cijfer" in entry.text)
    with workspace.shared.transaction("test") as tx:
        tx.put(ENTRIES, msgspec.structs.replace(claim, held_back=True))
    search = MeetingSearch(workspace)
    for sought in ("cijfer", "panel"):
        assert not finds(search, held, sought)
        assert search.found_in(held, sought) == ""
