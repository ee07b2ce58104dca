"""F1 and the palette: every key, every word, every meeting can be found from where one is."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgw_tui.command_table import Place
from kgw_tui.commands import commands_of
from kgw_tui.screens.bindings import key_name
from kgw_tui.usecases.starting import start_meeting

from .chairing import Chair, first_screen, meeting


async def read_through(chair: Chair) -> str:
    """All that F1 shows, paged through from top to end (what stands on two pages comes twice)."""
    await chair.until(lambda: chair.place == "HelpScreen")
    read = list(chair.rows[:-1])
    while True:
        before = chair.rows
        await chair.press("pagedown")
        if chair.rows == before:
            return " ".join(" ".join(read).split())
        read += chair.rows[:-1]


async def all_of_help(chair: Chair, places: tuple[Place, ...], code: str) -> None:
    await chair.press("f1")
    text = await read_through(chair)
    for command in commands_of(*places):
        for key in command.keys:
            assert f" {key_name(key)}" in text, key
        if command.slash and "live" in places:  # elsewhere no words are typed
            assert f"/{command.slash[0 if code == 'nl' else -1]}" in text


@pytest.mark.parametrize("code", ["nl", "en"])
async def test_f1_in_a_meeting_shows_every_key_and_word(tmp_path: Path, code: str) -> None:
    async with meeting(tmp_path, "# Een", "gezegd", code=code) as chair:
        await chair.type("half getypt")
        await all_of_help(chair, ("anywhere", "live", "entries"), code)
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        assert chair.line == "half getypt"


async def test_f1_in_the_list_shows_its_keys(tmp_path: Path) -> None:
    async with first_screen(tmp_path) as chair:
        await all_of_help(chair, ("anywhere", "meetings"), "nl")
        await chair.press("f1")
        await chair.until(lambda: chair.place == "MeetingsScreen")


async def test_f1_on_the_reading_page_shows_its_keys(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een", "gezegd") as chair:
        await chair.press("f10", "f10")
        await chair.until(lambda: chair.place == "ReadScreen" and bool(chair.chosen))
        await all_of_help(chair, ("anywhere", "read"), "nl")


async def test_f1_explains_the_line(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een") as chair:
        await chair.press("f1")
        text = await read_through(chair)
        for mark in ("! ", "? ", "= ", "+ ", "> ", "# ", "; ", "\\ ", "@", "#th"):
            assert mark in text


async def find(chair: Chair, typed: str) -> None:
    await chair.press("ctrl+p")
    await chair.until(lambda: chair.place == "KgwPalette")
    await chair.send(typed)


async def test_the_palette_finds_a_command_by_its_title_and_does_it(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een", "# Twee") as chair:
        await find(chair, "vorig punt")
        await chair.sees("F5")
        await chair.press("enter")
        await chair.sees("━━ 1 Een")
        assert chair.place == "LiveScreen"


async def test_the_palette_finds_a_command_by_its_slash_word_and_puts_it_in_the_line(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een") as chair:
        await find(chair, "/komt")
        await chair.sees("/komt)")
        await chair.press("enter")
        await chair.until(lambda: chair.line == "/komt ")
        await chair.enter("@jan")
        await chair.sees("Jan Pol")


async def test_the_palette_never_throws_a_half_typed_line_away(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een") as chair:
        await chair.type("half getypt")
        await find(chair, "/komt")
        await chair.sees("/komt)")
        await chair.press("enter")
        await chair.until(lambda: chair.line.startswith("/komt"))
        await chair.send("@jan\r")
        await chair.sees("Jan Pol")
        await chair.until(lambda: chair.line == "half getypt")


async def test_the_palette_finds_a_meeting_and_opens_it(tmp_path: Path) -> None:
    async with first_screen(tmp_path) as chair:
        start_meeting(chair.workspace, title="Sectie Engels")
        start_meeting(chair.workspace, title="MT")
        await find(chair, "engels")
        await chair.sees("Sectie Engels")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "LiveScreen")
        await chair.until(lambda: chair.rows[0].startswith(" Sectie Engels"))


async def test_while_a_meeting_runs_the_palette_shows_no_other_meeting_unasked(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een") as chair:
        start_meeting(chair.workspace, title="Gesprek met K.")
        await chair.press("ctrl+p")
        await chair.until(lambda: chair.place == "KgwPalette")
        await chair.sees("F1")
        assert not chair.shows("Gesprek met K.")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        await chair.type("verder")


async def test_the_palette_offers_what_holds_for_a_chosen_entry(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een", "weg ermee") as chair:
        await chair.press("up")
        await find(chair, "weghalen")
        await chair.sees("(d, ")
        await chair.press("enter")
        await chair.until(lambda: chair.texts == [])


@pytest.mark.parametrize(("code", "words"), [("nl", "Niets gevonden"), ("en", "Nothing found")])
async def test_the_palette_says_in_ones_own_language_that_it_finds_nothing(
    tmp_path: Path, code: str, words: str
) -> None:
    async with first_screen(tmp_path, code=code) as chair:
        await chair.press("ctrl+p")
        await chair.until(lambda: chair.place == "KgwPalette")
        await chair.send("qqxxzz")
        await chair.sees(words)
        assert not chair.shows("No matches")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "MeetingsScreen")
