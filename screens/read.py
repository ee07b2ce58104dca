"""A finished meeting to read: who was there, what was said, decided and agreed to do."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kgw_tui import clock
from kgw_tui.command_table import Place
from kgw_tui.documents import Genre
from kgw_tui.i18n import _
from kgw_tui.records.meetings import MEETINGS, Meeting
from kgw_tui.rules.wording import minutes_word
from kgw_tui.usecases import reviewing
from kgw_tui.usecases.history_subject import Subject
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.workspace import Workspace

from .bindings import bindings_of, keys_shown
from .kgw_screen import KgwScreen
from .widgets.entry_list import EntryList
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.rows import EntryRow, rows_of
from .words import day, who_was_there


class ReadScreen(KgwScreen):
    """Shows a closed meeting; its keys make the documents."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "places", "read")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("read", "places", at_once=True)
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
        yield EntryList(marking=False)
        yield MessageRow(id="said")
        yield KeyRow()

    def on_mount(self) -> None:
        """Show the meeting from its beginning."""
        self.store_changed()
        self.query_one(KeyRow).show([("Esc", _("back")), *keys_shown("anywhere", "read")])
        self.call_after_refresh(self.query_one(EntryList).action_edge, -1)

    def is_gone(self) -> bool:
        """Whether the meeting was undone, here or by another process."""
        return self.workspace.shared.get(MEETINGS, self.live.meeting_id) is None

    def names(self) -> dict[str, str]:
        """The texts of the entries."""
        return {entry.id: entry.text for entry in self.live.dossier.entries()}

    def history_subject(self) -> Subject:
        """The chosen entry; where there is none, the meeting."""
        chosen, meeting = self.query_one(EntryList).selected_id, self.live.meeting_id
        return Subject("entry", chosen, meeting) if chosen else Subject("meeting", meeting, meeting)

    def store_changed(self) -> None:
        """Read the meeting anew."""
        self.live.forget()
        dossier = self.live.dossier
        meeting = dossier.meeting
        self.query_one(HeaderRow).show(f"{meeting.title or _('Meeting')} · {day(meeting.date)}", _standing(meeting))
        self.query_one("#present", MessageRow).say(who_was_there(dossier, general=False))
        self.query_one(EntryList).show_rows(rows_of(dossier, today=clock.today()))

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something in the row above the keys."""
        self.query_one("#said", MessageRow).say(sentence, warning=warning)

    def on_screen_resume(self) -> None:
        """Show what has become of the minutes while another screen was on top."""
        if self.is_current:
            self.store_changed()

    def what_next(self, meeting_id: str, genre: Genre) -> str:
        """What can be done now that a document was made, to follow that in a sentence; "" for nothing."""
        if meeting_id != self.live.meeting_id or genre not in {"minutes", "concise"}:
            return ""
        apart = any(section.confidential for section in self.live.dossier.sections)
        said = [_("v: the confidential minutes")] if apart else []
        said += [_("s: it has been sent")] if self.live.meeting.minutes_state == "reviewed" else []
        return "".join(f" · {words}" for words in said)

    async def action_read_word(self) -> None:
        """The minutes in Word."""
        await self.kgw.word_files.make(self.live.meeting_id, "minutes")

    async def action_read_concise(self) -> None:
        """The concise minutes in Word."""
        await self.kgw.word_files.make(self.live.meeting_id, "concise")

    async def action_read_decisions(self) -> None:
        """The decision list in Word."""
        await self.kgw.word_files.make(self.live.meeting_id, "decisions")

    async def action_read_actions(self) -> None:
        """The action list in Word."""
        await self.kgw.word_files.make(self.live.meeting_id, "actions")

    def action_read_confidential(self) -> None:
        """The minutes of the confidential items in Word, and those alone."""
        if any(section.confidential for section in self.live.dossier.sections):
            self.kgw.word_files.write(self.live.meeting_id, "minutes", confidential=True)
        else:
            self.say(_("no item of this meeting is confidential"), warning=True)

    async def action_read_review(self) -> None:
        """Read the minutes through."""
        await self.kgw.word_files.read_through(self.live.meeting_id)

    def action_read_sent(self) -> None:
        """Note that the minutes have been sent."""
        before = self.live.meeting.minutes_state
        if self.attempt(lambda: reviewing.mark_sent(self.live)):
            self.store_changed()
            self.say(_("✓ sent") if before == "reviewed" else _("✓ sent, without a read-through"))

    def action_read_mine(self) -> None:
        """Show the writer's own notes of this meeting."""
        from .mine import MineScreen

        self.app.push_screen(MineScreen(self.live))

    async def action_read_reopen(self) -> None:
        """Go on with the meeting."""
        if self.attempt(lambda: reviewing.reopen(self.live)):
            self.app.pop_screen()
            await self.kgw.open_meeting(self.live.meeting_id)

    def on_entry_list_leave(self, message: EntryList.Leave) -> None:
        """Esc goes back; down past the last entry stays on it."""
        entries = self.query_one(EntryList)
        if message.escaped:
            self.go_back()
        elif any(isinstance(row, EntryRow) for row in entries.rows):
            entries.action_edge(1)


def _standing(meeting: Meeting) -> str:
    """Where the minutes stand, and since when they are adopted."""
    since = day(meeting.adopted_on) if meeting.minutes_state == "adopted" and meeting.adopted_on else ""
    return " ".join(part for part in (minutes_word(meeting), since) if part)
