"""The patterns in what was heard in the corridor: all of them, and one with what it rests on, to put on an agenda."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from kgw_tui import clock
from kgw_tui.command_table import Place
from kgw_tui.commands import commands_of
from kgw_tui.drafts import CORRIDOR
from kgw_tui.i18n import _, current_language, ngettext
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.meetings import MEETINGS, AgendaItem
from kgw_tui.rules.corridor import item_title
from kgw_tui.rules.patterns import Pattern
from kgw_tui.usecases.bringing_up import coming
from kgw_tui.usecases.links import Came, came_of
from kgw_tui.usecases.patterns import (
    SUMMARY,
    Fact,
    bring_up_pattern,
    facts_of,
    pattern_on,
    patterns_now,
    proposed_out,
    rephrase,
    set_weeks,
)

from .asking import AskingScreen, Question
from .list_screen import list_bindings
from .note_rows import when_it_comes
from .opening_records import open_pattern, open_record
from .pattern_rows import count_words, fact_rows, pattern_row, plot, who_and_what, within
from .pick import PickScreen
from .widgets.cells import in_lines, shown
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.pick_list import PickList, PickRow
from .widgets.row_layout import APART
from .words import day, meeting_line

_ELSEWHERE = frozenset({"app.search", *(command.id for command in commands_of("places"))})
"""What one can do everywhere needs no place in the row of keys here."""
_MOST = 4
"""Lines that the words of the chosen fact may take."""
_LOW = 18
"""On a screen of fewer lines the plot takes one, so that the facts stay in sight."""


class _Patterns(AskingScreen):
    """What the list of patterns and the page of one share: how far back they look."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "patterns", "places")
    CSS_PATH = "pattern.tcss"
    _seen: object = None
    """For which state of the stores what is shown was worked out."""

    @property
    def weeks(self) -> int:
        """How many weeks back one looks."""
        return self.workspace.settings.pattern_weeks

    @property
    def state(self) -> object:
        """What all that is shown follows from."""
        shared, private = self.workspace.shared, self.workspace.private
        return shared.cursor, private.cursor, self.workspace.settings, clock.today(), current_language()

    @on(PickList.Picked)
    async def _picked(self) -> None:
        await self.action_pattern_open()

    async def action_pattern_open(self) -> None:
        """Open what is chosen."""

    def action_pattern_longer(self) -> None:
        """A week further back."""
        self._look(self.weeks + 1)

    def action_pattern_shorter(self) -> None:
        """A week less far back."""
        self._look(self.weeks - 1)

    def _look(self, weeks: int) -> None:
        if self.attempt(lambda: (set_weeks(self.workspace, weeks), True)) is not None:
            self.kgw.store_changed()
            self.say(within(weeks))


class PatternsScreen(_Patterns):
    """All patterns: those about which nothing was done yet first, of these the theme with most notes."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("patterns", "places")

    def __init__(self) -> None:
        """Nothing is looked at yet."""
        super().__init__()
        self._found: list[Pattern] = []

    def show_list(self) -> None:
        """A row for each theme."""
        if self.state != self._seen:
            self._found, self._seen = patterns_now(self.workspace), self.state
        wide = self.app.size.width >= APART
        waiting = [each for each in self._found if each.waits]
        others = [each for each in self._found if not each.waits]
        rows = [pattern_row(each, wide=wide) for each in waiting]
        if others:
            rows.append(PickRow("", _("Dealt with"), heading=True))
            rows += [pattern_row(each, wide=wide) for each in others]
        nothing = ngettext(
            "No theme three times in {count} week",
            "No theme three times in {count} weeks",
            self.weeks,
        ).format(count=self.weeks)
        self.rows.show_rows(rows or [PickRow("", nothing, heading=True)])
        self.header.show(_("Corridor · patterns"), within(self.weeks))

    def show_row_keys(self) -> None:
        """What can be done with the chosen one."""
        idle = _ELSEWHERE | {"pattern.leave_out", "pattern.edit", "pattern.item"}
        self.show_keys_but(idle if self.rows.chosen_id else idle | {"pattern.open", "pattern.bring_up"})

    async def action_pattern_open(self) -> None:
        """The page of the chosen one."""
        if self.rows.chosen_id:
            await open_pattern(self.kgw, self.rows.chosen_id)

    async def action_pattern_bring_up(self) -> None:
        """On its page one sees first what will stand with the item."""
        await self.action_pattern_open()

    async def action_pattern_item(self) -> None:
        """Where it went stands on its page."""
        await self.action_pattern_open()

    def action_pattern_leave_out(self) -> None:
        """Facts are left out on the page of a pattern."""
        self.say(_("Enter shows what it rests on; there facts are left out"))

    def action_pattern_edit(self) -> None:
        """Likewise."""
        self.action_pattern_leave_out()


class PatternScreen(_Patterns):
    """One pattern: how often, by whom (roles, no names), and the facts, each of which can be changed or left out."""

    DRAFTS: ClassVar[str] = f"{CORRIDOR} pattern"
    BINDINGS: ClassVar[list[BindingType]] = list_bindings("patterns", "places")

    def __init__(self, theme: str) -> None:
        """For this theme."""
        super().__init__()
        self.theme = theme
        self._turned: set[str] = set()
        """The facts that are taken or left out otherwise than is proposed."""
        self.pattern: Pattern | None = None
        self._facts: list[Fact] = []
        self._went: dict[str, Came] = {}

    def compose(self) -> ComposeResult:
        """From top to bottom: the plot, the facts, and the one that is chosen with all its words."""
        yield HeaderRow()
        yield Static(id="plot", markup=False)
        yield PickList()
        yield Static(id="words", markup=False)
        yield MessageRow()
        yield KeyRow()

    # What is shown

    def show_list(self) -> None:
        """The plot, who said it, and the facts."""
        self._work_out()
        pattern, size = self.pattern, self.app.size
        guide = self.workspace.content(current_language()).corridor
        above = self.query_one("#plot", Static)
        if pattern is None:
            above.update("")
            words = _("Fewer than three notes in these weeks")
            self.rows.show_rows([PickRow("", words, heading=True)])
            self.header.show(f"#{self.theme}", within(self.weeks))
        else:
            width, low = size.width - 2, size.height < _LOW
            lines = plot(pattern, width, low=low)
            above.update("\n".join((*lines, who_and_what(pattern, guide, width, low=low))))
            where = {note_id: _where(came) for note_id, came in self._went.items()}
            rows = fact_rows(pattern, self._facts, self._left_out, where)
            heading = [PickRow("", _("What goes along to the agenda"), heading=True)]
            self.rows.show_rows([*(heading if not low else ()), *rows])
            self.header.show(f"#{self.theme}", f"{count_words(pattern)} · {within(self.weeks)}")
        self._show_words()

    def show_row_keys(self) -> None:
        """What can be done."""
        idle = set(_ELSEWHERE)
        if self.pattern is None:
            idle |= {"pattern.bring_up", "pattern.leave_out", "pattern.edit", "pattern.open"}
        elif self.rows.chosen_id == SUMMARY:
            idle |= {"pattern.edit", "pattern.open"}
        self.show_keys_but(idle if self._went else idle | {"pattern.item"})

    def on_resize(self) -> None:
        """Another size has another plot."""
        if self.is_mounted:
            self.show_list()

    def _work_out(self) -> None:
        """Read it anew when a store has changed."""
        if self.state == self._seen:
            return
        self._seen = self.state
        self.pattern = pattern_on(self.workspace, self.theme)
        notes = self.pattern.notes if self.pattern is not None else ()
        self._facts = facts_of(self.workspace, self.pattern) if self.pattern is not None else []
        self._went = {}
        for note in notes:
            for came in came_of(self.workspace, note) if note.became else ():
                if isinstance(came.record, AgendaItem):
                    self._went[note.id] = came

    @property
    def _left_out(self) -> set[str]:
        return proposed_out(self._facts) ^ self._turned

    @on(PickList.Moved)
    def _moved(self) -> None:
        self._show_words()
        if not self.is_typed_in:
            self.show_keys()

    def _show_words(self) -> None:
        """All words of the chosen fact: a row may have no place for them."""
        chosen = self._chosen()
        most = _MOST if self.app.size.height >= _LOW else _MOST - 1
        words = in_lines(shown(chosen.words), self.app.size.width - 2, most) if chosen is not None else []
        self.query_one("#words", Static).update("\n".join(words))

    def _chosen(self) -> Fact | None:
        return next((each for each in self._facts if each.note_id == self.rows.chosen_id), None)

    # Commands

    async def action_pattern_open(self) -> None:
        """The note behind the fact."""
        if self.rows.chosen_id and self.rows.chosen_id != SUMMARY:
            await open_record(self.kgw, CORRIDOR_NOTES.name, self.rows.chosen_id)

    async def action_pattern_item(self) -> None:
        """The item that the chosen note went to, else the one that any did."""
        came = self._went.get(self.rows.chosen_id) or next(reversed(self._went.values()), None)
        if came is None or came.meeting is None:
            self.say(_("nothing of it is on an agenda yet; a puts it there"))
            return
        await open_record(self.kgw, "items", came.record.id)

    def action_pattern_leave_out(self) -> None:
        """Leave the chosen fact out, or take it in again."""
        if self.rows.chosen_id:
            self._turned ^= {self.rows.chosen_id}
            self.show_list()

    async def action_pattern_edit(self) -> None:
        """Change the words of the chosen fact."""
        if self.rows.chosen_id == SUMMARY:
            self.say(_("this is counted; x leaves it out"))
        else:
            await self.ask(self.question("fact", self.rows.chosen_id))

    def action_pattern_bring_up(self) -> None:
        """Choose the series, then the title."""
        if self.pattern is None:
            return
        found = coming(self.workspace)
        if not found:
            self.say(_("there is no series of meetings yet; plan or hold one first"), warning=True)
        elif len(found) == 1:
            self._ask_title(found[0].series.id)
        else:
            wide = self.app.size.width >= APART
            rows = [
                PickRow(each.series.id, each.series.title, when_it_comes(each) if wide else day(each.day))
                for each in found
            ]
            self.app.push_screen(PickScreen(_("In which meeting?"), rows), self._ask_title)

    def _ask_title(self, series_id: str | None) -> None:
        if series_id:
            self.call_later(self.ask, self.question(f"agenda={series_id}", self.theme))

    def question(self, name: str, record: str) -> Question | None:
        """The title of the item, or other words for a fact."""
        self._work_out()
        name, _equals, series = name.partition("=")
        fact = next((each for each in self._facts if each.note_id == record), None)
        if name == "fact" and fact is not None and record != SUMMARY:

            def change(text: str) -> str:
                rephrase(self.workspace, record, text)
                return _("✓ so it will stand with the item")

            return Question(name, record, _("how does it stand with the item? Without names"), change, fact.words)
        if name != "agenda" or record != self.theme or self.pattern is None:
            return None
        words = _("what should the item be called? It is read by everybody; see that no fact names anybody")
        return Question(f"agenda={series}", record, words, lambda text: self._bring(series, text), item_title(record))

    def _bring(self, series_id: str, title: str) -> str:
        pattern = self.pattern
        if pattern is None:
            return ""
        item = bring_up_pattern(self.workspace, pattern, series_id, title, self._left_out)
        self._turned.clear()
        meeting = self.workspace.shared.get(MEETINGS, item.meeting)
        count = len(item.facts)
        told = ngettext(
            "✓ on the agenda of {meeting}, with {count} fact; o goes there",
            "✓ on the agenda of {meeting}, with {count} facts; o goes there",
            count,
        )
        return told.format(meeting=meeting_line(meeting) if meeting is not None else "", count=count)


def _where(came: Came) -> str:
    if came.meeting is None:
        return _("on an agenda")
    return _("on the agenda of {day}").format(day=day(came.meeting.date))
