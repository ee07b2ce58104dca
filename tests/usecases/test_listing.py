"""Lists: what each filter lets through, and that what is confidential or private is only there when asked for."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgw_tui.errors import NotFound, Refused
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Action, Kind
from kgw_tui.records.meetings import Meeting
from kgw_tui.usecases import listing
from kgw_tui.usecases.listing import Filters, Placed
from kgw_tui.usecases.listing_corridor import list_notes
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.noting import log_notes
from kgw_tui.workspace import Workspace
from tests.usecases.meetings import hold_meeting
from tests.workspaces import TUESDAY, fixed_clock, workspace_at


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        hold_meeting(opened)
        yield opened


def texts(workspace: Workspace, kind: Kind, **filters: object) -> list[str]:
    narrowed = dataclasses.replace(Filters(), **filters)
    return [placed.entry.text for placed in listing.list_entries(workspace, kind, narrowed).found]


def test_actions_come_with_the_nearest_date_first(workspace: Workspace) -> None:
    assert texts(workspace, "action") == ["Kalender uitdraaien", "Ouders bellen"]


def test_what_is_confidential_is_counted_and_shown_only_when_asked_for(workspace: Workspace) -> None:
    assert listing.list_entries(workspace, "action", Filters()).left_out == 1
    assert "Gesprek voeren" in texts(workspace, "action", confidential=True)
    assert texts(workspace, "decision") == ["Twee toetsen per week"]


@pytest.mark.parametrize("mark", ["@fatima", "fatima", "Fatima El Idrissi", "fei"])
def test_an_owner_is_found_by_any_mark(workspace: Workspace, mark: str) -> None:
    assert texts(workspace, "action", owner=mark) == ["Kalender uitdraaien"]


def test_nobody_of_that_name_owns_nothing(workspace: Workspace) -> None:
    assert texts(workspace, "action", owner="@zeynep") == []


def test_a_mark_that_fits_two_people_is_refused_with_their_names(workspace: Workspace) -> None:
    with workspace.shared.transaction("people") as tx:
        from msgspec import convert

        from kgw_tui.records.people import PEOPLE, Person
        from kgw_tui.records.record import stamp

        tx.put(PEOPLE, convert({**stamp(), "name": "Karin Bos"}, Person))
    with pytest.raises(Refused, match="Karim Bouzid, Karin Bos"):
        texts(workspace, "action", owner="@kari")


@pytest.mark.parametrize("theme", ["toetsing", "#toetsing", "#Toetsing"])
def test_a_theme_narrows_every_kind(workspace: Workspace, theme: str) -> None:
    assert texts(workspace, "action", theme=theme) == ["Kalender uitdraaien"]
    assert texts(workspace, "assumption", theme=theme) == ["Leerlingen leren alleen voor het cijfer"]


def test_a_series_that_is_not_there_is_said_with_those_that_are(workspace: Workspace) -> None:
    assert texts(workspace, "action", series="mt-overleg") == ["Kalender uitdraaien", "Ouders bellen"]
    with pytest.raises(NotFound, match="MT-overleg"):
        texts(workspace, "action", series="PLG")


def test_a_meeting_narrows_to_itself(workspace: Workspace) -> None:
    with fixed_clock(TUESDAY + dt.timedelta(days=14)):
        hold_meeting(workspace, lines=("! Later iets",))
    assert texts(workspace, "action", meeting="last") == ["Later iets"]
    assert texts(workspace, "action", meeting="2026-11-24") == ["Kalender uitdraaien", "Ouders bellen"]
    with pytest.raises(NotFound):
        texts(workspace, "action", meeting="bestaat niet")


def test_since_leaves_out_earlier_meetings(workspace: Workspace) -> None:
    assert texts(workspace, "action", since=dt.date(2026, 11, 24))
    assert texts(workspace, "action", since=dt.date(2026, 11, 25)) == []


def test_only_open_leaves_out_what_has_ended(workspace: Workspace) -> None:
    from kgw_tui.usecases.doing import Deed, do

    do(workspace, "A-1", Deed("done"))
    assert texts(workspace, "action", only_open=True) == ["Ouders bellen"]
    assert texts(workspace, "action") == ["Kalender uitdraaien", "Ouders bellen"]


def test_meetings_are_listed_running_first_and_narrowed(workspace: Workspace) -> None:
    LiveMeeting(workspace, listing.list_meetings(workspace, Filters())[0].id).close()
    with fixed_clock(TUESDAY + dt.timedelta(days=14)):
        hold_meeting(workspace, title="PLG", lines=("iets",))
    assert [meeting.title for meeting in listing.list_meetings(workspace, Filters())] == ["PLG", "MT-overleg"]
    assert [meeting.title for meeting in listing.list_meetings(workspace, Filters(only_open=True))] == ["PLG"]
    assert [meeting.title for meeting in listing.list_meetings(workspace, Filters(series="plg"))] == ["PLG"]


def test_themes_are_counted_without_what_is_confidential(workspace: Workspace) -> None:
    (use,) = listing.list_themes(workspace, Filters())
    assert (use.theme, use.count, use.last) == ("toetsing", 3, dt.date(2026, 11, 24))


def test_notes_are_narrowed_by_theme_and_day(workspace: Workspace) -> None:
    log_notes(workspace, ["2026-11-03 11:15 iets #rooster", "nu #toetsing"])
    assert [note.text for note in list_notes(workspace, Filters())] == ["iets", "nu"]
    assert [note.text for note in list_notes(workspace, Filters(theme="#rooster"))] == ["iets"]
    assert [note.text for note in list_notes(workspace, Filters(since=dt.date(2026, 11, 4)))] == ["nu"]


def test_people_are_listed_by_name(workspace: Workspace) -> None:
    names = [person.name for person in listing.list_people(workspace)]
    assert names == ["Fatima El Idrissi", "Jan Pol", "Karim Bouzid", "Sanne de Wit"]


@pytest.mark.parametrize("handle", ["A-1", "a-1", " A-1 "])
def test_a_handle_leads_to_its_entry_with_where_it_was_said(workspace: Workspace, handle: str) -> None:
    found = listing.find_record(workspace, handle)
    assert isinstance(found, Placed)
    assert isinstance(found.entry, Action)
    assert found.meeting is not None
    assert found.item is not None
    assert (found.entry.text, found.meeting.title, found.item.title) == (
        "Kalender uitdraaien",
        "MT-overleg",
        "Toetsdruk",
    )


def test_handles_lead_to_notes_and_meetings_too(workspace: Workspace) -> None:
    log_notes(workspace, ["iets"])
    assert isinstance(listing.find_record(workspace, "n-1"), CorridorNote)
    for name in ("M-1", "last", "laatste", "2026-11-24", "mt-overleg"):
        assert isinstance(listing.find_record(workspace, name), Meeting)


@pytest.mark.parametrize("handle", ["", "A-99", "niets", "[red]x[/red]", "A-1\x1b"])
def test_what_leads_nowhere_is_said(workspace: Workspace, handle: str) -> None:
    with pytest.raises(NotFound):
        listing.find_record(workspace, handle)


def test_all_handles_are_offered_for_completion(workspace: Workspace) -> None:
    log_notes(workspace, ["iets"])
    assert {"A-1", "A-2", "2026-001", "V-01", "M-1", "N-1", "C-1", "Q-1"} <= set(listing.all_handles(workspace))
