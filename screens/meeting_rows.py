"""The rows of the list of meetings: headings, meetings and series, as wide as the screen is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from kgw_tui import clock
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.meetings import Meeting
from kgw_tui.rules.wording import meeting_word
from kgw_tui.usecases.finding import Parted, SeriesOverview

from .unfinished_words import with_unfinished
from .widgets.pick_list import PickRow
from .words import day, wall

NO_SERIES = "-"
"""The id of the row of the meetings without a series."""


def meeting_rows(
    parted: Parted,
    groups: Mapping[str, str],
    today: dt.date,
    *,
    wide: bool,
    found: Mapping[str, str] | None = None,
    left: Mapping[str, int] | None = None,
) -> list[PickRow]:
    """The meetings under headings. `groups` is their names by id, `found` what was found in which meeting (id), and
    `left` how many unfinished lines it has.
    """
    everything = (*parted.running, *parted.upcoming, *parted.past)
    days = {meeting.date: day(meeting.date) for meeting in everything}
    # Days of another year stick out: lined up with them, the titles would get too little of a narrow screen.
    widest = max((len(said) for date, said in days.items() if date.year == today.year), default=0)
    timed = wide and any(meeting.start or meeting.started_at for meeting in everything)
    doubled = Counter((meeting.date, meeting.title) for meeting in everything)
    rows: list[PickRow] = []
    for heading, meetings in (
        (_("Running"), parted.running),
        (_("To come"), parted.upcoming),
        (_("Past"), parted.past),
    ):
        if meetings:
            rows.append(PickRow("", heading, heading=True))
        for meeting in meetings:
            parts = [days[meeting.date].ljust(widest)]
            if timed:
                parts.append(_time(meeting).ljust(5))
            elif doubled[meeting.date, meeting.title] > 1:  # two of one name and day are told apart
                parts.append(_time(meeting))
            parts.append(meeting.title or _("Meeting"))
            group = groups.get(meeting.group, "") if wide else ""
            shown = (found or {}).get(meeting.id, "") or (group if group != meeting.title else "")
            state = with_unfinished((left or {}).get(meeting.id, 0), _state(meeting, today), wide=wide)
            rows.append(PickRow(meeting.id, "  ".join(parts), state, middle=shown))
    return rows


def series_rows(overview: Iterable[SeriesOverview], *, wide: bool) -> list[PickRow]:
    """The series, each with its last and next meeting; where there is no room for both, the next."""
    rows: list[PickRow] = []
    for each in overview:
        last = _("last {day}").format(day=day(each.last.date)) if each.last else ""
        coming = _("next {day}").format(day=day(each.next.date)) if each.next else ""
        if each.next and each.next.state == "running":
            coming = _("running")
        said = [last, coming] if wide else [coming or last]
        title = each.title or _("Meetings without a series")
        count = ngettext("{count} meeting", "{count} meetings", each.count).format(count=each.count)
        right = " · ".join(filter(None, said))
        rows.append(PickRow(each.id or NO_SERIES, title, right, middle=count if wide else ""))
    return rows


def _time(meeting: Meeting) -> str:
    return f"{meeting.start:%H:%M}" if meeting.start else wall(meeting.started_at)


def _state(meeting: Meeting, today: dt.date) -> str:
    """Where it stands; of one that should have been, that it never began."""
    if meeting.state == "planned" and (meeting.date, meeting.start or dt.time.max) < (today, clock.local_time()):
        return _("not begun")
    return meeting_word(meeting)
