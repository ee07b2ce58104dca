"""One table of documents in memory: laid over a snapshot of it as long as few are asked for, else taken apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import GenericAlias
from typing import Final, Protocol, cast

import msgspec

from .lines import Lines
from .resting import PIECE

Raw = msgspec.Raw


class _OnlyId(msgspec.Struct):
    id: str = ""


_ids: Final = msgspec.json.Decoder(_OnlyId)
_rows: Final = msgspec.json.Decoder(dict[int, Raw])
_rows_with_ids: Final = msgspec.json.Decoder(dict[int, _OnlyId])

_FEW: Final = 4
"""To look through a table more often than this takes longer than taking it apart."""

_MANY: Final = 300
"""To pick so many documents out of it one by one takes half as long as taking it apart."""

_SMALL: Final = 128 * 1024
"""A table of fewer bytes is taken apart at once."""


class _Saying(Protocol):
    """A document of which only this was read."""

    id: str
    said: str | list[str]


class Parts:
    """A large table that is taken apart a piece at a time, while it is being used as it was."""

    def __init__(self, lines: Lines) -> None:
        """Of the table that stands in these lines."""
        self.lines = lines
        self.rows: dict[int, Raw] = {}
        self.ids: dict[str, int] = {}

    def pieces(self) -> Iterator[None]:
        """Take it apart; after each piece there may be a rest. Raises msgspec.DecodeError."""
        for piece in self.lines.pieces(PIECE):
            self.rows.update(_rows.decode(piece))
            self.ids.update({row.id: doc for doc, row in _rows_with_ids.decode(piece).items()})
            yield


class Documents:
    """One table: TinyDB number -> document as JSON, and record id -> number.

    A table that comes out of a snapshot stays one piece of JSON, with what has changed since laid over it, until
    somebody asks for many of its documents: opening a store, and a meeting, costs little however much there is.
    """

    def __init__(self, whole: Raw | None = None, next_doc: int = 1, lines: Lines | None = None) -> None:
        """A table as it stands in a snapshot, or an empty one. `lines` says where, when the snapshot says by
        `next_doc` which numbers there can be in it.
        """
        self._whole = whole
        self._lines = lines if whole is not None and len(memoryview(whole)) > _SMALL else None
        self._looks = 0
        self._picked = 0
        self._parts: Parts | None = None
        self._apart: dict[int, Raw] | None = {} if whole is None else None
        self._over: dict[int, Raw | None] = {}
        self._ids: dict[str, int] | None = None
        self._first_new = self._next_doc = next_doc

    @property
    def rows(self) -> Mapping[int, Raw]:
        """All documents; a view of what is there, in the order in which they came."""
        return self._taken_apart()

    @property
    def next_doc(self) -> int:
        """The number that the next new document gets; a number isn't given twice, not even after a deletion."""
        return self._next_doc

    @property
    def whole(self) -> Raw | None:
        """The table as it stood in the snapshot, when nothing has changed since."""
        return None if self._over else self._whole

    def counted(self) -> Documents:
        """Itself, with the next number after the highest there is. Raises ValueError for what isn't a table."""
        self._next_doc = max(self._taken_apart(), default=0) + 1
        return self

    def document(self, doc: int) -> Raw | None:
        """The document with this number."""
        if self._apart is not None:
            return self._apart.get(doc)
        if doc in self._over:
            return self._over[doc]
        if self._lines is not None and doc >= self._first_new:
            return None
        if self._lines is not None and self._picked < _MANY:
            self._picked += 1
            raw = self._lines.in_order(doc)
            if raw is not None:
                return raw
        lines = self._looked_through()
        return self._taken_apart().get(doc) if lines is None else lines.document(doc)

    def doc_of(self, record_id: str) -> int | None:
        """The number of the document with this id."""
        if self._ids is None and (lines := self._looked_through()) is not None:
            for doc, raw in self._over.items():
                if raw is not None and id_of(raw) == record_id:
                    return doc
            found = ((doc, raw) for doc, raw in lines.with_id(record_id) if doc not in self._over)
            return next((doc for doc, raw in found if id_of(raw) == record_id), None)
        if self._ids is None:
            rows = self._taken_apart()
            self._ids = _numbers_by_id(self._whole, rows)
        return self._ids.get(record_id)

    def begin_parts(self) -> Parts | None:
        """For who has time: a large table to take apart, of which something was asked; None when there is none. Until
        it is given to `end_parts`, nobody who asks for something has to take it apart.
        """
        if self._lines is None or self._apart is not None or not (self._looks or self._picked):
            return None
        self._parts = Parts(self._lines)
        return self._parts

    def end_parts(self, parts: Parts, *, whole: bool) -> None:
        """What was begun is done, if it is the `whole`, or else left for another time."""
        self._parts = None
        if whole and self._apart is None and self._lines is parts.lines:
            self._ids = parts.ids
            self._put_apart(parts.rows)

    def holding(self, text: str) -> list[Raw] | None:
        """The documents in which this text stands as a whole string, whatever it is of, and others perhaps; None when
        that takes longer than looking at each of them.
        """
        lines = self._looked_through()
        if lines is None:
            return None
        changed = [raw for raw in self._over.values() if raw is not None]
        return changed + [raw for doc, raw in lines.holding(text) if doc not in self._over]

    def saying(self, field: str) -> dict[str, list[str]]:
        """What the documents say in a field that holds a string or several -> the ids of those that say it.

        Raises ValueError where it holds something else.
        """
        ids: dict[str, int] = {}
        found: dict[str, list[str]] = {}
        for doc, row in self._all_saying(field):
            ids[row.id] = doc
            for each in (row.said,) if isinstance(row.said, str) else row.said:
                found.setdefault(each, []).append(row.id)
        self._ids = self._ids or ids
        return found

    def number(self, ids: dict[str, int]) -> None:
        """Be told the number of each document by its id, as they are now, by who has read all of them."""
        if self._ids is None and self._apart is not None:
            self._ids = ids

    def by_id(self) -> dict[str, Raw]:
        """All documents by the name that a Change gives them: their id, or their number when they have none."""
        return {id_of(raw) or str(doc): raw for doc, raw in self._taken_apart().items()}

    def put(self, doc: int, raw: Raw) -> str:
        """Set a document; its id."""
        record_id = id_of(raw)
        if doc >= self._next_doc:
            self._next_doc = doc + 1
        if self._lines is not None and self._apart is None:
            self._over[doc] = raw
            return record_id
        rows = self._to_change()
        if self._ids is not None:
            if doc in rows and (before := id_of(rows[doc])) != record_id:
                self._ids.pop(before, None)
            self._ids[record_id] = doc
        rows[doc] = raw
        return record_id

    def drop(self, doc: int) -> None:
        """Remove a document, where it is there."""
        if self._lines is not None and self._apart is None:
            self._over[doc] = None
            return
        raw = self._to_change().pop(doc, None)
        if raw is not None and self._ids is not None:
            self._ids.pop(id_of(raw), None)

    def _all_saying(self, field: str) -> Iterable[tuple[int, _Saying]]:
        said = ("said", str | list[str], msgspec.field(name=field, default=""))
        kind = msgspec.defstruct("_Said", [("id", str, ""), said], gc=False)
        rows = self._taken_apart()
        if self._whole is not None:
            whole = msgspec.json.decode(self._whole, type=GenericAlias(dict, (int, kind)))
            return cast("Mapping[int, _Saying]", whole).items()
        one = msgspec.json.Decoder(kind)
        return ((doc, cast("_Saying", one.decode(raw))) for doc, raw in rows.items())

    def _looked_through(self) -> Lines | None:
        """The lines to look through once more; None when it isn't worth it any more, or there are none."""
        if self._lines is None or self._apart is not None or (self._looks >= _FEW and self._parts is None):
            return None
        self._looks += 1
        return self._lines

    def _taken_apart(self) -> dict[int, Raw]:
        if self._apart is None:
            return self._put_apart({} if self._whole is None else _rows.decode(self._whole))
        return self._apart

    def _put_apart(self, rows: dict[int, Raw]) -> dict[int, Raw]:
        self._apart = rows
        if rows:
            self._next_doc = max(self._next_doc, max(rows) + 1)
        self._lay_over()
        return rows

    def _to_change(self) -> dict[int, Raw]:
        rows = self._taken_apart()
        self._whole = self._lines = None
        return rows

    def _lay_over(self) -> None:
        """Do what was done while the table was in one piece."""
        over, self._over = self._over, {}
        for doc, raw in over.items():
            if raw is None:
                self.drop(doc)
            else:
                self.put(doc, raw)


def id_of(raw: Raw) -> str:
    """The id in a document, or "" when it has none."""
    return _ids.decode(raw).id


def _numbers_by_id(whole: Raw | None, rows: Mapping[int, Raw]) -> dict[str, int]:
    if whole is not None:
        return {row.id: doc for doc, row in _rows_with_ids.decode(whole).items()}
    return {id_of(raw): doc for doc, raw in rows.items()}
