"""Keys that a widget acts on itself, in the order in which they were typed.

Textual looks for the binding of a key only when the key has bubbled up to the app; a character typed right behind it
has then been typed already. At a slow line, where keys arrive together, Enter would so take along what follows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.widget import Widget


def actions_by_key(bindings: Iterable[BindingType]) -> dict[str, str]:
    """The action of each key of these bindings."""
    return {
        key: binding.action for binding in bindings if isinstance(binding, Binding) for key in binding.key.split(",")
    }


async def act_on(event: events.Key, actions: Mapping[str, str], app: App[object], widget: DOMNode) -> None:
    """Do what `actions` has for the key, at once; a key that isn't there, or whose action passes, goes its way."""
    action = next((actions[key] for key in event.aliases if key in actions), None)
    if action and await app.run_action(action, widget):
        event.stop()
        event.prevent_default()


def goes_elsewhere(event: events.Key, app: App[object], widget: Widget) -> bool:
    """Hand on a key that came too late for `widget`: the key before it has moved the focus, or opened another screen.

    Says whether it was handed on. `app` is the widget's own.
    """
    focused = widget.screen.focused
    if app.screen is not widget.screen:
        app.post_message(events.Key(event.key, event.character))
    elif focused is not None and focused is not widget:
        focused.post_message(events.Key(event.key, event.character))
    else:
        return False
    event.stop()
    event.prevent_default()
    return True
