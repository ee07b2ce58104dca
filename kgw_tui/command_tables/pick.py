"""What can be done where something is picked from a list."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command

PICK: Final[tuple[Command, ...]] = ()
