"""A meeting with all that belongs to it, put together for reading: for the screen, for documents, for the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import msgspec

from kgw_tui.records.entries import Action, AnyEntry, Decision, Movement, Question
from kgw_tui.records.meetings import AgendaItem, Meeting
from kgw_tui.records.people import Group, Who
from kgw_tui.rules.directory import Directory


class Section(msgspec.Struct, frozen=True, dict=True):
    """An agenda item with its entries, in order. Entries before the first item stand in a section without an item.

    `number` counts from 1; the section without an item has 0.
    """

    number: int
    item: AgendaItem | None
    entries: tuple[AnyEntry, ...]

    @property
    def title(self) -> str:
        """The item's title, or ""."""
        return self.item.title if self.item else ""

    @property
    def confidential(self) -> bool:
        """Whether what was said here is kept out of the general minutes."""
        return bool(self.item and self.item.confidential)

    def below(self, parent: AnyEntry) -> list[AnyEntry]:
        """The entries that belong to `parent` (its evidence), in order."""
        return self._children.get(parent.id, [])

    @cached_property
    def _children(self) -> dict[str, list[AnyEntry]]:
        children: dict[str, list[AnyEntry]] = {}
        for entry in self.entries:
            if entry.parent:
                children.setdefault(entry.parent, []).append(entry)
        return children

    @cached_property
    def top(self) -> list[AnyEntry]:
        """The entries that belong to none other in this section (movements included, to which nothing belongs)."""
        ids = {entry.id for entry in self.entries if not isinstance(entry, Movement)}
        return [entry for entry in self.entries if entry.parent not in ids]


class Earlier(msgspec.Struct, frozen=True):
    """An action or question of an earlier meeting of the series, and where it was said.

    `held_back`: it stays out of documents, or belongs to what does.
    """

    entry: Action | Question
    meeting: Meeting
    item: AgendaItem | None = None
    held_back: bool = False


class Origin(msgspec.Struct, frozen=True):
    """What an item comes from: an item or a parked entry of an earlier meeting, called `text`; or, with an empty text,
    the meeting whose minutes it adopts. `confidential`: it was said in a confidential item, or is held back.
    """

    meeting: Meeting
    text: str = ""
    confidential: bool = False


class Dossier(msgspec.Struct, frozen=True, dict=True):
    """A meeting, its sections and the directory that knows the people in it.

    `open_before` holds the actions and questions that are still open from earlier meetings of the series, oldest
    first; `settled_here` those of which this meeting heard what came of them. `origins` holds what `carried_from` and
    `adopts` of its items lead to, by id, as far as it is there still.
    """

    meeting: Meeting
    sections: tuple[Section, ...]
    directory: Directory
    group: Group | None = None
    open_before: tuple[Earlier, ...] = ()
    settled_here: tuple[Earlier, ...] = ()
    origins: Mapping[str, Origin] = {}

    def entries(self) -> Iterator[AnyEntry]:
        """All entries of all sections, in order."""
        for section in self.sections:
            yield from section.entries

    @cached_property
    def actions(self) -> list[Action]:
        """The actions of this meeting, in order."""
        return [entry for entry in self.entries() if isinstance(entry, Action)]

    @cached_property
    def decisions(self) -> list[Decision]:
        """The decisions of this meeting, in order."""
        return [entry for entry in self.entries() if isinstance(entry, Decision)]

    @cached_property
    def movements(self) -> list[Movement]:
        """Who came and went, in order."""
        return [entry for entry in self.entries() if isinstance(entry, Movement)]

    def everybody(self) -> list[Who]:
        """All who are named anywhere: header, who leads an item, owners, mentions and movements; each once, in order of
        appearance.
        """
        meeting = self.meeting
        named: list[Who | None] = [meeting.chair, meeting.minute_taker]
        named += [attendee.who for attendee in meeting.attendees]
        for section in self.sections:
            named.append(section.item.led_by if section.item else None)
            for entry in section.entries:
                named += getattr(entry, "owners", ())
                named += entry.mentions
                if isinstance(entry, Movement):
                    named.append(entry.who)
        return list(dict.fromkeys(who for who in named if who is not None))


def with_what_belongs(entries: Iterable[AnyEntry], ids: Iterable[str]) -> frozenset[str]:
    """`ids` with those of all `entries` that belong to them, in whatever item they stand."""
    children: dict[str, list[str]] = {}
    for entry in entries:
        if entry.parent:
            children.setdefault(entry.parent, []).append(entry.id)
    found, waiting = set[str](), [*ids]
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting += children.get(id_, [])
    return frozenset(found)


def put_together(
    meeting: Meeting,
    items: Sequence[AgendaItem],
    entries: Sequence[AnyEntry],
    directory: Directory,
    *,
    group: Group | None = None,
    open_before: Sequence[Earlier] = (),
    settled_here: Sequence[Earlier] = (),
    origins: Mapping[str, Origin] | None = None,
) -> Dossier:
    """Sort items and entries of one meeting into a dossier.

    Evidence follows its parent directly, whatever was typed in between; an entry whose item is gone stands before
    the first item, so that nothing that was written drops out of sight.
    """
    ordered_items = sorted(items, key=lambda item: (item.order, item.id))
    known = {item.id for item in ordered_items}
    by_item: dict[str, list[AnyEntry]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.order, entry.id)):
        by_item.setdefault(entry.item if entry.item in known else "", []).append(entry)
    sections: list[Section] = []
    if "" in by_item:
        sections.append(Section(0, None, tuple(_with_parents(by_item[""]))))
    for number, item in enumerate(ordered_items, 1):
        sections.append(Section(number, item, tuple(_with_parents(by_item.get(item.id, [])))))
    return Dossier(meeting, tuple(sections), directory, group, tuple(open_before), tuple(settled_here), origins or {})


def _with_parents(entries: list[AnyEntry]) -> Iterator[AnyEntry]:
    ids = {entry.id for entry in entries}
    children: dict[str, list[AnyEntry]] = {}
    for entry in entries:
        if entry.parent in ids and entry.parent != entry.id:
            children.setdefault(entry.parent, []).append(entry)
    given: set[str] = set()

    def family(entry: AnyEntry) -> Iterator[AnyEntry]:
        if entry.id not in given:
            given.add(entry.id)
            yield entry
            for child in children.get(entry.id, []):
                yield from family(child)

    for entry in entries:
        if entry.parent not in ids or entry.parent == entry.id:
            yield from family(entry)
    for entry in entries:  # what names each other as parent still has a place
        yield from family(entry)
