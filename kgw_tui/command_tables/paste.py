"""What can be done where a paste is shown before it is taken."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command
from kgw_tui.i18n import N_

PASTE: Final[tuple[Command, ...]] = (
    Command(
        "paste.take",
        "paste",
        N_("Keep all of the paste"),
        N_("Keeps every line as what is shown; Esc keeps none."),
        N_("keep them all"),
        ("enter",),
        rank=1,
    ),
    Command(
        "paste.agenda",
        "paste",
        N_("Keep the paste as the agenda"),
        N_("Makes each line an agenda item, where the paste looks like an agenda."),
        N_("as the agenda"),
        ("a",),
        rank=2,
    ),
)
