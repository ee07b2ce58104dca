"""A meeting in the capture format: importing it again gives the same meeting (CAPTURE.md; docs/format.md)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import msgspec

from kgw_tui import i18n
from kgw_tui.capture.dates import Calendar, read_date
from kgw_tui.capture.document import default_item_state, first_line
from kgw_tui.capture.header_words import phase_line
from kgw_tui.capture.links import labels_for, links_of
from kgw_tui.capture.origins import adopts_status, carried_status
from kgw_tui.capture.pages import continued
from kgw_tui.capture.states import item_statuses, statuses_of, with_day_apart
from kgw_tui.capture.statuses import Status, write_status, write_statuses
from kgw_tui.capture.writing import item_line, line_of, mark_of
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Evidence, Movement, Question
from kgw_tui.records.meetings import AgendaItem, Phase
from kgw_tui.records.people import Who
from kgw_tui.rules.dossier import Dossier, Section
from kgw_tui.text import clean_line

from .text_header import TextHeader, text_header


def render_text(dossier: Dossier, language: str) -> str:
    """The whole of `dossier` as a capture file, in the words of `language` (`nl` or `en`).

    Held-back lines and confidential items stand in it, marked as such: it is the meeting, not a document about it.
    Notes that are the writer's alone are no part of a dossier.
    """
    with i18n.language(language):
        return _Writer(dossier, language).text()


@dataclass(frozen=True)
class _Place:
    """Where the line of an entry stands: under which entry (indented), and under which it would be at the margin."""

    under: str = ""
    bare: str = ""


class _Writer:
    def __init__(self, dossier: Dossier, language: str) -> None:
        self.dossier = dossier
        self.language = language
        self.header: TextHeader = text_header(dossier, language)
        entries = list(dossier.entries())
        self.places = {entry.id: place for section in dossier.sections for entry, place in _places(section)}
        self.labels: Mapping[str, str] = labels_for(entries, {key: place.under for key, place in self.places.items()})

    def text(self) -> str:
        blocks = ["\n".join(self.header.lines)]
        for section in self.dossier.sections:
            lines = list(self._section(section))
            if section.item is None and lines:
                lines[0] = first_line(lines[0])
            blocks.append("\n".join(lines))
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _section(self, section: Section) -> Iterator[str]:
        if section.item:
            yield from self._heading(section.item, len(section.entries))
        phase: Phase = ""
        for entry in section.entries:
            if entry.phase != phase and not isinstance(entry, Movement):
                phase = entry.phase
                yield phase_line(phase, self.language)
            yield self._entry(entry)
        if section.item and section.item.phase != phase:
            yield phase_line(section.item.phase, self.language)

    def _heading(self, item: AgendaItem, entries: int) -> Iterator[str]:
        title, below = item_statuses(item, default_item_state(entries))
        yield item_line(clean_line(item.title), item.minutes if item.title else None) + self._statuses(title)
        for status in [*self._led(item), *self._origins(item), *below]:
            yield f"    {write_status(replace(status, text=clean_line(status.text)), self.language)}"

    def _led(self, item: AgendaItem) -> Iterator[Status]:
        if item.led_by:
            yield Status("led-by", text=self._named(self.header.readers.get(item.led_by, item.led_by)))

    def _origins(self, item: AgendaItem) -> Iterator[Status]:
        origins = self.dossier.origins
        if adopted := origins.get(item.adopts):
            yield adopts_status(adopted.meeting)
        if origin := origins.get(item.carried_from):
            yield carried_status(item, origin.meeting, clean_line(origin.text))

    def _entry(self, entry: AnyEntry) -> str:
        place = self.places[entry.id]
        entry, days = with_day_apart(self._as_read(entry), self._reads_day)
        statuses = [*days, *statuses_of(entry), *links_of(entry, self.labels, place.under, place.bare)]
        line = self._movement(entry) if isinstance(entry, Movement) else line_of(entry, self.header.directory)
        time = f"{entry.time:%H:%M} " if entry.time else ""
        indent = "  " if place.under else ""
        return continued(f"{indent}{time}{line}{self._statuses(statuses)}")

    def _movement(self, entry: Movement) -> str:
        return write_status(
            Status("arrives" if entry.arrives else "leaves", text=self._named(entry.who)), self.language
        )

    def _named(self, who: Who) -> str:
        """A name by itself within braces, or a mark where the name doesn't do."""
        name = self.header.directory.name(who)
        plain = self.header.directory.find(name) == (who if who.person else None)
        return mark_of(who, self.header.directory) if who.role or not plain or name.startswith("@") else name

    def _as_read(self, entry: AnyEntry) -> AnyEntry:
        """`entry` with everybody in it as the document's reader knows them."""
        fields: dict[str, object] = {"mentions": self._readers(entry.mentions)}
        if isinstance(entry, Action | Question):
            fields["owners"] = self._readers(entry.owners)
        if isinstance(entry, Movement):
            fields["who"] = self.header.readers.get(entry.who, entry.who)
        return msgspec.structs.replace(entry, **fields)

    def _readers(self, whos: tuple[Who, ...]) -> tuple[Who, ...]:
        return tuple(self.header.readers.get(who, who) for who in whos)

    def _reads_day(self, day: dt.date) -> bool:
        reading = read_date(day.isoformat(), Calendar(self.dossier.meeting.date))
        return reading is not None and reading.day == day

    def _statuses(self, statuses: list[Status]) -> str:
        return write_statuses(statuses, self.language)


def _places(section: Section) -> Iterator[tuple[AnyEntry, _Place]]:
    """Where the line of each entry of a section stands, by the rules by which a reader finds what it belongs to."""
    above = claim = ""
    for entry in section.entries:
        evidence = isinstance(entry, Evidence)
        under = above if evidence and above and entry.parent == above else ""
        yield entry, _Place(under, claim if evidence else "")
        if not under and not isinstance(entry, Movement):
            above = entry.id
        if isinstance(entry, Assumption | Decision):
            claim = entry.id
