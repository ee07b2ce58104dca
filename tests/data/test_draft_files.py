"""What is half typed, in files: each session its own, and what a session that is over has left goes to the next."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import filelock
import msgspec
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.strategies import booleans, integers, sampled_from

from kgw_tui.data.sessions.drafts import DraftFiles
from kgw_tui.drafts import Draft
from kgw_tui.errors import StoreUnavailable

from .faults import failing, small_disk

ALWAYS = 1_000_000
_TYPES = """
import sys, time
from pathlib import Path
from kgw_tui.data.sessions.drafts import DraftFiles
drafts = DraftFiles(Path(sys.argv[1]))
drafts.hold({sys.argv[2]: sys.argv[3]})
drafts.save()
"""
TYPES = _TYPES + "print('there', flush=True)\ntime.sleep(600)\n"
HAS_A_CHILD = (
    _TYPES
    + "import subprocess\nchild = subprocess.Popen(['sleep', '600'], stdout=subprocess.DEVNULL)\n"
    + "print(child.pid, flush=True)\ntime.sleep(600)\n"
)


def session(folder: Path, place: str, text: str, program: str = TYPES) -> tuple[subprocess.Popen[str], str]:
    """Another process that has `text` half typed at `place`, durably; and what it says."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(folder), place, text], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def killed(folder: Path, place: str, text: str) -> None:
    """A process that had `text` half typed and was killed."""
    process, _said = session(folder, place, text)
    process.kill()
    process.communicate()


def texts(drafts: DraftFiles, place: str = "") -> list[str]:
    return [draft.text for draft in drafts.left(place)]


def until(holds: Callable[[], bool]) -> None:
    end = monotonic() + 10
    while not holds():
        assert monotonic() < end, "it never came"
        sleep(0.005)


def test_before_anything_is_typed_nothing_is_written_and_no_lock_is_made(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from pathlib import Path; from kgw_tui.data.sessions.drafts import DraftFiles\n"
            "drafts = DraftFiles(Path(sys.argv[1])); print(drafts.left(), drafts.hold({'m line': ''}))\n"
            "drafts.save(); drafts.end(); print('filelock' in sys.modules)",
            str(tmp_path / "drafts"),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[] False\nFalse\n"
    assert not (tmp_path / "drafts").exists()


@pytest.mark.parametrize(
    "text", ["half getypt [b]", " met spaties ", "een\ntwee", '{"json": ["é", "漢字"]}', "x" * 200_000]
)
def test_what_a_killed_session_had_half_typed_is_there_exactly(tmp_path: Path, text: str) -> None:
    drafts = DraftFiles(tmp_path)
    drafts.hold({"m line": text})
    drafts.save()
    drafts.end(properly=False)
    (left,) = DraftFiles(tmp_path).left("m")
    assert (left.place, left.text, left.interrupted) == ("m line", text, True)


def test_the_files_are_for_their_user_alone(tmp_path: Path) -> None:
    drafts = DraftFiles(tmp_path / "drafts")
    drafts.hold({"m line": "half"})
    drafts.save()
    assert (tmp_path / "drafts").stat().st_mode & 0o777 == 0o700
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "drafts").iterdir()] == [0o600, 0o600]


def test_what_stands_in_a_session_that_lives_is_nobody_elses(tmp_path: Path) -> None:
    process, _said = session(tmp_path, "m line", "van een ander")
    try:
        drafts = DraftFiles(tmp_path)
        assert texts(drafts) == []
        drafts.hold({"m line": "van mij"})
        drafts.save()
        assert len(list(tmp_path.glob("*.json"))) == 2
    finally:
        process.kill()
        process.communicate()
    drafts.end(properly=False)
    assert sorted(texts(DraftFiles(tmp_path))) == ["van een ander", "van mij"]


def test_a_session_that_dies_while_another_runs_is_taken_over_by_it(tmp_path: Path) -> None:
    drafts = DraftFiles(tmp_path)
    assert texts(drafts) == []
    killed(tmp_path, "m line", "van een ander")
    until(lambda: texts(drafts) == ["van een ander"])


def test_of_several_that_died_at_one_place_none_is_lost_and_the_newest_is_first(tmp_path: Path) -> None:
    for text in ("eerst", "toen", "laatst"):
        killed(tmp_path, "m line", text)
    drafts = DraftFiles(tmp_path)
    assert texts(drafts, "m line") == ["laatst", "toen", "eerst"]
    drafts.take(drafts.left("m line")[0])
    drafts.save()
    assert len(list(tmp_path.glob("*.json"))) == 1
    drafts.settle({"m line": ""})
    drafts.end(properly=False)
    assert texts(DraftFiles(tmp_path)) == ["toen", "eerst"]


def test_two_at_once_take_each_draft_over_once(tmp_path: Path) -> None:
    for number in range(8):
        killed(tmp_path, f"m{number} line", str(number))
    one, other = DraftFiles(tmp_path), DraftFiles(tmp_path)
    found = texts(one) + texts(other)
    assert sorted(found) == [str(number) for number in range(8)]


def test_the_file_of_one_that_died_goes_only_when_its_text_is_durable_elsewhere(tmp_path: Path) -> None:
    killed(tmp_path, "m line", "half")
    drafts = DraftFiles(tmp_path)
    assert texts(drafts) == ["half"]
    with failing(1, count=ALWAYS), pytest.raises(StoreUnavailable):
        drafts.save()
    assert [b"half" in path.read_bytes() for path in tmp_path.glob("*.json")] == [True]
    drafts.save()
    assert [b"half" in path.read_bytes() for path in tmp_path.glob("*.json")] == [True]
    drafts.end(properly=False)
    assert texts(DraftFiles(tmp_path)) == ["half"]


def test_at_each_fault_on_the_way_the_text_is_in_a_file_of_somebody(tmp_path: Path) -> None:
    for first in range(1, 40):
        folder = tmp_path / str(first)
        before = DraftFiles(folder)
        before.hold({"m line": "half getypt", "n line": "nog iets"})
        before.save()
        before.end(properly=False)
        after = DraftFiles(folder)
        with failing(first) as faults:
            after.left()
            try:
                after.save()
            except StoreUnavailable:
                assert faults.failed
        kept = b"".join(path.read_bytes() for path in folder.glob("*.json"))
        assert b"half getypt" in kept
        assert b"nog iets" in kept
        if not faults.failed:
            return
    pytest.fail("there were more calls than tried")


def test_who_left_properly_was_not_interrupted(tmp_path: Path) -> None:
    drafts = DraftFiles(tmp_path)
    drafts.hold({"m line": "half"})
    drafts.end()
    (left,) = DraftFiles(tmp_path).left()
    assert (left.text, left.interrupted) == ("half", False)


def test_what_was_interrupted_stays_so_until_somebody_has_left_properly(tmp_path: Path) -> None:
    killed(tmp_path, "m line", "half")
    for properly in (False, True, True):
        drafts = DraftFiles(tmp_path)
        assert texts(drafts) == ["half"]
        drafts.end(properly=properly)
        again = DraftFiles(tmp_path)
        assert [each.interrupted for each in again.left()] == [not properly]
        again.end(properly=properly)


def test_what_was_stored_does_not_come_back_after_a_kill_at_that_moment(tmp_path: Path) -> None:
    drafts = DraftFiles(tmp_path)
    drafts.hold({"m line": "half getypt"})
    drafts.save()
    with failing(2, count=ALWAYS):  # nothing but the taking away of the file: no sync is waited for
        drafts.settle({"m line": ""})
        assert list(tmp_path.glob("*.json")) == []


def test_a_place_that_is_not_named_stays_as_it_was(tmp_path: Path) -> None:
    drafts = DraftFiles(tmp_path)
    drafts.hold({"m line": "een", "n prepare": "twee"})
    drafts.hold({"m line": ""})
    assert texts(drafts) == ["twee"]
    assert texts(drafts, "n") == ["twee"]
    assert texts(drafts, "n line") == []
    assert texts(drafts, "n prep") == []


def test_what_is_taken_again_never_drops_what_stood_there(tmp_path: Path) -> None:
    killed(tmp_path, "m line", "van vroeger")
    drafts = DraftFiles(tmp_path)
    drafts.hold({"m line": "van nu"})
    earlier = drafts.left("m line")[1]
    drafts.put_first(earlier)
    assert texts(drafts) == ["van vroeger", "van nu"]
    drafts.take(earlier)
    drafts.hold({"m line": "van vroeger"})
    assert texts(drafts) == ["van vroeger", "van nu"]
    drafts.drop(drafts.left()[1])
    assert texts(drafts) == ["van vroeger"]


def test_on_a_full_disk_it_is_told_and_tried_again_until_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        filler = disk / "vol"
        filler.write_bytes(b"")
        with filler.open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError as error:
                assert error.errno == errno.ENOSPC
        drafts = DraftFiles(disk / "drafts")
        assert drafts.hold({"m line": "half"})
        drafts.save_soon()
        until(lambda: drafts.trouble != "")
        filler.unlink()

        def saved() -> bool:
            drafts.save_soon()
            return not drafts.trouble

        until(saved)
        assert not drafts.hold({"m line": "half"})
        drafts.end(properly=False)
        assert texts(DraftFiles(disk / "drafts")) == ["half"]


def test_what_cannot_be_kept_on_leaving_is_told(tmp_path: Path) -> None:
    drafts = DraftFiles(tmp_path)
    drafts.hold({"m line": "half"})
    with failing(1, count=ALWAYS), pytest.raises(StoreUnavailable):
        drafts.end()
    assert texts(drafts) == ["half"]


def test_the_lock_of_a_session_does_not_live_on_in_the_programs_it_started(tmp_path: Path) -> None:
    process, child = session(tmp_path, "m line", "half", HAS_A_CHILD)
    process.kill()
    process.communicate()
    try:
        os.kill(int(child), 0)
        assert texts(DraftFiles(tmp_path)) == ["half"]
    finally:
        os.kill(int(child), signal.SIGKILL)


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP])
def test_where_there_are_no_locks_sessions_are_told_apart_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def without_locks(_fd: int, *, blocking: bool = True) -> bool:
        raise OSError(code, os.strerror(code))

    killed(tmp_path, "m line", "van wie dood is")
    process, _said = session(tmp_path, "m line", "van wie leeft")
    try:
        monkeypatch.setattr(filelock, "lock_descriptor", without_locks)
        drafts = DraftFiles(tmp_path)
        assert texts(drafts) == ["van wie dood is"]
        drafts.hold({"m line": "van mij"})
        drafts.save()
        drafts.end(properly=False)
    finally:
        process.kill()
        process.communicate()
    assert len(list(tmp_path.glob("*.json"))) == 2


@pytest.mark.parametrize("data", [b"", b"{", b'{"held": [], "left": [], "version": 2}', b"\xff\xfe"])
def test_a_file_that_cannot_be_understood_is_left_as_it_is(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "0123456789ab.json").write_bytes(data)
    drafts = DraftFiles(tmp_path)
    assert texts(drafts) == []
    drafts.hold({"m line": "half"})
    drafts.save()
    drafts.end()
    assert (tmp_path / "0123456789ab.json").read_bytes() == data


def test_what_is_received_is_durable_when_that_returns(tmp_path: Path) -> None:
    drafts = DraftFiles(tmp_path)
    drafts.hold({"m line": "half"})
    (held,) = drafts.left()
    drafts.receive([Draft(place="n line", text="van vroeger", at=held.at)])
    assert b"van vroeger" in next(tmp_path.glob("*.json")).read_bytes()
    with failing(1, count=ALWAYS), pytest.raises(StoreUnavailable):
        drafts.receive([Draft(place="n line", text="en nog een", at=held.at)])


def test_what_stands_in_a_session_that_lives_and_rests_can_be_copied_and_does_not_come_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    process, _said = session(tmp_path, "m line", "van wie hangt")
    try:
        monkeypatch.setattr("kgw_tui.data.sessions.drafts._LOOK", 0.0)
        drafts = DraftFiles(tmp_path)
        assert drafts.elsewhere() == []
        (path,) = tmp_path.glob("*.json")
        os.utime(path, (1, 1))
        (other,) = drafts.elsewhere("m")
        assert (other.text, drafts.elsewhere("n")) == ("van wie hangt", [])
        drafts.take(other)
        assert texts(drafts) == ["van wie hangt"]
        assert b"van wie hangt" in path.read_bytes()
        drafts.settle({"m line": ""})
    finally:
        process.kill()
        process.communicate()
    assert texts(drafts) == []


def test_half_a_surrogate_pair_from_a_strange_terminal_keeps_nothing_else_from_being_kept(tmp_path: Path) -> None:
    drafts = DraftFiles(tmp_path)
    drafts.hold({"m line": "half \ud800 é", "n line": "nog iets"})
    drafts.save()
    assert not drafts.hold({"m line": "half \ud800 é"})
    drafts.end(properly=False)
    assert sorted(texts(DraftFiles(tmp_path))) == ["half ? é", "nog iets"]


PLACES = ("m line", "m line edit e", "m prepare", "n line")


class AtOnce(DraftFiles):
    """Without a thread and without waiting, so that the same steps always give the same."""

    def save_soon(self) -> None:
        self.save()

    def left(self, place: str = "") -> Sequence[Draft]:
        self._looked = 0.0
        return super().left(place)

    def is_killed(self) -> None:
        """Let go of the locks, as the system does for a process that is killed."""
        for each in (*self._state.taken, *([self._session] if self._session else [])):
            each.leave()


class Sessions(RuleBasedStateMachine):
    """Sessions that come, type, enter, leave and are killed. What was saved and not dealt with is always somewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.home = TemporaryDirectory()
        self.folder = Path(self.home.name) / "drafts"
        self.running: list[AtOnce] = []
        self.typed: list[dict[str, str]] = []  # of each that runs: what stands in its lines
        self.owed: list[tuple[str, str]] = []  # of those that are over, as saved
        self.count = 0

    def teardown(self) -> None:
        self.home.cleanup()

    def one(self, which: int) -> int:
        return which % len(self.running)

    @rule()
    def start(self) -> None:
        if len(self.running) < 3:
            self.running.append(AtOnce(self.folder))
            self.typed.append({})

    @precondition(lambda self: bool(self.running))
    @rule(which=integers(0, 2), place=sampled_from(PLACES), long=booleans())
    def type(self, which: int, place: str, long: bool) -> None:
        at = self.one(which)
        self.count += 1
        self.typed[at][place] = f"{self.count} " + "x" * 500 * long
        self.running[at].hold(self.typed[at])
        self.running[at].save()

    @precondition(lambda self: bool(self.running))
    @rule(which=integers(0, 2), place=sampled_from(PLACES))
    def enter(self, which: int, place: str) -> None:
        at = self.one(which)
        self.typed[at].pop(place, None)
        self.running[at].settle({**self.typed[at], place: ""})

    @precondition(lambda self: bool(self.running))
    @rule(which=integers(0, 2), number=integers(0, 5))
    def take_up(self, which: int, number: int) -> None:
        at = self.one(which)
        drafts = self.running[at]
        left = [each for each in drafts.left() if self.typed[at].get(each.place) != each.text]
        if left:
            chosen = left[number % len(left)]
            if chosen.place not in self.typed[at]:
                drafts.take(chosen)
                self.typed[at][chosen.place] = chosen.text
                self.owed.remove((chosen.place, chosen.text))
                drafts.save()

    @precondition(lambda self: bool(self.running))
    @rule(which=integers(0, 2), how=sampled_from(["kill", "leave", "cut off"]))
    def over(self, which: int, how: str) -> None:
        at = self.one(which)
        drafts, typed = self.running.pop(at), self.typed.pop(at)
        self.owed += typed.items()
        if how == "kill":
            drafts.is_killed()
        else:
            drafts.end(properly=how == "leave")

    @invariant()
    def nothing_is_lost_and_nothing_comes_back(self) -> None:
        files = [msgspec.json.decode(path.read_bytes()) for path in self.folder.glob("*.json")]
        there = {(each["place"], each["text"]) for file in files for each in (*file["held"], *file["left"])}
        owed = {*self.owed, *(pair for typed in self.typed for pair in typed.items())}
        assert owed <= there
        memory = {(each.place, each.text) for drafts in self.running for each in drafts.left()}
        assert memory <= owed


Sessions.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestSessions = Sessions.TestCase
