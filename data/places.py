"""Where the two stores of a home lie, and with what modes: known without opening them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import msgspec

from kgw_tui.settings import Settings

from .filesystem import PRIVATE, Modes, group_modes

SHARED: Final = "shared"
PRIVATE_STORE: Final = "private"
NAMES: Final = (SHARED, PRIVATE_STORE)
"""The two stores, in the order in which both are written."""


class Place(msgspec.Struct, frozen=True):
    """One store: which of the two, its folder (there or not yet), and whether that is one outside the home, which a
    group may write.
    """

    name: str
    folder: Path
    outside: bool = False

    @property
    def modes(self) -> Modes:
        """The modes of what is made in the folder, once it is there."""
        return group_modes(self.folder) if self.outside else PRIVATE


def places(home: Path, settings: Settings, named: Path | None = None) -> tuple[Place, Place]:
    """The shared and the private store of a home.

    The shared one lies in `named`, else `$KGW_SHARED`, else where the settings say, else in the home.
    """
    other = named or os.environ.get("KGW_SHARED") or settings.shared
    folder = Path(other).expanduser() if other else home / SHARED
    return Place(SHARED, folder, outside=folder != home / SHARED), Place(PRIVATE_STORE, home / PRIVATE_STORE)
