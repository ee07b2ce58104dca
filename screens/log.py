"""The line for what is heard in the corridor: typed, kept, and back to where one was."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kgw_tui.capture.completion import complete
from kgw_tui.capture.echo import echo
from kgw_tui.capture.parsed import LineKind
from kgw_tui.command_table import Place
from kgw_tui.drafts import LOG, draft_place, records_of
from kgw_tui.errors import Refused
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.record import new_id
from kgw_tui.usecases.drafts import left_unfinished
from kgw_tui.usecases.noting import Logged, hint_after, is_watched, log_notes, note_context, notes_in, read_note

from .bindings import bindings_of, keys_shown
from .kgw_screen import KgwScreen
from .note_rows import heard_when
from .widgets.capture_line import CaptureLine
from .widgets.echo_row import ROLES, EchoRole, EchoRow
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.pick_list import PickList, PickRow


class LogScreen(KgwScreen):
    """One line, its echo, and how one writes in it; above it what was kept since it was opened."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "log")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("log")
    CSS_PATH = "log.tcss"
    AUTO_FOCUS = "CaptureLine"

    def __init__(self, words: str = "") -> None:
        """With these words in the line."""
        super().__init__()
        self._begins = words
        self._record = new_id()
        self._kept: list[PickRow] = []

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield HeaderRow()
        yield PickList()
        yield CaptureLine(complete=self._completion, reading=self._read, entering=self._entered)
        yield EchoRow()
        yield MessageRow()
        yield KeyRow()

    def on_mount(self) -> None:
        """Take up what was left half typed the last time."""
        self.query_one(HeaderRow).show(_("What did you hear?"), _("for you alone"))
        self.query_one(PickList).can_focus = False
        keys = [("Esc", _("back")), *keys_shown("log"), ("F1", _("help"))]
        self.query_one(KeyRow).show(keys)
        self._show_examples()
        self.line.value = self._begins
        if self._begins:
            return
        for draft in left_unfinished(self.workspace, LOG):
            self._record = next(iter(records_of(draft.place)), self._record)
            self.line.value = draft.text
            self.stands_here(draft)
            break

    @property
    def line(self) -> CaptureLine:
        """The line."""
        return self.query_one(CaptureLine)

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something under the line; the next key gives its place back to the echo."""
        self.query_one(EchoRow).say(sentence, warning=warning)

    def half_typed(self) -> dict[str, str]:
        """The line."""
        return {draft_place(LOG, record=self._record): self.line.value} if self.line.value.strip() else {}

    def go_back(self) -> None:
        """Back to where one was; what is half typed is there the next time."""
        self.put_away()
        super().go_back()

    def _show_examples(self) -> None:
        rows = self._kept or [
            PickRow("", _("@who said it, #theme; a few words are enough"), heading=True),
            PickRow("", _("! and what you promised, > by when"), heading=True),
            PickRow("", _("heard earlier: begin with yesterday 15:30, or 09:10"), heading=True),
        ]
        self.query_one(PickList).show_rows(rows)

    def _completion(self, line: str, cursor: int) -> str | None:
        found = complete(line, cursor, note_context(self.workspace), ())
        return found.ghost if found else None

    def _read(self, text: str, _cursor: int) -> None:
        """Say what Enter will make of the line."""
        row = self.query_one(EchoRow)
        if not text.strip():
            row.show([])
            return
        context = note_context(self.workspace)
        try:
            read = read_note(text, context)
        except Refused as refused:
            row.show([(str(refused), "doubt")])
            return
        told = echo(read.parsed, context)
        kind = _("Promise") if read.parsed.kind is LineKind.ACTION else _("Corridor note")
        parts: list[tuple[str, EchoRole]] = [(kind, "kind"), (f" · {heard_when(read.heard_at)}", "date")]
        said = told.fit(max(row.room - 30, 10))[1:]
        row.show([*parts, *((part.text, ROLES.get(part.role, "")) for part in said)])

    def _entered(self, text: str) -> None:
        """Keep it, and go back to where one was."""
        if not text.strip():
            self.call_next(self.go_back)
            return
        logged = self._keep(text)
        if logged is not None:
            self._leave(logged)

    def action_log_keep(self) -> None:
        """Keep it, and go back; the line does so itself when it has the focus."""
        self._entered(self.line.value)

    def action_log_keep_on(self) -> None:
        """Keep it, and go on with the next one."""
        text = self.line.value
        logged = self._keep(text) if text.strip() else None
        if logged is not None:
            self._kept += [PickRow(each.note.id, each.note.text, each.note.handle) for each in logged]
            self._show_examples()
            self.query_one(PickList).action_edge(1)
            self.say(self._said(logged))

    @on(CaptureLine.Pasted)
    def _pasted(self, message: CaptureLine.Pasted) -> None:
        """Several lines are as many notes, with what stands in the line before the first."""
        logged = self._keep(self.line.value + message.text)
        if logged is not None:
            self._leave(logged)

    def _keep(self, text: str) -> list[Logged] | None:
        logged = self.attempt(lambda: log_notes(self.workspace, notes_in(text), record=self._record))
        if logged is not None:
            self.line.value = ""
            self.settled()
            self._record = new_id()
        return logged

    def _leave(self, logged: list[Logged]) -> None:
        """Go back, and say there what was kept; nothing but that while a meeting runs (PRODUCT.md, principle 8)."""
        said = self._said(logged)
        self.app.pop_screen()
        self.kgw.store_changed()
        self.kgw.say(said)

    def _said(self, logged: list[Logged]) -> str:
        count = len(logged)
        said = logged[0].note.handle if count == 1 else ngettext("{count} note", "{count} notes", count)
        kept = f"✓ {said.format(count=count)}"
        if is_watched(self.workspace):
            return kept
        hint = hint_after(self.workspace, logged)
        return " · ".join(filter(None, (kept, *(notice for each in logged for notice in each.notices), hint)))
