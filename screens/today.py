"""What needs one now: meetings, minutes, what is due and what is to be looked back on; each one key away."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.worker import Worker, WorkerError

from kgw_tui import clock
from kgw_tui.command_table import Place
from kgw_tui.commands import commands_of
from kgw_tui.drafts import TODAY, about, draft_place
from kgw_tui.errors import KgwError
from kgw_tui.i18n import N_, _, ngettext
from kgw_tui.records.entries import Question
from kgw_tui.rules.reporting import Report
from kgw_tui.rules.today import Need, NeedKind, Said
from kgw_tui.usecases.reading import directory_of
from kgw_tui.usecases.reporting import report_back
from kgw_tui.usecases.today import let_lapse, note_done, note_told, set_day
from kgw_tui.workspace import Workspace

from .list_screen import ListScreen, list_bindings
from .opening_records import open_pattern, open_record
from .slices import at_once, in_slices, making_much
from .today_rows import need_rows, where_said
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.pick_list import PickList, PickRow
from .widths import WIDE
from .words import day

if TYPE_CHECKING:
    from kgw_tui.usecases.history_subject import Subject

_Deed = Callable[[Workspace, Said, str], str]
_ASKED: Final[dict[_Deed, str]] = {
    note_told: N_("what came of it? Enter alone: it was told"),
    note_done: N_("what came of it? Enter alone: done"),
    let_lapse: N_("why does it lapse?"),
    set_day: N_("which day, and why? Such as fri: waiting for figures. Enter alone: none"),
}
_NAMES: Final[dict[_Deed, str]] = {note_done: "done", note_told: "told", let_lapse: "drop", set_day: "day"}
"""What the places of half-typed answers are called."""
_ANSWER: Final = N_("what is the answer?")
_ONLY_HERE: Final = frozenset(command.id for command in commands_of("today"))
_IDLE: Final[dict[NeedKind, frozenset[str]]] = {
    "meeting": _ONLY_HERE - {"today.open", "today.prepare"},
    "minutes": _ONLY_HERE - {"today.open"},
    "due": frozenset({"today.open", "today.prepare"}),
    "told": _ONLY_HERE - {"today.told", "today.where"},
    "report": _ONLY_HERE - {"today.told", "today.where"},
    "watch": _ONLY_HERE - {"today.open"},
    "inbox": _ONLY_HERE - {"today.open"},
    "pattern": _ONLY_HERE - {"today.open"},
    "review": frozenset({"today.open", "today.prepare", "today.done", "today.drop", "today.told"}),
}
"""What the row of keys leaves out, by the kind of what is chosen: what does nothing to it, or only what Enter does."""

FIRST_LOOK: Final = 0.05
"""Seconds that the first look may take before its key is done with; what takes longer is read behind the keys."""


class TodayScreen(ListScreen):
    """The page of today. While a meeting runs it comes only when it is asked for, as any place."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "today", "places")
    BINDINGS: ClassVar[list[BindingType]] = list_bindings("today", "places")

    def __init__(self) -> None:
        """Nothing is read yet."""
        super().__init__()
        self._needs: dict[str, Need] = {}
        self._asking: tuple[_Deed, Said] | None = None
        self._reporting: Report | None = None
        self._reading: Worker[None] | None = None

    def store_changed(self) -> None:
        """Read anew what needs one; below another screen that waits until one comes back."""
        if not self.is_current:
            return
        if self._reading is not None and not self._reading.is_finished:
            return
        if at_once(self.kgw.needs_today.reading(), FIRST_LOOK):
            self._show()
        else:
            self._reading = self.run_worker(self._read_on())

    async def _read_on(self) -> None:
        """Read behind the keys what takes longer: years of minutes, at the first look."""
        self.rows.show_rows([PickRow("", _("reading…"), heading=True)])
        try:
            with making_much():
                whole = await in_slices(self.kgw.needs_today.reading(), lambda: self.is_attached)
        except KgwError as error:
            self.say(str(error), warning=True)
            return
        if whole and self.is_current:
            self._show()

    async def whole(self) -> None:
        """Wait until what is done by a key can be done to what is chosen: until all has been read."""
        if self._reading is not None and not self._reading.is_finished:
            with suppress(WorkerError):  # when the screen goes
                await self._reading.wait()

    def _show(self) -> None:
        today = clock.today()
        found = self.kgw.needs_today.needs()
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
        self._show_keys()

    def history_subject(self) -> Subject | None:
        """What was said that is chosen, or the meeting."""
        from kgw_tui.usecases.history_subject import Subject

        need = self._chosen()
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
        self._show_keys()

    async def action_today_open(self) -> None:
        """Go to the meeting or its minutes; of what was said, note what came of it or when to look again."""
        need = await self._wanted()
        if need is None:
            return
        if need.report is not None:
            await self._ask_report(need.report)
        elif need.kind == "inbox":
            await self.kgw.action_go_corridor()
        elif need.pattern is not None:
            await open_pattern(self.kgw, need.pattern.theme)
        elif need.note is not None:
            await open_record(self.kgw, "corridor_notes", need.note.id)
        elif need.said is not None:
            deed = {"review": set_day, "told": note_told}.get(need.kind, note_done)
            await self._ask(deed, need.said)
        elif need.meeting is not None and need.kind == "minutes" and need.meeting.minutes_state == "draft":
            await self.kgw.word_files.read_through(need.meeting.id)
        elif need.meeting is not None:
            await self.kgw.open_meeting(need.meeting.id)

    async def action_today_done(self) -> None:
        """Note that an action is done, or the answer to a question."""
        await self._ask_of("due", note_done)

    async def action_today_told(self) -> None:
        """Note that whoever said it, or whoever it was promised to, has heard what came of it."""
        need = await self._wanted()
        if need is not None and need.report is not None:
            await self._ask_report(need.report)
        elif need is None or need.said is None or not need.said.private:
            self.say(_("only what was promised in the corridor is reported back"))
        else:
            await self._ask(note_told, need.said)

    async def action_today_drop(self) -> None:
        """Let an action or question lapse."""
        await self._ask_of("due", let_lapse)

    async def action_today_day(self) -> None:
        """Give it another day."""
        need = await self._wanted()
        if need is not None:
            await self._ask_of(need.kind, set_day)

    async def action_today_where(self) -> None:
        """Open the meeting in which it was said."""
        need = await self._wanted()
        if need is not None and need.meeting is not None:
            await self.kgw.open_meeting(need.meeting.id)
        elif need is not None and need.note is not None:
            await open_record(self.kgw, "corridor_notes", need.note.id)
        elif need is None or need.said is None or not await open_record(self.kgw, "entries", need.said.entry.id):
            self.say(_("that was said in no meeting"))

    async def action_today_prepare(self) -> None:
        """Make or change the agenda of a planned meeting."""
        need = await self._wanted()
        if need is None or need.kind != "meeting" or need.meeting is None:
            self.say(_("choose a meeting that runs or is planned"))
        else:
            await self.kgw.prepare_meeting(need.meeting.id)

    def action_today_quit(self) -> None:
        """Leave; everything has been saved."""
        self.kgw.action_app_quit()

    # The line

    async def line_entered(self, text: str) -> None:
        """Do what was asked with what was typed; what is refused stays in the line."""
        done: str | None = None
        if self._reporting is not None:
            note = self._reporting.note
            done = _("✓ told") if self.attempt(lambda: report_back(self.workspace, note.id, text)) is not None else None
        elif self._asking is not None:
            deed, said = self._asking
            done = self.attempt(lambda: deed(self.workspace, said, text))
        if done is not None:
            self.line_left()
            self.kgw.store_changed()
            self.say(done)

    def line_left(self) -> None:
        """Nothing is asked any more."""
        self._asking = self._reporting = None
        self.settled()
        self.close_line()
        self.query_one(MessageRow).say("")
        self._show_keys()

    def half_typed(self) -> dict[str, str]:
        """What is being answered, about which entry."""
        if self._line is None:
            return {}
        if self._reporting is not None:
            return {draft_place(TODAY, "report", self._reporting.note.id): self._line.value}
        if self._asking is None:
            return {}
        deed, said = self._asking
        return {draft_place(TODAY, _NAMES[deed], said.entry.id): self._line.value}

    def on_screen_resume(self) -> None:
        """Go on with an answer that was left half typed, where what it is about still needs one."""
        if self.is_current:
            self.call_later(self._take_up_draft)

    async def _take_up_draft(self) -> None:
        await self.whole()
        if self._asking is not None or self._reporting is not None:
            return
        for draft in self.workspace.drafts.left(TODAY):
            name, _space, entry_id = about(draft.place, TODAY).partition(" ")
            report = self._needs[entry_id].report if name == "report" and entry_id in self._needs else None
            if report is not None:
                self.rows.choose(entry_id)
                await self._ask_report(report)
                await self.open_line(draft.text)
                self.stands_here(draft)
                break
            deed = next((deed for deed, known in _NAMES.items() if known == name), None)
            said = next(
                (each.said for each in self._needs.values() if each.said and each.said.entry.id == entry_id), None
            )
            if deed is not None and said is not None:
                self.rows.choose(next(each.id for each in self._needs.values() if each.said is said))
                await self._ask(deed, said)
                await self.open_line(draft.text)
                self.stands_here(draft)
                break

    def line_stepped(self, step: int) -> None:
        """The line is about the chosen one; it stays so."""

    async def _ask_of(self, kind: str, deed: _Deed) -> None:
        need = await self._wanted()
        if need is None or need.said is None or need.kind != kind:
            self.say(_("choose an action or a question") if kind == "due" else _("a meeting has its day in its agenda"))
        else:
            await self._ask(deed, need.said)

    async def _ask(self, deed: _Deed, said: Said) -> None:
        """Open the line, and say what about which entry is asked."""
        self._asking = (deed, said)
        await self.open_line()
        asked = _ANSWER if isinstance(said.entry, Question) and deed is note_done else _ASKED[deed]
        entry = said.entry
        self.say(" · ".join(part for part in (_(asked), f"{entry.handle} {entry.text}", where_said(said)) if part))
        self._show_keys()

    async def _ask_report(self, report: Report) -> None:
        """Ask what somebody has heard; what may be told stands in the line."""
        self._reporting = report
        await self.open_line(report.words)
        name = directory_of(self.workspace).short_name(report.whom)
        words = _("what did {name} hear? Enter takes it")
        self.say(f"{words.format(name=name)} · {report.note.handle} {report.note.text}".replace("\n", " "))
        self._show_keys()

    # What is shown

    async def _wanted(self) -> Need | None:
        await self.whole()
        return self._chosen()

    def _chosen(self) -> Need | None:
        return self._needs.get(self.rows.chosen_id)

    def _show_keys(self) -> None:
        row = self.query_one(KeyRow)
        if self.is_typed_in:
            row.show([("Esc", _("back")), ("Enter", _("keep")), ("F1", _("help"))])
            return
        need = self._chosen()
        self.show_keys_but({"go.today", *(_IDLE[need.kind] if need else _ONLY_HERE)})
