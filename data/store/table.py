"""The store as a TinyDB: a Storage and a Table of which the reading comes from memory and the writing is journalled.

TinyDB's own Table reads and writes the whole storage for each operation. Here a write costs what it changes; all its
public operations, and its queries, work as TinyDB describes them. Documents are copies: changing one changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from contextlib import AbstractContextManager
from typing import Any, Protocol, cast

import msgspec
from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from .journal import Raw
from .memory import Memory
from .snapshot import META_TABLE
from .staging import Staging

Fields = Mapping[str, object]
Change = Fields | Callable[[MutableMapping[str, object]], None]
"""Fields to set, or a function that changes a document in place (such as tinydb.operations gives)."""

_decode = msgspec.json.Decoder(dict[str, object]).decode


class Host(Protocol):
    """What the TinyDB stands on: an engine."""

    @property
    def cursor(self) -> int:
        """A number that changes whenever a document has."""
        ...

    @property
    def memory(self) -> Memory:
        """The documents."""
        ...

    def staged(self, label: str) -> AbstractContextManager[Staging]:
        """A transaction."""
        ...


class StoreStorage(Storage):
    """All tables, as TinyDB asks a storage for them."""

    def __init__(self, host: Host) -> None:
        """The storage of `host`."""
        self.host = host

    def read(self) -> dict[str, dict[str, Any]]:
        """Everything there is, decoded."""
        return {name: _decoded_rows(table.rows) for name, table in self.host.memory.tables.items() if table.rows}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make everything what `data` says, in one transaction."""
        with self.host.staged("tinydb.write") as staging:
            for name in self.host.memory.tables.keys() | data.keys():
                _make(staging, name, cast("Mapping[str, Fields]", data.get(name, {})))

    def close(self) -> None:
        """Nothing: the engine is closed by who opened it."""


class StoreTable(Table):
    """One table of the store."""

    def __init__(self, storage: Storage, name: str, cache_size: int = 10, persist_empty: bool = False) -> None:
        """As TinyDB's; `persist_empty` changes nothing, as a table without documents isn't told from none."""
        if not isinstance(storage, StoreStorage) or name == META_TABLE:
            raise ValueError(f"{name} is no table of a store")
        super().__init__(storage, name, cache_size)
        self._host = storage.host
        self._seen = -1

    def insert(self, document: Fields) -> int:
        """Insert a document; its number. Raises ValueError when a Document's number is taken."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Fields]) -> list[int]:
        """Insert documents in one transaction; their numbers."""
        numbers: list[int] = []
        with self._host.staged("tinydb.insert") as staging:
            for document in documents:
                numbers.append(self._insert(staging, document))
        return numbers

    def all(self) -> list[Document]:
        """All documents."""
        return list(self)

    def search(self, cond: QueryLike) -> list[Document]:
        """The documents for which the query holds."""
        if self._seen != self._host.cursor:
            self.clear_cache()
            self._seen = self._host.cursor
        found = self._query_cache.get(cond)
        if found is None:
            found = [Document(fields, doc) for doc, fields in self._fields() if cond(fields)]
            cacheable = cast("Callable[[], bool]", getattr(cond, "is_cacheable", _always))
            if cacheable():
                self._query_cache[cond] = found
        return [Document(each, each.doc_id) for each in found]

    def contains(self, cond: QueryLike | None = None, doc_id: int | None = None) -> bool:
        """Whether there is a document with this number, or one for which the query holds."""
        if doc_id is not None:
            return doc_id in self._rows()
        if cond is None:
            raise RuntimeError("You have to pass either cond or doc_id")
        return any(cond(fields) for _doc, fields in self._fields())

    def update(self, fields: Change, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """Change the documents with these numbers, or for which the query holds, or all; the numbers of them."""
        with self._host.staged("tinydb.update") as staging:
            return self._update(staging, fields, cond, doc_ids)

    def update_multiple(self, updates: Iterable[tuple[Change, QueryLike]]) -> list[int]:
        """Make several changes, each where its query holds, in one transaction; the numbers of what was changed."""
        steps = list(updates)
        changed: list[int] = []
        with self._host.staged("tinydb.update") as staging:
            for doc, raw in staging.table(self.name).rows().items():
                document = _decode(raw)
                for fields, cond in steps:
                    if cond(document):
                        _change(document, fields)
                        changed.append(doc)
                staging.table(self.name).put(doc, _encoded(document))
        return changed

    def upsert(self, document: Fields, cond: QueryLike | None = None) -> list[int]:
        """Change the documents with the number of this one or for which the query holds; insert it if none is."""
        doc_ids = [document.doc_id] if isinstance(document, Document) else None
        if doc_ids is None and cond is None:
            raise ValueError("without a query, upsert needs a Document, which has a number")
        with self._host.staged("tinydb.upsert") as staging:
            return self._update(staging, document, cond, doc_ids) or [self._insert(staging, document)]

    def remove(self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None) -> list[int]:
        """Remove the documents with these numbers, or for which the query holds; the numbers of them."""
        if cond is None and doc_ids is None:
            raise RuntimeError("Use truncate() to remove all documents")
        with self._host.staged("tinydb.remove") as staging:
            removed = self._chosen(staging, cond, doc_ids)
            for doc in removed:
                staging.table(self.name).drop(doc)
        return removed

    def truncate(self) -> None:
        """Remove all documents."""
        with self._host.staged("tinydb.truncate") as staging:
            for doc in self._rows():
                staging.table(self.name).drop(doc)

    def __len__(self) -> int:
        """How many documents there are."""
        return len(self._rows())

    def __iter__(self) -> Iterator[Document]:
        """Each document, in the order in which they came."""
        for doc, fields in self._fields():
            yield Document(fields, doc)

    def _rows(self) -> Mapping[int, Raw]:
        return self._host.memory.table(self.name).rows

    def _fields(self) -> Iterator[tuple[int, dict[str, object]]]:
        for doc, raw in list(self._rows().items()):
            yield doc, _decode(raw)

    def _insert(self, staging: Staging, document: Fields) -> int:
        if not isinstance(cast("object", document), Mapping):
            raise ValueError("Document is not a Mapping")
        raw = _encoded(document)
        if not isinstance(document, Document):
            return staging.table(self.name).insert(raw)
        if staging.table(self.name).raw(document.doc_id) is not None:
            raise ValueError(f"Document with ID {document.doc_id} already exists")
        staging.table(self.name).put(document.doc_id, raw)
        return document.doc_id

    def _update(
        self, staging: Staging, fields: Change, cond: QueryLike | None, doc_ids: Iterable[int] | None
    ) -> list[int]:
        chosen = self._chosen(staging, cond, doc_ids)
        for doc in chosen:
            raw = staging.table(self.name).raw(doc)
            if raw is not None:
                document = _decode(raw)
                _change(document, fields)
                staging.table(self.name).put(doc, _encoded(document))
        return chosen

    def _chosen(self, staging: Staging, cond: QueryLike | None, doc_ids: Iterable[int] | None) -> list[int]:
        if doc_ids is not None:
            return [doc for doc in doc_ids if staging.table(self.name).raw(doc) is not None]
        return [doc for doc, raw in self._rows().items() if cond is None or cond(_decode(raw))]

    def _read_table(self) -> dict[str, Mapping[str, object]]:
        """What TinyDB's other methods (`get`) read: the table, of which they decode what they look at."""
        return cast("dict[str, Mapping[str, object]]", _Rows(self._rows()))

    def _update_table(self, updater: Callable[[dict[int, Fields]], None]) -> None:
        """What TinyDB's other methods write through: the whole table, of which only the differences are written."""
        with self._host.staged("tinydb.write") as staging:
            table: dict[int, Fields] = dict(self._fields())
            updater(table)
            _make(staging, self.name, {str(doc): fields for doc, fields in table.items()})


class StoreDB(TinyDB):
    """The store as a TinyDB; `close` leaves the store open."""

    table_class = StoreTable

    def tables(self) -> set[str]:
        """The names of the tables that have documents."""
        return {name for name, table in self._host().memory.tables.items() if table.rows}

    def drop_table(self, name: str) -> None:
        """Remove all documents of a table."""
        StoreTable(self.storage, name).truncate()

    def _host(self) -> Host:
        return cast("StoreStorage", self.storage).host


def as_tinydb(host: Host) -> StoreDB:
    """The TinyDB of `host`."""
    return StoreDB(host, storage=StoreStorage)


class _Undecoded(Mapping[str, object]):
    """A document that is decoded when somebody looks into it."""

    def __init__(self, raw: Raw) -> None:
        self._raw = raw
        self._fields: dict[str, object] | None = None

    def __getitem__(self, name: str) -> object:
        return self._decoded()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._decoded())

    def __len__(self) -> int:
        return len(self._decoded())

    def _decoded(self) -> dict[str, object]:
        if self._fields is None:
            self._fields = _decode(self._raw)
        return self._fields


class _Rows(Mapping[str, _Undecoded]):
    """A table as TinyDB's `get` reads it: number in text -> document."""

    def __init__(self, rows: Mapping[int, Raw]) -> None:
        self._rows = rows

    def __getitem__(self, number: str) -> _Undecoded:
        return _Undecoded(self._rows[int(number)])

    def __iter__(self) -> Iterator[str]:
        return map(str, self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def _decoded_rows(rows: Mapping[int, Raw]) -> dict[str, Any]:
    return {str(doc): _decode(raw) for doc, raw in rows.items()}


def _encoded(document: Fields) -> Raw:
    return Raw(msgspec.json.encode(dict(document)))


def _change(document: dict[str, object], fields: Change) -> None:
    if callable(fields):
        fields(document)
    else:
        document.update(fields)


def _make(staging: Staging, name: str, wanted: Mapping[str, Fields]) -> None:
    """Stage what makes a table hold exactly the documents that are wanted."""
    for doc in staging.table(name).rows():
        if str(doc) not in wanted:
            staging.table(name).drop(doc)
    for doc, fields in wanted.items():
        staging.table(name).put(int(doc), _encoded(fields))


def _always() -> bool:
    return True
