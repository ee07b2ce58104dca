"""Dying between any two steps: what was acknowledged is there, once, and nobody needs to help."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kgw_tui.data.store.engine import EmbeddedStore

from .crashing import Crasher
from .stores import add, journal, note, texts, written

LINES = [f"line {number}" for number in range(4)]


@pytest.fixture(scope="module")
def crasher() -> Iterator[Crasher]:
    made = Crasher()
    yield made
    made.close()


def each_step(crasher: Crasher, template: Path, action: str) -> Iterator[tuple[Path, EmbeddedStore]]:
    """A copy of the store for each step at which the action can die, with a session that was open all the while."""
    step = 0
    dying = True
    while dying:
        copy = template.with_name(f"{action}-{step}")
        shutil.copytree(template, copy)
        witness = EmbeddedStore(copy) if action != "open" else None
        dying = crasher.dies(copy, action, step)
        yield copy, witness or EmbeddedStore(copy)
        step += 1
    assert step > 3


def goes_on(folder: Path, witness: EmbeddedStore, expected: list[str]) -> None:
    """All sessions, the old one and new ones, see what is expected, write, and see each other's writing."""
    witness.refresh()
    fresh = EmbeddedStore(folder)
    assert texts(fresh) == expected
    add(witness, note("from the witness"))
    add(fresh, note("from the fresh one"))
    fresh.compact()
    add(witness, note("after the snapshot"))
    fresh.refresh()
    everything = [*expected, "from the witness", "from the fresh one", "after the snapshot"]
    assert sorted(texts(witness)) == sorted(texts(fresh)) == sorted(texts(EmbeddedStore(folder))) == sorted(everything)


def test_dying_between_any_two_steps_of_a_snapshot_loses_nothing_and_does_nothing_twice(
    folder: Path, crasher: Crasher
) -> None:
    store = EmbeddedStore(folder)
    for text in LINES[:2]:
        add(store, note(text))
    store.compact()
    for text in LINES[2:]:
        add(store, note(text))
    with store.transaction("number") as tx:
        tx.next_number("action")
    for copy, witness in each_step(crasher, folder, "compact"):
        goes_on(copy, witness, LINES)
        with EmbeddedStore(copy).transaction("number") as tx:
            assert tx.next_number("action") == 2


def test_dying_in_the_first_snapshot_of_a_store_loses_nothing(folder: Path, crasher: Crasher) -> None:
    written(folder, len(LINES))
    for copy, witness in each_step(crasher, folder, "compact"):
        goes_on(copy, witness, LINES)


def test_dying_while_a_line_is_written_keeps_what_was_there_and_perhaps_the_line(
    folder: Path, crasher: Crasher
) -> None:
    written(folder, len(LINES))
    for copy, witness in each_step(crasher, folder, "commit"):
        found = texts(EmbeddedStore(copy))
        assert found in (LINES, [*LINES, "new"])
        goes_on(copy, witness, found)


def test_dying_in_the_very_first_line_of_a_store_leaves_a_store(folder: Path, crasher: Crasher) -> None:
    for copy, witness in each_step(crasher, folder, "commit"):
        found = texts(EmbeddedStore(copy))
        assert found in ([], ["new"])
        goes_on(copy, witness, found)


def test_dying_while_a_torn_line_is_cut_off_keeps_what_was_whole(folder: Path, crasher: Crasher) -> None:
    written(folder, len(LINES))
    with journal(folder).open("ab") as file:
        file.write(b'{"line":"do","n":5')
    for copy, witness in each_step(crasher, folder, "open"):
        goes_on(copy, witness, LINES)
        assert list(copy.glob("torn-*.txt"))


def test_dying_while_a_damaged_snapshot_is_made_good_loses_nothing(folder: Path, crasher: Crasher) -> None:
    store = EmbeddedStore(folder)
    for text in LINES:
        add(store, note(text))
    store.compact()
    store.close()
    max(folder.glob("snapshot-*.json")).write_bytes(b"")
    for copy, witness in each_step(crasher, folder, "open"):
        goes_on(copy, witness, LINES)


def test_dying_while_an_old_schema_is_migrated_loses_nothing(folder: Path, crasher: Crasher) -> None:
    entries = ",".join(
        f'"{number}":{{"kind":"note","id":"{number}","text":"{text}"}}' for number, text in enumerate(LINES, start=1)
    )
    (folder / "store.json").write_text(f'{{"_default":{{}},"entries":{{{entries}}}}}', "utf-8")
    for copy, witness in each_step(crasher, folder, "open"):
        goes_on(copy, witness, LINES)
        assert (copy / "store.json").read_bytes() == (folder / "store.json").read_bytes()
