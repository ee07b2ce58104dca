"""A table in pieces, to look at each record once: all there is, whatever happens between two of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.data.store.indexes import TypedTable
from kgw_tui.records.entries import ENTRIES, AnyEntry, Note
from kgw_tui.records.record import R, Table
from kgw_tui.store import Store

from .conftest import Opener
from .stores import add, note

LONG = "van een lengte waarbij de tabel niet meteen uit elkaar gaat " * 3
MANY = 700
"""Records, so that there are several pieces."""


def in_pieces(store: Store) -> list[AnyEntry]:
    """All that comes in pieces, in order."""
    return sorted((entry for piece in store.pieces(ENTRIES) for entry in piece), key=lambda entry: entry.id)


def test_the_pieces_are_all_there_is_whether_it_was_read_before_or_not(opened: Opener) -> None:
    store = opened()
    add(store, *(note(f"regel {number} {LONG}") for number in range(MANY)))
    store.compact()
    store.close()
    again = opened()
    assert len(list(again.pieces(ENTRIES))) > 4
    for _time in range(2):
        assert in_pieces(again) == opened().all(ENTRIES)
        again.all(ENTRIES)


def test_tables_are_only_made_by_who_has_the_turn(folder: Path) -> None:
    class Watched(EmbeddedStore):
        def typed(self, table: Table[R]) -> TypedTable[R]:
            with ThreadPoolExecutor() as other:
                free = other.submit(self._let_go_of_again).result()
            assert not free, "another thread could go through the tables meanwhile"
            return super().typed(table)

        def _let_go_of_again(self) -> bool:
            free = self._files.guard.acquire(blocking=False)
            if free:
                self._files.guard.release()
            return free

    store = Watched(folder)
    add(store, note("a"))
    assert len(in_pieces(store)) == 1


def test_an_empty_table_has_no_piece(opened: Opener) -> None:
    assert list(opened().pieces(ENTRIES)) == []


def test_what_was_gone_through_in_pieces_is_found_and_changed_as_before(opened: Opener) -> None:
    store = opened()
    add(store, *(note(f"regel {number} {LONG}", f"m{number % 7}") for number in range(MANY)))
    store.compact()
    store.close()
    again, plain = opened(), opened()
    seen = in_pieces(again)
    for entry in seen[::99]:
        assert again.get(ENTRIES, entry.id) == entry
    add(again, note("nieuw", "m3"))
    with again.transaction("out") as tx:
        tx.delete(ENTRIES, seen[3].id)
    plain.refresh()
    assert again.get(ENTRIES, seen[3].id) is None
    for number in range(8):
        assert again.query(ENTRIES, meeting=f"m{number}") == plain.query(ENTRIES, meeting=f"m{number}")
    assert again.all(ENTRIES) == plain.all(ENTRIES)


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(("read on", "add", "change", "take out", "undo", "redo", "beside", "look", "query", "anew")),
        st.integers(0, MANY - 1),
    ),
    max_size=25,
)


@given(DEEDS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_what_happens_between_two_steps_is_taken_along(deeds: list[tuple[str, int]], compacted: bool) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        ids = [each.id for each in written_at_once(folder, compacted=compacted)]
        store, other = EmbeddedStore(folder), EmbeddedStore(folder)
        cursor, pieces = store.cursor, store.pieces(ENTRIES)
        seen: dict[str, AnyEntry] = {}
        for deed, which in deeds:
            match deed:
                case "read on":
                    seen |= {entry.id: entry for entry in next(pieces, [])}
                case "add":
                    add(store, note(f"nieuw {which}", meeting="m1"))
                case "change" | "beside":
                    change(store if deed == "change" else other, ids[which])
                    store.refresh()
                case "take out":
                    with store.transaction("out") as tx:
                        tx.delete(ENTRIES, ids[which])
                case "undo":
                    store.undo()
                case "redo":
                    store.redo()
                case "look":
                    store.get(ENTRIES, ids[which])
                case "query":
                    store.query(ENTRIES, meeting="m3")
                case _:
                    store.all(ENTRIES)
        seen |= {entry.id: entry for piece in pieces for entry in piece}
        for each in store.changes_since(cursor).changes:
            entry = store.get(ENTRIES, each.id)
            seen.pop(each.id, None)
            seen |= {} if entry is None else {each.id: entry}
        plain = EmbeddedStore(folder)
        assert [seen[record_id] for record_id in sorted(seen)] == plain.all(ENTRIES)
        change(store, ids[0])
        plain.refresh()
        assert store.get(ENTRIES, ids[0]) == plain.get(ENTRIES, ids[0])
        for number in range(9):
            assert store.query(ENTRIES, meeting=f"m{number}") == plain.query(ENTRIES, meeting=f"m{number}")
        for each in (store, other, plain):
            each.close()


def change(store: EmbeddedStore, record_id: str) -> None:
    with store.transaction("change") as tx:
        entry = tx.get(ENTRIES, record_id)
        if entry is not None:
            tx.put(ENTRIES, msgspec.structs.replace(entry, meeting="m8", themes=("t8",), text=f"{entry.text}!"))


def written_at_once(folder: Path, *, compacted: bool) -> list[Note]:
    notes = [note(f"regel {number} {LONG}", f"m{number % 7}", themes=(f"t{number % 5}",)) for number in range(MANY)]
    store = EmbeddedStore(folder)
    add(store, *notes)
    if compacted:
        store.compact()
    store.close()
    return notes
