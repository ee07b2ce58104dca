"""What was begun and not entered, of all meetings: to go on with, to copy, or to throw away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kgw_tui.command_table import Place
from kgw_tui.commands import slash
from kgw_tui.drafts import REVIEW, Draft, meeting_of, what_in
from kgw_tui.i18n import _
from kgw_tui.records.meetings import MEETINGS

from .bindings import bindings_of, keys_shown
from .going import make_way
from .kgw_screen import KgwScreen
from .live_drafts import LiveDrafts
from .returning import return_to
from .unfinished_words import waiting_lines, when, where, words_of
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
        """Read anew what was left, and where; what stands in a line below isn't left."""
        standing = self.kgw.half_typed()
        self._elsewhere = self.workspace.drafts.elsewhere()
        every = (*self.workspace.drafts.left(), *self._elsewhere)
        drafts = [each for each in every if standing.get(each.place) != each.text]
        self._left = {str(number): draft for number, draft in enumerate(drafts)}
        rows = [PickRow(number, words_of(draft), when(draft)) for number, draft in self._left.items()]
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
        if not self._stands_below(draft):
            self.workspace.drafts.put_first(draft)
        if self._is_of_closed(draft):
            await self.kgw.open_meeting(meeting_of(draft.place))
            self.kgw.say(_("this meeting is closed; when it goes on (o), the line stands there again"))
            return
        if not await return_to(self.kgw, draft):
            below = next((each for each in reversed(self.app.screen_stack) if isinstance(each, LiveDrafts)), None)
            if below is None:
                words = _("its place is gone: c copies it; {unfinished} in a running meeting puts it in the line there")
                self.say(words.format(unfinished=slash("go.unfinished")), warning=True)
                return
            make_way(self.kgw, lambda screen: screen is below)
        if isinstance(self.app.screen, KgwScreen):
            self.app.screen.take_in(draft)

    def _tell_where(self) -> None:
        draft = self._chosen
        said = [where(self.workspace, draft)] if draft else []
        said += [_("in another window of yours, which keeps it")] if draft in self._elsewhere else []
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
