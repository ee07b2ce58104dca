"""What was heard in the corridor: the inbox, all notes, what is watched, and what was promised."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Final, Literal

from textual import on
from textual.binding import BindingType

from kgw_tui import clock
from kgw_tui.command_table import Place
from kgw_tui.content import Titled
from kgw_tui.drafts import CORRIDOR
from kgw_tui.i18n import _, current_language
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.narrowing import Narrowing
from kgw_tui.rules.today import Need, Said
from kgw_tui.usecases import heard, triaging
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.reporting import Promise

from .asking import AskingScreen, Question
from .list_screen import list_bindings
from .need_questions import question_about
from .note import NoteScreen
from .note_questions import note_question
from .promise_rows import by_day, by_whom, found_by
from .slices import in_slices
from .widgets.pick_list import LazyRows, PickList, PickRow
from .widths import WIDE
from .words import day

View = Literal["inbox", "all", "watched", "promises", "whom"]
VIEWS: Final[tuple[View, ...]] = ("inbox", "all", "watched", "promises", "whom")
_OF_NOTES: Final[dict[View, heard.View]] = {"inbox": "inbox", "all": "all", "watched": "watched"}
_PROMISES: Final[frozenset[View]] = frozenset({"promises", "whom"})
"""What was promised: by day, and by whom it was promised to."""


class CorridorScreen(AskingScreen):
    """The notes, in one of five views; the inbox and what is watched oldest first, all of them newest first."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "corridor", "places")
    DRAFTS: ClassVar[str] = f"{CORRIDOR} list"
    BINDINGS: ClassVar[list[BindingType]] = list_bindings("corridor", "places")

    def __init__(self) -> None:
        """In the inbox."""
        super().__init__()
        self._view: View = "inbox"
        self._notes: dict[str, CorridorNote] = {}
        self._promises: dict[str, Promise] = {}
        self._directory = Directory()
        self._promised = Narrowing[Promise](lambda each: found_by(each, self._directory), lambda each: each.action.id)

    # What is shown

    def show_list(self) -> None:
        """The notes of the view that have what is sought."""
        view = _OF_NOTES.get(self._view)
        if view is None:
            self._show_promises()
            return
        notes = self.kgw.heard.find(view, self.sought)
        self._notes = {note.id: note for note in notes}
        wide = self.app.size.width >= WIDE
        kinds = self.workspace.content(current_language()).corridor
        row = partial(_row, self._notes, {each.id: each for each in kinds.outcome}, wide=wide)
        self.rows.show_rows(LazyRows([note.id for note in notes], row) if notes else [self._nothing()])
        self._show_title(len(notes))

    def _show_promises(self) -> None:
        directory, today = directory_of(self.workspace), clock.today()
        self._directory = directory
        found = self._promised.among(self.kgw.needs_today.corridor.promises(), self.sought)
        self._promises = {each.action.id: each for each in found}
        if self._view == "whom":
            rows = by_whom(found, directory, today)
        else:
            rows = by_day(found, directory, today, wide=self.app.size.width >= WIDE)
        self.rows.show_rows(rows or [self._nothing()])
        self._show_title(len(found))

    def _show_title(self, count: int) -> None:
        names = {
            "inbox": _("inbox"),
            "all": _("all notes"),
            "watched": _("watched"),
            "promises": _("promises by day"),
            "whom": _("promises by person"),
        }
        self.header.show(_("Corridor · {view}").format(view=names[self._view]), str(count) if count else "")

    def _nothing(self) -> PickRow:
        words = {
            "inbox": _("The inbox is empty; ^l notes what you hear"),
            "all": _("Nothing was noted yet; ^l notes what you hear"),
            "watched": _("Nothing is watched"),
            "promises": _("Every promise was kept and reported back"),
            "whom": _("Every promise was kept and reported back"),
        }
        return PickRow("", _("Nothing has all that") if self.sought else words[self._view], heading=True)

    def show_row_keys(self) -> None:
        """The keys that do something to the chosen row."""
        idle = {"go.corridor"}
        if not self.rows.chosen_id:
            idle |= {"corridor.open", "corridor.reported", "corridor.edit", "corridor.delete"}
        note = self._chosen()
        if self._view not in _PROMISES and (note is None or not note.outcome or note.reported_on is not None):
            idle |= {"corridor.reported"}
        if self._view in _PROMISES:
            idle |= {"corridor.edit", "corridor.delete"}
        if self._need() is None:
            idle |= {"corridor.day", "corridor.lapse"}
        self.show_keys_but(idle)

    @on(PickList.Moved)
    def _moved(self) -> None:
        if not self.is_typed_in:
            self.show_keys()

    def _chosen(self) -> CorridorNote | None:
        """The note of the chosen row: of a promise the one in which it was made."""
        promise = self._promises.get(self.rows.chosen_id) if self._view in _PROMISES else None
        return promise.note if promise is not None else self._notes.get(self.rows.chosen_id)

    def _need(self, record: str = "") -> Need | None:
        """The chosen row, or that of `record`, as what needs one: a promise, a note that is watched; else None."""
        record = record or self.rows.chosen_id
        promise = self._promises.get(record)
        if promise is not None and self._view in _PROMISES:
            return Need("due", said=Said(promise.action, private=True), whom=promise.whom)
        note = self._notes.get(record)
        return Need("watch", note=note) if note is not None and note.outcome == "watch" else None

    # Commands

    @on(PickList.Picked)
    async def _picked(self) -> None:
        await self.action_corridor_open()

    async def action_corridor_open(self) -> None:
        """Go to the note; from the inbox with those that come after it."""
        note = self._chosen()
        if note is not None:
            queue = list(self._notes) if self._view not in _PROMISES else []
            await self.app.push_screen(NoteScreen(note.id, queue))

    def action_corridor_view(self) -> None:
        """The next view."""
        self._show_view(VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)])

    def action_corridor_inbox(self) -> None:
        """What waits to be dealt with."""
        self._show_view("inbox")

    def action_corridor_all(self) -> None:
        """Everything that was heard."""
        self._show_view("all")

    def action_corridor_watched(self) -> None:
        """What is watched."""
        self._show_view("watched")

    def _show_view(self, view: View) -> None:
        self._view = view
        self.show_list()
        self.rows.action_edge(-1)
        self.show_keys()

    def action_corridor_patterns(self) -> None:
        """The themes that were heard of several times."""
        from .pattern import PatternsScreen

        self.app.push_screen(PatternsScreen())

    async def action_corridor_search(self) -> None:
        """Narrow the list; what it is narrowed by is made ready behind the keys."""
        await self.look_for()
        self.run_worker(in_slices(self.kgw.heard.warming(), lambda: self.is_attached), exclusive=True)

    async def action_corridor_reported(self) -> None:
        """Note that it was told."""
        chosen = self.rows.chosen_id
        note = self._chosen()
        if self._view not in _PROMISES and note is not None and not note.outcome:
            self.say(_("first say what becomes of it: Enter"))
            return
        await self.ask(self.question("told" if self._view in _PROMISES else "reported", chosen))

    async def action_corridor_day(self) -> None:
        """Another day for what was promised, or to look at it again."""
        await self._ask_need("day")

    async def action_corridor_lapse(self) -> None:
        """Let what was promised lapse, or close what is watched."""
        await self._ask_need("drop")

    async def _ask_need(self, name: str) -> None:
        if self._need() is None:
            self.say(_("only what was promised or is watched has a day; v shows it"))
        else:
            await self.ask(self.question(name, self.rows.chosen_id))

    async def action_corridor_edit(self) -> None:
        """Change the words."""
        await self.ask(self.question("edit", self.rows.chosen_id))

    def action_corridor_delete(self) -> None:
        """Take it out."""
        note = self._chosen()
        if note is None or self._view in _PROMISES:
            return
        if self.attempt(lambda: (triaging.delete(self.workspace, note.id), True)) is not None:
            self.kgw.store_changed()
            self.say(_("✓ deleted; ^z brings it back"))

    def question(self, name: str, record: str) -> Question | None:
        """What is asked about a note or a promise."""
        workspace, note = self.workspace, self.workspace.private.get(CORRIDOR_NOTES, record)
        need = self._need(record)
        if need is not None and name in {"told", "day", "drop"}:
            return question_about(workspace, self.kgw.needs_today.corridor, need, name)
        if note is None:
            return None
        return note_question(workspace, note, name) if name in {"edit", "reported"} else None


def _row(notes: dict[str, CorridorNote], outcomes: dict[str, Titled], note_id: str, *, wide: bool) -> PickRow:
    note = notes[note_id]
    said = note.text.replace("\n", " ")
    if not wide:
        return PickRow(note_id, said, day(note.heard_at.astimezone().date()))
    outcome = outcomes[note.outcome].title if note.outcome in outcomes else ""
    if note.look_again is not None:
        outcome = day(note.look_again)
    right = " · ".join(filter(None, (outcome, day(note.heard_at.astimezone().date()))))
    return PickRow(note_id, said, right)
