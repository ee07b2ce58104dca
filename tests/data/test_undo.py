"""Undo and redo: per session, to any depth, field by field, and what happens when somebody else was there."""

from __future__ import annotations

import msgspec

from kgw_tui.records.entries import ENTRIES, Note
from kgw_tui.store import Change, Undone

from .conftest import Opener
from .stores import MADE, add, note, texts

replace = msgspec.structs.replace


def by(who: str, entry: Note) -> Note:
    """The entry as `who` changed it."""
    return replace(entry, changed_by=who, changed_at=MADE)


def test_everything_a_session_did_can_be_turned_back_and_done_again(opened: Opener) -> None:
    store = opened()
    states = [store.all(ENTRIES)]
    for step in range(30):
        with store.transaction(f"step{step}") as tx:
            tx.put(ENTRIES, note(f"new {step}", record_id=f"{step:02}"))
            if step % 3 == 1:
                tx.put(ENTRIES, note(f"changed {step}", record_id=f"{step - 1:02}", themes=("x",)))
            if step % 5 == 4:
                tx.delete(ENTRIES, f"{step - 2:02}")
        states.append(store.all(ENTRIES))
    for step in reversed(range(30)):
        undone = store.undo()
        assert undone is not None
        assert (undone.label, undone.contested) == (f"step{step}", ())
        assert store.all(ENTRIES) == states[step]
    assert store.undo() is None
    for step in range(30):
        redone = store.redo()
        assert redone is not None
        assert redone.label == f"step{step}"
        assert store.all(ENTRIES) == states[step + 1]
    assert store.redo() is None
    assert opened().all(ENTRIES) == states[-1]


def test_undo_says_what_it_touched(opened: Opener) -> None:
    store = opened()
    add(store, note("a", record_id="1"))
    add(store, note("b", record_id="1"), label="entry.edit")
    assert store.undo() == Undone("entry.edit", (Change("entries", "1"),))
    assert store.undo() == Undone("entry.add", (Change("entries", "1", deleted=True),))
    assert store.redo() == Undone("entry.add", (Change("entries", "1", made=True),))


def test_doing_something_new_forgets_what_was_turned_back(opened: Opener) -> None:
    store = opened()
    add(store, note("a", record_id="1"))
    store.undo()
    add(store, note("b", record_id="2"))
    assert store.redo() is None
    assert store.undoable == 1


def test_undo_never_touches_what_another_session_did(opened: Opener) -> None:
    store, other = opened(), opened()
    add(store, note("mine", record_id="1"))
    add(other, note("theirs", record_id="2"))
    store.undo()
    assert store.undo() is None
    assert texts(store) == ["theirs"]
    other.refresh()
    other.undo()
    assert texts(opened()) == []


def test_a_field_that_somebody_else_changed_since_is_put_back_and_reported(opened: Opener) -> None:
    store, other = opened(), opened()
    add(store, note("a", record_id="1"))
    add(store, note("b", record_id="1"), label="entry.edit")
    other.refresh()
    add(other, note("c", record_id="1"))
    assert store.undo() == Undone("entry.edit", (Change("entries", "1"),), contested=(Change("entries", "1"),))
    assert texts(store) == ["a"]


def test_a_change_of_another_field_by_somebody_else_stays(opened: Opener) -> None:
    store, other = opened(), opened()
    add(store, note("a", record_id="1"))
    add(store, note("b", record_id="1"))
    other.refresh()
    add(other, note("b", record_id="1", themes=("rooster",)))
    undone = store.undo()
    assert undone is not None
    assert undone.contested == ()
    assert store.all(ENTRIES) == [note("a", record_id="1", themes=("rooster",))]


def test_who_changed_a_record_is_nothing_to_disagree_about_and_stays_of_who_did_so_last(opened: Opener) -> None:
    store, other = opened(), opened()
    add(store, note("a", record_id="1"))
    add(store, by("sanne", note("b", record_id="1")))
    other.refresh()
    add(other, by("karim", note("b", record_id="1", themes=("rooster",))))
    undone = store.undo()
    assert undone is not None
    assert undone.contested == ()
    assert store.all(ENTRIES) == [by("karim", note("a", record_id="1", themes=("rooster",)))]
    undone = store.redo()
    assert undone is not None
    assert undone.contested == ()
    assert texts(store) == ["b"]


def test_undoing_an_entry_that_somebody_else_has_only_put_a_name_on_is_not_reported(opened: Opener) -> None:
    store, other = opened(), opened()
    add(store, note("a", record_id="1"))
    other.refresh()
    add(other, by("karim", note("a", record_id="1")))
    undone = store.undo()
    assert undone is not None
    assert undone.contested == ()


def test_undoing_an_entry_that_somebody_else_has_worked_on_removes_it_and_reports_it(opened: Opener) -> None:
    store, other = opened(), opened()
    add(store, note("a", record_id="1"))
    other.refresh()
    add(other, note("a", record_id="1", themes=("rooster",)))
    gone = Change("entries", "1", deleted=True)
    assert store.undo() == Undone("entry.add", (gone,), contested=(gone,))


def test_undoing_a_deletion_brings_the_whole_record_back(opened: Opener) -> None:
    store = opened()
    entry = note("a", record_id="1", themes=("rooster",))
    add(store, entry)
    with store.transaction("entry.delete") as tx:
        tx.delete(ENTRIES, "1")
    store.undo()
    assert opened().all(ENTRIES) == store.all(ENTRIES) == store.query(ENTRIES, themes="rooster") == [entry]


def test_undoing_a_change_of_a_record_that_somebody_else_removed_leaves_it_removed_and_reports_it(
    opened: Opener,
) -> None:
    store, other = opened(), opened()
    add(store, note("a", record_id="1"))
    add(store, note("b", record_id="1"), label="entry.edit")
    other.refresh()
    with other.transaction("entry.delete") as tx:
        tx.delete(ENTRIES, "1")
    assert store.undo() == Undone("entry.edit", (), contested=(Change("entries", "1", deleted=True),))
    assert texts(store) == []


def test_undo_is_a_transaction_that_others_see(opened: Opener) -> None:
    store, other = opened(), opened()
    add(store, note("a", record_id="1"))
    other.refresh()
    store.undo()
    assert other.refresh().changes == (Change("entries", "1", deleted=True),)
    assert texts(other) == []


def test_a_session_that_opens_later_has_nothing_to_turn_back(opened: Opener) -> None:
    add(opened(), note("a"))
    later = opened()
    assert later.undo() is None
    assert later.redo() is None
    assert later.undoable == 0
