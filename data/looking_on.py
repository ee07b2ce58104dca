"""Opening the shared store of a home to look at it: no record is written or made, and nothing private is read.

Beside the records, one small file tells colleagues that somebody looks on, while that lasts.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NoReturn

from kgw_tui.content import Content
from kgw_tui.errors import NotFound, Refused
from kgw_tui.i18n import _
from kgw_tui.workspace import Workspace

from .places import places
from .sessions.presence import FOLDER, PresenceFiles
from .settings_file import read_settings
from .store.engine import EmbeddedStore


def open_to_look_on(home: Path) -> Workspace:
    """A workspace in which no record can be written. The shared store stands in for the private one, which stays shut.

    That one looks on is told to colleagues, where it can be (see PresenceFiles). Raises NotFound where there are no
    records, StoreUnavailable, StoreDamaged, StoreTooNew.
    """
    settings = read_settings(home)
    place = places(home, settings)[0]
    if not place.folder.is_dir():
        raise NotFound(_("there are no records in {folder} yet; kgw without more begins").format(folder=place.folder))
    store = EmbeddedStore(place.folder, place.modes, read_only=True)
    return Workspace(
        home=home,
        shared=store,
        private=store,
        settings=settings,
        write_settings=lambda _settings: _refuse(),
        content=partial(_content, own=home / "content"),
        open_drafts=_refuse,
        keep_elsewhere=lambda _text: _refuse(),
        notices=tuple(store.notices),
        presence=PresenceFiles(place.folder / FOLDER, place.modes),
    )


def _refuse() -> NoReturn:
    raise Refused(_("this only shows the meeting; nothing is written from here"))


def _content(language: str, own: Path) -> Content:
    from .content_files import content

    return content(language, own)
