"""What was begun and not entered, of all meetings: to go on with, to copy, or to throw away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kgw_tui import clock
from kgw_tui.command_table import Place
from kgw_tui.commands import slash
from kgw_tui.drafts import REVIEW, WAITING, Draft, meeting_of, what_in
from kgw_tui.i18n import _
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.usecases.drafts import left_unfinished
from kgw_tui.usecases.waiting_lines import WaitingLines

from .bindings import bindings_of, keys_shown
from .going import make_way
from .kgw_screen import KgwScreen
from .line_drafts import as_copy
from .live_drafts import LiveDrafts
from .returning import return_to
from .unfinished_words import in_other_windows, waiting_lines, when, where, words_of
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.pick_list import PickList, PickRow


class UnfinishedScreen(KgwScreen):
    """The lines that were left half typed, newest first; of the chosen one is told where it stood."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "places", "unfinished")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("anywhere", "places", "unfinished", at_once=True)
    CSS_PATH = "meetings.tcss"
    AUTO_FOCUS = "PickList"

    def __init__(self) -> None:
        """Nothing is read yet."""
        super().__init__()
        self._left: dict[str, Draft] = {}
        self._elsewhere: Sequence[Draft] = ()
        self._stuck: dict[Draft, WaitingLines] = {}
        """Lines that were entered and can't be saved any more as things stand."""
        self._to_drop = ""
        """The row of which was asked whether it is to be thrown away."""

    def compose(self) -> ComposeResult:
        """Title, lines, a row to say things in, and the keys."""
        yield HeaderRow()
        yield PickList()
        yield MessageRow()
        yield KeyRow()

    def on_mount(self) -> None:
        """Show what there is."""
        self.query_one(HeaderRow).show(_("Unfinished lines"), "")
        self.store_changed()

    def store_changed(self) -> None:
        """Read anew what was left, and where; what stands in a line below isn't left, nor what is going to be saved."""
        standing = self.kgw.half_typed()
        self._stuck = {draft_of(each): each for each in self.kgw.waiting.stuck}
        self._elsewhere = in_other_windows(self.workspace)
        left = [each for each in left_unfinished(self.workspace) if standing.get(each.place) != each.text]
        drafts = [*left, *self._stuck, *(each for each in self._elsewhere if each.text not in standing.values())]
        self._left = {str(number): draft for number, draft in enumerate(drafts)}
        rows = [PickRow(number, words_of(self.workspace, draft), when(draft)) for number, draft in self._left.items()]
        self.query_one(PickList).show_rows(rows or [PickRow("", _("Nothing was left unfinished"), heading=True)])
        keys = keys_shown("unfinished") if drafts else []
        self.query_one(KeyRow).show([*keys, ("Esc", _("back")), ("F1", _("help"))])
        self._tell_where()

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something in the row above the keys."""
        self.query_one(MessageRow).say(sentence, warning=warning)

    @on(PickList.Moved)
    def _moved(self) -> None:
        self._to_drop = ""
        self._tell_where()

    @on(PickList.Picked)
    async def _picked(self) -> None:
        await self.action_unfinished_open()

    async def action_unfinished_open(self) -> None:
        """Go to where the chosen line stood; where that is gone, to the line of the meeting that is open."""
        draft = self._chosen
        if draft is None:
            return
        if draft in self._elsewhere:
            draft = as_copy(draft)
        if draft not in self._stuck and not self._stands_below(draft):
            self.workspace.drafts.put_first(draft)
        if self._is_of_closed(draft):
            await self.kgw.open_meeting(meeting_of(draft.place))
            self.kgw.say(_("this meeting is closed; when it goes on (o), the line stands there again"))
        elif await return_to(self.kgw, draft):
            self._tell_whether_it_stands(draft)
        elif not self._take_below(draft):
            words = _("its place is gone: c copies it; {unfinished} in a running meeting puts it in the line there")
            self.kgw.say(words.format(unfinished=slash("go.unfinished")), warning=True)

    def _tell_whether_it_stands(self, draft: Draft) -> None:
        """Say why a draft doesn't stand where one has gone to for it."""
        screen = self.app.screen
        if not isinstance(screen, KgwScreen) or screen.take_in(draft):
            return
        if any(text.strip() for text in screen.half_typed().values()):
            words = _("something else stands here: first Enter or Esc, then {unfinished} again")
        else:
            words = _("what it was about isn't there any more; {unfinished} has it, and c there copies it")
        screen.say(words.format(unfinished=slash("go.unfinished")), warning=True)

    def _take_below(self, draft: Draft) -> bool:
        """Let the line of the meeting that is open have what has no place of its own any more."""
        below = next((each for each in reversed(self.app.screen_stack) if isinstance(each, LiveDrafts)), None)
        if below is None:
            return False
        make_way(self.kgw, lambda screen: screen is below)
        self._tell_whether_it_stands(draft)
        return True

    def _tell_where(self) -> None:
        draft = self._chosen
        said = [where(self.workspace, draft)] if draft else []
        said += [_("in another window of yours, which keeps it")] if draft in self._elsewhere else []
        stuck = self._stuck.get(draft) if draft else None
        said += [stuck.reason or stuck.why] if stuck else []
        self.query_one(MessageRow).say(" · ".join(said))

    def _is_of_closed(self, draft: Draft) -> bool:
        meeting = self.workspace.shared.get(MEETINGS, meeting_of(draft.place))
        return meeting is not None and meeting.state == "closed" and what_in(draft.place) != REVIEW

    def _stands_below(self, draft: Draft) -> bool:
        """Whether a screen below has something of its own where the draft stood."""
        return bool(self.kgw.half_typed().get(draft.place))

    def action_unfinished_copy(self) -> None:
        """Copy the chosen line."""
        draft = self._chosen
        if draft is not None:
            self.app.copy_to_clipboard("\n".join(waiting_lines(draft)) or draft.text)
            self.say(_("✓ copied; ^v puts it in a line"))

    def action_unfinished_drop(self) -> None:
        """Throw the chosen line away, at the second time."""
        chosen = self.query_one(PickList).chosen_id
        draft = self._chosen
        if draft is None:
            return
        if draft in self._elsewhere:
            self.say(_("it stands in another window of yours: empty the line there"), warning=True)
            return
        if draft in self._stuck:
            self.say(_("these lines were entered; c copies them, and when the meeting goes on (o) they are saved"))
            return
        if self._to_drop != chosen:
            self._to_drop = chosen
            self.say(_("the same key again throws it away for good"), warning=True)
            return
        self._to_drop = ""
        self.workspace.drafts.drop(draft)
        self.store_changed()
        self.say(_("✓ thrown away"))

    @property
    def _chosen(self) -> Draft | None:
        return self._left.get(self.query_one(PickList).chosen_id)


def draft_of(waiting: WaitingLines) -> Draft:
    """Lines that wait, as what was left."""
    return Draft(place=f"{WAITING}{waiting.live.meeting_id}", text=waiting.packed(), at=clock.now())
