"""The agenda that is being prepared, as rows and words: when each item begins, its phase, leader, papers and time."""

from __future__ import annotations

import datetime as dt
from typing import Final

from kgw_tui.capture.header_words import write_times
from kgw_tui.i18n import N_, _, ngettext
from kgw_tui.records.meetings import AgendaItem, Meeting, Phase
from kgw_tui.rules.agenda import planned_minutes, planned_times
from kgw_tui.rules.directory import Directory
from kgw_tui.usecases.agenda_line import write_papers
from kgw_tui.usecases.carrying import CarriedOver, Why
from kgw_tui.usecases.preparing import Preparing

from .widgets.cells import width_of
from .widgets.rows import EntryRow, HeadingRow, Row
from .words import day

PHASES: Final[dict[Phase, str]] = {"": "", "why": N_("why"), "what": N_("what"), "how": N_("how")}
LEADS: Final[dict[str, str]] = {"expert": N_("an expert leads"), "any": N_("everybody")}
WHYS: Final[dict[Why, str]] = {
    "undiscussed": N_("not discussed"),
    "deferred": N_("put off"),
    "halfway": N_("parked halfway"),
    "parked": N_("parked"),
}
AMPLE: Final = 110
"""From this width on the papers stand there by name."""
_DAY: Final = 24 * 60


def agenda_rows(preparing: Preparing, *, wide: bool, ample: bool = False) -> list[Row]:
    """The items in order, and below them what can come back; in fewer words where the screen isn't `wide`, and with
    the names of the papers where it is `ample`.
    """
    meeting, items = preparing.meeting, preparing.items
    rows: list[Row] = []
    for number, (item, begins) in enumerate(zip(items, planned_times(items, meeting.start), strict=True), 1):
        rows.append(
            EntryRow(
                entry_id=item.id,
                text=f"{number} {item.title}",
                time=f"{begins:%H:%M}" if begins else "",
                mark={"done": "✓", "parked": ">"}.get(item.state, ""),
                right=_about(preparing, item, wide=wide, ample=ample),
                tone=_tone(item, meeting),
            )
        )
    offers = preparing.offers()
    if offers:
        rows.append(HeadingRow("", len(offers), ngettext("can come back", "can come back", len(offers))))
        rows += [_offer(offer, wide=wide) for offer in offers]
    return rows


def heading(meeting: Meeting, room: int) -> str:
    """The meeting that is being prepared, its day, and as far as `room` cells go its time and place."""
    times = write_times(meeting.start, meeting.end)
    words = [meeting.title or _("Meeting"), day(meeting.date), *filter(None, (times, meeting.place))]
    while len(words) > 2 and width_of(" · ".join(words)) > room:
        words.pop()
    return " · ".join(words)


def standing(meeting: Meeting, items: list[AgendaItem], *, wide: bool) -> tuple[str, bool]:
    """The time of all items together against that of the meeting; and whether it is more than there is."""
    total = planned_minutes(items)
    without = sum(item.minutes is None for item in items)
    end = ngettext(" · {count} untimed", " · {count} untimed", without).format(count=without) if without else ""
    end = end if wide else ""
    room = length(meeting)
    if room is not None and total > room:
        more = _("{more} min too long") if wide else _("{more} too long")
        return more.format(more=total - room) + end, True
    if room is not None:
        return _("{total} of {room} min").format(total=total, room=room) + end, False
    if meeting.start is None or not total:
        return (_("{total} min").format(total=total) + end if items else ""), False
    minutes = (meeting.start.hour * 60 + meeting.start.minute + total) % _DAY
    until = dt.time(minutes // 60, minutes % 60)
    return _("{total} min, until {time}").format(total=total, time=f"{until:%H:%M}") + end, False


def length(meeting: Meeting) -> int | None:
    """How many minutes the meeting lasts by its times; None where these don't say."""
    start, end = meeting.start, meeting.end
    if start is None or end is None or end <= start:
        return None
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def more_about(item: AgendaItem) -> str:
    """What a row has no place for: the names of the papers, what was heard, and the hint of the kind of meeting."""
    papers = _("papers: {names}").format(names=write_papers(item.papers)) if item.papers else ""
    heard = _("{what}; w shows all").format(what=item.facts[0]) if item.facts else ""
    return " · ".join(part for part in (papers, heard, item.hint) if part)


def lead_words(item: AgendaItem, directory: Directory) -> str:
    """Who leads an item, as short as it can be said; "" for the chair."""
    if item.led_by is not None:
        return directory.short_name(item.led_by)
    return _(LEADS[item.lead]) if item.lead in LEADS else ""


def _about(preparing: Preparing, item: AgendaItem, *, wide: bool, ample: bool) -> str:
    """What stands at the right of an item; its minutes at the edge, below each other."""
    directory, guests = preparing.directory, preparing.guests(item.id)
    words = [_hidden(wide=wide) if item.confidential else ""]
    words += [PHASES[item.phase] and _(PHASES[item.phase]), lead_words(item, directory)]
    if guests:
        names = ", ".join(map(directory.short_name, guests))
        words.append(ngettext("guest {names}", "guests {names}", len(guests)).format(names=names))
    if item.papers and wide:
        count = len(item.papers)
        counted = ngettext("{count} paper", "{count} papers", count).format(count=count)
        words.append(write_papers(item.papers) if ample else counted)
    if item.facts:
        words.append(_("heard ({count})").format(count=len(item.facts)))
    minutes = str(item.minutes) if item.minutes is not None else "–"
    words.append(_("{total} min").format(total=minutes) if wide and item.minutes is not None else minutes)
    return " · ".join(word for word in words if word)


def _tone(item: AgendaItem, meeting: Meeting) -> str:
    if meeting.state == "running" and item.id == meeting.current_item:
        return "current"
    return "note" if item.state == "open" else "closed"


def _hidden(*, wide: bool) -> str:
    return _("confidential") if wide else _("conf.")


def _offer(offer: CarriedOver, *, wide: bool) -> EntryRow:
    said = [
        _("confidential") if offer.confidential else "",
        _(WHYS[offer.why]),
        day(offer.meeting.date) if wide else "",
    ]
    right = " · ".join(word for word in said if word)
    return EntryRow(entry_id=offer.id, text=offer.title, mark="←", right=right, tone="movement")
