"""The promise about damage: a journal cut anywhere and any bit flipped is found, and the store opens again, with
everything that stood before the damage in it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest

from kgw_tui.data.doctor.repair import repair
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.errors import StoreError

from .damaged_stores import CHUNKS, Known, built, files_of, flips_of, found_in, mended, put_back, works
from .stores import add, note, texts

JOURNALS = ["journal-00000003.jsonl", "journal-00000004.jsonl", "journal-00000005.jsonl"]
NEWEST = JOURNALS[-1]
SNAPSHOTS = ["snapshot-00000003.json", "snapshot-00000004.json", "snapshot-00000005.json"]
PACKED = ["journal-00000001.jsonl.gz", "journal-00000002.jsonl.gz"]


@pytest.fixture(autouse=True)
def _without_syncs(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is damaged here are files that were written; waiting for the disk some ten thousand times proves nothing."""
    for name in ("fsync", "fdatasync"):
        if hasattr(os, name):
            monkeypatch.setattr(os, name, lambda _fd: None)


chunks = pytest.mark.parametrize("chunk", range(CHUNKS))


def opened(folder: Path, known: Known, whole: list[str]) -> tuple[bool, list[str] | None]:
    """Open the store as it is: whether it said something of damage, and what it holds (None: it refused).

    What it holds is always something that was there once.
    """
    try:
        store = EmbeddedStore(folder)
    except StoreError as error:
        assert str(error)
        return True, None
    found = texts(store)
    assert found in [*known.values(), whole]
    told = bool(store.notices)
    store.close()
    return told, found


@chunks
def test_the_journal_cut_at_every_byte_leaves_all_before_the_cut(folder: Path, chunk: int) -> None:
    known = built(folder)
    files = files_of(folder)
    data = files[NEWEST]
    ends = [at + 1 for at, byte in enumerate(data.rstrip(b"\n")) if byte == ord("\n")] + [len(data.rstrip(b"\n")) + 1]
    first = max(known) - len(ends) + 1
    for cut in range(chunk, len(data), CHUNKS):
        damaged = {**files, NEWEST: data[:cut]}
        complete = sum(end <= cut for end in ends) - 1
        before = known[first + max(complete, 0)]
        unfinished = cut not in ends

        put_back(folder, damaged)
        told, found = opened(folder, known, known[max(known)])
        assert told == unfinished
        if found is not None:
            assert found == before
            assert bool(list(folder.glob("torn-*"))) == unfinished

        put_back(folder, damaged)
        assert bool(found_in(folder)) == unfinished
        mended(folder)
        assert found_in(folder) == []
        found = works(folder)
        assert found in (before, known.get(first + complete + 1)), (
            cut
        )  # of a cut line, all may still be there but its end
        assert found_in(folder) == []


@chunks
@pytest.mark.parametrize("name", [NEWEST, SNAPSHOTS[-1]])
def test_any_bit_flipped_in_journal_or_snapshot_is_found_and_put_right(folder: Path, name: str, chunk: int) -> None:
    known = built(folder)
    whole = known[max(known)]
    files = files_of(folder)
    for number, (bit, damaged) in enumerate(flips_of(files[name], seed=5)):
        if number % CHUNKS != chunk:
            continue
        put_back(folder, {**files, name: damaged})
        assert opened(folder, known, whole)[0], bit
        put_back(folder, {**files, name: damaged})
        findings = found_in(folder)
        assert [each.mends for each in findings] == [True], bit
        assert mended(folder).folder is not None
        assert files_of(folder)[name] == files[name], bit
        assert found_in(folder) == []
    assert works(folder) == whole
    assert found_in(folder) == []


@chunks
def test_a_flipped_bit_in_what_opening_doesnt_read_is_found_by_the_doctor(folder: Path, chunk: int) -> None:
    known = built(folder)
    files = files_of(folder)
    for name in [*JOURNALS[:-1], *SNAPSHOTS[:-1], *PACKED]:
        for number, (bit, damaged) in enumerate(flips_of(files[name], seed=7, count=200)):
            if number % CHUNKS != chunk:
                continue
            put_back(folder, {**files, name: damaged})
            assert found_in(folder), (name, bit)
            mended(folder)
            assert found_in(folder) == [], (name, bit)
            if name not in PACKED:
                assert files_of(folder)[name] == files[name], (name, bit)
        assert works(folder) == known[max(known)]


@chunks
def test_old_journals_cut_at_every_byte_are_made_good_from_the_snapshots(folder: Path, chunk: int) -> None:
    """The first compressed one, one that opening no longer reads and the one before the newest."""
    known = built(folder)
    files = files_of(folder)
    for name in [PACKED[1], *JOURNALS[:-1]]:
        for cut in range(chunk, len(files[name]), CHUNKS):
            put_back(folder, {**files, name: files[name][:cut]})
            assert found_in(folder), (name, cut)
            mended(folder)
            assert found_in(folder) == [], (name, cut)
            later = [each for each in (*SNAPSHOTS,) if each > f"snapshot-{name[8:16]}.json"]
            for each in later:
                (folder / each).unlink()  # what was lost is told by the journals alone
            store = EmbeddedStore(folder)
            assert texts(store) == known[max(known)], (name, cut)
            store.close()


@chunks
def test_a_snapshot_cut_at_every_byte_is_made_again(folder: Path, chunk: int) -> None:
    known = built(folder)
    files = files_of(folder)
    name = SNAPSHOTS[-1]
    for cut in range(chunk, len(files[name]), CHUNKS):
        put_back(folder, {**files, name: files[name][:cut]})
        assert found_in(folder), cut
        mended(folder)
        store = EmbeddedStore(folder)
        assert texts(store) == known[max(known)], cut
        store.close()
        assert found_in(folder) == [], cut


@chunks
def test_of_the_only_snapshot_every_row_that_can_be_read_comes_back(folder: Path, chunk: int) -> None:
    """Its journals from before are gone, so that nothing else tells what was in it."""
    known = built(folder)
    whole = known[max(known)]
    files = {name: data for name, data in files_of(folder).items() if name in (SNAPSHOTS[-1], NEWEST)}
    data = files[SNAPSHOTS[-1]]
    for at in range(chunk * 2, len(data) - 2, CHUNKS * 2):
        damaged = bytearray(data)
        damaged[at : at + 2] = b"\x00\x01"
        put_back(folder, {**files, SNAPSHOTS[-1]: bytes(damaged)})
        assert found_in(folder), at
        mended(folder)
        found = works(folder)
        row = damaged[damaged.rfind(b"\n", 0, at) + 1 : (damaged.find(b"\n", at) + 1) or None]
        missing = [text for text in whole if text not in found]
        assert len(missing) <= (2 if b"\x00" in row[:2] or b"\x01" in row[-2:] else 1), (at, missing)
        assert found_in(folder) == [], at


@pytest.mark.parametrize("size", [512, 4096])
@pytest.mark.parametrize("alone", [True, False])
def test_a_block_of_zeros_anywhere_in_a_snapshot_loses_nothing_unsaid(folder: Path, size: int, alone: bool) -> None:
    """Of the only snapshot what is in the block is gone, and said to be; where files from before it tell what was in
    it, too, nothing is gone, also with a line of those damaged that the rest of the snapshot still holds.
    """
    store = EmbeddedStore(folder)
    words = [f"word {number:02d} {'x' * 40}" for number in range(60)]
    add(store, *(note(word) for word in words[:50]))
    store.compact()
    add(store, *(note(word) for word in words[50:]))
    store.compact()
    store.close()
    files = files_of(folder)
    newest = max(name for name in files if name.startswith("snapshot"))
    if alone:
        files = {name: data for name, data in files.items() if "00000003" in name}
    for at in range(0, len(files[newest]), 256):
        damaged = bytearray(files[newest])
        damaged[at : at + size] = bytes(len(damaged[at : at + size]))
        put_back(folder, {**files, newest: bytes(damaged)})
        findings = found_in(folder)
        mended(folder)
        missing = set(words) - set(works(folder))
        assert not missing or (alone and any(int(each.values.get("lost", 0)) for each in findings)), at
        gone = b"".join(files[newest][at - 400 if at > 400 else 0 : at + size + 400].splitlines())
        assert all(word.encode() in gone for word in missing), (at, missing)


@chunks
def test_a_flip_in_the_room_after_the_last_line_is_told_and_taken_away(folder: Path, chunk: int) -> None:
    known = built(folder)
    files = files_of(folder)
    data = files[NEWEST] + b"\n" * 64
    for bit, damaged in flips_of(data, seed=9, count=len(data) * 8):
        if bit < len(files[NEWEST]) * 8 or bit % CHUNKS != chunk:
            continue
        put_back(folder, {**files, NEWEST: damaged})
        told, found = opened(folder, known, known[max(known)])
        assert told
        assert found == known[max(known)]
        put_back(folder, {**files, NEWEST: damaged})
        assert [each.code for each in found_in(folder)] == ["journal.room"]
        mended(folder)
        assert found_in(folder) == []
        assert works(folder) == known[max(known)]


def home_of(tmp_path: Path) -> Path:
    """A home with both stores filled."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    for name in ("shared", "private"):
        (home / name).mkdir(mode=0o700)
        built(home / name)
    return home


def words_in(home: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in ("shared", "private"):
        store = EmbeddedStore(home / name)
        found[name] = texts(store)
        store.close()
    return found


@chunks
@pytest.mark.parametrize("opened_first", [False, True])
def test_a_bit_flipped_in_either_store_leaves_nothing_lost_in_both(
    tmp_path: Path, chunk: int, opened_first: bool
) -> None:
    """Also where the store was opened before the doctor came, which cuts off a last line that is damaged."""
    home = home_of(tmp_path)
    whole = words_in(home)
    files = {name: files_of(home / name) for name in whole}
    trials = [
        (store, name, damaged)
        for store, contents in files.items()
        for name, data in contents.items()
        for _bit, damaged in flips_of(data, seed=11, count=48)
    ]
    for store, name, damaged in trials[chunk::CHUNKS]:
        for each, contents in files.items():
            put_back(home / each, contents)
        (home / store / name).write_bytes(damaged)
        told = False
        if opened_first:
            with suppress(StoreError):
                first = EmbeddedStore(home / store)
                told = bool(first.notices)
                first.close()
        done = repair(home)
        assert told or done.before.ill
        assert done.after.ill == ()
        assert words_in(home) == whole
