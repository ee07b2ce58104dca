"""How many tests run at once, and where words go that an app in a test can't keep: not to the home of who runs them."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkdtemp

import pytest

from kgw_tui.data.sessions import elsewhere

MOST = 8
own_folders = elsewhere._folders
"""The real ones, for who tries these."""


@pytest.fixture(autouse=True)
def nothing_goes_to_the_real_home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let what can't be kept go to a folder of the test."""
    made = Path(mkdtemp(prefix="elsewhere-", dir=tmp_path_factory.getbasetemp()))
    monkeypatch.setattr(elsewhere, "_folders", lambda: iter([made]))


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core: these tests wait for terminals, processes and screens for more than half of their time."""
    return min(2 * (os.cpu_count() or 1), MOST)
