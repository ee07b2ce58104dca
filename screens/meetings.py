"""The list of meetings: the running one first, then the latest."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kgw_tui.command_table import Place
from kgw_tui.i18n import _
from kgw_tui.records.meetings import Meeting
from kgw_tui.records.people import GROUPS
from kgw_tui.usecases.reading import meetings_newest_first
from kgw_tui.usecases.starting import drop_meeting

from .bindings import bindings_of
from .kgw_screen import KgwScreen
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.pick_list import PickList, PickRow
from .words import day, state_word, wall


class MeetingsScreen(KgwScreen):
    """The first screen: pick a meeting, or start one."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "meetings")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("meetings", at_once=True)
    AUTO_FOCUS = "PickList"

    def compose(self) -> ComposeResult:
        """Title, list, a row to say things in, and the keys."""
        yield HeaderRow()
        yield PickList()
        yield MessageRow()
        yield KeyRow()

    def on_mount(self) -> None:
        """Show what was found on opening; the meetings come with the resuming that follows at once."""
        notices = self.workspace.notices
        if notices:
            self.say(" · ".join(notices), warning=True)

    def on_screen_resume(self) -> None:
        """Show what has changed while another screen was on top."""
        self.store_changed()

    def on_screen_suspend(self) -> None:
        """What was said here is over when one comes back."""
        self.query_one(MessageRow).say("")

    def store_changed(self) -> None:
        """Read the meetings anew."""
        meetings = meetings_newest_first(self.workspace.shared)
        self.query_one(HeaderRow).show(_("Meetings"), self.workspace.settings.school)
        empty = [
            PickRow("", _("No meetings yet: press n"), heading=True),
            PickRow("", _("kgw setup: for colleagues' names"), heading=True),
        ]
        widest = max((len(day(meeting.date)) for meeting in meetings), default=0)
        self.query_one(PickList).show_rows([self._row(meeting, widest) for meeting in meetings] or empty)
        if meetings:
            self.show_keys()
        else:
            self.query_one(KeyRow).show([("n", _("new")), ("F1", _("help")), ("q", _("quit"))])

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something in the row above the keys."""
        self.query_one(MessageRow).say(sentence, warning=warning)

    @on(PickList.Picked)
    async def _picked(self, message: PickList.Picked) -> None:
        await self.kgw.open_meeting(message.row_id)

    async def action_meeting_open(self) -> None:
        """Open the chosen meeting."""
        chosen = self.query_one(PickList).chosen_id
        if chosen:
            await self.kgw.open_meeting(chosen)

    async def action_meeting_new(self) -> None:
        """Choose a kind of meeting and start it."""
        from .new_meeting import NewMeetingScreen

        await self.app.push_screen(NewMeetingScreen())

    def action_meeting_drop(self) -> None:
        """Take out the chosen meeting, when nothing has been said in it."""
        chosen = self.query_one(PickList).chosen_id
        if chosen and self.attempt(lambda: (drop_meeting(self.workspace, chosen), True)[1]):
            self.store_changed()
            self.say(_("deleted; ^z brings it back"))

    def action_meeting_export(self) -> None:
        """Make the Word file of the chosen meeting."""
        chosen = self.query_one(PickList).chosen_id
        if chosen:
            self.kgw.make_document(chosen, "minutes")

    def action_meeting_quit(self) -> None:
        """Leave; everything has been saved."""
        self.kgw.action_app_quit()

    def _row(self, meeting: Meeting, widest: int) -> PickRow:
        group = self.workspace.shared.get(GROUPS, meeting.group) if meeting.group else None
        time = f"{meeting.start:%H:%M}" if meeting.start else wall(meeting.started_at)
        parts = [day(meeting.date).ljust(widest), time, meeting.title or _("Meeting")]
        if group and group.name != meeting.title:
            parts.append(group.name)
        return PickRow(meeting.id, "  ".join(part for part in parts if part), state_word(meeting))
