"""What of the past may be told: not what was said while it stood in a confidential item, nor what somebody made theirs
alone (PRODUCT.md, principles 5 and 8).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final

from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES, Entry
from kgw_tui.records.meetings import ITEMS, AgendaItem
from kgw_tui.records.record import Record
from kgw_tui.rules.past import Turn, turns
from kgw_tui.workspace import Workspace

MADE_PRIVATE: Final = "entry.private"
"""The label under which a line leaves the shared store to be its writer's own."""


class Walls:
    """Which states of the entries and items of the shared store are behind a wall, now or when they were so.

    An item that is confidential is so with all of its past; of one that no longer is, what was said while it was.
    """

    def __init__(self, workspace: Workspace) -> None:
        """Nothing is known yet; what is asked for is read."""
        self._workspace = workspace
        self._lives: dict[str, list[Turn]] = {}

    def learn(self, item_ids: Iterable[str]) -> None:
        """Read what happened to these items, in one reading of the disk."""
        unknown = [each for each in dict.fromkeys(item_ids) if each and each not in self._lives]
        store = self._workspace.shared
        pasts = store.histories(ITEMS, unknown) if unknown else {}
        for each in unknown:
            self._lives[each] = turns(ITEMS, pasts.get(each, []), store.get(ITEMS, each))

    def item(self, item_id: str) -> AgendaItem | None:
        """The item, as it is or as it was last; None when nothing is known of it."""
        present = self._workspace.shared.get(ITEMS, item_id) if item_id else None
        if present is not None or not item_id:
            return present
        self.learn([item_id])
        states = (state for turn in reversed(self._lives[item_id]) for state in (turn.after, turn.before))
        return next((state for state in states if isinstance(state, AgendaItem)), None)

    def hides(self, record: Record | None, number: int) -> bool:
        """Whether how `record` stood about the transaction with this number isn't to be told."""
        if isinstance(record, AgendaItem):
            return record.confidential or self._hides_item(record.id, number)
        return isinstance(record, Entry) and bool(record.item) and self._hides_item(record.item, number)

    def hides_now(self, record: Record | None) -> bool:
        """Whether a record as it stands now is behind the wall."""
        item = record if isinstance(record, AgendaItem) else None
        if isinstance(record, Entry):
            item = self.item(record.item)
        return item is not None and item.confidential

    def made_private(self, life: Sequence[Turn]) -> bool:
        """Whether an entry was made somebody's own, and isn't the writer's own here."""
        last = life[-1] if life else None
        if last is None or not last.past.removed:
            return False
        labels = {turn.past.number: turn.past.label for turn in life}
        if MADE_PRIVATE not in {last.past.label, labels.get(last.past.of)}:
            return False
        return last.before is None or self._workspace.private.get(PRIVATE_NOTES, last.before.id) is None

    @cached_property
    def gone_entries(self) -> dict[str, Entry]:
        """How the entries that aren't there any more stood last, by id."""
        found = self._workspace.shared.gone(ENTRIES)
        states = ((each, turns(ENTRIES, [past], None)[0].before) for each, past in found.items())
        return {each: state for each, state in states if isinstance(state, Entry)}

    def _hides_item(self, item_id: str, number: int) -> bool:
        now = self.item(item_id)
        if now is not None and now.confidential:
            return True
        self.learn([item_id])
        for turn in self._lives[item_id]:
            if turn.past.number >= number:
                about = (turn.before, turn.after if turn.past.number == number else None)
                return any(isinstance(state, AgendaItem) and state.confidential for state in about)
        return False
