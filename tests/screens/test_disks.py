"""The real app on disks that are really full, read-only, gone or held up: the line stays in view, marked as not yet
saved; it is saved by itself as soon as that can be done; and leaving before that says where it is.
"""

from __future__ import annotations

import signal
import stat
import subprocess
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from kgw_tui.data.opening import open_workspace
from kgw_tui.records.entries import PRIVATE_NOTES
from kgw_tui.records.meetings import MEETINGS
from kgw_tui.usecases.live import LiveMeeting

from ..data.faults import read_only, resize
from .app_kill_rounds import stopped_with_the_lock
from .disks import all_saved, at_line, begin, desk, enter_meeting, long_line, texts, waits
from .terminals import CTRL_Q, CTRL_Z, ENTER, F10, Terminal, terminal


def test_on_a_full_disk_lines_wait_in_view_and_are_saved_by_themselves_when_there_is_room(tmp_path: Path) -> None:
    with desk(tmp_path) as at, at.kgw() as kgw:
        begin(kgw)
        with at.full():
            said = [long_line(kgw)]
            waits(kgw, "! Kalender uitdraaien @fatima >vr")
            waits(kgw, "nog een zin")
            kgw.send("half getypt")
            kgw.until(lambda: kgw.line == "half getypt")
        resize(at.disk, "2m")
        all_saved(kgw)
        assert at.texts() == [*said, "Kalender uitdraaien", "nog een zin"]
        assert kgw.line == "half getypt"


def test_leaving_a_full_disk_writes_what_isnt_saved_elsewhere_and_says_where(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        with at.kgw(width=250) as kgw:
            begin(kgw)
            with at.full():
                said = [long_line(kgw)]
                waits(kgw, "; voor mij alleen")
                kgw.send("half getypt")
                kgw.until(lambda: kgw.line == "half getypt")
                leave(kgw)
            (kept,) = at.elsewhere
            kgw.sees(str(kept))
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        assert "half getypt" in kept.read_text("utf-8")
        assert "; voor mij alleen" in kept.read_text("utf-8")
        assert all(line in kept.read_text("utf-8") for line in said)
        assert at.texts() == []


def leave(kgw: Terminal) -> None:
    """^q, and again where it says first what can't be kept."""
    kgw.send(CTRL_Q)
    kgw.until(lambda: not kgw.process.isalive() or kgw.shows("nog eens") or kgw.shows("elders"))
    if kgw.process.isalive():
        kgw.send(CTRL_Q)
    assert kgw.ends() == 0


@pytest.mark.parametrize("sent", [signal.SIGHUP, signal.SIGTERM])
def test_a_terminal_that_goes_on_a_full_disk_leaves_all_of_it_elsewhere(tmp_path: Path, sent: signal.Signals) -> None:
    with desk(tmp_path) as at:
        with at.kgw() as kgw:
            begin(kgw)
            with at.full():
                said = [long_line(kgw)]
                kgw.send("half getypt")
                kgw.until(lambda: kgw.line == "half getypt")
                kgw.process.kill(sent)
                kgw.until(lambda: not kgw.process.isalive())
        apart = "".join(each.read_text("utf-8") for each in at.elsewhere)
        assert "half getypt" in apart
        assert all(line in apart for line in said)
        assert at.texts() == []


def test_a_disk_that_is_full_before_anything_is_there_is_one_sentence_and_works_when_there_is_room(
    tmp_path: Path,
) -> None:
    with desk(tmp_path) as at:
        at.fill()
        with at.kgw(width=200) as kgw:
            kgw.sees("F1")
            kgw.send("m")
            kgw.sees("De schijf is vol")
            resize(at.disk, "2m")
            kgw.send("m")
            kgw.until(lambda: at_line(kgw))
            kgw.say("bewaard")
        assert at.texts() == ["bewaard"]


def test_a_read_only_disk_lets_one_type_and_saves_when_it_can_be_written(tmp_path: Path) -> None:
    with desk(tmp_path) as at:
        with at.kgw() as kgw:
            begin(kgw)
            kgw.say("bewaard")
            kgw.send(CTRL_Q)
            assert kgw.ends() == 0
        with at.kgw() as kgw:
            with read_only(at.disk):
                enter_meeting(kgw)
                waits(kgw, "nog niet")
                waits(kgw, "en dit ook niet")
            all_saved(kgw)
        assert at.texts() == ["bewaard", "nog niet", "en dit ook niet"]


@contextmanager
def held(home: Path) -> Generator[subprocess.Popen[str]]:
    """A process that was stopped while it had the lock of the shared store."""
    holder = stopped_with_the_lock(home)
    try:
        yield holder
    finally:
        holder.kill()
        holder.communicate()


def test_a_lock_that_a_stopped_process_holds_stops_nobody_from_typing(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        begin(kgw)
        kgw.say("bewaard")
        with held(tmp_path / "home") as holder:
            waits(kgw, "terwijl het slot vast zit")
            kgw.send("en door")
            kgw.until(lambda: kgw.line == "en door")
            holder.send_signal(signal.SIGCONT)
            assert holder.wait() == 0
            all_saved(kgw)
        assert kgw.line == "en door"
    found = texts(tmp_path / "home")
    assert [text for text in found if text != "held"] == ["bewaard", "terwijl het slot vast zit"]


def test_leaving_while_a_stopped_process_has_the_lock_keeps_the_lines_for_the_next_start(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        begin(kgw)
        with held(tmp_path / "home"):
            waits(kgw, "terwijl het slot vast zit")
            leave(kgw)
        assert texts(tmp_path / "home") == []
    with terminal(tmp_path) as kgw:
        kgw.sees("F1")
        kgw.until(lambda: texts(tmp_path / "home") == ["terwijl het slot vast zit"])
    assert not list(tmp_path.glob("kgw-not-saved-*"))


def test_killed_while_lines_wait_they_are_all_saved_by_the_next_to_start(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        begin(kgw)
        kgw.say("bewaard")
        with held(tmp_path / "home"):
            waits(kgw, "! wacht een @fatima >vr")
            kgw.say("; voor mij")  # of another store, which nobody holds
            for line in ("# Nieuw punt", "= besluit", "+ onderbouwing"):
                waits(kgw, line)
            kgw.send("half getypt")
            kgw.until(lambda: kgw.line == "half getypt")
            kgw.watch(0.6)
            kgw.process.kill(signal.SIGKILL)
            kgw.until(lambda: not kgw.process.isalive())
    with terminal(tmp_path) as kgw:
        enter_meeting(kgw)
        kgw.sees("1 Nieuw punt", "vr 27 nov", "2026-001")
        all_saved(kgw)
        kgw.until(lambda: kgw.line == "half getypt")
    assert texts(tmp_path / "home") == ["bewaard", "wacht een", "besluit", "onderbouwing"]
    with closing(open_workspace(tmp_path / "home")) as workspace:
        assert [note.text for note in workspace.private.all(PRIVATE_NOTES)] == ["voor mij"]


def test_a_meeting_is_closed_only_after_its_waiting_lines_were_saved(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        begin(kgw)
        kgw.say("bewaard")
        with held(tmp_path / "home") as holder:
            waits(kgw, "wacht een")
            waits(kgw, "wacht twee")
            kgw.send(F10)
            kgw.sees("Aanwezig")
            kgw.send(F10)
            kgw.sees("! ")
            assert kgw.shows("Aanwezig")
            holder.send_signal(signal.SIGCONT)
            assert holder.wait() == 0
        kgw.send(F10)
        kgw.sees("concept", "wacht een", "wacht twee")
    assert texts(tmp_path / "home")[-3:] == ["bewaard", "wacht een", "wacht twee"]


def test_undo_takes_back_the_line_that_waits_and_not_one_that_was_saved_before(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        begin(kgw)
        kgw.say("bewaard")
        with held(tmp_path / "home") as holder:
            waits(kgw, "wacht een")
            waits(kgw, "wacht twee")
            kgw.send(CTRL_Z)
            kgw.until(lambda: not kgw.shows("wacht twee") or kgw.line == "wacht twee")
            holder.send_signal(signal.SIGCONT)
            assert holder.wait() == 0
        all_saved(kgw)
        kgw.sees("bewaard", "wacht een")
    assert [text for text in texts(tmp_path / "home") if text != "held"] == ["bewaard", "wacht een"]


def test_a_line_that_waits_for_a_meeting_which_another_closes_is_never_silently_gone(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        begin(kgw)
        with held(tmp_path / "home") as holder:
            waits(kgw, "wacht een")
            kgw.watch(4)  # so that the next trial isn't just now
            holder.send_signal(signal.SIGCONT)
            assert holder.wait() == 0
            with closing(open_workspace(tmp_path / "home")) as other:
                LiveMeeting(other, other.shared.all(MEETINGS)[0].id).close()
        kgw.watch(5)
        shown = kgw.shows("wacht een")
        kgw.send(CTRL_Q)
        kgw.until(lambda: not kgw.process.isalive())
    assert shown
    if "wacht een" not in texts(tmp_path / "home"):
        with terminal(tmp_path) as kgw:
            kgw.sees("onafgemaakte regel")
            kgw.send(ENTER)
            kgw.sees("concept")
            kgw.send("o")
            kgw.until(lambda: at_line(kgw) and kgw.shows("wacht een"))
            all_saved(kgw)
        assert "wacht een" in texts(tmp_path / "home")


@pytest.mark.parametrize("what", ["shared", "private", ""], ids=["shared", "private", "the whole home"])
def test_a_folder_that_is_moved_away_and_back_takes_the_lines_when_it_is_back(tmp_path: Path, what: str) -> None:
    folder = tmp_path / "home" / what
    with terminal(tmp_path) as kgw:
        begin(kgw)
        kgw.say("bewaard")
        kgw.say("; bewaard voor mij")
        folder.rename(tmp_path / "away")
        lines = ["; voor mij"] if what == "private" else ["zonder map", "en nog een"]
        for line in lines:
            waits(kgw, line)
        assert not folder.exists(), "an empty folder was made in its place"
        (tmp_path / "away").rename(folder)
        all_saved(kgw)
        kgw.say("en verder")
    assert texts(tmp_path / "home") == ["bewaard", *(line for line in lines if line[0] != ";"), "en verder"]


def test_a_clock_set_back_keeps_the_lines_in_the_order_in_which_they_were_said(tmp_path: Path) -> None:
    with terminal(tmp_path) as kgw:
        begin(kgw)
        kgw.say("eerst gezegd")
        kgw.send("half")
        kgw.until(lambda: kgw.line == "half")
        kgw.send(CTRL_Q)
        assert kgw.ends() == 0
    for number, now in enumerate(("2026-11-23T09:00:00+01:00", "2020-01-01T00:00:00+00:00"), 1):
        with terminal(tmp_path, env={"KGW_NOW": now}) as kgw:
            enter_meeting(kgw)
            kgw.sees("eerst gezegd")
            kgw.until(lambda: "half" in kgw.line)
            kgw.send("\x15")
            kgw.until(lambda: kgw.line == "")
            kgw.say(f"later gezegd {number}")
            kgw.send("half")
            kgw.until(lambda: kgw.line == "half")
            kgw.send(CTRL_Q)
            assert kgw.ends() == 0
    assert texts(tmp_path / "home") == ["eerst gezegd", "later gezegd 1", "later gezegd 2"]


def test_a_home_behind_a_link_is_written_where_the_link_leads(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "home").symlink_to("real")
    with terminal(tmp_path) as kgw:
        begin(kgw)
        kgw.say("bewaard")
        kgw.send("half")
        kgw.until(lambda: kgw.line == "half")
        kgw.send(CTRL_Q)
        assert kgw.ends() == 0
    assert (tmp_path / "home").is_symlink()
    assert texts(tmp_path / "real") == ["bewaard"]
    with terminal(tmp_path, env={"KGW_HOME": str(tmp_path / "real")}) as kgw:
        enter_meeting(kgw)
        kgw.until(lambda: kgw.line == "half")


def test_a_link_that_leads_nowhere_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").symlink_to("nowhere/at/all")
    with terminal(tmp_path, size=(200, 24)) as kgw:
        assert kgw.ends() == 1
        shown = " ".join(row for row in kgw.rows if row)
        assert shown.startswith("kgw: ")
        assert "koppeling" in shown


def test_the_key_that_leaves_says_first_what_cannot_be_saved_and_one_can_stay(tmp_path: Path) -> None:
    with desk(tmp_path) as at, at.kgw() as kgw:
        begin(kgw)
        with at.full():
            said = [long_line(kgw)]
            kgw.send(CTRL_Q)
            kgw.sees("! ")
            kgw.send("en door")
            kgw.until(lambda: kgw.line == "en door")
        resize(at.disk, "2m")
        all_saved(kgw)
        assert at.texts() == said
        assert at.elsewhere == []
