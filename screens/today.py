"""What needs one now: meetings, minutes, what is due, whom to tell what, what to look at again; each one key away."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import BindingType

from kgw_tui import clock
from kgw_tui.command_table import Place
from kgw_tui.commands import commands_of
from kgw_tui.drafts import TODAY
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.entries import ENTRIES
from kgw_tui.rules.today import Need, NeedKind

from .asking import Question
from .list_screen import list_bindings
from .need_questions import question_about
from .opening_records import open_pattern, open_record
from .reading_behind import ReadingBehind
from .today_rows import need_rows
from .widgets.header_row import HeaderRow
from .widgets.pick_list import PickList, PickRow
from .widths import WIDE
from .words import day

if TYPE_CHECKING:
    from kgw_tui.usecases.history_subject import Subject

_CAN: Final[dict[NeedKind, frozenset[str]]] = {
    "meeting": frozenset({"open", "prepare"}),
    "minutes": frozenset({"open"}),
    "due": frozenset({"done", "drop", "day", "where"}),
    "told": frozenset({"told", "drop", "where"}),
    "report": frozenset({"told", "drop", "day", "where"}),
    "watch": frozenset({"open", "drop", "day"}),
    "inbox": frozenset({"open", "where"}),
    "pattern": frozenset({"open"}),
    "review": frozenset({"day", "where"}),
}
"""What can be done to each kind, and what Enter does where no other key does the same."""
_HERE: Final = frozenset(command.id for command in commands_of("today"))


class TodayScreen(ReadingBehind):
    """The page of today. While a meeting runs it comes only when it is asked for, as any place."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "today", "places")
    DRAFTS: ClassVar[str] = TODAY
    BINDINGS: ClassVar[list[BindingType]] = list_bindings("today", "places")

    def __init__(self) -> None:
        """Nothing is read yet."""
        super().__init__()
        self._needs: dict[str, Need] = {}
        self._before: list[str] = []
        self._kind: NeedKind | None = None
        """What needed one when something was asked last, and what was asked about."""

    # What is shown

    def reading(self) -> Generator[None, None, bool]:
        """What is read of both stores."""
        return self.kgw.needs_today.reading()

    def show_list(self) -> None:
        """What needs one, in its order."""
        today = clock.today()
        found = self.kgw.needs_today.needs()
        before, chosen = list(self._needs), self.rows.chosen_id
        self._needs = {need.id: need for need in found.found}
        self.query_one(HeaderRow).show(_("Today · {day}").format(day=day(today)), self.workspace.settings.school)
        rows = need_rows(self.workspace, found.found, today, wide=self.app.size.width >= WIDE)
        if not rows:
            rows.append(PickRow("", _("Nothing that has to be done now"), heading=True))
        if found.guarded:
            words = ngettext(
                "{count} more, not shown while a meeting runs",
                "{count} more, not shown while a meeting runs",
                found.guarded,
            )
            rows.append(PickRow("", words.format(count=found.guarded), heading=True))
        self.rows.show_rows(rows)
        if chosen in before and chosen not in self._needs:  # what came behind it, though others went with it
            self._go_on_behind(chosen, before)

    def after_answer(self, asked: Question) -> None:
        """One goes on with what came behind, also where what was dealt with has moved down: the same key once more is
        about the next one.
        """
        now = self._needs.get(asked.record)
        if now is not None and asked.record in self._before and now.kind != self._kind:
            self._go_on_behind(asked.record, self._before)

    def _go_on_behind(self, record: str, before: list[str]) -> None:
        behind = before[before.index(record) + 1 :]
        self.rows.choose(next((each for each in behind if each in self._needs), ""))

    def show_row_keys(self) -> None:
        """The keys that do something to the chosen row."""
        need = self._needs.get(self.rows.chosen_id)
        can = {f"today.{name}" for name in _CAN[need.kind]} if need is not None else set[str]()
        if need is not None and need.whom is not None:
            can.add("today.told")
        self.show_keys_but({"go.today", *(_HERE - can)})

    def history_subject(self) -> Subject | None:
        """What was said that is chosen, or the meeting."""
        from kgw_tui.usecases.history_subject import Subject

        need = self._needs.get(self.rows.chosen_id)
        if need is not None and need.said is not None:
            entry = need.said.entry
            return Subject("entry", entry.id, entry.meeting, need.said.private)
        return Subject("meeting", need.meeting.id, need.meeting.id) if need is not None and need.meeting else None

    # Commands

    @on(PickList.Picked)
    async def _picked(self) -> None:
        await self.action_today_open()

    @on(PickList.Moved)
    def _moved(self) -> None:
        if not self.is_typed_in:
            self.show_keys()

    async def action_today_open(self) -> None:
        """Go to the meeting, the minutes or the note; of what is to be done or told, note that it was."""
        need = await self._chosen()
        if need is None:
            return
        if need.kind in {"inbox", "watch"}:
            await self._open_note(need)
        elif need.pattern is not None:
            await open_pattern(self.kgw, need.pattern.theme)
        elif need.kind == "review":
            await self._ask("day")
        elif need.whom is not None:
            await self._ask("told")
        elif need.said is not None:
            await self._ask("done")
        elif need.meeting is not None and need.kind == "minutes" and need.meeting.minutes_state == "draft":
            await self.kgw.word_files.read_through(need.meeting.id)
        elif need.meeting is not None:
            await self.kgw.open_meeting(need.meeting.id)

    async def _open_note(self, need: Need) -> None:
        """Go to a note; to the first one of the inbox with those that come after it."""
        from .note import NoteScreen

        if need.note is not None:
            queue = [note.id for note in self.kgw.needs_today.corridor.heard().inbox] if need.kind == "inbox" else []
            await self.app.push_screen(NoteScreen(need.note.id, queue))

    async def action_today_done(self) -> None:
        """Note that an action is done, or the answer to a question."""
        await self._ask("done", _("choose an action or a question"))

    async def action_today_told(self) -> None:
        """Note that whoever said it, or whoever it was promised to, has heard what came of it."""
        await self._ask("told", _("only what comes from the corridor is reported back"))

    async def action_today_drop(self) -> None:
        """Let an action or question lapse, tell nobody what came of a note, or close one that is watched."""
        await self._ask("drop", _("choose something to do, to tell or to look at again"))

    async def action_today_day(self) -> None:
        """Give it another day."""
        need = await self._chosen()
        meeting = need is not None and need.kind == "meeting"
        await self._ask("day", _("a meeting has its day in its agenda") if meeting else _("that has no day"))

    async def action_today_where(self) -> None:
        """Open the meeting in which it was said, or the note that it comes from."""
        need = await self._chosen()
        if need is None:
            return
        if need.kind == "inbox":
            await self.kgw.action_go_corridor()
        elif need.pattern is not None:
            await open_pattern(self.kgw, need.pattern.theme)
        elif need.note is not None:
            await open_record(self.kgw, CORRIDOR_NOTES.name, need.note.id)
        elif need.meeting is not None:
            await self.kgw.open_meeting(need.meeting.id)
        elif need.said is None or not await open_record(self.kgw, ENTRIES.name, need.said.entry.id):
            self.say(_("that was said in no meeting"))

    async def action_today_prepare(self) -> None:
        """Make or change the agenda of a planned meeting."""
        need = await self._chosen()
        if need is None or need.kind != "meeting" or need.meeting is None:
            self.say(_("choose a meeting that runs or is planned"))
        else:
            await self.kgw.prepare_meeting(need.meeting.id)

    def action_today_quit(self) -> None:
        """Leave; everything has been saved."""
        self.kgw.action_app_quit()

    async def _chosen(self) -> Need | None:
        await self.whole()
        return self._needs.get(self.rows.chosen_id)

    async def _ask(self, name: str, refused: str = "") -> None:
        """Ask for the words of a deed; where it can't be done to what is chosen, say what can."""
        need = await self._chosen()
        asked = self.question(name, need.id) if need is not None else None
        if asked is not None and need is not None:
            self._before, self._kind = list(self._needs), need.kind
            await self.ask(asked)
        else:
            self.say(refused)

    # The line

    def question(self, name: str, record: str) -> Question | None:
        """What is asked of a row, as long as it needs one and that can be done to it."""
        need = self._needs.get(record)
        if need is None or not (name in _CAN[need.kind] or (name == "told" and need.whom is not None)):
            return None
        return question_about(self.workspace, self.kgw.needs_today.corridor, need, name)

    async def _take_up_draft(self) -> None:
        await self.whole()
        await super()._take_up_draft()
