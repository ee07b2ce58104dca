"""The engines that keep the promises of the Protocol: each test of the Protocol runs on each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kgw_tui.data.filesystem import PRIVATE, Modes
from kgw_tui.data.store.engine import EmbeddedStore
from kgw_tui.errors import KgwError
from kgw_tui.store import Store

Opener = Callable[[], Store]


def _embedded(folder: Path) -> Store:
    return EmbeddedStore(folder)


ENGINES: dict[str, Callable[[Path], Store]] = {"embedded": _embedded}


@pytest.fixture(autouse=True)
def _closed_afterwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Closes every store that a test has opened, also one that it left as a crash leaves it: no file stays open."""
    opened: list[EmbeddedStore] = []
    opens = EmbeddedStore.__init__

    def remember(self: EmbeddedStore, folder: Path, modes: Modes = PRIVATE, **options: bool) -> None:
        opened.append(self)
        opens(self, folder, modes, **options)

    monkeypatch.setattr(EmbeddedStore, "__init__", remember)
    yield
    monkeypatch.undo()
    for store in opened:
        with suppress(KgwError, OSError, AttributeError):  # one that never opened has nothing to close
            store.close()


@pytest.fixture(params=sorted(ENGINES))
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens the same store again and again: each time another session on it, as another process would have."""
    stores: list[Store] = []

    def opener() -> Store:
        stores.append(ENGINES[request.param](tmp_path / "store"))
        return stores[-1]

    (tmp_path / "store").mkdir()
    yield opener
    for store in stores:
        store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for an embedded store."""
    made = tmp_path / "store"
    made.mkdir()
    return made
