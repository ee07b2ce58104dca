"""The power goes at any moment of a meeting: what was acknowledged is on the disk, whatever else has reached it."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kgw_tui.data.opening import open_workspace, read_settings
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.i18n import language

from ..data.power_cut import Disk
from ..workspaces import fixed_clock
from .scripted_meeting import DEEDS, HALF_TYPED, Scene, Tables, tables_of, told_ids

STORES = ("shared", "private")
pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc to look into open files")


class Cut(Disk):
    """A disk of which images are taken throughout the meeting, and looked at: the power goes there."""

    def __init__(self, scene: Scene, images: Path, reaches: Callable[[], bool]) -> None:
        super().__init__(scene.home)
        self.scene = scene
        self.taken = 0
        self._images = images
        self._reaches = reaches
        self._looking = False

    def comes(self, name: str, halfway: Callable[[], object] | None = None) -> None:
        super().comes(name, halfway)
        if not self._looking and name in {"pwrite", "fdatasync", "fsync", "replace", "unlink", "ftruncate", "mkdir"}:
            self.look()

    def look(self) -> Path:
        """Cut the power here; where what is left of the disk is."""
        self._looking = True
        self.taken += 1
        image = self._images / str(self.taken)
        self.image(image, self._reaches)
        self._looking = False
        return image


def restarted(image: Path, name: str) -> Tables:
    """What a store has after the machine was started again; it can be written."""
    (image / name).mkdir(exist_ok=True)
    with closing(EmbeddedStore(image / name)) as store:
        with store.transaction("after") as tx:
            tx.next_number("after")
        return tables_of(store)


def parts(tables: Tables) -> list[Tables]:
    """The tables of each of the two stores, as `restarted` gives them."""
    return [
        {f"0 {table[2:]}": rows for table, rows in tables.items() if table.startswith(f"{number} ")}
        for number in range(2)
    ]


@pytest.mark.parametrize("seed", [None, 1, 2, 3], ids=["only what was synced", *(f"chance {n}" for n in (1, 2, 3))])
def test_the_power_goes_at_any_moment_and_all_that_was_acknowledged_is_there(tmp_path: Path, seed: int | None) -> None:
    chance = random.Random(seed)
    scene = Scene(tmp_path / "home")
    scene.home.mkdir(mode=0o700)
    images = tmp_path / "images"
    images.mkdir()
    disk = Cut(scene, images, (lambda: False) if seed is None else lambda: chance.random() < 0.5)
    looked = 0
    with fixed_clock(), language("en"):
        for number, deed in enumerate(DEEDS):
            before = parts(scene.tables())
            with pytest.MonkeyPatch.context() as patch, disk.installed():
                told_ids(patch, number)
                deed(scene)
                disk.look()
            after = parts(scene.tables())
            for at in range(looked + 1, disk.taken + 1):
                image = images / str(at)
                last = at == disk.taken
                for name, one, other in zip(STORES, before, after, strict=True):
                    found = restarted(image, name)
                    assert found == other or (not last and (found == one or is_between(found, one, other))), (
                        f"{deed.__name__}, image {at} of {disk.taken}"
                    )
            looked = disk.taken
            if scene.open is not None and scene.open.settings.school:
                assert read_settings(images / str(looked)).school == "De Brug"
        with closing(open_workspace(images / str(looked))) as again:
            assert [draft.text for draft in again.drafts.left()] == [HALF_TYPED]
        scene.close()


def is_between(found: Tables, one: Tables, other: Tables) -> bool:
    """Whether a deed of several transactions had come so far: each record is as before or as after it."""
    sides = [*one.items(), *other.items()]
    rows = {(table, record): row for table, records in found.items() for record, row in records.items()}
    known = [(table, record, row) for table, records in sides for record, row in records.items()]
    return all((table, record, row) in known for (table, record), row in rows.items())
