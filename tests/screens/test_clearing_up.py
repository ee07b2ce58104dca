"""Clearing up: several entries marked, and done to at once; a move to the item that is picked."""

from __future__ import annotations

from pathlib import Path

from kgw_tui.records.entries import PRIVATE_NOTES, Action
from kgw_tui.screens.pick import PickScreen

from .chairing import meeting

SAID = ("# Een", "eerste", "tweede", "derde", "# Twee", "vierde", "# Drie", "vijfde")


async def test_marked_entries_are_deleted_together_and_come_back_together(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("up", "up", "up", "x", "up", "up", "x")
        await chair.press("d")
        await chair.until(lambda: len(chair.texts) == 3)
        await chair.press("ctrl+z")
        await chair.until(lambda: chair.texts == ["eerste", "tweede", "derde", "vierde", "vijfde"])


async def test_marked_entries_change_their_kind_together(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("up", "home", "x", "down", "x", "!")
        await chair.until(lambda: sum(isinstance(entry, Action) for entry in chair.entries) == 2)


async def test_an_entry_moves_to_the_item_that_is_picked(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("up", "home", "m")
        await chair.until(lambda: isinstance(chair.app.screen, PickScreen))
        assert chair.shows("Drie")
        await chair.press("3")
        await chair.says("Drie")
        assert chair.texts == ["tweede", "derde", "vierde", "vijfde", "eerste"]


async def test_undo_says_what_it_was_about(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("ctrl+z")
        await chair.says("vijfde")


async def test_from_the_line_a_command_on_an_entry_means_the_newest_one(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.send("/verwijder\r")
        await chair.until(lambda: chair.texts[-1] == "vierde")


async def test_lines_that_become_private_together_come_back_with_one_undo(tmp_path: Path) -> None:
    async with meeting(tmp_path, *SAID) as chair:
        await chair.press("up", "home", "x", "down", "x", "down", "x", ";")
        await chair.until(lambda: chair.texts == ["vierde", "vijfde"])
        assert len(chair.workspace.private.all(PRIVATE_NOTES)) == 3
        await chair.press("ctrl+z")
        await chair.until(lambda: len(chair.texts) == 5)
        assert chair.workspace.private.all(PRIVATE_NOTES) == []
        await chair.press("ctrl+y")
        await chair.until(lambda: len(chair.texts) == 2)
        assert len(chair.workspace.private.all(PRIVATE_NOTES)) == 3
