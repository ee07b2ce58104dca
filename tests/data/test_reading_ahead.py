"""Reading a table ahead, a little at a time: it gives what reading it at once gives, whatever happens between."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgw_tui.data.engine import EmbeddedStore
from kgw_tui.records.entries import ENTRIES, Note
from kgw_tui.store import Store

from .conftest import Opener
from .stores import add, note, texts, written

LONG = "van een lengte waarbij de tabel niet meteen uit elkaar gaat " * 3
MANY = 700
"""Records, so that reading them takes several steps."""


def taken(store: Store, *fields: str) -> int:
    """How many steps are left."""
    return sum(1 for _step in store.reading(ENTRIES, *fields))


def test_what_has_been_read_ahead_is_all_there_is_and_takes_no_step_again(opened: Opener) -> None:
    store = opened()
    add(store, *(note(f"regel {number}", meeting=f"m{number % 7}") for number in range(MANY)))
    store.compact()
    store.close()
    again, plain = opened(), opened()
    assert taken(again, "meeting") > 4
    assert again.all(ENTRIES) == plain.all(ENTRIES)
    for number in range(8):
        assert again.query(ENTRIES, meeting=f"m{number}") == plain.query(ENTRIES, meeting=f"m{number}")
    assert taken(again, "meeting") == 0
    assert taken(again, "meeting", "themes") > 0


def test_an_empty_table_is_read_ahead_at_once(opened: Opener) -> None:
    assert taken(opened(), "meeting") == 0


def test_a_field_without_an_index_is_refused(opened: Opener) -> None:
    with pytest.raises(ValueError, match="text"):
        taken(opened(), "text")


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
        steps = store.reading(ENTRIES, "meeting", "themes")
        for deed, which in deeds:
            match deed:
                case "read on":
                    next(steps, None)
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
        for _step in steps:
            pass
        plain = EmbeddedStore(folder)
        assert store.all(ENTRIES) == plain.all(ENTRIES)
        for number in range(9):
            assert store.query(ENTRIES, meeting=f"m{number}") == plain.query(ENTRIES, meeting=f"m{number}")
            assert store.query(ENTRIES, themes=f"t{number}") == plain.query(ENTRIES, themes=f"t{number}")
        change(store, ids[0])
        assert store.get(ENTRIES, ids[0]) in [*store.query(ENTRIES, meeting="m8"), None]
        for each in (store, other, plain):
            each.close()


def test_files_that_are_replaced_meanwhile_are_read_instead(folder: Path, tmp_path: Path) -> None:
    written_at_once(folder, compacted=True)
    store = EmbeddedStore(folder)
    steps = store.reading(ENTRIES, "meeting")
    for _number in range(3):
        next(steps)
    (tmp_path / "other").mkdir()
    written(tmp_path / "other", 3)
    for path in [*folder.glob("journal-*"), *folder.glob("snapshot-*")]:
        path.unlink()
    for path in [*(tmp_path / "other").glob("journal-*"), *(tmp_path / "other").glob("snapshot-*")]:
        path.rename(folder / path.name)
    store.refresh()
    for _step in steps:
        pass
    assert texts(store) == texts(EmbeddedStore(folder))


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
