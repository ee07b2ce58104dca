"""How a meeting, a day and a clock are written on the screens."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from kgw_tui import clock
from kgw_tui.capture.day_words import say_date
from kgw_tui.i18n import _, current_language
from kgw_tui.records.meetings import Meeting
from kgw_tui.rules.attendance import attendance
from kgw_tui.rules.dossier import Dossier


def day(date: dt.date) -> str:
    """A day with its weekday, as short as it can be said today: di 24 nov."""
    return say_date(date, clock.today(), current_language())


def wall(moment: dt.datetime | None) -> str:
    """The time on the wall of a moment in UTC: 13:04; "" for none."""
    return moment.astimezone().strftime("%H:%M") if moment else ""


def meeting_line(meeting: Meeting) -> str:
    """A meeting in a list or a search: its title and day."""
    return f"{meeting.title or _('Meeting')} · {day(meeting.date)}"


def short_folder(path: Path) -> str:
    """The folder of a file, as short as it can be told: `~/Documenten`."""
    folder = path.resolve().parent
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)


def short_path(path: Path) -> str:
    """A file, as short as it can be told: `~/notulen.docx`."""
    return str(Path(short_folder(path)) / path.name)


def who_was_there(dossier: Dossier, *, general: bool) -> str:
    """Who was there and who wasn't, on one line, as the heading of the minutes says it; of `general` minutes nobody who
    was there for confidential items alone.
    """
    who = attendance(dossier, general=general)
    said = [
        (_("Present: {names}"), who.present),
        (_("Guests: {names}"), who.guests),
        (_("Absent: {names}"), who.absent),
        (_("Not recorded: {names}"), who.unknown),
    ]
    return " · ".join(words.format(names=", ".join(map(str, names))) for words, names in said if names)
