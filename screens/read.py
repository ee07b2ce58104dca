"""A finished meeting to read: who was there, what was said, decided and agreed to do."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kgw_tui import clock
from kgw_tui.command_table import Place
from kgw_tui.i18n import _
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.workspace import Workspace

from .bindings import bindings_of
from .kgw_screen import KgwScreen
from .widgets.entry_list import EntryList
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.rows import EntryRow, rows_of
from .words import day, minutes_word, present_names


class ReadScreen(KgwScreen):
    """Shows a closed meeting; its keys make the documents."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "read")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("read", at_once=True)
    CSS_PATH = "read.tcss"
    AUTO_FOCUS = "EntryList"

    def __init__(self, workspace: Workspace, meeting_id: str) -> None:
        """For the meeting with this id. Raises NotFound when there is none."""
        super().__init__()
        self.live = LiveMeeting(workspace, meeting_id)

    def compose(self) -> ComposeResult:
        """Heading, entries, a row to say things in, and the keys."""
        yield HeaderRow()
        yield MessageRow(id="present")
        yield EntryList()
        yield MessageRow(id="said")
        yield KeyRow()

    def on_mount(self) -> None:
        """Show the meeting from its beginning."""
        self.store_changed()
        self.show_keys()
        self.call_after_refresh(self.query_one(EntryList).action_edge, -1)

    def is_gone(self) -> bool:
        """Whether the meeting was undone, here or by another process."""
        return self.workspace.shared.get(MEETINGS, self.live.meeting_id) is None

    def store_changed(self) -> None:
        """Read the meeting anew."""
        self.live.forget()
        dossier = self.live.dossier
        meeting = dossier.meeting
        self.query_one(HeaderRow).show(f"{meeting.title or _('Meeting')} · {day(meeting.date)}", minutes_word(meeting))
        present, absent = present_names(dossier)
        parts = [_("Present: {names}").format(names=", ".join(present))] if present else []
        parts += [_("Absent: {names}").format(names=", ".join(absent))] if absent else []
        self.query_one("#present", MessageRow).say(" · ".join(parts))
        self.query_one(EntryList).show_rows(rows_of(dossier, today=clock.today()))

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something in the row above the keys."""
        self.query_one("#said", MessageRow).say(sentence, warning=warning)

    def action_read_word(self) -> None:
        """The minutes in Word."""
        self.kgw.make_document(self.live.meeting_id, "minutes")

    def action_read_concise(self) -> None:
        """The concise minutes in Word."""
        self.kgw.make_document(self.live.meeting_id, "concise")

    def action_read_decisions(self) -> None:
        """The decision list in Word."""
        self.kgw.make_document(self.live.meeting_id, "decisions")

    def action_read_actions(self) -> None:
        """The action list in Word."""
        self.kgw.make_document(self.live.meeting_id, "actions")

    def action_read_mine(self) -> None:
        """Show the writer's own notes of this meeting."""
        from .mine import MineScreen

        self.app.push_screen(MineScreen(self.live))

    async def action_read_reopen(self) -> None:
        """Go on with the meeting."""
        if self.attempt(lambda: (self.live.reopen(), True)[1]):
            self.app.pop_screen()
            await self.kgw.open_meeting(self.live.meeting_id)

    def on_entry_list_leave(self, message: EntryList.Leave) -> None:
        """Esc goes back; down past the last entry stays on it."""
        entries = self.query_one(EntryList)
        if message.escaped:
            self.go_back()
        elif any(isinstance(row, EntryRow) for row in entries.rows):
            entries.action_edge(1)
