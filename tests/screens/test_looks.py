"""How every state of every screen looks: a fixed clock, three sizes, both languages, in colour and without.

A picture that has changed is looked at before it is accepted (`pytest tests/screens/test_looks.py -n 0
--snapshot-update`); `python -m tests.screens.draw FOLDER` draws them all.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from .looks import look_of
from .states import SIZES, STATES, State, settled, shown

MADE_WITH = "8.2.8"
pytestmark = pytest.mark.skipif(
    version("textual") != MADE_WITH, reason=f"the pictures are of Textual {MADE_WITH}; another draws them otherwise"
)


class TextFile(SingleFileSnapshotExtension):
    """A picture in a text file of its own."""

    _write_mode = WriteMode.TEXT
    _file_extension = "txt"


@pytest.fixture(params=["colour", "plain"], autouse=True)
def in_colour_and_without(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the terminal of whoever runs the tests asks for."""
    monkeypatch.setenv("NO_COLOR", "" if request.param == "colour" else "1")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
async def test_looks(state: State, code: str, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    seen: list[str] = []
    async with shown(state, code, tmp_path) as pilot:
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await settled(pilot)
            seen.append(f"{width}×{height}\n{look_of(pilot.app)}")
    assert "\n".join(seen) == snapshot(extension_class=TextFile)
