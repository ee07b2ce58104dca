"""What stands on the screen of a running app, as text."""

from __future__ import annotations

from textual.app import App


def screen_text(app: App[object]) -> list[str]:
    """The lines of the screen, as wide as it is."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def screen_has(app: App[object], text: str) -> bool:
    """Whether `text` stands in one line of the screen."""
    return any(text in line for line in screen_text(app))
