"""What was heard about an agenda item beforehand: the sentences that stand with it, and from which notes they came."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from kgw_tui.command_table import Place
from kgw_tui.commands import commands_of
from kgw_tui.drafts import HEARD, draft_place
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.meetings import ITEMS, AgendaItem
from kgw_tui.usecases.history_subject import Subject
from kgw_tui.usecases.links import notes_behind
from kgw_tui.usecases.preparing import Preparing
from kgw_tui.usecases.reading import is_watched

from .asking import AskingScreen, Question
from .list_screen import list_bindings
from .opening_records import open_record
from .widgets.cells import in_lines, shown
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.pick_list import PickList, PickRow
from .words import day

_MOST = 4
"""Lines that the words of the chosen sentence may take; one less on a screen of fewer than `_LOW` lines."""
_LOW = 18
_FACT = "fact"
_ADD = "add"
_EDIT = "edit"


class HeardScreen(AskingScreen):
    """The facts of one item. Whoever has the notes sees which these were: at once, but while any meeting runs only when
    asked, since there may be eyes in the room.
    """

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "heard", "places")
    BINDINGS: ClassVar[list[BindingType]] = list_bindings("heard", "places")
    CSS_PATH = "heard.tcss"

    def __init__(self, item_id: str) -> None:
        """For the item with this id."""
        super().__init__()
        self.item_id = item_id
        self._shows_notes: bool | None = None
        """Whether the notes are shown; None until somebody says, or it is seen whether a meeting runs."""

    def compose(self) -> ComposeResult:
        """From top to bottom: the item, the sentences, and the one that is chosen with all its words."""
        yield HeaderRow()
        yield PickList()
        yield Static(id="words", markup=False)
        yield MessageRow()
        yield KeyRow()

    @property
    def stem(self) -> str:
        """A place of the meeting of the item."""
        return draft_place(self.item.meeting if self.item is not None else "", HEARD)

    @property
    def item(self) -> AgendaItem | None:
        """The item as it now is; None when it is gone."""
        return self.workspace.shared.get(ITEMS, self.item_id)

    def is_gone(self) -> bool:
        """Whether it was taken out."""
        return self.item is None

    def history_subject(self) -> Subject | None:
        """The item."""
        item = self.item
        return Subject("item", item.id, item.meeting) if item is not None else None

    # What is shown

    def show_list(self) -> None:
        """The sentences, and below them the notes of whoever looks."""
        item = self.item
        facts = item.facts if item is not None else ()
        rows = [PickRow(f"{_FACT}:{number}", fact) for number, fact in enumerate(facts)]
        nothing = _("Nothing was heard about it yet")
        rows = rows or [PickRow("", nothing, heading=True)]
        if self._shows_notes is None:
            self._shows_notes = not is_watched(self.workspace)
        notes = self._notes() if self._shows_notes else []
        if notes:
            rows.append(PickRow("", _("Your own notes that it came from; nobody else has them"), heading=True))
            rows += [_note_row(note) for note in notes]
        self.rows.show_rows(rows)
        self.header.show(
            _("Heard about: {title}").format(title=item.title if item is not None else ""),
            ngettext("{count} note", "{count} notes", len(notes)).format(count=len(notes)) if notes else "",
        )
        self._show_words()

    def show_row_keys(self) -> None:
        """What can be done with the chosen row."""
        idle = {"app.search", *(command.id for command in commands_of("places"))}
        if self._number() is None:
            idle |= {"heard.edit", "heard.delete"}
        if not self.rows.chosen_id:
            idle |= {"heard.open"}
        self.show_keys_but(idle)

    @on(PickList.Moved)
    def _moved(self) -> None:
        self._show_words()
        if not self.is_typed_in:
            self.show_keys()

    def _show_words(self) -> None:
        number, item = self._number(), self.item
        if number is not None and item is not None:
            words = item.facts[number]
        else:
            note = self.workspace.private.get(CORRIDOR_NOTES, self.rows.chosen_id) if self._shows_notes else None
            words = note.text if note is not None else ""
        size = self.app.size
        lines = in_lines(shown(words), size.width - 2, _MOST if size.height >= _LOW else _MOST - 1) if words else []
        self.query_one("#words", Static).update("\n".join(lines))

    def _notes(self) -> list[CorridorNote]:
        return notes_behind(self.workspace, self.item_id)

    def _number(self) -> int | None:
        """Which sentence is chosen; None for none of them."""
        kind, _colon, number = self.rows.chosen_id.partition(":")
        item = self.item
        there = kind == _FACT and item is not None and int(number) < len(item.facts)
        return int(number) if there else None

    # Commands

    @on(PickList.Picked)
    async def _picked(self) -> None:
        await self.action_heard_open()

    async def action_heard_open(self) -> None:
        """Go to the note, or change the sentence."""
        if self._number() is not None:
            await self.action_heard_edit()
        elif self.rows.chosen_id:
            await open_record(self.kgw, CORRIDOR_NOTES.name, self.rows.chosen_id)

    async def action_heard_edit(self) -> None:
        """Change the words of the chosen sentence."""
        number = self._number()
        if number is not None:
            await self.ask(self.question(f"{_EDIT}={number}", self.item_id))

    async def action_heard_add(self) -> None:
        """Add a sentence."""
        await self.ask(self.question(_ADD, self.item_id))

    def action_heard_delete(self) -> None:
        """Take the chosen sentence away from the item."""
        number = self._number()
        if number is None:
            return
        if self.attempt(lambda: self._change(lambda facts: facts[:number] + facts[number + 1 :])) is not None:
            self.kgw.store_changed()
            self.say(_("✓ taken out; ^z brings it back"))

    def action_heard_notes(self) -> None:
        """Show the notes that the item came from, or hide them."""
        self._shows_notes = not self._shows_notes
        if self._shows_notes and not self._notes():
            self.say(_("no note of yours lies behind this item"))
        self.show_list()
        self.show_keys()

    def question(self, name: str, record: str) -> Question | None:
        """Other words for a sentence, or one more."""
        item = self.item
        deed, _equals, number = name.partition("=")
        if item is None or record != self.item_id:
            return None
        words = _("how does it stand with the item? Without names; everybody who prepares the meeting sees it")
        if deed == _ADD:
            return Question(name, record, words, lambda text: self._changed(lambda facts: [*facts, text]))
        at = int(number) if deed == _EDIT and number.isdecimal() else len(item.facts)
        if at >= len(item.facts):
            return None

        def change(text: str) -> str:
            return self._changed(lambda facts: [*facts[:at], text, *facts[at + 1 :]])

        return Question(name, record, words, change, item.facts[at])

    def _changed(self, change: Callable[[list[str]], list[str]]) -> str:
        self._change(change)
        return _("✓ kept")

    def _change(self, change: Callable[[list[str]], list[str]]) -> AgendaItem:
        preparing = Preparing(self.workspace, self.item.meeting if self.item is not None else "")
        item = preparing.item(self.item_id)
        return preparing.set_facts(item.id, change(list(item.facts)))


def _note_row(note: CorridorNote) -> PickRow:
    said = note.text.replace("\n", " ")
    return PickRow(note.id, f"{note.handle} {said}", day(note.heard_at.astimezone().date()))
