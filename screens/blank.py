"""Nothing to see: for when the laptop hangs on the beamer."""

from __future__ import annotations

from textual import events, getters
from textual.screen import Screen

from .widgets.any_app import any_app


class BlankScreen(Screen[None]):
    """An empty screen that goes at the next key, which does nothing else."""

    app = getters.app(any_app)

    def on_key(self, event: events.Key) -> None:
        """Go back to what was there."""
        event.stop()
        event.prevent_default()
        self.app.pop_screen()

    def on_paste(self, event: events.Paste) -> None:
        """A paste is no key to come back by; it is dropped, since nobody sees where it would go."""
        event.stop()
