"""What the tests of the command line share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.processes import Kgw

DEMO = Path(__file__).parents[2] / "data" / "content" / "demo" / "nl"


@pytest.fixture
def kgw(tmp_path: Path) -> Kgw:
    """kgw on an empty home."""
    return Kgw(tmp_path)


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the demo school's people, meetings, notes and visits, imported one after the other."""
    kgw = Kgw(tmp_path_factory.mktemp("school"))
    for name in ("people", "meeting-1", "plc", "corridor", "visits", "meeting-2"):
        done = kgw("import", str(DEMO / f"{name}.txt"))
        assert done.code == 0, done.err
    return kgw.home


@pytest.fixture
def school(tmp_path: Path, imported: Path) -> Kgw:
    """kgw on a home of the test's own, with the demo school in it."""
    kgw = Kgw(tmp_path)
    shutil.copytree(imported, kgw.home)
    return kgw
