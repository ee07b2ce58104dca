"""What the doctor finds in a home and puts right, one thing at a time; and that it finds nothing where all is well."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial, partialmethod
from pathlib import Path

import msgspec
import pytest

from kgw_tui import clock
from kgw_tui.data import doctor_place, filesystem
from kgw_tui.data.doctor import examine
from kgw_tui.data.doctor_repair import WORDS, Repaired, repair
from kgw_tui.data.engine import EmbeddedStore
from kgw_tui.data.filesystem import write_file
from kgw_tui.data.opening import open_workspace
from kgw_tui.errors import StoreDamaged, StoreTooNew
from kgw_tui.i18n import language
from kgw_tui.records.corridor import CORRIDOR_NOTES, CorridorNote
from kgw_tui.records.entries import ENTRIES, PRIVATE_NOTES, Action, Note, PrivateNote
from kgw_tui.records.meetings import ITEMS, MEETINGS, AgendaItem, Meeting
from kgw_tui.settings import Settings

from .crashing import ROOT
from .stores import MADE, add, contents, journal, texts

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are a thing of POSIX")


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with language("en"):
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a meeting, two lines and an action in the shared store and a note in the private one."""
    home = tmp_path / "home"
    workspace = open_workspace(home)
    with workspace.shared.transaction("import") as tx:
        tx.put(MEETINGS, Meeting(id="m1", created_at=MADE, title="MT", date=MADE.date(), handle="M-1"))
        tx.put(ITEMS, AgendaItem(id="i1", created_at=MADE, meeting="m1", title="Opening"))
        tx.raise_number("meeting", 1)
    for number in range(2):
        add(workspace.shared, line(f"e{number}", f"line {number}"))
    with workspace.shared.transaction("entry.add") as tx:
        action = Action(id="e2", created_at=MADE, meeting="m1", item="i1", text="call", handle="A-1")
        tx.put(ENTRIES, action)
        tx.next_number("action")
    with workspace.private.transaction("note.add") as tx:
        tx.put(CORRIDOR_NOTES, CorridorNote(id="n1", created_at=MADE, heard_at=MADE, text="smoke", handle="N-1"))
        tx.next_number("note")
    workspace.save_settings(Settings(school="De Brug", language="en"))
    workspace.close()
    return home


def line(record_id: str, text: str, meeting: str = "m1", item: str = "i1", parent: str = "") -> Note:
    return Note(id=record_id, created_at=MADE, meeting=meeting, item=item, text=text, parent=parent)


def codes(home: Path) -> list[str]:
    """What isn't right; what is only worth knowing isn't in it."""
    before = contents(home)
    found = [each.code for each in examine(home).ill]
    assert contents(home) == before
    return found


def repaired(home: Path) -> Repaired:
    """Let it be repaired until nothing is left, with nothing gone that was there."""
    before = contents(home)
    done = repair(home)
    assert done.after.ill == ()
    after = contents(home)
    kept = {data for name, data in after.items() if "damaged-" in name}
    gone = {name for name, data in before.items() if name not in after and data not in kept}
    assert gone <= {"shared/lock", "private/lock"}
    assert codes(home) == []
    return done


def shared_texts(home: Path) -> list[str]:
    store = EmbeddedStore(home / "shared")
    found = texts(store)
    store.close()
    return found


def replaced(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


def tampered(home: Path, table: str, *documents: dict[str, object], store: str = "shared") -> None:
    """Put documents in a store as no use case would."""
    opened = EmbeddedStore(home / store)
    for document in documents:
        opened.tinydb.table(table).insert(document)
    opened.close()


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
        "import sys; from pathlib import Path; from kgw_tui.data.engine import EmbeddedStore\n"
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
    from kgw_tui.data import log

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


def test_a_record_that_cant_be_understood_is_taken_out_with_its_words(home: Path) -> None:
    tampered(home, "entries", {"kind": "ballad", "id": "x", "text": "sing"})
    (found,) = examine(home).ill
    assert (found.code, found.kept) == ("record.unreadable", ("sing",))
    with pytest.raises(StoreDamaged), open_workspace(home).shared.transaction("x") as tx:
        tx.all(ENTRIES)
    done = repaired(home)
    (kept,) = [path for folder in done.aside for path in folder.glob("records.jsonl")]
    assert json.loads(json.loads(kept.read_text("utf-8"))["record"])["text"] == "sing"
    assert shared_texts(home) == ["line 0", "line 1", "call"]


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
    with EmbeddedStore(home / "private").transaction("private.add") as tx:
        tx.put(PRIVATE_NOTES, PrivateNote(id="p1", created_at=MADE, meeting="gone", item="gone", text="mine"))
    found = codes(home)
    assert found == ["reference.meeting", "reference.item", "reference.parent", "reference.meeting", "reference.item"]
    repaired(home)
    store = EmbeddedStore(home / "shared")
    assert sorted(meeting.handle for meeting in store.all(MEETINGS)) == ["M-1", "M-2"]
    parents = {entry.id: entry.parent for entry in store.all(ENTRIES)}
    store.close()
    assert parents["e7"] == ""


def test_temporary_files_of_the_dead_are_set_aside_and_those_of_the_living_stay(home: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    left = home / "shared" / f"snapshot-00000009.json.{dead.pid}.tmp"
    used = home / "shared" / f"snapshot-00000008.json.{os.getpid()}.tmp"
    left.write_bytes(b"half")
    used.write_bytes(b"half")
    for path in (left, used):
        path.chmod(0o600)
    assert codes(home) == ["left.temporary"]
    repaired(home)
    assert (left.exists(), used.exists()) == (False, True)


@posix
def test_modes_that_let_others_look_are_tightened(home: Path) -> None:
    (home / "private").chmod(0o755)
    journal(home / "private").chmod(0o644)
    journal(home / "shared").chmod(0o400)
    (home / "settings.json").chmod(0o640)
    assert sorted(codes(home)) == ["mode.closed", "mode.open", "mode.open", "mode.open"]
    repaired(home)


@posix
def test_a_shared_folder_belongs_to_its_group(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    school = tmp_path / "school"
    monkeypatch.setenv("KGW_SHARED", str(school))
    assert codes(home) == ["shared.missing"]
    assert not school.exists()
    workspace = open_workspace(home)
    add(workspace.shared, line("e0", "a", meeting="", item=""))
    workspace.close()
    assert codes(home) == []
    journal(school).chmod(0o600)
    assert codes(home) == ["mode.closed"]
    repaired(home)


def test_a_link_that_leads_nowhere_is_told(home: Path, tmp_path: Path) -> None:
    (home / "shared").rename(tmp_path / "elsewhere")
    (home / "shared").symlink_to(tmp_path / "elsewhere")
    assert codes(home) == []
    (tmp_path / "elsewhere").rename(tmp_path / "nowhere")
    assert "link.dangling" in codes(home)


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("x", "utf-8")
    assert "place.no-folder" in codes_of_file(tmp_path / "home")


def codes_of_file(home: Path) -> list[str]:
    return [each.code for each in examine(home).ill]


@posix
def test_a_folder_that_is_closed_is_told_and_opened(home: Path) -> None:
    private = home / "private"
    private.chmod(0o000)
    if os.access(private, os.R_OK):
        private.chmod(0o700)
        pytest.skip("whoever runs this may look into everything")
    found = [each.code for each in examine(home).ill]
    assert found == ["place.closed", "mode.closed"]
    assert repair(home).after.ill == ()


@posix
def test_a_folder_that_cant_be_written_keeps_its_findings_and_says_why(home: Path) -> None:
    replaced(journal(home / "private"), b"smoke", b"sm\x00ke")
    replaced(journal(home / "shared"), b"line 0", b"li\x00\x00 0")
    (home / "private").chmod(0o500)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "chmod", partialmethod(_may_not, home / "private", Path.chmod))
        if os.access(home / "private", os.W_OK):
            patch.setattr(filesystem, "write_file", partial(_not_in, home / "private"))
        done = repair(home)
    (home / "private").chmod(0o700)
    assert {each.code for each in done.after.ill} >= {"journal.unfinished"}
    assert all("private" in each.path for each in done.after.ill)
    assert len(done.trouble) == 1
    assert "private" in done.trouble[0]
    repaired(home)


def _may_not(path: Path, folder: Path, chmod: Callable[[Path, int], None], mode: int) -> None:
    if path == folder:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(path))
    chmod(path, mode)


def _not_in(folder: Path, path: Path, data: bytes, modes: filesystem.Modes) -> None:
    if folder in path.parents:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    write_file(path, data, modes)


def test_a_lock_that_is_held_is_told_with_who_holds_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_place, "_PATIENCE", 0.2)
    program = (
        "import sys; from pathlib import Path; from kgw_tui.data.engine import EmbeddedStore\n"
        "with EmbeddedStore(Path(sys.argv[1])).transaction('x'):\n    print('go', flush=True)\n    sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(home / "shared")],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdin is not None
    try:
        assert holder.stdout.readline() == "go\n"
        (found,) = examine(home).ill
        assert found.code == "lock.held"
        if Path("/proc/locks").exists():
            assert found.values["process"] in (holder.pid, 0)
        os.kill(holder.pid, signal.SIGSTOP)
        assert next(each.code for each in examine(home).ill) in ("lock.stopped", "lock.held")
        os.kill(holder.pid, signal.SIGCONT)
    finally:
        holder.stdin.close()
        holder.wait()
        holder.stdout.close()
    assert codes(home) == []


def test_settings_that_cant_be_understood_keep_what_can(home: Path) -> None:
    path = home / "settings.json"
    path.write_text('{"school": "De Brug", "roles": 3, "shared": "", "colour": "blue"}', "utf-8")
    (found,) = examine(home).ill
    assert (found.code, found.kept) == ("settings.unreadable", ("school", "shared", "colour"))
    repaired(home)
    assert json.loads(path.read_text("utf-8")) == {"school": "De Brug", "shared": "", "colour": "blue"}


def test_the_shared_folder_is_found_in_settings_that_cant_be_understood(home: Path, tmp_path: Path) -> None:
    (home / "settings.json").write_text(json.dumps({"shared": str(tmp_path / "school"), "roles": 3}), "utf-8")
    assert codes(home) == ["settings.unreadable", "shared.missing"]


def test_settings_that_arent_any_are_set_aside(home: Path) -> None:
    (home / "settings.json").write_bytes(b"\xff\xfe{")
    repaired(home)
    assert not (home / "settings.json").exists()


def test_drafts_that_cant_be_read_are_set_aside(home: Path) -> None:
    drafts = home / "private" / "drafts"
    drafts.mkdir(mode=0o700)
    (drafts / "abc.json").write_bytes(b'{"held":[{"place":"m1","text":"we shou')
    (drafts / "abc.json").chmod(0o600)
    (found,) = examine(home).ill
    assert (found.code, found.lost) == ("draft.unreadable", ())
    done = repaired(home)
    assert [path.name for path in done.aside[0].iterdir()] == ["abc.json"]


def test_a_full_disk_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_place, "_ROOM", 1 << 62)
    assert codes(home) == ["disk.full", "disk.full"]


def test_a_network_file_system_is_worth_knowing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_place.filesystem, "network_type", lambda _path: "nfs4")
    assert codes(home) == []
    assert "place.network" in [each.code for each in examine(home).findings]


def test_a_clock_that_was_set_back_is_worth_knowing(home: Path) -> None:
    clock.set_clock(lambda: MADE - dt.timedelta(days=2))
    try:
        found = [each for each in examine(home).findings if each.code == "clock.behind"]
    finally:
        clock.set_clock(None)
    assert [each.worth for each in found] == [True]


def test_backups_are_looked_through(home: Path) -> None:
    assert [each.code for each in examine(home).findings] == ["backup.none", "backup.none"]
    workspace = open_workspace(home)
    add(workspace.shared, line("e3", "line 3"))
    workspace.care.look_after()
    workspace.close()
    backups = sorted((home / "shared" / "backups").glob("*.zip"))
    assert len(backups) == 1
    assert "backup.none" not in [each.code for each in examine(home).findings if "shared" in each.path]
    data = bytearray(backups[0].read_bytes())
    data[len(data) // 2] ^= 1
    backups[0].write_bytes(data)
    assert codes(home) == ["backup.unreadable"]
    repaired(home)


def test_lines_gone_from_the_end_are_noticed_by_a_backup_that_has_them(home: Path) -> None:
    """A journal that ends where a line ends looks like one to which nothing was added."""
    workspace = open_workspace(home)
    add(workspace.shared, line("e3", "line 3"))
    workspace.care.look_after()
    workspace.close()
    path = journal(home / "shared")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert codes(home) == ["store.behind"]


def test_a_file_of_plain_tinydb_is_worth_knowing_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "shared").mkdir(parents=True, mode=0o700)
    home.chmod(0o700)
    plain = home / "shared" / "store.json"
    plain.write_text('{"entries": {}}', "utf-8")
    plain.chmod(0o600)
    assert [each.code for each in examine(home).findings] == ["plain.found"]
    plain.write_text('{"entries": ', "utf-8")
    assert codes(home) == ["plain.damaged"]


def test_repairing_twice_in_a_second_keeps_both_times(home: Path) -> None:
    clock.set_clock(lambda: MADE)
    try:
        for word in (b"line 0", b"line 1"):
            replaced(home / "shared" / "journal-00000001.jsonl", word, b"li\x00\x00 x")
            repair(home)
    finally:
        clock.set_clock(None)
    assert len(list((home / "shared").glob("damaged-*"))) == 2


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
    from kgw_tui.data import log

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "SCHEMA", log.SCHEMA + 1)
        store = EmbeddedStore(home / "shared")
        store.compact()
        store.close()
    with pytest.raises(StoreTooNew):
        open_workspace(home)
