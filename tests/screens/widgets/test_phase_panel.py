"""What the chair can ask, in pages of at most half the screen that turn with one key and take no focus."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from kgw_tui.content import Check, Content, PhaseGuide
from kgw_tui.data import content_files
from kgw_tui.i18n import language
from kgw_tui.screens.widgets.capture_line import CaptureLine
from kgw_tui.screens.widgets.entry_list import EntryList
from kgw_tui.screens.widgets.phase_panel import PhasePanel
from tests.screens.reading import screen_has, screen_text

SIZES = [(80, 24), (40, 12), (24, 10), (140, 40)]


def content() -> Content:
    return content_files.content("nl")


def why() -> PhaseGuide:
    guide = content().phase("why")
    assert guide is not None
    return guide


def check() -> Check:
    found = content().check("assumption")
    assert found is not None
    return found


class Guided(App[None]):
    """Entries, the panel, and the line that keeps the focus."""

    AUTO_FOCUS = "CaptureLine"

    def compose(self) -> ComposeResult:
        yield EntryList()
        yield PhasePanel()
        yield CaptureLine()

    @property
    def panel(self) -> PhasePanel:
        return self.query_one(PhasePanel)

    @property
    def seen(self) -> list[str]:
        """The lines of the panel."""
        region = self.panel.region
        return [line.strip() for line in screen_text(self)[region.y : region.bottom]]


def words(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("size", SIZES)
async def test_every_word_of_a_phase_comes_by_in_pages_of_at_most_half_the_screen(size: tuple[int, int]) -> None:
    app, guide, said = Guided(), why(), ""
    async with app.run_test(size=size) as pilot:
        app.panel.show_phase(guide, 0, hint="Begin bij de leerlingen.")
        app.panel.turn()
        while app.panel.is_open:
            await pilot.pause()
            assert len(app.seen) <= max(size[1] // 2, 2)
            said += words("".join(app.seen[1:]))
            app.panel.turn()
        await pilot.pause()
        assert app.panel.region.height == 0
    first, *others = guide.prompt
    wanted = ["Begin bij de leerlingen.", first.ask, *first.follow_up, *(each.ask for each in others)]
    wanted += [text for signal in guide.signal for text in (signal.sign, signal.say)]
    wanted += [each.item for each in guide.done]
    places = [said.find(words(text)) for text in wanted]
    assert -1 not in places
    assert places == sorted(places)


async def test_the_question_in_view_stands_first_with_what_to_ask_on() -> None:
    app, guide = Guided(), why()
    async with app.run_test(size=(80, 24)) as pilot:
        app.panel.show_phase(guide, 0)
        app.panel.turn()
        app.panel.show_phase(guide, 2)
        await pilot.pause()
        assert app.seen[1] == f"· {guide.prompt[2].ask}"
        assert app.seen[2] == f"– {guide.prompt[2].follow_up[0]}"
        assert screen_has(app, guide.prompt[3].ask)
        assert not screen_has(app, guide.prompt[3].follow_up[0])


async def test_a_check_opens_at_its_questions_or_at_its_answers_and_gives_way_to_the_phase() -> None:
    app, claim = Guided(), check()
    async with app.run_test(size=(80, 24)) as pilot:
        app.panel.show_phase(why(), 0)
        app.panel.show_check(claim, options=False)
        await pilot.pause()
        assert app.seen[0].startswith(claim.title)
        assert screen_has(app, claim.question[0].ask)
        assert screen_has(app, claim.question[0].follow_up[0])
        app.panel.show_check(claim, options=True)
        await pilot.pause()
        assert screen_has(app, f"· {claim.option[0].title}: {claim.option[0].hint[:20]}")
        app.panel.close()
        app.panel.turn()
        await pilot.pause()
        assert app.seen[0].startswith("Waarom")


async def test_somebody_else_leads_then_what_a_leader_can_do_comes_first() -> None:
    app, roles = Guided(), content().leader_roles
    async with app.run_test(size=(80, 24)) as pilot:
        app.panel.show_phase(why(), 0, hint="Laat Karim vertellen.", roles=roles)
        app.panel.turn()
        await pilot.pause()
        assert screen_has(app, f"· {roles[0].title}: ")
        assert app.seen[1] == "Laat Karim vertellen."


async def test_without_a_phase_the_hint_is_shown_and_without_both_nothing_opens() -> None:
    app = Guided()
    async with app.run_test(size=(80, 24)) as pilot:
        app.panel.show_phase(None, 0, hint="Houd het kort.")
        app.panel.turn()
        await pilot.pause()
        assert app.seen[1] == "Houd het kort."
        app.panel.show_phase(None, 0)
        await pilot.pause()
        assert not app.panel.is_open
        app.panel.turn()
        assert not app.panel.is_open


async def test_another_phase_keeps_the_panel_open_at_the_same_thing() -> None:
    app = Guided()
    what = content().phase("what")
    assert what is not None
    with language("nl"):
        async with app.run_test(size=(80, 24)) as pilot:
            app.panel.show_phase(why(), 0)
            while "signalen" not in "".join(app.seen):
                app.panel.turn()
                await pilot.pause()
            app.panel.show_phase(what, 0)
            await pilot.pause()
            assert app.seen[0].startswith(f"{what.title} ({what.frame}): signalen")


async def test_typing_goes_on_while_it_is_open_and_lays_nothing_out() -> None:
    app = Guided()
    async with app.run_test(size=(80, 24)) as pilot:
        app.panel.show_phase(why(), 0)
        app.panel.turn()
        await pilot.press(*"ge")
        layouts: list[object] = []
        app.screen.screen_layout_refresh_signal.subscribe(app.screen, layouts.append)
        await pilot.press(*"typt")
        app.panel.show_phase(why(), 0)
        await pilot.pause()
        assert app.query_one(CaptureLine).value == "getypt"
        assert layouts == []


async def test_a_smaller_screen_keeps_it_open_on_a_page_that_is_there() -> None:
    app = Guided()
    async with app.run_test(size=(40, 12)) as pilot:
        app.panel.show_phase(why(), 0)
        for _turn in range(11):
            app.panel.turn()
        await pilot.pause()
        for size in ((140, 40), (20, 6), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert app.panel.is_open
            assert app.seen[0]
            assert len(app.seen) <= max(size[1] // 2, 2)
