"""The rows of one line: what they say, what gives way when it is narrow, and that nothing is sent twice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.strip import Strip

from kgw_tui.screens.widgets.echo_row import EchoRow
from kgw_tui.screens.widgets.header_row import HeaderRow
from kgw_tui.screens.widgets.key_row import KeyRow
from kgw_tui.screens.widgets.painting import LinePaint, PaintedLine, Patch, changed_spans
from kgw_tui.screens.widgets.prompt_row import PromptRow
from tests.screens.reading import screen_text


class One(App[None]):
    """One row, alone."""

    def __init__(self, row: PaintedLine) -> None:
        super().__init__()
        self.row = row

    def compose(self) -> ComposeResult:
        yield self.row


async def shown_at(row: PaintedLine, width: int) -> str:
    app = One(row)
    async with app.run_test(size=(width, 3)):
        return screen_text(app)[0]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (50, " MT-overleg · di 24 nov · 13:14     punt 2/5 · 12 "),
        (32, " MT-overleg · di …  punt 2/5 · 12 "[:32]),
        (12, " punt 2/5 · "),
    ],
)
async def test_the_header_cuts_its_left_text_first(width: int, expected: str) -> None:
    row = HeaderRow()
    row.show("MT-overleg · di 24 nov · 13:14", "punt 2/5 · 12")
    line = await shown_at(row, width)
    assert len(line) == width
    assert "punt 2/5" in line
    if width == 50:
        assert line == expected


async def test_an_item_over_its_budget_is_marked_without_colour() -> None:
    row = HeaderRow()
    row.show("MT-overleg", "25 van 20 min", over=True)
    app = One(row)
    async with app.run_test(size=(40, 3)):
        strip = app.screen._compositor.render_strips()[0]
        over = next(segment for segment in strip if "25 van" in segment.text)
        assert over.style is not None
        assert over.style.reverse


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (91, " MT-overleg · di 24 nov · 13:46   3 Rooster begint 12 min later   punt 2/5 · 32 van 20 min "),
        (90, " MT-overleg · 13:46              3 Rooster begint 12 min later   punt 2/5 · 32 van 20 min "),
        (80, " MT-overleg · 13:46    3 Rooster begint 12 min later   punt 2/5 · 32 van 20 min "),
        (74, " MT-o… · 13:46   3 Rooster begint 12 min later   punt 2/5 · 32 van 20 min "),
        (73, " MT-overleg · di 24 nov · 13:46                 punt 2/5 · 32 van 20 min "),
        (60, " MT-overleg · di 24 nov · 13:46    punt 2/5 · 32 van 20 min "),
        (50, " MT-overleg · 13:46      punt 2/5 · 32 van 20 min "),
        (41, " MT-o… · 13:46  punt 2/5 · 32 van 20 min "),
        (40, " MT-overleg · 13:46       32 van 20 min "),
        (26, " punt 2/5 · 32 van 20 min "),
    ],
)
async def test_what_running_over_costs_is_told_whole_or_not_at_all(width: int, expected: str) -> None:
    row = HeaderRow()
    consequence = "3 Rooster begint 12 min later"
    row.show("MT-overleg · di 24 nov · 13:46", "punt 2/5 · 32 van 20 min", over=True, consequence=consequence)
    assert await shown_at(row, width) == expected


async def test_a_meeting_past_its_end_is_marked_apart_from_its_item() -> None:
    row = HeaderRow()
    row.show("MT-overleg · 14:40", "punt 5/5 · 3 van 5 min", late=True)
    app = One(row)
    async with app.run_test(size=(60, 3)):
        strip = app.screen._compositor.render_strips()[0]
        marked = [segment.text for segment in strip if segment.style is not None and segment.style.reverse]
        assert marked == ["MT-overleg · 14:40"]


@pytest.mark.parametrize(
    ("width", "has", "lacks"),
    [
        (80, ["WAAROM ▸ wat ▸ hoe", "probleem is?", "^g meer"], ["…"]),
        (50, ["WAAROM", "Hoe weten", "^g meer", "…"], ["wat"]),
        (24, ["WAAROM", "Hoe weten"], ["^g meer"]),
    ],
)
async def test_the_prompt_keeps_its_phase_and_question_longest(
    width: int, has: Sequence[str], lacks: Sequence[str]
) -> None:
    row = PromptRow()
    row.show(["waarom", "wat", "hoe"], 0, "Hoe weten we dat dit het probleem is?", "^g meer")
    line = await shown_at(row, width)
    assert len(line) == width
    assert all(text in line for text in has)
    assert not any(text in line for text in lacks)


async def test_keys_that_do_not_fit_are_left_out_whole() -> None:
    row = KeyRow()
    row.show([("F1", "hulp"), ("F2", "fase"), ("F3", "volgend punt"), ("^p", "alles")])
    assert (await shown_at(row, 40)).rstrip() == " F1 hulp  F2 fase  F3 volgend punt"
    assert (await shown_at(row, 30)).rstrip() == " F1 hulp  F2 fase  ^p alles"


async def test_the_echo_shows_markup_and_escape_sequences_as_text() -> None:
    row = EchoRow()
    row.show([("Actie", "kind"), (" · ", ""), ("[red]x[/] \x1b[2J", "name")])
    assert (await shown_at(row, 40)).rstrip() == "   Actie · [red]x[/] [2J"


async def test_what_a_row_says_while_it_is_hidden_is_seen_when_it_comes_back() -> None:
    app = One(EchoRow())
    async with app.run_test(size=(40, 3)) as pilot:
        assert isinstance(app.row, EchoRow)
        app.row.show([("eerst", "")])
        await pilot.pause()
        app.row.display = False
        await pilot.pause()
        app.row.show([("later", "")])
        app.row.display = True
        await pilot.pause()
        assert screen_text(app)[0].strip() == "later"


async def test_another_theme_repaints_the_row() -> None:
    app = One(HeaderRow())
    async with app.run_test(size=(40, 3)) as pilot:
        assert isinstance(app.row, HeaderRow)
        app.row.show("links", "rechts")
        await pilot.pause()
        before = list(app.screen._compositor.render_strips()[0])
        app.theme = "textual-light"
        await pilot.pause()
        after = list(app.screen._compositor.render_strips()[0])
        assert [segment.text for segment in before] == [segment.text for segment in after]
        assert before[0].style != after[0].style


RED = Style(color="red")


def strip(*parts: str | Segment) -> Strip:
    return Strip([part if isinstance(part, Segment) else Segment(part) for part in parts])


@pytest.mark.parametrize(
    ("old", "new", "span"),
    [
        (strip("13:04"), strip("13:05"), (4, 5)),
        (strip("13:04"), strip("13:04"), None),
        (strip("13", ":04"), strip("13:0", "4"), None),
        (strip("a", Segment("b")), strip("a", Segment("b", RED)), (1, 2)),
        (strip("漢a"), strip("漢b"), (0, 3)),
        (strip("漢a"), strip("漢a"), None),
        (strip("abc"), strip("abcd"), (0, 4)),
    ],
)
def test_only_columns_that_look_different_have_changed(old: Strip, new: Strip, span: tuple[int, int] | None) -> None:
    assert changed_spans(old, new) == ([span] if span else [])


def test_changes_that_were_not_sent_yet_are_sent_with_the_next() -> None:
    paint = LinePaint()
    paint.strip = strip("0123456789")
    paint.change_to(strip("01x3456789"))
    region = paint.change_to(strip("01x34567y9"))
    assert region is not None
    assert (region.x, region.right) == (2, 9)
    patch = Patch(paint.strip, paint)
    assert patch.crop(0, 9).text == "\x1b[2Cx34567y"
    assert paint.unsent == []
    assert patch.crop(0, 9).text == "01x34567y"


def test_a_patch_that_is_cut_elsewhere_is_the_line_itself() -> None:
    paint = LinePaint()
    paint.strip = strip("0123456789")
    paint.change_to(strip("01x3456789"))
    patch = Patch(paint.strip, paint)
    assert patch.crop(0, 8).text == "01x34567"
    assert patch.crop(1, 3).text == "1x"
    assert [part.text for part in patch.divide([4, 10])] == ["01x3", "456789"]
    assert paint.unsent == [(2, 3)]


def test_what_lies_between_changes_far_apart_is_skipped() -> None:
    paint = LinePaint()
    paint.strip = strip("13:04" + "." * 60 + "12 van 20")
    region = paint.change_to(strip("13:05" + "." * 60 + "13 van 20"))
    assert region is not None
    assert (region.x, region.right) == (4, 67)
    assert Patch(paint.strip, paint).crop(0, 67).text == "\x1b[4C5\x1b[61C3"
    assert changed_spans(strip("a" * 90), strip("b" + "a" * 30 + "b" + "a" * 58)) == [(0, 32)]
