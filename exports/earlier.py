"""Actions and questions of earlier meetings: which were open before, and what of them was settled here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kgw_tui.records.entries import Action, Question
from kgw_tui.records.meetings import Meeting
from kgw_tui.rules.dossier import Dossier, Earlier

from .options import ExportOptions
from .reading import seen_by


@dataclass(frozen=True)
class Before:
    """An action or question of an earlier meeting as a reader may see it, where it was said, and in which dossier it
    stands, whose directory knows the people.
    """

    entry: Action | Question
    meeting: Meeting
    item: str
    dossier: Dossier

    @property
    def owners(self) -> str:
        """Who does it, or finds it out."""
        return self.dossier.directory.names(self.entry.owners)


def open_before(dossiers: Sequence[Dossier], options: ExportOptions) -> list[Before]:
    """What was open before `dossiers` (oldest first) and may leave.

    The first meeting of each series says what stood open in that series. None where only the confidential items are
    asked for.
    """
    first: dict[str, Dossier] = {}
    for dossier in dossiers:
        first.setdefault(dossier.meeting.series or dossier.meeting.id, dossier)
    return [before for dossier in first.values() for before in _visible(dossier, dossier.open_before, options)]


def settled(dossiers: Sequence[Dossier], options: ExportOptions) -> list[Before]:
    """Of what came of which `dossiers` heard, as far as it may leave and wasn't said in one of them."""
    own = {dossier.meeting.id for dossier in dossiers}
    found: dict[str, Before] = {}
    for dossier in dossiers:
        for before in _visible(dossier, dossier.settled_here, options):
            if before.meeting.id not in own:
                found.setdefault(before.entry.id, before)
    return [*found.values()]


def _visible(dossier: Dossier, earlier: Iterable[Earlier], options: ExportOptions) -> Iterator[Before]:
    """Nothing that is held back, nor of a confidential item, whoever put it into the dossier."""
    if options.confidential:
        return
    seen = seen_by(dossier, options)
    for each in earlier:
        if each.held_back or each.entry.held_back or (each.item and each.item.confidential):
            continue
        entry = seen(each.entry)
        if isinstance(entry, Action | Question):
            yield Before(entry, each.meeting, each.item.title if each.item else "", dossier)
