"""Keeping what was half typed when a screen is left, and giving it back once."""

from __future__ import annotations

import msgspec

from kgw_tui.records.drafts import DRAFTS, Draft
from kgw_tui.records.record import stamp
from kgw_tui.workspace import Workspace


def keep_draft(workspace: Workspace, place: str, text: str) -> None:
    """Store `text` as what stood in the line at `place` (a meeting's id); an empty text leaves nothing there.

    Not part of what undo turns back. Raises StoreUnavailable when it can't be written.
    """
    standing = workspace.private.query(DRAFTS, place=place)
    if not text.strip() and not standing:
        return
    with workspace.private.transaction("draft", undoable=False) as tx:
        for draft in standing:
            tx.delete(DRAFTS, draft.id)
        if text.strip():
            tx.put(DRAFTS, msgspec.convert({**stamp(workspace.settings.writer), "place": place, "text": text}, Draft))


def take_draft(workspace: Workspace, place: str) -> str:
    """What stood in the line at `place`, or "". It stays stored until the line is entered or left again."""
    drafts = workspace.private.query(DRAFTS, place=place)
    return drafts[-1].text if drafts else ""
