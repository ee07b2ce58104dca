"""What the doctor finds in a home and puts right, one thing at a time; and that it finds nothing where all is well."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec
import pytest

from kgw_tui import clock
from kgw_tui.data import filesystem
from kgw_tui.data.doctor.examining import examine
from kgw_tui.data.doctor.repair import WORDS, Aside, repair
from kgw_tui.data.opening import open_workspace
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.errors import StoreDamaged, StoreTooNew
from kgw_tui.i18n import language
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES, Action, PrivateNote
from kgw_tui.records.meetings import ITEMS, MEETINGS, Meeting

from .crashing import ROOT
from .faults import failing
from .homes import codes, filled, line, repaired, replaced, shared_texts, tampered
from .stores import MADE, add, contents, journal, texts

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are a thing of POSIX")


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with language("en"):
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a meeting, two lines and an action in the shared store and a note in the private one."""
    return filled(tmp_path / "home")


def test_nothing_is_found_where_all_is_well_and_nothing_is_changed(home: Path) -> None:
    assert codes(home) == []
    done = repair(home)
    assert (done.before.ill, done.mended, done.aside) == ((), (), ())
    workspace = open_workspace(home)
    workspace.shared.compact()
    workspace.undo()
    workspace.close()
    assert codes(home) == []


def test_a_home_that_isnt_there_is_said_and_not_made(tmp_path: Path) -> None:
    assert [each.code for each in examine(tmp_path / "none").findings] == ["home.missing"]
    assert repair(tmp_path / "none").after.ill == ()
    assert not (tmp_path / "none").exists()


def test_nothing_is_found_while_others_write(home: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from kgw_tui.data.store.engine import EmbeddedStore\n"
        "from tests.data.stores import add, note\n"
        "store = EmbeddedStore(Path(sys.argv[1]))\n"
        "print('go', flush=True)\n"
        "for n in range(100_000):\n"
        "    add(store, note('x' * 300, meeting='m1'))\n"
        "    if n % 40 == 0: store.compact()\n"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", program, str(home / "shared")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "go\n"
        for _look in range(12):
            assert [each.code for each in examine(home).ill] == []
    finally:
        writer.kill()
        writer.wait()
        writer.stdout.close() if writer.stdout else None


def test_a_damaged_line_is_told_in_its_words_and_all_others_stay(home: Path) -> None:
    path = home / "shared" / "journal-00000001.jsonl"
    replaced(path, b"line 0", b"li\x00\x00 0")
    with pytest.raises(StoreDamaged):
        open_workspace(home)
    (found,) = examine(home).ill
    assert (found.code, found.path, found.values["line"]) == ("journal.lost", str(path), 3)
    done = repaired(home)
    assert shared_texts(home) == ["line 1", "call"]
    (aside,) = done.aside
    assert b"li\x00\x00 0" in (aside / path.name).read_bytes()


def test_a_damaged_line_that_can_be_read_is_kept_and_its_words_are_told(home: Path) -> None:
    replaced(home / "shared" / "journal-00000001.jsonl", b"line 0", b"lxyz 0")
    (found,) = examine(home).ill
    assert (found.code, found.lost) == ("journal.read", ("lxyz 0",))
    done = repaired(home)
    assert shared_texts(home) == ["lxyz 0", "line 1", "call"]
    assert "lxyz 0" in (done.aside[0] / WORDS).read_text("utf-8")


@pytest.mark.parametrize(("old", "new", "left"), [
    (b'"label":"remove"', b'"label":"rxyove"', ["line 1", "call"]),
    (b'"text":"line 0"', b'"text":"lxyz 0"', ["line 0", "line 1", "call"]),
])  # fmt: skip
def test_what_was_removed_stays_away_where_that_is_sure_and_is_told_where_it_is_back(
    home: Path, old: bytes, new: bytes, left: list[str]
) -> None:
    workspace = open_workspace(home)
    with workspace.shared.transaction("remove") as tx:
        tx.delete(ENTRIES, "e0")
    add(workspace.shared, line("e3", "line 3"))
    workspace.close()
    path = journal(home / "shared")
    before, removal = path.read_bytes().split(b'"label":"remove"')
    path.write_bytes(before + (b'"label":"remove"' + removal).replace(old, new, 1))
    (found,) = examine(home).ill
    assert found.code == "journal.removal"
    done = repaired(home)
    assert shared_texts(home) == [*left, "line 3"]
    words = done.aside[0] / WORDS
    assert (words.exists() and "had been removed" in words.read_text("utf-8")) == ("line 0" in left)


def test_what_doesnt_fit_any_more_is_told_in_words(home: Path) -> None:
    """The line in which the meeting came is gone: what was changed about it later can't be done."""
    workspace = open_workspace(home)
    with workspace.shared.transaction("meeting.title") as tx:
        tx.put(MEETINGS, Meeting(id="m1", created_at=MADE, title="Big MT", date=MADE.date(), handle="M-1"))
    workspace.close()
    replaced(home / "shared" / "journal-00000001.jsonl", b'"title":"MT"', b'"title":\x00\x00\x00\x00')
    done = repaired(home)
    assert "Big MT" in (done.aside[0] / WORDS).read_text("utf-8")
    store = EmbeddedStore(home / "shared")
    (meeting,) = store.all(MEETINGS)
    assert (meeting.id, meeting.title, meeting.date) == ("m1", "Lines that were found again", MADE.astimezone().date())
    assert [item.id for item in store.all(ITEMS)] == ["i1"]
    assert texts(store) == ["line 0", "line 1", "call"]
    store.close()


def test_a_journal_that_is_missing_is_told_from_the_snapshots_around_it(home: Path) -> None:
    workspace = open_workspace(home)
    workspace.shared.compact()
    add(workspace.shared, line("e3", "line 3"))
    workspace.shared.compact()
    add(workspace.shared, line("e4", "line 4"))
    workspace.close()
    (home / "shared" / "journal-00000002.jsonl").unlink()
    assert codes(home) == ["journal.missing"]
    repaired(home)
    store = EmbeddedStore(home / "shared")
    assert [past.label for past in store.history(ENTRIES, "e3")] == ["doctor.lost"]
    store.close()
    assert shared_texts(home) == ["line 0", "line 1", "call", "line 3", "line 4"]


def test_the_newest_journal_missing_leaves_all_of_its_snapshot(home: Path) -> None:
    workspace = open_workspace(home)
    workspace.shared.compact()
    workspace.close()
    journal(home / "shared").unlink()
    assert codes(home) == ["journal.missing"]
    repaired(home)
    assert shared_texts(home) == ["line 0", "line 1", "call"]


def test_a_file_of_another_copy_is_left_alone(home: Path) -> None:
    workspace = open_workspace(home)
    before = journal(home / "shared").read_bytes()
    add(workspace.shared, line("e3", "line 3"))
    workspace.shared.compact()
    workspace.close()
    (home / "shared" / "journal-00000002.jsonl").write_bytes(before)
    (home / "shared" / "snapshot-00000002.json").unlink()
    found = codes(home)
    assert "journal.foreign" in found
    again = repair(home)
    assert [each.code for each in again.after.ill] == found


def test_what_a_newer_version_wrote_is_left_alone(home: Path) -> None:
    from kgw_tui.data.store import log

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "SCHEMA", log.SCHEMA + 1)
        store = EmbeddedStore(home / "shared")
        store.compact()
        store.close()
    replaced(home / "shared" / "journal-00000001.jsonl", b"line 0", b"li\x00\x00 0")
    before = contents(home / "shared")
    assert codes(home) == ["store.too-new"]
    assert [each.code for each in repair(home).after.ill] == ["store.too-new"]
    assert contents(home / "shared") == before


def test_a_flipped_bit_in_the_number_of_the_schema_is_damage_and_not_a_newer_version(home: Path) -> None:
    workspace = open_workspace(home)
    workspace.shared.compact()
    workspace.close()
    newest = home / "shared" / "snapshot-00000002.json"
    replaced(newest, b'"schema":1', b'"schema":9')
    assert codes(home) == ["snapshot.flipped"]
    repaired(home)
    assert b'"schema":1' in newest.read_bytes()


def test_what_was_cut_off_once_comes_back_where_it_is_whole(home: Path) -> None:
    path = journal(home / "shared")
    data = bytearray(path.read_bytes())
    data[data.rindex(b"call")] ^= 4
    path.write_bytes(data)
    store = EmbeddedStore(home / "shared")
    assert texts(store) == ["line 0", "line 1"]
    store.close()
    (found,) = examine(home).ill
    assert (found.code, found.kept) == ("left.torn", ("A-1 call",))
    repaired(home)
    assert shared_texts(home) == ["line 0", "line 1", "call"]
    assert not list((home / "shared").glob("torn-*"))


def test_what_was_cut_off_in_mid_sentence_is_kept_with_its_words(home: Path) -> None:
    path = journal(home / "shared")
    path.write_bytes(path.read_bytes()[:-60])
    EmbeddedStore(home / "shared").close()
    assert codes(home) == ["left.torn"]
    done = repaired(home)
    assert (done.aside[0] / next(iter(done.before.ill)).path.rsplit("/", 1)[-1]).exists()


def test_a_record_that_cant_be_understood_keeps_what_can_and_the_whole_of_it_is_kept_aside(home: Path) -> None:
    tampered(home, "entries", {"kind": "ballad", "id": "x", "meeting": "m1", "text": "sing", "order": [3]})
    (found,) = examine(home).ill
    assert (found.code, found.kept) == ("record.unreadable", ("sing",))
    with pytest.raises(StoreDamaged), open_workspace(home).shared.transaction("x") as tx:
        tx.all(ENTRIES)
    done = repaired(home)
    (kept,) = [path for folder in done.aside for path in folder.glob("records.jsonl")]
    assert json.loads(json.loads(kept.read_text("utf-8"))["record"])["kind"] == "ballad"
    assert shared_texts(home) == ["line 0", "line 1", "call", "sing"]


def test_a_document_that_is_no_record_at_all_is_taken_out_and_kept_aside(home: Path) -> None:
    tampered(home, "visits", {"colour": "blue"}, store="private")
    assert codes(home) == ["record.unreadable"]
    done = repaired(home)
    (kept,) = [path for folder in done.aside for path in folder.glob("records.jsonl")]
    assert "blue" in kept.read_text("utf-8")


def test_nothing_is_taken_out_that_could_not_be_kept_first(home: Path) -> None:
    tampered(home, "visits", {"colour": "blue"}, store="private")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Aside, "write", _no_room)
        done = repair(home)
    assert done.trouble
    assert [each.code for each in done.after.ill] == ["record.unreadable"]
    repaired(home)


def _no_room(_aside: Aside, name: str, _data: bytes) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)


def test_two_records_with_one_id_are_both_kept_and_the_same_one_twice_is_kept_once(home: Path) -> None:
    document = json.loads(msgspec.json.encode(line("e1", "line 1")))
    tampered(home, "entries", document, {**document, "text": "another"})
    assert codes(home) == ["record.twice", "record.twice"]
    repaired(home)
    assert sorted(shared_texts(home)) == ["another", "call", "line 0", "line 1"]


def test_a_record_without_an_id_gets_one(home: Path) -> None:
    tampered(home, "entries", {**json.loads(msgspec.json.encode(line("", "lost"))), "id": ""})
    assert codes(home) == ["record.nameless"]
    repaired(home)
    assert "lost" in shared_texts(home)


def test_of_two_records_with_one_number_the_younger_gets_the_next(home: Path) -> None:
    second = Action(id="e9", created_at=MADE, meeting="m1", text="write", handle="A-1")
    tampered(home, "entries", json.loads(msgspec.json.encode(second)))
    assert codes(home) == ["handle.twice"]
    repaired(home)
    store = EmbeddedStore(home / "shared")
    handles = {entry.id: entry.handle for entry in store.all(ENTRIES) if isinstance(entry, Action)}
    store.close()
    assert handles == {"e2": "A-1", "e9": "A-2"}


def test_a_counter_behind_the_numbers_in_use_is_raised(home: Path) -> None:
    later = Action(id="e9", created_at=MADE, meeting="m1", text="write", handle="A-7")
    tampered(home, "entries", json.loads(msgspec.json.encode(later)))
    (found,) = examine(home).ill
    assert (found.code, found.values) == ("counter.behind", {"counter": "action", "number": 7})
    repaired(home)
    store = EmbeddedStore(home / "shared")
    with store.transaction("entry.add") as tx:
        assert tx.next_number("action") == 8
    store.close()


def test_records_that_name_what_isnt_there_are_shown_again(home: Path) -> None:
    with EmbeddedStore(home / "shared").transaction("entry.add") as tx:
        tx.put(ENTRIES, line("e5", "of no meeting", meeting="gone", item=""))
        tx.put(ENTRIES, line("e6", "of no item", item="gone"))
        tx.put(ENTRIES, line("e7", "of no line", parent="gone"))
    found = codes(home)
    assert found == ["reference.meeting", "reference.item", "reference.parent"]
    repaired(home)
    store = EmbeddedStore(home / "shared")
    assert sorted(meeting.handle for meeting in store.all(MEETINGS)) == ["M-1", "M-2"]
    parents = {entry.id: entry.parent for entry in store.all(ENTRIES)}
    store.close()
    assert parents["e7"] == ""


def test_nothing_that_is_private_is_told_to_others_by_a_repair(home: Path) -> None:
    """The meeting of a private note is gone from the shared folder, or another folder is shared now: that is no
    illness, and a repair for other reasons makes nothing of it where others look.
    """
    with EmbeddedStore(home / "private").transaction("private.add") as tx:
        tx.put(PRIVATE_NOTES, PrivateNote(id="p1", created_at=MADE, meeting="gone", item="gone-too", text="mine"))
    assert codes(home) == []
    tampered(home, "entries", {**json.loads(msgspec.json.encode(line("", "lost"))), "id": ""})
    repaired(home)
    store = EmbeddedStore(home / "shared")
    assert [each.id for each in store.all(MEETINGS)] == ["m1"]
    assert [each.id for each in store.all(ITEMS)] == ["i1"]
    store.close()
    private = EmbeddedStore(home / "private")
    assert [note.meeting for note in private.all(PRIVATE_NOTES) if note.id == "p1"] == ["gone"]
    private.close()


def test_repairing_twice_in_a_second_keeps_both_times(home: Path) -> None:
    clock.set_clock(lambda: MADE)
    try:
        for word in (b"line 0", b"line 1"):
            replaced(home / "shared" / "journal-00000001.jsonl", word, b"li\x00\x00 x")
            repair(home)
    finally:
        clock.set_clock(None)
    assert len(list((home / "shared").glob("damaged-*"))) == 2


def test_a_damaged_snapshot_from_before_the_oldest_journal_is_set_aside(home: Path) -> None:
    """What a restore leaves that was killed while it took the old files away."""
    workspace = open_workspace(home)
    for number in (2, 3):
        workspace.shared.compact()
        add(workspace.shared, line(f"n{number}", f"new {number}"))
    workspace.close()
    for number in (1, 2):
        (home / "shared" / f"journal-0000000{number}.jsonl").unlink()
    replaced(home / "shared" / "snapshot-00000002.json", b"line 0", b"li\x00\x00 0")
    assert codes(home) == ["snapshot.old-damaged"]
    repaired(home)
    assert shared_texts(home) == ["line 0", "line 1", "call", "new 2", "new 3"]


def test_a_repair_that_was_killed_is_done_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = open_workspace(home)
    workspace.shared.compact()
    add(workspace.shared, line("e3", "line 3"))
    workspace.close()
    for path in (home / "shared").glob("journal-*"):
        data = bytearray(path.read_bytes())
        data[-200:-190] = bytes(10)
        path.write_bytes(data)
    files = {path: path.read_bytes() for path in (home / "shared").iterdir() if path.is_file()}
    real = filesystem.write_file
    for stop in range(1, 12):
        for path, data in files.items():
            path.write_bytes(data)
        calls = 0

        def until_killed(path: Path, data: bytes, modes: filesystem.Modes, stop: int = stop) -> None:
            nonlocal calls
            calls += 1
            if calls == stop:
                raise KeyboardInterrupt
            real(path, data, modes)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(filesystem, "write_file", until_killed)
            with suppress(KeyboardInterrupt):
                repair(home)
        assert repair(home).after.ill == ()
        assert shared_texts(home)[:2] == ["line 0", "line 1"]


def test_a_store_that_is_newer_is_said_so_by_the_engine_too(home: Path) -> None:
    from kgw_tui.data.store import log

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "SCHEMA", log.SCHEMA + 1)
        store = EmbeddedStore(home / "shared")
        store.compact()
        store.close()
    with pytest.raises(StoreTooNew):
        open_workspace(home)


def test_damage_in_what_is_only_history_is_told_to_harm_no_record(home: Path) -> None:
    workspace = open_workspace(home)
    workspace.shared.compact()
    workspace.close()
    replaced(home / "shared" / "journal-00000001.jsonl", b"line 0", b"li\x00\x00 0")
    (found,) = examine(home).ill
    assert (found.code, found.harmless, found.lost) == ("journal.lost", True, ())
    done = repaired(home)
    assert not [folder for folder in done.aside if (folder / WORDS).exists()]
    store = EmbeddedStore(home / "shared")
    assert texts(store) == ["line 0", "line 1", "call"]
    assert [past.now.get("text") for past in store.history(ENTRIES, "e0")] == ["line 0"]
    store.close()


def test_a_repair_for_which_there_is_no_room_says_so_and_is_done_later(home: Path) -> None:
    workspace = open_workspace(home)
    workspace.shared.compact()
    add(workspace.shared, line("e3", "line 3"))
    workspace.close()
    newest = home / "shared" / "snapshot-00000002.json"
    replaced(newest, b"line 0", b"li\x00\x00 0")
    replaced(home / "shared" / "journal-00000001.jsonl", b"line 1", b"li\x00\x00 1")
    for first in range(1, 40, 2):
        copy = home.parent / f"copy-{first}"
        shutil.copytree(home, copy)
        with failing(first, count=1_000_000) as faults:
            done = repair(copy)
        assert done.trouble or done.after.ill == ()
        repaired(copy)
        assert [text for text in shared_texts(copy) if text != "line 0"] == ["line 1", "call", "line 3"]
        if not faults.failed:
            break
