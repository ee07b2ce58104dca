"""What a command is, and the places where commands are there."""

from __future__ import annotations

from typing import Literal

import msgspec

Place = Literal[
    "anywhere",
    "places",
    "meetings",
    "today",
    "log",
    "corridor",
    "note",
    "patterns",
    "actions",
    "people",
    "person",
    "prepare",
    "heard",
    "live",
    "entries",
    "walk",
    "closing",
    "review",
    "read",
    "new",
    "pick",
    "paste",
    "unfinished",
    "history",
    "search",
    "present",
]
"""Where a command is there: on any screen (`anywhere`) or on any where no line is typed (`places`); in the list of
meetings, on the page of today; with the line for what was heard in the corridor (`log`), in the list of such notes,
with one of them (`note`), in the patterns in them; in the lists of actions and of people,
or on the page of one of these; where an agenda is prepared, or shown what was
heard about an item of it (`heard`); with the line of a live meeting or, `entries`, with one of
its entries chosen; on the walk through open actions, on the closing page, where minutes are read through before they
leave (`review`), with a finished meeting to read; where a meeting is begun (`new`), something is picked from a list, a
paste is shown, what was left half typed is listed (`unfinished`), what happened is told (`history`), or all that was
said is searched; or where the meeting hangs on the wall (`present`)."""


class Command(msgspec.Struct, frozen=True):
    """Something a user can do.

    `id` names it for ever (`item.next`; the screens do it in `action_item_next`). `label` is the word in the row of
    keys, `title` the line in palette and help, `explains` the sentence that F1 shows. `keys` are Textual's names.
    `slash` are the words after `/`, Dutch and English; `takes` shows what may follow them, `needs` says whether
    something must. `rank` orders the row of keys: 0 isn't shown there, 1 first.
    """

    id: str
    place: Place
    title: str
    explains: str
    label: str = ""
    keys: tuple[str, ...] = ()
    slash: tuple[str, ...] = ()
    takes: str = ""
    needs: bool = False
    rank: int = 0

    @property
    def action(self) -> str:
        """The name of the action in the screens: `item_next`."""
        return self.id.replace(".", "_")
