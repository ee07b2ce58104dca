"""Items that go back to an earlier meeting: found again on import, by its day, its number, its series, or told."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from kgw_tui.exports.text import render_text
from kgw_tui.records.entries import ENTRIES, Parked
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.usecases.importing import ImportReport, import_text
from kgw_tui.usecases.reading import dossier_of
from kgw_tui.workspace import Workspace
from tests.workspaces import workspace_at

EARLIER = """vergadering: MT-overleg
datum: 2026-11-10

## Lestijden
> Herkansingen
## Gesprek {vertrouwelijk}
> Een zaak
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Generator[Workspace]:
    with workspace_at(tmp_path / "home") as opened:
        yield opened


def take(workspace: Workspace, text: str) -> tuple[Meeting, ImportReport]:
    report = import_text(workspace, text, language="nl")
    assert report.meeting
    return report.meeting, report


def now(workspace: Workspace, *braces: str, title: str = "Rooster") -> tuple[AgendaItem, tuple[str, ...]]:
    heading = " ".join([f"## {title}", *braces])
    meeting, report = take(workspace, f"vergadering: MT-overleg\ndatum: 2026-11-24\n\n{heading}\n")
    (item,) = workspace.shared.query(ITEMS, meeting=meeting.id)
    return item, report.told


@pytest.mark.parametrize("words", ["2026-11-10", "10-11-2026", "M-1", "2026-11-10 M-1", "2026-11-10 M-9"])
def test_the_meeting_is_found_by_its_day_or_its_number(workspace: Workspace, words: str) -> None:
    earlier, _report = take(workspace, EARLIER)
    item, told = now(workspace, f"{{stelt vast {words}}}")
    assert (item.adopts, told) == (earlier.id, ())


def test_of_several_on_one_day_the_one_of_the_series_is_meant(workspace: Workspace) -> None:
    take(workspace, EARLIER.replace("MT-overleg", "Sectieoverleg"))
    earlier, _report = take(workspace, EARLIER)
    take(workspace, EARLIER.replace("MT-overleg", "Team 2"))
    assert now(workspace, "{stelt vast 2026-11-10}")[0].adopts == earlier.id


@pytest.mark.parametrize("words", ["2026-11-11", "M-9", "2027-01-01"])
def test_a_meeting_that_is_not_there_is_told(workspace: Workspace, words: str) -> None:
    take(workspace, EARLIER)
    item, told = now(workspace, f"{{stelt vast {words}}}")
    assert (item.adopts, len(told)) == ("", 1)
    assert told[0].startswith("regel 4: ")
    assert words in told[0]


def test_two_that_fit_equally_well_are_none(workspace: Workspace) -> None:
    take(workspace, EARLIER)
    take(workspace, EARLIER)
    item, told = now(workspace, "{stelt vast 2026-11-10}")
    assert (item.adopts, len(told)) == ("", 1)


def test_what_comes_back_is_an_item_or_something_parked(workspace: Workspace) -> None:
    earlier, _report = take(workspace, EARLIER)
    (parked, _other) = sorted(
        (entry for entry in workspace.shared.query(ENTRIES, meeting=earlier.id) if isinstance(entry, Parked)),
        key=lambda entry: entry.order,
    )
    items = {item.title: item.id for item in workspace.shared.query(ITEMS, meeting=earlier.id)}
    assert now(workspace, "{terug van 2026-11-10}", title="Lestijden")[0].carried_from == items["Lestijden"]
    assert now(workspace, "{terug van M-1: lestijden}")[0].carried_from == items["Lestijden"]
    assert now(workspace, "{terug van 2026-11-10: Herkansingen}")[0].carried_from == parked.id
    item, told = now(workspace, "{terug van 2026-11-10: Iets anders}")
    assert (item.carried_from, [each for each in told if "Rooster" in each and "2026-11-10" in each][1:]) == ("", [])


def test_a_dossier_knows_what_was_said_confidentially(workspace: Workspace) -> None:
    take(workspace, EARLIER)
    for words, confidential in (("Herkansingen", False), ("Gesprek", True), ("Een zaak", True)):
        item, _told = now(workspace, f"{{terug van M-1: {words}}}")
        found = workspace.shared.get(MEETINGS, item.meeting)
        assert found
        origin = dossier_of(workspace, found).origins[item.carried_from]
        assert (origin.text, origin.confidential, origin.meeting.handle) == (words, confidential, "M-1")


def test_a_series_goes_to_another_store_and_still_knows_what_it_goes_back_to(
    workspace: Workspace, tmp_path: Path
) -> None:
    earlier, _report = take(workspace, EARLIER)
    later, _report = take(
        workspace,
        "vergadering: MT-overleg\ndatum: 2026-11-24\n\n## Notulen {stelt vast 2026-11-10}\n"
        "## Herkansingen {terug van M-1}\n    {geleid door: Jan Pol}\n    {stukken: Nota; Advies}\n",
    )
    texts = [render_text(dossier_of(workspace, meeting), "nl") for meeting in (earlier, later)]
    with workspace_at(tmp_path / "other") as other:
        take(other, "vergadering: Iets anders\ndatum: 2026-01-05\n\nOm een ander nummer te krijgen\n")
        for text in texts:
            meeting, report = take(other, text)
            assert report.told == ()
        again = render_text(dossier_of(other, meeting), "nl")
        assert again.replace("M-2", "M-1") == texts[1]
        assert "{terug van 2026-11-10 M-2}" in again
