"""Make docs/live-meeting.svg, the README's picture, from the real app: `python tools/picture.py`."""

from __future__ import annotations

import asyncio
import datetime as dt
import re
import tempfile
from pathlib import Path

from kgw_tui import clock
from kgw_tui.data.content_files import demo_files
from kgw_tui.data.opening import open_workspace
from kgw_tui.documents import Genre
from kgw_tui.i18n import set_language
from kgw_tui.rules.dossier import Dossier
from kgw_tui.screens.app import KgwApp
from kgw_tui.usecases.demo import prepare_demo

TARGET = Path(__file__).parent.parent / "docs" / "live-meeting.svg"
LINE = "! Panel herhalen in februari @kwame >vr 5 feb"
MOMENT = dt.datetime(2026, 11, 10, 16, 20).astimezone()


def _no_document(dossier: Dossier, genre: Genre, *, confidential: bool = False) -> Path:
    """Where a document would stand: none is made."""
    del dossier, genre, confidential
    return TARGET


async def picture() -> None:
    """Open the demo's running meeting, type a line, and keep what the screen shows."""
    clock.set_clock(lambda: MOMENT)
    set_language("nl")
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace(Path(folder) / "demo")
        texts = [path.read_text("utf-8") for path in demo_files("nl")]
        meeting = prepare_demo(workspace, texts, "nl", "Het Getij")
        app = KgwApp(workspace, _no_document, open_meeting=meeting.id)
        async with app.run_test(size=(96, 30)) as pilot:
            await pilot.pause()
            await pilot.press(*("space" if letter == " " else letter for letter in LINE))
            await pilot.pause()
            TARGET.parent.mkdir(exist_ok=True)
            TARGET.write_text(_without_fonts(app.export_screenshot(title="kgw")), encoding="utf-8")
        workspace.close()


def _without_fonts(svg: str) -> str:
    """The picture without comments, and without the fonts that it would fetch; the reader's own take their place."""
    return re.sub(r"@font-face \{.*?\}\s*|<!--.*?-->\s*", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    asyncio.run(picture())
