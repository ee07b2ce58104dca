"""What was promised in the corridor: kept only when whoever it was promised to has heard what came of it.

That is whoever said what stands in the note (`rules/corridor.py`, `raised_by`).
"""

from __future__ import annotations

from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Action


def is_promise(action: Action, note: CorridorNote) -> bool:
    """Whether an action was promised in the conversation that `note` tells of, and isn't what the note became."""
    return action.parent == note.id and action.id not in note.became


def is_kept(action: Action) -> bool:
    """Whether a promise was kept (done, and whoever it was made to has heard what came of it), or lapsed."""
    return action.status == "dropped" or (action.status == "done" and action.reported_on is not None)
