"""Journals and snapshots that aren't what was written: recovered or reported, never silently accepted."""

from __future__ import annotations

import random
import shutil
import zlib
from pathlib import Path

import pytest

from kgw_tui.data.damage import DamagedFile
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.data.store.files import files_in, journal_bytes, journal_path, packed_path
from kgw_tui.errors import StoreDamaged
from kgw_tui.records.entries import ENTRIES

from .stores import add, contents, journal, note, texts, written

LINES = [f"line {number}" for number in range(8)]


def read(folder: Path) -> list[str] | None:
    """What a store opened here holds, or None when it says that it is damaged; then nothing has been touched."""
    before = contents(folder)
    try:
        store = EmbeddedStore(folder)
    except StoreDamaged as damaged:
        assert str(damaged)
        assert contents(folder) == before
        return None
    found = texts(store)
    store.close()
    again = EmbeddedStore(folder)
    assert texts(again) == found
    assert again.notices == []
    again.close()
    return found


def test_a_journal_cut_at_any_byte_gives_all_that_was_whole_before_the_cut(folder: Path, tmp_path: Path) -> None:
    written(folder, 3)
    whole = journal(folder).read_bytes()
    ends = [at + 1 for at, byte in enumerate(whole) if byte == ord("\n")]
    for length in range(len(whole)):
        copy = tmp_path / "cut"
        copy.mkdir()
        (copy / journal(folder).name).write_bytes(whole[:length])
        complete = sum(end <= length for end in ends) - 1
        assert read(copy) == (LINES[:complete] if complete >= 0 else None)
        shutil.rmtree(copy)


def test_what_is_cut_off_is_kept_and_told(folder: Path) -> None:
    written(folder, 3)
    with journal(folder).open("ab") as file:
        file.write(b'{"line":"do","n":4,"at":"2026')
    store = EmbeddedStore(folder)
    assert texts(store) == LINES[:3]
    (kept,) = folder.glob("torn-*")
    assert kept.read_bytes() == b'{"line":"do","n":4,"at":"2026'
    assert len(store.notices) == 1
    assert kept.name in store.notices[0]
    add(store, note("line 3"))
    store.close()
    assert texts(EmbeddedStore(folder)) == LINES[:4]


def test_a_flipped_bit_anywhere_is_recovered_from_or_reported(folder: Path, tmp_path: Path) -> None:
    """In the newest journal, the one before and both snapshots; the state is always one that was acknowledged."""
    store = EmbeddedStore(folder)
    for number, text in enumerate(LINES):
        add(store, note(text))
        if number in (2, 5):
            store.compact()
    store.close()
    chance = random.Random(3)
    outcomes = {"whole": 0, "shorter": 0, "reported": 0}
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        for offset in sorted(chance.sample(range(len(data)), min(80, len(data)))):
            copy = tmp_path / "flipped"
            shutil.copytree(folder, copy)
            flipped = bytearray(data)
            flipped[offset] ^= 1 << chance.randrange(8)
            (copy / path.name).write_bytes(flipped)
            found = read(copy)
            outcomes["reported" if found is None else "whole" if found == LINES else "shorter"] += 1
            assert found is None or found == LINES[: len(found)]
            if found is not None and found != LINES:
                assert list(copy.glob("torn-*"))
            shutil.rmtree(copy)
    assert min(outcomes.values()) > 0


def test_a_damaged_line_in_the_middle_is_said_with_its_place_and_nothing_is_changed(folder: Path) -> None:
    written(folder, 5)
    path = journal(folder)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[3] = lines[3].replace(b"line 2", b"line X")
    path.write_bytes(b"".join(lines))
    before = contents(folder)
    with pytest.raises(DamagedFile) as caught:
        EmbeddedStore(folder)
    assert str(path) in str(caught.value)
    assert (caught.value.line, caught.value.sequence) == (4, 2)
    assert caught.value.offset == sum(map(len, lines[:3]))
    assert contents(folder) == before


@pytest.mark.parametrize("change", ["missing", "doubled", "swapped", "from another store"])
def test_a_line_that_is_whole_but_out_of_place_is_damage(folder: Path, tmp_path: Path, change: str) -> None:
    written(folder, 5)
    path = journal(folder)
    lines = path.read_bytes().splitlines(keepends=True)
    if change == "missing":
        del lines[2]
    elif change == "doubled":
        lines.insert(3, lines[2])
    elif change == "swapped":
        lines[2], lines[3] = lines[3], lines[2]
    else:
        (tmp_path / "other").mkdir()
        written(tmp_path / "other", 5)
        lines[2] = journal(tmp_path / "other").read_bytes().splitlines(keepends=True)[2]
    path.write_bytes(b"".join(lines))
    assert read(folder) is None


@pytest.mark.parametrize("damage", [b"", b"not json", b"{}", b'{"entries":{"1":{}}}'])
def test_a_damaged_snapshot_is_made_good_from_the_one_before(folder: Path, damage: bytes) -> None:
    store = EmbeddedStore(folder)
    for text in LINES[:6]:
        add(store, note(text))
        store.compact()
    add(store, note(LINES[6]))
    store.close()
    newest = max(folder.glob("snapshot-*.json"))
    newest.write_bytes(damage)
    again = EmbeddedStore(folder)
    assert texts(again) == LINES[:7]
    assert newest.name in again.notices[0]
    add(again, note(LINES[7]))
    again.close()
    assert read(folder) == LINES


def test_the_only_snapshot_damaged_is_made_good_from_the_first_journal(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note(LINES[0]))
    store.compact()
    add(store, note(LINES[1]))
    store.close()
    max(folder.glob("snapshot-*.json")).write_bytes(b"")
    assert texts(EmbeddedStore(folder)) == LINES[:2]


def test_a_snapshot_that_cant_be_made_again_is_said(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note(LINES[0]))
    store.compact()
    store.close()
    (folder / "journal-00000001.jsonl").unlink()
    max(folder.glob("snapshot-*.json")).write_bytes(b"gone")
    with pytest.raises(StoreDamaged, match="snapshot-00000002"):
        EmbeddedStore(folder)


def test_a_damaged_snapshot_whose_journals_are_damaged_too_is_said(folder: Path) -> None:
    store = EmbeddedStore(folder)
    for text in LINES[:4]:
        add(store, note(text))
    store.compact()
    store.close()
    first = folder / "journal-00000001.jsonl"
    first.write_bytes(first.read_bytes().replace(b"line 1", b"line X"))
    max(folder.glob("snapshot-*.json")).write_bytes(b"")
    assert read(folder) is None


def test_a_missing_journal_is_said(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note(LINES[0]))
    store.compact()
    store.close()
    journal(folder).unlink()
    with pytest.raises(StoreDamaged, match=r"journal-00000002\.jsonl"):
        EmbeddedStore(folder)


@pytest.mark.parametrize("how", ["flipped", "cut", "half"])
def test_an_end_line_that_was_lost_doesnt_hide_the_generation_after_it(folder: Path, how: str) -> None:
    store = EmbeddedStore(folder)
    add(store, note(LINES[0]))
    store.compact()
    add(store, note(LINES[1]))
    store.close()
    first = folder / "journal-00000001.jsonl"
    whole = first.read_bytes()
    last = whole[:-1].rfind(b"\n") + 1
    first.write_bytes({"flipped": whole[:-5] + b"x" + whole[-4:], "cut": whole[:last], "half": whole[: last + 9]}[how])
    max(folder.glob("snapshot-*.json")).unlink()
    again = EmbeddedStore(folder)
    assert texts(again) == LINES[:2]
    assert first.name in again.notices[0]
    again.close()
    assert read(folder) == LINES[:2]


def test_lines_that_are_missing_before_a_lost_end_are_damage(folder: Path) -> None:
    store = EmbeddedStore(folder)
    for text in LINES[:3]:
        add(store, note(text))
    store.compact()
    add(store, note(LINES[3]))
    store.close()
    first = folder / "journal-00000001.jsonl"
    first.write_bytes(b"".join(first.read_bytes().splitlines(keepends=True)[:3]))
    max(folder.glob("snapshot-*.json")).unlink()
    assert read(folder) is None


@pytest.fixture
def compressed(folder: Path) -> Path:
    """A store of several generations of which only the journals are left, the older ones compressed."""
    store = EmbeddedStore(folder)
    for text in LINES:
        add(store, note(text))
        store.compact()
    store.look_after(bool)
    store.close()
    for path in folder.glob("snapshot-*.json"):
        path.unlink()
    assert files_in(folder).packed[:2] == (1, 2)
    return folder


def test_an_end_line_that_was_lost_doesnt_hide_a_compressed_generation_after_it(compressed: Path) -> None:
    _cut_short(compressed, 1)
    assert texts(EmbeddedStore(compressed)) == LINES


def test_a_compressed_journal_without_an_end_that_nothing_follows_is_damage(compressed: Path) -> None:
    _cut_short(compressed, 1)
    for number in files_in(compressed).journals[1:]:
        packed_path(compressed, number).unlink(missing_ok=True)
        journal_path(compressed, number).unlink(missing_ok=True)
    with pytest.raises(StoreDamaged, match=packed_path(compressed, 1).name):
        EmbeddedStore(compressed)


@pytest.mark.parametrize("begun", [False, True])
def test_journals_after_one_that_nothing_follows_are_never_passed_over(folder: Path, begun: bool) -> None:
    store = EmbeddedStore(folder)
    for text in LINES[:3]:
        add(store, note(text))
        store.compact()
    store.close()
    for path in folder.glob("snapshot-*.json"):
        path.unlink()
    first, second = journal_path(folder, 1), journal_path(folder, 2)
    first.write_bytes(b"".join(first.read_bytes().splitlines(keepends=True)[:-1]))
    if begun:
        second.write_bytes(second.read_bytes().splitlines(keepends=True)[0])
    else:
        second.unlink()
    before = contents(folder)
    with pytest.raises(StoreDamaged, match=second.name):
        EmbeddedStore(folder)
    assert contents(folder) == before


def _cut_short(folder: Path, number: int) -> None:
    """Take away the end of the last line of a compressed journal."""
    path = packed_path(folder, number)
    path.write_bytes(zlib.compress(journal_bytes(folder, number)[:-20], wbits=31))


def test_damage_under_an_open_session_is_said_and_what_it_had_stays(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note(LINES[0]))
    path = journal(folder)
    whole = path.read_bytes().splitlines(keepends=True)[1]
    with path.open("ab") as file:
        file.write(b"rubbish\n" + whole)
    with pytest.raises(StoreDamaged):
        store.refresh()
    with pytest.raises(StoreDamaged), store.transaction("entry.add") as tx:
        tx.put(ENTRIES, note("more"))
    assert texts(store) == [LINES[0]]


def test_files_that_vanish_under_an_open_session_are_said_and_what_it_had_stays(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note(LINES[0]))
    for path in folder.iterdir():
        path.unlink()
    with pytest.raises(StoreDamaged):
        store.refresh()
    assert texts(store) == [LINES[0]]


def test_a_backup_put_in_place_under_an_open_session_is_followed(folder: Path, tmp_path: Path) -> None:
    written(folder, 3)
    shutil.copytree(folder, tmp_path / "backup")
    store = EmbeddedStore(folder)
    add(store, note("later", record_id="0"))
    journal(folder).unlink()
    shutil.copy(journal(tmp_path / "backup"), folder)
    changes = store.refresh().changes
    assert [(each.id, each.deleted) for each in changes] == [("0", True)]
    assert texts(store) == LINES[:3]
    add(store, note("line 3"))
    assert read(folder) == LINES[:4]


def test_a_record_that_cant_be_understood_is_said_with_its_number(folder: Path) -> None:
    store = EmbeddedStore(folder)
    add(store, note("a", record_id="1"))
    assert texts(store) == ["a"]
    store.tinydb.table("entries").insert({"kind": "ballad", "id": "2"})
    with pytest.raises(StoreDamaged, match="2"):
        store.all(ENTRIES)
    store.tinydb.table("entries").remove(doc_ids=[2])
    assert texts(store) == ["a"]
