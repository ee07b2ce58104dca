"""The live meeting: one line that takes everything, and above it what was said."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from kgw_tui.capture.parsed import LineKind, ParsedLine
from kgw_tui.command_table import Command, Place
from kgw_tui.commands import by_slash, commands_of, slash, slash_beginning
from kgw_tui.i18n import _, current_language
from kgw_tui.presence import Whereabouts
from kgw_tui.records.entries import Action, Assumption, Decision, Question
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.obeying import obey, obeys
from kgw_tui.workspace import Workspace

from .bindings import bindings_of, keys_shown
from .colleagues import Colleagues, item_looked_at
from .entering import Entering
from .line_reading import LineReading
from .live_words import welcome
from .widgets.agenda_column import AgendaColumn
from .widgets.capture_line import CaptureLine
from .widgets.echo_row import EchoRow
from .widgets.entry_list import EntryList
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.nudge_row import NudgeRow
from .widgets.phase_panel import PhasePanel
from .widgets.prompt_row import PromptRow
from .widgets.rows import RowsOf

_KEYED = {key: command for command in commands_of("anywhere", "live") for key in command.keys}
_ENTRY_KEYED = {key: command for command in commands_of("entries") for key in command.keys}
LISTS_OWN = frozenset({"up", "down", "escape"})
"""Keys of the line that do something else in the list."""
WALKING = frozenset({"up", "down", "pageup", "pagedown", "home", "end"})
CLOCK_TICK = 5.0
"""Seconds between two looks at the clocks; what stands there is repainted only when its text changes."""


class LiveScreen(Entering):
    """Chairs one meeting. The line has the focus unless an entry is chosen; it is cleared only when it is durable."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "live", "entries")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("live", "entries")
    CSS_PATH = "live.tcss"
    AUTO_FOCUS = "CaptureLine"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (60, "-middling"), (120, "-wide")]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-flat"), (9, "-tall")]

    def __init__(self, workspace: Workspace, meeting_id: str) -> None:
        """For the meeting with this id. Raises NotFound when there is none."""
        super().__init__()
        self.live = LiveMeeting(workspace, meeting_id)
        self.reading = LineReading(self.live, self.evidence_targets)
        self.colleagues = Colleagues(self.live)
        self._rows_of = RowsOf()
        self._shown_once = False
        self._leaving = False

    def compose(self) -> ComposeResult:
        """Where one is, what was said, and the line with its echo."""
        yield HeaderRow()
        yield PromptRow()
        with Horizontal(id="said"):
            yield EntryList(keyed=self._entry_keyed, typing=self.type_in_line)
            yield AgendaColumn()
        yield PhasePanel()
        yield CaptureLine(
            complete=self.reading.completion,
            reading=self._line_read,
            entering=self._line_entered,
            keyed=self._line_keyed,
            elsewhere=_("Esc: back here, to type"),
        )
        yield EchoRow()
        yield NudgeRow()
        yield KeyRow()

    def on_mount(self) -> None:
        """Show the meeting, and what was left in the line the last time."""
        self.set_focus(self.line)
        self.show_meeting()
        self.show_keys_now()
        self.take_up_drafts()
        if not self.line.value:
            self.call_after_refresh(self._welcome)
        self.show_paste_left()
        self.set_interval(CLOCK_TICK, self.show_clocks)

    def on_resize(self) -> None:
        """There may be room for the agenda now."""
        self.call_after_refresh(self.show_clocks)

    def on_screen_resume(self) -> None:
        """Another screen may have changed the meeting: what came of earlier actions, the agenda, the minutes."""
        if self._shown_once:
            self.live.forget()
            if self.attempt(lambda: self.live.dossier) is not None:
                self.show_meeting()
        self._shown_once = True

    def is_gone(self) -> bool:
        """Whether the meeting was undone, here or by another process."""
        return self.workspace.shared.get(MEETINGS, self.live.meeting_id) is None

    def store_changed(self) -> None:
        """Another process has written, or something was undone."""
        self.live.forget()
        if self.attempt(lambda: self.live.dossier) is None:
            return
        self.show_meeting()
        if self.reading.lose():
            self.say(_("that entry is gone; Enter keeps the line as one of its own"), warning=True)
        elif self.line.value:
            if not self.query_one(EchoRow).says:  # a refusal stays until the next key
                self.show_echo()
        elif self.live.meeting.state == "closed":
            self.say(_("this meeting has been closed; Esc goes back"))

    def whereabouts(self) -> Whereabouts:
        """In this meeting: typing (a private line isn't told), editing an entry, or looking at another item."""
        target, meeting = self.reading.target, self.live.meeting_id
        if target is not None and target.doing == "edit":
            return Whereabouts(meeting, "editing", entry=target.entry_id)
        typing = self.reading.parsed.kind not in {LineKind.EMPTY, LineKind.PRIVATE}
        chosen = self.live.find_entry(self.entries.selected_id) if self.focused is self.entries else None
        return Whereabouts(meeting, "typing" if typing else "", item_looked_at(self.live, chosen))

    def others_changed(self) -> None:
        """Colleagues came, went, or do something else."""
        if self.attempt(lambda: self.live.dossier) is not None:
            self.show_meeting()

    # The line

    def _line_read(self, text: str, _cursor: int) -> None:
        """Read the line at once: the words for it come in the same frame as the character."""
        self._leaving = False
        self.show_keys_now()
        if text != self.reading.text:  # else the screen put it there itself, and has said something about it
            self.reading.read(text)
            self.show_echo()
            if not text and not self.reading.target and self.taken_up:
                self.say(self.more_left())

    def _line_entered(self, text: str) -> None:
        """Deal with the line before the next key is looked at: when this returns it is durable, or still there."""
        if text != self.reading.text:
            self.reading.read(text)
        parsed = self.reading.parsed
        target = self.reading.target
        if parsed.kind is LineKind.COMMAND:
            self._obey(parsed)
        elif target is not None and target.checking and parsed.kind is LineKind.EMPTY:
            self.line_done()
            self.after_check(target)
        elif self.reading.target is not None or parsed.kind is not LineKind.EMPTY:
            self.enter(parsed)

    def _line_keyed(self, key: str) -> bool:
        """Do a command by its key before the next key is looked at: what is typed behind F3 is the next item's."""
        if key in {"up", "down"} and self.line.value:
            if self.reading.choose_parent(-1 if key == "up" else 1):
                self.show_echo()
            return True
        return self._do_key(_KEYED.get(key))

    def _entry_keyed(self, key: str) -> bool:
        """The same for the keys of a chosen entry, so that each is done to the entry that was chosen when it came."""
        if key in WALKING:
            self.say(_("Esc: back to the line; F1: the keys"))  # what was said about the entry before is over
        if self.entries.selected_id and key in _ENTRY_KEYED:
            return self._do_key(_ENTRY_KEYED[key])
        return key not in LISTS_OWN and self._do_key(_KEYED.get(key))

    def _do_key(self, command: Command | None) -> bool:
        if command is None:
            return False
        deed = getattr(self, f"action_{command.action}", None) or getattr(self.kgw, f"action_{command.action}")
        deed()
        return True

    def _obey(self, parsed: ParsedLine) -> None:
        command = by_slash(parsed.command)
        if not parsed.command:
            self.say(_("type a word behind it, such as {word}; F1 lists them all").format(word=slash("item.next")))
            return
        if command is None:
            may_be = slash_beginning(parsed.command, current_language())
            if may_be:
                words = _("/{word} may be {words}; type more of it")
                self.say(words.format(word=parsed.command, words=" ".join(may_be)), warning=True)
            else:
                words = _("there is no command /{word}; F1 lists them, and // begins a note with /")
                self.say(words.format(word=parsed.command), warning=True)
            return
        if command.needs and not parsed.arguments:
            self.say(f"/{parsed.command} {_(command.takes)}: {_(command.explains)}", warning=True)
            return
        if obeys(command.id):
            done = self.attempt(lambda: obey(self.live, command.id, parsed.arguments))
            if done is None:
                self.line.select_all()  # what is typed next takes its place, and ^z gives it back
                return
            self.line_done()
            self.say(done)
            return
        self.line_done()
        self.call_next(self.run_command, command, parsed.arguments)

    # Moving between line and entries

    def action_line_up(self) -> None:
        """Go up to the entries; what stands in the line stays there."""
        self.set_focus(self.entries)

    @on(EntryList.Leave)
    def _leave_entries(self) -> None:
        self.set_focus(self.line)

    def on_descendant_focus(self) -> None:
        """The row of keys shows what holds where the focus is; how one gets back is said too."""
        self.show_keys_now()
        if self.focused is self.entries:
            self.say(_("Esc: back to the line; F1: the keys"))

    @on(EntryList.Moved)
    def _other_entry(self) -> None:
        self.show_keys_now()

    # Commands

    async def run_command(self, command: Command, words: str = "") -> None:
        """Do a command; one that wants words behind it is put in the line, to go on typing."""
        if command.slash and (command.needs or obeys(command.id)) and not command.keys:
            word = command.slash[0 if current_language() == "nl" else -1]
            self.reading.put_aside(self.line.value)
            self.line.value = f"/{word} " if command.needs else f"/{word}"
            self.set_focus(self.line)
            return
        await super().run_command(command, words)

    def action_offer_take(self) -> None:
        """Take what the echo offers; in an empty line, what else was left half typed here."""
        if not self.line.value and self.take_up_next():
            return
        taken = self.attempt(self.reading.take_offer)
        if taken is None:
            return
        if taken != self.line.value:
            self.line.value = taken
        self.show_meeting()
        self.show_echo()

    async def action_meeting_agenda(self) -> None:
        """Change the agenda while the meeting runs."""
        await self.kgw.prepare_meeting(self.live.meeting_id)

    def action_item_heard(self) -> None:
        """Show what was heard about this item beforehand."""
        from .heard import HeardScreen

        item = self.live.item
        if item is None:
            self.say(_("there is no item yet"))
        else:
            self.app.push_screen(HeardScreen(item.id))

    def action_meeting_walk(self) -> None:
        """Go through what earlier meetings have left open."""
        from .walk import WalkScreen

        self.app.push_screen(WalkScreen(self.live))

    def action_meeting_wall(self) -> None:
        """Show this meeting large, without keys, for the beamer."""
        from .present import PresentScreen

        self.app.push_screen(PresentScreen(self.workspace, self.live.meeting_id))

    def action_notes_mine(self) -> None:
        """Show the writer's own notes of this meeting."""
        from .mine import MineScreen

        self.app.push_screen(MineScreen(self.live))

    def action_meeting_word(self) -> None:
        """Make the Word file of the minutes as they stand."""
        self.kgw.word_files.make(self.live.meeting_id, "minutes")

    def action_meeting_close(self) -> None:
        """Read back what was decided, and close."""
        from .close import CloseScreen

        self.app.push_screen(CloseScreen(self.live, self.line.value))

    def go_back(self) -> None:
        """From the entries or an edit back to the line; from there back to the list, keeping the line."""
        panel = self.query_one(PhasePanel)
        if self.focused is self.entries:
            self.entries.action_leave()
        elif self.reading.target is not None or self.reading.stash:
            self.line_done()
            panel.close()
        elif panel.is_open:
            panel.close()
        elif self.live.meeting.state == "running" and not self._leaving:
            self._leaving = True  # one Esc too many, and the next sentence would be read as keys of a list
            self.say(_("Esc once more goes to the list; the meeting goes on"))
        else:
            self.put_away()
            super().go_back()

    def show_keys_now(self) -> None:
        """The row of keys shows what has a use where the focus is: of the line, or of the entry that is chosen."""
        row = self.query_one(KeyRow)
        if self.focused is self.entries:
            row.show([("Esc", _("line")), *keys_shown("entries", without=self._no_use())])
        else:
            row.show(keys_shown("anywhere", "live", without={"line.up"} if self.line.value else ()))

    def _no_use(self) -> set[str]:
        """The commands that do nothing to the chosen entry."""
        entry = self.live.find_entry(self.entries.selected_id)
        settled = isinstance(entry, Action | Question | Assumption | Decision)
        none: set[str] = set()
        return (none if settled else {"entry.outcome"}) | (none if isinstance(entry, Decision) else {"entry.link"})

    def _welcome(self) -> None:
        if self.live.meeting.state == "planned" and not self.line.value:
            self.say(welcome(self.live))
