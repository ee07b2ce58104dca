"""Starting a meeting: nothing but type, a series that exists, or one of the kinds of meeting with its agenda."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from kgw_tui.i18n import _, current_language, ngettext
from kgw_tui.records.meetings import Meeting
from kgw_tui.records.people import SERIES
from kgw_tui.usecases.starting import agenda_of_series, start_meeting

from .kgw_screen import KgwScreen
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.pick_list import PickList, PickRow

SERIES_SHOWN = 6


class NewMeetingScreen(KgwScreen):
    """Pick how to begin; Enter on the first row begins at once, without an agenda."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "pick", show=False, priority=True)]
    CSS_PATH = "meetings.tcss"
    AUTO_FOCUS = "PickList"

    def compose(self) -> ComposeResult:
        """Title, the ways to begin, and the keys."""
        yield HeaderRow()
        yield PickList(self._rows())
        yield MessageRow()
        yield KeyRow()

    def on_mount(self) -> None:
        """Show the title and the keys."""
        self.query_one(HeaderRow).show(_("New meeting"), "")
        self.query_one(KeyRow).show([("↑↓", _("choose")), ("Enter", _("begin")), ("Esc", _("back")), ("F1", _("help"))])

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something in the row above the keys."""
        self.query_one(MessageRow).say(sentence, warning=warning)

    async def action_pick(self) -> None:
        """Begin as the chosen row says."""
        await self._begin(self.query_one(PickList).chosen_id)

    @on(PickList.Picked)
    async def _picked(self, message: PickList.Picked) -> None:
        await self._begin(message.row_id)

    async def _begin(self, choice: str) -> None:
        meeting = self.attempt(lambda: self._start(choice))
        if meeting is not None:
            self.app.pop_screen()
            await self.kgw.open_meeting(meeting.id)

    def _start(self, choice: str) -> Meeting:
        kind, _colon, name = choice.partition(":")
        content = self.workspace.content(current_language())
        if kind == "series":
            series = self.workspace.shared.get(SERIES, name)
            if series is not None:
                return start_meeting(
                    self.workspace, title=series.title, template=agenda_of_series(self.workspace, series, content)
                )
        return start_meeting(self.workspace, template=content.agenda(name) if kind == "agenda" else None)

    def _rows(self) -> list[PickRow]:
        content = self.workspace.content(current_language())
        rows = [PickRow("none:", _("Just type: a meeting without an agenda"))]
        series = sorted(self.workspace.shared.all(SERIES), key=lambda one: one.id, reverse=True)[:SERIES_SHOWN]
        if series:
            rows.append(PickRow("", _("Again"), heading=True))
            rows += [PickRow(f"series:{one.id}", one.title) for one in series]
        rows.append(PickRow("", _("With an agenda to start from"), heading=True))
        for template in content.agendas:
            minutes = ngettext("{count} minute", "{count} minutes", template.minutes).format(count=template.minutes)
            rows.append(PickRow(f"agenda:{template.id}", template.title, minutes))
        return rows

    @on(PickList.Moved)
    def _moved(self, message: PickList.Moved) -> None:
        """Say what the chosen kind of meeting is for."""
        template = self.workspace.content(current_language()).agenda(message.row_id.removeprefix("agenda:"))
        self.query_one(MessageRow).say(template.aim if template else "")
