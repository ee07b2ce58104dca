"""The documents that can be made of a meeting, by name; whoever makes them is handed in by the composition root."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Protocol

from kgw_tui.rules.dossier import Dossier

Genre = Literal["minutes", "concise", "decisions", "actions"]
"""Elaborate minutes, concise minutes (outcomes, decisions, actions), the decision list, the action list (WORD.md)."""


class WriteDocument(Protocol):
    """Writes a document about a meeting as a Word file, and gives where it stands; raises KgwError with a sentence."""

    def __call__(self, dossier: Dossier, genre: Genre, *, confidential: bool = False) -> Path:
        """`confidential` asks for the minutes of the confidential items, and those alone."""
        ...
