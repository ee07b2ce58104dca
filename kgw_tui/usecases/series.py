"""A series: which one a meeting belongs to, the group that meets in it, and the agenda that it goes on with."""

from __future__ import annotations

import msgspec

from kgw_tui.content import AgendaTemplate, Content
from kgw_tui.i18n import LANGUAGES, _, language
from kgw_tui.records.meetings import MEETINGS, Attendee, Meeting
from kgw_tui.records.people import GROUPS, SERIES, Group, Series, Who
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import fold
from kgw_tui.store import Reader, Transaction
from kgw_tui.usecases.reading import held


def series_called(tx: Transaction, title: str, agenda: str, by: str) -> Series:
    """The series of that title, or called as the kind of meeting is for short (`MT`); a new one where there is none.

    One without any meeting, whose title is the first words of this one (the `MT` of a setup, for `MT-overleg`), gives
    way: it gets the title.
    """
    known = series_known_as(tx, title, agenda) or giving_way(tx, title)
    if known is None:
        known = msgspec.convert({**stamp(by), "title": title, "agenda": agenda}, Series)
    tx.put(SERIES, known)
    return known


def giving_way(reader: Reader, title: str, group: str = "") -> Series | None:
    """A series in which nobody has met, that meant the meetings called `title` (of the group with the id `group`): its
    title is their first words. With its new title, which the caller puts; None where there is none.
    """
    for series in reader.all(SERIES):
        meant = begins_with(fold(title), fold(series.title)) and (not group or series.group in {"", group})
        if meant and not reader.query(MEETINGS, series=series.id):
            return msgspec.structs.replace(series, title=title)
    return None


def series_of(tx: Transaction, meeting: Meeting, by: str) -> Series:
    """The series that a meeting without one belongs to when it goes on: by its title; one of its own, when it was
    never called anything.
    """
    if fold(meeting.title) not in {"", *map(fold, _untitled())}:
        return series_called(tx, meeting.title, meeting.agenda, by)
    series = msgspec.convert({**stamp(by), "title": meeting.title or _("Meeting"), "agenda": meeting.agenda}, Series)
    tx.put(SERIES, series)
    return series


def join_series(tx: Transaction, meeting: Meeting, by: str) -> Meeting:
    """`meeting`, which has just been given its title, in the series of that title if it is in none yet; its group is
    that of the series when it has none. The caller puts it.
    """
    if meeting.series or fold(meeting.title) in {"", *map(fold, _untitled())}:
        return meeting
    series = series_called(tx, meeting.title, meeting.agenda, by)
    group = None if meeting.group else group_meeting(tx, series, meeting.title)
    return msgspec.structs.replace(meeting, series=series.id, group=group.id if group else meeting.group)


def _untitled() -> list[str]:
    """What a meeting is called that nobody has called anything, in each language."""
    words: list[str] = []
    for code in LANGUAGES:
        with language(code):
            words.append(_("Meeting"))
    return words


def series_known_as(reader: Reader, title: str, agenda: str) -> Series | None:
    """The series of that title, else one called as the kind of meeting is for short; None where there is none."""
    series = reader.all(SERIES)
    for wanted in (fold(title), agenda):
        found = next((each for each in series if wanted and fold(each.title) == wanted), None)
        if found is not None:
            return found
    return None


def last_of(reader: Reader, series: Series) -> Meeting | None:
    """The last meeting of `series` that has begun."""
    begun = [each for each in reader.query(MEETINGS, series=series.id) if each.state != "planned"]
    return max(begun, key=held, default=None)


def expected_after(reader: Reader, meeting: Meeting) -> tuple[Attendee, ...]:
    """Who is expected after `meeting`: who was there, or should have been, but guests; then the rest of the group.

    Where nobody was noted there, and no group says who meets, those of the meeting of the series before it.
    """
    group = reader.get(GROUPS, meeting.group) if meeting.group else None
    series = reader.query(MEETINGS, series=meeting.series) if meeting.series else []
    before = [meeting, *sorted((each for each in series if held(each) < held(meeting)), key=held, reverse=True)]
    noted = [[each.who for each in one.attendees if not each.guest] for one in (before[:1] if group else before)]
    whos = list(next(filter(None, noted), ()))
    whos += [Who(person=member) for member in (group.members if group else ())]
    return tuple(Attendee(who, present=None) for who in dict.fromkeys(whos))


def group_meeting(reader: Reader, series: Series, title: str) -> Group | None:
    """The group of `series`, else the one of whose name `title` is, or begins with."""
    if series.group:
        return reader.get(GROUPS, series.group)
    return next((group for group in reader.all(GROUPS) if begins_with(fold(title), fold(group.name))), None)


def agenda_in_series(reader: Reader, series: Series, content: Content) -> AgendaTemplate | None:
    """The agenda that the next meeting of `series` starts with, or None.

    The one the series has, else that of its last meeting that had one, else the kind of meeting that is called as
    the series is (by title or by id: `MT`).
    """
    meetings = reader.query(MEETINGS, series=series.id)
    had = [meeting.agenda for meeting in sorted(meetings, key=held, reverse=True) if meeting.agenda]
    for agenda in (series.agenda, *had):
        template = content.agenda(agenda) if agenda else None
        if template is not None:
            return template
    title = fold(series.title)
    return next((template for template in content.agendas if title in {fold(template.title), template.id}), None)


def begins_with(title: str, name: str) -> bool:
    """Whether `name` is the title, or its first words: `MT` of `MT-overleg`."""
    return bool(name) and title.startswith(name) and not title[len(name) : len(name) + 1].isalnum()
