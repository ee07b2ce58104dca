"""Draw every state of every screen as SVG, to look at: `python -m tests.screens.draw FOLDER [STATE…]`, from the root.

A STATE is the beginning of a name in states.py. Each is drawn at every size, in both languages, dark and light.
"""

from __future__ import annotations

import asyncio
import os
import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from textual.theme import Theme

from kgw_tui.screens.themes import THEMES

from .states import SIZES, STATES, State, settled, shown


async def draw(state: State, code: str, theme: Theme, folder: Path) -> None:
    """One state in one language and one theme, at all sizes."""
    with TemporaryDirectory() as home:
        async with shown(state, code, Path(home), theme=theme) as pilot:
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
            for code, theme in product(("nl", "en"), THEMES):
                await draw(state, code, theme, folder)


if __name__ == "__main__":
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    asyncio.run(draw_all(Path(sys.argv[1]), tuple(sys.argv[2:])))
