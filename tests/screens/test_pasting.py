"""A paste of several lines shows what each will be, and nothing of it is taken before Enter."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgw_tui.drafts import LINE, draft_place
from kgw_tui.records.entries import Action, Assumption, Decision, Evidence, Note, Parked
from kgw_tui.screens.paste import PasteScreen, paste_left

from ..workspaces import workspace_at
from .chairing import meeting, on_workspace

LINES = "! bellen @sanne >vr\n? klopt het\n+ panel\n= Besluit\n> later\nGezegd\n"


async def test_each_pasted_line_is_shown_as_what_it_will_be(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.paste(LINES)
        for told in ("Actie · bellen · Sanne de Wit · vr 27 nov", "Aanname · klopt het", "Besluit · Besluit"):
            await chair.sees(told)
        assert chair.shows("6 regels")
        assert chair.entries == []


async def test_enter_takes_all_of_them(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.paste(LINES)
        await chair.press("enter")
        await chair.until(lambda: len(chair.entries) == 6)
        kinds = [type(entry) for entry in chair.entries]
        assert kinds == [Action, Assumption, Evidence, Decision, Parked, Note]
        assert chair.live.entry(chair.entries[2].parent).text == "klopt het"
        await chair.says("6 regels")


async def test_esc_takes_none_and_keeps_the_line(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type("half getypt")
        await chair.paste(LINES)
        await chair.sees("6 regels")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        assert (chair.entries, chair.line) == ([], "half getypt")


async def test_a_numbered_list_is_offered_as_the_agenda(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.paste("1. Opening\n2. Toetsdruk (20)\n3. Rondvraag\n")
        await chair.sees("a als agenda")
        await chair.press("a")
        await chair.sees("Toetsdruk (20)")
        items = [(item.title, item.minutes) for item in chair.live.items]
        assert items == [("Opening", None), ("Toetsdruk", 20), ("Rondvraag", None)]
        assert chair.entries == []


async def test_in_a_meeting_with_items_a_numbered_list_is_no_agenda(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Eerste punt") as chair:
        await chair.paste("1. Opening\n2. Toetsdruk\n")
        await chair.sees("2 regels")
        await chair.press("a")
        assert chair.place == "PasteScreen"
        await chair.press("enter")
        await chair.until(lambda: chair.texts == ["Opening", "Toetsdruk"])


async def test_what_is_typed_on_while_a_paste_is_shown_goes_nowhere(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.paste(LINES)
        await chair.sees("6 regels")
        await chair.press("x", "y")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "LiveScreen")
        assert chair.line == ""


async def test_one_pasted_line_goes_into_the_line_where_the_cursor_is(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type("voor achter")
        await chair.press("ctrl+left")
        await chair.paste("midden \n")
        await chair.until(lambda: chair.line == "voor midden achter")


async def test_pasted_commands_are_shown_as_passed_over_and_not_obeyed(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.paste("Gezegd\n/sluit\n/titel Weg\n")
        await chair.sees("overgeslagen")
        await chair.press("enter")
        await chair.until(lambda: chair.texts == ["Gezegd"])
        assert chair.shows("MT-overleg")


async def test_what_is_typed_right_behind_enter_goes_into_the_line(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.paste(LINES)
        await chair.sees("6 regels")
        await chair.send("\rdat is morgen al")
        await chair.until(lambda: chair.line == "dat is morgen al" and len(chair.entries) == 6)


async def test_undo_help_and_palette_are_there_while_a_paste_is_shown(tmp_path: Path) -> None:
    async with meeting(tmp_path, "? klopt dit") as chair:
        await chair.paste("+ panel\n! bellen @sanne\n")
        await chair.sees("klopt dit")
        await chair.press("ctrl+z")
        await chair.sees("ongedaan")
        assert chair.place == "PasteScreen"
        under = [row for row in chair.rows if "panel" in row and "klopt dit" in row]
        assert under == [], "the evidence goes under nothing any more"
        await chair.press("f1")
        await chair.until(lambda: chair.place == "HelpScreen")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "PasteScreen")
        await chair.press("ctrl+p")
        await chair.sees("Typ wat je wilt")
        await chair.press("escape")
        await chair.until(lambda: chair.place == "PasteScreen")
        await chair.press("enter")
        await chair.until(lambda: len(chair.entries) == 2)


@pytest.mark.parametrize("drops", [True, False], ids=["the connection drops", "^q"])
async def test_a_paste_that_is_shown_when_kgw_is_left_is_kept(tmp_path: Path, drops: bool) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type("half getypt")
        await chair.paste(LINES)
        await chair.sees("6 regels")
        if drops:
            chair.app.leave()
        else:
            await chair.press("ctrl+q")
        await chair.until(lambda: chair.app._exit)
        left = paste_left(chair.workspace, chair.meeting_id)
        assert left is not None and left.text == LINES
        place = draft_place(chair.meeting_id, LINE)
        assert [each.text for each in chair.workspace.drafts.left(place)] == ["half getypt"]


async def test_a_paste_that_was_kept_is_shown_again_and_then_the_line_that_was_typed(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.type("half getypt")
        await chair.paste(LINES)
        await chair.sees("6 regels")
        chair.app.leave()
        await chair.until(lambda: chair.app._exit)
        meeting_id = chair.meeting_id
    with workspace_at(tmp_path, "nl") as workspace:
        async with on_workspace(workspace, meeting_id) as chair:
            await chair.until(lambda: chair.place == "PasteScreen" and chair.shows("6 regels"))
            await chair.press("enter")
            await chair.until(lambda: len(chair.entries) == 6 and chair.line == "half getypt")


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_a_paste_that_was_kept_is_forgotten_when_it_is_taken_or_refused(tmp_path: Path, key: str) -> None:
    async with meeting(tmp_path) as chair:
        await chair.app.push_screen(PasteScreen(chair.live, LINES))
        await chair.sees("6 regels")
        assert isinstance(chair.app.screen, PasteScreen)
        chair.app.screen.put_away()
        await chair.press(key)
        await chair.until(lambda: chair.place == "LiveScreen")
        assert paste_left(chair.workspace, chair.meeting_id) is None


@pytest.mark.parametrize("text", ["x" * 1_000_000, "! Jan [b]é " * 90_000])
async def test_a_line_of_a_megabyte_is_kept_whole_and_typing_goes_on(tmp_path: Path, text: str) -> None:
    async with meeting(tmp_path) as chair:
        await chair.paste(text)
        await chair.until(lambda: chair.line == text.strip() or chair.line == text)
        await chair.press("enter")
        await chair.until(lambda: len(chair.entries) == 1 and chair.line == "")
        said = chair.texts[0]
        assert len(said) > 900_000
        assert said.startswith("xxxx") or "[b]é ! Jan [b]é" in said
        await chair.enter("gewoon verder")
        await chair.sees("gewoon verder")
        await chair.press("up", "up", "down", "escape")
        await chair.type("en verder")


@pytest.mark.slow
async def test_a_paste_of_twenty_thousand_lines_is_shown_and_taken_whole(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.paste("\n".join(f"regel {number}" for number in range(20_000)))
        await chair.sees("20000 regels")
        await chair.press("end")
        await chair.sees("Notitie · regel 19999")
        await chair.press("enter")
        await chair.until(lambda: chair.place == "LiveScreen")
        await chair.sees("regel 19999")
        assert chair.texts == [f"regel {number}" for number in range(20_000)]
