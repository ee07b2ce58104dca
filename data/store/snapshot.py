"""A snapshot: all documents of a store as readable JSON that plain `TinyDB(path)` opens, with a checksum.

```
{"_kgw":{"1":{"sum":"9f3c02aa","schema":1,"generation":7,"sequence":1234,...}},
"entries":{
"1":{"kind":"note",...},
"2":{...}}}
```
The sum covers everything after itself. The snapshot of a generation holds what stood before its journal began.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final

import msgspec

from .resting import PIECE

Raw = msgspec.Raw

META_TABLE: Final = "_kgw"
_PREFIX: Final = b'{"_kgw":{"1":{"sum":"'
_SUM_END: Final = len(_PREFIX) + 8
_ROWS: Final = 64
"""So many documents are about as much as a piece."""


class Meta(msgspec.Struct, frozen=True):
    """What a snapshot says of itself: the generation whose journal follows it, the last transaction in it and the
    sum of that one's line, when it was written, the counters, and the next TinyDB number of each table.
    """

    schema: int
    generation: int
    sequence: int
    chain: str
    at: str
    numbers: dict[str, int] = {}
    next_doc: dict[str, int] = {}


class _MetaTable(msgspec.Struct):
    row: Meta = msgspec.field(name="1")


class _SchemaRow(msgspec.Struct):
    schema: int


class _SchemaTable(msgspec.Struct):
    row: _SchemaRow = msgspec.field(name="1")


class _SchemaOnly(msgspec.Struct):
    meta: _SchemaTable = msgspec.field(name=META_TABLE)


_tables: Final = msgspec.json.Decoder(dict[str, Raw])
_meta: Final = msgspec.json.Decoder(_MetaTable)
_schema: Final = msgspec.json.Decoder(_SchemaOnly)


def start(total: int) -> bytes:
    """How a snapshot starts: with the sum of everything behind it."""
    return b"%s%08x" % (_PREFIX, total)


def pieces(meta: Meta, tables: Mapping[str, Raw | Mapping[int, Raw]]) -> Iterator[bytes]:
    """What follows the start, a piece at a time."""
    yield b'",' + msgspec.json.encode(meta)[1:] + b"}"
    for name, table in tables.items():
        yield b",\n" + msgspec.json.encode(name) + b":"
        yield from _sliced(table) if isinstance(table, Raw) else _lines(table)
    yield b"}\n"


def encode_table(documents: Mapping[int, Raw]) -> Raw:
    """The documents of one table as JSON, one a line."""
    return Raw(b"".join(_lines(documents)))


def count(table: Raw) -> int:
    """How many documents a table has, as it stands in a snapshot: one a line."""
    return sum(piece.count(b"\n") for piece in _sliced(table))


def encode(meta: Meta, tables: Mapping[str, Raw]) -> bytes:
    """The bytes of a snapshot."""
    rest = b"".join(pieces(meta, tables))
    return start(zlib.crc32(rest)) + rest


def decode(data: bytes) -> tuple[Meta, dict[str, Raw]]:
    """What a snapshot says of itself, and its tables. Raises ValueError when it isn't what was written."""
    if not is_whole(data):
        raise ValueError("the checksum of the snapshot is wrong")
    tables = _tables.decode(data)  # msgspec's errors are ValueErrors
    return _meta.decode(tables.pop(META_TABLE)).row, tables


def is_whole(data: bytes) -> bool:
    """Whether a snapshot is what was written, by its sum."""
    total = b"%08x" % zlib.crc32(memoryview(data)[_SUM_END:])
    return data.startswith(_PREFIX) and data[len(_PREFIX) : _SUM_END] == total


def plain(data: bytes) -> dict[str, Raw]:
    """The tables of a file that TinyDB made by itself. Raises ValueError when it isn't one."""
    return _tables.decode(data) if data.strip() else {}


def schema_of(data: bytes) -> int:
    """The schema version that a snapshot gives itself, whole or not; 0 when it gives none."""
    head = data[: data.find(b"\n")]
    if head.startswith(_PREFIX) and head.endswith(b","):
        data = head[:-1] + b"}"  # what it says of itself: its tables needn't be looked through for that
    try:
        return _schema.decode(data).meta.row.schema
    except (msgspec.DecodeError, UnicodeDecodeError):
        return 0


def _sliced(table: Raw) -> Iterator[bytes]:
    whole = memoryview(table)
    for place in range(0, len(whole), PIECE):
        yield bytes(whole[place : place + PIECE])


def _lines(documents: Mapping[int, Raw]) -> Iterator[bytes]:
    rows = iter(documents.items())
    before = b"{\n"
    while lines := [b'"%d":%b' % (doc, raw) for doc, raw in islice(rows, _ROWS)]:
        yield before + b",\n".join(lines)
        before = b",\n"
    yield b"}" if documents else b"{}"
