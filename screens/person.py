"""What is open between oneself and somebody: promises, actions, questions, what they may be told. Not a history."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from kgw_tui.command_table import Place
from kgw_tui.i18n import _
from kgw_tui.records.corridor import CorridorNote
from kgw_tui.records.entries import Action
from kgw_tui.records.entries import Question as OpenQuestion
from kgw_tui.records.people import PEOPLE
from kgw_tui.usecases.people import Between, between
from kgw_tui.usecases.reading import is_watched

from .list_screen import ListScreen, list_bindings
from .opening_records import open_record
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.pick_list import PickList, PickRow
from .words import day


class PersonScreen(ListScreen):
    """One person. While a meeting runs nothing private is shown: there may be eyes in the room."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "person")
    BINDINGS: ClassVar[list[BindingType]] = list_bindings("person")

    def __init__(self, person_id: str) -> None:
        """For the person with this id."""
        super().__init__()
        self.person_id = person_id

    def is_gone(self) -> bool:
        """Whether they aren't in the list any more."""
        person = self.workspace.shared.get(PEOPLE, self.person_id)
        return person is None or person.erased

    def store_changed(self) -> None:
        """Read anew what is open."""
        if not self.is_current:
            return
        person = self.workspace.shared.get(PEOPLE, self.person_id)
        found = between(self.workspace, self.person_id)
        groups = ", ".join(group.name for group in found.groups)
        title = " · ".join(filter(None, (person.name, person.function))) if person else _("somebody unknown")
        self.query_one(HeaderRow).show(title, groups)
        watched = is_watched(self.workspace)
        rows = _rows(found, private=not watched)
        if watched:
            rows.append(PickRow("", _("What is yours alone: after the meeting"), heading=True))
        self.rows.show_rows(rows or [PickRow("", _("Nothing is open between you"), heading=True)])
        self.query_one(KeyRow).show([("Enter", _("open")), ("Esc", _("back")), ("F1", _("help"))])

    @on(PickList.Picked)
    async def _picked(self) -> None:
        await self.action_person_open()

    async def action_person_open(self) -> None:
        """Go to what is chosen."""
        table, _colon, record = self.rows.chosen_id.partition(":")
        if record:
            await open_record(self.kgw, table, record)


def _rows(found: Between, *, private: bool) -> list[PickRow]:
    parts: list[tuple[str, list[PickRow]]] = []
    if private:
        parts.append((_("You promised"), [_task(each.action) for each in found.promises]))
        told = [PickRow(f"corridor_notes:{each.note.id}", each.words, day(each.since)) for each in found.reports]
        parts.append((_("To report back"), told))
    actions = [_task(each) for each in found.actions if private or each.meeting]
    parts.append((_("To do"), actions))
    parts.append((_("To find out"), [_task(each) for each in found.questions if private or each.meeting]))
    if private:
        parts.append((_("Heard, and not dealt with"), [_heard(each) for each in found.notes]))
    return [row for title, rows in parts if rows for row in (PickRow("", title, heading=True), *rows)]


def _task(entry: Action | OpenQuestion) -> PickRow:
    right = _("done, to be told") if entry.status != "open" else day(entry.due) if entry.due else _("no day")
    return PickRow(f"entries:{entry.id}", entry.text, right)


def _heard(note: CorridorNote) -> PickRow:
    """A note that waits; of one that is watched also the day to look at it again."""
    again = _("look again {day}").format(day=day(note.look_again)) if note.look_again else ""
    return PickRow(f"corridor_notes:{note.id}", note.text.replace("\n", " "), again)
