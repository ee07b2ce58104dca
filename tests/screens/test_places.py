"""Going from place to place: one key each where nothing is typed, a word where something is; nothing piles up."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kgw_tui.records.meetings import MEETINGS
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.starting import start_meeting

from ..usecases.meetings import hold_meeting
from ..workspaces import workspace_at
from .chairing import Chair, first_screen, meeting, on_workspace

LIST, TODAY, LIVE, READ = "MeetingsScreen", "TodayScreen", "LiveScreen", "ReadScreen"


def stack(chair: Chair) -> list[str]:
    """The screens on each other, the one that is shown last."""
    return [type(screen).__name__ for screen in chair.app.screen_stack]


async def stands(chair: Chair, *screens: str) -> None:
    """Wait until these screens, and no others, stand on each other."""
    await chair.until(lambda: stack(chair) == list(screens) and bool(chair.keys))


@asynccontextmanager
async def read_beside(home: Path) -> AsyncGenerator[Chair]:
    """The list, with a running meeting and a closed one."""
    with workspace_at(home) as workspace:
        closed = hold_meeting(workspace, title="Sectie", lines=("# Iets", "gezegd"))
        LiveMeeting(workspace, closed.id).close()
        running = hold_meeting(workspace, title="MT", lines=("# Iets", "gezegd"))
        async with on_workspace(workspace) as chair:
            chair.meeting_id = running.id
            yield chair


async def test_places_take_each_others_place(tmp_path: Path) -> None:
    async with first_screen(tmp_path) as chair:
        for _time in range(3):
            await chair.press("1")
            await stands(chair, LIST, TODAY)
            await chair.press("1")
            await stands(chair, LIST, TODAY)
            await chair.press("2")
            await stands(chair, LIST)
        await chair.press("1", "escape")
        await stands(chair, LIST)


async def test_all_keys_of_one_burst_are_done_in_their_order(tmp_path: Path) -> None:
    async with first_screen(tmp_path) as chair:
        await chair.send("121212mmeteen\r")
        await stands(chair, LIST, LIVE)
        await chair.sees("meteen")
        assert [one.state for one in chair.workspace.shared.all(MEETINGS)] == ["running"]


@pytest.mark.parametrize(("word", "place"), [("/vandaag", TODAY), ("/vergaderingen", LIST), ("/today", TODAY)])
async def test_a_live_meeting_stays_below_and_esc_goes_back_to_it(tmp_path: Path, word: str, place: str) -> None:
    async with meeting(tmp_path, "# Toetsdruk", "gezegd") as chair:
        await chair.send(f"{word}\r")
        await stands(chair, LIST, LIVE, place)
        await chair.press("2", "1", "2", "1")
        await stands(chair, LIST, LIVE, TODAY)
        await chair.press("escape")
        await stands(chair, LIST, LIVE)
        await chair.enter("en verder")
        await chair.sees("en verder")


async def test_a_half_typed_line_is_still_there_after_a_look_elsewhere(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        await chair.type("half getypt")
        await chair.press("ctrl+p")
        await chair.until(lambda: chair.place == "KgwPalette")
        await chair.send("vandaag")
        await chair.sees("/vandaag)")
        await chair.press("enter")
        await stands(chair, LIST, LIVE, TODAY)
        await chair.press("escape")
        await stands(chair, LIST, LIVE)
        assert chair.line == "half getypt"


async def test_from_a_meeting_one_reads_another_and_comes_back(tmp_path: Path) -> None:
    async with read_beside(tmp_path) as chair:
        await chair.press("enter")
        await stands(chair, LIST, LIVE)
        await chair.send("/vergaderingen\r")
        await stands(chair, LIST, LIVE, LIST)
        await chair.press("down", "enter")
        await stands(chair, LIST, LIVE, LIST, READ)
        await chair.press("2")
        await stands(chair, LIST, LIVE, LIST)
        await chair.press("down", "enter", "escape", "escape")
        await stands(chair, LIST, LIVE)


async def test_the_running_meeting_in_the_list_above_it_is_the_one_below(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        await chair.type("half")
        await chair.press("ctrl+p")
        await chair.until(lambda: chair.place == "KgwPalette")
        await chair.send("/vergaderingen")
        await chair.sees("/vergaderingen)")
        await chair.press("enter")
        await stands(chair, LIST, LIVE, LIST)
        await chair.press("enter")
        await stands(chair, LIST, LIVE)
        assert chair.line == "half"


async def test_another_live_meeting_takes_the_place_of_the_first_whose_line_is_kept(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk") as chair:
        other = start_meeting(chair.workspace, title="Sectie Engels")
        await chair.type("half")
        await chair.press("ctrl+p")
        await chair.until(lambda: chair.place == "KgwPalette")
        await chair.send("engels")
        await chair.sees("Sectie Engels")
        await chair.press("enter")
        await stands(chair, LIST, LIVE)
        await chair.until(lambda: chair.rows[0].startswith(" Sectie Engels"))
        assert chair.line == ""
        await chair.press("escape")
        await stands(chair, LIST)
        assert chair.workspace.shared.get(MEETINGS, other.id) is not None
        await chair.press("home", "enter")
        await stands(chair, LIST, LIVE)
        await chair.until(lambda: chair.line == "half")


async def test_m_on_any_page_and_slash_begin_in_a_line_begin_a_meeting(tmp_path: Path) -> None:
    async with read_beside(tmp_path) as chair:
        await chair.press("down", "enter")
        await stands(chair, LIST, READ)
        await chair.press("m")
        await chair.until(lambda: chair.place == LIVE and chair.rows[0].startswith(" Vergadering"))
        await chair.send("/begin\r")
        await chair.until(lambda: len(chair.workspace.shared.all(MEETINGS)) == 4)
        await chair.until(lambda: stack(chair).count(LIVE) == 1 and bool(chair.seen_line))


async def test_leaving_a_place_that_is_below_another_breaks_nothing(tmp_path: Path) -> None:
    async with read_beside(tmp_path) as chair:
        for _time in range(4):
            await chair.send("1")
            await stands(chair, LIST, TODAY)
            await chair.press("enter")
            await stands(chair, LIST, TODAY, LIVE)
            await chair.send("/vergaderingen\r")
            await stands(chair, LIST, TODAY, LIVE, LIST)
            await chair.press("m")
            await stands(chair, LIST, LIVE)
            await chair.press("escape")
            await stands(chair, LIST)


async def test_nothing_from_elsewhere_is_shown_while_one_chairs(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Toetsdruk", "gezegd") as chair:
        hold_meeting(chair.workspace, title="Gesprek met K.", lines=("! Bellen @sanne >vr",))
        chair.app.store_changed()
        await chair.enter("verder")
        assert not chair.shows("Gesprek met K.")
        assert not chair.shows("Bellen")
