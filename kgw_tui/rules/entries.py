"""Making entries from lines, and turning one kind into another without losing a word."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import msgspec

from kgw_tui.capture.parsed import LineKind, ParsedLine
from kgw_tui.records.entries import (
    Action,
    AnyEntry,
    Assumption,
    Decision,
    Entry,
    Evidence,
    Kind,
    Movement,
    Note,
    Parked,
    PutAside,
    Question,
    kind_of,
)
from kgw_tui.records.meetings import Phase
from kgw_tui.records.record import stamp
from kgw_tui.rules.numbers import handle_for
from kgw_tui.text import clean_line

_TYPES: Final[dict[Kind, type[Note | Action | Question | Assumption | Decision | Evidence | Parked]]] = {
    "note": Note,
    "action": Action,
    "question": Question,
    "assumption": Assumption,
    "decision": Decision,
    "evidence": Evidence,
    "parked": Parked,
}
_KINDS: Final[dict[LineKind, Kind]] = {
    LineKind.NOTE: "note",
    LineKind.ACTION: "action",
    LineKind.QUESTION: "question",
    LineKind.ASSUMPTION: "assumption",
    LineKind.DECISION: "decision",
    LineKind.EVIDENCE: "evidence",
    LineKind.PARKED: "parked",
}
_COMMON: Final = tuple(field for field in Entry.__struct_fields__)


@dataclass(frozen=True)
class Placement:
    """Where a new entry stands: meeting, item and phase it is said in, its order, the time on the wall, its parent."""

    meeting: str
    item: str = ""
    phase: Phase = ""
    order: float = 0.0
    time: dt.time | None = None
    parent: str = ""


def makes_entry(parsed: ParsedLine) -> bool:
    """Whether a line of this kind becomes an entry (and not an item, a private note, a command or nothing)."""
    return parsed.kind in _KINDS and not parsed.refused


def make_entry(parsed: ParsedLine, place: Placement, by: str = "") -> AnyEntry:
    """The entry that `parsed` is, at `place`. Raises ValueError for a line that makes none (see `makes_entry`)."""
    if not makes_entry(parsed):
        raise ValueError(parsed.kind)
    fields: dict[str, object] = {
        **stamp(by),
        "meeting": place.meeting,
        "item": place.item,
        "phase": place.phase,
        "order": place.order,
        "time": parsed.time or place.time,
        "text": parsed.text,
        "mentions": parsed.mentions,
        "themes": parsed.themes,
    }
    kind = _KINDS[parsed.kind]
    if kind in {"action", "question"}:
        fields |= {"owners": parsed.owners, "due": parsed.day}
    if kind == "action":
        fields["priority"] = parsed.priority
    if kind == "decision":
        fields["review"] = parsed.day
    if kind == "evidence":
        fields["parent"] = place.parent
    return _make(kind, fields)


def item_title(parsed: ParsedLine) -> str:
    """The title of an agenda item. It has no themes of its own, so one that was taken out stays as it was typed."""
    title = clean_line(parsed.text)
    words = title.lower()
    return clean_line(" ".join([title, *(f"#{theme}" for theme in parsed.themes if theme not in words)]))


def rewrite(entry: AnyEntry, parsed: ParsedLine) -> AnyEntry:
    """`entry` with what `parsed` says, of the kind that `parsed` says; everything else it knew is kept."""
    kind = _KINDS.get(parsed.kind)
    if kind is None or parsed.refused:
        raise ValueError(parsed.kind)
    turned = change_kind(entry, kind)
    fields: dict[str, object] = {"text": parsed.text, "mentions": parsed.mentions, "themes": parsed.themes}
    if isinstance(turned, Action | Question):
        fields |= {"owners": parsed.owners, "due": parsed.day}
    if isinstance(turned, Action):
        fields["priority"] = parsed.priority
    if isinstance(turned, Decision):
        fields["review"] = parsed.day
    return msgspec.structs.replace(turned, **fields)


def change_kind(entry: AnyEntry, kind: Kind) -> AnyEntry:
    """`entry` as another kind: the same id, place, text, mentions and themes, and each field that both kinds have.

    A due day and a review day are each other's. Owners, day, urgency and the handle that the new kind has no place for
    are put aside, and come back with a kind that has one; an outcome or a vote is dropped here and stays in the
    history. Evidence that becomes something else stands by itself.
    """
    if isinstance(entry, Movement) or kind_of(entry) == kind:
        return entry
    fields: dict[str, object] = {name: getattr(entry, name) for name in _COMMON}
    known = _known(entry)
    if kind in {"action", "question"}:
        fields |= {"owners": known.owners, "due": known.day}
    if kind == "action":
        fields["priority"] = known.priority
    if kind == "decision":
        fields["review"] = known.day
    if kind != "evidence":
        fields["parent"] = ""
    handle = handle_for(kind, known.handles)
    if handle:
        fields["handle"] = handle
    kept = PutAside(handles=known.handles) if kind == "action" else known
    return _make(kind, fields | {"put_aside": None if kept == PutAside() else kept})


def _known(entry: AnyEntry) -> PutAside:
    """Who, when, how urgently and by which name: as `entry` says it, and as it said it when it was another kind."""
    before = entry.put_aside or PutAside()
    handle: str = getattr(entry, "handle", "")
    handles = tuple(dict.fromkeys([handle, *before.handles])) if handle else before.handles
    match entry:
        case Action():
            return PutAside(entry.owners, entry.due, entry.priority, handles)
        case Question():
            return PutAside(entry.owners, entry.due, before.priority, handles)
        case Decision():
            return PutAside(before.owners, entry.review, before.priority, handles)
        case _:
            return before


def _make(kind: Kind, fields: dict[str, object]) -> AnyEntry:
    return msgspec.convert(fields | {"kind": kind}, _TYPES[kind], from_attributes=True, str_keys=False)
