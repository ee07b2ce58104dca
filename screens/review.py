"""Reading minutes through before they leave: the text as it will be sent, put right in place."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from kgw_tui.command_table import COMMANDS, Place
from kgw_tui.commands import commands_of
from kgw_tui.documents import Genre
from kgw_tui.drafts import REVIEW, about, begun_of, draft_place
from kgw_tui.i18n import _, ngettext
from kgw_tui.presence import Whereabouts
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.rules.wording import minutes_word
from kgw_tui.usecases import reviewing
from kgw_tui.usecases.history_subject import Subject
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.workspace import Workspace

from .bindings import keys_shown
from .kgw_screen import KgwScreen, T
from .line_drafts import stands_again
from .line_reading import LineReading, Target
from .review_rows import HINTS, Page, page_of
from .widgets.capture_line import CaptureLine
from .widgets.echo_row import EchoRow
from .widgets.entry_list import EntryList
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.rows import EntryRow
from .words import day, who_was_there

_COMMANDS: Final = {command.id: command for command in COMMANDS}
_TYPED: Final = frozenset({"app.undo", "app.redo"})
"""What the line does by itself while it is typed in."""


def _in_turn(*places: Place) -> list[BindingType]:
    """The keys of these places, each done by the app itself once what was typed before it has been dealt with."""
    return [
        Binding(key, f"in_turn('{command.id}')", show=False, priority=True, id=f"{command.id}:{key}")
        for command in commands_of(*places)
        for key in command.keys
    ]


class ReviewScreen(KgwScreen):
    """The read-through of one meeting. `genre` is the document that was asked for, made when it is done."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "places", "review")
    BINDINGS: ClassVar[list[BindingType]] = _in_turn("anywhere", "places", "review")
    CSS_PATH = "review.tcss"
    AUTO_FOCUS = "EntryList"
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-flat"), (16, "-tall")]

    def __init__(self, workspace: Workspace, meeting_id: str, genre: Genre = "minutes") -> None:
        """For the meeting with this id. Raises NotFound when there is none."""
        super().__init__()
        self.live = LiveMeeting(workspace, meeting_id)
        self.genre: Genre = genre
        self._reading = LineReading(self.live)
        self._page = Page((), {}, frozenset())
        self._edited = ""
        """The id of the entry that stands in the line."""
        self._last_chosen = ""
        self._draft_again = False
        self._stands = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Heading, the text, the line while a line is edited, a row to say things in, and the keys."""
        yield HeaderRow()
        yield MessageRow(id="present")
        yield EntryList(marking=False)
        yield CaptureLine(complete=self._reading.completion, reading=self._line_read)
        yield EchoRow()
        yield KeyRow()

    def on_mount(self) -> None:
        """Show the minutes from their beginning, or the line that was being edited the last time."""
        self.store_changed()
        self._show_keys()
        self._begin()
        self._stands.set()

    @property
    def line(self) -> CaptureLine:
        """The line in which an entry is edited."""
        return self.query_one(CaptureLine)

    @property
    def entries(self) -> EntryList:
        """The text."""
        return self.query_one(EntryList)

    def whereabouts(self) -> Whereabouts:
        """Reading the minutes of this meeting through; editing one of its lines."""
        if self._edited:
            return Whereabouts(self.live.meeting_id, "editing", entry=self._edited)
        return Whereabouts(self.live.meeting_id, "reading")

    def is_gone(self) -> bool:
        """Whether the meeting was undone, here or by another process."""
        return self.workspace.shared.get(MEETINGS, self.live.meeting_id) is None

    def names(self) -> dict[str, str]:
        """The texts of the entries."""
        return {entry.id: entry.text for entry in self.live.dossier.entries()}

    def store_changed(self) -> None:
        """Read the minutes anew."""
        self.live.forget()
        dossier = self.live.dossier
        meeting = dossier.meeting
        self._page = page_of(dossier)
        self.entries.show_rows(self._page.rows)
        title = _("Reading through: {title}").format(title=meeting.title or _("Meeting"))
        self.query_one(HeaderRow).show(f"{title} · {day(meeting.date)}", self._standing())
        self.query_one("#present", MessageRow).say(who_was_there(dossier, general=True))
        if self._edited and self.live.find_entry(self._edited) is None:
            self.say(_("that entry is gone; Esc goes back to the minutes"), warning=True)

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something in the row above the keys."""
        self.query_one(EchoRow).say(sentence, warning=warning)

    def go_back(self) -> None:
        """From an edit back to the minutes, from there back to where they were asked for; everything is kept."""
        if self._edited:
            self._leave_line()
            self.say(_("left as it was"))
        else:
            self._leave()

    def history_subject(self) -> Subject:
        """The chosen line; where there is none, the meeting."""
        meeting = self.live.meeting_id
        return Subject("entry", self._chosen, meeting) if self._chosen else Subject("meeting", meeting, meeting)

    def half_typed(self) -> dict[str, str]:
        """The line that is being edited, when it says something else than it did."""
        line = self.line.value
        if not self._edited or line == self._reading.begun_with:
            return {}
        return {draft_place(self._place, self._edited, begun=self._reading.begun_with): line}

    # Keys, in the order in which they are typed

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While a line is edited its keys are its own, but for Enter and what holds anywhere."""
        if action == "in_turn" and self._edited:
            command = _COMMANDS[str(parameters[0])]
            return command.id == "review.edit" or (command.place == "anywhere" and command.id not in _TYPED)
        return super().check_action(action, parameters)

    async def action_in_turn(self, command_id: str) -> None:
        """Do a command by its key, once the screen stands and its list and line have dealt with the keys before it."""
        await self._stands.wait()
        for widget in (self.entries, self.line):
            done = asyncio.Event()
            if widget.call_later(done.set):
                await done.wait()
        await self.run_command(_COMMANDS[command_id])

    # The deeds

    def action_review_edit(self) -> None:
        """Edit the chosen line; of the one that is being edited, keep what stands there."""
        if self._edited:
            self._keep_line()
        elif self._chosen:
            self._edit(self._chosen)

    def action_review_hold(self) -> None:
        """Keep the chosen line out of everything that leaves, or take it back in."""
        out = self._change(lambda: reviewing.hold_back(self.live, self._chosen))
        if out is not None:
            self._tell(_("stays out; x takes it back in") if out else _("back in"))

    def action_review_member(self) -> None:
        """Write "a member" for the names of speakers in the chosen line."""
        if self._change(lambda: reviewing.without_speaker(self.live, self._chosen)):
            self._tell(_("✓ without the speaker's name; ^z brings it back"))

    def action_review_next(self) -> None:
        """Go to the next line that has something to look at."""
        ids = [row.entry_id for row in self._page.rows if isinstance(row, EntryRow)]
        place = ids.index(self._chosen) if self._chosen in ids else -1
        onward = [*ids[place + 1 :], *ids[: place + 1]]
        wanted = next((entry_id for entry_id in onward if entry_id in self._page.doubts), None)
        if wanted is None:
            self.say(_("nothing left to look at; w: read through, and Word"))
        elif wanted == self._chosen:
            self._hint()
        else:
            self.entries.select(wanted)

    def action_review_word(self) -> None:
        """Done: mark the minutes as read through, and make what was asked for."""
        if self._mark():
            self._leave()
            self.kgw.word_files.write(self.live.meeting_id, self.genre)

    def action_review_done(self) -> None:
        """Done, without a document."""
        if self.live.meeting.state != "closed":
            self.say(_("the meeting isn't closed yet; w makes the Word file of the draft"), warning=True)
        elif self._mark():
            self._leave()
            self.kgw.say(_("✓ read through"))

    def action_review_draft(self) -> None:
        """Make what was asked for of the draft."""
        self._leave()
        self.kgw.word_files.write(self.live.meeting_id, self.genre)

    # What the list and the line tell

    @on(EntryList.Moved)
    def _moved(self, message: EntryList.Moved) -> None:
        if self._edited or message.entry_id in {"", self._last_chosen}:
            return
        first, self._last_chosen = not self._last_chosen, message.entry_id
        if first:
            self._welcome()
        else:
            self._hint()

    @on(EntryList.Chosen)
    def _picked(self) -> None:
        self.action_review_edit()

    @on(EntryList.Leave)
    def _left(self) -> None:
        """Down past the last line stays on it."""
        if self._last_chosen:
            self.entries.select(self._last_chosen)

    @on(CaptureLine.Pasted)
    def _pasted(self, message: CaptureLine.Pasted) -> None:
        """A line stays one line."""
        self.line.insert(" ".join(message.text.split()))

    def on_screen_resume(self) -> None:
        """Come back to the line that was chosen."""
        if not self._edited and self._last_chosen and not self._chosen:
            self.entries.select(self._last_chosen)

    # Inside

    @property
    def _chosen(self) -> str:
        return self.entries.selected_id

    @property
    def _place(self) -> str:
        """Beneath what an unfinished edit is kept."""
        return draft_place(self.live.meeting_id, REVIEW)

    def _begin(self) -> None:
        if not self._take_up_draft():
            self._to_the_text()

    def _take_up_draft(self) -> bool:
        """Go on with the newest edit that was left, where its line is still there; False when there is none."""
        for draft in self.workspace.drafts.left(self._place):
            entry_id, line = about(draft.place, self._place), draft.text
            if self.live.find_entry(entry_id) is not None:
                self._edit(entry_id)
                if not self._edited:  # told why it can't be changed; it is still left
                    continue
                self._reading.begun_before(begun_of(draft.place))
                self.stands_here(draft)
                self.line.value = line
                self.call_after_refresh(self._line_read, line, len(line))  # told in full once its width is known
                if draft.interrupted:
                    self.call_after_refresh(self.say, stands_again(draft))
                return True
        return False

    def _to_the_text(self) -> None:
        self.entries.action_edge(-1)
        self.set_focus(self.entries)

    def _welcome(self) -> None:
        count = len(self._page.doubts)
        words = ngettext("n: {count} line to look at", "n: {count} lines to look at", count).format(count=count)
        sent = self.live.meeting.minutes_state in {"sent", "adopted"}
        said = _("this is what was sent") if sent else _("this is what the minutes will say")
        self.say(said + (f" · {words}" if count else ""))

    def _mark(self) -> bool:
        """Mark the minutes as read through, where they are a closed meeting's and aren't that already."""
        meeting = self.live.meeting
        if meeting.state != "closed" or meeting.minutes_state != "draft":
            return True
        return self.attempt(lambda: reviewing.mark_reviewed(self.live)) is not None

    def _change(self, change: Callable[[], T]) -> T | None:
        """Change the text, and show it; None when that was refused."""
        before = self.live.meeting.minutes_state
        done = self.attempt(change) if self._chosen or self._edited else None
        if done is not None:
            self.store_changed()
            self._draft_again = before != self.live.meeting.minutes_state
        return done

    def _tell(self, sentence: str) -> None:
        """Say what was done, and that read or sent minutes are a draft again for it."""
        draft = [_("the minutes are a draft again")] if self._draft_again else []
        self.say(" · ".join([*draft, sentence]))

    def _edit(self, entry_id: str) -> None:
        if self.attempt(lambda: reviewing.to_edit(self.live, entry_id)) is None:  # told before anything is typed
            return
        self._edited = entry_id
        text = self._reading.aim(Target("edit", entry_id), "")
        self.add_class("-editing")
        self.set_focus(self.line)
        self.line.value = text
        self.store_changed()
        self._line_read(text, len(text))
        self._show_keys()
        self.call_after_refresh(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """Show the entry that is edited as the chosen one, above the line, once that has its row."""
        if self._edited:
            self.entries.select(self._edited)

    def _line_read(self, text: str, _cursor: int) -> None:
        """Read the line at once: the words for it come in the same frame as the character."""
        if self._edited:
            self._reading.read(text)
            self.query_one(EchoRow).show(self._reading.echo(self.size.width))

    def _keep_line(self) -> None:
        self._reading.read(self.line.value)
        theirs = self._reading.changed_since()
        if (
            self._change(lambda: reviewing.rewrite(self.live, self._edited, self._reading.parsed, self._reading.begun))
            is not None
        ):
            self._leave_line()
            also = [_("somebody else had just made it: {text}").format(text=theirs)] if theirs else []
            self._tell(" · ".join([_("✓ changed"), *also]))

    def _leave_line(self) -> None:
        """Back to the minutes, on the line that was edited."""
        entry_id, self._edited = self._edited, ""
        self._reading.finish()
        self.line.clear()
        self.settled()
        self.remove_class("-editing")
        self.store_changed()
        self.entries.select(entry_id)
        self.set_focus(self.entries)
        self._show_keys()

    def _hint(self) -> None:
        """Say what there is to look at in the chosen line."""
        hints = [_(HINTS[doubt]) for doubt in self._page.doubts.get(self._chosen, ())]
        self.query_one(EchoRow).show([(" · ".join(hints), "hint")])

    def _standing(self) -> str:
        """Where the minutes stand, how many lines there are to look at, and how many stay out."""
        parts = [minutes_word(self.live.meeting)]
        look, out = len(self._page.doubts), len(self._page.out)
        parts += [_("{count} to look at").format(count=look)] if look else []
        parts += [_("{count} out").format(count=out)] if out else []
        return " · ".join(parts)

    def _show_keys(self) -> None:
        if self._edited:
            keys = [("Enter", _("keep it")), ("Esc", _("leave it")), *keys_shown("anywhere")]
        else:
            keys = [("Esc", _("back")), *keys_shown("anywhere", "review")]
        self.query_one(KeyRow).show(keys)

    def _leave(self) -> None:
        self.app.pop_screen()
        self.kgw.store_changed()
