"""Reading meetings: by what somebody calls one, with all its parts, and the directory of people around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from kgw_tui import clock
from kgw_tui.capture.date_readings import Calendar
from kgw_tui.capture.parsed import LineContext
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _, current_language, english_month_first
from kgw_tui.records.entries import ENTRIES, Action, Question
from kgw_tui.records.meetings import ITEMS, MEETINGS, Meeting
from kgw_tui.records.people import GROUPS, PEOPLE, Group
from kgw_tui.rules.directory import Directory, fold
from kgw_tui.rules.dossier import Dossier, Earlier, put_together, with_what_belongs
from kgw_tui.rules.sequence import following, held
from kgw_tui.store import Reader
from kgw_tui.workspace import Workspace

_MOST_NAMED: Final = 8


def directory_of(workspace: Workspace, meeting: Meeting | None = None) -> Directory:
    """Everybody known, those of `meeting` (its attendees and the members of its group) preferred."""
    preferred: set[str] = set()
    if meeting is not None:
        preferred.update(attendee.who.person for attendee in meeting.attendees if attendee.who.person)
        group = workspace.shared.get(GROUPS, meeting.group) if meeting.group else None
        preferred.update(group.members if group else ())
    everybody = workspace.shared.all(PEOPLE)
    return Directory(
        people=tuple(person for person in everybody if not person.erased),
        erased=tuple(person for person in everybody if person.erased),
        preferred=frozenset(preferred),
        writer=workspace.settings.writer,
        extra_roles=workspace.settings.roles,
    )


def calendar_of(workspace: Workspace, meeting: Meeting | None = None, *, looking_back: bool = False) -> Calendar:
    """What dates are read against: the meeting's day (live: today), the next one of its series, the holidays."""
    today = clock.today()
    next_meeting = next_in_series(workspace.shared, meeting) if meeting else None
    return Calendar(
        today=meeting.date if meeting and meeting.state != "running" else today,
        language=current_language(),
        month_first=english_month_first(),
        next_meeting=next_meeting.date if next_meeting else None,
        holidays={fold(holiday.name): (holiday.first, holiday.last) for holiday in workspace.settings.holidays},
        looking_back=looking_back,
    )


def line_context(workspace: Workspace, meeting: Meeting | None = None, *, looking_back: bool = False) -> LineContext:
    """What a line is read against, in `meeting` or outside one: who is known, and the day; with `looking_back`, for
    what was heard, days that are past.
    """
    calendar = calendar_of(workspace, meeting, looking_back=looking_back)
    return LineContext(directory_of(workspace, meeting), calendar)


def next_in_series(reader: Reader, meeting: Meeting) -> Meeting | None:
    """The first meeting of the same series after this one, or None; not one that was planned and never held."""
    return next(iter(_after(reader, meeting)), None)


def planned_after(reader: Reader, meeting: Meeting, date: dt.date | None = None) -> Meeting | None:
    """The meeting that is planned after this one in its series: the one on `date`, else the first."""
    planned = [other for other in _after(reader, meeting) if other.state == "planned"]
    return next((other for other in planned if other.date == date), planned[0] if planned else None)


def running_meetings(reader: Reader) -> list[Meeting]:
    """The meetings that run now."""
    return [meeting for meeting in reader.all(MEETINGS) if meeting.state == "running"]


def is_watched(workspace: Workspace) -> bool:
    """Whether a meeting runs, and there may be eyes in the room (PRODUCT.md, principle 8)."""
    return bool(running_meetings(workspace.shared))


def meetings_newest_first(reader: Reader) -> list[Meeting]:
    """All meetings: a running one first, then by date and time, the latest first."""
    return sorted(reader.all(MEETINGS), key=lambda meeting: (meeting.state == "running", held(meeting)), reverse=True)


def find_meeting(reader: Reader, name: str, *, for_series: bool = False) -> Meeting:
    """The meeting that `name` means: `last` (the latest that has begun), an id or the beginning of one, a handle
    (`M-7`), a date (`2026-11-24`) or its title.

    Raises NotFound with a sentence, and Refused with their handles when a date or a title fits several; `for_series`,
    when it is about the series only, takes the latest of those that are all of one series.
    """
    meetings = sorted(reader.all(MEETINGS), key=held, reverse=True)
    wanted = fold(name)
    if wanted in {"last", "laatste"}:
        begun = [meeting for meeting in meetings if meeting.state != "planned"]
        if begun:
            return begun[0]
        raise NotFound(_("there is no meeting yet; start one with kgw, or import one with kgw import FILE"))
    for meeting in meetings:
        if wanted in {meeting.id, meeting.handle.casefold()}:
            return meeting
    called = [meeting for meeting in meetings if wanted in {meeting.date.isoformat(), fold(meeting.title)}]
    if not called and len(wanted) >= 6:
        called = [meeting for meeting in meetings if meeting.id.startswith(wanted)]
    one_series = for_series and len({meeting.series or meeting.id for meeting in called}) == 1
    if len(called) == 1 or one_series:
        return called[0]
    if called:
        shown = ", ".join(_which(meeting) for meeting in called[:_MOST_NAMED])
        more = ", …" if len(called) > _MOST_NAMED else ""
        words = _("several meetings answer to '{name}'; say which by its number: {meetings}")
        raise Refused(words.format(name=name, meetings=shown + more))
    raise NotFound(_("no meeting answers to '{name}'; kgw list meetings shows them all").format(name=name))


def _after(reader: Reader, meeting: Meeting) -> list[Meeting]:
    series = reader.query(MEETINGS, series=meeting.series) if meeting.series else []
    return following(series, meeting, clock.today())


def _which(meeting: Meeting) -> str:
    """A meeting by its handle, and what tells it from others: `M-3 (MT-overleg 2026-11-24 15:00)`."""
    start = f" {meeting.start:%H:%M}" if meeting.start else ""
    return f"{meeting.handle or meeting.id} ({meeting.title} {meeting.date.isoformat()}{start})"


def dossier_of(workspace: Workspace, meeting: Meeting) -> Dossier:
    """`meeting` with its items, entries, group, directory, and what is open from before in its series."""
    return read_dossier(workspace.shared, meeting, directory_of(workspace, meeting))


def read_dossier(
    reader: Reader, meeting: Meeting, directory: Directory, earlier: Sequence[Earlier] | None = None
) -> Dossier:
    """The same from any reader, with a directory (and what was `said_earlier`) that was read before."""
    from kgw_tui.usecases.origins import origins_of  # the file grammar, no need of the list

    group: Group | None = reader.get(GROUPS, meeting.group) if meeting.group else None
    earlier = said_earlier(reader, meeting) if earlier is None else earlier
    items = reader.query(ITEMS, meeting=meeting.id)
    return put_together(
        meeting,
        items,
        reader.query(ENTRIES, meeting=meeting.id),
        directory,
        group=group,
        open_before=[each for each in earlier if each.entry.status == "open"],
        settled_here=[each for each in earlier if each.entry.closed_in == meeting.id],
        origins=origins_of(reader, items),
    )


def said_earlier(reader: Reader, meeting: Meeting) -> list[Earlier]:
    """The actions and questions of earlier meetings of the same series, oldest first.

    Not those of a confidential item: the list that they would come into is read by more people (WORD.md).
    """
    if not meeting.series:
        return []
    others = reader.query(MEETINGS, series=meeting.series)
    earlier = [other for other in others if held(other) < held(meeting)]
    return [each for other in sorted(earlier, key=held) for each in _to_do_in(reader, other)]


def _to_do_in(reader: Reader, meeting: Meeting) -> list[Earlier]:
    items = {item.id: item for item in reader.query(ITEMS, meeting=meeting.id)}
    entries = sorted(reader.query(ENTRIES, meeting=meeting.id), key=lambda entry: (entry.order, entry.id))
    inside = [entry.id for entry in entries if entry.held_back]
    held = with_what_belongs(entries, inside) if inside else frozenset[str]()
    found = [Earlier(e, meeting, items.get(e.item), e.id in held) for e in entries if isinstance(e, Action | Question)]
    return [each for each in found if not (each.item and each.item.confidential)]
