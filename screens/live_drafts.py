"""What was left half typed in a live meeting: how it comes back into the line, and what is half typed there now."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace
from textual import on

from kgw_tui.drafts import LINE, PASTE, WAITING, Draft, draft_place, what_in
from kgw_tui.i18n import _

from .chairing import Chairing
from .line_drafts import begun_in, half_typed, is_own, more_left, stands_again, target_of
from .unfinished_words import waiting_lines
from .widgets.capture_line import CaptureLine

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
        left = self.workspace.drafts.left(self._place)
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
        left = self.workspace.drafts.left(self._place) or self.workspace.drafts.elsewhere(self._place)
        if left:
            self._take_up(left[0])
            self.say(_joined(stands_again(left[0]), self._where_it_goes(), self.more_left()))
        return bool(left)

    def take_in(self, draft: Draft) -> None:
        """Let any draft stand in the line, where nothing does; lines that wait to be saved do that by themselves."""
        if draft.text in self.half_typed().values() or draft.place == draft_place(self.live.meeting_id, PASTE):
            return
        if what_in(draft.place) in {WAITING, PASTE}:  # of a meeting that is gone
            self.workspace.drafts.drop(draft)
            self._show_paste("\n".join(waiting_lines(draft)) or draft.text)
            return
        if self.line.value or self.reading.target is not None:
            super().take_in(draft)
            return
        self.settled()
        self._take_up(draft)
        self.say(_joined(stands_again(draft), self._where_it_goes(), self.more_left()))

    def more_left(self) -> str:
        """How many more unfinished lines were left here; "" for none."""
        self.put_away()  # what stood here at the last look isn't left
        return more_left(self.workspace, self._place, self.half_typed())

    def show_paste_left(self) -> None:
        """Show what was pasted the last time and neither taken nor refused, when kgw was left."""
        from .paste import paste_left

        left = paste_left(self.workspace, self.live.meeting_id)
        if left is not None:
            self.workspace.drafts.take(left)
            self.call_after_refresh(self._show_paste, left.text)

    def _tell_of_other_window(self) -> None:
        """Say, where nothing is typed yet, what stands in this line in another window: of a connection that hangs, the
        app lives on.
        """
        if self.told_of_window or self.line.value or not self.is_current:
            return
        drafts = self.workspace.drafts.elsewhere(self._place)
        if drafts:
            self.told_of_window = True
            self.say(_("F4 copies what stands in another window of yours: {text}").format(text=drafts[0].text))

    @property
    def _place(self) -> str:
        return draft_place(self.live.meeting_id, LINE)

    def _take_up(self, draft: Draft) -> None:
        """Let a draft stand in the line again; one about an entry that is gone is a line of its own."""
        target = target_of(draft.place, self._place, self.live)
        if target is not None:
            self.aim(target)
        elif not is_own(draft.place, self._place) and self.line.value:
            if not draft.text.startswith("/"):
                return  # a line stands there already; this one is still left
            self.reading.put_aside(self.line.value)
        own = is_own(draft.place, self._place)
        if own:  # wherever the meeting is by now
            self.reading.begun_in = begun_in(draft.place, self._place, self.live)
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

    def _show_paste(self, text: str) -> None:
        from .paste import PasteScreen

        self.app.push_screen(PasteScreen(self.live, text), self._paste_taken)

    def _paste_taken(self, said: str | None) -> None:
        self.entries.follow()
        self.show_meeting()
        self.say(said or "")
        self.show_paste_left()


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
