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
_FIELDS: Final[dict[tuple[Kind, str], str]] = {
    ("action", "owners"): "owners",
    ("action", "day"): "due",
    ("action", "priority"): "priority",
    ("question", "owners"): "owners",
    ("question", "day"): "due",
    ("decision", "day"): "review",
}
"""Which field of a kind holds what a line says of who, when and how urgently; a kind that isn't here has none."""
_UNSAID: Final = object()


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


def rewrite(entry: AnyEntry, parsed: ParsedLine, begun: ParsedLine | None = None) -> AnyEntry:
    """`entry` with what `parsed` says, of the kind that `parsed` says; everything else it knew is kept.

    `begun` is the line as it was when its editing began: what it says still, nobody has changed here, and `entry` keeps
    what somebody else has made of that meanwhile. What has no place in the kind that they made of it is put aside.
    Raises ValueError for a line that makes no entry.
    """
    kind = _KINDS.get(parsed.kind)
    if kind is None or parsed.refused:
        raise ValueError(parsed.kind)
    said, before = _said(parsed), _said(begun) if begun is not None else None
    changed = {name: value for name, value in said.items() if before is None or before.get(name, _UNSAID) != value}
    turned = change_kind(entry, kind) if "kind" in changed else entry
    fields: dict[str, object] = {}
    if "words" in changed:
        fields |= {"text": parsed.text, "mentions": parsed.mentions}
    if "themes" in changed:
        fields["themes"] = parsed.themes
    aside: dict[str, object] = {}
    for name in changed.keys() & {"owners", "day", "priority"}:
        field = _FIELDS.get((kind_of(turned), name))
        (aside if field is None else fields)[field or name] = changed[name]
    if aside:
        fields["put_aside"] = msgspec.structs.replace(turned.put_aside or PutAside(), **aside)
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


def _said(parsed: ParsedLine) -> dict[str, object]:
    """What a line says of its entry, by what can be changed apart; the names of people stand in its words."""
    kind = _KINDS.get(parsed.kind)
    said: dict[str, object] = {"kind": kind, "words": (parsed.text, parsed.mentions), "themes": parsed.themes}
    marks: dict[str, object] = {"owners": parsed.owners, "day": parsed.day, "priority": parsed.priority}
    return said | {name: value for name, value in marks.items() if kind and (kind, name) in _FIELDS}


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
