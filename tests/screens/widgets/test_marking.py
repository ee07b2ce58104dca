"""Marking several entries, to do something to all of them at once."""

from __future__ import annotations

import pytest
from textual import events
from textual.geometry import Region
from textual.screen import Screen

from kgw_tui.screens.widgets.entry_list import EntryList
from tests.screens.reading import screen_has, screen_text

from .trial import ROWS, Trial, many

SIZES = [(80, 24), (40, 12)]


class Marking(Trial):
    """The trial app, with `x` as the live screen has it."""

    def on_mount(self) -> None:
        super().on_mount()
        self.entries.keyed = self.keyed

    def keyed(self, key: str) -> bool:
        if key == "x":
            self.entries.mark()
        return key == "x"


@pytest.mark.parametrize("size", SIZES)
async def test_a_mark_goes_on_to_the_next_entry_and_is_seen_without_colour(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Marking()
    async with app.run_test(size=size) as pilot:
        await pilot.press("up", "home", "x", "down", "x")
        assert app.entries.marked == ["e1", "e2"]
        assert app.entries.selected_id == "e2"
        assert screen_has(app, "■Drie mentoren")
        assert screen_has(app, "?■Leerlingen leren")
        await pilot.press("x")
        assert app.entries.marked == ["e1"]
        assert not screen_has(app, "■Leerlingen")


async def test_a_row_that_is_chosen_and_marked_shows_both() -> None:
    app = Marking()
    async with app.run_test() as pilot:
        await pilot.press("up", "x")
        assert app.entries.selected_id == "e4", "it stays where it is"
        assert any(line.startswith("›13:12 !■Toetskalender") for line in screen_text(app))


async def test_marks_are_given_in_the_order_of_the_list_and_without_any_the_chosen_one() -> None:
    app = Marking()
    async with app.run_test() as pilot:
        assert app.entries.selected_ids == []
        await pilot.press("up", "x", "home", "x")
        assert app.entries.selected_ids == ["e1", "e4"]
        await pilot.press("escape")
        assert app.entries.selected_ids == ["e1"]


async def test_shift_with_the_arrows_marks_on_and_takes_back() -> None:
    app = Marking()
    async with app.run_test() as pilot:
        await pilot.press("up", "home", "shift+down", "shift+down")
        assert app.entries.marked == ["e1", "e2", "e3"]
        await pilot.press("shift+up")
        assert app.entries.marked == ["e1", "e2"]
        await pilot.press("shift+up", "shift+up")
        assert app.entries.marked == ["e1"]
        assert app.entries.selected_id == "e1"


async def test_marking_on_never_takes_off_what_was_marked_before() -> None:
    app = Marking()
    async with app.run_test() as pilot:
        await pilot.press("up", "home", "down", "x", "shift+up", "shift+up", "shift+down", "shift+down")
        assert "e2" in app.entries.marked


async def test_esc_takes_the_marks_off_first_and_then_leaves() -> None:
    app = Marking()
    async with app.run_test() as pilot:
        await pilot.press("up", "home", "x", "down", "x", "escape")
        assert app.entries.marked == []
        assert app.focused is app.entries
        await pilot.press("escape")
        assert app.focused is app.line


async def test_down_past_the_last_entry_leaves_only_without_marks() -> None:
    app = Marking()
    async with app.run_test() as pilot:
        await pilot.press("up", "x", "down", "down")
        assert app.focused is app.entries
        assert app.entries.marked == ["e4"]


async def test_marks_stay_when_rows_are_shown_anew_and_go_with_their_entry() -> None:
    app = Marking(rows=many(50))
    async with app.run_test() as pilot:
        await pilot.press("up", "x", "up", "x")
        app.entries.show_rows(many(60))
        assert app.entries.marked == ["e48", "e49"]
        app.entries.show_rows(many(49))
        await pilot.pause()
        assert app.entries.marked == ["e48"]
        assert screen_has(app, "■regel 48")


async def test_going_back_to_the_line_takes_the_marks_off_but_another_screen_does_not() -> None:
    app = Marking()
    async with app.run_test() as pilot:
        await pilot.press("up", "x")
        await app.push_screen(Screen[None]())
        await pilot.pause()
        app.pop_screen()
        await pilot.pause()
        assert app.entries.selected_ids == ["e4"]
        assert app.entries.marked == ["e4"]
        app.line.focus()
        await pilot.pause()
        assert app.entries.marked == []
        assert not screen_has(app, "■")


async def test_a_burst_marks_what_was_chosen_when_each_key_came() -> None:
    app = Marking()
    async with app.run_test() as pilot:
        await pilot.press("up", "home")
        for key, character in (("x", "x"), ("down", None), ("x", "x"), ("exclamation_mark", "!"), ("escape", None)):
            app.post_message(events.Key(key, character))
        await pilot.pause()
        (message,) = app.of(EntryList.KindKey)
        assert isinstance(message, EntryList.KindKey)
        assert message.entry_ids == ("e1", "e2")
        assert app.entries.marked == []


async def test_a_mark_repaints_the_rows_that_change_only(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Marking(rows=many(2000))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("up", "up", "up")
        lines: list[int] = []
        refresh = app.entries.refresh

        def counted(*regions: Region, **how: bool) -> EntryList:
            lines.append(len(regions))
            return refresh(*regions, **how)

        monkeypatch.setattr(app.entries, "refresh", counted)
        await pilot.press("x")
        assert 0 < sum(lines) <= 3


async def test_a_list_to_read_marks_nothing() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        app.entries._marking = False
        await pilot.press("up", "shift+up", "shift+up")
        assert app.entries.marked == []
        assert app.entries.selected_id == "e2"
        assert len(ROWS) == len(app.entries.rows)
