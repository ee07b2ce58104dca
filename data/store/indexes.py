"""Typed records of one table: decoded once, in the order of their ids, with an index for each field that has one."""

from __future__ import annotations

import gc
from bisect import bisect_left
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, cached_property
from types import GenericAlias
from typing import Final, Generic, TypeVar, cast, get_args

import msgspec

from kgw_tui.errors import StoreDamaged
from kgw_tui.records.record import R, Record, Table

from ..damage import damaged_record
from .documents import Documents
from .journal import Raw

_PIECE: Final = 128
"""Records in a piece: half a millisecond's work."""
_T = TypeVar("_T")


class TypedTable(Generic[R]):
    """The records of `table`, kept in step with the documents by `changed`.

    Records are decoded when they are asked for, one or a few; at the first reading of all of them, all that are left.
    From then on a field's index is made at the first query by it; until then `_saying` holds what the documents said
    in the fields that were asked for, and `_changed` what those say that have changed since.
    """

    def __init__(self, table: Table[R], documents: Documents) -> None:
        """The typed face of `documents`."""
        self._table = table
        self._documents = documents
        self._decoder = cast("msgspec.json.Decoder[R]", msgspec.json.Decoder(cast("type[object]", table.type)))
        self._found: dict[str, R] = {}
        self._order: list[str] | None = None
        self._sorted: list[R] = []
        self._indexes: dict[str, dict[str, dict[str, None]]] = {}
        self._saying: dict[str, dict[str, list[str]]] = {}
        self._changed: dict[str, dict[str, dict[str, None]]] = {}
        self._edits = 0

    @cached_property
    def known(self) -> frozenset[str]:
        """The names of all fields that such records have in JSON."""
        return _field_names(self._table.type)

    @cached_property
    def _unsaid(self) -> dict[str, tuple[object, ...]]:
        return {field: _defaults(self._table.type, field) for field in self._table.indexes}

    def get(self, record_id: str) -> R | None:
        """The record with this id, or None."""
        found = self._found.get(record_id)
        if found is None and self._order is None:
            doc = self._documents.doc_of(record_id)
            raw = None if doc is None else self._documents.document(doc)
            if doc is not None and raw is not None:
                found = self._found[record_id] = self._stored(doc, raw)
        return found

    def all(self) -> list[R]:
        """All records in the order of their ids; a list of the caller's own."""
        self._read()
        return self._sorted.copy()

    def find(self, field: str, value: str) -> list[R]:
        """The records whose indexed `field` is or holds `value`, in the order of their ids. Raises ValueError."""
        self._demand_index(field)
        few = self._few(field, value) if self._order is None else None
        if few is not None:
            return few
        self._read()
        index = self._indexes.get(field)
        if index is None:
            index = self._indexes[field] = {}
            for record in self._sorted:
                _enter(index, record, field)
        return [self._found[record_id] for record_id in sorted(index.get(value, ()))]

    def pieces(self) -> Iterator[list[R]]:
        """All records, some hundred at a time and in no order, decoded for the occasion; none is kept for it.

        Of what changes meanwhile either is given, what was and what is. Raises StoreDamaged.
        """
        if self._order is not None:
            yield from _pieces_of(self._sorted)
            return
        documents, edits = self._documents, self._edits
        numbers: dict[str, int] = {}
        for rows in _pieces_of(list(documents.rows.items())):
            piece = [self._stored(doc, raw) for doc, raw in rows]
            numbers.update(zip((record.id for record in piece), (doc for doc, _raw in rows), strict=True))
            yield piece
        if self._documents is documents and self._edits == edits:
            documents.number(numbers)

    def decode(self, raw: Raw | bytes) -> R:
        """A document as a record. Raises msgspec.ValidationError."""
        return self._decoder.decode(raw)

    def changed(self, record_id: str) -> None:
        """The document with this id came, changed or went."""
        self._edits += 1
        if self._order is None:
            self._found.pop(record_id, None)
            if self._saying:
                self._say_anew(record_id)
            return
        doc = self._documents.doc_of(record_id)
        try:
            raw = None if doc is None else self._documents.document(doc)
            record = None if raw is None else self._decoder.decode(raw)
        except (msgspec.ValidationError, UnicodeDecodeError):
            self.forget(self._documents)  # whoever reads it is told
            return
        before = self._found.pop(record_id, None)
        at = len(self._order) if not self._order or self._order[-1] < record_id else bisect_left(self._order, record_id)
        if before is not None:
            for field, index in self._indexes.items():
                _leave(index, before, field)
        if record is None:
            if before is not None:
                del self._order[at]
                del self._sorted[at]
            return
        self._found[record_id] = record
        if before is None:
            self._order.insert(at, record_id)
            self._sorted.insert(at, record)
        else:
            self._sorted[at] = record
        for field, index in self._indexes.items():
            _enter(index, record, field)

    def forget(self, documents: Documents) -> None:
        """Start again from other documents."""
        self._documents = documents
        self._found = {}
        self._order = None
        self._sorted = []
        self._indexes = {}
        self._saying = {}
        self._changed = {}

    def _demand_index(self, field: str) -> None:
        if field not in self._table.indexes:
            raise ValueError(f"{self._table.name} has no index on {field}")

    def _few(self, field: str, value: str) -> list[R] | None:
        """What `find` gives, reading those records alone; None where a record may have the value without saying so
        (as the default of the field), and for what can't be understood.
        """
        if value in self._unsaid.get(field, ()):
            return None
        try:
            records = self._holding(field, value)
        except (msgspec.ValidationError, UnicodeDecodeError, StoreDamaged):
            return None  # reading all of them says which
        found = {record.id: record for record in records if value in values_of(record, field)}
        return [found[record_id] for record_id in sorted(found)]

    def _holding(self, field: str, value: str) -> Iterable[R]:
        """The records whose field may have this value, and perhaps others: looked for in the text of the table, or
        when that happens often by what all of it says in this field.
        """
        saying = self._saying.get(field)
        if saying is None:
            raws = self._documents.holding(value)
            if raws is not None:
                return [self._found.setdefault(record.id, record) for record in map(self._decoder.decode, raws)]
            saying = self._saying[field] = self._documents.saying(field)
            self._changed[field] = {}
        ids = dict.fromkeys((*saying.get(value, ()), *self._changed[field].get(value, ())))
        found = map(self.get, ids)
        return [record for record in found if record is not None]

    def _say_anew(self, record_id: str) -> None:
        try:
            record = self.get(record_id)
        except StoreDamaged:
            self._saying = {}  # whoever asks for it is told
            return
        if record is not None:
            for field in self._saying:
                _enter(self._changed[field], record, field)

    def _read(self) -> None:
        if self._order is not None:
            return
        with _without_collecting():
            self._take({record.id: record for record in self._all_stored()})

    def _take(self, found: dict[str, R]) -> None:
        """All records have been read."""
        order = sorted(found)
        self._sorted = list(map(found.__getitem__, order))
        self._found = found
        self._order = order
        self._saying = {}
        self._changed = {}

    def _all_stored(self) -> Iterable[R]:
        whole = self._documents.whole
        if whole is not None:
            kind = GenericAlias(dict, (str, self._table.type))
            rows = cast("msgspec.json.Decoder[Mapping[str, R]]", msgspec.json.Decoder(kind))
            try:
                return rows.decode(whole).values()
            except (msgspec.ValidationError, UnicodeDecodeError):
                pass  # one by one, to say which
        return [self._stored(doc, raw) for doc, raw in self._documents.rows.items()]

    def _stored(self, doc: int, raw: Raw) -> R:
        try:
            return self._decoder.decode(raw)
        except (msgspec.ValidationError, UnicodeDecodeError) as error:
            raise damaged_record(self._table.name, doc) from error


def _pieces_of(found: Sequence[_T]) -> Iterator[list[_T]]:
    """What was found, as it is now, in pieces."""
    kept = list(found)
    for at in range(0, len(kept), _PIECE):
        yield kept[at : at + _PIECE]


def values_of(record: Record, field: str) -> tuple[str, ...]:
    """What a record is found by in the index on `field`: a string, or each of a tuple of strings.

    Of a table with several types of records those that lack the field are found by nothing.
    """
    value: object = getattr(record, field, ())
    return (value,) if isinstance(value, str) else cast("tuple[str, ...]", value)


def _enter(index: dict[str, dict[str, None]], record: Record, field: str) -> None:
    for value in values_of(record, field):
        index.setdefault(value, {})[record.id] = None


def _leave(index: dict[str, dict[str, None]], record: Record, field: str) -> None:
    for value in values_of(record, field):
        bucket = index.get(value)
        if bucket is not None:
            bucket.pop(record.id, None)
            if not bucket:
                del index[value]


@cache
def _field_names(kind: object) -> frozenset[str]:
    """The names that the fields of a Struct have in JSON, or those of all Structs of a union, with its tag."""
    return frozenset(_names(kind))


def _names(kind: object) -> Iterable[str]:
    for each in get_args(kind) or (kind,):
        struct = cast("type[msgspec.Struct]", each)
        yield from (field.encode_name for field in msgspec.structs.fields(struct))
        if struct.__struct_config__.tag_field is not None:
            yield struct.__struct_config__.tag_field


@cache
def _defaults(kind: object, name: str) -> tuple[object, ...]:
    """What a field is where a document doesn't say."""
    structs = (cast("type[msgspec.Struct]", each) for each in get_args(kind) or (kind,))
    fields = (field for struct in structs for field in msgspec.structs.fields(struct) if field.name == name)
    return ("", *(field.default for field in fields))


@contextmanager
def _without_collecting() -> Generator[None]:
    """Many records made at once are no garbage: looking for some among them would take longer than decoding them."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
