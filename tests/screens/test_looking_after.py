"""While somebody types, the stores are looked after: today's backup is made, and a fault of it is said once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest

from kgw_tui.data.backups import archive
from kgw_tui.screens import app

from .chairing import meeting


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "SETTLED", 0.05)
    monkeypatch.setattr(app, "LOOKING_AFTER", 0.2)
    monkeypatch.setattr("kgw_tui.data.care._AGAIN", 0.0)


def backups(home: Path, store: str) -> list[str]:
    return sorted(path.name for path in (home / store / "backups").glob("*.zip"))


async def test_the_backup_of_today_is_made_while_somebody_types(tmp_path: Path) -> None:
    async with meeting(tmp_path, "gezegd") as chair:
        await chair.until(lambda: backups(tmp_path, "shared") == ["2026-11-24.zip"])
        await chair.enter("en verder", "- en nog iets")
        assert not chair.shows("reservekopie")
        await chair.pilot.pause(0.5)
    assert backups(tmp_path, "shared") == ["2026-11-24.zip"]
    stored = archive.read(tmp_path / "shared" / "backups" / "2026-11-24.zip").manifest.stores
    assert list(stored) == ["shared"]


async def test_a_backup_that_fails_is_said_once_and_stops_nothing(tmp_path: Path) -> None:
    async with meeting(tmp_path, "gezegd") as chair:
        (tmp_path / "shared" / "backups").write_text("a file where the folder should be")
        await chair.says("geen reservekopie van vandaag")
        await chair.enter("en verder")
        await chair.pilot.pause(0.6)
        assert "reservekopie" not in chair.echo
        (tmp_path / "shared" / "backups").unlink()
        await chair.until(lambda: backups(tmp_path, "shared") == ["2026-11-24.zip"])


async def test_who_leaves_does_not_wait_for_what_is_being_made(tmp_path: Path) -> None:
    begun, left = Event(), Event()

    class Long:
        """Something that goes on until it is told to stop."""

        def look_after(self, stop: Callable[[], bool] = bool) -> tuple[str, ...]:
            begun.set()
            while not stop():
                left.wait(0.01)
            left.set()
            return ("too late to be said",)

        def look_after_briefly(self) -> tuple[str, ...]:
            return ()

    async with meeting(tmp_path, "gezegd") as chair:
        chair.workspace.care = Long()
        await chair.until(begun.is_set)
        await chair.press("ctrl+q")
        await chair.until(lambda: not chair.app.is_running)
        await chair.until(left.is_set)
