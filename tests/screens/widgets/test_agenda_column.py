"""The agenda beside the entries: each item with its time and its state, the current one always in sight."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from kgw_tui.i18n import language
from kgw_tui.screens.widgets.agenda_column import AgendaColumn, AgendaRow
from tests.screens.reading import screen_has, screen_text

ROAD = ("waarom", "wat", "hoe")
ROWS = (
    AgendaRow("1", 1, "Opening", "done", spent=3, minutes=5),
    AgendaRow(
        "2",
        2,
        "Toetsdruk leerjaar 2",
        current=True,
        spent=25,
        minutes=20,
        over=True,
        led_by="Karim",
        phases=ROAD,
        phase=0,
    ),
    AgendaRow("3", 3, "Rooster 2027 en de lokalen van het nieuwe gebouw", minutes=15, begins="13:35", later=12),
    AgendaRow("4", 4, "Personele zaken", minutes=10, begins="13:50", later=12, confidential=True),
    AgendaRow("5", 5, "Vakantieplan", "parked", spent=4, minutes=5),
    AgendaRow("6", 6, "Rondvraag", "deferred"),
)


class Column(App[None]):
    """The column, alone."""

    CSS = "AgendaColumn { width: 100%; }"

    def compose(self) -> ComposeResult:
        yield AgendaColumn()

    @property
    def column(self) -> AgendaColumn:
        return self.query_one(AgendaColumn)


async def test_it_stands_as_in_the_picture() -> None:
    app = Column()
    with language("nl"):
        async with app.run_test(size=(38, 14)) as pilot:
            app.column.show(ROWS, ends="14:42", later=12)
            await pilot.pause()
            assert [line.rstrip() for line in screen_text(app)] == [
                "│ Agenda              einde 14:42 +12",
                "│ ✓ 1 Opening                 3/5 min",
                "│ ▸ 2 Toetsdruk leerjaar 2  25/20 min",
                "│     WAAROM ▸ wat ▸ hoe",
                "│     Karim",
                "│   3 Rooster 2027 en de l… 13:35 +12",
                "│   4 Personele zaken       13:50 +12",
                "│     vertrouwelijk",
                "│ > 5 Vakantieplan            4/5 min",
                "│     geparkeerd",
                "│ » 6 Rondvraag",
                "│     naar de volgende vergadering",
                "│",
                "│",
            ]


async def test_an_item_over_its_budget_is_marked_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = Column()
    async with app.run_test(size=(38, 14)) as pilot:
        app.column.show(ROWS)
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        marked = [segment.text for strip in strips for segment in strip if segment.style and segment.style.reverse]
        assert marked == ["25/20"]


@pytest.mark.parametrize("height", range(3, 14))
@pytest.mark.parametrize("current", [0, 7, 19])
async def test_the_current_item_is_in_sight_however_long_the_agenda(height: int, current: int) -> None:
    rows = [
        AgendaRow(str(number), number + 1, f"Punt {number + 1}", current=number == current, phases=ROAD)
        for number in range(20)
    ]
    app = Column()
    async with app.run_test(size=(38, height)) as pilot:
        app.column.show(rows)
        await pilot.pause()
        assert screen_has(app, f"▸ {current + 1:>2} Punt {current + 1}")
        assert all(strip.cell_length == 38 for strip in app.screen._compositor.render_strips())


async def test_what_does_not_fit_is_counted() -> None:
    rows = [AgendaRow(str(number), number, f"Punt {number}", current=number == 5) for number in range(1, 11)]
    app = Column()
    with language("nl"):
        async with app.run_test(size=(38, 6)) as pilot:
            app.column.show(rows)
            await pilot.pause()
            lines = [line.strip(" │") for line in screen_text(app)]
            assert lines == ["Agenda", "… nog 4", "▸  5 Punt 5", "6 Punt 6", "7 Punt 7", "… nog 3"]


@pytest.mark.parametrize("width", [3, 8, 14, 20, 60])
async def test_any_width_shows_something_and_breaks_nothing(width: int) -> None:
    app = Column()
    async with app.run_test(size=(width, 14)) as pilot:
        app.column.show(ROWS, ends="14:42")
        await pilot.pause()
        assert all(strip.cell_length == width for strip in app.screen._compositor.render_strips())


async def test_only_the_cells_that_change_are_refreshed_and_the_same_again_costs_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = Column()
    async with app.run_test(size=(38, 14)) as pilot:
        app.column.show(ROWS)
        app.column.notify_style_update()  # a terminal has been sent all of it now
        app.column.repaint()
        await pilot.pause()
        refreshed: list[object] = []
        monkeypatch.setattr(app.column, "refresh", lambda *regions: refreshed.extend(regions))
        app.column.show(list(ROWS))
        assert refreshed == []
        rows = list(ROWS)
        rows[2] = AgendaRow("3", 3, ROWS[2].title, minutes=15, begins="13:36", later=13)
        app.column.show(rows)
        assert refreshed == [(32, 5, 5, 1)]


async def test_markup_in_a_title_is_text_and_no_items_are_nothing() -> None:
    app = Column()
    async with app.run_test(size=(38, 4)) as pilot:
        assert not "".join(screen_text(app)).strip()
        app.column.show([AgendaRow("1", 1, "[b]x[/b] \x1b[2J")])
        await pilot.pause()
        assert screen_has(app, "1 [b]x[/b] [2J")
        app.column.show([])
        await pilot.pause()
        assert not "".join(screen_text(app)).strip()
