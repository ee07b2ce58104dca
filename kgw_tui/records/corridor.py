"""What is heard in the corridor, as it was logged; private."""

from __future__ import annotations

import datetime as dt
from typing import Final

from kgw_tui.records.people import Who
from kgw_tui.records.record import Record, Table


class CorridorNote(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A corridor conversation: `heard_at` is the moment (UTC) it happened, `kind` an id of corridor.toml or "".

    What was promised stands beside it as actions in the private store whose `parent` is this note.
    """

    handle: str = ""
    heard_at: dt.datetime
    text: str
    mentions: tuple[Who, ...] = ()
    themes: tuple[str, ...] = ()
    kind: str = ""


CORRIDOR_NOTES: Final[Table[CorridorNote]] = Table("corridor_notes", CorridorNote, ("themes",))
