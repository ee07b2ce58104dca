"""Documents at moments of a store's history, forwards and backwards: what a lost transaction must have done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

import msgspec

from ..store.journal import Delete, Done, Insert, Op, Raw, Update, fields_of
from ..store.memory import difference, id_of, merge, to_raw
from .finding import told
from .records import TYPES, is_record

READ: Final = "doctor.read"
"""The label of a transaction of which the label can't be read any more."""

_HIGHEST: Final = 1 << 31

Rows = dict[int, Raw]


class State(msgspec.Struct):
    """All documents by table and TinyDB number, and the counters, at one moment."""

    tables: dict[str, Rows] = msgspec.field(default_factory=dict[str, Rows])
    numbers: dict[str, int] = msgspec.field(default_factory=dict[str, int])

    def copy(self) -> State:
        """Another one of the same."""
        return State({name: dict(rows) for name, rows in self.tables.items()}, dict(self.numbers))

    def rows(self, table: str) -> Rows:
        """The documents of a table, which begins to exist when it is asked for."""
        return self.tables.setdefault(table, {})


def do(state: State, done: Done, back: list[str] | None = None) -> tuple[Done, list[str]]:
    """Do in `state` what a transaction says, as far as it fits; what was done of it, and the words of what wasn't.

    With `back` it isn't sure what the transaction said: it then takes away only what stands there byte for byte as it
    says that it did. The words of what it leaves for that reason are added to `back`.
    """
    fitting: list[Op] = []
    words: list[str] = []
    for op in done.ops:
        rows = state.rows(op.table)
        match op:
            case Insert():
                rows[op.doc] = op.new
            case Update():
                present = rows.get(op.doc)
                merged = None if present is None else to_raw(merge(fields_of(present), op.set, op.was))
                if present is None or merged is None or id_of(present) != op.id or not is_record(op.table, merged):
                    words += filter(None, [told(to_raw(op.set))])
                    continue
                rows[op.doc] = merged
            case Delete():
                if back is not None and op.doc in rows and rows[op.doc] != op.old:
                    back += filter(None, [told(op.old)])
                    continue
                if rows.pop(op.doc, None) is None:
                    continue
        fitting.append(op)
    state.numbers.update(done.numbers)
    return (done if len(fitting) == len(done.ops) else msgspec.structs.replace(done, ops=tuple(fitting))), words


def sensible(done: Done) -> Done:
    """A transaction that could be read and isn't what was written, without what can't be right in it."""
    at = ""
    with suppress(ValueError):
        if dt.datetime.fromisoformat(done.at).tzinfo is not None:
            at = done.at
    label = done.label if done.label.isascii() and done.label.isprintable() else READ
    ops = tuple(op for op in done.ops if _is_sensible(op))
    return Done(done.n, at, "", label, ops, {})


def _is_sensible(op: Op) -> bool:
    if op.table not in TYPES or not 0 < op.doc < _HIGHEST:
        return False
    match op:
        case Insert():
            return is_record(op.table, op.new)
        case Update():
            return _is_text(to_raw(op.set)) and _is_text(to_raw(op.was))
        case Delete():
            return is_record(op.table, op.old)  # and it takes away that alone: see `do`


def _is_text(raw: Raw) -> bool:
    try:
        bytes(raw).decode()
    except UnicodeDecodeError:
        return False
    return True


def take_back(state: State, transactions: Iterable[Done]) -> bool:
    """Undo in `state` these transactions, given newest first; False where they can't have led to it."""
    for done in transactions:
        for op in reversed(done.ops):
            rows = state.rows(op.table)
            present = rows.pop(op.doc, None)
            if (present is None) != isinstance(op, Delete):
                return False
            match op:
                case Update() if present is not None:
                    rows[op.doc] = to_raw(merge(fields_of(present), op.was, op.set))
                case Delete():
                    rows[op.doc] = op.old
                case _:
                    pass
    return True


def between(before: State, after: State) -> tuple[Op, ...]:
    """What leads from one moment to the other."""
    ops: list[Op] = []
    for name in sorted(before.tables.keys() | after.tables.keys()):
        old, new = before.tables.get(name, {}), after.tables.get(name, {})
        ops += [Delete(name, doc, raw) for doc, raw in old.items() if doc not in new]
        for doc, raw in new.items():
            present = old.get(doc)
            if present is None:
                ops.append(Insert(name, doc, raw))
            elif present != raw:
                ops += _changed(name, doc, present, raw)
    return tuple(ops)


def _changed(name: str, doc: int, before: Raw, after: Raw) -> list[Op]:
    if id_of(before) != id_of(after):
        return [Delete(name, doc, before), Insert(name, doc, after)]
    new, was = difference(fields_of(before), fields_of(after))
    return [Update(name, doc, id_of(before), new, was)] if new or was else []
