"""Minutes as rows to read through: as they will be sent, with what catches the eye and what is kept out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kgw_tui.i18n import N_, _
from kgw_tui.records.entries import AnyEntry, Decision, Movement
from kgw_tui.records.meetings import Phase
from kgw_tui.rules.dossier import Dossier, Section
from kgw_tui.rules.doubts import Doubt, doubts
from kgw_tui.rules.grounds import told_grounds
from kgw_tui.rules.kept_out import kept_out
from kgw_tui.rules.telling import item_ending, phase_word, tell

from .widgets.rows import MARKS, WENT, EntryRow, HeadingRow, Row

DOUBTS: Final[dict[Doubt, str]] = {
    "half": N_("whole sentence?"),
    "mark": N_("name or day not found"),
    "new-name": N_("new name"),
    "no-owner": N_("who?"),
    "no-day": N_("when?"),
    "untested": N_("to check"),
}
"""What there is to look at, at the right of a line."""

HINTS: Final[dict[Doubt, str]] = {
    "half": N_("a line typed in haste: e writes it out"),
    "mark": N_("no name or day was found behind a mark: e sets it right"),
    "new-name": N_("a name that nobody has: e, and @ with a known name"),
    "no-owner": N_("nobody owns this action: e, and @name"),
    "no-day": N_("no day yet: e, and >friday"),
    "untested": N_("nobody has checked this assumption; it stands in the minutes as such"),
}
"""The same in words, for the row below, when the line is chosen."""

_LOOK: Final = "•"
_OUT: Final = "×"


@dataclass(frozen=True)
class Page:
    """The rows; by the id of an entry what there is to look at in it; and which are kept out, alone or with another."""

    rows: tuple[Row, ...]
    doubts: dict[str, tuple[Doubt, ...]]
    out: frozenset[str]


def page_of(dossier: Dossier) -> Page:
    """The minutes of `dossier`, in the language in force."""
    told = [entry for entry in dossier.entries() if not isinstance(entry, Movement)]
    out = frozenset(kept_out(dossier.entries())) & {entry.id for entry in told}
    found = {entry.id: doubts(entry, dossier.directory) for entry in told if entry.id not in out}
    page = Page((), {entry_id: those for entry_id, those in found.items() if those}, out)
    rows = [row for section in dossier.sections for row in _section(dossier, section, page)]
    return Page((*rows, *_settled(dossier)), page.doubts, out)


def _section(dossier: Dossier, section: Section, page: Page) -> Iterator[Row]:
    item = section.item
    if item is not None:
        yield HeadingRow(
            item.id,
            section.number,
            item.title,
            confidential=item.confidential,
            left=item.state if item.state in WENT else "",
        )
        if item.confidential:
            yield HeadingRow(f"{item.id} apart", 0, _("Has minutes of its own: v where it is read."))
    top = {entry.id for entry in section.top}
    phase: Phase = ""
    for entry in section.entries:
        if isinstance(entry, Movement):
            continue
        if entry.id in top and entry.phase != phase:
            phase = entry.phase
            if phase:
                yield HeadingRow(f"{item.id if item else ''} {phase} {entry.id}", 0, phase_word(phase))
        yield _row(dossier, entry, page, below=entry.id not in top)
    if item is not None and (ending := item_ending(item)):
        yield HeadingRow(f"{item.id} ending", 0, ending)


def _settled(dossier: Dossier) -> Iterator[Row]:
    """What came of actions and questions of earlier meetings: told here, and changed where they were said."""
    found = [earlier.entry for earlier in dossier.settled_here if not earlier.held_back]
    if found:
        yield HeadingRow("earlier", 0, _("Actions and questions of earlier meetings"))
    for entry in found:
        yield EntryRow(entry.id, str(tell(entry, dossier.directory)), mark=MARKS[type(entry)])


def _row(dossier: Dossier, entry: AnyEntry, page: Page, *, below: bool) -> EntryRow:
    out = entry.id in page.out
    grounds = told_grounds(dossier, entry) if isinstance(entry, Decision) else []
    to_see = page.doubts.get(entry.id, ())
    right = [_("stays out")] if out else [_(DOUBTS[doubt]) for doubt in to_see]
    return EntryRow(
        entry_id=entry.id,
        text=str(tell(entry, dossier.directory, below=below, grounds=grounds)),
        time=_OUT if out else _LOOK if to_see else "",
        mark=MARKS[type(entry)],
        right=" · ".join(right),
        depth=int(below),
        tone="held" if out else "untested" if to_see else "note",
    )
