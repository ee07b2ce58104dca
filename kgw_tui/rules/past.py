"""The past of a record put together again: how it stood before and after each thing that happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

import msgspec

from kgw_tui.records.record import R, Record, Table
from kgw_tui.store import Past

_NEEDED: Final = frozenset(
    {"id", "created_at", "kind", "text", "title", "name", "meeting", "date", "who", "place", "heard_at", "purpose"}
)
"""The fields without which no record of some table can be."""
Fields = dict[str, object]


@dataclass(frozen=True)
class Turn:
    """One thing that happened to a record, with how it stood before and after: None where it wasn't there, or where
    what stood there can't be read by this version.
    """

    past: Past
    before: Record | None
    after: Record | None


def turns(table: Table[R], pasts: Sequence[Past], present: R | None) -> list[Turn]:
    """What happened to a record, oldest first, from its `pasts` (oldest first) and how it stands at present.

    It is worked back from the present, so that a history of which the beginning isn't kept is told as well.
    """
    after: Fields | None = _fields(present)
    found: list[Turn] = []
    for past in reversed(pasts):
        if past.removed:
            after = None
        before = _before(past, after)
        found.append(Turn(past, _record(table, before), _record(table, past.now if past.made else after)))
        after = before
    return found[::-1]


def _before(past: Past, after: Fields | None) -> Fields | None:
    """The fields before something happened to them. Of a record that came there were none."""
    if past.made:
        return None
    if past.removed or after is None:
        return past.was
    kept = {name: value for name, value in after.items() if name not in past.now}
    return kept | past.was


def _fields(record: Record | None) -> Fields | None:
    return None if record is None else cast("Fields", msgspec.to_builtins(record))


def _record(table: Table[R], fields: Fields | None) -> R | None:
    """The record, without those of its fields that another version wrote in a way that this one can't read."""
    if not fields:
        return None
    kind = cast("type[R]", table.type)
    try:
        return msgspec.convert(fields, kind)
    except (msgspec.ValidationError, TypeError):
        pass
    read = {name: value for name, value in fields.items() if name in _NEEDED}
    record = _converted(read, kind)
    for name, value in fields.items():
        more = _converted({**read, name: value}, kind) if record is not None and name not in read else None
        if more is not None:
            read, record = {**read, name: value}, more
    return record


def _converted(fields: Fields, kind: type[R]) -> R | None:
    try:
        return msgspec.convert(fields, kind)
    except (msgspec.ValidationError, TypeError):
        return None
