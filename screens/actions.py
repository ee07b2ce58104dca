"""The actions and questions of every origin in one list: done, put off, handed over, or let go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.worker import Worker, WorkerError

from kgw_tui import clock
from kgw_tui.capture.writing import line_of
from kgw_tui.command_table import Place
from kgw_tui.drafts import ACTIONS
from kgw_tui.errors import KgwError
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.entries import Action
from kgw_tui.records.entries import Question as OpenQuestion
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.rules.directory import Directory
from kgw_tui.rules.postponing import TIMES, asks_whether_it_lives
from kgw_tui.rules.to_do import VIEWS, View
from kgw_tui.rules.today import Said
from kgw_tui.rules.wording import task_word
from kgw_tui.usecases import acting
from kgw_tui.usecases.reporting import kept

from .asking import AskingScreen, Question
from .list_screen import list_bindings
from .opening_records import open_record
from .slices import at_once, in_slices, making_much
from .today import FIRST_LOOK
from .widgets.message_row import MessageRow
from .widgets.pick_list import LazyRows, PickList, PickRow
from .widgets.rows import MARKS
from .widths import WIDE
from .words import day

if TYPE_CHECKING:
    from kgw_tui.usecases.history_subject import Subject

_OPEN_DEEDS: Final = frozenset(
    {"actions.done", "actions.postpone", "actions.hand_over", "actions.drop", "actions.edit"}
)


class ActionsScreen(AskingScreen):
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
        self._reading: Worker[None] | None = None

    # What is shown

    def store_changed(self) -> None:
        """Read anew; the first look at years of minutes is done behind the keys."""
        if not self.is_current or (self._reading is not None and not self._reading.is_finished):
            return
        if at_once(self.kgw.to_do.reading(), FIRST_LOOK):
            super().store_changed()
        else:
            self._reading = self.run_worker(self._read_on())

    async def _read_on(self) -> None:
        self.rows.show_rows([PickRow("", _("reading…"), heading=True)])
        try:
            with making_much():
                whole = await in_slices(self.kgw.to_do.reading(), lambda: self.is_attached)
        except KgwError as error:
            self.say(str(error), warning=True)
            return
        if whole:
            super().store_changed()

    async def whole(self) -> None:
        """Wait until what is done by a key can be done to what is chosen: until all has been read."""
        if self._reading is not None and not self._reading.is_finished:
            with suppress(WorkerError):  # when the screen goes
                await self._reading.wait()

    def show_list(self) -> None:
        """What the view has, and has all that is sought."""
        watched = self._is_watched()
        found: Sequence[Said] = self.kgw.to_do.find(
            self._view, self.sought, confidential=self._confidential and not watched
        )
        if watched:
            found = [said for said in found if not said.guarded]
        self._said = {said.entry.id: said for said in found}
        directory, wide = self.context.directory, self.app.size.width >= WIDE
        rows = LazyRows(list(self._said), partial(self._row, directory, wide=wide))
        self.rows.show_rows(rows if found else [self._nothing()])
        names = {
            "open": _("open"),
            "mine": _("mine"),
            "others": _("of others"),
            "late": _("late"),
            "missing": _("without owner or day"),
            "closed": _("closed lately"),
        }
        self.header.show(_("Actions · {view}").format(view=names[self._view]), str(len(found)) if found else "")

    def _row(self, directory: Directory, entry_id: str, *, wide: bool) -> PickRow:
        said = self._said[entry_id]
        entry = said.entry
        owners = ""
        if isinstance(entry, Action | OpenQuestion) and entry.owners:
            owners = ", ".join(directory.short_name(owner) for owner in entry.owners)
        right = self._standing(said)
        if wide and owners:
            right = f"{owners} · {right}" if right else owners
        return PickRow(entry_id, f"{MARKS[type(entry)]} {entry.text}", right)

    def _standing(self, said: Said) -> str:
        """Its day, how late it is, or what came of it."""
        entry, today = said.entry, clock.today()
        if not isinstance(entry, Action | OpenQuestion):
            return ""
        if entry.status != "open":
            told = _("to be told") if self._is_to_be_told(said) else task_word(entry)
            return f"{told} {day(entry.closed_on)}" if entry.closed_on else told
        if entry.due is None:
            return _("no day")
        late = (today - entry.due).days
        return (
            ngettext("{count} day late", "{count} days late", late).format(count=late) if late > 0 else day(entry.due)
        )

    def _is_to_be_told(self, said: Said) -> bool:
        entry = said.entry
        done = isinstance(entry, Action) and entry.status == "done" and entry.reported_on is None
        return done and self.kgw.to_do.note_of(said) is not None

    def _nothing(self) -> PickRow:
        if self.sought:
            return PickRow("", _("Nothing has all that"), heading=True)
        words = _("Nothing was closed lately") if self._view == "closed" else _("Nothing is open here")
        return PickRow("", words, heading=True)

    def _is_watched(self) -> bool:
        """Whether there may be eyes in the room (PRODUCT.md, principle 8)."""
        return any(meeting.state == "running" for meeting in self.workspace.shared.all(MEETINGS))

    def show_row_keys(self) -> None:
        """The keys that do something to the chosen row."""
        said = self._chosen()
        idle = {"go.actions"}
        if said is None:
            idle |= _OPEN_DEEDS | {"actions.where"}
        elif getattr(said.entry, "status", "") != "open":
            idle |= _OPEN_DEEDS
        self.show_keys_but(idle)

    def history_subject(self) -> Subject | None:
        """What is chosen."""
        from kgw_tui.usecases.history_subject import Subject

        said = self._chosen()
        return Subject("entry", said.entry.id, said.entry.meeting, said.private) if said is not None else None

    @on(PickList.Moved)
    def _moved(self) -> None:
        if self.is_typed_in:
            return
        self.show_keys()
        said = self._chosen()
        self.query_one(MessageRow).say(self._about(said) if said is not None else "")

    def _about(self, said: Said) -> str:
        """Where it was said, what came of it, and how often it was put off."""
        entry, meeting = said.entry, said.meeting
        note = self.kgw.to_do.note_of(said)
        where = f"{meeting.title} {day(meeting.date)}" if meeting is not None else _("from the corridor")
        where = _("promised in the corridor") if note is not None else where
        put_off = ""
        if isinstance(entry, Action) and entry.postponed:
            times = len(entry.postponed)
            put_off = ngettext("put off {count} time", "put off {count} times", times).format(count=times)
            put_off = " · ".join(filter(None, (put_off, entry.postponed[-1].why)))
        return " · ".join(filter(None, (entry.handle, where, entry.outcome, put_off)))

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
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self.show_list()
        self.rows.action_edge(-1)
        self.show_keys()

    async def action_actions_search(self) -> None:
        """Narrow the list."""
        await self.look_for()

    def action_actions_confidential(self) -> None:
        """Confidential ones too, or no longer."""
        if self._is_watched():
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
        entry = said.entry
        is_question = isinstance(entry, OpenQuestion)
        asked: dict[str, tuple[str, Callable[[str], str]]] = {
            "done": (
                _("what is the answer?")
                if is_question
                else _("what came of it, and how do we see that? Enter alone: done"),
                self._finish(said),
            ),
            "drop": (_("why does it lapse?"), self._drop(record)),
            "postpone": (self._asks_day(entry), self._postpone(record)),
            "hand-over": (_("to whom? @ and a name"), self._hand_over(record)),
            "edit": (_("other words; @, > and # too"), self._rewrite(record)),
            "told": (_("what came of it? Enter alone: it was told"), self._tell(record)),
        }
        if name not in asked:
            return None
        words, deed = asked[name]
        begins = {"hand-over": "@", "edit": line_of(entry, self.context.directory).lstrip("!? ")}.get(name, "")
        return Question(name, record, f"{words} · {entry.handle}", deed, begins)

    def _asks_day(self, entry: Action | OpenQuestion) -> str:
        words = _("until when, and why? Such as fri: waiting for figures")
        if isinstance(entry, Action) and len(entry.postponed) >= TIMES - 1:
            times = len(entry.postponed)
            before = ngettext("put off {count} time", "put off {count} times", times).format(count=times)
            words = _("{before}: does it have to live? x lets it lapse. Else: {words}").format(
                before=before, words=words
            )
        return words

    def _finish(self, said: Said) -> Callable[[str], str]:
        def finish(text: str) -> str:
            acting.finish(self.workspace, said.entry.id, text)
            if isinstance(said.entry, OpenQuestion):
                return _("✓ answered")
            return _("✓ done; t when it was told") if self.kgw.to_do.note_of(said) is not None else _("✓ done")

        return finish

    def _drop(self, record: str) -> Callable[[str], str]:
        def drop(text: str) -> str:
            acting.drop(self.workspace, record, text)
            return _("✓ dropped")

        return drop

    def _postpone(self, record: str) -> Callable[[str], str]:
        def postpone(text: str) -> str:
            when, _colon, why = text.partition(":")
            if not when.strip():
                acting.without_day(self.workspace, record)
                return _("✓ without a day")
            entry = acting.postpone(self.workspace, record, when, why)
            said = f"✓ {acting.told_day(entry.due)}" if entry.due else "✓"
            lives = _("put off so often: does it have to live? x lets it lapse")
            return f"{said} · {lives}" if asks_whether_it_lives(entry) else said

        return postpone

    def _hand_over(self, record: str) -> Callable[[str], str]:
        def hand_over(text: str) -> str:
            entry = acting.hand_over(self.workspace, record, text)
            return f"✓ {self.context.directory.names(entry.owners)}"

        return hand_over

    def _rewrite(self, record: str) -> Callable[[str], str]:
        def rewrite(text: str) -> str:
            acting.rewrite(self.workspace, record, text)
            return _("✓ kept")

        return rewrite

    def _tell(self, record: str) -> Callable[[str], str]:
        def tell(text: str) -> str:
            kept(self.workspace, record, text)
            return _("✓ kept, and told")

        return tell
