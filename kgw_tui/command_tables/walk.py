"""What can be done on the walk through what is open from earlier meetings."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command

WALK: Final[tuple[Command, ...]] = ()
