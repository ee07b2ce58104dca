"""The blank screen, for when the laptop hangs on the beamer."""

from __future__ import annotations

from pathlib import Path

import pytest

from .chairing import meeting


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5)])
async def test_nothing_can_be_read_on_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async with meeting(tmp_path, "# Personeel", "gezegd", size=size) as chair:
        await chair.type("half getypt")
        await chair.press("f12")
        await chair.until(lambda: not any(row.strip() for row in chair.rows))


async def test_the_next_key_only_comes_back(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Personeel", "gezegd") as chair:
        await chair.type("half")
        before = chair.rows
        for key in ["x", "enter", "escape", "d", "f10", "f2", "ctrl+z", "ctrl+p", "ctrl+q", "f12", "f1", "!", "up"]:
            await chair.press("f12")
            await chair.until(lambda: not any(row.strip() for row in chair.rows))
            await chair.press(key)
            await chair.until(lambda: chair.rows == before)
            assert (chair.line, chair.texts, chair.place) == ("half", ["gezegd"], "LiveScreen"), key
        await chair.type(" verder")


async def test_it_stays_blank_while_another_writes_a_word_file_is_made_and_a_paste_comes(tmp_path: Path) -> None:
    from kgw_tui.data.opening import open_workspace
    from kgw_tui.usecases.live import LiveMeeting

    async with meeting(tmp_path, "# Personeel") as chair:
        await chair.press("f6")
        await chair.press("f12")
        other = open_workspace(tmp_path)
        live = LiveMeeting(other, chair.meeting_id)
        live.capture(live.read("van een ander"))
        await chair.until(lambda: "van een ander" in chair.texts)
        await chair.paste("geplakt")
        await chair.pilot.resize_terminal(60, 20)
        await chair.until(lambda: not any(row.strip() for row in chair.rows))
        await chair.press("space")
        await chair.sees("van een ander")
        assert chair.line == ""
        other.close()


async def test_slash_zwart_does_it_too(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Personeel") as chair:
        await chair.send("/zwart\r")
        await chair.until(lambda: not any(row.strip() for row in chair.rows))
