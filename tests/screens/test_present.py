"""The meeting on the wall: it follows the chair, and nothing comes there that isn't for everybody's eyes."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec import structs

from kgw_tui import clock
from kgw_tui.data.looking_on import open_to_look_on
from kgw_tui.errors import NotFound, StoreUnavailable
from kgw_tui.i18n import language
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.screens.present_app import PresentApp
from kgw_tui.screens.widgets.header_row import HeaderRow
from kgw_tui.usecases import handling
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.starting import start_meeting

from ..usecases.meetings import hold_meeting
from ..workspaces import TUESDAY, fixed_clock, workspace_at
from .chairing import Chair, meeting

SIZES = [(80, 24), (40, 12), (140, 40)]


@asynccontextmanager
async def wall(home: Path, meeting_id: str = "", *, size: tuple[int, int] = (80, 24)) -> AsyncGenerator[Chair]:
    """The presenter, as `kgw present` runs it."""
    workspace = open_to_look_on(home)
    app = PresentApp(workspace, meeting_id)
    try:
        async with app.run_test(size=size) as pilot:
            yield Chair(app, pilot, workspace, meeting_id)
    finally:
        workspace.close()


def say(live: LiveMeeting, *lines: str) -> None:
    for line in lines:
        live.capture(live.read(line))


@pytest.mark.parametrize("size", SIZES)
async def test_it_follows_the_chair_from_item_to_item_and_through_the_phases(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with workspace_at(tmp_path) as workspace:
        live = LiveMeeting(workspace, hold_meeting(workspace, lines=("# Toetsdruk (20)", "Drie mentoren klagen")).id)
        async with wall(tmp_path, size=size) as shown:
            await shown.sees("Toetsdruk")
            assert shown.shows("MT-overleg")
            assert shown.shows("0 van 20 min")
            await shown.sees("Drie mentoren klagen")
            live.set_phase("why")
            await shown.sees("WAAROM")
            question = workspace.content("nl").phase("why")
            assert question is not None
            assert question.prompt[0].ask.split()[0] in "\n".join(shown.rows)
            say(live, "! Ouders bellen @karim >vr")
            await shown.sees("Ouders bellen")
            say(live, "# Rooster 2027")
            await shown.sees("Rooster 2027")
            await shown.until(lambda: not shown.shows("Drie mentoren") and not shown.shows("Ouders bellen"))
            live.go_to(-1)
            await shown.sees("Ouders bellen")


async def test_nothing_private_confidential_or_kept_out_comes_on_the_wall(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        live = LiveMeeting(workspace, hold_meeting(workspace, lines=("# Toetsdruk", "voor iedereen")).id)
        say(live, "; alleen voor mij", "? een bewering")
        (claim,) = live.evidence_targets()
        live.capture(live.read("+ de onderbouwing"), parent=claim.id)
        jan = live.context.directory.find("jan")
        assert jan is not None
        live.move_person(jan, arrives=True)
        async with wall(tmp_path) as shown:
            await shown.sees("voor iedereen")
            await shown.sees("de onderbouwing")
            assert not shown.shows("alleen voor mij")
            assert not shown.shows("Jan")
            handling.change_entry(live, claim.id, "entry.edit", lambda entry: structs.replace(entry, held_back=True))
            await shown.until(lambda: not shown.shows("een bewering"))
            assert not shown.shows("de onderbouwing")
            say(live, "# Contract van Karim {vertrouwelijk} (10)", "over Karim")
            await shown.sees("Dit punt is vertrouwelijk.")
            page = "\n".join(shown.rows)
            assert "Contract" not in page
            assert "Karim" not in page
            assert " van 10 min" not in page


async def test_what_earlier_meetings_left_open_isnt_shown(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        earlier = hold_meeting(workspace, lines=("# Vorige keer", "! Iets van toen @karim"))
        LiveMeeting(workspace, earlier.id).close()
        live = LiveMeeting(workspace, hold_meeting(workspace, lines=("# Nu", "iets van nu")).id)
        assert live.dossier.meeting.series
        async with wall(tmp_path) as shown:
            await shown.sees("iets van nu")
            assert not shown.shows("van toen")
            assert not shown.shows("Vorige keer")


async def test_it_waits_for_a_meeting_says_when_it_is_over_and_shows_the_next(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        async with wall(tmp_path) as shown:
            await shown.sees("Er is nu geen vergadering.")
            live = LiveMeeting(workspace, start_meeting(workspace, title="Sectie Engels").id)
            await shown.pilot.pause(0.6)
            assert not shown.shows("Sectie Engels")  # it hasn't begun
            say(live, "# Leeslijst")
            await shown.sees("Leeslijst")
            live.close()
            await shown.sees("De vergadering is afgelopen.")
            assert shown.shows("Sectie Engels")
            assert not shown.shows("Leeslijst")
            say(LiveMeeting(workspace, start_meeting(workspace, title="Rapporten").id), "# Klas 2B")
            await shown.sees("Klas 2B")
            workspace.undo()


async def test_a_meeting_that_was_left_open_isnt_shown_to_the_next_company(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        yesterday = TUESDAY - dt.timedelta(days=1)
        clock.set_clock(lambda: yesterday)
        left = hold_meeting(workspace, lines=("# Over Karim", "gezegd"))
        clock.set_clock(lambda: TUESDAY)
        async with wall(tmp_path) as shown:
            await shown.sees("Er is nu geen vergadering.")
            assert not shown.shows("Karim")
        async with wall(tmp_path, left.id) as shown:
            await shown.sees("Over Karim")


async def test_a_meeting_that_is_asked_for_is_shown_and_no_other(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        asked = start_meeting(workspace, title="Rapporten")
        say(LiveMeeting(workspace, start_meeting(workspace, title="Sectie Engels").id), "# Leeslijst")
        async with wall(tmp_path, asked.id) as shown:
            await shown.sees("Deze vergadering is nog niet begonnen.")
            say(LiveMeeting(workspace, asked.id), "# Klas 2B")
            await shown.sees("Klas 2B")


async def test_one_that_is_undone_goes(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        meeting = start_meeting(workspace, title="Rapporten")
        live = LiveMeeting(workspace, meeting.id)
        say(live, "# Klas 2B")
        async with wall(tmp_path) as shown:
            await shown.sees("Klas 2B")
            workspace.undo()
            workspace.undo()
            assert workspace.shared.get(MEETINGS, meeting.id) is None
            await shown.sees("Er is nu geen vergadering.")


async def test_what_was_decided_and_is_to_be_done_stays_though_much_is_said_after_it(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        live = LiveMeeting(workspace, hold_meeting(workspace, lines=("# Toetsdruk",)).id)
        say(live, "= Twee toetsen per week", "! Ouders bellen @karim", *(f"opmerking {number}" for number in range(30)))
        async with wall(tmp_path) as shown:
            await shown.sees("opmerking 29")
            assert shown.shows("Twee toetsen per week")
            assert shown.shows("Ouders bellen")
            assert not shown.shows("opmerking 3 ")


async def test_nothing_is_written_by_looking_on(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        hold_meeting(workspace)
    before = files(tmp_path)
    with fixed_clock(), language("nl"):
        async with wall(tmp_path) as shown:
            await shown.sees("MT-overleg")
            with pytest.raises(StoreUnavailable), shown.workspace.shared.transaction("x"):
                pass
            assert without_presence(files(tmp_path)) == before
    assert without_presence(files(tmp_path)) == before


def without_presence(found: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in found.items() if "presence" not in path}


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_private_store_isnt_opened(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        hold_meeting(workspace)
        private = tmp_path / "private"
        private.rename(tmp_path / "elsewhere")
        private.write_text("no folder")
        looking = open_to_look_on(tmp_path)
        assert looking.shared.all(ENTRIES)
        looking.close()
        private.unlink()
        (tmp_path / "elsewhere").rename(private)


def test_where_there_are_no_records_none_are_made(tmp_path: Path) -> None:
    with language("nl"), pytest.raises(NotFound, match="staat nog niets"):
        open_to_look_on(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


KEYS = ("f1", "f2", "f3", "ctrl+z", "ctrl+p", "x", "enter", "up", "tab", "!", "1")


async def test_no_key_does_anything_but_those_to_leave_and_to_blank(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk", "gezegd", "# Rooster") as chair:
        chair.live.go_to(-1)
        await chair.enter("/wand")
        await chair.until(lambda: chair.place == "PresentScreen")
        await chair.sees("gezegd")
        texts, page = chair.texts, chair.rows
        await chair.press(*KEYS)
        await chair.paste("een\ntwee")
        assert (chair.place, chair.texts, chair.rows) == ("PresentScreen", texts, page)
        await chair.press("f12")
        await chair.until(lambda: chair.place == "BlankScreen")
        await chair.press("x")
        await chair.until(lambda: chair.place == "PresentScreen")
        await chair.press("q")
        await chair.until(lambda: chair.place == "LiveScreen")
        assert chair.line == ""
        await chair.enter("/wand")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")


@pytest.mark.parametrize("key", ["q", "escape", "ctrl+q"])
async def test_the_presenter_ends_by_its_keys(tmp_path: Path, key: str) -> None:
    with workspace_at(tmp_path) as workspace:
        hold_meeting(workspace)
        async with wall(tmp_path) as shown:
            await shown.sees("MT-overleg")
            await shown.press(key)
            await shown.until(lambda: not shown.app.is_running)


async def test_chair_and_wall_run_at_once_and_the_chair_is_told(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        async with wall(tmp_path) as shown:
            await shown.sees("Toetsdruk")
            await chair.until(lambda: "op de wand" in chair.row_of(HeaderRow))
            await chair.enter("van de voorzitter")
            await shown.sees("van de voorzitter")
        await chair.until(lambda: "op de wand" not in chair.row_of(HeaderRow))


async def test_the_clock_on_the_wall_goes_and_an_item_over_its_time_is_marked(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        hold_meeting(workspace, lines=("# Toetsdruk (20)", "gezegd"))
        async with wall(tmp_path, size=(40, 12)) as shown:
            await shown.sees("13:04")
            later = TUESDAY.replace(minute=34)
            clock.set_clock(lambda: later)
            await shown.sees("13:34")
            await shown.sees("30 van 20 min")
            strips = [segment for strip in shown.app.screen._compositor.render_strips() for segment in strip]
            over = next(segment for segment in strips if "30 van 20" in segment.text)
            assert over.style is not None
            assert over.style.reverse
