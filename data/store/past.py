"""What happened to records, read out of the journals: those in use, and those that were compressed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final

import msgspec

from kgw_tui.store import Past

from ..damage import damaged_file, damaged_line, unreadable
from .documents import id_of
from .files import files_in, journal_bytes, journal_path, packed_path
from .journal import Delete, Done, Fields, Insert, Op, Raw, Update, line_at

_values: Final = msgspec.json.Decoder(dict[str, object])
_encoder: Final = msgspec.json.Encoder()
_AN_ID: Final = re.compile(rb'"id":("(?:[^"\\]|\\.)*")')
_FEW: Final = 4
"""To look for so many ids one after another is faster than to look at every id there is."""

Places = Callable[[bytes, int], int]
"""Where in a journal, from a place on, there is something that is looked for; -1 for nowhere."""


def histories_of(folder: Path, table: str, record_ids: Collection[str], until: int) -> dict[str, list[Past]]:
    """What the transactions up to number `until` did to each of these records, oldest first.

    Only the lines in which such an id stands are decoded, and of those it is verified that they are what was written.
    Raises StoreUnavailable, StoreDamaged.
    """
    found: dict[str, list[Past]] = {}
    by: dict[str, str] = {}
    for done in _transactions(folder, _ids(record_ids), until):
        for op in done.ops:
            record_id = _id(op)
            if op.table == table and record_id in record_ids:
                past = _past(done, op, by.get(record_id, ""))
                by[record_id] = _text(past.now, "changed_by") or _text(past.now, "created_by") or by.get(record_id, "")
                found.setdefault(record_id, []).append(past)
    return found


def removed_from(folder: Path, table: str, until: int) -> dict[str, Past]:
    """By what the records of a table that were removed went the last time, by id; they may have come back since.

    Raises StoreUnavailable, StoreDamaged.
    """
    wanted = b'"op":"del","in":' + _encoder.encode(table)
    found: dict[str, Past] = {}
    for done in _transactions(folder, lambda data, start: data.find(wanted, start), until):
        for op in done.ops:
            if op.table == table and isinstance(op, Delete):
                found[_id(op)] = _past(done, op, "")
    return found


def _ids(record_ids: Collection[str]) -> Places:
    """Where one of these ids stands as the id of something."""
    encoded = [_encoder.encode(each) for each in record_ids]
    if len(encoded) <= _FEW:
        wanted = [b'"id":' + each for each in encoded]
        return lambda data, start: min((at for each in wanted if (at := data.find(each, start)) >= 0), default=-1)
    among = frozenset(encoded)
    return lambda data, start: next((match.start() for match in _AN_ID.finditer(data, start) if match[1] in among), -1)


def _transactions(folder: Path, places: Places, until: int) -> Iterator[Done]:
    """The transactions in whose lines there is something that is looked for, oldest first."""
    for generation in _generations(folder):
        path = journal_path(folder, generation)
        try:
            data = journal_bytes(folder, generation)
        except FileNotFoundError:
            if generation in _generations(folder):
                raise damaged_file(path) from None
            continue  # it was older than is kept, and went just now
        except OSError as error:
            raise unreadable(error, path) from error
        except ValueError:
            raise damaged_file(packed_path(folder, generation)) from None
        for done in _lines_with(places, data, path):
            if done.n > until:
                return
            yield done


def _generations(folder: Path) -> tuple[int, ...]:
    try:
        return files_in(folder).journals
    except OSError as error:
        raise unreadable(error, folder) from error


def _lines_with(places: Places, data: bytes, path: Path) -> Iterator[Done]:
    at = places(data, 0)
    while at >= 0:
        start = data.rfind(b"\n", 0, at) + 1
        end = data.find(b"\n", at) + 1
        if not end:
            return  # still being written
        line = line_at(data, start, end)
        if line is None:
            if not data[end:].strip(b"\n"):
                return  # never finished: the next writer cuts it off
            raise damaged_line(path, data.count(b"\n", 0, start) + 1, start, 0)
        if isinstance(line, Done):
            yield line
        at = places(data, end)


def _past(done: Done, op: Op, before: str) -> Past:
    """One thing that happened; `before` is who had changed the record last, by what stands in it."""
    at = dt.datetime.fromisoformat(done.at)
    match op:
        case Insert():
            past = Past(done.n, at, done.who, done.label, now=_whole(op.new), made=True, of=done.of)
        case Delete():
            past = Past(done.n, at, done.who, done.label, was=_whole(op.old), removed=True, of=done.of)
        case Update():
            past = Past(done.n, at, done.who, done.label, was=_some(op.was), now=_some(op.set), of=done.of)
    if past.by or done.of or past.removed:
        return past
    return msgspec.structs.replace(past, by=_told_by(past, before))


def _told_by(past: Past, before: str) -> str:
    """Who changed a record, by what stands in it: a line from before journals said so. The changer that stays the
    same isn't among the fields that changed, but the moment is.
    """
    if past.made:
        return _text(past.now, "changed_by") or _text(past.now, "created_by")
    return _text(past.now, "changed_by") or (before if "changed_at" in past.now else "")


def _text(fields: dict[str, object], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _whole(raw: Raw) -> dict[str, object]:
    return _values.decode(raw)


def _some(fields: Fields) -> dict[str, object]:
    return _values.decode(_encoder.encode(fields))


def _id(op: Op) -> str:
    match op:
        case Insert():
            return id_of(op.new)
        case Delete():
            return id_of(op.old)
        case Update():
            return op.id
