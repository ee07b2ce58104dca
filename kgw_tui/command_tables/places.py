"""What can be done on any screen where no line is typed."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command

PLACES: Final[tuple[Command, ...]] = ()
