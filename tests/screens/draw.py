"""Draw every state of every screen as SVG, to look at: `python -m tests.screens.draw FOLDER [STATE…]`, from the root.

A STATE is the beginning of a name in states.py. Each is drawn at every size, in both languages, dark and light.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from kgw_tui.screens.themes import THEMES

from .states import SIZES, STATES, State, settled, shown


async def draw(state: State, code: str, folder: Path) -> None:
    """All pictures of one state in one language."""
    with TemporaryDirectory() as home:
        async with shown(state, code, Path(home)) as pilot:
            for theme in THEMES:
                pilot.app.theme = theme.name
                for width, height in SIZES:
                    await pilot.resize_terminal(width, height)
                    await settled(pilot)
                    name = f"{state.name}-{width}x{height}-{code}-{theme.name.removeprefix('kgw-')}"
                    (folder / f"{name}.svg").write_text(pilot.app.export_screenshot(title=name), encoding="utf-8")


async def draw_all(folder: Path, beginnings: tuple[str, ...]) -> None:
    """The states whose names begin so, or all of them."""
    folder.mkdir(parents=True, exist_ok=True)
    for state in STATES:
        if state.name.startswith(beginnings or ("",)):
            for code in ("nl", "en"):
                await draw(state, code, folder)


if __name__ == "__main__":
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    asyncio.run(draw_all(Path(sys.argv[1]), tuple(sys.argv[2:])))
