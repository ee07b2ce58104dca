"""Key bindings and the row of keys, made from the table of commands."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from textual.binding import Binding, BindingType

from kgw_tui.command_table import Command, Place
from kgw_tui.commands import commands_of, shown_keys
from kgw_tui.i18n import _

KEY_NAMES: Final = {
    "up": "↑",
    "escape": "Esc",
    "enter": "Enter",
    "delete": "Del",
    "plus": "+",
    "space": "␣",
    "slash": "/",
    "at": "@",
    "minus": "-",
    "equals_sign": "=",
    "shift+up": "⇧↑",
    "shift+down": "⇧↓",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
}


def bindings_of(*places: Place, at_once: bool = False) -> list[BindingType]:
    """The bindings of these places; a command `item.next` is done by `action_item_next`.

    `at_once` looks them up before the focused widget sees the key: on a screen where nothing is typed, so that keys
    that come together are done in their order.
    """
    return [
        Binding(key, _action_of(command), command.title, show=False, id=f"{command.id}:{key}", priority=at_once)
        for command in commands_of(*places)
        for key in command.keys
    ]


def _action_of(command: Command) -> str:
    """What can be done anywhere, or leads to another place, is done by the app, from whatever screen."""
    return f"app.{command.action}" if command.place in {"anywhere", "places"} else command.action


def key_name(key: str) -> str:
    """How a key is written on the screen: F3, ^z, Esc, e."""
    if key.startswith("ctrl+"):
        return f"^{key[5:]}"
    return KEY_NAMES.get(key, key.upper() if key[:1] == "f" and key[1:].isdigit() else key)


def keys_shown(*places: Place, without: Collection[str] = ()) -> list[tuple[str, str]]:
    """What the row of keys shows: pairs of a key and its word in the language in force, the most needed first.

    `without` are the ids of commands that have no use just now.
    """
    shown = [command for command in shown_keys(*places) if command.id not in without]
    return [(_key_of(command), _(command.label)) for command in shown]


def _key_of(command: Command) -> str:
    if command.id == "entry.kind":
        return "! ? = > ␣"
    return key_name(command.keys[0]) if command.keys else ""
