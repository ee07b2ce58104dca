"""Picking from a list over what it is about: one row or several, by arrows or number, in the order of the keys."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static

from kgw_tui.screens.pick import PickScreen
from kgw_tui.screens.widgets.capture_line import CaptureLine
from kgw_tui.screens.widgets.pick_list import PickRow
from tests.screens.reading import screen_has, screen_text

ROWS = [
    PickRow("", "Vandaag", heading=True),
    PickRow("i1", "Opening"),
    PickRow("i2", "Toetsdruk leerjaar 2", "20 min"),
    PickRow("", "Later", heading=True),
    PickRow("i3", "Rooster 2027"),
]


class Picking(App[None]):
    """Something above, a line that is typed in, and a sheet over it."""

    def __init__(self, screen: PickScreen[str | None] | PickScreen[tuple[str, ...] | None]) -> None:
        super().__init__()
        self.sheet = screen
        self.taken: list[object] = []
        self.line_at_taking: list[str] = []

    def compose(self) -> ComposeResult:
        yield Static("wat er gezegd is")
        yield CaptureLine()

    def pick(self) -> None:
        self.push_screen(self.sheet, self._took)  # type of the callback: whatever is given

    def _took(self, taken: object) -> None:
        self.taken.append(taken)
        self.line_at_taking.append(self.screen.query_one(CaptureLine).value)


def one() -> PickScreen[str | None]:
    return PickScreen("Naar welk punt?", ROWS)


def several(*chosen: str) -> PickScreen[tuple[str, ...] | None]:
    return PickScreen("Waarop rust dit?", ROWS, many=True, chosen=chosen)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_what_stands_above_stays_visible(size: tuple[int, int]) -> None:
    app = Picking(one())
    async with app.run_test(size=size) as pilot:
        app.pick()
        await pilot.pause()
        lines = [line.rstrip() for line in screen_text(app)]
        assert lines[0] == "wat er gezegd is"
        assert len(lines) - lines.index(" Naar welk punt?") <= max(size[1] // 2, 6)
        assert screen_has(app, "› 1 Opening")
        assert "Enter" in lines[-1]


async def test_enter_takes_the_chosen_row_and_esc_none() -> None:
    app = Picking(one())
    async with app.run_test() as pilot:
        app.pick()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.taken == ["i2"]
        app.sheet = one()
        app.pick()
        await pilot.press("down")
        app.sheet.go_back()
        await pilot.pause()
        assert app.taken == ["i2", None]
        assert screen_has(app, "wat er gezegd is")


async def test_a_number_takes_its_row_and_what_is_typed_behind_it_goes_on_where_one_was() -> None:
    app = Picking(one())
    async with app.run_test() as pilot:
        app.query_one(CaptureLine).focus()
        app.query_one(CaptureLine).keyed = lambda key: key == "up" and (app.pick() or True)
        for key in ["up", "3", "v", "e", "r", "d", "e", "r"]:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        assert app.taken == ["i3"]
        assert app.line_at_taking == [""], "the callback came before the key behind it"
        assert app.query_one(CaptureLine).value == "verder"


async def test_a_number_without_a_row_does_nothing() -> None:
    app = Picking(one())
    async with app.run_test() as pilot:
        app.pick()
        await pilot.press("4", "9")
        assert app.taken == []
        assert isinstance(app.screen, PickScreen)


async def test_rows_are_marked_and_given_in_their_order() -> None:
    app = Picking(several())
    async with app.run_test() as pilot:
        app.pick()
        await pilot.press("end", "x", "home", "space", "2", "2")
        await pilot.pause()
        assert screen_has(app, "1 [x] Opening")
        assert screen_has(app, "2 [ ] Toetsdruk")
        await pilot.press("enter")
        await pilot.pause()
        assert app.taken == [("i1", "i3")]


async def test_marks_in_a_burst_are_set_where_they_were_typed() -> None:
    app = Picking(several())
    async with app.run_test() as pilot:
        app.pick()
        for key in ["x", "down", "down", "x", "up", "enter"]:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await pilot.pause()
        await pilot.pause()
        assert app.taken == [("i1", "i3")]


async def test_enter_without_a_mark_takes_the_row_where_one_stands() -> None:
    app = Picking(several())
    async with app.run_test() as pilot:
        app.pick()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.taken == [("i2",)]


async def test_what_was_chosen_is_marked_and_all_of_it_can_be_taken_back() -> None:
    app = Picking(several("i2", "gone"))
    async with app.run_test() as pilot:
        app.pick()
        await pilot.pause()
        assert screen_has(app, "› 2 [x] Toetsdruk")
        await pilot.press("x", "enter")
        await pilot.pause()
        assert app.taken == [()]


async def test_one_row_has_no_marks() -> None:
    app = Picking(PickScreen("Naar welk punt?", ROWS, chosen=["i2"]))
    async with app.run_test() as pilot:
        app.pick()
        await pilot.press("x", "space")
        await pilot.pause()
        assert not screen_has(app, "[")
        assert screen_has(app, "› 2 Toetsdruk")
        await pilot.press("enter")
        await pilot.pause()
        assert app.taken == ["i2"]


async def test_a_long_list_takes_half_and_scrolls() -> None:
    app = Picking(PickScreen("Wie?", [PickRow(str(number), f"persoon {number}") for number in range(40)]))
    async with app.run_test(size=(80, 24)) as pilot:
        app.pick()
        await pilot.press("end")
        await pilot.pause()
        assert screen_has(app, "persoon 39")
        assert screen_has(app, "wat er gezegd is")
        await pilot.press("enter")
        await pilot.pause()
        assert app.taken == ["39"]


async def test_markup_in_a_row_is_text() -> None:
    app = Picking(PickScreen("[b]Wie[/b]?", [PickRow("a", "[red]Jan[/] \x1b[2J")]))
    async with app.run_test() as pilot:
        app.pick()
        await pilot.pause()
        assert screen_has(app, "[red]Jan[/] ")
        assert screen_has(app, "[b]Wie[/b]?")
