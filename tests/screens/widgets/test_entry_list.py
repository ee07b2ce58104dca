"""Moving through what was said, and keeping one's place while it grows."""

from __future__ import annotations

import pytest
from textual import events

from kgw_tui.screens.widgets.entry_list import EntryList
from kgw_tui.screens.widgets.rows import EntryRow, HeadingRow, LotRow
from tests.screens.reading import screen_has, screen_text

from .trial import ROWS, Trial, many


async def test_the_meeting_stands_as_in_the_picture() -> None:
    app = Trial()
    async with app.run_test(size=(76, 24)):
        assert [line.rstrip() for line in screen_text(app)[:10]] == [
            " MT-overleg · di 24 nov · 13:14                    punt 2/5 · 12 van 20 min",
            " WAAROM ▸ wat ▸ hoe   Hoe weten we dat dit het probleem is?         ^g meer",
            " ── 1 Opening ✓ ───────────────────────────────────────────────────────────",
            " ━━ 2 Toetsdruk leerjaar 2 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━",
            " 13:04   Drie mentoren melden klachten in dezelfde toetsweek",
            " 13:06 ? Leerlingen leren alleen nog voor het cijfer             nog nagaan",
            "       + leerlingpanel oktober: 14 van de 20 zeggen dit zelf",
            " 13:12 ! Toetskalender per klas uitdraaien               Fatima · vr 27 nov",
            " ── 3 Rooster 2027 (15) ───────────────────────────────────────────────────",
            " ── parkeerlijst 1 ────────────────────────────────────────────────────────",
        ]


async def test_up_chooses_the_last_entry_and_down_goes_back_to_the_line() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press("up")
        assert app.entries.selected_id == "e4"
        assert any(line.startswith("›13:12 !") for line in screen_text(app))
        await pilot.press("down")
        assert app.entries.selected is None
        assert app.focused is app.line
        assert not any(line.startswith("›") for line in screen_text(app))


async def test_only_entries_are_chosen() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press("up", "up", "up", "up", "up", "up", "up")
        assert app.entries.selected_id == "e1"
        await pilot.press("end")
        assert app.entries.selected_id == "e4"
        await pilot.press("home")
        assert app.entries.selected_id == "e1"
        await pilot.press("escape")
        assert app.focused is app.line


async def test_an_empty_meeting_gives_the_line_back_at_once() -> None:
    app = Trial(rows=[LotRow(1)])
    async with app.run_test() as pilot:
        await pilot.press("up")
        await pilot.pause()
        assert app.focused is app.line


@pytest.mark.parametrize(
    ("key", "character"), [("!", "!"), ("?", "?"), ("=", "="), (">", ">"), (";", ";"), ("space", " "), ("-", " ")]
)
async def test_a_character_of_a_kind_is_told_with_the_entry(key: str, character: str) -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press("up", key)
        (message,) = app.of(EntryList.KindKey)
        assert isinstance(message, EntryList.KindKey)
        assert (message.entry_id, message.character) == ("e4", character)


async def test_a_kind_typed_right_after_an_arrow_goes_to_the_row_of_the_arrow() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press("up")
        for key, character in (("up", None), ("exclamation_mark", "!"), ("up", None), ("equals_sign", "=")):
            app.post_message(events.Key(key, character))
        await pilot.pause()
        assert [(m.entry_id, m.character) for m in app.of(EntryList.KindKey)] == [("e3", "!"), ("e2", "=")]


async def test_enter_opens_the_chosen_entry() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press("up", "up", "enter")
        (message,) = app.of(EntryList.Chosen)
        assert isinstance(message, EntryList.Chosen)
        assert message.entry_id == "e3"


async def test_the_end_stays_in_view_while_rows_are_added() -> None:
    app = Trial(rows=many(100))
    async with app.run_test() as pilot:
        assert screen_has(app, "regel 99,")
        app.entries.show_rows(many(101))
        await pilot.pause()
        assert screen_has(app, "regel 100,")


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (40, 8)])
async def test_a_long_agenda_never_hides_the_line_that_was_just_added(size: tuple[int, int]) -> None:
    agenda = [HeadingRow(f"i{number}", number, f"Punt {number}") for number in range(4, 30)]
    app = Trial(rows=[*ROWS[:-2], *agenda])
    async with app.run_test(size=size) as pilot:
        assert screen_has(app, "uitdraaien")
        app.entries.show_rows([*ROWS[:-2], EntryRow("new", "net gezegd", "13:15"), *agenda])
        await pilot.pause()
        assert screen_has(app, "net gezegd")
        assert screen_has(app, " 4 Punt 4") or size[1] < 12
        app.entries.scroll_lines(100)
        await pilot.pause()
        assert screen_has(app, "Punt 29")
        app.entries.follow()
        await pilot.pause()
        assert screen_has(app, "net gezegd")


async def test_who_has_scrolled_away_keeps_their_place() -> None:
    app = Trial(rows=many(100))
    async with app.run_test() as pilot:
        app.entries.scroll_lines(-40)
        await pilot.pause()
        before = screen_text(app)
        app.entries.show_rows([EntryRow("new", "aan het begin", "12:59"), *many(105)])
        await pilot.pause()
        assert screen_text(app) == before
        app.entries.follow()
        await pilot.pause()
        assert screen_has(app, "regel 104,")


async def test_the_chosen_entry_stays_chosen_when_others_come_and_go() -> None:
    app = Trial(rows=many(50))
    async with app.run_test() as pilot:
        await pilot.press("up", "up", "up")
        assert app.entries.selected_id == "e47"
        app.entries.show_rows([row for row in many(60) if not (isinstance(row, EntryRow) and row.entry_id == "e10")])
        await pilot.pause()
        assert app.entries.selected_id == "e47"
        assert any(line.startswith("›") and "regel 47," in line for line in screen_text(app))


async def test_when_the_chosen_entry_goes_the_next_one_is_chosen() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press("up", "home")
        app.entries.show_rows(ROWS[3:])
        await pilot.pause()
        assert app.entries.selected_id == "e2"
        app.entries.show_rows([LotRow(1)])
        await pilot.pause()
        assert app.entries.selected is None


async def test_pages_go_through_two_thousand_rows_and_back() -> None:
    app = Trial(rows=many(2000))
    async with app.run_test() as pilot:
        await pilot.press("up", "home")
        assert app.entries.selected_id == "e0"
        seen = {app.entries.selected_id}
        for _ in range(10):
            await pilot.press("pagedown")
            seen.add(app.entries.selected_id)
        assert len(seen) == 11
        for _ in range(12):
            await pilot.press("pageup")
        assert app.entries.selected_id == "e0"
        await pilot.press("end")
        assert app.entries.selected_id == "e1999"


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 12), (40, 5), (20, 5), (5, 6), (1, 8), (200, 60)])
async def test_any_size_shows_something_and_breaks_nothing(size: tuple[int, int]) -> None:
    app = Trial(rows=[*many(2000)])
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"typend", "ctrl+u", "up")
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert app.entries.selected_id == "e1999"
        assert all(strip.cell_length == size[0] for strip in app.screen._compositor.render_strips())
        await pilot.press("home", "pagedown", "escape", *"ok")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen_has(app, " › ok")
        assert screen_has(app, "regel 1999,")


async def test_a_resize_keeps_the_row_at_the_top() -> None:
    app = Trial(rows=many(200))
    async with app.run_test(size=(80, 24)) as pilot:
        app.entries.scroll_lines(-100)
        await pilot.pause()
        top = screen_text(app)[2].split(",")[0].split()[-1]
        await pilot.resize_terminal(30, 24)
        await pilot.pause()
        assert screen_text(app)[2].split(",")[0].split()[-1] == top


async def test_the_wheel_scrolls_without_choosing() -> None:
    app = Trial(rows=many(100))
    async with app.run_test() as pilot:
        app.entries.scroll_lines(-3)
        await pilot.pause()
        assert not screen_has(app, "regel 99,")
        assert app.entries.selected is None
        app.entries.scroll_lines(3)
        app.entries.show_rows(many(101))
        await pilot.pause()
        assert screen_has(app, "regel 100,")


async def test_a_click_chooses_an_entry_and_two_open_it() -> None:
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.click(EntryList, offset=(20, 3))
        assert app.entries.selected_id == "e2"
        await pilot.click(EntryList, offset=(20, 3), times=2)
        assert len(app.of(EntryList.Chosen)) == 1
        await pilot.click(EntryList, offset=(20, 1))
        assert app.entries.selected_id == "e2"


async def test_user_text_is_never_markup() -> None:
    app = Trial(rows=[EntryRow("e", "[bold red]geen[/] \x1b[2J [@click=quit]x", "13:04", "!", "[b]Jan[/b]")])
    async with app.run_test():
        assert screen_has(app, "[bold red]geen[/] [2J [@click=quit]x")
        assert screen_has(app, "[b]Jan[/b]")


async def test_without_colour_the_chosen_row_and_the_current_item_can_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Trial()
    async with app.run_test() as pilot:
        await pilot.press("up")
        strips = app.screen._compositor.render_strips()
        chosen = next(strip for strip in strips if strip.text.startswith("›"))
        assert all(segment.style is not None and segment.style.reverse for segment in chosen)
        assert {segment.style.color.name for strip in strips for segment in strip if segment.style.color} <= {
            color.name
            for strip in strips
            for segment in strip
            if (color := segment.style.color) and len({*color.triplet}) == 1
        }
        assert screen_has(app, "━━ 2 Toetsdruk")
