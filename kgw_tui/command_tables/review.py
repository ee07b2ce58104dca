"""What can be done where minutes are read through before they leave."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command

REVIEW: Final[tuple[Command, ...]] = ()
