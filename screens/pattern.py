"""The patterns in what was heard in the corridor: all of them, and one with what it rests on, to put on an agenda."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from kgw_tui.command_table import Place
from kgw_tui.drafts import CORRIDOR
from kgw_tui.i18n import _, ngettext
from kgw_tui.rules.patterns import Pattern, bars, role_words, without_names
from kgw_tui.usecases.bringing_up import bring_up, coming
from kgw_tui.usecases.patterns import patterns_now, set_weeks

from .asking import AskingScreen, Question
from .list_screen import list_bindings
from .note_rows import title_of_item, when_it_comes
from .opening_records import open_pattern, open_record
from .pick import PickScreen
from .widgets.pick_list import PickList, PickRow
from .words import day

_LEFT_OUT = "·"
_TAKEN = "■"


class _Patterns(AskingScreen):
    """What the list of patterns and the page of one share: how far back they look."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "patterns")
    CSS_PATH = "note.tcss"

    def found(self) -> list[Pattern]:
        """The patterns as they are now."""
        return patterns_now(self.workspace)

    @property
    def weeks(self) -> int:
        """How many weeks back one looks."""
        return self.workspace.settings.pattern_weeks

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
            self.say(ngettext("{count} week back", "{count} weeks back", weeks).format(count=weeks))


class PatternsScreen(_Patterns):
    """All patterns, the theme with most notes first."""

    BINDINGS: ClassVar[list[BindingType]] = list_bindings("patterns")

    def show_list(self) -> None:
        """A row for each theme."""
        found = self.found()
        rows = [
            PickRow(f"#{each.theme}", f"#{each.theme}", _count(each), middle=f"{bars(each.weeks)}  {_roles(each)}")
            for each in found
        ]
        words = _("No theme was heard of three times in these weeks")
        self.rows.show_rows(rows or [PickRow("", words, heading=True)])
        back = ngettext("{count} week back", "{count} weeks back", self.weeks).format(count=self.weeks)
        self.header.show(_("Corridor · patterns"), back)

    def show_row_keys(self) -> None:
        """What can be done with the chosen one."""
        idle = {"pattern.leave_out", "pattern.edit"}
        self.show_keys_but(idle if self.rows.chosen_id else idle | {"pattern.open", "pattern.bring_up"})

    async def action_pattern_open(self) -> None:
        """The page of the chosen one."""
        if self.rows.chosen_id:
            await open_pattern(self.kgw, self.rows.chosen_id.removeprefix("#"))

    async def action_pattern_bring_up(self) -> None:
        """On its page one sees first what will stand with the item."""
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
    BINDINGS: ClassVar[list[BindingType]] = list_bindings("patterns")

    def __init__(self, theme: str) -> None:
        """For this theme."""
        super().__init__()
        self.theme = theme
        self._left_out: set[str] = set()
        self._words: dict[str, str] = {}

    @property
    def pattern(self) -> Pattern | None:
        """The pattern as it is now; None when there are too few notes."""
        return next((each for each in self.found() if each.theme == self.theme), None)

    def show_list(self) -> None:
        """The plot, who said it, and the facts."""
        pattern = self.pattern
        self.header.show(f"#{self.theme}", _count(pattern) if pattern else "")
        if pattern is None:
            words = _("Fewer than three notes in these weeks; + looks further back")
            self.rows.show_rows([PickRow("", words, heading=True)])
            return
        figures = " ".join(str(each) for each in pattern.weeks)
        rows = [
            PickRow("", f"{bars(pattern.weeks)}  {figures}  {_('a week')}", heading=True),
            PickRow("", _roles(pattern), heading=True),
        ]
        for note in pattern.notes:
            mark = _LEFT_OUT if note.id in self._left_out else _TAKEN
            up = _("on an agenda") if note.outcome == "to-agenda" else ""
            heard = day(note.heard_at.astimezone().date())
            rows.append(PickRow(note.id, f"{mark} {self._fact(note.id)}", " · ".join(filter(None, (up, heard)))))
        self.rows.show_rows(rows)

    def show_row_keys(self) -> None:
        """What can be done."""
        about_facts = {"pattern.bring_up", "pattern.leave_out", "pattern.edit"}
        self.show_keys_but(frozenset[str]() if self.pattern else about_facts)

    def _fact(self, note_id: str) -> str:
        pattern = self.pattern
        note = next((each for each in pattern.notes if each.id == note_id), None) if pattern else None
        if note is None:
            return ""
        return self._words.get(note_id) or without_names(note.text, self.context.directory)

    async def action_pattern_open(self) -> None:
        """The note behind the fact."""
        if self.rows.chosen_id:
            await open_record(self.kgw, "corridor_notes", self.rows.chosen_id)

    def action_pattern_leave_out(self) -> None:
        """Leave the chosen fact out, or take it in again."""
        if self.rows.chosen_id:
            self._left_out ^= {self.rows.chosen_id}
            self.show_list()

    async def action_pattern_edit(self) -> None:
        """Change the words of the chosen fact."""
        await self.ask(self.question("fact", self.rows.chosen_id))

    def action_pattern_bring_up(self) -> None:
        """Choose the series, then the title."""
        found = coming(self.workspace)
        if not found:
            self.say(_("there is no series of meetings yet; plan or hold one first"), warning=True)
        elif len(found) == 1:
            self._ask_title(found[0].series.id)
        else:
            rows = [PickRow(each.series.id, each.series.title, when_it_comes(each)) for each in found]
            self.app.push_screen(PickScreen(_("In which meeting?"), rows), self._ask_title)

    def _ask_title(self, series_id: str | None) -> None:
        if series_id:
            self.call_later(self.ask, self.question(f"agenda={series_id}", self.theme))

    def question(self, name: str, record: str) -> Question | None:
        """The title of the item, or other words for a fact."""
        pattern = self.pattern
        name, _equals, series = name.partition("=")
        if pattern is None:
            return None
        if name == "fact" and any(note.id == record for note in pattern.notes):

            def change(text: str) -> str:
                self._words[record] = text.strip()
                return _("✓ so it will stand with the item")

            return Question(
                name, record, _("how does it stand with the item? Without names"), change, self._fact(record)
            )
        if name != "agenda" or record != self.theme:
            return None

        def bring(text: str) -> str:
            taken = [note for note in pattern.notes if note.id not in self._left_out]
            facts = [_summary(pattern), *(self._fact(note.id) for note in taken)]
            bring_up(self.workspace, [note.id for note in pattern.notes], series, text, facts)
            return _("✓ on the agenda, with {count} facts").format(count=len(facts))

        words = _("what should the item be called? It is read by everybody")
        return Question(f"agenda={series}", record, words, bring, title_of_item(self.theme))


def _count(pattern: Pattern) -> str:
    count = len(pattern.notes)
    return ngettext("{count} note", "{count} notes", count).format(count=count)


def _roles(pattern: Pattern) -> str:
    return ", ".join(f"{count} {role_words(role)}" for role, count in pattern.roles)


def _summary(pattern: Pattern) -> str:
    weeks = len(pattern.weeks)
    words = _("heard {count} times in {weeks} weeks: {roles}")
    return words.format(count=len(pattern.notes), weeks=weeks, roles=_roles(pattern))
