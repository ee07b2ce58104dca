"""The line for what is heard in the corridor: typed, kept, and back to where one was."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from kgw_tui.capture.completion import complete
from kgw_tui.capture.echo import Echo, EchoPart, echo
from kgw_tui.capture.parsed import LineContext, LineKind
from kgw_tui.command_table import Command, Place
from kgw_tui.commands import by_slash, slash
from kgw_tui.drafts import LOG, Draft, draft_place, records_of
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.record import new_id
from kgw_tui.usecases.drafts import left_unfinished
from kgw_tui.usecases.noting import (
    Logged,
    Read,
    hint_after,
    log_notes,
    note_context,
    notes_in,
    pasted_notes,
    read_note,
    read_notes,
    themes_used,
)
from kgw_tui.usecases.reading import is_watched

from .bindings import bindings_of, keys_shown
from .chairing import Chairing
from .kgw_screen import APP_DOES, KgwScreen
from .note_rows import heard_when
from .unfinished_words import when as when_typed
from .widgets.capture_line import CaptureLine
from .widgets.cells import shorten, shown, wrap
from .widgets.echo_row import ROLES, EchoRole, EchoRow
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow

_HERE: Final = frozenset({"log.open", "log.hints"})

_BETWEEN: Final[tuple[str, EchoRole]] = (" · ", "")
_STANDS_ABOVE: Final = frozenset({"kind", "text", "between"})


class LogScreen(KgwScreen):
    """One line and its echo; above it how one writes in it, what was pasted, or what was kept since it was opened."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "log")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("log")
    CSS_PATH = "log.tcss"
    AUTO_FOCUS = "CaptureLine"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (60, "-middling")]

    def __init__(self, words: str = "") -> None:
        """With these words in the line."""
        super().__init__()
        self._begins = words
        self._record = new_id()
        self._pasted: list[str] = []
        """Notes that were pasted, and aren't kept yet."""
        self._kept: list[Logged] = []
        self._wanted: Draft | None = None
        """What was left, and is to stand in the line at first."""

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield HeaderRow()
        yield Static(id="above")
        yield CaptureLine(complete=self._completion, reading=self._read, entering=self._entered, keyed=self._keyed)
        yield EchoRow()
        yield MessageRow()
        yield KeyRow()

    def on_mount(self) -> None:
        """Take up what was left half typed the last time."""
        self.query_one(HeaderRow).show(_("What did you hear?"), _("for you alone"))
        self.query_one(KeyRow).show([("Esc", _("back")), *keys_shown("log"), ("F1", _("help"))])
        if self._begins:
            self.line.value = self._begins
        else:
            self._offer_what_was_left()
        self._show_above()

    def _offer_what_was_left(self) -> None:
        """What was cut off stands in the line again; of what was left on purpose is told how it comes back, since who
        opens the line types at once.
        """
        left = left_unfinished(self.workspace, LOG)
        if self._wanted is not None:
            self._take_up(self._wanted)
        elif left and left[0].interrupted:
            self._take_up(left[0])
        elif left:
            self.say(_("F4 goes on with the half line of {time}").format(time=when_typed(left[0])))

    def action_log_take_up(self) -> None:
        """Go on with what was left half typed, where nothing else stands here."""
        standing = self.half_typed()
        left = [draft for draft in left_unfinished(self.workspace, LOG) if draft.place not in standing]
        if standing:
            self.say(_("first Enter, or empty the line"))
        elif left:
            self._take_up(left[0])
            self._show_above()
        else:
            self.say(_("Nothing was left unfinished"))

    def on_resize(self) -> None:
        """There may be room for more, or for less."""
        self.call_after_refresh(self._show_above)

    @property
    def line(self) -> CaptureLine:
        """The line."""
        return self.query_one(CaptureLine)

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something under the echo, until the next line is kept."""
        self.query_one(MessageRow).say(sentence, warning=warning)

    # What is half typed

    def half_typed(self) -> dict[str, str]:
        """The line, and what was pasted before it."""
        typed = "\n".join([*self._pasted, *([self.line.value] if self.line.value.strip() else [])])
        return {draft_place(LOG, record=self._record): typed} if typed else {}

    def take_in(self, draft: Draft) -> bool:
        """Let what was left half typed stand here, once the line is there."""
        if not self.query(CaptureLine):
            self._wanted = draft
            return True
        if draft.text not in self.half_typed().values() and not self.half_typed():
            self._take_up(draft)
            self._show_above()
        return draft.text in self.half_typed().values()

    def take_back(self) -> bool:
        """What was pasted and isn't kept yet goes; nothing is undone then that was."""
        if not self._pasted:
            return False
        self._pasted = []
        self._show_above()
        self._read(self.line.value, 0)
        self.say(_("✓ not pasted"))
        return True

    def go_back(self) -> None:
        """Back to where one was; what is half typed is there the next time."""
        is_left = bool(self.half_typed())
        self.put_away()
        super().go_back()
        if is_left:
            self.kgw.say(_("not kept yet: ^l and then F4 goes on with it"))

    def _take_up(self, draft: Draft) -> None:
        self._record = next(iter(records_of(draft.place)), self._record)
        if "\n" in draft.text:
            self._pasted = notes_in(draft.text)
            self._read("", 0)
        else:
            self.line.value = draft.text
        self.stands_here(draft)

    @on(CaptureLine.Pasted)
    def _pasted_in(self, message: CaptureLine.Pasted) -> None:
        """Several lines are as many notes: shown with when each was heard, and kept with Enter."""
        cut = self.line.cursor_position
        typed = self.line.value
        self._pasted += pasted_notes(f"{typed[:cut]}{message.text}{typed[cut:]}")
        self.line.value = ""
        self._show_above()
        self._read("", 0)

    # What is shown

    @cached_property
    def _known(self) -> LineContext:
        return note_context(self.workspace)

    @cached_property
    def _themes(self) -> list[str]:
        return themes_used(self.workspace)

    def store_changed(self) -> None:
        """Others may have come, and other themes."""
        for kept in {"_known", "_themes"} & vars(self).keys():
            delattr(self, kept)

    def _completion(self, line: str, cursor: int) -> str | None:
        words = [slash(each)[1:] for each in sorted(_HERE)]
        found = complete(line, cursor, self._known, words, lambda: self._themes)
        return found.ghost if found else None

    def _show_above(self) -> None:
        above = self.query_one("#above", Static)
        width, room = max(above.size.width - 1, 1), max(above.size.height, 1)
        lines = self._pasted_lines() if self._pasted else self._kept_lines()
        if not lines:
            lines = [line for each in _examples() for line in wrap(each, width, width)]
        if len(lines) > room:
            more = ngettext("… and {count} more", "… and {count} more", len(lines) - room + 1)
            lines = [*lines[: room - 1], more.format(count=len(lines) - room + 1)]
        above.update(Text("\n".join(shorten(f" {line}", width) for line in lines)))

    def _pasted_lines(self) -> list[str]:
        read = self.attempt(lambda: read_notes(self.workspace, self._pasted)) or []
        return [f"{heard_when(each.heard_at)}  {shown(each.parsed.text)}" for each in read]

    def _kept_lines(self) -> list[str]:
        """The newest first; while a meeting runs without a word of them."""
        watched = is_watched(self.workspace)
        return [f"✓ {_handles(each)}" + ("" if watched else f"  {shown(each.note.text)}") for each in self._kept[::-1]]

    def _read(self, text: str, _cursor: int) -> None:
        """Say what Enter will make of the line."""
        row = self.query_one(EchoRow)
        command = _command(text)
        if command is not None:
            row.show([(_(command.title), "kind"), (f" · {_(command.explains)}", "")])
        elif text.strip():
            try:
                row.show(self._told(read_note(text, self._known), row.room))
            except Refused as refused:
                row.show([(str(refused), "doubt")])
        elif self._pasted:
            count = len(self._pasted_lines())
            words = ngettext("Enter keeps {count} note", "Enter keeps {count} notes", count).format(count=count)
            row.show([(words, "kind"), (" · " + _("^z: don't paste them"), "hint")])
        else:
            row.show([])

    def _told(self, read: Read, room: int) -> list[tuple[str, EchoRole]]:
        """What it is, when it was heard, from and about whom, until when, and the themes; its words stand above."""
        parsed = read.parsed
        kind = _("Promise") if parsed.kind is LineKind.ACTION else _("Corridor note")
        when = f" · {heard_when(read.heard_at)}"
        named = [who for who in parsed.mentions if who not in parsed.owners and who.name not in parsed.new_names]
        people = [EchoPart(self._known.directory.short_name(who), "owner") for who in named]
        others = [part for part in echo(parsed, self._known).parts if part.role not in _STANDS_ABOVE]
        fitting = Echo((*people, *others)).fit(max(room - len(kind + when) - 3, 10))
        told: list[tuple[str, EchoRole]] = [(kind, "kind"), (when, "date")]
        told += [_BETWEEN] if fitting else []
        return told + [(part.text, ROLES.get(part.role, "")) for part in fitting]

    # Keeping

    def _keyed(self, key: str) -> bool:
        """Where nothing that was typed is left to undo, what was pasted goes, or what was done last."""
        if key == "ctrl+z":
            self.kgw.action_app_undo()
        return key == "ctrl+z"

    def _entered(self, text: str) -> None:
        """Keep it, and go back to where one was."""
        command = _command(text)
        if command is not None:
            self.line.value = ""
            self.call_next(self.run_command, command, text.partition(" ")[2].strip())
            return
        if not text.strip() and not self._pasted:
            self.call_next(self.go_back)
            return
        logged = self._keep(text)
        if logged is not None:
            self._leave(logged)

    def action_log_keep(self) -> None:
        """Keep it, and go back."""
        self._entered(self.line.value)

    def action_log_keep_on(self) -> None:
        """Keep it, and go on with the next one."""
        text = self.line.value
        logged = self._keep(text) if (text.strip() or self._pasted) and _command(text) is None else None
        if logged is not None:
            self._kept += logged
            self._show_above()
            self._read("", 0)
            self.say(self._said(logged))

    def put_in_line(self, words: str) -> None:
        """Let these words stand in the line, where nothing does."""
        if not self.line.value.strip():
            self.line.value = words

    def _keep(self, text: str) -> list[Logged] | None:
        notes = [*self._pasted, *notes_in(text)]
        logged = self.attempt(lambda: log_notes(self.workspace, notes, record=self._record))
        if logged is not None:
            self._pasted = []
            self.line.value = ""
            self.settled()
            self._record = new_id()
        return logged

    def _leave(self, logged: list[Logged]) -> None:
        """Go back, and say there what was kept."""
        self.app.pop_screen()
        said = self._said(logged, hinting=not isinstance(self.app.screen, Chairing))
        self.kgw.store_changed()
        self.kgw.say(said)

    def _said(self, logged: list[Logged], *, hinting: bool = True) -> str:
        """That it is kept; nothing but that while a meeting runs (PRODUCT.md, principle 8)."""
        count = len(logged)
        handles = _handles(logged[0])
        said = handles if count == 1 else ngettext("{count} note", "{count} notes", count).format(count=count)
        if is_watched(self.workspace):
            return f"✓ {said}"
        notices = [notice for each in logged for notice in each.notices] if count == 1 else []
        hint = hint_after(self.workspace, logged) if hinting else ""
        return " · ".join(part for part in (f"✓ {said}", *notices, hint) if part)


def _handles(logged: Logged) -> str:
    """The number of a note, and behind it those of what was promised in it."""
    return " → ".join([logged.note.handle, *(promise.handle for promise in logged.promises)])


def _command(text: str) -> Command | None:
    """The command that a line is, of those that are there anywhere; every other line is a note."""
    command = by_slash(text[1:].partition(" ")[0]) if text.startswith("/") else None
    return command if command is not None and command.id in APP_DOES else None


def _examples() -> list[str]:
    return [
        _("@who said it, #theme; a few words are enough"),
        _("! and what you promised, > by when"),
        _("heard earlier: begin with yesterday 15:30, or 09:10"),
    ]
