"""That somebody may be told what came of what they said in the corridor."""

from __future__ import annotations

import datetime as dt

import msgspec

from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.people import Who


class Report(msgspec.Struct, frozen=True):
    """That `whom` may be told what came of a `note`: since which day, and `words` to say it in (may be "")."""

    note: CorridorNote
    whom: Who
    words: str
    since: dt.date
