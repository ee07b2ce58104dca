"""What a reader gets to see of a meeting: held-back lines, confidential items and names are dealt with here, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import msgspec

from kgw_tui.i18n import _, ngettext
from kgw_tui.records.entries import Action, AnyEntry, Assumption, Decision, Evidence, Movement, Note, Parked, Question
from kgw_tui.rules.dossier import Dossier, Section, with_what_belongs
from kgw_tui.rules.grounds import told_grounds
from kgw_tui.rules.speakers import speaker_remover

from .options import ExportOptions, Format

E = TypeVar("E", bound=AnyEntry)


@dataclass(frozen=True)
class Line:
    """An entry as this reader may see it, and what belongs to it."""

    entry: AnyEntry
    below: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """What it says."""
        return self.entry.text

    def walk(self) -> Iterator[Line]:
        """This line and all below it, in order."""
        yield self
        for line in self.below:
            yield from line.walk()


@dataclass(frozen=True)
class Part:
    """An agenda item as this reader may see it.

    `walled` says that it is confidential and not shown: its title says no more than that, and it has no lines.
    `left_out` says that it has lines that this reader doesn't see.
    """

    section: Section
    title: str
    lines: tuple[Line, ...]
    walled: bool = False
    left_out: bool = False

    @property
    def number(self) -> int:
        """The number of the item; 0 for what was said before the first."""
        return self.section.number


@dataclass(frozen=True)
class Reading:
    """A meeting as one reader may see it."""

    dossier: Dossier
    options: ExportOptions
    parts: tuple[Part, ...]

    def lines(self) -> Iterator[tuple[Part, Line]]:
        """Every visible line, evidence under its claim included, in order."""
        for part in self.parts:
            for line in part.lines:
                for each in line.walk():
                    yield part, each

    @cached_property
    def positions(self) -> dict[str, tuple[int, Line]]:
        """Every visible line by the id of its entry, with its place in the order."""
        return {line.entry.id: (position, line) for position, (_part, line) in enumerate(self.lines())}

    def of(self, kind: type[E]) -> list[tuple[Part, Line, E]]:
        """The visible entries of one kind, in order."""
        return [(part, line, line.entry) for part, line in self.lines() if isinstance(line.entry, kind)]


def read(dossier: Dossier, options: ExportOptions, *, walls: bool = True) -> Reading:
    """`dossier` as the reader of `options` may see it.

    Held-back lines are left out with all that belongs to them. Confidential items are walled off (or, with
    `options.confidential`, are all that is shown); `walls=False` lets the group itself see them in their place.
    Who came and went is no line: see `attendance`. Untested claims and speakers' names go where the options say so.
    """
    seen = seen_by(dossier, options)
    gone = _gone(dossier, options)
    open_walls = not walls and options.audience == "group"
    parts: list[Part] = []
    for section in dossier.sections:
        if options.confidential and not section.confidential:
            continue
        if section.confidential and not options.confidential and not open_walls:
            parts.append(Part(section, _("Confidential item"), (), walled=True))
            continue
        lines = _lines(section.entries, gone, seen)
        shown = sum(1 for line in lines for _each in line.walk())
        said = sum(1 for entry in section.entries if not isinstance(entry, Movement))
        parts.append(Part(section, section.title, lines, left_out=shown < said))
    return Reading(dossier, options, tuple(parts))


def seen_by(dossier: Dossier, options: ExportOptions) -> Callable[[AnyEntry], AnyEntry]:
    """A function that gives an entry as the reader of `options` may see it: without speakers where they don't go."""
    return _unchanged if options.shows_speakers else _without_speakers(dossier)


def _lines(entries: Sequence[AnyEntry], gone: frozenset[str], seen: Callable[[AnyEntry], AnyEntry]) -> tuple[Line, ...]:
    ids = {entry.id for entry in entries if not isinstance(entry, Movement)}
    children: dict[str, list[AnyEntry]] = {}
    for entry in entries:
        if entry.parent in ids and entry.parent != entry.id:
            children.setdefault(entry.parent, []).append(entry)
    placed: set[str] = set()

    def line(entry: AnyEntry) -> Iterator[Line]:
        if entry.id in placed:
            return
        placed.add(entry.id)
        below = tuple(each for child in children.get(entry.id, []) for each in line(child))
        if entry.id not in gone and not isinstance(entry, Movement):
            yield Line(seen(entry), below)

    tops = [entry for entry in entries if entry.parent not in ids or entry.parent == entry.id]
    found = [each for entry in tops for each in line(entry)]
    found += [each for entry in entries for each in line(entry)]  # those that name each other as parent
    return tuple(found)


def _gone(dossier: Dossier, options: ExportOptions) -> frozenset[str]:
    """The ids of entries that don't leave, with all that belongs to them, in whatever item it stands."""
    inside = [entry.id for entry in dossier.entries() if entry.held_back or not _may_leave(entry, options)]
    return with_what_belongs(dossier.entries(), inside)


def _may_leave(entry: AnyEntry, options: ExportOptions) -> bool:
    if isinstance(entry, Assumption) and entry.status in {"untested", "parked"}:
        return options.shows_untested
    return True


def _without_speakers(dossier: Dossier) -> Callable[[AnyEntry], AnyEntry]:
    """A function that takes the names of speakers out of an entry; who acts and what was decided stays as it is, but
    not who said what of it since, or on what condition.
    """
    remove = speaker_remover(dossier)

    def clean(entry: AnyEntry) -> AnyEntry:
        match entry:
            case Assumption() | Question():
                texts = {"text": remove(entry.text), "outcome": remove(entry.outcome)}
                return msgspec.structs.replace(entry, **texts, mentions=())
            case Action():
                put_off = tuple(msgspec.structs.replace(each, why=remove(each.why)) for each in entry.postponed)
                return msgspec.structs.replace(entry, outcome=remove(entry.outcome), postponed=put_off)
            case Decision():
                texts = {name: remove(getattr(entry, name)) for name in ("outcome", "conditions", "measure")}
                return msgspec.structs.replace(entry, **texts)
            case Note() | Evidence() | Parked():
                return msgspec.structs.replace(entry, text=remove(entry.text), mentions=())
            case _:
                return entry

    return clean


def _unchanged(entry: AnyEntry) -> AnyEntry:
    return entry


def let_through(dossier: Dossier, form: Format) -> str:
    """What stands in the whole meeting as `form` (txt or json) and in no general document, in a sentence; "" for
    nothing: the text has confidential and held-back lines in it, the JSON confidential ones.
    """
    said = [(section, entry) for section in dossier.sections for entry in section.entries]
    confidential = sum(1 for section, entry in said if section.confidential and not isinstance(entry, Movement))
    held = sum(1 for _section, entry in said if entry.held_back) if form == "txt" else 0
    parts = [
        ngettext("{count} confidential line", "{count} confidential lines", confidential).format(count=confidential),
        ngettext("{count} line that is held back", "{count} lines that are held back", held).format(count=held),
    ]
    found = [part for part, count in zip(parts, (confidential, held), strict=True) if count]
    if not found:
        return ""
    return _("the whole meeting stands in this, with {what}; mind who gets it").format(what=_(" and ").join(found))


def grounds(reading: Reading, decision: Decision) -> list[Line]:
    """The visible claims and evidence that `decision` stands on, in order; for the group itself only (WORD.md)."""
    if not decision.stands_on or not reading.options.shows_grounds:
        return []
    told = told_grounds(reading.dossier, decision)
    return [reading.positions[ground.id][1] for ground in told if ground.id in reading.positions]
