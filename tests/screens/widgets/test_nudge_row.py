"""A nudge is one line that comes and goes, and that typing goes on over."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from kgw_tui.screens.widgets.capture_line import CaptureLine
from kgw_tui.screens.widgets.echo_row import EchoRow
from kgw_tui.screens.widgets.entry_list import EntryList
from kgw_tui.screens.widgets.key_row import KeyRow
from kgw_tui.screens.widgets.nudge_row import NudgeRow
from tests.screens.reading import screen_has, screen_text

SENTENCE = "2026-014 staat op 2 aannames die nog niemand heeft nagekeken"


class Nudged(App[None]):
    """The foot of a live meeting, with a nudge."""

    AUTO_FOCUS = "CaptureLine"

    def __init__(self) -> None:
        super().__init__()
        self.layouts = 0

    def compose(self) -> ComposeResult:
        yield EntryList()
        yield CaptureLine()
        yield EchoRow()
        yield NudgeRow()
        yield KeyRow()

    @property
    def nudge(self) -> NudgeRow:
        return self.query_one(NudgeRow)

    def on_mount(self) -> None:
        self.query_one(KeyRow).show([("F1", "hulp")])
        self.screen.screen_layout_refresh_signal.subscribe(self.screen, self._laid_out)

    def _laid_out(self, _screen: object) -> None:
        self.layouts += 1


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_it_stands_under_the_echo_with_its_key_and_goes_without_a_trace(size: tuple[int, int]) -> None:
    app = Nudged()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        before = screen_text(app)
        app.nudge.show(SENTENCE, "F8")
        await pilot.pause()
        row = screen_text(app)[-2]
        assert row.startswith(" ▲ 2026-014 staat op 2 aannames")
        assert row.rstrip().endswith(" F8")
        assert ("…" in row) == (size[0] == 40)
        app.nudge.hide()
        await pilot.pause()
        assert screen_text(app) == before


async def test_it_is_told_by_a_mark_where_there_is_no_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Nudged()
    async with app.run_test() as pilot:
        app.nudge.show(SENTENCE, "F8")
        await pilot.pause()
        assert screen_has(app, "▲")


async def test_typing_goes_on_over_it_and_lays_nothing_out() -> None:
    app = Nudged()
    async with app.run_test() as pilot:
        await pilot.press(*"half ")
        app.nudge.show(SENTENCE, "F8")
        await pilot.press(*"al ")
        assert app.focused is app.query_one(CaptureLine)
        before = app.layouts
        await pilot.press(*"getypt")
        app.nudge.show("iets anders", "F8")
        await pilot.pause()
        assert app.query_one(CaptureLine).value == "half al getypt"
        assert screen_has(app, "▲ iets anders")
        assert app.layouts == before


async def test_user_text_in_it_is_never_markup() -> None:
    app = Nudged()
    async with app.run_test() as pilot:
        app.nudge.show("[b]x[/] \x1b[2J {0}", "F8")
        await pilot.pause()
        assert screen_has(app, "▲ [b]x[/] [2J {0}")
