"""How a meeting, a day and a clock are written on the screens."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from kgw_tui import clock
from kgw_tui.capture.day_words import say_date
from kgw_tui.i18n import _, current_language
from kgw_tui.records.meetings import Meeting
from kgw_tui.records.people import Who
from kgw_tui.rules.dossier import Dossier
from kgw_tui.rules.presence import moment_text


def day(date: dt.date) -> str:
    """A day with its weekday, as short as it can be said today: di 24 nov."""
    return say_date(date, clock.today(), current_language())


def wall(moment: dt.datetime | None) -> str:
    """The time on the wall of a moment in UTC: 13:04; "" for none."""
    return moment.astimezone().strftime("%H:%M") if moment else ""


def meeting_line(meeting: Meeting) -> str:
    """A meeting in a list or a search: its title and day."""
    return f"{meeting.title or _('Meeting')} · {day(meeting.date)}"


def state_word(meeting: Meeting) -> str:
    """Where a meeting stands: planned, running, or what its minutes are."""
    if meeting.state == "running":
        return _("running")
    if meeting.state == "planned":
        return _("planned")
    return minutes_word(meeting)


def minutes_word(meeting: Meeting) -> str:
    """Where the minutes stand: concept, nagelezen, verzonden, vastgesteld (WORD.md)."""
    words = {"draft": _("draft"), "reviewed": _("read through"), "sent": _("sent"), "adopted": _("adopted")}
    return words[meeting.minutes_state]


def short_folder(path: Path) -> str:
    """The folder of a file, as short as it can be told: `~/Documenten`."""
    folder = path.resolve().parent
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder)


def present_names(dossier: Dossier) -> tuple[list[str], list[str]]:
    """The full names of who were present (those who came later with the time), and of who were absent all along."""
    name = dossier.directory.name
    opening = opening_whos(dossier)
    late = {move.who: move.time for move in reversed(dossier.movements) if move.arrives and move.who not in opening}
    absent = [each.who for each in dossier.meeting.attendees if each.present is False and each.who not in late]
    present = [name(who) for who in opening]
    for who, time in late.items():
        present.append(_("{name} (from {time})").format(name=name(who), time=moment_text(time)) if time else name(who))
    return present, [name(who) for who in absent]


def opening_whos(dossier: Dossier) -> list[Who]:
    """Who were there at the opening: chair and minute-taker first, then the others."""
    meeting = dossier.meeting
    present = [attendee.who for attendee in meeting.attendees if attendee.present]
    absent = {attendee.who for attendee in meeting.attendees if attendee.present is False}
    leading = [who for who in (meeting.chair, meeting.minute_taker) if who is not None and who not in absent]
    return list(dict.fromkeys([*leading, *present]))
