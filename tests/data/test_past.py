"""What happened to one record: by whom, when, and what was before, as far back as the journals go."""

from __future__ import annotations

import gzip
from pathlib import Path

import msgspec
import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.data.store.files import journal_path, packed_path
from kgw_tui.errors import StoreDamaged
from kgw_tui.records.entries import ENTRIES
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.settings import Settings
from kgw_tui.store import Past

from .conftest import Opener
from .stores import MADE, add, journal, note


def told(pasts: list[Past]) -> list[tuple[str, str, object, object]]:
    return [(past.by, past.label, past.was.get("text"), past.now.get("text")) for past in pasts]


def test_everything_that_happened_to_a_record_is_told_oldest_first(opened: Opener) -> None:
    store, other = opened(), opened()
    store.writer, other.writer = "sanne", "karim"
    entry = note("a", record_id="1")
    add(store, entry, note("beside it", record_id="2"))
    add(other, msgspec.structs.replace(entry, text="b", time=None), label="entry.edit")
    store.refresh()
    store.writer = "fatima"
    with store.transaction("entry.delete") as tx:
        tx.delete(ENTRIES, "1")
    made, edited, removed = store.history(ENTRIES, "1")
    assert told([made, edited, removed]) == [
        ("sanne", "entry.add", None, "a"),
        ("karim", "entry.edit", "a", "b"),
        ("fatima", "entry.delete", "b", None),
    ]
    assert (made.made, edited.made, removed.made) == (True, False, False)
    assert (made.removed, edited.removed, removed.removed) == (False, False, True)
    assert (made.was, edited.was, edited.now) == ({}, {"text": "a"}, {"text": "b"})
    assert made.number < edited.number < removed.number
    assert made.at.utcoffset() is not None
    assert store.history(ENTRIES, "3") == []
    assert store.history(MEETINGS, "1") == []


def test_an_undo_and_a_redo_are_told_with_what_they_are_about(opened: Opener) -> None:
    store = opened()
    store.writer = "sanne"
    add(store, note("a", record_id="1"))
    add(store, note("b", record_id="1"), label="entry.edit")
    store.undo()
    store.redo()
    pasts = store.history(ENTRIES, "1")
    assert [past.label for past in pasts] == ["entry.add", "entry.edit", "undo", "redo"]
    assert [past.of for past in pasts] == [0, 0, pasts[1].number, pasts[1].number]
    assert told(pasts)[2:] == [("sanne", "undo", "b", "a"), ("sanne", "redo", "a", "b")]


def test_history_goes_on_through_generations_compressed_or_not(opened: Opener) -> None:
    store = opened()
    for text in ("a", "b", "c"):
        add(store, note(text, record_id="1"))
        store.compact()
    assert [past.now.get("text") for past in store.history(ENTRIES, "1")] == ["a", "b", "c"]


def test_a_compressed_journal_is_read_as_the_plain_one(folder: Path) -> None:
    store = EmbeddedStore(folder)
    for text in ("a", "b"):
        add(store, note(text, record_id="1"))
        store.compact()
    before = store.history(ENTRIES, "1")
    packed_path(folder, 1).write_bytes(gzip.compress(journal_path(folder, 1).read_bytes()))
    assert store.history(ENTRIES, "1") == before  # killed before the plain one was removed
    journal_path(folder, 1).unlink()
    assert store.history(ENTRIES, "1") == before
    packed_path(folder, 1).write_bytes(packed_path(folder, 1).read_bytes()[:-9])
    with pytest.raises(StoreDamaged, match=r"journal-00000001\.jsonl\.gz"):
        store.history(ENTRIES, "1")


def test_a_line_that_isnt_what_was_written_is_told_and_not_taken_for_history(folder: Path) -> None:
    store = EmbeddedStore(folder)
    for text in ("a", "b"):
        add(store, note(text, record_id="1"))
        store.compact()
    path = journal_path(folder, 1)
    path.write_bytes(path.read_bytes().replace(b'"text":"a"', b'"text":"x"'))
    with pytest.raises(StoreDamaged, match=r"\b2\b.*journal-00000001\.jsonl"):
        store.history(ENTRIES, "1")
    assert store.history(ENTRIES, "2") == []


def test_history_tells_what_this_session_has_read_and_no_line_that_isnt_finished(folder: Path) -> None:
    store, other = EmbeddedStore(folder), EmbeddedStore(folder)
    add(store, note("a", record_id="1"))
    other.refresh()
    add(store, note("b", record_id="1"))
    assert [past.now["text"] for past in other.history(ENTRIES, "1")] == ["a"]
    path = journal(folder)
    path.write_bytes(path.read_bytes()[:-5])
    assert [past.now["text"] for past in store.history(ENTRIES, "1")] == ["a"]


def test_who_did_what_in_journals_from_before_is_told_by_the_record_itself(folder: Path) -> None:
    store = EmbeddedStore(folder)
    made = msgspec.structs.replace(note("a", record_id="1"), created_by="sanne")
    changed = msgspec.structs.replace(made, text="b", changed_by="karim", changed_at=MADE)
    again = msgspec.structs.replace(changed, text="c", changed_at=MADE.replace(minute=1))
    unknown = msgspec.structs.replace(again, text="d")
    for entry in (made, changed, again, unknown):
        add(store, entry)
    store.undo()
    assert b'"who"' not in journal(folder).read_bytes()
    assert [past.by for past in store.history(ENTRIES, "1")] == ["sanne", "karim", "karim", "", ""]


@pytest.mark.parametrize("count", [2, 20])
def test_the_histories_of_several_records_come_out_of_one_reading(opened: Opener, count: int) -> None:
    store = opened()
    ids = [f"{number:02}" for number in range(count)] + ['a "quoted" one']
    for each in ids:
        add(store, note("a", record_id=each))
    store.compact()
    add(store, *(note("b", record_id=each) for each in ids), label="entry.edit")
    add(store, note("c", record_id="other"))
    found = store.histories(ENTRIES, [*ids, "never there"])
    assert {each: store.history(ENTRIES, each) for each in ids} == found
    assert {tuple(past.now["text"] for past in pasts) for pasts in found.values()} == {("a", "b")}
    assert store.histories(MEETINGS, ids) == {}


def test_what_is_gone_is_told_with_the_whole_of_it_and_what_came_back_isnt(opened: Opener) -> None:
    store = opened()
    for each in ("1", "2", "3"):
        add(store, note(f"text {each}", record_id=each))
    store.undo()
    with store.transaction("entry.delete") as tx:
        tx.delete(ENTRIES, "1")
        tx.delete(ENTRIES, "2")
    add(store, note("back", record_id="2"))
    gone = store.gone(ENTRIES)
    assert {each: (past.label, past.was["text"]) for each, past in gone.items()} == {
        "1": ("entry.delete", "text 1"),
        "3": ("undo", "text 3"),
    }
    assert all(past.removed for past in gone.values())
    assert store.gone(MEETINGS) == {}


def test_what_is_written_is_the_writers_of_the_settings_of_that_moment(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "home")
    add(workspace.shared, note("a", record_id="1"))
    workspace.save_settings(Settings(writer="sanne", history_months=3))
    add(workspace.shared, note("b", record_id="1"))
    workspace.undo()
    workspace.shared.undo()
    workspace.close()
    again = open_workspace(tmp_path / "home")
    assert (again.shared.history_months, again.private.history_months) == (3, 3)
    add(again.shared, note("c", record_id="1"))
    again.save_settings(Settings(writer="karim"))
    with again.private.transaction("note.add") as tx:
        tx.put(ENTRIES, note("d", record_id="2"))
    assert [past.by for past in again.shared.history(ENTRIES, "1")] == ["", "sanne", "sanne", "sanne"]
    assert [past.by for past in again.private.history(ENTRIES, "2")] == ["karim"]
    again.close()
