"""Search in all that was said: from anywhere, behind the keys, to where it was said and back."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.records.meetings import Meeting
from kgw_tui.screens.app import KgwApp
from kgw_tui.screens.search import SearchScreen
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.workspace import Workspace

from ..usecases.meetings import hold_meeting
from ..workspaces import workspace_at
from .chairing import Chair, first_screen, meeting, no_document, on_workspace

EXCURSION = ("# Excursie", "de bus kost 34 euro", "! Bus bestellen @karim >vr", "= De excursie gaat door")


def held(workspace: Workspace, title: str = "Team 3", lines: tuple[str, ...] = EXCURSION, days: int = 7) -> Meeting:
    """A closed meeting of so many days ago."""
    live = LiveMeeting(workspace, hold_meeting(workspace, title=title, lines=lines).id)
    live.change_meeting("meeting.date", date=dt.date(2026, 11, 24) - dt.timedelta(days=days))
    live.close()
    return live.meeting


async def search(chair: Chair, words: str) -> None:
    await chair.press("ctrl+f")
    await chair.until(lambda: chair.place == "SearchScreen")
    await chair.send(words)


def chosen(chair: Chair) -> str:
    return next((row for row in chair.rows if row.startswith("› ")), "")


async def test_what_was_said_is_found_with_its_mark_meeting_and_day_and_enter_goes_there(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        held(workspace)
        async with on_workspace(workspace) as chair:
            await search(chair, "bus")
            await chair.sees("2 gevonden")
            rows = [row for row in chair.rows if "Team 3 · di 17 nov" in row]
            assert rows[0].startswith("› ! Bus bestellen")
            assert rows[1].startswith("    de bus kost 34 euro")
            await chair.press("down", "enter")
            await chair.until(lambda: chair.place == "ReadScreen" and "de bus kost" in chair.chosen)
            await chair.press("escape")
            await chair.until(lambda: chair.place == "SearchScreen")
            assert "de bus kost" in chosen(chair)
            assert chair.line == "bus"
            await chair.press("escape")
            await chair.until(lambda: chair.place == "MeetingsScreen")


async def test_from_a_half_typed_line_and_back_to_it(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een", "de kantine is vol") as chair:
        await chair.type("half getypt")
        await search(chair, "kantine")
        await chair.sees("1 gevonden")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        await chair.type(" en verder")
        assert chair.line == "half getypt en verder"


@pytest.mark.parametrize(("code", "word", "found"), [("nl", "/zoek", "1 gevonden"), ("en", "/search", "1 found")])
async def test_the_word_in_the_line_takes_the_words_along(tmp_path: Path, code: str, word: str, found: str) -> None:
    async with meeting(tmp_path, "# Een", "de kantine is vol", code=code) as chair:
        await chair.send(f"{word} kantine vol\r")
        await chair.until(lambda: chair.place == "SearchScreen" and chair.line == "kantine vol")
        await chair.sees(found)
        await chair.press("enter")
        await chair.until(lambda: chair.place == "LiveScreen" and "de kantine is vol" in chair.chosen)
        assert len(chair.app.screen_stack) == 2
        await chair.press("escape")
        await chair.type("en door")


async def test_a_burst_of_keys_and_enter_goes_to_what_all_of_them_find(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        for days in range(40, 0, -1):
            held(workspace, title=f"Overleg {days}", lines=(f"over de bus van {days}", "over de tram"), days=days)
        async with on_workspace(workspace) as chair:
            await search(chair, "over de bux\x7fs van 33\r")
            await chair.until(lambda: chair.place == "ReadScreen" and "over de bus van 33" in chair.chosen)
            await chair.press("escape")
            await chair.until(lambda: chair.place == "SearchScreen")
            assert chair.line == "over de bus van 33"


async def test_what_is_written_elsewhere_appears_while_the_search_stands(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een") as chair:
        await search(chair, "kantine")
        await chair.sees("Niets gevonden")
        with closing(open_workspace(tmp_path)) as other:
            live = LiveMeeting(other, chair.meeting_id)
            live.capture(live.read("de kantine is vol"))
        await chair.sees("1 gevonden")
        assert "de kantine is vol" in chosen(chair)


async def test_nothing_confidential_or_private_is_shown(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        live = LiveMeeting(workspace, hold_meeting(workspace).id)
        live.capture(live.read("; alleen voor mij"))
        async with on_workspace(workspace) as chair:
            await search(chair, "verlengd")
            await chair.sees("Niets gevonden")
            await chair.press("ctrl+u")
            await chair.send("voor mij")
            await chair.sees("Niets gevonden")
            await chair.press("enter", "down", "pagedown")
            assert chair.place == "SearchScreen"


async def test_a_word_far_in_a_long_line_is_seen_and_stands_out_without_colour(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        held(workspace, lines=("een heel lange zin die maar doorgaat " * 5 + "tot het woord kantine aan het eind",))
        for size in ((80, 24), (40, 12)):
            async with on_workspace(workspace, size=size) as chair:
                await search(chair, "kantíne")
                await chair.sees("1 gevonden")
                assert "kantine" in chosen(chair)
                assert "di 17 nov" in chosen(chair)
                styles = [
                    segment.style
                    for strip in chair.app.screen._compositor.render_strips()
                    for segment in strip
                    if segment.text == "kantine" and segment.style is not None and segment.style.underline
                ]
                assert styles
                await chair.sees("Team 3 · di 17 nov")


async def test_an_item_opens_its_meeting_at_its_first_line_and_a_meeting_at_its_beginning(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        held(workspace, lines=("# Opening", "welkom", "# Lokalen", "er zijn er te weinig", "en dan nog"))
        async with on_workspace(workspace) as chair:
            await search(chair, "lokalen")
            await chair.until(lambda: chosen(chair).startswith("› # Lokalen"))
            await chair.press("enter")
            await chair.until(lambda: chair.place == "ReadScreen" and "te weinig" in chair.chosen)
            await chair.press("escape", "ctrl+u")
            await chair.send("team 3")
            await chair.until(lambda: chosen(chair).startswith("› M Team 3"))
            await chair.press("enter")
            await chair.until(lambda: chair.place == "ReadScreen")


async def test_so_much_is_found_that_only_the_newest_are_shown(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        held(workspace, lines=tuple(f"regel {number} van veel" for number in range(250)))
        async with on_workspace(workspace) as chair:
            await search(chair, "veel")
            await chair.sees("de 200 nieuwste")
            await chair.press("pagedown", "pagedown")
            assert "regel 249" not in chosen(chair)
            await chair.press("pageup", "pageup", "up")
            assert "regel 249" in chosen(chair)


async def test_the_palette_finds_what_was_said_below_the_commands(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        held(workspace)
        async with on_workspace(workspace) as chair:
            await chair.press("ctrl+p")
            await chair.until(lambda: chair.place == "KgwPalette")
            await chair.send("bus kost")
            await chair.sees("de bus kost 34 euro · Team 3")
            await chair.press("enter")
            await chair.until(lambda: chair.place == "ReadScreen" and "de bus kost" in chair.chosen)


async def test_where_a_meeting_is_chaired_the_palette_shows_of_others_only_what_is_asked_for_by_number(
    tmp_path: Path,
) -> None:
    with workspace_at(tmp_path) as workspace:
        held(workspace)
        running = hold_meeting(workspace, lines=("# Een", "de bus is laat"))
        async with on_workspace(workspace, running.id) as chair:
            await chair.press("ctrl+p")
            await chair.until(lambda: chair.place == "KgwPalette")
            await chair.send("bus")
            await chair.sees("de bus is laat")
            await chair.sees("Zoek in alles: bus")
            assert not chair.shows("34 euro")
            await chair.press("ctrl+u")
            await chair.send("A-1")
            await chair.sees("! Bus bestellen")


@pytest.mark.parametrize("over", ["f10", "f1", "ctrl+o"])
async def test_what_lies_over_a_running_meeting_shows_nothing_of_others_in_the_palette(
    tmp_path: Path, over: str
) -> None:
    with workspace_at(tmp_path) as workspace:
        held(workspace)
        running = hold_meeting(workspace, lines=("# Een", "de bus is laat"))
        async with on_workspace(workspace, running.id) as chair:
            await chair.press(over)
            await chair.until(lambda: chair.place != "LiveScreen")
            await _finds_the_running_one_alone(chair)


async def test_in_a_list_the_palette_shows_of_others_nothing_unasked_while_a_meeting_runs(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        held(workspace)
        hold_meeting(workspace, lines=("# Een", "de bus is laat"))
        async with on_workspace(workspace) as chair:
            await _finds_the_running_one_alone(chair)


async def _finds_the_running_one_alone(chair: Chair) -> None:
    await chair.press("ctrl+p")
    await chair.until(lambda: chair.place == "KgwPalette")
    await chair.send("bus")
    await chair.sees("de bus is laat")
    await chair.sees("Zoek in alles: bus")
    assert not chair.shows("34 euro")


async def test_the_palette_leads_to_the_search_with_what_was_typed(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        held(workspace)
        running = hold_meeting(workspace, lines=("# Een", "begonnen"))
        async with on_workspace(workspace, running.id) as chair:
            await chair.press("ctrl+p")
            await chair.until(lambda: chair.place == "KgwPalette")
            await chair.send("34 euro")
            await chair.sees("Zoek in alles: 34 euro")
            await chair.press("enter")
            await chair.until(lambda: chair.place == "SearchScreen" and chair.line == "34 euro")
            await chair.sees("34 euro")


async def test_the_palette_over_the_search_puts_the_words_in_its_line(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        held(workspace)
        async with on_workspace(workspace) as chair:
            await search(chair, "iets")
            await chair.press("ctrl+p")
            await chair.until(lambda: chair.place == "KgwPalette")
            await chair.send("34 euro")
            await chair.sees("Zoek in alles: 34 euro")
            await chair.press("down", "enter")
            await chair.until(lambda: chair.place == "SearchScreen" and chair.line == "34 euro")
            await chair.sees("1 gevonden")


async def test_results_of_an_older_text_never_take_the_place_of_a_newer(tmp_path: Path) -> None:
    with workspace_at(tmp_path) as workspace:
        held(workspace)
        app = KgwApp(workspace, no_document, "")
        async with app.run_test() as pilot:
            chair = Chair(app, pilot, workspace, "")
            await chair.until(lambda: bool(chair.keys))
            await search(chair, "")
            screen = app.screen
            assert isinstance(screen, SearchScreen)
            for text in ("bus", "zzz", "excursie", "qqq", "euro"):
                assert screen._line is not None
                screen._line.value = text
            await chair.sees("1 gevonden")
            assert "34 euro" in chosen(chair)


HOSTILE = (
    "👩‍👩‍👧 gezin kantine",
    "\u202eomgekeerd kantine",
    "k\u0301a\u0301ntine\x1b[31m rood",
    "[bold]kantine[/] {x}",
    "kantine" * 200,
    "漢字kantine漢字" * 20,
)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5), (8, 3), (1, 1)])
async def test_any_text_is_shown_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    with workspace_at(tmp_path) as workspace:
        hold_meeting(workspace, lines=HOSTILE)
        app = KgwApp(workspace, no_document, "")
        async with app.run_test(size=size) as pilot:
            chair = Chair(app, pilot, workspace, "")
            await chair.until(lambda: bool(app.screen.focused))
            await search(chair, "kantine")
            await chair.press("down", "pagedown", "pageup", "up")
            await chair.until(lambda: chair.line == "kantine")
            screen = app.screen
            assert isinstance(screen, SearchScreen)
            assert len(screen._hits) == len(HOSTILE)
            assert all(len(row) <= size[0] * 2 for row in chair.rows)
            await chair.press("enter")
            await chair.until(lambda: chair.place == "LiveScreen")


async def test_it_opens_over_any_screen_and_a_second_time_changes_nothing(tmp_path: Path) -> None:
    async with first_screen(tmp_path) as chair:
        for keys in (("f1",), ("1",), ("n",)):
            await chair.press(*keys)
            before = chair.place
            await search(chair, "iets")
            await chair.press("ctrl+f")
            await chair.sees("Niets gevonden")
            await chair.press("escape")
            await chair.until(lambda before=before: chair.place == before)
            await chair.press("escape")
