"""The records of both stores, looked at as what they say: what can't be understood, is there twice or names nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import Final, cast

import msgspec

from kgw_tui import clock
from kgw_tui.records.corridor import CORRIDOR_NOTES
from kgw_tui.records.drafts import DRAFTS
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES
from kgw_tui.records.meetings import ITEMS, MEETINGS
from kgw_tui.records.people import GROUPS, PEOPLE, SERIES
from kgw_tui.records.record import Record, Table
from kgw_tui.records.visits import VISITS

from ..places import PRIVATE_STORE, SHARED
from ..store.indexes import TypedTable
from ..store.journal import fields_of
from ..store.memory import Documents, Memory
from .finding import Finding, told

Tables = dict[str, dict[int, msgspec.Raw]]

TYPES: Final[dict[str, object]] = {
    table.name: table.type
    for table in cast(
        "tuple[Table[Record], ...]",
        (MEETINGS, ITEMS, ENTRIES, PEOPLE, GROUPS, SERIES, PRIVATE_NOTES, CORRIDOR_NOTES, VISITS, DRAFTS),
    )
}
"""Table -> what its documents are read as."""

_UNREADABLE: Final = (msgspec.MsgspecError, UnicodeDecodeError)
_AHEAD: Final = dt.timedelta(minutes=10)
_ROW: Final = re.compile(r"([AQCMNB])-([0-9]{1,9})")
_OF_YEAR: Final = re.compile(r"([0-9]{4})-([0-9]{3,6})")
_BEHIND_A_WALL: Final = re.compile(r"V-([0-9]{2,6})")
_COUNTERS: Final = {"A": "action", "Q": "question", "C": "assumption", "M": "meeting", "N": "note", "B": "visit"}
REFERENCES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "items": {"meeting": ("meetings",)},
    "entries": {"meeting": ("meetings",), "item": ("items",), "parent": ("entries", "corridor_notes")},
}
"""Table -> field -> the tables in one of which the record that it names has to be.

A private note isn't among them: the meeting that it was made in may have been deleted by others, or be in another
shared folder. The note is whole, and nothing may tell others of it.
"""


class Row(msgspec.Struct, frozen=True):
    """One document: in which store and table, its TinyDB number, its id, and the record that it is."""

    store: str
    table: str
    doc: int
    raw: msgspec.Raw
    record: Record | None = None

    @property
    def handle(self) -> str:
        """What people call it by, or ""."""
        return str(getattr(self.record, "handle", ""))


class Reference(msgspec.Struct, frozen=True):
    """A field of a document that names a record which isn't there."""

    row: Row
    field: str
    target: str


class Looked(msgspec.Struct):
    """What was found among the records of both stores."""

    unreadable: list[Row] = msgspec.field(default_factory=list[Row])
    nameless: list[Row] = msgspec.field(default_factory=list[Row])
    twice: list[Row] = msgspec.field(default_factory=list[Row])
    same_handle: list[Row] = msgspec.field(default_factory=list[Row])
    behind: dict[tuple[str, str], int] = msgspec.field(default_factory=dict[tuple[str, str], int])
    dangling: list[Reference] = msgspec.field(default_factory=list[Reference])
    newest: dt.datetime | None = None


def look(stores: dict[str, Memory]) -> Looked:
    """Look through the records of the stores that could be read, by name."""
    found = Looked()
    rows: list[Row] = []
    for store, memory in stores.items():
        for name, documents in memory.tables.items():
            rows += _read(found, store, name, dict(documents.rows))
    _find_twice(found, rows)
    _find_handles(found, rows, stores)
    if len(stores) == 2:  # what isn't there may be in the other one
        _find_dangling(found, rows)
    moments = [
        moment for row in rows if row.record for moment in (row.record.created_at, row.record.changed_at) if moment
    ]
    found.newest = max(moments, default=None)
    return found


def record_findings(stores: dict[str, Memory]) -> Iterator[Finding]:
    """What isn't right among the records."""
    found = look(stores)
    for row in found.unreadable:
        values: dict[str, str | int] = {"table": row.table, "number": row.doc}
        yield Finding("record.unreadable", row.store, values, kept=_words(row), mends=True)
    for row in found.nameless:
        yield Finding(
            "record.nameless", row.store, {"table": row.table, "number": row.doc}, kept=_words(row), mends=True
        )
    for row in found.twice:
        yield Finding("record.twice", row.store, {"table": row.table, "number": row.doc}, kept=_words(row), mends=True)
    for row in found.same_handle:
        yield Finding("handle.twice", row.store, {"handle": row.handle}, kept=_words(row), mends=True)
    for (store, counter), number in found.behind.items():
        yield Finding("counter.behind", store, {"counter": counter, "number": number}, mends=True)
    for each in found.dangling:
        values = {"table": each.row.table, "field": each.field, "id": each.target}
        yield Finding(f"reference.{each.field}", each.row.store, values, kept=_words(each.row), mends=True)
    if found.newest is not None and found.newest > clock.now() + _AHEAD:
        at = found.newest.astimezone().isoformat(" ", "minutes")[:16]
        yield Finding("clock.behind", "", {"moment": at}, worth=True)


@cache
def decoder_of(table: str) -> msgspec.json.Decoder[Record]:
    """What reads the documents of a table of TYPES as records."""
    return cast("msgspec.json.Decoder[Record]", msgspec.json.Decoder(cast("type[object]", TYPES[table])))


def is_record(table: str, raw: msgspec.Raw) -> bool:
    """Whether a document can be read as a record of its table; one of a table that isn't known here can."""
    try:
        bytes(raw).decode()
        if table in TYPES:
            decoder_of(table).decode(raw)
    except _UNREADABLE:
        return False
    return True


def sorted_out(tables: Tables) -> Tables:
    """Rows of a damaged snapshot in the tables that they are records of: where the line with the name of a table can't
    be read, its rows stand in the one before.
    """
    found: Tables = {name: {} for name in tables if name}
    for name, rows in tables.items():
        for doc, raw in rows.items():
            right = name if _is_all_of(name, raw) else next((each for each in TYPES if _is_all_of(each, raw)), name)
            place = found.setdefault(right, {})
            place[doc if doc not in place else max(place) + 1] = raw
    return found


def _is_all_of(table: str, raw: msgspec.Raw) -> bool:
    """Whether a document can be read as a record of a table, and has no field that such a record doesn't have."""
    if table not in TYPES or not is_record(table, raw):
        return False
    return fields_of(raw).keys() <= _fields(table)


@cache
def _fields(table: str) -> frozenset[str]:
    return TypedTable(Table[Record](table, TYPES[table]), Documents()).known


def counter_of(handle: str) -> tuple[str, int]:
    """The counter that a handle came from and its number; "" for what is no handle."""
    if (row := _ROW.fullmatch(handle)) is not None:
        return _COUNTERS[row[1]], int(row[2])
    if (of_year := _OF_YEAR.fullmatch(handle)) is not None:
        return f"decision:{of_year[1]}", int(of_year[2])
    if (behind := _BEHIND_A_WALL.fullmatch(handle)) is not None:
        return "confidential-decision", int(behind[1])
    return "", 0


def store_of(counter: str) -> str:
    """The store that keeps a counter: numbers of what is shared and of actions come from the shared one."""
    return PRIVATE_STORE if counter in ("note", "visit") else SHARED


def _words(row: Row) -> tuple[str, ...]:
    words = told(row.raw)
    return (words,) if words else ()


def _read(found: Looked, store: str, name: str, documents: dict[int, msgspec.Raw]) -> Iterator[Row]:
    decoder = decoder_of(name) if name in TYPES else None
    for doc, raw in documents.items():
        record = None
        try:
            record = None if decoder is None else decoder.decode(raw)
        except _UNREADABLE:
            found.unreadable.append(Row(store, name, doc, raw))
            continue
        row = Row(store, name, doc, raw, record)
        if record is not None and not record.id:
            found.nameless.append(row)
        yield row


def _find_twice(found: Looked, rows: list[Row]) -> None:
    """The engine knows the newest of those with one id: it is the others that can't be seen."""
    seen: dict[tuple[str, str, str], Row] = {}
    for row in rows:
        if row.record is None or not row.record.id:
            continue
        key = row.store, row.table, row.record.id
        if key in seen:
            found.twice.append(seen[key])
        seen[key] = row


def _find_handles(found: Looked, rows: list[Row], stores: dict[str, Memory]) -> None:
    hidden = {id(row) for row in found.twice}
    highest: dict[str, int] = {}
    seen: set[str] = set()
    with_handles = [row for row in rows if row.handle and row.record is not None and id(row) not in hidden]
    for row in sorted(with_handles, key=lambda row: row.record.id if row.record else ""):
        if row.handle in seen:
            found.same_handle.append(row)
        seen.add(row.handle)
        counter, number = counter_of(row.handle)
        if counter:
            highest[counter] = max(number, highest.get(counter, 0))
    for counter, number in highest.items():
        keeper = stores.get(store_of(counter))
        if keeper is not None and keeper.numbers.get(counter, 0) < number:
            found.behind[store_of(counter), counter] = number


def _find_dangling(found: Looked, rows: list[Row]) -> None:
    ids: dict[str, set[str]] = {}
    for row in rows:
        if row.record is not None:
            ids.setdefault(row.table, set()).add(row.record.id)
    for row in rows:
        for field, tables in REFERENCES.get(row.table, {}).items() if row.record else ():
            target = str(getattr(row.record, field, ""))
            if target and not any(target in ids.get(table, ()) for table in tables):
                found.dangling.append(Reference(row, field, target))
