"""What can be done where a paste is shown before it is taken."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command

PASTE: Final[tuple[Command, ...]] = ()
