"""What stands in the rows of the live meeting, as text: where one is, how the time stands, what is still open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kgw_tui.commands import slash
from kgw_tui.content import PhaseGuide
from kgw_tui.i18n import _, ngettext
from kgw_tui.records.entries import Assumption
from kgw_tui.records.meetings import AgendaItem, Phase
from kgw_tui.rules.agenda import PHASES, seconds_spent
from kgw_tui.rules.clocks import Expected, Forecast, over
from kgw_tui.usecases.live import LiveMeeting
from kgw_tui.usecases.reviewing import to_adopt

from .widgets.agenda_column import AgendaRow
from .words import day, wall

ROUGHLY = 5
"""To so many minutes is said when what is to come begins."""


def heading(live: LiveMeeting, now: dt.datetime) -> str:
    """The meeting, its day and the time on the wall."""
    meeting = live.meeting
    words = [meeting.title or _("Meeting"), day(meeting.date), wall(now)]
    if meeting.state == "closed":  # by another terminal, while this one shows it
        words.append(_("closed"))
    return " · ".join(words)


def standing(live: LiveMeeting, now: dt.datetime) -> tuple[str, bool]:
    """Which item of how many, and its minutes against the budget; and whether it is over."""
    items, item = live.items, live.item
    if item is None:
        return (_("before the first item") if items else ""), False
    place = _("item {number}/{count}").format(number=items.index(item) + 1, count=len(items))
    spent = seconds_spent(item, now) // 60
    if not item.minutes:
        return f"{place} · " + _("{spent} min").format(spent=spent), False
    return f"{place} · " + _("{spent} of {minutes} min").format(spent=spent, minutes=item.minutes), over(item, now)


def waiting_words(count: int) -> str:
    """How many lines aren't saved yet; "" for none."""
    return ngettext("{count} not saved", "{count} not saved", count).format(count=count) if count else ""


def agenda_rows(live: LiveMeeting, outlook: Forecast, now: dt.datetime, phases: Sequence[str]) -> list[AgendaRow]:
    """The agenda as it stands beside the entries where there is room."""
    expected = {each.item.id: each for each in outlook.to_come}
    name = live.context.directory.short_name
    rows: list[AgendaRow] = []
    for number, item in enumerate(live.items, 1):
        current = item.id == live.meeting.current_item
        spent = seconds_spent(item, now) // 60
        coming = expected.get(item.id)
        rows.append(
            AgendaRow(
                item_id=item.id,
                number=number,
                title=item.title,
                state=item.state,
                current=current,
                confidential=item.confidential,
                spent=spent if current or item.spent else None,
                minutes=item.minutes,
                over=current and over(item, now),
                begins=wall(_about(coming)) if coming else "",
                later=max(ROUGHLY * round(coming.later / ROUGHLY), 0) if coming else 0,
                led_by=name(item.led_by) if item.led_by else "",
                phases=tuple(phases) if current and item.phase else (),
                phase=PHASES.index(item.phase) if item.phase else -1,
            )
        )
    return rows


def _about(coming: Expected) -> dt.datetime:
    """When an item begins: by the plan, or, when that is late, to five minutes; it changes each minute otherwise."""
    planned = coming.begins - dt.timedelta(minutes=coming.later)
    return planned + dt.timedelta(minutes=ROUGHLY * round(coming.later / ROUGHLY))


def road(live: LiveMeeting, guides: tuple[PhaseGuide, ...], question: int) -> tuple[list[str], int, str]:
    """The names of the phases, the index of the current one (-1: none) and its question in view, or the item's hint."""
    phase = live.phase
    names = [guide.title.lower() for guide in guides]
    if phase == "":
        item = live.item
        if item is not None and item.adopts and to_adopt(live):
            return names, -1, _("{command} adopts these minutes").format(command=slash("minutes.adopt"))
        return names, -1, item.hint if item else ""
    guide = guides[PHASES.index(phase)]
    return names, PHASES.index(phase), guide.prompt[question % len(guide.prompt)].ask


def welcome(live: LiveMeeting) -> str:
    """What to say before the first line: what is open from before, who is expected, or how to begin."""
    told: list[str] = []
    left = len(live.dossier.open_before)
    if left:
        words = ngettext("{count} still open from before: ^o", "{count} still open from before: ^o", left)
        told.append(words.format(count=left))
    expected = sum(attendee.present is None for attendee in live.meeting.attendees)
    if expected:
        word = " ".join((slash("meeting.present"), _("all")))
        told.append(_("{count} expected: {command}").format(count=expected, command=word))
    return " · ".join(told) or _("type, and press Enter. # item, ! action, ? assumption; F1 helps")


def led_elsewhere(live: LiveMeeting) -> bool:
    """Whether somebody else than the chair leads the current item; then the panel shows what the chair can do."""
    item = live.item
    if item is None:
        return False
    return item.led_by != live.meeting.chair if item.led_by is not None else item.lead == "expert"


def still_open(live: LiveMeeting, item: AgendaItem | None) -> str:
    """In one line, which assumptions of an item nobody has checked yet; "" when there are none."""
    if item is None:
        return ""
    untested = [
        entry
        for entry in live.dossier.entries()
        if isinstance(entry, Assumption) and entry.item == item.id and entry.status == "untested"
    ]
    if not untested:
        return ""
    words = ngettext(
        "still open: {count} assumption not checked", "still open: {count} assumptions not checked", len(untested)
    ).format(count=len(untested))
    return f"{words} ({untested[0].text})" if len(untested) == 1 else words


def phase_name(phase: Phase, guides: tuple[PhaseGuide, ...]) -> str:
    """The phase in words: Waarom; "" for none."""
    return next((guide.title for guide in guides if guide.id == phase), "")
