"""The list of meetings: the running one first, then what is to come and what has been; searched, and by series."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.worker import Worker, WorkerError

from kgw_tui import clock
from kgw_tui.command_table import Place
from kgw_tui.errors import KgwError
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.meetings import MEETINGS, Meeting
from kgw_tui.records.people import GROUPS, PEOPLE, SERIES
from kgw_tui.usecases.finding import MeetingSearch, part, series_overview

from .list_screen import ListScreen, list_bindings
from .meeting_rows import NO_SERIES, meeting_rows, series_rows
from .slices import FIRST, for_a_while, making_much
from .unfinished_words import left_by_meeting
from .widgets.header_row import HeaderRow
from .widgets.key_row import KeyRow
from .widgets.message_row import MessageRow
from .widgets.pick_list import PickList, PickRow
from .widths import WIDE
from .words import short_path

if TYPE_CHECKING:
    from kgw_tui.usecases.history_subject import Subject

TOLD = 40
"""Of this many meetings at most, what was found in them is shown."""
FEW = 20
"""So many meetings are gathered before the next key; more are gathered between the keys."""


class MeetingsScreen(ListScreen):
    """The first screen: pick a meeting, or start one."""

    PLACES: ClassVar[tuple[Place, ...]] = ("anywhere", "meetings", "places")
    BINDINGS: ClassVar[list[BindingType]] = list_bindings("meetings", "places")

    def __init__(self) -> None:
        """All meetings."""
        super().__init__()
        self._search: MeetingSearch | None = None
        self._gathering: Worker[None] | None = None
        self._sought = ""
        self._by_series = False
        self._series: str | None = None  # the one whose meetings are shown
        self._wide: bool | None = None  # as they were shown last
        self._told_of_files = False
        self._to_choose = ""  # the meeting that is chosen when one comes back

    def on_mount(self) -> None:
        """Show what was found on opening; the meetings come with the resuming that follows at once."""
        notices = self.workspace.notices
        if notices:
            self.say(" · ".join(notices), warning=True)

    def on_resize(self, event: events.Resize) -> None:
        """A narrow screen shows less of each meeting."""
        if self._wide is not None and self._wide != (event.size.width >= WIDE):
            self.store_changed()

    def store_changed(self) -> None:
        """Read the meetings anew; below another screen that waits until one comes back."""
        if not self.is_current:
            return
        self.query_one(HeaderRow).show(self._title(), self.workspace.settings.school)
        wide = self._wide = self.app.size.width >= WIDE
        if self._is_overview:
            rows = series_rows(series_overview(self.workspace.shared, clock.today()), wide=wide)
        else:
            rows = self._meetings(clock.today(), wide=wide)
        self.rows.show_rows(rows or self._nothing())
        if self._to_choose and self.is_current:
            self.rows.choose(self._to_choose)
            self._to_choose = ""
        self._show_keys(count=sum(not row.heading for row in rows))

    def also_left(self) -> str:
        """That earlier words lie in a file elsewhere, as long as they do; once in a session."""
        if self._told_of_files:
            return ""
        self._told_of_files = True
        files = self.workspace.left_elsewhere()
        if not files:
            return ""
        words = _("what couldn't be saved earlier is in {path}: kgw import reads it back; delete it then")
        return words.format(path=short_path(files[0]))

    def choose_on_return(self, meeting_id: str) -> None:
        """Let this meeting be the chosen one when one comes back from what is about to be shown."""
        self._to_choose = meeting_id

    def history_subject(self) -> Subject | None:
        """The chosen meeting."""
        from kgw_tui.usecases.history_subject import Subject  # what the first frame can do without

        chosen = self._chosen()
        return Subject("meeting", chosen.id, chosen.id) if chosen is not None else None

    # The line

    async def action_meeting_search(self) -> None:
        """Type what to look for; it stays when the line is left for the list."""
        if self._is_overview:
            self._by_series = False
        await self.open_line(self._sought)
        self.store_changed()

    def line_read(self, text: str) -> None:
        """Show what is found while it is typed."""
        if text != self._sought:
            self._sought = text
            self.store_changed()
            self.rows.action_edge(-1)

    async def line_entered(self, text: str) -> None:
        """Open the first that was found, or the chosen one, once everything has been looked through."""
        if self._gathering is not None and not self._gathering.is_finished:
            with suppress(WorkerError):  # when the screen goes
                await self._gathering.wait()
        if self.rows.chosen_id:
            self.leave_line()
            await self.action_meeting_open()

    def line_left(self) -> None:
        """Show everything again."""
        self._sought = ""
        self.close_line()
        self.query_one(MessageRow).say("")
        self.store_changed()

    def line_stepped(self, step: int) -> None:
        """To the list of what was found, where the keys are those of the list again."""
        self.leave_line()
        if step > 0:
            self.rows.action_step(step)
        self.store_changed()

    def go_back(self) -> None:
        """From what was found to everything, from one series to all, and then to the screen before."""
        if self._sought:
            self.line_left()
        elif self._series is not None:
            series, self._series = self._series, None
            self.store_changed()
            self.rows.choose(series)
        elif self._by_series:
            self.action_meeting_series()
        else:
            super().go_back()

    # Commands

    @on(PickList.Picked)
    async def _picked(self) -> None:
        await self.action_meeting_open()

    @on(PickList.Moved)
    def _moved(self) -> None:
        if not self.is_typed_in and self.rows.chosen_id:
            self.show_keys_but({"go.meetings", *self._idle()})

    async def action_meeting_open(self) -> None:
        """Open the chosen meeting, or show those of the chosen series."""
        chosen = self.rows.chosen_id
        if chosen and self._is_overview:
            self._series = chosen
            self.store_changed()
            self.rows.action_edge(-1)
        elif chosen:
            await self.kgw.open_meeting(chosen)
            self._go_to_what_was_found(chosen)

    def _go_to_what_was_found(self, meeting_id: str) -> None:
        """Where a meeting that was searched for is read: to the line that has the words."""
        from .widgets.entry_list import EntryList  # what the first frame can do without

        meeting = self.workspace.shared.get(MEETINGS, meeting_id)
        read = self.app.screen
        if self._sought and meeting is not None and self._search is not None and meeting.state == "closed":
            found = self._search.entry_with(meeting, self._sought)
            entries = read.query(EntryList)
            if found and entries:
                read.call_after_refresh(entries.first().select, found)

    async def action_meeting_new(self) -> None:
        """Choose a kind of meeting and start it."""
        from .new_meeting import NewMeetingScreen

        await self.app.push_screen(NewMeetingScreen())

    async def action_meeting_prepare(self) -> None:
        """Make or change the agenda of the chosen meeting."""
        meeting = self._chosen()
        if meeting is not None and meeting.state != "closed":
            await self.kgw.prepare_meeting(meeting.id)
        elif meeting is not None:
            self.say(_("this meeting is closed; its agenda is done with"), warning=True)

    def action_meeting_series(self) -> None:
        """Turn to the series, or back to all meetings."""
        self._by_series = not self._by_series
        self._series = None
        self.line_left()
        self.rows.action_edge(-1)

    def action_meeting_drop(self) -> None:
        """Take out the chosen meeting, when nothing has been said in it."""
        from kgw_tui.usecases.starting import drop_meeting

        chosen = self._chosen()
        if chosen is not None and self.attempt(lambda: (drop_meeting(self.workspace, chosen.id), True)[1]):
            self.kgw.store_changed()
            self.say(_("✓ the meeting is deleted; ^z brings it back"))

    async def action_meeting_export(self) -> None:
        """Make the Word file of the chosen meeting."""
        chosen = self._chosen()
        if chosen is not None:
            await self.kgw.word_files.make(chosen.id, "minutes")

    def action_meeting_quit(self) -> None:
        """Leave; everything has been saved."""
        self.kgw.action_app_quit()

    # What is shown

    @property
    def _is_overview(self) -> bool:
        """Whether the series are shown, and not the meetings of one or of all."""
        return self._by_series and self._series is None

    def _chosen(self) -> Meeting | None:
        """The chosen meeting; in the view by series there is none."""
        chosen = self.rows.chosen_id
        return self.workspace.shared.get(MEETINGS, chosen) if chosen else None

    def _meetings(self, today: dt.date, *, wide: bool) -> list[PickRow]:
        reader = self.workspace.shared
        meetings = reader.all(MEETINGS)
        if self._series is not None:
            series = "" if self._series == NO_SERIES else self._series
            meetings = [meeting for meeting in meetings if self._series_of(meeting) == series]
        found: dict[str, str] = {}
        if self._sought:
            search = self._searching()
            meetings = list(filter(search.matching(self._sought, gathered=True), meetings))
            if wide and len(meetings) <= TOLD:
                found = {meeting.id: search.found_in(meeting, self._sought) for meeting in meetings}
        groups = {group.id: group.name for group in reader.all(GROUPS)}
        left = left_by_meeting(self.workspace)
        return meeting_rows(part(meetings, today), groups, today, wide=wide, found=found, left=left)

    def _searching(self) -> MeetingSearch:
        """The search, once it is in step, or as far as it is, while the rest is gathered behind the keys."""
        gathering = self.kgw.search.gathering
        if gathering.behind() <= FEW:
            gathering.update()
        elif self._gathering is None or self._gathering.is_finished:
            self._gathering = self.run_worker(self._gather())
        self._search = self._search or MeetingSearch(self.workspace, gathering)
        return self._search

    def _is_gathering(self) -> bool:
        return self.kgw.search.gathering.behind() > 0

    async def _gather(self) -> None:
        """Gather what was said, and show now and then what has been found in it by then."""
        gathering = self.kgw.search.gathering
        while self.is_attached and self._sought:
            try:
                with making_much():
                    whole = await for_a_while(gathering.steps(), FIRST, lambda: self.is_attached and bool(self._sought))
            except KgwError as error:
                self.say(str(error), warning=True)
                return
            self.store_changed()
            if whole:
                return

    def _series_of(self, meeting: Meeting) -> str:
        """The id of its series; "" for a series that is gone, too."""
        return meeting.series if meeting.series and self.workspace.shared.get(SERIES, meeting.series) else ""

    def _title(self) -> str:
        if self._series is None:
            return _("Meetings by series") if self._by_series else _("Meetings")
        series = self.workspace.shared.get(SERIES, self._series)
        return series.title if series else _("Meetings without a series")

    def _nothing(self) -> list[PickRow]:
        if self._sought:
            return [PickRow("", _("reading…") if self._is_gathering() else _("Nothing found"), heading=True)]
        rows = [PickRow("", _("No meetings yet: press n"), heading=True)]
        if not self.workspace.shared.all(PEOPLE):
            rows.append(PickRow("", _("kgw setup: for colleagues' names"), heading=True))
        return rows

    def _idle(self) -> set[str]:
        """What does nothing to what is chosen: an agenda is for what isn't closed, a document for what has begun."""
        meeting = self._chosen()
        idle: set[str] = set()
        if meeting is None or meeting.state == "closed":
            idle.add("meeting.prepare")
        if meeting is None or meeting.state == "planned":
            idle.add("meeting.export")
        return idle

    def _show_keys(self, *, count: int) -> None:
        keys = self.query_one(KeyRow)
        if self.is_typed_in:
            keys.show([("Esc", _("show all")), ("Enter", _("open")), ("↑↓", _("choose")), ("F1", _("help"))])
        elif not count and not self._sought:
            keys.show([("n", _("new")), ("m", _("start")), ("F1", _("help")), ("q", _("quit"))])
        else:
            self.show_keys_but({"go.meetings", *self._idle()})
        if self._sought:
            found = ngettext("{count} meeting", "{count} meetings", count).format(count=count)
            if self._is_gathering():
                found = _("{found}, still reading…").format(found=found)
            self.say(_("'{words}': {found}; Esc shows all").format(words=self._sought, found=found))
