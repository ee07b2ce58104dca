"""How many tests run at once."""

from __future__ import annotations

import os

MOST = 8


def pytest_xdist_auto_num_workers() -> int:
    """Two for each core: these tests wait for terminals, processes and screens for more than half of their time."""
    return min(2 * (os.cpu_count() or 1), MOST)
