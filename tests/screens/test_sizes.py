"""Every size of terminal: the line can always be seen, and nothing is lost when the window is dragged about."""

from __future__ import annotations

from pathlib import Path

import pytest

from .chairing import meeting

SAID = ("# Toetsdruk leerjaar 2 (20)", "? Leerlingen leren voor het cijfer", "! Kalender uitdraaien @fatima >vr")


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (10, 3), (1, 1), (300, 80)])
async def test_what_is_typed_is_kept_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.pilot.resize_terminal(*size)
        await chair.send("gezegd\r")
        await chair.until(lambda: "gezegd" in chair.texts)
        for key in ("f1", "escape", "up", "e", "escape", "ctrl+g", "f2", "ctrl+g", "ctrl+g", "f10", "escape"):
            await chair.press(key)
        await chair.pilot.resize_terminal(80, 24)
        await chair.until(lambda: chair.place == "LiveScreen")
        await chair.sees("gezegd")


async def test_at_twenty_by_five_the_line_the_echo_and_the_last_entry_are_seen(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID, size=(20, 5)) as chair:
        await chair.type("! bellen @k")
        assert "bellen @k" in chair.seen_line
        await chair.says("Actie")
        assert chair.shows("Fatima") or chair.shows("uitdraaien")
        await chair.press("enter")
        await chair.sees("bellen")


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_last_entry_stands_right_above_the_line_when_many_were_said(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with meeting(tmp_path, *[f"regel {number}" for number in range(60)], size=size) as chair:
        await chair.sees("regel 59")
        await chair.enter("regel 60")
        await chair.sees("regel 60")
        at = next(at for at, row in enumerate(chair.rows) if "regel 60" in row)
        assert chair.rows[at + 1].startswith(" ›")


async def test_a_storm_of_resizes_while_typing_loses_nothing(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        said: list[str] = []
        for number, size in enumerate([(80, 24), (20, 5), (120, 40), (1, 1), (40, 12), (200, 3), (5, 50)] * 3):
            await chair.send(f"tussen {number} door")
            await chair.pilot.resize_terminal(*size)
            await chair.send(f" bij {size[0]}\r")
            said.append(f"tussen {number} door bij {size[0]}")
        await chair.until(lambda: chair.texts[2:] == said)
        await chair.pilot.resize_terminal(80, 24)
        await chair.sees(said[-1])
        assert chair.keys.startswith(" F1")


async def test_a_wide_screen_has_the_agenda_beside_the_entries_from_the_first_look(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID, "# Rooster (15)", size=(140, 30)) as chair:
        await chair.sees("Agenda")
        await chair.sees("▸ 2 Rooster")
        await chair.pilot.resize_terminal(80, 24)
        await chair.until(lambda: not chair.shows("Agenda"))
        await chair.pilot.resize_terminal(140, 30)
        await chair.sees("▸ 2 Rooster")
