"""Two real kgw in one meeting, killed at random moments: every line that the screen showed as taken is there once."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import app_kill_rounds


@pytest.mark.slow
def test_two_kgw_killed_at_random_moments_lose_no_line_and_offer_none_that_was_taken(tmp_path: Path) -> None:
    lines, _notes = app_kill_rounds.rounds(tmp_path, 5, seed=20_261_124)
    assert lines > 5
