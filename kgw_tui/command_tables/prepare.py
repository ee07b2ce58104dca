"""What can be done where an agenda is prepared."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command

PREPARE: Final[tuple[Command, ...]] = ()
