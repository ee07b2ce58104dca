"""What is heard in the corridor, as it was logged, and what became of it; private."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

from kgw_tui.records.people import Who
from kgw_tui.records.record import Record, Table

Voices = Literal["", "one", "pattern"]
"""One voice, or heard more often; "" where nobody has said."""
Basis = Literal["", "assumption", "evidence"]
"""Whether what was said is an assumption, or there is something that it rests on; "" where nobody has said."""


class CorridorNote(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A corridor conversation: `heard_at` is the moment (UTC) it happened, `kind` an id of corridor.toml or "".

    `nameless` is the text as it may stand with an agenda item, where somebody has put it in other words for that; ""
    for what `rules/patterns.fact` makes of it. The first of `mentions` is who said it (`rules/corridor.py`). What was
    promised stands beside it as actions in the private store whose `parent` is this note (`rules/promises.py`).

    `voices`, `basis` and `known` (what is known of it, and where that stands) are what was found out about it;
    `outcome` is the id of what becomes of it (corridor.toml), "" while it waits in the inbox, since `settled_on`, and
    `reason` what was answered, who knows more, or why nothing is done. `look_again` is the day to look at it once more.
    `became` holds the ids of what it became: agenda items of the shared store (`items` are these alone), actions and
    questions of the private one; nothing of the shared store leads back here. `reported_on` is the day on which whoever
    said it heard what came of it, `told` what they heard; `untold` why nobody has to hear it. Of a note that became
    something `look_again` is the day before which one isn't reminded of telling that.
    """

    handle: str = ""
    heard_at: dt.datetime
    text: str
    nameless: str = ""
    mentions: tuple[Who, ...] = ()
    themes: tuple[str, ...] = ()
    kind: str = ""
    voices: Voices = ""
    basis: Basis = ""
    known: str = ""
    outcome: str = ""
    settled_on: dt.date | None = None
    reason: str = ""
    look_again: dt.date | None = None
    became: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    reported_on: dt.date | None = None
    told: str = ""
    untold: str = ""


CORRIDOR_NOTES: Final[Table[CorridorNote]] = Table(
    "corridor_notes", CorridorNote, ("themes", "outcome", "became", "handle")
)
