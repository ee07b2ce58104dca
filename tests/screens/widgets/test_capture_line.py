"""Typing in the capture line: nothing is lost, nothing is done that wasn't asked."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot

from kgw_tui.screens.widgets.capture_line import CaptureLine
from tests.screens.reading import screen_has, screen_text

from .trial import Trial

SIZES = [(80, 24), (40, 12)]


async def paste(pilot: Pilot[None], text: str) -> None:
    """As the terminal hands it over."""
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


@pytest.mark.parametrize("size", SIZES)
async def test_a_burst_of_keys_arrives_whole_and_in_order(size: tuple[int, int]) -> None:
    app = Trial()
    text = "! Panel herhalen in januari @sa >15 jan (met ouders?) " * 4
    async with app.run_test(size=size) as pilot:
        for character in text:
            app.post_message(events.Key("x", character))
        await pilot.pause()
        assert app.line.value == text
        assert screen_has(app, text[-20:-1])


@pytest.mark.parametrize("size", SIZES)
async def test_line_and_echo_show_what_is_typed(size: tuple[int, int]) -> None:
    app = Trial()
    async with app.run_test(size=size) as pilot:
        await pilot.press(*"Sanne belt")
        lines = screen_text(app)
        assert lines[-3].startswith(" › Sanne belt ")
        assert lines[-2].startswith("   Notitie · Sanne belt ")


async def test_enter_hands_the_text_on_and_clears_nothing() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press(*"Sanne", "enter")
        assert app.entered == ["Sanne"]
        assert app.line.value == "Sanne"
        app.line.clear()
        await pilot.pause()
        assert not screen_has(app, "Sanne")


async def test_what_is_typed_right_after_enter_belongs_to_the_next_line() -> None:
    app = Trial()
    taken: list[str] = []

    def take(text: str) -> None:
        taken.append(text)
        app.line.clear()

    async with app.run_test() as pilot:
        app.line.entering = take
        for character in "een\rtwee\rdrie":
            app.post_message(events.Key("enter", "\r") if character == "\r" else events.Key("x", character))
        await pilot.pause()
        assert (taken, app.line.value) == (["een", "twee"], "drie")


async def test_editing_keys_in_a_burst_act_where_they_stand() -> None:
    app = Trial()
    burst = [*"twee", "backspace", *"!", "home", *"een ", "delete", *"T", "end", *"?"]
    async with app.run_test() as pilot:
        for key in burst:
            app.post_message(events.Key("x", key) if len(key) == 1 else events.Key(key, None))
        await pilot.pause()
        assert app.line.value == "een Twe!?"


async def test_several_pasted_lines_are_handed_on_whole_and_leave_the_line_alone() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press(*"al iets")
        await paste(pilot, "! een\r\r? twee\r  + drie")
        assert [message.text for message in app.of(CaptureLine.Pasted)] == ["! een\r\r? twee\r  + drie"]
        assert app.line.value == "al iets"


async def test_one_pasted_line_goes_into_the_text_without_its_line_break() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press(*"ab", "left")
        await paste(pilot, "\n x y\n")
        assert app.line.value == "a x yb"
        assert not app.entered


async def test_markup_and_escape_sequences_are_only_text() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await paste(pilot, "[bold]niet vet[/] \x1b[31mrood\x1b[0m [@click=app.quit]x[/] {0} %s")
        text = "[bold]niet vet[/] [31mrood[0m [@click=app.quit]x[/] {0} %s"
        assert app.line.value == text
        assert screen_has(app, f" › {text}")


async def test_a_megabyte_in_one_line_is_taken_and_can_be_typed_on() -> None:
    app = Trial()
    big = "Leerlingen “leren” 漢字 " * 50_000
    async with app.run_test() as pilot:
        await paste(pilot, big)
        await pilot.press("home", *"x", "end", *"slot", "left", "backspace")
        assert app.line.value == f"x{big}slt"
        assert screen_has(app, "slt")
        for _ in range(8):
            if app.line.value != big:
                await pilot.press("ctrl+z")
        assert app.line.value == big


@pytest.mark.parametrize("key", ["right", "tab"])
async def test_a_proposal_is_taken_only_when_asked(key: str) -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press(*"! bel @fa")
        assert screen_has(app, " › ! bel @fatima")
        await pilot.press("enter")
        assert app.entered == ["! bel @fa"]
        await pilot.press(key)
        assert app.line.value == "! bel @fatima"
        await pilot.press("ctrl+z")
        assert app.line.value == "! bel @fa"


async def test_undo_goes_back_through_the_line_and_then_asks_for_more() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press(*"een twee", "ctrl+z")
        assert app.line.value == "een "
        await pilot.press("ctrl+z")
        assert app.line.value == ""
        assert not app.passed
        await pilot.press("ctrl+z")
        assert app.passed == ["ctrl+z"]


async def test_what_was_entered_is_not_undone_as_typing() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press(*"een", "enter")
        app.line.clear()
        await pilot.press("ctrl+z")
        assert app.line.value == ""
        assert app.passed == ["ctrl+z"]


async def test_up_and_down_are_handed_on() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press(*"+ x", "up", "down")
        assert app.passed == ["up", "down"]
        assert app.line.has_focus
        await pilot.press("ctrl+u", "up")
        assert app.entries.has_focus


async def test_editing_keys_do_what_they_do_elsewhere() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press(*"een twee drie", "ctrl+w", "home", "delete", "ctrl+right", "ctrl+k")
        assert app.line.value == "en"
        await pilot.press("shift+home", "ctrl+x", "ctrl+v", "ctrl+v")
        assert app.line.value == "enen"


async def test_keys_that_terminals_confuse_or_multiplexers_want_are_left_alone() -> None:
    bound = {key for binding in CaptureLine.BINDINGS for key in binding.key.split(",")}
    assert not bound & {"ctrl+a", "ctrl+b", "ctrl+h", "ctrl+i", "ctrl+m", "ctrl+left_square_bracket", "ctrl+q"}


async def test_a_long_line_scrolls_so_that_the_cursor_is_seen() -> None:
    app = Trial()
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press(*"abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJ")
        line = screen_text(app)[-3]
        assert line.startswith(" ›…")
        assert "HIJ" in line
        await pilot.press("home")
        assert screen_text(app)[-3].startswith(" › abcdef")


async def test_wide_glyphs_keep_the_line_as_wide_as_the_screen() -> None:
    app = Trial()
    async with app.run_test(size=(20, 12)) as pilot:
        for character in "漢字漢字漢字e\u0301👩\u200d👧עברית":
            app.post_message(events.Key("x", character))
        await pilot.pause()
        for _ in range(30):
            await pilot.press("left")
            assert all(strip.cell_length == 20 for strip in app.screen._compositor.render_strips())


async def test_the_cursor_of_the_terminal_stands_where_one_types() -> None:
    app = Trial()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"漢abc")
        assert app.cursor_position == (3 + 2 + 3, 21)


async def test_a_draft_is_put_back_with_the_cursor_behind_it() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        app.line.value = "half een"
        await pilot.press(*" zin")
        assert app.line.value == "half een zin"
        assert screen_has(app, "Notitie · half een zin")


async def test_a_click_puts_the_cursor_there() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press(*"een twee")
        await pilot.click(CaptureLine, offset=(7, 0))
        await pilot.press(*"x")
        assert app.line.value == "een xtwee"
