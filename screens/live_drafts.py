"""What was left half typed in a live meeting: how it comes back into the line, and what is half typed there now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from textual import on

from kgw_tui.drafts import (
    LINE,
    PASTE,
    WAITING,
    Draft,
    begun_of,
    draft_place,
    is_beneath,
    meeting_of,
    records_of,
    what_in,
)
from kgw_tui.i18n import _
from kgw_tui.usecases.drafts import left_unfinished

from .chairing import Chairing
from .line_drafts import as_copy, begun_in, half_typed, is_own, more_left, stands_again, target_of
from .unfinished_words import waiting_lines
from .widgets.capture_line import CaptureLine

if TYPE_CHECKING:
    from .paste import PasteScreen

_LATER: Final = (0.1, 4.0, 12.0)
"""Seconds after the line is there at which other windows are looked at: one that hangs must have rested a while."""


class LiveDrafts(Chairing):
    """The part of the live screen that keeps and brings back what was begun and not entered."""

    taken_up: bool = False
    """Whether what was left has been put in the line: before that, an empty line says nothing."""
    told_of_window: bool = False
    """Whether was said what stands in another window."""

    def half_typed(self) -> dict[str, str]:
        """The line, and the edit or check that stands over it."""
        return half_typed(self.reading, self._place, self.line.value) if self.taken_up else {}

    def take_up_drafts(self) -> None:
        """Put what was left in the line, the newest; an edit or a check that stood over it comes back over it."""
        left = left_unfinished(self.workspace, self._place)
        own = next((draft for draft in left if is_own(draft.place, self._place)), None)
        over = next((draft for draft in left if not is_own(draft.place, self._place)), None)
        found = [draft for draft in (own, over) if draft is not None]
        for draft in found:
            self._take_up(draft)
        self.taken_up = True
        newest = max(found, key=lambda draft: draft.at, default=None)
        if newest is not None and newest.interrupted:
            self.say(_joined(stands_again(newest), self._where_it_goes(), self.more_left()))
        for seconds in _LATER if newest is None else ():
            self.set_timer(seconds, self._tell_of_other_window)

    def take_up_next(self) -> bool:
        """Put what else was left here in the empty line, and say so; False when there is nothing."""
        if self.reading.target is not None or self.reading.stash:
            return False
        self.settled()
        left = left_unfinished(self.workspace, self._place)
        copies = [] if left else [as_copy(each) for each in self.workspace.drafts.elsewhere(self._place)]
        for draft in (*left, *copies)[:1]:
            self._take_up(draft)
            self.say(_joined(stands_again(draft), self._where_it_goes(), self.more_left()))
        return bool(left or copies)

    def take_in(self, draft: Draft) -> bool:
        """Let any draft stand in the line, where nothing does; several lines of a meeting that is gone are shown as a
        paste, and are left until they are taken.
        """
        if draft.text in self.half_typed().values() or is_beneath(
            draft.place, draft_place(self.live.meeting_id, PASTE)
        ):
            return True
        if what_in(draft.place) in {WAITING, PASTE}:
            self._show_paste("\n".join(waiting_lines(draft)) or draft.text, left=draft)
            return True
        if self.line.value or self.reading.target is not None:
            return False
        self.settled()
        self._take_up(draft)
        self.say(_joined(stands_again(draft), self._where_it_goes(), self.more_left()))
        return True

    def more_left(self) -> str:
        """How many more unfinished lines were left here; "" for none."""
        self.put_away()  # what stood here at the last look isn't left
        return more_left(self.workspace, self._place, self.half_typed())

    def show_paste_left(self) -> None:
        """Show what was pasted the last time and neither taken nor refused, when kgw was left."""
        from .paste import paste_left

        left = paste_left(self.workspace, self.live.meeting_id)
        if left is not None:
            self.call_after_refresh(self._show_paste_again, left)

    def _tell_of_other_window(self) -> None:
        """Say, where nothing is typed yet, that something stands in this line in another window: of a connection that
        hangs, the app lives on. Not what it is: there may be eyes in the room.
        """
        if self.told_of_window or self.line.value or not self.is_current:
            return
        if self.workspace.drafts.elsewhere(self._place):
            self.told_of_window = True
            self.say(_("F4 copies the line that stands in another window of yours"))

    @property
    def _place(self) -> str:
        return draft_place(self.live.meeting_id, LINE)

    def _take_up(self, draft: Draft) -> None:
        """Let a draft stand in the line again; one about an entry that is gone is a line of its own."""
        target = target_of(draft.place, self._place, self.live)
        if target is not None:
            self.aim(target)
            self.reading.begun_before(begun_of(draft.place))
            self.reading.aim_record = next(iter(records_of(draft.place)), self.reading.aim_record)
        elif not is_own(draft.place, self._place) and self.line.value:
            if not draft.text.startswith("/"):
                return  # a line stands there already; this one is still left
            self.reading.put_aside(self.line.value)
        own = is_own(draft.place, self._place)
        if own:  # wherever the meeting is by now
            self.reading.begun_in = begun_in(draft.place, self._place, self.live)
            self.reading.record = next(iter(records_of(draft.place)), "")
        if target is not None or own:
            self.stands_here(draft)
        else:
            self.workspace.drafts.drop(draft)
            self.stands_here(replace(draft, place=self._place))
        self.line.value = draft.text

    def _where_it_goes(self) -> str:
        """The item in which the line was begun, when the meeting is at another by now."""
        begun, current = self.reading.begun_in, self.live.meeting.current_item
        numbered = enumerate(self.live.items, 1)
        name = next((f"{number} {item.title}" for number, item in numbered if item.id == begun), "")
        return _("with item {item}").format(item=name) if name and begun != current else ""

    @on(CaptureLine.Pasted)
    def _pasted(self, message: CaptureLine.Pasted) -> None:
        self._show_paste(message.text)

    def _show_paste_again(self, left: Draft) -> None:
        screen = self._show_paste(left.text, records_of(left.place))
        self.workspace.drafts.drop(left)
        screen.stands_here(replace(left, place=screen.place))

    def _show_paste(self, text: str, records: Sequence[str] = (), *, left: Draft | None = None) -> PasteScreen:
        """With the ids that its lines were to get, and what was left that it is shown for."""
        from .paste import PasteScreen

        screen = PasteScreen(self.live, text, records)

        def dealt_with(said: str | None) -> None:
            if left is not None and screen.is_taken:
                self._forget(left)
            self._paste_taken(said)

        self.app.push_screen(screen, dealt_with)
        return screen

    def _forget(self, draft: Draft) -> None:
        """What was left has been taken, also where it waited to be saved in a meeting that is gone."""
        self.workspace.drafts.drop(draft)
        for waiting in self.kgw.waiting.stuck if what_in(draft.place) == WAITING else ():
            while waiting.live.meeting_id == meeting_of(draft.place) and waiting.take_back() is not None:
                continue

    def _paste_taken(self, said: str | None) -> None:
        self.entries.follow()
        self.show_meeting()
        self.say(said or "")
        self.show_paste_left()


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
