"""Stores of other versions: an older one is brought along, on a copy; a newer one is left alone."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path

import pytest
from tinydb import TinyDB

from kgw_tui.data.store import log, migrations
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.data.store.journal import Begin, encode
from kgw_tui.data.store.migrations import Numbers, Tables
from kgw_tui.errors import StoreDamaged, StoreTooNew
from kgw_tui.records.entries import ENTRIES, Note

from .faults import failing
from .stores import add, contents, journal, note, texts, written


def plain_tinydb(folder: Path) -> None:
    """A file as TinyDB by itself makes it, before kgw gave stores a number."""
    db = TinyDB(folder / "store.json")
    db.table("entries").insert({"kind": "action", "text": "rooster maken", "handle": "A-12", "meeting": "m1"})
    db.table("entries").insert({"kind": "decision", "text": "akkoord", "handle": "2026-007", "id": "known"})
    db.table("entries").insert({"kind": "decision", "text": "vertrouwelijk", "handle": "V-03"})
    db.table("entries").insert({"kind": "note", "text": "één ✓", "created_at": "2026-03-02T13:00:00Z"})
    db.table("meetings").insert({"handle": "M-4", "date": "2026-03-02"})
    db.close()


def test_a_file_of_plain_tinydb_becomes_a_store_and_its_numbers_go_on(folder: Path) -> None:
    plain_tinydb(folder)
    before = (folder / "store.json").read_bytes()
    store = EmbeddedStore(folder)
    assert texts(store) == ["rooster maken", "vertrouwelijk", "één ✓", "akkoord"]
    assert store.query(ENTRIES, meeting="m1")[0].text == "rooster maken"
    with store.transaction("number") as tx:
        given = [tx.next_number(each) for each in ("action", "decision:2026", "confidential-decision", "meeting")]
        assert given == [13, 8, 4, 5]
        assert tx.next_number("question") == 1
    assert (folder / "store.json").read_bytes() == before
    assert [path.read_bytes() for path in (folder / "backups").rglob("store.json")] == [before]
    add(store, note("more"))
    assert EmbeddedStore(folder).all(ENTRIES) == store.all(ENTRIES)
    assert len({entry.id for entry in store.all(ENTRIES)}) == 5


def test_what_tinydb_itself_cant_read_is_damage_and_is_left_alone(folder: Path) -> None:
    (folder / "store.json").write_text('{"entries": {"1": {"text"', "utf-8")
    before = contents(folder)
    with pytest.raises(StoreDamaged, match=r"store\.json"):
        EmbeddedStore(folder)
    assert contents(folder) == before


@pytest.fixture
def older_store(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store that the present version wrote, and a program that is one version further."""
    store = EmbeddedStore(folder)
    add(store, note("line 0", record_id="0"))
    store.compact()
    add(store, note("line 1", record_id="1"))
    with store.transaction("number") as tx:
        tx.next_number("line")
    store.close()

    def shout(tables: Tables, numbers: Numbers) -> None:
        for fields in tables["entries"].values():
            fields["text"] = str(fields["text"]).upper()
        numbers["line"] += 100

    become(log.SCHEMA + 1, monkeypatch)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, shout))
    return folder


def become(schema: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program be of another version."""
    for module in ("log", "loading", "in_step"):
        monkeypatch.setattr(f"kgw_tui.data.store.{module}.SCHEMA", schema)


def test_an_older_store_is_migrated_once_and_kept_as_it_was(older_store: Path) -> None:
    before = contents(older_store)
    store = EmbeddedStore(older_store)
    assert texts(store) == ["LINE 0", "LINE 1"]
    with store.transaction("number") as tx:
        assert tx.next_number("line") == 102
    after = contents(older_store)
    (kept,) = (older_store / "backups").iterdir()
    assert contents(kept) == {name: data for name, data in before.items() if name != "lock"}
    assert {name: after[name] for name in before if name.startswith("snapshot")} == {
        name: before[name] for name in before if name.startswith("snapshot")
    }
    add(store, note("line 2", record_id="2"))
    assert texts(EmbeddedStore(older_store)) == ["LINE 0", "LINE 1", "line 2"]
    assert len(list((older_store / "backups").iterdir())) == 1


def test_a_migration_whose_snapshot_was_lost_is_made_again_from_the_journals(older_store: Path) -> None:
    store = EmbeddedStore(older_store)
    add(store, note("line 2", record_id="2"))
    store.close()
    max(older_store.glob("snapshot-*.json")).write_bytes(b"")
    assert texts(EmbeddedStore(older_store)) == ["LINE 0", "LINE 1", "line 2"]


def test_a_step_that_fails_leaves_the_store_as_it_was(older_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(tables: Tables, _numbers: Numbers) -> None:
        tables.clear()
        raise ArithmeticError

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS[:-1], fail))
    before = contents(older_store)
    with pytest.raises(ArithmeticError):
        EmbeddedStore(older_store)
    assert contents(older_store) == before


def test_an_older_store_on_a_disk_that_cant_be_written_is_read_as_the_present_version_would(older_store: Path) -> None:
    with failing(1, 10_000):
        store = EmbeddedStore(older_store)
        assert texts(store) == ["LINE 0", "LINE 1"]
        assert len(store.notices) == 1
    add(store, note("line 2", record_id="2"))
    assert texts(store) == texts(EmbeddedStore(older_store)) == ["LINE 0", "LINE 1", "line 2"]


def test_a_program_that_was_open_while_a_newer_one_migrated_the_store_stops_writing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = EmbeddedStore(folder)
    add(old, note("line 0"))
    with monkeypatch.context() as newer:
        become(log.SCHEMA + 1, newer)
        newer.setattr(migrations, "STEPS", (*migrations.STEPS, lambda _tables, _numbers: None))
        EmbeddedStore(folder).close()
    before = contents(folder)
    with pytest.raises(StoreTooNew), old.transaction("entry.add") as tx:
        tx.put(ENTRIES, note("line 1"))
    with pytest.raises(StoreTooNew):
        old.refresh()
    assert texts(old) == ["line 0"]
    assert contents(folder) == before


@pytest.mark.parametrize("where", ["snapshot", "journal", "plain"])
def test_a_store_of_a_newer_version_is_refused_and_not_a_byte_of_it_changes(folder: Path, where: str) -> None:
    written(folder, 2)
    store = EmbeddedStore(folder)
    store.compact()
    store.close()
    if where == "plain":
        for path in folder.iterdir():
            path.unlink()
        (folder / "store.json").write_text('{"_kgw": {"1": {"schema": 2}}, "entries": "in a new shape"}', "utf-8")
    elif where == "snapshot":
        path = max(folder.glob("snapshot-*.json"))
        data = path.read_bytes().replace(b'"schema":1', b'"schema":99', 1)
        head = data.index(b'"sum":"') + 7
        path.write_bytes(b"%s%08x%s" % (data[:head], zlib.crc32(data[head + 8 :]), data[head + 8 :]))
    else:
        max(folder.glob("snapshot-*.json")).unlink()
        path = journal(folder)
        header = json.loads(path.read_bytes().splitlines()[0])
        newer, _sum = encode(Begin(header["generation"], header["after"], header["prev"], 99, header["at"]), 0)
        path.write_bytes(newer + b"lines of a kind that doesn't exist yet\n" * 2)
    before = contents(folder)
    with pytest.raises(StoreTooNew, match=re.escape(str(folder))):
        EmbeddedStore(folder)
    assert contents(folder) == before


def test_a_damaged_number_of_the_schema_isnt_taken_for_a_newer_version(folder: Path) -> None:
    written(folder, 2)
    store = EmbeddedStore(folder)
    store.compact()
    store.close()
    path = max(folder.glob("snapshot-*.json"))
    path.write_bytes(path.read_bytes().replace(b'"schema":1', b'"schema":9', 1))
    again = EmbeddedStore(folder)
    assert texts(again) == ["line 0", "line 1"]
    assert len(again.notices) == 1


def test_a_field_that_this_version_doesnt_know_stays_when_it_changes_another(folder: Path) -> None:
    store = EmbeddedStore(folder)
    entry = note("a", record_id="1", themes=("x",))
    add(store, entry)
    entries = store.tinydb.table("entries")
    entries.update({"mood": "cheerful"}, doc_ids=[1])
    add(store, Note(id="1", created_at=entry.created_at, meeting="m1", text="b"))
    store.compact()
    (document,) = EmbeddedStore(folder).tinydb.table("entries")
    assert (document["text"], document["mood"]) == ("b", "cheerful")
    assert "themes" not in document


def test_there_is_a_step_for_every_version() -> None:
    assert len(migrations.STEPS) == log.SCHEMA


def test_the_sum_of_a_snapshot_covers_everything_after_itself(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note("a"))
    store.compact()
    data = max(folder.glob("snapshot-*.json")).read_bytes()
    match = re.match(rb'\{"_kgw":\{"1":\{"sum":"([0-9a-f]{8})', data)
    assert match is not None
    assert int(match[1], 16) == zlib.crc32(data[match.end() :])
