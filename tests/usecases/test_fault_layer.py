"""Each call of the system fails in turn, throughout a meeting: nothing that was acknowledged is lost, nothing that was
refused is half there, each refusal is one sentence, and as soon as it works again everything goes on.

The script is played once for each of its calls: as many times as there are calls, so it is dealt over several tests.
"""

from __future__ import annotations

import errno
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest

from kgw_tui.data.opening import open_workspace, read_settings
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.errors import KgwError
from kgw_tui.i18n import language

from ..data.faults import CHANGING, FileLayer
from ..workspaces import fixed_clock, workspace_at
from .scripted_meeting import DEEDS, HALF_TYPED, Deed, Scene, Tables, tables_of, told_ids

PARTS = [*((False, hand, 6) for hand in range(6)), *((True, hand, 15) for hand in (0, 5, 10))]
"""Whether a fault lasts, the call to begin at and the step to the next. One that lasts is tried for each fifth call: in
one deed or another that is each of its calls.
"""
CHANGES = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EDQUOT, errno.EINTR, errno.EACCES, errno.EFBIG)
READS = (errno.EIO, errno.EACCES, errno.EINTR, errno.ESTALE, errno.EMFILE)
LOCKS = (errno.ENOLCK, errno.EIO, errno.EINTR)
TRIES = 4
"""Seldom does a deed need more than two: an opening that goes wrong leaves something for the first one to write."""
OVER_THE_WALL = {"private", "paste"}
"""Written in two steps, one in each store; the second may fail after the first."""


@dataclass
class Play:
    """One play of the script, in which calls fail from call `first` on: that one, or all until a deed was refused."""

    root: Path
    first: int = 0
    lasting: bool = False
    scene: Scene = field(init=False)
    layer: FileLayer = field(init=False)
    healed: bool = False
    deed: str = ""
    refusals: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.scene = Scene(self.root / "home")
        self.layer = FileLayer(self.scene.home, self._judge)

    def _judge(self, call: int, name: str) -> int:
        if self.healed or call < self.first or not self.first:
            return 0
        self.healed = not self.lasting
        errors = LOCKS if name == "flock" else CHANGES if name in CHANGING else READS
        return errors[(call + self.first // len(errors)) % len(errors)]

    def through(self) -> Tables:
        """Play all of it; gives what the last session has."""
        with pytest.MonkeyPatch.context() as patch, self.layer.installed():
            for number, deed in enumerate(DEEDS):
                self.deed = deed.__name__
                for _again in range(TRIES):
                    told_ids(patch, number)
                    if self._done(deed):
                        break
                else:
                    raise AssertionError("refused again and again after all was well")
            tables = self.scene.tables()
            self.scene.close()
        self.layer.close()  # the process ends
        return tables

    def _done(self, deed: Deed) -> bool:
        before = self.scene.tables()
        opening = self.deed.endswith(("open again", "new home"))
        try:
            deed(self.scene)
        except KgwError as refusal:
            sentence = str(refusal)
            assert sentence
            assert "\n" not in sentence
            assert "Errno" not in sentence
            self.refusals.append(sentence)
            if not opening and self.deed not in OVER_THE_WALL:
                assert self.scene.tables() == before, "refused, and yet it is half there"
            self.healed = True
            self._acknowledged_stands({} if self.scene.open is None else before)
            return False
        self.healed = self.healed or bool(self.layer.failed)
        return True

    def _acknowledged_stands(self, before: Tables) -> None:
        """Whoever opens the stores right after a refusal finds what was acknowledged, and no more unless the words
        could be neither synced nor taken back.
        """
        if before and self.deed not in OVER_THE_WALL:
            with stores(self.scene.home) as found:
                assert tables_of(*found) == before or "ftruncate" in self.layer.failed


@contextmanager
def stores(home: Path) -> Generator[tuple[EmbeddedStore, EmbeddedStore]]:
    with closing(EmbeddedStore(home / "shared")) as shared, closing(EmbeddedStore(home / "private")) as private:
        yield shared, private


@pytest.fixture(autouse=True)
def _on_a_fixed_day() -> Generator[None]:
    with fixed_clock(), language("en"):
        yield


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> tuple[int, Tables, bytes]:
    """How many calls the script has, and how it ends, where nothing fails."""
    root = tmp_path_factory.mktemp("without")
    with fixed_clock(), language("en"):
        play = Play(root)
        tables = play.through()
    return play.layer.calls, tables, (root / "home" / "settings.json").read_bytes()


@pytest.mark.parametrize(("lasting", "hand", "step"), PARTS)
def test_each_call_that_fails_loses_nothing_acknowledged_and_leaves_nothing_half_done(
    tmp_path: Path, without: tuple[int, Tables, bytes], lasting: bool, hand: int, step: int
) -> None:
    calls, end, settings = without
    failed: set[str] = set()
    refusals = 0
    for first in range(1 + hand, calls + 1, step):
        play = Play(tmp_path / str(first), first, lasting)
        try:
            assert play.through() == end
            assert (play.scene.home / "settings.json").read_bytes() == settings
            holds(play.scene.home, end)
        except BaseException as fault:
            fault.add_note(f"call {first}, {play.layer.failed}, deed {play.deed!r}, said {play.refusals}")
            raise
        failed.update(play.layer.failed)
        refusals += len(play.refusals)
    assert {"stat", "flock", "pread", "pwrite", "fdatasync", "open"} <= failed
    assert refusals > calls // step // 2


def holds(home: Path, end: Tables) -> None:
    """The home opens without a word and has everything; also what was half typed, and every backup can be read."""
    with closing(open_workspace(home)) as again:
        assert again.notices == ()
        assert tables_of(again.shared, again.private) == end
        assert [draft.text for draft in again.drafts.left()] == [HALF_TYPED]
    for backup in home.glob("*/backups/*.zip"):
        with ZipFile(backup) as file:
            assert file.testzip() is None


@pytest.mark.parametrize("call", [1, 2])
def test_settings_that_could_not_be_read_are_never_overwritten(tmp_path: Path, call: int) -> None:
    home = tmp_path / "home"
    with workspace_at(home, "en") as workspace:
        workspace.save_settings(msgspec.structs.replace(workspace.settings, school="De Brug"))
    path = home / "settings.json"
    before = path.read_bytes()
    layer = FileLayer(path, lambda number, _name: errno.EIO if number == call else 0)
    with layer.installed(), suppress(KgwError), closing(open_workspace(home)) as workspace:
        assert any("settings" in notice for notice in workspace.notices)
        workspace.save_settings(msgspec.structs.replace(workspace.settings, theme="light"))
    assert layer.failed
    assert path.read_bytes() == before or read_settings(home).school == "De Brug"
