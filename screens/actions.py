"""The actions and questions of every origin in one list: done, put off, handed over, or let go."""

from __future__ import annotations

from collections.abc import Generator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import BindingType

from kgw_tui import clock
from kgw_tui.command_table import Place
from kgw_tui.drafts import ACTIONS
from kgw_tui.i18n import N_, _, ngettext
from kgw_tui.records.entries import Action
from kgw_tui.records.entries import Question as OpenQuestion
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.postponing import asks_whether_it_lives
from kgw_tui.rules.to_do import VIEWS, View
from kgw_tui.rules.today import Said
from kgw_tui.usecases import acting
from kgw_tui.usecases.reading import directory_of, is_watched

from .action_questions import question_about
from .action_rows import about, row_of
from .asking import Question
from .list_screen import list_bindings
from .opening_records import open_record
from .reading_behind import ReadingBehind
from .slices import in_slices
from .widgets.message_row import MessageRow
from .widgets.pick_list import LazyRows, PickList, PickRow
from .widths import WIDE
from .words import day

if TYPE_CHECKING:
    from kgw_tui.usecases.history_subject import Subject

_OPEN_DEEDS: Final = frozenset(
    {"actions.done", "actions.postpone", "actions.hand_over", "actions.drop", "actions.edit"}
)
_CLOSED_DEEDS: Final = frozenset({"actions.reopen"})
_TITLES: Final[dict[View, str]] = {
    "open": N_("open"),
    "mine": N_("mine"),
    "others": N_("of others"),
    "late": N_("late"),
    "missing": N_("without owner or day"),
    "closed": N_("closed lately"),
}
_TALL: Final = 16
"""Rows from which on there is room for one that names the views and their keys."""
_VIEWS_ROW: Final = "views"
_GUARDED_ROW: Final = "guarded"


class ActionsScreen(ReadingBehind):
    """The list, in one of its views. While a meeting runs what is private or confidential isn't in it."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "actions", "places")
    DRAFTS: ClassVar[str] = ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = list_bindings("actions", "places")

    def __init__(self) -> None:
        """With all that is open."""
        super().__init__()
        self._view: View = "open"
        self._confidential = False
        self._said: dict[str, Said] = {}
        self._told_at = ""
        """The row at which it was said what was done."""
        self._place = 0
        """Where the row stood about which something is asked."""

    # What is shown

    def reading(self) -> Generator[None, None, bool]:
        """What is read of both stores."""
        return self.kgw.to_do.reading()

    def show_list(self) -> None:
        """What the view has, and has all that is sought."""
        watched = is_watched(self.workspace)
        confidential = self._confidential and not watched
        found = self.kgw.to_do.find(self._view, self.sought, confidential=confidential, guarded=watched)
        self._said = {said.entry.id: said for said in found}
        hidden = self.kgw.to_do.guarded(self._view) if watched and not self.sought else 0
        keys = [
            *([_VIEWS_ROW] if self._names_views else []),
            *(self._said or [""]),
            *([_GUARDED_ROW] if hidden else []),
        ]
        self.rows.show_rows(LazyRows(keys, partial(self._row, hidden, directory_of(self.workspace))))
        title = _("Actions · {view}").format(view=_(_TITLES[self._view]))
        self.header.show(title, str(len(found)) if found else "")

    @property
    def _names_views(self) -> bool:
        """Whether there is room for a row that says which key leads to which view."""
        return self.app.size.height >= _TALL and self.app.size.width >= WIDE and not self.sought

    def _row(self, hidden: int, directory: Directory, key: str) -> PickRow:
        if key == _VIEWS_ROW:
            return PickRow("", _("a all · i mine · w of others · l late · n nobody, no day · c closed"), heading=True)
        if key == _GUARDED_ROW:
            words = ngettext(
                "{count} more, not shown while a meeting runs", "{count} more, not shown while a meeting runs", hidden
            )
            return PickRow("", words.format(count=hidden), heading=True)
        said = self._said.get(key)
        if said is None:
            return self._nothing()
        note, mine, width = self.kgw.to_do.note_of(said), self._view == "mine", self.app.size.width
        return row_of(said, directory, note, clock.today(), width=width, mine=mine)

    def _nothing(self) -> PickRow:
        if self.sought:
            return PickRow("", _("Nothing has all that"), heading=True)
        words = _("Nothing was closed lately") if self._view == "closed" else _("Nothing is open here")
        return PickRow("", words, heading=True)

    def show_row_keys(self) -> None:
        """The keys that do something to the chosen row."""
        said = self._chosen()
        idle = {"go.actions", "meeting.now"} | ({"actions.view"} if self._names_views else set[str]())
        if said is None:
            idle |= _OPEN_DEEDS | _CLOSED_DEEDS | {"actions.where"}
        else:
            idle |= _CLOSED_DEEDS if getattr(said.entry, "status", "") == "open" else _OPEN_DEEDS
        self.show_keys_but(idle)

    def history_subject(self) -> Subject | None:
        """What is chosen."""
        from kgw_tui.usecases.history_subject import Subject

        said = self._chosen()
        return Subject("entry", said.entry.id, said.entry.meeting, said.private) if said is not None else None

    @on(PickList.Moved)
    def _moved(self, message: PickList.Moved) -> None:
        if self.is_typed_in or message.row_id != self.rows.chosen_id:  # or gone on from there meanwhile
            return
        self.show_keys()
        if message.row_id != self._told_at:  # what was just done there is still said
            self._tell_about()

    def _tell_about(self) -> None:
        """Say more of what is chosen."""
        self._told_at = ""
        said = self._chosen()
        directory, writer = directory_of(self.workspace), self.workspace.settings.writer
        words = about(said, directory, self.kgw.to_do.note_of(said), writer) if said is not None else ""
        self.query_one(MessageRow).say(words)

    def _chosen(self) -> Said | None:
        return self._said.get(self.rows.chosen_id)

    # Commands

    @on(PickList.Picked)
    async def _picked(self) -> None:
        await self.action_actions_done()

    async def action_actions_done(self) -> None:
        """What came of it, or the answer."""
        await self._ask("done")

    async def action_actions_postpone(self) -> None:
        """Another day."""
        await self._ask("postpone")

    async def action_actions_hand_over(self) -> None:
        """Somebody else."""
        await self._ask("hand-over")

    async def action_actions_drop(self) -> None:
        """Let it lapse."""
        await self._ask("drop")

    async def action_actions_edit(self) -> None:
        """Other words."""
        await self._ask("edit")

    async def action_actions_told(self) -> None:
        """A promise is kept and told."""
        await self.whole()
        said = self._chosen()
        if said is None or self.kgw.to_do.note_of(said) is None:
            self.say(_("only what was promised in the corridor is reported back"))
        else:
            await self.ask(self.question("told", said.entry.id))

    async def action_actions_reopen(self) -> None:
        """Open it again."""
        await self.whole()
        said = self._chosen()
        if said is not None and self.attempt(lambda: acting.reopen(self.workspace, said.entry.id)) is not None:
            self.kgw.store_changed()
            self.say(_("✓ open again"))

    async def action_actions_where(self) -> None:
        """Go to where it was said."""
        await self.whole()
        said = self._chosen()
        if said is not None and not await open_record(self.kgw, "entries", said.entry.id):
            self.say(_("that was said in no meeting"))

    def action_actions_view(self) -> None:
        """The next view."""
        self._show(VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)])

    def action_actions_open(self) -> None:
        """All that is open."""
        self._show("open")

    def action_actions_mine(self) -> None:
        """What the writer has to do."""
        self._show("mine")

    def action_actions_others(self) -> None:
        """What one waits for."""
        self._show("others")

    def action_actions_late(self) -> None:
        """What should have been done by now."""
        self._show("late")

    def action_actions_missing(self) -> None:
        """What nobody has, or has no day."""
        self._show("missing")

    def action_actions_closed(self) -> None:
        """What was closed lately."""
        self._show("closed")

    def _show(self, view: View) -> None:
        self._view = view
        self.show_list()
        self.rows.action_edge(-1)
        self._tell_about()
        self.show_keys()

    async def action_actions_search(self) -> None:
        """Narrow the list; what it is narrowed by is made ready behind the keys."""
        await self.look_for()
        self.run_worker(in_slices(self.kgw.to_do.warming(self._view), lambda: self.is_attached), exclusive=True)
        self.say(_("words, @name, #theme, a series; >late >today >week >no day >1 dec"))

    def line_read(self, text: str) -> None:
        """Narrow the list, and say which day was read."""
        super().line_read(text)
        if self._asked is None:
            due = self.kgw.to_do.read(text)[1]
            until = due.day if due is not None else None
            self.query_one(MessageRow).say(_("due up to {day}").format(day=day(until)) if until is not None else "")

    def action_actions_confidential(self) -> None:
        """Confidential ones too, or no longer."""
        if is_watched(self.workspace):
            self.say(_("not while a meeting runs"))
            return
        self._confidential = not self._confidential
        self.show_list()
        self.say(_("confidential ones too") if self._confidential else _("without confidential ones"))

    async def _ask(self, name: str) -> None:
        await self.whole()
        said = self._chosen()
        if said is None:
            return
        if getattr(said.entry, "status", "") != "open":
            self.say(_("it is closed; r opens it again"))
            return
        await self.ask(self.question(name, said.entry.id))

    def question(self, name: str, record: str) -> Question | None:
        """What is asked about an action or a question."""
        said = self._said.get(record)
        if said is None or not isinstance(said.entry, Action | OpenQuestion):
            return None
        self._place = self.rows.chosen
        promised = self.kgw.to_do.note_of(said) is not None
        return question_about(self.workspace, said.entry, name, promised=promised)

    def after_answer(self, asked: Question) -> None:
        """What was put off moves down; one goes on with what came behind it, unless it is asked whether it lives."""
        said = self._said.get(asked.record)
        if asked.name == "postpone" and said is not None:
            entry = said.entry
            if not (isinstance(entry, Action | OpenQuestion) and asks_whether_it_lives(entry)):
                self.rows.choose_at(self._place)
        self._told_at = self.rows.chosen_id
        self.show_keys()
