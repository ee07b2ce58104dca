"""The time of a running meeting: five minutes more, the rest parked, and what running over costs."""

from __future__ import annotations

from pathlib import Path

from kgw_tui.screens.widgets.header_row import HeaderRow

from .chairing import Chair, meeting


def items(chair: Chair) -> dict[str, tuple[int | None, str]]:
    from kgw_tui.records.meetings import ITEMS

    found = chair.workspace.shared.query(ITEMS, meeting=chair.meeting_id)
    return {item.title: (item.minutes, item.state) for item in found}


async def test_five_minutes_more_is_one_key_and_says_what_it_costs(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Opening (5)", "# Toetsdruk (20)") as chair:
        await chair.press("f9")
        await chair.until(lambda: items(chair)["Toetsdruk"][0] == 25)
        await chair.says("25 min")
        assert "25 min" in chair.row_of(HeaderRow)
        await chair.press("ctrl+z")
        await chair.until(lambda: items(chair)["Toetsdruk"][0] == 20)


async def test_the_rest_of_an_item_is_parked_and_the_next_one_is_on(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Opening (5)", "Welkom", "# Rooster (10)") as chair:
        await chair.press("f5", "ctrl+r")
        await chair.until(lambda: items(chair)["Opening"][1] == "parked")
        await chair.says("Rooster")
        await chair.enter("Hier verder")
        assert chair.entries[-1].text == "Hier verder"
        assert chair.shows("geparkeerd")
