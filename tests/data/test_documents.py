"""Tables that lie in a snapshot as one piece: whatever is asked and done, they tell what those taken apart tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgw_tui.data.store import documents, snapshot
from kgw_tui.data.store.documents import Documents, Parts, id_of
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.data.store.indexes import TypedTable
from kgw_tui.data.store.lines import Lines, lines_in
from kgw_tui.data.store.memory import to_raw
from kgw_tui.errors import StoreDamaged
from kgw_tui.records.entries import ENTRIES, AnyEntry
from kgw_tui.records.people import PEOPLE, Person
from kgw_tui.records.record import Record, Table

from .stores import MADE, add, note, texts

Raw = msgspec.Raw
COUNT = 12
ASKED = [
    ("meeting", "m1"),
    ("meeting", ""),
    ("themes", "x"),
    ("themes", 'a "quoted" one'),
    ("parent", "001"),
    ("handle", "A-1"),
]
THEMES = ("x", "y", 'a "quoted" one', "id", "")


@pytest.fixture(autouse=True)
def _all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_SMALL", 0)
    monkeypatch.setattr(documents, "PIECE", 200)


def entry(number: int, theme: str, meeting: str, parent: str = "") -> AnyEntry:
    made = note(f"line {number} é\n", record_id=f"{number:03}", meeting=meeting, themes=(theme,) if theme else ())
    return msgspec.structs.replace(made, parent=parent)


def raw_of(record: Record) -> Raw:
    return Raw(msgspec.json.encode(record))


def laid_over(entries: list[AnyEntry], *, orderly: bool) -> Documents:
    """A table as it comes out of a snapshot, in one piece; numbers mostly go up from line to line."""
    rows = [(number, raw_of(each)) for number, each in enumerate(entries, 1)]
    table = snapshot.encode_table(dict(rows if orderly else rows[1::2] + rows[::2]))
    meta = snapshot.Meta(1, 1, 1, "00000000", "", {}, {})
    data = snapshot.encode(meta, {"before": Raw(b'{\n"1":{"id":"001"}}'), "entries": table, "later": Raw(b"{}")})
    _meta, tables = snapshot.decode(data)
    lines = lines_in(data, tables).get("entries")
    assert isinstance(lines, Lines) or not entries
    return Documents(tables["entries"], len(entries) + 1, lines)


entries = st.builds(
    entry,
    st.integers(1, COUNT + 3),
    st.sampled_from(THEMES),
    st.sampled_from(["m1", "m2", "001", ""]),
    st.sampled_from(["", "001", "002"]),
)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("put"), entries),
        st.tuples(st.just("drop"), st.integers(1, COUNT + 3)),
        st.tuples(st.just("get"), st.integers(1, COUNT + 3)),
        st.tuples(st.just("find"), st.sampled_from(ASKED)),
        st.tuples(st.sampled_from(["all", "begin", "step", "end"]), st.none()),
    ),
    max_size=25,
)


@settings(max_examples=300, deadline=None)
@given(
    start=st.lists(entries, max_size=COUNT, unique_by=lambda each: each.id),
    deeds=deeds,
    orderly=st.sampled_from([True, False]),
)
def test_a_table_in_one_piece_tells_what_a_model_tells(
    start: list[AnyEntry], deeds: list[tuple[str, object]], orderly: bool
) -> None:
    table = laid_over(start, orderly=orderly)
    typed: TypedTable[AnyEntry] = TypedTable(ENTRIES, table)
    model = {each.id: each for each in start}
    parts: Parts | None = None
    steps: Iterator[None] = iter(())
    for deed, what in deeds:
        if isinstance(what, tuple):
            field, value = what
            found = [each for _id, each in sorted(model.items()) if _says(each, field, value)]
            assert typed.find(field, value) == found
        elif isinstance(what, Record):
            doc = table.doc_of(what.id)
            table.put(table.next_doc if doc is None else doc, raw_of(what))
            typed.changed(what.id)
            model[what.id] = what
        elif isinstance(what, int):
            record_id = f"{what:03}"
            doc = table.doc_of(record_id)
            assert (doc is not None) == (record_id in model)
            if deed == "get":
                assert typed.get(record_id) == model.get(record_id)
            elif doc is not None:
                assert id_of(table.document(doc) or Raw(b"{}")) == record_id
                table.drop(doc)
                typed.changed(record_id)
                del model[record_id]
                assert table.document(doc) is None
        elif deed == "begin" and parts is None:
            parts = table.begin_parts()
            steps = iter(()) if parts is None else parts.pieces()
        elif deed == "step":
            next(steps, None)
        elif deed == "end" and parts is not None:
            for _step in steps:
                pass
            table.end_parts(parts, whole=True)
            parts = None
        elif deed == "all":
            assert typed.all() == [each for _id, each in sorted(model.items())]
    assert {name: bytes(raw) for name, raw in table.by_id().items()} == {
        each.id: bytes(raw_of(each)) for each in model.values()
    }
    assert table.whole is None or len(table.rows) == len(start)


def _says(record: AnyEntry, field: str, value: str) -> bool:
    said: object = getattr(record, field, ())
    return value in said if isinstance(said, tuple) else said == value


def test_a_store_of_which_little_is_asked_is_not_taken_apart_and_takes_writes(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, *(entry(number, "x", f"m{number % 50}") for number in range(1, 500)))
    store.compact()
    store.close()
    again, other = EmbeddedStore(folder), EmbeddedStore(folder)
    changed = entry(7, "y", "m7")
    add(again, changed)
    add(again, entry(900, "y", "m7"))
    other.refresh()
    for session in (again, other, EmbeddedStore(folder)):
        assert len(session.query(ENTRIES, meeting="m7")) == 11
        assert session.get(ENTRIES, "007") == changed
        assert session.memory.table("entries").whole is None
    again.undo()
    again.undo()
    again.compact()
    assert texts(EmbeddedStore(folder)) == [f"line {number} é\n" for number in range(1, 500)]


def test_who_looks_after_a_store_takes_apart_what_is_asked_for_and_nobody_else_has_to(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, *(entry(number, "x", f"m{number % 50}") for number in range(1, 500)))
    with store.transaction("other") as tx:
        tx.put(PEOPLE, Person(id="anna", created_at=MADE, name="Anna"))
    store.compact()
    store.close()
    again = EmbeddedStore(folder)
    again.look_after(bool)
    table, people = (again.memory.table(each) for each in ("entries", "people"))
    assert not _is_apart(table)
    changed = entry(7, "y", "m7")
    add(again, changed)
    again.look_after(lambda: True)
    assert not _is_apart(table)
    again.look_after(bool)
    assert (_is_apart(table), _is_apart(people)) == (True, False)
    assert again.get(ENTRIES, "007") == changed
    assert table.doc_of("499") == 499
    assert again.all(ENTRIES) == EmbeddedStore(folder).all(ENTRIES)


def test_while_a_table_is_being_taken_apart_nobody_who_asks_does_it_at_once(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, *(entry(number, "x", f"m{number % 50}") for number in range(1, 500)))
    store.compact()
    store.close()
    again = EmbeddedStore(folder)
    table = again.memory.table("entries")
    assert table.doc_of("001") == 1
    parts = table.begin_parts()
    assert parts is not None
    for number in range(1, 20):
        assert table.doc_of(f"{number:03}") == number
        add(again, entry(900 + number, "y", "m7"))
    assert not _is_apart(table)
    assert len(list(parts.pieces())) > 10
    table.end_parts(parts, whole=True)
    assert _is_apart(table)
    assert len(again.query(ENTRIES, meeting="m7")) == 10 + 19
    assert table.next_doc == 519


def _is_apart(table: Documents) -> bool:
    """Whether a table was taken apart: then there is nothing to begin, though something is asked here."""
    assert table.document(1) is not None
    parts = table.begin_parts()
    if parts is not None:
        table.end_parts(parts, whole=False)
    return parts is None


def test_a_document_that_cant_be_understood_is_told_however_it_is_found(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, *(entry(number, "x", f"m{number}") for number in range(1, 100)))
    store.tinydb.table("entries").update({"text": 5}, doc_ids=[7])
    store.compact()
    again = EmbeddedStore(folder)
    assert len(again.query(ENTRIES, meeting="m8")) == 1
    for _turn in range(8):
        with pytest.raises(StoreDamaged, match=r"\b7\b"):
            again.query(ENTRIES, meeting="m7")
    with pytest.raises(StoreDamaged, match=r"\b7\b"):
        again.get(ENTRIES, "007")


def test_what_holds_no_lines_is_no_lines() -> None:
    table = Raw(b'{"1": {"id": "a"}}')
    data = b'{"_kgw":{},\n"entries":' + bytes(table) + b"}\n"
    assert lines_in(data, {"entries": table}) == {}
    assert lines_in(data, {"other": table}) == {}
    whole = Documents(table, 2)
    assert whole.doc_of("a") == 1
    assert whole.put(1, to_raw({"id": Raw(b'"b"')})) == "b"
    assert (whole.doc_of("a"), whole.doc_of("b")) == (None, 1)
    assert TypedTable(Table[Record]("entries", Record, ()), Documents()).all() == []
