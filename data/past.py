"""What happened to one record, read out of the journals: those in use, and those that were compressed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from kgw_tui.store import Past

from .damage import damaged_file, damaged_line, unreadable
from .files import files_in, journal_bytes, journal_path, packed_path
from .journal import Delete, Done, Fields, Insert, Op, Raw, Update, line_at
from .memory import id_of

_values: Final = msgspec.json.Decoder(dict[str, object])
_encoder: Final = msgspec.json.Encoder()


def history_of(folder: Path, table: str, record_id: str, until: int) -> list[Past]:
    """What the transactions up to number `until` did to one record, oldest first.

    Only the lines in which the id stands are decoded, and of those it is verified that they are what was written.
    Raises StoreUnavailable, StoreDamaged.
    """
    found: list[Past] = []
    by = ""
    for done in _transactions(folder, record_id):
        if done.n > until:
            break
        for op in done.ops:
            if op.table == table and _id(op) == record_id:
                past = _past(done, op, by)
                by = _text(past.now, "changed_by") or _text(past.now, "created_by") or by
                found.append(past)
    return found


def _transactions(folder: Path, record_id: str) -> Iterator[Done]:
    """The transactions in whose lines the id stands as one, oldest first."""
    wanted = b'"id":' + _encoder.encode(record_id)
    for generation in _generations(folder):
        try:
            data = journal_bytes(folder, generation)
        except FileNotFoundError:
            if generation in _generations(folder):
                raise damaged_file(journal_path(folder, generation)) from None
            continue  # it was older than is kept, and went just now
        except OSError as error:
            raise unreadable(error, journal_path(folder, generation)) from error
        except ValueError:
            raise damaged_file(packed_path(folder, generation)) from None
        yield from _lines_with(wanted, data, journal_path(folder, generation))


def _generations(folder: Path) -> tuple[int, ...]:
    try:
        return files_in(folder).journals
    except OSError as error:
        raise unreadable(error, folder) from error


def _lines_with(wanted: bytes, data: bytes, path: Path) -> Iterator[Done]:
    at = data.find(wanted)
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
        at = data.find(wanted, end)


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
