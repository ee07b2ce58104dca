"""Starting a meeting: which agenda the next one of a series begins with."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest

from kgw_tui.records.meetings import ITEMS
from kgw_tui.records.people import SERIES, Series
from kgw_tui.records.record import stamp
from kgw_tui.usecases.importing import import_text
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.starting import agenda_of_series, start_again, start_meeting
from kgw_tui.workspace import Workspace
from tests.workspaces import workspace_at


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        yield opened


def series_called(workspace: Workspace, title: str, agenda: str = "") -> Series:
    series = msgspec.convert({**stamp(), "title": title, "agenda": agenda}, Series)
    with workspace.shared.transaction("series") as tx:
        tx.put(SERIES, series)
    return series


def agenda_id(workspace: Workspace, series: Series, language: str = "nl") -> str:
    template = agenda_of_series(workspace, series, workspace.content(language))
    return template.id if template else ""


@pytest.mark.parametrize(("title", "language"), [("Management team", "en"), ("mt-overleg", "nl"), ("MT", "nl")])
def test_a_series_that_is_called_as_a_kind_of_meeting_begins_with_its_agenda(
    workspace: Workspace, title: str, language: str
) -> None:
    assert agenda_id(workspace, series_called(workspace, title), language) == "mt"


def test_a_series_without_an_agenda_begins_with_that_of_its_last_meeting(workspace: Workspace) -> None:
    series = series_called(workspace, "Overleg leerjaar 2")
    assert agenda_id(workspace, series) == ""
    for agenda in ("mt", "plc", ""):
        start_meeting(workspace, title=series.title, template=workspace.content("nl").agenda(agenda))
    assert agenda_id(workspace, series) == "plc"


def test_the_agenda_that_a_series_has_goes_before_all_others(workspace: Workspace) -> None:
    series = series_called(workspace, "MT-overleg", agenda="plc")
    start_meeting(workspace, title="MT-overleg", template=workspace.content("nl").agenda("mt"))
    assert agenda_id(workspace, series) == "plc"


def test_an_agenda_that_is_no_longer_there_is_passed_over(workspace: Workspace) -> None:
    assert agenda_id(workspace, series_called(workspace, "Iets", agenda="verdwenen")) == ""


def test_a_series_goes_on_itself_whatever_others_are_called(workspace: Workspace) -> None:
    short = series_called(workspace, "MT")
    import_text(workspace, "vergadering: MT-overleg\ndatum: 2026-11-10\n\n# Een\n> Herkansingen\n", language="nl")
    imported = next(each for each in workspace.shared.all(SERIES) if each.title == "MT-overleg")
    again = start_again(workspace, imported)
    assert (again.series, again.title) == (imported.id, "MT-overleg")
    assert "Herkansingen" in [item.title for item in workspace.shared.query(ITEMS, meeting=again.id)]
    assert start_meeting(workspace, title="MT-overleg").series == imported.id
    assert start_meeting(workspace, template=workspace.content("nl").agenda("mt")).series == imported.id
    assert start_meeting(workspace, title="MT").series == short.id


def test_a_series_in_which_nobody_met_gives_way_to_the_one_that_it_meant(workspace: Workspace) -> None:
    short = series_called(workspace, "Sectie")
    meeting = start_meeting(workspace, title="Sectie Engels")
    assert meeting.series == short.id
    assert [each.title for each in workspace.shared.all(SERIES)] == ["Sectie Engels"]
    assert start_meeting(workspace, title="Sectie Duits").series != short.id


def test_without_a_group_those_of_the_last_time_are_expected_again(workspace: Workspace) -> None:
    text = (
        "vergadering: Sectie Engels\ndatum: 2026-11-10\nplaats: 1.12\nvoorzitter: Karim Bouzid\nnotulist: Jan Pol\n"
        "aanwezig: Karim Bouzid, Jan Pol\ngasten: Fatima El Idrissi (punt 1)\nafwezig: Sanne de Wit (mk)\n\n# Een\n"
    )
    import_text(workspace, text, language="nl")
    meeting = start_meeting(workspace, title="Sectie Engels")
    directory = directory_of(workspace)
    assert directory.names(each.who for each in meeting.attendees) == "Karim Bouzid, Jan Pol, Sanne de Wit"
    assert {each.present for each in meeting.attendees} == {None}
    leading = [who for who in (meeting.chair, meeting.minute_taker) if who]
    assert (directory.names(leading), meeting.place) == ("Karim Bouzid, Jan Pol", "1.12")
