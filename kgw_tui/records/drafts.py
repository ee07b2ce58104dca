"""Lines that were begun and not entered, as earlier versions kept them; `kgw_tui.drafts` is how they are kept now."""

from __future__ import annotations

from typing import Final

from kgw_tui.records.record import Record, Table


class Draft(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What stood in a line. `place` says where: the id of a meeting."""

    place: str
    text: str


DRAFTS: Final[Table[Draft]] = Table("drafts", Draft, ("place",))
