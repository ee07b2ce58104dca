"""What comes back by itself in the next meeting of a series: what was left, and what it becomes on the agenda."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

import msgspec

from kgw_tui import clock
from kgw_tui.records.entries import ENTRIES, AnyEntry, Parked
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.records.record import stamp
from kgw_tui.rules.agenda import in_order, inserted
from kgw_tui.rules.discussed import was_discussed
from kgw_tui.rules.dossier import with_what_belongs
from kgw_tui.rules.sequence import held, is_to_come
from kgw_tui.store import Reader, Transaction
from kgw_tui.text import clean_line

Why = Literal["undiscussed", "deferred", "halfway", "parked"]
"""Nobody came to it, it was put off, it was parked halfway, or it was put on the parking lot (`>`)."""

ADOPTING: Final = 5
"""Minutes for adopting the minutes of the last meeting."""

_PREPARED: Final = ("title", "minutes", "led_by", "papers", "facts")
"""What somebody changes of an item to prepare it."""
_WHY: Final[dict[str, Why]] = {"deferred": "deferred", "parked": "halfway"}


@dataclass(frozen=True)
class CarriedOver:
    """An item or a parked entry of an earlier `meeting` that comes back, and as what.

    `confidential` when it was said in a confidential item, or was kept out of the minutes: what comes of it is so too.
    """

    source: AgendaItem | Parked
    meeting: Meeting
    why: Why
    confidential: bool = False

    @property
    def id(self) -> str:
        """The id of the item or entry, which the item that it becomes names as `carried_from`."""
        return self.source.id

    @property
    def title(self) -> str:
        """What the item is called that it becomes."""
        return self.source.title if isinstance(self.source, AgendaItem) else clean_line(self.source.text)

    @property
    def minutes(self) -> int | None:
        """The budget that it had, in minutes."""
        return self.source.minutes if isinstance(self.source, AgendaItem) else None


def what_comes_back(reader: Reader, meeting: Meeting, *, closing: str = "") -> list[CarriedOver]:
    """What of the earlier meetings of the series may stand on the agenda of `meeting`, oldest meeting first.

    Of each closed meeting (and of the one with the id `closing`, whose closing this is part of): the items that were
    put off, parked halfway, or not discussed, and the parked entries; as long as it wasn't dropped, and no other
    meeting has taken it up: one that has begun, or one that is planned and still to come, either before `meeting` or
    with what somebody has prepared of it. A meeting that was planned and never held keeps nothing. Of a meeting that
    was written down afterwards (imported) an item without lines may well have been discussed: it doesn't come back.
    """
    if not meeting.series:
        return []
    series = sorted(reader.query(MEETINGS, series=meeting.series), key=held)
    items = {each.id: in_order(reader.query(ITEMS, meeting=each.id)) for each in series}
    come = {
        item.carried_from
        for other in series
        for item in items[other.id]
        if item.carried_from and _takes_up(reader, other, item, meeting)
    }
    found: list[CarriedOver] = []
    for other in series:
        if held(other) < held(meeting) and (other.state == "closed" or other.id == closing):
            found += [each for each in _left_by(reader, other, items[other.id]) if each.id not in come]
    return found


def may_come(reader: Reader, meeting: Meeting, items: Iterable[AgendaItem], *, closing: str = "") -> list[CarriedOver]:
    """What comes back and may stand beside these items of `meeting`: not what its kind of meeting brings by itself,
    and not minutes that stand there already, or have been adopted or dealt with since.
    """
    items = list(items)
    own = {(item.template, item.title) for item in items if item.template}
    minutes = {item.adopts for item in items if item.adopts}
    found: list[CarriedOver] = []
    for carried in what_comes_back(reader, meeting, closing=closing):
        source = carried.source
        if isinstance(source, AgendaItem):
            if (source.template, carried.title) in own:
                continue
            if source.adopts and (source.adopts in minutes or _is_dealt_with(reader, meeting, source.adopts)):
                continue
            minutes.add(source.adopts)
        found.append(carried)
    return found


def put_in(tx: Transaction, items: list[AgendaItem], new: AgendaItem, index: int) -> list[AgendaItem]:
    """Write `new` at `index` of the agenda `items`; gives the agenda as it then stands."""
    written = {item.id: item for item in inserted(items, new, index)}
    for item in written.values():
        tx.put(ITEMS, item)
    return [written.get(item.id, item) for item in (*items[:index], new, *items[index:])]


def item_of(carried: CarriedOver, meeting_id: str, by: str) -> AgendaItem:
    """The agenda item of another meeting that something becomes: with the minutes, the phase, who leads it, and what
    was heard about it.
    """
    source = carried.source
    fields: dict[str, object] = {**stamp(by), "meeting": meeting_id, "title": carried.title}
    if isinstance(source, AgendaItem):
        kept = ("minutes", "phase", "lead", "led_by", "hint", "papers", "adopts", "facts")
        fields |= {name: getattr(source, name) for name in kept}
    fields |= {"confidential": carried.confidential, "carried_from": carried.id}
    return msgspec.convert(fields, AgendaItem)


def is_as_it_came(reader: Reader, item: AgendaItem) -> bool:
    """Whether nobody has prepared anything of an item that came of something, or that adopts minutes: its title, time,
    leader, papers and facts are those of what it came of.
    """
    if not item.carried_from:
        return item.minutes == ADOPTING and item.led_by is None and not item.papers
    source = reader.get(ITEMS, item.carried_from)
    if source is not None:
        return all(getattr(source, name) == getattr(item, name) for name in _PREPARED)
    entry = reader.get(ENTRIES, item.carried_from)
    untouched = item.minutes is None and item.led_by is None and not item.papers
    return untouched and (entry is None or item.title == clean_line(entry.text))


def let_go_of_settled(tx: Transaction, planned: Meeting, meeting: Meeting) -> None:
    """Take off the agenda of a `planned` meeting what `meeting` before it has taken up instead, or what came of
    something in it that was dealt with after all, or is gone. What somebody has prepared since stays.
    """
    mine = tx.query(ITEMS, meeting=meeting.id) if meeting.state != "planned" else []
    taken = {item.carried_from for item in mine} - {""}
    minutes = {item.adopts for item in mine} - {""}
    for item in tx.query(ITEMS, meeting=planned.id):
        if item.state != "open" or item.template or not is_as_it_came(tx, item):
            continue
        settled = bool(item.carried_from) and not item.adopts and _is_settled(tx, item, meeting)
        if settled or item.carried_from in taken or item.adopts in minutes:
            tx.delete(ITEMS, item.id)


def _takes_up(reader: Reader, other: Meeting, item: AgendaItem, meeting: Meeting) -> bool:
    """Whether what became `item` of the meeting `other` isn't to come back in `meeting`."""
    if other.id == meeting.id or other.state != "planned":
        return True
    return is_to_come(other, clock.today()) and (held(other) < held(meeting) or not is_as_it_came(reader, item))


def _left_by(reader: Reader, meeting: Meeting, items: list[AgendaItem]) -> list[CarriedOver]:
    """What one meeting left for later: its items in order, then its parked entries."""
    entries: list[AnyEntry] = reader.query(ENTRIES, meeting=meeting.id)
    kept_out = with_what_belongs(entries, [entry.id for entry in entries if entry.held_back])
    confidential = {item.id for item in items if item.confidential}
    ran_here = meeting.started_at is not None or meeting.closed_at is not None or meeting.state != "closed"
    left: list[CarriedOver] = []
    for item in items:
        passed_over = ran_here and item.state == "open" and not was_discussed(item, entries)
        why: Why | None = _WHY.get(item.state) or ("undiscussed" if passed_over else None)
        if why is not None and item.title:
            left.append(CarriedOver(item, meeting, why, item.confidential))
    for entry in sorted(entries, key=lambda entry: (entry.order, entry.id)):
        if isinstance(entry, Parked) and entry.text.strip():
            hidden = entry.item in confidential or entry.id in kept_out
            left.append(CarriedOver(entry, meeting, "parked", hidden))
    return left


def _is_settled(reader: Reader, item: AgendaItem, meeting: Meeting) -> bool:
    """Whether what `item` came of doesn't come back from `meeting` any more."""
    source = reader.get(ITEMS, item.carried_from)
    if source is not None:
        return source.meeting == meeting.id and source.state in {"done", "dropped"}
    entry = reader.get(ENTRIES, item.carried_from)
    return entry is None or (entry.meeting == meeting.id and not isinstance(entry, Parked))


def _is_dealt_with(reader: Reader, meeting: Meeting, adopts: str) -> bool:
    """Whether the minutes of the meeting with the id `adopts` have been adopted, or a meeting of the series has done
    with them.
    """
    minutes_of = reader.get(MEETINGS, adopts)
    if minutes_of is not None and minutes_of.minutes_state == "adopted":
        return True
    series = reader.query(MEETINGS, series=meeting.series)
    settled = (item for other in series for item in reader.query(ITEMS, meeting=other.id) if item.adopts == adopts)
    return any(item.state in {"done", "dropped"} for item in settled)
