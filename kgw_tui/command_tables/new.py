"""What can be done where a meeting is begun."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command

NEW: Final[tuple[Command, ...]] = ()
