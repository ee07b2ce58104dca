"""The row in which a screen says something."""

from __future__ import annotations

from textual.app import App, ComposeResult

from kgw_tui.screens.widgets.message_row import MessageRow

from ..reading import screen_text


class Saying(App[None]):
    def compose(self) -> ComposeResult:
        yield MessageRow()


async def test_what_does_not_fit_in_three_rows_ends_in_an_ellipsis() -> None:
    app = Saying()
    async with app.run_test(size=(40, 12)) as pilot:
        names = ", ".join(f"Naam Achternaam-{number}" for number in range(30))
        app.query_one(MessageRow).say(f"Aanwezig: {names}")
        await pilot.pause()
        rows = [row.rstrip() for row in screen_text(app) if row.strip()]
        assert len(rows) == 3
        assert rows[0].startswith(" Aanwezig: Naam")
        assert rows[2].endswith("…")


async def test_a_sentence_takes_the_rows_that_it_needs() -> None:
    app = Saying()
    async with app.run_test(size=(40, 12)) as pilot:
        for sentence, rows in (
            ("Kort.", 1),
            ("Een zin die over twee regels van veertig tekens loopt.", 2),
            ("Kort.", 1),
        ):
            app.query_one(MessageRow).say(sentence)
            await pilot.pause()
            assert app.query_one(MessageRow).size.height == rows
            assert " ".join(row.strip() for row in screen_text(app) if row.strip()) == sentence
