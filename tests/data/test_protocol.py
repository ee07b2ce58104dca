"""What every engine promises: reading, writing, numbers, and seeing what others do."""

from __future__ import annotations

import datetime as dt
from threading import Thread
from typing import cast

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, Action, Note
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.records.people import Who
from kgw_tui.records.record import Table, new_id
from kgw_tui.store import Change

from .conftest import Opener
from .stores import MADE, action, add, note, texts

replace = msgspec.structs.replace


class Oops(Exception):
    """Something that goes wrong inside a transaction."""


def test_what_was_put_is_read_by_this_session_by_others_and_after_opening_again(opened: Opener) -> None:
    store, other = opened(), opened()
    entry = Action(
        id=new_id(),
        created_at=MADE,
        text="rooster ✓ \n'quotes' \\ [markup] \u2028",
        due=dt.date(2026, 3, 9),
        time=dt.time(13, 5),
        owners=(Who(person="p1"), Who(role="team")),
        order=1.5,
        themes=("rooster", "vakantie"),
    )
    add(store, entry)
    assert store.get(ENTRIES, entry.id) == entry
    other.refresh()
    assert other.get(ENTRIES, entry.id) == entry
    store.close()
    assert opened().all(ENTRIES) == [entry]


def test_records_come_in_the_order_of_their_ids_whatever_the_order_they_were_put_in(opened: Opener) -> None:
    store = opened()
    for name in ("c", "a", "d", "b"):
        add(store, note(name, record_id=name))
    assert texts(store) == ["a", "b", "c", "d"]
    assert texts(opened()) == ["a", "b", "c", "d"]


def test_an_answer_is_the_callers_own(opened: Opener) -> None:
    store = opened()
    add(store, note("a"))
    store.all(ENTRIES).clear()
    store.query(ENTRIES, meeting="m1").clear()
    assert texts(store) == ["a"]
    assert len(store.query(ENTRIES, meeting="m1")) == 1


def test_a_query_finds_by_a_field_and_by_each_of_a_tuple(opened: Opener) -> None:
    store = opened()
    one = note("a", "m1", "1", themes=("x", "y"))
    two = note("b", "m2", "2", themes=("y",))
    add(store, two, one)
    assert store.query(ENTRIES, meeting="m1") == [one]
    assert store.query(ENTRIES, themes="y") == [one, two]
    assert store.query(ENTRIES, themes="z") == []
    assert store.query(ENTRIES, parent="") == [one, two]


def test_a_query_follows_what_changes(opened: Opener) -> None:
    store, other = opened(), opened()
    one, two = note("a", "m1", "1"), note("b", "m1", "2")
    add(store, one, two)
    assert store.query(ENTRIES, meeting="m2") == []
    other.refresh()
    add(other, replace(one, meeting="m2"))
    store.refresh()
    assert store.query(ENTRIES, meeting="m2") == [replace(one, meeting="m2")]
    assert store.query(ENTRIES, meeting="m1") == [two]
    with store.transaction("entry.delete") as tx:
        tx.delete(ENTRIES, two.id)
    assert store.query(ENTRIES, meeting="m1") == []
    assert store.get(ENTRIES, two.id) is None


def test_a_query_by_a_field_without_an_index_or_by_none_or_two_is_refused(opened: Opener) -> None:
    store = opened()
    with pytest.raises(ValueError, match="text"):
        store.query(ENTRIES, text="a")
    with pytest.raises(ValueError, match="one field"):
        store.query(ENTRIES)
    with pytest.raises(ValueError, match="one field"):
        store.query(ENTRIES, meeting="a", parent="b")
    with store.transaction("x") as tx, pytest.raises(ValueError, match="text"):
        tx.query(ENTRIES, text="a")


def test_a_transaction_sees_what_it_has_written_and_others_dont_until_it_ends(opened: Opener) -> None:
    store = opened()
    first, second, third = note("a", "m1", "1"), note("b", "m1", "2"), note("c", "m2", "3")
    add(store, first, second)
    with store.transaction("entry.edit") as tx:
        tx.put(ENTRIES, third)
        tx.put(ENTRIES, replace(first, meeting="m2"))
        tx.delete(ENTRIES, second.id)
        assert tx.get(ENTRIES, third.id) == third
        assert tx.get(ENTRIES, second.id) is None
        assert tx.all(ENTRIES) == [replace(first, meeting="m2"), third]
        assert tx.query(ENTRIES, meeting="m1") == []
        assert tx.query(ENTRIES, meeting="m2") == [replace(first, meeting="m2"), third]
        assert texts(store) == ["a", "b"]
    assert texts(store) == ["a", "c"]


def test_what_is_removed_and_put_again_in_one_transaction_is_there(opened: Opener) -> None:
    store = opened()
    add(store, note("a", record_id="1", themes=("x",)))
    with store.transaction("entry.edit") as tx:
        tx.delete(ENTRIES, "1")
        tx.put(ENTRIES, note("b", record_id="1"))
        tx.put(ENTRIES, note("c", record_id="2"))
        tx.delete(ENTRIES, "2")
        tx.put(ENTRIES, note("d", record_id="2"))
        assert tx.all(ENTRIES) == [note("b", record_id="1"), note("d", record_id="2")]
    assert store.all(ENTRIES) == opened().all(ENTRIES) == [note("b", record_id="1"), note("d", record_id="2")]
    assert store.query(ENTRIES, themes="x") == []
    store.undo()
    assert store.all(ENTRIES) == opened().all(ENTRIES) == [note("a", record_id="1", themes=("x",))]


def test_an_exception_in_a_transaction_leaves_everything_as_it_was(opened: Opener) -> None:
    store, other = opened(), opened()
    add(store, note("a", record_id="1"))
    with pytest.raises(Oops), store.transaction("entry.edit") as tx:
        tx.put(ENTRIES, note("b"))
        tx.put(ENTRIES, note("changed", record_id="1"))
        tx.delete(ENTRIES, "1")
        raise Oops
    other.refresh()
    assert texts(store) == texts(other) == texts(opened()) == ["a"]
    assert store.undoable == 1


def test_a_transaction_that_changes_nothing_writes_nothing(opened: Opener) -> None:
    store = opened()
    entry = note("a")
    add(store, entry)
    cursor = store.cursor
    with store.transaction("entry.edit") as tx:
        tx.put(ENTRIES, entry)
        tx.delete(ENTRIES, "nobody")
        tx.put(ENTRIES, note("b", record_id="b"))
        tx.delete(ENTRIES, "b")
    assert (store.cursor, store.undoable) == (cursor, 1)


def test_a_number_is_given_once_and_never_again(opened: Opener) -> None:
    store, other = opened(), opened()
    given: list[int] = []
    for session in (store, other, store):
        with session.transaction("number") as tx:
            given += [tx.next_number("action"), tx.next_number("action")]
    with pytest.raises(Oops), store.transaction("number") as tx:
        tx.next_number("action")
        raise Oops
    with store.transaction("entry.add") as tx:
        given.append(tx.next_number("action"))
        tx.put(ENTRIES, note("a"))
    store.undo()
    with other.transaction("number") as tx:
        given.append(tx.next_number("action"))
        assert tx.next_number("decision:2026") == 1
    store.compact()
    with opened().transaction("number") as tx:
        given.append(tx.next_number("action"))
    assert given == list(range(1, 10))


def test_a_counter_is_raised_and_never_lowered(opened: Opener) -> None:
    store = opened()
    with store.transaction("number") as tx:
        tx.raise_number("action", 12)
        tx.raise_number("action", 5)
        assert tx.next_number("action") == 13
    with opened().transaction("number") as tx:
        tx.raise_number("action", 3)
        assert tx.next_number("action") == 14


def test_two_sessions_that_change_different_fields_of_a_record_both_keep_their_change(opened: Opener) -> None:
    store, other = opened(), opened()
    add(store, note("a", record_id="1"))
    with store.transaction("entry.edit") as tx:
        seen = tx.get(ENTRIES, "1")
        assert seen is not None
        tx.put(ENTRIES, replace(seen, text="b"))
    with other.transaction("entry.edit") as tx:
        seen = tx.get(ENTRIES, "1")
        assert seen is not None
        tx.put(ENTRIES, replace(seen, themes=("rooster",)))
    store.refresh()
    assert store.all(ENTRIES) == other.all(ENTRIES) == [note("b", record_id="1", themes=("rooster",))]


def test_a_field_that_goes_back_to_its_default_is_back_for_everybody(opened: Opener) -> None:
    store, other = opened(), opened()
    entry = action("a", due=dt.date(2026, 3, 9))
    add(store, entry)
    other.refresh()
    add(store, replace(entry, due=None))
    other.refresh()
    assert other.get(ENTRIES, entry.id) == opened().get(ENTRIES, entry.id) == replace(entry, due=None)


def test_an_entry_that_becomes_another_kind_keeps_its_id_and_loses_what_only_the_old_kind_had(opened: Opener) -> None:
    store, other = opened(), opened()
    entry = action("a", due=dt.date(2026, 3, 9))
    add(store, entry)
    other.refresh()
    became = note("a", record_id=entry.id)
    add(store, became)
    other.refresh()
    assert store.all(ENTRIES) == other.all(ENTRIES) == opened().all(ENTRIES) == [became]
    store.undo()
    assert store.all(ENTRIES) == opened().all(ENTRIES) == [entry]


def test_refresh_gives_what_others_did_and_changes_since_gives_everything(opened: Opener) -> None:
    store, other = opened(), opened()
    start = store.cursor
    add(store, note("a", record_id="1"))
    add(other, note("b", record_id="2"))
    with other.transaction("entry.delete") as tx:
        tx.delete(ENTRIES, "1")
    assert store.refresh().changes == (Change("entries", "2", made=True), Change("entries", "1", deleted=True))
    assert store.refresh().changes == ()
    everything = store.changes_since(start)
    assert everything.changes == (
        Change("entries", "1", made=True),
        Change("entries", "2", made=True),
        Change("entries", "1", deleted=True),
    )
    assert everything.cursor == store.cursor
    assert store.changes_since(store.cursor).changes == ()


def test_what_others_wrote_is_still_told_by_refresh_after_a_transaction_has_read_it(opened: Opener) -> None:
    store, other = opened(), opened()
    add(other, note("b", record_id="2"))
    add(store, note("a", record_id="1"))
    assert store.refresh().changes == (Change("entries", "2", made=True),)


def test_a_snapshot_changes_nothing_for_anybody(opened: Opener) -> None:
    store, other = opened(), opened()
    add(store, note("a", record_id="1"))
    other.refresh()
    store.compact()
    add(other, note("b", record_id="2"))
    other.compact()
    add(other, note("c", record_id="3"))
    assert store.refresh().changes == (Change("entries", "2", made=True), Change("entries", "3", made=True))
    assert texts(store) == texts(other) == texts(opened()) == ["a", "b", "c"]
    store.undo()
    assert texts(store) == texts(opened()) == ["b", "c"]


def test_tables_dont_mix(opened: Opener) -> None:
    store = opened()
    with store.transaction("both") as tx:
        tx.put(ENTRIES, note("a", record_id="same"))
        tx.put(CORRIDOR_NOTES, CorridorNote(id="same", created_at=MADE, heard_at=MADE, text="b"))
    assert texts(store) == ["a"]
    assert [each.text for each in store.all(CORRIDOR_NOTES)] == ["b"]
    assert store.all(MEETINGS) == []


def test_a_record_of_another_table_is_refused(opened: Opener) -> None:
    store = opened()
    with pytest.raises(ValueError, match="kind"), store.transaction("wrong") as tx:
        tx.put(cast("Table[CorridorNote]", ENTRIES), CorridorNote(id="1", created_at=MADE, heard_at=MADE, text="b"))
    assert texts(store) == []


def test_a_worker_reads_while_the_app_writes(opened: Opener) -> None:
    store = opened()
    seen: list[int] = []
    finished = False

    def read() -> None:
        while not finished:
            seen.append(len(store.all(ENTRIES)))
            seen.append(len(store.query(ENTRIES, meeting="m1")))

    worker = Thread(target=read)
    worker.start()
    for number in range(200):
        add(store, note(str(number)))
    finished = True
    worker.join()
    assert seen == sorted(seen)
    assert len(store.all(ENTRIES)) == 200


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=("Cs",))))
def test_every_text_comes_back_as_it_went_in(opened: Opener, text: str) -> None:
    store = opened()
    entry: Note = note(text)
    add(store, entry)
    again = opened()
    assert again.get(ENTRIES, entry.id) == entry
    store.close()
    again.close()
