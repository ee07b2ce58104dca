"""Backups are made once a day, can be read by plain TinyDB, are looked through, and go only when better ones stay."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import shutil
import stat
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from tinydb import TinyDB

from kgw_tui import clock
from kgw_tui.data.backups import archive
from kgw_tui.data.backups.making import make_due, make_now
from kgw_tui.data.backups.names import FOLDER, Stopped, backups_of, choices, of_day
from kgw_tui.data.backups.whole import put_rest_back
from kgw_tui.data.care import StoreCare
from kgw_tui.data.damage import unavailable
from kgw_tui.data.opening import open_workspace
from kgw_tui.data.places import Place
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.errors import StoreDamaged, StoreError, StoreTooNew, StoreUnavailable
from kgw_tui.records.entries import ENTRIES

from ..workspaces import TUESDAY, fixed_clock
from . import crashing_backups
from .faults import failing
from .stores import add, contents, note, texts

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _on_tuesday() -> Iterator[None]:
    with fixed_clock():
        yield


@contextmanager
def on(moment: dt.datetime) -> Iterator[None]:
    """Let it be another moment for a while."""
    clock.set_clock(lambda: moment)
    yield
    clock.set_clock(lambda: TUESDAY)


@pytest.fixture
def place(folder: Path) -> Place:
    return Place("private", folder)


def store_with(place: Place, *lines: str) -> EmbeddedStore:
    store = EmbeddedStore(place.folder)
    for line in lines:
        add(store, note(line))
    return store


def names(place: Place) -> list[str]:
    return [each.name for each in backups_of(place)]


def snapshot_in(path: Path, target: Path) -> Path:
    with zipfile.ZipFile(path) as packed:
        return Path(packed.extract("snapshot.json", target))


def test_plain_tinydb_opens_what_is_in_a_backup(place: Place, tmp_path: Path) -> None:
    made = make_due(place, store_with(place, "one", "two").frozen())
    assert made is not None
    with TinyDB(snapshot_in(made, tmp_path)) as db:
        assert [row["text"] for row in db.table("entries").all()] == ["one", "two"]


def test_a_backup_says_when_it_was_made_by_what_and_how_much_is_in_it(place: Place) -> None:
    store = store_with(place, "one", "two")
    store.compact()  # a table that was never touched since is counted as it stands in its snapshot
    reopened = EmbeddedStore(place.folder)
    for each in (store, reopened):
        path = make_now(place, each.frozen())
        manifest = archive.manifest_of(path)
        assert manifest.made == TUESDAY
        assert manifest.program
        assert manifest.stores["private"].tables == {"entries": 2}
        assert manifest.stores["private"].sequence == 2
        path.unlink()


@pytest.mark.skipif(os.name != "posix", reason="there are no modes here")
def test_only_the_owner_may_read_a_backup(place: Place) -> None:
    made = make_now(place, store_with(place, "one").frozen())
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="there are no modes here")
def test_the_group_of_a_shared_store_may_read_and_replace_its_backups(folder: Path) -> None:
    made = make_now(Place("shared", folder, outside=True), store_with(Place("shared", folder), "one").frozen())
    assert stat.S_IMODE(made.stat().st_mode) == 0o660
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o770


def test_a_day_has_one_backup_unless_another_is_asked_for(place: Place) -> None:
    store = store_with(place, "one")
    assert make_due(place, store.frozen()) is not None
    add(store, note("two"))
    assert make_due(place, store.frozen()) is None
    assert names(place) == ["2026-11-24"]
    make_now(place, store.frozen())
    assert names(place) == ["2026-11-24", "2026-11-24T130400"]


def test_nothing_new_needs_no_backup(place: Place) -> None:
    store = store_with(place, "one")
    make_due(place, store.frozen())
    with on(TUESDAY + DAY):
        assert make_due(place, store.frozen()) is None
        add(store, note("two"))
        assert make_due(place, store.frozen()) is not None
    with on(TUESDAY + 2 * DAY):
        reopened = EmbeddedStore(place.folder)
        assert make_due(place, reopened.frozen()) is None
    assert names(place) == ["2026-11-24", "2026-11-25"]


def test_an_empty_store_takes_the_place_of_no_backup(place: Place) -> None:
    store = store_with(place, "one")
    make_due(place, store.frozen())
    with store.transaction("entry.delete") as tx:
        for entry in tx.all(ENTRIES):
            tx.delete(ENTRIES, entry.id)
    with on(TUESDAY + DAY):
        assert make_due(place, store.frozen()) is None
        assert make_due(place, EmbeddedStore(place.folder).frozen()) is None
    assert names(place) == ["2026-11-24"]


def test_a_backup_that_cannot_be_told_from_the_newest_is_made_when_that_is_broken(place: Place) -> None:
    store = store_with(place, "one")
    made = make_due(place, store.frozen())
    assert made is not None
    made.write_bytes(b"no zip")
    with on(TUESDAY + DAY):
        assert make_due(place, store.frozen()) is not None


def test_a_year_of_days_leaves_seven_days_eight_weeks_and_twelve_months(place: Place) -> None:
    store = store_with(place)
    for day in range(0, 400, 2):
        with on(TUESDAY + day * DAY):
            add(store, note(f"day {day}"))
            make_due(place, store.frozen())
    left = backups_of(place)
    assert 20 <= len(left) <= 27
    assert left[-1].made.date() == (TUESDAY + 398 * DAY).date()
    assert left[-1].made - left[0].made > 300 * DAY


def test_a_clock_that_was_set_back_lets_no_good_one_go(place: Place) -> None:
    store = store_with(place)
    for day in range(5):
        with on(TUESDAY + day * DAY):
            add(store, note(f"day {day}"))
            make_due(place, store.frozen())
    good = names(place)
    for day in range(30):
        with on(TUESDAY - 400 * DAY + day * DAY):
            add(store, note(f"earlier {day}"))
            make_due(place, store.frozen())
    assert set(good) <= set(names(place))


def test_only_files_of_our_own_making_go(place: Place) -> None:
    store = store_with(place, "one")
    make_due(place, store.frozen())
    strange = ["2020-01-01-mine.zip", "2020-13-01.zip", "copy of 2020-01-01.zip", "2020-01-01.txt", "before-schema-1-x"]
    for name in strange:
        (place.folder / FOLDER / name).write_text("mine")
    for day in range(1, 30):
        with on(TUESDAY + day * DAY):
            add(store, note(f"day {day}"))
            make_due(place, store.frozen())
    assert "2026-11-24" not in names(place)
    assert all((place.folder / FOLDER / name).read_text() == "mine" for name in strange)


def test_what_goes_goes_only_after_a_new_one_was_read_back(place: Place) -> None:
    store = store_with(place, "one")
    for day in range(12):
        with on(TUESDAY + day * DAY):
            add(store, note(f"day {day}"))
            make_due(place, store.frozen())
    there = names(place)
    step = 1
    with on(TUESDAY + 12 * DAY):
        add(store, note("day 12"))
        while True:
            with failing(step) as faults:
                try:
                    made = make_due(place, store.frozen())
                except StoreError:
                    made = None
            if not faults.failed:
                break
            if made is None:
                assert set(there) <= set(names(place))
            for each in backups_of(place)[-1:]:
                archive.read(each.path)
                if each.name not in there:
                    each.path.unlink()
            there = names(place)
            step += 1
    assert step > 5


def test_dying_at_any_step_of_a_backup_leaves_the_old_ones_and_perhaps_a_whole_new_one(folder: Path) -> None:
    place = Place("private", folder)
    store = store_with(place, "one", "two")
    with on(TUESDAY - DAY):
        make_due(place, store.frozen())
    step = 0
    try:
        while crashing_backups.dies_backing_up(folder, step):
            step += 1
            made = [archive.read(each.path).memory("private") for each in backups_of(place)]
            assert 1 <= len(made) <= 2
            for each in backups_of(place)[1:]:
                each.path.unlink()
    finally:
        crashing_backups.stop()
    assert step > 4


def test_files_left_by_somebody_who_was_killed_go_after_an_hour(place: Place) -> None:
    store = store_with(place, "one")
    left = place.folder / FOLDER / "2026-11-20.zip.77-unproven.tmp"
    left.parent.mkdir()
    left.write_bytes(b"half")
    make_now(place, store.frozen())
    assert left.exists()
    os.utime(left, (0, 0))
    make_now(place, store.frozen())
    assert not left.exists()


def test_every_flipped_bit_is_noticed(place: Place, tmp_path: Path) -> None:
    made = make_now(place, store_with(place, "one", "two").frozen())
    whole = made.read_bytes()
    before = archive.read(made).memory("private").tables["entries"].by_id()
    noticed = 0
    for offset in range(len(whole)):
        copy = tmp_path / "copy.zip"
        copy.write_bytes(whole[:offset] + bytes([whole[offset] ^ 0x10]) + whole[offset + 1 :])
        try:
            memory = archive.read(copy).memory("private")
        except (StoreDamaged, StoreTooNew):
            noticed += 1
        else:
            assert memory.tables["entries"].by_id() == before  # a date or a mode in the zip, which nobody reads
    assert noticed > len(whole) // 2


@pytest.mark.parametrize("kept", [0, 1, 30, -1, -22])
def test_a_backup_that_was_cut_off_is_no_backup(place: Place, tmp_path: Path, kept: int) -> None:
    made = make_now(place, store_with(place, "one").frozen())
    copy = tmp_path / "copy.zip"
    copy.write_bytes(made.read_bytes()[:kept])
    with pytest.raises(StoreDamaged):
        archive.read(copy)
    with pytest.raises(StoreDamaged):
        archive.manifest_of(copy)


@pytest.mark.parametrize("change", [{"format": 2}, {"schema": 99}])
def test_a_backup_of_a_newer_version_is_refused(place: Place, tmp_path: Path, change: dict[str, int]) -> None:
    made = make_now(place, store_with(place, "one").frozen())
    copy = tmp_path / "copy.zip"
    with zipfile.ZipFile(made) as packed, zipfile.ZipFile(copy, "w") as target:
        manifest = json.loads(packed.read("manifest.json"))
        if "format" in change:
            manifest |= change
        else:
            manifest["stores"]["private"] |= change
        target.writestr("manifest.json", json.dumps(manifest))
        target.writestr("snapshot.json", packed.read("snapshot.json"))
    with pytest.raises(StoreTooNew):
        archive.read(copy).memory("private")


def test_somebody_who_stops_leaves_nothing_behind(place: Place) -> None:
    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        make_due(place, store_with(place, "one").frozen(), stop)
    assert not list((place.folder / FOLDER).iterdir())


def test_what_was_left_in_the_middle_is_done_the_next_time(place: Place) -> None:
    care = StoreCare({place: store_with(place, "one")})
    assert care.look_after(lambda: True) == ()
    assert names(place) == []
    assert care.look_after() == ()
    assert names(place) == ["2026-11-24"]


def test_backups_of_both_stores_go_by_one_name(tmp_path: Path) -> None:
    both = [Place("shared", tmp_path / "shared"), Place("private", tmp_path / "private")]
    for place in both:
        place.folder.mkdir()
        store = store_with(place, "one")
        with on(TUESDAY - DAY):
            make_now(place, store.frozen())
    with on(TUESDAY):
        make_now(both[0], EmbeddedStore(both[0].folder).frozen())
    assert [(each.name, sorted(each.backups)) for each in choices(both)] == [
        ("2026-11-24", ["shared"]),
        ("2026-11-23", ["private", "shared"]),
    ]
    assert sorted(of_day(both, dt.date(2026, 11, 24)).backups) == ["shared"]


def test_a_workspace_makes_the_backups_of_both_stores_once_a_day(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "home")
    for store in (workspace.shared, workspace.private):
        add(store, note("one"))
    for moment in (TUESDAY, TUESDAY + DAY / 24, TUESDAY + DAY):
        clock.set_clock(lambda moment=moment: moment)
        assert workspace.care.look_after() == ()
        add(workspace.shared, note("more"))
    workspace.close()
    for name, made in (("shared", ["2026-11-24", "2026-11-25"]), ("private", ["2026-11-24"])):
        assert names(Place(name, tmp_path / "home" / name)) == made


def test_a_demo_makes_none(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "home", throw_away=True)
    add(workspace.shared, note("one"))
    workspace.care.look_after()
    workspace.care.look_after_briefly()
    assert not list((tmp_path / "home").rglob("*.zip"))
    workspace.close()


def test_a_command_makes_a_backup_only_of_a_store_that_it_wrote_to(tmp_path: Path) -> None:
    workspace = open_workspace(tmp_path / "home")
    add(workspace.shared, note("one"))
    workspace.close()
    workspace = open_workspace(tmp_path / "home")
    add(workspace.private, note("two"))
    workspace.care.look_after_briefly()
    workspace.close()
    assert [each.parent.parent.name for each in (tmp_path / "home").rglob("*.zip")] == ["private"]


def test_a_large_store_keeps_a_command_waiting_once_a_week_at_most(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgw_tui.data.care.SMALL", 0)
    made: list[int] = []
    for day in range(20):
        with on(TUESDAY + day * DAY):
            store = store_with(place, f"day {day}")
            StoreCare({place: store}).look_after_briefly()
            made.append(len(names(place)))
            store.close()
    assert made == [1] * 8 + [2] * 8 + [3] * 4


def test_a_backup_that_fails_is_said_once_and_made_when_it_can_be(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kgw_tui.data.care._AGAIN", 0.0)
    store = store_with(place, "one")
    (place.folder / FOLDER).write_text("a file where the folder should be")
    care = StoreCare({place: store})
    (sentence,) = care.look_after()
    assert str(place.folder / FOLDER) in sentence
    assert care.look_after() == ()
    (place.folder / FOLDER).unlink()
    assert care.look_after() == ()
    assert names(place) == ["2026-11-24"]
    assert texts(store) == ["one"]


def test_whatever_goes_wrong_with_a_backup_in_passing_what_was_done_is_done(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_named: object) -> None:
        raise LookupError("something that nobody thought of")

    monkeypatch.setattr(archive, "pack_into", fail)
    store = store_with(place, "one")
    care = StoreCare({place: store})
    (sentence,) = care.look_after_briefly()
    assert "LookupError" in sentence
    assert "nobody thought" not in sentence


def test_a_disk_that_is_nearly_full_is_left_to_the_lines_unless_one_asks(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_with(place, "one")
    size = len(archive.pack({"private": store.frozen()}))
    usage = shutil.disk_usage(place.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=5 * size))
    with pytest.raises(StoreUnavailable):
        make_due(place, store.frozen())
    assert names(place) == []
    make_now(place, store.frozen())
    assert names(place) == ["2026-11-24"]


def test_what_is_written_meanwhile_is_not_in_it_and_does_not_wait(place: Place) -> None:
    store = store_with(place, "one")
    written: list[str] = []

    def pace() -> None:
        if not written:
            written.append("two")
            add(store, note("two"))

    made = make_due(place, store.frozen(), pace)
    assert made is not None
    assert archive.manifest_of(made).stores["private"].tables == {"entries": 1}
    assert texts(store) == ["one", "two"]


def test_making_a_backup_changes_nothing_else(place: Place) -> None:
    store = store_with(place, "one")
    before = contents(place.folder)
    make_now(place, store.frozen())
    shutil.rmtree(place.folder / FOLDER)
    assert contents(place.folder) == before


@pytest.mark.parametrize(
    "name",
    ["content/../../evil.toml", "content/nl/../evil.toml", "/content/nl/evil.toml", "content/nl/evil.sh", "evil.toml",
     "content/..\\\\/evil.toml", "content/nl/deep/evil.toml", "content/c:/evil.toml", "content/./evil.toml"],
)  # fmt: skip
def test_a_name_in_a_file_never_leads_out_of_the_folder_of_own_content(tmp_path: Path, name: str) -> None:
    home = tmp_path / "a" / "home"
    home.mkdir(parents=True)
    manifest = archive.Manifest(1, TUESDAY, "+01:00", "0.1.0", {}, {})
    assert put_rest_back(home, archive.Archive(tmp_path / "x.zip", manifest, {name: b"evil"})) == ()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_unpacks_to_more_than_any_school_has_is_refused(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_now(place, store_with(place, "one").frozen())
    monkeypatch.setattr(archive, "LARGEST", 100)
    with pytest.raises(StoreDamaged):
        archive.read(made)


def peak(read: Callable[[], object]) -> int:
    """The most bytes that Python held while `read` refused, or didn't."""
    tracemalloc.start()
    try:
        with suppress(StoreDamaged):
            read()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("lies", [False, True], ids=["", "says that it is small"])
def test_a_manifest_that_unpacks_to_much_costs_no_memory(place: Place, way: int, lies: bool) -> None:
    path = place.folder / "bomb.zip"
    with zipfile.ZipFile(path, "w", way) as packed:
        packed.writestr("manifest.json", b" " * (60 << 20))
    if lies:
        data = path.read_bytes()
        path.write_bytes(data.replace((60 << 20).to_bytes(4, "little"), (500).to_bytes(4, "little")))
    with pytest.raises(StoreDamaged):
        archive.manifest_of(path)
    assert peak(lambda: archive.manifest_of(path)) < 8 << 20
    assert peak(lambda: archive.prove(path)) < 8 << 20


def test_what_unpacks_to_many_times_its_size_is_refused_before_it_is_read(place: Place) -> None:
    path = place.folder / "bomb.zip"
    made = make_now(place, store_with(place, "one").frozen())
    with zipfile.ZipFile(made) as good, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("manifest.json", good.read("manifest.json"))
        packed.writestr("snapshot.json", b" " * (80 << 20))
    assert peak(lambda: archive.read(path)) < 8 << 20
    with pytest.raises(StoreDamaged):
        archive.read(path)


def test_a_backup_is_made_and_read_back_without_holding_it_whole(place: Place) -> None:
    store = store_with(place)
    with store.transaction("many") as tx:
        for number in range(1000):
            tx.put(ENTRIES, note(os.urandom(8_000).hex(), record_id=f"{number}"))
    frozen = store.frozen()
    made: list[Path] = []
    assert peak(lambda: made.append(make_now(place, frozen))) < 7 << 20
    assert made[0].stat().st_size > 7 << 20


def test_what_waits_for_a_writer_under_the_name_of_a_backup_keeps_nobody_waiting(place: Place) -> None:
    (place.folder / FOLDER).mkdir()
    os.mkfifo(place.folder / FOLDER / "2026-11-20.zip")
    with pytest.raises(StoreDamaged):
        archive.manifest_of(place.folder / FOLDER / "2026-11-20.zip")


def test_a_disk_that_is_nearly_full_frightens_nobody(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_with(place, "one")
    usage = shutil.disk_usage(place.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=10))
    (sentence,) = StoreCare({place: store}).look_after()
    assert "geen reservekopie van vandaag" in sentence
    assert "weinig ruimte" in sentence
    assert "Wat bewaard was, is veilig." in sentence
    assert "niets bewaard" not in sentence


@pytest.mark.parametrize("code", [errno.EACCES, errno.ENOSPC])
def test_one_cause_gives_one_sentence_which_frightens_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    workspace = open_workspace(tmp_path / "home")
    for store in (workspace.shared, workspace.private):
        for number in range(5):
            add(store, note(f"line {number}"))
            if isinstance(store, EmbeddedStore):
                store.compact()
    monkeypatch.setattr("kgw_tui.data.care._AGAIN", 0.0)
    with failing(1, 100_000, code):
        (sentence,) = workspace.care.look_after()
        assert workspace.care.look_after() == ()
    assert "Wat bewaard was, is veilig." in sentence
    assert "niets bewaard" not in sentence
    assert workspace.care.look_after() == ()
    workspace.close()


def test_what_cannot_be_tidied_up_frightens_nobody(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_with(place, "one")
    care = StoreCare({place: store})
    assert care.look_after() == ()

    def refuse(_stop: object) -> None:
        raise unavailable(OSError(errno.EACCES, os.strerror(errno.EACCES)), place.folder)

    monkeypatch.setattr(store, "look_after", refuse)
    (sentence,) = care.look_after()
    assert "niet op te ruimen" in sentence
    assert "niets bewaard" not in sentence


def test_a_command_lists_the_backups_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_with(place, "one")
    make_now(place, store.frozen())
    listed: list[Path] = []
    real = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: listed.append(Path(path)) or real(path))
    assert StoreCare({place: store}).look_after_briefly() == ()
    assert listed.count(place.folder / FOLDER) == 1


def test_a_link_in_a_shared_folder_leads_to_no_backups(tmp_path: Path) -> None:
    own = Place("private", tmp_path / "own")
    own.folder.mkdir()
    made = make_now(own, store_with(own, "mine").frozen())
    shared = Place("shared", tmp_path / "shared", outside=True)
    shared.folder.mkdir()
    (shared.folder / FOLDER).symlink_to(made.parent)
    assert backups_of(shared) == []
    with suppress(StoreUnavailable):
        make_now(shared, store_with(shared, "of all").frozen())
    assert list(archive.read(made).manifest.stores) == ["private"]


def test_while_somebody_writes_another_is_made_each_hour_and_of_a_day_the_first_and_newest_stay(place: Place) -> None:
    store = store_with(place, "one")
    care = StoreCare({place: store})
    made: list[list[str]] = []
    for minutes in (0, 59, 61, 122, 183, 24 * 60, 24 * 60 + 61, 24 * 60 + 122):
        with on(TUESDAY + dt.timedelta(minutes=minutes)):
            add(store, note(f"after {minutes}"))
            assert care.look_after() == ()
            made.append(names(place))
    assert made == [
        ["2026-11-24"],
        ["2026-11-24"],
        ["2026-11-24", "2026-11-24T140500-auto"],
        ["2026-11-24", "2026-11-24T150600-auto"],
        ["2026-11-24", "2026-11-24T160700-auto"],
        ["2026-11-24T160700-auto", "2026-11-25"],
        ["2026-11-24T160700-auto", "2026-11-25", "2026-11-25T140500-auto"],
        ["2026-11-24T160700-auto", "2026-11-25", "2026-11-25T150600-auto"],
    ]
    newest = backups_of(place)[-1].path
    assert archive.manifest_of(newest).stores["private"].tables == {"entries": 9}


def test_an_hour_in_which_nothing_changed_makes_none_nor_does_a_command(place: Place) -> None:
    store = store_with(place, "one")
    for minutes in (0, 61, 122):
        with on(TUESDAY + dt.timedelta(minutes=minutes)):
            assert StoreCare({place: store}).look_after() == ()
    add(store, note("two"))
    with on(TUESDAY + dt.timedelta(minutes=183)):
        assert StoreCare({place: store}).look_after_briefly() == ()
    assert names(place) == ["2026-11-24"]


def test_one_that_was_asked_for_an_instant_ago_needs_no_other_and_stays(place: Place) -> None:
    store = store_with(place, "one")
    make_now(place, store.frozen())
    with on(TUESDAY + dt.timedelta(minutes=90)):
        add(store, note("two"))
        asked = make_now(place, store.frozen())
    with on(TUESDAY + dt.timedelta(minutes=100)):
        add(store, note("three"))
        StoreCare({place: store}).look_after()
        assert backups_of(place)[-1].path == asked
    with on(TUESDAY + dt.timedelta(minutes=200)):
        StoreCare({place: store}).look_after()
        assert names(place) == ["2026-11-24", "2026-11-24T143400", "2026-11-24T162400-auto"]


def test_a_backup_that_was_asked_for_and_cannot_be_made_frightens_nobody(place: Place) -> None:
    store = store_with(place, "one")
    with failing(1, 100_000), pytest.raises(StoreUnavailable) as caught:
        make_now(place, store.frozen())
    assert "Wat bewaard was, is veilig." in str(caught.value)
    assert "niets bewaard" not in str(caught.value)
    assert caught.value.reason == "de schijf is vol"
