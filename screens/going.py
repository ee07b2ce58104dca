"""Going from place to place: what stays below, and what makes way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from textual.app import App
from textual.screen import Screen

from .kgw_screen import KgwScreen

if TYPE_CHECKING:
    from .app import KgwApp


class Going(App[object]):
    """The part of the app that goes to the places (PRODUCT.md, "The screens"), each with a key of its own."""

    async def action_go_today(self) -> None:
        """Go to the page of what needs one now."""
        from .today import TodayScreen

        await go_to(self, TodayScreen)
        if isinstance(self.screen, TodayScreen):
            await self.screen.whole()  # the keys that are typed meanwhile are its own

    async def action_go_meetings(self) -> None:
        """Go to the list of meetings."""
        from .meetings import MeetingsScreen

        await go_to(self, MeetingsScreen)

    async def action_go_corridor(self) -> None:
        """Go to what was heard in the corridor."""
        from .corridor import CorridorScreen

        await go_to(self, CorridorScreen)

    async def action_go_actions(self) -> None:
        """Go to what is to be done."""
        from .actions import ActionsScreen

        await go_to(self, ActionsScreen)
        if isinstance(self.screen, ActionsScreen):
            await self.screen.whole()  # the keys that are typed meanwhile are its own

    async def action_go_people(self) -> None:
        """Go to the people one works with."""
        from .people import PeopleScreen

        await go_to(self, PeopleScreen)

    def action_go_origin(self) -> None:
        """Go to the notes from the corridor that what is chosen came of."""
        from .origin import show_origin

        show_origin(cast("KgwApp", self))

    async def action_go_unfinished(self) -> None:
        """Go to the list of what was left half typed."""
        from .unfinished import UnfinishedScreen

        await go_to(self, UnfinishedScreen)


async def go_to(app: App[object], place: type[KgwScreen]) -> None:
    """Go to a place, which takes the place of the one that is shown: they never pile up.

    A live meeting that one comes from stays below, with what stands in its line; Esc goes back to it.
    """
    from .live import LiveScreen

    make_way(app, lambda screen: isinstance(screen, (place, LiveScreen)))
    if not isinstance(app.screen, place):
        await app.push_screen(place())


async def go_to_line(app: KgwApp, meeting_id: str) -> None:
    """Go to the line of a live meeting. No other one stays below: its line is kept for the next time."""
    from .live import LiveScreen

    def is_it(screen: Screen[object]) -> bool:
        return isinstance(screen, LiveScreen) and screen.live.meeting_id == meeting_id

    if any(isinstance(screen, LiveScreen) for screen in app.screen_stack):
        make_way(app, is_it)
    if not is_it(app.screen):
        await app.push_screen(LiveScreen(app.workspace, meeting_id))


def make_way(app: App[object], stays: Callable[[Screen[object]], bool]) -> None:
    """Leave what is on top, until that is a screen that `stays` or the first one. Each keeps what was half typed."""
    while len(app.screen_stack) > 1 and not stays(app.screen):
        if isinstance(app.screen, KgwScreen):
            app.screen.put_away()
        app.pop_screen()
