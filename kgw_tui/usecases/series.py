"""A series: which one a meeting belongs to, the group that meets in it, and the agenda that it goes on with."""

from __future__ import annotations

import msgspec

from kgw_tui.content import AgendaTemplate, Content
from kgw_tui.i18n import LANGUAGES, _, language
from kgw_tui.records.meetings import MEETINGS, Meeting
from kgw_tui.records.people import GROUPS, SERIES, Group, Series
from kgw_tui.records.record import stamp
from kgw_tui.rules.directory import fold
from kgw_tui.store import Reader, Transaction
from kgw_tui.usecases.reading import held


def series_called(tx: Transaction, title: str, agenda: str, by: str) -> Series:
    """The series of that title, or called as the kind of meeting is for short (`MT`); a new one where there is none."""
    known = series_known_as(tx, title, agenda)
    if known is not None:
        return known
    series = msgspec.convert({**stamp(by), "title": title, "agenda": agenda}, Series)
    tx.put(SERIES, series)
    return series


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
    """The series of that title, or called as the kind of meeting is for short; None where there is none."""
    wanted = {fold(title), agenda or fold(title)}
    return next((series for series in reader.all(SERIES) if fold(series.title) in wanted), None)


def group_meeting(reader: Reader, series: Series, title: str) -> Group | None:
    """The group of `series`, else the one of whose name `title` is, or begins with."""
    if series.group:
        return reader.get(GROUPS, series.group)
    return next((group for group in reader.all(GROUPS) if _begins_with(fold(title), fold(group.name))), None)


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


def _begins_with(title: str, name: str) -> bool:
    """Whether `name` is the title, or its first words: `MT` of `MT-overleg`."""
    return bool(name) and title.startswith(name) and not title[len(name) : len(name) + 1].isalnum()
