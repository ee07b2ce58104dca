"""What the tests of the command line share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.processes import Kgw


@pytest.fixture
def kgw(tmp_path: Path) -> Kgw:
    """kgw on an empty home."""
    return Kgw(tmp_path)
