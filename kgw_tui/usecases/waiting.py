"""All lines of a session that were entered and can't be made durable yet, by meeting.

Nothing else is loaded for them before there is a meeting: the first frame does without.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kgw_tui.drafts import WAITING, meeting_of
from kgw_tui.workspace import Workspace

if TYPE_CHECKING:
    from kgw_tui.usecases.live import LiveMeeting
    from kgw_tui.usecases.waiting_lines import WaitingLines


class Waiting:
    """All lines of one session that wait, by meeting. They wait for the program, not for a screen: whichever is shown,
    they are tried again.
    """

    def __init__(self, workspace: Workspace) -> None:
        """None wait."""
        self._workspace = workspace
        self._of: dict[str, WaitingLines] = {}

    def __len__(self) -> int:
        """How many lines wait."""
        return sum(map(len, self._of.values()))

    def of(self, live: LiveMeeting) -> WaitingLines:
        """Those of one meeting, of which there may be none; they go through `live` from now on."""
        found = self._of.get(live.meeting_id)
        if found is None:
            from kgw_tui.usecases.waiting_lines import WaitingLines

            found = self._of[live.meeting_id] = WaitingLines(live)
        elif found.live is not live:
            found.work_on(live)
        return found

    def count(self, meeting_id: str) -> int:
        """How many lines of one meeting wait."""
        return len(self._of.get(meeting_id, ()))

    @property
    def stuck(self) -> Sequence[WaitingLines]:
        """The lines that can't go by themselves any more: of meetings that were closed, or are gone."""
        return [each for each in self._of.values() if each and each.stuck]

    def unpack(self, place: str, packed: str) -> int:
        """Take over what an earlier session has left under `place` (see `half_typed`); gives how many lines.

        Raises ValueError for what can't be read, NotFound when the meeting is gone.
        """
        from kgw_tui.usecases.live import LiveMeeting

        return self.of(LiveMeeting(self._workspace, meeting_of(place))).unpack(packed)

    def retry(self) -> int:
        """Store what waits as far as that can be done; gives how many lines were stored."""
        return sum(each.retry() for each in self._of.values())

    def half_typed(self) -> dict[str, str]:
        """What waits, packed, by the place under which it is kept as what was half typed; "" where nothing does now."""
        return {WAITING + meeting: each.packed() for meeting, each in self._of.items()}

    def left_over(self) -> str:
        """What waits in the words of files, meeting by meeting; "" for nothing."""
        return "".join(each.as_text() + "\n\n" for each in self._of.values() if each)
