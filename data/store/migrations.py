"""From an older schema to the present one: one function a step, each from one number to the next.

A step gets a copy of all documents and the counters, and changes them in place; when it fails, the store is as it was.
It must come to the same result each time (no clock, no chance), as a store is migrated in memory whenever it is read
until the new generation is on the disk. It never calls the program's present records or rules: those move on.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

import msgspec

from .documents import Documents
from .journal import Raw
from .memory import Memory

Document = dict[str, object]
Tables = dict[str, dict[int, Document]]
Numbers = dict[str, int]
Step = Callable[[Tables, Numbers], None]

_rows: Final = msgspec.json.Decoder(Document)


def migrate(memory: Memory, schema: int) -> None:
    """Bring what is in memory to `schema`, step by step. Raises what a step raises, with nothing changed then."""
    tables: Tables = {
        name: {doc: _rows.decode(raw) for doc, raw in documents.rows.items()}
        for name, documents in memory.tables.items()
    }
    numbers = dict(memory.numbers)
    for step in STEPS[memory.schema : schema]:
        step(tables, numbers)
    fresh: dict[str, Documents] = {}
    for name, rows in tables.items():
        before = memory.tables.get(name)
        fresh[name] = Documents(next_doc=1 if before is None else before.next_doc)
        for doc, fields in rows.items():
            fresh[name].put(doc, Raw(msgspec.json.encode(fields)))
    memory.tables = fresh
    memory.numbers = numbers
    memory.schema = schema


def _adopt_plain_tinydb(tables: Tables, numbers: Numbers) -> None:
    """0 → 1: a file that TinyDB made by itself (a first trial, somebody's own script) becomes a store.

    It has no counters: they start after the highest handle in it, so that none is given twice. Documents without an
    id or a moment of making get one (the id sorts by table and number; the moment is the beginning of 1970, which
    nobody will take for real). TinyDB's empty default table goes.
    """
    if not tables.get("_default"):
        tables.pop("_default", None)
    for name, rows in tables.items():
        for doc, fields in rows.items():
            fields.setdefault("id", _made_id(name, doc))
            fields.setdefault("created_at", "1970-01-01T00:00:00Z")
            counter, number = _number_of(fields.get("handle"))
            if counter:
                numbers[counter] = max(number, numbers.get(counter, 0))


STEPS: Final[tuple[Step, ...]] = (_adopt_plain_tinydb,)
"""The step at place n leads from schema n to n + 1; there are as many as the number of the present schema."""

_COUNTERS_OF_1: Final = {
    "A": "action",
    "Q": "question",
    "C": "assumption",
    "M": "meeting",
    "V": "confidential-decision",
}
_ROW: Final = re.compile(r"([AQCMV])-([0-9]{1,9})")
_OF_YEAR: Final = re.compile(r"([0-9]{4})-([0-9]{3,6})")


def _number_of(handle: object) -> tuple[str, int]:
    """The counter of schema 1 that a handle came from, and its number; "" for what is no handle."""
    text = handle if isinstance(handle, str) else ""
    if (row := _ROW.fullmatch(text)) is not None:
        return _COUNTERS_OF_1[row[1]], int(row[2])
    if (of_year := _OF_YEAR.fullmatch(text)) is not None:
        return f"decision:{of_year[1]}", int(of_year[2])
    return "", 0


def _made_id(table: str, doc: int) -> str:
    """A UUIDv7 of as many milliseconds after the beginning of 1970 as the number says, told apart by the table."""
    import hashlib

    name = hashlib.sha256(table.encode()).hexdigest()
    return f"{doc:012x}7{name[:3]}8{name[3:18]}"
