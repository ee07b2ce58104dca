"""What earlier meetings of a series have left, kept while a meeting runs, so that no line reads them all again."""

from __future__ import annotations

from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import ITEMS, MEETINGS, Meeting
from kgw_tui.rules.dossier import Earlier
from kgw_tui.store import Change, Store
from kgw_tui.usecases.reading import held, said_earlier


class SaidEarlier:
    """The actions and questions of earlier meetings, for one meeting: read anew only when another has changed."""

    def __init__(self, shared: Store, meeting_id: str) -> None:
        """Nothing read yet."""
        self._shared = shared
        self._meeting_id = meeting_id
        self._found: list[Earlier] = []
        self._place: tuple[object, ...] = ()
        self._read_at = -1  # the cursor of the store when it was read

    def __call__(self, meeting: Meeting) -> list[Earlier]:
        """What `said_earlier` gives for the meeting as it now is."""
        place = (meeting.series, *held(meeting))
        stale = self._read_at < 0 or place != self._place
        if stale or any(map(self._is_elsewhere, self._shared.changes_since(self._read_at).changes)):
            self._found = said_earlier(self._shared, meeting)
        self._read_at, self._place = self._shared.cursor, place
        return self._found

    def _is_elsewhere(self, change: Change) -> bool:
        """Whether a change may touch what was said in another meeting."""
        if change.table == ENTRIES.name:
            entry = self._shared.get(ENTRIES, change.id)
            return entry is None or entry.meeting != self._meeting_id
        if change.table == ITEMS.name:
            item = self._shared.get(ITEMS, change.id)
            return item is None or item.meeting != self._meeting_id
        return change.table == MEETINGS.name and change.id != self._meeting_id
