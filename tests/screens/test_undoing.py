"""Undo turns back the newest thing first, wherever it was stored, and says what it was."""

from __future__ import annotations

from pathlib import Path

from kgw_tui.records.entries import PRIVATE_NOTES

from .chairing import meeting


async def test_undo_turns_back_both_stores_newest_first_and_says_what(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        private = chair.workspace.private
        await chair.enter("# Toetsdruk", "eerst", "; voor mij", "= besloten", "/stem unaniem")
        for said, texts, notes in (
            ("een stemming", ["eerst", "besloten"], 1),
            ("een regel", ["eerst"], 1),
            ("een notitie voor jezelf", ["eerst"], 0),
            ("een regel", [], 0),
            ("een nieuw punt", [], 0),
        ):
            await chair.press("ctrl+z")
            await chair.says(f"ongedaan: {said}")
            assert (chair.texts, len(private.all(PRIVATE_NOTES))) == (texts, notes)
        assert not chair.shows("1 Toetsdruk")


async def test_redo_does_again_what_was_undone_in_order(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.enter("een", "; twee", "drie")
        for _time in range(3):
            await chair.press("ctrl+z")
        assert chair.texts == []
        both = ["een", "drie"]
        for said, texts in (("een regel", ["een"]), ("een notitie voor jezelf", ["een"]), ("een regel", both)):
            await chair.press("ctrl+y")
            await chair.says(f"opnieuw gedaan: {said}")
            assert chair.texts == texts
        assert [note.text for note in chair.workspace.private.all(PRIVATE_NOTES)] == ["twee"]
        await chair.press("ctrl+y")
        await chair.says("niets")


async def test_after_something_new_there_is_nothing_to_do_again(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.enter("een")
        await chair.press("ctrl+z")
        await chair.enter("ander")
        await chair.press("ctrl+y")
        await chair.says("niets")
        assert chair.texts == ["ander"]


async def test_in_a_line_being_typed_undo_turns_back_typing_first(tmp_path: Path) -> None:
    async with meeting(tmp_path) as chair:
        await chair.enter("bewaard")
        await chair.type("half getypt")
        while chair.line:
            before = chair.line
            await chair.press("ctrl+z")
            assert len(chair.line) < len(before)
            assert chair.texts == ["bewaard"]
        await chair.press("ctrl+z")
        await chair.says("ongedaan: een regel")
        assert chair.texts == []


async def test_undo_of_a_phase_and_of_going_on_is_seen(tmp_path: Path) -> None:
    async with meeting(tmp_path, "# Een", "# Twee") as chair:
        await chair.press("f5")
        await chair.sees("━━ 1 Een")
        await chair.press("f2")
        await chair.sees("WAAROM")
        await chair.press("ctrl+z")
        await chair.until(lambda: not chair.shows("WAAROM"))
        await chair.press("ctrl+z")
        await chair.sees("━━ 2 Twee")


async def test_a_paste_is_undone_at_once(tmp_path: Path) -> None:
    async with meeting(tmp_path, "stond er al") as chair:
        await chair.paste("een\ntwee\ndrie\n")
        await chair.press("enter")
        await chair.until(lambda: len(chair.entries) == 4)
        await chair.press("ctrl+z")
        await chair.until(lambda: chair.texts == ["stond er al"])


async def test_with_nothing_to_undo_it_says_so(tmp_path: Path) -> None:
    from .chairing import first_screen

    async with first_screen(tmp_path) as chair:
        await chair.press("ctrl+z")
        await chair.sees("niets")
