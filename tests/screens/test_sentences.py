"""What the program says by itself: it is seen, and drives nothing away that has to be read."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from textual.screen import Screen
from textual.widget import AwaitMount

from kgw_tui.data.opening import open_workspace
from kgw_tui.screens.app import KgwApp
from kgw_tui.usecases.live import LiveMeeting

from ..data.faults import failing
from .chairing import meeting
from .states import STATES, State, shown

ALWAYS = 1_000_000_000


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
async def test_a_change_of_the_store_at_the_moment_a_screen_opens_harms_nothing(
    state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    push = KgwApp.push_screen

    def push_and_change(app: KgwApp, screen: Screen[object], *more: object) -> AwaitMount:
        pushed = push(app, screen, *more)
        app.store_changed()
        return pushed

    monkeypatch.setattr(KgwApp, "push_screen", push_and_change)
    async with shown(state, "nl", tmp_path) as pilot:
        assert isinstance(pilot.app, KgwApp)
        assert pilot.app.is_running
        assert pilot.app.last_words == []


@pytest.mark.parametrize("key", ["ctrl+p", "f12"])
async def test_what_is_said_while_a_screen_is_shown_that_says_nothing_is_said_after_it(
    tmp_path: Path, key: str
) -> None:
    async with meeting(tmp_path, "# Eerste") as chair:
        await chair.press(key)
        await chair.until(lambda: chair.place != "LiveScreen")
        chair.app.say("het Word-bestand is klaar")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        await chair.sees("het Word-bestand is klaar")


async def test_that_nothing_is_kept_is_said_again_where_one_comes_back_to_for_as_long_as_it_is_so(
    tmp_path: Path,
) -> None:
    async with meeting(tmp_path, "# Eerste") as chair:
        with failing(1, count=ALWAYS):
            await chair.press("f12")
            await chair.until(lambda: chair.place == "BlankScreen")
            chair.app.notice("typed", "wat je typt wordt nu niet bewaard")
            await chair.press("a")
            await chair.sees("wat je typt wordt nu niet bewaard")
            await chair.press("x")
            await chair.until(lambda: not chair.shows("niet bewaard"))
            await chair.press("f1", "escape")
            await chair.sees("wat je typt wordt nu niet bewaard")
        chair.app.notice("typed", "")
        await chair.press("y", "f1", "escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        assert not chair.shows("niet bewaard")


async def test_a_refusal_stays_when_a_colleague_writes(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Eerste") as chair:
        with closing(open_workspace(tmp_path)) as other:
            await chair.type("!")
            await chair.press("enter")
            refusal = chair.echo
            assert "er staat nog niets achter" in refusal
            theirs = LiveMeeting(other, chair.meeting_id)
            theirs.capture(theirs.read("van een collega"))
            await chair.sees("van een collega")
            assert chair.echo == refusal
            await chair.type(" bellen")
            await chair.until(lambda: chair.echo != refusal)


async def test_leaving_warns_anew_after_another_key_and_nothing_takes_the_place_of_the_warning(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Eerste") as chair:
        with failing(1, count=ALWAYS):
            await chair.type("half")
            await chair.press("ctrl+q")
            warning = chair.echo
            assert "elders" in warning
            chair.app.say("iets anders")
            assert chair.echo == warning
            await chair.type(" getypt")
            await chair.press("ctrl+q")
            assert chair.app.is_running
            assert "elders" in chair.echo
