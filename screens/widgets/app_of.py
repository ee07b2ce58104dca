"""The app that a widget or screen runs in, with a type that is known."""

from __future__ import annotations

from textual.app import App
from textual.message_pump import MessagePump


def app_of(pump: MessagePump) -> App[object]:
    """The app of `pump`. `Widget.app` is an `App` of something unknown to a type checker; `MessagePump.app` isn't."""
    return pump.app
