"""How much of what: the tables of a store in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from kgw_tui.i18n import N_, _, ngettext

_COUNTED: Final[dict[str, Callable[[int], str]]] = {
    "meetings": lambda n: ngettext("{count} meeting", "{count} meetings", n),
    "items": lambda n: ngettext("{count} agenda item", "{count} agenda items", n),
    "entries": lambda n: ngettext("{count} line", "{count} lines", n),
    "private_notes": lambda n: ngettext("{count} note for you alone", "{count} notes for you alone", n),
    "corridor_notes": lambda n: ngettext("{count} corridor note", "{count} corridor notes", n),
    "visits": lambda n: ngettext("{count} visit", "{count} visits", n),
    "people": lambda n: ngettext("{count} person", "{count} people", n),
    "groups": lambda n: ngettext("{count} group", "{count} groups", n),
    "series": lambda n: ngettext("{count} series", "{count} series", n),
}
_STORES: Final = {"shared": N_("shared"), "private": N_("private")}


def counted(tables: Mapping[str, int]) -> str:
    """`3 meetings, 41 lines`: how many records of each table, those of tables without a word taken together."""
    known = [words(tables[name]).format(count=tables[name]) for name, words in _COUNTED.items() if tables.get(name)]
    others = sum(count for name, count in tables.items() if name not in _COUNTED)
    if others:
        known.append(ngettext("{count} other record", "{count} other records", others).format(count=others))
    return ", ".join(known) or _("nothing")


def store_word(name: str) -> str:
    """What one of the two stores is called."""
    return _(_STORES[name]) if name in _STORES else name
