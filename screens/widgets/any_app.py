"""The app that a widget runs in, for a type checker."""

from __future__ import annotations

from textual.app import App


def any_app() -> type[App[object]]:
    """For `app = getters.app(any_app)` in a widget: by default its `app` is of a partially unknown type."""
    return App
