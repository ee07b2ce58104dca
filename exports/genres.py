"""The genres of documents for reading: each a function from a record to blocks."""

from __future__ import annotations

from collections.abc import Sequence

from kgw_tui.rules.dossier import Dossier

from .blocks import Document
from .lists import action_list, decision_list
from .minutes import concise, minutes
from .options import ExportOptions, Genre


def document(dossiers: Sequence[Dossier], genre: Genre, options: ExportOptions) -> Document:
    """The document of that genre: minutes of the first dossier, lists of all (oldest first)."""
    match genre:
        case "minutes":
            return minutes(dossiers[0], options)
        case "concise":
            return concise(dossiers[0], options)
        case "decisions":
            return decision_list(dossiers, options)
        case "actions":
            return action_list(dossiers, options)
