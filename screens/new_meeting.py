"""Starting a meeting or preparing one: nothing but type, what is planned, a series, or a kind of meeting."""

from __future__ import annotations

from typing import ClassVar, Final

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kgw_tui import clock
from kgw_tui.command_table import Place
from kgw_tui.i18n import _, current_language, ngettext
from kgw_tui.records.meetings import MEETINGS, Meeting
from kgw_tui.records.people import SERIES, Series
from kgw_tui.rules.directory import fold
from kgw_tui.usecases.carrying import what_comes_back
from kgw_tui.usecases.next_meeting import suggested_date
from kgw_tui.usecases.reading import held
from kgw_tui.usecases.series import begins_with, last_of
from kgw_tui.usecases.starting import planned_in, prepare_again, prepare_kind, start_again, start_meeting

from .bindings import bindings_of, keys_shown
from .kgw_screen import KgwScreen
from .meetings import MeetingsScreen
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.pick_list import PickList, PickRow
from .words import day

SERIES_SHOWN: Final = 6
PLANNED_SHOWN: Final = 4


class NewMeetingScreen(KgwScreen):
    """Pick how to begin: Enter begins at once, on the first row without an agenda; p prepares the agenda first."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "places", "new")
    BINDINGS: ClassVar[list[BindingType]] = bindings_of("anywhere", "places", "new", at_once=True)
    CSS_PATH = "meetings.tcss"
    AUTO_FOCUS = "PickList"

    def __init__(self) -> None:
        """Nothing is warned of yet."""
        super().__init__()
        self._warned_of = ""
        """The row of a meeting of a later day of which it was said that it would begin now."""

    def compose(self) -> ComposeResult:
        """Title, the ways to begin, and the keys."""
        yield HeaderRow()
        yield PickList(self._rows())
        yield MessageRow()
        yield KeyRow()

    def on_mount(self) -> None:
        """Show the title and the keys."""
        self.query_one(HeaderRow).show(_("New meeting"), "")
        keys = [("↑↓", _("choose")), *keys_shown("new"), ("Esc", _("back")), ("F1", _("help"))]
        self.query_one(KeyRow).show(keys)

    def store_changed(self) -> None:
        """Read what is planned, and the series, anew."""
        self.query_one(PickList).show_rows(self._rows())

    def show_sentence(self, sentence: str, *, warning: bool) -> None:
        """Say something in the row above the keys."""
        self.query_one(MessageRow).say(sentence, warning=warning)

    async def action_new_start(self) -> None:
        """Begin as the chosen row says; one that is planned for a later day at the second Enter."""
        chosen = self.query_one(PickList).chosen_id
        planned = self._chosen(chosen)[0]
        if planned is not None and planned.date > clock.today() and self._warned_of != chosen:
            self._warned_of = chosen
            words = _("this is the meeting of {day}: Enter again begins it now, p prepares it")
            self.say(words.format(day=day(planned.date)), warning=True)
            return
        meeting = self.attempt(lambda: self._start(self.query_one(PickList).chosen_id))
        if meeting is not None:
            self._leave_for(meeting)
            await self.kgw.chair_meeting(meeting.id)

    async def action_new_prepare(self) -> None:
        """Prepare what the chosen row says."""
        meeting = self.attempt(lambda: self._prepare(self.query_one(PickList).chosen_id))
        if meeting is not None:
            self._leave_for(meeting)
            await self.kgw.prepare_meeting(meeting.id)

    @on(PickList.Picked)
    async def _picked(self) -> None:
        await self.action_new_start()

    @on(PickList.Moved)
    def _moved(self, message: PickList.Moved) -> None:
        """Say what the chosen kind of meeting is for, or what the next meeting of the series brings."""
        self._warned_of = ""
        kind, _colon, name = message.row_id.partition(":")
        template = self.workspace.content(current_language()).agenda(name) if kind == "agenda" else None
        series = self.workspace.shared.get(SERIES, name) if kind == "series" else None
        said = self._about(series) if series else ""
        self.query_one(MessageRow).say(template.aim if template else said)

    def _leave_for(self, meeting: Meeting) -> None:
        """Make way; in the list of meetings this one is the chosen one when one comes back to it."""
        self.app.pop_screen()
        below = self.app.screen
        if isinstance(below, MeetingsScreen):
            below.choose_on_return(meeting.id)

    def _start(self, choice: str) -> Meeting:
        meeting, series, name = self._chosen(choice)
        if meeting is not None:
            return meeting
        if series is not None:
            return start_again(self.workspace, series)
        return start_meeting(self.workspace, template=self.workspace.content(current_language()).agenda(name))

    def _prepare(self, choice: str) -> Meeting:
        meeting, series, name = self._chosen(choice)
        if meeting is not None:
            return meeting
        if series is not None:
            return prepare_again(self.workspace, series)
        return prepare_kind(self.workspace, self.workspace.content(current_language()).agenda(name))

    def _chosen(self, choice: str) -> tuple[Meeting | None, Series | None, str]:
        """The planned meeting or the series that was chosen, or the id of a kind of meeting ("" for none)."""
        kind, _colon, name = choice.partition(":")
        meeting = self.workspace.shared.get(MEETINGS, name) if kind == "meeting" else None
        series = self.workspace.shared.get(SERIES, name) if kind == "series" else None
        return meeting, series, name if kind == "agenda" else ""

    def _about(self, series: Series) -> str:
        """What is carried over into the next meeting of a series, and for which day that is prepared."""
        planned = next(iter(planned_in(self.workspace, series)), None)
        last = last_of(self.workspace.shared, series)
        if planned is not None or last is None:
            return _("planned for {day}: p prepares it").format(day=day(planned.date)) if planned else ""
        date = suggested_date(self.workspace, last)
        following = msgspec.structs.replace(last, id=f"{last.id}~", date=max(date, clock.today()), state="planned")
        count = len(what_comes_back(self.workspace.shared, following))
        comes = ngettext("{count} thing comes back", "{count} things come back", count).format(count=count)
        ahead = _("p prepares it; proposed: {day}").format(day=day(date))
        return f"{comes} · {ahead}" if count else ahead

    def _series(self) -> list[Series]:
        """The series that may go on, those that met last first; not one without meetings that another one means."""
        reader = self.workspace.shared
        every = sorted(reader.all(SERIES), key=lambda series: series.id, reverse=True)
        last = {each.id: max(map(held, reader.query(MEETINGS, series=each.id)), default=None) for each in every}
        met = [(when, each) for each in every if (when := last[each.id]) is not None]
        met.sort(key=lambda pair: pair[0], reverse=True)
        known = [each for _when, each in met]
        titles = [fold(each.title) for each in known]
        fresh = [each for each in every if last[each.id] is None]
        meant = [each for each in fresh if any(begins_with(title, fold(each.title)) for title in titles)]
        return [*known, *(each for each in fresh if each not in meant)]

    def _rows(self) -> list[PickRow]:
        rows = [PickRow("none:", _("Just type: a meeting without an agenda"))]
        reader, today = self.workspace.shared, clock.today()
        planned = [each for each in reader.all(MEETINGS) if each.state == "planned" and each.date >= today]
        if planned:
            rows.append(PickRow("", _("Planned"), heading=True))
            for meeting in sorted(planned, key=held)[:PLANNED_SHOWN]:
                when = f"{day(meeting.date)} {meeting.start:%H:%M}" if meeting.start else day(meeting.date)
                rows.append(PickRow(f"meeting:{meeting.id}", meeting.title or _("Meeting"), when))
        series = self._series()
        if series:
            rows.append(PickRow("", _("Again"), heading=True))
            rows += [PickRow(f"series:{one.id}", one.title) for one in series[:SERIES_SHOWN]]
        rows.append(PickRow("", _("With an agenda to start from"), heading=True))
        for template in self.workspace.content(current_language()).agendas:
            minutes = ngettext("{count} minute", "{count} minutes", template.minutes).format(count=template.minutes)
            rows.append(PickRow(f"agenda:{template.id}", template.title, minutes))
        return rows
