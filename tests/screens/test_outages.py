"""A disk that fails now and then while somebody types on: every line is saved in the end, once, in its order."""

from __future__ import annotations

import errno
import random
from pathlib import Path

import pytest

from kgw_tui.records.entries import PRIVATE_NOTES

from ..data.faults import FileLayer
from .chairing import meeting

MARKS = ("", "", "! ", "? ", "= ", "+ ", "> ", "; ", "# ")
ERRORS = (errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES, errno.EINTR, errno.ENOLCK)


@pytest.mark.parametrize("seed", range(4))
async def test_whatever_fails_whenever_no_line_is_lost_doubled_or_overtaken(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    often = 0.0

    def judge(_call: int, _name: str) -> int:
        return chance.choice(ERRORS) if chance.random() < often else 0

    said: list[str] = []
    own: list[str] = []
    layer = FileLayer(tmp_path / "home", judge)
    async with meeting(tmp_path / "home", "# Eerste") as chair:
        with layer.installed():
            for number in range(40):
                often = chance.choice((0.0, 0.02, 0.2, 1.0))
                mark = chance.choice(MARKS)
                if mark != "# ":
                    (own if mark == "; " else said).append(f"regel {number}")
                await chair.enter(f"{mark}regel {number}")
                if chance.random() < 0.1:
                    await chair.type("half getypt")
                    await chair.press("ctrl+u")
            often = 0.0
            await chair.type("half getypt")
            await chair.until(lambda: not chair.shows("niet bewaard") and chair.texts == said)
        assert len(layer.failed) > 5
        notes = sorted(chair.workspace.private.all(PRIVATE_NOTES), key=lambda note: (note.order, note.id))
        assert [note.text for note in notes] == own
        assert chair.line == "half getypt"
        await chair.press("ctrl+q")
        await chair.until(lambda: not chair.app.is_running)
