"""What earlier versions kept half typed in the private store: taken over, once, to where it is kept now."""

from __future__ import annotations

from kgw_tui.drafts import CLOSING, LINE, PASTE, PREPARE, REVIEW, WALK, Draft, draft_place
from kgw_tui.records.drafts import DRAFTS
from kgw_tui.records.drafts import Draft as Earlier
from kgw_tui.workspace import Workspace


def take_over_earlier(workspace: Workspace) -> None:
    """Take what the table `drafts` has, and empty it when that is durable. Until it can be, it stays in both.

    Raises StoreUnavailable.
    """
    earlier = workspace.private.all(DRAFTS)
    if not earlier:
        return
    workspace.drafts.receive([_as_now(each) for each in earlier])
    with workspace.private.transaction("draft", undoable=False) as tx:
        for each in earlier:
            if tx.get(DRAFTS, each.id) is not None:
                tx.delete(DRAFTS, each.id)


def _as_now(earlier: Earlier) -> Draft:
    """An earlier one, with what it is about in its place and not in its text."""
    place, text = earlier.place, earlier.text
    first, _space, last = place.partition(" ")
    meeting, _colon, page = place.partition(":")
    if first == "prepare":
        place = draft_place(last, PREPARE)
    elif first == "review":
        entry_id, _space, text = text.partition(" ")
        place = draft_place(last, REVIEW, entry_id)
    elif last == "paste":
        place = draft_place(first, PASTE)
    elif page in {CLOSING, WALK}:
        command, point, text = (*text.split(" ", 2), "", "")[:3]
        place = draft_place(meeting, page, command, point)
    else:
        place = draft_place(place, LINE)
    return Draft(place=place, text=text, at=earlier.changed_at or earlier.created_at)
