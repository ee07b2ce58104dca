"""Putting right what isn't right among the records, as transactions like any other: they stand in the history."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Final

import msgspec

from kgw_tui.i18n import _
from kgw_tui.records.meetings import AgendaItem, Meeting
from kgw_tui.records.record import new_id, stamp

from ..places import SHARED
from ..store.engine import EmbeddedStore
from ..store.journal import Delete, Done, Insert, Raw, Update, fields_of
from ..store.memory import id_of, merge, to_raw
from ..store.staging import Staging
from .finding import told, told_of
from .place import Torn
from .records import Looked, Row, counter_of, decoder_of, look, store_of

REPAIR: Final = "doctor.repair"
"""The label of what the doctor puts right."""

_NEEDED: Final[dict[str, bytes]] = {
    "kind": b'"note"',
    "text": b'""',
    "name": b'"?"',
    "title": b'"?"',
    "created_at": b'"1970-01-01T00:00:00Z"',
    "heard_at": b'"1970-01-01T00:00:00Z"',
    "date": b'"1970-01-01"',
}
"""What a record can't do without, and what it gets where that can't be understood: nobody will take it for real."""

_AT: Final = re.compile(r"at `\$\.([a-z_]+)")
_MISSING: Final = re.compile(r"missing required field `([a-z_]+)`")

_ROUNDS: Final = 5
"""What is put right may show something more: a meeting made for its lines has items to make."""


def bring_back(store: EmbeddedStore, torn: Torn) -> list[str]:
    """Do what was cut off a journal, where it is sure what that was and it still fits; the words of the rest.

    Raises StoreError.
    """
    words: list[str] = []
    with store.staged(REPAIR) as staging:
        for piece in torn.pieces:
            done = piece.line
            if piece.state not in ("whole", "vouched", "flipped") or not isinstance(done, Done):
                words += told_of(piece)
                continue
            for op in done.ops:
                table = staging.table(op.table)
                match op:
                    case Insert() if table.doc_of(id_of(op.new)) is None:
                        table.insert(op.new)
                    case Update() if (doc := table.doc_of(op.id)) is not None:
                        present = fields_of(table.raw(doc) or Raw(b"{}"))
                        if all(present.get(name) == value for name, value in op.was.items()):
                            table.put(doc, to_raw(merge(present, op.set, op.was)))
                        elif any(present.get(name) != value for name, value in op.set.items()):
                            words.append(told(to_raw(op.set)))
                    case Delete() if (doc := table.doc_of(id_of(op.old))) is not None:
                        if fields_of(table.raw(doc) or Raw(b"{}")) == fields_of(op.old):
                            table.drop(doc)
                    case _:
                        pass
            for counter, number in done.numbers.items():
                staging.raise_number(counter, number)
    return [each for each in words if each]


Keep = Callable[[str, bytes], None]
"""Keeps lines of JSON, with documents of the store with this name that are going to be changed or taken out."""


def heal(stores: dict[str, EmbeddedStore], keep: Keep) -> None:
    """Put right what `look` finds in these stores. What is taken out is kept before that is stored; what somebody else
    has changed since it was looked at stays as it is.

    Raises StoreError, and what `keep` raises: then that store is as it was.
    """
    for _round in range(_ROUNDS):
        found = look({name: store.memory for name, store in stores.items()})
        if not any((found.unreadable, found.nameless, found.twice, found.same_handle, found.behind, found.dangling)):
            break
        for name, store in stores.items():
            rows: dict[str, list[bytes]] = {}
            with store.staged(REPAIR) as staging:
                _heal(name, staging, found, rows)
                if rows.get(name):
                    keep(name, b"".join(rows[name]))
        _number_anew(stores, found)


def made_readable(table: str, raw: Raw) -> Raw | None:
    """A document as a record of its table, without those of its fields that can't be understood; None where what is
    left of it is no record. An entry of a kind that there isn't becomes a note.
    """
    try:
        fields = fields_of(bytes(raw).decode("utf-8", "replace").encode())
    except msgspec.MsgspecError:
        return None
    for _field in range(len(fields) + len(_NEEDED)):
        document = to_raw(fields)
        try:
            decoder_of(table).decode(document)
        except msgspec.ValidationError as error:
            field = _field_in(str(error))
            fields.pop(field, None)
            needed = _NEEDED.get(field)
            if needed is not None:
                fields[field] = Raw(needed)
        else:
            return document
    return None


def _field_in(fault: str) -> str:
    """The field that a fault is about, in the words of msgspec."""
    match = _MISSING.search(fault) or _AT.search(fault)
    return match[1] if match else ""


def _heal(name: str, staging: Staging, found: Looked, taken: dict[str, list[bytes]]) -> None:
    for row in found.unreadable:
        if row.store == name and staging.table(row.table).raw(row.doc) == row.raw:
            taken.setdefault(name, []).append(_kept(row))
            readable = made_readable(row.table, row.raw)
            if readable is None:
                staging.table(row.table).drop(row.doc)
            else:
                staging.table(row.table).put(row.doc, readable)
    kept: set[bytes] = set()
    for row in (*found.nameless, *found.twice):
        if row.store == name and staging.table(row.table).raw(row.doc) == row.raw:
            _give_id(staging, row, kept, taken)
    for (store, counter), number in found.behind.items():
        if store == name:
            staging.raise_number(counter, number)
    for each in found.dangling:
        if each.row.store == name and each.field == "parent":
            _set(staging, each.row, each.field, b'""')
        elif name == each.row.store == SHARED and each.field in ("meeting", "item"):
            _make_again(staging, each.field, each.target, each.row)


def _kept(row: Row) -> bytes:
    whole = {"table": row.table, "number": row.doc, "record": bytes(row.raw).decode("utf-8", "replace")}
    return json.dumps(whole, ensure_ascii=False).encode() + b"\n"


def _give_id(staging: Staging, row: Row, kept: set[bytes], taken: dict[str, list[bytes]]) -> None:
    """A record that can't be seen, as another has its id (or it has none), gets one of its own; the same record twice
    is kept once. `kept` holds those that are.
    """
    table = staging.table(row.table)
    seen = table.doc_of(id_of(row.raw)) if id_of(row.raw) else None
    raw = None if seen is None else table.raw(seen)
    if raw is not None:
        kept.add(bytes(raw))
    if bytes(row.raw) in kept:
        taken.setdefault(row.store, []).append(_kept(row))
        table.drop(row.doc)
    else:
        kept.add(bytes(row.raw))
        _set(staging, row, "id", msgspec.json.encode(new_id()))


def _set(staging: Staging, row: Row, field: str, value: bytes) -> None:
    table = staging.table(row.table)
    present = table.raw(row.doc)
    if present is not None:
        table.put(row.doc, to_raw(fields_of(present) | {field: Raw(value)}))


def _make_again(staging: Staging, field: str, target: str, row: Row) -> None:
    """A meeting or an item that lines name and that isn't there: without it they would be shown nowhere."""
    name = "meetings" if field == "meeting" else "items"
    if staging.table(name).doc_of(target) is not None or row.record is None:
        return
    made = stamp() | {"id": target, "title": _("Lines that were found again")}
    if field == "meeting":
        day = row.record.created_at.astimezone().date()
        handle = f"M-{staging.next_number('meeting')}"
        record: Meeting | AgendaItem = msgspec.convert(
            made | {"date": day, "state": "closed", "handle": handle}, Meeting
        )
    else:
        record = msgspec.convert(made | {"meeting": str(getattr(row.record, "meeting", ""))}, AgendaItem)
    staging.table(name).insert(Raw(msgspec.json.encode(record)), target)


def _number_anew(stores: dict[str, EmbeddedStore], found: Looked) -> None:
    """Give the younger of two records with one handle the next one of its row; one of no row goes without."""
    for row in found.same_handle:
        counter, _number = counter_of(row.handle)
        keeper, owner = stores.get(store_of(counter)), stores.get(row.store)
        if keeper is None or owner is None:
            continue
        handle = ""
        if counter:
            with keeper.staged(REPAIR) as staging:
                number = staging.next_number(counter)
            start, _dash, digits = row.handle.rpartition("-")
            width = len(digits) if counter.partition(":")[0] in ("decision", "confidential-decision") else 1
            handle = f"{start}-{number:0{width}}"
        with owner.staged(REPAIR) as staging:
            _set(staging, row, "handle", msgspec.json.encode(handle))
