"""What was left half typed and not entered after all; and what earlier versions kept of that in the private store."""

from __future__ import annotations

from kgw_tui.drafts import CLOSING, LINE, PASTE, PREPARE, REVIEW, WALK, Draft, draft_place, records_of
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.drafts import DRAFTS
from kgw_tui.records.drafts import Draft as Earlier
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES
from kgw_tui.records.meetings import ITEMS
from kgw_tui.workspace import Workspace


def left_unfinished(workspace: Workspace, place: str = "") -> list[Draft]:
    """What was left at a place and beneath it (everywhere, without one), as `Drafts.left`.

    What stands in the store was entered, at the very moment at which the program was killed: it is let go of.
    """
    left: list[Draft] = []
    for draft in workspace.drafts.left(place):
        records = records_of(draft.place)
        if records and all(_is_stored(workspace, each) for each in records):
            workspace.drafts.drop(draft)
        else:
            left.append(draft)
    return left


def _is_stored(workspace: Workspace, record: str) -> bool:
    shared = workspace.shared
    if shared.get(ENTRIES, record) is not None or shared.get(ITEMS, record) is not None:
        return True
    private = workspace.private
    return private.get(PRIVATE_NOTES, record) is not None or private.get(CORRIDOR_NOTES, record) is not None


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
