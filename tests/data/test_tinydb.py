"""The store as a TinyDB: a snapshot that plain TinyDB opens, and TinyDB's operations and queries on the store."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB, where
from tinydb.operations import add, delete, increment
from tinydb.operations import set as set_to
from tinydb.queries import Query
from tinydb.storages import MemoryStorage
from tinydb.table import Document, Table

from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.record import Table as RecordTable

from .stores import add as add_entries
from .stores import note, texts


def test_plain_tinydb_opens_a_snapshot_and_finds_the_records_in_it(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add_entries(store, note("één", record_id="1", themes=("rooster",)), note("twee", record_id="2"))
    store.compact()
    store.close()
    plain = TinyDB(max(folder.glob("snapshot-*.json")), encoding="utf-8", access_mode="r")
    assert plain.tables() == {"_kgw", "entries"}
    assert [each["text"] for each in plain.table("entries")] == ["één", "twee"]
    assert plain.table("entries").get(where("themes").any(["rooster"]))["id"] == "1"
    assert plain.table("_kgw").all()[0]["schema"] == 1


def test_what_is_written_through_tinydb_is_in_the_store_for_everybody(folder: Path) -> None:
    store, other = EmbeddedStore(folder), EmbeddedStore(folder)
    add_entries(store, note("a", record_id="1"))
    entries = store.tinydb.table("entries")
    entries.update({"text": "b"}, where("text") == "a")
    other.refresh()
    assert texts(store) == texts(other) == texts(EmbeddedStore(folder)) == ["b"]
    assert other.tinydb.table("entries").search(where("text") == "b")[0]["id"] == "1"
    store.undo()
    assert texts(store) == ["a"]


def test_a_query_is_answered_anew_after_somebody_else_has_written(folder: Path) -> None:
    store, other = EmbeddedStore(folder), EmbeddedStore(folder)
    entries = store.tinydb.table("entries")
    assert entries.search(where("meeting") == "m1") == []
    add_entries(other, note("a"))
    assert entries.search(where("meeting") == "m1") == []
    store.refresh()
    assert len(entries.search(where("meeting") == "m1")) == 1


def test_a_document_that_was_handed_out_is_a_copy(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add_entries(store, note("a", record_id="1"))
    entries = store.tinydb.table("entries")
    entries.all()[0]["text"] = "changed"
    entries.search(where("id") == "1")[0]["text"] = "changed"
    entries.get(where("id") == "1")["text"] = "changed"
    assert entries.search(where("id") == "1")[0]["text"] == "a"
    assert texts(store) == ["a"]


def test_an_operation_that_fails_halfway_changes_nothing(folder: Path) -> None:
    things = EmbeddedStore(folder).tinydb.table("things")
    things.insert_multiple([{"n": 1}, {"n": "text"}])
    with pytest.raises(TypeError):
        things.update(increment("n"))
    assert things.all() == [{"n": 1}, {"n": "text"}]


def test_the_table_of_the_snapshot_itself_is_no_table_for_others(folder: Path) -> None:
    store = EmbeddedStore(folder)
    with pytest.raises(ValueError, match="_kgw"):
        store.tinydb.table("_kgw")
    with pytest.raises(ValueError, match="_kgw"), store.transaction("x") as tx:
        tx.put(RecordTable("_kgw", ENTRIES.type), note("a"))


def _exercise(db: TinyDB) -> list[Any]:
    """Every public operation of a table, with what it answers."""
    table: Table = db.table("things")
    q = Query()
    seen: list[Any] = [
        table.insert({"n": 1, "tags": ["x"]}),
        table.insert_multiple({"n": n, "tags": ["x", "y"]} for n in range(2, 6)),
        table.insert(Document({"n": 9, "deep": {"er": True}}, doc_id=20)),
        table.insert({"n": 10}),
        len(table),
        table.all(),
        [each.doc_id for each in table],
        table.search(q.n > 3),
        table.search(q.tags.any(["y"]) & ~(q.n == 4)),
        table.search(q.deep.er.one_of([True])),
        table.search(q.n.test(lambda n: n % 2 == 0)),
        table.get(q.n == 3),
        table.get(doc_id=20),
        table.get(doc_id=99),
        table.get(doc_ids=[1, 3, 77]),
        table.contains(q.n == 3),
        table.contains(doc_id=99),
        table.contains(doc_id=1),
        table.count(q.n >= 3),
        table.update({"seen": True}, q.n < 3),
        table.update(increment("n"), doc_ids=[1, 2, 55]),
        table.update(set_to("all", "yes")),
        table.update(delete("all"), q.n == 10),
        table.update_multiple([({"half": 1}, q.n == 3), (add("n", 5), q.n == 5)]),
        table.upsert({"n": 3, "up": 1}, q.n == 3),
        table.upsert({"n": 77}, q.n == 77),
        table.upsert(Document({"n": 78}, doc_id=20)),
        table.upsert(Document({"n": 79}, doc_id=44)),
        table.all(),
        table.remove(q.n == 78),
        table.remove(doc_ids=[1, 66]),
        table.search(q.n.exists()),
        table.insert({"n": 100}),
    ]
    table.clear_cache()
    seen += [table.all(), sorted(db.tables())]
    table.truncate()
    seen += [len(table), table.all()]
    db.table("more").insert({"a": None, "b": 1.5, "c": "é"})
    db.drop_table("more")
    seen.append(db.table("more").all())
    db.insert({"in": "the default table"})
    seen += [db.all(), len(db)]
    db.drop_tables()
    seen.append(len(db.table("_default")))
    return seen


def test_every_operation_of_a_table_answers_as_tinydbs_own(folder: Path) -> None:
    ours = _exercise(EmbeddedStore(folder).tinydb)
    theirs = _exercise(TinyDB(storage=MemoryStorage))
    for mine, own in zip(ours, theirs, strict=True):
        assert mine == own
    reopened = EmbeddedStore(folder).tinydb
    assert reopened.tables() == set()


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda t: t.insert(Document({}, doc_id=1)), ValueError),
        (lambda t: t.insert("text"), ValueError),
        (lambda t: t.upsert({"n": 1}), ValueError),
        (lambda t: t.remove(), RuntimeError),
        (lambda t: t.get(), RuntimeError),
        (lambda t: t.contains(), RuntimeError),
    ],
)
def test_what_tinydb_refuses_is_refused(folder: Path, call: Any, error: type[Exception]) -> None:
    for db in (EmbeddedStore(folder).tinydb, TinyDB(storage=MemoryStorage)):
        table = db.table("things")
        table.insert({"n": 1})
        with pytest.raises(error):
            call(table)
        assert table.all() == [{"n": 1}]
