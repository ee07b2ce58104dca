"""What can be done on the page of today."""

from __future__ import annotations

from typing import Final

from kgw_tui.command_tables.command import Command

TODAY: Final[tuple[Command, ...]] = ()
